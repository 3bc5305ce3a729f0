"""The one address a file gives for a child: given to contacts who live there, to nobody who may not."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from halton_desktop.domain.address import PostalAddress
from halton_desktop.domain.importing.contact_import import ImportedContact, ImportedPupil
from halton_desktop.domain.name import fold
from halton_desktop.domain.parents.parent import Capacity, usual_capacity
from halton_desktop.domain.parents.parent_match import folded
from halton_desktop.domain.parents.question import Choice, Question, QuestionKind

LIVE_THERE = Choice("live there", "They live with the child", "The child’s address becomes theirs.")
NO_ADDRESS = Choice("no address", "Do not use it", "They stay without an address until one is entered.")

_ELSEWHERE = re.compile(
    r"\b(?:non res\w*|nonres\w*|not (?:living|resident|at (?:this|the same)|with)|"
    r"lives? (?:elsewhere|apart|away|abroad)|does not live|living (?:elsewhere|apart)|elsewhere|absent|separated|"
    r"estranged|moved out|other (?:address|home)|different address|nrp)\b"
)
_WITH_CHILD = re.compile(r"\b(?:lives? with|resident|same (?:address|home)|at home|main carer|living with)\b")


@dataclass(frozen=True, slots=True)
class Settled:
    """The pupils with addresses given or taken away; ``asked``: the child's address of (pupil, contact) by place."""

    pupils: tuple[ImportedPupil, ...]
    asked: Mapping[tuple[int, int], PostalAddress]


def settle_homes(pupils: tuple[ImportedPupil, ...]) -> Settled:
    """Give the child's address to who lives there for all the file says; else leave it and ask once for the file."""
    if not any(_home(pupil) for pupil in pupils):
        return Settled(pupils, {})
    own = {
        _person(contact)
        for pupil in pupils
        for contact in pupil.contacts
        if contact.address and not contact.address_of_child
    }
    asked: dict[tuple[int, int], PostalAddress] = {}
    settled = []
    for place, pupil in enumerate(pupils):
        home = _home(pupil)
        lives = _living_there(pupil, own)
        contacts = []
        for number, contact in enumerate(pupil.contacts):
            if not home or (contact.address and not contact.address_of_child):
                contacts.append(contact)
                continue
            there = lives(contact)
            if there is None:
                asked[place, number] = home
            address = home if there else PostalAddress()
            contacts.append(replace(contact, address=address, address_of_child=not there))
        settled.append(replace(pupil, contacts=tuple(contacts)))
    return Settled(tuple(settled), asked)


def _home(pupil: ImportedPupil) -> PostalAddress:
    guessed = (contact.address for contact in pupil.contacts if contact.address_of_child and contact.address)
    return pupil.home or next(guessed, PostalAddress())


def _living_there(pupil: ImportedPupil, own: set[tuple[str, str, str]]) -> Callable[[ImportedContact], bool | None]:
    """Whether a contact of this pupil lives with the child; None where nothing says so, False where nobody asks."""
    elsewhere = {one for one in pupil.contacts if _says(one, _ELSEWHERE) or _person(one) in own}
    maybe = [one for one in pupil.contacts if one not in elsewhere and _may_be_asked(one)]
    only = len({_person(one) for one in maybe}) == 1

    def lives(contact: ImportedContact) -> bool | None:
        if contact in elsewhere:
            return False
        if _says(contact, _WITH_CHILD) or (only and contact in maybe):
            return True
        return None if contact in maybe else False

    return lives


def _may_be_asked(contact: ImportedContact) -> bool:
    """Whether the code may ask this contact, so that a letter may go to them."""
    responsible = bool(contact.parental_responsibility)
    return usual_capacity(contact.relationship, parental_responsibility=responsible) is not Capacity.OTHER_CONTACT


def _says(contact: ImportedContact, words: re.Pattern[str]) -> bool:
    return any(words.search(fold(text)) for text in (contact.relationship, *contact.remarks))


def _person(contact: ImportedContact) -> tuple[str, str, str]:
    return folded(contact.forename), folded(contact.surname), contact.mobile or contact.email


def child_address_question(parent_ids: tuple[int, ...], rows: tuple[int, ...]) -> Question:
    """Asked once for everybody of a file."""
    return Question(
        0,
        QuestionKind.CHILD_ADDRESS,
        "address of the child",
        "The file gives one address for each child, and does not say who lives there",
        "They have no address, so nothing can be posted to them.",
        (LIVE_THERE, NO_ADDRESS),
        parent_ids,
        rows=rows,
    )
