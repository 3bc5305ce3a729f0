"""By which words a case is found: any word typed into it, whoever typed it where; sealed pieces say nothing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, select

from halton_desktop.domain.incidents.incident import LEGAL_REFERENCES, Incident, IncidentState
from halton_desktop.domain.incidents.named_by_mistake import is_mistaken, mistaken_parents
from halton_desktop.store.tables.incidents import (
    evidence,
    incident_letters,
    site_ban_events,
    site_bans,
    steps,
)
from halton_desktop.store.tables.people import parents, pupils

_LAWS = {law.key: law.name for law in LEGAL_REFERENCES}


def words_of_incident(connection: Connection, incident: Incident) -> str:
    """Everything a case is found by; one recorded by mistake by its number alone."""
    if incident.state is IncidentState.WITHDRAWN:
        return incident.reference
    parts = [*_of_facts(incident), *_of_people(connection, incident), *_of_additions(incident)]
    parts += [*_of_steps(connection, incident), *_of_bans(connection, incident)]
    parts += [*_of_evidence(connection, incident), *_of_letters(connection, incident)]
    return " ".join(part for part in parts if part)


def _of_facts(incident: Incident) -> Iterator[str]:
    facts = incident.facts
    yield from (incident.reference, facts.account, facts.place, facts.link, facts.platform.value, facts.other_platform)
    yield from (facts.internal, facts.special_category, incident.waiting_for, incident.outcome_reason)
    yield incident.outcome.value if incident.outcome else ""
    yield from (_LAWS.get(key, key) for key in facts.legal)
    for flag in facts.flags:
        yield from (flag.flag.value, flag.assessed_by, flag.note)


def _of_people(connection: Connection, incident: Incident) -> Iterator[str]:
    """As they were called then, and as the register calls them now."""
    for person in incident.people:
        yield from (person.name, person.alias, person.how, person.identified_grounds)
    for table, ids in (
        (parents, [person.parent_id for person in incident.people if person.parent_id is not None]),
        (pupils, [person.pupil_id for person in incident.people if person.pupil_id is not None]),
    ):
        for row in connection.execute(select(table.c.forename, table.c.surname).where(table.c.id.in_(ids))):
            yield from (row.forename, row.surname)


def _of_additions(incident: Incident) -> Iterator[str]:
    for one in incident.additions:
        if not is_mistaken(incident, one.whose):
            yield from (one.text, one.whose)


def _of_steps(connection: Connection, incident: Incident) -> Iterator[str]:
    gone = {person.id for person in incident.withdrawn}
    for row in _rows(connection, steps, incident):
        if row.person_id not in gone:
            yield from (*map(str, row.details.values()), row.outcome, row.cancelled_reason)


def _of_bans(connection: Connection, incident: Incident) -> Iterator[str]:
    gone = {person.id for person in incident.withdrawn}
    for row in _rows(connection, site_bans, incident):
        if row.person_id in gone:
            continue
        yield from (row.reason, row.risk_on_premises, row.representations, row.collection, row.meetings, row.decided_by)
        events = select(site_ban_events.c.note).where(site_ban_events.c.ban_id == row.id)
        yield from connection.execute(events).scalars()


def _of_evidence(connection: Connection, incident: Incident) -> Iterator[str]:
    for row in _rows(connection, evidence, incident):
        if not row.private:
            yield from (row.file_name, row.description, row.captured_by, row.captured_from)


def _of_letters(connection: Connection, incident: Incident) -> Iterator[str]:
    mistaken = mistaken_parents(incident)
    own = select(incident_letters.c.reference, incident_letters.c.parent_id)
    for row in connection.execute(own.where(incident_letters.c.incident_id == incident.id)):
        if row.parent_id not in mistaken:
            yield row.reference


def _rows(connection: Connection, table: Any, incident: Incident) -> list[Any]:
    columns = [column for column in table.c if column.name not in ("thumbnail", "pdf")]
    return list(connection.execute(select(*columns).where(table.c.incident_id == incident.id)))
