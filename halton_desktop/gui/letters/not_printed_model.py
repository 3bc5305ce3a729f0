"""The people who cannot get a letter, each with the reason: a short list in memory, ordered as asked."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject

from halton_desktop.gui.kit.looks.theme import Theme
from halton_desktop.gui.kit.tables.paged_table_model import Column, Order, PagedTableModel
from halton_desktop.gui.kit.widgets.chip import Chip
from halton_desktop.services.letters.plan_letters import NotPrinted

_BLOCKED = Chip("Blocked", "overdue", "ban")
_TO_MEND = Chip("To mend", "due", "edit")

COLUMNS: tuple[Column[NotPrinted], ...] = (
    Column("who", "Who", lambda one: one.who, sort_key="who", width=20),
    Column(
        "kind",
        "What it is",
        lambda one: chip_of(one).text,
        sort_key="kind",
        chip=lambda one: chip_of(one),
        width=9,
    ),
    Column(
        "reason", "Why", lambda one: reason_of(one), sort_key="reason", tooltip=lambda one: reason_of(one), grows=True
    ),
)


def chip_of(one: NotPrinted) -> Chip:
    """Whether somebody decided that no letter goes there, or something can be put right."""
    return _BLOCKED if one.held else _TO_MEND


def reason_of(one: NotPrinted) -> str:
    """The reason as a sentence of its own: the first letter large."""
    return one.reason[:1].upper() + one.reason[1:]


class NotPrintedModel(PagedTableModel[NotPrinted]):
    """Fill it with :meth:`show`; ids are those of the parents."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        self._people: dict[int, NotPrinted] = {}
        super().__init__(
            COLUMNS,
            fetch_ids=self._in_order,
            fetch_rows=lambda ids: [self._people[one] for one in ids],
            row_id=lambda one: one.parent_id,
            order=Order("who"),
            colour_of=theme.colour,
            parent=parent,
        )

    def show(self, people: Sequence[NotPrinted]) -> None:
        """List these and no others."""
        self._people = {one.parent_id: one for one in people}
        self.reload()

    def person(self, parent_id: int) -> NotPrinted | None:
        """The line of one parent, None where they are not in the list."""
        return self._people.get(parent_id)

    def _in_order(self, order: Order, _filter: object) -> list[int]:
        text = {column.key: column.text for column in COLUMNS}[order.key]
        people = sorted(self._people.values(), key=lambda one: (text(one).casefold(), one.who.casefold()))
        ids = [one.parent_id for one in people]
        return ids[::-1] if order.descending else ids
