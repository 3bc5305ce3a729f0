"""What every group of errands shares: the dialogs over its window, work off the GUI thread, how errors are told."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QDialog, QWidget

from halton_desktop.errors import HaltonError
from halton_desktop.gui.kit.app_context import AppContext
from halton_desktop.gui.kit.dialogs.base_dialog import open_dialog
from halton_desktop.gui.kit.dialogs.prompt_dialog import Prompt, PromptDialog
from halton_desktop.gui.kit.widgets.banner import BannerKind
from halton_desktop.services.session import OfficeSession

R = TypeVar("R")


class Actions(QObject):
    """What the buttons of a page do; dialogs open over ``window``."""

    said = Signal(str, str)
    """A sentence and its banner kind, for the window."""

    def __init__(self, context: AppContext, session: OfficeSession, window: QWidget) -> None:
        super().__init__(window)
        self.context = context
        self.session = session
        self.window = window
        self.opened: QDialog | None = None
        """The dialog opened last."""

    def ask(
        self, ask: Prompt, act: Callable[[dict[str, str]], object], then: Callable[[], object] = lambda: None
    ) -> None:
        """Ask for a few words and do the errand with them, off the GUI thread; then go on."""
        dialog = PromptDialog(self.context, ask, act, self.window)
        dialog.succeeded.connect(then)
        self.open(dialog)

    def open(self, dialog: QDialog) -> None:
        """Show a dialog over the window."""
        self.opened = open_dialog(dialog)

    def attempt(self, act: Callable[[], object]) -> None:
        """Do something at once; an error is told as its kind asks for."""
        try:
            act()
        except HaltonError as error:
            self.context.report(error, self.window, None)

    def write(
        self,
        errand: Callable[[], R],
        then: Callable[[R], object] = lambda _result: None,
        *,
        title: str = "Saving",
        failed: Callable[[HaltonError], object] | None = None,
    ) -> None:
        """Have a service do its errand off the GUI thread, then go on; an error is told as its kind asks for."""
        self.context.runner.write(
            errand,
            title=title,
            on_done=then,
            on_error=failed or (lambda error: self.context.report(error, self.window, None)),
            owner=self,
        )

    def run(self, title: str, work: Callable[[Any], Any], then: Callable[[Any], object] = lambda _result: None) -> None:
        """Do something that may take a while."""
        self.context.runner.run(
            work,
            title=title,
            on_done=then,
            on_error=lambda error: self.context.report(error, self.window, None),
            owner=self,
        )

    def say(self, sentence: str, kind: BannerKind = "success") -> None:
        """Tell the window."""
        self.said.emit(sentence, kind)
