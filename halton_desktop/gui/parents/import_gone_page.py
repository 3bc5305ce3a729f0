"""Gone: whoever or whatever the file does not name any more, each with a decision, several at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from halton_desktop.domain.importing.contact_import import Gone
from halton_desktop.domain.importing.file_values import FieldKey, GoneChoice
from halton_desktop.domain.importing.import_gone import HOLD, KEEP, LEFT, STILL_RIGHT, options
from halton_desktop.domain.parents.question import Choice
from halton_desktop.gui.kit.app_context import AppContext
from halton_desktop.gui.kit.looks.look import STEP
from halton_desktop.gui.kit.tables.paged_table_model import Column, Order, PagedTableModel
from halton_desktop.gui.kit.tables.table_pane import TablePane
from halton_desktop.gui.kit.widgets.button import Button
from halton_desktop.gui.kit.widgets.chip import Chip
from halton_desktop.gui.kit.widgets.empty_state import EmptyWords
from halton_desktop.gui.kit.widgets.section import paragraph

NOBODY_GONE = EmptyWords("Everybody whom the file should name is in it.", icon="done")
LATER = "Decide later"
UNDECIDED = Chip("Not decided", "due", "not yet")
CHIPS = {
    KEEP: Chip(KEEP.label, "accent", "check"),
    STILL_RIGHT: Chip("Still right", "accent", "check"),
    HOLD: Chip(HOLD.label, "overdue", "ban"),
    LEFT: Chip(LEFT.label, "muted", "school"),
}
_WHAT = {"address": "Address", "listed": "Contact", "left_on": "Pupil"}


@dataclass(frozen=True, slots=True)
class GoneLine:
    """One line: what is gone, and what was decided."""

    id: int
    gone: Gone
    choice: Choice | None


def _chip(line: GoneLine) -> Chip:
    return CHIPS[line.choice] if line.choice else UNDECIDED


COLUMNS: tuple[Column[GoneLine], ...] = (
    Column("kind", "What", lambda line: _WHAT[line.gone.key.field], colour="muted", width=9),
    Column("name", "Name", lambda line: line.gone.who, width=24),
    Column("says", "What it means", lambda line: line.gone.says, tooltip=lambda line: line.gone.says, grows=True),
    Column("decision", "Decision", lambda line: _chip(line).text, chip=_chip, width=20),
)


class ImportGonePage(QWidget):
    """``choices`` are what was decided, by field; what is not decided is asked under To decide after the import."""

    choices_changed = Signal()

    def __init__(self, context: AppContext, gone: Sequence[Gone]) -> None:
        super().__init__()
        self.choices: dict[FieldKey, GoneChoice] = {}
        self._gone = gone
        self._model: PagedTableModel[GoneLine] = PagedTableModel(
            COLUMNS,
            fetch_ids=lambda _order, _filter: range(len(gone)),
            fetch_rows=self._lines,
            row_id=lambda line: line.id,
            order=Order("file"),
        )
        self._model.reload()
        self.pane = TablePane(
            "import/gone", self._model, context.settings, context.theme,
            singular="line", plural="lines", nothing_yet=NOBODY_GONE,
        )  # fmt: skip
        self._says = paragraph("Choose a line to read all of it. Several can be decided at once.", muted=True)
        self._says.setMinimumHeight(2 * self._says.fontMetrics().lineSpacing())
        self.buttons = {choice: self._button(context, choice) for choice in CHIPS}
        self.later = Button(LATER, context.theme)
        self.later.clicked.connect(partial(self.decide, None))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, STEP, 0, 0)
        layout.setSpacing(STEP)
        layout.addWidget(self.pane, 1)
        layout.addWidget(self._below())
        self.pane.table.current_id_changed.connect(self._show_sentence)
        self.pane.table.selected_ids_changed.connect(self._offer)
        self._offer()

    def decide(self, choice: Choice | None) -> None:
        """Give the chosen lines this decision where it is one of theirs; None takes theirs back."""
        places = self.pane.table.selected_ids()
        for place in places:
            key = self._gone[place].key
            if choice is None:
                self.choices.pop(key, None)
            elif choice in options(key):
                self.choices[key] = GoneChoice(choice.key)
        self._model.refresh(places)
        self._offer()
        self.choices_changed.emit()

    def _lines(self, places: Iterable[int]) -> list[GoneLine]:
        return [GoneLine(place, self._gone[place], self._choice(self._gone[place].key)) for place in places]

    def _choice(self, key: FieldKey) -> Choice | None:
        chosen = self.choices.get(key)
        return next((one for one in options(key) if chosen is not None and one.key == chosen.value), None)

    def _button(self, context: AppContext, choice: Choice) -> Button:
        button = Button(choice.label, context.theme)
        button.setToolTip(choice.effect)
        button.clicked.connect(partial(self.decide, choice))
        return button

    def _below(self) -> QWidget:
        holder = QWidget()
        lines = QVBoxLayout(holder)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(STEP)
        lines.addWidget(self._says)
        across = QHBoxLayout()
        across.setSpacing(STEP)
        for button in (*self.buttons.values(), self.later):
            across.addWidget(button)
        across.addStretch(1)
        lines.addLayout(across)
        holder.setVisible(bool(self._gone))
        return holder

    def _show_sentence(self, place: int) -> None:
        if place >= 0:
            self._says.setText(self._gone[place].says)

    def _offer(self) -> None:
        """Only what may be decided about the chosen lines."""
        keys = [self._gone[place].key for place in self.pane.table.selected_ids()]
        offered = {choice for key in keys for choice in options(key)}
        for choice, button in self.buttons.items():
            button.setVisible(any(choice in options(one.key) for one in self._gone))
            button.setEnabled(choice in offered)
        self.later.setEnabled(any(key in self.choices for key in keys))
