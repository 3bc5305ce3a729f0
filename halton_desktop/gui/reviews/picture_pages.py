"""A picture as one A4 page in memory, so that it is looked at, printed and saved like every other paper."""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QRectF, Qt
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter, QPdfWriter

from halton_desktop.errors import UnreadableFile

MARGIN_MM = 15
DOTS_PER_INCH = 300


def picture_page(file_name: str, content: bytes) -> bytes:
    """The picture as large as the page allows, as PDF bytes. Raises UnreadableFile where it cannot be read."""
    picture = QImage.fromData(content)
    if picture.isNull():
        raise UnreadableFile(file_name, f"“{file_name}” cannot be shown.", "Save a copy and open it elsewhere.")
    out = QBuffer()
    out.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(out)
    writer.setResolution(DOTS_PER_INCH)
    wide = picture.width() > picture.height()
    turned = QPageLayout.Orientation.Landscape if wide else QPageLayout.Orientation.Portrait
    margins = QMarginsF(MARGIN_MM, MARGIN_MM, MARGIN_MM, MARGIN_MM)
    writer.setPageLayout(QPageLayout(QPageSize(QPageSize.PageSizeId.A4), turned, margins, QPageLayout.Unit.Millimeter))
    writer.setTitle(file_name)
    painter = QPainter(writer)
    room = QRectF(0, 0, writer.width(), writer.height())
    size = picture.size().scaled(room.size().toSize(), Qt.AspectRatioMode.KeepAspectRatio)
    place = QRectF(0, 0, size.width(), size.height())
    place.moveCenter(room.center())
    painter.drawImage(place, picture)
    painter.end()
    pdf = bytes(out.data().data())
    out.close()
    return pdf
