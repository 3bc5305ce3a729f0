"""Clause by clause: keep, amend, drop or add, with the new words and the reason; nothing is decided by silence."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from halton_desktop.domain.code_of_conduct import Edition, clause_order
from halton_desktop.domain.review import ClauseDecision, Decision
from halton_desktop.gui.kit.looks.look import GROUP, HALF_STEP, STEP
from halton_desktop.gui.kit.looks.style_sheet import set_text_role
from halton_desktop.gui.kit.looks.theme import Theme
from halton_desktop.gui.kit.widgets.button import Button
from halton_desktop.gui.kit.widgets.chip import Chip
from halton_desktop.gui.kit.widgets.section import paragraph
from halton_desktop.gui.reviews.clause_list import ClauseList

UNDECIDED = Chip("not decided", "muted", "not yet")
DECISION_CHIPS = {
    Decision.KEEP: Chip("keep", "done", "check"),
    Decision.AMEND: Chip("amend", "due", "edit"),
    Decision.ADD: Chip("add", "accent", "add"),
    Decision.DROP: Chip("drop", "overdue", "delete"),
}
_WORDS = {Decision.KEEP: "&Keep it as it is", Decision.AMEND: "&Amend it", Decision.DROP: "&Drop it"}
LEAST_HEIGHT = 330


class DecisionEditor(QWidget):
    """``decisions`` is what was decided so far; a new clause is "add" and can be taken out again with drop."""

    changed = Signal()
    add_asked = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._statements: dict[str, str] = {}
        self._decisions: dict[str, ClauseDecision] = {}
        self.list = ClauseList(theme, "Clauses to decide on", self._mark_of)
        self.progress = QLabel()
        set_text_role(self.progress, "muted")
        self.title, self.statement = QLabel(), paragraph("")
        set_text_role(self.title, "heading")
        self.choices = {decision: QRadioButton(words) for decision, words in _WORDS.items()}
        self.words, self.reason = QPlainTextEdit(), QLineEdit()
        self.words.setAccessibleName("New words of the clause")
        self.words.setPlaceholderText("The new words of the clause")
        self.words.setTabChangesFocus(True)
        self.reason.setPlaceholderText("Why, in a few words (for the minute)")
        self.reason.setAccessibleName("Reason for the decision")
        self.keep_rest = Button("Keep all the &others as they are", theme, icon="check")
        self.add_button = Button("Add a &clause…", theme, icon="add")
        self._build()
        self._connect()

    def show_edition(self, edition: Edition, decisions: tuple[ClauseDecision, ...]) -> None:
        """Decide on the clauses of ``edition``, going on from ``decisions``."""
        self._statements = {clause.number: clause.statement for clause in edition.clauses}
        self._decisions = {found.number: found for found in decisions}
        self._fill()
        open_ones = [number for number in self._statements if number not in self._decisions]
        self.choose(open_ones[0] if open_ones else next(iter(self._statements), ""))

    @property
    def decisions(self) -> tuple[ClauseDecision, ...]:
        """What was decided, in the order of the code."""
        return tuple(self._decisions[number] for number in sorted(self._decisions, key=clause_order))

    @property
    def number(self) -> str:
        """The clause chosen, "" where there is none."""
        return self.list.number

    def choose(self, number: str) -> None:
        """Show one clause."""
        self.list.choose(number)

    def decide(self, decision: Decision) -> None:
        """Decide on the clause chosen; an added clause that is dropped disappears."""
        number = self.number
        if not number:
            return
        if number not in self._statements and decision is Decision.DROP:
            del self._decisions[number]
            self._fill()
            self.list.setCurrentRow(0)
        else:
            words = self.words.toPlainText() if decision in (Decision.AMEND, Decision.ADD) else ""
            if decision is Decision.AMEND and not words.strip():
                words = self._statements.get(number, "")
            self._decisions[number] = ClauseDecision(number, decision, words, self.reason.text().strip())
            self._show_clause()
        self._show_marks()
        self.changed.emit()

    def keep_all_others(self) -> None:
        """Every clause nobody has decided on is kept."""
        for number in self._statements:
            self._decisions.setdefault(number, ClauseDecision(number, Decision.KEEP))
        self._show_clause()
        self._show_marks()
        self.changed.emit()

    def add_clause(self, number: str) -> None:
        """A clause the code does not have yet."""
        self._decisions[number] = ClauseDecision(number, Decision.ADD)
        self._fill()
        self.choose(number)
        self.words.setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()

    def knows(self, number: str) -> bool:
        """Whether there is such a clause already."""
        return number in self._statements or number in self._decisions

    # --- inside -------------------------------------------------------------------------------------------------

    def _fill(self) -> None:
        self.list.fill((*self._statements, *self._decisions))
        self._show_marks()

    def _mark_of(self, number: str) -> tuple[str, Chip]:
        found = self._decisions.get(number)
        chip = DECISION_CHIPS[found.decision] if found else UNDECIDED
        return chip.text, chip

    def _show_marks(self) -> None:
        self.list.show_marks()
        decided = sum(number in self._decisions for number in self._statements)
        self.progress.setText(f"{decided} of {len(self._statements)} clauses decided")
        self.keep_rest.setEnabled(decided < len(self._statements))

    def _show_clause(self) -> None:
        number = self.number
        found = self._decisions.get(number)
        added = bool(number) and number not in self._statements
        self.title.setText(f"Clause {number}" if number else "")
        self.statement.setText("A new clause." if added else self._statements.get(number, ""))
        self._group.setExclusive(False)
        for decision, button in self.choices.items():
            with QSignalBlocker(button):
                button.setChecked(found is not None and found.decision is decision)
        self._group.setExclusive(True)
        self.choices[Decision.KEEP].setVisible(not added)
        self.choices[Decision.AMEND].setVisible(not added)
        self.choices[Decision.DROP].setText("&Leave it out after all" if added else _WORDS[Decision.DROP])
        with QSignalBlocker(self.words), QSignalBlocker(self.reason):
            self.words.setPlainText(found.statement if found else "")
            self.reason.setText(found.reason if found else "")
        self.words.setVisible(added or (found is not None and found.decision is Decision.AMEND))

    def _on_typed(self) -> None:
        found = self._decisions.get(self.number)
        if found is not None:
            words = self.words.toPlainText() if found.decision in (Decision.AMEND, Decision.ADD) else ""
            self._decisions[self.number] = ClauseDecision(
                found.number, found.decision, words, self.reason.text().strip()
            )
            self.changed.emit()

    def _connect(self) -> None:
        self.list.currentItemChanged.connect(lambda _now, _old: self._show_clause())
        for decision, button in self.choices.items():
            button.clicked.connect(lambda _checked, decision=decision: self.decide(decision))
        self.words.textChanged.connect(self._on_typed)
        self.reason.textEdited.connect(lambda _text: self._on_typed())
        self.keep_rest.clicked.connect(self.keep_all_others)
        self.add_button.clicked.connect(self.add_asked)
        self._theme.changed.connect(self._show_marks)

    def _build(self) -> None:
        self._group = QButtonGroup(self)
        left, right, layout = QVBoxLayout(), QVBoxLayout(), QHBoxLayout(self)
        left.setSpacing(STEP)
        right.setSpacing(STEP)
        for widget in (self.list, self.progress, self.keep_rest, self.add_button):
            left.addWidget(widget)
        right.addWidget(self.title)
        right.addWidget(self.statement)
        right.addSpacing(HALF_STEP)
        for button in self.choices.values():
            self._group.addButton(button)
            right.addWidget(button)
        right.addWidget(self.words)
        right.addWidget(self.reason)
        right.addStretch(1)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GROUP)
        layout.addLayout(left, 2)
        layout.addLayout(right, 3)
        self.setMinimumHeight(LEAST_HEIGHT)
