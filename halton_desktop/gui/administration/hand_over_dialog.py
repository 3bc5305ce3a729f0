"""Somebody leaves: to whom their cases and steps go, and then their account is disabled."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from halton_desktop.domain.user import User
from halton_desktop.gui.kit.app_context import AppContext
from halton_desktop.gui.kit.dialogs.base_dialog import BaseDialog
from halton_desktop.gui.kit.fields.form import FieldForm
from halton_desktop.gui.kit.widgets.section import paragraph
from halton_desktop.services.administration.manage_users import disable_user
from halton_desktop.services.incidents.hand_over import LookedAfter, hand_over, successors
from halton_desktop.services.session import OfficeSession


class HandOverDialog(BaseDialog):
    """``words`` says what disabling does; the work goes to the colleague chosen, or stays where it is."""

    def __init__(
        self,
        context: AppContext,
        session: OfficeSession,
        user: User,
        work: LookedAfter,
        words: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            context, name="hand_over", title=f"Disable {user.name}", verb="Disable", guide_page="users", parent=parent
        )
        self._session = session
        self._user = user
        fields = FieldForm()
        self.successor = fields.add("successor", f"&Hand over {work.sentence} to", QComboBox())
        self.successor.addItem("Nobody: leave everything as it is", None)
        for colleague in successors(session, user.id):
            self.successor.addItem(colleague.name, colleague.id)
        self.successor.setCurrentIndex(min(1, self.successor.count() - 1))
        layout = QVBoxLayout(self.body)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(paragraph(words, muted=True))
        layout.addWidget(fields)
        self.use_errors(fields.errors)

    def act(self) -> None:
        """Hand over first: a leaver without a way in still has their work otherwise."""
        self.write(partial(_disable, self._session, self._user.id, self.successor.currentData()))


def _disable(session: OfficeSession, user_id: int, successor_id: int | None) -> None:
    if successor_id is not None:
        hand_over(session, user_id, successor_id)
    disable_user(session, user_id)
