"""Where evidence comes in: dragged, pasted or browsed for, and shown as small pictures inside the program only."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMimeData, QSize, Qt, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDropEvent,
    QGuiApplication,
    QIcon,
    QImage,
    QImageWriter,
    QKeySequence,
    QPainter,
    QPixmap,
    QShortcut,
)
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QListView,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from halton_desktop.domain.incidents.evidence import LARGEST, SHOWN, SUFFIXES, Evidence, EvidenceKind, human_size
from halton_desktop.gui.kit.app_context import AppContext
from halton_desktop.gui.kit.looks.look import ICON_SIZE_LARGE, STEP
from halton_desktop.gui.kit.looks.style_sheet import set_text_role
from halton_desktop.gui.kit.widgets.button import Button
from halton_desktop.services.incidents.keep_evidence import thumbnail
from halton_desktop.services.session import OfficeSession

PICTURE, CELL = QSize(112, 84), QSize(152, 142)
_KIND_ICONS = {
    EvidenceKind.PDF: "file",
    EvidenceKind.EMAIL: "letter",
    EvidenceKind.TEXT: "note",
    EvidenceKind.VIDEO: "show",
    EvidenceKind.DOCUMENT: "note",
    EvidenceKind.PAGE: "note",
}
_ID = Qt.ItemDataRole.UserRole


class EvidenceField(QWidget):
    """``brought`` carries a Path or (name, bytes) for each thing that came; ``opened`` the id of a piece to view."""

    brought = Signal(object)
    opened = Signal(int)

    def __init__(
        self, context: AppContext, session: OfficeSession, *, may_add: bool = True, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._session = session
        self.setAcceptDrops(may_add)
        self.list = QListWidget()
        self.list.setViewMode(QListView.ViewMode.IconMode)
        self.list.setIconSize(PICTURE)
        self.list.setGridSize(CELL)
        self.list.setResizeMode(QListView.ResizeMode.Adjust)
        self.list.setMovement(QListView.Movement.Static)
        self.list.setWordWrap(True)
        self.list.setAccessibleName("Evidence")
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.itemActivated.connect(lambda item: self.opened.emit(item.data(_ID)))
        self.browse_button = Button("Browse…", context.theme, icon="attach")
        self.paste_button = Button("Paste", context.theme, icon="copy")
        hint = QLabel(
            f"Drag files here, paste a screenshot (Ctrl+V), or browse. Up to {LARGEST // 2**20} MB each. {SHOWN} "
            "An exported chat (.zip) is taken in with its media."
        )
        set_text_role(hint, "muted")
        hint.setWordWrap(True)
        buttons = QHBoxLayout()
        buttons.setSpacing(STEP)
        for button in (self.browse_button, self.paste_button):
            buttons.addWidget(button)
        buttons.addStretch(1)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(STEP)
        lines.addWidget(self.list)
        lines.addWidget(hint)
        lines.addLayout(buttons)
        hint.setVisible(may_add)
        for button in (self.browse_button, self.paste_button):
            button.setVisible(may_add)
        self.browse_button.clicked.connect(self.browse)
        self.paste_button.clicked.connect(self.paste)
        if may_add:
            paste = QShortcut(QKeySequence(QKeySequence.StandardKey.Paste), self, self.paste)
            paste.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self.show_pieces(())

    def show_pieces(self, pieces: Sequence[Evidence]) -> None:
        """Show these."""
        self.list.clear()
        for piece in pieces:
            item = QListWidgetItem(
                self._picture(piece), f"{piece.label} · {piece.origin.description or piece.file_name}"
            )
            item.setData(_ID, piece.id)
            item.setToolTip(self._told(piece))
            item.setData(Qt.ItemDataRole.AccessibleTextRole, self._told(piece))
            self.list.addItem(item)
        self.list.setVisible(bool(pieces))
        across = 4
        rows = -(-len(pieces) // across)
        self.list.setFixedHeight(min(3, max(1, rows)) * CELL.height() + 6)

    def browse(self) -> None:
        """Choose files."""
        patterns = " ".join(f"*{suffix}" for suffix in SUFFIXES)
        files, _ = QFileDialog.getOpenFileNames(self, "Choose evidence", "", f"Evidence ({patterns})")
        for file in files:
            self.brought.emit(Path(file))

    def paste(self) -> None:
        """Take what is on the clipboard: a picture, files, or text."""
        self._take(QGuiApplication.clipboard().mimeData())

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls() or event.mimeData().hasImage():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        self._take(event.mimeData())
        event.acceptProposedAction()

    def _take(self, data: QMimeData) -> None:
        stamp = datetime.now().astimezone().strftime("%Y-%m-%d %H.%M.%S")
        files = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
        if files:
            for file in files:
                self.brought.emit(file)
        elif data.hasImage():
            self.brought.emit((f"Screenshot {stamp}.png", png_of(QImage(data.imageData()))))
        elif data.hasText() and data.text().strip():
            self.brought.emit((f"Pasted text {stamp}.txt", data.text().encode("utf-8")))

    def _picture(self, piece: Evidence) -> QIcon:
        canvas = QPixmap(PICTURE)
        canvas.fill(Qt.GlobalColor.transparent)
        small = QPixmap()
        if piece.has_thumbnail:
            small.loadFromData(thumbnail(self._session, piece.id) or b"")
        painter = QPainter(canvas)
        if small.isNull():
            name = "sealed" if piece.private else _KIND_ICONS.get(piece.kind, "file")
            small = self._context.theme.pixmap(name, "sealed" if piece.private else "muted", ICON_SIZE_LARGE)
        else:
            small = small.scaled(
                PICTURE, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
            )
        width, height = small.width() / small.devicePixelRatio(), small.height() / small.devicePixelRatio()
        painter.drawPixmap(round((PICTURE.width() - width) / 2), round((PICTURE.height() - height) / 2), small)
        painter.end()
        return QIcon(canvas)

    def _told(self, piece: Evidence) -> str:
        sealed = ", private and sealed" if piece.private else ""
        return f"{piece.label}: {piece.file_name}, {piece.kind.value}, {human_size(piece.size)}{sealed}"


def png_of(image: QImage) -> bytes:
    """A picture from the clipboard as a PNG, in memory."""
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"PNG")).write(image)
    return bytes(data.data())
