"""Sealed messages open for a headteacher under a live consent, and for nobody else, whatever they try."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
import sqlalchemy.exc
from sqlalchemy import text

from halton_desktop.domain.acknowledgement import Answer, FormState
from halton_desktop.domain.change import RecordKind
from halton_desktop.domain.incidents.evidence import CHUNK_BYTES, Custody, EvidenceOrigin
from halton_desktop.domain.permission import Role
from halton_desktop.domain.user import User
from halton_desktop.errors import HaltonError, InvalidInput, MachineError, NotAllowed, Refused
from halton_desktop.services.administration.manage_users import add_user, change_user, give_password
from halton_desktop.services.consent_forms.ask_consent import suggest_consent
from halton_desktop.services.consent_forms.keep_consent import (
    countersign,
    mark_invalid,
    undo_countersign,
    withdraw_consent,
)
from halton_desktop.services.consent_forms.return_form import return_form, undo_entry
from halton_desktop.services.incidents.keep_evidence import (
    add_evidence,
    custody_of,
    describe_evidence,
    evidence_content,
)
from halton_desktop.services.incidents.view_messages import (
    ConsentMissing,
    describe_message,
    sealed_message,
    sealed_messages,
    view_message,
    viewings_of,
)
from halton_desktop.services.session import OfficeSession
from halton_desktop.store import sealing
from halton_desktop.store.unit_of_work import unit_of_work
from halton_desktop.store.vault.key_file_format import NOBODY
from tests.factories import CHEAP, PASSWORD, SIGN_IN_NAME, program_files
from tests.helpers.sealed_incident import (
    CHAT,
    HEAD,
    OFFICE,
    SECRET,
    SealedIncident,
    ask,
    consented,
    put_in,
    sealed_incident,
)


@pytest.fixture
def incident(tmp_path: Path) -> SealedIncident:
    """An office with a case and a sealed message in it."""
    return sealed_incident(tmp_path / "office")


def missing(session: OfficeSession, evidence_id: int) -> str:
    with pytest.raises(ConsentMissing) as refused:
        view_message(session, evidence_id)
    assert refused.value.clause == "3.5"
    return " ".join(refused.value.missing)


def test_a_headteacher_views_under_a_signed_consent_and_the_viewing_is_recorded(incident: SealedIncident) -> None:
    _form, reference = consented(incident)
    with incident.signed_in(HEAD) as head:
        opened = view_message(head, incident.evidence_id)
        assert opened.content == SECRET
        assert opened.consent.reference == reference
        [viewing] = viewings_of(head, incident.evidence_id)
        assert (viewing.user_name, viewing.consent_id, viewing.at) == (
            "G. Jones",
            opened.consent.id,
            incident.clock.now,
        )
        last = custody_of(head, incident.evidence_id)[-1]
        assert (last.what, last.by, last.note) == (Custody.VIEWED, "G. Jones", f"under consent {reference}")


def test_what_is_missing_is_said_precisely_at_every_stage(incident: SealedIncident) -> None:
    with incident.signed_in(HEAD) as head:
        assert missing(head, incident.evidence_id).startswith("No parent has been asked for consent to view “Year 8")
        form_id, reference = ask(head, incident)
        assert "has not returned the consent form yet" in missing(head, incident.evidence_id)
        return_form(head, reference, Answer.UNSIGNED)
        assert "without a readable signature" in missing(head, incident.evidence_id)
        return_form(head, reference)
        assert missing(head, incident.evidence_id) == "The headteacher has not signed this consent form."
        countersign(head, form_id)
        assert view_message(head, incident.evidence_id).content == SECRET
        undo_countersign(head, form_id, "signed the wrong form")
        assert "headteacher has not signed" in missing(head, incident.evidence_id)
        countersign(head, form_id)
        incident.clock.now += timedelta(days=60)
        assert "ended on 18/12/2026" in missing(head, incident.evidence_id)
        incident.clock.now -= timedelta(days=60)
        withdraw_consent(head, form_id)
        assert "has withdrawn the consent" in missing(head, incident.evidence_id)


def test_withdrawal_ends_viewing_at_once_and_tells_what_was_seen_before(incident: SealedIncident) -> None:
    form_id, _reference = consented(incident)
    with incident.signed_in(HEAD) as head:
        view_message(head, incident.evidence_id)
    with incident.signed_in(OFFICE) as clerk:
        seen = withdraw_consent(clerk, form_id)
    assert len(seen) == 1
    with incident.signed_in(HEAD) as head:
        missing(head, incident.evidence_id)
        assert len(viewings_of(head, incident.evidence_id)) == 1


def test_withdrawing_ends_every_consent_of_that_parent_to_that_chat(incident: SealedIncident) -> None:
    consented(incident)
    renewed, reference = consented(incident)
    with incident.signed_in(HEAD) as head:
        assert view_message(head, incident.evidence_id).consent.reference == reference
        seen = withdraw_consent(head, renewed)
        assert "has withdrawn the consent" in missing(head, incident.evidence_id)
    assert len(seen) == 1


def test_withdrawing_leaves_another_parent_s_consent_and_another_chat_s_alone(incident: SealedIncident) -> None:
    form_id, _reference = consented(incident)
    with incident.signed_in(HEAD) as head:
        kept = [ask(head, incident, parent=1), ask(head, incident, replace(CHAT, name="Year 9 parents"))]
        for _kept_id, kept_reference in kept:
            return_form(head, kept_reference)
        withdraw_consent(head, form_id)
        with head.look() as work:
            states = [work.forms.get(kept_id).status.state for kept_id, _kept_reference in kept]
    assert states == [FormState.RETURNED, FormState.RETURNED]


def test_the_headteacher_cannot_have_signed_before_the_parent(incident: SealedIncident) -> None:
    with incident.signed_in(HEAD) as head:
        form_id, reference = ask(head, incident)
        return_form(head, reference)
        with pytest.raises(InvalidInput, match="before"):
            countersign(head, form_id, head.today - timedelta(days=1))


def test_a_withdrawal_entered_by_mistake_is_undone_with_its_reason(incident: SealedIncident) -> None:
    form_id, _reference = consented(incident)
    with incident.signed_in(HEAD) as head:
        withdraw_consent(head, form_id)
        undo_entry(head, form_id, "it was about another consent")
        assert view_message(head, incident.evidence_id).content == SECRET


def test_an_undone_return_takes_the_headteacher_s_signature_with_it(incident: SealedIncident) -> None:
    form_id, reference = consented(incident)
    with incident.signed_in(HEAD) as head:
        undo_entry(head, form_id, "wrong pile")
        return_form(head, reference)
        assert "headteacher has not signed" in missing(head, incident.evidence_id)


def test_an_invalid_consent_covers_nothing(incident: SealedIncident) -> None:
    form_id, _reference = consented(incident)
    with incident.signed_in(HEAD) as head:
        with pytest.raises(InvalidInput):
            mark_invalid(head, form_id, " ")
        mark_invalid(head, form_id, "not her signature")
        assert "found invalid" in missing(head, incident.evidence_id)


@pytest.mark.parametrize(
    ("chat", "words"),
    [
        (replace(CHAT, name="Year 9 parents"), "another chat"),
        (replace(CHAT, platform="Telegram"), "another chat"),
        (replace(CHAT, first_on=date(2026, 11, 18)), "covers 18/11/2026 to 20/11/2026"),
    ],
)
def test_a_consent_covers_only_what_it_names(incident: SealedIncident, chat: object, words: str) -> None:
    with incident.signed_in(HEAD) as head:
        form_id, reference = ask(head, incident, chat)  # type: ignore[arg-type] # a Chat; pytest's tables are untyped
        return_form(head, reference)
        countersign(head, form_id)
        assert words in missing(head, incident.evidence_id)


def test_a_consent_is_given_by_whose_account_it_is(incident: SealedIncident) -> None:
    with incident.signed_in(HEAD) as head:
        describe_message(head, incident.evidence_id, CHAT, from_parent_id=incident.parent_ids[1])
        with head.look() as work:
            entry = work.audit.entries(RecordKind.EVIDENCE, incident.evidence_id)[0]
        assert (entry.old["from_parent"], entry.new["from_parent"]) == (None, incident.parent_ids[1])
    consented(incident)
    with incident.signed_in(HEAD) as head:
        assert "another person’s account" in missing(head, incident.evidence_id)


def test_nobody_views_what_nobody_has_described(incident: SealedIncident) -> None:
    consented(incident)
    with incident.signed_in(HEAD) as head:
        evidence_id = put_in(head, incident.incident_id, described=False)
        assert "Nobody has said yet which chat" in missing(head, evidence_id)
        describe_message(head, evidence_id, CHAT)
        view_message(head, evidence_id)
        with pytest.raises(Refused, match="viewed already"):
            describe_message(head, evidence_id, replace(CHAT, name="Another"))


def test_the_desk_sees_what_is_missing_without_opening_anything(incident: SealedIncident) -> None:
    with incident.signed_in(OFFICE) as clerk:
        [message] = sealed_messages(clerk, incident.incident_id)
        assert message.item.chat == CHAT
        assert message.missing
        assert suggest_consent(clerk, incident.incident_id).chat.name == CHAT.name
        with pytest.raises(Refused):
            evidence_content(clerk, incident.evidence_id)
        with pytest.raises(NotAllowed):
            view_message(clerk, incident.evidence_id)


def test_the_viewing_is_committed_before_the_content_is_opened(
    incident: SealedIncident, monkeypatch: pytest.MonkeyPatch
) -> None:
    consented(incident)

    def power_cut(*_arguments: object) -> object:
        raise MachineError("The power went.")

    with incident.signed_in(HEAD) as head:
        monkeypatch.setattr(sealing, "unseal", power_cut)
        with pytest.raises(MachineError):
            view_message(head, incident.evidence_id)
        assert len(viewings_of(head, incident.evidence_id)) == 1


def test_a_viewing_can_never_be_altered_or_removed(incident: SealedIncident) -> None:
    consented(incident)
    with incident.signed_in(HEAD) as head:
        view_message(head, incident.evidence_id)
        for statement in ("DELETE FROM message_viewings", "UPDATE message_viewings SET user_name = 'nobody'"):
            with (
                pytest.raises(sqlalchemy.exc.IntegrityError),
                head.vault.engine.begin() as connection,
            ):
                connection.execute(text(statement))
        assert [viewing.user_name for viewing in viewings_of(head, incident.evidence_id)] == ["G. Jones"]


def test_evidence_marked_private_later_is_sealed_piece_by_piece_and_opens_again(incident: SealedIncident) -> None:
    consented(incident)
    words = b"A long export of a chat, line by line, with a secret in it.\n" * 12_000
    assert len(words) > 2 * CHUNK_BYTES
    with incident.signed_in(HEAD) as head:
        kept = add_evidence(head, incident.incident_id, words, EvidenceOrigin(), file_name="export.txt").evidence
        describe_evidence(head, kept.id, EvidenceOrigin(private=True))
        with head.look() as work:
            stored = list(work.incidents.evidence.stored_chunks(kept.id))
        assert len(stored) > 2
        assert all(sealed and b"secret" not in piece for sealed, piece in stored)
        describe_message(head, kept.id, CHAT)
        assert view_message(head, kept.id).content == words


def test_a_sealed_message_cut_short_is_noticed(incident: SealedIncident) -> None:
    consented(incident)
    with incident.signed_in(HEAD) as head:
        words = b"one line of many\n" * 40_000
        origin = EvidenceOrigin(private=True)
        evidence_id = add_evidence(head, incident.incident_id, words, origin, file_name="export.txt").evidence.id
        describe_message(head, evidence_id, CHAT)
        with unit_of_work(head.vault.engine, head.user, incident.clock, writing=True) as work:
            last = "SELECT max(position) FROM evidence_chunks WHERE evidence_id = :id"
            cut = f"DELETE FROM evidence_chunks WHERE evidence_id = :id AND position = ({last})"
            work.connection.execute(text(cut), {"id": evidence_id})
            work.commit()
        with pytest.raises(MachineError, match="damaged"):
            view_message(head, evidence_id)


# --- the attack -----------------------------------------------------------------------------------------------------


def everything_in(session: OfficeSession) -> bytes:
    """Every value of every table, read past the services with the office's own data key."""
    found = bytearray()
    with session.vault.engine.connect() as connection:
        tables = connection.execute(text("SELECT name FROM sqlite_master WHERE type = 'table'")).scalars().all()
        for table in tables:
            for row in connection.execute(text(f'SELECT * FROM "{table}"')):
                for value in row:
                    found += value if isinstance(value, bytes) else str(value).encode()
    return bytes(found)


@pytest.mark.parametrize("name", [SIGN_IN_NAME, OFFICE])
def test_with_password_and_database_in_hand_the_office_reads_no_private_message(
    incident: SealedIncident, name: str
) -> None:
    consented(incident)
    with incident.signed_in(HEAD) as head:
        view_message(head, incident.evidence_id)  # a live consent makes no difference to who can open it
    with incident.signed_in(name) as attacker:
        assert b"sports" not in everything_in(attacker)  # one word: the search index keeps them singly
        with attacker.look() as work:
            chunks = [content for _sealed, content in work.incidents.evidence.stored_chunks(incident.evidence_id)]
            office_id = work.message_keys.office_id
            keys, wraps = work.message_keys.all(), work.message_keys.wraps()
        secrets = [attacker.vault.personal_key, attacker.vault.data_key]
        for key in keys:
            for wrap in wraps:
                for user_id in {wrap.user_id, attacker.user.id, NOBODY}:
                    bound = sealing.WrappedFor(office_id, key.generation, key.public, user_id, wrap.personal_public)
                    secrets += [
                        opened for secret in list(secrets) if (opened := sealing.unwrap(wrap.wrapped, secret, bound))
                    ]
        assert len(secrets) == 2
        for secret in secrets:
            with pytest.raises(MachineError):
                list(sealing.unseal(chunks, secret, sealing.SealedTo(office_id, incident.evidence_id)))


def test_pretending_to_be_the_headteacher_in_memory_opens_nothing(incident: SealedIncident) -> None:
    consented(incident)
    with incident.signed_in(SIGN_IN_NAME) as admin:
        with admin.look() as work:
            head = work.users.named(HEAD)
        assert head is not None
        for user in (head, User(admin.user.id, SIGN_IN_NAME, "A. Clarke", Role.HEADTEACHER)):
            pretender = OfficeSession(admin.vault, user, program_files(), incident.clock)
            with pytest.raises(Refused, match="cannot open these sealed messages"):
                view_message(pretender, incident.evidence_id)


def test_an_administrator_who_makes_themselves_headteacher_is_not_let_in(incident: SealedIncident) -> None:
    consented(incident)
    with incident.signed_in(SIGN_IN_NAME) as admin:
        add_user(admin, "other", "Another Admin", Role.ADMINISTRATOR, PASSWORD, CHEAP)
        change_user(admin, admin.user.id, "A. Clarke", Role.HEADTEACHER)
    with incident.signed_in(SIGN_IN_NAME) as pretender:
        assert pretender.user.role is Role.HEADTEACHER
        with pytest.raises(Refused, match="cannot open these sealed messages"):
            view_message(pretender, incident.evidence_id)
        assert viewings_of(pretender, incident.evidence_id) == ()


def test_giving_the_headteacher_a_new_password_does_not_open_their_messages(incident: SealedIncident) -> None:
    consented(incident)
    with incident.signed_in(SIGN_IN_NAME) as admin, admin.look() as work:
        head = work.users.named(HEAD)
    assert head is not None
    with incident.signed_in(SIGN_IN_NAME) as admin:
        give_password(admin, head.id, "known to the admin", CHEAP)
    with incident.signed_in(HEAD, "known to the admin") as pretender, pytest.raises(Refused, match="cannot open"):
        view_message(pretender, incident.evidence_id)


def test_sealed_content_moved_to_another_piece_of_evidence_is_not_shown(incident: SealedIncident) -> None:
    consented(incident)
    with incident.signed_in(HEAD) as head:
        other = put_in(head, incident.incident_id)
        with unit_of_work(head.vault.engine, head.user, incident.clock, writing=True) as work:
            work.connection.execute(
                text("UPDATE evidence_chunks SET content = (SELECT content FROM evidence_chunks WHERE evidence_id = :a)"
                     " WHERE evidence_id = :b"),
                {"a": incident.evidence_id, "b": other},
            )  # fmt: skip
            work.commit()
        with pytest.raises(MachineError, match="not the one that was put in"):
            view_message(head, other)


def test_nothing_of_a_sealed_message_is_to_be_found_in_the_folder(incident: SealedIncident) -> None:
    consented(incident)
    with incident.signed_in(HEAD) as head:
        view_message(head, incident.evidence_id)
        sealed = sealed_message(head, incident.evidence_id)
        assert sealed.evidence.has_thumbnail is False
    for path in incident.folder.rglob("*"):
        if path.is_file():
            assert b"sports hall" not in path.read_bytes()


def test_refusals_are_plain_sentences(incident: SealedIncident) -> None:
    with incident.signed_in(HEAD) as head:
        with pytest.raises(HaltonError) as refused:
            view_message(head, incident.evidence_id)
        assert refused.value.message.endswith(".")
        assert "can be printed" in refused.value.advice
