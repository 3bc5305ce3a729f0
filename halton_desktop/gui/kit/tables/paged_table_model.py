"""The base of every table: all ids in order, rows fetched a hundred at a time as they are seen, sixty pages kept.

Sorting and filtering are the service's work (its covering indexes), never a proxy model's: sorting 100,000 rows
through Python takes half a minute. Reads are synchronous because they take a millisecond.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Generic, NamedTuple, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor

from halton_desktop.gui.kit.looks.look import ColourRole
from halton_desktop.gui.kit.tables.table_pages import Pages
from halton_desktop.gui.kit.widgets.chip import Chip

Row = TypeVar("Row")
Index = QModelIndex | QPersistentModelIndex

ROW = int(Qt.ItemDataRole.UserRole) + 1
"""``index.data(ROW)`` gives the row object itself."""
CHIP = ROW + 1
"""``index.data(CHIP)`` gives the cell's Chip or None."""

_DISPLAY = int(Qt.ItemDataRole.DisplayRole)
_TOOLTIP = int(Qt.ItemDataRole.ToolTipRole)
_ALIGNMENT = int(Qt.ItemDataRole.TextAlignmentRole)
_FOREGROUND = int(Qt.ItemDataRole.ForegroundRole)
_ACCESSIBLE = int(Qt.ItemDataRole.AccessibleTextRole)
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class Order(NamedTuple):
    """How a list is ordered: the service's name for the order, and whether it runs backwards."""

    key: str
    descending: bool = False


@dataclass(frozen=True)
class Column(Generic[Row]):
    """One column: ``key`` names it in the settings for ever, ``text`` is what is shown, copied and read aloud.

    ``copied`` is what a spreadsheet is given in its place: a date for "2 days ago". ``sort_key`` is the service's order
    behind the header (None: not sortable). ``chip`` makes it a status column.
    ``colour`` may give a role for a cell's text (``muted``, ``overdue`` …), asked only where it is set. ``width`` is
    in characters of body text; the first column that ``grows`` takes what is spare. ``hidden`` columns are off until
    the user ticks them in the header's menu.
    """

    key: str
    title: str
    text: Callable[[Row], str]
    sort_key: str | None = None
    right: bool = False
    tooltip: Callable[[Row], str] | None = None
    chip: Callable[[Row], Chip | None] | None = None
    colour: Callable[[Row], ColourRole | None] | ColourRole | None = None
    width: int = 16
    grows: bool = False
    hidden: bool = False
    copied: Callable[[Row], str] | None = None


class PagedTableModel(QAbstractTableModel, Generic[Row]):
    """Rows of one kind, paged. Subclass it or make one from columns and two callables.

    ``fetch_ids(order, filter)`` returns every id that passes ``filter`` in that order (``array('q')`` best).
    ``fetch_rows(ids)`` returns the rows of up to 100 ids, in any order; ids that are gone may be missing.
    ``row_id(row)`` is a row's id. ``unfiltered`` is the filter that lets everything through, the one to begin with.
    ``colour_of`` turns a role into a colour (the theme's), for coloured text.
    """

    def __init__(
        self,
        columns: Sequence[Column[Row]],
        *,
        fetch_ids: Callable[[Order, Any], Sequence[int]],
        fetch_rows: Callable[[Sequence[int]], Iterable[Row]],
        row_id: Callable[[Row], int],
        order: Order,
        unfiltered: Any = None,
        colour_of: Callable[[ColourRole], QColor] | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self._fetch_ids = fetch_ids
        self._pages = Pages(fetch_rows, row_id)
        self.order = order
        """The order in force; set it before the first :meth:`reload`, afterwards use :meth:`sort`."""
        self._unfiltered = self._filter = unfiltered
        self._colour_of = colour_of
        self._ids = array("q")
        self.watched: Callable[[], int] = lambda: -1
        """The id somebody looks at, -1 for none: its row stays when a change takes it out of the filter."""
        self._held = -1
        self._texts = tuple(column.text for column in self.columns)
        self._extra_roles = self._roles_in_use()

    # --- what Qt asks -------------------------------------------------------------------------------------------

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._ids)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = _DISPLAY) -> Any:
        """Asked some seven times per cell and frame: the display role first, unused roles thrown out at once."""
        if role:
            return self._extra(index, role) if role in self._extra_roles else None
        row = self._pages.row_at(index.row())
        return "" if row is None else self._texts[index.column()](row)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> Any:
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        column = self.columns[section]
        if role == _DISPLAY:
            return column.title
        if role == _ALIGNMENT:
            return _RIGHT if column.right else Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Ask the service for the ids in another order; a column without one leaves the list as it is."""
        if 0 <= column < len(self.columns) and (key := self.columns[column].sort_key) is not None:
            wanted = Order(key, order == Qt.SortOrder.DescendingOrder)
            if wanted != self.order:
                self.order = wanted
                self.reload()

    # --- what the program asks ----------------------------------------------------------------------------------

    @property
    def filter(self) -> Any:
        """The filter in force, as it was given to :meth:`set_filter`."""
        return self._filter

    @property
    def is_filtered(self) -> bool:
        """Whether the filter in force may keep something out."""
        return bool(self._filter != self._unfiltered)

    @property
    def ids(self) -> Sequence[int]:
        """Every id in the list, in order."""
        return self._ids

    def set_filter(self, wanted: Any) -> None:
        """Show only what passes; ``wanted`` is whatever ``fetch_ids`` understands."""
        self._filter = wanted
        self.reload(holding=False)

    def reload(self, *, holding: bool = True) -> None:
        """Ask for everything again. Views keep their selection and place by id (see ``OfficeTable``).

        A row that is looked at and no longer fits the filter stays where it was until somebody looks away.
        """
        row, looked_at = self.row_of_id(self.watched()), self.watched()
        ids = array("q", self._fetch_ids(self.order, self._filter))
        gone = holding and self.is_filtered and row >= 0 and looked_at not in ids
        held = gone and next(self._pages.stream([looked_at]), None) is not None
        if held:
            ids.insert(min(row, len(ids)), looked_at)
        self.beginResetModel()
        self._held = looked_at if held else -1
        self._ids = ids
        self._pages.begin(self._ids)
        self.endResetModel()

    def let_go(self) -> None:
        """Take the row out that stayed only because it was looked at, once it is no more."""
        row = self.row_of_id(self._held) if self._held not in (-1, self.watched()) else -1
        if row >= 0:
            self.beginRemoveRows(QModelIndex(), row, row)
            self._ids.pop(row)
            self._pages.begin(self._ids)
            self.endRemoveRows()
            self._held = -1

    def refresh(self, ids: Iterable[int]) -> None:
        """Fetch these rows again where they stand (their place and number have not changed)."""
        self._pages.forget()
        for record in ids:
            row = self.row_of_id(record)
            if row >= 0:
                self.dataChanged.emit(self.index(row, 0), self.index(row, len(self.columns) - 1))

    def row_at(self, row: int) -> Row | None:
        """The row object at a place, None where it has gone from the file since the ids were read."""
        return self._pages.row_at(row)

    def id_at(self, row: int) -> int:
        """The id at a place."""
        return self._ids[row]

    def row_of_id(self, record: int) -> int:
        """The place of an id, -1 where it is not in the list."""
        try:
            return self._ids.index(record)
        except ValueError:
            return -1

    def rows(self, ids: Sequence[int] | None = None) -> Iterator[Row]:
        """All rows in order (or those of ``ids``), a page at a time and without keeping them: for copy and export."""
        return self._pages.stream(self._ids if ids is None else ids)

    # --- inside -------------------------------------------------------------------------------------------------

    def _roles_in_use(self) -> frozenset[int]:
        roles = {ROW, _ACCESSIBLE, _TOOLTIP}
        if any(column.chip for column in self.columns):
            roles.add(CHIP)
        if any(column.right for column in self.columns):
            roles.add(_ALIGNMENT)
        if self._colour_of is not None and any(column.colour for column in self.columns):
            roles.add(_FOREGROUND)
        return frozenset(roles)

    def _extra(self, index: Index, role: int) -> Any:
        column = self.columns[index.column()]
        if role == _ALIGNMENT:
            return _RIGHT if column.right else None
        row = self.row_at(index.row())
        if row is None or role == ROW:
            return row
        if role == CHIP:
            return column.chip(row) if column.chip else None
        if role == _FOREGROUND:
            return self._foreground(column, row)
        if role == _TOOLTIP:
            return column.tooltip(row) if column.tooltip else None
        return f"{column.title}: {column.text(row)}"

    def _foreground(self, column: Column[Row], row: Row) -> QColor | None:
        role = column.colour(row) if callable(column.colour) else column.colour
        return None if role is None or self._colour_of is None else self._colour_of(role)
