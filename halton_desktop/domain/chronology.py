"""A case told in order of time: one line for everything that happened, newest or oldest first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time

from halton_desktop.domain.evidence import Evidence
from halton_desktop.domain.incident import AdditionKind, Incident
from halton_desktop.domain.incident_letter import LetterOfCase
from halton_desktop.domain.site_ban import BanEvent, SiteBan
from halton_desktop.domain.step import MEANING, Step, StepKind, StepState


@dataclass(frozen=True, slots=True)
class Happening:
    """One line of a timeline. ``on`` is the day it counts for; ``icon`` an office name; ``internal`` stays in-house."""

    on: date
    order: datetime
    title: str
    text: str = ""
    by: str = ""
    icon: str = "info"
    clause: str = ""
    reference: str = ""
    internal: bool = False


def happenings(
    incident: Incident,
    steps: Iterable[Step],
    evidence: Iterable[Evidence] = (),
    letters: Iterable[LetterOfCase] = (),
    bans: Iterable[tuple[SiteBan, tuple[BanEvent, ...]]] = (),
) -> tuple[Happening, ...]:
    """Everything that happened in one case, oldest first."""
    found = [*_of_incident(incident)]
    for step in steps:
        found += _of_step(step, incident)
    for piece in evidence:
        sealed = " (private, sealed)" if piece.private else ""
        found.append(
            Happening(
                local_day(piece.arrived_at),
                piece.arrived_at,
                f"Evidence {piece.label} kept{sealed}",
                piece.origin.description or piece.file_name,
                piece.arrived_by,
                "evidence",
                internal=piece.private,
            )
        )
    for letter in letters:
        when = letter.issued_at or letter.prepared_at
        said = "Letter issued" if letter.issued_at else "Letter prepared, not yet confirmed"
        found.append(
            Happening(
                local_day(when),
                when,
                f"{said}: {letter.title}",
                f"to {letter.addressee}, ref {letter.reference}",
                letter.prepared_by,
                "letter",
            )
        )
    for ban, events in bans:
        for event in events:
            title = f"Site ban of {ban.person}: {event.what}"
            found.append(Happening(event.on, event.at, title, event.note, event.by, "ban", "2.4"))
    reference = incident.reference
    return tuple(sorted((_with_reference(line, reference) for line in found), key=lambda line: (line.on, line.order)))


def _of_incident(incident: Incident) -> list[Happening]:
    facts = incident.facts
    start = datetime.combine(facts.happened_on, facts.happened_time or time.min, tzinfo=UTC)
    recorded = incident.recorded_at or start
    found = [Happening(facts.happened_on, start, "It happened", facts.where, icon="incident")]
    found.append(
        Happening(local_day(recorded), recorded, "Incident recorded", facts.account, incident.recorded_by, icon="note")
    )
    for addition in incident.additions:
        whose = f" of {addition.whose}" if addition.whose else ""
        added = "" if addition.kind is AdditionKind.REOPENED else " added"
        found.append(
            Happening(
                local_day(addition.at),
                addition.at,
                f"{addition.kind.value.capitalize()}{whose}{added}",
                addition.text,
                addition.by,
                "note",
            )
        )
    for person in incident.people:
        if person.identified_on is not None:
            at = datetime.combine(person.identified_on, time.min, tzinfo=UTC)
            text = f"“{person.alias}” is {person.name}: {person.identified_grounds}"
            found.append(Happening(person.identified_on, at, "Author identified", text, icon="parent", clause="2.6"))
    if incident.closed_on is not None and incident.outcome is not None:
        at = datetime.combine(incident.closed_on, time.max, tzinfo=UTC)
        title = f"Case closed: {incident.outcome.value}"
        found.append(Happening(incident.closed_on, at, title, incident.outcome_reason, icon="done"))
    return found


def _of_step(step: Step, incident: Incident) -> list[Happening]:
    meaning = MEANING[step.kind]
    person = next((who.shown for who in incident.people if who.id == step.person_id), "")
    joint = " with " if step.kind in (StepKind.CONTACT, StepKind.MEETING) else ": "
    about = f"{joint}{person}" if person else ""
    planned = step.planned_at or datetime.min.replace(tzinfo=UTC)
    internal = step.kind is StepKind.NOTE
    if step.state is StepState.PLANNED:
        due = f", due {step.due_on:%d/%m/%Y}" if step.due_on else ""
        title = f"{meaning.name} planned{about}{due}"
        on = local_day(planned)
        return [
            Happening(on, planned, title, step.summary, step.owner or step.planned_by, meaning.icon, meaning.clause)
        ]
    if step.state is StepState.CANCELLED:
        title, text = f"{meaning.name} not needed{about}", step.cancelled_reason
        on = step.done_on or local_day(planned)
        return [Happening(on, planned, title, text, step.planned_by, meaning.icon, meaning.clause)]
    on = step.done_on or local_day(planned)
    title = f"{meaning.name}{about}: {step.outcome}" if not internal else "Note"
    order = max(planned, datetime.combine(on, time(12), tzinfo=UTC))
    by = step.owner or step.planned_by
    return [Happening(on, order, title, step.summary, by, meaning.icon, meaning.clause, internal=internal)]


def _with_reference(line: Happening, reference: str) -> Happening:
    return replace(line, reference=reference)


def local_day(moment: datetime) -> date:
    """The day on the office's wall calendar."""
    return moment.astimezone().date()
