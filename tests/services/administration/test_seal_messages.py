"""Who is let in to sealed messages, how they lose the way in, and what seals from then on."""

from __future__ import annotations

from pathlib import Path

import pytest

from halton_desktop.domain.permission import Role
from halton_desktop.domain.user import User
from halton_desktop.errors import InvalidInput, Refused, WrongPassword
from halton_desktop.services.administration.manage_users import (
    add_user,
    change_own_password,
    change_user,
    disable_user,
    enable_user,
    give_password,
    replace_recovery_key,
)
from halton_desktop.services.administration.seal_messages import RECOVERY_KEY, admit, admit_with_recovery_key, readers
from halton_desktop.services.consent_forms.keep_consent import countersign
from halton_desktop.services.consent_forms.return_form import return_form
from halton_desktop.services.incidents.view_messages import view_message
from halton_desktop.services.session import OfficeSession
from tests.factories import CHEAP, PASSWORD, SIGN_IN_NAME
from tests.helpers.sealed_incident import (
    HEAD,
    OFFICE,
    SECOND_HEAD,
    SECRET,
    SealedIncident,
    ask,
    consented,
    put_in,
    sealed_incident,
)


@pytest.fixture
def incident(tmp_path: Path) -> SealedIncident:
    """A case with a sealed message and a live consent."""
    made = sealed_incident(tmp_path / "office")
    consented(made)
    return made


def user_named(session: OfficeSession, name: str) -> User:
    with session.look() as work:
        user = work.users.named(name)
    assert user is not None
    return user


def second_head(incident: SealedIncident) -> int:
    with incident.signed_in(SIGN_IN_NAME) as admin:
        return add_user(admin, SECOND_HEAD, "D. Eputy", Role.HEADTEACHER, PASSWORD, CHEAP)


def admitted(session: OfficeSession) -> dict[int, bool]:
    return {reader.user_id: reader.admitted for reader in readers(session)}


def test_a_new_headteacher_is_let_in_by_one_who_is_in(incident: SealedIncident) -> None:
    user_id = second_head(incident)
    with incident.signed_in(SECOND_HEAD) as deputy:
        assert admitted(deputy)[user_id] is False
        with pytest.raises(Refused):
            view_message(deputy, incident.evidence_id)
        with pytest.raises(Refused, match="cannot let anybody else in"):
            admit(deputy, user_id)
    with incident.signed_in(HEAD) as head:
        admit(head, user_id)
        assert admitted(head)[user_id] is True
    with incident.signed_in(SECOND_HEAD) as deputy:
        assert view_message(deputy, incident.evidence_id).content == SECRET


def test_a_new_headteacher_is_let_in_with_the_recovery_key(incident: SealedIncident) -> None:
    user_id = second_head(incident)
    with incident.signed_in(SECOND_HEAD) as deputy:
        with pytest.raises(InvalidInput):
            admit_with_recovery_key(deputy, "not a key", user_id)
        admit_with_recovery_key(deputy, incident.recovery_key, user_id)
        assert view_message(deputy, incident.evidence_id).content == SECRET


def test_another_office_s_recovery_key_lets_nobody_in(incident: SealedIncident, tmp_path: Path) -> None:
    user_id = second_head(incident)
    other = sealed_incident(tmp_path / "other")
    with incident.signed_in(SECOND_HEAD) as deputy, pytest.raises(WrongPassword):
        admit_with_recovery_key(deputy, other.recovery_key, user_id)


def test_only_a_headteacher_is_let_in(incident: SealedIncident) -> None:
    with incident.signed_in(HEAD) as head:
        clerk = user_named(head, OFFICE)
        with pytest.raises(Refused, match="by a headteacher only"):
            admit(head, clerk.id)


def test_losing_the_role_ends_the_way_in_and_a_new_key_seals_what_comes(incident: SealedIncident) -> None:
    user_id = second_head(incident)
    with incident.signed_in(HEAD) as head:
        admit(head, user_id)
    with incident.signed_in(SIGN_IN_NAME) as admin:
        former = user_named(admin, HEAD)
        change_user(admin, former.id, former.name, Role.OFFICE)
        with admin.look() as work:
            generations = [key.generation for key in work.message_keys.all()]
            still_wrapped = {wrap.user_id for wrap in work.message_keys.wraps()}
        assert generations == [1, 2]
        assert still_wrapped == {RECOVERY_KEY, user_id}
    with incident.signed_in(SECOND_HEAD) as deputy:
        assert view_message(deputy, incident.evidence_id).content == SECRET
        evidence_id = put_in(deputy, incident.incident_id)
        assert view_message(deputy, evidence_id).content == SECRET
    with incident.signed_in(SIGN_IN_NAME) as admin:  # the role back does not bring the way in back
        change_user(admin, former.id, former.name, Role.HEADTEACHER)
    with incident.signed_in(HEAD) as head:
        for sealed in (incident.evidence_id, evidence_id):
            with pytest.raises(Refused, match="cannot open"):
                view_message(head, sealed)


def test_a_disabled_headteacher_loses_the_way_in_too(incident: SealedIncident) -> None:
    with incident.signed_in(SIGN_IN_NAME) as admin:
        head = user_named(admin, HEAD)
        disable_user(admin, head.id)
        enable_user(admin, head.id, PASSWORD, CHEAP)
        assert admitted(admin) == {head.id: False, RECOVERY_KEY: True}
    with incident.signed_in(HEAD) as back:
        admit_with_recovery_key(back, incident.recovery_key, back.user.id)
        assert view_message(back, incident.evidence_id).content == SECRET


def test_changing_one_s_own_password_keeps_the_way_in(incident: SealedIncident) -> None:
    with incident.signed_in(HEAD) as head:
        change_own_password(head, PASSWORD, "a quite new password", CHEAP)
    with incident.signed_in(HEAD, "a quite new password") as head:
        assert view_message(head, incident.evidence_id).content == SECRET


def test_a_password_given_by_somebody_else_needs_letting_in_again(incident: SealedIncident) -> None:
    with incident.signed_in(SIGN_IN_NAME) as admin:
        head = user_named(admin, HEAD)
        give_password(admin, head.id, "given by the office", CHEAP)
        reader = next(reader for reader in readers(admin) if reader.user_id == head.id)
        assert reader.why_not == "the password was reset by somebody else"
    with incident.signed_in(HEAD, "given by the office") as head_again:
        admit_with_recovery_key(head_again, incident.recovery_key, head_again.user.id)
        assert view_message(head_again, incident.evidence_id).content == SECRET


def test_a_new_recovery_sheet_opens_messages_once_a_headteacher_has_let_it_in(incident: SealedIncident) -> None:
    with incident.signed_in(SIGN_IN_NAME) as admin:
        sheet = replace_recovery_key(admin)
    user_id = second_head(incident)
    with incident.signed_in(SECOND_HEAD) as deputy:
        with pytest.raises(Refused):
            admit_with_recovery_key(deputy, sheet, user_id)
        recovery = next(reader for reader in readers(deputy) if reader.user_id == RECOVERY_KEY)
        assert recovery.why_not == "a new sheet was printed"
    with incident.signed_in(HEAD) as head:
        admit(head, RECOVERY_KEY)
    with incident.signed_in(SECOND_HEAD) as deputy:
        admit_with_recovery_key(deputy, sheet, user_id)
        assert view_message(deputy, incident.evidence_id).content == SECRET


def test_a_new_sheet_does_not_come_in_with_a_new_key_while_a_headteacher_is_there_to_let_it_in(
    incident: SealedIncident,
) -> None:
    user_id = second_head(incident)
    with incident.signed_in(HEAD) as head:
        admit(head, user_id)
    with incident.signed_in(SIGN_IN_NAME) as admin:  # an administrator prints a sheet and brings about a new key
        sheet = replace_recovery_key(admin)
        former = user_named(admin, HEAD)
        change_user(admin, former.id, former.name, Role.OFFICE)
        put_in(admin, incident.incident_id)
        change_user(admin, former.id, former.name, Role.HEADTEACHER)
    with incident.signed_in(HEAD) as accomplice, pytest.raises(Refused):
        admit_with_recovery_key(accomplice, sheet, former.id)
    with incident.signed_in(SECOND_HEAD) as deputy:
        assert admitted(deputy)[RECOVERY_KEY] is False
        admit(deputy, RECOVERY_KEY)
        assert admitted(deputy)[RECOVERY_KEY] is True


def test_the_last_headteacher_s_going_leaves_the_recovery_key_a_way_in(incident: SealedIncident) -> None:
    with incident.signed_in(SIGN_IN_NAME) as admin:
        sheet = replace_recovery_key(admin)
        former = user_named(admin, HEAD)
        change_user(admin, former.id, former.name, Role.OFFICE)
        with admin.look() as work:
            assert {wrap.user_id for wrap in work.message_keys.wraps(2)} == {RECOVERY_KEY}
    user_id = second_head(incident)
    with incident.signed_in(SECOND_HEAD) as deputy:
        admit_with_recovery_key(deputy, sheet, user_id)


def test_an_office_without_a_headteacher_can_put_messages_in_and_the_recovery_key_lets_the_first_one_in(
    tmp_path: Path,
) -> None:
    incident = sealed_incident(tmp_path / "office")
    with incident.signed_in(SIGN_IN_NAME) as admin:
        head = user_named(admin, HEAD)
        disable_user(admin, head.id)
        evidence_id = put_in(admin, incident.incident_id)
    user_id = second_head(incident)
    with incident.signed_in(SECOND_HEAD) as first:
        form_id, reference = ask(first, incident)
        return_form(first, reference)
        countersign(first, form_id)
        admit_with_recovery_key(first, incident.recovery_key, user_id)
        assert view_message(first, evidence_id).content == SECRET


def test_a_headteacher_who_comes_before_anything_was_sealed_needs_no_letting_in(tmp_path: Path) -> None:
    from tests.factories import make_office, signed_in_as

    with make_office(tmp_path / "office") as office:
        from halton_desktop.services.administration.seal_messages import tend
        from tests.helpers.issued_forms import writing

        signed_in_as(office, Role.OFFICE)
        with writing(office) as work:
            assert tend(office, work).generation == 1
            work.commit()
        user_id = add_user(office, HEAD, "G. Jones", Role.HEADTEACHER, PASSWORD, CHEAP)
        with writing(office) as work:
            key = tend(office, work)
            assert {wrap.user_id for wrap in work.message_keys.wraps(key.generation)} == {RECOVERY_KEY, user_id}
