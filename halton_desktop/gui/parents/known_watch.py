"""Says, while somebody is being entered, who of the register they may be, with the way to open that one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from halton_desktop.gui.kit.dialogs.base_dialog import BaseDialog

WAIT = 300
"""Milliseconds after the last key."""

T = TypeVar("T")


class KnownWatch(QObject, Generic[T]):
    """``typed()`` is the record as it is typed so far, None while it is too little to ask about.

    ``look(typed)`` runs off the GUI thread and gives (id, sentence), the surest first; ``open_one(id)`` opens one.
    """

    def __init__(
        self,
        dialog: BaseDialog,
        typed: Callable[[], T | None],
        look: Callable[[T], Sequence[tuple[int, str]]],
        open_one: Callable[[int], object],
    ) -> None:
        super().__init__(dialog)
        self._dialog, self._typed, self._look, self._open_one = dialog, typed, look, open_one
        self._said = ""
        self._asked: T | None = None
        self._timer = QTimer(self, singleShot=True, interval=WAIT)
        self._timer.timeout.connect(self.ask)

    def watch(self, fields: Iterable[QWidget]) -> None:
        """Ask again after every change of these."""
        for field in fields:
            if isinstance(field, QLineEdit | QPlainTextEdit):
                field.textChanged.connect(self.typed_on)

    def typed_on(self) -> None:
        """Something else is typed."""
        self._timer.start()

    def ask(self) -> None:
        """Ask for what is typed now, unless that was asked already."""
        self._timer.stop()
        typed = self._typed()
        if typed == self._asked:
            return
        self._asked = typed
        if typed is None:
            self._show(typed, ())
            return
        self._dialog.context.runner.run(
            lambda _task: self._look(typed),
            title="Looking in the register",
            on_done=lambda known: self._show(typed, known),
            on_error=lambda _error: None,  # saving says what is the matter
            quiet=True,
            owner=self._dialog,
        )

    def _show(self, typed: T | None, known: Sequence[tuple[int, str]]) -> None:
        banner = self._dialog.banner
        if typed != self._asked or (banner.sentence and banner.sentence != self._said):
            return  # an answer to an older question, or something more urgent stands there
        if not known:
            banner.hide()
            self._said = ""
            return
        record, words = known[0]
        more = f" And {len(known) - 1:,} more." if len(known) > 1 else ""
        self._said = f"Perhaps in the register already: {words}{more}"
        banner.say(self._said, "warning", action="Open that one", act=lambda: self._open_one(record))
