"""One scanned page of a form, straight from the encrypted file; a page on the wrong form is taken off again."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from halton_desktop.domain.permission import Permission
from halton_desktop.gui.consent_forms.message_view import picture_view
from halton_desktop.gui.kit.app_context import AppContext
from halton_desktop.gui.kit.dialogs.base_dialog import BaseDialog, open_dialog
from halton_desktop.gui.kit.dialogs.prompt_dialog import Prompt, PromptDialog
from halton_desktop.gui.kit.widgets.button import Button
from halton_desktop.gui.kit.widgets.section import paragraph
from halton_desktop.services.consent_forms.match_scans import scan_picture, take_off
from halton_desktop.services.session import OfficeSession

LARGE = (860, 900)


class ScanViewer(BaseDialog):
    """Shows one page."""

    def __init__(
        self, context: AppContext, session: OfficeSession, scan_id: int, parent: QWidget | None = None
    ) -> None:
        scan, content = scan_picture(session, scan_id)
        super().__init__(
            context,
            name="scan viewer",
            title=f"{scan.stack}, page {scan.page}",
            verb="",
            leave="Close",
            guide_page="consent-forms",
            parent=parent,
        )
        self._session = session
        self._scan_id = scan_id
        layout = QVBoxLayout(self.body)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(
            paragraph(f"Scanned {scan.arrived_at.astimezone():%d/%m/%Y %H:%M} by {scan.arrived_by}", muted=True)
        )
        layout.addWidget(picture_view(content, self.windowTitle()), 1)
        self.off_button = Button("This page belongs elsewhere…", context.theme, kind="quiet", icon="undo")
        self.off_button.setVisible(session.may(Permission.RETURN_FORMS) and scan.form_id is not None)
        self.off_button.clicked.connect(self._take_off)
        self.footer.insertWidget(0, self.off_button)
        self.resize(*LARGE)

    def _take_off(self) -> None:
        fields = (("reason", "Why does it not belong to this form?", "It goes back to the pages set aside.", ""),)
        ask = Prompt("take off scan", "Take this page off the form", "Set it aside", fields)
        dialog = PromptDialog(
            self.context, ask, lambda words: take_off(self._session, self._scan_id, words["reason"]), self
        )
        dialog.accepted.connect(self.accept)
        open_dialog(dialog)
