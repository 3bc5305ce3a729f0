"""The children of a parent: found by typing three letters, each with relationship, responsibility and court order."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from halton_desktop.domain.parents.parent import Child, ParentOf, Pupil, Relationship
from halton_desktop.gui.kit.looks.look import GROUP, HALF_STEP, STEP
from halton_desktop.gui.kit.looks.style_sheet import set_style_property, set_text_role
from halton_desktop.gui.kit.looks.theme import Theme
from halton_desktop.gui.kit.widgets.button import Button, icon_button

WAIT = 120
ROWS_SHOWN, ROW = 5, 30
_PUPIL = Qt.ItemDataRole.UserRole

FindPupils = Callable[[str], Sequence[Pupil]]


class ChildrenField(QWidget):
    """``find(words)`` gives pupils; ``ties`` is what stands there (with the parent's id still 0)."""

    new_pupil_asked = Signal(str)
    """Nobody has the name that was typed."""
    changed = Signal()

    def __init__(self, theme: Theme, find: FindPupils) -> None:
        super().__init__()
        self._theme = theme
        self._find = find
        self.rows: list[ChildRow] = []
        self.search = _Search()
        self.search.setPlaceholderText("Type a child’s name to add them")
        self.search.setAccessibleName("Add a child")
        self.search.setClearButtonEnabled(True)
        self.search.setProperty("notSaved", True)
        self.search.addAction(theme.icon("search", "muted"), QLineEdit.ActionPosition.LeadingPosition)
        self.found = QListWidget()
        self.found.setAccessibleName("Pupils found")
        self.found.hide()
        self.new_button = Button("New pupil…", theme, kind="link", icon="add")
        self.new_button.clicked.connect(lambda: self.new_pupil_asked.emit(self.search.text().strip()))
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(WAIT)
        self._timer.timeout.connect(self.look)
        self.search.textEdited.connect(lambda _text: self._timer.start())
        self.search.moved_down.connect(self._into_list)
        self.search.entered.connect(self._take_first)
        self.found.itemActivated.connect(self._take)
        self.found.itemClicked.connect(self._take)
        self._lines = QVBoxLayout(self)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(STEP)
        line = QHBoxLayout()
        line.setSpacing(STEP)
        line.addWidget(self.search, 1)
        line.addWidget(self.new_button)
        self._lines.addLayout(line)
        self._lines.addWidget(self.found)

    @property
    def ties(self) -> list[ParentOf]:
        """The ties as they stand."""
        return [row.tie for row in self.rows]

    def set_children(self, children: Sequence[Child]) -> None:
        """Show what is on file."""
        for child in children:
            self._add_row(child)

    def add_pupil(self, pupil: Pupil) -> None:
        """Tie one more child; one that is there already gets the focus."""
        self.search.clear()
        self.found.hide()
        row = next((row for row in self.rows if row.pupil.id == pupil.id), None)
        if row is None:
            row = self._add_row(Child(pupil, ParentOf(0, pupil.id, "", parental_responsibility=True, priority=1)))
            self.changed.emit()
        row.relationship.setFocus(Qt.FocusReason.OtherFocusReason)

    def look(self) -> None:
        """Look for what was typed and show what was found."""
        self._timer.stop()
        words = self.search.text().strip()
        pupils = self._find(words) if words else []
        self.found.clear()
        for pupil in pupils:
            item = QListWidgetItem(pupil.name_and_form)
            item.setData(_PUPIL, pupil)
            self.found.addItem(item)
        if words and not pupils:
            item = QListWidgetItem(f"No pupil called “{words}”. Press Enter to add one.")
            self.found.addItem(item)
        self.found.setVisible(bool(words))
        self.found.setFixedHeight(ROW * min(ROWS_SHOWN, max(1, self.found.count())) + HALF_STEP)

    def order_tabs_after(self, before: QWidget) -> QWidget:
        """Let Tab go from ``before`` through all of this field; returns the last stop."""
        row_stops = [stop for row in self.rows for stop in row.stops]
        for stop in (*row_stops, self.search, self.new_button, self.found):
            QWidget.setTabOrder(before, stop)
            before = stop
        return before

    def _add_row(self, child: Child) -> ChildRow:
        row = ChildRow(child, self._theme)
        row.removed.connect(lambda: self._remove(row))
        self.rows.append(row)
        self._lines.insertWidget(len(self.rows) - 1, row)
        return row

    def _remove(self, row: ChildRow) -> None:
        self.rows.remove(row)
        self._lines.removeWidget(row)
        row.hide()
        row.setParent(None)  # its fields no longer count as typed into
        row.deleteLater()
        self.search.setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()

    def _into_list(self) -> None:
        if self.found.isVisible() and self.found.count():
            self.found.setCurrentRow(0)
            self.found.setFocus(Qt.FocusReason.OtherFocusReason)

    def _take_first(self) -> None:
        if not self.search.text().strip():
            return
        self.look()
        self._take(self.found.item(0))

    def _take(self, item: QListWidgetItem) -> None:
        pupil = item.data(_PUPIL)
        if isinstance(pupil, Pupil):
            self.add_pupil(pupil)
        else:
            self.new_pupil_asked.emit(self.search.text().strip())


class ChildRow(QFrame):
    """One child with what ties the parent to them."""

    removed = Signal()

    def __init__(self, child: Child, theme: Theme) -> None:
        super().__init__()
        self.pupil = child.pupil
        self._tie = child.tie
        set_style_property(self, "surface", "card")
        name = QLabel(child.pupil.name_and_form)
        name.setTextFormat(Qt.TextFormat.PlainText)
        set_text_role(name, "strong")
        self.relationship = QComboBox()
        self.relationship.setEditable(True)
        self.relationship.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.relationship.addItems([one.value for one in Relationship])
        self.relationship.setCurrentText(child.tie.relationship)
        line_edit = self.relationship.lineEdit()
        if line_edit is not None:
            line_edit.setPlaceholderText("Relationship")
        self.relationship.setAccessibleName(f"Relationship to {child.pupil.name}")
        self.responsibility = QCheckBox("Parental responsibility")
        self.responsibility.setChecked(child.tie.parental_responsibility)
        self.court_order = QCheckBox("Court order restricts contact")
        self.court_order.setToolTip("Blocks letters about this child to this person.")
        self.court_order.setChecked(child.tie.court_order)
        remove = icon_button(f"Untie {child.pupil.name}", "close", theme)
        remove.clicked.connect(self.removed)
        self.stops: tuple[QWidget, ...] = (self.relationship, remove, self.responsibility, self.court_order)
        top, below = QHBoxLayout(), QHBoxLayout()
        top.setSpacing(STEP)
        below.setSpacing(GROUP)
        top.addWidget(name, 1)
        top.addWidget(self.relationship)
        top.addWidget(remove)
        below.addWidget(self.responsibility)
        below.addWidget(self.court_order)
        below.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GROUP, STEP, STEP, STEP)
        layout.setSpacing(HALF_STEP)
        layout.addLayout(top)
        layout.addLayout(below)

    @property
    def tie(self) -> ParentOf:
        """What stands in the fields."""
        return replace(
            self._tie,
            relationship=self.relationship.currentText().strip().lower() or Relationship.OTHER.value,
            parental_responsibility=self.responsibility.isChecked(),
            court_order=self.court_order.isChecked(),
        )


class _Search(QLineEdit):
    moved_down = Signal()
    entered = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down:
            self.moved_down.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.text().strip():
            self.entered.emit()  # and not the dialog's own button
        else:
            super().keyPressEvent(event)
