"""Small things that are written by one press: off the GUI thread as all others, and seen at once."""

from __future__ import annotations

from PySide6.QtWidgets import QPushButton

from halton_desktop.domain.incidents.evidence import EvidenceOrigin
from halton_desktop.domain.incidents.incident_list import IncidentFilter
from halton_desktop.gui.incidents.incidents_tab import IncidentsTab
from halton_desktop.services.incidents.change_incident import wait_for
from halton_desktop.services.incidents.find_incidents import save_filter, saved_filters
from halton_desktop.services.incidents.incident_draft import incident_draft
from halton_desktop.services.incidents.keep_evidence import add_evidence
from tests.gui.incidents.incidents_window import begin, shown
from tests.helpers.incidents import author, incident_about


def test_a_case_that_waited_is_open_again_with_one_press(tab: IncidentsTab, jane: int) -> None:
    incident = incident_about(tab.session, author(jane))
    wait_for(tab.session, incident, "an answer")
    assert tab.open_record(next(iter(tab.opens)), incident)
    tab.page_actions.wait()
    assert shown(tab).incident.waiting_for == ""


def test_kept_filters_are_forgotten(tab: IncidentsTab) -> None:
    save_filter(tab.session, "Mine", IncidentFilter(handler_id=1))
    tab.filters.saved_removed.emit("Mine")
    assert not saved_filters(tab.session)


def test_a_piece_of_a_draft_that_came_twice_is_taken_out_again(tab: IncidentsTab) -> None:
    dialog = begin(tab)
    dialog.form.ui.account.setPlainText("It is in the picture.")
    dialog.keep_draft(at_once=True)
    dialog._on_evidence_kept(add_evidence(tab.session, None, b"words", EvidenceOrigin(), file_name="a.txt"))
    dialog._on_evidence_kept(add_evidence(tab.session, None, b"words", EvidenceOrigin(), file_name="b.txt"))
    [again] = [one for one in dialog.banner.findChildren(QPushButton) if one.text() == "Take it out again"]
    again.click()
    draft = incident_draft(tab.session)
    assert draft is not None
    assert [piece.file_name for piece in draft.evidence] == ["a.txt"]
    dialog.throw_away()
