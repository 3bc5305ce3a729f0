"""The user guide inside the program: a page per tab, shown from the program's own files, never from the internet."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSize, Qt, QUrl
from PySide6.QtGui import QKeySequence, QShortcut, QTextDocument
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QSplitter, QTextBrowser, QVBoxLayout, QWidget

from halton_desktop.gui.theme import PAGE_MARGIN, STEP, Theme
from halton_desktop.settings import Settings

FIRST_SIZE = QSize(980, 720)
CONTENTS = "index"


class Guide:
    """Opens the one guide window, at the page for where the user is."""

    def __init__(self, theme: Theme, settings: Settings, folder: Path) -> None:
        self._theme = theme
        self._settings = settings
        self._folder = folder
        self._window: GuideWindow | None = None

    def show_page(self, page: str) -> None:
        """Show a page ("parents"); a page that does not exist shows the contents."""
        if self._window is None:
            self._window = GuideWindow(self._theme, self._settings, self._folder)
        self._window.show_page(page)
        self._window.show()
        self._window.raise_()
        self._window.activateWindow()

    def close(self) -> None:
        """Close the window for good."""
        if self._window is not None:
            self._window.close()
            self._window.deleteLater()
            self._window = None


class GuideWindow(QWidget):
    """Contents on the left, the page on the right; links lead to other pages only."""

    def __init__(self, theme: Theme, settings: Settings, folder: Path) -> None:
        super().__init__()
        self._folder = folder
        self._settings = settings
        self.setWindowTitle("Guide to Halton Desktop")
        self.contents = QListWidget()
        self.contents.setAccessibleName("Pages of the guide")
        self.page = _Page(folder)
        self.page.setAccessibleName("Page of the guide")
        theme.changed.connect(self._show_again)
        for file in _in_order(folder):
            item = QListWidgetItem(_title(file))
            item.setData(Qt.ItemDataRole.UserRole, file.stem)
            self.contents.addItem(item)
        self.contents.currentItemChanged.connect(self._on_chosen)
        self.page.anchorClicked.connect(lambda link: self.show_page(Path(link.path()).stem))
        self._build()
        QShortcut(QKeySequence(Qt.Key.Key_Escape), self).activated.connect(self.close)

    def show_page(self, name: str) -> None:
        """Bring a page to the front."""
        known = [self.contents.item(row).data(Qt.ItemDataRole.UserRole) for row in range(self.contents.count())]
        wanted = name if name in known else CONTENTS
        if wanted in known:
            self.contents.setCurrentRow(known.index(wanted))

    def _build(self) -> None:
        splitter = QSplitter()
        splitter.addWidget(self.contents)
        splitter.addWidget(self.page)
        splitter.setSizes([220, 760])
        splitter.setChildrenCollapsible(False)
        line = QHBoxLayout()
        line.addWidget(splitter)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(PAGE_MARGIN, PAGE_MARGIN, PAGE_MARGIN, PAGE_MARGIN)
        layout.setSpacing(STEP)
        layout.addLayout(line)
        self.resize(FIRST_SIZE)

    def _on_chosen(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.page.read(item.data(Qt.ItemDataRole.UserRole))

    def _show_again(self) -> None:
        self._on_chosen(self.contents.currentItem())


class _Page(QTextBrowser):
    """One page of Markdown; pictures come from the guide's own folder, as wide as the page allows."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._folder = folder
        self.setOpenLinks(False)
        self.document().setDocumentMargin(PAGE_MARGIN)

    def read(self, name: str) -> None:
        """Show one page from its top."""
        self.document().setMarkdown((self._folder / f"{name}.md").read_text(encoding="utf-8"))
        self.moveCursor(self.textCursor().MoveOperation.Start)

    def loadResource(self, kind: int, name: QUrl | str) -> object:  # noqa: N802 - Qt's name
        """A picture of the guide, and nothing from anywhere else."""
        file = (self._folder / QUrl(name).path()).resolve()
        if kind != QTextDocument.ResourceType.ImageResource.value or self._folder.resolve() not in file.parents:
            return None
        from PySide6.QtGui import QImage

        picture = QImage(str(file))
        room = max(320, self.viewport().width() - 3 * PAGE_MARGIN)
        if picture.width() > room:
            picture = picture.scaledToWidth(room, Qt.TransformationMode.SmoothTransformation)
        return picture


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
