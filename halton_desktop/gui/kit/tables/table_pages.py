"""Rows fetched a hundred at a time by id and kept while they are near what is seen."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Generic, TypeVar

Row = TypeVar("Row")

PAGE_ROWS, PAGES_KEPT = 100, 60
"""About 6,000 rows are in memory at most: some megabytes, whatever the length of the list."""


class Pages(Generic[Row]):
    """``fetch_rows(ids)`` gives the rows of up to 100 ids in any order; ids that are gone may be missing."""

    def __init__(self, fetch_rows: Callable[[Sequence[int]], Iterable[Row]], row_id: Callable[[Row], int]) -> None:
        self._fetch_rows = fetch_rows
        self._row_id = row_id
        self._ids: Sequence[int] = ()
        self._pages: OrderedDict[int, list[Row | None]] = OrderedDict()
        self._in_hand: list[Row | None] = []
        self._number_in_hand = -1

    def begin(self, ids: Sequence[int]) -> None:
        """Stand on another list of ids."""
        self._ids = ids
        self.forget()

    def forget(self) -> None:
        """Drop every page: something in the file has changed."""
        self._pages.clear()
        self._in_hand = []
        self._number_in_hand = -1

    def row_at(self, row: int) -> Row | None:
        """The row at a place, None where it has gone from the file since the ids were read."""
        number, place = divmod(row, PAGE_ROWS)
        if number != self._number_in_hand:
            self._in_hand = self._page(number)
            self._number_in_hand = number
        return self._in_hand[place]

    def stream(self, ids: Sequence[int]) -> Iterator[Row]:
        """The rows of many ids in their order, a page at a time and without keeping them."""
        for start in range(0, len(ids), PAGE_ROWS):
            yield from (row for row in self._in_order(ids[start : start + PAGE_ROWS]) if row is not None)

    def _page(self, number: int) -> list[Row | None]:
        if number in self._pages:
            self._pages.move_to_end(number)
            return self._pages[number]
        page = self._in_order(self._ids[number * PAGE_ROWS : (number + 1) * PAGE_ROWS])
        self._pages[number] = page
        if len(self._pages) > PAGES_KEPT:
            self._pages.popitem(last=False)
        return page

    def _in_order(self, ids: Sequence[int]) -> list[Row | None]:
        by_id = {self._row_id(row): row for row in self._fetch_rows(ids)}
        return [by_id.get(record) for record in ids]
