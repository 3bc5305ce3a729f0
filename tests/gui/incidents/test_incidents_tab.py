"""Whole errands of the Incidents tab through the real window: from an alias to the closed case, and what is refused."""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from halton_desktop.domain.change import RecordKind
from halton_desktop.domain.incidents.incident import ContentFlag, IncidentState, Outcome, PersonKind
from halton_desktop.domain.incidents.incident_letter import title_of
from halton_desktop.domain.incidents.site_ban import BanState
from halton_desktop.domain.incidents.step import StepState
from halton_desktop.domain.incidents.step_kind import StepKind
from halton_desktop.domain.parents.parent import Capacity
from halton_desktop.domain.permission import Role
from halton_desktop.gui.incidents.add_to_account_dialog import AddToAccountDialog
from halton_desktop.gui.incidents.close_incident_dialog import CloseIncidentDialog
from halton_desktop.gui.incidents.evidence_dialog import EvidenceDialog
from halton_desktop.gui.incidents.identify_author_dialog import IdentifyAuthorDialog
from halton_desktop.gui.incidents.incident_dialog import IncidentDialog
from halton_desktop.gui.incidents.incident_letter_dialog import IncidentLetterDialog
from halton_desktop.gui.incidents.incidents_tab import IncidentsTab
from halton_desktop.gui.incidents.site_ban_dialog import SiteBanDialog
from halton_desktop.gui.kit.app_context import AppContext
from halton_desktop.services.incidents.incident_draft import incident_draft
from halton_desktop.services.session import OfficeSession
from tests.factories import signed_in_as
from tests.gui.conftest import ContextAnswers
from tests.gui.incidents.incidents_window import (
    begin,
    contact,
    fill,
    open_tab,
    press,
    record_about,
    screenshot,
    shown,
    step_dialog,
)


def test_from_an_alias_and_a_screenshot_to_the_closed_case(
    tab: IncidentsTab, jane: int, context_answers: ContextAnswers
) -> None:
    record_with_an_alias_and_a_screenshot(tab)
    assert shown(tab).incident.reference == "2026-0001"
    assert [piece.origin.description for piece in shown(tab).evidence] == ["The post, 21:32"]
    assert "contact" not in tab.page.buttons  # nobody can be contacted yet
    ask_for_removal(tab)
    identify(tab, jane)
    assert shown(tab).incident.authors[0].shown == "Jane O’Brien (as “xX_truth_Xx”)"
    contact(tab)
    ask_to_a_meeting(tab)
    print_the_invitation(tab)
    assert [title_of(kept.letter) for kept in shown(tab).letters if kept.issued_at] == ["Invitation to a meeting"]
    closing = start_closing(tab)
    assert not closing.submit_button.isEnabled()
    assert "Meeting" in closing.ui.obstacles.text()
    assert "Removal" in closing.ui.obstacles.text()
    closing.reject()
    finish_what_is_open(tab)
    closing = start_closing(tab)
    closing.ui.outcome.setCurrentIndex(closing.ui.outcome.findData(Outcome.AGREED.value))
    closing.ui.reason.setPlainText("Agreed and kept.")
    closing.submit()
    assert shown(tab).incident.state is IncidentState.CLOSED
    assert next(iter(tab.page.buttons)) == "reopen"
    assert context_answers.errors == []


def record_with_an_alias_and_a_screenshot(tab: IncidentsTab) -> None:
    """The author is not yet known; the screenshot is pasted into the form."""
    dialog = begin(tab)
    form = dialog.form
    form.authors.buttons[PersonKind.UNKNOWN].click()
    lines = form.authors.findChildren(QLineEdit)
    next(line for line in lines if line.accessibleName() == "Alias or account name").setText("xX_truth_Xx")
    form.ui.account.setPlainText("An account without a name calls Mr Bell a liar.")
    form.clause_ticks["2.6"].setChecked(True)
    form.flag_ticks[ContentFlag.DEFAMATORY].setChecked(True)
    QGuiApplication.clipboard().setImage(screenshot())
    dialog.evidence.paste()
    asking = dialog.findChild(EvidenceDialog)
    assert asking is not None
    asking.ui.description.setText("The post, 21:32")
    asking.submit()
    assert dialog.evidence.list.count() == 1
    dialog.submit()
    assert incident_draft(tab.session) is None


def ask_for_removal(tab: IncidentsTab) -> None:
    """From the platform, while the author is unknown."""
    press(tab, StepKind.REMOVAL.value)
    removal = step_dialog(tab)
    fill(removal, asked_of="the platform", asked_how="through the platform", where="https://example.org/p/1")
    removal.submit()


def identify(tab: IncidentsTab, parent_id: int) -> None:
    """On grounds; without them it is refused."""
    press(tab, StepKind.IDENTIFY.value)
    dialog = tab.page_actions.steps.opened
    assert isinstance(dialog, IdentifyAuthorDialog)
    dialog.choose(RecordKind.PARENT, parent_id)
    dialog.submit()
    assert dialog.isVisible()
    dialog.ui.grounds.setPlainText("She told Mr Bell so herself.")
    dialog.submit()


def ask_to_a_meeting(tab: IncidentsTab) -> None:
    """With day, time and place."""
    press(tab, StepKind.MEETING.value)
    meeting = step_dialog(tab)
    fill(meeting, on="02/12/2026", at="15.45", place="in the headteacher’s office")
    meeting.submit()


def print_the_invitation(tab: IncidentsTab) -> None:
    """One page, kept and confirmed."""
    tab.page_actions.write_letter("incident_meeting")
    letter = tab.page_actions.opened
    assert isinstance(letter, IncidentLetterDialog)
    assert letter.preview.page_count == 1
    letter.keep()
    letter.confirm()


def start_closing(tab: IncidentsTab) -> CloseIncidentDialog:
    """Press Close case."""
    press(tab, "close")
    closing = tab.page_actions.opened
    assert isinstance(closing, CloseIncidentDialog)
    return closing


def finish_what_is_open(tab: IncidentsTab) -> None:
    """Say of each open step how it ended."""
    for step in shown(tab).steps:
        if not step.open:
            continue
        press(tab, f"finish {step.id}")
        dialog = step_dialog(tab)
        if step.kind is StepKind.MEETING:
            fill(
                dialog,
                on="23/11/2026",
                attended="Mrs O’Brien, Mrs Jones",
                agreed="The post is taken down; she rings first.",
            )
        else:
            fill(dialog, checked_on="23/11/2026")
        dialog.ui.outcome.setCurrentIndex(0)
        dialog.submit()


def test_a_governors_case_goes_to_the_complaints_procedure_beside_the_contact(tab: IncidentsTab, jane: int) -> None:
    record_about(tab, jane, Capacity.PARENT_CARER, Capacity.GOVERNOR)
    assert list(tab.page.buttons)[:2] == [StepKind.CONTACT.value, StepKind.COMPLAINTS.value]
    press(tab, StepKind.COMPLAINTS.value)
    dialog = step_dialog(tab)
    fill(dialog, referred_on="23/11/2026", stage="formal, in writing", result="Heard and settled.")
    dialog.ui.outcome.setCurrentText("concluded")
    dialog.submit()
    assert [(s.kind, s.state, s.outcome) for s in shown(tab).steps] == [
        (StepKind.CONTACT, StepState.PLANNED, ""),
        (StepKind.COMPLAINTS, StepState.DONE, "concluded"),
    ]


def test_a_ban_is_refused_until_it_is_complete_and_only_the_headteacher_imposes_it(
    qtbot: QtBot, context: AppContext, office: OfficeSession, jane: int
) -> None:
    tab = open_tab(qtbot, context, signed_in_as(office, Role.HEADTEACHER))
    record_about(tab, jane, flag="threatening")
    press(tab, StepKind.SITE_BAN.value)
    dialog = tab.page_actions.steps.opened
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
    tab.page_actions.write_letter("incident_ban_provisional")
    letter = tab.page_actions.opened
    assert isinstance(letter, IncidentLetterDialog)
    assert letter.preview.page_count in (1, 2)


def test_the_office_prepares_a_ban_but_cannot_impose_it(
    qtbot: QtBot, context: AppContext, office: OfficeSession, jane: int
) -> None:
    tab = open_tab(qtbot, context, signed_in_as(office, Role.OFFICE))
    record_about(tab, jane, flag="threatening")
    press(tab, StepKind.SITE_BAN.value)
    dialog = tab.page_actions.steps.opened
    assert isinstance(dialog, SiteBanDialog)
    assert not dialog.buttons["impose"].isVisible()
    dialog.submit()
    assert shown(tab).bans[0][0].state is BanState.PREPARED


def test_what_was_typed_is_there_again_after_the_dialog_was_left(tab: IncidentsTab, jane: int) -> None:
    dialog = begin(tab)
    dialog.form.ui.account.setPlainText("Half a sentence about")
    dialog.form.authors.add_person(RecordKind.PARENT, jane)
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
    dialog = tab.page_actions.opened
    assert isinstance(dialog, IncidentDialog)
    assert dialog.form.ui.account.isReadOnly()
    dialog.form.ui.place.setText("Year 8 parents")
    dialog.submit()
    press(tab, "add words")
    adding = tab.page_actions.opened
    assert isinstance(adding, AddToAccountDialog)
    adding.ui.text.setPlainText("It was Year 8, not Year 7.")
    adding.submit()
    incident = shown(tab).incident
    assert incident.facts.account == "Wrote that Mr Bell should be sacked."
    assert incident.facts.place == "Year 8 parents"
    assert [addition.text for addition in incident.additions] == ["It was Year 8, not Year 7."]


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
