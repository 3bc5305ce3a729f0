"""Where a piece of evidence comes from, and whether it shows a private message."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from halton_desktop.domain.incidents.evidence import EvidenceOrigin
from halton_desktop.gui.kit.app_context import AppContext
from halton_desktop.gui.kit.dialogs.base_dialog import BaseDialog
from halton_desktop.services.session import OfficeSession
from halton_desktop.ui_forms.incidents.evidence_dialog_form import Ui_EvidenceDialog


class EvidenceDialog(BaseDialog):
    """``described`` carries an EvidenceOrigin; ``origin`` fills the form when a piece is described again."""

    described = Signal(object)

    def __init__(
        self,
        context: AppContext,
        session: OfficeSession,
        file_name: str,
        origin: EvidenceOrigin | None = None,
        *,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            context,
            name="evidence",
            title="Where this comes from",
            verb="Save" if origin else "Keep as evidence",
            guide_page="incidents",
            parent=parent,
        )
        self.asks_before_leaving = False
        self.ui = Ui_EvidenceDialog()
        self.ui.setupUi(self.body)
        self.ui.file.setText(file_name)
        self.ui.captured_on.begin(context.theme, session, origin.captured_on if origin else None, past=True)
        self.set_fields({"captured_on": self.ui.captured_on})
        if origin is not None:
            self.ui.description.setText(origin.description)
            self.ui.captured_by.setText(origin.captured_by)
            self.ui.captured_from.setText(origin.captured_from)
            self.ui.private_message.setChecked(origin.private)
            self.ui.private_message.setEnabled(not origin.private)

    def act(self) -> None:
        ui = self.ui
        captured_on = ui.captured_on.optional("captured_on")
        self.described.emit(
            EvidenceOrigin(
                captured_on=captured_on,
                captured_by=ui.captured_by.text().strip(),
                captured_from=ui.captured_from.text().strip(),
                description=ui.description.text().strip(),
                private=ui.private_message.isChecked(),
            )
        )
        self.succeed()
