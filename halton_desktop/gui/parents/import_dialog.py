"""Import parents: choose a file, see what would happen, then all or nothing; until the verb is pressed nothing is.

What columns are used for is remembered as soon as it is said, and the file read again that way.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QLabel, QVBoxLayout, QWidget

from halton_desktop.background.task_runner import RunningTask
from halton_desktop.domain.contact_import import ImportPlan
from halton_desktop.domain.file_columns import FileTable, ReadingChoices
from halton_desktop.domain.name import joined
from halton_desktop.errors import HaltonError, UnknownHeadings, UnreadableFile
from halton_desktop.gui.kit.app_context import Desk
from halton_desktop.gui.kit.base_dialog import BaseDialog
from halton_desktop.gui.kit.button import Button
from halton_desktop.gui.kit.confirm_dialog import Question
from halton_desktop.gui.kit.empty_state import EmptyWords
from halton_desktop.gui.kit.look import STEP
from halton_desktop.gui.kit.paged_table_model import Column
from halton_desktop.gui.kit.progress_panel import ProgressPanel
from halton_desktop.gui.kit.screen_room import fitted
from halton_desktop.gui.kit.section import paragraph
from halton_desktop.gui.kit.table_pane import TablePane
from halton_desktop.gui.parents.import_columns_pane import ImportColumnsPane
from halton_desktop.gui.parents.import_drop_place import ImportDropPlace
from halton_desktop.gui.parents.import_left_over import DECIDE_COLUMNS, decide_lines
from halton_desktop.gui.parents.import_table_model import (
    CHANGED_COLUMNS,
    MISSING_COLUMNS,
    NEW_COLUMNS,
    PROBLEM_COLUMNS,
    ImportLine,
    ImportTableModel,
    changed_lines,
    missing_lines,
    names_of,
    new_lines,
    problem_lines,
)
from halton_desktop.services.parents.file_columns import choose_columns, look_at_file
from halton_desktop.services.parents.import_parents import ImportPreview, ImportSummary, apply_import, preview_import
from halton_desktop.services.session import OfficeSession
from halton_desktop.settings import LAST_FOLDER
from halton_desktop.ui_forms.parents.import_dialog_form import Ui_ImportDialog

SIZE = QSize(920, 640)
LEAST_COLUMNS = 3
"""A list of fewer is none of pupils and contacts, whatever is said of it."""
KINDS = "Contacts (*.csv *.xlsx *.xml);;All files (*)"
AskForFile = Callable[[QWidget, str], str]


def ask_for_contacts(parent: QWidget, folder: str) -> str:
    """The system's own file dialog."""
    name, _kind = QFileDialog.getOpenFileName(parent, "Choose a file of contacts", folder, KINDS)
    return name


class ImportDialog(BaseDialog):
    """``imported`` says in one sentence what came in."""

    imported = Signal(str)

    def __init__(
        self, desk: Desk, session: OfficeSession, *, ask: AskForFile = ask_for_contacts, parent: QWidget | None = None
    ) -> None:
        super().__init__(
            desk, name="import", title="Import parents", verb="Import", guide_page="importing", parent=parent
        )
        self.asks_before_leaving = False
        self._session = session
        self._ask = ask
        self._preview: ImportPreview | None = None
        self._file = Path()
        self._said = ""
        self.form = Ui_ImportDialog()
        self.form.setupUi(self.body)
        self.drop_place = ImportDropPlace(desk.theme)
        self.drop_place.choose_pressed.connect(self.choose)
        self.drop_place.dropped.connect(self.take_file)
        self.form.drop_place.addWidget(self.drop_place, 1)
        self.other_button = Button("&Another file…", desk.theme, kind="quiet")
        self.other_button.clicked.connect(self.choose)
        self.footer.insertWidget(0, self.other_button)
        self.footer.insertWidget(1, ProgressPanel(desk.runner, desk.theme), 1)
        self.panes: dict[str, TablePane] = {}
        self.columns: ImportColumnsPane | None = None
        self._show_page(self.form.choose_page)
        self.resize(fitted(SIZE, self))
        self.drop_place.button.setFocus()

    def choose(self) -> None:
        """Ask for a file and look at it."""
        name = self._ask(self, self.desk.settings.get(LAST_FOLDER))
        if name:
            self.desk.settings.set(LAST_FOLDER, str(Path(name).parent))
            self.take_file(Path(name))

    def take_file(self, file: Path) -> None:
        """Read a file and compare it with the office, off the GUI thread."""
        self.banner.hide()
        self._look_at(file, self._show_preview)

    def _look_at(self, file: Path, show: Callable[[ImportPreview], None]) -> None:
        self._file = file
        self.set_busy(busy=True)

        def look(task: RunningTask) -> ImportPreview:
            return preview_import(self._session, file, task.progress, lambda: task.cancelled)

        self.desk.runner.run(
            look,
            title=f"Reading {file.name}",
            on_done=show,
            on_error=self._on_unread,
            on_cancelled=self._free,
            owner=self,
        )

    def submit(self) -> None:
        """Write what the preview shows; cancelled or failed, nothing is written."""
        preview = self._preview
        if preview is None:
            self.accept()
            return
        self.set_busy(busy=True)

        def write(task: RunningTask) -> ImportSummary:
            return apply_import(self._session, preview, task.progress, lambda: task.cancelled)

        self.desk.runner.run(
            write,
            title="Importing parents",
            on_done=self._show_result,
            on_error=self.show_error,
            on_cancelled=self._on_cancelled,
            owner=self,
        )

    def show_error(self, error: HaltonError) -> None:
        """A file that cannot be read names row and column."""
        self._free()
        if isinstance(error, UnreadableFile) and (error.row or error.column):
            place = ", ".join(
                part
                for part in (f"row {error.row}" if error.row else "", error.column and f"column {error.column}")
                if part
            )
            error = UnreadableFile(error.file, f"{error.message} ({place})", error.advice, error.row, error.column)
        super().show_error(error)

    # --- inside -------------------------------------------------------------------------------------------------

    def _show_preview(self, preview: ImportPreview) -> None:
        self._free()
        plan = preview.plan
        self._preview = preview if plan.changes_anything else None
        names = names_of(plan, preview.register.pupils, preview.register.parents)
        self.form.preview_title.setText(f"What importing {preview.read.file} will do")
        self.form.preview_says.setText(" ".join([_summary(plan), *_left_over(preview.summary)]))
        self.form.tabs.clear()
        self.panes.clear()
        self._add_list("New", NEW_COLUMNS, new_lines(plan), "Nobody in the file is new.")
        self._add_list("Changed", CHANGED_COLUMNS, changed_lines(plan, names), "Nothing in the file is different.")
        self._add_unchanged(plan, missing_lines(plan, names))
        self._add_list("Problems", PROBLEM_COLUMNS, problem_lines(plan.problems), "Nothing in the file looks wrong.")
        decide = decide_lines(preview.decisions, names)
        self._add_list("To decide", DECIDE_COLUMNS, decide, "Nothing in the file has to be decided.")
        unused = len(preview.read.unused_columns) + len(preview.read.unused_sheets)
        self._add_columns(preview.read.tables, f"Columns ({unused:,} unused)" if unused else "Columns")
        self.submit_button.setText(_verb(plan))
        self._show_page(self.form.preview_page)
        (self.submit_button if self._preview else self.leave_button).setFocus(Qt.FocusReason.OtherFocusReason)

    def _add_list(self, name: str, columns: Sequence[Column[ImportLine]], lines: list[ImportLine], none: str) -> None:
        pane = TablePane(
            f"import/{name.lower()}",
            ImportTableModel(columns, lines),
            self.desk.settings,
            self.desk.theme,
            singular="line",
            plural="lines",
            nothing_yet=EmptyWords(none, icon="done"),
        )
        self.panes[name] = pane
        page = QWidget()
        layout = QVBoxLayout(page)
        layout.setContentsMargins(0, STEP, 0, 0)
        layout.setSpacing(STEP)
        layout.addWidget(pane, 1)
        if columns is PROBLEM_COLUMNS and lines:
            layout.addWidget(self._whole_message(pane, lines))
        self.form.tabs.addTab(page, f"{name} ({len(lines):,})")

    def _on_unread(self, error: HaltonError) -> None:
        """A file nobody can read as it is: where it has columns, a person says what they are."""
        self._preview = None
        if not isinstance(error, UnknownHeadings):
            self.show_error(error)
            return
        self.desk.runner.run(
            lambda _task: look_at_file(self._session, self._file),
            title=f"Looking at the columns of {self._file.name}",
            on_done=partial(self._ask_for_columns, error),
            on_error=self.show_error,
            on_cancelled=self._free,
            owner=self,
        )

    def _ask_for_columns(self, error: UnknownHeadings, tables: Sequence[FileTable]) -> None:
        if not any(len(table.columns) >= LEAST_COLUMNS and table.rows for table in tables):
            self.show_error(error)
            return
        self._free()
        self.form.preview_title.setText(f"What do the columns of {self._file.name} hold?")
        self.form.preview_says.setText(f"{error.message} Say what they are; it is remembered for the next such file.")
        self.form.tabs.clear()
        self.panes.clear()
        self._add_columns(tables, "Columns", unknown=True)
        self.submit_button.setText("Import")
        self._show_page(self.form.preview_page)
        if self.columns is not None:
            self.columns.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _add_columns(self, tables: Sequence[FileTable], name: str, *, unknown: bool = False) -> None:
        pane = self.columns = ImportColumnsPane(tables, self.desk.settings, self.desk.theme, unknown=unknown)
        pane.applied.connect(self._read_as)
        pane.pending_changed.connect(
            lambda pending: self.submit_button.setEnabled(self._preview is not None and not pending)
        )
        self.panes["Columns"] = pane.pane
        self.form.tabs.addTab(pane, name)

    def _read_as(self, change: ReadingChoices) -> None:
        """Remember what was chosen, and show what the file does when it is read that way."""
        freed = self.columns.choices.frees() if self.columns is not None else []
        if freed and not self.desk.confirm(self, _freeing(freed)):
            return
        self._remember(change, "What the columns are used for is remembered for every file with these headings.")

    def _remember(self, change: ReadingChoices, words: str, *, undo: bool = True) -> None:
        try:
            back = choose_columns(self._session, change)
        except HaltonError as error:
            self.show_error(error)
            return
        act = partial(self._remember, back, "What was said of the columns is taken back.", undo=False)
        self.banner.say(words, "success", action="Undo" if undo else "", act=act if undo else None)
        line = self.columns.table.current_id() if self.columns is not None else 0
        self._look_at(self._file, partial(self._show_columns_again, line))

    def _show_columns_again(self, line: int, preview: ImportPreview) -> None:
        self._show_preview(preview)
        if self.columns is not None:
            self.columns.table.select_id(line)
            self.form.tabs.setCurrentWidget(self.columns)
            self.columns.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _whole_message(self, pane: TablePane, lines: list[ImportLine]) -> QLabel:
        """Problems are sentences: the one chosen stands under the list in full."""
        words = paragraph("Choose a line to read all of it.", muted=True)
        words.setMinimumHeight(2 * words.fontMetrics().lineSpacing())
        pane.table.current_id_changed.connect(lambda line: words.setText(lines[line].new) if line >= 0 else None)
        return words

    def _add_unchanged(self, plan: ImportPlan, missing: list[ImportLine]) -> None:
        count = plan.unchanged_pupils + plan.unchanged_parents
        self._add_list("Unchanged", MISSING_COLUMNS, missing, "Everybody in the office is in the file.")
        number = self.form.tabs.count() - 1
        page = self.form.tabs.widget(number)
        layout = page.layout() if page is not None else None
        assert isinstance(layout, QVBoxLayout)
        words = f"{_people(plan.unchanged_pupils, plan.unchanged_parents)} stay as they are."
        words += " These are in the office but not in the file, and stay too:" if missing else ""
        layout.insertWidget(0, paragraph(words, muted=True))
        self.form.tabs.setTabText(number, f"Unchanged ({count:,})")

    def _show_result(self, summary: ImportSummary) -> None:
        self._free()
        self._preview = None
        new = _people(summary.pupils.new, summary.parents.new)
        changed = summary.pupils.changed + summary.parents.changed
        self._said = f"Imported: {new} are new" + (f", {changed:,} were changed." if changed else ".")
        self.form.result_title.setText("The import is done")
        same = summary.pupils.unchanged + summary.parents.unchanged
        self.form.result_says.setText(self._said + (f" {same:,} were as the file says already." if same else ""))
        if summary.problems and (pane := self.panes.get("Problems")) is not None:
            self.form.result_problems.addWidget(QLabel("Please look at these; everything else was taken:"))
            self.form.result_problems.addWidget(pane, 1)
            pane.show()
        else:
            self.form.result_problems.addStretch(1)
        self.submit_button.setText("Close")
        self._show_page(self.form.result_page)
        self.submit_button.setFocus(Qt.FocusReason.OtherFocusReason)
        self.imported.emit(self._said)

    def _on_cancelled(self) -> None:
        self._free()
        self.banner.say("Stopped, as you asked. Nothing was imported.")

    def _free(self) -> None:
        self.set_busy(busy=False)
        self.submit_button.setEnabled(self._preview is not None)

    def _show_page(self, page: QWidget) -> None:
        self.form.pages.setCurrentWidget(page)
        preview, result = page is self.form.preview_page, page is self.form.result_page
        self.submit_button.setVisible(preview or result)
        self.submit_button.setEnabled(result or self._preview is not None)
        self.other_button.setVisible(preview)
        self.leave_button.setVisible(not result)


def _freeing(headings: Sequence[str]) -> Question:
    named = joined([f"“{heading}”" for heading in headings])
    return Question(
        f"Nobody is held any more because of {named}?",
        "The program takes this for a restriction: whoever is marked in it gets no letter. Read otherwise, only words "
        "that plainly speak of a restriction hold anybody. Those held by earlier imports stay held.",
        verb="Read it otherwise",
        danger=True,
    )


def _summary(plan: ImportPlan) -> str:
    same = plan.unchanged_pupils + plan.unchanged_parents
    kept = f"{_people(plan.unchanged_pupils, plan.unchanged_parents)} in the file are as the office has them. "
    if plan.changes_anything:
        return (kept if same else "") + "Nothing is ever removed, and what you typed by hand about letters stays."
    return (kept if same else "") + "There is nothing to import."


def _left_over(summary: ImportSummary) -> list[str]:
    """What the file leaves to be decided, and what was made nothing of."""
    sentences = []
    if summary.undecided:
        waiting = sum(one.people for one in summary.undecided)
        things = "1 thing is" if len(summary.undecided) == 1 else f"{len(summary.undecided):,} things are"
        people = "1 person gets" if waiting == 1 else f"{waiting:,} people get"
        sentences.append(f"{things} to decide; until then {people} no letter.")
    unused = len(summary.unused_columns) + len(summary.unused_sheets)
    if unused:
        sentences.append(f"{unused:,} column{' or sheet is' if unused == 1 else 's or sheets are'} not used.")
    return sentences


def _people(pupils: int, parents: int) -> str:
    return f"{pupils:,} pupil{'' if pupils == 1 else 's'} and {parents:,} parent{'' if parents == 1 else 's'}"


def _verb(plan: ImportPlan) -> str:
    pupils = plan.pupils.new + plan.pupils.changed
    parents = plan.parents.new + plan.parents.changed
    return f"Import {_people(pupils, parents)}" if pupils or parents or not plan.changes_anything else "Import the ties"
