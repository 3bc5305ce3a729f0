"""Slips signed before the program are booked one after the other at Consent forms."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from halton_desktop.domain.acknowledgement import Answer
from halton_desktop.domain.change import RecordKind
from halton_desktop.gui.consent_forms.consent_forms_tab import ConsentFormsTab
from halton_desktop.gui.consent_forms.earlier_slip_dialog import EarlierSlipDialog
from halton_desktop.gui.kit.app_context import AppContext
from halton_desktop.services.session import OfficeSession
from tests.factories import a_parent, a_pupil, add_family
from tests.helpers.accessibility import without_name

pytestmark = pytest.mark.case("harm-9")


def shown(qtbot: QtBot, context: AppContext, office: OfficeSession) -> ConsentFormsTab:
    tab = ConsentFormsTab(context, office)
    qtbot.addWidget(tab)
    context.hub.changed.connect(tab.hear)
    tab.show()
    return tab


def test_two_old_slips_are_booked_in_one_sitting_and_stand_in_the_list(
    qtbot: QtBot, context: AppContext, office: OfficeSession
) -> None:
    parents, _pupils = add_family(office, [a_parent(), a_parent()], [a_pupil()])
    tab = shown(qtbot, context, office)
    tab.earlier_button.click()
    dialog = tab.page_actions.opened
    assert isinstance(dialog, EarlierSlipDialog)
    assert without_name(dialog) == []
    assert dialog.signed_on.text() == "", "nobody has read the slip yet"
    dialog.submit()
    assert "Choose the parent who signed" in dialog.form.errors.text_of("parent")
    dialog.person.chosen.emit(RecordKind.PARENT, parents[0])
    dialog.submit()
    assert "Give the day on the slip" in dialog.form.errors.text_of("signed_on")
    dialog.signed_on.setText("24.11.26")
    dialog.submit()
    assert "24 November 2026 is still to come" in dialog.form.errors.text_of("signed_on")
    dialog.signed_on.setText("23/11/2026")
    for parent, answer in zip(parents, (Answer.ACCEPTED, Answer.DECLINED), strict=True):
        dialog.person.chosen.emit(RecordKind.PARENT, parent)
        dialog.answer.setCurrentIndex(dialog.answer.findData(answer))
        dialog.submit()
        assert "booked. Write A26-" in dialog.banner.sentence
        assert dialog.person.parent_id is None, "room for the next"
        assert dialog.isVisible()
    assert not dialog.would_lose_something()
    dialog.reject()
    assert sorted(line.word for line in tab.model.rows()) == ["accepted", "declined"]


def test_a_day_before_the_adoption_is_said_at_its_field(
    qtbot: QtBot, context: AppContext, office: OfficeSession
) -> None:
    parents, _pupils = add_family(office, [a_parent()], [a_pupil()])
    dialog = EarlierSlipDialog(context, office)
    qtbot.addWidget(dialog)
    dialog.person.chosen.emit(RecordKind.PARENT, parents[0])
    dialog.signed_on.setText("01/09/2025")
    dialog.submit()
    assert "adopted on 23/11/2026 only" in dialog.form.errors.text_of("signed_on")
