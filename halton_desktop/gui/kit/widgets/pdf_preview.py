"""Every page exactly as it will print, from bytes in memory: nothing is ever written to disk to be looked at."""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPointF, Qt
from PySide6.QtGui import QKeyEvent, QPalette
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from halton_desktop.errors import OurBug
from halton_desktop.gui.kit.looks.look import GROUP, STEP
from halton_desktop.gui.kit.looks.style_sheet import set_text_role
from halton_desktop.gui.kit.looks.theme import Theme
from halton_desktop.gui.kit.widgets.button import icon_button

ZOOM_STEP = 1.25
LEAST_ZOOM, MOST_ZOOM = 0.25, 4.0

_FIT_PAGE, _FIT_WIDTH, _CUSTOM = QPdfView.ZoomMode.FitInView, QPdfView.ZoomMode.FitToWidth, QPdfView.ZoomMode.Custom


class PdfPreview(QWidget):
    """Pages under each other. Page Up/Down, Home and End move; + and - zoom, 0 fits the page, W the width."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document = QPdfDocument(self)
        self._buffer = QBuffer(self)
        self._bytes = QByteArray()
        self.view = QPdfView(self)
        self.view.setDocument(self._document)
        self.view.setPageMode(QPdfView.PageMode.MultiPage)
        self.view.setZoomMode(_FIT_WIDTH)
        self.view.setAccessibleName("Pages as they will print")
        self.place = QLabel()
        set_text_role(self.place, "muted")
        self._theme = theme
        self._build(theme)
        self._take_colours()
        theme.changed.connect(self._take_colours)
        self.view.pageNavigator().currentPageChanged.connect(self._show_place)
        self._show_place()

    def show_pdf(self, pdf: bytes) -> None:
        """Show these pages; raises OurBug where the bytes are no PDF."""
        self._document.close()
        self._buffer.close()
        self._bytes = QByteArray(pdf)
        self._buffer.setData(self._bytes)
        self._buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        self._document.load(self._buffer)
        self._show_place()
        if self._document.error() != QPdfDocument.Error.None_:
            raise OurBug("The pages could not be shown.", "Nothing was printed. Please try again.")

    @property
    def page_count(self) -> int:
        """How many pages there are."""
        return self._document.pageCount()

    @property
    def page(self) -> int:
        """The page in front, from 0."""
        return self.view.pageNavigator().currentPage()

    def go_to(self, page: int) -> None:
        """Bring a page (from 0) to the front; beyond either end means the last or the first."""
        wanted = max(0, min(page, self.page_count - 1))
        self.view.pageNavigator().jump(wanted, QPointF(), self.view.pageNavigator().currentZoom())

    def zoom_by(self, factor: float) -> None:
        """Larger (above 1) or smaller, from what is seen now."""
        now = self._zoom_seen()
        self.view.setZoomMode(_CUSTOM)
        self.view.setZoomFactor(max(LEAST_ZOOM, min(MOST_ZOOM, now * factor)))

    def fit_width(self) -> None:
        """As wide as there is room."""
        self.view.setZoomMode(_FIT_WIDTH)

    def fit_page(self) -> None:
        """The whole page."""
        self.view.setZoomMode(_FIT_PAGE)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        moves = {Qt.Key.Key_PageDown: self.page + 1, Qt.Key.Key_PageUp: self.page - 1, Qt.Key.Key_Home: 0}
        moves[Qt.Key.Key_End] = self.page_count - 1
        key = Qt.Key(event.key())
        if key in moves:
            self.go_to(moves[key])
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.zoom_by(ZOOM_STEP)
        elif key == Qt.Key.Key_Minus:
            self.zoom_by(1 / ZOOM_STEP)
        elif key == Qt.Key.Key_0:
            self.fit_page()
        elif key == Qt.Key.Key_W:
            self.fit_width()
        else:
            super().keyPressEvent(event)

    def _build(self, theme: Theme) -> None:
        previous = icon_button("Page before (Page Up)", "previous page", theme)
        following = icon_button("Next page (Page Down)", "next page", theme)
        smaller = icon_button("Smaller (-)", "zoom out", theme)
        larger = icon_button("Larger (+)", "zoom in", theme)
        width = icon_button("Fit the width (W)", "fit width", theme)
        whole = icon_button("Fit the page (0)", "fit page", theme)
        previous.clicked.connect(lambda: self.go_to(self.page - 1))
        following.clicked.connect(lambda: self.go_to(self.page + 1))
        smaller.clicked.connect(lambda: self.zoom_by(1 / ZOOM_STEP))
        larger.clicked.connect(lambda: self.zoom_by(ZOOM_STEP))
        width.clicked.connect(self.fit_width)
        whole.clicked.connect(self.fit_page)
        bar = QHBoxLayout()
        bar.setSpacing(STEP // 2)
        bar.addWidget(previous)
        bar.addWidget(self.place)
        bar.addWidget(following)
        bar.addStretch(1)
        for button in (smaller, larger, width, whole):
            bar.addWidget(button)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(STEP)
        lines.addLayout(bar)
        lines.addWidget(self.view, 1)
        self.view.setPageSpacing(GROUP)
        self.setFocusProxy(self.view)

    def _zoom_seen(self) -> float:
        """The zoom in force, also when it came from fitting."""
        if self.view.zoomMode() == _CUSTOM or not self.page_count:
            return self.view.zoomFactor()
        size = self._document.pagePointSize(self.page)
        room = self.view.viewport().size()
        margins = self.view.documentMargins()
        across = (room.width() - margins.left() - margins.right()) / (size.width() * self.logicalDpiX() / 72)
        down = (room.height() - 2 * self.view.pageSpacing()) / (size.height() * self.logicalDpiY() / 72)
        return across if self.view.zoomMode() == _FIT_WIDTH else min(across, down)

    def _take_colours(self) -> None:
        palette = self.view.palette()
        palette.setColor(QPalette.ColorRole.Dark, self._theme.colour("row_rule"))
        self.view.setPalette(palette)

    def _show_place(self) -> None:
        count = self.page_count
        self.place.setText(f"Page {self.page + 1:,} of {count:,}" if count else "No pages")
