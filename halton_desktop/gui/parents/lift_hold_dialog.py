"""Lift what stops letters: says what it is, and keeps why."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from halton_desktop.gui.kit.app_context import AppContext
from halton_desktop.gui.kit.dialogs.base_dialog import BaseDialog
from halton_desktop.gui.kit.fields.form import FieldForm
from halton_desktop.gui.kit.widgets.section import paragraph


class LiftHoldDialog(BaseDialog):
    """``act(reason)`` lifts it; what it raises is shown here."""

    def __init__(
        self, context: AppContext, about: str, act: Callable[[str], object], parent: QWidget | None = None
    ) -> None:
        super().__init__(
            context,
            name="lift-hold",
            title="Lift what stops letters",
            verb="Lift it",
            leave="Leave it",
            guide_page="parents",
            parent=parent,
        )
        self._act = act
        lines = QVBoxLayout(self.body)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.addWidget(paragraph(about))
        lines.addWidget(
            paragraph("Letters go out again. Your name and the reason stay in the history.", muted=True)
        )  # fmt: skip
        form = FieldForm()
        self.reason = form.add(
            "reason", "&Reason", QLineEdit(), "For example: the mother showed us the new order, 12/11/2026."
        )
        lines.addWidget(form)
        self.use_errors(form.errors)
        self.reason.setFocus()

    def act(self) -> None:
        """Lift it."""
        self.write(partial(self._act, self.reason.text()))
