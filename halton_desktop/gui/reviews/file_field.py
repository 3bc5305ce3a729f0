"""A field for one file: its name, a button to choose it, and one to leave it out again."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QWidget

from halton_desktop.gui.kit.looks.look import STEP
from halton_desktop.gui.kit.looks.theme import Theme
from halton_desktop.gui.kit.widgets.button import Button

AskForFile = Callable[[QWidget], str]
KINDS = "Papers (*.pdf *.png *.jpg *.jpeg *.eml *.msg *.txt);;All files (*)"


def ask_for_attachment(parent: QWidget) -> str:
    """The system's own file dialog."""
    return QFileDialog.getOpenFileName(parent, "Choose a file", "", KINDS)[0]


class FileField(QWidget):
    """``file`` is what was chosen, None where nothing was."""

    changed = Signal()

    def __init__(self, theme: Theme, *, ask: AskForFile = ask_for_attachment, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ask = ask
        self.file: Path | None = None
        self.name = QLineEdit()
        self.name.setReadOnly(True)
        self.name.setAccessibleName("File chosen")
        self.name.setPlaceholderText("no file")
        self.choose = Button("Choose…", theme, icon="attach")
        self.leave_out = Button("Leave out", theme)
        self.leave_out.setEnabled(False)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(STEP)
        layout.addWidget(self.name, 1)
        layout.addWidget(self.choose)
        layout.addWidget(self.leave_out)
        self.choose.clicked.connect(self._choose)
        self.leave_out.clicked.connect(lambda: self.take(None))

    def take(self, file: Path | None) -> None:
        """Hold this file."""
        self.file = file
        self.name.setText(file.name if file else "")
        self.leave_out.setEnabled(file is not None)
        self.changed.emit()

    def _choose(self) -> None:
        name = self._ask(self)
        if name:
            self.take(Path(name))
