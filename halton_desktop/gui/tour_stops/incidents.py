"""Stops at the Incidents tab: record a case through the form, then every errand that can be done to one."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from halton_desktop.gui.tour_stops.stop import Stop

if TYPE_CHECKING:
    from halton_desktop.gui.dialogs.incident_dialog import IncidentDialog
    from halton_desktop.gui.tabs.incidents_tab import IncidentsTab
    from halton_desktop.gui.tour import Tour

ACCOUNT = (
    "Several parents of 9B told the office that somebody in the year-group chat called the head of year “useless and a "
    "liar” three times yesterday evening and asked others to join in. One of them brought a screenshot."
)


def _tab(tour: Tour) -> IncidentsTab:
    from halton_desktop.gui.tabs.incidents_tab import IncidentsTab

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
    from halton_desktop.domain.incident import IncidentPerson, PersonKind, PersonPart, Platform
    from halton_desktop.domain.incident_draft import person_as_plain
    from halton_desktop.gui.dialogs.incident_dialog import IncidentDialog

    _tab(tour).new_record()
    dialog = tour.dialog()
    assert isinstance(dialog, IncidentDialog)
    people = (
        IncidentPerson(0, part=PersonPart.AUTHOR, kind=PersonKind.UNKNOWN, name="xX_truth_Xx"),
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
    from halton_desktop.gui.dialogs.incident_dialog import IncidentDialog

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


def _case(tour: Tour) -> IncidentsTab:
    """The case the tour has recorded, which is the newest."""
    tab = _tab(tour)
    newest = max(tab.model.ids)
    tab.pane.table.select_id(newest)
    tab.show_case(newest)
    tour.settle()
    return tab


def _step(kind: str, tour: Tour) -> QWidget:
    from halton_desktop.domain.step import StepKind

    tab = _case(tour)
    offer = next(one for one in tab.errands.case.offers if one.kind is StepKind[kind])
    tab.errands.steps.take(offer)
    return tour.dialog()


def _errand(name: str, tour: Tour) -> QWidget:
    getattr(_case(tour).errands, name)()
    return tour.dialog()


def _letter(name: str, tour: Tour) -> QWidget:
    _case(tour).errands.write_letter(name)
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
    "close": "close_case",
    "print": "print_case",
}

INCIDENTS: tuple[Stop, ...] = (
    Stop("incidents", _list),
    Stop("incident-new", _new),
    Stop("incident-mistakes", _mistakes),
    Stop("incident-filled", _filled),
    Stop("incident", _recorded),
    *(Stop(f"incident-{name}", partial(_step, kind)) for name, kind in STEPS.items()),
    *(Stop(f"incident-{name}", partial(_errand, errand)) for name, errand in ERRANDS.items()),
    Stop("site-bans", _bans),
    Stop("incidents-export", _export),
)
