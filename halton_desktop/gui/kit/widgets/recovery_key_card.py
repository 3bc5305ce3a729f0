"""The recovery key on screen: eight numbered groups, large enough to copy by hand; never put on the clipboard."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QVBoxLayout

from halton_desktop.gui.kit.looks.look import BETWEEN_GROUPS, GROUP, HALF_STEP
from halton_desktop.gui.kit.looks.style_sheet import set_style_property, set_text_role

ACROSS = 4
COVERED = "•••••"


class RecoveryKeyCard(QFrame):
    """``groups`` of a key as it is printed ("7KQ4M-X0D2C-…")."""

    def __init__(self) -> None:
        super().__init__()
        set_style_property(self, "surface", "card")
        self.groups: tuple[str, ...] = ()
        self._letters: list[QLabel] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(BETWEEN_GROUPS, GROUP, BETWEEN_GROUPS, GROUP)
        self._grid.setHorizontalSpacing(BETWEEN_GROUPS)
        self._grid.setVerticalSpacing(GROUP)

    def show_key(self, key: str) -> None:
        """Show this key."""
        self.groups = tuple(key.split("-"))
        self._letters = [QLabel(group) for group in self.groups]
        for number, letters in enumerate(self._letters):
            self._grid.addLayout(_group(number + 1, letters), number // ACROSS, number % ACROSS)
        self.setAccessibleName("Recovery key: " + ", ".join(" ".join(group) for group in self.groups))

    def cover(self, group: int) -> None:
        """Hide one group (counted from 0): it is to be read from paper now."""
        self._letters[group].setText(COVERED)
        self.setAccessibleName("Recovery key, printed")


def _group(number: int, letters: QLabel) -> QVBoxLayout:
    small = QLabel(f"{number}")
    set_text_role(small, "muted")
    set_text_role(letters, "heading")
    letters.setTextFormat(Qt.TextFormat.PlainText)
    lines = QVBoxLayout()
    lines.setSpacing(HALF_STEP)
    lines.addWidget(small)
    lines.addWidget(letters)
    return lines
