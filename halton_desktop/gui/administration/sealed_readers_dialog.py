"""Who can open sealed messages: each headteacher and the recovery key, and how somebody is let in."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from halton_desktop.errors import HaltonError, WrongPassword
from halton_desktop.gui.kit.app_context import AppContext
from halton_desktop.gui.kit.dialogs.base_dialog import BaseDialog
from halton_desktop.gui.kit.fields.form import FieldForm
from halton_desktop.gui.kit.looks.look import GROUP, STEP
from halton_desktop.gui.kit.widgets.button import Button
from halton_desktop.gui.kit.widgets.chip import Chip, ChipLabel
from halton_desktop.gui.kit.widgets.section import paragraph
from halton_desktop.services.administration.seal_messages import (
    RECOVERY_KEY,
    SealedReader,
    admit,
    admit_with_recovery_key,
    readers,
)
from halton_desktop.services.session import OfficeSession


class SealedReadersDialog(BaseDialog):
    """Everybody may see who can open; only a headteacher lets somebody in."""

    def __init__(self, context: AppContext, session: OfficeSession, parent: QWidget | None = None) -> None:
        super().__init__(
            context,
            name="sealed readers",
            title="Who can open sealed messages",
            verb="",
            leave="Close",
            guide_page="sealed-messages",
            parent=parent,
        )
        self._session = session
        self._head = session.user.id in {reader.user_id for reader in readers(session)}
        layout = QVBoxLayout(self.body)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GROUP)
        layout.addWidget(
            paragraph(
                "Private messages are locked for headteachers alone (3.5), and for who decides an incident in their "
                "place. Somebody new is let in by one who is in already, or with the printed recovery key. Whoever "
                "loses the role loses the way in.",
                muted=True,
            )
        )
        self._list = QVBoxLayout()
        self._list.setSpacing(STEP)
        layout.addLayout(self._list)
        fields = FieldForm()
        hint = "From the printed sheet in the safe. It lets your own account in."
        self.recovery_key = fields.add("recovery_key", "&Recovery key", QLineEdit(), hint)
        self.recovery_button = Button("Let me in with the recovery key", context.theme, icon="key")
        fields.add_widget(self.recovery_button)
        fields.setVisible(self._head)
        layout.addWidget(fields)
        layout.addStretch(1)
        self.use_errors(fields.errors)
        self._fields = fields
        self.recovery_button.clicked.connect(self._use_recovery_key)
        self.admit_buttons: dict[int, Button] = {}
        self.reload()

    def reload(self) -> None:
        """Read again who can open them."""
        while (item := self._list.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        self.admit_buttons.clear()
        mine = True
        for reader in readers(self._session):
            self._list.addWidget(self._line(reader))
            mine = reader.admitted if reader.user_id == self._session.user.id else mine
        self._fields.setVisible(self._head and not mine)

    def _line(self, reader: SealedReader) -> QWidget:
        holder = QWidget()
        line = QHBoxLayout(holder)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(STEP)
        line.addWidget(paragraph(reader.name), 1)
        if reader.admitted:
            chip = Chip("Can open", "done", "done")
        else:
            chip = Chip(f"Cannot open: {reader.why_not}", "due", "sealed")
        line.addWidget(ChipLabel(chip, self.context.theme))
        if not reader.admitted and self._head and reader.user_id != self._session.user.id:
            words = "Let the new sheet in" if reader.user_id == RECOVERY_KEY else f"Let {reader.name} in"
            button = Button(words, self.context.theme, icon="key")
            button.clicked.connect(lambda: self._admit(reader))
            self.admit_buttons[reader.user_id] = button
            line.addWidget(button)
        return holder

    def _admit(self, reader: SealedReader) -> None:
        told = f"{reader.name} can open sealed messages now."
        self.write(partial(admit, self._session, reader.user_id), partial(self._on_admitted, told))

    def _use_recovery_key(self) -> None:
        admit_me = partial(admit_with_recovery_key, self._session, self.recovery_key.text(), self._session.user.id)
        self.write(admit_me, partial(self._on_admitted, "You can open sealed messages now."))

    def show_error(self, error: HaltonError) -> None:
        """A recovery key that is not this office's is said here."""
        if isinstance(error, WrongPassword):
            self.set_busy(busy=False)
            self.banner.say(f"{error.message} {error.advice}", "error")
        else:
            super().show_error(error)

    def _on_admitted(self, told: str, everything: bool) -> None:
        self.recovery_key.clear()
        if everything:
            self.banner.say(told, "success")
        else:
            self.banner.say(f"{told[:-1]}, but only those sealed from now on: earlier ones stay closed.", "warning")
        self.reload()
