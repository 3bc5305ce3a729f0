"""One contact out of the cells of a row."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from halton_desktop.domain.address import PostalAddress
from halton_desktop.domain.importing.contact_import import ImportedContact
from halton_desktop.domain.importing.restriction_words import forbidden_at, restriction_in
from halton_desktop.domain.name import joined
from halton_desktop.domain.parents.hold import HoldKind
from halton_desktop.domain.parents.parent_match import sex_in_words
from halton_desktop.domain.parents.relationship_words import read_relationship
from halton_desktop.domain.phone import is_mobile
from halton_desktop.exchange.cell_values import (
    LONGEST,
    is_placeholder,
    leading_title,
    read_address,
    read_address_lines,
    read_sex,
    read_yes_no,
    split_name,
    tidy,
    tidy_name,
    turned_into_a_date,
)
from halton_desktop.exchange.columns import ADDRESS_FIELDS, Columns
from halton_desktop.exchange.contact_checks import checked_email, checked_phone, postcode_trouble, sex_trouble
from halton_desktop.exchange.found_holds import MARKS, Gathered, Placed, watch
from halton_desktop.exchange.remarks import parted_address, parted_name, parted_title

TellOnce = Callable[[int, Mapping[str, int], str, str, str, str], None]
"""Takes row, columns, field, value, the person's name and the message ("" for nothing to say)."""

_STREETS = ("street", "address", "line1")
_POSTCODE, _COUNTRY = ADDRESS_FIELDS.index("postcode"), ADDRESS_FIELDS.index("country")


class ContactCells:
    """Reads contacts; equal addresses, which families share, are put together once."""

    def __init__(self, columns: Columns, tell: TellOnce) -> None:
        self._columns = columns
        self._tell = tell
        self._homes: dict[tuple[str, ...], PostalAddress] = {}

    def contact(
        self, number: int, row: Sequence[str], order: int, placed: Placed, broken: frozenset[int]
    ) -> ImportedContact | None:
        """The ``order``-th contact of the row, counted from 1; None when there is none."""
        fields = self._columns.contacts[order - 1]
        responsible = read_yes_no(cell(row, fields, "parental_responsibility"))
        found = watch(row, self._columns, order - 1, placed, no_responsibility=responsible is False)
        title, forename, surname = self._name(number, row, fields, placed, found)
        relationship = self._relationship(row, fields, placed, found)
        if not forename and not surname:
            self._check_nobody(number, row, fields, found)
            return nameless(number, title, relationship, found)
        name = " ".join(part for part in (title, forename, surname) if part)
        if any(fields.get(field) in broken for field in ("forename", "surname", "name")):
            found.hold(HoldKind.UNDECIDED, "a damaged name", placed(fields.get("surname", fields.get("name", 0))))
        sex = read_sex(cell(row, fields, "sex")) or sex_in_words(cell(row, fields, "relationship"))
        self._tell(number, fields, "title", title, name, sex_trouble(title, sex, relationship, name))
        mobile, home_phone = self._phones(number, row, fields, name, found)
        priority = tidy(cell(row, fields, "priority"))
        email = self._email(number, row, fields, name, found)
        self._look_aside(row, fields, placed, found)
        self._tell_not_written_to(number, name, found)
        address = self.address(number, row, fields, name, found, placed)
        return ImportedContact(
            row=number,
            forename=forename,
            surname=surname,
            title=title,
            relationship=relationship,
            parental_responsibility=responsible,
            priority=int(priority) if priority.isdecimal() else order if self._columns.one_row_per_pupil else 0,
            court_order=found.court_order,
            sex=sex,
            address=address,
            email=email,
            mobile=mobile,
            home_phone=home_phone,
            holds=tuple(found.holds),
            remarks=tuple(found.remarks),
            unclear=tuple(found.unclear),
        )

    def _tell_not_written_to(self, number: int, name: str, found: Gathered) -> None:
        for column, text in found.not_written_to:
            self._tell(
                number, {"correspondence": column}, "correspondence", text, name,
                f"The file says {name}, who has no parental responsibility, gets no letters, though the code asks for "
                "an answer. Letters were not blocked; if none may be sent, tick “Do not write” and say why.",
            )  # fmt: skip

    def _name(
        self, number: int, row: Sequence[str], fields: Mapping[str, int], placed: Placed, found: Gathered
    ) -> tuple[str, str, str]:
        """(title, forename, surname) without the remarks people write into them, which are noted."""
        title = self._title(number, row, fields, placed, found)
        whole = "surname" not in fields or "forename" not in fields
        texts = {field: cell(row, fields, field) for field in (("name",) if whole else ("forename", "surname"))}
        plain = {}
        for field, text in texts.items():
            parted = parted_name(tidy(text), surname=field == "surname")
            plain[field] = tidy_name(parted.plain)
            if parted.remarks:
                found.note(*parted.remarks)
                said = joined([f"“{remark}”" for remark in parted.remarks])
                self._tell(
                    number, fields, field, tidy(text), plain[field],
                    f"“{tidy(text)}” holds a remark beside the name: {said}. It is kept as a note and never printed.",
                )  # fmt: skip
            if parted.kind is not None:
                found.hold(parted.kind, tidy(text), placed(fields[field]))
            elif not parted.remarks and set(text) & MARKS:
                found.wonder(tidy(text), self._columns.heading(fields[field]))
            for remark in parted.remarks if parted.kind is None else ():
                if not remark.istitle():  # Jo (Josephine)
                    found.wonder(remark, self._columns.heading(fields[field]))
        if whole:
            leading, forename, surname = split_name(plain["name"])
            return title or leading, forename, surname
        leading, forename = leading_title(plain["forename"])
        return title or leading, forename, plain["surname"]

    def _title(
        self, number: int, row: Sequence[str], fields: Mapping[str, int], placed: Placed, found: Gathered
    ) -> str:
        """The title, where it is one; whatever else stands there is never printed, but said and asked about."""
        text = tidy(cell(row, fields, "title"))
        parted = parted_title(text)
        if parted.kind is not None:
            found.note(*parted.remarks)
            found.hold(parted.kind, text, placed(fields["title"]))
        elif parted.remarks:
            found.wonder_at(text, self._columns.heading(fields["title"]))
        return parted.plain

    def _relationship(self, row: Sequence[str], fields: Mapping[str, int], placed: Placed, found: Gathered) -> str:
        text = tidy(cell(row, fields, "relationship"))
        read = read_relationship(text)
        found.note(read.remark)
        kind = restriction_in(text)
        if kind is not None:
            found.hold(kind, text, placed(fields["relationship"]))
        elif text and not is_placeholder(text) and not (read.clear and not set(text) & MARKS):
            found.wonder(text, self._columns.heading(fields["relationship"]))
        return "" if is_placeholder(text) else read.word

    def _check_nobody(self, number: int, row: Sequence[str], fields: Mapping[str, int], found: Gathered) -> None:
        """A relationship or a telephone without a person is a mistake; a title alone is left over."""
        texts = [tidy(cell(row, fields, field)) for field in ("relationship", "email", "mobile", "phone")]
        said = next((text for text in (*found.remarks, *texts) if text and not is_placeholder(text)), "")
        if said:
            held = " Whoever of the child’s contacts it may be is held." if found.holds else ""
            self._tell(
                number, fields, "surname" if "surname" in fields else "name", said, str(number),
                f"This contact (“{said}”) has no name. The contact was left out; the pupil was taken.{held}",
            )  # fmt: skip

    def _look_aside(self, row: Sequence[str], fields: Mapping[str, int], placed: Placed, found: Gathered) -> None:
        """Words of death, orders and secrecy where a telephone or e-mail belongs; "do not ring" is about telephones."""
        for field in ("priority", "parental_responsibility", "email", "mobile", "home_phone", "phone"):
            text = tidy(cell(row, fields, field))
            kind = forbidden_at(field, text)
            if kind is not None:
                found.hold(kind, text, placed(fields[field]))
            elif field == "parental_responsibility" and read_yes_no(text) is None and not is_placeholder(text):
                found.wonder(text, self._columns.heading(fields[field]))

    def _email(self, number: int, row: Sequence[str], fields: Mapping[str, int], name: str, found: Gathered) -> str:
        email, others, trouble = checked_email(cell(row, fields, "email"), name)
        self._tell(number, fields, "email", cell(row, fields, "email"), name, trouble)
        found.note(*others)
        return email

    def _phones(
        self, number: int, row: Sequence[str], fields: Mapping[str, int], name: str, remarks: Gathered
    ) -> tuple[str, str]:
        """(mobile, home), each where it belongs, whichever column it stood in; the first of two of a kind."""
        found = {"mobile": "", "home_phone": ""}
        for field in ("mobile", "home_phone", "phone"):
            text = cell(row, fields, field)
            if not text.strip():
                continue
            numbers, said, trouble = checked_phone(text, name)
            self._tell(number, fields, field, tidy(text), name, trouble)
            remarks.note(said)
            for kept in numbers:
                place = field if trouble and field != "phone" else "mobile" if is_mobile(kept) else "home_phone"
                if found[place] and found[place] != kept:
                    remarks.note(f"also {kept}")
                found[place] = found[place] or kept
        return found["mobile"], found["home_phone"]

    def address(
        self, number: int, row: Sequence[str], fields: Mapping[str, int], name: str, found: Gathered, placed: Placed
    ) -> PostalAddress:
        """The address in these columns, without remarks, which are noted and may hold the person."""
        raw = [cell(row, fields, field) for field in ADDRESS_FIELDS]
        for place, text in enumerate(raw):
            if not text.strip():
                continue
            field, parted = ADDRESS_FIELDS[place], parted_address(text)
            raw[place] = "" if is_placeholder(parted.plain) else parted.plain
            if parted.remarks:
                found.note(*parted.remarks)
                said = joined([f"“{remark}”" for remark in parted.remarks])
                self._tell(
                    number, fields, field, tidy(text), name,
                    f"The address of {name} holds a remark: {said}. It is kept as a note and never printed.",
                )  # fmt: skip
            kind = parted.kind or (HoldKind.UNDECIDED if field in _STREETS and is_nothing(parted.plain) else None)
            if kind is not None:
                found.hold(kind, tidy(text), placed(fields[field]))
            if turned_into_a_date(raw[place]):
                self._tell(
                    number, fields, field, tidy(text), name,
                    f"“{tidy(text)}” is no house: a spreadsheet has made a date or a time of a number like 1-2. "
                    f"The address of {name} was not taken; correct it in your school’s system.",
                )  # fmt: skip
                return PostalAddress()
        home = self._home(tuple(raw))
        self._tell(number, fields, "postcode", home.postcode, name, postcode_trouble(home, name))
        return home

    def _home(self, raw: tuple[str, ...]) -> PostalAddress:
        if raw not in self._homes:
            house, flat, street, *lines, _county, postcode, country = raw
            if house.strip() or street.strip():
                self._homes[raw] = read_address(house, street, [*lines, country], postcode, flat)
            else:
                self._homes[raw] = read_address_lines([flat, *lines, country], postcode)
        return self._homes[raw]


def nameless(number: int, title: str, relationship: str, found: Gathered) -> ImportedContact | None:
    """A contact without a name, where a restriction is said of them: somebody of the child is meant."""
    holds = tuple(found.holds)
    return ImportedContact(number, "", "", title, relationship, holds=holds) if holds else None


def is_nothing(text: str) -> bool:
    """Whether somebody has typed that there is nothing to say: "n/a", "x"; an empty cell or a dash is only empty."""
    return any(map(str.isalnum, text)) and is_placeholder(text)


def cell(row: Sequence[str], fields: Mapping[str, int], field: str) -> str:
    """The text of a cell, "" where the column or cell is missing; never longer than LONGEST."""
    column = fields.get(field)
    return row[column][:LONGEST] if column is not None and column < len(row) else ""
