"""Two are asked to take down what each of them posted: two steps, told apart on the page."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLabel

from halton_desktop.gui.incidents.incidents_tab import IncidentsTab
from halton_desktop.gui.incidents.step_dialog import StepDialog
from tests.gui.incidents.incidents_window import fill, press, shown, step_dialog
from tests.helpers.incidents import author, contact, incident_about, parent_in
from tests.services.incidents.test_incident_letter_words import FLAGS


def ask(dialog: StepDialog, person: str, link: str) -> None:
    """Fill in who is asked to take down what, by letter and until Thursday."""
    dialog.ui.person.setCurrentText(person)
    fill(dialog, where=link, asked_how="letter", deadline="26/11/2026")
    dialog.submit()
    assert not dialog.isVisible(), dialog.banner.sentence


@pytest.mark.case("cases-2")
def test_two_are_asked_to_take_down_and_each_is_finished_by_a_button_with_their_name(tab: IncidentsTab) -> None:
    office = tab.session
    people = [author(parent_in(office, forename=name, surname="Pearce")) for name in ("Ann", "Bob")]
    incident = incident_about(office, *people, flags=FLAGS)
    contact(office, incident)
    assert tab.open_record(next(iter(tab.opens)), incident)
    press(tab, "removal")
    ask(step_dialog(tab), "Ann Pearce", "https://example.org/ann")
    entry = tab.page.buttons["another step"].menu().actions()[0]
    assert entry.text() == "Ask for removal…"
    entry.trigger()
    dialog = step_dialog(tab)
    assert dialog.fields.values()["asked_of"] == "Bob Pearce"
    ask(dialog, "Bob Pearce", "https://example.org/bob")
    removals = [step for step in shown(tab).steps if step.kind.value == "removal"]
    assert [step.details["asked_of"] for step in removals] == ["Ann Pearce", "Bob Pearce"]
    words = [tab.page.buttons[f"removal {step.id}"].text() for step in removals]
    assert [word.replace("&", "") for word in words] == [
        "Finish removal 2.7: Ann Pearce…",
        "Finish removal 2.7: Bob Pearce…",
    ]
    told = " ".join(label.text() for label in tab.findChildren(QLabel))
    assert "Removal 2.7 · Ann Pearce" in told
    press(tab, f"removal {removals[1].id}")
    assert step_dialog(tab).fields.values()["where"] == "https://example.org/bob"
    step_dialog(tab).reject()


@pytest.mark.case("cases-2")
def test_somebody_else_chosen_is_the_one_asked_unless_another_was_typed(tab: IncidentsTab) -> None:
    office = tab.session
    people = [author(parent_in(office, forename=name, surname="Pearce")) for name in ("Ann", "Bob")]
    incident = incident_about(office, *people)
    assert tab.open_record(next(iter(tab.opens)), incident)
    press(tab, "removal")
    dialog = step_dialog(tab)
    dialog.ui.person.setCurrentText("Bob Pearce")
    assert dialog.fields.values()["asked_of"] == "Bob Pearce"
    fill(dialog, asked_of="the platform")
    dialog.ui.person.setCurrentText("The case as a whole")
    assert dialog.fields.values()["asked_of"] == "the platform"
    dialog.reject()
