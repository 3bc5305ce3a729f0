"""The stores a case needs, on one connection."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from sqlalchemy import Connection

from halton_desktop.store.calendar_store import CalendarStore
from halton_desktop.store.incidents.addition_store import AdditionStore
from halton_desktop.store.incidents.evidence_store import EvidenceStore
from halton_desktop.store.incidents.incident_draft_store import IncidentDraftStore
from halton_desktop.store.incidents.incident_integrity import findings_in_incidents
from halton_desktop.store.incidents.incident_letter_store import IncidentLetterStore
from halton_desktop.store.incidents.incident_link_store import IncidentLinkStore
from halton_desktop.store.incidents.incident_list import IncidentList
from halton_desktop.store.incidents.incident_store import IncidentStore
from halton_desktop.store.incidents.restriction_store import RestrictionStore
from halton_desktop.store.incidents.site_ban_store import SiteBanStore
from halton_desktop.store.incidents.step_store import StepStore
from halton_desktop.store.search import SearchIndex


class IncidentStores:
    """What an errand about a case works with."""

    def __init__(self, connection: Connection, search: SearchIndex) -> None:
        self._connection = connection
        self._search = search

    @cached_property
    def records(self) -> IncidentStore:
        """Cases with their people."""
        return IncidentStore(self._connection, self._search)

    @cached_property
    def additions(self) -> AdditionStore:
        """Words beside the accounts."""
        return AdditionStore(self._connection)

    @cached_property
    def links(self) -> IncidentLinkStore:
        """Which cases belong together."""
        return IncidentLinkStore(self._connection)

    @cached_property
    def list(self) -> IncidentList:
        """The Incidents list, filtered and ordered."""
        return IncidentList(self._connection)

    @cached_property
    def drafts(self) -> IncidentDraftStore:
        """Incidents still being typed."""
        return IncidentDraftStore(self._connection)

    @cached_property
    def letters(self) -> IncidentLetterStore:
        """Letters of cases."""
        return IncidentLetterStore(self._connection)

    @cached_property
    def steps(self) -> StepStore:
        """Steps of cases."""
        return StepStore(self._connection)

    @cached_property
    def evidence(self) -> EvidenceStore:
        """Evidence of cases."""
        return EvidenceStore(self._connection)

    @cached_property
    def bans(self) -> SiteBanStore:
        """The register of bans."""
        return SiteBanStore(self._connection)

    @cached_property
    def restrictions(self) -> RestrictionStore:
        """Who may open a case, and who decides it in the headteacher's place."""
        return RestrictionStore(self._connection)

    @cached_property
    def calendar(self) -> CalendarStore:
        """The school's days."""
        return CalendarStore(self._connection)

    def findings(self) -> Iterator[str]:
        """What is wrong with any case, in whole sentences."""
        return findings_in_incidents(self._connection)
