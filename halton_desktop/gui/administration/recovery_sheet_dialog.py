"""A new recovery key: made only when asked, printed or saved before the dialog closes; the old sheet opens nothing."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from halton_desktop.errors import HaltonError
from halton_desktop.gui.kit.app_context import AppContext
from halton_desktop.gui.kit.confirm_dialog import YesNoQuestion
from halton_desktop.gui.kit.dialogs.base_dialog import BaseDialog
from halton_desktop.gui.kit.dialogs.recovery_sheet_buttons import RecoverySheetButtons, SheetPrintDialogs
from halton_desktop.gui.kit.looks.look import FORM_WIDTH, GROUP
from halton_desktop.gui.kit.looks.style_sheet import set_text_role
from halton_desktop.gui.kit.widgets.recovery_key_card import RecoveryKeyCard
from halton_desktop.gui.kit.widgets.section import paragraph
from halton_desktop.services.administration.keep_school import is_sample, read_school
from halton_desktop.services.administration.manage_users import list_users, replace_recovery_key
from halton_desktop.services.administration.print_recovery_sheet import recovery_sheet_pdf
from halton_desktop.services.administration.recovery_sheet import confirm_sheet
from halton_desktop.services.administration.seal_messages import RECOVERY_KEY, who_opens_without
from halton_desktop.services.session import OfficeSession


class RecoverySheetDialog(BaseDialog):
    """Explains, replaces the key, then shows it until it is on paper."""

    def __init__(
        self,
        context: AppContext,
        session: OfficeSession,
        *,
        paper: SheetPrintDialogs | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            context,
            name="recovery-sheet",
            title="New recovery sheet",
            verb="Make a new key",
            verb_icon="key",
            guide_page="recovery",
            parent=parent,
        )
        self._session = session
        self._made = False
        title = QLabel("Make a new recovery key?")
        set_text_role(title, "title")
        self._title = title
        self.words = paragraph(
            "Do this when the printed sheet is lost or somebody saw it who should not have. The old sheet opens "
            "nothing from then on. Have a printer at hand: the new key is shown once. "
            f"{who_opens_without(session, RECOVERY_KEY)}".strip(),
            muted=True,
        )
        self.card = RecoveryKeyCard()
        self.buttons = RecoverySheetButtons(context, self._sheet, paper)
        self.done_words = paragraph("", muted=True)
        for widget in (self.card, self.buttons, self.done_words):
            widget.hide()
        self.buttons.kept.connect(self._on_kept)
        self.buttons.failed.connect(self.show_error)
        layout = QVBoxLayout(self.body)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GROUP)
        for widget in (title, self.words, self.card, self.buttons, self.done_words):
            layout.addWidget(widget)
        layout.addStretch(1)
        self.body.setMinimumWidth(FORM_WIDTH)

    def act(self) -> None:
        """First make the key; when it is on paper, close."""
        if self._made:
            self.write(partial(confirm_sheet, self._session))
            return
        self.write(partial(replace_recovery_key, self._session), self._on_made, title="Making a new recovery key")

    def show_error(self, error: HaltonError) -> None:
        super().show_error(error)
        self._show_verb()

    def reject(self) -> None:
        """Once made, the key must be on paper before it leaves the screen."""
        if self._made and not self.buttons.is_kept:
            question = YesNoQuestion(
                "Close without printing the new key?",
                "The old sheet opens nothing any more and the new key will be gone. You would have to make another.",
                verb="Close without printing",
                otherwise="Go back",
                danger=True,
            )
            if not self.context.confirm(self, question):
                return
        super().reject()

    def _on_made(self, key: str) -> None:
        self._made = True
        self._title.setText("Print the new sheet and lock it away")
        self.words.setText("Destroy the old one. This key is shown once and kept nowhere in the computer.")
        self.card.show_key(key)
        self.buttons.set_key(key)
        self.card.show()
        self.buttons.show()
        self.leave_button.hide()
        self._show_verb()
        self.buttons.print_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_kept(self, sentence: str) -> None:
        self.done_words.setText(sentence)
        self.done_words.show()
        self._show_verb()

    def _show_verb(self) -> None:
        if self._made:
            self.submit_button.setText("The sheet is safe")
            self.submit_button.setEnabled(self.buttons.is_kept)

    def _sheet(self, key: str) -> bytes:
        school = read_school(self._session).name
        folder = str(self._session.folder)
        names = [user.sign_in_name for user in list_users(self._session) if user.active]
        today, sample = self._session.today, is_sample(self._session)
        return recovery_sheet_pdf(self._session.files, school, key, today, folder, names, sample=sample)
