"""Every errand there is, asked about a case closed to whoever asks: no word of it comes back and nothing changes in it.

The restricted case, its evidence, letter, ban, form and consent all have the number 1, which is what the errands of
``tests.services.errands`` ask for; that list is complete (a test says so), so what is written next year is asked too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from halton_desktop.domain.change import RecordKind
from halton_desktop.domain.permission import ALLOWED, Permission, Role
from halton_desktop.errors import HaltonError
from halton_desktop.services.administration import see_history
from halton_desktop.services.consent_forms import acknowledgement_coverage, form_register
from halton_desktop.services.incidents import (
    change_incident,
    decide_site_ban,
    find_incidents,
    keep_evidence,
    take_step,
    view_messages,
)
from halton_desktop.services.incidents import incident_letters as incident_letters
from halton_desktop.services.incidents.find_incidents import IncidentPage
from halton_desktop.services.parents.find_parents import parent_page
from halton_desktop.services.parents.keep_parents import change_parent
from halton_desktop.services.session import OfficeSession
from tests.factories import a_parent, a_pupil, add_family, make_office
from tests.helpers.incidents import UNKNOWN, incident_about
from tests.helpers.restricted_incident import MARK, Restricted, everything_of
from tests.services.test_permissions import all_errands

pytestmark = pytest.mark.case("harm-10")

ABOUT_ACCOUNTS = {Permission.MANAGE_USERS, Permission.CHANGE_SCHOOL, Permission.CHANGE_OWN_PASSWORD}
"""They know of no case, and change who is asking."""
READING = {Permission.LOOK, Permission.SEE_FIGURES, Permission.SEE_HISTORY}
TELLING = {
    "incident_letters.letter_as_printed",
    "decide_site_ban.site_ban",
    "find_incidents.ban_register",
    "find_incidents.incident_page",
    "find_incidents.chronology",
    "find_incidents.incident_lines",
    "find_incidents.incidents_of_parent",
    "form_register.form_page",
    "incident_reminders.due_items",
    "keep_consent.consents_of_incident",
    "keep_evidence.evidence_content",
    "today.due_today",
    "view_messages.sealed_messages",
}
"""Errands that do speak of the case to whoever is named, so that the walk is known to ask about it."""
PRIVATE = (MARK, "Plain told", "Jane", "Shaw", "Birchfield Road, ", "07700", "Quillfeather", "Ottoline", "court order")
"""What may be nowhere in what a reader is told."""
NUMBER_OF_THE_INCIDENT = ("find_incidents.incident_lines", "find_incidents.incident_ids")


@pytest.fixture
def there(tmp_path: Path) -> Iterator[Restricted]:
    with make_office(tmp_path / "office") as office:
        yield Restricted(office)


def answers(session: OfficeSession, permissions: set[Permission]) -> Iterator[tuple[str, str]]:
    """(errand, all that it says) for every errand that asks for one of these permissions and the role holds."""
    for errand, (permission, call) in sorted(all_errands().items()):
        if permission in permissions & ALLOWED[session.user.role]:
            try:
                yield errand, everything_of(call(session))
            except HaltonError as refused:
                yield errand, f"{refused.message} {refused.advice}"


def test_whoever_is_named_is_told_of_it_by_all_these_errands(there: Restricted) -> None:
    assert (there.incident, there.evidence, there.letter, there.ban, there.form) == (1, 1, 1, 1, 1)
    there.restrict(shown=False)
    told = {errand for errand, words in answers(there.named, READING) if MARK in words or there.reference in words}
    assert told >= TELLING


@pytest.mark.parametrize("shown", [False, True])
@pytest.mark.parametrize("role", list(Role))
def test_no_errand_at_all_tells_somebody_else_of_it_or_changes_it(there: Restricted, role: Role, shown: bool) -> None:
    named = there.head if role is Role.ADMINISTRATOR else there.named
    there.restrict(shown=shown, named=named)
    before, known = _page(named, there.incident), parent_page(named, there.parent).parent
    bystanders = (there.named, there.clerk, there.head, there.reader)
    somebody = next(one for one in bystanders if one.user.role is role and one is not named)
    for errand, words in answers(somebody, set(Permission) - ABOUT_ACCOUNTS):
        words = words.replace(f"There is no incident {there.reference}.", "")  # which is what the errand asked for
        assert MARK not in words, errand
        if not shown:
            assert there.reference not in words, errand
        elif errand not in NUMBER_OF_THE_INCIDENT:
            closed = f"{there.reference}: An incident restricted to {named.user.name}."
            assert there.reference not in words.replace(closed, ""), errand
    change_parent(named, known)  # the register is theirs to change, and the case says what it calls people today
    assert _page(named, there.incident) == before


def _page(session: OfficeSession, incident: int) -> IncidentPage:
    """All but the editions of the code there are."""
    return replace(find_incidents.incident_page(session, incident), editions={})


def test_no_errand_at_all_gives_a_reader_a_private_word(there: Restricted) -> None:
    held = a_parent(forename="Ottoline", surname="Quillfeather", do_not_write=True)
    add_family(
        there.named, [held, a_parent(surname="Quillfeather")], [a_pupil(surname="Quillfeather")], court_order=True
    )
    counted = acknowledgement_coverage.overview(there.reader)
    assert (counted.untold, counted.held > 0) == (1, True)
    assert "Quillfeather" in everything_of(acknowledgement_coverage.overview(there.named))
    for errand, words in answers(there.reader, set(Permission) - ABOUT_ACCOUNTS):
        assert [private for private in PRIVATE if private in words] == [], errand


def _ways(number: int, reference: str) -> list[Callable[[OfficeSession], object]]:
    return [
        lambda s: find_incidents.incident_page(s, number),
        lambda s: find_incidents.incident_with_reference(s, reference),
        lambda s: change_incident.link_incidents(s, 2, reference, ""),
        lambda s: change_incident.wait_for(s, number, "x"),
        lambda s: decide_site_ban.site_ban(s, number),
        lambda s: decide_site_ban.lift_ban(s, number, "x"),
        lambda s: keep_evidence.evidence_content(s, number),
        lambda s: view_messages.sealed_message(s, number),
        lambda s: incident_letters.letter_as_printed(s, number),
        lambda s: form_register.form_page(s, number),
        lambda s: take_step.cancel_step(s, number, "x"),
        lambda s: see_history.history_of(s, RecordKind.INCIDENT, number),
    ]


def test_a_hidden_case_is_refused_in_the_words_of_one_that_never_was(there: Restricted) -> None:
    there.restrict(shown=False)
    never = "2026-0999"
    for real, made_up in zip(_ways(1, there.reference), _ways(999, never), strict=True):
        assert _said(real, there.head).replace(there.reference, never) == _said(made_up, there.head)


def _said(way: Callable[[OfficeSession], object], session: OfficeSession) -> str:
    try:
        return everything_of(way(session))
    except HaltonError as refused:
        return f"{type(refused).__name__} {refused.message} {refused.advice}"


def test_numbers_are_handed_out_behind_a_hidden_case(there: Restricted) -> None:
    there.restrict(shown=False)
    newest = incident_about(there.clerk, UNKNOWN)
    assert find_incidents.incident_page(there.clerk, newest).incident.reference == "2026-0003"
