"""Locks the screen: every window is covered and its title made neutral, what was typed stays, one prompt is on top."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QVBoxLayout, QWidget

from halton_desktop.gui.kit.looks.look import ICON_SIZE_LARGE, STEP
from halton_desktop.gui.kit.looks.style_sheet import set_style_property, set_text_role
from halton_desktop.gui.kit.looks.theme import Theme

NEUTRAL_TITLE = "Halton Desktop (locked)"


class ScreenLock(QObject):
    """``make_prompt(parent)`` gives the dialog that asks for the password; accepted means unlocked.

    Dialogs under way are covered, not closed, so nothing typed is lost. Rejecting the prompt means leaving: the
    screen stays covered and ``left`` is emitted.
    """

    locked = Signal()
    unlocked = Signal()
    left = Signal()

    def __init__(
        self, application: QApplication, theme: Theme, make_prompt: Callable[[QWidget], QDialog], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._application = application
        self._theme = theme
        self._make_prompt = make_prompt
        self._window = parent
        self._covers: list[_Cover] = []
        self._prompt: QDialog | None = None

    @property
    def is_locked(self) -> bool:
        """Whether the screen is covered."""
        return bool(self._covers)

    def lock(self) -> None:
        """Cover everything and ask for the password; does nothing when it is locked already."""
        if self.is_locked:
            return
        while popup := self._application.activePopupWidget():
            popup.close()
        windows = [w for w in self._application.topLevelWidgets() if w.isVisible() and w.isWindow()]
        self._covers = [_Cover(window, self._theme) for window in windows]
        self._prompt = self._make_prompt(self._window)
        self._prompt.setWindowModality(Qt.WindowModality.ApplicationModal)
        self._prompt.finished.connect(self._on_answered)
        self.locked.emit()
        self._prompt.show()  # open() would make it modal to one window only

    def _on_answered(self, result: int) -> None:
        prompt, self._prompt = self._prompt, None
        if prompt is not None:
            prompt.deleteLater()
        if result != QDialog.DialogCode.Accepted:
            self.left.emit()
            return
        for cover in self._covers:
            cover.lift()
        self._covers = []
        self.unlocked.emit()


class _Cover(QWidget):
    """Hides all of one window, menus and status bar included."""

    def __init__(self, window: QWidget, theme: Theme) -> None:
        super().__init__(window)
        self._covered = window
        self._title = window.windowTitle()
        self._focus = window.focusWidget()
        set_style_property(self, "surface", "window")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName("Locked")
        icon = QLabel()
        icon.setPixmap(theme.pixmap("lock", "muted", ICON_SIZE_LARGE, self.devicePixelRatioF()))
        words = QLabel("Locked")
        set_text_role(words, "heading")
        layout = QVBoxLayout(self)
        layout.setSpacing(STEP)
        layout.addStretch(2)
        layout.addWidget(icon, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addWidget(words, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(3)
        window.setWindowTitle(NEUTRAL_TITLE)
        window.installEventFilter(self)
        self.setGeometry(window.rect())
        self.raise_()
        self.show()

    def lift(self) -> None:
        """Give the window back as it was."""
        window = self._covered
        window.removeEventFilter(self)
        window.setWindowTitle(self._title)
        self.hide()
        if self._focus is not None:
            self._focus.setFocus()
        self.deleteLater()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and watched is self._covered:
            self.setGeometry(self._covered.rect())
        elif event.type() == QEvent.Type.ChildPolished:
            self.raise_()
        return False
