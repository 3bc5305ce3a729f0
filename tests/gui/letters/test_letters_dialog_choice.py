"""Choosing letter and people: what it comes to, who is left out and why, and every way to mend it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot

from halton_desktop.domain.acknowledgement import FormState
from halton_desktop.domain.address import PostalAddress
from halton_desktop.domain.mailing import Per, Recipients
from halton_desktop.domain.permission import Role
from halton_desktop.errors import NotAllowed
from halton_desktop.gui.kit.app_context import AppContext
from halton_desktop.gui.letters.letters_dialog import LettersDialog
from halton_desktop.gui.letters.send_anyway_dialog import SendAnywayDialog
from halton_desktop.services.administration.see_history import history_entries, history_ids
from halton_desktop.services.parents.find_parents import parent_page
from halton_desktop.services.parents.keep_parents import change_parent
from halton_desktop.services.session import OfficeSession
from tests.factories import signed_in_as
from tests.helpers.opened_letters import Opened
from tests.helpers.paper import PaperInAFolder

HOME = PostalAddress(("12 Chestnut Close", "Widnes"), "WA8 3DA")


def left_out(dialog: LettersDialog) -> list[str]:
    model = dialog.choosing.pane.model
    return [f"{row.who}: {row.reason}" for row in model.rows()]


def test_a_blocked_letter_goes_out_only_with_a_reason_which_is_kept(
    context: AppContext, office: OfficeSession, school: dict[str, int], paper: PaperInAFolder, qtbot: QtBot
) -> None:
    dialog = Opened(context, office, paper, qtbot).dialog
    pane = dialog.choosing.pane
    pane.table.select_id(school["homeless"])
    assert not pane.override.isEnabled()
    pane.table.select_id(school["barred"])
    assert pane.override.isEnabled()
    pane.override.click()
    [asking] = dialog.findChildren(SendAnywayDialog)
    asking.submit_button.click()
    assert asking.isVisible()
    qtbot.keyClicks(asking.reason, "agreed with the court")
    asking.submit_button.click()
    assert pane.count.text() == "3 letters, 4 slips"
    assert pane.lifted.isVisible()
    dialog.submit()
    assert parent_page(office, school["barred"]).forms[0].status.state is FormState.PREPARED
    entries = history_entries(office, list(history_ids(office)))
    assert any(entry.action == "letter block overridden" for entry in entries)
    dialog.back_button.click()
    pane.take_back.click()
    assert pane.count.text() == "2 letters, 3 slips"


def test_who_may_not_lift_blocks_or_change_words_is_not_offered_it(
    context: AppContext, office: OfficeSession, school: dict[str, int], paper: PaperInAFolder, qtbot: QtBot
) -> None:
    dialog = Opened(context, signed_in_as(office, Role.OFFICE), paper, qtbot).dialog
    assert not dialog.choosing.pane.override.isVisible()
    assert not dialog.choosing.edit_words.isVisible()
    assert dialog.choosing.pane.open_parent.isVisible()


@pytest.mark.case("harm-10")
def test_a_reader_is_refused(
    context: AppContext, office: OfficeSession, school: dict[str, int], paper: PaperInAFolder, qtbot: QtBot
) -> None:
    with pytest.raises(NotAllowed, match="may not look at the register"):
        Opened(context, signed_in_as(office, Role.READER), paper, qtbot)


def test_a_parent_mended_meanwhile_is_counted_at_once(
    context: AppContext, office: OfficeSession, school: dict[str, int], paper: PaperInAFolder, qtbot: QtBot
) -> None:
    opened = Opened(context, office, paper, qtbot)
    pane = opened.dialog.choosing.pane
    pane.table.select_id(school["homeless"])
    pane.open_parent.click()
    assert opened.parents_opened == [school["homeless"]]
    family = parent_page(office, school["homeless"]).family
    ties = [child.tie for child in family.children]
    change_parent(office, replace(family.parent, address=HOME), ties)
    qtbot.waitUntil(lambda: pane.count.text() == "3 letters, 4 slips")
    assert len(left_out(opened.dialog)) == 1


def test_what_the_caller_selected_is_chosen_first(
    context: AppContext, office: OfficeSession, school: dict[str, int], paper: PaperInAFolder, qtbot: QtBot
) -> None:
    given = {"selected": [school["elsewhere"]], "shown": [school["mother"], school["elsewhere"]]}
    dialog = Opened(context, office, paper, qtbot, **given).dialog
    assert dialog.form.selected.isChecked()
    assert dialog.choosing.pane.count.text() == "1 letter, 1 slip"
    assert dialog.choosing.pane.everybody.isVisible()
    dialog.form.shown.setChecked(True)
    qtbot.waitUntil(lambda: dialog.choosing.pane.count.text() == "2 letters, 2 slips")
    assert not dialog.form.year_group.isEnabled(), "people picked by hand are of whatever year they are"
    dialog.form.everyone.setChecked(True)
    dialog.form.year_group.setCurrentIndex(dialog.form.year_group.findData("9"))
    qtbot.waitUntil(lambda: dialog.choosing.pane.count.text() == "1 letter, 1 slip")


def test_every_choice_reaches_the_plan(
    context: AppContext, office: OfficeSession, school: dict[str, int], paper: PaperInAFolder, qtbot: QtBot
) -> None:
    dialog = Opened(context, office, paper, qtbot, letter="reminder_1", to=Recipients.OUTSTANDING).dialog
    request = dialog.choosing.choice.request({})
    assert (request.letter, request.to) == ("reminder_1", Recipients.OUTSTANDING)
    assert not dialog.form.selected.isVisible()
    assert not dialog.form.shown.isVisible()
    dialog.form.person.setChecked(True)
    dialog.form.year_group.setCurrentIndex(2)
    request = dialog.choosing.choice.request({})
    assert (request.per, request.year_group, request.to) == (Per.PERSON, "9", Recipients.OUTSTANDING)


def test_no_letter_can_be_asked_for_when_nobody_is_meant(
    context: AppContext, office: OfficeSession, paper: PaperInAFolder, qtbot: QtBot
) -> None:
    dialog = Opened(context, office, paper, qtbot).dialog
    assert dialog.choosing.pane.count.text() == "0 letters, 0 slips"
    assert not dialog.submit_button.isEnabled()


def test_the_purpose_of_each_letter_is_said(
    context: AppContext, office: OfficeSession, paper: PaperInAFolder, qtbot: QtBot
) -> None:
    dialog = Opened(context, office, paper, qtbot).dialog
    assert "every parent and carer" in dialog.form.purpose.text()
    dialog.form.letter.setCurrentRow(1)
    assert "first reminder" in dialog.form.purpose.text()
