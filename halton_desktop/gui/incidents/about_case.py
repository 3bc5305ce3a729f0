"""What the errands of one case share: the case that is shown."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from halton_desktop.domain.incident import Incident
from halton_desktop.gui.kit.actions import Errands
from halton_desktop.gui.kit.app_context import Desk
from halton_desktop.services.incidents.find_incidents import CasePage
from halton_desktop.services.session import OfficeSession


class AboutCase(Errands):
    """``page`` is the case shown; None while there is none."""

    def __init__(self, desk: Desk, session: OfficeSession, window: QWidget) -> None:
        super().__init__(desk, session, window)
        self.page: CasePage | None = None

    @property
    def case(self) -> CasePage:
        """The page of the case shown."""
        assert self.page is not None, "a case is shown"
        return self.page

    @property
    def incident(self) -> Incident:
        """The case shown."""
        return self.case.incident
