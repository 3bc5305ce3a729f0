"""The Coverage tab of a reader: how far the code is acknowledged, in numbers, beside no form and no name."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from halton_desktop.domain.change import Changes, RecordKind
from halton_desktop.gui.consent_forms.coverage_page import CoveragePage
from halton_desktop.gui.kit.app_context import AppContext
from halton_desktop.gui.kit.looks.look import BETWEEN_GROUPS, GROUP, PAGE_MARGIN
from halton_desktop.gui.kit.office_tab import OfficeTab
from halton_desktop.services.session import OfficeSession


class CoverageTab(OfficeTab):
    """Shows the same page as the Consent forms tab, without what leads on to people."""

    title = "Coverage"
    icon = "form"
    guide_page = "users"
    shows = frozenset({RecordKind.FORM, RecordKind.PARENT, RecordKind.PUPIL, RecordKind.EDITION})

    def __init__(self, context: AppContext, session: OfficeSession, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.coverage = CoveragePage(context, session)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(PAGE_MARGIN, BETWEEN_GROUPS, PAGE_MARGIN, GROUP)
        lines.addWidget(self.coverage)

    def reload(self, changes: Changes | None) -> None:
        self.coverage.reload()
