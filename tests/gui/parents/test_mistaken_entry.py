"""A parent entered twice or by mistake is taken back from their own page, and from the To decide list."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from halton_desktop.domain.change import RecordKind
from halton_desktop.domain.incidents.incident import IncidentState
from halton_desktop.domain.incidents.incident_list import IncidentFilter
from halton_desktop.domain.parents.parent import ParentOf
from halton_desktop.domain.register import ParentFilter
from halton_desktop.gui.kit.app_context import AppContext
from halton_desktop.gui.kit.widgets.button import Button
from halton_desktop.gui.parents.mistaken_entry_dialog import ONE, WITHDRAW, MistakenEntryDialog
from halton_desktop.gui.parents.parents_tab import ParentsTab
from halton_desktop.gui.parents.to_decide_dialog import ToDecideDialog
from halton_desktop.services.incidents.withdraw_incident import withdraw_incident
from halton_desktop.services.parents.decide_questions import to_decide
from halton_desktop.services.parents.find_parents import parent_ids, parent_page
from halton_desktop.services.parents.import_parents import apply_import, preview_import
from halton_desktop.services.parents.keep_parents import add_parent
from halton_desktop.services.session import OfficeSession
from tests.factories import a_parent, a_pupil, add_family
from tests.gui.incidents.incidents_window import open_tab
from tests.helpers.accessibility import without_name
from tests.helpers.contact_files import sims_csv, sims_row
from tests.helpers.incidents import TODAY, author, incident_about

pytestmark = pytest.mark.case("harm-11")

ORLA = a_parent(title="Ms", forename="Orla", surname="Byrne")


@pytest.fixture
def twice(office: OfficeSession) -> tuple[int, int]:
    """Orla Byrne entered twice, the second time with another telephone."""
    [[first], [pupil]] = add_family(office, [ORLA], [a_pupil(forename="Finn", surname="Byrne")])
    return first, add_parent(office, replace(ORLA, mobile="07700 900999"), [ParentOf(0, pupil, "mother")])


def dialog_of(
    context: AppContext, office: OfficeSession, qtbot: QtBot, parent_id: int
) -> tuple[ParentsTab, MistakenEntryDialog]:
    """The dialog that the page of a parent opens."""
    tab = ParentsTab(context, office, lambda _selected, _shown: None)
    qtbot.addWidget(tab)
    tab.resize(1200, 760)
    tab.show()
    context.hub.changed.connect(tab.hear)
    tab.open_record(RecordKind.PARENT, parent_id)
    next(one for one in tab.page.findChildren(Button) if one.text() == "Entered by mistake…").click()
    dialog = tab.findChild(MistakenEntryDialog)
    assert dialog is not None
    return tab, dialog


def words_on(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel))


def test_a_second_entry_is_made_one_with_the_first_from_its_page(
    context: AppContext, office: OfficeSession, qtbot: QtBot, twice: tuple[int, int]
) -> None:
    first, second = twice
    tab, dialog = dialog_of(context, office, qtbot, second)
    assert (dialog.stays_id, dialog.submit_button.text()) == (first, ONE)
    assert [dialog.values["mobile"].itemText(number) for number in (0, 1)] == [
        ORLA.mobile,
        "07700 900999 (this entry)",
    ]
    assert without_name(dialog) == []
    dialog.values["mobile"].setCurrentIndex(1)
    dialog.reason.setText("Typed twice.")
    dialog.submit()
    assert list(parent_ids(office, ParentFilter())) == [first]
    assert parent_page(office, first).parent.mobile == "07700 900999"
    assert tab.table.current_id() == first
    assert "Also:" not in words_on(tab.page)


def test_an_entry_that_should_not_be_there_is_withdrawn_with_a_reason(
    context: AppContext, office: OfficeSession, qtbot: QtBot, twice: tuple[int, int]
) -> None:
    first, second = twice
    _tab, dialog = dialog_of(context, office, qtbot, second)
    dialog.same_as.setText("")
    assert (dialog.stays_id, dialog.submit_button.text()) == (0, WITHDRAW)
    assert dialog.values == {}
    dialog.submit()
    assert "how the mistake came about" in words_on(dialog)
    dialog.reason.setText("Another school’s.")
    dialog.submit()
    assert list(parent_ids(office, ParentFilter())) == [first]


def test_whoever_is_named_in_a_case_is_said_to_be(
    context: AppContext, office: OfficeSession, qtbot: QtBot, twice: tuple[int, int]
) -> None:
    incident_about(office, author(twice[1]))
    _tab, dialog = dialog_of(context, office, qtbot, twice[1])
    dialog.same_as.setText("")
    dialog.reason.setText("Another school’s.")
    dialog.submit()
    assert "2026-0001" in dialog.banner.sentence


def test_one_person_in_to_decide_asks_which_values_are_kept(
    context: AppContext, office: OfficeSession, qtbot: QtBot, tmp_path: Path
) -> None:
    path = tmp_path / "contacts.csv"
    for cells in ({"Court_Order": "Yes"}, {"House": "9", "Mobile": "07700900999", "Contact_Forename": "Janet"}):
        path.write_bytes(sims_csv(sims_row(Email="", **cells)))
        apply_import(office, preview_import(office, path))
    decide = ToDecideDialog(context, office)
    qtbot.addWidget(decide)
    decide.show()
    [card] = [one for one in decide.cards if "same" in one.buttons]
    card.buttons["same"].click()
    dialog = decide.findChild(MistakenEntryDialog)
    assert dialog is not None
    assert {name: box.currentIndex() for name, box in dialog.values.items()} == {
        "forename": 0, "address": 1, "mobile": 1,
    }  # fmt: skip
    dialog.submit()
    [jane] = parent_ids(office, ParentFilter())
    assert parent_page(office, jane).parent.mobile == "07700 900999"
    assert to_decide(office) == ()
    assert "Everything is decided." in words_on(decide)


@pytest.mark.case("harm-12")
def test_a_concern_is_called_one_on_the_page_of_the_parent(
    context: AppContext, office: OfficeSession, qtbot: QtBot, twice: tuple[int, int]
) -> None:
    incident_about(office, author(twice[0]), clauses=())
    tab, _dialog = dialog_of(context, office, qtbot, twice[0])
    assert any("Concern, not a breach" in one.text() for one in tab.page.findChildren(Button))


def test_the_overdue_ones_counted_are_those_of_the_list(
    context: AppContext, office: OfficeSession, qtbot: QtBot, twice: tuple[int, int]
) -> None:
    before = TODAY - timedelta(days=10)
    for parent_id in twice:
        incident_about(office, author(parent_id), happened_on=before, reported_on=before)
    withdraw_incident(office, 2, "Twice.")
    tab = open_tab(qtbot, context, office)
    assert "1 overdue" in words_on(tab.pane)
    tab.filters.show_filter(IncidentFilter(states=frozenset({IncidentState.WITHDRAWN})))
    assert "overdue" not in words_on(tab.pane)
