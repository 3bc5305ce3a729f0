"""Consents to view messages, what sealed items show, and every viewing."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, func, insert, or_, select, update
from sqlalchemy.dialects.sqlite import insert as upsert

from halton_desktop.domain.acknowledgement import FormState
from halton_desktop.domain.consent import Chat, Consent, SealedItem, Viewing, Withdrawal
from halton_desktop.errors import NotFound
from halton_desktop.store.closed_incidents import whole
from halton_desktop.store.form_store import form_from
from halton_desktop.store.tables.consents import consents, message_viewings, sealed_items
from halton_desktop.store.tables.forms import form_events, forms
from halton_desktop.store.tables.incidents import evidence, evidence_chunks

_OF_FORM = [column for column in forms.c if column.name != "id"]

_THERE = forms.c.state != FormState.TAKEN_BACK.value
_UNDONE = select(form_events.c.undoes).where(form_events.c.undoes.is_not(None)).scalar_subquery()
_LAST_ENTRY = (
    select(func.max(form_events.c.id))
    .where(form_events.c.form_id == forms.c.id, form_events.c.undoes.is_(None), form_events.c.id.not_in(_UNDONE))
    .scalar_subquery()
)


class ConsentStore:
    """Reads and writes consents; where one stands is told by its form."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, form_id: int, incident_id: int, chat: Chat, **columns: Any) -> int:
        """Add what a consent form names (columns of ``consents``) and return its id."""
        values = {"form_id": form_id, "incident_id": incident_id, **_chat_columns(chat, "chat"), **columns}
        return int(self._connection.execute(insert(consents).values(countersigned_by="", **values)).lastrowid)

    def get(self, consent_id: int) -> Consent:
        """One consent; raises NotFound."""
        for consent in self._consents(consents.c.id == consent_id):
            return consent
        raise NotFound("This consent is no longer in the office file.")

    def of_form(self, form_id: int) -> Consent | None:
        """What a form of the register asks consent for; None for an acknowledgement."""
        return next(iter(self._consents(consents.c.form_id == form_id)), None)

    def of_forms(self, form_ids: Sequence[int]) -> dict[int, Consent]:
        """The consents among these forms, by form."""
        return {consent.form_id: consent for consent in self._consents(consents.c.form_id.in_(form_ids))}

    def of_incident(self, incident_id: int) -> list[Consent]:
        """The consents asked for in a case, oldest first; none that was taken back."""
        return self._consents(consents.c.incident_id == incident_id, _THERE)

    def all(self) -> list[Consent]:
        """Every consent ever asked for, oldest first; none that was taken back."""
        return self._consents(_THERE)

    def withdrawals(self, parent_ids: Collection[int]) -> list[Withdrawal]:
        """Everything these parents took back and nobody undid, in cases closed to the user too."""
        named, form, entry = whole(consents), whole(forms), whole(form_events)
        undone = select(entry.c.undoes).where(entry.c.undoes.is_not(None))
        rows = self._connection.execute(
            select(named, form.c.parent_id, entry.c.on, entry.c.id.label("entry"))
            .join(form, form.c.id == named.c.form_id)
            .join(entry, entry.c.form_id == form.c.id)
            .where(entry.c.state == FormState.WITHDRAWN.value, form.c.parent_id.in_(list(parent_ids)))
            .where(entry.c.undoes.is_(None), entry.c.id.not_in(undone))
        )
        return [Withdrawal(row.parent_id, _chat(row), row.on, row.entry) for row in rows]

    def countersign(self, consent_id: int, on: date | None, by: str) -> None:
        """Write when the headteacher signed, or that they have not."""
        self._connection.execute(
            update(consents).where(consents.c.id == consent_id).values(countersigned_on=on, countersigned_by=by)
        )

    # sealed items and viewings

    def item(self, evidence_id: int) -> SealedItem | None:
        """What a sealed piece of evidence shows, as somebody described it; None where nobody has.

        ``incident_id`` is 0 here: the evidence itself knows its incident.
        """
        row = self._connection.execute(select(sealed_items).where(sealed_items.c.evidence_id == evidence_id)).first()
        if row is None:
            return None
        return SealedItem(evidence_id, 0, _chat(row), row.from_parent_id)

    def describe(self, item: SealedItem, at: datetime, by: str) -> None:
        """Write what a sealed piece of evidence shows, the first time or again."""
        values = _chat_columns(item.chat, "chat") | {
            "from_parent_id": item.from_parent_id, "described_at": at, "described_by": by,
        }  # fmt: skip
        statement = upsert(sealed_items).values(evidence_id=item.evidence_id, **values)
        self._connection.execute(
            statement.on_conflict_do_update(index_elements=[sealed_items.c.evidence_id], set_=values)
        )

    def record_viewing(self, evidence_id: int, consent_id: int, user_id: int, user_name: str, at: datetime) -> int:
        """Write down a viewing; it can never be altered or removed."""
        values = {"evidence_id": evidence_id, "consent_id": consent_id, "user_id": user_id, "user_name": user_name}
        return int(self._connection.execute(insert(message_viewings).values(**values, at=at)).lastrowid)

    def viewings(self, *, evidence_id: int | None = None, consent_id: int | None = None) -> list[Viewing]:
        """Viewings of a piece of evidence, or under a consent, oldest first."""
        query = select(message_viewings).order_by(message_viewings.c.id)
        if evidence_id is not None:
            query = query.where(message_viewings.c.evidence_id == evidence_id)
        if consent_id is not None:
            query = query.where(message_viewings.c.consent_id == consent_id)
        rows = self._connection.execute(query)
        return [Viewing(row.id, row.evidence_id, row.consent_id, row.user_name, row.at) for row in rows]

    def findings(self) -> Iterator[str]:
        """Viewings without a consent of the same case, private evidence stored open, sealed evidence marked open."""
        viewings = self._connection.execute(
            select(message_viewings.c.id)
            .join(evidence, evidence.c.id == message_viewings.c.evidence_id)
            .join(consents, consents.c.id == message_viewings.c.consent_id)
            .where(or_(~evidence.c.private, evidence.c.incident_id != consents.c.incident_id))
        ).scalars()
        for viewing in viewings:
            yield f"Viewing {viewing} of a private message belongs to no consent of its case."
        mixed = self._connection.execute(
            select(evidence_chunks.c.evidence_id)
            .join(evidence, evidence.c.id == evidence_chunks.c.evidence_id)
            .where(evidence.c.private != evidence_chunks.c.sealed)
            .distinct()
        ).scalars()
        for evidence_id in mixed:
            yield f"Evidence {evidence_id} is not stored the way it is marked: sealed where private, open otherwise."

    def _consents(self, *where: Any) -> list[Consent]:
        query = select(consents, *_OF_FORM, _LAST_ENTRY.label("entry"))
        query = query.join(forms, forms.c.id == consents.c.form_id).where(*where)
        return [_consent(row) for row in self._connection.execute(query.order_by(consents.c.id))]


def _chat_columns(chat: Chat, name: str) -> dict[str, Any]:
    return {"platform": chat.platform, name: chat.name, "first_on": chat.first_on, "last_on": chat.last_on}


def _chat(row: Any) -> Chat:
    return Chat(row.platform, row.chat, row.first_on, row.last_on)


def _consent(row: Any) -> Consent:
    form = form_from(row)
    return Consent(
        id=row.id,
        form_id=row.form_id,
        reference=form.reference,
        incident_id=row.incident_id,
        parent_id=form.parent_id,
        parent_name=form.parent_name,
        chat=_chat(row),
        purpose=row.purpose,
        copies_kept=bool(row.copies_kept),
        viewers=row.viewers,
        valid_until=row.valid_until,
        status=form.status,
        countersigned_on=row.countersigned_on,
        countersigned_by=row.countersigned_by,
        entry=row.entry or 0,
    )
