"""The paged model: asks for pages as they are seen, keeps few, sorts through the service."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass, field

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from halton_desktop.gui.kit.looks.theme import Theme
from halton_desktop.gui.kit.tables.paged_table_model import CHIP, ROW, Column, Order, PagedTableModel
from halton_desktop.gui.kit.tables.table_pages import PAGE_ROWS, PAGES_KEPT
from halton_desktop.gui.kit.widgets.chip import Chip


@dataclass(frozen=True)
class Line:
    """One row of a list of forms."""

    id: int
    name: str
    late: bool


@dataclass
class Cabinet:
    """Stands in for the services of one list, and remembers what it was asked."""

    size: int = 1_000
    asked_ids: list[tuple[Order, object]] = field(default_factory=list)
    asked_rows: list[list[int]] = field(default_factory=list)
    gone: set[int] = field(default_factory=set)
    suffix: str = ""

    def ids(self, order: Order, wanted: object) -> array[int]:
        self.asked_ids.append((order, wanted))
        ids = [number for number in range(1, self.size + 1) if wanted is None or str(wanted) in f"Parent {number}"]
        return array("q", reversed(ids) if order.descending else ids)

    def rows(self, ids: Sequence[int]) -> list[Line]:
        self.asked_rows.append(list(ids))
        found = [Line(n, f"Parent {n}{self.suffix}", n % 2 == 0) for n in ids if n not in self.gone]
        return list(reversed(found))  # the order of the answer must not matter


@pytest.fixture
def cabinet() -> Cabinet:
    return Cabinet()


@pytest.fixture
def model(cabinet: Cabinet, theme: Theme, qtbot: QtBot) -> PagedTableModel[Line]:
    columns = [
        Column[Line]("name", "Name", lambda line: line.name, sort_key="name"),
        Column[Line]("number", "Number", lambda line: str(line.id), right=True, tooltip=lambda line: f"No {line.id}"),
        Column[Line](
            "state",
            "State",
            lambda line: "Overdue" if line.late else "",
            chip=lambda line: Chip("Overdue", "overdue", "overdue") if line.late else None,
            colour=lambda line: "overdue" if line.late else None,
        ),
    ]
    model = PagedTableModel(
        columns,
        fetch_ids=cabinet.ids,
        fetch_rows=cabinet.rows,
        row_id=lambda line: line.id,
        order=Order("name"),
        colour_of=theme.colour,
    )
    model.reload()
    return model


def test_it_keeps_every_rule_of_qts_own_model_tester(model: PagedTableModel[Line]) -> None:
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning)
    model.sort(0, Qt.SortOrder.DescendingOrder)
    model.set_filter("99")
    assert model.rowCount() == 10 + 9  # 99, 199 … 999 and 990 … 998
    assert tester is not None


def test_nothing_is_fetched_before_it_is_seen(model: PagedTableModel[Line], cabinet: Cabinet) -> None:
    assert model.rowCount() == 1_000
    assert cabinet.asked_rows == []
    assert model.index(250, 0).data() == "Parent 251"
    assert cabinet.asked_rows == [list(range(201, 301))]


def test_a_page_seen_again_is_not_fetched_again(model: PagedTableModel[Line], cabinet: Cabinet) -> None:
    for row in (0, 99, 100, 5):
        model.index(row, 0).data()
    assert len(cabinet.asked_rows) == 2


def test_pages_not_seen_for_long_are_dropped_first(theme: Theme, qtbot: QtBot) -> None:
    cabinet = Cabinet(size=PAGE_ROWS * (PAGES_KEPT + 1))
    model = PagedTableModel(
        [Column[Line]("name", "Name", lambda line: line.name)],
        fetch_ids=cabinet.ids,
        fetch_rows=cabinet.rows,
        row_id=lambda line: line.id,
        order=Order("name"),
    )
    model.reload()
    for page in range(PAGES_KEPT):
        model.row_at(page * PAGE_ROWS)
    model.row_at(0)  # the first page is in use again
    model.row_at(PAGES_KEPT * PAGE_ROWS)  # one too many: the second page goes
    cabinet.asked_rows.clear()
    model.row_at(0)
    assert cabinet.asked_rows == []
    model.row_at(PAGE_ROWS)
    assert len(cabinet.asked_rows) == 1


def test_each_role_answers_with_what_it_is_for(model: PagedTableModel[Line], theme: Theme) -> None:
    late, fine = model.index(1, 2), model.index(0, 2)
    assert late.data(ROW) == Line(2, "Parent 2", True)
    assert late.data(CHIP) == Chip("Overdue", "overdue", "overdue")
    assert fine.data(CHIP) is None
    assert late.data(Qt.ItemDataRole.ForegroundRole) == theme.colour("overdue")
    assert fine.data(Qt.ItemDataRole.ForegroundRole) is None
    assert model.index(1, 1).data(Qt.ItemDataRole.ToolTipRole) == "No 2"
    assert model.index(1, 1).data(Qt.ItemDataRole.AccessibleTextRole) == "Number: 2"
    assert Qt.AlignmentFlag(model.index(1, 1).data(Qt.ItemDataRole.TextAlignmentRole)) & Qt.AlignmentFlag.AlignRight
    assert late.data(Qt.ItemDataRole.DecorationRole) is None


def test_sorting_asks_the_service_for_its_own_order(model: PagedTableModel[Line], cabinet: Cabinet) -> None:
    model.sort(0, Qt.SortOrder.DescendingOrder)
    assert cabinet.asked_ids[-1] == (Order("name", descending=True), None)
    assert model.index(0, 0).data() == "Parent 1000"


def test_a_column_without_an_order_leaves_the_list_as_it_is(model: PagedTableModel[Line], cabinet: Cabinet) -> None:
    before = len(cabinet.asked_ids)
    model.sort(1, Qt.SortOrder.AscendingOrder)
    assert len(cabinet.asked_ids) == before


def test_a_filter_is_handed_to_the_service_and_known_as_one(model: PagedTableModel[Line], cabinet: Cabinet) -> None:
    filtered = [model.is_filtered]
    model.set_filter("100")
    filtered.append(model.is_filtered)
    assert list(model.ids) == [100, 1000]
    model.set_filter(None)
    filtered.append(model.is_filtered)
    assert filtered == [False, True, False]


def test_a_row_gone_from_the_file_shows_as_empty_and_breaks_nothing(
    model: PagedTableModel[Line], cabinet: Cabinet
) -> None:
    cabinet.gone = {3}
    assert model.row_at(2) is None
    assert model.index(2, 0).data() == ""
    assert model.index(2, 0).data(ROW) is None
    assert [line.id for line in model.rows([2, 3, 4])] == [2, 4]


def test_refreshed_rows_are_fetched_again_and_told_to_the_view(
    model: PagedTableModel[Line], cabinet: Cabinet, qtbot: QtBot
) -> None:
    assert model.index(4, 0).data() == "Parent 5"
    cabinet.suffix = " (moved)"
    with qtbot.waitSignal(model.dataChanged) as told:
        model.refresh([5])
    assert told.args is not None
    assert told.args[0].row() == 4
    assert model.index(4, 0).data() == "Parent 5 (moved)"


def test_places_and_ids_find_each_other(model: PagedTableModel[Line]) -> None:
    assert model.id_at(41) == 42
    assert model.row_of_id(42) == 41
    assert model.row_of_id(5_000) == -1


def test_export_reads_everything_in_order_page_by_page(model: PagedTableModel[Line], cabinet: Cabinet) -> None:
    assert [line.id for line in model.rows()] == list(range(1, 1_001))
    assert max(len(ids) for ids in cabinet.asked_rows) == PAGE_ROWS


def test_a_row_has_no_rows_below_it(model: PagedTableModel[Line]) -> None:
    assert model.rowCount(model.index(0, 0)) == 0
    assert model.columnCount(model.index(0, 0)) == 0
    assert model.rowCount(QModelIndex()) == 1_000
