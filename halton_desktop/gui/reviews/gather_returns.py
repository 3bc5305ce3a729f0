"""The association's copy: take in the schools' files, see who is missing, compare, print the report."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from halton_desktop.domain.association import Judged, SchoolLine, missing_schools
from halton_desktop.domain.change import RecordKind
from halton_desktop.domain.permission import Permission
from halton_desktop.domain.yearly_figures import school_year_label
from halton_desktop.errors import HaltonError
from halton_desktop.gui.kit.app_context import AppContext
from halton_desktop.gui.kit.dialogs.base_dialog import open_dialog
from halton_desktop.gui.kit.dialogs.pages_dialog import PagesDialog
from halton_desktop.gui.kit.dialogs.prompt_dialog import Prompt, PromptDialog
from halton_desktop.gui.kit.looks.look import GROUP
from halton_desktop.gui.kit.looks.style_sheet import set_text_role
from halton_desktop.gui.kit.widgets.button import Button
from halton_desktop.gui.kit.widgets.section import paragraph
from halton_desktop.gui.reviews.school_tables import AnswersTable, SchoolsTable
from halton_desktop.services.reviews.association_return import (
    association_lines,
    association_report_pdf,
    confirm_fingerprint,
    forget_key,
    import_returns,
)
from halton_desktop.services.reviews.yearly_report import usual_period
from halton_desktop.services.save_file import Outgoing
from halton_desktop.services.session import OfficeSession

AskForFiles = Callable[[QWidget], Sequence[str]]
YEARS_BACK = 4


def ask_for_returns(parent: QWidget) -> Sequence[str]:
    """The system's own file dialog."""
    names, _kind = QFileDialog.getOpenFileNames(
        parent, "Choose the schools’ files", "", "Association returns (*.haltonreturn);;All files (*)"
    )
    return names


class GatherReturns(QWidget):
    """``judged`` is what became of the files handed in last."""

    said = Signal(str, str)
    failed = Signal(object)

    def __init__(
        self,
        context: AppContext,
        session: OfficeSession,
        *,
        ask: AskForFiles = ask_for_returns,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._context, self._session, self._ask = context, session, ask
        self.judged: tuple[Judged, ...] = ()
        self.lines: tuple[SchoolLine, ...] = ()
        self.year = QComboBox()
        running = usual_period(session).first.year
        for year in range(running, running - YEARS_BACK, -1):
            self.year.addItem(school_year_label(year), year)
        self.year.setCurrentIndex(1)
        self.import_button = Button("&Take in files…", context.theme, kind="primary", icon="import")
        self.report_button = Button("Association’s &report…", context.theme, icon="print")
        self.compare_button = Button("&Fingerprint compared", context.theme, icon="check")
        self.key_button = Button("New &key of a school…", context.theme, icon="key")
        self.missing = paragraph("")
        self.fingerprint = paragraph("", muted=True)
        self.table, self.answers = SchoolsTable(context.theme), AnswersTable(context.theme)
        self._arrange()
        self._may = session.may(Permission.REVIEW_CODE)
        for button in (self.import_button, self.report_button):
            button.setEnabled(self._may)
        self._connect()
        self.reload()

    @property
    def school_year(self) -> int:
        """The year its September falls in."""
        return int(self.year.currentData())

    def reload(self) -> None:
        """Read the schools again."""
        self.lines = association_lines(self._session, self.school_year)
        missing = missing_schools(self.lines)
        here = len(self.lines) - len(missing)
        words = f"{here} of {len(self.lines)} schools."
        self.missing.setText(f"{words} Missing: {', '.join(missing)}." if missing else f"{words} All are in.")
        self.table.show_lines(self.lines)
        self.show_key()

    def take_in(self, files: Sequence[Path]) -> None:
        """Take files in and say for each what became of it."""
        take = partial(import_returns, self._session, tuple(files), self.school_year)
        self._context.runner.write(
            take, title="Taking the returns in", on_done=self._show_judged, on_error=self.failed.emit, owner=self
        )

    def _show_judged(self, judged: tuple[Judged, ...]) -> None:
        self.judged = judged
        self.answers.show_answers(self.judged)
        taken = sum(answer.taken for answer in self.judged)
        left = len(self.judged) - taken
        words = f"{taken} file{'' if taken == 1 else 's'} taken in"
        self.said.emit(
            f"{words}, {left} not: see why below." if left else f"{words}.", "warning" if left else "success"
        )
        self.reload()

    def show_key(self) -> None:
        """The fingerprint of the school chosen, to be compared with the one it gave on paper."""
        row = self.table.currentRow()
        line = self.lines[row] if 0 <= row < len(self.lines) else None
        known = line is not None and bool(line.fingerprint)
        self.compare_button.setEnabled(known and line is not None and not line.compared and self._may)
        self.key_button.setEnabled(known and self._may)
        if line is None or not known:
            self.fingerprint.setText("Choose a school to compare its fingerprint with the one it gave on paper.")
        else:
            self.fingerprint.setText(f"{line.school} signs with {line.fingerprint}")

    def chosen_school(self) -> str:
        """The school of the row under the cursor, "" where there is none."""
        row = self.table.currentRow()
        return self.lines[row].school if 0 <= row < len(self.lines) else ""

    # --- inside -------------------------------------------------------------------------------------------------

    def _choose(self) -> None:
        names = self._ask(self)
        if names:
            self.take_in([Path(name) for name in names])

    def _compared(self) -> None:
        school = self.chosen_school()

        def noted(_result: object) -> None:
            self.said.emit(f"Noted that the fingerprint of {school} is the one it gave.", "success")
            self.reload()

        confirm = partial(confirm_fingerprint, self._session, school)
        self._context.runner.write(confirm, on_done=noted, on_error=self.failed.emit, owner=self)

    def _new_key(self) -> None:
        school = self.chosen_school()
        hint = "Its next return is then accepted with another key. Ask the school by telephone first."
        ask = Prompt("school key", f"New key of {school}", "Forget the old key", (("reason", "&Why", hint, ""),))
        dialog = PromptDialog(
            self._context, ask, lambda words: forget_key(self._session, school, words["reason"]), self.window()
        )
        dialog.succeeded.connect(self.reload)
        open_dialog(dialog)

    def _report(self) -> None:
        try:
            pdf = association_report_pdf(self._session, self.school_year)
        except HaltonError as error:
            self.failed.emit(error)
            return
        label = school_year_label(self.school_year)
        pages = PagesDialog(
            self._context,
            self._session,
            f"The schools of the association, {label}",
            pdf,
            Outgoing("association report", RecordKind.REVIEW),
            file_name=f"Association report {label.replace('/', '-')}.pdf",
            guide_page="review-history",
            parent=self.window(),
        )
        open_dialog(pages)

    def _connect(self) -> None:
        self.year.currentIndexChanged.connect(self.reload)
        self.table.currentCellChanged.connect(lambda *_: self.show_key())
        self.import_button.clicked.connect(self._choose)
        self.report_button.clicked.connect(self._report)
        self.compare_button.clicked.connect(self._compared)
        self.key_button.clicked.connect(self._new_key)

    def _arrange(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(GROUP)
        label = QLabel("School &year")
        label.setBuddy(self.year)
        self.year.setProperty("notSaved", True)
        top.addWidget(label)
        top.addWidget(self.year)
        top.addStretch(1)
        top.addWidget(self.report_button)
        top.addWidget(self.import_button)
        key = QHBoxLayout()
        key.setSpacing(GROUP)
        key.addWidget(self.fingerprint, 1)
        key.addWidget(self.compare_button)
        key.addWidget(self.key_button)
        set_text_role(self.missing, "strong")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, GROUP, 0, 0)
        layout.setSpacing(GROUP)
        layout.addLayout(top)
        layout.addWidget(self.missing)
        layout.addWidget(self.table, 3)
        layout.addLayout(key)
        layout.addWidget(self.answers, 1)
