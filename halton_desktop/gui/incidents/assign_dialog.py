"""Give a case to somebody: who looks after it is chosen from those who may, namesakes told apart."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QComboBox, QWidget

from halton_desktop.domain.incidents.incident import Incident
from halton_desktop.domain.user import told_apart
from halton_desktop.gui.kit.app_context import AppContext
from halton_desktop.gui.kit.dialogs.base_dialog import BaseDialog
from halton_desktop.gui.kit.fields.form import FieldForm
from halton_desktop.services.incidents.change_incident import assign
from halton_desktop.services.incidents.find_incidents import handlers
from halton_desktop.services.session import OfficeSession


class AssignDialog(BaseDialog):
    """``handler`` holds the users by their ids; whoever has the case now stands chosen."""

    def __init__(
        self, context: AppContext, session: OfficeSession, incident: Incident, parent: QWidget | None = None
    ) -> None:
        super().__init__(
            context,
            name="assign",
            title=f"Who looks after {incident.reference}",
            verb="Hand it over",
            guide_page="incidents",
            parent=parent,
        )
        self._session = session
        self._incident_id = incident.id
        self.handler = QComboBox()
        for user_id, name in told_apart(handlers(session, incident.id)):
            self.handler.addItem(name, user_id)
        self.handler.setCurrentIndex(max(0, self.handler.findData(incident.handler_id)))
        self.form = FieldForm()
        self.form.add("handler", "Looked after by", self.handler)
        self.use_form(self.form)
        self.body.setMinimumWidth(440)

    def act(self) -> None:
        self.write(partial(assign, self._session, self._incident_id, self.handler.currentData()))
