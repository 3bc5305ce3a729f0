"""Looking for cases, printing and exporting them, and who is in them, through the real Incidents tab."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QLineEdit, QPlainTextEdit
from pytestqt.qtbot import QtBot

from halton_desktop.domain.change import RecordKind
from halton_desktop.domain.incidents.incident import PersonKind, PersonPart
from halton_desktop.domain.incidents.incident_list import IncidentFilter
from halton_desktop.domain.incidents.step_kind import StepKind
from halton_desktop.domain.parents.parent import Capacity
from halton_desktop.gui.incidents.evidence_dialog import EvidenceDialog
from halton_desktop.gui.incidents.evidence_viewer import EvidenceViewer
from halton_desktop.gui.incidents.export_incidents_dialog import ExportIncidentsDialog
from halton_desktop.gui.incidents.incident_dialog import IncidentDialog
from halton_desktop.gui.incidents.incident_person_dialog import IncidentPersonDialog
from halton_desktop.gui.incidents.incidents_tab import IncidentsTab
from halton_desktop.gui.incidents.print_incident_dialog import PrintIncidentDialog
from halton_desktop.gui.kit.dialogs.prompt_dialog import PromptDialog
from halton_desktop.services.incidents.find_incidents import save_filter, saved_filters
from halton_desktop.services.incidents.incident_reminders import due_items
from halton_desktop.services.session import OfficeSession
from tests.factories import a_parent, a_pupil, add_family
from tests.gui.incidents.incidents_window import (
    begin,
    press,
    record_about,
    shown,
)


def test_evidence_dropped_on_the_page_is_viewed_inside_the_program(
    tab: IncidentsTab, jane: int, tmp_path: Path
) -> None:
    record_about(tab, jane)
    chat = tmp_path / "chat.txt"
    chat.write_text("[21:32] Jane: sack him", encoding="utf-8")
    tab.page_actions.evidence.take(chat)
    asking = tab.page_actions.evidence.opened
    assert isinstance(asking, EvidenceDialog)
    asking.submit()
    assert tab.page.evidence is not None
    assert tab.page.evidence.list.count() == 1
    tab.page_actions.evidence.view(shown(tab).evidence[0].id)
    viewer = tab.page_actions.evidence.opened
    assert isinstance(viewer, EvidenceViewer)
    assert isinstance(viewer.shown, QPlainTextEdit)
    assert "sack him" in viewer.shown.toPlainText()
    assert viewer.banner.sentence.startswith("Verified")
    assert "viewed, A. Clarke" in viewer.custody.text()
    viewer.reject()


def test_filters_narrow_the_list_and_are_kept_under_a_name(tab: IncidentsTab, jane: int) -> None:
    first = record_about(tab, jane)
    begin(tab)
    dialog = tab.opened
    assert isinstance(dialog, IncidentDialog)
    dialog.form.ui.account.setPlainText("A friend request to a teacher.")
    dialog.form.clause_ticks["2.5"].setChecked(True)
    dialog.form.authors.add_person(RecordKind.PARENT, jane)
    dialog.submit()
    tab.filters.clause.setCurrentIndex(tab.filters.clause.findData("3.1c"))
    assert list(tab.model.ids) == [first]
    tab.filters.save_asked.emit()
    asking = tab.opened
    assert isinstance(asking, PromptDialog)
    asking.lines["name"].setText("Abuse of staff")
    asking.submit()
    tab.filters.show_filter(IncidentFilter())
    assert len(tab.model.ids) == 2
    tab.filters.show_filter(tab.filters._saved[0].wanted)
    assert list(tab.model.ids) == [first]


def test_the_list_is_narrowed_to_one_person_and_that_is_kept_too(
    qtbot: QtBot, tab: IncidentsTab, jane: int, office: OfficeSession
) -> None:
    other = add_family(office, [a_parent(forename="Łukasz", surname="Nowak")], [a_pupil()])[0][0]
    first, second = record_about(tab, jane), record_about(tab, other)
    person = tab.filters.person
    qtbot.keyClicks(person, "luk")
    qtbot.waitUntil(lambda: person.results.isVisible())
    qtbot.keyClick(person, Qt.Key.Key_Return)
    assert list(tab.model.ids) == [second]
    assert "Nowak" in person.text()
    save_filter(office, "Nowak", tab.filters.wanted)
    person.clear()
    assert sorted(tab.model.ids) == [first, second]
    tab.filters.show_filter(saved_filters(office)[0].wanted)
    assert (person.parent_id, list(tab.model.ids)) == (other, [second])
    tab.filters.clear_button.click()
    assert (person.text(), len(tab.model.ids)) == ("", 2)


def test_search_as_one_types_folds_apostrophes(qtbot: QtBot, tab: IncidentsTab, jane: int) -> None:
    first = record_about(tab, jane)
    tab.find_in_list("obri sacked")
    qtbot.waitUntil(lambda: tab.model.filter is not None)
    assert list(tab.model.ids) == [first]
    tab.find_in_list("nobody")
    qtbot.waitUntil(lambda: list(tab.model.ids) == [])


def test_an_overdue_contact_shows_on_today_with_who_sees_to_it(tab: IncidentsTab, jane: int) -> None:
    record_about(tab, jane)
    clock = tab.session.clock
    moved = clock() + timedelta(days=1)
    tab.session.clock = lambda: moved
    item = due_items(tab.session)[0]
    assert item.sentence == "Contact Jane O’Brien about 2026-0001 (3.2)."
    assert (item.urgent, item.responsible) == (True, "A. Clarke")
    counts: list[int] = []
    tab.attention_changed.connect(counts.append)
    tab.reload(None)
    assert counts == [1]


def test_the_detail_follows_the_cursor_and_the_list_is_worked_by_keyboard(
    qtbot: QtBot, tab: IncidentsTab, jane: int
) -> None:
    first = record_about(tab, jane)
    second = record_about(tab, jane)
    tab.pane.table.select_id(second)
    qtbot.keyClick(tab.pane.table, Qt.Key.Key_Down)
    assert tab._shown_id == first


def test_saying_later_that_somebody_is_a_governor_sends_the_case_to_the_complaints_procedure(
    tab: IncidentsTab, jane: int
) -> None:
    record_about(tab, jane, Capacity.PARENT_CARER)
    author = shown(tab).incident.authors[0]
    press(tab, f"change {author.id}")
    dialog = tab.page_actions.opened
    assert isinstance(dialog, IncidentPersonDialog)
    ticks = {tick.text(): tick for tick in dialog.field.findChildren(QCheckBox)}
    ticks["governor"].setChecked(True)
    dialog.submit()
    assert list(tab.page.buttons)[:2] == [StepKind.CONTACT.value, StepKind.COMPLAINTS.value]


def test_somebody_affected_is_added_later(tab: IncidentsTab, jane: int) -> None:
    record_about(tab, jane)
    press(tab, "add person")
    dialog = tab.page_actions.opened
    assert isinstance(dialog, IncidentPersonDialog)
    dialog.submit()
    assert dialog.isVisible()
    dialog.part.setCurrentText("Was affected")
    dialog.field.buttons[PersonKind.STAFF].click()
    name = next(line for line in dialog.field.findChildren(QLineEdit) if line.accessibleName().startswith("Name"))
    name.setText("Mr Bell")
    dialog.submit()
    assert [person.name for person in shown(tab).incident.of(PersonPart.AFFECTED)] == ["Mr Bell"]


def test_a_case_is_printed_with_what_stays_out_chosen(tab: IncidentsTab, jane: int, tmp_path: Path) -> None:
    record_about(tab, jane)
    press(tab, "print")
    dialog = tab.page_actions.opened
    assert isinstance(dialog, PrintIncidentDialog)
    kinds = [dialog.ui.what.itemText(row) for row in range(dialog.ui.what.count())]
    assert kinds[0] == "Case file"
    assert kinds[-1] == "Evidence bundle"
    whole = dialog.pdf
    dialog.ui.leave_out_names.setChecked(True)
    assert dialog.pdf != whole
    dialog.save_to(tmp_path / "case.pdf")
    assert (tmp_path / "case.pdf").read_bytes() == dialog.pdf
    dialog.reject()


def test_what_is_filtered_is_what_is_exported(tab: IncidentsTab, jane: int, tmp_path: Path) -> None:
    record_about(tab, jane)
    record_about(tab, jane)
    tab.find_in_list("2026-0002")
    tab.filters._tell()
    tab.export_button.click()
    dialog = tab.opened
    assert isinstance(dialog, ExportIncidentsDialog)
    assert dialog.windowTitle() == "Export 1 incident"
    dialog.export_to(tmp_path / "cases.csv")
    assert "2026-0001" not in (tmp_path / "cases.csv").read_text(encoding="utf-8-sig")


def test_letters_that_cannot_be_written_yet_are_greyed_out_and_say_why(tab: IncidentsTab, jane: int) -> None:
    record_about(tab, jane)
    menu = tab.page.buttons["letter"].menu()
    menu.aboutToShow.emit()
    entries = {entry.text(): entry for entry in menu.actions()}
    assert entries["Concern, and a request to talk (3.2)"].isEnabled()
    invitation = entries["Invitation to a meeting (3.3)"]
    assert not invitation.isEnabled()
    assert "needs its step “Meeting” first" in invitation.toolTip()


def test_cases_are_linked_by_reference_opened_from_the_page_and_unlinked(tab: IncidentsTab, jane: int) -> None:
    first = record_about(tab, jane)
    second = record_about(tab, jane)
    press(tab, "link")
    asking = tab.page_actions.opened
    assert isinstance(asking, PromptDialog)
    asking.lines["reference"].setText("2026-0009")
    asking.submit()
    assert asking.isVisible()
    asking.lines["reference"].setText("2026-0001")
    asking.lines["why"].setText("the same evening")
    asking.submit()
    assert [(incident.id, incident.why) for incident in shown(tab).linked] == [(first, "the same evening")]
    press(tab, f"unlink {first}")
    assert shown(tab).linked[0].suggested
    press(tab, f"case {first}")
    assert tab._shown_id == first != second


def test_several_files_dropped_together_are_asked_about_once(tab: IncidentsTab, jane: int, tmp_path: Path) -> None:
    record_about(tab, jane)
    assert tab.page.evidence is not None
    for number in (1, 2):
        file = tmp_path / f"chat{number}.txt"
        file.write_text(f"words {number}", encoding="utf-8")
        tab.page.evidence.brought.emit(file)
    asking = tab.page_actions.evidence.opened
    assert isinstance(asking, EvidenceDialog)
    assert asking.ui.file.text() == "chat1.txt\nchat2.txt"
    asking.ui.captured_from.setText("a phone")
    asking.submit()
    assert [(piece.file_name, piece.origin.captured_from) for piece in shown(tab).evidence] == [
        ("chat1.txt", "a phone"),
        ("chat2.txt", "a phone"),
    ]
