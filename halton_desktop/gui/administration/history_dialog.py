"""The history of changes: every entry with what was before and after, and whether the office file is sound."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtWidgets import QComboBox, QGridLayout, QLabel, QLineEdit, QSplitter, QWidget

from halton_desktop.domain.change import AuditEntry, RecordKind
from halton_desktop.errors import HaltonError
from halton_desktop.gui.administration.audit_table_model import AuditTableModel
from halton_desktop.gui.kit.app_context import AppContext
from halton_desktop.gui.kit.dialogs.base_dialog import BaseDialog
from halton_desktop.gui.kit.history_words import action_words, all_words
from halton_desktop.gui.kit.looks.look import BETWEEN_GROUPS, HALF_STEP
from halton_desktop.gui.kit.looks.style_sheet import set_text_role
from halton_desktop.gui.kit.tables.table_pane import TablePane
from halton_desktop.gui.kit.widgets.banner import Banner
from halton_desktop.gui.kit.widgets.button import Button
from halton_desktop.gui.kit.widgets.detail_page import DetailPage
from halton_desktop.gui.kit.widgets.empty_state import EmptyWords
from halton_desktop.gui.kit.widgets.screen_room import fitted
from halton_desktop.gui.kit.widgets.section import paragraph
from halton_desktop.services.administration.check_office import CheckResult, check
from halton_desktop.services.session import OfficeSession
from halton_desktop.ui_forms.administration.history_dialog_form import Ui_HistoryDialog

SIZE = QSize(1040, 640)
WAIT = 200
"""Milliseconds after the last key before the list is read again."""
MOST_FINDINGS = 20


class HistoryDialog(BaseDialog):
    """Only shows; ``check`` looks through the whole file."""

    def __init__(self, context: AppContext, session: OfficeSession, parent: QWidget | None = None) -> None:
        super().__init__(
            context, name="history", title="History of changes", verb="", leave="Close", guide_page="history",
            parent=parent,
        )  # fmt: skip
        self._session = session
        self.form = Ui_HistoryDialog()
        self.form.setupUi(self.body)
        self.words = QLineEdit()
        self.words.setPlaceholderText("Who or what, for example “import” or a name")
        self.words.setAccessibleName("Search the history")
        self.words.setClearButtonEnabled(True)
        self.about = QComboBox()
        self.about.setAccessibleName("What the change is about")
        self.about.addItem("Everything", None)
        for noun in RecordKind:
            self.about.addItem(noun.value.capitalize(), noun)
        self.check_button = Button("Check the &file", context.theme, icon="secure")
        self.verdict = Banner(context.theme)
        self.model = AuditTableModel(session)
        self.pane = TablePane(
            "history/list",
            self.model,
            context.settings,
            context.theme,
            singular="entry",
            plural="entries",
            nothing_yet=EmptyWords("Nothing was changed yet.", icon="review"),
        )
        self.page = DetailPage(context.theme)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(WAIT)
        self._arrange()
        self.look()
        self.resize(fitted(SIZE, self))
        self.words.setFocus()

    def look(self) -> None:
        """Read the list for what is asked."""
        self._timer.stop()
        if not self._session.is_open:  # locked in this very moment
            return
        about = self.about.currentData()  # Qt keeps a noun as plain text
        try:
            self.model.set_filter((RecordKind(about) if about else None, self.words.text().strip()))
        except HaltonError as error:
            self.show_error(error)

    def check(self) -> None:
        """Look through the whole file, off the GUI thread, and say what was found."""
        self.check_button.setEnabled(False)
        self.verdict.say("Checking the whole file…")
        self.context.runner.run(
            lambda _task: check(self._session),
            title="Checking the office file",
            on_done=self._show_result,
            on_error=self._on_check_failed,
            cancellable=False,
            quiet=True,
            owner=self,
        )

    def _show_result(self, result: CheckResult) -> None:
        self.check_button.setEnabled(True)
        if result.ok:
            self.verdict.say(
                "The file is sound: nothing is damaged, and no entry of the history was altered or removed.", "success"
            )
            return
        listed = list(result.findings[:MOST_FINDINGS])
        more = len(result.findings) - len(listed)
        if more:
            listed.append(f"And {more} more.")
        advice = "Make a backup now, keep the older ones, and ask whoever looks after your computers."
        self.verdict.say("\n".join([*listed, advice]), "error")

    def _on_check_failed(self, error: HaltonError) -> None:
        self.check_button.setEnabled(True)
        self.verdict.hide()
        self.show_error(error)

    def _show_entry(self, entry_id: int) -> None:
        row = self.model.row_of_id(entry_id)
        entry = self.model.row_at(row) if row >= 0 else None
        if entry is None:
            self.page.show_nothing(
                EmptyWords("Choose an entry", "What was before and after stands here.", icon="review")
            )
            return
        self.page.begin(entry.id, action_words(entry), subtitle=_subtitle(entry))
        fields = all_words(entry)
        if entry.withheld:
            self.page.add(paragraph("What was before and after is private, and withheld from you.", muted=True))
        if fields:
            self.page.add(_before_and_after(fields, with_before=bool(entry.old)))
        self.page.finish()

    def _arrange(self) -> None:
        for widget, stretch in ((self.words, 1), (self.about, 0), (self.check_button, 0)):
            self.form.search.addWidget(widget, stretch)
        self.form.check.addWidget(self.verdict)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.addWidget(self.pane)
        splitter.addWidget(self.page)
        splitter.setStretchFactor(0, 3)
        splitter.setStretchFactor(1, 2)
        splitter.setChildrenCollapsible(False)
        self.form.list.addWidget(splitter, 1)
        self.words.textChanged.connect(lambda _text: self._timer.start())
        self._timer.timeout.connect(self.look)
        self.about.currentIndexChanged.connect(lambda _index: self.look())
        self.check_button.clicked.connect(self.check)
        self.pane.clear_filter_pressed.connect(self._clear)
        self.pane.table.current_id_changed.connect(self._show_entry)
        self._show_entry(-1)

    def _clear(self) -> None:
        self.words.clear()
        self.about.setCurrentIndex(0)
        self.look()


def _subtitle(entry: AuditEntry) -> str:
    when = f"{entry.at.astimezone():%d/%m/%Y at %H:%M}"
    return f"{when} by {entry.user_name} · {entry.noun.value} {entry.record_id} · entry {entry.id:,}"


def _before_and_after(fields: list[tuple[str, str, str]], *, with_before: bool) -> QWidget:
    holder = QWidget()
    grid = QGridLayout(holder)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(BETWEEN_GROUPS)
    grid.setVerticalSpacing(HALF_STEP)
    headings = ("", "Before", "After") if with_before else ("", "")
    for column, heading in enumerate(headings):
        label = QLabel(heading)
        set_text_role(label, "strong")
        grid.addWidget(label, 0, column)
        grid.setColumnStretch(column, 1 if column else 0)
    for row, (name, old, new) in enumerate(fields, start=1):
        values = (old, new) if with_before else (new,)
        grid.addWidget(paragraph(name.capitalize(), muted=True), row, 0, Qt.AlignmentFlag.AlignTop)
        for column, value in enumerate(values, start=1):
            grid.addWidget(paragraph(value), row, column, Qt.AlignmentFlag.AlignTop)
    return holder
