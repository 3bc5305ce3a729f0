"""What a printed case holds, with the choice to leave out internal notes and other people's names."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from halton_desktop.domain.incidents.chronology import Happening
from halton_desktop.domain.incidents.incident import Incident, IncidentPerson, PersonKind, PersonPart
from halton_desktop.domain.incidents.named_by_mistake import is_mistaken
from halton_desktop.domain.incidents.site_ban import BanEvent, SiteBan
from halton_desktop.domain.name import joined


@dataclass(frozen=True, slots=True)
class LeaveOut:
    """What stays out of a print."""

    internal: bool = True
    names: bool = False
    letters: bool = False

    @property
    def words(self) -> str:
        """The sentence a print begins with, "" when nothing is left out."""
        choices = (
            ("internal notes", self.internal),
            ("others’ names", self.names),
            ("the texts of letters", self.letters),
        )
        left = [words for words, out in choices if out]
        return f"Left out of this print: {joined(left)}." if left else ""


def stand_ins(people: Iterable[IncidentPerson]) -> dict[str, str]:
    """For everybody but the authors: the name and what stands in its place ("parent A", "pupil B")."""
    found: dict[str, str] = {}
    for person in people:
        if person.part is PersonPart.AUTHOR or not person.name or person.kind is PersonKind.SCHOOL:
            continue
        if person.name not in found:
            word = "person" if person.kind is PersonKind.OTHER else person.kind.value
            found[person.name] = f"{word} {chr(ord('A') + len(found) % 26)}"
    return found


def without_names(text: str, instead: dict[str, str]) -> str:
    """``text`` with each name, and each surname standing alone, replaced by what stands in its place."""
    for name in sorted(instead, key=len, reverse=True):
        plain = re.sub(r" \([^)]*\)$", "", name)
        text = text.replace(name, instead[name])
        text = re.sub(rf"\b{re.escape(plain)}\b", instead[name], text, flags=re.IGNORECASE)
        words = plain.split()
        for part in words if len(words) > 1 else ():
            if len(part) > 2:
                text = re.sub(rf"\b{re.escape(part)}\b", instead[name], text, flags=re.IGNORECASE)
    return text


def prepared_incident(incident: Incident, leave_out: LeaveOut) -> Incident:
    """The incident as it may be printed."""
    said = tuple(addition for addition in incident.additions if not is_mistaken(incident, addition.whose))
    incident = replace(incident, additions=said, withdrawn=())
    facts = incident.facts
    if leave_out.internal:
        facts = replace(facts, internal="")
    if not leave_out.names:
        return replace(incident, facts=facts)
    instead = stand_ins(incident.people)
    facts = replace(
        facts,
        account=without_names(facts.account, instead),
        internal=without_names(facts.internal, instead),
        place=without_names(facts.place, instead),
        other_platform=without_names(facts.other_platform, instead),
        link=without_names(facts.link, instead),
        special_category=without_names(facts.special_category, instead),
    )
    people = tuple(
        replace(
            person,
            name=instead.get(person.name, person.name),
            how=without_names(person.how, instead),
            identified_grounds=without_names(person.identified_grounds, instead),
        )
        for person in incident.people
    )
    additions = tuple(
        replace(addition, text=without_names(addition.text, instead), whose=without_names(addition.whose, instead))
        for addition in incident.additions
    )
    reason = without_names(incident.outcome_reason, instead)
    return replace(incident, facts=facts, people=people, additions=additions, outcome_reason=reason)


def prepared_ban(
    ban: SiteBan, events: Iterable[BanEvent], instead: dict[str, str]
) -> tuple[SiteBan, tuple[BanEvent, ...]]:
    """A site ban and what was decided about it as they may be printed."""
    told = replace(
        ban,
        person=without_names(ban.person, instead),
        reason=without_names(ban.reason, instead),
        risk_on_premises=without_names(ban.risk_on_premises, instead),
        representations=without_names(ban.representations, instead),
        decided_by=without_names(ban.decided_by, instead),
        collection=without_names(ban.collection, instead),
        meetings=without_names(ban.meetings, instead),
    )
    return told, tuple(
        replace(event, note=without_names(event.note, instead), by=without_names(event.by, instead)) for event in events
    )


def prepared_timeline(
    lines: Iterable[Happening], people: Iterable[IncidentPerson], leave_out: LeaveOut
) -> tuple[Happening, ...]:
    """The timeline as it may be printed; internal lines and the names of those who wrote them go together."""
    instead = stand_ins(people) if leave_out.names else {}
    kept = [line for line in lines if not (line.struck or (leave_out.internal and line.internal))]
    if not leave_out.names:
        return tuple(kept)
    return tuple(
        replace(line, title=without_names(line.title, instead), text=without_names(line.text, instead), by="")
        for line in kept
    )
