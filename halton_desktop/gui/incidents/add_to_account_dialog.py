"""Put a correction, a parent's statement or an addition beside an account; the account itself never changes."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget

from halton_desktop.domain.incidents.incident import WRITTEN_BY_HAND, AdditionKind, Incident
from halton_desktop.gui.kit.app_context import AppContext
from halton_desktop.gui.kit.dialogs.base_dialog import BaseDialog
from halton_desktop.services.incidents.change_incident import add_to_account
from halton_desktop.services.session import OfficeSession
from halton_desktop.ui_forms.incidents.add_to_account_dialog_form import Ui_AddToAccountDialog


class AddToAccountDialog(BaseDialog):
    """What is added carries the user's name and the time."""

    def __init__(
        self, context: AppContext, session: OfficeSession, incident: Incident, parent: QWidget | None = None
    ) -> None:
        super().__init__(
            context,
            name="add_to_account",
            title=f"Add to the account of {incident.reference}",
            verb="Add",
            guide_page="incidents",
            parent=parent,
        )
        self._session = session
        self._incident = incident
        self.ui = Ui_AddToAccountDialog()
        self.ui.setupUi(self.body)
        self.set_fields({"whose": self.ui.whose, "text": self.ui.text})
        for kind in WRITTEN_BY_HAND:
            self.ui.kind.addItem(kind.value.capitalize(), kind.value)
        known = [person.name for person in incident.authors if person.identified]
        self.ui.whose.setText(known[0] if known else "")
        self.ui.kind.currentIndexChanged.connect(self._show_whose)
        self._show_whose()

    def act(self) -> None:
        ui, kind = self.ui, AdditionKind(self.ui.kind.currentData())
        whose = ui.whose.text() if kind is AdditionKind.PARENT_STATEMENT else ""
        self.write(partial(add_to_account, self._session, self._incident.id, kind, ui.text.toPlainText(), whose=whose))

    def _show_whose(self) -> None:
        statement = self.ui.kind.currentData() == AdditionKind.PARENT_STATEMENT.value
        self.ui.whose.setVisible(statement)
        self.ui.whoseLabel.setVisible(statement)
