"""Terms and days without school are typed like dates anywhere else, and a mistake is named by its row."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtWidgets import QComboBox, QTableWidget
from pytestqt.qtbot import QtBot

from halton_desktop.domain.calendar import Closure, ClosureKind, OfficeDays, Term
from halton_desktop.domain.permission import Role
from halton_desktop.gui.administration.school_calendar_dialog import SchoolCalendarDialog
from halton_desktop.gui.kit.app_context import AppContext
from halton_desktop.services.administration.school_calendar import school_calendar
from halton_desktop.services.session import OfficeSession
from tests.factories import signed_in_as


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
