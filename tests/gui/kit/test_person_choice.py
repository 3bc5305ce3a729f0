"""Choosing a person: in the order of the register, all of them, namesakes told apart before and after."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from halton_desktop.domain.address import PostalAddress
from halton_desktop.domain.change import RecordKind
from halton_desktop.domain.incidents.incident import PersonPart
from halton_desktop.gui.incidents.people_field import PeopleField
from halton_desktop.gui.kit.app_context import AppContext
from halton_desktop.gui.kit.fields.person_choice import PersonChoice
from halton_desktop.gui.kit.fields.search_box import SearchBox
from halton_desktop.services.session import OfficeSession
from tests.factories import a_parent, a_pupil, add_family


def lines(box: SearchBox) -> list[str]:
    """The results as they are read aloud."""
    role = Qt.ItemDataRole.AccessibleTextRole
    return [box.results.item(row).data(role) for row in range(box.results.count())]


@pytest.fixture
def smiths(office: OfficeSession) -> list[int]:
    """Twenty-two of them, the last entered first in the register."""
    people = [a_parent(forename=f"F{22 - number:02d}", surname="Smith", title="") for number in range(22)]
    return add_family(office, people, [])[0]


@pytest.mark.case("entry-2")
def test_hits_stand_in_the_order_of_the_register_and_all_can_be_reached(
    qtbot: QtBot, context: AppContext, office: OfficeSession, smiths: list[int]
) -> None:
    box = PersonChoice(context, office)
    qtbot.addWidget(box)
    box.show()
    qtbot.keyClicks(box, "smith")
    qtbot.waitUntil(lambda: box.results.isVisible())
    assert [line.split(",")[0] for line in lines(box)[1:4]] == ["F01 Smith", "F02 Smith", "F03 Smith"]
    assert lines(box)[-1] == "Show all parents, 22 found"
    qtbot.keyClick(box, Qt.Key.Key_Up)
    while box.results.currentRow() < box.results.count() - 1:
        qtbot.keyClick(box, Qt.Key.Key_Down)
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert len(lines(box)) == 23
    assert box.results.isVisible()
    for _ in range(21):
        qtbot.keyClick(box, Qt.Key.Key_Down)
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert box.parent_id == smiths[0]


@pytest.mark.case("entry-2")
def test_namesakes_are_told_apart_in_the_list_and_once_chosen(
    qtbot: QtBot, context: AppContext, office: OfficeSession
) -> None:
    for child, town in (("Ella", "Widnes"), ("Tom", "Runcorn")):
        twin = a_parent(
            forename="Chris", surname="Twin", title="", address=PostalAddress(("1 High St", town), "WA8 7TD")
        )
        add_family(office, [twin], [a_pupil(forename=child, surname="Twin", form="8B")])
    box = PersonChoice(context, office)
    field = PeopleField(context, office, PersonPart.AUTHOR, ())
    for widget in (box, field):
        qtbot.addWidget(widget)
        widget.show()
    qtbot.keyClicks(box, "chris twin")
    qtbot.waitUntil(lambda: box.results.isVisible())
    assert lines(box)[1:] == ["Chris Twin, Ella Twin (8B) · Widnes", "Chris Twin, Tom Twin (8B) · Runcorn"]
    qtbot.keyClick(box, Qt.Key.Key_Down)
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert box.text() == "Chris Twin (Tom Twin (8B) · Runcorn)"
    assert box.parent_id is not None
    field.add_person(RecordKind.PARENT, box.parent_id)
    assert "Tom Twin (8B) · Runcorn" in [label.text() for label in field.findChildren(QLabel)]
