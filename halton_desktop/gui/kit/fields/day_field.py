"""The one field for a day: a line to type into, a calendar by button, and the day repeated in words."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from halton_desktop.domain.calendar import SchoolCalendar
from halton_desktop.domain.day_words import day_in_words
from halton_desktop.domain.typed_day import ADVICE, DayLimits, typed_day, usual_limits
from halton_desktop.errors import InvalidInput
from halton_desktop.gui.kit.fields.day_calendar import DayCalendar
from halton_desktop.gui.kit.looks.style_sheet import set_text_role
from halton_desktop.gui.kit.looks.theme import Theme

if TYPE_CHECKING:
    from halton_desktop.services.session import OfficeSession

EXAMPLE = "22/11/2026"


def wall_calendar() -> date:
    """Today where there is no office yet."""
    return date.today()  # noqa: DTZ011 - the office's wall calendar


class DayField(QLineEdit):
    """Holds what is typed until it is read: limits are judged then, and only what is a day is ever a day.

    ``words`` is the day in words, for whoever arranges the field (:class:`FieldErrors` puts it under the field); a
    field that stands alone says them in its tip.
    """

    settled = Signal()
    """The field was left, Enter was pressed or a day chosen, and it holds another day than before."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today: Callable[[], date] = wall_calendar
        self._calendar = SchoolCalendar()
        self._first: date | None = None
        self._past = False
        self._settled: date | None = None
        self._theme: Theme | None = None
        self.words = QLabel()
        self.words.setWordWrap(True)
        set_text_role(self.words, "muted")
        self.setPlaceholderText(EXAMPLE)
        self.popup: DayCalendar | None = None
        self.calendar_action = QAction(self)
        self.calendar_action.setToolTip("Choose from a calendar (Alt+Down)")
        self.calendar_action.triggered.connect(self.open_calendar)
        self.textChanged.connect(self._say)
        self.editingFinished.connect(self.tidy)

    def begin(
        self,
        theme: Theme,
        session: OfficeSession | None,
        day: date | None = None,
        *,
        first: date | None = None,
        past: bool = False,
    ) -> DayField:
        """Know the office's days and begin with ``day``; ``past`` takes no day to come, ``first`` none before it."""
        self._theme = theme
        if session is not None:
            from halton_desktop.services.administration.school_calendar import school_calendar

            self._today = lambda: session.today
            self._calendar = school_calendar(session)
        self._first, self._past = first, past
        self.calendar_action.setIcon(theme.icon("calendar", "muted"))
        self.addAction(self.calendar_action, QLineEdit.ActionPosition.TrailingPosition)
        self._settled = day
        self.set_day(day)
        self._say()
        return self

    @property
    def limits(self) -> DayLimits:
        """Asked each time: an office leaves the program open over midnight."""
        return usual_limits(self._today(), first=self._first, past=self._past)

    @property
    def day(self) -> date | None:
        """The day in the field; None while it holds none, or one it does not take."""
        try:
            return self.optional("")
        except InvalidInput:
            return None

    def optional(self, name: str) -> date | None:
        """The day in the field, None when it is empty. Raises InvalidInput for ``name``."""
        return typed_day(name, self.text(), self._today(), self.limits)

    def required(self, name: str, otherwise: str = "Give the day.") -> date:
        """The day in the field. Raises InvalidInput for ``name`` when there is none."""
        day = self.optional(name)
        if day is None:
            raise InvalidInput(name, otherwise, ADVICE)
        return day

    def set_day(self, day: date | None) -> None:
        """Show another day."""
        self.setText(f"{day:%d/%m/%Y}" if day else "")
        self._settle(day)

    def tidy(self) -> None:
        """What is a day is written out; anything else stays as it was typed."""
        day = self.day
        if day is not None:
            self.setText(f"{day:%d/%m/%Y}")
        if day is not None or not self.text().strip():
            self._settle(day)

    def open_calendar(self) -> None:
        """Show the month; a day chosen there is typed here."""
        if self._theme is None or self.isReadOnly():
            return
        today = self._today()
        popup = DayCalendar(self._theme, self._calendar, today, self.limits, self.day or today, self)
        popup.chosen.connect(self._take)
        popup.open_under(self)
        self.popup = popup

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.open_calendar()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.selectAll()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Whoever clicks on a day and types means another day, not figures put between the ones that are there."""
        super().mouseReleaseEvent(event)
        if self.day is not None and not self.hasSelectedText():
            self.selectAll()

    def _take(self, day: date) -> None:
        self.set_day(day)
        self.textEdited.emit(self.text())
        self.setFocus(Qt.FocusReason.PopupFocusReason)

    def _settle(self, day: date | None) -> None:
        if day != self._settled:
            self._settled = day
            self.settled.emit()

    def _say(self) -> None:
        try:
            day = self.optional("")
        except InvalidInput as error:
            said = error.message if len(self.text().strip()) >= len("31/12/26") else ""
        else:
            said = day_in_words(day, self._today(), self._calendar) if day is not None else ""
        self.words.setText(said)
        self.setToolTip(said)
