"""Whole errands of the Incidents tab through the real window: from an alias to the closed case, and what is refused."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QPlainTextEdit
from pytestqt.qtbot import QtBot

from halton_desktop.domain.change import Noun
from halton_desktop.domain.incident import IncidentState, Outcome, PersonKind, PersonPart
from halton_desktop.domain.incident_list import IncidentFilter
from halton_desktop.domain.parent import Capacity
from halton_desktop.domain.permission import Role
from halton_desktop.domain.site_ban import BanState
from halton_desktop.domain.step import StepKind, StepState
from halton_desktop.gui.desk import Desk
from halton_desktop.gui.dialogs.add_to_account_dialog import AddToAccountDialog
from halton_desktop.gui.dialogs.case_letter_dialog import CaseLetterDialog
from halton_desktop.gui.dialogs.case_person_dialog import CasePersonDialog
from halton_desktop.gui.dialogs.close_incident_dialog import CloseIncidentDialog
from halton_desktop.gui.dialogs.evidence_dialog import EvidenceDialog
from halton_desktop.gui.dialogs.evidence_viewer import EvidenceViewer
from halton_desktop.gui.dialogs.export_incidents_dialog import ExportIncidentsDialog
from halton_desktop.gui.dialogs.identify_author_dialog import IdentifyAuthorDialog
from halton_desktop.gui.dialogs.incident_dialog import IncidentDialog
from halton_desktop.gui.dialogs.print_case_dialog import PrintCaseDialog
from halton_desktop.gui.dialogs.site_ban_dialog import SiteBanDialog
from halton_desktop.gui.dialogs.step_dialog import StepDialog
from halton_desktop.gui.dialogs.words_dialog import WordsDialog
from halton_desktop.gui.tabs.incidents_tab import IncidentsTab
from halton_desktop.services.find_incidents import CasePage, case_page
from halton_desktop.services.incident_draft import incident_draft
from halton_desktop.services.incident_reminders import due_items
from halton_desktop.services.session import OfficeSession
from tests.factories import a_parent, a_pupil, add_family, make_office, signed_in_as
from tests.gui.conftest import DeskAnswers


@pytest.fixture
def office(tmp_path: Path) -> Iterator[OfficeSession]:
    """An office with one family."""
    with make_office(tmp_path / "office") as session:
        yield session


@pytest.fixture
def jane(office: OfficeSession) -> int:
    """A parent in the register."""
    jane = a_parent(forename="Jane", surname="O’Brien", salutation="Mrs O’Brien")
    return add_family(office, [jane], [a_pupil(forename="Aoife", surname="O’Brien")])[0][0]


@pytest.fixture
def tab(qtbot: QtBot, desk: Desk, office: OfficeSession) -> IncidentsTab:
    """The tab as the window shows it."""
    return open_tab(qtbot, desk, office)


def open_tab(qtbot: QtBot, desk: Desk, session: OfficeSession) -> IncidentsTab:
    """The tab of whoever is signed in, told of every change as in the window."""
    tab = IncidentsTab(desk, session)
    qtbot.addWidget(tab)
    session.on_change = desk.hub.publish
    desk.hub.changed.connect(tab.hear)
    tab.resize(1300, 800)
    tab.show()
    return tab


def screenshot() -> QImage:
    """A picture on the clipboard."""
    picture = QImage(320, 200, QImage.Format.Format_RGB32)
    picture.fill(QColor("#E7FFDB"))
    return picture


def begin(tab: IncidentsTab) -> IncidentDialog:
    """Press New incident."""
    tab.new_button.click()
    assert isinstance(tab.opened, IncidentDialog)
    return tab.opened


def record_about(tab: IncidentsTab, parent_id: int, *capacities: Capacity, flag: str = "") -> int:
    """Record an incident one parent is said to have caused; returns its id."""
    dialog = begin(tab)
    form = dialog.form
    form.ui.platform.setCurrentText("WhatsApp")
    form.ui.place.setText("Year 7 parents")
    form.ui.is_group_chat.setChecked(True)
    form.ui.account.setPlainText("Wrote that Mr Bell should be sacked.")
    form.clause_ticks["3.1c"].setChecked(True)
    form.authors.add_person(Noun.PARENT, parent_id)
    for capacity, tick in form.authors._rows[0]._ticks.items():
        if capacities:
            tick.setChecked(capacity in capacities)
    for name, tick in form.flag_ticks.items():
        tick.setChecked(name.value == flag)
    dialog.submit()
    assert not dialog.isVisible(), dialog.banner.sentence
    return tab._shown_id


def shown(tab: IncidentsTab) -> CasePage:
    """The case on the page, as it is on file."""
    return case_page(tab.session, tab._shown_id)


def press(tab: IncidentsTab, button: str) -> None:
    """Press a button of the page."""
    tab.case.buttons[button].click()


def step_dialog(tab: IncidentsTab) -> StepDialog:
    """The step dialog that opened."""
    opened = tab.errands.steps.opened
    assert isinstance(opened, StepDialog)
    return opened


def fill(dialog: StepDialog, **values: str) -> None:
    """Type into the fields of a step."""
    for name, value in values.items():
        widget = dialog.fields.widgets[name]
        if isinstance(widget, QComboBox):
            widget.setCurrentText(value)
        elif isinstance(widget, QPlainTextEdit):
            widget.setPlainText(value)
        else:
            assert isinstance(widget, QLineEdit)
            widget.setText(value)


def contact(tab: IncidentsTab) -> None:
    """Take the contact step: rang, reached."""
    press(tab, StepKind.CONTACT.value)
    dialog = step_dialog(tab)
    fill(dialog, how="telephone", said="She will take it down.")
    dialog.submit()


def test_from_an_alias_and_a_screenshot_to_the_closed_case(
    qtbot: QtBot, tab: IncidentsTab, jane: int, desk_answers: DeskAnswers
) -> None:
    # Recorded with an alias; a screenshot is pasted; a draft holds both until it is recorded.
    dialog = begin(tab)
    form = dialog.form
    form.authors.buttons[PersonKind.UNKNOWN].click()
    alias = next(
        line for line in form.authors.findChildren(QLineEdit) if line.accessibleName() == "Alias or account name"
    )
    alias.setText("xX_truth_Xx")
    form.ui.account.setPlainText("An account without a name calls Mr Bell a liar.")
    form.clause_ticks["2.6"].setChecked(True)
    form.flag_ticks[next(iter(form.flag_ticks))].setChecked(True)
    QGuiApplication.clipboard().setImage(screenshot())
    dialog.evidence.paste()
    asking = dialog.findChild(EvidenceDialog)
    assert asking is not None
    asking.ui.description.setText("The post, 21:32")
    asking.submit()
    assert dialog.evidence.list.count() == 1
    dialog.submit()
    case = shown(tab)
    assert case.incident.reference == "2026-0001"
    assert [piece.origin.description for piece in case.evidence] == ["The post, 21:32"]
    assert incident_draft(tab.session) is None
    assert "contact" not in tab.case.buttons  # nobody can be contacted yet

    # Removal is asked for while the author is unknown.
    press(tab, StepKind.REMOVAL.value)
    removal = step_dialog(tab)
    fill(removal, asked_of="the platform", asked_how="through the platform", where="https://example.org/p/1")
    removal.submit()

    # The alias is identified, on grounds.
    press(tab, StepKind.IDENTIFY.value)
    identify = tab.errands.steps.opened
    assert isinstance(identify, IdentifyAuthorDialog)
    identify.choose(Noun.PARENT, jane)
    identify.submit()
    assert identify.isVisible()  # no grounds yet
    identify.ui.grounds.setPlainText("She told Mr Bell so herself.")
    identify.submit()
    assert shown(tab).incident.authors[0].shown == "Jane O’Brien (as “xX_truth_Xx”)"

    # Contact, then a meeting with its letter.
    contact(tab)
    press(tab, StepKind.MEETING.value)
    meeting = step_dialog(tab)
    fill(meeting, on="02/12/2026", at="15.45", place="in the headteacher’s office")
    meeting.submit()
    tab.errands.write_letter("incident_meeting")
    letter = tab.errands.opened
    assert isinstance(letter, CaseLetterDialog)
    assert letter.preview.page_count == 1
    letter.keep()
    letter.confirm()
    assert [kept.title for kept in shown(tab).letters if kept.issued_at] == ["Invitation to a meeting"]

    # Closing is refused while steps are open, and says which.
    press(tab, "close")
    closing = tab.errands.opened
    assert isinstance(closing, CloseIncidentDialog)
    assert not closing.submit_button.isEnabled()
    assert "Meeting" in closing.ui.obstacles.text()
    assert "Removal" in closing.ui.obstacles.text()
    closing.reject()

    # The steps are finished, the case is closed.
    for step in shown(tab).steps:
        if step.open:
            press(tab, f"finish {step.id}")
            dialog2 = step_dialog(tab)
            if step.kind is StepKind.MEETING:
                fill(dialog2, attended="Mrs O’Brien, Mrs Jones", agreed="The post is taken down; she rings first.")
            else:
                fill(dialog2, checked_on="23/11/2026")
            dialog2.submit()
    press(tab, "close")
    closing = tab.errands.opened
    assert isinstance(closing, CloseIncidentDialog)
    closing.ui.outcome.setCurrentIndex(closing.ui.outcome.findData(Outcome.AGREED.value))
    closing.ui.reason.setPlainText("Agreed and kept.")
    closing.submit()
    assert shown(tab).incident.state is IncidentState.CLOSED
    assert next(iter(tab.case.buttons)) == "reopen"
    assert desk_answers.errors == []


def test_a_governors_case_goes_to_the_complaints_procedure(tab: IncidentsTab, jane: int) -> None:
    record_about(tab, jane, Capacity.PARENT_CARER, Capacity.GOVERNOR)
    assert next(iter(tab.case.buttons)) == StepKind.COMPLAINTS.value
    assert StepKind.MEETING.value not in tab.case.buttons
    press(tab, StepKind.COMPLAINTS.value)
    dialog = step_dialog(tab)
    fill(dialog, referred_on="23/11/2026", stage="formal, in writing", result="Heard and settled.")
    dialog.submit()
    case = shown(tab)
    assert [(s.kind, s.state, s.outcome) for s in case.steps] == [(StepKind.COMPLAINTS, StepState.DONE, "concluded")]


def test_a_ban_is_refused_until_it_is_complete_and_only_the_headteacher_imposes_it(
    qtbot: QtBot, desk: Desk, office: OfficeSession, jane: int
) -> None:
    tab = open_tab(qtbot, desk, signed_in_as(office, Role.HEADTEACHER))
    record_about(tab, jane, flag="threatening")
    press(tab, StepKind.SITE_BAN.value)
    dialog = tab.errands.steps.opened
    assert isinstance(dialog, SiteBanDialog)
    dialog.buttons["impose"].click()
    assert dialog.isVisible()
    assert "not complete" in dialog.banner.sentence
    texts = {"reason": "Threatened Mr Bell", "risk_on_premises": "Said he would wait at the gate"}
    for name, words in (texts | {"collection": "His sister collects Aoife", "meetings": "By telephone"}).items():
        getattr(dialog.ui, name).setPlainText(words)
    assert dialog.ui.gaps.text() == "The ban is complete."
    dialog.buttons["impose"].click()
    ban = shown(tab).bans[0][0]
    assert ban.state is BanState.PROVISIONAL
    tab.errands.write_letter("incident_ban_provisional")
    letter = tab.errands.opened
    assert isinstance(letter, CaseLetterDialog)
    assert letter.preview.page_count in (1, 2)


def test_the_office_prepares_a_ban_but_cannot_impose_it(
    qtbot: QtBot, desk: Desk, office: OfficeSession, jane: int
) -> None:
    tab = open_tab(qtbot, desk, signed_in_as(office, Role.OFFICE))
    record_about(tab, jane, flag="threatening")
    press(tab, StepKind.SITE_BAN.value)
    dialog = tab.errands.steps.opened
    assert isinstance(dialog, SiteBanDialog)
    assert not dialog.buttons["impose"].isVisible()
    dialog.submit()
    assert shown(tab).bans[0][0].state is BanState.PREPARED


def test_what_was_typed_is_there_again_after_the_dialog_was_left(tab: IncidentsTab, jane: int) -> None:
    dialog = begin(tab)
    dialog.form.ui.account.setPlainText("Half a sentence about")
    dialog.form.authors.add_person(Noun.PARENT, jane)
    dialog.form.clause_ticks["2.1a"].setChecked(True)
    dialog.reject()
    again = begin(tab)
    assert again.form.ui.account.toPlainText() == "Half a sentence about"
    assert [person.parent_id for person in again.form.people()] == [jane]
    assert again.form.clause_ticks["2.1a"].isChecked()
    assert "typing on" in again.banner.sentence
    again.throw_away()
    assert incident_draft(tab.session) is None


def test_a_draft_is_on_file_less_than_a_second_after_the_last_key(qtbot: QtBot, tab: IncidentsTab) -> None:
    dialog = begin(tab)
    qtbot.keyClicks(dialog.form.ui.account, "Power cut next")
    qtbot.waitUntil(lambda: incident_draft(tab.session) is not None, timeout=3000)
    draft = incident_draft(tab.session)
    assert draft is not None
    assert draft.content["account"] == "Power cut next"
    dialog.throw_away()


def test_the_first_field_that_is_missing_says_so_and_nothing_typed_is_lost(tab: IncidentsTab) -> None:
    dialog = begin(tab)
    dialog.form.ui.account.setPlainText("Something happened.")
    dialog.submit()
    assert dialog.isVisible()
    assert "at least one part of the code" in dialog._errors.text_of("clauses")
    assert dialog.form.ui.account.toPlainText() == "Something happened."
    dialog.throw_away()


def test_an_account_is_never_overwritten_words_are_added_beside_it(tab: IncidentsTab, jane: int) -> None:
    record_about(tab, jane)
    press(tab, "change")
    dialog = tab.errands.opened
    assert isinstance(dialog, IncidentDialog)
    assert dialog.form.ui.account.isReadOnly()
    dialog.form.ui.place.setText("Year 8 parents")
    dialog.submit()
    press(tab, "add words")
    adding = tab.errands.opened
    assert isinstance(adding, AddToAccountDialog)
    adding.ui.text.setPlainText("It was Year 8, not Year 7.")
    adding.submit()
    incident = shown(tab).incident
    assert incident.facts.account == "Wrote that Mr Bell should be sacked."
    assert incident.facts.place == "Year 8 parents"
    assert [addition.text for addition in incident.additions] == ["It was Year 8, not Year 7."]


def test_evidence_dropped_on_the_page_is_viewed_inside_the_program(
    tab: IncidentsTab, jane: int, tmp_path: Path
) -> None:
    record_about(tab, jane)
    chat = tmp_path / "chat.txt"
    chat.write_text("[21:32] Jane: sack him", encoding="utf-8")
    tab.errands.evidence.take(chat)
    asking = tab.errands.evidence.opened
    assert isinstance(asking, EvidenceDialog)
    asking.submit()
    assert tab.case.evidence is not None
    assert tab.case.evidence.list.count() == 1
    tab.errands.evidence.view(shown(tab).evidence[0].id)
    viewer = tab.errands.evidence.opened
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
    dialog.form.authors.add_person(Noun.PARENT, jane)
    dialog.submit()
    tab.filters.clause.setCurrentIndex(tab.filters.clause.findData("3.1c"))
    assert list(tab.model.ids) == [first]
    tab.filters.save_asked.emit()
    asking = tab.opened
    assert isinstance(asking, WordsDialog)
    asking.lines["name"].setText("Abuse of staff")
    asking.submit()
    tab.filters.show_filter(IncidentFilter())
    assert len(tab.model.ids) == 2
    tab.filters.show_filter(tab.filters._saved[0].wanted)
    assert list(tab.model.ids) == [first]


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


def test_a_reader_sees_the_case_and_is_offered_nothing_to_change(
    qtbot: QtBot, desk: Desk, office: OfficeSession, jane: int
) -> None:
    writer = open_tab(qtbot, desk, office)
    record_about(writer, jane)
    tab = open_tab(qtbot, desk, signed_in_as(office, Role.READER))
    tab.open_record(Noun.INCIDENT, writer._shown_id)
    assert not tab.new_button.isEnabled()
    assert not {"contact", "close", "add words", "change", "link"} & set(tab.case.buttons)


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
    dialog = tab.errands.opened
    assert isinstance(dialog, CasePersonDialog)
    ticks = {tick.text(): tick for tick in dialog.field.findChildren(QCheckBox)}
    ticks["governor"].setChecked(True)
    dialog.submit()
    assert next(iter(tab.case.buttons)) == StepKind.COMPLAINTS.value


def test_somebody_affected_is_added_later(tab: IncidentsTab, jane: int) -> None:
    record_about(tab, jane)
    press(tab, "add person")
    dialog = tab.errands.opened
    assert isinstance(dialog, CasePersonDialog)
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
    dialog = tab.errands.opened
    assert isinstance(dialog, PrintCaseDialog)
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


def test_what_was_typed_as_the_screen_locked_is_kept_once_it_is_open_again(tab: IncidentsTab) -> None:
    dialog = begin(tab)
    dialog.form.ui.account.setPlainText("Typed as the screen locked")
    tab.session.lock()
    dialog.keep_draft()
    assert dialog.pause.isActive()
    assert not dialog.banner.isVisible()
    tab.session.unlock_again("aclarke", "correct horse battery")
    dialog.keep_draft()
    draft = incident_draft(tab.session)
    assert draft is not None
    assert draft.content["account"] == "Typed as the screen locked"
    dialog.throw_away()
