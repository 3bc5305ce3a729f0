"""What in a case is about somebody named by mistake: it stays in the case's own history, and is shown nowhere else."""

from __future__ import annotations

from collections.abc import Iterable

from halton_desktop.domain.incidents.incident import Incident, IncidentPerson
from halton_desktop.domain.incidents.letter_of_incident import LetterOfIncident
from halton_desktop.domain.incidents.site_ban import BanEvent, SiteBan
from halton_desktop.domain.incidents.step import Step
from halton_desktop.domain.name import fold

Bans = tuple[tuple[SiteBan, tuple[BanEvent, ...]], ...]


def mistaken_parents(incident: Incident) -> frozenset[int]:
    """The parents who were named by mistake, and have no other part in the case."""
    standing = {person.parent_id for person in incident.people}
    return frozenset(one.parent_id for one in incident.withdrawn if one.parent_id is not None) - standing


def is_mistaken(incident: Incident, whose: str) -> bool:
    """Whether somebody written so ("Mr Neil Unsworth") was named by mistake, and nobody of the case is called so."""
    words = set(fold(whose).split())

    def called(people: Iterable[IncidentPerson]) -> bool:
        return any(name and set(name) <= words for name in (fold(person.name).split() for person in people))

    return called(incident.withdrawn) and not called(incident.people)


def of_those_named(
    incident: Incident, steps: Iterable[Step], letters: Iterable[LetterOfIncident], bans: Bans
) -> tuple[tuple[Step, ...], tuple[LetterOfIncident, ...], Bans]:
    """What was done about the people of a case, without what was done about somebody named by mistake."""
    gone, mistaken = {person.id for person in incident.withdrawn}, mistaken_parents(incident)
    return (
        tuple(step for step in steps if step.person_id not in gone),
        tuple(letter for letter in letters if letter.parent_id is None or letter.parent_id not in mistaken),
        tuple((ban, events) for ban, events in bans if ban.person_id not in gone),
    )
