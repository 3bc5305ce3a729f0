"""Sealed messages in the window: what is missing is said, the form is offered, and only a headteacher sees them."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication, QKeySequence
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QPushButton
from pytestqt.qtbot import QtBot

from halton_desktop.domain.acknowledgement import FormState, HowItCame
from halton_desktop.domain.change import RecordKind
from halton_desktop.domain.permission import Role
from halton_desktop.gui.administration.sealed_readers_dialog import SealedReadersDialog
from halton_desktop.gui.consent_forms.ask_consent_dialog import AskConsentDialog
from halton_desktop.gui.consent_forms.consent_way_dialog import ConsentWayDialog
from halton_desktop.gui.consent_forms.describe_message_dialog import DescribeMessageDialog
from halton_desktop.gui.consent_forms.sealed_message_dialog import SealedMessageDialog
from halton_desktop.gui.kit.app_context import AppContext
from halton_desktop.gui.kit.dialogs.pages_dialog import PagesDialog
from halton_desktop.gui.kit.dialogs.prompt_dialog import PromptDialog
from halton_desktop.services.administration.manage_users import add_user
from halton_desktop.services.consent_forms.keep_consent import countersign, withdraw_consent
from halton_desktop.services.consent_forms.return_form import return_form
from halton_desktop.services.incidents.view_messages import sealed_message, viewings_of
from tests.factories import CHEAP, PASSWORD, SIGN_IN_NAME
from tests.gui.conftest import ContextAnswers
from tests.gui.consent_forms.test_consent_forms_tab import press, shown
from tests.helpers.accessibility import without_name
from tests.helpers.sealed_incident import (
    CHAT,
    HEAD,
    OFFICE,
    SECOND_HEAD,
    SealedIncident,
    ask,
    consented,
    put_in,
    sealed_incident,
)


@pytest.fixture
def incident(tmp_path: Path) -> SealedIncident:
    """An office with a case and a sealed message in it."""
    return sealed_incident(tmp_path / "office")


def words_in(dialog: SealedMessageDialog | ConsentWayDialog) -> str:
    page = dialog.page if isinstance(dialog, SealedMessageDialog) else dialog
    return "\n".join(label.text() for label in page.findChildren(QLabel))


def test_the_headteacher_views_under_a_consent_and_everybody_is_told_before(
    qtbot: QtBot, context: AppContext, context_answers: ContextAnswers, incident: SealedIncident
) -> None:
    consented(incident, viewers="Mrs G. Jones, Headteacher")
    with incident.signed_in(HEAD) as head:
        dialog = SealedMessageDialog(context, head, incident.evidence_id)
        qtbot.addWidget(dialog)
        dialog.show()
        assert dialog.submit_button.isEnabled()
        context_answers.says_yes = False
        dialog.submit_button.click()
        assert viewings_of(head, incident.evidence_id) == ()
        context_answers.says_yes = True
        dialog.submit_button.click()
        assert context_answers.questions[-1].question == "View this private message?"
        assert "Mrs G. Jones, Headteacher. Copies are not kept." in context_answers.questions[-1].explanation
        [shown] = dialog.page.findChildren(QPlainTextEdit)
        assert "behind the sports hall" in shown.toPlainText()
        clipboard = QGuiApplication.clipboard()
        clipboard.setText("nothing yet")
        qtbot.keySequence(shown, QKeySequence(QKeySequence.StandardKey.SelectAll))
        qtbot.keySequence(shown, QKeySequence(QKeySequence.StandardKey.Copy))
        assert clipboard.text() == "nothing yet"
        assert len(viewings_of(head, incident.evidence_id)) == 1
        dialog.reload()
        assert "G. Jones" in words_in(dialog)
        assert without_name(dialog) == []


def _look_at_pages(dialog: SealedMessageDialog, count: int) -> None:
    pages = dialog.findChild(PagesDialog)
    assert pages is not None
    assert pages.preview.page_count == count
    pages.reject()


def test_the_office_sees_what_is_missing_and_makes_the_form(
    qtbot: QtBot, context: AppContext, incident: SealedIncident
) -> None:
    with incident.signed_in(OFFICE) as clerk:
        clerk.on_change = context.hub.publish
        dialog = SealedMessageDialog(context, clerk, incident.evidence_id)
        qtbot.addWidget(dialog)
        dialog.show()
        assert not dialog.submit_button.isVisible()
        assert "No parent has been asked for consent" in words_in(dialog)
        dialog.ask_button.click()
        asking = dialog.findChild(AskConsentDialog)
        assert asking is not None
        assert (asking.chat.text(), asking.platform.currentText()) == (CHAT.name, CHAT.platform)
        assert asking.first_on.day == CHAT.first_on
        asking.purpose.setPlainText("")
        asking.submit_button.click()
        assert asking.isVisible()
        asking.purpose.setPlainText("To see what was written about Mr Hale.")
        with qtbot.waitSignal(dialog.form_asked) as asked:
            asking.submit_button.click()
        form_id = asked.args[0]
        _look_at_pages(dialog, 3)
        asking_how = dialog.findChild(ConsentWayDialog)
        assert asking_how is not None
        assert "Nobody has confirmed yet" in words_in(dialog)
        asking_how.how.setCurrentText("By post")
        asking_how.on.set_day(clerk.today + timedelta(days=1))
        asking_how.submit_button.click()
        assert "still to come" in words_in(asking_how)
        asking_how.on.set_day(clerk.today)
        asking_how.submit_button.click()
        with clerk.look() as work:
            reference = work.forms.get(form_id).reference
            given_out = work.forms.events(form_id)[-1]
        assert (given_out.state, given_out.how) == (FormState.ISSUED, HowItCame.POST)
        assert "has not returned the consent form yet" in words_in(dialog)
        return_form(clerk, reference)
        dialog.reload()
        assert "The headteacher has not signed this consent form." in words_in(dialog)
    with incident.signed_in(HEAD) as head:
        countersign(head, form_id)
        assert sealed_message(head, incident.evidence_id).missing == ()


def test_a_message_on_the_screen_goes_away_with_its_consent(
    qtbot: QtBot, context: AppContext, incident: SealedIncident
) -> None:
    form_id, _reference = consented(incident)
    with incident.signed_in(HEAD) as head:
        head.on_change = context.hub.publish
        dialog = SealedMessageDialog(context, head, incident.evidence_id)
        qtbot.addWidget(dialog)
        dialog.show()
        dialog.submit_button.click()
        assert len(dialog.page.findChildren(QPlainTextEdit)) == 1
        withdraw_consent(head, form_id)
        assert not dialog.viewing
        assert dialog.page.findChildren(QPlainTextEdit) == []
        assert "has withdrawn the consent" in words_in(dialog)


def test_after_withdrawal_the_button_rests(qtbot: QtBot, context: AppContext, incident: SealedIncident) -> None:
    form_id, _reference = consented(incident)
    with incident.signed_in(HEAD) as head:
        withdraw_consent(head, form_id)
        dialog = SealedMessageDialog(context, head, incident.evidence_id)
        qtbot.addWidget(dialog)
        assert not dialog.submit_button.isEnabled()
        assert "has withdrawn the consent" in words_in(dialog)


def test_what_a_message_shows_is_described_before_anything_else(
    qtbot: QtBot, context: AppContext, incident: SealedIncident
) -> None:
    with incident.signed_in(OFFICE) as clerk:
        evidence_id = put_in(clerk, incident.incident_id, described=False)
        dialog = SealedMessageDialog(context, clerk, evidence_id)
        qtbot.addWidget(dialog)
        dialog.show()
        dialog.describe_button.click()
        describing = dialog.findChild(DescribeMessageDialog)
        assert describing is not None
        describing.chat.setText("")
        describing.submit_button.click()
        assert describing.isVisible()
        describing.chat.setText("Year 8 girls’ football")
        describing.account.setCurrentIndex(1)
        describing.submit_button.click()
        item = sealed_message(clerk, evidence_id).item
        assert (item.described, item.chat.name) == (True, "Year 8 girls’ football")
        assert item.from_parent_id == incident.parent_ids[0]


def test_a_headteacher_lets_another_one_in(qtbot: QtBot, context: AppContext, incident: SealedIncident) -> None:
    with incident.signed_in(SIGN_IN_NAME) as admin:
        user_id = add_user(admin, SECOND_HEAD, "D. Eputy", Role.HEADTEACHER, PASSWORD, CHEAP)
        watching = SealedReadersDialog(context, admin)
        qtbot.addWidget(watching)
        assert watching.admit_buttons == {}
    with incident.signed_in(HEAD) as head:
        dialog = SealedReadersDialog(context, head)
        qtbot.addWidget(dialog)
        dialog.show()
        assert set(dialog.admit_buttons) == {user_id}
        dialog.admit_buttons[user_id].click()
        assert dialog.admit_buttons == {}
        assert "D. Eputy can open" in dialog.banner.sentence


def test_a_new_headteacher_lets_themselves_in_with_the_recovery_key(
    qtbot: QtBot, context: AppContext, incident: SealedIncident
) -> None:
    with incident.signed_in(SIGN_IN_NAME) as admin:
        add_user(admin, SECOND_HEAD, "D. Eputy", Role.HEADTEACHER, PASSWORD, CHEAP)
    with incident.signed_in(SECOND_HEAD) as deputy:
        dialog = SealedReadersDialog(context, deputy)
        qtbot.addWidget(dialog)
        dialog.show()
        dialog.recovery_key.setText("7KQ4M")
        dialog.recovery_button.click()
        assert dialog.recovery_key.isVisible()
        dialog.recovery_key.setText(incident.recovery_key)
        dialog.recovery_button.click()
        assert "You can open sealed messages now." in dialog.banner.sentence
        assert not dialog.recovery_key.isVisible()


@pytest.mark.case("figures-7")
def test_the_office_stops_asking_from_the_page_of_the_form(
    qtbot: QtBot, context: AppContext, incident: SealedIncident
) -> None:
    with incident.signed_in(OFFICE) as clerk:
        clerk.on_change = context.hub.publish
        form_id, _reference = ask(clerk, incident)
        tab = shown(qtbot, context, clerk)
        tab.open_record(RecordKind.FORM, form_id)
        press(tab, "Withdraw the request…")
        asking = tab.page_actions.consents.opened
        assert isinstance(asking, PromptDialog)
        asking.submit_button.click()
        assert asking.isVisible()
        asking.lines["reason"].setText("The matter was settled.")
        asking.submit_button.click()
        assert tab.detail.shown is not None
        assert tab.detail.shown.line.word == "withdrawn by the school"
        assert "Withdraw the request…" not in [button.text() for button in tab.detail.findChildren(QPushButton)]
        tab.close()
