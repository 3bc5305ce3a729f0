"""Errands about forms, consents, sealed messages and scans."""

from __future__ import annotations

from datetime import date

from halton_desktop.domain.acknowledgement import Answer
from halton_desktop.domain.consent import Chat
from halton_desktop.domain.permission import Permission
from halton_desktop.domain.register import FormFilter
from halton_desktop.services.administration import seal_messages
from halton_desktop.services.consent_forms import (
    acknowledgement_coverage,
    ask_consent,
    book_earlier_slip,
    form_register,
    form_reminders,
    keep_consent,
    match_scans,
    print_consent,
    print_register,
    return_form,
)
from halton_desktop.services.incidents import view_messages

CHAT = Chat("WhatsApp", "Year 7 parents", date(2026, 11, 2), date(2026, 11, 6))
REQUEST = ask_consent.ConsentRequest(1, 1, CHAT, "To settle it", False, "Mrs G. Jones", date(2026, 12, 24))
PAGE = match_scans.ScannedPage(
    "stack.pdf",
    1,
    bytes.fromhex(
        "89504e470d0a1a0a0000000d4948445200000028000000280800000000a995e7b10000001e49444154789c63fccf401c6022"
        "52dda8c25185a30a47158e2a1c5588040067aa014f50c91b190000000049454e44ae426082"
    ),
    "image/png",
)
"""A white page."""
SLIP = book_earlier_slip.EarlierSlip(1, 1, date(2026, 11, 23))
LOOK, RETURN, VIEW = Permission.LOOK, Permission.RETURN_FORMS, Permission.VIEW_PRIVATE_MESSAGES
SEE = Permission.SEE_FIGURES

ERRANDS = {
    "acknowledgement_coverage.coverage": (SEE, lambda s: acknowledgement_coverage.coverage(s)),
    "acknowledgement_coverage.overview": (SEE, lambda s: acknowledgement_coverage.overview(s)),
    "acknowledgement_coverage.whole_school": (
        SEE,
        lambda s: acknowledgement_coverage.whole_school(s),
    ),
    "acknowledgement_coverage.whole_school_on": (
        SEE,
        lambda s: acknowledgement_coverage.whole_school_on(s, 1, s.today),
    ),
    "ask_consent.ask_consent": (Permission.TAKE_STEPS, lambda s: ask_consent.ask_consent(s, REQUEST)),
    "ask_consent.confirm_given_out": (Permission.TAKE_STEPS, lambda s: ask_consent.confirm_given_out(s, 1)),
    "ask_consent.suggest_consent": (LOOK, lambda s: ask_consent.suggest_consent(s, 1)),
    "ask_consent.withdraw_request": (
        Permission.TAKE_STEPS,
        lambda s: ask_consent.withdraw_request(s, 1, "settled"),
    ),
    "book_earlier_slip.book_earlier_slip": (RETURN, lambda s: book_earlier_slip.book_earlier_slip(s, SLIP)),
    "form_register.form_ids": (LOOK, lambda s: form_register.form_ids(s, FormFilter())),
    "form_register.form_lines": (LOOK, lambda s: form_register.form_lines(s, [1])),
    "form_register.form_of_consent": (LOOK, lambda s: form_register.form_of_consent(s, 1)),
    "form_register.form_page": (LOOK, lambda s: form_register.form_page(s, 1)),
    "form_register.form_with": (LOOK, lambda s: form_register.form_with(s, "A26-7K3F2-F")),
    "form_register.forms_of_parent": (LOOK, lambda s: form_register.forms_of_parent(s, 1)),
    "form_register.groups": (LOOK, lambda s: form_register.groups(s)),
    "form_register.overdue_count": (LOOK, lambda s: form_register.overdue_count(s)),
    "form_reminders.due_items": (LOOK, lambda s: form_reminders.due_items(s)),
    "form_reminders.reminders_due": (LOOK, lambda s: form_reminders.reminders_due(s)),
    "keep_consent.consents_of_incident": (LOOK, lambda s: keep_consent.consents_of_incident(s, 1)),
    "keep_consent.countersign": (VIEW, lambda s: keep_consent.countersign(s, 1)),
    "keep_consent.mark_invalid": (RETURN, lambda s: keep_consent.mark_invalid(s, 1, "forged")),
    "keep_consent.undo_countersign": (VIEW, lambda s: keep_consent.undo_countersign(s, 1, "by mistake")),
    "keep_consent.withdraw_consent": (RETURN, lambda s: keep_consent.withdraw_consent(s, 1)),
    "match_scans.attach_scan": (RETURN, lambda s: match_scans.attach_scan(s, 1, PAGE)),
    "match_scans.match_by_hand": (RETURN, lambda s: match_scans.match_by_hand(s, 1, "A26-7K3F2-F")),
    "match_scans.match_stack": (RETURN, lambda s: match_scans.match_stack(s, [PAGE])),
    "match_scans.scan_picture": (LOOK, lambda s: match_scans.scan_picture(s, 1)),
    "match_scans.set_aside_scans": (LOOK, lambda s: match_scans.set_aside_scans(s)),
    "match_scans.take_off": (RETURN, lambda s: match_scans.take_off(s, 1, "by mistake")),
    "match_scans.throw_away": (RETURN, lambda s: match_scans.throw_away(s, 1)),
    "print_consent.consent_pages": (Permission.PRINT_LETTERS, lambda s: print_consent.consent_pages(s, 1)),
    "print_register.history_pages": (Permission.PRINT_LETTERS, lambda s: print_register.history_pages(s, 1)),
    "print_register.outstanding_pages": (Permission.PRINT_LETTERS, lambda s: print_register.outstanding_pages(s)),
    "print_register.register_pages": (Permission.PRINT_LETTERS, lambda s: print_register.register_pages(s)),
    "return_form.change_answer": (RETURN, lambda s: return_form.change_answer(s, 1, Answer.DECLINED)),
    "return_form.return_form": (RETURN, lambda s: return_form.return_form(s, "A26-7K3F2-F")),
    "return_form.return_forms": (RETURN, lambda s: return_form.return_forms(s, ["A26-7K3F2-F"])),
    "return_form.undo_entry": (RETURN, lambda s: return_form.undo_entry(s, 1, "by mistake")),
    "seal_messages.admit": (VIEW, lambda s: seal_messages.admit(s, 1)),
    "seal_messages.admit_with_recovery_key": (VIEW, lambda s: seal_messages.admit_with_recovery_key(s, "7KQ4M", 1)),
    "seal_messages.who_opens_without": (LOOK, lambda s: seal_messages.who_opens_without(s, 1)),
    "seal_messages.readers": (LOOK, lambda s: seal_messages.readers(s)),
    "view_messages.describe_message": (
        Permission.RECORD_INCIDENTS,
        lambda s: view_messages.describe_message(s, 1, CHAT),
    ),
    "view_messages.sealed_message": (LOOK, lambda s: view_messages.sealed_message(s, 1)),
    "view_messages.sealed_messages": (LOOK, lambda s: view_messages.sealed_messages(s, 1)),
    "view_messages.view_message": (VIEW, lambda s: view_messages.view_message(s, 1)),
    "view_messages.viewings_of": (LOOK, lambda s: view_messages.viewings_of(s, 1)),
}
