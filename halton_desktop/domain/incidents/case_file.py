"""What a printed case holds, with the choice to leave out internal notes, letters, and other people's names."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from halton_desktop.domain.incidents.chronology import Happening
from halton_desktop.domain.incidents.incident import Incident, IncidentPerson
from halton_desktop.domain.incidents.letter_of_incident import LetterOfIncident
from halton_desktop.domain.incidents.named import Cast
from halton_desktop.domain.incidents.named_by_mistake import Bans, is_mistaken
from halton_desktop.domain.incidents.names_left_out import NameDecisions, Redaction
from halton_desktop.domain.name import joined


@dataclass(frozen=True, slots=True)
class LeaveOut:
    """What stays out of a print. ``reader`` is the IncidentPerson whose own name stays in, 0: everybody's goes.

    ``decisions`` are what a person decided about the names found.
    """

    internal: bool = True
    names: bool = False
    letters: bool = False
    reader: int = 0
    decisions: NameDecisions = field(default_factory=NameDecisions)

    @property
    def words(self) -> str:
        """The sentence a print begins with, "" when nothing is left out."""
        choices = (
            ("internal notes", self.internal),
            ("others’ names", self.names),
            ("the texts of letters", self.letters),
        )
        left = [words for words, out in choices if out]
        said = f"Left out of this print: {joined(left)}." if left else ""
        if not self.names:
            return said
        return f"{said} Words in [brackets] stand for a person: the same words for the same person throughout."


def prepared_incident(incident: Incident, leave_out: LeaveOut) -> Incident:
    """The incident as it may be printed, names apart."""
    said = tuple(
        addition for addition in incident.additions if not (addition.struck or is_mistaken(incident, addition.whose))
    )
    facts = replace(incident.facts, internal="") if leave_out.internal else incident.facts
    return replace(incident, facts=facts, additions=said, withdrawn=())


def prepared_timeline(lines: Iterable[Happening], leave_out: LeaveOut) -> tuple[Happening, ...]:
    """The timeline as it may be printed, names apart."""
    return tuple(line for line in lines if not (line.struck or (leave_out.internal and line.internal)))


def unnamed_incident(incident: Incident, cast: Cast, redaction: Redaction) -> Incident:
    """The people of a case under their stand-ins, by who they are: two of one name are two."""
    return replace(incident, people=tuple(_unnamed(person, cast, redaction) for person in incident.people))


def unnamed_bans(bans: Bans, cast: Cast, redaction: Redaction) -> Bans:
    """Site bans under the stand-ins of whom they keep off."""
    return tuple(
        (replace(ban, person=redaction.name_of(cast.of_person(ban.person_id), ban.person)), events)
        for ban, events in bans
    )


def unnamed_letters(
    letters: Iterable[LetterOfIncident], cast: Cast, redaction: Redaction
) -> tuple[LetterOfIncident, ...]:
    """Letters under the stand-ins of whom they went to."""
    return tuple(
        replace(letter, addressee=redaction.name_of(cast.of_parent(letter.parent_id), letter.addressee))
        for letter in letters
    )


def _unnamed(person: IncidentPerson, cast: Cast, redaction: Redaction) -> IncidentPerson:
    who = cast.of_person(person.id)
    name = redaction.name_of(who, person.name)
    if name == person.name:
        return person
    plain = replace(person, name_now="", children="")
    return replace(plain, name=name, alias="") if person.identified else replace(plain, alias=name)
