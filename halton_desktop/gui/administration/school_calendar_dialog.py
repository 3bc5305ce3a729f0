"""The school's days: terms, days without school and open days of the office, by which due dates are counted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from halton_desktop.domain.calendar import Closure, ClosureKind, OfficeDays, ReadTermDates, SchoolCalendar, Term
from halton_desktop.domain.permission import Permission
from halton_desktop.domain.typed_day import ADVICE, FIRST_DAY, DayLimits, typed_day
from halton_desktop.errors import HaltonError, InvalidInput
from halton_desktop.gui.administration.term_dates_dialog import TermDatesDialog
from halton_desktop.gui.kit.app_context import AppContext
from halton_desktop.gui.kit.confirm_dialog import YesNoQuestion
from halton_desktop.gui.kit.dialogs.base_dialog import BaseDialog, open_dialog
from halton_desktop.gui.kit.fields.day_cells import DayCells
from halton_desktop.gui.kit.looks.look import ROW_HEIGHT, STEP
from halton_desktop.gui.kit.widgets.button import Button
from halton_desktop.services.administration.moved_by_calendar import moved_by
from halton_desktop.services.administration.school_calendar import keep_school_calendar, school_calendar
from halton_desktop.services.session import OfficeSession
from halton_desktop.ui_forms.administration.school_calendar_dialog_form import Ui_SchoolCalendarDialog

PLANNED_AHEAD = timedelta(days=4 * 365)
"""No council says its terms any further ahead."""
_TERM, _CLOSURE = ("Name", "First day", "Last day"), ("What", "Name", "First day", "Last day")


class SchoolCalendarDialog(BaseDialog):
    """Three small tables; a mistake is told in words with the row it is in, and the cursor goes there."""

    def __init__(self, context: AppContext, session: OfficeSession, parent: QWidget | None = None) -> None:
        super().__init__(
            context, name="school_calendar", title="School days", verb="Save", guide_page="incidents", parent=parent
        )
        self._session = session
        self.ui = Ui_SchoolCalendarDialog()
        self.ui.setupUi(self.body)
        self.ui.problem.hide()
        calendar = school_calendar(session)
        self._cells = [
            self._prepare(self.ui.terms, _TERM, frozenset({1, 2})),
            self._prepare(self.ui.closures, _CLOSURE, frozenset({2, 3})),
            self._prepare(self.ui.office_days, _TERM, frozenset({1, 2})),
        ]
        for term in calendar.terms:
            self.add_term(term.name, term.first, term.last)
        for closure in calendar.closures:
            self.add_closure(closure.kind, closure.name, closure.first, closure.last)
        for days in calendar.office_days:
            self.add_office_days(days.name, days.first, days.last)
        may = session.may(Permission.CHANGE_SCHOOL)
        self._add_buttons(self.ui.terms_buttons, self.ui.terms, "Add a term", self.add_term, may=may)
        self._add_buttons(
            self.ui.closures_buttons, self.ui.closures, "Add days without school", self.add_closure, may=may
        )
        self._add_buttons(
            self.ui.office_days_buttons, self.ui.office_days, "Add open days", self.add_office_days, may=may
        )
        self.paste = Button("Paste term dates…", self.context.theme, icon="import")
        self.paste.setEnabled(may)
        self.paste.clicked.connect(self._ask_for_dates)
        buttons = self.ui.terms_buttons.layout()
        assert isinstance(buttons, QHBoxLayout)
        buttons.insertWidget(buttons.count() - 1, self.paste)
        for table in (self.ui.terms, self.ui.closures, self.ui.office_days):
            table.setEnabled(may)
        self.submit_button.setEnabled(may)
        self._kept = calendar

    def add_term(self, name: str = "", first: date | None = None, last: date | None = None) -> None:
        """One more row for a term."""
        _add_row(self.ui.terms, (name, _shown(first), _shown(last)))

    def add_office_days(self, name: str = "", first: date | None = None, last: date | None = None) -> None:
        """One more row for days in the holidays when the office is open."""
        _add_row(self.ui.office_days, (name, _shown(first), _shown(last)))

    def add_closure(
        self, kind: ClosureKind = ClosureKind.INSET, name: str = "", first: date | None = None, last: date | None = None
    ) -> None:
        """One more row for days without school."""
        row = _add_row(self.ui.closures, ("", name, _shown(first), _shown(last)))
        box = QComboBox()
        for choice in ClosureKind:
            box.addItem(choice.value[0].upper() + choice.value[1:], choice)
        box.setCurrentIndex(list(ClosureKind).index(kind))
        box.setAccessibleName("What kind of day")
        self.ui.closures.setCellWidget(row, 0, box)

    def take(self, read: ReadTermDates) -> None:
        """Rows for what a list or a calendar file said; what it said beside stands under the tables."""
        known = self.calendar()
        for term in read.terms:
            if all((term.first, term.last) != (old.first, old.last) for old in known.terms):
                self.add_term(term.name, term.first, term.last)
        for closure in read.closures:
            if all((closure.first, closure.last) != (old.first, old.last) for old in known.closures):
                self.add_closure(closure.kind, closure.name, closure.first, closure.last)
        self.ui.problem.setText("Not understood, please enter by hand: " + "; ".join(read.passed_over) + ".")
        self.ui.problem.setVisible(bool(read.passed_over))

    def calendar(self) -> SchoolCalendar:
        """As typed; empty rows are passed over. Raises InvalidInput naming table and row."""
        closures = []
        for row in range(self.ui.closures.rowCount()):
            name, first, last = (_cell(self.ui.closures, row, column) for column in (1, 2, 3))
            if name or first or last:
                box = self.ui.closures.cellWidget(row, 0)
                assert isinstance(box, QComboBox)
                days = self._days(self.ui.closures, "closures", row, first, last or first, 2)
                closures.append(Closure(ClosureKind(box.currentData()), name, *days))
        terms = tuple(Term(name, *days) for name, days in self._named_days(self.ui.terms, "terms"))
        open_days = self._named_days(self.ui.office_days, "office_days")
        return SchoolCalendar(terms, tuple(closures), tuple(OfficeDays(name, *days) for name, days in open_days))

    def act(self) -> None:
        """Keep the whole calendar."""
        self.ui.problem.hide()
        for cells in self._cells:
            cells.take_open()
        calendar = self.calendar()
        if self._is_meant(calendar):
            self.write(partial(keep_school_calendar, self._session, calendar))

    def _is_meant(self, calendar: SchoolCalendar) -> bool:
        """Whether to go on; asked where something is due on a day that is closed by it, with what would move."""
        moves = moved_by(self._session, calendar)
        question = YesNoQuestion(
            "Something is due on a day the school is closed. Move it?",
            "\n".join(moves),
            verb="Save and move",
            otherwise="Go on editing",
        )
        return not moves or self.context.confirm(self, question)

    def show_error(self, error: HaltonError) -> None:
        """What is wrong with a day stands under the tables."""
        if not isinstance(error, InvalidInput):
            super().show_error(error)
            return
        self.set_busy(busy=False)
        self.ui.problem.setText(f"{error.message} {error.advice}".strip())
        self.ui.problem.show()

    def would_lose_something(self) -> bool:
        """Cells of a table are no fields the base looks at."""
        try:
            return self.submit_button.isEnabled() and self.calendar() != self._kept
        except InvalidInput:
            return True

    def _prepare(self, table: QTableWidget, headings: Sequence[str], days: frozenset[int]) -> DayCells:
        _prepare(table, headings)
        return DayCells(self.context.theme, self._session, table, days)

    def _ask_for_dates(self) -> None:
        dialog = TermDatesDialog(self.context, self)
        dialog.read.connect(lambda read: self.attempt(partial(self.take, read)))
        open_dialog(dialog)

    def _named_days(self, table: QTableWidget, field: str) -> list[tuple[str, tuple[date, date]]]:
        found = []
        for row in range(table.rowCount()):
            name, first, last = (_cell(table, row, column) for column in range(3))
            if name or first or last:
                found.append((name, self._days(table, field, row, first, last, 1)))
        return found

    def _days(self, table: QTableWidget, field: str, row: int, first: str, last: str, column: int) -> tuple[date, date]:
        found, today = [], self._session.today
        for place, text in ((column, first), (column + 1, last)):
            try:
                day = typed_day(field, text, today, DayLimits(FIRST_DAY, today + PLANNED_AHEAD))
            except InvalidInput as error:
                table.setCurrentCell(row, place)
                raise InvalidInput(field, f"Row {row + 1}: {error.message}", error.advice) from None
            if day is None:
                table.setCurrentCell(row, place)
                raise InvalidInput(field, f"Row {row + 1} has no date yet.", ADVICE)
            found.append(day)
        return found[0], found[1]

    def _add_buttons(
        self, holder: QWidget, table: QTableWidget, words: str, add: Callable[[], object], *, may: bool
    ) -> None:
        more = Button(words, self.context.theme, icon="add")
        less = Button("Remove the row", self.context.theme, kind="quiet", icon="delete")
        more.clicked.connect(lambda: add())
        less.clicked.connect(lambda: table.removeRow(table.currentRow()))
        line = QHBoxLayout(holder)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(STEP)
        for button in (more, less):
            button.setEnabled(may)
            line.addWidget(button)
        line.addStretch(1)


def _prepare(table: QTableWidget, headings: Sequence[str]) -> None:
    table.setColumnCount(len(headings))
    table.setHorizontalHeaderLabels(headings)
    table.verticalHeader().hide()
    table.verticalHeader().setDefaultSectionSize(ROW_HEIGHT + STEP)
    table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
    table.setTabKeyNavigation(False)


def _add_row(table: QTableWidget, texts: Sequence[str]) -> int:
    row = table.rowCount()
    table.insertRow(row)
    for column, text in enumerate(texts):
        table.setItem(row, column, QTableWidgetItem(text))
    table.setCurrentCell(row, 0)
    return row


def _cell(table: QTableWidget, row: int, column: int) -> str:
    item = table.item(row, column)
    return item.text().strip() if item is not None else ""


def _shown(day: date | None) -> str:
    return f"{day:%d/%m/%Y}" if day else ""
