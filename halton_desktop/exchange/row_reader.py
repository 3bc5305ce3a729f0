"""One row of a contact list after another, read by the headings above it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date

from halton_desktop.domain.address import PostalAddress
from halton_desktop.domain.importing.contact_import import ImportedPupil
from halton_desktop.domain.importing.file_columns import ColumnUse, Unquoted
from halton_desktop.domain.name import joined
from halton_desktop.domain.parents.hold import FoundHold, HoldKind
from halton_desktop.domain.parents.upn import tidy_upn
from halton_desktop.domain.school_year import is_year_group, tidy_year_group
from halton_desktop.exchange.cell_values import BROKEN, is_placeholder, read_date, split_name, tidy, tidy_name
from halton_desktop.exchange.columns import NOTHING_CHOSEN, Columns
from halton_desktop.exchange.contact_cells import ContactCells, cell
from halton_desktop.exchange.contact_checks import (
    ReportProblem,
    age_trouble,
    birthday_trouble,
    form_trouble,
    upn_trouble,
    year_trouble,
)
from halton_desktop.exchange.found_holds import Gathered, Placed, watch_pupil
from halton_desktop.exchange.remarks import Parted, parted_form, parted_pupil_name
from halton_desktop.exchange.seen_columns import SeenColumns, letters

_INSTRUCTIONS = frozenset({"required", "optional", "mandatory"})
_TOTAL = re.compile(r"(?:grand |sub-?)?total|count|number of|sum\b|average", re.IGNORECASE)
_SEVERAL = re.compile(r"[^\W\d_]\s*(?:&|\+|/|\band\b)\s*[^\W\d_]{2}")
_NO_HOME = PostalAddress()


class RowReader:
    """Reads rows under one heading; the report gathers what a person should look at, ``seen`` what stands where."""

    def __init__(
        self,
        columns: Columns,
        report: ReportProblem,
        sheet: str = "",
        chosen: Mapping[int, ColumnUse] = NOTHING_CHOSEN,
        title: str = "",
        unquoted: Unquoted = (),
    ) -> None:
        self.columns = columns
        self.report = report
        self._sheet = sheet
        self._contacts = ContactCells(columns, self._tell_once)
        self._dates: dict[str, date | None] = {}
        self._width = max((place for place, heading in enumerate(columns.headings, 1) if heading.strip()), default=0)
        self.seen = SeenColumns(columns, chosen, title, unquoted)

    def read(self, number: int, row: Sequence[str]) -> ImportedPupil | None:
        """The pupil of a row with its one or several contacts; None for rows that are no pupil's, which are told."""
        filled = [text for text in row if text and not text.isspace()]
        if not filled or all(text.strip().casefold() in _INSTRUCTIONS for text in filled):
            return None
        if self._is_left_out(number, row, filled):
            return None
        row, broken = self._mended(number, row)
        place = self.columns.pupil
        placed, of_child = self._placed(number), Gathered()
        forename, surname = self._name(number, row, placed, of_child)
        name = f"{forename} {surname}".strip()
        if not name:
            self.tell(
                number,
                "surname",
                "",
                "This row names no pupil, so it does not say whose contact it is. It was left out.",
            )
            return None
        self.seen.count(row)
        contacts = [
            self._contacts.contact(number, row, order, placed, broken)
            for order in range(1, len(self.columns.contacts) + 1)
        ]
        upn = tidy_upn(cell(row, place, "upn"))
        self._tell_once(number, place, "upn", upn, name, upn_trouble(upn, name))
        year = self._year(number, row, name)
        home = self._home(number, row, name, placed, of_child)
        return ImportedPupil(
            row=number,
            forename=forename,
            surname=surname,
            year_group=year,
            form=self._form(number, row, name, year, placed, of_child),
            date_of_birth=self._birthday(number, row, name),
            school_number=tidy(cell(row, place, "school_number")),
            upn=upn,
            contacts=tuple(contact for contact in contacts if contact is not None and contact.is_named),
            nameless=tuple(contact for contact in contacts if contact is not None and not contact.is_named),
            holds=(*watch_pupil(row, self.columns, placed), *of_child.holds, *self._damaged(broken, placed)),
            home=home,
            left_on=self._left_on(number, row),
        )

    # rows that are not taken

    def _is_left_out(self, number: int, row: Sequence[str], filled: list[str]) -> bool:
        """Rows whose cells cannot be told apart, totals, and rows that head a group."""
        extra = any(text.strip() for text in row[self._width :])
        if len(row) < self._width or extra:
            self.report.tell(
                number, "", tidy(" ".join(filled[:2])),
                f"This row has {len(row)} cells where the heading has {self._width}, so nobody can tell which belongs "
                "where. It was left out; mend it in your school’s system and export again.",
                self._where(number),
            )  # fmt: skip
            return True
        if _TOTAL.match(filled[0].strip()) and len(filled) <= max(2, self._width // 3):
            self.report.tell(number, "", tidy(filled[0]), "This row is a total and not a pupil. It was left out.")
            return True
        if len(filled) == 1 and self._width > 2:
            self.report.tell(
                number, "", tidy(filled[0]),
                f"This row says only “{tidy(filled[0])}”, so it is no pupil’s. It was left out.",
                self._where(number),
            )  # fmt: skip
            return True
        return False

    def _mended(self, number: int, row: Sequence[str]) -> tuple[list[str], frozenset[int]]:
        """(the row, the columns that are broken): errors told and emptied, a second column where the first is empty."""
        mended = list(row)
        broken = frozenset(
            place for place, text in enumerate(row) if text[:1] == "#" and BROKEN.fullmatch(text.strip())
        )
        watched = {one.column for one in self.columns.watched if one.kind is not None}
        for column in sorted(broken):
            text, mended[column] = row[column].strip(), row[column].strip() if column in watched else ""
            what = "a formula that was never worked out" if text == "#FORMULA" else f"“{text}”, an error"
            done = "whoever it is about is held" if column in watched else "it was taken as empty"
            self.report.tell(
                number, self.columns.heading(column), text,
                f"This cell holds {what}; {done}. Open the file in Excel, put it right and save it.",
                self._where(number, column),
            )  # fmt: skip
        for first, other in self.columns.doubles:
            if first < len(mended) and other < len(mended) and not mended[first].strip():
                mended[first] = mended[other]
        return mended, broken

    # the pupil's own cells

    def _name(self, number: int, row: Sequence[str], placed: Placed, found: Gathered) -> tuple[str, str]:
        """(forename, surname) without remarks, which are told and may hold all contacts of the child."""
        place = self.columns.pupil
        whole = "surname" not in place or "forename" not in place
        plain = {}
        several = tidy(cell(row, place, "name" if whole else "forename"))
        if _SEVERAL.search(several):
            self._tell_once(
                number, place, "name" if whole else "forename", several, "",
                f"“{several}” looks like several children in one row, of whom letters would speak as one child. It "
                f"was taken "
                "as it stands; give each child a row of its own in your school’s system.",
            )  # fmt: skip
        for field in ("name",) if whole else ("forename", "surname"):
            text = tidy(cell(row, place, field))
            plain[field] = self._without_remark(
                number, field, text, parted_pupil_name(text, surname=field == "surname"), placed, found
            )
        if whole:
            return split_name(plain["name"])[1:]
        return tidy_name(plain["forename"]), tidy_name(plain["surname"])

    def _without_remark(
        self, number: int, field: str, text: str, parted: Parted, placed: Placed, found: Gathered
    ) -> str:
        """What may be printed of a cell of the child's; the rest is told, and holds whom it may protect."""
        if parted.remarks:
            said = joined([f"“{remark}”" for remark in parted.remarks])
            what = "the child’s form" if field == "form" else "the child’s name"
            held = ", and all contacts of the child are held" if parted.kind else ""
            self._tell_once(
                number, self.columns.pupil, field, text, "",
                f"“{text}” holds a remark beside {what}: {said}. It is never printed{held}.",
            )  # fmt: skip
        if parted.kind is not None:
            found.hold(parted.kind, text, placed(self.columns.pupil[field]))
        return parted.plain

    def _damaged(self, broken: frozenset[int], placed: Placed) -> tuple[FoundHold, ...]:
        """Nothing goes out about a child half of whose name is an error."""
        names = sorted(broken & {self.columns.pupil.get(field, -1) for field in ("forename", "surname", "name")})
        return tuple(FoundHold(HoldKind.UNDECIDED, "a damaged name of the pupil", placed(one)) for one in names)

    def _year(self, number: int, row: Sequence[str], name: str) -> str:
        text = tidy(cell(row, self.columns.pupil, "year_group"))
        year = "" if is_placeholder(text) else tidy_year_group(text)
        if year and not is_year_group(year):
            self._tell_once(number, self.columns.pupil, "year_group", text, "", year_trouble(text, name))
        return year

    def _form(self, number: int, row: Sequence[str], name: str, year: str, placed: Placed, found: Gathered) -> str:
        written = tidy(cell(row, self.columns.pupil, "form"))
        form = self._without_remark(number, "form", written, parted_form(written), placed, found)
        trouble = form_trouble(form, year, name)
        self._tell_once(number, self.columns.pupil, "form", form, name, trouble)
        return "" if trouble or (form and is_placeholder(form)) else form

    def _birthday(self, number: int, row: Sequence[str], name: str) -> date | None:
        text = cell(row, self.columns.pupil, "date_of_birth").strip()
        if not text or is_placeholder(text):
            return None
        if text not in self._dates:
            self._dates[text] = read_date(text)
        found = self._dates[text]
        today = date.today()  # noqa: DTZ011 - the school's wall calendar
        trouble = birthday_trouble(text, name) if found is None else age_trouble(found, today, name)
        self._tell_once(number, self.columns.pupil, "date_of_birth", text, name, trouble)
        return None if trouble else found

    def _left_on(self, number: int, row: Sequence[str]) -> date | None:
        """The day a pupil left; days to come are still to come."""
        text = cell(row, self.columns.pupil, "left_on").strip()
        found = read_date(text) if text else None
        today = date.today()  # noqa: DTZ011 - the school's wall calendar
        return found if found is not None and found <= today else None

    def _home(self, number: int, row: Sequence[str], name: str, placed: Placed, found: Gathered) -> PostalAddress:
        """Where the child lives; what its cells forbid concerns all who may live there."""
        if not self.columns.home:
            return _NO_HOME
        return self._contacts.address(number, row, self.columns.home, name, found, placed)

    # telling

    def tell(self, row: int, field: str, value: str, message: str) -> None:
        """Note a problem with one of the pupil's own columns."""
        self._tell(row, self.columns.pupil, field, value, message)

    def _tell(self, row: int, fields: Mapping[str, int], field: str, value: str, message: str) -> None:
        column = fields.get(field)
        heading = self.columns.heading(column) or field.replace("_", " ").capitalize()
        self.report.tell(row, heading, value, message, self._where(row, column) if column is not None else "")

    def _tell_once(self, row: int, fields: Mapping[str, int], field: str, value: str, name: str, message: str) -> None:
        if message and self.report.is_news(field, value, name):
            self._tell(row, fields, field, value, message)

    def _where(self, row: int, column: int | None = None) -> str:
        cell_name = f"row {row}" if column is None else f"cell {letters(column)}{row}"
        return f"sheet {self._sheet}, {cell_name}" if self._sheet else cell_name

    def _placed(self, row: int) -> Callable[[int], str]:
        sheet = f"sheet {self._sheet}, " if self._sheet else ""
        return lambda column: f"{sheet}row {row}, {self.columns.heading(column) or f'column {letters(column)}'}"
