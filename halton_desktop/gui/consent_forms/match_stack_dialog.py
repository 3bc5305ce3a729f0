"""A feeder stack: choose its files, let every page find its form, see what became of each."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QFileDialog, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from halton_desktop.background.task_runner import RunningTask
from halton_desktop.gui.consent_forms.scanned_pages import FILE_KINDS, ScannedFiles
from halton_desktop.gui.kit.app_context import AppContext
from halton_desktop.gui.kit.dialogs.base_dialog import BaseDialog
from halton_desktop.gui.kit.looks.look import GROUP
from halton_desktop.gui.kit.widgets.button import Button
from halton_desktop.gui.kit.widgets.section import paragraph
from halton_desktop.services.consent_forms.match_scans import PageMatch, StackSummary, match_stack
from halton_desktop.services.session import OfficeSession

ChooseFiles = Callable[[QWidget], list[str]]


def ask_for_files(parent: QWidget) -> list[str]:
    """The system's own file dialog."""
    chosen, _kind = QFileDialog.getOpenFileNames(parent, "Choose the scanned stack", "", FILE_KINDS)
    return chosen


class MatchStackDialog(BaseDialog):
    """``choose_files`` stands in for the file dialog in tests and on the tour."""

    def __init__(
        self,
        context: AppContext,
        session: OfficeSession,
        parent: QWidget | None = None,
        *,
        choose_files: ChooseFiles = ask_for_files,
    ) -> None:
        super().__init__(
            context,
            name="match stack",
            title="Scan a stack",
            verb="Match the pages",
            verb_icon="scan",
            leave="Close",
            guide_page="consent-forms",
            parent=parent,
        )
        self.asks_before_leaving = False
        self._session = session
        self._choose_files = choose_files
        self._files: list[Path] = []
        self.summary: StackSummary | None = None
        self.files_line = paragraph("No file chosen yet.", muted=True)
        self.choose_button = Button("Choose files…", context.theme, icon="file")
        self.book = QCheckBox("&Book these forms as accepted today, where they have no answer yet")
        self.book.setToolTip("Sort out every slip that says anything but a plain, signed yes first")
        self.pages = QListWidget()
        self.pages.setAccessibleName("What became of each page")
        self._arrange()
        self.choose_button.clicked.connect(self.choose)
        self.submit_button.setEnabled(False)
        self.resize(640, 620)

    def choose(self) -> None:
        """Ask for the files of the stack."""
        chosen = self._choose_files(self)
        if chosen:
            self._files = [Path(name) for name in chosen]
            self.files_line.setText(", ".join(file.name for file in self._files))
            self.submit_button.setEnabled(True)

    def act(self) -> None:
        """Match them, off the GUI thread; pages done stay when it is stopped."""
        files, session, book = ScannedFiles(self._files), self._session, self.book.isChecked()

        def match(task: RunningTask) -> StackSummary:
            total = files.count()
            with closing(
                files.pages()
            ) as pages:  # stopped half-way, the PDF must be closed by the thread that reads it
                return match_stack(session, pages, book_accepted=book, total=total, progress=task.progress)

        self.work(match, self._show, title="Matching scanned pages")

    def _arrange(self) -> None:
        layout = QVBoxLayout(self.body)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GROUP)
        layout.addWidget(
            paragraph(
                "Every page goes to its form by the code printed on it; crooked and upside-down pages too. Pages that "
                "cannot be read are set aside to be matched by hand. The scans are kept in the encrypted office file.",
            )
        )
        layout.addWidget(self.choose_button, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self.files_line)
        layout.addWidget(self.book)
        layout.addWidget(paragraph("Leave it unticked when declined or unsigned slips are in the stack.", muted=True))
        layout.addWidget(self.pages, 1)

    def _show(self, summary: StackSummary) -> None:
        self.summary = summary
        self._files = []
        self.submit_button.setEnabled(False)
        self.pages.clear()
        for match in summary.pages:
            self.pages.addItem(self._line(match))
        words = f"{summary.matched:,} of {len(summary.pages):,} pages found their form"
        words += f", {summary.booked:,} booked as accepted" if summary.booked else ""
        words += f"; {summary.passed_on:,} for somebody else" if summary.passed_on else ""
        if summary.set_aside:
            self.banner.say(f"{words}; {summary.set_aside:,} set aside to be matched by hand.", "warning")
        else:
            self.banner.say(f"{words}.", "warning" if summary.passed_on else "success")

    def _line(self, match: PageMatch) -> QListWidgetItem:
        theme = self.context.theme
        if match.form is None:
            return QListWidgetItem(theme.icon("warning", "due"), f"Page {match.page}: {match.problem}")
        said = " · booked as accepted" if match.booked else ""
        said += " · was here already" if match.known else ""
        words = f"Page {match.page}: {match.form.reference} · {match.form.parent_name}{said}"
        return QListWidgetItem(theme.icon("done", "done"), words)

    def on_stopped(self) -> None:
        super().on_stopped()
        self.banner.say("Stopped. Pages matched so far are kept; matching the same files again goes on from there.")
