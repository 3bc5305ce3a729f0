"""The tabs of an office, from left to right, each given what it asks for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from halton_desktop.domain.mailing import LetterRequest
from halton_desktop.domain.permission import Permission
from halton_desktop.gui.consent_forms.consent_forms_tab import ConsentFormsTab
from halton_desktop.gui.consent_forms.coverage_tab import CoverageTab
from halton_desktop.gui.incidents.incidents_tab import IncidentsTab
from halton_desktop.gui.kit.app_context import Desk
from halton_desktop.gui.kit.office_tab import OfficeTab
from halton_desktop.gui.parents.parents_tab import ParentsTab
from halton_desktop.gui.reviews.review_history_tab import ReviewHistoryTab
from halton_desktop.gui.today.today_tab import TodayTab

if TYPE_CHECKING:
    from halton_desktop.services.session import OfficeSession


def all_tabs(desk: Desk, session: OfficeSession) -> tuple[OfficeTab, ...]:
    """Today, Incidents, Parents, Consent forms, Review history; a reader sees figures and no register."""
    if not session.may(Permission.LOOK):
        return (TodayTab(desk, session), CoverageTab(desk, session), ReviewHistoryTab(desk, session))

    def print_for(asking: OfficeTab, selected: Sequence[int] | None, shown: Sequence[int] | None, **wish: Any) -> None:
        from halton_desktop.gui.letters.letters_dialog import open_letters_dialog  # Qt's PDF parts, off the start path

        dialog = open_letters_dialog(desk, session, asking.window(), parent_ids=selected, shown_ids=shown, **wish)
        dialog.said.connect(asking.say)

    def print_request(asking: OfficeTab, request: LetterRequest) -> None:
        to = None if request.parent_ids else request.to
        print_for(asking, request.parent_ids, None, letter=request.letter, to=to, year_group=request.year_group)

    parents = ParentsTab(desk, session, lambda selected, shown: print_for(parents, selected, shown))
    forms = ConsentFormsTab(desk, session)
    forms.print_letters_requested.connect(lambda request: print_request(forms, request))
    return (TodayTab(desk, session), IncidentsTab(desk, session), parents, forms, ReviewHistoryTab(desk, session))
