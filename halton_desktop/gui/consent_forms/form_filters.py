"""The line of filters over the list of forms: words, where they stand, kind, year group or class."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QWidget

from halton_desktop.domain.acknowledgement import Answer, FormKind, FormState
from halton_desktop.domain.register import FormFilter
from halton_desktop.gui.kit.looks.look import STEP
from halton_desktop.gui.kit.looks.theme import Theme

_STATUSES: tuple[tuple[str, FormFilter], ...] = (
    ("All forms", FormFilter()),
    ("Outstanding", FormFilter(outstanding=True)),
    ("Overdue", FormFilter(overdue_on=date.min)),
    ("Returned", FormFilter(state=FormState.RETURNED)),
    ("Accepted", FormFilter(state=FormState.RETURNED, answer=Answer.ACCEPTED)),
    ("Declined", FormFilter(state=FormState.RETURNED, answer=Answer.DECLINED)),
    ("Wants to talk", FormFilter(state=FormState.RETURNED, answer=Answer.WANTS_TO_TALK)),
    ("Unsigned", FormFilter(state=FormState.RETURNED, answer=Answer.UNSIGNED)),
    ("Damaged", FormFilter(state=FormState.RETURNED, answer=Answer.DAMAGED)),
    ("Not confirmed", FormFilter(state=FormState.PREPARED)),
    ("Not sent", FormFilter(state=FormState.NOT_SENT)),
    ("Withdrawn", FormFilter(state=FormState.WITHDRAWN)),
    ("Withdrawn by the school", FormFilter(state=FormState.CALLED_BACK)),
    ("Invalid", FormFilter(state=FormState.INVALID)),
    ("Replaced", FormFilter(state=FormState.SUPERSEDED)),
)
ACKNOWLEDGEMENTS = "Acknowledgements"
_KINDS: tuple[tuple[str, FormKind | None], ...] = (
    ("Both kinds", None),
    (ACKNOWLEDGEMENTS, FormKind.ACKNOWLEDGEMENT),
    ("Consents to view messages", FormKind.MESSAGE_CONSENT),
)


_PEOPLE = ("", "*")
"""Stands for the people behind a bar, as no class is called."""


class People(NamedTuple):
    """Some people by name, such as those of a household."""

    name: str
    parent_ids: tuple[int, ...]


class FormFilters(QWidget):
    """``changed``: ask :meth:`wanted` again."""

    changed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = QLineEdit()
        self.words.setPlaceholderText("Name or reference")
        self.words.setAccessibleName("Search the forms by name or reference")
        self.words.setClearButtonEnabled(True)
        self.words.addAction(theme.icon("search", "muted"), QLineEdit.ActionPosition.LeadingPosition)
        self.status = _choice("Status", [name for name, _filter in _STATUSES])
        self.kind = _choice("Kind of form", [name for name, _kind in _KINDS])
        self.group = _choice("Year group or class", ["All years"])
        self._people: People | None = None
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(STEP)
        line.addWidget(self.words, 1)
        for choice in (self.status, self.kind, self.group):
            line.addWidget(choice)
            choice.currentIndexChanged.connect(self._tell)
        self.words.textChanged.connect(self._tell)

    def show_groups(self, years: Sequence[str], classes: Sequence[str]) -> None:
        """The year groups and classes to choose from; the one chosen stays where it still exists."""
        chosen = self.group.currentData()
        self.group.blockSignals(True)
        self.group.clear()
        self.group.addItem("All years", ("", ""))
        for year in years:
            self.group.addItem(f"Year {year}" if year.isdigit() else year, (year, ""))
        if classes:
            self.group.insertSeparator(self.group.count())
        for name in classes:
            self.group.addItem(name, ("", name))
        self._show_people()
        self._choose_group(*(chosen or ("", "")))
        self.group.blockSignals(False)

    def wanted(self, today: date) -> FormFilter | None:
        """The filter as chosen; None where it lets everything through."""
        chosen = _STATUSES[self.status.currentIndex()][1]
        if chosen.overdue_on is not None:
            chosen = replace(chosen, overdue_on=today)
        year, form_class = self.group.currentData() or ("", "")
        if (year, form_class) == _PEOPLE and self._people is not None:
            year, form_class = "", ""
            chosen = replace(chosen, parent_ids=self._people.parent_ids)
        chosen = replace(
            chosen,
            words=self.words.text().strip(),
            kind=_KINDS[self.kind.currentIndex()][1],
            year_group=year,
            form_class=form_class,
        )
        return None if chosen == FormFilter() else chosen

    def clear(self) -> None:
        """Show everything."""
        self.blockSignals(True)
        self.words.clear()
        for choice in (self.status, self.kind, self.group):
            choice.setCurrentIndex(0)
        self.blockSignals(False)
        self._tell()

    def choose(
        self, *, year: str = "", form_class: str = "", people: People | None = None, status: str = "", kind: str = ""
    ) -> None:
        """Set the filters from somewhere else (a coverage bar); ``people`` where no year group or class names them."""
        self.blockSignals(True)
        self.words.clear()
        self._people = people
        self._show_people()
        self._choose_group(*(_PEOPLE if people is not None else (year, form_class)))
        self.status.setCurrentIndex(max(0, self.status.findText(status)))
        self.kind.setCurrentIndex(max(0, self.kind.findText(kind)))
        self.blockSignals(False)
        self._tell()

    def begin_search(self, text: str) -> None:
        """Put the cursor into the search field, beginning with ``text``."""
        self.words.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if text:
            self.words.setText(text)
        else:
            self.words.selectAll()

    def _show_people(self) -> None:
        """The people behind a bar as one more group to choose, while they are the ones looked at."""
        place = next((place for place in range(self.group.count()) if self.group.itemData(place) == _PEOPLE), -1)
        if place >= 0:
            self.group.removeItem(place)
        if self._people is not None:
            self.group.addItem(self._people.name, _PEOPLE)

    def _choose_group(self, year: str, form_class: str) -> None:
        known = [self.group.itemData(place) for place in range(self.group.count())]
        wanted = (year, form_class)
        self.group.setCurrentIndex(known.index(wanted) if wanted in known else 0)

    def _tell(self) -> None:
        self.changed.emit()


def _choice(name: str, options: list[str]) -> QComboBox:
    box = QComboBox()
    box.addItems(options)
    box.setAccessibleName(name)
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
    return box
