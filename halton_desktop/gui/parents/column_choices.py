"""What a person chooses for the columns and sheets of one file, until the file is read that way."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from halton_desktop.domain.importing.file_columns import (
    LEFT_OUT,
    ColumnUse,
    FileColumn,
    FileTable,
    ReadingChoices,
    SheetUse,
    headings_key,
    names_missing,
    sheet_key,
)


@dataclass(frozen=True)
class Place:
    """One line of the list: a column of a table, or (``column`` None) the sheet as a whole."""

    table: FileTable
    column: FileColumn | None = None


class ColumnChoices:
    """What is chosen and not applied yet; ``unknown`` is a file none of whose headings the program knows."""

    def __init__(self, tables: Sequence[FileTable], *, unknown: bool) -> None:
        self._tables = tables
        self._unknown = unknown
        self._chosen: dict[Place, object] = {}

    @property
    def pending(self) -> bool:
        """Whether anything waits to be applied."""
        return bool(self._chosen)

    def places(self) -> list[Place]:
        """Each sheet, and the columns of those that are read as people or may be."""
        found = []
        for table in self._tables:
            if table.sheet:
                found.append(Place(table))
            if self._unknown or self._is_people(table):
                found += [Place(table, column) for column in table.columns]
        return found

    def name(self, place: Place) -> str:
        """The heading, or the sheet’s name."""
        return place.table.sheet if place.column is None else place.column.heading

    def filled(self, place: Place) -> int:
        """Cells of a column, rows of a sheet."""
        return place.table.rows if place.column is None else place.column.cells

    def use(self, place: Place) -> object:
        """The use as chosen or as it is: a ColumnUse, a SheetUse, or None for as the program reads it."""
        if place in self._chosen:
            return self._chosen[place]
        return place.table.use if place.column is None else place.column.use

    def words(self, place: Place) -> str:
        """What it is used for, and whether that was remembered or waits to be applied."""
        use = self.use(place)
        waiting = place in self._chosen
        if isinstance(use, SheetUse):
            words = use.value
        elif isinstance(use, ColumnUse):
            words = use.words
        else:
            words = "as the program reads it" if waiting else "not used"
        said = place.table.chosen if place.column is None else place.column.chosen
        more = "not applied yet" if waiting else "remembered" if said else ""
        if not waiting and place.column is not None and place.column.second:
            more = "where the first is empty"
        if not waiting and place.column is not None and place.column.of_nobody:
            more = "not used: this contact has no name"
        words = words[:1].upper() + words[1:]
        return f"{words} ({more})" if more else words

    def choose(self, place: Place, use: object) -> None:
        """Choose a use; the one that stands there already is no choice, nor is the program’s where nobody chose."""
        self._chosen.pop(place, None)
        said = place.table.chosen if place.column is None else place.column.chosen
        if use != self.use(place) and (said or use is not None):
            self._chosen[place] = use

    def missing(self) -> str:
        """Whose names no column gives yet, of the sheets that are to be read as people; "" where all is well."""
        found = [missing for table in self._tables if (missing := self._missing_in(table)) is not None]
        if self._unknown and "" in found:
            return ""
        return next(filter(None, found), "")

    def change(self) -> ReadingChoices:
        """All of it, as it is remembered."""
        columns: dict[str, dict[int, ColumnUse]] = {}
        for table in self._tables:
            for column in table.columns:
                place = Place(table, column)
                if place in self._chosen or column.chosen:
                    known = columns.setdefault(headings_key(table.headings), {})
                    use = self.use(place)
                    if isinstance(use, ColumnUse) and (place in self._chosen or column.column not in known):
                        known[column.column] = use
        sheets = {
            sheet_key(place.table.sheet, place.table.headings): use if isinstance(use, SheetUse) else None
            for place, use in self._chosen.items()
            if place.column is None
        }
        return ReadingChoices(columns, sheets)

    def frees(self) -> list[str]:
        """Headings of columns that hold people now and would not any more."""
        return [
            place.column.heading
            for place, use in self._chosen.items()
            if place.column is not None and place.column.use is not None and place.column.use.restricts
            if not (isinstance(use, ColumnUse) and use.restricts)
        ]

    def _is_people(self, table: FileTable) -> bool:
        return self.use(Place(table)) is SheetUse.PEOPLE

    def _missing_in(self, table: FileTable) -> str | None:
        """None for a sheet that need not name anybody."""
        places = [Place(table, column) for column in table.columns]
        touched = [place for place in places if place in self._chosen]
        if any(self._chosen[place] is None for place in touched):
            return ""
        if not self._is_people(table) and not (self._unknown and touched):
            return "the pupil and the contact" if self._unknown else None
        return names_missing(_taken(self.use(place) for place in places))


def _taken(uses: Iterable[object]) -> Iterable[ColumnUse | None]:
    return (use if isinstance(use, ColumnUse) and use.what != LEFT_OUT else None for use in uses)
