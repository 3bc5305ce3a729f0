"""The Incidents tab: the list with its filters beside the page of one case."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import ClassVar

from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from halton_desktop.domain.change import Changes, RecordKind
from halton_desktop.domain.incidents.incident_list import IncidentFilter
from halton_desktop.domain.permission import Permission
from halton_desktop.errors import NotAllowed, NotFound
from halton_desktop.gui.incidents.ban_register_dialog import BanRegisterDialog
from halton_desktop.gui.incidents.export_incidents_dialog import ExportIncidentsDialog
from halton_desktop.gui.incidents.incident_actions import IncidentActions
from halton_desktop.gui.incidents.incident_dialog import IncidentDialog
from halton_desktop.gui.incidents.incident_filter_bar import IncidentFilterBar
from halton_desktop.gui.incidents.incident_page import IncidentPageView
from halton_desktop.gui.incidents.incident_table_model import IncidentTableModel
from halton_desktop.gui.kit.app_context import AppContext
from halton_desktop.gui.kit.confirm_dialog import YesNoQuestion
from halton_desktop.gui.kit.dialogs.base_dialog import open_dialog
from halton_desktop.gui.kit.dialogs.prompt_dialog import Prompt, PromptDialog
from halton_desktop.gui.kit.looks.look import BETWEEN_GROUPS, GROUP, PAGE_MARGIN, STEP
from halton_desktop.gui.kit.office_tab import OfficeTab
from halton_desktop.gui.kit.tables.table_pane import TablePane
from halton_desktop.gui.kit.widgets.button import Button
from halton_desktop.gui.kit.widgets.empty_state import EmptyWords
from halton_desktop.gui.kit.widgets.remembered_splitter import RememberedSplitter
from halton_desktop.services.incidents.find_incidents import (
    count_incidents,
    handlers,
    incident_page,
    remove_filter,
    save_filter,
    saved_filters,
)
from halton_desktop.services.incidents.incident_draft import drafts_left, incident_draft, take_over_draft
from halton_desktop.services.session import OfficeSession

NOTHING_YET = EmptyWords(
    "No incidents yet.", "When something goes wrong online, record it here.", "New incident…", "incident"
)
LIST_SHARE, PAGE_SHARE = 600, 400


class IncidentsTab(OfficeTab):
    """``page_actions`` holds what can be done to the case shown."""

    title: ClassVar[str] = "Incidents"
    icon: ClassVar[str] = "incident"
    guide_page: ClassVar[str] = "incidents"
    shows: ClassVar[frozenset[RecordKind]] = frozenset(
        {
            RecordKind.INCIDENT,
            RecordKind.STEP,
            RecordKind.EVIDENCE,
            RecordKind.SITE_BAN,
            RecordKind.PARENT,
            RecordKind.USER,
            RecordKind.CONSENT,
        }
    )
    opens: ClassVar[frozenset[RecordKind]] = frozenset({RecordKind.INCIDENT})
    new_text: ClassVar[str] = "New incident…"
    can_print: ClassVar[bool] = True

    def __init__(self, context: AppContext, session: OfficeSession, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.session = session
        self.model = IncidentTableModel(session, context.theme, self)
        self.filters = IncidentFilterBar(context, session)
        self.pane = TablePane(
            "incidents/list",
            self.model,
            context.settings,
            context.theme,
            singular="incident",
            plural="incidents",
            nothing_yet=NOTHING_YET,
        )
        self.page_actions = IncidentActions(context, session, self)
        self.page = IncidentPageView(self.page_actions)
        self.new_button = Button(self.new_text, context.theme, kind="plain", icon="add")
        self.export_button = Button("Export…", context.theme, kind="quiet", icon="export")
        self.bans_button = Button("Site bans", context.theme, kind="quiet", icon="ban")
        self.opened: QDialog | None = None
        self._shown_id = -1
        self._build()
        self._connect()

    # --- what the window asks -----------------------------------------------------------------------------------

    def reload(self, changes: Changes | None) -> None:
        if changes is None or changes.touches(RecordKind.USER):
            self.filters.set_handlers(handlers(self.session))
            self.filters.set_saved(saved_filters(self.session))
        self.model.reload()
        due = count_incidents(self.session, IncidentFilter(due_on=self.session.today))
        self._show_overdue()
        self.attention_changed.emit(due)
        self.show_incident(self._shown_id)

    def open_record(self, noun: RecordKind, record: int) -> bool:
        if noun is not RecordKind.INCIDENT:
            return False
        if self._stale:
            self._stale = False
            self.reload(None)
        if self.model.row_of_id(record) < 0:
            before = self.filters.wanted
            self.filters.show_filter(IncidentFilter())
            if not before.anything:
                self.say_cleared(lambda: self.filters.show_filter(before))
        if not self.pane.table.select_id(record):
            return False
        if self._shown_id != record:  # choosing the line shows it; it was chosen already where nothing was shown
            self.show_incident(record)
        return True

    def find_in_list(self, text: str = "") -> None:
        self.filters.focus_search(text)

    def new_record(self) -> None:
        if not self._take_over():
            self._begin_new()

    def _begin_new(self) -> None:
        dialog = IncidentDialog(self.context, self.session, parent=self)
        dialog.recorded.connect(self._on_recorded)
        self._open(dialog)

    def _take_over(self) -> bool:
        """What a colleague left unfinished is offered to whoever begins a new incident and may see everything."""
        if not self.session.may(Permission.RESTRICT_INCIDENTS) or incident_draft(self.session) is not None:
            return False
        for user_id, name, when in drafts_left(self.session):
            told = f"{name}, whose account is disabled, was typing an incident on {when.astimezone():%d/%m/%Y}."
            question = YesNoQuestion("Go on with an unfinished incident?", told, verb="Take it over")
            if self.context.confirm(self, question):
                take_over = partial(take_over_draft, self.session, user_id)
                self.page_actions.write(take_over, lambda _done: self._begin_new())
                return True
        return False

    def print_letters(self) -> None:
        """Ctrl+P: the case shown."""
        if self._shown_id > 0:
            self.page_actions.print_incident()

    # --- the page -----------------------------------------------------------------------------------------------

    def show_incident(self, incident_id: int) -> None:
        """Show one case beside the list; -1 for none."""
        self._shown_id = incident_id
        if incident_id < 0:
            self.page.show_incident(None)
            return
        try:
            self.page.show_incident(incident_page(self.session, incident_id))
        except NotAllowed as closed:
            self.page.show_incident(None, closed.message)
        except NotFound:
            self._shown_id = -1
            self.page.show_incident(None)

    # --- inside -------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(STEP)
        top.addWidget(self.new_button)
        top.addStretch(1)
        top.addWidget(self.bans_button)
        top.addWidget(self.export_button)
        side = QWidget()
        lines = QVBoxLayout(side)
        lines.setContentsMargins(0, 0, BETWEEN_GROUPS, 0)
        lines.setSpacing(GROUP)
        lines.addLayout(top)
        lines.addWidget(self.filters)
        lines.addWidget(self.pane, 1)
        self.splitter = RememberedSplitter(
            self.context.settings,
            "splitters/incidents",
            (side, self.page),
            (LIST_SHARE, PAGE_SHARE),
            (10 * LIST_SHARE, 10 * PAGE_SHARE),
        )
        page = QVBoxLayout(self)
        page.setContentsMargins(PAGE_MARGIN, BETWEEN_GROUPS, PAGE_MARGIN, GROUP)
        page.addWidget(self.splitter)
        self.new_button.setEnabled(self.session.may(Permission.RECORD_INCIDENTS))
        self.export_button.setEnabled(self.session.may(Permission.EXPORT))

    def _connect(self) -> None:
        self.new_button.clicked.connect(self.new_record)
        self.export_button.clicked.connect(self._export)
        self.bans_button.clicked.connect(self._show_bans)
        self.filters.changed.connect(self._filter)
        self.filters.save_asked.connect(self._keep_filter)
        self.filters.saved_removed.connect(self._forget_filter)
        self.pane.empty_button_pressed.connect(self.new_record)
        self.pane.clear_filter_pressed.connect(lambda: self.filters.show_filter(IncidentFilter()))
        table = self.pane.table
        table.current_id_changed.connect(self.show_incident)
        table.find_typed.connect(self.find_in_list)
        self.page.record_asked.connect(self._on_record_asked)
        self.page_actions.said.connect(lambda words, kind: self.say(words, kind))

    def _filter(self) -> None:
        wanted = self.filters.wanted
        self.model.set_filter(None if wanted.anything else wanted)
        self._show_overdue()

    def _show_overdue(self) -> None:
        """How many of those in the list are overdue."""
        overdue = count_incidents(self.session, replace(self.filters.wanted, overdue_on=self.session.today))
        self.pane.set_note(f"{overdue} overdue" if overdue else "")

    def _on_record_asked(self, noun: RecordKind, record: int) -> None:
        if noun is RecordKind.INCIDENT:
            self.open_record(noun, record)
        else:
            self.open_requested.emit(noun, record)

    def _on_recorded(self, incident_id: int) -> None:
        self.open_record(RecordKind.INCIDENT, incident_id)  # the hub has had the list read already

    def _keep_filter(self) -> None:
        wanted = self.filters.wanted

        def keep(words: dict[str, str]) -> None:
            save_filter(self.session, words["name"], wanted)

        fields = (("name", "Name", "for example My open WhatsApp cases", ""),)
        self.opened = PromptDialog(
            self.context, Prompt("keep_filter", "Keep these filters", "Keep filters", fields), keep, self
        )
        self.opened.succeeded.connect(lambda: self.filters.set_saved(saved_filters(self.session)))
        open_dialog(self.opened)

    def _forget_filter(self, name: str) -> None:
        forget = partial(remove_filter, self.session, name)
        self.page_actions.write(forget, lambda _done: self.filters.set_saved(saved_filters(self.session)))

    def _export(self) -> None:
        self._open(ExportIncidentsDialog(self.context, self.session, list(self.model.ids), self))

    def _show_bans(self) -> None:
        dialog = BanRegisterDialog(self.context, self.session, self)
        dialog.incident_asked.connect(lambda record: self.open_record(RecordKind.INCIDENT, record))
        self._open(dialog)

    def _open(self, dialog: QDialog) -> None:
        self.opened = dialog
        open_dialog(dialog)
