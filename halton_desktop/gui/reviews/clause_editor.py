"""The clauses of a draft beside those of the last edition: choose one, write it, see word by word what changes."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QTextCharFormat, QTextCursor
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QSplitter,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)

from halton_desktop.domain.code_of_conduct import INTENT, Clause, Edition, clause_order
from halton_desktop.domain.edition_difference import ClauseDifference, DifferenceKind, clause_difference
from halton_desktop.gui.kit.looks.look import GROUP, HALF_STEP, STEP
from halton_desktop.gui.kit.looks.style_sheet import set_text_role
from halton_desktop.gui.kit.looks.theme import Theme
from halton_desktop.gui.kit.widgets.button import Button
from halton_desktop.gui.kit.widgets.chip import Chip
from halton_desktop.gui.reviews.clause_list import ClauseList
from halton_desktop.gui.reviews.difference_view import KIND_CHIPS, marked_up

LIST_WIDTH = 190


class ClauseEditor(QWidget):
    """``clauses`` is what stands in it now; a dropped clause stays in the list to be brought back."""

    changed = Signal()
    add_asked = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._before: dict[str, str] = {}
        self._now: dict[str, str] = {}
        self.list = ClauseList(theme, "Clauses", self._mark_of)
        self.list.setWordWrap(True)
        self.list.setMinimumWidth(LIST_WIDTH)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.old = QTextEdit()
        self.old.setReadOnly(True)
        self.old.setAccessibleName("Words of the last edition")
        self.new = QPlainTextEdit()
        self.new.setAccessibleName("Words of this edition")
        self.new.setTabChangesFocus(True)
        self.old_title, self.new_title = QLabel(), QLabel("This edition")
        self.add_button = Button("&Add a clause…", theme, icon="add")
        self.drop_button = Button("&Drop this clause", theme, icon="delete")
        self._build()
        self.list.currentItemChanged.connect(lambda _now, _old: self._show_clause())
        self.new.textChanged.connect(self._on_typed)
        self.add_button.clicked.connect(self.add_asked)
        self.drop_button.clicked.connect(self.drop_or_bring_back)
        theme.changed.connect(self._mark)

    def show_edition(self, draft: Edition, before: Edition | None) -> None:
        """Edit ``draft`` beside the edition it follows on."""
        self._before = before.parts if before else {}
        self._now = draft.parts
        self.old_title.setText(before.label if before else "There is no earlier edition")
        self._fill()
        self.list.setCurrentRow(0)

    @property
    def clauses(self) -> tuple[Clause, ...]:
        """The clauses as they stand, in the order of the code."""
        numbers = sorted(self._now.keys() - {INTENT}, key=clause_order)
        return tuple(Clause(number, " ".join(self._now[number].split())) for number in numbers)

    @property
    def intent(self) -> str:
        """The statement of intent as it stands, a paragraph a line; "" where it is dropped."""
        lines = self._now.get(INTENT, "").splitlines()
        return "\n".join(line.strip() for line in lines if line.strip())

    @property
    def number(self) -> str:
        """The clause chosen, "" where there is none."""
        return self.list.number

    def choose(self, number: str) -> None:
        """Show one clause."""
        self.list.choose(number)

    def add_clause(self, number: str) -> None:
        """A new clause without words yet; one that is there already is shown instead."""
        self._now.setdefault(number, "")
        self._fill()
        self.choose(number)
        self.new.setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()

    def drop_or_bring_back(self) -> None:
        """Take the chosen clause out, or back in as it was."""
        number = self.number
        if number in self._now:
            del self._now[number]
        elif number in self._before:
            self._now[number] = self._before[number]
        self._fill()
        self.choose(number)
        self._show_clause()
        self.changed.emit()

    def difference(self, number: str) -> ClauseDifference:
        """What becomes of one clause."""
        return clause_difference(number, self._before.get(number), self._now.get(number))

    # --- inside -------------------------------------------------------------------------------------------------

    def _fill(self) -> None:
        self.list.fill((*self._before, *self._now))

    def _mark_of(self, number: str) -> tuple[str, Chip]:
        kind = self.difference(number).kind
        return ("" if kind is DifferenceKind.SAME else kind.value), KIND_CHIPS[kind]

    def _show_clause(self) -> None:
        number = self.number
        there = number in self._now
        with QSignalBlocker(self.new):
            self.new.setPlainText(self._now.get(number, ""))
        self.new.setEnabled(there)
        self.new.setPlaceholderText("Write the clause here." if there else "This clause is dropped.")
        words = "&Drop this clause" if there else "&Bring it back"
        self.drop_button.setText(words)
        self.drop_button.setEnabled(bool(number))
        part = number.lower() if number == INTENT else f"clause {number}"
        self.new_title.setText(f"This edition, {part}" if number else "This edition")
        self._mark()

    def _on_typed(self) -> None:
        number = self.number
        if number in self._now:
            self._now[number] = self.new.toPlainText()
            self.list.show_mark()
            self._mark()
            self.changed.emit()

    def _mark(self) -> None:
        """Strike through what went on the left, underline what came on the right."""
        found = self.difference(self.number)
        self.old.setHtml(marked_up(found.old, self._theme, gone=True) or "")
        look = QTextCharFormat()
        look.setForeground(self._theme.colour("done"))
        look.setFontUnderline(True)
        marks, place = [], 0
        for piece in found.new:
            if piece.marked and found.kind is DifferenceKind.AMENDED:
                cursor = QTextCursor(self.new.document())
                cursor.setPosition(place)
                cursor.setPosition(place + _units(piece.text), QTextCursor.MoveMode.KeepAnchor)
                mark = QTextEdit.ExtraSelection()
                mark.cursor, mark.format = cursor, look
                marks.append(mark)
            place += _units(piece.text)
        self.new.setExtraSelections(marks)

    def _build(self) -> None:
        sides = QSplitter(Qt.Orientation.Horizontal)
        sides.setChildrenCollapsible(False)
        for title, field in ((self.old_title, self.old), (self.new_title, self.new)):
            set_text_role(title, "strong")
            holder = QWidget()
            lines = QVBoxLayout(holder)
            lines.setContentsMargins(0, 0, 0, 0)
            lines.setSpacing(HALF_STEP)
            lines.addWidget(title)
            lines.addWidget(field, 1)
            sides.addWidget(holder)
        self.new_title.setBuddy(self.new)
        left = QVBoxLayout()
        left.setSpacing(STEP)
        left.addWidget(self.list, 1)
        left.addWidget(self.add_button)
        left.addWidget(self.drop_button)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GROUP)
        layout.addLayout(left, 1)
        layout.addWidget(sides, 4)


def _units(text: str) -> int:
    """Qt counts UTF-16 units."""
    return len(text.encode("utf-16-le")) // 2
