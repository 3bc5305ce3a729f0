"""What every tab of the main window is: a page with a title, told when to read again, asked to open, find, print."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from halton_desktop.domain.change import Changes, RecordKind
from halton_desktop.gui.kit.app_context import AppContext
from halton_desktop.gui.kit.widgets.banner import BannerKind


class OfficeTab(QWidget):
    """Override what the tab can do; what it cannot do stays as it is here, and the menus grey it out.

    The window calls :meth:`hear` after every change. A tab nobody looks at waits: it reads when it is next shown.
    """

    title: ClassVar[str]
    icon: ClassVar[str]
    guide_page: ClassVar[str]
    shows: ClassVar[frozenset[RecordKind]] = frozenset()
    """A change of one of these makes the tab read again."""
    opens: ClassVar[frozenset[RecordKind]] = frozenset()
    """The records :meth:`open_record` can open, from the search or from another tab."""
    new_text: ClassVar[str] = ""
    """What Ctrl+N does here ("New incident…"); "" where there is nothing new to make."""
    can_print: ClassVar[bool] = False

    attention_changed = Signal(int)
    """How many things in this tab need somebody (shown as a number on the tab)."""
    open_requested = Signal(object, int)
    """Please open this (noun, id) wherever it belongs."""
    said = Signal(str, str, str, object)
    """Sentence, banner kind, action text, what the action does; use :meth:`say`."""

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self._stale = True
        self._heard: Changes | None = None
        self.setAccessibleName(self.title)

    def reload(self, changes: Changes | None) -> None:
        """Read from the office file again; ``changes`` is None when everything may be different."""

    def open_record(self, noun: RecordKind, record: int) -> bool:
        """Show one record; False where it is not here (any more)."""
        raise NotImplementedError

    def find_in_list(self, text: str = "") -> None:
        """Put the cursor into this tab's search field, beginning with ``text``."""

    def new_record(self) -> None:
        """Ctrl+N."""

    def print_letters(self) -> None:
        """Ctrl+P: letters for what is selected, or for what the list shows."""

    def may_close(self) -> bool:
        """Whether the window may close now; a tab with something unsaved asks here."""
        return True

    def say(
        self, sentence: str, kind: BannerKind = "info", *, action: str = "", act: Callable[[], object] | None = None
    ) -> None:
        """Show a sentence across the top of the window, with at most one thing to do about it ("Undo")."""
        self.said.emit(sentence, kind, action, act)

    def say_cleared(self, way_back: Callable[[], object]) -> None:
        """Filters that kept out what is to be shown were cleared: said, with the way back."""
        self.say("The filters were cleared to show what you opened.", action="Put them back", act=way_back)

    def hear(self, changes: Changes | None) -> None:
        """Something changed (None: perhaps everything): read now if anybody is looking, else when they do."""
        if changes is not None and self.shows and not changes.touches(*self.shows):
            return
        if self.isVisible():
            self.reload(changes)
        elif not self._stale:
            self._stale, self._heard = True, changes
        elif self._heard is not None:
            self._heard = None if changes is None else Changes(self._heard.touched | changes.touched)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self._stale = False
            heard, self._heard = self._heard, None
            self.reload(heard)
