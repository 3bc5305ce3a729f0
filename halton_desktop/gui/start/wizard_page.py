"""What every page of the first-run wizard is: one question, its mistakes, the word on the button."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from halton_desktop.errors import InvalidInput
from halton_desktop.gui.kit.app_context import AppContext
from halton_desktop.gui.kit.fields.field_error import FieldErrors


class WizardPage(QWidget):
    """``step`` names it in the list at the left, ``verb`` stands on the button."""

    step: ClassVar[str]
    verb: ClassVar[str] = "Next"

    verb_changed = Signal()
    """The word on the button, or whether it can be pressed, is different now."""

    def __init__(self, context: AppContext) -> None:
        super().__init__()
        self.context = context
        self.errors = FieldErrors({}, self)
        self.setAccessibleName(self.step)

    @property
    def verb_now(self) -> str:
        """The word on the button at this moment."""
        return self.verb

    @property
    def ready(self) -> bool:
        """Whether the button can be pressed at all."""
        return True

    def set_fields(self, fields: Mapping[str, QWidget]) -> None:
        """Which widget holds which field of InvalidInput."""
        self.errors = FieldErrors(fields, self)

    def arrive(self) -> None:
        """The page comes to the front: put the cursor where typing begins."""

    def mistakes(self) -> list[InvalidInput]:
        """What has to be mended before the wizard goes on."""
        return []
