"""What stands above the Incidents list: search, the filters, and filters kept under a name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QLineEdit, QMenu, QVBoxLayout, QWidget

from halton_desktop.domain.calendar import school_year
from halton_desktop.domain.incidents.incident import BREACHES, CONCERN, ContentFlag, IncidentState, Platform
from halton_desktop.domain.incidents.incident_list import IncidentFilter, SavedFilter
from halton_desktop.domain.user import User, told_apart
from halton_desktop.gui.kit.app_context import AppContext
from halton_desktop.gui.kit.fields.day_field import DayField
from halton_desktop.gui.kit.fields.person_choice import PersonChoice
from halton_desktop.gui.kit.looks.look import STEP
from halton_desktop.gui.kit.widgets.button import Button, icon_button
from halton_desktop.gui.kit.widgets.flow_layout import FlowLayout
from halton_desktop.services.session import OfficeSession

TYPING_PAUSE_MS = 150
DAY_WIDTH = 150
_OPEN = frozenset({IncidentState.OPEN, IncidentState.WAITING})


class IncidentFilterBar(QWidget):
    """``wanted`` is the filter as chosen; ``changed`` follows every choice, and typing after a short pause."""

    changed = Signal()
    save_asked = Signal()
    saved_chosen = Signal(str)
    saved_removed = Signal(str)

    def __init__(self, context: AppContext, session: OfficeSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme, today = context.theme, session.today
        self._session = session
        self._user_id = session.user.id
        self._quiet = False
        self.search = QLineEdit()
        self.search.setPlaceholderText("Search reference, name, any word…")
        self.search.setAccessibleName("Search incidents")
        self.search.setClearButtonEnabled(True)
        self._pause = QTimer(self, singleShot=True, interval=TYPING_PAUSE_MS)
        self._pause.timeout.connect(self._tell)
        self.search.textChanged.connect(lambda: self._pause.start())
        self.search.returnPressed.connect(self._tell)
        self.state = _choice(
            "Status", [("All open", _OPEN), *((s.value.capitalize(), frozenset({s})) for s in _STATES)]
        )
        self.clause = _choice("Clause", [*((f"{b.clause} {b.name}", b.clause) for b in BREACHES), _CONCERN])
        self.platform = _choice(
            "Platform", [(p.value.capitalize() if p.value == "other" else p.value, p) for p in Platform]
        )
        self.handler = _choice("Looked after by", [("My cases", self._user_id)])
        self.person = PersonChoice(context, session)
        self.flag = _choice("Content", [(f"May be {flag.value}", flag) for flag in ContentFlag])
        self.due = _choice("Due", [("Overdue", "overdue"), ("Due today or overdue", "due")])
        self.dates = _choice("Reported", [*((name, name) for name in _periods(today)), ("Between…", "between")])
        self.first = _day(context, session, "Reported from", today - timedelta(days=30))
        self.last = _day(context, session, "Reported until", today)
        self.clear_button = Button("Show all", theme, kind="link")
        self.saved_button = icon_button("Saved filters", "filter", theme)
        self.saved_menu = QMenu(self)
        self.saved_button.clicked.connect(self._open_saved)
        self._build()
        self.person.person_changed.connect(self._tell)
        for combo in self._combos():
            combo.currentIndexChanged.connect(self._tell)
        for edit in (self.first, self.last):
            edit.settled.connect(self._tell)
        self.clear_button.clicked.connect(lambda: self.show_filter(IncidentFilter()))
        self._saved: list[SavedFilter] = []
        self._show_dates()
        self.clear_button.hide()

    @property
    def _today(self) -> date:
        """Asked each time: an office leaves the program open over midnight."""
        return self._session.today

    @property
    def wanted(self) -> IncidentFilter:
        """The filter as chosen."""
        due = self.due.currentData()
        first, last = self._span()
        platform, flag = self.platform.currentData(), self.flag.currentData()  # Qt keeps them as plain text
        return IncidentFilter(
            parent_id=self.person.parent_id,
            words=self.search.text().strip(),
            states=self.state.currentData() or frozenset(),
            clause=self.clause.currentData() or "",
            platform=Platform(platform) if platform else None,
            handler_id=self.handler.currentData(),
            flag=ContentFlag(flag) if flag else None,
            reported_from=first,
            reported_to=last,
            overdue_on=self._today if due == "overdue" else None,
            due_on=self._today if due == "due" else None,
        )

    def show_filter(self, wanted: IncidentFilter) -> None:
        """Set every choice from a filter (a saved one, or none)."""
        self._quiet = True
        self.search.setText(wanted.words)
        _choose(self.state, wanted.states or None)
        _choose(self.clause, wanted.clause or None)
        _choose(self.platform, wanted.platform)
        _choose(self.handler, wanted.handler_id)
        _choose(self.flag, wanted.flag)
        _choose(self.due, "overdue" if wanted.overdue_on else "due" if wanted.due_on else None)
        if wanted.reported_from or wanted.reported_to:
            _choose(self.dates, "between")
            self.first.set_day(wanted.reported_from or self._today)
            self.last.set_day(wanted.reported_to or self._today)
        else:
            _choose(self.dates, None)
        self.person.show_person(wanted.parent_id)
        self._quiet = False
        self._tell()

    def set_handlers(self, users: Sequence[User]) -> None:
        """Who may look after a case."""
        chosen = self.handler.currentData()
        self._quiet = True
        while self.handler.count() > 2:
            self.handler.removeItem(2)
        for user_id, name in told_apart(users):
            if user_id != self._user_id:
                self.handler.addItem(name, user_id)
        _choose(self.handler, chosen)
        self._quiet = False

    def set_saved(self, saved: Sequence[SavedFilter]) -> None:
        """The user's own filters."""
        self._saved = list(saved)

    def focus_search(self, text: str = "") -> None:
        """Put the cursor into the search, beginning with ``text``."""
        if text:
            self.search.setText(text)
        self.search.setFocus()
        if not text:
            self.search.selectAll()

    def _tell(self) -> None:
        self._pause.stop()
        self._show_dates()
        self.clear_button.setVisible(not self.wanted.anything)
        if not self._quiet:
            self.changed.emit()

    def _span(self) -> tuple[date | None, date | None]:
        chosen = self.dates.currentData()
        if chosen == "between":
            return self.first.day, self.last.day
        return _periods(self._today)[chosen] if chosen else (None, None)

    def _show_dates(self) -> None:
        between = self.dates.currentData() == "between"
        for widget in (self.first, self.until, self.last):
            widget.setVisible(between)

    def _combos(self) -> tuple[QComboBox, ...]:
        return (self.state, self.clause, self.platform, self.handler, self.flag, self.due, self.dates)

    def _build(self) -> None:
        self.until = QLabel("to")
        top = QHBoxLayout()
        top.setSpacing(STEP)
        top.addWidget(self.search, 1)
        top.addWidget(self.saved_button)
        holder = QWidget()
        choices = FlowLayout(STEP, holder)
        for widget in (*self._combos(), self.person, self.first, self.until, self.last, self.clear_button):
            choices.addWidget(widget)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(STEP)
        lines.addLayout(top)
        lines.addWidget(holder)

    def _open_saved(self) -> None:
        self.saved_menu.clear()
        for kept in self._saved:
            self.saved_menu.addAction(kept.name, partial(self.show_filter, kept.wanted))
        if self._saved:
            self.saved_menu.addSeparator()
        save = self.saved_menu.addAction("Keep these filters…", self.save_asked.emit)
        save.setEnabled(not replace(self.wanted, words="").anything)
        if self._saved:
            remove = self.saved_menu.addMenu("Forget")
            for kept in self._saved:
                remove.addAction(kept.name, partial(self.saved_removed.emit, kept.name))
        self.saved_menu.popup(self.saved_button.mapToGlobal(self.saved_button.rect().bottomLeft()))


_STATES = (IncidentState.OPEN, IncidentState.WAITING, IncidentState.CLOSED, IncidentState.WITHDRAWN)
_CONCERN = ("Concern, no part of the code", CONCERN)


def _choice(name: str, entries: Sequence[tuple[str, Any]]) -> QComboBox:
    """A box whose first entry is its own name and means any."""
    box = QComboBox()
    box.setAccessibleName(name)
    box.addItem(f"{name}: any", None)
    for text, value in entries:
        box.addItem(text, value)
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
    box.setProperty("notSaved", True)
    return box


def _choose(box: QComboBox, value: Any) -> None:
    for number in range(box.count()):
        if box.itemData(number) == value:
            box.setCurrentIndex(number)
            return
    box.setCurrentIndex(0)


def _periods(today: date) -> dict[str, tuple[date, date]]:
    year = school_year(today)
    return {
        "Today": (today, today),
        "Last 7 days": (today - timedelta(days=6), today),
        "Last 30 days": (today - timedelta(days=29), today),
        "This school year": (date(year, 9, 1), date(year + 1, 8, 31)),
        "Last school year": (date(year - 1, 9, 1), date(year, 8, 31)),
    }


def _day(context: AppContext, session: OfficeSession, name: str, day: date) -> DayField:
    edit = DayField().begin(context.theme, session, day)
    edit.setAccessibleName(name)
    edit.setFixedWidth(DAY_WIDTH)
    edit.setProperty("notSaved", True)
    return edit
