"""One person of an import, field by field: what is here, what the file says, where it came from, what will happen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from halton_desktop.domain.importing.file_values import FieldKey
from halton_desktop.gui.kit.looks.look import BETWEEN_GROUPS, GROUP, HALF_STEP, STEP
from halton_desktop.gui.kit.looks.style_sheet import set_style_property, set_text_role
from halton_desktop.gui.kit.widgets.section import paragraph
from halton_desktop.gui.parents.import_offer_words import OfferLine, field_of, origin_words, outcome_words
from halton_desktop.services.parents.import_origins import Origin

HEADINGS = ("Take the file’s", "Now", "In the file", "Where it came from", "What will happen")
WIDTHS = (2, 3, 4, 3, 5)


class ImportPersonCard(QScrollArea):
    """``ticked`` carries the numbers of lines and whether the file’s value is to be taken."""

    ticked = Signal(object, bool)

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.ticks: dict[int, QCheckBox] = {}
        self.everything = QCheckBox()
        self._lines: Sequence[OfferLine] = ()
        self._outcomes: dict[int, QLabel] = {}
        self.clear()

    @property
    def words(self) -> str:
        """All that stands there, as one text."""
        page = self.widget()
        return "\n".join(label.text() for label in page.findChildren(QLabel)) if page else ""

    def clear(self) -> None:
        """Nobody is chosen."""
        self.ticks, self._outcomes, self._lines = {}, {}, ()
        self._show([paragraph("Choose a line to see everything about that person, and to leave out what is not right. "
                              "The space bar ticks the chosen lines off and on again.", muted=True)])  # fmt: skip

    def show_person(self, lines: Sequence[OfferLine], origins: Mapping[FieldKey, Origin]) -> None:
        """All differences of one person."""
        self.ticks, self._outcomes = {}, {}
        who = QLabel(lines[0].offer.who)
        who.setTextFormat(Qt.TextFormat.PlainText)
        set_text_role(who, "heading")
        self.everything = QCheckBox("Take everything the file says of them")
        self.everything.clicked.connect(self._on_everything)
        top = QWidget()
        across = QHBoxLayout(top)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(BETWEEN_GROUPS)
        across.addWidget(who)
        across.addWidget(self.everything)
        across.addStretch(1)
        self._show([top, self._grid(lines, origins)])
        self.show_choices(lines)

    def show_choices(self, lines: Sequence[OfferLine]) -> None:
        """The same person after something was ticked."""
        self._lines = lines
        for line in lines:
            self.ticks[line.id].setChecked(line.taken)
            self._outcomes[line.id].setText(outcome_words(line))
        open_ = [line.taken for line in lines if line.offer.may_be_chosen]
        self.everything.setEnabled(bool(open_))
        every, some = all(open_) and bool(open_), any(open_)
        state = Qt.CheckState.Checked if every else Qt.CheckState.PartiallyChecked if some else Qt.CheckState.Unchecked
        self.everything.setCheckState(state)
        self.everything.setProperty("notSaved", True)

    def _on_everything(self) -> None:
        """A first press takes all that may be chosen, the next leaves it."""
        open_ = [line for line in self._lines if line.offer.may_be_chosen]
        self.ticked.emit([line.id for line in open_], not all(line.taken for line in open_))

    def _grid(self, lines: Sequence[OfferLine], origins: Mapping[FieldKey, Origin]) -> QWidget:
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(GROUP)
        grid.setVerticalSpacing(HALF_STEP)
        for column, (heading, width) in enumerate(zip(HEADINGS, WIDTHS, strict=True)):
            grid.addWidget(paragraph(heading, muted=True), 0, column)
            grid.setColumnStretch(column, width)
        for row, line in enumerate(lines, start=1):
            origin = origins.get(line.offer.key)
            self._outcomes[line.id] = paragraph("")
            cells = [
                self._tick(line),
                paragraph(line.offer.change.old or "nothing"),
                paragraph(line.offer.change.new),
                paragraph(origin_words(origin) if origin else "", muted=True),
                self._outcomes[line.id],
            ]
            for column, cell in enumerate(cells):
                grid.addWidget(cell, row, column, Qt.AlignmentFlag.AlignVCenter)
        return holder

    def _tick(self, line: OfferLine) -> QCheckBox:
        tick = self.ticks[line.id] = QCheckBox(field_of(line.offer).replace("&", "&&"))
        tick.setAccessibleName(f"Take what the file says: {field_of(line.offer)} of {line.offer.who}")
        tick.setProperty("notSaved", True)
        tick.setEnabled(line.offer.may_be_chosen)
        tick.clicked.connect(partial(self._on_tick, line.id))
        return tick

    def _on_tick(self, line: int) -> None:
        self.ticked.emit([line], self.ticks[line].isChecked())

    def _show(self, parts: Sequence[QWidget]) -> None:
        page = QWidget()
        set_style_property(page, "surface", "card")
        lines = QVBoxLayout(page)
        lines.setContentsMargins(GROUP, STEP, GROUP, STEP)
        lines.setSpacing(STEP)
        for part in parts:
            lines.addWidget(part)
        lines.addStretch(1)
        self.setWidget(page)
