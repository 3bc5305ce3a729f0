"""What an incident must hold before it is kept: days that can be, an account, and everybody named once."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from halton_desktop.domain.incidents.incident import IncidentFacts, IncidentPerson, PersonKind, PersonPart, Platform
from halton_desktop.errors import InvalidInput


def checked_facts(facts: IncidentFacts, today: date) -> IncidentFacts:
    """The facts as kept; raises InvalidInput naming the field."""
    if facts.happened_on > today:
        raise InvalidInput("happened_on", "It cannot have happened after today.")
    if facts.reported_on > today:
        raise InvalidInput("reported_on", "It cannot have been reported after today.")
    if facts.reported_on < facts.happened_on:
        raise InvalidInput("reported_on", "It cannot have been reported before it happened.")
    if facts.platform is Platform.OTHER and not (facts.other_platform.strip() or facts.place.strip()):
        raise InvalidInput("other_platform", "Say in a word or two where it happened.")
    if not facts.account.strip():
        raise InvalidInput("account", "Write what happened, in your own words.", "A sentence is enough to begin with.")
    for assessment in facts.flags:
        if not assessment.assessed_by.strip():
            raise InvalidInput("flags", f"Say who assessed the content as {assessment.flag.value}.")
    return facts


def named_already(people: Iterable[IncidentPerson], person: IncidentPerson) -> IncidentPerson | None:
    """Who in the case is the same parent or pupil with the same part: one person is named once."""
    for one in people:
        same = person.parent_id is not None and one.parent_id == person.parent_id
        same |= person.pupil_id is not None and one.pupil_id == person.pupil_id
        if same and one.part is person.part:
            return one
    return None


def checked_people(people: tuple[IncidentPerson, ...]) -> tuple[IncidentPerson, ...]:
    """The people as kept; raises InvalidInput naming the field. An unknown author is welcome (2.6), nobody is not."""
    if not any(person.part is PersonPart.AUTHOR for person in people):
        raise InvalidInput("authors", "Say who did it.", "Choose “not yet known” and give the alias where you cannot.")
    for place, person in enumerate(people):
        if person.id == 0 and named_already(people[:place], person):
            raise InvalidInput("people", f"The same person is named twice who {person.part.value}.", "Once is enough.")
        by_name = person.kind in (PersonKind.STAFF, PersonKind.OTHER, PersonKind.PUPIL) and person.pupil_id is None
        if by_name and not person.name.strip():
            raise InvalidInput("people", f"Give the name of the {person.kind.value} who {person.part.value}.")
        if person.kind is PersonKind.SCHOOL and person.part is PersonPart.AUTHOR:
            raise InvalidInput("authors", "The school cannot be the author of a breach.")
    return people
