"""Look at a piece of evidence inside the program: verified first, never through a temporary file."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, Qt, Signal
from PySide6.QtGui import QImage, QImageReader, QPixmap
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QScrollArea, QVBoxLayout, QWidget

from halton_desktop.domain.incidents.evidence import ONLY_KEPT, Evidence, EvidenceKind, human_size
from halton_desktop.domain.permission import Permission
from halton_desktop.errors import HaltonError
from halton_desktop.gui.kit.app_context import AppContext
from halton_desktop.gui.kit.dialogs.base_dialog import BaseDialog
from halton_desktop.gui.kit.looks.look import STEP
from halton_desktop.gui.kit.looks.style_sheet import set_text_role
from halton_desktop.gui.kit.widgets.button import Button
from halton_desktop.gui.kit.widgets.pdf_preview import PdfPreview
from halton_desktop.gui.kit.widgets.section import paragraph
from halton_desktop.services.incidents.keep_evidence import custody_of, evidence_content
from halton_desktop.services.incidents.view_evidence import words_of
from halton_desktop.services.session import OfficeSession

LARGE = (860, 780)
MOST_MEGABYTES = 512
"""Of memory for one decoded picture: a small file can claim to be enormous."""


class EvidenceViewer(BaseDialog):
    """Pictures, PDF and words; what is only kept, or a private message, says what can be done about it."""

    describe_asked = Signal()
    save_asked = Signal()

    def __init__(
        self, context: AppContext, session: OfficeSession, piece: Evidence, *, parent: QWidget | None = None
    ) -> None:
        super().__init__(
            context,
            name="evidence_viewer",
            title=f"{piece.label}  {piece.origin.description or piece.file_name}",
            verb="",
            leave="Close",
            guide_page="incidents",
            parent=parent,
        )
        self._session = session
        self._piece = piece
        self._picture = QPixmap()
        lines = QVBoxLayout(self.body)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(STEP)
        self.told = paragraph(self._facts(), muted=True)
        lines.addWidget(self.told)
        self.shown: QWidget = QWidget()
        lines.addWidget(self.shown, 1)
        self.custody = paragraph(self._custody(), muted=True)
        lines.addWidget(self.custody)
        self._add_buttons()
        self.resize(*LARGE)
        self._show_content()

    def _facts(self) -> str:
        piece, origin = self._piece, self._piece.origin
        captured = [
            f"captured {origin.captured_on:%d/%m/%Y}" if origin.captured_on else "",
            f"by {origin.captured_by}" if origin.captured_by else "",
            f"from {origin.captured_from}" if origin.captured_from else "",
        ]
        words = [piece.file_name, human_size(piece.size), " ".join(part for part in captured if part)]
        return " · ".join(word for word in words if word) + f"\nSHA-256 {piece.sha256}"

    def _show_content(self) -> None:
        piece = self._piece
        if piece.private:
            self._put(
                _words(
                    "This is a private message and sealed. A headteacher can view it under Consent forms, "
                    "while a parent’s signed consent covers it (3.5)."
                )
            )
        elif piece.kind in ONLY_KEPT:
            self._put(_words(f"{ONLY_KEPT[piece.kind]} Save a copy to open it elsewhere; that is written down."))
        else:
            self.work(
                lambda _task: evidence_content(self._session, piece.id),
                self._on_read,
                title="Opening the evidence",
                cancellable=False,
                failed=lambda error: self.banner.say(f"{error.message} {error.advice}".strip(), "error"),
            )

    def _put(self, widget: QWidget) -> None:
        layout = self.body.layout()
        assert layout is not None
        layout.replaceWidget(self.shown, widget)
        self.shown.deleteLater()
        self.shown = widget

    def _on_read(self, content: bytes) -> None:
        self.banner.say("Verified: this is exactly what arrived.", "success")
        self._put(self._view(content))
        self.custody.setText(self._custody())

    def _view(self, content: bytes) -> QWidget:
        piece = self._piece
        if piece.kind is EvidenceKind.PDF:
            return self._pdf(content)
        if piece.kind is EvidenceKind.IMAGE:
            return self._image(content)
        text = QPlainTextEdit(words_of(piece, content))
        text.setReadOnly(True)
        text.setAccessibleName("The words of this piece of evidence")
        return text

    def _pdf(self, content: bytes) -> QWidget:
        preview = PdfPreview(self.context.theme)
        try:
            preview.show_pdf(content)
        except HaltonError:
            return _words("This PDF cannot be shown here: it is damaged or has a password. It is kept as it came.")
        return preview

    def _image(self, content: bytes) -> QWidget:
        QImageReader.setAllocationLimit(MOST_MEGABYTES)
        image = QImage.fromData(QByteArray(content))
        if image.isNull():
            return _words("This picture cannot be shown here. It is kept as it came.")
        self._picture = QPixmap.fromImage(image)
        holder = QLabel()
        holder.setAlignment(Qt.AlignmentFlag.AlignCenter)
        holder.setAccessibleName(self._piece.origin.description or self._piece.file_name)
        room = 800
        small = self._picture.width() <= room
        holder.setPixmap(
            self._picture if small else self._picture.scaledToWidth(room, Qt.TransformationMode.SmoothTransformation)
        )
        scroll = QScrollArea()
        scroll.setWidget(holder)
        scroll.setWidgetResizable(True)
        return scroll

    def _custody(self) -> str:
        entries = custody_of(self._session, self._piece.id)
        lines = [f"{e.at.astimezone():%d/%m/%Y %H:%M} {e.what.value}, {e.by} {e.note}".strip() for e in entries[-6:]]
        return "Custody: " + "  ·  ".join(lines)

    def _add_buttons(self) -> None:
        if self._session.may(Permission.RECORD_INCIDENTS):
            describe = Button("Where it comes from…", self.context.theme, icon="edit")
            describe.clicked.connect(self.describe_asked)
            self.footer.insertWidget(0, describe)
        if self._session.may(Permission.EXPORT) and not self._piece.private:
            save = Button("Save a copy…", self.context.theme, icon="save")
            save.clicked.connect(self.save_asked)
            self.footer.insertWidget(1, save)


def _words(text: str) -> QWidget:
    label = paragraph(text)
    label.setAlignment(Qt.AlignmentFlag.AlignTop)
    set_text_role(label, "body")
    return label
