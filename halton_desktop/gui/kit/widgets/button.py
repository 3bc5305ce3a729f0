"""Buttons as this program has them: never narrower than their words, with the icon in the colour of the text."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QToolButton, QWidget

from halton_desktop.gui.kit.looks.look import BUTTON_HEIGHT, BUTTON_WIDTH, ICON_SIZE, LINK_HEIGHT, ColourRole
from halton_desktop.gui.kit.looks.style_sheet import set_style_property
from halton_desktop.gui.kit.looks.theme import Theme

ButtonKind = Literal["primary", "plain", "danger", "quiet", "link"]

_KEYPAD = Qt.KeyboardModifier.KeypadModifier
_ICON_ROLES: dict[str, ColourRole] = {"primary": "on_accent", "danger": "overdue", "link": "accent"}


class Button(QPushButton):
    """``kind``: one ``primary`` per screen, ``danger`` to destroy something, ``quiet`` and ``link`` for asides."""

    def __init__(
        self, text: str, theme: Theme, *, kind: ButtonKind = "plain", icon: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(text, parent)
        self._theme = theme
        self._icon_name = icon
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        self.setAutoDefault(False)
        self.set_kind(kind)

    def set_kind(self, kind: ButtonKind) -> None:
        """Change its weight, for instance when another step becomes the first one to take."""
        self._kind = kind
        set_style_property(self, "kind", kind)
        if self._icon_name:
            self.setIcon(self._theme.icon(self._icon_name, _ICON_ROLES.get(kind, "text")))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses the button that has the focus, not the dialog's default one."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers() & ~_KEYPAD:
            self.click()
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        if self._kind == "link":
            return QSize(hint.width(), LINK_HEIGHT)
        return QSize(max(hint.width(), BUTTON_WIDTH), max(hint.height(), BUTTON_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()


def icon_button(name: str, icon: str, theme: Theme, parent: QWidget | None = None) -> QToolButton:
    """A square button with an icon alone; ``name`` is its tooltip and what is read aloud."""
    button = QToolButton(parent)
    set_style_property(button, "kind", "icon")
    button.setIcon(theme.icon(icon, "muted"))
    button.setIconSize(QSize(ICON_SIZE, ICON_SIZE))
    button.setToolTip(name)
    button.setAccessibleName(name)
    return button
