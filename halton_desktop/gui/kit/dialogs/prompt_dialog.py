"""Asks for a few words: a reason, a name, what is waited for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtWidgets import QLineEdit, QWidget

from halton_desktop.gui.kit.app_context import AppContext
from halton_desktop.gui.kit.dialogs.base_dialog import BaseDialog
from halton_desktop.gui.kit.fields.day_field import DayField
from halton_desktop.gui.kit.fields.form import FieldForm
from halton_desktop.services.session import OfficeSession


@dataclass(frozen=True)
class Prompt:
    """What is asked: title, verb, and for each field its name, label, hint and first text; ``days`` names the days."""

    name: str
    title: str
    verb: str
    fields: tuple[tuple[str, str, str, str], ...]
    days: frozenset[str] = frozenset()


class PromptDialog(BaseDialog):
    """``act(words by field name)`` does the errand, days as ISO dates; its error is shown under the field it names.

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
        session: OfficeSession | None = None,
    ) -> None:
        super().__init__(context, name=ask.name, title=ask.title, verb=ask.verb, guide_page="incidents", parent=parent)
        self._act = act
        self._here = here
        self.form = FieldForm()
        self.lines: dict[str, QLineEdit] = {}
        for name, label, hint, text in ask.fields:
            line = DayField().begin(context.theme, session) if name in ask.days else QLineEdit()
            line.setText(text)
            self.lines[name] = self.form.add(name, label, line, hint)
        self.use_form(self.form)
        self.body.setMinimumWidth(440)

    def act(self) -> None:
        words = {name: _typed(name, line) for name, line in self.lines.items()}
        if self._here:
            self._act(words)
            self.succeed()
        else:
            self.write(partial(self._act, words))


def _typed(name: str, line: QLineEdit) -> str:
    return line.required(name).isoformat() if isinstance(line, DayField) else line.text()
