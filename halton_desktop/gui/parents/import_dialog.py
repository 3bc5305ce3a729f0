"""Import parents: choose a file, see what would happen, then all or nothing; until the verb is pressed nothing is.

What columns are used for is remembered as soon as it is said, and the file read again that way.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QLabel, QVBoxLayout, QWidget

from halton_desktop.background.task_runner import RunningTask
from halton_desktop.domain.importing.contact_import import ImportPlan
from halton_desktop.domain.importing.file_columns import FileTable, ReadingChoices
from halton_desktop.domain.importing.file_values import GoneChoice, ImportChoices, Kept
from halton_desktop.domain.importing.import_offers import offers
from halton_desktop.domain.importing.import_plan import NO_CHOICES
from halton_desktop.domain.name import joined
from halton_desktop.errors import HaltonError, UnknownHeadings, UnreadableFile
from halton_desktop.gui.kit.app_context import AppContext
from halton_desktop.gui.kit.confirm_dialog import YesNoQuestion
from halton_desktop.gui.kit.dialogs.base_dialog import BaseDialog
from halton_desktop.gui.kit.looks.look import STEP
from halton_desktop.gui.kit.tables.paged_table_model import Column
from halton_desktop.gui.kit.tables.table_pane import TablePane
from halton_desktop.gui.kit.widgets.button import Button
from halton_desktop.gui.kit.widgets.empty_state import EmptyWords
from halton_desktop.gui.kit.widgets.screen_room import fitted
from halton_desktop.gui.kit.widgets.section import paragraph
from halton_desktop.gui.parents.file_reading import FileReading
from halton_desktop.gui.parents.import_changes_page import ImportChangesPage
from halton_desktop.gui.parents.import_columns_pane import ImportColumnsPane
from halton_desktop.gui.parents.import_drop_place import ImportDropPlace
from halton_desktop.gui.parents.import_gone_page import ImportGonePage
from halton_desktop.gui.parents.import_left_over import DECIDE_COLUMNS, decide_lines
from halton_desktop.gui.parents.import_table_model import (
    MISSING_COLUMNS,
    NEW_COLUMNS,
    PROBLEM_COLUMNS,
    ImportLine,
    ImportTableModel,
    missing_lines,
    names_of,
    new_lines,
    problem_lines,
)
from halton_desktop.services.parents.import_origins import origins
from halton_desktop.services.parents.import_parents import ImportPreview, apply_import
from halton_desktop.services.parents.import_summary import ImportSummary
from halton_desktop.services.session import OfficeSession
from halton_desktop.settings import LAST_FOLDER
from halton_desktop.ui_forms.parents.import_dialog_form import Ui_ImportDialog

SIZE = QSize(1080, 720)
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
        self,
        context: AppContext,
        session: OfficeSession,
        *,
        ask: AskForFile = ask_for_contacts,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            context, name="import", title="Import parents", verb="Import", guide_page="importing", parent=parent
        )
        self.asks_before_leaving = False
        self._session = session
        self._ask = ask
        self.reading = FileReading(self, session, self._ask_for_columns)
        self._said = ""
        self.form = Ui_ImportDialog()
        self.form.setupUi(self.body)
        self.drop_place = ImportDropPlace(context.theme)
        self.drop_place.choose_pressed.connect(self.choose)
        self.drop_place.dropped.connect(self.take_file)
        self.form.drop_place.addWidget(self.drop_place, 1)
        self.other_button = Button("&Another file…", context.theme, kind="quiet")
        self.other_button.clicked.connect(self.choose)
        self.footer.insertWidget(0, self.other_button)
        self._stopped_words = ""
        self.panes: dict[str, TablePane] = {}
        self.changes: ImportChangesPage | None = None
        self.gone: ImportGonePage | None = None
        self.columns: ImportColumnsPane | None = None
        self._show_page(self.form.choose_page)
        self.resize(fitted(SIZE, self))
        self.drop_place.button.setFocus()

    @property
    def choices(self) -> ImportChoices:
        """What was decided otherwise in the preview."""
        choices = self.changes.choices if self.changes else NO_CHOICES
        return replace(choices, gone=dict(self.gone.choices) if self.gone else {})

    def would_lose_something(self) -> bool:
        """Decisions that were not written yet."""
        return self.reading.preview is not None and bool(self.choices)

    def choose(self) -> None:
        """Ask for a file and look at it."""
        name = self._ask(self, self.context.settings.get(LAST_FOLDER))
        if name:
            self.context.settings.set(LAST_FOLDER, str(Path(name).parent))
            self.take_file(Path(name))

    def take_file(self, file: Path) -> None:
        """Read a file and compare it with the office, off the GUI thread."""
        self.banner.hide()
        self._stopped_words = ""
        self.reading.look(file, self._show_preview)

    def act(self) -> None:
        """Write what the preview shows; cancelled or failed, nothing is written."""
        preview = self.reading.preview
        if preview is None:
            self.accept()
            return
        choices = self.choices

        def write(task: RunningTask) -> ImportSummary:
            return apply_import(self._session, preview, task.progress, lambda: task.cancelled, choices)

        self._stopped_words = "Stopped, as you asked. Nothing was imported."
        self.work(write, self._show_result, title="Importing parents")

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
        plan = preview.plan
        self.reading.preview = preview
        names = names_of(plan, preview.register.pupils, preview.register.parents)
        self.form.preview_title.setText(f"What importing {preview.read.file} will do")
        self.form.preview_says.setText(" ".join([_summary(plan), *_left_over(preview.summary)]))
        self.form.tabs.clear()
        self.panes.clear()
        self._add_list("New", NEW_COLUMNS, new_lines(plan, names), "Nobody in the file is new.")
        self._add_decisions(preview)
        self._add_unchanged(plan, missing_lines(plan, names))
        self._add_list("Problems", PROBLEM_COLUMNS, problem_lines(plan.problems), "Nothing in the file looks wrong.")
        decide = decide_lines(preview.decisions, names)
        self._add_list("To decide", DECIDE_COLUMNS, decide, "Nothing in the file has to be decided.")
        unused = len(preview.read.unused_columns) + len(preview.read.unused_sheets)
        self._add_columns(preview.read.tables, f"Columns ({unused:,} unused)" if unused else "Columns")
        self._free()
        self._show_choices()
        self._show_page(self.form.preview_page)
        ready = self.submit_button if self._can_import else self.leave_button
        ready.setFocus(Qt.FocusReason.OtherFocusReason)

    def _add_decisions(self, preview: ImportPreview) -> None:
        """The two lists in which a person may decide otherwise."""
        differing = offers(preview.plan, preview.register)
        self.changes = ImportChangesPage(self.context, differing, lambda wanted: origins(self._session, wanted))
        self.gone = ImportGonePage(self.context, preview.plan.gone)
        for name, page, count in (
            ("Changed", self.changes, len(differing)),
            ("Gone", self.gone, len(preview.plan.gone)),
        ):
            page.choices_changed.connect(self._show_choices)
            self.panes[name] = page.pane
            self.form.tabs.addTab(page, f"{name} ({count:,})")

    @property
    def _can_import(self) -> bool:
        preview = self.reading.preview
        return preview is not None and (preview.plan.changes_anything or bool(self.choices))

    def _show_choices(self) -> None:
        """The verb says what will come of it."""
        preview = self.reading.preview
        if preview is not None and self.changes is not None:
            self.submit_button.setText(_verb(preview.plan, self.changes.takes_anyone, self.choices))
            self.submit_button.setEnabled(self._can_import)

    def _add_list(self, name: str, columns: Sequence[Column[ImportLine]], lines: list[ImportLine], none: str) -> None:
        pane = TablePane(
            f"import/{name.lower()}",
            ImportTableModel(columns, lines),
            self.context.settings,
            self.context.theme,
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
            layout.addWidget(_whole_message(pane, lines))
        self.form.tabs.addTab(page, f"{name} ({len(lines):,})")

    def _ask_for_columns(self, error: UnknownHeadings, tables: Sequence[FileTable]) -> None:
        if not any(len(table.columns) >= LEAST_COLUMNS and table.rows for table in tables):
            self.show_error(error)
            return
        self._free()
        self.form.preview_title.setText(f"What do the columns of {self.reading.file.name} hold?")
        self.form.preview_says.setText(f"{error.message} Say what they are; it is remembered for the next such file.")
        self.form.tabs.clear()
        self.panes.clear()
        self._add_columns(tables, "Columns", unknown=True)
        self.submit_button.setText("Import")
        self._show_page(self.form.preview_page)
        if self.columns is not None:
            self.columns.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _add_columns(self, tables: Sequence[FileTable], name: str, *, unknown: bool = False) -> None:
        pane = self.columns = ImportColumnsPane(tables, self.context.settings, self.context.theme, unknown=unknown)
        pane.applied.connect(self._read_as)
        pane.pending_changed.connect(lambda pending: self.submit_button.setEnabled(self._can_import and not pending))
        self.panes["Columns"] = pane.pane
        self.form.tabs.addTab(pane, name)

    def _read_as(self, change: ReadingChoices) -> None:
        """Remember what was chosen, and show what the file does when it is read that way."""
        freed = self.columns.choices.frees() if self.columns is not None else []
        if freed and not self.context.confirm(self, _freeing(freed)):
            return

        def show_again(line: int, preview: ImportPreview) -> None:
            self._show_preview(preview)
            if self.columns is not None:
                self.columns.table.select_id(line)
                self.form.tabs.setCurrentWidget(self.columns)
                self.columns.table.setFocus(Qt.FocusReason.OtherFocusReason)

        def again() -> None:
            line = self.columns.table.current_id() if self.columns is not None else 0
            self.reading.look(self.reading.file, partial(show_again, line))

        words = "What the columns are used for is remembered for every file with these headings."
        self.reading.remember(change, words, again)

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
        self.reading.preview = None
        new = _people(summary.pupils.new, summary.parents.new)
        changed = summary.pupils.changed + summary.parents.changed
        self._said = f"Imported: {new} are new" + (f", {changed:,} were changed." if changed else ".")
        self.form.result_title.setText("The import is done")
        same = summary.pupils.unchanged + summary.parents.unchanged
        left = sum(one.reason == Kept.DECLINED for one in summary.kept)
        sentences = [self._said]
        sentences += [f"{same:,} were as the file says already."] if same else []
        sentences += [f"{left:,} change{' was' if left == 1 else 's were'} left out, as you said."] if left else []
        self.form.result_says.setText(" ".join(sentences))
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

    def on_stopped(self) -> None:
        self._free()
        if self._stopped_words:
            self.banner.say(self._stopped_words)

    def _free(self) -> None:
        self.set_busy(busy=False)
        self.submit_button.setEnabled(self._can_import)

    def _show_page(self, page: QWidget) -> None:
        self.form.pages.setCurrentWidget(page)
        preview, result = page is self.form.preview_page, page is self.form.result_page
        self.submit_button.setVisible(preview or result)
        self.submit_button.setEnabled(result or self._can_import)
        self.other_button.setVisible(preview)
        self.leave_button.setVisible(not result)


def _whole_message(pane: TablePane, lines: list[ImportLine]) -> QLabel:
    """Problems are sentences: the one chosen stands under the list in full."""
    words = paragraph("Choose a line to read all of it.", muted=True)
    words.setMinimumHeight(2 * words.fontMetrics().lineSpacing())
    pane.table.current_id_changed.connect(lambda line: words.setText(lines[line].new) if line >= 0 else None)
    return words


def _freeing(headings: Sequence[str]) -> YesNoQuestion:
    named = joined([f"“{heading}”" for heading in headings])
    return YesNoQuestion(
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
        return (kept if same else "") + "Nothing is ever removed, and what you typed by hand stays."
    rest = " Where it differs, the office’s stays; look under Changed." if plan.decides_anything else ""
    return (kept if same else "") + f"There is nothing to import.{rest}"


def _left_over(summary: ImportSummary) -> list[str]:
    """What the file leaves to be decided, and what was made nothing of."""
    sentences = []
    if summary.undecided:
        waiting = summary.waiting
        things = "1 thing is" if len(summary.undecided) == 1 else f"{len(summary.undecided):,} things are"
        people = "1 person gets" if waiting == 1 else f"{waiting:,} people get"
        sentences.append(f"{things} to decide{f'; until then {people} no letter' if waiting else ''}.")
    unused = len(summary.unused_columns) + len(summary.unused_sheets)
    if unused:
        sentences.append(f"{unused:,} column{' or sheet is' if unused == 1 else 's or sheets are'} not used.")
    return sentences


def _people(pupils: int, parents: int) -> str:
    return f"{pupils:,} pupil{'' if pupils == 1 else 's'} and {parents:,} parent{'' if parents == 1 else 's'}"


def _verb(plan: ImportPlan, changing: Collection[tuple[int, int]], choices: ImportChoices) -> str:
    """``changing`` are the people of the register something changes of, as parent and pupil ids."""
    of_parents = sum(parent_id != 0 for parent_id, _ in changing)
    left = sum(choice is GoneChoice.LEFT for choice in choices.gone.values())
    pupils = plan.pupils.new + len(changing) - of_parents + left
    parents = plan.parents.new + of_parents
    if pupils or parents or not (plan.changes_anything or choices):
        return f"Import {_people(pupils, parents)}"
    return "Keep these decisions" if choices else "Import the ties"
