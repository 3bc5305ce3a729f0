"""The tabs of an office, from left to right, each given what it asks for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from halton_desktop.domain.mailing import LetterRequest
from halton_desktop.domain.permission import Permission
from halton_desktop.domain.slip_letter import FIRST_LETTER
from halton_desktop.gui.consent_forms.consent_forms_tab import ConsentFormsTab
from halton_desktop.gui.consent_forms.coverage_tab import CoverageTab
from halton_desktop.gui.incidents.incidents_tab import IncidentsTab
from halton_desktop.gui.kit.app_context import AppContext
from halton_desktop.gui.kit.office_tab import OfficeTab
from halton_desktop.gui.parents.parents_tab import ParentsTab
from halton_desktop.gui.reviews.review_history_tab import ReviewHistoryTab
from halton_desktop.gui.today.today_tab import TodayTab

if TYPE_CHECKING:
    from halton_desktop.services.session import OfficeSession


def all_tabs(context: AppContext, session: OfficeSession) -> tuple[OfficeTab, ...]:
    """Today, Incidents, Parents, Consent forms, Review history; a reader sees figures and no register."""
    if not session.may(Permission.LOOK):
        return (TodayTab(context, session), CoverageTab(context, session), ReviewHistoryTab(context, session))

    def print_letters(asking: OfficeTab, request: LetterRequest, shown: Sequence[int] | None = None) -> None:
        context.screens.letters(context, session, asking.window(), request, shown=shown, said=asking.say)

    def print_listed(selected: Sequence[int] | None, shown: Sequence[int]) -> None:
        chosen = None if selected is None else tuple(selected)
        print_letters(parents, LetterRequest(FIRST_LETTER, parent_ids=chosen), shown)

    parents = ParentsTab(context, session, print_listed)
    forms = ConsentFormsTab(context, session)
    forms.print_letters_requested.connect(lambda request: print_letters(forms, request))
    return (
        TodayTab(context, session),
        IncidentsTab(context, session),
        parents,
        forms,
        ReviewHistoryTab(context, session),
    )
