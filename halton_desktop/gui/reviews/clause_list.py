"""The clauses of the code by number, each with what becomes of it, to choose one from."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from halton_desktop.domain.code_of_conduct import clause_order
from halton_desktop.gui.kit.looks.theme import Theme
from halton_desktop.gui.kit.widgets.chip import Chip

_NUMBER = int(Qt.ItemDataRole.UserRole)


class ClauseList(QListWidget):
    """``mark(number)`` gives what stands beside a number ("" for nothing) and the chip whose icon it has."""

    def __init__(
        self, theme: Theme, name: str, mark: Callable[[str], tuple[str, Chip]], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._mark = mark
        self.setAccessibleName(name)

    @property
    def number(self) -> str:
        """The clause chosen, "" where there is none."""
        item = self.currentItem()
        return str(item.data(_NUMBER)) if item is not None else ""

    def choose(self, number: str) -> None:
        """Choose one clause."""
        for row in range(self.count()):
            if self.item(row).data(_NUMBER) == number:
                self.setCurrentRow(row)

    def fill(self, numbers: Iterable[str]) -> None:
        """These clauses, in the order of the code, none chosen; nobody is told."""
        with QSignalBlocker(self):
            self.clear()
            for number in sorted(set(numbers), key=clause_order):
                item = QListWidgetItem()
                item.setData(_NUMBER, number)
                self.addItem(item)
        self.show_marks()

    def show_marks(self) -> None:
        """What becomes of any clause may have changed."""
        for row in range(self.count()):
            self._show_mark(self.item(row))

    def show_mark(self) -> None:
        """What becomes of the clause chosen may have changed."""
        self._show_mark(self.currentItem())

    def _show_mark(self, item: QListWidgetItem) -> None:
        number = str(item.data(_NUMBER))
        words, chip = self._mark(number)
        item.setText(f"{number} · {words}" if words else number)
        item.setIcon(self._theme.icon(chip.icon, chip.role))
