"""Asks for a few words: a reason, a name, what is waited for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtWidgets import QLineEdit, QWidget

from halton_desktop.gui.kit.app_context import AppContext
from halton_desktop.gui.kit.dialogs.base_dialog import BaseDialog
from halton_desktop.gui.kit.fields.form import FieldForm


@dataclass(frozen=True)
class Prompt:
    """What is asked: title, verb, and for each field its name, label, hint and first text."""

    name: str
    title: str
    verb: str
    fields: tuple[tuple[str, str, str, str], ...]


class PromptDialog(BaseDialog):
    """``act(words by field name)`` does the errand; its error is shown under the field it names.

    It runs off the GUI thread, unless it only changes what is on the screen (``here``).
    """

    def __init__(
        self,
        context: AppContext,
        ask: Prompt,
        act: Callable[[dict[str, str]], object],
        parent: QWidget | None = None,
        *,
        here: bool = False,
    ) -> None:
        super().__init__(context, name=ask.name, title=ask.title, verb=ask.verb, guide_page="incidents", parent=parent)
        self._act = act
        self._here = here
        self.form = FieldForm()
        self.lines: dict[str, QLineEdit] = {}
        for name, label, hint, text in ask.fields:
            self.lines[name] = self.form.add(name, label, QLineEdit(text), hint)
        self.use_form(self.form)
        self.body.setMinimumWidth(440)

    def act(self) -> None:
        words = {name: line.text() for name, line in self.lines.items()}
        if self._here:
            self._act(words)
            self.succeed()
        else:
            self.write(partial(self._act, words))
