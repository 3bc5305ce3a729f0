"""View a sealed message: only for a headteacher, only under a consent that covers it, and recorded before it shows."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace

from halton_desktop.domain.change import RecordKind
from halton_desktop.domain.consent import (
    Chat,
    Consent,
    SealedItem,
    Viewer,
    Viewing,
    Withdrawal,
    checked_chat,
    covering,
    still_missing,
)
from halton_desktop.domain.incidents.evidence import Custody, Evidence
from halton_desktop.domain.name import same_person
from halton_desktop.domain.permission import Permission, Role
from halton_desktop.errors import InvalidInput, OurBug, Refused
from halton_desktop.services.administration.seal_messages import message_private_key
from halton_desktop.services.consent_forms.ask_consent import chat_of
from halton_desktop.services.incident_decider import deciding, may_decide_in
from halton_desktop.services.session import OfficeSession
from halton_desktop.store import sealing
from halton_desktop.store.unit_of_work import UnitOfWork, differing


class ConsentMissing(Refused):
    """Nothing covers the message; ``missing`` holds what is missing, sentence by sentence."""

    def __init__(self, item: SealedItem, missing: tuple[str, ...]) -> None:
        super().__init__(
            " ".join(missing),
            "A consent form for exactly this chat and time can be printed from the incident.",
            clause="3.5",
        )
        self.item = item
        self.missing = missing


@dataclass(frozen=True, slots=True)
class SealedMessage:
    """What can be known of a sealed piece of evidence without opening it.

    ``missing`` () means it may be viewed, under the consent ``covered_by``.
    """

    evidence: Evidence
    item: SealedItem
    consents: tuple[Consent, ...]
    missing: tuple[str, ...]
    viewings: tuple[Viewing, ...]
    covered_by: Consent | None = None


@dataclass(frozen=True, slots=True)
class OpenedMessage:
    """The content of a message as it was put in, and the consent under which it was opened."""

    evidence: Evidence
    content: bytes
    consent: Consent
    viewing_id: int


def sealed_messages(session: OfficeSession, incident_id: int) -> tuple[SealedMessage, ...]:
    """The sealed evidence of a case, each with what is still missing before it may be viewed."""
    with session.look() as work:
        pieces = [piece for piece in work.incidents.evidence.of_incident(incident_id) if piece.private]
        return tuple(_described(session, work, piece) for piece in pieces)


def sealed_message(session: OfficeSession, evidence_id: int) -> SealedMessage:
    """One sealed piece of evidence. Raises NotFound, Refused where it is not sealed."""
    with session.look() as work:
        return _described(session, work, _private_piece(work, evidence_id))


def describe_message(session: OfficeSession, evidence_id: int, chat: Chat, from_parent_id: int | None = None) -> None:
    """Say which chat and days a sealed piece shows and whose account it comes from. Raises InvalidInput."""
    checked_chat(chat, session.today)
    with session.change(Permission.RECORD_INCIDENTS) as work:
        piece = _private_piece(work, evidence_id)
        if work.consents.viewings(evidence_id=evidence_id):
            raise Refused(
                f"{piece.label} has been viewed already; what it shows can no longer be described differently.",
                clause="3.5",
            )
        if from_parent_id is not None:
            work.parents.parent(from_parent_id)
        before = _item(work, piece)
        work.consents.describe(SealedItem(evidence_id, 0, chat, from_parent_id), work.now, session.user.name)
        old = {"chat": before.chat.sentence, "from_parent": before.from_parent_id}
        new = {"chat": chat.sentence, "from_parent": from_parent_id}
        work.record("sealed message described", RecordKind.EVIDENCE, evidence_id, *differing(old, new))
        work.touch(RecordKind.INCIDENT, piece.incident_id or 0)
        work.commit()


def view_message(session: OfficeSession, evidence_id: int) -> OpenedMessage:
    """Open a sealed message. Consent, viewer and time are recorded and committed before anything is decrypted.

    Raises NotAllowed for anybody but a headteacher, or who decides this case in their place, ConsentMissing saying
    precisely what is missing, Refused where they have not been let in, MachineError where the content is damaged.
    """
    with deciding(
        session, Permission.VIEW_PRIVATE_MESSAGES, lambda w: w.incidents.evidence.get(evidence_id).incident_id
    ) as work:
        piece = _private_piece(work, evidence_id)
        consent = _covering(session, work, piece)
        chunks = [content for _sealed, content in work.incidents.evidence.stored_chunks(evidence_id)]
        key = message_private_key(session, work, sealing.generation_of(chunks[0] if chunks else b""))
        bound = sealing.SealedTo(work.message_keys.office_id, evidence_id)
        viewing_id = work.consents.record_viewing(evidence_id, consent.id, session.user.id, session.user.name, work.now)
        note = f"under consent {consent.reference}"
        work.incidents.evidence.handled(evidence_id, Custody.VIEWED, work.now, session.user.name, note)
        work.record("private message viewed", RecordKind.EVIDENCE, evidence_id, new={"consent": consent.reference})
        work.touch(RecordKind.CONSENT, consent.id)
        work.touch(RecordKind.FORM, consent.form_id)
        work.touch(RecordKind.INCIDENT, piece.incident_id or 0)
        work.commit()
        if not work.committed:
            raise OurBug("A viewing was not recorded, so nothing may be shown.")
    content = b"".join(sealing.unseal(chunks, key, bound))
    if len(content) != piece.size or hashlib.sha256(content).hexdigest() != piece.sha256:
        raise sealing.damaged()
    return OpenedMessage(piece, content, consent, viewing_id)


def viewings_of(session: OfficeSession, evidence_id: int) -> tuple[Viewing, ...]:
    """Every viewing of a piece of evidence, oldest first."""
    with session.look() as work:
        return tuple(work.consents.viewings(evidence_id=evidence_id))


def _covering(session: OfficeSession, work: UnitOfWork, piece: Evidence) -> Consent:
    item = _item(work, piece)
    consents, withdrawals = _consents(work, item)
    asked = (item, session.today, _viewer(session, work), withdrawals)
    consent = covering(consents, *asked)
    if consent is None:
        raise ConsentMissing(item, still_missing(consents, *asked))
    return consent


def _described(session: OfficeSession, work: UnitOfWork, piece: Evidence) -> SealedMessage:
    item = _item(work, piece)
    consents, withdrawals = _consents(work, item)
    may = may_decide_in(session, work, Permission.VIEW_PRIVATE_MESSAGES, item.incident_id)
    asked = (item, session.today, _viewer(session, work) if may else None, withdrawals)
    return SealedMessage(
        evidence=piece,
        item=item,
        consents=consents,
        missing=still_missing(consents, *asked),
        viewings=tuple(work.consents.viewings(evidence_id=piece.id)),
        covered_by=covering(consents, *asked),
    )


def _consents(work: UnitOfWork, item: SealedItem) -> tuple[tuple[Consent, ...], tuple[Withdrawal, ...]]:
    """What was asked for in the case, and whatever those people withdrew, in this case or any other."""
    consents = tuple(work.consents.of_incident(item.incident_id))
    return consents, tuple(work.consents.withdrawals({consent.parent_id for consent in consents}))


def _viewer(session: OfficeSession, work: UnitOfWork) -> Viewer:
    head, name = work.office.school().headteacher, session.user.name
    return Viewer(name, heads=same_person(head, name) if head else session.user.role is Role.HEADTEACHER)


def _item(work: UnitOfWork, piece: Evidence) -> SealedItem:
    """What a sealed piece shows: as described, else what its incident suggests."""
    if piece.incident_id is None:
        raise Refused("This evidence belongs to an incident that is still being typed.", "Save the incident first.")
    incident = work.incidents.records.get(piece.incident_id)
    parties = frozenset(person.parent_id for person in incident.people if person.parent_id is not None)
    kept = work.consents.item(piece.id)
    if kept is not None:
        return replace(kept, incident_id=piece.incident_id, parties=parties)
    return SealedItem(piece.id, piece.incident_id, chat_of(incident), described=False, parties=parties)


def _private_piece(work: UnitOfWork, evidence_id: int) -> Evidence:
    piece = work.incidents.evidence.get(evidence_id)
    if not piece.private:
        raise InvalidInput("evidence", f"{piece.label} is not a private message; it opens like any other evidence.")
    return piece
