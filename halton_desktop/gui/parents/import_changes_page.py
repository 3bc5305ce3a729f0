"""Changed: every difference between file and register in a list, and the chosen person’s field by field under it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import groupby

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from halton_desktop.domain.importing.file_values import FieldKey, ImportChoices
from halton_desktop.domain.importing.import_offers import ImportOffer, decided
from halton_desktop.domain.importing.import_plan import NO_CHOICES
from halton_desktop.gui.kit.app_context import AppContext
from halton_desktop.gui.kit.looks.look import STEP
from halton_desktop.gui.kit.tables.paged_table_model import Order, PagedTableModel
from halton_desktop.gui.kit.tables.table_pane import TablePane
from halton_desktop.gui.kit.widgets.empty_state import EmptyWords
from halton_desktop.gui.parents.import_offer_words import CHANGED_COLUMNS, OfferLine
from halton_desktop.gui.parents.import_person_card import ImportPersonCard
from halton_desktop.services.parents.import_origins import Origin

NOTHING_CHANGED = EmptyWords("Nothing in the file is different.", icon="done")


class ImportChangesPage(QWidget):
    """``choices`` are what was ticked otherwise; ``origins_of`` reads where values came from when somebody looks."""

    choices_changed = Signal()

    def __init__(
        self,
        context: AppContext,
        offers: Sequence[ImportOffer],
        origins_of: Callable[[Sequence[ImportOffer]], Mapping[FieldKey, Origin]],
    ) -> None:
        super().__init__()
        self.choices: ImportChoices = NO_CHOICES
        self.offers = offers
        self._origins_of = origins_of
        self._together = [list(run) for _, run in groupby(range(len(offers)), key=lambda place: offers[place].person)]
        self._run_of = {place: run for run in self._together for place in run}
        self._shown: list[int] = []
        self._model: PagedTableModel[OfferLine] = PagedTableModel(
            CHANGED_COLUMNS,
            fetch_ids=lambda _order, _filter: range(len(offers)),
            fetch_rows=self._lines,
            row_id=lambda line: line.id,
            order=Order("person"),
        )
        self._model.reload()
        self.pane = TablePane(
            "import/changed", self._model, context.settings, context.theme,
            singular="difference", plural="differences", nothing_yet=NOTHING_CHANGED,
        )  # fmt: skip
        self.card = ImportPersonCard()
        self.card.ticked.connect(self.tick)
        self.card.setVisible(bool(offers))
        table = self.pane.table
        table.current_id_changed.connect(self._show_person)
        table.opened.connect(self._to_ticks)
        space = QShortcut(QKeySequence(Qt.Key.Key_Space), table)
        space.setContext(Qt.ShortcutContext.WidgetShortcut)
        space.activated.connect(self.tick_selected)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, STEP, 0, 0)
        layout.setSpacing(STEP)
        layout.addWidget(self.pane, 3)
        layout.addWidget(self.card, 2)
        self._show_note()

    @property
    def takes_anyone(self) -> frozenset[tuple[int, int]]:
        """Of whom something will be changed, as parent and pupil ids."""
        return frozenset(offer.person for offer in self.offers if offer.taken(self.choices))

    def tick(self, places: Iterable[int], take: bool) -> None:
        """Take what the file says in these lines, or leave it."""
        before = self.choices
        chosen = [self.offers[place] for place in places]
        self.choices = decided(before, self.offers, chosen, take=take)
        changed = [place for place, one in enumerate(self.offers) if one.taken(before) != one.taken(self.choices)]
        self._model.refresh(changed)
        if self._shown:
            self.card.show_choices(self._lines(self._shown))
        self._show_note()
        self.choices_changed.emit()

    def tick_selected(self) -> None:
        """The space bar: all chosen lines at once, off where all of them are on."""
        places = [place for place in self.pane.table.selected_ids() if self.offers[place].may_be_chosen]
        if places:
            self.tick(places, not all(self.offers[place].taken(self.choices) for place in places))

    def _lines(self, places: Iterable[int]) -> list[OfferLine]:
        return [OfferLine(place, self.offers[place], self.offers[place].taken(self.choices)) for place in places]

    def _show_person(self, place: int) -> None:
        run = self._run_of.get(place, [])
        if run == self._shown:
            return
        self._shown = run
        if run:
            own = [self.offers[one] for one in run]
            self.card.show_person(self._lines(run), self._origins_of(own))
        else:
            self.card.clear()

    def _to_ticks(self, place: int) -> None:
        tick = self.card.ticks.get(place)
        if tick is not None and tick.isEnabled():
            tick.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_note(self) -> None:
        left = len(self.choices.declined)
        stay = sum(not offer.usual for offer in self.offers) - len(self.choices.taken)
        notes = [f"{left:,} left as {'it is' if left == 1 else 'they are'}"] if left else []
        notes += [f"the office’s stays in {stay:,}"] if stay else []
        self.pane.set_note(" · ".join(notes))
