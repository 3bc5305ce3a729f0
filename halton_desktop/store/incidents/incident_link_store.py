"""Which cases belong together: tied by hand, of the same person, or in the same place."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection, delete, insert, or_, select, update

from halton_desktop.domain.acknowledgement import FormState
from halton_desktop.domain.incidents.incident import Incident, IncidentState, PersonPart
from halton_desktop.domain.incidents.step import StepState
from halton_desktop.domain.incidents.step_kind import StepKind
from halton_desktop.store.closed_incidents import whole
from halton_desktop.store.one_record import put_in_place
from halton_desktop.store.tables.consents import consents, sealed_items
from halton_desktop.store.tables.forms import forms
from halton_desktop.store.tables.incidents import evidence, incident_links, incident_people, incidents, steps

ONE_PERSON_TWICE = "There were two entries of one person."
"""Why a step or a form that was there twice is there once."""


class IncidentLinkStore:
    """Ties between cases, and what looks related."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def ids_of_parents(self, parent_ids: Sequence[int]) -> list[int]:
        """Every incident these parents have a part in, newest first; not one they were named in by mistake."""
        return self._ids_of(incident_people.c.parent_id, parent_ids)

    def ids_of_pupils(self, pupil_ids: Sequence[int]) -> list[int]:
        """The same of pupils."""
        return self._ids_of(incident_people.c.pupil_id, pupil_ids)

    def _ids_of(self, column: Any, ids: Sequence[int]) -> list[int]:
        query = (
            select(incident_people.c.incident_id)
            .join(incidents, incidents.c.id == incident_people.c.incident_id)
            .where(
                column.in_(list(ids)),
                incident_people.c.withdrawn_on.is_(None),
                incidents.c.state != IncidentState.WITHDRAWN.value,
            )
        )
        return sorted(set(self._connection.execute(query).scalars()), reverse=True)

    def ids_naming(self, parent_id: int) -> list[int]:
        """Every incident in whose history a parent is named, by mistake or not."""
        query = select(incident_people.c.incident_id).where(incident_people.c.parent_id == parent_id)
        return sorted(set(self._connection.execute(query).scalars()))

    def speak_of(self, parent_id: int) -> bool:
        """Whether a case that was not withdrawn, its evidence or its consents need this entry; closed ones too."""
        person, incident, piece = whole(incident_people), whole(incidents), whole(evidence)
        item, consent, form = whole(sealed_items), whole(consents), whole(forms)
        alive = incident.c.state != IncidentState.WITHDRAWN.value
        named = select(person.c.id).join(incident, incident.c.id == person.c.incident_id).where(alive)
        shown = select(piece.c.id).join(item, item.c.evidence_id == piece.c.id)
        asked = select(consent.c.id).join(form, form.c.id == consent.c.form_id)
        ways = (
            named.where(person.c.parent_id == parent_id, person.c.withdrawn_on.is_(None)),
            shown.join(incident, incident.c.id == piece.c.incident_id).where(alive, item.c.from_parent_id == parent_id),
            asked.where(form.c.parent_id == parent_id, form.c.state != FormState.TAKEN_BACK.value),
        )
        return any(self._connection.execute(query.limit(1)).first() is not None for query in ways)

    def against_themselves(self, one: int, other: int) -> list[int]:
        """Every incident, closed ones too, that one of two parents did and by which the other is affected."""
        parts = {PersonPart.AUTHOR.value, PersonPart.AFFECTED.value}
        return [pair.incident_id for pair in self._both(one, other) if {pair.part, pair.its} == parts]

    def name_instead(self, goes: int, stays: int, on: date, by: str) -> None:
        """Where both of two parents who are one have the same part in a case, one of the two names is left.

        What was planned with either is planned once.
        """
        for pair in self._both(goes, stays):
            if pair.part == pair.its:
                put_in_place(self._connection, incident_people, pair.doubled, pair.kept)
                self._plan_once(pair.kept, on, by)

    def _both(self, one: int, other: int) -> Sequence[Any]:
        person, its = whole(incident_people).alias(), whole(incident_people).alias()
        query = (
            select(person.c.incident_id, person.c.part, its.c.part.label("its"))
            .add_columns(person.c.id.label("doubled"), its.c.id.label("kept"))
            .join(its, its.c.incident_id == person.c.incident_id)
            .where(person.c.parent_id == one, its.c.parent_id == other)
            .where(person.c.withdrawn_on.is_(None), its.c.withdrawn_on.is_(None))
        )
        return self._connection.execute(query).all()

    def _plan_once(self, person_id: int, on: date, by: str) -> None:
        step = whole(steps)
        planned = select(step.c.id, step.c.kind).where(
            step.c.person_id == person_id,
            step.c.state == StepState.PLANNED.value,
            step.c.kind.in_([StepKind.CONTACT.value, StepKind.COMPLAINTS.value]),
        )
        first: dict[str, int] = {}
        for row in self._connection.execute(planned.order_by(step.c.due_on, step.c.id)).all():
            if first.setdefault(row.kind, row.id) != row.id:
                ended = {"state": StepState.CANCELLED.value, "cancelled_reason": ONE_PERSON_TWICE}
                again = update(steps).where(steps.c.id == row.id)
                self._connection.execute(again.values(**ended, done_on=on, done_by=by))

    def ids_in_same_place(self, incident: Incident) -> list[int]:
        """Other incidents on the same platform and page, group or link, newest first."""
        same = []
        if incident.facts.place:
            same.append(incidents.c.place == incident.facts.place)
        if incident.facts.link:
            same.append(incidents.c.link == incident.facts.link)
        if not same:
            return []
        query = select(incidents.c.id).where(
            incidents.c.platform == incident.facts.platform.value,
            incidents.c.id != incident.id,
            incidents.c.state != IncidentState.WITHDRAWN.value,
            or_(*same),
        )
        return list(self._connection.execute(query.order_by(incidents.c.id.desc()).limit(50)).scalars())

    def link(self, one: int, other: int, why: str) -> None:
        """Tie two incidents together."""
        first, second = sorted((one, other))
        self.unlink(one, other)
        self._connection.execute(insert(incident_links).values(first_id=first, second_id=second, why=why))

    def unlink(self, one: int, other: int) -> None:
        """Untie them."""
        first, second = sorted((one, other))
        both = (incident_links.c.first_id == first) & (incident_links.c.second_id == second)
        self._connection.execute(delete(incident_links).where(both))

    def linked(self, incident_id: int) -> list[tuple[int, str]]:
        """(id of the other incident, why) of every tie."""
        rows = self._connection.execute(
            select(incident_links).where(
                or_(incident_links.c.first_id == incident_id, incident_links.c.second_id == incident_id)
            )
        )
        return [(row.second_id if row.first_id == incident_id else row.first_id, row.why) for row in rows]
