"""Which heading of a school's export means what: SIMS, Arbor, Bromcom and the usual words of others."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from halton_desktop.domain.importing.file_columns import (
    CORRESPONDENCE,
    LEFT_OUT,
    NOTES,
    PUPIL,
    RESTRICTIONS,
    STRUCK,
    ColumnUse,
)
from halton_desktop.domain.importing.restriction_headings import (
    allows_letters,
    is_watched_heading,
    restriction_heading,
)
from halton_desktop.domain.parents.hold import HoldKind

PUPIL_WORDS = ("student", "pupil", "child", "learner")
CONTACT_WORDS = ("primarycontact", "parentcarer", "parent", "guardian", "contact", "carer")

PUPIL_HEADINGS: Mapping[str, frozenset[str]] = {
    "surname": frozenset("surname legalsurname lastname legallastname familyname".split()),
    "forename": frozenset("forename legalforename firstname legalfirstname givenname forenames".split()),
    "name": frozenset("name fullname".split()),
    "year_group": frozenset("year yeargroup yr ncyear ncyearactual yeartaughtin nationalcurriculumyear".split()),
    "form": frozenset(
        "reg form regform registrationform reggroup registrationgroup registration tutorgroup tutor".split()
    ),
    "date_of_birth": frozenset("dob dateofbirth birthdate birthday".split()),
    "school_number": frozenset("adno admissionno admissionnumber schoolnumber studentid pupilid number id".split()),
    "upn": frozenset("upn uniquepupilnumber".split()),
    "left_on": frozenset("leavingdate dateofleaving dateleft lefton leavedate".split()),
}
"""What is asked of the pupil, by the heading folded to its letters and digits, without a leading "pupil"."""

CONTACT_HEADINGS: Mapping[str, frozenset[str]] = {
    "title": frozenset("title salutationtitle".split()),
    "forename": frozenset("forename firstname givenname".split()),
    "surname": frozenset("surname lastname familyname".split()),
    "name": frozenset("name fullname".split()),
    "relationship": frozenset(
        "relationship relation relationshiptopupil relationshiptostudent relationshiptochild".split()
    ),
    "parental_responsibility": frozenset("parentalresponsibility responsibility hasparentalresponsibility".split()),
    "priority": frozenset("priority contactpriority order contactorder".split()),
    "sex": frozenset("gender sex".split()),
    "house": frozenset("house housename housenumber housenamenumber housenumberandname paon".split()),
    "flat": frozenset("flat apartment saon".split()),
    "street": frozenset("street road".split()),
    "address": frozenset("address homeaddress fulladdress".split()),
    "line1": frozenset("address1 addressline1 line1".split()),
    "line2": frozenset("address2 addressline2 line2".split()),
    "line3": frozenset("address3 addressline3 line3".split()),
    "line4": frozenset("address4 addressline4 line4".split()),
    "line5": frozenset("address5 addressline5 line5".split()),
    "line6": frozenset("address6 addressline6 line6".split()),
    "locality": frozenset("locality district area village".split()),
    "town": frozenset("town city posttown towncity".split()),
    "county": frozenset("county administrativearea".split()),
    "postcode": frozenset("postcode postalcode addresspostcode".split()),
    "country": frozenset("country addresscountry".split()),
    "phone": frozenset("phone telephone phonenumber telephonenumber tel contactnumber".split()),
    "mobile": frozenset("mobile mobilephone mobilenumber mobiletelephone mobilephonenumber".split()),
    "home_phone": frozenset("homephone hometelephone homenumber hometel landline homephonenumber".split()),
    "email": frozenset("email emailaddress mainemail primaryemail homeemail".split()),
}
"""What is asked of a contact, by the heading folded to its letters and digits, without a leading "contact"."""

ADDRESS_FIELDS = (
    "house", "flat", "street", "address", "line1", "line2", "line3", "line4", "line5", "line6", "locality", "town",
    "county", "postcode", "country",
)  # fmt: skip
_NUMBERED = re.compile(rf"({'|'.join(CONTACT_WORDS)})([1-9])(?!$)")
_NOT_LETTERS = re.compile(r"[^0-9a-z]")


@dataclass(frozen=True, slots=True)
class Watched:
    """A column whose cells may hold somebody: ``kind`` says why where the heading does, None where the cells do.

    ``permits`` is true where whatever is no yes forbids letters. ``contact`` is the place among the contacts whom it
    concerns, None for all of the pupil's.
    """

    column: int
    kind: HoldKind | None
    contact: int | None
    of_pupil: bool = False
    permits: bool = False


@dataclass(frozen=True, slots=True)
class Columns:
    """Where a file keeps what. Numbers count columns from 0.

    ``contacts`` has one mapping in a file with a row for each pupil and contact, and one for each numbered parent in
    a file with a row for each pupil. ``home`` are address columns of the pupil. ``doubles`` are columns that mean the
    same as another one: (the first, the other).
    """

    headings: tuple[str, ...]
    pupil: Mapping[str, int]
    contacts: tuple[Mapping[str, int], ...]
    home: Mapping[str, int]
    watched: tuple[Watched, ...] = ()
    doubles: tuple[tuple[int, int], ...] = ()

    @property
    def one_row_per_pupil(self) -> bool:
        """Whether parents stand beside one another in the pupil's row."""
        return len(self.contacts) > 1

    @property
    def knows_orders(self) -> bool:
        """Whether a column could name a court order."""
        return any(one.kind is HoldKind.COURT_ORDER for one in self.watched)

    @property
    def unused(self) -> tuple[int, ...]:
        """The columns nothing was made of."""
        used = {column for fields in (self.pupil, *self.contacts, self.home) for column in fields.values()}
        used |= {one.column for one in self.watched} | {other for _, other in self.doubles}
        return tuple(column for column in range(len(self.headings)) if column not in used)

    def heading(self, column: int | None) -> str:
        """The heading as the file has it."""
        return self.headings[column] if column is not None and column < len(self.headings) else ""


NOTHING_CHOSEN: Mapping[int, ColumnUse] = {}


def recognise_columns(row: Sequence[str], chosen: Mapping[int, ColumnUse] = NOTHING_CHOSEN) -> Columns | None:
    """The columns when this row is the heading of a contact list: it names pupils and contacts; else None."""
    columns = sort_columns(row, chosen)
    named = _names_someone(columns.pupil) and any(map(_names_someone, columns.contacts))
    return columns if named else None


def sort_columns(row: Sequence[str], chosen: Mapping[int, ColumnUse] = NOTHING_CHOSEN) -> Columns:
    """What is made of any row of headings; ``chosen`` are the columns of which the office has said what they are."""
    sorting = _Sorting(row)
    for column, key in enumerate(sorting.keys):
        if column not in chosen:
            sorting.sort(column, key)
    for column, use in chosen.items():
        sorting.place_chosen(column, use)
    sorting.place_bare()
    contacts, watched = sorting.contacts, tuple(sorting.watched())
    doubles = sorting.doubles_of(sorting.pupil, sorting.home, *contacts)
    return Columns(tuple(row), sorting.pupil, contacts, sorting.home, watched, doubles)


def looks_like_heading(row: Sequence[str]) -> bool:
    """Whether the first filled cells are headings rather than a pupil: a quick look before ``recognise_columns``."""
    first = [_NOT_LETTERS.sub("", cell.casefold()) for cell in row if cell][:3]
    return len(first) > 1 and all(_is_heading(key) for key in first)


def _is_heading(key: str) -> bool:
    bare = _without(key, PUPIL_WORDS) or _without(key, CONTACT_WORDS) or key
    return bool(_field(PUPIL_HEADINGS, bare) or _field(CONTACT_HEADINGS, bare))


class _Sorting:
    """The headings of one row, each put where it belongs."""

    def __init__(self, row: Sequence[str]) -> None:
        self.row = row
        self.keys = [_NOT_LETTERS.sub("", heading.casefold()) for heading in row]
        self.pupil: dict[str, int] = {}
        self.home: dict[str, int] = {}
        self.single: dict[str, int] = {}
        self.numbered: dict[str, dict[str, int]] = {}
        """By word and number: "Parent 1" and "Contact 1" are two people."""
        self.bare: list[int] = []
        self.doubles: list[tuple[int, int]] = []
        self._watched: list[tuple[int, HoldKind | None, str]] = []
        self._chosen: list[tuple[int, ColumnUse]] = []

    def sort(self, column: int, key: str) -> None:
        """Put one heading where its first words say, or aside where it names nobody."""
        number = _NUMBERED.match(key)
        heading = self.row[column]
        kind = HoldKind.UNDECIDED if heading == STRUCK else restriction_heading(heading)
        if kind is not None or is_watched_heading(heading):
            owner = (
                number[0] if number is not None else next((word for word in PUPIL_WORDS if key.startswith(word)), "")
            )
            self._watched.append((column, kind, owner))
            if number is not None:
                self.numbered.setdefault(number[0], {})
        elif number is not None:
            self._place(self.numbered.setdefault(number[0], {}), CONTACT_HEADINGS, key[number.end() :], column)
        elif _field(CONTACT_HEADINGS, key):  # "parental responsibility" does not say what a parent's "al…" is
            self.bare.append(column)
        elif (rest := _without(key, PUPIL_WORDS)) is not None:
            if _field(CONTACT_HEADINGS, rest) in ADDRESS_FIELDS:
                self._place(self.home, CONTACT_HEADINGS, rest, column)
            else:
                self._place(self.pupil, PUPIL_HEADINGS, rest, column)
        elif (rest := _without(key, CONTACT_WORDS)) is not None:
            self._place(self.single, CONTACT_HEADINGS, rest, column)
        elif key:
            self.bare.append(column)

    def place_chosen(self, column: int, use: ColumnUse) -> None:
        """Put a column where the office has said; one that stood there counts only where this one is empty."""
        if use.what in (*RESTRICTIONS, NOTES, CORRESPONDENCE):
            self._chosen.append((column, use))
        elif use.what != LEFT_OUT:
            fields = self._fields_of(use)
            if use.what in fields:
                self.doubles.append((column, fields[use.what]))
            fields[use.what] = column

    def _fields_of(self, use: ColumnUse) -> dict[str, int]:
        """The columns of the person a chosen one is about."""
        if use.of == PUPIL:
            return self.home if use.what in ADDRESS_FIELDS else self.pupil
        self.people.extend({} for _ in range(use.of - len(self.people)))
        return self.people[use.of - 1]

    @cached_property
    def people(self) -> list[dict[str, int]]:
        """The contacts as the headings name them, those with a name first; chosen columns may speak of further ones."""
        numbered = [fields for fields in self.numbered.values() if fields]
        named = [fields for fields in numbered if _names_someone(fields)]
        single = [self.single] if self.single or not named else []
        return [*named, *single, *(fields for fields in numbered if fields not in named)]

    @property
    def contacts(self) -> tuple[Mapping[str, int], ...]:
        """Those of the people who have a name; all where nobody has."""
        return tuple(filter(_names_someone, self.people)) or tuple(filter(None, self.people))

    def place_bare(self) -> None:
        """Headings that name nobody: names are the pupil's unless the pupil has some, what only contacts have theirs.

        Beside numbered parents an address is the child's; so is one that stands before everything of the contact.
        "House" alone is a house number only beside a street, else a house of the school; "Gender" is the child's.
        """
        named = _names_someone(self.pupil)
        numbered = any(_names_someone(person) for person in self.people if person is not self.single)
        school_house = not any(_field(CONTACT_HEADINGS, self.keys[column]) == "street" for column in self.bare)
        start = min((column for column in self._contact_columns(named)), default=0)
        for column in self.bare:
            key = self.keys[column]
            of_pupil, field = _field(PUPIL_HEADINGS, key), _field(CONTACT_HEADINGS, key)
            if of_pupil and (not named or of_pupil not in ("surname", "forename", "name")):
                self._place(self.pupil, PUPIL_HEADINGS, key, column)
            elif field == "sex" or (key == "house" and school_house):
                continue
            elif field in ADDRESS_FIELDS and (numbered or self._is_childs(column, start)):
                self._place(self.home, CONTACT_HEADINGS, key, column)
            elif not numbered:
                self._place(self.single, CONTACT_HEADINGS, key, column)

    def _contact_columns(self, pupil_is_named: bool) -> list[int]:
        """Columns that certainly are of the contact, other than an address."""
        bare = [
            column
            for column in self.bare
            if (field := _field(CONTACT_HEADINGS, self.keys[column])) not in ("", "sex", *ADDRESS_FIELDS)
            and (pupil_is_named or field not in PUPIL_HEADINGS)
        ]
        return [*self.single.values(), *bare]

    def _is_childs(self, column: int, start: int) -> bool:
        own = (self.keys[place] for place in range(column))
        return column < start and any(_field(PUPIL_HEADINGS, _without(key, PUPIL_WORDS) or key) for key in own)

    def watched(self) -> list[Watched]:
        """The columns of restrictions and notes, each with the place of its contact."""
        several = any(map(_names_someone, self.numbered.values()))
        found = []
        for column, kind, owner in self._watched:
            of_pupil = owner in PUPIL_WORDS
            one = self._place_of(self.numbered.get(owner))
            one = 0 if one is None and not of_pupil and not several else one
            permits = kind is None and allows_letters(self.row[column])
            found.append(Watched(column, kind, one, of_pupil or one is None, permits))
        for column, use in self._chosen:
            one = self._place_of(self.people[use.of - 1] if PUPIL < use.of <= len(self.people) else None)
            permits = use.what == CORRESPONDENCE
            found.append(Watched(column, RESTRICTIONS.get(use.what), one, one is None, permits))
        return found

    def doubles_of(self, *people: Mapping[str, int]) -> tuple[tuple[int, int], ...]:
        """The columns that mean the same as another one that is used, in the order in which they fill its gaps."""
        used = {column for fields in people for column in fields.values()}
        found: list[tuple[int, int]] = []
        for first, other in reversed(self.doubles):
            if first in used:
                used.add(other)
                found.insert(0, (first, other))
        return tuple(found)

    def _place_of(self, fields: dict[str, int] | None) -> int | None:
        return next((place for place, person in enumerate(self.contacts) if person is fields), None)

    def _place(self, fields: dict[str, int], headings: Mapping[str, frozenset[str]], key: str, column: int) -> None:
        field = _field(headings, key)
        if field in fields:
            self.doubles.append((fields[field], column))
        elif field:
            fields[field] = column


def _without(key: str, words: Sequence[str]) -> str | None:
    """The heading without the word it starts with, or None: "contactsurname" → "surname"; "contactpriority" too."""
    for word in words:
        if key.startswith(word) and key != word:
            return key[len(word) :].removeprefix("s") if key[len(word) :].startswith("sname") else key[len(word) :]
    return None


def _field(headings: Mapping[str, frozenset[str]], key: str) -> str:
    return next((field for field, known in headings.items() if key in known), "")


def _names_someone(fields: Mapping[str, int]) -> bool:
    return "name" in fields or ("surname" in fields and "forename" in fields)
