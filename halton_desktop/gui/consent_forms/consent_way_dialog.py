"""How a consent form went out, or how its withdrawal came in: by what way, on which day, and a note."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QVBoxLayout, QWidget

from halton_desktop.domain.acknowledgement import HowItCame
from halton_desktop.gui.kit.app_context import AppContext
from halton_desktop.gui.kit.dialogs.base_dialog import BaseDialog
from halton_desktop.gui.kit.fields.day_field import DayField
from halton_desktop.gui.kit.fields.form import FieldForm
from halton_desktop.gui.kit.widgets.section import paragraph
from halton_desktop.services.session import OfficeSession


@dataclass(frozen=True, slots=True)
class Way:
    """What was said: the way, the day and the note."""

    how: HowItCame
    on: date
    note: str


@dataclass(frozen=True, slots=True)
class AskWay:
    """What is asked: the dialog's words, the ways to choose from, whose days, and whether a note fits."""

    title: str
    words: str
    verb: str
    ways: tuple[tuple[str, HowItCame], ...]
    session: OfficeSession
    leave: str = "Cancel"
    note: bool = True


class ConsentWayDialog(BaseDialog):
    """``act`` does the errand with what was said; its error is shown under the field it names."""

    told = Signal(object)
    """What the errand gave back."""

    def __init__(
        self, context: AppContext, ask: AskWay, act: Callable[[Way], object], parent: QWidget | None = None
    ) -> None:
        super().__init__(
            context,
            name="consent way",
            title=ask.title,
            verb=ask.verb,
            leave=ask.leave,
            guide_page="sealed-messages",
            parent=parent,
        )
        self._act = act
        layout = QVBoxLayout(self.body)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(paragraph(ask.words))
        fields = FieldForm()
        self.how = fields.add("how", "&How", QComboBox())
        for words, how in ask.ways:
            self.how.addItem(words, how)
        self.on = fields.add("on", "&When", DayField().begin(context.theme, ask.session, ask.session.today, past=True))
        self.note = QLineEdit()
        if ask.note:
            fields.add("note", "&Note (if there is anything to say)", self.note)
        layout.addWidget(fields)
        layout.addStretch(1)
        self.use_errors(fields.errors)
        self.how.setFocus()

    def act(self) -> None:
        """Do it."""
        way = Way(HowItCame(self.how.currentData()), self.on.required("on"), self.note.text())

        def done(result: object) -> None:
            self.succeed()
            self.told.emit(result)

        self.write(partial(self._act, way), done)
