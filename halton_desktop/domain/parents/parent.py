"""Parents and carers, pupils, and how they belong together."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from halton_desktop.domain.address import PostalAddress, address_problem
from halton_desktop.domain.parents.hold import Hold
from halton_desktop.domain.parents.relationship_words import RelationshipStatus, read_relationship
from halton_desktop.domain.phone import phone_problem, tidy_phone
from halton_desktop.domain.tidy_text import EMAIL, tidy_line
from halton_desktop.errors import InvalidInput


class Capacity(StrEnum):
    """In what capacity the code meets a person (clauses 3.4 and 4.2); a person may have several."""

    PARENT_CARER = "parent/carer"
    PTA_MEMBER = "PTA member"
    GOVERNOR = "governor"
    CHILD_REPRESENTATIVE = "child representative"
    OTHER_CONTACT = "other contact"
    UNDECIDED = "not decided yet"


class Protected(StrEnum):
    """What of a person nobody but they and the office may come to know; no import touches it."""

    ADDRESS = "address"
    TELEPHONE = "telephone and e-mail"
    NAME = "name"


PROTECTED_FIELDS = {
    Protected.ADDRESS: ("address",),
    Protected.TELEPHONE: ("email", "mobile", "home_phone"),
    Protected.NAME: ("title", "forename", "surname", "salutation"),
}
"""The fields of a parent each covers."""

PROTECTED_WORD = "protected"
"""What lists and previews show instead."""

SEE_THEIR_PAGE = "nothing may be sent to them: their page says why"
"""What they show instead of why letters are stopped: the words may be what is protected."""

ADHERING = frozenset({Capacity.PARENT_CARER, Capacity.CHILD_REPRESENTATIVE})
"""Who is asked to acknowledge the code (clause 4.2: parents/carers and child representatives)."""

BY_FORENAME = frozenset({"Sir", "Dame"})
"""Titles that go with the forename in a greeting."""

_OFFICE = re.compile(r"\b(?:council|authority|services?|trust|agency|team|department|social care)\b", re.IGNORECASE)

_DEAR = re.compile(r"^\s*dear\b", re.IGNORECASE)
"""A letter begins with it by itself."""
_MAILTO = re.compile(r"^mailto:\s*", re.IGNORECASE)

COMPLAINTS_ROUTE = frozenset({Capacity.PTA_MEMBER, Capacity.GOVERNOR})
"""For whom the complaints procedure is followed (clause 3.4)."""


class Relationship(StrEnum):
    """Usual relationships of a contact to a pupil; anything else is kept as the text that came."""

    MOTHER = "mother"
    FATHER = "father"
    PARENT = "parent"
    STEP_PARENT = "step-parent"
    CARER = "carer"
    FOSTER_CARER = "foster carer"
    GUARDIAN = "guardian"
    GRANDMOTHER = "grandmother"
    GRANDFATHER = "grandfather"
    OTHER_FAMILY = "other family member"
    SOCIAL_WORKER = "social worker"
    OTHER = "other"


NOT_GIVEN = "not given"
"""The relationship of a contact of whom no file says what they are: asked, unlike the word “other” itself."""

_CAPACITY = {
    RelationshipStatus.PARENT: Capacity.PARENT_CARER,
    RelationshipStatus.REPRESENTATIVE: Capacity.CHILD_REPRESENTATIVE,
    RelationshipStatus.CONTACT: Capacity.OTHER_CONTACT,
    RelationshipStatus.UNKNOWN: Capacity.UNDECIDED,
}


def usual_capacity(relationship: str, *, parental_responsibility: bool) -> Capacity:
    """The capacity a newly met contact gets.

    Education Act 1996 s576: a parent is anyone with parental responsibility or care of the child. A social worker
    stands in for a looked-after child, so adheres as child representative (clause 4.2); an aunt is a contact the
    school may ring but has not to tell. Where the relationship is empty or nobody knows what it means, it is asked.
    """
    if parental_responsibility:
        return Capacity.PARENT_CARER
    return _CAPACITY[read_relationship(relationship).status]


@dataclass(frozen=True, slots=True)
class Pupil:
    """``year_group`` is text ("7", "R", "12"), ``school_number`` the admission number, ``upn`` is never printed."""

    id: int
    forename: str
    surname: str
    year_group: str = ""
    form: str = ""
    date_of_birth: date | None = None
    school_number: str = ""
    upn: str = ""
    left_on: date | None = None

    @property
    def name(self) -> str:
        """As people write it."""
        return f"{self.forename} {self.surname}".strip()

    @property
    def name_and_form(self) -> str:
        """As a letter prints it: "Elizabeth Pearce (7D)"."""
        place = self.form or (f"Year {self.year_group}" if self.year_group else "")
        return f"{self.name} ({place})" if place else self.name


@dataclass(frozen=True, slots=True)
class ParentOf:
    """One tie between a parent and a pupil. A court order that restricts contact blocks letters about the child."""

    parent_id: int
    pupil_id: int
    relationship: str = Relationship.OTHER.value
    parental_responsibility: bool = False
    priority: int = 0
    court_order: bool = False


@dataclass(frozen=True, slots=True)
class Parent:
    """A person the school knows as somebody's parent, carer or contact."""

    id: int
    forename: str
    surname: str
    title: str = ""
    salutation: str = ""
    address: PostalAddress = field(default_factory=PostalAddress)
    email: str = ""
    mobile: str = ""
    home_phone: str = ""
    capacities: frozenset[Capacity] = frozenset({Capacity.PARENT_CARER})
    do_not_write: bool = False
    do_not_write_reason: str = ""
    notes: str = ""
    protected: frozenset[Protected] = frozenset()
    protected_reason: str = ""

    @property
    def name(self) -> str:
        """Forename and surname."""
        return f"{self.forename} {self.surname}".strip()

    @property
    def full_name(self) -> str:
        """With the title, as on an envelope."""
        return " ".join(part for part in (self.title, self.forename, self.surname) if part)

    @property
    def is_office(self) -> bool:
        """Whether this is a council or another office in a person's place, as looked-after children have."""
        return not self.forename and not self.title and bool(_OFFICE.search(self.surname))

    @property
    def greeting(self) -> str:
        """What follows "Dear": the salutation where one is kept, else title and surname, else the name.

        A knight or dame is greeted by the forename ("Sir Carl"), an office by nobody's name.
        """
        if self.salutation:
            return self.salutation
        if self.is_office:
            return "Sir or Madam"
        if self.title in BY_FORENAME and self.forename:
            return f"{self.title} {self.forename}"
        return f"{self.title} {self.surname}" if self.title and self.surname else self.name

    def protects(self, name: str) -> bool:
        """Whether this field is protected."""
        return bool(self.protected) and any(name in PROTECTED_FIELDS[kind] for kind in self.protected)

    @property
    def name_for_others(self) -> str:
        """How anybody else may hear of this person: without a protected name."""
        return "somebody whose name is protected" if Protected.NAME in self.protected else self.full_name

    @property
    def unnamed(self) -> Parent:
        """As a list and a search show somebody whose name is protected to those who may not lift a block."""
        if Protected.NAME not in self.protected:
            return self
        reason = PROTECTED_WORD if self.do_not_write else ""
        bare = replace(self, title="", forename="", surname=PROTECTED_WORD, salutation="")
        return replace(bare, notes="", protected_reason="", do_not_write_reason=reason)

    @property
    def for_lists(self) -> Parent:
        """As lists show the person: a protected address, telephone and e-mail read only "protected"."""
        if not self.protected:
            return self
        shown = self
        if Protected.ADDRESS in self.protected:
            shown = replace(shown, address=PostalAddress((PROTECTED_WORD,)))
        if Protected.TELEPHONE in self.protected:
            shown = replace(shown, email=PROTECTED_WORD, mobile=PROTECTED_WORD, home_phone=PROTECTED_WORD)
        return shown

    @property
    def adheres(self) -> bool:
        """Whether the code asks this person to acknowledge it (clause 4.2)."""
        return bool(self.capacities & ADHERING)

    @property
    def undecided(self) -> bool:
        """Whether nobody has said yet if the code asks this person: until then nothing is written to them."""
        return Capacity.UNDECIDED in self.capacities and not self.adheres


def checked_parent(parent: Parent) -> Parent:
    """The parent as kept; raises InvalidInput naming the field. Odd addresses are allowed: they only block letters."""
    parent = _tidied(parent)
    if not parent.surname.strip() and not parent.forename.strip():
        raise InvalidInput("surname", "Type the parent’s name.")
    if parent.email and not EMAIL.fullmatch(parent.email):
        raise InvalidInput("email", f"“{parent.email}” is not an e-mail address.", "Mend it or leave it empty.")
    if parent.do_not_write and not parent.do_not_write_reason.strip():
        raise InvalidInput("do_not_write_reason", "Say in a few words why no letters may be sent.")
    if parent.protected and not parent.protected_reason.strip():
        raise InvalidInput("protected_reason", "Say in a few words why this is protected.")
    if not parent.capacities:
        raise InvalidInput(
            "capacities", "Tick at least one: parent/carer, PTA member, governor, representative, contact."
        )
    return parent


def _tidied(parent: Parent) -> Parent:
    """As an import would keep it: lines without signs nobody sees, telephones spaced as usual."""
    return replace(
        parent,
        title=tidy_line(parent.title),
        forename=tidy_line(parent.forename),
        surname=tidy_line(parent.surname),
        salutation=_DEAR.sub("", tidy_line(parent.salutation)).strip(" ,"),
        email=_MAILTO.sub("", tidy_line(parent.email)),
        mobile=tidy_phone(tidy_line(parent.mobile)),
        home_phone=tidy_phone(tidy_line(parent.home_phone)),
    )


def odd_values(parent: Parent, before: Parent | None = None) -> list[str]:
    """What is odd about how a parent can be reached, in sentences; of what ``before`` has already nothing is said."""
    found = []
    for name, words in (("mobile", "mobile"), ("home_phone", "home telephone")):
        number = getattr(parent, name)
        problem = phone_problem(number)
        if problem and (before is None or getattr(before, name) != number):
            found.append(f"The {words} “{number}”: {problem}.")
    problem = address_problem(parent.address) if parent.address else ""
    if problem and (before is None or before.address != parent.address):
        found.append(f"No letter can be posted to this address: {problem}.")
    return found


def checked_pupil(pupil: Pupil) -> Pupil:
    """The pupil as kept; raises InvalidInput naming the field."""
    pupil = replace(pupil, forename=tidy_line(pupil.forename), surname=tidy_line(pupil.surname))
    if not pupil.surname.strip() and not pupil.forename.strip():
        raise InvalidInput("surname", "Type the pupil’s name.")
    return pupil


@dataclass(frozen=True, slots=True)
class Child:
    """A pupil as seen from one parent."""

    pupil: Pupil
    tie: ParentOf


@dataclass(frozen=True, slots=True)
class Family:
    """A parent with their children and the holds that stand, as letters and the Parents tab need them.

    ``partial``: children about whom they may not read are left out here.
    """

    parent: Parent
    children: tuple[Child, ...]
    holds: tuple[Hold, ...] = ()
    partial: bool = False

    @property
    def told_apart(self) -> str:
        """What tells somebody from others of the same name: "Ella Pearce (8B) · Widnes"; a protected place is none."""
        lines = () if self.parent.protects("address") else self.parent.address.lines
        children = ", ".join(child.pupil.name_and_form for child in self.children)
        return " · ".join(part for part in (children, lines[-1] if lines else "") if part)
