"""Cells of a table that take days: each is typed in the one field for days, and an open cell can be taken."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex
from PySide6.QtWidgets import QLineEdit, QStyledItemDelegate, QStyleOptionViewItem, QTableWidget, QWidget

from halton_desktop.gui.kit.fields.day_field import DayField
from halton_desktop.gui.kit.looks.theme import Theme
from halton_desktop.services.session import OfficeSession


class DayCells(QStyledItemDelegate):
    """For the cells of a table: those in ``columns`` hold days, the others words."""

    def __init__(self, theme: Theme, session: OfficeSession, table: QTableWidget, columns: frozenset[int]) -> None:
        super().__init__(table)
        self._theme, self._session, self._columns = theme, session, columns
        self._open: QLineEdit | None = None
        table.setItemDelegate(self)

    def take_open(self) -> None:
        """What is typed in the cell that is being written counts, whoever asks for it."""
        if self._open is not None:
            self._finish(self._open)

    def createEditor(
        self, parent: QWidget, _option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QWidget:
        days = index.column() in self._columns
        line = DayField(parent).begin(self._theme, self._session) if days else QLineEdit(parent)
        line.setProperty("notSaved", True)
        line.destroyed.connect(lambda: self._forget(line))
        self._open = line
        return line

    def setEditorData(self, editor: QWidget, index: QModelIndex | QPersistentModelIndex) -> None:
        assert isinstance(editor, QLineEdit)
        editor.setText(str(index.data() or ""))

    def _finish(self, line: QLineEdit) -> None:
        if isinstance(line, DayField):
            line.tidy()
        self.commitData.emit(line)
        self.closeEditor.emit(line)
        self._open = None

    def _forget(self, line: QLineEdit) -> None:
        if self._open is line:
            self._open = None
