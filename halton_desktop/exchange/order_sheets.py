"""Sheets, sections and lines beside the contacts that speak of restrictions: whoever they may mean is held."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from halton_desktop.domain.importing.contact_import import ImportedPupil, ReadContacts, Restricting
from halton_desktop.domain.importing.named_people import Directory, Somebody, in_role, roles_named, somebody
from halton_desktop.domain.importing.restriction_headings import restriction_heading
from halton_desktop.domain.importing.restriction_words import is_plain_no, restriction_in
from halton_desktop.domain.name import fold
from halton_desktop.domain.parents.hold import FoundHold, HoldKind

_MOST_WORDS = 300
_HEADINGS = frozenset(
    "name names surname surnames forename forenames first last full pupil pupils child children student students "
    "parent parents carer contact contacts reason reasons note notes details relationship relation date year class "
    "form reg dob title upn adno initial initials who whom family about".split()
)

Sheet = tuple[str, Sequence[Sequence[str]]]
"""The name of a sheet, and its cells."""
_Place = tuple[int, int]
"""Of a contact: the pupil’s in the file, and its own."""


@dataclass(slots=True)
class Beside:
    """What stands beside the list: tables, and lines above or below it, each with its row number.

    A line that restricts and stands alone heads a section: whoever is named under it is restricted, whatever columns
    the names stand in.
    """

    tables: list[Sheet] = field(default_factory=list)
    lines: list[Restricting] = field(default_factory=list)
    section: HoldKind | None = None

    def add_line(self, number: int, row: Sequence[str], sheet: str = "", *, above: bool = False) -> None:
        """Keep a row that is no pupil's where it may restrict somebody; ``above`` the list titles and dates stand."""
        words = _words(row)
        kind = restriction_in(words) if words else None
        if kind is not None:
            secret = kind is HoldKind.SECRECY  # "Confidential" stands above many a list
            certain = not secret and not words.endswith(":")
            self.lines.append(Restricting(number, _hold(kind, words, _place(number, sheet)), certain=certain))
            alone = sum(bool(text.strip()) for text in row) == 1
            self.section = kind if alone and (words.endswith(":") or not secret) else self.section
        elif self.section is not None and words and not words.endswith(":"):
            self.add_named(number, row, sheet, above=above)
        elif words:
            self.section = None

    def add_named(self, number: int, row: Sequence[str], sheet: str = "", *, above: bool = False) -> None:
        """A row of the section."""
        if self.section is not None:
            hold = _hold(self.section, _words(row), _place(number, sheet))
            self.lines.append(Restricting(number, hold, certain=not above and not _is_heading(row)))


def with_lines_of(beside: Beside, read: ReadContacts) -> ReadContacts:
    """The file with holds on whom a line or section outside the list may name."""
    return with_restricted(beside.lines, read)


def with_orders_of(sheets: Sequence[Sheet], read: ReadContacts) -> ReadContacts:
    """The file with holds on whom a row of such a sheet may name."""
    return with_restricted([found for sheet in sheets for found in _rows(sheet)], read)


def with_restricted(rows: Sequence[Restricting], read: ReadContacts) -> ReadContacts:
    """The file with holds on the contacts whom a row may name, else on all of a pupil it may name.

    What names nobody of the file is kept for the register.
    """
    if not rows:
        return read
    finder = _Finder(read.pupils)
    held: dict[_Place, list[FoundHold]] = {}
    unfound = []
    for row in rows:
        places = finder.meant(row.hold.words, loosely=row.certain)
        for place in places:
            held.setdefault(place, []).append(row.hold)
        if not places:
            unfound.append(row)
    pupils = tuple(_held(pupil, number, held) for number, pupil in enumerate(read.pupils))
    return replace(read, pupils=pupils, unfound=(*read.unfound, *unfound))


def _held(pupil: ImportedPupil, number: int, held: dict[_Place, list[FoundHold]]) -> ImportedPupil:
    contacts = tuple(
        replace(one, holds=tuple(dict.fromkeys((*one.holds, *held[number, place])))) if (number, place) in held else one
        for place, one in enumerate(pupil.contacts)
    )
    return replace(pupil, contacts=contacts) if contacts != pupil.contacts else pupil


class _Finder:
    """The contacts of a file by what a row may call them."""

    def __init__(self, pupils: Sequence[ImportedPupil]) -> None:
        self._places: list[_Place] = []
        self._people: list[Somebody] = []
        for number, pupil in enumerate(pupils):
            for place, one in enumerate(pupil.contacts):
                who = one.forename, one.surname, one.title, one.relationship, one.sex
                self._people.append(somebody(len(self._people), *who))
                self._places.append((number, place))
        self._contacts = Directory(self._people)
        self._pupils = Directory(
            somebody(number, pupil.forename, pupil.surname, "", "") for number, pupil in enumerate(pupils)
        )

    def meant(self, words: str, *, loosely: bool) -> list[_Place]:
        """Whoever is named by the whole name, else whoever may be: a contact, or the contacts of a pupil."""
        exact = self._contacts.exactly(words)
        pupils = self._pupils.exactly(words)
        if exact:
            found = self._contacts.meant(words)
        elif pupils:
            found = self._of(pupils, words)
        elif not loosely:
            return []
        else:
            found = self._contacts.nearly(words) | self._of(self._pupils.nearly(words), words)
            found = found or self._contacts.loosely(words) or self._of(self._pupils.loosely(words), words)
        return [self._places[one] for one in sorted(found)]

    def _of(self, pupils: Iterable[int], words: str) -> frozenset[int]:
        """The contacts of these pupils, of whom whoever has the role that is named, or a name that fits."""
        here = set(pupils)
        found: set[int] = set()
        for pupil in here:
            own = [one for one, place in zip(self._people, self._places, strict=True) if place[0] == pupil]
            named = {one.id for role in roles_named(words) for one in in_role(role, own)}
            found |= named or {one.id for one in own}
        return frozenset(found)


def _rows(sheet: Sheet) -> list[Restricting]:
    """Each row that may restrict somebody; the first too, where the sheet's own name says what it is for."""
    title, cells = sheet
    named = restriction_heading(title) or restriction_in(title)
    headings = cells[0] if cells else ()
    general = named or restriction_heading(" ".join([title, *headings]))
    asked = [] if named else [place for place, heading in enumerate(headings) if restriction_heading(heading)]
    found = []
    for number, row in enumerate(cells, start=1):
        if number > 1 and asked and all(is_plain_no(row[one] if one < len(row) else "") for one in asked):
            continue
        words = _words(row)
        kind = (general if number > 1 or named else None) or restriction_in(words)
        if words and kind is not None:
            hold = _hold(kind, words, f"sheet {title}, row {number}")
            found.append(Restricting(number, hold, certain=number > 1 or not _is_heading(row)))
    return found


def _words(row: Sequence[str]) -> str:
    return ", ".join(text.strip() for text in row if text.strip())[:_MOST_WORDS]


def _place(number: int, sheet: str) -> str:
    return f"sheet {sheet}, row {number}" if sheet else f"row {number}"


def _hold(kind: HoldKind, words: str, place: str) -> FoundHold:
    return FoundHold(kind, words, place, about_child=kind is HoldKind.COURT_ORDER, by_name=True)


def _is_heading(row: Sequence[str]) -> bool:
    """Whether a row names columns, or says what the list is, and so nobody."""
    filled = [text for text in row if text.strip()]
    return any(_HEADINGS & set(fold(text).split()) for text in filled) or all(map(restriction_heading, filled))
