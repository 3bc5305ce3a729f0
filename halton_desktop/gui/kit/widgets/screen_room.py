"""How much room there is on the screen a window stands on.

Never ask ``QWidget.screen()`` itself: PySide 6.11 makes the screen a child of the widget's Python object, and when that
goes the screen goes with it, which ends the program in the next widget that is made (measured; gdb shows
``QScreen::virtualSiblings`` on a screen that is gone). The static functions of QGuiApplication have no such parent.
"""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QGuiApplication, QScreen
from PySide6.QtWidgets import QWidget

SHARE = 0.92
"""Of the room on the screen a new window takes at most."""


def screen_of(widget: QWidget) -> QScreen:
    """The screen the middle of a widget is on, else the first one."""
    middle = widget.mapToGlobal(widget.rect().center())
    return QGuiApplication.screenAt(middle) or QGuiApplication.primaryScreen()


def fitted(size: QSize, widget: QWidget) -> QSize:
    """A window's first size, made smaller where the screen has less room."""
    return size.boundedTo(room_on_screen(widget) * SHARE)


def room_on_screen(widget: QWidget) -> QSize:
    """Logical pixels free for windows on that screen (without the task bar)."""
    return screen_of(widget).availableGeometry().size()
