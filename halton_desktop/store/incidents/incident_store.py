"""Incidents with their people and flags: kept, read back, and brought up to date for lists and search."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from halton_desktop.domain.acknowledgement import Answer, FormEvent, FormKind, FormState, counting
from halton_desktop.domain.change import RecordKind
from halton_desktop.domain.incidents.incident import (
    Addition,
    AdditionKind,
    ContentFlag,
    FlagAssessment,
    Incident,
    IncidentFacts,
    IncidentPerson,
    IncidentState,
    Outcome,
    PersonKind,
    PersonPart,
    Platform,
    clause_bits,
    flag_bits,
)
from halton_desktop.domain.incidents.step import StepState
from halton_desktop.domain.name import fold
from halton_desktop.domain.parents.parent import Capacity
from halton_desktop.domain.portions import in_portions
from halton_desktop.errors import NotAllowed, NotFound
from halton_desktop.store.incidents.incident_words import words_of_incident
from halton_desktop.store.incidents.known_now import known_now
from halton_desktop.store.incidents.restriction_store import RestrictionStore
from halton_desktop.store.search import SearchIndex
from halton_desktop.store.tables.forms import form_events, forms
from halton_desktop.store.tables.incidents import (
    incident_additions,
    incident_flags,
    incident_people,
    incidents,
    steps,
)
from halton_desktop.store.tables.office import users
from halton_desktop.store.tables.people import parents

LONGEST_SORT = 40


class IncidentStore:
    """Reads and writes cases; the account column is written once, when the incident is added."""

    def __init__(self, connection: Connection, search: SearchIndex) -> None:
        self._connection = connection
        self._search = search

    def get(self, incident_id: int) -> Incident:
        """One incident whole; raises NotFound, NotAllowed for one of which the user may know the number only."""
        for found in self.by_ids([incident_id]):
            return found
        for closed in RestrictionStore(self._connection).shown_outside():
            if closed.incident_id == incident_id:
                raise NotAllowed(f"{closed.reference}: {closed.sentence}")
        raise NotFound("This incident is not in the office file.")

    def by_ids(self, ids: Sequence[int]) -> list[Incident]:
        """Incidents in the order of the ids."""
        found: dict[int, Incident] = {}
        for start in range(0, len(ids), 200):
            found |= self._some(list(ids[start : start + 200]))
        return [found[one] for one in ids if one in found]

    def id_of(self, reference: str) -> int | None:
        """The incident with a reference like "2026-0042"."""
        query = select(incidents.c.id).where(incidents.c.reference == reference.strip())
        return self._connection.execute(query).scalar()

    def add(self, reference: str, facts: IncidentFacts, user_id: int, handler_id: int | None, at: datetime) -> int:
        """Add a case and return its id; people and steps follow, then ``refresh``."""
        result = self._connection.execute(
            insert(incidents).values(
                **facts_fields(facts),
                reference=reference,
                account=facts.account,
                state=IncidentState.OPEN.value,
                waiting_for="",
                handler_id=handler_id,
                outcome_reason="",
                recorded_at=at,
                recorded_by=user_id,
                about="",
                about_sort="",
            )
        )
        incident_id = int(result.lastrowid)
        self._keep_flags(incident_id, facts.flags)
        return incident_id

    def change_facts(self, incident_id: int, facts: IncidentFacts) -> None:
        """Write the facts again, all but the account: that stays as it was first saved."""
        self._connection.execute(update(incidents).where(incidents.c.id == incident_id).values(**facts_fields(facts)))
        self._connection.execute(delete(incident_flags).where(incident_flags.c.incident_id == incident_id))
        self._keep_flags(incident_id, facts.flags)

    def change_incident(self, incident_id: int, **columns: Any) -> None:
        """Write where the case stands: state, waiting_for, handler_id, outcome, outcome_reason, closed_on."""
        self._connection.execute(update(incidents).where(incidents.c.id == incident_id).values(**columns))

    # people

    def add_people(self, incident_id: int, people: Iterable[IncidentPerson]) -> list[int]:
        """Put people into a case and return their ids in order."""
        rows = [{**person_fields(person), "incident_id": incident_id} for person in people]
        if not rows:
            return []
        statement = insert(incident_people).returning(incident_people.c.id, sort_by_parameter_order=True)
        return [int(row.id) for row in self._connection.execute(statement, rows)]

    def change_person(self, person: IncidentPerson) -> None:
        """Write somebody again (an identification, how they were affected)."""
        row = update(incident_people).where(incident_people.c.id == person.id)
        self._connection.execute(row.values(**person_fields(person)))

    def withdraw_person(self, person_id: int, on: date, by: str, because: str) -> None:
        """Say that somebody was named by mistake: from now on they are in the case's own history only."""
        row = update(incident_people).where(incident_people.c.id == person_id)
        self._connection.execute(row.values(withdrawn_on=on, withdrawn_by=by, withdrawn_because=because))

    def edition_acknowledged(self, parent_id: int, day: date) -> int | None:
        """The edition of the code a parent had accepted by a day, the newest of them; None where none."""
        rows = self._connection.execute(
            select(form_events, forms.c.edition_id)
            .join(forms, forms.c.id == form_events.c.form_id)
            .where(forms.c.parent_id == parent_id, forms.c.kind == FormKind.ACKNOWLEDGEMENT.value)
        ).all()
        edition_of = {row.id: row.edition_id for row in rows}
        events = [
            FormEvent(
                id=row.id,
                form_id=row.form_id,
                state=FormState(row.state),
                at=row.at,
                on=row.on,
                user_id=row.user_id,
                answer=Answer(row.answer) if row.answer else None,
                undoes=row.undoes,
            )
            for row in rows
        ]
        accepted = [event for event in counting(events) if event.answer is Answer.ACCEPTED and event.on <= day]
        return max((edition_of[event.id] for event in accepted), default=None)

    # beside the account

    def add_beside(self, incident_id: int, kind: AdditionKind, text: str, whose: str, at: datetime, by: str) -> int:
        """Put words beside the account; neither is ever changed."""
        result = self._connection.execute(
            insert(incident_additions).values(
                incident_id=incident_id, kind=kind.value, text=text, whose=whose, at=at, by=by
            )
        )
        return int(result.lastrowid)

    # lists and search

    def refresh(self, incident_id: int) -> Incident:
        """Bring the columns lists read, and the search index, up to date; call after any change to a case."""
        incident = self.get(incident_id)
        authors = () if incident.state is IncidentState.WITHDRAWN else incident.authors
        first = authors[0] if authors else None
        next_step = self._connection.execute(
            select(steps.c.kind, steps.c.due_on)
            .where(steps.c.incident_id == incident_id, steps.c.state == StepState.PLANNED.value)
            .order_by(steps.c.due_on.is_(None), steps.c.due_on, steps.c.id)
            .limit(1)
        ).first()
        self.change_incident(
            incident_id,
            about="; ".join(person.shown for person in authors),
            about_sort=self._sort_name(first)[:LONGEST_SORT],
            next_step=next_step.kind if next_step else None,
            next_due_on=next_step.due_on if next_step else None,
        )
        self._search.put(RecordKind.INCIDENT, [(incident_id, words_of_incident(self._connection, incident))])
        return incident

    def refresh_named(self, parent_ids: Iterable[int]) -> None:
        """A renamed parent's cases are found, listed and sorted by the new name as well."""
        wanted = list(parent_ids)
        for portion in in_portions(wanted):
            query = select(incident_people.c.incident_id).where(incident_people.c.parent_id.in_(list(portion)))
            for incident_id in sorted(set(self._connection.execute(query).scalars())):
                self.refresh(incident_id)

    def refresh_all(self) -> None:
        """Every case that is there anew, after an update of the program knows more words of it."""
        for incident_id in self._connection.execute(select(incidents.c.id)).scalars().all():
            self.refresh(incident_id)

    def _sort_name(self, person: IncidentPerson | None) -> str:
        if person is None:
            return ""
        if person.parent_id is not None:
            kept = self._connection.execute(
                select(parents.c.sort_name).where(parents.c.id == person.parent_id)
            ).scalar()
            return str(kept or fold(person.name))
        return fold(person.name or person.alias) or "~"

    # machinery

    def _some(self, ids: list[int]) -> dict[int, Incident]:
        people = self._as_known_now(self._grouped(incident_people, ids, _person))
        flags = self._grouped(incident_flags, ids, _flag)
        additions = self._grouped(incident_additions, ids, _addition)
        recorder, handler = users.alias("recorder"), users.alias("handler")
        rows = self._connection.execute(
            select(incidents, recorder.c.name.label("recorder"), handler.c.name.label("handler"))
            .join(recorder, recorder.c.id == incidents.c.recorded_by)
            .join(handler, handler.c.id == incidents.c.handler_id, isouter=True)
            .where(incidents.c.id.in_(ids))
        )
        return {
            row.id: Incident(
                id=row.id,
                reference=row.reference,
                facts=_facts(row, tuple(flags.get(row.id, ()))),
                people=tuple(person for person in people.get(row.id, ()) if person.withdrawn_on is None),
                withdrawn=tuple(person for person in people.get(row.id, ()) if person.withdrawn_on is not None),
                state=IncidentState(row.state),
                handler_id=row.handler_id,
                handler=row.handler or "",
                waiting_for=row.waiting_for,
                outcome=Outcome(row.outcome) if row.outcome else None,
                outcome_reason=row.outcome_reason,
                closed_on=row.closed_on,
                recorded_at=row.recorded_at,
                recorded_by=row.recorder,
                additions=tuple(additions.get(row.id, ())),
            )
            for row in rows
        }

    def _grouped(self, table: Any, ids: list[int], made: Any) -> dict[int, list[Any]]:
        order = table.c.id if "id" in table.c else table.c.flag
        found: dict[int, list[Any]] = {}
        for row in self._connection.execute(select(table).where(table.c.incident_id.in_(ids)).order_by(order)):
            found.setdefault(row.incident_id, []).append(made(row))
        return found

    def _as_known_now(self, people: dict[int, list[IncidentPerson]]) -> dict[int, list[IncidentPerson]]:
        """A renamed parent is told as one person, and two of one name as two."""
        known = known_now(self._connection, (person.parent_id for group in people.values() for person in group))

        def told(person: IncidentPerson) -> IncidentPerson:
            now = known.get(person.parent_id or 0)
            if now is None:
                return person
            renamed = now.name if now.name and fold(now.name) != fold(person.name) else ""
            return replace(person, name_now=renamed, children=now.children)

        return {incident_id: [told(person) for person in group] for incident_id, group in people.items()}

    def _keep_flags(self, incident_id: int, flags: tuple[FlagAssessment, ...]) -> None:
        if flags:
            self._connection.execute(
                insert(incident_flags),
                [
                    {
                        "incident_id": incident_id,
                        "flag": kept.flag.value,
                        "assessed_by": kept.assessed_by,
                        "assessed_on": kept.assessed_on,
                        "note": kept.note,
                    }
                    for kept in {kept.flag: kept for kept in flags}.values()
                ],
            )


def facts_fields(facts: IncidentFacts) -> dict[str, Any]:
    """The facts as columns, without the account and the flags."""
    return {
        "happened_on": facts.happened_on,
        "happened_time": facts.happened_time,
        "reported_on": facts.reported_on,
        "platform": facts.platform.value,
        "other_platform": facts.other_platform,
        "place": facts.place,
        "is_group_chat": facts.is_group_chat,
        "link": facts.link,
        "clauses": list(facts.clauses),
        "legal": list(facts.legal),
        "special_category": facts.special_category,
        "internal": facts.internal,
        "first_clause": facts.clauses[0] if facts.clauses else "",
        "clause_bits": clause_bits(facts.clauses),
        "flag_bits": flag_bits(facts.flags),
    }


def person_fields(person: IncidentPerson) -> dict[str, Any]:
    """Somebody as columns: also what the audit log compares."""
    return {
        "part": person.part.value,
        "kind": person.kind.value,
        "name": person.name,
        "parent_id": person.parent_id,
        "pupil_id": person.pupil_id,
        "alias": person.alias,
        "capacities": sorted(capacity.value for capacity in person.capacities),
        "how": person.how,
        "edition_id": person.edition_id,
        "identified_on": person.identified_on,
        "identified_grounds": person.identified_grounds,
    }


def _facts(row: Any, flags: tuple[FlagAssessment, ...]) -> IncidentFacts:
    return IncidentFacts(
        happened_on=row.happened_on,
        happened_time=row.happened_time,
        reported_on=row.reported_on,
        platform=Platform(row.platform),
        other_platform=row.other_platform,
        place=row.place,
        is_group_chat=row.is_group_chat,
        link=row.link,
        account=row.account,
        clauses=tuple(row.clauses),
        flags=flags,
        legal=tuple(row.legal),
        special_category=row.special_category,
        internal=row.internal,
    )


def _person(row: Any) -> IncidentPerson:
    return IncidentPerson(
        id=row.id,
        part=PersonPart(row.part),
        kind=PersonKind(row.kind),
        name=row.name,
        parent_id=row.parent_id,
        pupil_id=row.pupil_id,
        alias=row.alias,
        capacities=frozenset(Capacity(value) for value in row.capacities),
        how=row.how,
        edition_id=row.edition_id,
        identified_on=row.identified_on,
        identified_grounds=row.identified_grounds,
        withdrawn_on=row.withdrawn_on,
        withdrawn_by=row.withdrawn_by,
        withdrawn_because=row.withdrawn_because,
    )


def _flag(row: Any) -> FlagAssessment:
    return FlagAssessment(ContentFlag(row.flag), row.assessed_by, row.assessed_on, row.note)


def _addition(row: Any) -> Addition:
    return Addition(
        row.id, AdditionKind(row.kind), row.text, row.at, row.by, row.whose, row.struck_because, row.to_look_at
    )
