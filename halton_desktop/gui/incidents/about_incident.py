"""What the errands of one case share: the case that is shown."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from halton_desktop.domain.incidents.incident import Incident
from halton_desktop.gui.kit.actions import Actions
from halton_desktop.gui.kit.app_context import AppContext
from halton_desktop.services.incidents.find_incidents import IncidentPage
from halton_desktop.services.session import OfficeSession


class AboutIncident(Actions):
    """``page`` is the case shown; None while there is none."""

    def __init__(self, context: AppContext, session: OfficeSession, window: QWidget) -> None:
        super().__init__(context, session, window)
        self.page: IncidentPage | None = None

    @property
    def shown(self) -> IncidentPage:
        """The page of the case shown."""
        assert self.page is not None, "a case is shown"
        return self.page

    @property
    def incident(self) -> Incident:
        """The case shown."""
        return self.shown.incident
