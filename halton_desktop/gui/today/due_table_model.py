"""The list of what is due: when, what, and who sees to it; most pressing first."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from halton_desktop.domain.due import DueItem
from halton_desktop.gui.kit.tables.paged_table_model import Column, Order, PagedTableModel
from halton_desktop.gui.kit.widgets.chip import Chip

Line = tuple[int, DueItem]
NOBODY = "Nobody yet"


def due_chip(due_on: date, today: date) -> Chip:
    """ "3 days late", "Today", "Tomorrow", "Wed 25/11"."""
    days = (due_on - today).days
    if days < 0:
        return Chip(f"{-days} day{'' if days == -1 else 's'} late", "overdue", "overdue")
    if days == 0:
        return Chip("Today", "due", "due")
    return Chip("Tomorrow" if days == 1 else f"{due_on:%a %d/%m}", "muted", "calendar")


class DueTableModel(PagedTableModel[Line]):
    """``show`` takes the items; the filter is the name of who sees to them, None for everybody."""

    def __init__(self) -> None:
        self._items: list[DueItem] = []
        self._today = date.min
        super().__init__(
            self._columns(),
            fetch_ids=lambda order, wanted: self._wanted_ids(order, wanted),
            fetch_rows=lambda ids: [(number, self._items[number]) for number in ids],
            row_id=lambda line: line[0],
            order=Order("due"),
        )

    def show(self, items: Sequence[DueItem], today: date) -> None:
        """List these, as they come (most pressing first)."""
        self._items = list(items)
        self._today = today
        self.reload()

    def item(self, number: int) -> DueItem | None:
        """What a line is about."""
        return self._items[number] if 0 <= number < len(self._items) else None

    def _columns(self) -> tuple[Column[Line], ...]:
        return (
            Column(
                "due",
                "Due",
                lambda line: due_chip(line[1].due_on, self._today).text,
                sort_key="due",
                chip=lambda line: due_chip(line[1].due_on, self._today),
                width=16,
                copied=lambda line: f"{line[1].due_on:%d/%m/%Y}",
            ),
            Column(
                "what",
                "What",
                lambda line: line[1].sentence,
                tooltip=lambda line: line[1].sentence,
                width=60,
                grows=True,
            ),
            Column("kind", "Kind", lambda line: line[1].kind.capitalize(), sort_key="kind", colour="muted", width=22),
            Column("who", "Who", lambda line: line[1].responsible or NOBODY, sort_key="who", width=18),
        )

    def _wanted_ids(self, order: Order, who: str | None) -> list[int]:
        numbers = [number for number, item in enumerate(self._items) if who is None or item.responsible == who]
        keys: dict[str, Callable[[DueItem], str]] = {
            "due": lambda item: item.due_on.isoformat(),
            "kind": lambda item: item.kind.casefold(),
            "who": lambda item: (item.responsible or NOBODY).casefold(),
        }
        key = keys[order.key]
        return sorted(numbers, key=lambda number: key(self._items[number]), reverse=order.descending)
