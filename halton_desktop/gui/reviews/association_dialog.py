"""The association's yearly return: make the school's own, seen in full first; or gather and compare all fourteen."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from halton_desktop.gui.kit.app_context import AppContext
from halton_desktop.gui.kit.dialogs.base_dialog import BaseDialog
from halton_desktop.gui.reviews.gather_returns import AskForFiles, GatherReturns, ask_for_returns
from halton_desktop.gui.reviews.own_return import OwnReturn
from halton_desktop.services.session import OfficeSession

SIZE = QSize(960, 760)


class AssociationDialog(BaseDialog):
    """Two pages: ``own`` for every school, ``gather`` for whoever does the association's work."""

    def __init__(
        self,
        context: AppContext,
        session: OfficeSession,
        *,
        ask: AskForFiles = ask_for_returns,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            context,
            name="association",
            title="Association return",
            verb="",
            leave="Close",
            guide_page="review-history",
            parent=parent,
        )
        self.own = OwnReturn(context, session)
        self.gather = GatherReturns(context, session, ask=ask)
        self.pages = QTabWidget()
        self.pages.addTab(self.own, "Our school’s return")
        self.pages.addTab(self.gather, "All schools (for the association)")
        layout = QVBoxLayout(self.body)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.pages)
        for page in (self.own, self.gather):
            page.said.connect(self.banner.say)
            page.failed.connect(self.show_error)
        self.resize(SIZE)
