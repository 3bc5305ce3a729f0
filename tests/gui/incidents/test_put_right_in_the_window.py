"""Mistakes are put right where they stand: beside the words, the piece, the step."""

from __future__ import annotations

import pytest

from halton_desktop.domain.incidents.evidence import EvidenceOrigin
from halton_desktop.domain.incidents.incident import AdditionKind, Outcome
from halton_desktop.domain.incidents.step import StepState
from halton_desktop.domain.permission import Role
from halton_desktop.gui.incidents.incidents_tab import IncidentsTab
from halton_desktop.gui.kit.dialogs.prompt_dialog import PromptDialog
from halton_desktop.services.administration.manage_users import disable_user
from halton_desktop.services.incidents.change_incident import add_to_account
from halton_desktop.services.incidents.close_incident import close_incident
from halton_desktop.services.incidents.find_incidents import incident_page
from halton_desktop.services.incidents.incident_draft import keep_incident_draft
from halton_desktop.services.incidents.keep_evidence import add_evidence
from tests.factories import signed_in_as
from tests.gui.conftest import ContextAnswers
from tests.gui.incidents.incidents_window import begin, press, shown
from tests.helpers.incidents import author, contact, incident_about


def answer(tab: IncidentsTab, **words: str) -> None:
    """Fill in what is asked and press the button."""
    dialog = tab.page_actions.put_right.opened
    assert isinstance(dialog, PromptDialog)
    for name, text in words.items():
        dialog.lines[name].setText(text)
    dialog.submit()
    assert not dialog.isVisible(), dialog.banner.sentence


@pytest.mark.case("cases-6")
def test_words_a_piece_and_a_step_are_put_right_from_the_page(tab: IncidentsTab, jane: int) -> None:
    office = tab.session
    other, incident = incident_about(office, author(jane)), incident_about(office, author(jane))
    add_to_account(office, incident, AdditionKind.ADDITION, "Seen at the swings.")
    add_evidence(office, incident, b"words", EvidenceOrigin(), file_name="swings.txt")
    contact(office, incident)
    assert tab.open_record(next(iter(tab.opens)), incident)
    words = shown(tab).incident.additions[0].id
    press(tab, f"leave out {words}")
    answer(tab, reason="Hearsay.")
    assert shown(tab).incident.additions[0].struck == "Hearsay."
    press(tab, f"move {words}")
    answer(tab, reference="2026-0001", reason="Of the other case.")
    assert [one.text for one in incident_page(office, other).incident.additions] == ["Seen at the swings."]
    of_piece = tab.page.buttons["put right"].menu().actions()[0]
    assert of_piece.text() == "E1 · swings.txt"
    of_piece.menu().actions()[0].trigger()  # type: ignore[attr-defined] # PySide types it as an object
    answer(tab, reference="2026-0001", reason="Of the other case.")
    assert [piece.file_name for piece in incident_page(office, other).evidence] == ["swings.txt"]
    [done] = shown(tab).steps
    press(tab, f"undo {done.id}")
    answer(tab, reason="Never rang.")
    assert [step.state for step in shown(tab).steps] == [StepState.CANCELLED, StepState.PLANNED]


@pytest.mark.case("cases-6")
def test_a_new_incident_begins_with_what_a_disabled_colleague_was_typing(
    tab: IncidentsTab, context_answers: ContextAnswers
) -> None:
    clerk = signed_in_as(tab.session, Role.OFFICE)
    keep_incident_draft(clerk, {"account": "Half a sentence"})
    disable_user(tab.session, clerk.user.id)
    dialog = begin(tab)
    assert dialog.form.ui.account.toPlainText() == "Half a sentence"
    assert clerk.user.name in context_answers.questions[-1].explanation
    dialog.throw_away()


@pytest.mark.case("cases-8")
def test_what_was_added_to_a_closed_case_is_left_closed_from_the_page(tab: IncidentsTab, jane: int) -> None:
    incident = incident_about(tab.session, author(jane))
    contact(tab.session, incident)
    close_incident(tab.session, incident, Outcome.SETTLED, "Fine now.")
    add_to_account(signed_in_as(tab.session, Role.OFFICE), incident, AdditionKind.ADDITION, "It is back.")
    assert tab.open_record(next(iter(tab.opens)), incident)
    press(tab, "leave closed")
    assert not shown(tab).incident.additions[0].to_look_at
    assert "leave closed" not in tab.page.buttons
