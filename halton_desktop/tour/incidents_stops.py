"""Stops at the Incidents tab: record a case through the form, then every errand that can be done to one."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from halton_desktop.domain.incidents.incident import IncidentPerson, IncidentState, PersonKind, PersonPart, Platform
from halton_desktop.domain.incidents.incident_draft import person_as_plain
from halton_desktop.domain.incidents.step_kind import StepKind
from halton_desktop.gui.consent_forms.ask_consent_dialog import AskConsentDialog
from halton_desktop.gui.incidents.incident_dialog import IncidentDialog
from halton_desktop.gui.incidents.incidents_tab import IncidentsTab
from halton_desktop.services.incidents.find_incidents import incident_page
from halton_desktop.tour.stop import Stop

if TYPE_CHECKING:
    from collections.abc import Callable

    from halton_desktop.gui.incidents.incident_dialog import IncidentDialog
    from halton_desktop.gui.incidents.incidents_tab import IncidentsTab
    from halton_desktop.services.incidents.find_incidents import IncidentPage
    from halton_desktop.tour.tour import Tour

ACCOUNT = (
    "Several parents of 9B told the office that somebody in the year-group chat called the head of year “useless and a "
    "liar” three times yesterday evening and asked others to join in. One of them brought a screenshot."
)


def _tab(tour: Tour) -> IncidentsTab:
    return tour.go_to(IncidentsTab)


def _list(tour: Tour) -> QWidget:
    tab = _tab(tour)
    if tab.model.rowCount():
        tab.pane.table.select_id(tab.model.id_at(0))
    return tour.window


def _new(tour: Tour) -> QWidget:
    _tab(tour).new_record()
    return tour.dialog()


def _filled(tour: Tour) -> IncidentDialog:
    _tab(tour).new_record()
    dialog = tour.dialog()
    assert isinstance(dialog, IncidentDialog)
    people = (
        IncidentPerson(0, part=PersonPart.AUTHOR, kind=PersonKind.UNKNOWN, alias="xX_truth_Xx"),
        IncidentPerson(0, part=PersonPart.AFFECTED, kind=PersonKind.STAFF, name="Mr D. Hughes", how="called a liar"),
    )
    dialog.form.show_plain(
        {
            "happened_on": "2026-11-23",
            "happened_time": "21:40",
            "reported_on": "2026-11-24",
            "platform": Platform.WHATSAPP,
            "place": "9B parents",
            "is_group_chat": True,
            "account": ACCOUNT,
            "clauses": ["2.6", "3.1c"],
            "people": [person_as_plain(person) for person in people],
        }
    )
    tour.settle()
    return dialog


def _mistakes(tour: Tour) -> QWidget:
    _tab(tour).new_record()
    dialog = tour.dialog()
    assert isinstance(dialog, IncidentDialog)
    dialog.throw_away()
    dialog.submit_button.click()
    return dialog


def _recorded(tour: Tour) -> QWidget:
    _filled(tour).submit_button.click()
    tour.settle()
    return tour.window


def _incident(tour: Tour, wanted: Callable[[IncidentPage], bool]) -> IncidentsTab:
    """The newest case of which ``wanted`` holds. Raises LookupError where there is none."""
    tab = _tab(tour)
    pages = (incident_page(tour.session, incident_id) for incident_id in tab.model.ids)
    found = next((p for p in pages if p.incident.state is not IncidentState.CLOSED and wanted(p)), None)
    if found is None:
        raise LookupError("no case of the sample office is of that kind")
    tab.pane.table.select_id(found.incident.id)
    tab.show_incident(found.incident.id)
    tour.settle()
    return tab


def _step(kind: str, tour: Tour) -> QWidget:
    def offered(page: IncidentPage) -> bool:
        return any(offer.available and offer.kind is StepKind[kind] for offer in page.offers)

    tab = _incident(tour, offered)
    tab.page.buttons[StepKind[kind].value].click()
    return tour.dialog()


def _busy(tour: Tour) -> QWidget:
    """The case on which most has been done."""
    tab = _tab(tour)
    pages = [incident_page(tour.session, incident_id) for incident_id in tab.model.ids]
    busiest = max(pages, key=lambda page: len(page.timeline) if page.incident.state is not IncidentState.CLOSED else 0)
    tab.pane.table.select_id(busiest.incident.id)
    return tour.window


def _errand(name: str, tour: Tour) -> QWidget:
    tab = _incident(
        tour, lambda page: not page.incident.waiting_for and any(who.parent_id for who in page.incident.authors)
    )
    getattr(tab.page_actions, name)()
    return tour.dialog()


def _close(tour: Tour) -> QWidget:
    _incident(tour, lambda page: not any(step.open for step in page.steps)).page_actions.close_incident()
    return tour.dialog()


def _letter(tour: Tour) -> QWidget:
    tab = _incident(tour, lambda page: any(who.parent_id for who in page.incident.authors))
    tab.page_actions.write_letter("incident_concern")
    return tour.dialog()


def _evidence(tour: Tour) -> QWidget:
    tab = _incident(tour, lambda page: any(not piece.origin.private for piece in page.evidence))
    tab.page_actions.evidence.view(next(p.id for p in tab.page_actions.shown.evidence if not p.origin.private))
    return tour.dialog()


def _describe(tour: Tour) -> QWidget:
    tab = _incident(tour, lambda page: bool(page.evidence))
    tab.page_actions.evidence.describe(tab.page_actions.shown.evidence[0])
    return tour.dialog()


def _consent(tour: Tour) -> QWidget:
    tab = _incident(tour, lambda page: page.incident.facts.is_group_chat)
    return tour.show(AskConsentDialog(tour.context, tour.session, tab.page_actions.incident.id, parent=tab))


def _ban(tour: Tour) -> QWidget:
    tab = _incident(tour, lambda page: bool(page.bans))
    tab.page_actions.steps.ban(ban=tab.page_actions.shown.bans[0][0])
    return tour.dialog()


def _bans(tour: Tour) -> QWidget:
    _tab(tour).bans_button.click()
    return tour.dialog()


def _export(tour: Tour) -> QWidget:
    _tab(tour).export_button.click()
    return tour.dialog()


STEPS = {
    "contact": "CONTACT",
    "meeting": "MEETING",
    "removal": "REMOVAL",
    "group-closure": "GROUP_CLOSURE",
    "complaints": "COMPLAINTS",
    "site-ban": "SITE_BAN",
    "referral": "REFERRAL",
    "identify": "IDENTIFY",
    "note": "NOTE",
}
ERRANDS = {
    "change": "change",
    "add-words": "add_words",
    "waiting": "wait",
    "link": "link",
    "print": "print_case",
}

INCIDENTS: tuple[Stop, ...] = (
    Stop("incidents", _list),
    Stop("incident-new", _new),
    Stop("incident-mistakes", _mistakes),
    Stop("incident-filled", _filled),
    Stop("incident-recorded", _recorded),
    Stop("incident", _busy),
    *(Stop(f"incident-{name}", partial(_step, kind)) for name, kind in STEPS.items()),
    *(Stop(f"incident-{name}", partial(_errand, errand)) for name, errand in ERRANDS.items()),
    Stop("incident-close", _close),
    Stop("incident-letter", _letter),
    Stop("evidence", _evidence),
    Stop("evidence-origin", _describe),
    Stop("ask-consent", _consent),
    Stop("site-ban", _ban),
    Stop("site-bans", _bans),
    Stop("incidents-export", _export),
)
