"""Under the list of columns: whose the chosen column is and what it is used for, or what a sheet is read as."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QWidget

from halton_desktop.domain.importing.file_columns import (
    CONTACT_USES,
    LEFT_OUT,
    MOST_CONTACTS,
    NOTES,
    PUPIL,
    PUPIL_USES,
    ColumnUse,
    SheetUse,
)
from halton_desktop.gui.kit.looks.look import STEP
from halton_desktop.gui.kit.widgets.elided_label import ElidedLabel

AS_READ = "As the program reads it"
_MOST_LINES = 20


class ColumnUseBar(QWidget):
    """``chosen`` carries a ColumnUse or SheetUse, or None for as the program reads it."""

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.name = ElidedLabel()
        self.whose = _box("Whose column it is")
        self.what = _box("What the column is used for")
        self.sheet = _box("What the sheet is read as")
        for of in range(MOST_CONTACTS + 1):
            self.whose.addItem("The pupil" if of == PUPIL else "The contact" if of == 1 else f"Contact {of}", of)
        for use in SheetUse:
            self.sheet.addItem(use.value[:1].upper() + use.value[1:], use.name)
        self.sheet.addItem(AS_READ, "")
        self._of, self._is = QLabel("belongs to"), QLabel("and is used for")
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(STEP)
        line.addWidget(self.name, 1)
        for widget in (self._of, self.whose, self._is, self.what, self.sheet):
            line.addWidget(widget)
        self.whose.activated.connect(lambda _index: self._on_whose())
        self.what.activated.connect(lambda _index: self._tell())
        self.sheet.activated.connect(lambda _index: self._tell_sheet())
        self.setEnabled(False)

    def show_place(self, name: str, use: object, *, whole_sheet: bool) -> None:
        """Show what a line is used for now."""
        self.setEnabled(True)
        self.name.setText(f"“{name}”")
        for widget in (self._of, self.whose, self.what):
            widget.setVisible(not whole_sheet)
        self._is.setText("is read as" if whole_sheet else "and is used for")
        self.sheet.setVisible(whole_sheet)
        if whole_sheet:
            self.sheet.setCurrentIndex(self.sheet.findData(use.name if isinstance(use, SheetUse) else ""))
            return
        column = use if isinstance(use, ColumnUse) else None
        self.whose.setCurrentIndex(self.whose.findData(column.of if column else 1))
        self._list_uses()
        self.what.setCurrentIndex(max(0, self.what.findData(column.what if column else "")))

    def _list_uses(self) -> None:
        uses = PUPIL_USES if self.whose.currentData() == PUPIL else CONTACT_USES
        self.what.clear()
        self.what.addItem(AS_READ, "")
        self.what.addItem("Notes: kept with each person", NOTES)
        self.what.addItem("Nothing: left out", LEFT_OUT)
        self.what.insertSeparator(self.what.count())
        for key, words in uses.items():
            if key != NOTES:
                self.what.addItem(words[:1].upper() + words[1:], key)

    def _on_whose(self) -> None:
        """The same use of somebody else, where there is such a use; else it is still to be chosen."""
        before = self.what.currentData()
        self._list_uses()
        found = self.what.findData(before) if before else -1
        self.what.setCurrentIndex(max(0, found))
        if found > 0:
            self._tell()

    def _tell(self) -> None:
        what = self.what.currentData()
        self.chosen.emit(ColumnUse(what, self.whose.currentData()) if what else None)

    def _tell_sheet(self) -> None:
        name = self.sheet.currentData()
        self.chosen.emit(SheetUse[name] if name else None)


def _box(name: str) -> QComboBox:
    box = QComboBox()
    box.setAccessibleName(name)
    box.setProperty("notSaved", True)
    box.setMaxVisibleItems(_MOST_LINES)
    return box
