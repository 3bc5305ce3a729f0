"""Keeps what is on the screen off the clipboard, for whoever may not save anything outside the office file."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QApplication, QLabel, QLineEdit, QPlainTextEdit, QTextEdit, QWidget

from halton_desktop.domain.permission import Permission
from halton_desktop.gui.kit.tables.office_table import COPIES
from halton_desktop.services.session import OfficeSession

FOR_EVERYBODY = "forEverybody"
"""The property of a window with nothing of the office in it (the guide): anybody may copy from there."""
_BY_HAND = Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard


class CopyGuard(QObject):
    """Whatever widget is shown in whatever dialog: its words cannot be selected, its menus and keys do not copy.

    A filter on the whole application slows every event a little, so there is one only for whoever needs it (a reader).
    What they type themselves they may cut and copy. To be made before the window.
    """

    refused = Signal(str)

    def __init__(self, application: QApplication, session: OfficeSession, parent: QObject) -> None:
        super().__init__(parent)
        self._words = f"Your role ({session.user.role.value}) may not {Permission.EXPORT.value}, nor copy them."
        if not session.may(Permission.EXPORT):
            application.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind == QEvent.Type.Polish and isinstance(watched, QWidget):
            _take_copying_from(watched)
        elif kind == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and isinstance(watched, QWidget):
            takes = event.matches(QKeySequence.StandardKey.Copy) or event.matches(QKeySequence.StandardKey.Cut)
            if takes and not _is_typed_into(watched) and not _is_for_everybody(watched):
                self.refused.emit(self._words)
                return True
        return False


def _take_copying_from(widget: QWidget) -> None:
    """When a widget is first shown: nothing can be selected in words to read, and menus of rows do not offer it."""
    if _is_typed_into(widget) or _is_for_everybody(widget):
        return
    if isinstance(widget, (QLabel, QTextEdit, QPlainTextEdit)):
        widget.setTextInteractionFlags(widget.textInteractionFlags() & ~_BY_HAND)
    if isinstance(widget, (QLineEdit, QTextEdit, QPlainTextEdit)):
        widget.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
    if isinstance(widget, QAbstractItemView):
        for action in widget.actions():
            if action.property(COPIES):
                action.setVisible(False)


def _is_typed_into(widget: QWidget) -> bool:
    return isinstance(widget, (QLineEdit, QTextEdit, QPlainTextEdit)) and not widget.isReadOnly()


def _is_for_everybody(widget: QWidget) -> bool:
    return bool(widget.window().property(FOR_EVERYBODY))
