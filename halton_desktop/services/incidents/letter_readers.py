"""To whom a letter of a case can go: its authors, who was affected or reported it, and of a pupil the parents."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from halton_desktop.domain.incidents.incident import Incident, IncidentPerson, PersonPart
from halton_desktop.domain.incidents.incident_on_file import Addressees, IncidentLetter
from halton_desktop.domain.incidents.letter_of_incident import LetterOfIncident
from halton_desktop.domain.name import joined
from halton_desktop.domain.parents.parent import Capacity
from halton_desktop.errors import InvalidInput, Refused
from halton_desktop.store.unit_of_work import UnitOfWork

NOBODY = "Nobody can be written to: no author of this incident is in the register."
NOBODY_ELSE = {
    Addressees.AFFECTED: "Nobody who was affected can be written to: none of them is in the register.",
    Addressees.REPORTERS: "Nobody who reported it can be written to: none of them is in the register.",
    Addressees.PUPILS: "No author of this incident is a pupil with a parent in the register.",
}
_PART = {Addressees.AFFECTED: PersonPart.AFFECTED, Addressees.REPORTERS: PersonPart.REPORTER}


@dataclass(frozen=True, slots=True)
class LetterReader:
    """Somebody a letter can go to: the person of the case, the parent who reads it; ``why_not`` yet, or ""."""

    person_id: int
    parent_id: int
    name: str
    why_not: str = ""


def readers_in(work: UnitOfWork, incident: Incident, to: Addressees) -> list[IncidentPerson]:
    """The people of a case a letter is for, each with the parent who reads it: a pupil once for every parent.

    What the school says to who was affected never goes to an author, also where that is the other parent.
    """
    if to is Addressees.AUTHORS:
        return _in_the_register(incident.authors)
    if to is Addressees.PUPILS:
        return _parents_of(work, incident.authors)
    authors = {person.parent_id for person in incident.authors}
    people = incident.of(_PART[to])
    found = [*_in_the_register(people), *_parents_of(work, people)]
    return [person for person in found if person.parent_id not in authors]


def nobody_to_read(incident: Incident, to: Addressees) -> str:
    """Why nobody can be written to, as a sentence; where every known author is a pupil, who is written to instead."""
    pupils = [person.shown for person in incident.pupil_authors]
    if to is Addressees.AUTHORS and pupils:
        are = "is a pupil" if len(pupils) == 1 else "are pupils"
        return f"{joined(pupils)} {are}, and no letter goes to a pupil: write to their parents."
    return NOBODY_ELSE.get(to, NOBODY)


def chosen_reader(
    work: UnitOfWork, incident: Incident, letter: IncidentLetter, person_id: int | None, parent_id: int | None
) -> IncidentPerson:
    """Whoever was chosen to read a letter, the first where nobody was. Raises Refused, InvalidInput."""
    found = readers_in(work, incident, letter.to)
    if not found:
        words = nobody_to_read(incident, letter.to)
        advice = "Identify the author first, or add the parent to the register." if words == NOBODY else ""
        raise Refused(words, advice, clause="2.6" if words == NOBODY else "")
    if person_id is None:
        return found[0]
    wanted = [one for one in found if one.id == person_id and parent_id in (None, one.parent_id)]
    if not wanted:
        raise InvalidInput("person", f"This letter goes to {letter.to.value}, and to nobody else.")
    return wanted[0]


def reader_of(work: UnitOfWork, incident: Incident, letter: LetterOfIncident, to: Addressees) -> IncidentPerson:
    """Who reads a letter on file. Raises Refused where they are no more what it was written to them as."""
    about = next(
        (one.person_id for one in work.incidents.steps.of_incident(incident.id) if one.id == letter.step_id), None
    )
    found = [person for person in readers_in(work, incident, to) if person.parent_id == letter.parent_id]
    for person in sorted(found, key=lambda one: one.id != about):
        return person
    was = "no author of this incident" if to is Addressees.AUTHORS else "not somebody this letter goes to"
    raise Refused(f"{letter.addressee} is {was} any more.")


def whom_it_concerns(work: UnitOfWork, reader: IncidentPerson) -> str:
    """ "you", or the forename of their child, as a letter to a parent says it."""
    return "you" if reader.pupil_id is None else work.parents.pupil(reader.pupil_id).forename


def _in_the_register(people: Iterable[IncidentPerson]) -> list[IncidentPerson]:
    return [person for person in people if person.parent_id is not None]


def _parents_of(work: UnitOfWork, people: Iterable[IncidentPerson]) -> list[IncidentPerson]:
    """Each pupil with each parent who cares for them: a contact to ring in an emergency reads nothing about them."""
    return [
        replace(person, parent_id=parent.id, name_now=parent.name)
        for person in people
        if person.pupil_id is not None
        for parent, _tie in work.parents.parents_of(person.pupil_id)
        if parent.capacities != frozenset({Capacity.OTHER_CONTACT})
    ]
