"""The user guide inside the program: a page per tab, shown from the program's own files, never from the internet."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSize, Qt, QTimer, QUrl
from PySide6.QtGui import (
    QCloseEvent,
    QImage,
    QKeySequence,
    QPainter,
    QResizeEvent,
    QShortcut,
    QTextCursor,
    QTextDocument,
)
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QSplitter, QTextBrowser, QVBoxLayout, QWidget

from halton_desktop.gui.kit.looks.look import BETWEEN_GROUPS, PAGE_MARGIN, STEP
from halton_desktop.gui.kit.looks.theme import Theme
from halton_desktop.gui.kit.widgets.button import Button
from halton_desktop.gui.shell.guide_typography import typeset
from halton_desktop.settings import Settings

FIRST_SIZE = QSize(1040, 780)
CONTENTS_WIDTH = 240
LEAST_PICTURE = 320
RESIZED_AFTER = 150
"""Milliseconds of rest after which pictures are drawn again for the new width."""
CONTENTS = "index"
_PAGE = Qt.ItemDataRole.UserRole


class Guide:
    """Opens the one guide window, at the page for where the user is."""

    def __init__(self, theme: Theme, settings: Settings, folder: Path) -> None:
        self._theme = theme
        self._settings = settings
        self._folder = folder
        self.window: GuideWindow | None = None
        """Made when it is first asked for."""

    def show_page(self, page: str) -> None:
        """Show a page ("parents"); a page that does not exist shows the contents."""
        if self.window is None:
            self.window = GuideWindow(self._theme, self._settings, self._folder)
        self.window.show_page(page)
        self.window.show()
        self.window.raise_()
        self.window.activateWindow()

    def close(self) -> None:
        """Close the window for good."""
        if self.window is not None:
            self.window.close()
            self.window.deleteLater()
            self.window = None


class GuideWindow(QWidget):
    """Contents on the left, the page on the right; links lead to other pages only, Back to where one came from."""

    def __init__(self, theme: Theme, settings: Settings, folder: Path) -> None:
        super().__init__()
        self.setProperty("forEverybody", True)
        self._settings = settings
        self._came_from: list[str] = []
        self.setWindowTitle("Guide to Halton Desktop")
        self.contents = QListWidget()
        self.contents.setAccessibleName("Pages of the guide")
        self.page = _Page(folder, theme)
        self.page.setAccessibleName("Page of the guide")
        self.back = Button("&Back", theme, icon="back")
        self.back.setEnabled(False)
        self.back.clicked.connect(self._go_back)
        theme.changed.connect(self.page.read_again)
        for file in _in_order(folder):
            item = QListWidgetItem(_title(file))
            item.setData(_PAGE, file.stem)
            self.contents.addItem(item)
        self.contents.currentItemChanged.connect(self._on_chosen)
        self.page.anchorClicked.connect(self._on_link)
        self._build()
        QShortcut(QKeySequence(Qt.Key.Key_Escape), self).activated.connect(self.close)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Back), self).activated.connect(self._go_back)

    def show_page(self, name: str) -> None:
        """Bring a page to the front."""
        known = [self.contents.item(row).data(_PAGE) for row in range(self.contents.count())]
        wanted = name if name in known else CONTENTS
        if wanted in known:
            self.contents.setCurrentRow(known.index(wanted))

    def closeEvent(self, event: QCloseEvent) -> None:
        self._settings.set_layout("guide", self.saveGeometry())
        super().closeEvent(event)

    def _build(self) -> None:
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(STEP)
        column.addWidget(self.contents, 1)
        column.addWidget(self.back, 0, Qt.AlignmentFlag.AlignLeft)
        splitter = QSplitter()
        splitter.addWidget(side)
        splitter.addWidget(self.page)
        splitter.setStretchFactor(1, 1)
        splitter.setSizes([CONTENTS_WIDTH, FIRST_SIZE.width() - CONTENTS_WIDTH])
        splitter.setChildrenCollapsible(False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(BETWEEN_GROUPS, BETWEEN_GROUPS, BETWEEN_GROUPS, BETWEEN_GROUPS)
        layout.addWidget(splitter)
        if not self.restoreGeometry(self._settings.layout("guide")):
            self.resize(FIRST_SIZE)

    def _on_chosen(self, item: QListWidgetItem | None, before: QListWidgetItem | None) -> None:
        if item is None:
            return
        if before is not None:
            self._came_from.append(before.data(_PAGE))
        self.back.setEnabled(bool(self._came_from))
        self.page.read(item.data(_PAGE))

    def _on_link(self, link: QUrl) -> None:
        if not link.scheme() and not link.host():
            self.show_page(Path(link.path()).stem)

    def _go_back(self) -> None:
        if not self._came_from:
            return
        name = self._came_from.pop()
        self.show_page(name)  # which remembers where it went from: that is not wanted here
        self._came_from.pop()
        self.back.setEnabled(bool(self._came_from))


class _Page(QTextBrowser):
    """One page of Markdown, typeset for reading; pictures come from the guide's own folder, as wide as the page."""

    def __init__(self, folder: Path, theme: Theme) -> None:
        super().__init__()
        self._folder = folder
        self._theme = theme
        self._name = ""
        self._room = 0
        self.setOpenLinks(False)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)  # or the room would change under pictures
        self._wider = QTimer(self)
        self._wider.setSingleShot(True)
        self._wider.setInterval(RESIZED_AFTER)
        self._wider.timeout.connect(self.read_again)

    def read(self, name: str) -> None:
        """Show one page from its top."""
        self._name = name
        self._room = self._width_for_pictures()
        document = self.document()
        document.setDocumentMargin(PAGE_MARGIN)
        document.setDefaultFont(self._theme.font("body"))
        document.setMarkdown((self._folder / f"{name}.md").read_text(encoding="utf-8"))
        typeset(document, self._theme)
        self.moveCursor(QTextCursor.MoveOperation.Start)

    def read_again(self) -> None:
        """The theme or the room for pictures is another now; the page stays where it was scrolled to."""
        if not self._name:
            return
        place = self.verticalScrollBar().value()
        self.read(self._name)
        self.verticalScrollBar().setValue(place)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._name and self._room != self._width_for_pictures():
            self._wider.start()

    def loadResource(self, kind: int, name: QUrl | str) -> object:
        """A picture of the guide, and nothing from anywhere else."""
        file = (self._folder / QUrl(name).path()).resolve()
        if kind != QTextDocument.ResourceType.ImageResource.value or self._folder.resolve() not in file.parents:
            return None
        picture = QImage(str(file))
        if picture.isNull():
            return None
        scale = self.devicePixelRatioF()
        room = round(self._width_for_pictures() * scale)
        if picture.width() > room:
            picture = picture.scaledToWidth(room, Qt.TransformationMode.SmoothTransformation)
        picture = picture.convertToFormat(QImage.Format.Format_RGB32)
        painter = QPainter(picture)
        painter.setPen(self._theme.colour("border"))
        painter.drawRect(picture.rect().adjusted(0, 0, -1, -1))
        painter.end()
        picture.setDevicePixelRatio(scale)
        return picture

    def _width_for_pictures(self) -> int:
        return max(LEAST_PICTURE, self.viewport().width() - 2 * PAGE_MARGIN - self.cursorWidth() - 1)


def _in_order(folder: Path) -> list[Path]:
    """The contents first, then the pages in the order the contents name them, then any others."""
    files = {file.stem: file for file in sorted(folder.glob("*.md"))}
    index = files.pop(CONTENTS, None)
    if index is None:
        return list(files.values())
    words = index.read_text(encoding="utf-8")
    listed = sorted(files.values(), key=lambda file: (words.find(f"({file.name})") % (len(words) + 1), file.name))
    return [index, *listed]


def _title(file: Path) -> str:
    first = file.read_text(encoding="utf-8").lstrip().splitlines()
    return first[0].lstrip("# ").strip() if first else file.stem
