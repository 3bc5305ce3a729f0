"""School, settings, backups, history and about: the dialogs of the Tools menu on a real office."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from halton_desktop.domain.permission import Role
from halton_desktop.errors import BackupUnusable
from halton_desktop.gui.administration.backup_dialog import BackupDialog
from halton_desktop.gui.administration.history_dialog import HistoryDialog
from halton_desktop.gui.administration.school_dialog import SchoolDialog
from halton_desktop.gui.administration.settings_dialog import SettingsDialog
from halton_desktop.gui.kit.app_context import AppContext
from halton_desktop.gui.kit.history_words import changed_words, value_words
from halton_desktop.services.administration.keep_school import read_school, read_settings
from halton_desktop.services.administration.see_history import history_ids
from halton_desktop.services.parents.keep_parents import add_parent, change_parent
from halton_desktop.services.session import OfficeSession
from halton_desktop.settings import IDLE_MINUTES, THEME
from tests.factories import SCHOOL, a_parent, signed_in_as
from tests.gui.conftest import ContextAnswers

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c4944415408d763f8cfc0000003010100"
    "18dd8db00000000049454e44ae426082"
)


def shown(qtbot: QtBot, dialog: SchoolDialog | SettingsDialog | BackupDialog | HistoryDialog) -> None:
    qtbot.addWidget(dialog)
    dialog.show()


def test_the_school_is_kept_as_typed_with_its_logo(
    qtbot: QtBot, context: AppContext, office: OfficeSession, tmp_path: Path
) -> None:
    dialog = SchoolDialog(context, office)
    shown(qtbot, dialog)
    picture = tmp_path / "logo.png"
    picture.write_bytes(PNG)
    dialog.logo.take_file(picture)
    dialog.form.headteacher.setText("Dr Ł. Nowak")
    dialog.form.headteacher_title.setCurrentText("Principal")
    dialog.submit_button.click()
    school = read_school(office)
    assert (school.name, school.headteacher, school.headteacher_title) == (SCHOOL.name, "Dr Ł. Nowak", "Principal")
    assert school.logo == PNG


def test_a_logo_that_is_no_picture_is_said_under_it_and_the_old_one_stays(
    qtbot: QtBot, context: AppContext, office: OfficeSession, tmp_path: Path
) -> None:
    dialog = SchoolDialog(context, office)
    shown(qtbot, dialog)
    words = tmp_path / "logo.png"
    words.write_text("not a picture", encoding="utf-8")
    dialog.logo.take_file(words)
    assert "PNG or JPEG" in dialog.form.logo_error.text()
    dialog.form.name.setCurrentText("  ")
    dialog.submit_button.click()
    assert "Choose your school" in dialog._errors.text_of("name")
    assert read_school(office) == SCHOOL


def test_closing_with_something_typed_asks_first(
    qtbot: QtBot, context: AppContext, office: OfficeSession, context_answers: ContextAnswers
) -> None:
    context_answers.says_yes = False
    dialog = SchoolDialog(context, office)
    shown(qtbot, dialog)
    dialog.form.telephone.setText("0151 555 0199")
    dialog.reject()
    assert dialog.isVisible()
    context_answers.says_yes = True
    dialog.reject()
    assert not dialog.isVisible()


def test_settings_of_office_and_computer_are_kept_where_they_belong(
    qtbot: QtBot, context: AppContext, office: OfficeSession
) -> None:
    dialog = SettingsDialog(context, office)
    shown(qtbot, dialog)
    dialog.form.days_to_return.setValue(21)
    dialog.form.envelope.setCurrentIndex(dialog.form.envelope.findData("C5"))
    dialog.form.theme.setCurrentIndex(dialog.form.theme.findData("dark"))
    dialog.form.idle_minutes.setCurrentIndex(dialog.form.idle_minutes.findData(5))
    dialog.submit_button.click()
    settings = read_settings(office)
    assert (settings.days_to_return, settings.envelope) == (21, "C5")
    assert (context.settings.get(THEME), context.settings.get(IDLE_MINUTES)) == ("dark", 5)


def test_a_reader_sets_this_computer_and_not_the_office(
    qtbot: QtBot, context: AppContext, office: OfficeSession
) -> None:
    dialog = SettingsDialog(context, signed_in_as(office, Role.READER))
    shown(qtbot, dialog)
    assert not dialog.form.days_to_return.isEnabled()
    dialog.form.compact_rows.setChecked(True)
    dialog.submit_button.click()
    assert not dialog.isVisible()
    assert read_settings(office).days_to_return == 14


def test_a_backup_is_made_listed_and_checked(
    qtbot: QtBot, context: AppContext, office: OfficeSession, tmp_path: Path
) -> None:
    dialog = BackupDialog(context, office)
    shown(qtbot, dialog)
    dialog.folder.set_folder(tmp_path / "stick")
    assert read_settings(office).backup_folder == str(tmp_path / "stick")
    dialog.submit_button.click()
    assert len(list((tmp_path / "stick").glob("*.haltonbackup"))) == 1
    assert "Backed up and read back" in dialog.banner.sentence
    dialog.pane.table.select_id(0)
    dialog.check_button.click()
    assert "is whole" in dialog.banner.sentence


def test_a_damaged_backup_is_found_out(
    qtbot: QtBot, context: AppContext, office: OfficeSession, context_answers: ContextAnswers
) -> None:
    dialog = BackupDialog(context, office)
    shown(qtbot, dialog)
    dialog.submit_button.click()
    backup = dialog.model.backup(0)
    assert backup is not None
    whole = bytearray(backup.path.read_bytes())
    whole[len(whole) // 2] ^= 1
    backup.path.write_bytes(whole)
    dialog.pane.table.select_id(0)
    dialog.check_button.click()
    assert [type(error) for error in context_answers.errors] == [BackupUnusable]


def test_the_history_shows_who_changed_what_from_what_to_what(
    qtbot: QtBot, context: AppContext, office: OfficeSession
) -> None:
    from dataclasses import replace

    parent = a_parent(mobile="07700 900001")
    parent_id = add_parent(office, parent)
    change_parent(office, replace(parent, id=parent_id, mobile="07700 900002"))
    dialog = HistoryDialog(context, office)
    shown(qtbot, dialog)
    newest = dialog.model.row_at(0)
    assert newest is not None
    assert changed_words(newest) == "mobile: 07700 900001 → 07700 900002"
    dialog.words.setText("office created")
    dialog.look()
    assert [entry.action for entry in dialog.model.rows()] == ["office created"]
    dialog.words.clear()
    dialog.about.setCurrentIndex(dialog.about.findData("parent"))
    assert [entry.action for entry in dialog.model.rows()] == ["parent changed", "parent added"]


def test_the_check_says_that_all_is_well_and_finds_an_altered_entry(
    qtbot: QtBot, context: AppContext, office: OfficeSession
) -> None:
    dialog = HistoryDialog(context, office)
    shown(qtbot, dialog)
    dialog.check_button.click()
    assert "sound" in dialog.verdict.sentence
    first = history_ids(office)[-1]
    with office.vault.engine.connect() as connection:
        for trigger in ("audit_entries_stay", "audit_entries_unchanged"):
            connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {trigger}")
        connection.exec_driver_sql("UPDATE audit_entries SET user_name = 'Somebody else' WHERE id = ?", (first,))
        connection.commit()
    dialog.check()
    assert f"entry {first} was altered" in dialog.verdict.sentence


@pytest.mark.parametrize(
    ("value", "words"),
    [(None, "nothing"), (True, "yes"), ("2026-11-22", "22/11/2026"), (["a", "b"], "a, b"), ("", "nothing"), (3, "3")],
)
def test_values_are_told_in_words(value: object, words: str) -> None:
    assert value_words(value) == words
