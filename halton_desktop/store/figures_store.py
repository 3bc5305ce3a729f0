"""Counts for the year's figures, straight from the tables of cases, bans, consents and reviews."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import Connection, and_, or_, select

from halton_desktop.domain.change import RecordKind
from halton_desktop.domain.incidents.incident import (
    BREACHES,
    CONCERN,
    CONCERN_NAME,
    IncidentState,
    Outcome,
    PersonPart,
    Platform,
)
from halton_desktop.domain.incidents.site_ban import NEVER_IMPOSED, BanState
from halton_desktop.domain.incidents.step import StepState
from halton_desktop.domain.incidents.step_kind import ATTEMPTS, MEANING, StepKind
from halton_desktop.domain.review import ReviewState
from halton_desktop.domain.yearly_figures import Period, RawTable
from halton_desktop.store.tables.consents import consents
from halton_desktop.store.tables.incidents import incident_people, incidents, site_ban_events, site_bans, steps
from halton_desktop.store.tables.office import audit_entries
from halton_desktop.store.tables.reviews import reviews

STILL_OPEN = "still open"
WAITING = "asked, not checked yet"
_DAYS = (("the same day", 0), ("the next day", 1), ("2 to 5 days later", 5))
CLOSED, REOPENED = "incident closed", "incident reopened"
"""What the audit log calls it when a case ends and when it is taken up again."""
LATER, NO_CONTACT = "more than 5 days later", "no contact noted"


class FiguresStore:
    """Counts incidents by the day they were reported, and what had become of those by the end of ``day``."""

    def __init__(self, connection: Connection, day: date) -> None:
        self._connection = connection
        self._day = day

    def of_incidents(self, period: Period, today: date) -> tuple[RawTable, ...]:
        """Incidents by clause (several may apply), platform, month that has begun, and outcome."""
        columns = (incidents.c.clauses, incidents.c.platform, incidents.c.reported_on, incidents.c.state)
        query = select(incidents.c.id, *columns, incidents.c.outcome).where(_reported_within(period))
        stood = self._ended_otherwise()
        clauses, platforms, months, outcomes = Counter[str](), Counter[str](), Counter[str](), Counter[str]()
        total = 0
        for incident_id, found, platform, reported_on, state, outcome in self._connection.execute(query):
            total += 1
            ended = outcome if state == IncidentState.CLOSED.value else None
            outcomes[stood.get(incident_id, ended) or STILL_OPEN] += 1
            clauses.update(set(found) or {CONCERN})
            platforms[platform] += 1
            months[f"{reported_on:%m/%Y}"] += 1
        by_clause = [(f"{breach.clause} {breach.name}", clauses[breach.clause]) for breach in BREACHES]
        by_clause.append((CONCERN_NAME, clauses[CONCERN]))
        by_month = [(f"{month:%m/%Y}", months[f"{month:%m/%Y}"]) for month in period.months(today)]
        return (
            RawTable("clause", "Incidents by clause", "incidents", tuple(by_clause), total, additive=False),
            _table("platform", "Incidents by platform", "incidents", [each.value for each in Platform], platforms),
            RawTable("month", "Incidents by month", "incidents", tuple(by_month), total),
            _table(
                "outcome",
                "Incidents by outcome",
                "incidents",
                [*(each.value for each in Outcome), STILL_OPEN],
                outcomes,
            ),
        )

    def days_to_contact(self, period: Period) -> tuple[RawTable, tuple[int, ...]]:
        """How soon the parent or party was first reached (3.2), in calendar days from the report."""
        all_of = select(incidents.c.id, incidents.c.reported_on, incidents.c.clause_bits)
        found = self._connection.execute(all_of.where(_reported_within(period))).all()
        reported = {row.id: row.reported_on for row in found if row.clause_bits}
        whom = or_(steps.c.person_id.is_(None), incident_people.c.part == PersonPart.AUTHOR.value)
        contacts = select(steps.c.incident_id, steps.c.done_on)
        contacts = contacts.join(incident_people, incident_people.c.id == steps.c.person_id, isouter=True)
        query = contacts.where(
            whom,
            incident_people.c.withdrawn_on.is_(None),
            steps.c.kind == StepKind.CONTACT.value,
            steps.c.state == StepState.DONE.value,
            steps.c.outcome.not_in(ATTEMPTS),
            steps.c.done_on <= self._day,
        )
        first: dict[int, int] = {}
        for incident_id, done_on in self._connection.execute(query):
            if incident_id in reported:
                days = max(0, (done_on - reported[incident_id]).days)
                first[incident_id] = min(days, first.get(incident_id, days))
        counted = Counter(_bucket(days) for days in first.values())
        counted[NO_CONTACT] = len(reported) - len(first)
        counted[CONCERN_NAME] = len(found) - len(reported)  # else two totals would tell how many these are
        labels = [*(label for label, _ in _DAYS), LATER, NO_CONTACT, CONCERN_NAME]
        table = _table("contact", "First contact with the parent or party", "incidents", labels, counted)
        return table, tuple(first.values())

    def removals(self, period: Period) -> RawTable:
        """What became of the requests to take something down (2.7)."""
        done = and_(steps.c.state == StepState.DONE.value, steps.c.done_on <= self._day)
        query = (
            select(done.label("done"), steps.c.outcome)
            .join(incidents, incidents.c.id == steps.c.incident_id)
            .where(
                _reported_within(period),
                steps.c.kind == StepKind.REMOVAL.value,
                steps.c.state != StepState.CANCELLED.value,
                steps.c.planned_at <= _end_of(self._day),
            )
        )
        counted = Counter(outcome if is_done else WAITING for is_done, outcome in self._connection.execute(query))
        labels = [*MEANING[StepKind.REMOVAL].outcomes, WAITING]
        return _table("removals", "Removal requests", "requests", labels, counted)

    def bans(self, period: Period) -> RawTable:
        """Site bans that began in the period (2.4), by where they stand."""
        labels = [state.value for state in BanState if state not in NEVER_IMPOSED]
        query = (
            select(site_bans.c.id, site_bans.c.state)
            .join(incidents, incidents.c.id == site_bans.c.incident_id)
            .join(incident_people, incident_people.c.id == site_bans.c.person_id)
            .where(
                _within(site_bans.c.from_on, period),
                site_bans.c.state.in_(labels),
                incidents.c.state != IncidentState.WITHDRAWN.value,
                incident_people.c.withdrawn_on.is_(None),
            )
        )
        stood = self._stood_as()
        counted = Counter(stood.get(ban_id, state) for ban_id, state in self._connection.execute(query))
        return _table("bans", "Site bans", "bans", labels, counted)

    def consent_ids(self, period: Period) -> list[int]:
        """The consents to view messages asked for in the period (3.5), by the days of the office's own calendar."""
        query = select(consents.c.id).where(
            consents.c.asked_at >= datetime.combine(period.first, time.min).astimezone(),
            consents.c.asked_at <= _end_of(period.last),
        )
        return list(self._connection.execute(query).scalars())

    def reviews_held(self, period: Period) -> int:
        """Finished reviews of the code (4.1)."""
        query = select(reviews.c.id).where(
            _within(reviews.c.held_on, period), reviews.c.state == ReviewState.FINISHED.value
        )
        return len(self._connection.execute(query).all())

    def _ended_otherwise(self) -> dict[int, str | None]:
        """The outcome at the end of the day (None: open) of each case that was closed or taken up again since."""
        entry, ways = audit_entries.c, (CLOSED, REOPENED)
        of_incidents = (entry.noun == RecordKind.INCIDENT.value, entry.action.in_(ways))
        since = select(entry.record_id).where(*of_incidents, entry.at > _end_of(self._day))
        query = select(entry.record_id, entry.action, entry.at, entry.new)
        query = query.where(*of_incidents, entry.record_id.in_(since)).order_by(entry.id)
        found: dict[int, str | None] = {}
        for incident_id, action, at, new in self._connection.execute(query):
            before = found.setdefault(incident_id, None)
            by_then = at <= _end_of(self._day)
            found[incident_id] = (json.loads(new)["outcome"] if action == CLOSED else None) if by_then else before
        return found

    def _stood_as(self) -> dict[int, str]:
        """Where each ban stood at the end of the day by its decisions; one imposed since, as it was imposed."""
        event, states = site_ban_events.c, [state.value for state in BanState if state not in NEVER_IMPOSED]
        query = select(event.ban_id, event.what, event.on).where(event.what.in_(states)).order_by(event.id)
        found: dict[int, str] = {}
        for ban_id, what, on in self._connection.execute(query):
            if on <= self._day or ban_id not in found:
                found[ban_id] = what
        return found


def _end_of(day: date) -> datetime:
    """The last moment of a day by the office's own calendar."""
    return datetime.combine(day, time.max).astimezone()


def _within(column: Any, period: Period) -> Any:
    return column.between(period.first, period.last)


def _reported_within(period: Period) -> Any:
    """Of the cases reported in a period, those that were not recorded by mistake."""
    return _within(incidents.c.reported_on, period) & (incidents.c.state != IncidentState.WITHDRAWN.value)


def _table(key: str, title: str, unit: str, labels: Sequence[str], counted: Counter[str]) -> RawTable:
    """A table with every label, also those nothing was counted under; what has another name is put at its end."""
    names = [*labels, *(name for name in counted if name not in labels)]
    return RawTable(key, title, unit, tuple((name, counted[name]) for name in names), counted.total())


def _bucket(days: int) -> str:
    return next((label for label, most in _DAYS if days <= most), LATER)
