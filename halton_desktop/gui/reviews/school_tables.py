"""Two small tables of the association's work: the fourteen schools, and what became of the files handed in."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHeaderView, QTableWidget, QTableWidgetItem

from halton_desktop.domain.association import Judged, ReturnVerdict, SchoolLine
from halton_desktop.gui.kit.looks.look import ColourRole
from halton_desktop.gui.kit.looks.theme import Theme

_COLUMNS = ("School", "Return", "Incidents", "Days to contact", "Code accepted", "Key")
_RETURN, _KEY, _NUMBERS = 1, 5, frozenset({2, 3, 4})
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LOOKS: dict[ReturnVerdict, tuple[str, ColourRole]] = {
    ReturnVerdict.TAKEN: ("done", "done"),
    ReturnVerdict.REPLACES: ("done", "done"),
    ReturnVerdict.DUPLICATE: ("info", "muted"),
    ReturnVerdict.OLDER: ("info", "muted"),
    ReturnVerdict.WRONG_YEAR: ("calendar", "due"),
    ReturnVerdict.NEWER_VERSION: ("warning", "due"),
}


class SchoolsTable(QTableWidget):
    """Every school of the association, with its figures where its return is in."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(0, len(_COLUMNS))
        self._theme = theme
        _prepare(self, _COLUMNS, stretched=0)
        self.setAccessibleName("The schools of the association")
        self.setWordWrap(False)
        for column in _NUMBERS:
            item = self.horizontalHeaderItem(column)
            if item is not None:
                item.setTextAlignment(_RIGHT)

    def show_lines(self, lines: Sequence[SchoolLine]) -> None:
        """One row a school; what is missing and whose key nobody has compared carries an icon beside its word."""
        self.setRowCount(len(lines))
        for row, line in enumerate(lines):
            for column, text in enumerate(_texts(line)):
                item = _item(text)
                if column in _NUMBERS:
                    item.setTextAlignment(_RIGHT)
                self.setItem(row, column, item)
            here, key = self.item(row, _RETURN), self.item(row, _KEY)
            missing = line.figures is None
            if here is not None:
                here.setIcon(self._theme.icon("not yet" if missing else "done", "due" if missing else "done"))
            if key is not None and line.fingerprint:
                look: tuple[str, ColourRole] = ("secure", "done") if line.compared else ("key", "due")
                key.setIcon(self._theme.icon(*look))


class AnswersTable(QTableWidget):
    """What became of each file handed in, and why; hidden until there is one."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(0, 2)
        self._theme = theme
        _prepare(self, ("What became of it", "File"), stretched=1)
        self.setAccessibleName("What became of the files")
        self.hide()

    def show_answers(self, judged: Sequence[Judged]) -> None:
        """One row a file."""
        self.setRowCount(len(judged))
        self.setVisible(bool(judged))
        for row, answer in enumerate(judged):
            verdict = _item(f"{answer.verdict.value[0].upper()}{answer.verdict.value[1:]}")
            verdict.setIcon(self._theme.icon(*_LOOKS.get(answer.verdict, ("stop", "overdue"))))
            self.setItem(row, 0, verdict)
            self.setItem(row, 1, _item(_sentence(answer)))
        self.resizeRowsToContents()


def _prepare(table: QTableWidget, titles: Sequence[str], *, stretched: int) -> None:
    table.setHorizontalHeaderLabels(list(titles))
    table.verticalHeader().hide()
    table.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
    table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
    table.setShowGrid(False)
    header = table.horizontalHeader()
    header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    header.setSectionResizeMode(stretched, QHeaderView.ResizeMode.Stretch)


def _texts(line: SchoolLine) -> tuple[str, ...]:
    if line.figures is None:
        return (line.school, "missing", "", "", "", _fingerprint(line))
    incidents, coverage = line.figures.table("platform"), line.figures.table("coverage")
    days = line.figures.median_days
    accepted = coverage.count("accepted") if coverage else None
    share = f"{100 * accepted / coverage.total:.0f} %" if coverage and coverage.total and accepted is not None else "–"
    return (
        line.school,
        f"{line.made_at:%d/%m/%Y}{', too early' if line.so_far else ''}" if line.made_at else "",
        "–" if incidents is None or incidents.total is None else f"{incidents.total:,}",
        "–" if days is None else f"{days:g}",
        share,
        _fingerprint(line),
    )


def _fingerprint(line: SchoolLine) -> str:
    if not line.fingerprint:
        return ""
    return "compared" if line.compared else "not compared"


def _sentence(answer: Judged) -> str:
    """Without the name of the file where the sentence gives it already."""
    return answer.sentence if answer.file in answer.sentence else f"{answer.file}: {answer.sentence}"


def _item(text: str) -> QTableWidgetItem:
    item = QTableWidgetItem(text)
    item.setToolTip(text)
    return item
