"""The content of an opened message, from memory only: a picture, a PDF, or its words."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, Qt
from PySide6.QtGui import QImage, QImageReader, QPixmap
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QScrollArea, QWidget

from halton_desktop.domain.incidents.evidence import ONLY_KEPT, Evidence, EvidenceKind
from halton_desktop.errors import HaltonError
from halton_desktop.gui.kit.looks.theme import Theme
from halton_desktop.gui.kit.widgets.pdf_preview import PdfPreview
from halton_desktop.gui.kit.widgets.section import paragraph
from halton_desktop.services.incidents.view_evidence import words_of

MOST_MEGABYTES = 512
"""Of memory for one decoded picture: a small file can claim to be enormous."""
WIDEST = 780


def message_view(piece: Evidence, content: bytes, theme: Theme, *, copies: bool) -> QWidget:
    """A widget that shows it; what cannot be shown says so in a sentence.

    ``copies``: whether the consent says that copies are kept, so that words may be taken out (3.5).
    """
    if piece.kind is EvidenceKind.IMAGE:
        return picture_view(content, piece.label)
    if piece.kind is EvidenceKind.PDF:
        preview = PdfPreview(theme)
        try:
            preview.show_pdf(content)
        except HaltonError:
            return paragraph("This PDF cannot be shown here: it is damaged or has a password of its own.")
        return preview
    if piece.kind in ONLY_KEPT:
        return paragraph(f"{ONLY_KEPT[piece.kind]} It stays sealed.")
    text = QPlainTextEdit(words_of(piece, content))
    text.setReadOnly(True)
    if not copies:  # nothing is selected, so nothing reaches the clipboard, where it would outlast the viewing
        text.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        text.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
    text.setAccessibleName(f"The words of {piece.label}")
    return text


def picture_view(content: bytes, name: str, widest: int = WIDEST) -> QWidget:
    """A picture that scrolls, no wider than ``widest`` pixels."""
    QImageReader.setAllocationLimit(MOST_MEGABYTES)
    image = QImage.fromData(QByteArray(content))
    if image.isNull():
        return paragraph("This picture cannot be shown here. It is kept as it came.")
    picture = QPixmap.fromImage(image)
    if picture.width() > widest:
        picture = picture.scaledToWidth(widest, Qt.TransformationMode.SmoothTransformation)
    holder = QLabel()
    holder.setPixmap(picture)
    holder.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignHCenter)
    holder.setAccessibleName(name)
    scroll = QScrollArea()
    scroll.setWidget(holder)
    scroll.setWidgetResizable(True)
    scroll.setAccessibleName(f"Picture of {name}")
    return scroll
