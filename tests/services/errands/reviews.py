"""Errands about the code: reviews, editions, telling everyone, figures and the association return."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from halton_desktop.domain.attachment import AttachmentKind
from halton_desktop.domain.audience import Audience, Channel, Notification
from halton_desktop.domain.permission import Permission
from halton_desktop.domain.review import Participant, Review, ReviewOutcome
from halton_desktop.domain.yearly_figures import YearlyFigures, school_year_period
from halton_desktop.services.reviews import (
    amend_code,
    association_return,
    edition_start,
    find_reviews,
    keep_attachments,
    print_review,
    review_reminders,
    start_review,
    tell_everyone,
    yearly_report,
)
from halton_desktop.services.session import OfficeSession

DAY = date(2026, 11, 23)
NOWHERE = Path("nowhere", "at-all.pdf")
PERIOD = school_year_period(2026)
FIGURES = YearlyFigures(PERIOD)
COLOURS = {"ground": "#FFFFFF", "bar": "#1F5FA8", "text": "#000000", "muted": "#888888"}
HELD = Review(0, DAY, held_on=DAY, participants=(Participant("A"),), outcome=ReviewOutcome.UNCHANGED)
PREPARED = association_return.PreparedReturn(b"{}", FIGURES, "", "a.haltonreturn", 2026)


def _draft(session: OfficeSession) -> object:
    """Edition 1 under another id: what is refused is the errand, not the words."""
    edition = amend_code.list_editions(session)[0]
    return amend_code.change_draft(session, replace(edition, id=9))


def _correction(session: OfficeSession) -> object:
    return amend_code.correct_edition(session, amend_code.list_editions(session)[0], "by mistake")


SEE = Permission.SEE_FIGURES

ERRANDS = {
    "amend_code.correct_edition": (Permission.REVIEW_CODE, _correction),
    "amend_code.adopt_edition": (Permission.REVIEW_CODE, lambda s: amend_code.adopt_edition(s, 9, DAY, DAY)),
    "amend_code.change_draft": (Permission.REVIEW_CODE, _draft),
    "amend_code.drop_draft": (Permission.REVIEW_CODE, lambda s: amend_code.drop_draft(s, 9)),
    "amend_code.list_editions": (SEE, lambda s: amend_code.list_editions(s)),
    "edition_start.take_back_adoption": (
        Permission.REVIEW_CODE,
        lambda s: edition_start.take_back_adoption(s, 9, "by mistake"),
    ),
    "edition_start.what_start_changes": (
        Permission.REVIEW_CODE,
        lambda s: edition_start.what_start_changes(s, 1, DAY),
    ),
    "amend_code.start_draft": (Permission.REVIEW_CODE, lambda s: amend_code.start_draft(s)),
    "association_return.association_lines": (
        SEE,
        lambda s: association_return.association_lines(s, 2026),
    ),
    "association_return.association_report_pdf": (
        SEE,
        lambda s: association_return.association_report_pdf(s, 2026),
    ),
    "association_return.confirm_fingerprint": (
        Permission.REVIEW_CODE,
        lambda s: association_return.confirm_fingerprint(s, "Riverside College"),
    ),
    "association_return.forget_key": (
        Permission.REVIEW_CODE,
        lambda s: association_return.forget_key(s, "Riverside College", "new file"),
    ),
    "association_return.import_returns": (
        Permission.REVIEW_CODE,
        lambda s: association_return.import_returns(s, [NOWHERE], 2026),
    ),
    "association_return.own_school": (SEE, lambda s: association_return.own_school(s)),
    "association_return.prepare_return": (
        Permission.EXPORT,
        lambda s: association_return.prepare_return(s, "Riverside College", 2026),
    ),
    "association_return.save_return": (
        Permission.EXPORT,
        lambda s: association_return.save_return(s, PREPARED, Path("no such folder") / "a.haltonreturn"),
    ),
    "find_reviews.edition_page": (SEE, lambda s: find_reviews.edition_page(s, 1)),
    "find_reviews.history_ids": (SEE, lambda s: find_reviews.history_ids(s)),
    "find_reviews.history_lines": (SEE, lambda s: find_reviews.history_lines(s, [2])),
    "find_reviews.review_page": (SEE, lambda s: find_reviews.review_page(s, 1)),
    "find_reviews.review_status": (SEE, lambda s: find_reviews.review_status(s)),
    "keep_attachments.attach_file": (
        Permission.REVIEW_CODE,
        lambda s: keep_attachments.attach_file(s, NOWHERE, AttachmentKind.OTHER, edition_id=1),
    ),
    "keep_attachments.attachment_content": (SEE, lambda s: keep_attachments.attachment_content(s, 1)),
    "keep_attachments.remove_attachment": (Permission.REVIEW_CODE, lambda s: keep_attachments.remove_attachment(s, 1)),
    "keep_attachments.save_attachment": (Permission.EXPORT, lambda s: keep_attachments.save_attachment(s, 1, NOWHERE)),
    "print_review.review_minute_pdf": (SEE, lambda s: print_review.review_minute_pdf(s, 1)),
    "review_reminders.due_items": (SEE, lambda s: review_reminders.due_items(s)),
    "start_review.correct_review": (Permission.REVIEW_CODE, lambda s: start_review.correct_review(s, HELD)),
    "start_review.drop_review": (Permission.REVIEW_CODE, lambda s: start_review.drop_review(s, 1)),
    "start_review.finish_review": (Permission.REVIEW_CODE, lambda s: start_review.finish_review(s, HELD)),
    "start_review.keep_review": (Permission.REVIEW_CODE, lambda s: start_review.keep_review(s, HELD)),
    "start_review.plan_review": (Permission.REVIEW_CODE, lambda s: start_review.plan_review(s, DAY)),
    "start_review.read_review": (SEE, lambda s: start_review.read_review(s, 1)),
    "start_review.record_review": (Permission.REVIEW_CODE, lambda s: start_review.record_review(s, HELD)),
    "start_review.start_review": (Permission.REVIEW_CODE, lambda s: start_review.start_review(s)),
    "start_review.usual_next_review": (SEE, lambda s: start_review.usual_next_review(s, DAY)),
    "tell_everyone.read_staff_names": (
        Permission.REVIEW_CODE,
        lambda s: tell_everyone.read_staff_names(s, Path("nowhere.csv")),
    ),
    "tell_everyone.record_notification": (
        Permission.REVIEW_CODE,
        lambda s: tell_everyone.record_notification(s, Notification(0, 1, Audience.STAFF, Channel.NOTICE, DAY, by="A")),
    ),
    "tell_everyone.staff_notice_pdf": (
        Permission.REVIEW_CODE,
        lambda s: tell_everyone.staff_notice_pdf(s, 9, Audience.STAFF, ()),
    ),
    "tell_everyone.take_back_notification": (
        Permission.REVIEW_CODE,
        lambda s: tell_everyone.take_back_notification(s, 1, "a mistake"),
    ),
    "yearly_report.freeze_year": (Permission.REVIEW_CODE, lambda s: yearly_report.freeze_year(s, 2020)),
    "yearly_report.frozen_year": (SEE, lambda s: yearly_report.frozen_year(s, 2020)),
    "yearly_report.chart_svg": (SEE, lambda s: yearly_report.chart_svg(s, FIGURES, "month", COLOURS)),
    "yearly_report.every_count": (Permission.SEE_SMALL_COUNTS, lambda s: yearly_report.every_count(s, PERIOD)),
    "yearly_report.usual_period": (SEE, lambda s: yearly_report.usual_period(s)),
    "yearly_report.yearly_figures": (SEE, lambda s: yearly_report.yearly_figures(s, PERIOD)),
    "yearly_report.yearly_report_pdf": (
        SEE,
        lambda s: yearly_report.yearly_report_pdf(s, FIGURES, None),
    ),
}
