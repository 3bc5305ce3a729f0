"""A field for one day, written like 22/11/2026, with a calendar to choose from."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QDate
from PySide6.QtWidgets import QDateEdit, QWidget

FIRST_DAY = QDate(2000, 1, 1)


def qdate(day: date) -> QDate:
    """A day as Qt has it."""
    return QDate(day.year, day.month, day.day)


def day_in(edit: QDateEdit) -> date:
    """The day a date field shows."""
    shown = edit.date()
    return date(shown.year(), shown.month(), shown.day())


class DayField(QDateEdit):
    """``day`` is what it holds; ``latest`` keeps days after it from being typed."""

    def __init__(self, day: date, *, latest: date | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setDisplayFormat("dd/MM/yyyy")
        self.setCalendarPopup(True)
        self.setMinimumDate(FIRST_DAY)
        if latest is not None:
            self.setMaximumDate(qdate(latest))
        self.set_day(day)

    @property
    def day(self) -> date:
        """The day in the field."""
        return day_in(self)

    def set_day(self, day: date) -> None:
        """Show another day."""
        self.setDate(qdate(day))
