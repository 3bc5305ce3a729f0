"""The case file: one incident whole, for the folder, for a hearing, or for somebody's access request."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from halton_desktop.domain.incidents.evidence import human_size
from halton_desktop.domain.incidents.incident import BREACH_OF, LEGAL_REFERENCES, PersonKind, PersonPart
from halton_desktop.domain.incidents.incident_letter import title_of
from halton_desktop.domain.incidents.step import StepState, day_of
from halton_desktop.domain.incidents.step_kind import MEANING, FieldKind
from halton_desktop.domain.incidents.step_rules import clause_of
from halton_desktop.domain.name import joined
from halton_desktop.letters.running_pages import RunningPages, in_two

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from halton_desktop.domain.incidents.case_file import LeaveOut
    from halton_desktop.domain.incidents.chronology import Happening
    from halton_desktop.domain.incidents.evidence import Evidence
    from halton_desktop.domain.incidents.incident import Incident, IncidentPerson
    from halton_desktop.domain.incidents.letter_of_incident import LetterOfIncident
    from halton_desktop.domain.incidents.restriction import Restriction
    from halton_desktop.domain.incidents.site_ban import BanEvent, SiteBan
    from halton_desktop.domain.incidents.step import Step
    from halton_desktop.letters.fonts import Typefaces

CONFIDENTIAL = "Confidential"
ONLY_PAGES = "The words of this letter are kept as printed pages only; print it from the case."


@dataclass(frozen=True, slots=True)
class IncidentFile:
    """Everything printed, already prepared: what is left out is gone.

    ``editions`` names editions by id; ``texts`` holds the words of letters by the letter's id.
    """

    school: str
    incident: Incident
    steps: tuple[Step, ...]
    evidence: tuple[Evidence, ...]
    letters: tuple[LetterOfIncident, ...]
    timeline: tuple[Happening, ...]
    editions: dict[int, str]
    left_out: LeaveOut
    bans: tuple[tuple[SiteBan, tuple[BanEvent, ...]], ...] = ()
    texts: Mapping[int, str] = field(default_factory=dict)
    restriction: Restriction | None = None


def print_case_file(
    file: IncidentFile, written_on: date, typefaces: Typefaces, wording: Callable[[str], str] = str
) -> bytes:
    """One PDF; ``wording`` gives everything typed as it may be printed."""
    incident = file.incident
    pages = RunningPages(
        typefaces,
        title=f"Case file {incident.reference}",
        school=file.school,
        written_on=written_on,
        confidential=CONFIDENTIAL,
        wording=wording,
    )
    pages.title(f"Case file {incident.reference}", incident.title)
    _standing(pages, file)
    pages.heading("What happened")
    pages.paragraph(incident.facts.account)
    for addition in incident.additions:
        whose = f" of {addition.whose}" if addition.whose else ""
        when = f"{addition.at.astimezone():%d/%m/%Y %H:%M}"
        pages.paragraph(f"{addition.kind.value.capitalize()}{whose}, {addition.by}, {when}", muted=True)
        pages.paragraph(addition.text)
    _people(pages, file)
    _steps(pages, file)
    _bans(pages, file)
    _papers(pages, file)
    pages.heading("Chronology")
    for line in file.timeline:
        pages.dated(f"{line.on:%d/%m/%Y}", line.title, line.text, line.by)
    return pages.finish()


def _standing(pages: RunningPages, file: IncidentFile) -> None:
    incident, facts = file.incident, file.incident.facts
    laws = {law.key: law.name for law in LEGAL_REFERENCES}
    clauses = "\n".join(f"{c}  {BREACH_OF[c].sentence}" for c in facts.clauses if c in BREACH_OF)
    flags = [
        f"{flag.flag.value}, assessed by {flag.assessed_by} on {flag.assessed_on:%d/%m/%Y}" for flag in facts.flags
    ]
    outcome = f": {incident.outcome.value}. {incident.outcome_reason}" if incident.outcome else ""
    time_of_day = f", about {facts.happened_time:%H:%M}" if facts.happened_time else ""
    pages.facts(
        [
            ("Status", f"{incident.state.value}{outcome}"),
            ("Looked after by", incident.handler),
            *_restriction(file),
            ("Happened", f"{facts.happened_on:%d/%m/%Y}{time_of_day}"),
            ("Reported", f"{facts.reported_on:%d/%m/%Y}"),
            ("Recorded", f"{incident.recorded_at.astimezone():%d/%m/%Y %H:%M}" if incident.recorded_at else ""),
            ("Recorded by", incident.recorded_by),
            ("Where", facts.where + (" (group chat)" if facts.is_group_chat else "")),
            ("Link", facts.link),
            ("Code of conduct", clauses),
            ("Content may be", "\n".join(flags)),
            ("Law it may touch on", "\n".join(laws.get(key, key) for key in facts.legal)),
            ("Internal note", facts.internal),
        ]
    )
    if file.left_out.words:
        pages.paragraph(file.left_out.words, muted=True)


def _restriction(file: IncidentFile) -> list[tuple[str, str]]:
    """Who may open it and who decides it in the headteacher’s place: a hearing asks for both."""
    found = file.restriction
    if found is None:
        return []
    since = f" since {found.since.astimezone():%d/%m/%Y}, by {found.by}" if found.since else ""
    return [
        ("Restricted", f"to {joined([name for _, name in found.named])}{since}"),
        ("Why restricted", found.reason),
        ("Decided by", f"{found.decider.shown}, in the headteacher’s place" if found.decider else "the headteacher"),
    ]


def _people(pages: RunningPages, file: IncidentFile) -> None:
    pages.heading("People")
    for part in PersonPart:
        for person in file.incident.of(part):
            pages.facts([(part.value.capitalize(), _person(person, file.editions))])


def _person(person: IncidentPerson, editions: dict[int, str]) -> str:
    words = [person.shown]
    if person.part is PersonPart.AUTHOR and person.kind is PersonKind.PARENT:
        words.append(", ".join(sorted(capacity.value for capacity in person.capacities)))
        known = editions.get(person.edition_id or 0, "")
        words.append(
            f"had acknowledged {known.lower()} of the code that day" if known else "had not acknowledged the code"
        )
    elif person.kind is not PersonKind.PARENT:
        words.append(person.kind.value)
    if person.how:
        words.append(person.how)
    if person.identified_on:
        words.append(f"identified on {person.identified_on:%d/%m/%Y}: {person.identified_grounds}")
    return "; ".join(word for word in words if word)


def _steps(pages: RunningPages, file: IncidentFile) -> None:
    pages.heading("Steps under the code")
    if not file.steps:
        pages.paragraph("None yet.", muted=True)
    for step in file.steps:
        meaning = MEANING[step.kind]
        person = next((one.shown for one in file.incident.everybody if one.id == step.person_id), "")
        about = f": {person}" if person else ""
        pages.paragraph(f"{meaning.name} {clause_of(step, file.incident)}".strip() + about, bold=True)
        due = f", due {step.due_on:%d/%m/%Y}" if step.open and step.due_on else ""
        done = f" on {step.done_on:%d/%m/%Y}" if step.done_on else ""
        rows = [
            ("For", person),
            ("State", f"{step.state.value}{done}{due}"),
            ("Outcome", step.outcome),
            ("Why not", step.cancelled_reason),
        ]
        rows += [(entry.label, _shown(entry.kind, step.details.get(entry.name, ""))) for entry in meaning.fields]
        by = {StepState.PLANNED: "Seen to by", StepState.DONE: "Done by", StepState.CANCELLED: "Said by"}[step.state]
        pages.facts([*rows, (by, step.owner if step.open else step.done_by)])


def _shown(kind: FieldKind, value: str) -> str:
    day = day_of(value) if kind is FieldKind.DAY else None
    return f"{day:%d/%m/%Y}" if day else value


def _bans(pages: RunningPages, file: IncidentFile) -> None:
    """Why, for how long and with what right to be heard somebody was kept off the site, and what was decided when."""
    for ban, events in file.bans:
        pages.heading(f"Site ban of {ban.person} (2.4)")
        pages.facts(
            [
                ("State", ban.state.value),
                ("From", _day(ban.from_on)),
                ("Until", _day(ban.to_on)),
                ("Reason", ban.reason),
                ("Risk on the premises", ban.risk_on_premises),
                ("May put their side until", _day(ban.representations_by)),
                ("What they said", ban.representations or "nothing is recorded"),
                ("Said on", _day(ban.representations_on)),
                ("Looked at again on", _day(ban.review_on)),
                ("Decided by", ban.decided_by),
                ("Bringing and collecting", ban.collection),
                ("Meetings meanwhile", ban.meetings),
            ]
        )
        for event in events:
            pages.dated(_day(event.on), event.what.capitalize(), event.note, event.by)


def _day(day: date | None) -> str:
    return f"{day:%d/%m/%Y}" if day else ""


def _papers(pages: RunningPages, file: IncidentFile) -> None:
    pages.heading("Evidence and letters")
    if not file.evidence and not file.letters:
        pages.paragraph("None.", muted=True)
    for piece in file.evidence:
        sealed = ", private and sealed (3.5)" if piece.private else ""
        told = f"{piece.told}, {piece.kind.value}, {human_size(piece.size)}{sealed}"
        pages.facts([(piece.label, f"{told}\nSHA-256 {in_two(piece.sha256)}")])
    for letter in file.letters:
        when = letter.issued_at or letter.prepared_at
        issued = "" if letter.issued_at else ", not confirmed as issued"
        pages.facts(
            [
                (
                    letter.reference,
                    f"{title_of(letter.letter)}, to {letter.addressee}, {when.astimezone():%d/%m/%Y}{issued}",
                )
            ]
        )
        if not file.left_out.letters:
            pages.paragraph(file.texts.get(letter.id, ONLY_PAGES), muted=True)
