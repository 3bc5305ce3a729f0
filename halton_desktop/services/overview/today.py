"""Everything that is due: cases, forms, the review, printings nobody confirmed, and a backup that is getting old."""

from __future__ import annotations

from datetime import date, timedelta

from halton_desktop.domain.change import RecordKind
from halton_desktop.domain.due import DueItem, in_order
from halton_desktop.domain.permission import Permission
from halton_desktop.services.administration import office_place, other_copies, recovery_sheet, school_calendar
from halton_desktop.services.administration.back_up import BackupPlace, backup_state
from halton_desktop.services.consent_forms import form_reminders
from halton_desktop.services.incidents import incident_reminders
from halton_desktop.services.letters import nobody_told
from halton_desktop.services.letters.print_letters import unconfirmed
from halton_desktop.services.reviews import review_reminders
from halton_desktop.services.session import OfficeSession

BACKUP_GETS_OLD = timedelta(days=3)
"""After so long without a backup Today says so; a long weekend passes quietly."""


STICK_COMES_BACK = timedelta(days=7)
"""A memory stick in the safe is a good place: it is asked for once a week."""


def due_today(session: OfficeSession) -> tuple[DueItem, ...]:
    """What is overdue, due today or soon, most pressing first."""
    found = [*review_reminders.due_items(session), *_backup(session), *school_calendar.due_items(session)]
    found += [*office_place.due_items(session), *recovery_sheet.due_items(session)]
    found += other_copies.due_items(session)
    if session.may(Permission.LOOK):
        found += [*incident_reminders.due_items(session), *form_reminders.due_items(session), *_printings(session)]
        found += nobody_told.due_items(session)
    return in_order(found)


def _printings(session: OfficeSession) -> list[DueItem]:
    return [
        DueItem(
            kind="printing to confirm",
            sentence=f"Say whether the {batch.letters} letters of {batch.prepared_at.astimezone():%d/%m/%Y} came out",
            due_on=batch.prepared_at.astimezone().date(),
            responsible="",
            noun=RecordKind.LETTER,
            record_id=batch.id,
            urgent=True,
        )
        for batch in unconfirmed(session)
    ]


def _backup(session: OfficeSession) -> list[DueItem]:
    state = backup_state(session)
    made: date | None = state.made.date() if state.made else None
    patience = STICK_COMES_BACK if state.place is BackupPlace.ELSEWHERE else BACKUP_GETS_OLD
    if made is not None and state.place is not BackupPlace.GONE and session.today - made < patience:
        return []
    due = made + patience if made and state.place is not BackupPlace.GONE else session.today
    return [DueItem("backup", state.sentence, due, "", RecordKind.OFFICE, 1, urgent=True)]
