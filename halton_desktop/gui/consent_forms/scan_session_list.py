"""The running list of this sitting: every form that was scanned, newest first, each with its undo."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from halton_desktop.gui.kit.looks.look import HALF_STEP, STEP, ColourRole
from halton_desktop.gui.kit.looks.style_sheet import set_text_role
from halton_desktop.gui.kit.looks.theme import Theme
from halton_desktop.gui.kit.widgets.button import Button

_FORM = int(Qt.ItemDataRole.UserRole) + 1
_ENTRY = _FORM + 1


@dataclass(frozen=True, slots=True)
class ScanSessionEntry:
    """One scan: what to show, which form it was (0: none was booked), how it looks, and the entry it made."""

    words: str
    form_id: int
    role: ColourRole
    icon: str
    entry_id: int = 0


class ScanSessionList(QWidget):
    """``undo_asked`` carries the form whose entry of this sitting shall be undone; ``opened`` the one to show."""

    undo_asked = Signal(int)
    opened = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._booked = 0
        self.list = QListWidget()
        self.list.setAccessibleName("Forms of this sitting, newest first")
        self.list.setWordWrap(True)
        self.list.setSpacing(HALF_STEP)
        self._count = QLabel()
        set_text_role(self._count, "muted")
        self.undo_button = Button("Undo this one", theme, icon="undo")
        self.undo_button.setToolTip("Undo the chosen entry (Delete)")
        self.clear_button = Button("Begin a new sitting", theme, kind="quiet")
        buttons = QHBoxLayout()
        buttons.setSpacing(STEP)
        buttons.addWidget(self._count, 1)
        buttons.addWidget(self.clear_button)
        buttons.addWidget(self.undo_button)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, STEP, 0, 0)
        lines.setSpacing(STEP)
        lines.addWidget(self.list, 1)
        lines.addLayout(buttons)
        self.undo_button.clicked.connect(self._on_undo)
        self.clear_button.clicked.connect(self.clear)
        self.list.itemActivated.connect(lambda item: self._open(item))
        self.list.currentItemChanged.connect(self._show_state)
        delete = QShortcut(QKeySequence(QKeySequence.StandardKey.Delete), self.list)
        delete.setContext(Qt.ShortcutContext.WidgetShortcut)
        delete.activated.connect(self._on_undo)
        self._show_state()

    @property
    def booked(self) -> int:
        """How many forms of this sitting stand as booked."""
        return self._booked

    def add(self, entry: ScanSessionEntry) -> None:
        """Put one scan on top; a form scanned before moves up."""
        if entry.form_id:
            self._take(entry.form_id)
            self._booked += 1
        item = QListWidgetItem(self._theme.icon(entry.icon, entry.role), entry.words)
        item.setData(_FORM, entry.form_id)
        item.setData(_ENTRY, entry.entry_id)
        item.setToolTip(entry.words)
        self.list.insertItem(0, item)
        self.list.setCurrentItem(item)
        self._show_state()

    def take_back(self, form_id: int, words: str) -> None:
        """A form of this sitting was undone: say so in its line."""
        for item in self._items():
            if item.data(_FORM) == form_id:
                item.setText(words)
                item.setIcon(self._theme.icon("undo", "muted"))
                item.setData(_FORM, 0)
                self._booked -= 1
        self._show_state()

    def last_booked(self) -> int:
        """The form booked last in this sitting, 0 where there is none."""
        return next((item.data(_FORM) for item in self._items() if item.data(_FORM)), 0)

    def entry_of(self, form_id: int) -> int:
        """The entry this sitting made in a form's life."""
        return next((item.data(_ENTRY) for item in self._items() if item.data(_FORM) == form_id), 0)

    def clear(self) -> None:
        """Begin a new sitting; what was booked stays booked."""
        self.list.clear()
        self._booked = 0
        self._show_state()

    def _take(self, form_id: int) -> None:
        for item in self._items():
            if item.data(_FORM) == form_id:
                self.list.takeItem(self.list.row(item))
                self._booked -= 1

    def _items(self) -> list[QListWidgetItem]:
        return [self.list.item(row) for row in range(self.list.count())]

    def _on_undo(self) -> None:
        item = self.list.currentItem()
        if item is not None and item.data(_FORM):
            self.undo_asked.emit(item.data(_FORM))

    def _open(self, item: QListWidgetItem) -> None:
        if item.data(_FORM):
            self.opened.emit(item.data(_FORM))

    def _show_state(self) -> None:
        item = self.list.currentItem()
        self.undo_button.setEnabled(item is not None and bool(item.data(_FORM)))
        self.clear_button.setEnabled(self.list.count() > 0)
        booked = f"{self._booked:,} form{'' if self._booked == 1 else 's'} booked"
        self._count.setText(booked if self.list.count() else "Scan the first form to begin.")
