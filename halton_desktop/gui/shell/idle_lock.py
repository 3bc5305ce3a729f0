"""Notices that nobody has touched keyboard or mouse for as long as the setting allows."""

from __future__ import annotations

import time

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QWindow

from halton_desktop.settings import IDLE_MINUTES, Settings

_INPUT = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseMove,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TabletPress,
    }
)


class IdleLock(QObject):
    """Watches the program's windows (not every widget: a filter on the application would slow every event).

    Time asleep counts: a laptop that was closed is locked when it wakes.
    """

    idle = Signal()

    def __init__(self, application: QGuiApplication, settings: Settings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self._last = _now()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._look)
        application.focusWindowChanged.connect(self._watch)
        settings.changed.connect(self._on_setting_changed)
        for window in application.topLevelWindows():
            self._watch(window)

    def start(self) -> None:
        """Begin to count from now."""
        self._last = _now()
        self._arm(self._allowed())

    def stop(self) -> None:
        """Do not count (while it is locked already)."""
        self._timer.stop()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _INPUT:
            self._last = _now()
        return False

    def _watch(self, window: QWindow | None) -> None:
        if window is not None:
            window.removeEventFilter(self)
            window.installEventFilter(self)

    def _allowed(self) -> float:
        return self._settings.get(IDLE_MINUTES) * 60.0

    def _arm(self, seconds: float) -> None:
        self._timer.start(max(1, round(seconds * 1000)))

    def _look(self) -> None:
        left = self._allowed() - _since(self._last)
        if left > 0:
            self._arm(left)
        else:
            self.idle.emit()

    def _on_setting_changed(self, name: str) -> None:
        if name == IDLE_MINUTES.name and self._timer.isActive():
            self._arm(self._allowed())


def _now() -> tuple[float, float]:
    return time.monotonic(), time.time()


def _since(then: tuple[float, float]) -> float:
    """Seconds gone by; the wall clock too, because the other one may stand still while the computer sleeps."""
    return max(time.monotonic() - then[0], time.time() - then[1])
