"""Lists of 100,000 rows: the paged table against a view of Qt's own C++ model on the same rows."""

from __future__ import annotations

import os
import sqlite3
import statistics
import sys
import tempfile
import time
from array import array
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtSql import QSqlDatabase, QSqlQueryModel
from PySide6.QtWidgets import QApplication, QHeaderView, QTableView

from halton_desktop import paths
from halton_desktop.gui.kit.looks.theme import Theme
from halton_desktop.gui.kit.tables.office_table import OfficeTable
from halton_desktop.gui.kit.tables.paged_table_model import Column, Order, PagedTableModel
from halton_desktop.gui.kit.widgets.chip import Chip
from halton_desktop.settings import Settings

ROWS = 100_000
ROUNDS = 7
FRAMES = 80
WHEEL_ROWS = 3
SIZE = (1100, 700)
GOAL_SHOW, GOAL_SCROLL, GOAL_MEMORY = 2.2, 2.5, 30.0
"""Ratios to Qt's own model, and megabytes above the empty program."""

Line = tuple[int, str, str, str, str, str]
_SELECT = "SELECT id, reference, name, clause, status, due FROM incident"
_CHIPS = {
    "Open": Chip("Open", "accent", "open"),
    "Overdue": Chip("Overdue", "overdue", "overdue"),
    "Closed": Chip("Closed", "done", "done"),
}


def run() -> bool:
    """Print the medians and ratios; whether the goals of the design were reached."""
    if sys.platform == "linux":
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    existing = QApplication.instance()
    application = existing if isinstance(existing, QApplication) else QApplication(sys.argv[:1])
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "rows.db"
        _fill(file)
        settings = Settings(Path(folder) / "settings.ini")
        theme = Theme(application, settings, paths.resources_folder())
        theme.apply()
        connection = sqlite3.connect(file)
        reached = _compare(application, _Ours(connection, settings, theme), _Qts(file))
        connection.close()
        theme.leave()
    return reached


class _Ours:
    """The program's own table: chips and all."""

    def __init__(self, connection: sqlite3.Connection, settings: Settings, theme: Theme) -> None:
        self._connection, self._settings, self._theme = connection, settings, theme

    def make(self) -> QTableView:
        columns = [
            Column[Line]("reference", "Reference", lambda line: line[1], sort_key="reference"),
            Column[Line]("name", "About", lambda line: line[2], grows=True),
            Column[Line]("clause", "Clause", lambda line: line[3], colour="muted"),
            Column[Line]("status", "Status", lambda line: line[4], chip=lambda line: _CHIPS[line[4]]),
            Column[Line]("due", "Due", lambda line: line[5], right=True),
        ]
        model = PagedTableModel(
            columns,
            fetch_ids=self._ids,
            fetch_rows=self._rows,
            row_id=lambda line: line[0],
            order=Order("reference"),
            colour_of=self._theme.colour,
        )
        table = OfficeTable("benchmark", model, self._settings, self._theme)
        model.setParent(table)
        model.reload()
        return table

    def _ids(self, _order: Order, _wanted: object) -> array[int]:
        return array("q", (row[0] for row in self._connection.execute("SELECT id FROM incident ORDER BY reference")))

    def _rows(self, ids: Sequence[int]) -> list[Line]:
        marks = ",".join("?" * len(ids))
        return self._connection.execute(f"{_SELECT} WHERE id IN ({marks})", list(ids)).fetchall()


class _Qts:
    """Qt's own: rows, model, delegate and view in C++, in the same order and theme, without chips."""

    def __init__(self, file: Path) -> None:
        self._database = QSqlDatabase.addDatabase("QSQLITE", "lists benchmark")
        self._database.setDatabaseName(str(file))
        self._database.open()

    def make(self) -> QTableView:
        view = QTableView()
        model = QSqlQueryModel(view)
        model.setQuery(f"{_SELECT} ORDER BY reference", self._database)
        while model.canFetchMore():
            model.fetchMore()
        view.verticalHeader().hide()
        view.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        view.verticalHeader().setDefaultSectionSize(32)
        view.setShowGrid(False)
        view.setModel(model)
        return view

    def close(self) -> None:
        self._database.close()


def _compare(application: QApplication, ours: _Ours, qts: _Qts) -> bool:
    makers: dict[str, Callable[[], QTableView]] = {"paged table": ours.make, "Qt's own model": qts.make}
    before = _megabytes()
    _shown(application, ours.make)[1].close()
    memory = _megabytes() - before
    shows: dict[str, list[float]] = {name: [] for name in makers}
    frames: dict[str, list[float]] = {name: [] for name in makers}
    for _ in range(ROUNDS):
        for name, make in makers.items():
            seconds, view = _shown(application, make)
            shows[name].append(seconds * 1000)
            frames[name].append(_frame(view) * 1000)
            view.close()
            view.deleteLater()
            application.sendPostedEvents()
    qts.close()
    show = {name: statistics.median(values) for name, values in shows.items()}
    frame = {name: statistics.median(values) for name, values in frames.items()}
    mine, theirs = makers
    print(f"{ROWS:,} rows, medians of {ROUNDS} interleaved rounds")
    for name in makers:
        print(f"  {name:<16} shown in {show[name]:7.1f} ms   scrolled frame {frame[name]:6.2f} ms")
    shown_ratio, frame_ratio = show[mine] / show[theirs], frame[mine] / frame[theirs]
    print(f"  show {shown_ratio:.2f} × (goal ≤ {GOAL_SHOW}), frame {frame_ratio:.2f} × (goal ≤ {GOAL_SCROLL}),")
    print(f"  memory {memory:.1f} MB above the empty program (goal ≤ {GOAL_MEMORY:.0f})")
    return shown_ratio <= GOAL_SHOW and frame_ratio <= GOAL_SCROLL and memory <= GOAL_MEMORY


def _shown(application: QApplication, make: Callable[[], QTableView]) -> tuple[float, QTableView]:
    """Seconds from nothing to the first painted frame, and the view."""
    start = time.perf_counter()
    view = make()
    view.resize(*SIZE)
    view.show()
    application.sendPostedEvents()
    view.grab()
    return time.perf_counter() - start, view


def _frame(view: QTableView) -> float:
    """Median seconds of one frame while the wheel turns, pages being fetched on the way."""
    bar = view.verticalScrollBar()
    step = max(1, bar.maximum() // ROWS) * WHEEL_ROWS
    seconds = []
    for number in range(FRAMES):
        bar.setValue(bar.maximum() // 3 + number * step)
        start = time.perf_counter()
        view.viewport().grab()
        seconds.append(time.perf_counter() - start)
    return statistics.median(seconds)


def _fill(file: Path) -> None:
    connection = sqlite3.connect(file)
    connection.execute("CREATE TABLE incident (id INTEGER PRIMARY KEY, reference, name, clause, status, due)")
    names, states = ("Jane O'Brien", "Łukasz Wiśniewski", "Nguyễn Thị Hoa", "Tom Ho"), tuple(_CHIPS)
    connection.executemany(
        "INSERT INTO incident VALUES (?, ?, ?, ?, ?, ?)",
        (
            (n, f"2026-{n:06}", names[n % 4], "3.1c, 2.6", states[n % 3], f"{n % 28 + 1:02}/11/2026")
            for n in range(1, ROWS + 1)
        ),
    )
    connection.execute("CREATE INDEX by_reference ON incident (reference)")
    connection.commit()
    connection.close()


def _megabytes() -> float:
    """Memory in use by this process; 0 where the system does not tell in this way."""
    status = Path("/proc/self/statm")
    if not status.exists():
        return 0.0
    return int(status.read_text(encoding="ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6
