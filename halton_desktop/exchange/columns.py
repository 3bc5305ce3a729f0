"""Which heading of a school's export means what: SIMS, Arbor, Bromcom and the usual words of others."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

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
    "court_order": frozenset("courtorder courtorderrestrictedaccess courtorders restrictedaccess".split()),
    "correspondence": frozenset("correspondence receivescorrespondence mail".split()),
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
    "locality": frozenset("locality district area village".split()),
    "town": frozenset("town city posttown towncity".split()),
    "county": frozenset("county administrativearea".split()),
    "postcode": frozenset("postcode postalcode addresspostcode".split()),
    "phone": frozenset("phone telephone phonenumber telephonenumber tel contactnumber".split()),
    "mobile": frozenset("mobile mobilephone mobilenumber mobiletelephone mobilephonenumber".split()),
    "home_phone": frozenset("homephone hometelephone homenumber hometel landline homephonenumber".split()),
    "email": frozenset("email emailaddress mainemail primaryemail homeemail".split()),
}
"""What is asked of a contact, by the heading folded to its letters and digits, without a leading "contact"."""

_ADDRESS = frozenset("house flat street address line1 line2 line3 line4 line5 locality town county postcode".split())
_NUMBERED = re.compile(rf"(?:{'|'.join(CONTACT_WORDS)})([1-9])(?!$)")
_NOT_LETTERS = re.compile(r"[^0-9a-z]")


@dataclass(frozen=True, slots=True)
class Columns:
    """Where a file keeps what. Numbers count columns from 0.

    ``contacts`` has one mapping in a file with a row for each pupil and contact, and one for each numbered parent in
    a file with a row for each pupil. ``home`` are address columns of the pupil, in files where parents have none.
    """

    headings: tuple[str, ...]
    pupil: Mapping[str, int]
    contacts: tuple[Mapping[str, int], ...]
    home: Mapping[str, int]

    @property
    def one_row_per_pupil(self) -> bool:
        """Whether parents stand beside one another in the pupil's row."""
        return len(self.contacts) > 1

    def heading(self, column: int | None) -> str:
        """The heading as the file has it."""
        return self.headings[column] if column is not None and column < len(self.headings) else ""


def recognise_columns(row: Sequence[str]) -> Columns | None:
    """The columns when this row is the heading of a contact list: it names pupils and contacts; else None."""
    keys = [_NOT_LETTERS.sub("", heading.casefold()) for heading in row]
    pupil: dict[str, int] = {}
    numbered: dict[int, dict[str, int]] = {}
    single: dict[str, int] = {}
    bare: list[int] = []
    for column, key in enumerate(keys):
        number = _NUMBERED.match(key)
        if number is not None:
            _place(numbered.setdefault(int(number[1]), {}), CONTACT_HEADINGS, key[number.end() :], column)
        elif _field(CONTACT_HEADINGS, key):  # "parental responsibility" does not say what a parent's "al…" is
            bare.append(column)
        elif (rest := _without(key, PUPIL_WORDS)) is not None:
            _place(pupil, PUPIL_HEADINGS, rest, column)
        elif (rest := _without(key, CONTACT_WORDS)) is not None:
            _place(single, CONTACT_HEADINGS, rest, column)
        elif key:
            bare.append(column)
    home: dict[str, int] = {}
    _place_bare(bare, keys, pupil, single, home if numbered else single)
    contacts = tuple(numbered[number] for number in sorted(numbered)) or (single,)
    if not _names_someone(pupil) or not all(_names_someone(contact) for contact in contacts):
        return None
    return Columns(tuple(row), pupil, contacts, home)


def _place_bare(
    bare: list[int], keys: list[str], pupil: dict[str, int], single: dict[str, int], rest: dict[str, int]
) -> None:
    """Headings that name nobody: names are the pupil's unless the pupil has some, what only contacts have is theirs."""
    pupil_is_named = _names_someone(pupil)
    for column in bare:
        key = keys[column]
        if not pupil_is_named and _field(PUPIL_HEADINGS, key):
            _place(pupil, PUPIL_HEADINGS, key, column)
            continue
        if pupil_is_named and _field(PUPIL_HEADINGS, key) not in ("", "surname", "forename", "name"):
            _place(pupil, PUPIL_HEADINGS, key, column)
            continue
        field = _field(CONTACT_HEADINGS, key)
        if rest is single or field in _ADDRESS:
            _place(rest, CONTACT_HEADINGS, key, column)


def _without(key: str, words: Sequence[str]) -> str | None:
    """The heading without the word it starts with, or None: "contactsurname" → "surname"; "contactpriority" too."""
    for word in words:
        if key.startswith(word) and key != word:
            return key[len(word) :].removeprefix("s") if key[len(word) :].startswith("sname") else key[len(word) :]
    return None


def _field(headings: Mapping[str, frozenset[str]], key: str) -> str:
    return next((field for field, known in headings.items() if key in known), "")


def _place(fields: dict[str, int], headings: Mapping[str, frozenset[str]], key: str, column: int) -> None:
    field = _field(headings, key)
    if field:
        fields.setdefault(field, column)


def _names_someone(fields: Mapping[str, int]) -> bool:
    return "name" in fields or ("surname" in fields and "forename" in fields)
