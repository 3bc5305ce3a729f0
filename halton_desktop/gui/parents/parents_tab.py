"""Parents: the list with its search and filters, beside the page of the one chosen; add, edit, import, print."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QElapsedTimer, Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from halton_desktop.domain.change import Changes, RecordKind
from halton_desktop.domain.parents.parent import Pupil
from halton_desktop.domain.permission import Permission
from halton_desktop.domain.register import ParentFilter
from halton_desktop.errors import HaltonError, NotFound
from halton_desktop.gui.kit.app_context import AppContext
from halton_desktop.gui.kit.dialogs.base_dialog import open_dialog
from halton_desktop.gui.kit.fields.filter_state import way_back
from halton_desktop.gui.kit.looks.look import GROUP, PAGE_MARGIN, STEP
from halton_desktop.gui.kit.office_tab import OfficeTab
from halton_desktop.gui.kit.tables.table_pane import TablePane
from halton_desktop.gui.kit.widgets.button import Button
from halton_desktop.gui.kit.widgets.empty_state import EmptyWords
from halton_desktop.gui.kit.widgets.remembered_splitter import RememberedSplitter
from halton_desktop.gui.parents.hold_actions import HoldActions
from halton_desktop.gui.parents.import_dialog import ImportDialog
from halton_desktop.gui.parents.parent_dialog import ParentDialog
from halton_desktop.gui.parents.parent_filter_bar import ParentFilterBar
from halton_desktop.gui.parents.parent_page_view import ParentPageView, ParentRecord
from halton_desktop.gui.parents.parent_table_model import ParentTableModel
from halton_desktop.gui.parents.pupil_dialog import PupilDialog
from halton_desktop.services.administration.see_history import history_of
from halton_desktop.services.incidents.find_incidents import incidents_of_parent
from halton_desktop.services.parents.find_parents import parent_page, parents_of_pupil, pupil_with_id, year_groups
from halton_desktop.services.session import OfficeSession

LIST_SHARE, PAGE_SHARE = 3, 2
STILL_MS = 120
"""Steps through the list that follow each other faster than this do not each build a page."""
PrintLetters = Callable[[Sequence[int] | None, Sequence[int]], object]


class ParentsTab(OfficeTab):
    """``print_letters(selected, shown)`` opens the print dialog; ``selected`` is None unless a row is."""

    title = "Parents"
    icon = "parent"
    guide_page = "parents"
    shows = frozenset(
        {
            RecordKind.PARENT,
            RecordKind.PUPIL,
            RecordKind.FORM,
            RecordKind.LETTER,
            RecordKind.EDITION,
            RecordKind.INCIDENT,
            RecordKind.HOLD,
            RecordKind.QUESTION,
        }
    )
    opens = frozenset({RecordKind.PARENT, RecordKind.PUPIL})
    new_text = "New parent…"
    can_print = True

    def __init__(
        self, context: AppContext, session: OfficeSession, print_letters: PrintLetters, parent: QWidget | None = None
    ) -> None:
        super().__init__(context, parent)
        self._session = session
        self._print_letters = print_letters
        self._record: ParentRecord | None = None
        self._since_chosen = QElapsedTimer()
        self._stillness = QTimer(self)
        self._stillness.setSingleShot(True)
        self._stillness.setInterval(STILL_MS)
        self._stillness.timeout.connect(self._show_current)
        self.may_edit = session.may(Permission.EDIT_PARENTS)
        self.may_import = session.may(Permission.IMPORT_PARENTS)
        self.may_print = session.may(Permission.PRINT_LETTERS)
        self.filters = ParentFilterBar(context.theme)
        self.model = ParentTableModel(session)
        self.pane = TablePane(
            "parents/list",
            self.model,
            context.settings,
            context.theme,
            singular="parent",
            plural="parents",
            nothing_yet=_nothing_yet(may_import=self.may_import),
        )
        self.table = self.pane.table
        self.page = ParentPageView(context.theme)
        self.import_button = Button("&Import…", context.theme, icon="import")
        self.new_button = Button("&New parent…", context.theme, icon="add")
        self.print_button = Button("&Print letters…", context.theme, icon="print")
        self.holds = HoldActions(context, session, self)
        self._build()
        self._connect()
        self.page.show_nobody()

    # --- what the window asks -----------------------------------------------------------------------------------

    def reload(self, changes: Changes | None) -> None:
        """The list again, and the page of whoever is chosen."""
        try:
            self.filters.set_years(year_groups(self._session))
            self.holds.show_line()
            self.model.reload()
        except HaltonError as error:
            self.context.report(error, self, None)
            return
        self._show_current()

    def open_record(self, noun: RecordKind, record: int) -> bool:
        """A parent; the first parent of a pupil, or the pupil where nobody is tied to them yet."""
        parent_id = record
        if noun is RecordKind.PUPIL:
            try:
                parents = parents_of_pupil(self._session, record)
                if not parents:
                    self._open_pupil(pupil_with_id(self._session, record))
                    return True
            except HaltonError:
                return False
            parent_id = parents[0][0].id
        if not self.table.select_id(parent_id):
            back, filtered = way_back(self.filters), self.model.is_filtered
            self.filters.clear()
            if filtered:
                self.say_cleared(back)
        return self.table.select_id(parent_id)

    def find_in_list(self, text: str = "") -> None:
        self.filters.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if text:
            self.filters.search.setText(text)
        else:
            self.filters.search.selectAll()

    def new_record(self) -> None:
        """An empty parent dialog."""
        if self.may_edit:
            self._open_dialog(ParentDialog(self.context, self._session, parent=self))

    def print_letters(self) -> None:
        """For the rows selected (at least two), or for everybody the list shows."""
        selected = self.table.selected_ids()
        if self.may_print and self.model.ids:
            self._print_letters(selected or None, list(self.model.ids))

    def import_parents(self) -> None:
        """The import dialog."""
        if self.may_import:
            dialog = ImportDialog(self.context, self._session, parent=self)
            dialog.imported.connect(lambda sentence: self.say(sentence, "success"))
            open_dialog(dialog)

    def edit_current(self) -> None:
        """The parent dialog for whoever is chosen."""
        parent_id = self.table.current_id()
        if parent_id < 0 or not self.may_edit:
            return
        try:
            family = parent_page(self._session, parent_id).family
        except HaltonError as error:
            self.context.report(error, self, None)
            return
        self._open_dialog(ParentDialog(self.context, self._session, family, parent=self))

    # --- inside -------------------------------------------------------------------------------------------------

    def _open_dialog(self, dialog: ParentDialog) -> None:
        dialog.succeeded.connect(lambda: self.open_record(RecordKind.PARENT, dialog.parent_id))
        open_dialog(dialog)

    def _edit_pupil(self, pupil_id: int) -> None:
        children = self._record.page.family.children if self._record else ()
        for pupil in (child.pupil for child in children if child.pupil.id == pupil_id):
            self._open_pupil(pupil)

    def _open_pupil(self, pupil: Pupil) -> None:
        dialog = PupilDialog(self.context, self._session, pupil, parent=self)
        dialog.submit_button.setEnabled(self.may_edit)
        open_dialog(dialog)

    def _on_current(self) -> None:
        """At once for one step; while somebody holds the arrow key down, when they stop."""
        running = self._since_chosen.isValid() and self._since_chosen.restart() < STILL_MS
        if not self._since_chosen.isValid():
            self._since_chosen.start()
        if running:
            self._stillness.start()
        else:
            self._show_current()

    def _show_current(self) -> None:
        if not self._session.is_open:  # locked in this very moment; after unlocking everything is read again
            return
        parent_id = self.table.current_id()
        try:
            self._record = self._read(parent_id) if parent_id >= 0 else None
        except NotFound:
            self._record = None
        if self._record is None:
            self.page.show_nobody()
        else:
            may_lift = self._session.may(Permission.LIFT_LETTER_BLOCKS)
            self.page.show_parent(self._record, may_edit=self.may_edit, may_print=self.may_print, may_lift=may_lift)

    def _read(self, parent_id: int) -> ParentRecord:
        history = None
        if self._session.may(Permission.SEE_HISTORY):
            history = history_of(self._session, RecordKind.PARENT, parent_id)
        incidents = incidents_of_parent(self._session, parent_id)
        return ParentRecord(parent_page(self._session, parent_id), incidents, history)

    def _on_filter(self, wanted: ParentFilter) -> None:
        if not self._session.is_open:
            return
        try:
            self.model.set_filter(wanted)
        except HaltonError as error:
            self.context.report(error, self, None)

    def _into_list(self) -> None:
        if self.model.rowCount():
            if self.table.current_id() < 0:
                self.table.select_id(self.model.id_at(0))
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _print_current(self) -> None:
        selected = self.table.selected_ids() or [self.table.current_id()]
        self._print_letters([one for one in selected if one >= 0], list(self.model.ids))

    def _show_print_words(self) -> None:
        """For whom the button prints: the rows that are selected, else the list as it is filtered."""
        count = len(self.table.selected_ids()) or len(self.model.ids)
        whom = f"letter{'' if count == 1 else 's'} for {count:,}" if count else "letters"
        self.print_button.setText(f"&Print {whom}…")

    def _build(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(STEP)
        for button, allowed in (
            (self.import_button, self.may_import),
            (self.new_button, self.may_edit),
            (self.print_button, self.may_print),
        ):
            button.setVisible(allowed)
            buttons.addWidget(button)
        top = QHBoxLayout()
        top.setSpacing(GROUP)
        top.addWidget(self.filters, 1)
        top.addLayout(buttons)
        self.splitter = RememberedSplitter(
            self.context.settings, "parents/splitter", (self.pane, self.page), (LIST_SHARE, PAGE_SHARE)
        )
        self.setFocusProxy(self.table)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(PAGE_MARGIN, GROUP, PAGE_MARGIN, GROUP)
        layout.setSpacing(GROUP)
        layout.addLayout(top)
        layout.addWidget(self.holds.line)
        layout.addWidget(self.splitter, 1)

    def _connect(self) -> None:
        self.filters.changed.connect(self._on_filter)
        self.filters.entered.connect(self._into_list)
        self.import_button.clicked.connect(self.import_parents)
        self.new_button.clicked.connect(self.new_record)
        self.print_button.clicked.connect(self.print_letters)
        self.pane.empty_button_pressed.connect(self.import_parents)
        self.pane.clear_filter_pressed.connect(self.filters.clear)
        self.table.current_id_changed.connect(lambda _record: self._on_current())
        self.table.selected_ids_changed.connect(self._show_print_words)
        self.model.modelReset.connect(self._show_print_words)
        self.table.opened.connect(lambda _record: self.edit_current())
        self.table.find_typed.connect(self.find_in_list)
        self.page.open_requested.connect(self.open_requested)
        self.page.edit_pressed.connect(self.edit_current)
        self.page.print_pressed.connect(self._print_current)
        self.page.mistake_pressed.connect(self.holds.take_back)
        self.page.pupil_pressed.connect(self._edit_pupil)
        self.page.lift_pressed.connect(self.holds.lift)
        self.page.decide_pressed.connect(self.holds.decide)


def _nothing_yet(*, may_import: bool) -> EmptyWords:
    if may_import:
        return EmptyWords(
            "No parents yet.",
            "Import them from your school’s system, or add one with Ctrl+N.",
            "Import parents…",
            "parent",
        )
    return EmptyWords("No parents yet.", "Somebody of the office has to bring them in.", icon="parent")
