"""What a password field needs besides its dots: an eye to look at what was typed, and a hint when Caps Lock is on."""

from __future__ import annotations

import sys
import unicodedata

import shiboken6
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLabel, QLineEdit

from halton_desktop.gui.kit.looks.theme import Theme

CAPS_LOCK_IS_ON = "Caps Lock is on."
LONGEST = 200
SHOW_KEYS = "Ctrl+Shift+E"


class PasswordEye(QObject):
    """Lives with the field it is made for; ``hint`` is an empty label that stays hidden until Caps Lock is noticed."""

    def __init__(self, field: QLineEdit, theme: Theme, hint: QLabel | None = None) -> None:
        super().__init__(field)
        self._field = field
        self._theme = theme
        self._hint = hint
        field.setMaxLength(LONGEST)
        field.setProperty("notSaved", True)
        self._action = QAction(theme.icon("show", "muted"), "Show or hide the password", field)
        self._action.setCheckable(True)
        self._action.setShortcut(QKeySequence(SHOW_KEYS))
        self._action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        self._action.setToolTip(f"Show or hide the password ({SHOW_KEYS})")
        self._action.toggled.connect(self._on_toggled)
        field.addAction(self._action, QLineEdit.ActionPosition.TrailingPosition)
        field.installEventFilter(self)
        if hint is not None:
            hint.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            self._notice(event)
        elif kind == QEvent.Type.FocusIn:
            self._say(caps_lock_is_on())
        elif kind == QEvent.Type.FocusOut:
            self._say(on=False)
        return super().eventFilter(watched, event)

    def _notice(self, event: QKeyEvent) -> None:
        """Qt does not tell the state of the key, but a capital without Shift gives it away."""
        if event.key() == Qt.Key.Key_CapsLock:
            self._say(caps_lock_is_on())
            return
        text = event.text()
        if len(text) != 1 or unicodedata.category(text) not in ("Lu", "Ll"):
            return
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        self._say(on=text.isupper() != shift)

    def _say(self, on: bool) -> None:
        if self._hint is not None and shiboken6.isValid(self._hint):  # the dialog may be going, the label first
            self._hint.setText(CAPS_LOCK_IS_ON if on else "")
            self._hint.setVisible(on)

    def _on_toggled(self, shown: bool) -> None:
        mode = QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password
        self._field.setEchoMode(mode)
        self._action.setIcon(self._theme.icon("hide" if shown else "show", "muted"))


def caps_lock_is_on() -> bool:
    """What the keyboard says, where the system can be asked (Windows); elsewhere the first letter typed tells."""
    if sys.platform == "win32":
        import ctypes

        return bool(ctypes.windll.user32.GetKeyState(0x14) & 1)
    return False
