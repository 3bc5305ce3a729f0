"""The register of site bans, those in force first, with what is to be decided."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from halton_desktop.domain.incidents.site_ban import BanLine, to_decide
from halton_desktop.gui.kit.app_context import AppContext
from halton_desktop.gui.kit.dialogs.base_dialog import BaseDialog
from halton_desktop.gui.kit.looks.look import STEP
from halton_desktop.gui.kit.widgets.section import paragraph
from halton_desktop.services.incidents.find_incidents import ban_register
from halton_desktop.services.session import OfficeSession

HEADINGS = ("Who", "Status", "From", "Until", "Review", "Decided by", "Incident", "To decide now")
LARGE = (980, 520)


class BanRegisterDialog(BaseDialog):
    """Enter or a double click opens the case of a ban."""

    incident_asked = Signal(int)

    def __init__(self, context: AppContext, session: OfficeSession, parent: QWidget | None = None) -> None:
        super().__init__(
            context,
            name="ban_register",
            title="Site bans",
            verb="",
            leave="Close",
            guide_page="incidents",
            parent=parent,
        )
        self._session = session
        self._lines: list[BanLine] = []
        self.only_in_force = QCheckBox("Only those in force")
        self.only_in_force.setProperty("notSaved", True)
        self.table = QTableWidget(0, len(HEADINGS))
        self.table.setHorizontalHeaderLabels(HEADINGS)
        self.table.setAccessibleName("Site bans")
        self.table.verticalHeader().hide()
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.table.horizontalHeader().setStretchLastSection(True)
        self.table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.table.cellActivated.connect(self._open)
        self.nothing = paragraph("No bans are on file.", muted=True)
        lines = QVBoxLayout(self.body)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(STEP)
        for widget in (self.only_in_force, self.nothing):
            lines.addWidget(widget)
        lines.addWidget(self.table, 1)
        self.only_in_force.toggled.connect(self.show_bans)
        self.show_bans()
        self.resize(*LARGE)

    def show_bans(self) -> None:
        """Read the register."""
        self._lines = ban_register(self._session, only_in_force=self.only_in_force.isChecked())
        self.table.setRowCount(len(self._lines))
        for row, line in enumerate(self._lines):
            ban = line.ban
            days = [f"{day:%d/%m/%Y}" if day else "" for day in (ban.from_on, ban.to_on, ban.review_on)]
            cells = [ban.person, ban.state.value.capitalize(), *days, ban.decided_by, line.reference]
            for column, text in enumerate([*cells, to_decide(ban, self._session.today)]):
                item = QTableWidgetItem(text)
                item.setToolTip(text)
                item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
                self.table.setItem(row, column, item)
        self.nothing.setVisible(not self._lines)

    def _open(self, row: int, _column: int) -> None:
        self.incident_asked.emit(self._lines[row].ban.incident_id)
        self.accept()
