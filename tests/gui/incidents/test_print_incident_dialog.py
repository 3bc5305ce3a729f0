"""Printing a case: looking at the pages leaves no trace, printing and saving them does."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from halton_desktop.domain.change import RecordKind
from halton_desktop.domain.incidents.incident import IncidentFacts, IncidentPerson, PersonKind, PersonPart, Platform
from halton_desktop.gui.incidents.print_incident_dialog import PrintIncidentDialog
from halton_desktop.gui.kit.app_context import AppContext
from halton_desktop.services.administration.see_history import history_of
from halton_desktop.services.incidents.find_incidents import incident_page
from halton_desktop.services.incidents.record_incident import NewIncident, record_incident
from halton_desktop.services.session import OfficeSession
from tests.helpers.paper import PaperInAFolder

PRINTED = "Left out of this print: internal notes."


@pytest.fixture
def dialog(
    qtbot: QtBot, context: AppContext, office: OfficeSession, school: dict[str, int], paper: PaperInAFolder
) -> PrintIncidentDialog:
    """A case about a mother, its pages made."""
    facts = IncidentFacts(office.today, office.today, Platform.X, "Words.", ("2.6",))
    author = IncidentPerson(0, PersonPart.AUTHOR, PersonKind.PARENT, parent_id=school["mother"])
    case = record_incident(office, NewIncident(facts, (author,)))
    dialog = PrintIncidentDialog(context, office, incident_page(office, case).incident)
    dialog.paper = paper
    qtbot.addWidget(dialog)
    assert dialog.pdf
    return dialog


def written(office: OfficeSession, noun: RecordKind, record_id: int) -> list[tuple[str, object]]:
    """What the history says of pages that left, newest first."""
    entries = history_of(office, noun, record_id)
    return [
        (entry.action, entry.new.get("left out"))
        for entry in entries
        if entry.action.split()[-1] in {"printed", "file"}
    ]


def test_looking_at_a_case_file_is_no_printing(dialog: PrintIncidentDialog, office: OfficeSession) -> None:
    dialog.ui.leave_out_names.setChecked(True)
    dialog.ui.what.setCurrentIndex(1)
    case = incident_page(office, 1).incident
    assert written(office, RecordKind.INCIDENT, case.id) == []


def test_a_case_file_printed_and_saved_is_in_the_history_with_what_was_left_out(
    dialog: PrintIncidentDialog, office: OfficeSession, paper: PaperInAFolder, tmp_path: Path
) -> None:
    dialog.submit()
    dialog.save_to(tmp_path / "case.pdf")
    assert len(paper.printed) == 1
    assert written(office, RecordKind.INCIDENT, 1) == [
        ("case file saved outside the office file", PRINTED),
        ("case file printed", PRINTED),
    ]


def test_a_household_s_chronology_is_in_the_history_of_each_of_them(
    dialog: PrintIncidentDialog, office: OfficeSession, school: dict[str, int]
) -> None:
    household = next(row for row in range(dialog.ui.what.count()) if "household" in dialog.ui.what.itemText(row))
    dialog.ui.what.setCurrentIndex(household)
    dialog.submit()
    for who in ("mother", "father"):
        assert written(office, RecordKind.PARENT, school[who]) == [("chronology printed", PRINTED)]


@pytest.mark.case("harm-14")
def test_the_texts_of_letters_are_a_choice_of_the_case_file_alone(dialog: PrintIncidentDialog) -> None:
    assert (dialog.ui.leave_out_letters.isEnabled(), dialog.ui.leave_out_letters.isChecked()) == (True, False)
    dialog.ui.leave_out_letters.setChecked(True)
    assert dialog.outgoing is not None
    assert dialog.outgoing.left_out == "Left out of this print: internal notes and the texts of letters."
    dialog.ui.what.setCurrentIndex(1)
    assert not dialog.ui.leave_out_letters.isEnabled()
    assert dialog.outgoing.left_out == "Left out of this print: internal notes."
