"""Who was told of an edition: each audience with how, when, how many, by whom, and the proof; and who was not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from halton_desktop.domain.attachment import Attachment
from halton_desktop.domain.audience import AudienceLine, Channel, Notification, Reached
from halton_desktop.gui.kit.looks.look import HALF_STEP, STEP
from halton_desktop.gui.kit.looks.style_sheet import set_text_role
from halton_desktop.gui.kit.looks.theme import Theme
from halton_desktop.gui.kit.widgets.button import Button, icon_button
from halton_desktop.gui.kit.widgets.chip import Chip, ChipLabel
from halton_desktop.gui.kit.widgets.flow_layout import FlowLayout
from halton_desktop.gui.kit.widgets.section import paragraph

REACHED_CHIPS = {
    Reached.NOT_YET: Chip("Not told yet", "overdue", "not yet"),
    Reached.UNCOUNTED: Chip("Told, not counted", "due", "due"),
    Reached.PARTLY: Chip("Partly told", "due", "due"),
    Reached.TOLD: Chip("Told", "done", "done"),
    Reached.NOT_HERE: Chip("Does not apply", "muted", "info"),
}
_HEADINGS = ("Audience", "How", "When", "How many", "By whom", "Proof", "")
AUDIENCE, HOW, WHEN, MANY, WHO, PROOF, BUTTON = range(7)


class AudienceMatrix(QWidget):
    """One row a telling, the audience and its chip beside the first; those taken back are shown struck through."""

    record_asked = Signal(object)
    """An Audience to enter something for."""
    proof_asked = Signal(int)
    """The id of a paper to look at."""
    take_back_asked = Signal(int)
    """The id of a telling."""

    def __init__(
        self,
        lines: Sequence[AudienceLine],
        proofs: Mapping[int, Sequence[Attachment]],
        theme: Theme,
        *,
        may_change: bool,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._may_change = may_change
        self._proofs = proofs
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(STEP)
        self._grid.setVerticalSpacing(STEP)
        self._grid.setColumnStretch(AUDIENCE, 3)
        self._grid.setColumnStretch(HOW, 4)
        self._grid.setColumnStretch(WHO, 1)
        for column, heading in enumerate(_HEADINGS):
            label = QLabel(heading)
            set_text_role(label, "muted")
            self._grid.addWidget(label, 0, column)
        self._row = 1
        for line in lines:
            self._add_line(line)
        self.setAccessibleName("Who has been told")

    def _add_line(self, line: AudienceLine) -> None:
        first = self._row
        if line.by_letter:
            self._put(paragraph(line.by_letter), self._row, HOW)
            self._row += 1
        for notification in line.notifications:
            self._add_notification(notification)
        self._row = max(self._row, first + 1)
        self._grid.addWidget(self._audience(line), first, AUDIENCE, self._row - first, 1, Qt.AlignmentFlag.AlignTop)

    def _audience(self, line: AudienceLine) -> QWidget:
        holder = QWidget()
        lines = QVBoxLayout(holder)
        lines.setContentsMargins(0, 0, 0, STEP)
        lines.setSpacing(HALF_STEP)
        name = paragraph(line.audience.heading)
        set_text_role(name, "strong")
        lines.addWidget(name)
        row = FlowLayout(HALF_STEP)
        row.addWidget(ChipLabel(REACHED_CHIPS[line.reached], self._theme))
        if self._may_change:
            button = Button("Told…", self._theme, kind="link", icon="tell")
            button.setAccessibleName(f"Enter how {line.audience.value} were told")
            button.clicked.connect(lambda: self.record_asked.emit(line.audience))
            row.addWidget(button)
        lines.addLayout(row)
        return holder

    def _add_notification(self, notification: Notification) -> None:
        row = self._row
        if notification.how is Channel.NOT_HERE:
            self._put(self._words(f"{notification.how.value}: {notification.note}", notification), row, HOW)
        else:
            note = f" ({notification.note})" if notification.note else ""
            self._put(self._words(f"{notification.how.value}{note}", notification), row, HOW)
            self._put(self._words(f"{notification.told_on:%d/%m/%Y}", notification), row, WHEN)
            self._put(self._words(notification.number or "not counted", notification), row, MANY)
            self._put(self._words(notification.by, notification), row, WHO)
        for attachment in self._proofs.get(notification.id, ()):
            button = icon_button(f"Look at {attachment.file_name}", "attach", self._theme)
            button.clicked.connect(lambda _checked, attachment=attachment: self.proof_asked.emit(attachment.id))
            self._put(button, row, PROOF)
        if self._may_change and notification.counts:
            self._put(self._take_back(notification), row, BUTTON)
        if not notification.counts:
            self._row += 1
            self._put(paragraph(f"taken back: {notification.taken_back}", muted=True), self._row, HOW)
        self._row += 1

    def _take_back(self, notification: Notification) -> QToolButton:
        name = f"Take back: {notification.audience.value}, {notification.told_on:%d/%m/%Y}"
        button = icon_button(name, "undo", self._theme)
        button.clicked.connect(lambda: self.take_back_asked.emit(notification.id))
        return button

    def _words(self, text: str, notification: Notification) -> QLabel:
        label = paragraph(text, muted=not notification.counts)
        if not notification.counts:
            font = label.font()
            font.setStrikeOut(True)
            label.setFont(font)
        return label

    def _put(self, widget: QWidget, row: int, column: int) -> None:
        self._grid.addWidget(widget, row, column, Qt.AlignmentFlag.AlignTop)
