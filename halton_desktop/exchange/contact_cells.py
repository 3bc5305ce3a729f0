"""One contact out of the cells of a row."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from halton_desktop.domain.address import PostalAddress
from halton_desktop.domain.contact_import import ImportedContact
from halton_desktop.domain.phone import is_mobile
from halton_desktop.exchange.cell_values import (
    LONGEST,
    read_address,
    read_address_lines,
    read_relationship,
    read_sex,
    read_title,
    read_yes_no,
    split_name,
    tidy,
    tidy_name,
)
from halton_desktop.exchange.columns import Columns
from halton_desktop.exchange.contact_checks import checked_email, checked_phone, postcode_trouble, sex_trouble

TellOnce = Callable[[int, Mapping[str, int], str, str, str, str], None]
"""Takes row, columns, field, value, the person's name and the message ("" for nothing to say)."""

_ADDRESS_FIELDS = (
    "house", "flat", "street", "address", "line1", "line2", "line3", "line4", "line5", "locality", "town", "county",
    "postcode",
)  # fmt: skip


class ContactCells:
    """Reads contacts; equal addresses, which families share, are put together once."""

    def __init__(self, columns: Columns, tell: TellOnce) -> None:
        self._columns = columns
        self._tell = tell
        self._homes: dict[tuple[str, ...], PostalAddress] = {}

    def contact(self, number: int, row: Sequence[str], fields: Mapping[str, int], order: int) -> ImportedContact | None:
        """The contact in these columns, the ``order``-th of the row; None when there is none."""
        title, forename, surname = self._name(row, fields)
        relationship = read_relationship(cell(row, fields, "relationship"))
        if not forename and not surname:
            self._check_nobody(number, row, fields)
            return None
        name = " ".join(part for part in (title, forename, surname) if part)
        sex = read_sex(cell(row, fields, "sex"))
        self._tell(number, fields, "title", title, name, sex_trouble(title, sex, relationship, name))
        mobile, home_phone = self._phones(number, row, fields, name)
        priority = tidy(cell(row, fields, "priority"))
        email, trouble = checked_email(cell(row, fields, "email"), name)
        self._tell(number, fields, "email", cell(row, fields, "email"), name, trouble)
        return ImportedContact(
            row=number,
            forename=forename,
            surname=surname,
            title=title,
            relationship=relationship,
            parental_responsibility=read_yes_no(cell(row, fields, "parental_responsibility")),
            priority=int(priority) if priority.isdecimal() else order if self._columns.one_row_per_pupil else 0,
            court_order=read_yes_no(cell(row, fields, "court_order")),
            sex=sex,
            address=self._address(number, row, fields, name, first=order == 1),
            email=email,
            mobile=mobile,
            home_phone=home_phone,
            correspondence=read_yes_no(cell(row, fields, "correspondence")) is not False,
        )

    def _name(self, row: Sequence[str], fields: Mapping[str, int]) -> tuple[str, str, str]:
        title = read_title(cell(row, fields, "title"))
        if "surname" in fields and "forename" in fields:
            return title, tidy_name(cell(row, fields, "forename")), tidy_name(cell(row, fields, "surname"))
        leading, forename, surname = split_name(cell(row, fields, "name"))
        return title or leading, forename, surname

    def _check_nobody(self, number: int, row: Sequence[str], fields: Mapping[str, int]) -> None:
        """A relationship or a telephone without a person is a mistake; a title alone is left over."""
        said = next(
            (text for field in ("relationship", "email", "mobile", "phone") if (text := cell(row, fields, field))), ""
        )
        if said.strip():
            self._tell(
                number, fields, "surname" if "surname" in fields else "name", said, str(number),
                f"This contact (“{tidy(said)}”) has no name. The contact was left out; the pupil was taken.",
            )  # fmt: skip

    def _phones(self, number: int, row: Sequence[str], fields: Mapping[str, int], name: str) -> tuple[str, str]:
        """(mobile, home), each where it belongs, whichever column it stood in; the first of two of a kind."""
        found = {"mobile": "", "home_phone": ""}
        for field in ("mobile", "home_phone", "phone"):
            text = cell(row, fields, field)
            if not text.strip():
                continue
            kept, trouble = checked_phone(text, name)
            self._tell(number, fields, field, kept, name, trouble)
            place = field if trouble and field != "phone" else "mobile" if is_mobile(kept) else "home_phone"
            found[place] = found[place] or kept
        return found["mobile"], found["home_phone"]

    def _address(
        self, number: int, row: Sequence[str], fields: Mapping[str, int], name: str, *, first: bool
    ) -> PostalAddress:
        """The contact's address. Where the file has only the pupil's home, it is the first contact's alone.

        Who else lives there the file does not say, and a letter must never tell one parent where the other lives.
        """
        if self._columns.home and not any(field in fields for field in ("address", "street", "line1", "postcode")):
            if not first:
                return PostalAddress()
            fields = self._columns.home
        raw = tuple(cell(row, fields, field) for field in _ADDRESS_FIELDS)
        if raw not in self._homes:
            house, flat, street, *lines, _county, postcode = raw
            if house.strip() or street.strip():
                self._homes[raw] = read_address(house, street, lines, postcode, flat)
            else:
                self._homes[raw] = read_address_lines([flat, *lines], postcode)
        home = self._homes[raw]
        self._tell(number, fields, "postcode", home.postcode, name, postcode_trouble(home, name))
        return home


def cell(row: Sequence[str], fields: Mapping[str, int], field: str) -> str:
    """The text of a cell, "" where the column or cell is missing; never longer than LONGEST."""
    column = fields.get(field)
    return row[column][:LONGEST] if column is not None and column < len(row) else ""
