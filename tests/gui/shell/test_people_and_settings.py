"""People are told apart by who they are, lists are copied as they are, settings are judged and take effect at once."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from halton_desktop.domain.address import PostalAddress
from halton_desktop.domain.calendar import Closure, ClosureKind, SchoolCalendar
from halton_desktop.domain.permission import Permission, Role
from halton_desktop.domain.user import User, told_apart
from halton_desktop.errors import InvalidInput, NotAllowed
from halton_desktop.gui.incidents.assign_dialog import AssignDialog
from halton_desktop.gui.incidents.incidents_tab import IncidentsTab
from halton_desktop.gui.kit.app_context import AppContext
from halton_desktop.gui.parents.parents_tab import ParentsTab
from halton_desktop.services.administration.keep_school import change_school, read_school
from halton_desktop.services.administration.manage_users import add_user, change_user
from halton_desktop.services.administration.school_calendar import keep_school_calendar
from halton_desktop.services.incidents.find_incidents import incident_page
from halton_desktop.services.session import OfficeSession
from tests.factories import CHEAP, PASSWORD, a_parent, add_family
from tests.gui.incidents.incidents_window import open_tab
from tests.helpers.incidents import author, incident_about
from tests.helpers.issued_forms import writing


def namesakes(office: OfficeSession) -> list[int]:
    """Two J. Smiths, as an office of an earlier version may have them."""
    with writing(office) as work:
        ids = [work.users.add(name, "J. Smith", Role.OFFICE, work.now) for name in ("jsmith", "johns")]
        work.commit()
    return ids


@pytest.mark.case("entry-9")
def test_a_case_goes_to_the_one_of_two_namesakes_who_was_chosen(
    qtbot: QtBot, context: AppContext, office: OfficeSession
) -> None:
    _first, second = namesakes(office)
    [parent], _pupils = add_family(office, [a_parent()], [])
    incident = incident_about(office, author(parent))
    tab: IncidentsTab = open_tab(qtbot, context, office)
    tab.show_incident(incident)

    tab.page_actions.assign()
    dialog = tab.findChild(AssignDialog)
    assert dialog is not None
    names = [dialog.handler.itemText(row) for row in range(dialog.handler.count())]
    assert {"J. Smith (jsmith)", "J. Smith (johns)"} <= set(names)
    dialog.handler.setCurrentText("J. Smith (johns)")
    qtbot.mouseClick(dialog.submit_button, Qt.MouseButton.LeftButton)
    assert incident_page(office, incident).incident.handler_id == second


@pytest.mark.case("entry-9")
def test_names_are_told_apart_only_where_they_have_to_be() -> None:
    users = [User(n, f"u{n}", name, Role.OFFICE) for n, name in enumerate(("J. Smith", "j smith", "A. Clarke"))]
    assert [name for _id, name in told_apart(users)] == ["J. Smith (u0)", "j smith (u1)", "A. Clarke"]


@pytest.mark.case("entry-9")
def test_a_second_equal_name_is_asked_to_differ(office: OfficeSession) -> None:
    first = add_user(office, "jsmith", "J. Smith", Role.OFFICE, PASSWORD, CHEAP)
    with pytest.raises(InvalidInput) as said:
        add_user(office, "johns", "j.  smith", Role.OFFICE, PASSWORD, CHEAP)
    assert said.value.field == "name"
    other = add_user(office, "johns", "John Smith", Role.OFFICE, PASSWORD, CHEAP)
    with pytest.raises(InvalidInput):
        change_user(office, other, "J. Smith", Role.OFFICE)
    change_user(office, first, "J. Smith", Role.HEADTEACHER)


@pytest.mark.case("entry-9")
def test_a_role_lowered_takes_effect_at_once(office: OfficeSession) -> None:
    add_user(office, "second", "B. Second", Role.ADMINISTRATOR, PASSWORD, CHEAP)
    change_user(office, office.user.id, office.user.name, Role.READER)
    assert not office.may(Permission.EDIT_PARENTS)
    with pytest.raises(NotAllowed):
        change_school(office, read_school(office))


@pytest.mark.case("entry-10")
@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"address": PostalAddress(("Birch Road", "Widnes"), "WA8 7TDD")}, "postcode"),
        ({"email": "office at school"}, "email"),
        ({"email": "office@"}, "email"),
    ],
)
def test_the_schools_details_are_judged_before_they_are_printed(
    office: OfficeSession, changed: dict[str, object], field: str
) -> None:
    with pytest.raises(InvalidInput) as said:
        change_school(office, replace(read_school(office), **changed))  # type: ignore[arg-type] # valid fields
    assert said.value.field == field


@pytest.mark.case("entry-10")
def test_a_closure_two_years_long_is_a_slip_of_the_keys(office: OfficeSession) -> None:
    closure = Closure(ClosureKind.CLOSURE, "Boiler", date(2026, 11, 27), date(2028, 11, 27))
    with pytest.raises(InvalidInput) as said:
        keep_school_calendar(office, SchoolCalendar(closures=(closure,)))
    assert said.value.message == "A closure longer than 200 days is surely a slip of the keys."


@pytest.mark.case("entry-8")
def test_copied_rows_have_headings_and_no_live_formula(
    qtbot: QtBot, context: AppContext, office: OfficeSession
) -> None:
    add_family(
        office, [a_parent(title="", forename='=HYPERLINK("http://x","y")', surname="Live", mobile="+44 7700")], []
    )
    tab = ParentsTab(context, office, lambda _selected, _shown: None)
    qtbot.addWidget(tab)
    tab.show()
    tab.table.selectAll()
    tab.table.copy_selection()
    heading, row = QApplication.clipboard().text().splitlines()
    assert heading.split("\t")[0] == "Surname"
    assert not any(cell[:1] in "=@" for cell in row.split("\t") if cell)
    assert "HYPERLINK" in row


@pytest.mark.case("entry-8")
def test_a_day_is_copied_as_a_date(qtbot: QtBot, context: AppContext, office: OfficeSession) -> None:
    [parent], _pupils = add_family(office, [a_parent()], [])
    incident = incident_about(office, author(parent))
    tab = open_tab(qtbot, context, office)
    text = tab.pane.table.text_of([incident], with_headers=False)
    assert f"{office.today:%d/%m/%Y}" in text
    assert "Today" not in text
