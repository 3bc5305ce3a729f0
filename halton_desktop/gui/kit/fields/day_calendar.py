"""The month to choose a day from, opened under a field for a day: it knows weekends, holidays and closures."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtCore import QDate, QLocale, QPoint, Qt, Signal
from PySide6.QtGui import QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QFrame, QLabel, QVBoxLayout, QWidget

from halton_desktop.domain.calendar import SchoolCalendar
from halton_desktop.domain.day_words import day_in_words
from halton_desktop.domain.typed_day import DayLimits
from halton_desktop.gui.kit.looks.look import STEP
from halton_desktop.gui.kit.looks.style_sheet import set_style_property, set_text_role
from halton_desktop.gui.kit.looks.theme import Theme
from halton_desktop.gui.kit.widgets.screen_room import screen_of

_AROUND = timedelta(days=8)
"""A page of the month shows some days of the one before and of the one after."""


def qdate(day: date) -> QDate:
    """A day as Qt has it."""
    return QDate(day.year, day.month, day.day)


def day_of(shown: QDate) -> date:
    """The other way round."""
    return date(shown.year(), shown.month(), shown.day())


class DayCalendar(QFrame):
    """``chosen`` carries the day that was clicked, or on which Enter was pressed; Escape leaves the field alone."""

    chosen = Signal(object)

    def __init__(
        self, theme: Theme, calendar: SchoolCalendar, today: date, limits: DayLimits, day: date, field: QWidget
    ) -> None:
        super().__init__(field, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        set_style_property(self, "surface", "card")
        self._theme, self._calendar, self._today = theme, calendar, today
        self.month = QCalendarWidget()
        self.month.setLocale(QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom))
        self.month.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        self.month.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self.month.setDateRange(qdate(limits.first), qdate(limits.last))
        faint = QTextCharFormat()
        faint.setForeground(theme.colour("muted"))
        self.month.setHeaderTextFormat(faint)
        for weekend in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            self.month.setWeekdayTextFormat(weekend, faint)
        self.month.setDateEditEnabled(False)  # its own little line would read typed days by other rules
        self.month.setSelectedDate(qdate(day))
        self.words = QLabel()
        set_text_role(self.words, "muted")
        self.words.setWordWrap(True)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(STEP, STEP, STEP, STEP)
        lines.addWidget(self.month)
        lines.addWidget(self.words)
        self.month.currentPageChanged.connect(self._colour)
        self.month.selectionChanged.connect(self._say)
        self.month.clicked.connect(self._choose)
        self.month.activated.connect(self._choose)
        self._colour(self.month.yearShown(), self.month.monthShown())
        self._say()

    def open_under(self, field: QWidget) -> None:
        """Below the field, or above it where the screen ends."""
        self.adjustSize()
        room = screen_of(field).availableGeometry()
        place = field.mapToGlobal(QPoint(0, field.height()))
        if place.y() + self.height() > room.bottom():
            place = field.mapToGlobal(QPoint(0, -self.height()))
        self.move(max(room.left(), min(place.x(), room.right() - self.width())), max(room.top(), place.y()))
        self.show()
        self.month.setFocus(Qt.FocusReason.PopupFocusReason)

    def _colour(self, year: int, month: int) -> None:
        """Days without school are pale and say why in their tip; weekdays alike, whichever they are."""
        day = date(year, month, 1) - _AROUND
        last = date(year, month, 1) + timedelta(days=31) + _AROUND
        while day <= last:
            closed = self._calendar.why_closed(day)
            format_ = QTextCharFormat()
            format_.setForeground(self._theme.colour("muted" if closed else "text"))
            format_.setFontStrikeOut(bool(closed) and day.weekday() < 5)
            format_.setFontWeight(700 if day == self._today else 400)
            format_.setToolTip(day_in_words(day, self._today, self._calendar))
            self.month.setDateTextFormat(qdate(day), format_)
            day += timedelta(days=1)

    def _say(self) -> None:
        self.words.setText(day_in_words(day_of(self.month.selectedDate()), self._today, self._calendar))

    def _choose(self, shown: QDate) -> None:
        day = day_of(shown)
        self.close()
        self.chosen.emit(day)
