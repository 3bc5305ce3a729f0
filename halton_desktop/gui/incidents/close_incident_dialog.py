"""Close a case: outcome and reason, and beforehand what still stands in the way."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget

from halton_desktop.domain.incidents.incident import Outcome
from halton_desktop.gui.kit.app_context import AppContext
from halton_desktop.gui.kit.dialogs.base_dialog import BaseDialog
from halton_desktop.services.incidents.close_incident import close_incident, obstacles
from halton_desktop.services.session import OfficeSession
from halton_desktop.ui_forms.incidents.close_incident_dialog_form import Ui_CloseIncidentDialog


class CloseIncidentDialog(BaseDialog):
    """The verb cannot be pressed while a required step is open; it says which."""

    def __init__(
        self,
        context: AppContext,
        session: OfficeSession,
        incident_id: int,
        reference: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            context,
            name="close_incident",
            title=f"Close {reference}",
            verb="Close case",
            guide_page="incidents",
            parent=parent,
        )
        self._session = session
        self._incident_id = incident_id
        self.ui = Ui_CloseIncidentDialog()
        self.ui.setupUi(self.body)
        self.set_fields({"reason": self.ui.reason})
        self.ui.obstacles_heading.setText("Still open")
        for outcome in Outcome:
            self.ui.outcome.addItem(outcome.value.capitalize(), outcome.value)
        self.ui.outcome.currentIndexChanged.connect(self._show_obstacles)
        self._show_obstacles()

    @property
    def outcome(self) -> Outcome:
        """The outcome chosen."""
        return Outcome(self.ui.outcome.currentData())

    def act(self) -> None:
        reason = self.ui.reason.toPlainText()
        self.write(partial(close_incident, self._session, self._incident_id, self.outcome, reason))

    def _show_obstacles(self) -> None:
        found = obstacles(self._session, self._incident_id, self.outcome)
        self.ui.obstacles.setText("\n".join(f"• {sentence}" for sentence in found))
        for widget in (self.ui.obstacles, self.ui.obstacles_heading):
            widget.setVisible(bool(found))
        self.submit_button.setEnabled(not found)
