"""A case told in order of time: one line for everything that happened, newest or oldest first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time

from halton_desktop.domain.incidents.evidence import Evidence
from halton_desktop.domain.incidents.incident import AdditionKind, Incident, IncidentState, PersonPart
from halton_desktop.domain.incidents.incident_letter import title_of
from halton_desktop.domain.incidents.letter_of_incident import LetterOfIncident
from halton_desktop.domain.incidents.named_by_mistake import is_mistaken, mistaken_parents
from halton_desktop.domain.incidents.site_ban import BanEvent, SiteBan
from halton_desktop.domain.incidents.step import Step, StepState
from halton_desktop.domain.incidents.step_kind import MEANING, StepKind
from halton_desktop.domain.incidents.step_rules import clause_of

PARTS = {PersonPart.AUTHOR: "author", PersonPart.AFFECTED: "affected", PersonPart.REPORTER: "reported it"}
WITHDRAWAL = "undo"
"""The icon of a line that takes something back."""


@dataclass(frozen=True, slots=True)
class Happening:
    """One line of a timeline. ``on`` is the day it counts for; ``icon`` an office name; ``internal`` stays in-house.

    ``struck``: it was about somebody named by mistake, or of a case recorded by mistake; shown struck through, and
    printed nowhere. ``person_id``: the one in the case it was done about, where it was one.
    """

    on: date
    order: datetime
    title: str
    text: str = ""
    by: str = ""
    icon: str = "info"
    clause: str = ""
    reference: str = ""
    internal: bool = False
    struck: bool = False
    part: str = ""
    """In a chronology across cases: what part whoever it is about has in this one."""
    person_id: int | None = None


def happenings(
    incident: Incident,
    steps: Iterable[Step],
    evidence: Iterable[Evidence] = (),
    letters: Iterable[LetterOfIncident] = (),
    bans: Iterable[tuple[SiteBan, tuple[BanEvent, ...]]] = (),
) -> tuple[Happening, ...]:
    """Everything that happened in one case, oldest first."""
    found = [*_of_incident(incident)]
    gone = {person.id for person in incident.withdrawn}
    for step in steps:
        about = step.person_id
        found += [replace(line, struck=about in gone, person_id=about) for line in _of_step(step, incident)]
    for piece in evidence:
        sealed = " (private, sealed)" if piece.private else ""
        found.append(
            Happening(
                local_day(piece.arrived_at),
                piece.arrived_at,
                f"Evidence {piece.label} kept{sealed}",
                piece.told,
                piece.arrived_by,
                "evidence",
                internal=piece.private,
                struck=bool(piece.struck),
            )
        )
    mistaken = mistaken_parents(incident)
    readers = {person.parent_id: person.id for person in incident.authors if person.parent_id is not None}
    for letter in letters:
        reader = readers.get(letter.parent_id or 0)
        found.append(replace(_of_letter(letter), struck=letter.parent_id in mistaken, person_id=reader))
    for ban, events in bans:
        for event in events:
            title, who = f"Site ban of {ban.person}: {event.what}", ban.person_id
            line = Happening(event.on, event.at, title, event.note, event.by, "ban", "2.4", struck=who in gone)
            found.append(replace(line, person_id=who))
    if incident.state is IncidentState.WITHDRAWN:
        found = [replace(line, struck=line.icon != WITHDRAWAL) for line in found]
    reference = incident.reference
    return tuple(sorted((_with_reference(line, reference) for line in found), key=lambda line: (line.on, line.order)))


def with_parts(lines: Iterable[Happening], incident: Incident, parent_ids: Iterable[int]) -> tuple[Happening, ...]:
    """Lines of one case in a chronology of these people: each says whether they are its author, victim or witness."""
    wanted = set(parent_ids)
    theirs = [person for person in incident.people if person.parent_id in wanted]
    several = len({person.parent_id for person in theirs}) > 1 or len(wanted) > 1
    words = [f"{person.shown}: {PARTS[person.part]}" if several else PARTS[person.part] for person in theirs]
    return tuple(replace(line, part=", ".join(dict.fromkeys(words))) for line in lines)


def without_other_authors(
    lines: Iterable[Happening], incident: Incident, parent_ids: Iterable[int]
) -> tuple[Happening, ...]:
    """The lines of a case that belong to some of its people: what was done about another author is the other’s."""
    others = {author.id for author in incident.authors if author.parent_id not in set(parent_ids)}
    return tuple(line for line in lines if line.person_id not in others)


def _of_letter(letter: LetterOfIncident) -> Happening:
    when = letter.issued_at or letter.prepared_at
    said = "Letter issued" if letter.issued_at else "Letter prepared, not yet confirmed"
    to = f"to {letter.addressee}, ref {letter.reference}"
    return Happening(local_day(when), when, f"{said}: {title_of(letter.letter)}", to, letter.prepared_by, "letter")


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
        by_program = addition.kind in (AdditionKind.REOPENED, AdditionKind.WITHDRAWN)
        added = "" if by_program else " added"
        found.append(
            Happening(
                local_day(addition.at),
                addition.at,
                f"{addition.kind.value.capitalize()}{whose}{added}",
                addition.text,
                addition.by,
                WITHDRAWAL if addition.kind is AdditionKind.WITHDRAWN else "note",
                struck=bool(addition.struck) or is_mistaken(incident, addition.whose),
            )
        )
    for person in incident.everybody:
        struck = person.withdrawn_on is not None
        if person.identified_on is not None:
            at = datetime.combine(person.identified_on, time.min, tzinfo=UTC)
            text = f"“{person.alias}” is {person.name}: {person.identified_grounds}"
            line = Happening(person.identified_on, at, "Author identified", text, icon="parent", clause="2.6")
            found.append(replace(line, struck=struck, person_id=person.id))
    for person in incident.withdrawn:
        on = person.withdrawn_on or date.min
        at = datetime.combine(on, time(12), tzinfo=UTC)
        title, why = f"Named by mistake: {person.shown}", person.withdrawn_because
        found.append(Happening(on, at, title, why, person.withdrawn_by, WITHDRAWAL, internal=True))
    if incident.closed_on is not None and incident.outcome is not None:
        at = datetime.combine(incident.closed_on, time.max, tzinfo=UTC)
        title = f"Case closed: {incident.outcome.value}"
        found.append(Happening(incident.closed_on, at, title, incident.outcome_reason, icon="done"))
    return found


def _of_step(step: Step, incident: Incident) -> list[Happening]:
    meaning, clause = MEANING[step.kind], clause_of(step, incident)
    person = next((who.shown for who in incident.everybody if who.id == step.person_id), "")
    joint = " with " if step.kind in (StepKind.CONTACT, StepKind.MEETING, StepKind.OTHERS) else ": "
    about = f"{joint}{person}" if person else ""
    planned = step.planned_at or datetime.min.replace(tzinfo=UTC)
    internal = step.kind is StepKind.NOTE
    if step.state is StepState.PLANNED:
        due = f", due {step.due_on:%d/%m/%Y}" if step.due_on else ""
        title = f"{meaning.name} planned{about}{due}"
        on = local_day(planned)
        return [Happening(on, planned, title, step.summary, step.planned_by, meaning.icon, clause)]
    if step.state is StepState.CANCELLED:
        title, text = f"{meaning.name} not needed{about}", step.cancelled_reason
        on = step.done_on or local_day(planned)
        return [Happening(on, planned, title, text, step.done_by, meaning.icon, clause)]
    on = step.done_on or local_day(planned)
    title = f"{meaning.name}{about}: {step.outcome}" if not internal else "Note"
    order = max(planned, datetime.combine(on, time(12), tzinfo=UTC))
    return [Happening(on, order, title, step.summary, step.done_by, meaning.icon, clause, internal=internal)]


def _with_reference(line: Happening, reference: str) -> Happening:
    return replace(line, reference=reference)


def local_day(moment: datetime) -> date:
    """The day on the office's wall calendar."""
    return moment.astimezone().date()
