"""Consent forms: the scanner's field always ready, the register of forms, and how far the code is acknowledged."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QTabWidget, QVBoxLayout, QWidget

from halton_desktop.domain.change import Changes, RecordKind
from halton_desktop.domain.coverage import CountedBy, Coverage
from halton_desktop.domain.mailing import LetterRequest, Recipients
from halton_desktop.domain.permission import Permission
from halton_desktop.domain.slip_letter import FIRST_LETTER
from halton_desktop.errors import NotFound
from halton_desktop.gui.consent_forms.coverage_page import CoveragePage
from halton_desktop.gui.consent_forms.form_actions import FormActions
from halton_desktop.gui.consent_forms.form_detail import FormDetail
from halton_desktop.gui.consent_forms.form_filters import ACKNOWLEDGEMENTS, FormFilters, People
from halton_desktop.gui.consent_forms.form_table_model import FormTableModel
from halton_desktop.gui.consent_forms.return_desk import ReturnDesk
from halton_desktop.gui.consent_forms.scan_session_list import ScanSessionList
from halton_desktop.gui.kit.app_context import AppContext
from halton_desktop.gui.kit.fields.filter_state import way_back
from halton_desktop.gui.kit.looks.look import BETWEEN_GROUPS, GROUP, PAGE_MARGIN, STEP
from halton_desktop.gui.kit.office_tab import OfficeTab
from halton_desktop.gui.kit.tables.table_pane import TablePane
from halton_desktop.gui.kit.widgets.button import Button
from halton_desktop.gui.kit.widgets.empty_state import EmptyWords
from halton_desktop.gui.kit.widgets.remembered_splitter import RememberedSplitter
from halton_desktop.services.consent_forms.form_register import form_of_consent, form_page, groups, overdue_count
from halton_desktop.services.consent_forms.match_scans import set_aside_scans
from halton_desktop.services.session import OfficeSession

NO_FORMS = EmptyWords(
    "No forms yet.",
    "They come into being when the code-of-conduct letter is printed; every letter carries a slip with its reference.",
    "Print letters…",
    "form",
)
_LEAST_SIDE = 440


class ConsentFormsTab(OfficeTab):
    """``print_letters_requested`` carries a LetterRequest for the letters dialog."""

    title = "Consent forms"
    icon = "form"
    guide_page = "consent-forms"
    shows = frozenset(
        {
            RecordKind.FORM,
            RecordKind.CONSENT,
            RecordKind.PARENT,
            RecordKind.PUPIL,
            RecordKind.EDITION,
            RecordKind.LETTER,
            RecordKind.EVIDENCE,
        }
    )
    opens = frozenset({RecordKind.FORM, RecordKind.CONSENT})
    can_print = True

    print_letters_requested = Signal(object)

    def __init__(self, context: AppContext, session: OfficeSession, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._session = session
        theme = context.theme
        self.scan_session = ScanSessionList(theme)
        self.desk_of_returns = ReturnDesk(context, session, self.scan_session)
        self.filters = FormFilters(theme)
        self.model = FormTableModel(session, theme, self)
        self.pane = TablePane(
            "forms/list", self.model, context.settings, theme, singular="form", plural="forms", nothing_yet=NO_FORMS
        )
        self.coverage = CoveragePage(context, session)
        self.page_actions = FormActions(context, session, self, self.model)
        self.detail = FormDetail(theme, session, self.page_actions)
        self._coverage_stale = True
        self._build()
        self._connect()

    # --- what every tab does ------------------------------------------------------------------------------------

    def reload(self, changes: Changes | None) -> None:
        if changes is None or changes.touches(RecordKind.PUPIL):
            self.filters.show_groups(*groups(self._session))
        self.model.reload()
        self.attention_changed.emit(self._show_overdue())
        aside = len(set_aside_scans(self._session))
        self.aside_button.setText(f"{aside:,} page{'' if aside == 1 else 's'} set aside…")
        self.aside_button.setVisible(aside > 0)
        self._coverage_stale = True
        self._show_coverage()
        if self.detail.shown is not None and self.side.currentWidget() is self.detail:
            self._show_form(self.detail.shown.form.id)

    def open_record(self, noun: RecordKind, record: int) -> bool:
        try:
            record = form_of_consent(self._session, record) if noun is RecordKind.CONSENT else record
        except NotFound:
            return False
        if not self._show_form(record):
            return False
        self.side.setCurrentWidget(self.detail)
        if not self.pane.table.select_id(record):
            back, filtered = way_back(self.filters), self.model.is_filtered
            self.filters.clear()
            if filtered:
                self.say_cleared(back)
            self.pane.table.select_id(record)
        return True

    def find_in_list(self, text: str = "") -> None:
        self.filters.begin_search(text)

    def print_letters(self) -> None:
        """For the rows that are selected, else for the list where it is filtered, else for all who are outstanding."""
        chosen = self.pane.table.selected_ids() or (list(self.model.ids) if self.model.is_filtered else [])
        if chosen:
            parents = tuple(dict.fromkeys(line.form.parent_id for line in self.model.rows(chosen)))
            self.print_letters_requested.emit(LetterRequest(FIRST_LETTER, parent_ids=parents))
        else:
            self.print_letters_requested.emit(LetterRequest(FIRST_LETTER, to=Recipients.OUTSTANDING))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A scanner types wherever the cursor happens to be: what nobody else wanted goes into its field."""
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier)
        if plain and event.text().isprintable() and event.text().strip():
            self._scan_typed(event.text())
        else:
            super().keyPressEvent(event)

    # --- building -----------------------------------------------------------------------------------------------

    def _build(self) -> None:
        may = self._session.may(Permission.RETURN_FORMS)
        self.stack_button = Button("Scan a stack…", self.context.theme, icon="scan")
        self.earlier_button = Button("Signed before…", self.context.theme, icon="note")
        self.earlier_button.setToolTip("Book slips that were signed on paper before this program")
        self.aside_button = Button("Pages set aside…", self.context.theme, kind="quiet", icon="attach")
        left = QWidget()
        lines = QVBoxLayout(left)
        lines.setContentsMargins(PAGE_MARGIN, BETWEEN_GROUPS, GROUP, GROUP)
        lines.setSpacing(GROUP)
        lines.addWidget(self.desk_of_returns)
        lines.addWidget(self.filters)
        lines.addWidget(self.pane, 1)
        self.side = QTabWidget()
        self.side.setDocumentMode(True)
        self.side.addTab(self.coverage, "Coverage")
        self.side.addTab(self.scan_session, "This sitting")
        self.side.addTab(self.detail, "Form")
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(0, BETWEEN_GROUPS, PAGE_MARGIN, GROUP)
        column.setSpacing(STEP)
        column.addWidget(self.side, 1)
        buttons = QHBoxLayout()
        buttons.setSpacing(STEP)
        for button in (self.stack_button, self.earlier_button):
            button.setEnabled(may)
            buttons.addWidget(button)
        buttons.addWidget(self.aside_button)
        buttons.addStretch(1)
        column.addLayout(buttons)
        right.setMinimumWidth(_LEAST_SIDE)
        self.splitter = RememberedSplitter(
            self.context.settings,
            "consent forms/splitter",
            (left, right),
            (3, 2),
            (3 * _LEAST_SIDE // 2, _LEAST_SIDE),
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.splitter)
        self.setFocusProxy(self.desk_of_returns)

    def _connect(self) -> None:
        table = self.pane.table
        table.current_id_changed.connect(self._on_current_changed)
        table.opened.connect(lambda record: self.open_record(RecordKind.FORM, record))
        table.find_typed.connect(self._scan_typed)
        self.filters.changed.connect(self._on_filter_changed)
        self.pane.empty_button_pressed.connect(self.print_letters)
        self.pane.clear_filter_pressed.connect(self.filters.clear)
        self.desk_of_returns.booked.connect(self._on_booked)
        self.desk_of_returns.already_returned.connect(self._show_form)
        self.scan_session.opened.connect(lambda record: self.open_record(RecordKind.FORM, record))
        self.coverage.group_pressed.connect(self._on_group_pressed)
        self.coverage.reminders_asked.connect(self._on_reminders_asked)
        self.coverage.print_asked.connect(lambda: self.page_actions.print_lists(self.side))
        self.coverage.open_requested.connect(self.open_requested)
        self.detail.parent_pressed.connect(lambda parent: self.open_requested.emit(RecordKind.PARENT, parent))
        self.detail.scan_pressed.connect(self.page_actions.show_scan)
        self.stack_button.clicked.connect(self.page_actions.scan_stack)
        self.earlier_button.clicked.connect(self.page_actions.book_earlier)
        self.aside_button.clicked.connect(self.page_actions.match_by_hand)
        self.side.currentChanged.connect(self._on_side_changed)

    # --- inside -------------------------------------------------------------------------------------------------

    def _scan_typed(self, text: str) -> None:
        field = self.desk_of_returns.scan.field
        field.setFocus(Qt.FocusReason.OtherFocusReason)
        field.setText(text)

    def _on_booked(self, form_id: int) -> None:
        self.side.setCurrentWidget(self.scan_session)
        self.side.setTabText(self.side.indexOf(self.scan_session), f"This sitting ({self.scan_session.booked:,})")
        self._show_form(form_id)

    def _on_current_changed(self, form_id: int) -> None:
        if form_id >= 0 and self._show_form(form_id) and self.pane.table.hasFocus():
            self.side.setCurrentWidget(self.detail)

    def _show_form(self, form_id: int) -> bool:
        try:
            self.detail.show_form(form_page(self._session, form_id))
        except NotFound:
            self.detail.show_nothing()
            return False
        return True

    def _on_side_changed(self) -> None:
        if self.side.currentWidget() is self.detail and self.detail.shown is not None:
            self._show_form(self.detail.shown.form.id)
        self._show_coverage()

    def _show_coverage(self) -> None:
        """Counting reads every parent, so it waits until somebody looks."""
        if self._coverage_stale and self.side.currentWidget() is self.coverage:
            self._coverage_stale = False
            self.coverage.reload()

    def _on_filter_changed(self) -> None:
        self.model.set_filter(self.filters.wanted(self._session.today))
        self._show_overdue()

    def _show_overdue(self) -> int:
        """Say how many of the forms in the list are overdue; how many of all is returned."""
        wanted, everywhere = self.filters.wanted(self._session.today), overdue_count(self._session)
        overdue = everywhere if wanted is None else overdue_count(self._session, wanted)
        self.pane.set_note(f"{overdue:,} overdue" if overdue else "")
        return everywhere

    def _on_group_pressed(self, way: CountedBy, line: Coverage) -> None:
        """Open exactly those of a bar who have not answered."""
        if way is CountedBy.YEAR_GROUP and line.group.isdigit():
            self.filters.choose(year=line.group, status="Outstanding", kind=ACKNOWLEDGEMENTS)
        elif way is not CountedBy.EDITION:
            people = People(line.group, line.parent_ids)
            self.filters.choose(people=people, status="Outstanding", kind=ACKNOWLEDGEMENTS)

    def _on_reminders_asked(self, letter: str, parent_ids: tuple[int, ...]) -> None:
        self.print_letters_requested.emit(LetterRequest(letter, parent_ids=tuple(parent_ids)))
