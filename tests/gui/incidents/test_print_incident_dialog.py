"""Printing a case: looking at the pages leaves no trace, printing and saving them does."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTreeWidgetItem
from pytestqt.qtbot import QtBot

from halton_desktop.domain.change import RecordKind
from halton_desktop.domain.incidents.incident import IncidentFacts, IncidentPerson, PersonKind, PersonPart, Platform
from halton_desktop.gui.incidents.print_incident_dialog import PrintIncidentDialog
from halton_desktop.gui.kit.app_context import AppContext
from halton_desktop.services.administration.see_history import history_of
from halton_desktop.services.incidents.find_incidents import incident_page
from halton_desktop.services.incidents.record_incident import NewIncident, record_incident
from halton_desktop.services.session import OfficeSession
from tests.gui.conftest import ContextAnswers
from tests.helpers.paper import PaperInAFolder

PRINTED = "Left out of this print: internal notes."


@pytest.fixture
def dialog(
    qtbot: QtBot, context: AppContext, office: OfficeSession, school: dict[str, int], paper: PaperInAFolder
) -> PrintIncidentDialog:
    """A case about a mother, its pages made."""
    facts = IncidentFacts(office.today, office.today, Platform.X, "Words.", ("2.6",))
    author = IncidentPerson(0, PersonPart.AUTHOR, PersonKind.PARENT, parent_id=school["mother"])
    incident = record_incident(office, NewIncident(facts, (author,)))
    dialog = PrintIncidentDialog(context, office, incident_page(office, incident).incident)
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
    incident = incident_page(office, 1).incident
    assert written(office, RecordKind.INCIDENT, incident.id) == []


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


@pytest.fixture
def about_others(
    qtbot: QtBot, context: AppContext, office: OfficeSession, school: dict[str, int], paper: PaperInAFolder
) -> PrintIncidentDialog:
    """A case in which a mother wrote about two teachers and a month, without the names of others."""
    words = "She wrote that Mr Bell lies, and in May that May Turner and her husband Dave do. Kyle saw it."
    facts = IncidentFacts(office.today, office.today, Platform.X, words, ("2.6",))
    author = IncidentPerson(0, PersonPart.AUTHOR, PersonKind.PARENT, parent_id=school["mother"])
    bell = IncidentPerson(0, PersonPart.AFFECTED, PersonKind.STAFF, name="Mr Thomas Bell")
    may = IncidentPerson(0, PersonPart.AFFECTED, PersonKind.STAFF, name="Mrs May Turner")
    incident = record_incident(office, NewIncident(facts, (author, bell, may)))
    dialog = PrintIncidentDialog(context, office, incident_page(office, incident).incident)
    dialog.paper = paper
    qtbot.addWidget(dialog)
    dialog.ui.leave_out_names.setChecked(True)
    return dialog


def rows_of(dialog: PrintIncidentDialog) -> dict[str, QTreeWidgetItem]:
    """The groups of names by their words."""
    tree = dialog.names.tree
    items = [tree.topLevelItem(row) for row in range(tree.topLevelItemCount())]
    return {item.text(0): item for item in items if item is not None}


def printed_words(dialog: PrintIncidentDialog) -> str:
    """All words of the pages that would be printed."""
    text = " ".join(page.extract_text() for page in PdfReader(BytesIO(dialog.pdf)).pages)
    return " ".join(text.split())


@pytest.mark.case("cases-1")
def test_every_name_found_is_shown_and_a_person_strikes_or_keeps_it(
    qtbot: QtBot, about_others: PrintIncidentDialog
) -> None:
    dialog = about_others
    told = printed_words(dialog)
    assert "that [member of staff A] lies, and in May that [member of staff B] and her husband [person A] do." in told
    assert "Bell" not in told
    groups = rows_of(dialog)
    bell = groups["Mr Thomas Bell: [member of staff A]"]
    may = groups["Mrs May Turner: [member of staff B]"]
    assert (bell.checkState(0), may.checkState(0)) == (Qt.CheckState.Checked, Qt.CheckState.PartiallyChecked)
    month = may.child(0)
    assert month is not None
    with qtbot.waitSignal(dialog.names.decided):
        month.setCheckState(0, Qt.CheckState.Checked)
    assert "in [member of staff B] that" in printed_words(dialog)
    with qtbot.waitSignal(dialog.names.decided):
        rows_of(dialog)["Mr Thomas Bell: [member of staff A]"].setCheckState(0, Qt.CheckState.Unchecked)
    assert "Mr Bell lies" in printed_words(dialog)
    assert "Mr Thomas Bell; member of staff" in printed_words(dialog)
    dialog.names.also.setText("Kyle")
    with qtbot.waitSignal(dialog.names.decided):
        dialog.names.also.editingFinished.emit()
    assert "Kyle" not in printed_words(dialog)


@pytest.mark.case("cases-1")
def test_pages_without_names_are_printed_after_a_last_warning_that_says_what_stays_in(
    about_others: PrintIncidentDialog, context_answers: ContextAnswers, paper: PaperInAFolder
) -> None:
    context_answers.says_yes = False
    about_others.submit()
    assert paper.printed == []
    [asked] = context_answers.questions
    assert asked.question == "Has somebody read these pages to the end?"
    assert "Found and left in: “May”" in asked.explanation
    context_answers.says_yes = True
    about_others.submit()
    assert len(paper.printed) == 1


@pytest.mark.case("cases-1")
def test_a_print_for_somebody_else_begins_with_no_decision(qtbot: QtBot, about_others: PrintIncidentDialog) -> None:
    with qtbot.waitSignal(about_others.names.decided):
        rows_of(about_others)["Mr Thomas Bell: [member of staff A]"].setCheckState(0, Qt.CheckState.Unchecked)
    assert "Mr Bell lies" in printed_words(about_others)
    reader = about_others.ui.reader
    reader.setCurrentIndex(reader.count() - 1)
    told = printed_words(about_others)
    assert "Bell" not in told
    assert "Did it [parent A];" in told
