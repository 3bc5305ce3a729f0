"""Search everything (Ctrl+K): results by group under the field as one types, all by keyboard."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from PySide6.QtCore import QEvent, QObject, QPoint, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QLabel, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from halton_desktop.background.task_runner import RunningTask
from halton_desktop.domain.change import RecordKind
from halton_desktop.errors import HaltonError
from halton_desktop.gui.kit.app_context import AppContext
from halton_desktop.gui.kit.looks.look import GROUP, HALF_STEP, STEP
from halton_desktop.gui.kit.looks.style_sheet import set_style_property, set_text_role

WAIT = 120
"""Milliseconds after the last key before a search starts: faster than one reads, slower than one types."""
POPUP_WIDTH, POPUP_HEIGHT, HIT_HEIGHT = 480, 420, 44

_HIT = Qt.ItemDataRole.UserRole
_KEYS = (Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp)


class Hit(Protocol):
    """What a search finds; services' ``SearchHit`` is one."""

    @property
    def group(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def subtitle(self) -> str: ...
    @property
    def noun(self) -> RecordKind: ...
    @property
    def id(self) -> int: ...
    @property
    def offered(self) -> bool: ...


class SearchBox(QLineEdit):
    """``search(words)`` runs off the GUI thread. An answer belongs to its question: one that comes after a newer
    question is dropped, and Enter takes nothing that was found for other words but waits for its own.

    Where ``search_all`` is given, the line that says that there is more fills the list with everything.
    """

    chosen = Signal(object, int)
    """Enter or a click on a result: its (noun, id)."""
    more_wanted = Signal(object, str)
    """A click on the line that says that there is more: (noun, words)."""

    def __init__(
        self,
        context: AppContext,
        search: Callable[[str], Sequence[Hit]],
        parent: QWidget | None = None,
        *,
        search_all: Callable[[str], Sequence[Hit]] | None = None,
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._search = search
        self._search_all = search_all
        self._being_typed = False
        self._answered = ""
        self._takes_first = False
        self._question = 0
        self._task: RunningTask | None = None
        self._popup: _Results | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(WAIT)
        self._timer.timeout.connect(self._ask)
        self.setPlaceholderText("Search everything   Ctrl+K")
        self.setAccessibleName("Search everything")
        self.setClearButtonEnabled(True)
        self.addAction(context.theme.icon("search", "muted"), QLineEdit.ActionPosition.LeadingPosition)
        self.textEdited.connect(self._on_edited)
        self.textChanged.connect(self._on_changed)

    @property
    def results(self) -> QListWidget:
        """The list of results, made when first needed as a child of the window it lies over."""
        return self._shown_popup().list

    def keyPressEvent(self, event: QKeyEvent) -> None:
        popup = self._popup
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and self._being_typed and self._answered != self.text().strip():
            self._takes_first = True
            self._ask()
        elif popup is None or popup.isHidden():
            super().keyPressEvent(event)
        elif event.key() in _KEYS:
            popup.list.keyPressEvent(event)
        elif enter:
            self._choose(popup.list.currentItem())
        elif event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._takes_first = False
        if self._popup is not None and event.reason() != Qt.FocusReason.ActiveWindowFocusReason:
            self._popup.hide()

    def leave(self) -> None:
        """Clear and hide the results."""
        self.clear()
        self._being_typed = self._takes_first = False
        if self._popup is not None:
            self._popup.hide()

    def _on_edited(self) -> None:
        self._being_typed, self._takes_first, self._answered = bool(self.text().strip()), False, ""
        self._timer.start()

    def _on_changed(self, text: str) -> None:
        if not text.strip():
            self._question += 1
            self._timer.stop()
            if self._popup is not None:
                self._popup.hide()

    def _ask(self, search: Callable[[str], Sequence[Hit]] | None = None) -> None:
        self._timer.stop()
        words, look = self.text().strip(), search or self._search
        if not words:
            return
        self._question += 1
        question = self._question
        if self._task is not None:
            self._task.cancel()
        self._task = self._context.runner.run(
            lambda _task: look(words),
            title="Searching",
            on_done=lambda hits: self._show(question, words, hits),
            on_error=lambda error: self._show_trouble(question, error),
            quiet=True,
            owner=self,
        )

    def _show(self, question: int, words: str, hits: Sequence[Hit]) -> None:
        if question == self._question:
            self._answered = words
            self._shown_popup().fill(words, hits)
            self._place()
            if self._takes_first and hits and not hits[0].offered:
                self._choose(self._shown_popup().list.currentItem())
            self._takes_first = False

    def _show_trouble(self, question: int, error: HaltonError) -> None:
        if question == self._question:
            self._takes_first = False
            self._shown_popup().say(error.message)
            self._place()

    def _shown_popup(self) -> _Results:
        if self._popup is None:
            self._popup = _Results(self.window())
            self._popup.list.itemClicked.connect(self._choose)
            self.window().installEventFilter(self)
        return self._popup

    def _place(self) -> None:
        popup = self._shown_popup()
        window = self.window()
        width = max(POPUP_WIDTH, self.width())
        corner = self.mapTo(window, QPoint(self.width() - width, self.height() + HALF_STEP))
        height = min(POPUP_HEIGHT, popup.wanted_height(), window.height() - corner.y() - GROUP)
        popup.setGeometry(max(STEP, corner.x()), corner.y(), width, height)
        popup.show()
        popup.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self._popup is not None and not self._popup.isHidden():
            self._place()
        return super().eventFilter(watched, event)

    def _choose(self, item: QListWidgetItem | None) -> None:
        hit = None if item is None else item.data(_HIT)
        if hit is None:
            return
        words = self.text().strip()
        if not hit.id and self._search_all is not None:
            self._ask(self._search_all)
            return
        self.leave()
        if hit.id:
            self.chosen.emit(hit.noun, hit.id)
        else:
            self.more_wanted.emit(hit.noun, words)


class _Results(QFrame):
    """A frame over the window, never a window of its own: the cursor stays in the search field."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        set_style_property(self, "surface", "card")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list = QListWidget()
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        set_style_property(self.list, "bare", True)
        self.list.setAccessibleName("Search results")
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(HALF_STEP, HALF_STEP, HALF_STEP, HALF_STEP)
        layout.addWidget(self.list)

    def fill(self, words: str, hits: Sequence[Hit]) -> None:
        """Show hits under the name of their group; the first is chosen already."""
        if not hits:
            self.say(f"Nothing found for “{words}”.")
            return
        self.list.clear()
        group = ""
        for hit in hits:
            if hit.group != group:
                group = hit.group
                self._add_line(group)
            self._add_hit(hit)
        self.list.setCurrentRow(1)

    def say(self, sentence: str) -> None:
        """One sentence instead of results."""
        self.list.clear()
        self._add_line(sentence)

    def wanted_height(self) -> int:
        """Pixels it takes to show everything."""
        rows = sum(self.list.sizeHintForRow(row) for row in range(self.list.count()))
        return rows + 4 * HALF_STEP

    def _add_line(self, text: str) -> None:
        item = QListWidgetItem(self.list)
        item.setFlags(Qt.ItemFlag.NoItemFlags)
        item.setData(Qt.ItemDataRole.AccessibleTextRole, text)
        label = QLabel(text)
        label.setContentsMargins(STEP, STEP, STEP, HALF_STEP)
        set_text_role(label, "muted")
        item.setSizeHint(QSize(0, label.sizeHint().height()))
        self.list.setItemWidget(item, label)

    def _add_hit(self, hit: Hit) -> None:
        item = QListWidgetItem(self.list)
        item.setData(_HIT, hit)
        item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{hit.title}, {hit.subtitle}")
        words = QWidget()
        lines = QVBoxLayout(words)
        lines.setContentsMargins(STEP, HALF_STEP, STEP, HALF_STEP)
        lines.setSpacing(0)
        for text, muted in ((hit.title, False), (hit.subtitle, True)):
            label = QLabel(text)
            label.setTextFormat(Qt.TextFormat.PlainText)
            if muted:
                set_text_role(label, "muted")
            lines.addWidget(label)
        words.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        item.setSizeHint(QSize(0, max(HIT_HEIGHT, words.sizeHint().height())))
        self.list.setItemWidget(item, words)
