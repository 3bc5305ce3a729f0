"""The pupils for whom nobody will be told, each with the reason."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QTableWidget, QTableWidgetItem, QVBoxLayout, QWidget

from halton_desktop.domain.change import RecordKind
from halton_desktop.domain.told import PupilWithout
from halton_desktop.gui.kit.app_context import AppContext
from halton_desktop.gui.kit.dialogs.base_dialog import BaseDialog
from halton_desktop.gui.kit.looks.look import STEP
from halton_desktop.gui.kit.widgets.screen_room import fitted
from halton_desktop.gui.kit.widgets.section import paragraph

HEADINGS = ("Pupil", "Why nobody is told")
SIZE, NAME_WIDTH = QSize(820, 480), 220


class NobodyToldDialog(BaseDialog):
    """Enter or a double click asks for the pupil’s people."""

    open_requested = Signal(object, int)

    def __init__(self, context: AppContext, pupils: Sequence[PupilWithout], parent: QWidget | None = None) -> None:
        super().__init__(
            context,
            name="nobody-told",
            title="Pupils with nobody who will be told",
            verb="",
            leave="Close",
            guide_page="parents",
            parent=parent,
        )
        self._pupils = tuple(pupils)
        self.table = QTableWidget(len(self._pupils), len(HEADINGS))
        self.table.setHorizontalHeaderLabels(HEADINGS)
        self.table.setAccessibleName(self.windowTitle())
        self.table.verticalHeader().hide()
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setColumnWidth(0, NAME_WIDTH)
        self.table.horizontalHeader().setStretchLastSection(True)
        self.table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for row, pupil in enumerate(self._pupils):
            for column, text in enumerate((pupil.pupil, pupil.reason[:1].upper() + pupil.reason[1:])):
                item = QTableWidgetItem(text)
                item.setToolTip(text)
                self.table.setItem(row, column, item)
        self.table.resizeRowsToContents()
        self.table.cellActivated.connect(self._open)
        lines = QVBoxLayout(self.body)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(STEP)
        lines.addWidget(paragraph("Enter opens the pupil’s people, to mend what is missing.", muted=True))
        lines.addWidget(self.table, 1)
        self.resize(fitted(SIZE, self))

    def _open(self, row: int, _column: int) -> None:
        self.open_requested.emit(RecordKind.PUPIL, self._pupils[row].pupil_id)
        self.accept()
