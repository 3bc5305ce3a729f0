"""The year's figures: choose a school year or any days, see the charts and the pages, print or save the report."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QCheckBox, QComboBox, QFileDialog, QHBoxLayout, QLabel, QTabWidget, QVBoxLayout, QWidget

from halton_desktop.background.task_runner import RunningTask
from halton_desktop.domain.change import RecordKind
from halton_desktop.domain.permission import Permission
from halton_desktop.domain.yearly_figures import FrozenYear, Period, YearlyFigures, school_year_period
from halton_desktop.errors import HaltonError, InvalidInput
from halton_desktop.gui.kit.app_context import AppContext
from halton_desktop.gui.kit.confirm_dialog import YesNoQuestion
from halton_desktop.gui.kit.dialogs.base_dialog import BaseDialog
from halton_desktop.gui.kit.dialogs.print_dialogs import SENT, print_in_background
from halton_desktop.gui.kit.fields.day_field import DayField
from halton_desktop.gui.kit.looks.look import GROUP
from halton_desktop.gui.kit.widgets.button import Button
from halton_desktop.gui.kit.widgets.pdf_preview import PdfPreview
from halton_desktop.gui.kit.widgets.section import paragraph
from halton_desktop.gui.reviews.figures_view import FiguresView
from halton_desktop.services.reviews.yearly_report import (
    every_count,
    freeze_year,
    frozen_year,
    usual_period,
    yearly_figures,
    yearly_report_pdf,
)
from halton_desktop.services.save_file import Outgoing, record_printed, save_for
from halton_desktop.services.session import OfficeSession

SIZE = QSize(1000, 820)
YEARS_BACK = 4
ANY_DAYS = "any days"
INSIDE, OUTSIDE = "inside", "outside"
FIGURES = Outgoing("the year’s figures", RecordKind.REVIEW)
EVERY_COUNT = Outgoing("the year’s figures with every count", RecordKind.REVIEW)


@dataclass(frozen=True)
class FiguresReport:
    """What was counted, and its pages."""

    figures: YearlyFigures
    before: YearlyFigures | None
    pdf: bytes
    frozen: FrozenYear | None = None

    @property
    def outgoing(self) -> Outgoing:
        """As the history says it when it is printed or saved."""
        return EVERY_COUNT if self.figures.every_count else FIGURES


class FiguresDialog(BaseDialog):
    """Counts when it opens and whenever the time or for whom it is changes; for outside, nothing points at a family."""

    def __init__(
        self, context: AppContext, session: OfficeSession, period: Period | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(
            context,
            name="figures",
            title="The year’s figures",
            verb="Print…",
            verb_icon="print",
            leave="Close",
            guide_page="review-history",
            parent=parent,
        )
        self.asks_before_leaving = False
        self._session = session
        self.report: FiguresReport | None = None
        self._asked: tuple[Period, bool, bool] | None = None
        self.choice, self.reader = QComboBox(), QComboBox()
        if session.may(Permission.SEE_SMALL_COUNTS):
            self.reader.addItem("For the school: every count", INSIDE)
        self.reader.addItem("For outside: counts under five hidden", OUTSIDE)
        self.first = DayField().begin(context.theme, session, session.today)
        self.last = DayField().begin(context.theme, session, session.today)
        self.compare = QCheckBox("&Compare with the year before")
        self.compare.setChecked(True)
        self.view, self.preview = FiguresView(context.theme, session), PdfPreview(context.theme)
        self.save_button = Button("Save as PDF…", context.theme, icon="save")
        self.save_button.setVisible(session.may(Permission.EXPORT))
        self.footer.insertWidget(0, self.save_button)
        self.freeze_button = Button("Freeze this year…", context.theme, icon="lock")
        self.freeze_button.hide()
        self.footer.insertWidget(1, self.freeze_button)
        self.frozen_line = paragraph("")
        self.frozen_line.hide()
        self._fill_choice(period or usual_period(session))
        self._arrange()
        self._connect()
        self.count()

    @property
    def period(self) -> Period:
        """The time chosen. Raises InvalidInput where a day is none."""
        year = self.choice.currentData()
        if year != ANY_DAYS:
            return school_year_period(int(year))
        return Period(self.first.required("first"), self.last.required("last"))

    @property
    def inside(self) -> bool:
        """Whether it is for the school's own eyes."""
        return bool(self.reader.currentData() == INSIDE)

    def count(self) -> None:
        """Count again, off the GUI thread."""
        self.set_fields({})
        self.report = None
        for button in (self.submit_button, self.save_button):
            button.setEnabled(False)
        try:
            period = self.period
        except InvalidInput as error:
            self._on_error(error)
            return
        compare, inside = self.compare.isChecked(), self.inside
        self._asked = (period, compare, inside)
        self.context.runner.run(
            lambda task: self._work(task, period, compare=compare, inside=inside),
            title="Counting the year’s figures",
            on_done=self._on_counted,
            on_error=self._on_error,
            owner=self,
        )

    def act(self) -> None:
        """Through the system's own print dialog."""
        report = self.report
        if report is not None:
            print_in_background(
                self.context,
                report.pdf,
                self,
                self.windowTitle(),
                lambda: self.banner.say(SENT, "success"),
                record=lambda: record_printed(self._session, report.outgoing),
            )

    def save_to(self, target: Path) -> None:
        """Write the report to a file; it names nobody, and says on every page when it is for the school only."""
        if self.report is None:
            return
        said = partial(self.banner.say, f"Saved as {target.name}.", "success")
        self.write(partial(save_for, self._session, target, self.report.pdf, self.report.outgoing), lambda _: said())

    def _work(self, task: RunningTask, period: Period, *, compare: bool, inside: bool) -> FiguresReport:
        counted = every_count if inside else yearly_figures
        figures = counted(self._session, period)
        task.check_cancelled()
        earlier = period.compared_with(self._session.today)
        before = counted(self._session, earlier) if compare else None
        task.check_cancelled()
        year = period.school_year
        frozen = None if year is None else frozen_year(self._session, year)
        return FiguresReport(figures, before, yearly_report_pdf(self._session, figures, before), frozen)

    def _on_counted(self, report: FiguresReport) -> None:
        counted = (report.figures.period, report.before is not None, report.figures.every_count)
        if counted != self._asked:
            return  # something else was chosen meanwhile, and is being counted
        self.report = report
        self.banner.hide()
        for button in (self.submit_button, self.save_button):
            button.setEnabled(True)
        self._show_frozen(report)
        self.view.show_figures(report.figures, report.before)
        self.preview.show_pdf(report.pdf)

    def _show_frozen(self, report: FiguresReport) -> None:
        period = report.figures.period
        over = period.school_year is not None and period.last < self._session.today
        may = self._session.may(Permission.REVIEW_CODE)
        self.freeze_button.setVisible(over and may and report.frozen is None)
        self.frozen_line.setText(report.frozen.sentence if report.frozen else "")
        self.frozen_line.setVisible(report.frozen is not None)

    def freeze(self) -> None:
        """Keep the figures of the school year that is shown as they are, after asking."""
        year = self.period.school_year
        question = YesNoQuestion(
            f"Freeze the figures of the {self.period.label.lower()}?",
            "Whatever is entered later, for outside and in the association’s return they stay as they are today. Where "
            "a count made later differs, it is said here. This cannot be undone.",
            verb="Freeze them",
        )
        if year is not None and self.context.confirm(self, question):
            self.write(partial(freeze_year, self._session, year), lambda _: self._on_frozen())

    def _on_frozen(self) -> None:
        self.set_busy(busy=False)
        self.count()

    def _on_error(self, error: HaltonError) -> None:
        if isinstance(error, InvalidInput):
            self.banner.say(f"{error.message} {error.advice}".strip(), "error")
        else:
            self.show_error(error)

    def _fill_choice(self, period: Period) -> None:
        running = usual_period(self._session).first.year
        for year in range(running, running - YEARS_BACK, -1):
            self.choice.addItem(school_year_period(year).label, year)
        self.choice.addItem("Any days…", ANY_DAYS)
        place = self.choice.findData(period.school_year if period.school_year is not None else ANY_DAYS)
        self.choice.setCurrentIndex(max(0, place))
        self.first.set_day(period.first)
        self.last.set_day(min(period.last, date(2099, 8, 31)))

    def _arrange(self) -> None:
        for name, field in (
            ("Time", self.choice),
            ("First day", self.first),
            ("Last day", self.last),
            ("For whom", self.reader),
        ):
            field.setAccessibleName(name)
            field.setProperty("notSaved", True)
        self.days = QWidget()
        row = QHBoxLayout(self.days)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.first)
        row.addWidget(QLabel("to"))
        row.addWidget(self.last)
        top = QHBoxLayout()
        top.setSpacing(GROUP)
        for widget in (self.choice, self.days, self.compare, self.reader):
            top.addWidget(widget)
        top.addStretch(1)
        self.pages = QTabWidget()
        self.pages.addTab(self.view, "Charts")
        self.pages.addTab(self.preview, "Pages as they print")
        layout = QVBoxLayout(self.body)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GROUP)
        layout.addLayout(top)
        layout.addWidget(self.frozen_line)
        layout.addWidget(self.pages, 1)
        self.days.setVisible(self.choice.currentData() == ANY_DAYS)
        self.resize(SIZE)

    def _connect(self) -> None:
        self.choice.currentIndexChanged.connect(self._on_choice)
        self.first.settled.connect(self.count)
        self.last.settled.connect(self.count)
        self.compare.toggled.connect(self.count)
        self.reader.currentIndexChanged.connect(self.count)
        self.save_button.clicked.connect(self._save)
        self.freeze_button.clicked.connect(self.freeze)

    def _on_choice(self) -> None:
        self.days.setVisible(self.choice.currentData() == ANY_DAYS)
        self.count()

    def _save(self) -> None:
        only = " for the school only" if self.inside else ""
        name = f"The year’s figures {self.period.label}{only}.pdf".replace("/", "-")
        chosen, _kind = QFileDialog.getSaveFileName(self, "Save as PDF", name, "PDF files (*.pdf)")
        if chosen:
            self.save_to(Path(chosen))
