"""Draws, over the preview, the part of the first page that shows through the envelope's window."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import QEvent, QObject, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtWidgets import QWidget

from halton_desktop.domain.letter import Envelope
from halton_desktop.gui.kit.looks.look import CORNER, HALF_STEP, LIGHT, STEP
from halton_desktop.gui.kit.looks.theme import Theme
from halton_desktop.gui.kit.widgets.screen_room import screen_of

A4_WIDTH = 210.0
"""Millimetres."""
WORDS_SHARE = 0.3
"""Of the window's height the words under it may take."""
LINE_AROUND = 1.5
"""Millimetres outside the area the line is drawn, so that it does not strike through an address that fills it."""
WORDS = {
    Envelope.DL: "Always seen through the window of a DL envelope",
    Envelope.C5: "Always seen through the window of a C5 envelope",
}


class EnvelopeOverlay(QWidget):
    """Lies over a QPdfView's pages and lets every click through. Without a window envelope it draws nothing."""

    def __init__(self, view: QPdfView, theme: Theme) -> None:
        super().__init__(view.viewport())
        self._view = view
        self._theme = theme
        self._envelope = Envelope.NONE
        self._first_pages: Collection[int] = ()
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName("The window of the envelope")
        view.viewport().installEventFilter(self)
        for bar in (view.verticalScrollBar(), view.horizontalScrollBar()):
            bar.valueChanged.connect(self.update)
            bar.rangeChanged.connect(self.update)
        theme.changed.connect(self.update)

    def show_window(self, envelope: Envelope, first_pages: Collection[int]) -> None:
        """Draw the window of ``envelope`` on these pages (from 0)."""
        self._envelope = envelope
        self._first_pages = first_pages
        self.setGeometry(self._view.viewport().rect())
        self.raise_()
        self.update()

    def windows(self) -> list[QRectF]:
        """Where windows are drawn now, in pixels of the view."""
        if self._envelope is Envelope.NONE:
            return []
        window = self._envelope.window
        found = []
        for number, page in page_places(self._view):
            if number in self._first_pages:
                scale = page.width() / A4_WIDTH
                left, top = page.x() + window.left * scale, page.y() + window.top * scale
                area = QRectF(left, top, window.width * scale, window.height * scale)
                around = LINE_AROUND * scale
                found.append(area.adjusted(-around, -around, around, around))
        return found

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self.setGeometry(self._view.viewport().rect())
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colour = QColor(LIGHT.accent)  # paper is white in the dark theme too
        ground = QColor(LIGHT.accent)
        ground.setAlphaF(0.06)
        for window in self.windows():
            painter.setPen(QPen(colour, 1.5, Qt.PenStyle.DashLine))
            painter.setBrush(ground)
            painter.drawRoundedRect(window, CORNER, CORNER)
            height = painter.fontMetrics().height()
            if height > window.height() * WORDS_SHARE:
                continue  # so small a page has no room for words between address and text
            words = QRectF(window.left(), window.bottom() + HALF_STEP, window.width() * 2, height)
            painter.drawText(words.adjusted(STEP / 2, 0, 0, 0), Qt.AlignmentFlag.AlignLeft, WORDS[self._envelope])
        painter.end()


def page_places(view: QPdfView) -> list[tuple[int, QRectF]]:
    """Each page in sight with where it stands in the view's own pixels, by the rules QPdfView lays pages out with.

    Qt does not tell where its pages are. All pages of letters are A4, so the first gives the size of all.
    """
    document = view.document()
    if document is None or not document.pageCount():
        return []
    margins, spacing = view.documentMargins(), view.pageSpacing()
    points = document.pagePointSize(0)
    per_point = screen_of(view).logicalDotsPerInch() / 72
    whole = points * per_point
    room_across = view.viewport().width() - margins.left() - margins.right()
    mode = view.zoomMode()
    if mode == QPdfView.ZoomMode.Custom:
        size = (whole * view.zoomFactor()).toSize()
    elif mode == QPdfView.ZoomMode.FitToWidth:
        size = whole.toSize() * (room_across / max(1, whole.toSize().width()))
    else:
        room = view.viewport().size()
        room.setWidth(room_across)
        room.setHeight(room.height() - spacing)
        size = whole.toSize().scaled(room, Qt.AspectRatioMode.KeepAspectRatio)
    across = max(size.width() + margins.left() + margins.right(), view.viewport().width())
    left = (across - size.width()) // 2 - view.horizontalScrollBar().value()
    pitch = size.height() + spacing
    scrolled = view.verticalScrollBar().value()
    first = max(0, (scrolled - margins.top() - size.height()) // pitch)
    last = min(document.pageCount() - 1, (scrolled + view.viewport().height()) // pitch)
    return [
        (page, QRectF(left, margins.top() + page * pitch - scrolled, size.width(), size.height()))
        for page in range(first, last + 1)
    ]
