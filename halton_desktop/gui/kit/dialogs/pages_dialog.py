"""A few printed pages exactly as they will come out: look, print, or save them as a PDF."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from halton_desktop.domain.permission import Permission
from halton_desktop.gui.kit.app_context import AppContext
from halton_desktop.gui.kit.confirm_dialog import YesNoQuestion
from halton_desktop.gui.kit.dialogs.base_dialog import BaseDialog
from halton_desktop.gui.kit.dialogs.print_dialogs import SENT, PrintDialogs, print_in_background
from halton_desktop.gui.kit.widgets.button import Button
from halton_desktop.gui.kit.widgets.pdf_preview import PdfPreview
from halton_desktop.services.save_file import Outgoing, record_printed, save_for
from halton_desktop.services.session import OfficeSession


class PagesDialog(BaseDialog):
    """Saving is hidden from a reader: what they may see is not what they may carry away.

    ``outgoing`` is what the history says of these pages once they are printed or saved.
    ``job`` is what the printer's queue shows, for a title that names somebody.
    """

    def __init__(
        self,
        context: AppContext,
        session: OfficeSession,
        title: str,
        pdf: bytes,
        outgoing: Outgoing,
        *,
        file_name: str,
        job: str = "",
        guide_page: str = "consent-forms",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            context,
            name="pdf sheet",
            title=title,
            verb="Print…",
            verb_icon="print",
            leave="Close",
            guide_page=guide_page,
            parent=parent,
        )
        self.asks_before_leaving = False
        self._session = session
        self._pdf = pdf
        self._outgoing = outgoing
        self._file_name = file_name
        self._job = job or title
        self.paper = PrintDialogs()
        self.preview = PdfPreview(context.theme)
        self.preview.show_pdf(pdf)
        layout = QVBoxLayout(self.body)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.preview)
        self.save_button = Button("Save as PDF…", context.theme, icon="save")
        self.save_button.setVisible(session.may(Permission.EXPORT))
        self.save_button.clicked.connect(self._save)
        self.footer.insertWidget(0, self.save_button)
        self.resize(760, 860)

    def act(self) -> None:
        """Through the system's own print dialog."""
        print_in_background(
            self.context,
            self._pdf,
            self,
            self._job,
            lambda: self.banner.say(SENT, "success"),
            self.paper,
            lambda: record_printed(self._session, self._outgoing),
        )

    def _save(self) -> None:
        if not self._warned():
            return
        chosen, _kind = QFileDialog.getSaveFileName(self, "Save as PDF", self._file_name, "PDF files (*.pdf)")
        if chosen:
            self.save_to(Path(chosen))

    def save_to(self, target: Path) -> None:
        """Write the pages to a file; the history says so."""
        said = partial(self.banner.say, f"Saved as {target.name}.", "success")
        self.write(partial(save_for, self._session, target, self._pdf, self._outgoing), lambda _: said())

    def _warned(self) -> bool:
        question = YesNoQuestion(
            "Save these pages outside the office file?",
            "The PDF holds names in clear and is not encrypted. Keep it only as long as you need it.",
            verb="Choose where",
        )
        return self.context.confirm(self, question)
