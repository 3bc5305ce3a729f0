"""Terms and days without school are typed like dates anywhere else, and a mistake is named by its row."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from PySide6.QtWidgets import QComboBox, QTableWidget
from pytestqt.qtbot import QtBot

from halton_desktop.domain.calendar import Closure, ClosureKind, OfficeDays, SchoolCalendar, Term
from halton_desktop.domain.change import RecordKind
from halton_desktop.domain.permission import Role
from halton_desktop.gui.administration.school_calendar_dialog import SchoolCalendarDialog
from halton_desktop.gui.administration.term_dates_dialog import TermDatesDialog
from halton_desktop.gui.kit.app_context import AppContext
from halton_desktop.services.administration.school_calendar import keep_school_calendar, school_calendar
from halton_desktop.services.consent_forms.form_register import form_page
from halton_desktop.services.overview.today import due_today
from halton_desktop.services.session import OfficeSession
from tests.factories import StandingClock, signed_in_as
from tests.gui.conftest import ContextAnswers
from tests.helpers.issued_forms import many_forms


def opened(qtbot: QtBot, context: AppContext, office: OfficeSession) -> SchoolCalendarDialog:
    """The dialog over an empty calendar."""
    dialog = SchoolCalendarDialog(context, office)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def type_into(table: QTableWidget, row: int, column: int, text: str) -> None:
    """Write into a cell."""
    item = table.item(row, column)
    assert item is not None
    item.setText(text)


def test_terms_and_closures_are_kept_as_typed(qtbot: QtBot, context: AppContext, office: OfficeSession) -> None:
    dialog = opened(qtbot, context, office)
    dialog.add_term("Autumn 2026")
    type_into(dialog.ui.terms, 0, 1, "3.9.26")
    type_into(dialog.ui.terms, 0, 2, "18/12/2026")
    dialog.add_closure()
    type_into(dialog.ui.closures, 0, 2, "27/11/2026")
    box = dialog.ui.closures.cellWidget(0, 0)
    assert isinstance(box, QComboBox)
    box.setCurrentText("Closure")
    assert dialog.would_lose_something()
    dialog.submit()
    kept = school_calendar(office)
    assert kept.terms == (Term("Autumn 2026", date(2026, 9, 3), date(2026, 12, 18)),)
    assert kept.closures == (Closure(ClosureKind.CLOSURE, "", date(2026, 11, 27), date(2026, 11, 27)),)


@pytest.mark.case("harm-8")
def test_days_on_which_the_office_is_open_in_the_holidays_are_kept(
    qtbot: QtBot, context: AppContext, office: OfficeSession
) -> None:
    dialog = opened(qtbot, context, office)
    dialog.add_office_days("Results")
    type_into(dialog.ui.office_days, 0, 1, "18.8.27")
    type_into(dialog.ui.office_days, 0, 2, "31/8/2027")
    assert dialog.would_lose_something()
    dialog.submit()
    kept = school_calendar(office).office_days
    assert kept == (OfficeDays("Results", date(2027, 8, 18), date(2027, 8, 31)),)
    again = opened(qtbot, context, office)
    assert again.calendar().office_days == kept
    type_into(again.ui.office_days, 0, 2, "1/8/2027")
    again.submit()
    assert "cannot close again before it opened" in again.ui.problem.text()


def test_a_date_that_is_none_is_named_by_its_row_and_nothing_is_kept(
    qtbot: QtBot, context: AppContext, office: OfficeSession
) -> None:
    dialog = opened(qtbot, context, office)
    dialog.add_term("Autumn 2026", date(2026, 9, 3), date(2026, 12, 18))
    dialog.add_term("Spring 2027")
    type_into(dialog.ui.terms, 1, 1, "soon")
    dialog.submit()
    assert dialog.isVisible()
    assert dialog.ui.problem.text().startswith("Row 2: “soon” is not a date.")
    assert school_calendar(office).terms == ()


def test_only_an_administrator_changes_them(qtbot: QtBot, context: AppContext, office: OfficeSession) -> None:
    dialog = opened(qtbot, context, signed_in_as(office, Role.OFFICE))
    assert not dialog.submit_button.isEnabled()
    assert not dialog.ui.terms.isEnabled()


@pytest.mark.case("years-2")
def test_a_pasted_list_fills_the_tables_and_what_was_not_understood_is_said(
    qtbot: QtBot, context: AppContext, office: OfficeSession
) -> None:
    dialog = opened(qtbot, context, office)
    dialog.paste.click()
    paste = next(child for child in dialog.findChildren(TermDatesDialog) if child.isVisible())
    paste.text.setPlainText("nothing of the kind")
    paste.submit()
    assert paste.isVisible()
    paste.text.setPlainText("Autumn term: 2/9/2026 to 18/12/2026\nCarol service 11 December 2026")
    paste.submit()
    assert "Carol service" in dialog.ui.problem.text()
    dialog.submit()
    assert school_calendar(office).terms == (Term("Autumn 2026", date(2026, 9, 2), date(2026, 12, 18)),)


@pytest.mark.case("years-2")
def test_today_says_from_when_the_calendar_is_missing_and_asks_for_next_years_in_june(office: OfficeSession) -> None:
    def lines() -> list[str]:
        return [item.sentence for item in due_today(office) if item.noun is RecordKind.SCHOOL_CALENDAR]

    autumn = Term("Autumn 2026", date(2026, 9, 2), date(2026, 12, 18))
    spring = Term("Spring 2027", date(2027, 1, 4), date(2027, 3, 25))
    summer = Term("Summer 2027", date(2027, 4, 12), date(2027, 7, 23))
    assert lines() == ["No school terms are entered: every weekday counts as a school day"]
    keep_school_calendar(office, SchoolCalendar((autumn,)))
    assert lines() == [
        "School terms are entered until 18 December 2026: after that, every weekday counts as a school day"
    ]
    keep_school_calendar(office, SchoolCalendar((autumn, spring, summer)))
    assert lines() == []
    assert isinstance(office.clock, StandingClock)
    office.clock.now = datetime(2027, 6, 1, 9, 0, tzinfo=UTC)
    assert lines() == ["Enter the term dates of 2027/28"]


@pytest.mark.case("figures-6")
def test_what_a_closing_day_moves_is_said_before_it_is_kept(
    qtbot: QtBot, context: AppContext, office: OfficeSession, context_answers: ContextAnswers
) -> None:
    [form] = many_forms(office, 1)
    assert form.due_on is not None
    dialog = opened(qtbot, context, office)
    dialog.add_closure(ClosureKind.CLOSURE, "Snow", form.due_on, form.due_on)
    context_answers.says_yes = False
    dialog.submit()
    [asked] = context_answers.questions
    assert asked.explanation.startswith(f"1 form wanted back by {form.due_on:%d/%m/%Y} would be wanted by")
    assert school_calendar(office) == SchoolCalendar()
    assert dialog.isVisible()
    context_answers.says_yes = True
    dialog.submit()
    moved = form_page(office, form.id).form.due_on
    assert moved is not None
    assert moved > form.due_on
