"""Save what the list shows as a table, after saying what leaves the encrypted file."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QCheckBox, QFileDialog, QVBoxLayout, QWidget

from halton_desktop.gui.kit.app_context import AppContext
from halton_desktop.gui.kit.dialogs.base_dialog import BaseDialog
from halton_desktop.gui.kit.looks.look import GROUP
from halton_desktop.gui.kit.widgets.section import paragraph
from halton_desktop.services.incidents.export_incidents import export_incidents
from halton_desktop.services.session import OfficeSession


class ExportIncidentsDialog(BaseDialog):
    """``ids`` in the order of the list."""

    def __init__(
        self, context: AppContext, session: OfficeSession, ids: list[int], parent: QWidget | None = None
    ) -> None:
        counted = "1 incident" if len(ids) == 1 else f"{len(ids):,} incidents"
        super().__init__(
            context,
            name="export_incidents",
            title=f"Export {counted}",
            verb="Choose where…",
            verb_icon="export",
            guide_page="incidents",
            parent=parent,
        )
        self.asks_before_leaving = False
        self._session = session
        self._ids = ids
        self.accounts = QCheckBox("With what happened, in words")
        self.sensitive = QCheckBox("Also where health, religion, origin or the like is mentioned")
        self.sensitive.setEnabled(False)
        self.accounts.toggled.connect(self.sensitive.setEnabled)
        lines = QVBoxLayout(self.body)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(GROUP)
        lines.addWidget(
            paragraph(
                f"{counted} as the list shows them, one row each, for Excel (.xlsx) or as plain text (.csv). "
                "The file is not encrypted and holds names; keep it only as long as you need it."
            )
        )
        lines.addWidget(self.accounts)
        lines.addWidget(self.sensitive)
        lines.addStretch(1)
        self.body.setMinimumWidth(460)
        self.submit_button.setEnabled(bool(ids))

    def act(self) -> None:
        kinds = "Excel workbook (*.xlsx);;Plain table (*.csv)"
        chosen, kind = QFileDialog.getSaveFileName(self, "Export incidents", "Incidents.xlsx", kinds)
        if not chosen:
            return
        target = Path(chosen)
        if not target.suffix:
            target = target.with_suffix(".csv" if "csv" in kind else ".xlsx")
        self.export_to(target)

    def export_to(self, target: Path) -> None:
        """Write the table, with progress and cancel."""
        accounts = self.accounts.isChecked()
        sensitive = accounts and self.sensitive.isChecked()
        session, ids = self._session, self._ids
        self.work(
            lambda task: export_incidents(
                session, ids, target, accounts=accounts, sensitive_accounts=sensitive, progress=task.progress
            ),
            title="Exporting incidents",
        )
