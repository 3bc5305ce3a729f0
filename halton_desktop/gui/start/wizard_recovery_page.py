"""Page of the wizard: the recovery sheet must be printed or saved, and one of its groups typed back."""

from __future__ import annotations

import secrets
from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from halton_desktop.errors import HaltonError, InvalidInput
from halton_desktop.gui.kit.app_context import AppContext
from halton_desktop.gui.kit.dialogs.recovery_sheet_buttons import RecoverySheetButtons, SheetPrintDialogs
from halton_desktop.gui.kit.widgets.recovery_key_card import RecoveryKeyCard
from halton_desktop.gui.start.wizard_page import WizardPage
from halton_desktop.ui_forms.start.wizard_recovery_page_form import Ui_WizardRecoveryPage

_ALIKE = str.maketrans("OIL", "011")
"""Letters that never stand in a key and are easily read for digits."""


class WizardRecoveryPage(WizardPage):
    """``make_sheet(key)`` gives the PDF, off the GUI thread; ``paper`` prints or saves it."""

    step = "Recovery sheet"

    def __init__(
        self, context: AppContext, make_sheet: Callable[[str], bytes], paper: SheetPrintDialogs | None = None
    ) -> None:
        super().__init__(context)
        self.form = Ui_WizardRecoveryPage()
        self.form.setupUi(self)
        self.card = RecoveryKeyCard()
        self.form.key.addWidget(self.card, 0, Qt.AlignmentFlag.AlignLeft)
        self.buttons = RecoverySheetButtons(context, make_sheet, paper)
        self.buttons.kept.connect(self._on_kept)
        self.buttons.failed.connect(self._on_failed)
        self.form.buttons.addWidget(self.buttons)
        self.form.done.hide()
        self.form.typed_group.setMaxLength(12)
        self.set_fields({"typed_group": self.form.typed_group})
        QWidget.setTabOrder(self.buttons.print_button, self.form.typed_group)
        QWidget.setTabOrder(self.buttons.print_button, self.buttons.save_button)
        self.asked_group = 0
        self._key = ""

    def show_key(self, key: str) -> None:
        """Show a key and pick the group to be typed back."""
        self._key = key
        self.card.show_key(key)
        self.buttons.set_key(key)
        self.asked_group = secrets.randbelow(len(self.card.groups))
        words = f"To show that you have it: type group {self.asked_group + 1} from the sheet"
        label = next(label for label in self.findChildren(type(self.form.done)) if label.buddy() is not None)
        label.setText(words)
        self.form.typed_group.setAccessibleName(words)

    def forget(self) -> None:
        """The key is on paper: it leaves the screen and the memory."""
        self._key = ""
        self.buttons.set_key("")

    @property
    def ready(self) -> bool:
        """Nobody goes on without the sheet."""
        return self.buttons.is_kept

    def arrive(self) -> None:
        self.buttons.print_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def mistakes(self) -> list[InvalidInput]:
        typed = "".join(self.form.typed_group.text().split()).upper().replace("-", "").translate(_ALIKE)
        if typed != self.card.groups[self.asked_group]:
            number = self.asked_group + 1
            return [InvalidInput("typed_group", f"This is not group {number}.", "Look at the printed sheet once more.")]
        return []

    def _on_kept(self, sentence: str) -> None:
        self.form.done.setText(sentence)
        self.form.done.show()
        self.card.cover(self.asked_group)
        self.errors.clear()
        self.verb_changed.emit()
        self.form.typed_group.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_failed(self, error: HaltonError) -> None:
        self.context.report(error, self.window(), None)
