"""The Consent forms tab through the real widgets: scan, Enter, next, and whatever can go wrong with a slip."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from halton_desktop.domain.acknowledgement import Answer, FormState, HowItCame
from halton_desktop.domain.change import RecordKind
from halton_desktop.domain.mailing import LetterRequest
from halton_desktop.gui.consent_forms.consent_forms_tab import ConsentFormsTab
from halton_desktop.gui.consent_forms.consent_way_dialog import ConsentWayDialog
from halton_desktop.gui.consent_forms.coverage_bar import CoverageBar
from halton_desktop.gui.consent_forms.return_form_dialog import ReturnFormDialog
from halton_desktop.gui.kit.app_context import AppContext
from halton_desktop.gui.kit.dialogs.pages_dialog import PagesDialog
from halton_desktop.services.consent_forms.match_scans import ScannedPage, match_stack
from halton_desktop.services.consent_forms.print_register import register_pages
from halton_desktop.services.consent_forms.return_form import return_form
from halton_desktop.services.incidents.view_messages import sealed_message
from halton_desktop.services.letters.plan_letters import plan_letters
from halton_desktop.services.letters.print_letters import confirm_letters, prepare_letters
from halton_desktop.services.session import OfficeSession
from tests.factories import StandingClock, a_parent, a_pupil, add_family
from tests.gui.conftest import ContextAnswers
from tests.helpers.accessibility import without_name
from tests.helpers.issued_forms import a_form, many_forms
from tests.helpers.rasterise import as_png, code_page
from tests.helpers.sealed_incident import HEAD, ask, sealed_incident


@pytest.fixture
def tab(qtbot: QtBot, context: AppContext, office: OfficeSession) -> ConsentFormsTab:
    """The tab as the window shows it."""
    return shown(qtbot, context, office)


def shown(qtbot: QtBot, context: AppContext, office: OfficeSession) -> ConsentFormsTab:
    tab = ConsentFormsTab(context, office)
    qtbot.addWidget(tab)
    context.hub.changed.connect(tab.hear)
    tab.resize(1280, 700)
    tab.show()
    tab.activateWindow()
    qtbot.waitUntil(tab.isActiveWindow)
    tab.setFocus()
    return tab


def scan(tab: ConsentFormsTab, text: str) -> None:
    """As a scanner does: keys into whatever has the focus, then Enter."""
    QTest.keyClicks(tab.desk_of_returns.scan.field, text)
    QTest.keyClick(tab.desk_of_returns.scan.field, Qt.Key.Key_Return)


def answer_of(office: OfficeSession, form_id: int) -> Answer | None:
    with office.look() as work:
        return work.forms.get(form_id).status.answer


def test_a_stack_is_booked_one_after_the_other(qtbot: QtBot, context: AppContext, office: OfficeSession) -> None:
    forms = many_forms(office, 12)
    tab = shown(qtbot, context, office)
    for form in forms:
        scan(tab, form.reference)
        assert tab.desk_of_returns.scan.field.text() == ""
    assert tab.scan_session.booked == 12
    assert tab.side.tabText(1) == "This sitting (12)"
    assert tab.scan_session.list.item(0).text().startswith(forms[-1].reference)


def test_the_answer_under_the_field_names_the_parent_and_the_cursor_stays(
    qtbot: QtBot, context: AppContext, office: OfficeSession
) -> None:
    form = a_form(office)
    tab = shown(qtbot, context, office)
    scan(tab, form.reference.lower().replace("-", ""))
    assert tab.desk_of_returns.scan.sentence.startswith(f"{form.parent_name}: accepted")
    assert form.children[0] in tab.desk_of_returns.scan.sentence
    assert tab.detail.shown is not None
    assert tab.detail.shown.form.id == form.id


def test_a_wrong_scan_is_answered_in_words_and_books_nothing(qtbot: QtBot, tab: ConsentFormsTab) -> None:
    scan(tab, "5000159484695")
    assert "not a reference" in tab.desk_of_returns.scan.sentence
    assert tab.scan_session.booked == 0
    assert "5000159484695" in tab.scan_session.list.item(0).text()


@pytest.mark.parametrize(
    ("key", "answer"),
    [
        (Qt.Key.Key_F6, Answer.DECLINED),
        (Qt.Key.Key_F7, Answer.WANTS_TO_TALK),
        (Qt.Key.Key_F8, Answer.UNSIGNED),
        (Qt.Key.Key_F9, Answer.DAMAGED),
    ],
)
def test_one_key_says_what_the_last_slip_really_said(
    qtbot: QtBot, context: AppContext, office: OfficeSession, key: Qt.Key, answer: Answer
) -> None:
    form = a_form(office)
    tab = shown(qtbot, context, office)
    scan(tab, form.reference)
    QTest.keyClick(tab.desk_of_returns.scan.field, key)
    assert answer_of(office, form.id) is answer
    assert tab.scan_session.list.count() == 1
    assert answer.value in tab.scan_session.list.item(0).text()


def test_undo_takes_the_last_one_back_and_says_so(qtbot: QtBot, context: AppContext, office: OfficeSession) -> None:
    first, second = many_forms(office, 2)
    tab = shown(qtbot, context, office)
    for form in (first, second):
        scan(tab, form.reference)
    QTest.keyClick(tab.desk_of_returns.scan.field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert tab.scan_session.booked == 1
    assert "undone" in tab.scan_session.list.item(0).text()
    with office.look() as work:
        assert work.forms.get(second.id).status.state is FormState.ISSUED
        assert work.forms.get(first.id).status.state is FormState.RETURNED


def test_any_entry_of_the_sitting_can_be_undone(qtbot: QtBot, context: AppContext, office: OfficeSession) -> None:
    first, second = many_forms(office, 2)
    tab = shown(qtbot, context, office)
    for form in (first, second):
        scan(tab, form.reference)
    tab.scan_session.list.setCurrentRow(1)
    QTest.mouseClick(tab.scan_session.undo_button, Qt.MouseButton.LeftButton)
    with office.look() as work:
        assert work.forms.get(first.id).status.state is FormState.ISSUED


def test_a_form_returned_before_is_shown_beside_the_answer(
    qtbot: QtBot, context: AppContext, office: OfficeSession
) -> None:
    form = a_form(office)
    return_form(office, form.reference, Answer.DECLINED)
    tab = shown(qtbot, context, office)
    scan(tab, form.reference)
    assert "already returned today (declined)" in tab.desk_of_returns.scan.sentence
    assert tab.detail.shown is not None
    assert tab.detail.shown.form.id == form.id


def test_a_scanner_reaches_its_field_from_the_list(qtbot: QtBot, context: AppContext, office: OfficeSession) -> None:
    form = a_form(office)
    tab = shown(qtbot, context, office)
    tab.pane.table.setFocus()
    QTest.keyClicks(tab.pane.table, form.reference[0])
    assert tab.desk_of_returns.scan.field.text() == form.reference[0]
    scan(tab, form.reference[1:])
    assert tab.scan_session.booked == 1


def test_filters_narrow_the_list(qtbot: QtBot, context: AppContext, office: OfficeSession) -> None:
    forms = many_forms(office, 10)
    return_form(office, forms[0].reference)
    tab = shown(qtbot, context, office)
    assert tab.model.rowCount() == 10
    tab.filters.status.setCurrentText("Outstanding")
    assert tab.model.rowCount() == 9
    tab.filters.choose(year="8")
    assert tab.model.rowCount() == 2
    tab.filters.choose(form_class="9D", status="Outstanding")
    assert tab.model.rowCount() == 2
    tab.filters.clear()
    tab.filters.words.setText(forms[3].reference)
    assert list(tab.model.ids) == [forms[3].id]


def test_coverage_counts_and_asks_for_reminders_of_those_overdue(
    qtbot: QtBot, context: AppContext, office: OfficeSession
) -> None:
    clock = office.clock
    assert isinstance(clock, StandingClock)
    forms = many_forms(office, 5)
    return_form(office, forms[0].reference)
    clock.now = clock.now.replace(year=2027)
    tab = shown(qtbot, context, office)
    assert tab.coverage.headline.text() == "1 of 5 parents and carers have answered (20 %)."
    assert tab.coverage.first_button.text() == "First reminder to 4 people…"
    asked: list[LetterRequest] = []
    tab.print_letters_requested.connect(asked.append)
    with qtbot.waitSignal(tab.print_letters_requested):
        QTest.mouseClick(tab.coverage.first_button, Qt.MouseButton.LeftButton)
    assert asked[0].letter == "reminder_1"
    assert set(asked[0].parent_ids or ()) == {form.parent_id for form in forms[1:]}


def test_new_joiners_are_told_by_a_letter_to_them_alone(
    qtbot: QtBot, context: AppContext, office: OfficeSession
) -> None:
    told = many_forms(office, 3)
    [joiner], _pupils = add_family(office, [a_parent()], [a_pupil(year_group="7", form="7D")])
    tab = shown(qtbot, context, office)
    assert tab.coverage.new_button.text() == "Letter to 1 person not told yet…"
    with qtbot.waitSignal(tab.print_letters_requested) as asked:
        tab.coverage.new_button.click()
    assert asked.args == [LetterRequest("acknowledgement", parent_ids=(joiner,))]
    [batch] = [prepare_letters(office, plan_letters(office, asked.args[0]))]
    confirm_letters(office, batch)
    tab.coverage.reload()
    assert tab.coverage.new_button.isHidden()
    assert "4 outstanding" in tab.coverage.detail.text()
    assert len(told) == 3


def test_each_bar_says_who_was_told_and_who_declined(qtbot: QtBot, context: AppContext, office: OfficeSession) -> None:
    forms = many_forms(office, 10)
    return_form(office, forms[0].reference, Answer.DECLINED)
    tab = shown(qtbot, context, office)
    year = forms[0].year_groups[0]
    said = [bar.accessibleName() for bar in tab.coverage.bars.findChildren(CoverageBar)]
    assert f"Year {year}: 1 of 2, 50 per cent; 2 told · 1 declined · 1 outstanding" in said


def test_a_coverage_bar_shows_who_is_behind_it(qtbot: QtBot, context: AppContext, office: OfficeSession) -> None:
    many_forms(office, 10)
    tab = shown(qtbot, context, office)
    tab.coverage.bars.pressed.emit("7")
    assert tab.model.rowCount() == 2


def test_households_still_to_answer_are_shown_and_found(
    qtbot: QtBot, context: AppContext, office: OfficeSession
) -> None:
    answered, silent = many_forms(office, 2)
    return_form(office, answered.reference)
    tab = shown(qtbot, context, office)
    tab.coverage.way.setCurrentIndex(tab.coverage.way.findText("Households still to answer"))

    def bars() -> list[str]:
        return [bar.accessibleName() for bar in tab.coverage.bars.findChildren(CoverageBar)]

    qtbot.waitUntil(lambda: bars() == [f"{silent.parent_name}: 0 of 1, 0 per cent; 1 told · 1 outstanding"])
    tab.coverage.bars.pressed.emit(silent.parent_name)
    assert list(tab.model.ids) == [silent.id]


def test_a_consent_is_printed_given_booked_signed_and_withdrawn_from_its_page(
    qtbot: QtBot, context: AppContext, context_answers: ContextAnswers, tmp_path: Path
) -> None:
    incident = sealed_incident(tmp_path / "case")
    with incident.signed_in(HEAD) as head:
        head.on_change = context.hub.publish
        form_id, _reference = ask(head, incident)
        tab = shown(qtbot, context, head)
        with head.look() as work:
            consent = work.consents.of_form(form_id)
        assert consent is not None
        assert tab.open_record(RecordKind.CONSENT, consent.id)
        assert not tab.open_record(RecordKind.CONSENT, 4711)
        press(tab, "Book as returned…")
        booking = tab.page_actions.opened
        assert isinstance(booking, ReturnFormDialog)
        booking.submit_button.click()
        context_answers.says_yes = False
        press(tab, "Sign as headteacher…")
        assert sealed_message(head, incident.evidence_id).missing
        context_answers.says_yes = True
        press(tab, "Sign as headteacher…")
        assert sealed_message(head, incident.evidence_id).missing == ()
        press(tab, "Print again…")
        pages = tab.findChild(PagesDialog)
        assert pages is not None
        assert pages.preview.page_count == 3  # the page to sign begins on a sheet of its own
        pages.reject()
        with qtbot.waitSignal(tab.open_requested) as opened:
            press(tab, "Open the incident")
        assert opened.args == [RecordKind.INCIDENT, incident.incident_id]
        press(tab, "Parent withdraws…")
        asking = tab.page_actions.consents.opened
        assert isinstance(asking, ConsentWayDialog)
        asking.how.setCurrentText("By post")
        asking.note.setText("Her letter lies in the case.")
        asking.submit_button.click()
        with head.look() as work:
            withdrawal = work.forms.events(form_id)[-1]
        assert (withdrawal.how, withdrawal.note) == (HowItCame.POST, "Her letter lies in the case.")
        assert "withdrawn" in sealed_message(head, incident.evidence_id).missing[0]
        assert tab.detail.shown is not None
        assert tab.detail.shown.line.word == "withdrawn"
        tab.close()


def test_a_scan_is_attached_and_lists_are_printed(
    qtbot: QtBot, context: AppContext, office: OfficeSession, tmp_path: Path
) -> None:
    form = a_form(office)
    picture = tmp_path / "slip.png"
    picture.write_bytes(as_png(code_page(form.reference)))
    tab = shown(qtbot, context, office)
    tab.page_actions.choose_files = lambda _window: [str(picture)]
    tab.open_record(RecordKind.FORM, form.id)
    press(tab, "Attach a scan…")
    assert "slip.png, page 1" in " ".join(button.text() for button in tab.detail.findChildren(QPushButton))
    press(tab, "Print all of it…")
    pages = tab.page_actions.opened
    assert isinstance(pages, PagesDialog)
    target = tmp_path / "history.pdf"
    pages.save_to(target)
    assert target.read_bytes().startswith(b"%PDF")
    tab.page_actions.show_pages("Register of forms", lambda: register_pages(office))
    assert isinstance(tab.page_actions.opened, PagesDialog)


def test_pages_set_aside_are_offered(qtbot: QtBot, context: AppContext, office: OfficeSession) -> None:
    blank = as_png(Image.new("L", (600, 800), 250))
    tab = shown(qtbot, context, office)
    assert not tab.aside_button.isVisible()
    match_stack(office, [ScannedPage("s.pdf", 1, blank, "image/png")])
    tab.hear(None)
    assert tab.aside_button.text() == "1 page set aside…"


def test_a_search_result_opens_its_form_with_its_history(
    qtbot: QtBot, context: AppContext, office: OfficeSession
) -> None:
    form = a_form(office)
    tab = shown(qtbot, context, office)
    tab.filters.status.setCurrentText("Returned")
    assert tab.open_record(RecordKind.FORM, form.id)
    assert tab.side.currentWidget() is tab.detail
    assert tab.pane.table.current_id() == form.id
    assert not tab.open_record(RecordKind.FORM, 4711)


def test_undoing_from_the_form_s_page_asks_why(qtbot: QtBot, context: AppContext, office: OfficeSession) -> None:
    from halton_desktop.gui.consent_forms.undo_entry_dialog import UndoEntryDialog

    form = a_form(office)
    return_form(office, form.reference)
    tab = shown(qtbot, context, office)
    tab.open_record(RecordKind.FORM, form.id)
    press(tab, "Undo the last entry…")
    dialog = tab.findChild(UndoEntryDialog)
    assert dialog is not None
    dialog.submit_button.click()
    assert dialog.isVisible()
    dialog.reason.setText("wrong pile")
    dialog.submit_button.click()
    assert answer_of(office, form.id) is None


def test_booking_with_a_day_and_a_note_goes_through_the_dialog(
    qtbot: QtBot, context: AppContext, office: OfficeSession
) -> None:
    form = a_form(office)
    tab = shown(qtbot, context, office)
    tab.open_record(RecordKind.FORM, form.id)
    press(tab, "Book as returned…")
    dialog = tab.findChild(ReturnFormDialog)
    assert dialog is not None
    dialog.answer.setCurrentIndex(dialog.answer.findData(Answer.WANTS_TO_TALK))
    dialog.note.setText("ring after four")
    dialog.submit_button.click()
    assert answer_of(office, form.id) is Answer.WANTS_TO_TALK


def test_the_tab_counts_what_is_overdue(qtbot: QtBot, context: AppContext, office: OfficeSession) -> None:
    clock = office.clock
    assert isinstance(clock, StandingClock)
    many_forms(office, 3)
    clock.now = clock.now.replace(year=2027)
    tab = ConsentFormsTab(context, office)
    qtbot.addWidget(tab)
    with qtbot.waitSignal(tab.attention_changed) as counted:
        tab.show()
    assert counted.args == [3]


def test_everything_has_a_name_for_who_listens(qtbot: QtBot, context: AppContext, office: OfficeSession) -> None:
    form = a_form(office)
    tab = shown(qtbot, context, office)
    tab.open_record(RecordKind.FORM, form.id)
    assert without_name(tab) == []


def press(tab: ConsentFormsTab, words: str) -> None:
    [button] = [button for button in tab.detail.findChildren(QPushButton) if button.text() == words]
    button.click()
