"""Errands about the office itself: school, users, history, backup, search."""

from __future__ import annotations

from pathlib import Path

from halton_desktop.domain.change import RecordKind
from halton_desktop.domain.office_setting import OfficeSettings
from halton_desktop.domain.permission import Permission, Role
from halton_desktop.services import save_file, typefaces
from halton_desktop.services.administration import (
    back_up,
    check_office,
    clock_check,
    keep_school,
    manage_users,
    office_place,
    other_copies,
    recovery_sheet,
    see_history,
    who_signs_letters,
)
from halton_desktop.services.letters import letter_texts
from halton_desktop.services.overview import close_for_good, export_office, search_office
from tests.factories import CHEAP, PASSWORD, SCHOOL

LIST = save_file.Outgoing("list", RecordKind.FORM)

ERRANDS = {
    "back_up.back_up": (Permission.BACK_UP, lambda s: back_up.back_up(s)),
    "back_up.backup_folder": (Permission.SEE_FIGURES, lambda s: back_up.backup_folder(s)),
    "back_up.backup_state": (Permission.SEE_FIGURES, lambda s: back_up.backup_state(s)),
    "back_up.changed_since_backup": (Permission.SEE_FIGURES, lambda s: back_up.changed_since_backup(s)),
    "back_up.backups": (Permission.SEE_FIGURES, lambda s: back_up.backups(s)),
    "back_up.last_backup": (Permission.SEE_FIGURES, lambda s: back_up.last_backup(s)),
    "back_up.verify_backup": (Permission.BACK_UP, lambda s: back_up.verify_backup(s, back_up.back_up(s))),
    "check_office.check": (Permission.SEE_FIGURES, lambda s: check_office.check(s)),
    "clock_check.clock_doubt": (Permission.SEE_FIGURES, lambda s: clock_check.clock_doubt(s)),
    "clock_check.trust_clock": (Permission.CHANGE_OWN_PASSWORD, lambda s: clock_check.trust_clock(s)),
    "keep_school.change_school": (Permission.CHANGE_SCHOOL, lambda s: keep_school.change_school(s, SCHOOL)),
    "keep_school.change_settings": (
        Permission.CHANGE_SCHOOL,
        lambda s: keep_school.change_settings(s, OfficeSettings(days_to_return=7)),
    ),
    "export_office.export_office": (
        Permission.EXPORT_OFFICE,
        lambda s: export_office.export_office(s, s.folder.parent / "all.zip", "lantern orbit mustard 47"),
    ),
    "close_for_good.office_at_its_end": (Permission.CLOSE_OFFICE, lambda s: close_for_good.office_at_its_end(s)),
    "close_for_good.close_for_good": (
        Permission.CLOSE_OFFICE,
        lambda s: close_for_good.close_for_good(s, "not its name", without_export=True),
    ),
    "who_signs_letters.signature_in_doubt": (
        Permission.SEE_FIGURES,
        lambda s: who_signs_letters.signature_in_doubt(s),
    ),
    "who_signs_letters.keep_signature": (Permission.PRINT_LETTERS, lambda s: who_signs_letters.keep_signature(s)),
    "typefaces.typefaces_of": (Permission.SEE_FIGURES, lambda s: typefaces.typefaces_of(s)),
    "recovery_sheet.confirm_sheet": (Permission.MANAGE_USERS, lambda s: recovery_sheet.confirm_sheet(s)),
    "recovery_sheet.due_items": (Permission.SEE_FIGURES, lambda s: recovery_sheet.due_items(s)),
    "recovery_sheet.news_of_restore": (Permission.SEE_FIGURES, lambda s: recovery_sheet.news_of_restore(s)),
    "back_up.stands_of_backups": (Permission.SEE_FIGURES, lambda s: back_up.stands_of_backups(s)),
    "other_copies.due_items": (Permission.SEE_FIGURES, lambda s: other_copies.due_items(s)),
    "other_copies.go_on_with_this_one": (
        Permission.CHANGE_OWN_PASSWORD,
        lambda s: other_copies.go_on_with_this_one(s),
    ),
    "other_copies.seen_now": (Permission.SEE_FIGURES, lambda s: other_copies.seen_now(s)),
    "other_copies.words_at_opening": (
        Permission.SEE_FIGURES,
        lambda s: other_copies.words_at_opening(s, other_copies.Seen(9, "f")),
    ),
    "office_place.due_items": (Permission.SEE_FIGURES, lambda s: office_place.due_items(s)),
    "keep_school.is_sample": (Permission.SEE_FIGURES, lambda s: keep_school.is_sample(s)),
    "keep_school.mark_as_sample": (Permission.CHANGE_SCHOOL, lambda s: keep_school.mark_as_sample(s)),
    "keep_school.read_school": (Permission.SEE_FIGURES, lambda s: keep_school.read_school(s)),
    "keep_school.read_settings": (Permission.SEE_FIGURES, lambda s: keep_school.read_settings(s)),
    "letter_texts.change_letter_text": (
        Permission.CHANGE_SCHOOL,
        lambda s: letter_texts.change_letter_text(s, "acknowledgement", "Dear {salutation}"),
    ),
    "letter_texts.letter_texts": (Permission.LOOK, lambda s: letter_texts.letter_texts(s)),
    "letter_texts.purpose_of_letter": (
        Permission.LOOK,
        lambda s: letter_texts.purpose_of_letter(s, "acknowledgement"),
    ),
    "letter_texts.shipped_letter_text": (
        Permission.LOOK,
        lambda s: letter_texts.shipped_letter_text(s, "acknowledgement"),
    ),
    "manage_users.decides_an_incident": (Permission.MANAGE_USERS, lambda s: manage_users.decides_an_incident(s, 1)),
    "manage_users.add_user": (
        Permission.MANAGE_USERS,
        lambda s: manage_users.add_user(s, "new", "New", Role.OFFICE, PASSWORD, CHEAP),
    ),
    "manage_users.change_own_password": (
        Permission.CHANGE_OWN_PASSWORD,
        lambda s: manage_users.change_own_password(s, PASSWORD, "another good one", CHEAP),
    ),
    "manage_users.change_user": (
        Permission.MANAGE_USERS,
        lambda s: manage_users.change_user(s, 1, "A. C.", Role.ADMINISTRATOR),
    ),
    "manage_users.disable_user": (Permission.MANAGE_USERS, lambda s: manage_users.disable_user(s, 1)),
    "manage_users.enable_user": (Permission.MANAGE_USERS, lambda s: manage_users.enable_user(s, 1, PASSWORD, CHEAP)),
    "manage_users.give_password": (
        Permission.MANAGE_USERS,
        lambda s: manage_users.give_password(s, 1, PASSWORD, CHEAP),
    ),
    "manage_users.list_users": (Permission.MANAGE_USERS, lambda s: manage_users.list_users(s)),
    "manage_users.names_of_users": (Permission.LOOK, lambda s: manage_users.names_of_users(s)),
    "manage_users.replace_recovery_key": (Permission.MANAGE_USERS, lambda s: manage_users.replace_recovery_key(s)),
    "save_file.record_printed": (Permission.SEE_FIGURES, lambda s: save_file.record_printed(s, LIST)),
    "save_file.record_saved": (Permission.EXPORT, lambda s: save_file.record_saved(s, Path("list.pdf"), LIST)),
    "save_file.save_for": (
        Permission.EXPORT,
        lambda s: save_file.save_for(s, Path("nowhere", "list.pdf"), b"", LIST),
    ),
    "search_office.search": (Permission.LOOK, lambda s: search_office.search(s, "obrien")),
    "see_history.history_entries": (Permission.SEE_HISTORY, lambda s: see_history.history_entries(s, [1])),
    "see_history.history_ids": (Permission.SEE_HISTORY, lambda s: see_history.history_ids(s)),
    "see_history.history_of": (Permission.SEE_HISTORY, lambda s: see_history.history_of(s, RecordKind.USER, 1)),
}
