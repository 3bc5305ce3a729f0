"""A field that finds one letter of many by any part of the family's name or of the reference, however it is spelled."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QStringListModel, Signal
from PySide6.QtWidgets import QCompleter, QLineEdit, QWidget

from halton_desktop.domain.name import fold

MOST_SHOWN = 12


class LetterFinder(QLineEdit):
    """Type, choose with the arrow keys, Enter. ``letters`` are (who, reference) in the order they are printed."""

    chosen = Signal(int)
    """The number (from 0) of the letter that was found."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines: list[str] = []
        self._list = QStringListModel(self)
        completer = QCompleter(self._list, self)
        completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)  # what fits is told below
        completer.setMaxVisibleItems(MOST_SHOWN)
        self.setCompleter(completer)
        self.setClearButtonEnabled(True)
        self.setAccessibleName(name)
        self.setPlaceholderText(name)
        self.setProperty("notSaved", True)
        completer.activated.connect(self._on_chosen)
        self.returnPressed.connect(self._on_enter)
        self.textEdited.connect(lambda text: self._list.setStringList(self._fitting(text) or self._lines))

    def set_letters(self, letters: Sequence[tuple[str, str]]) -> None:
        """What can be found."""
        self._lines = [f"{who} · {reference}" for who, reference in letters]
        self._list.setStringList(self._lines)
        self.clear()

    def number(self) -> int:
        """The letter that is written in the field, -1 where that is none or more than one could be meant."""
        typed = self.text().strip()
        found = [typed] if typed in self._lines else self._fitting(typed)
        return self._lines.index(found[0]) if len(found) == 1 else -1

    def _fitting(self, typed: str) -> list[str]:
        """The lines in which every typed word stands, by the folding of every other search."""
        words = fold(typed).split()
        together = "".join(words)
        lines = {line: fold(line).replace(" ", "") for line in self._lines} if words else {}
        return [line for line, plain in lines.items() if together in plain or all(word in plain for word in words)]

    def _on_enter(self) -> None:
        """Enter goes to the first letter that fits, as search fields do."""
        fitting = self._fitting(self.text())
        if fitting:
            self.setText(fitting[0])
            self._on_chosen(fitting[0])

    def _on_chosen(self, line: str) -> None:
        if line in self._lines:
            self.chosen.emit(self._lines.index(line))
