"""Who may view is asked at the moment of viewing, with every consent and withdrawal of that person to that chat."""

from __future__ import annotations

from pathlib import Path

import pytest

from halton_desktop.domain.acknowledgement import Answer
from halton_desktop.domain.incidents.restriction import RestrictionWish
from halton_desktop.domain.permission import Role
from halton_desktop.services.administration.manage_users import add_user
from halton_desktop.services.administration.seal_messages import admit
from halton_desktop.services.consent_forms.ask_consent import ConsentRequest, ask_consent, confirm_given_out
from halton_desktop.services.consent_forms.keep_consent import countersign, withdraw_consent
from halton_desktop.services.consent_forms.return_form import return_form, undo_entry
from halton_desktop.services.incidents.restrict_incident import restrict_incident
from halton_desktop.services.incidents.view_messages import ConsentMissing, sealed_message, view_message
from halton_desktop.services.parents.keep_parents import add_parent
from halton_desktop.services.parents.take_back_parent import make_one_person
from tests.factories import CHEAP, PASSWORD, SIGN_IN_NAME, a_parent
from tests.helpers.sealed_incident import (
    CHAT,
    EVERYBODY,
    HEAD,
    OFFICE,
    SECOND_HEAD,
    SECRET,
    SealedIncident,
    consented,
    record_sealed,
    sealed_incident,
)

WITHDRAWN = "has withdrawn the consent"


@pytest.fixture
def incident(tmp_path: Path) -> SealedIncident:
    """A case with a sealed message of a chat."""
    return sealed_incident(tmp_path / "office")


def opens(incident: SealedIncident) -> bool:
    """Whether the headteacher can view the message; what is said before must agree with what happens."""
    with incident.signed_in(HEAD) as head:
        ready = not sealed_message(head, incident.evidence_id).missing
        try:
            assert view_message(head, incident.evidence_id).content == SECRET
        except ConsentMissing:
            assert not ready
            return False
        assert ready
        return True


def asked_elsewhere(incident: SealedIncident, parent_id: int) -> tuple[int, int]:
    """Consent of somebody to the same chat in another case, given; (form, case)."""
    with incident.signed_in(OFFICE) as clerk:
        other = record_sealed(clerk, parent_id)
        until = clerk.today.replace(month=12)
        form = ask_consent(clerk, ConsentRequest(other, parent_id, CHAT, "To see.", False, EVERYBODY, until))
        confirm_given_out(clerk, form.id)
        return_form(clerk, form.reference)
        return form.id, other


@pytest.mark.case("harm-10")
def test_undoing_one_of_two_withdrawals_opens_nothing_while_the_other_stands(incident: SealedIncident) -> None:
    first, _ = consented(incident)
    second, _ = consented(incident)
    with incident.signed_in(OFFICE) as clerk:
        withdraw_consent(clerk, second)
        undo_entry(clerk, first, "it was about another consent")
    assert not opens(incident)
    with incident.signed_in(HEAD) as head, pytest.raises(ConsentMissing, match=WITHDRAWN):
        view_message(head, incident.evidence_id)


@pytest.mark.case("harm-10")
def test_a_consent_given_since_the_withdrawal_opens_again(incident: SealedIncident) -> None:
    first, _ = consented(incident)
    with incident.signed_in(OFFICE) as clerk:
        withdraw_consent(clerk, first)
    assert not opens(incident)
    consented(incident)
    assert opens(incident)


@pytest.mark.case("harm-10")
def test_what_one_entry_of_a_person_withdrew_the_other_has_withdrawn_once_they_are_one(
    incident: SealedIncident,
) -> None:
    jane = incident.parent_ids[0]
    with incident.signed_in(OFFICE) as clerk:
        twin = add_parent(clerk, a_parent(forename="Jane", surname="Twin"), [])
    consented(incident)
    form, _other = asked_elsewhere(incident, twin)
    with incident.signed_in(OFFICE) as clerk:
        withdraw_consent(clerk, form)
    assert opens(incident)
    with incident.signed_in(OFFICE) as clerk:
        make_one_person(clerk, jane, twin)
    assert not opens(incident)


@pytest.mark.case("harm-10")
def test_what_was_withdrawn_in_a_case_closed_to_the_viewer_is_withdrawn(incident: SealedIncident) -> None:
    consented(incident)
    form, other = asked_elsewhere(incident, incident.parent_ids[0])
    with incident.signed_in(OFFICE) as clerk:
        withdraw_consent(clerk, form)
        by = clerk.user.id
    with incident.signed_in(SIGN_IN_NAME) as admin:
        restrict_incident(admin, other, RestrictionWish(frozenset({by}), shown=False, reason="Hers."))
    assert not opens(incident)


@pytest.mark.case("harm-10")
def test_a_form_signed_before_the_withdrawal_and_booked_after_it_opens_nothing(incident: SealedIncident) -> None:
    first, _ = consented(incident)
    with incident.signed_in(OFFICE) as clerk:
        withdraw_consent(clerk, first)
    with incident.signed_in(OFFICE) as clerk:
        request = ConsentRequest(
            incident.incident_id,
            incident.parent_ids[0],
            CHAT,
            "To see.",
            False,
            EVERYBODY,
            clerk.today.replace(month=12),
        )
        form = ask_consent(clerk, request)
        confirm_given_out(clerk, form.id)
    incident.clock.now = incident.clock.now.replace(day=27)
    with incident.signed_in(OFFICE) as clerk:
        undo_entry(clerk, first, "the wrong day")
        withdraw_consent(clerk, first)
        return_form(clerk, form.reference, Answer.ACCEPTED, on=clerk.today.replace(day=24))
    with incident.signed_in(HEAD) as head:
        countersign(head, form.id)
    assert not opens(incident)


def _a_deputy_is_let_in(incident: SealedIncident) -> None:
    with incident.signed_in(SIGN_IN_NAME) as admin:
        deputy = add_user(admin, SECOND_HEAD, "D. Eputy", Role.HEADTEACHER, PASSWORD, CHEAP)
    with incident.signed_in(HEAD) as head:
        admit(head, deputy)


@pytest.mark.case("harm-10")
def test_the_headteacher_on_a_form_is_who_heads_the_school_and_not_every_such_account(incident: SealedIncident) -> None:
    consented(incident, viewers="The headteacher")
    _a_deputy_is_let_in(incident)
    with incident.signed_in(SECOND_HEAD) as deputy, pytest.raises(ConsentMissing, match="nobody else"):
        view_message(deputy, incident.evidence_id)
    assert opens(incident)


@pytest.mark.case("harm-10")
def test_whoever_decides_a_restricted_case_is_not_the_headteacher_of_the_form(incident: SealedIncident) -> None:
    consented(incident, viewers="Mrs G. Jones, Headteacher")
    _a_deputy_is_let_in(incident)
    with incident.signed_in(SIGN_IN_NAME) as admin:
        with admin.look() as work:
            ids = {user.name: user.id for user in work.users.all()}
        named = frozenset({ids["D. Eputy"], ids["O. Clerk"]})
        wish = RestrictionWish(named, True, "The head is the victim.", ids["D. Eputy"], "deputy head")
        restrict_incident(admin, incident.incident_id, wish)
    with incident.signed_in(SECOND_HEAD) as deputy, pytest.raises(ConsentMissing, match="nobody else"):
        view_message(deputy, incident.evidence_id)
