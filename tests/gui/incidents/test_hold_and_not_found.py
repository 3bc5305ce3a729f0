"""A hold is entered, seen and lifted on the page; an author nobody found is given up on it."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLabel

from halton_desktop.domain.incidents.step import StepState
from halton_desktop.domain.incidents.step_kind import NOT_IDENTIFIED, StepKind
from halton_desktop.gui.incidents.incidents_tab import IncidentsTab
from tests.gui.incidents.incidents_window import fill, press, shown, step_dialog
from tests.helpers.incidents import UNKNOWN, author, incident_about

TOLD = "Contact nobody: the police asked on 23/11/2026 that nobody is contacted about this."


def told(tab: IncidentsTab) -> str:
    """Everything the page says."""
    return " ".join(label.text() for label in tab.page.findChildren(QLabel))


@pytest.mark.case("cases-7")
def test_a_hold_takes_the_contact_from_the_page_until_it_is_lifted(tab: IncidentsTab, jane: int) -> None:
    incident = incident_about(tab.session, author(jane))
    assert tab.open_record(next(iter(tab.opens)), incident)
    press(tab, StepKind.HOLD.value)
    dialog = step_dialog(tab)
    assert dialog.ui.person.isHidden()
    fill(dialog, asked_on="23/11/2026", ask_again="30/11/2026", officer="DS Shah")
    dialog.submit()
    assert not dialog.isVisible(), dialog.banner.sentence
    assert TOLD in told(tab)
    assert StepKind.CONTACT.value not in tab.page.buttons
    press(tab, StepKind.HOLD.value)
    fill(step_dialog(tab), lifted_by="DS Shah")
    step_dialog(tab).ui.outcome.setCurrentText("lifted")
    step_dialog(tab).submit()
    assert TOLD not in told(tab)
    assert StepKind.CONTACT.value in tab.page.buttons


@pytest.mark.case("cases-7")
def test_an_author_nobody_found_is_given_up_beside_the_step(tab: IncidentsTab, jane: int) -> None:
    incident = incident_about(tab.session, author(jane), UNKNOWN)
    assert tab.open_record(next(iter(tab.opens)), incident)
    search = next(step for step in shown(tab).steps if step.kind is StepKind.IDENTIFY)
    press(tab, f"not found {search.id}")
    fill(step_dialog(tab), tried="Asked the group’s administrator.")
    step_dialog(tab).submit()
    done = next(step for step in shown(tab).steps if step.id == search.id)
    assert (done.state, done.outcome) == (StepState.DONE, NOT_IDENTIFIED)
