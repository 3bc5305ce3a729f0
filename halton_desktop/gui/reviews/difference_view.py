"""Two editions side by side, clause by clause: what went is struck through, what came is underlined."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from halton_desktop.domain.code_of_conduct import INTENT
from halton_desktop.domain.edition_difference import ClauseDifference, DifferenceKind, Piece
from halton_desktop.gui.kit.looks.look import BETWEEN_GROUPS, GROUP, HALF_STEP
from halton_desktop.gui.kit.looks.style_sheet import set_text_role
from halton_desktop.gui.kit.looks.theme import Theme
from halton_desktop.gui.kit.widgets.chip import Chip, ChipLabel

KIND_CHIPS = {
    DifferenceKind.SAME: Chip("As before", "muted", "check"),
    DifferenceKind.AMENDED: Chip("Amended", "due", "edit"),
    DifferenceKind.ADDED: Chip("New", "done", "add"),
    DifferenceKind.DROPPED: Chip("Dropped", "overdue", "delete"),
}


class DifferenceView(QWidget):
    """``old_title`` and ``new_title`` stand over the columns; ``show`` what differs, or every clause."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._shown: tuple[tuple[ClauseDifference, ...], str, str] = ((), "", "")
        self._page = QWidget()
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.addWidget(self._page)
        theme.changed.connect(self._draw)

    def show_differences(self, found: Sequence[ClauseDifference], old_title: str, new_title: str) -> None:
        """Show these clauses side by side."""
        self._shown = tuple(found), old_title, new_title
        self._draw()

    def _draw(self) -> None:
        found, old_title, new_title = self._shown
        page = QWidget()
        grid = QGridLayout(page)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(BETWEEN_GROUPS)
        grid.setVerticalSpacing(GROUP)
        for column, title in enumerate(("Clause", old_title, new_title)):
            label = QLabel(title)
            set_text_role(label, "strong")
            grid.addWidget(label, 0, column)
        for row, difference in enumerate(found, 1):
            grid.addWidget(self._numbered(difference), row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(self._side(difference.old, difference.number, old_title, gone=True), row, 1)
            grid.addWidget(self._side(difference.new, difference.number, new_title, gone=False), row, 2)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(2, 1)
        self._layout.replaceWidget(self._page, page)
        self._page.deleteLater()
        self._page = page

    def _numbered(self, difference: ClauseDifference) -> QWidget:
        holder = QWidget()
        lines = QVBoxLayout(holder)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(HALF_STEP)
        number = QLabel(difference.number)
        number.setWordWrap(" " in difference.number)
        set_text_role(number, "strong")
        lines.addWidget(number)
        lines.addWidget(ChipLabel(KIND_CHIPS[difference.kind], self._theme))
        return holder

    def _side(self, pieces: Sequence[Piece], number: str, title: str, *, gone: bool) -> QLabel:
        label = QLabel(marked_up(pieces, self._theme, gone=gone) if pieces else "—")
        label.setTextFormat(Qt.TextFormat.RichText)
        label.setWordWrap(True)
        label.setAlignment(Qt.AlignmentFlag.AlignTop)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        part = number if number == INTENT else f"Clause {number}"
        label.setAccessibleName(f"{part}, {title}: {''.join(p.text for p in pieces) or 'not there'}")
        return label


def marked_up(pieces: Sequence[Piece], theme: Theme, *, gone: bool) -> str:
    """The pieces as HTML; what is marked is struck through (gone) or underlined, and coloured besides."""
    colour = theme.colour("overdue" if gone else "done").name()
    line = "line-through" if gone else "underline"
    html = "".join(
        f'<span style="color:{colour}; text-decoration:{line}">{escape(piece.text)}</span>'
        if piece.marked
        else escape(piece.text)
        for piece in pieces
    )
    return html.replace("\n", "<br>")
