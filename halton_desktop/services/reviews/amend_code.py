"""Editions of the code: draft the next one, write its clauses, adopt it, and keep the papers that belong to it."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import Any

from halton_desktop.domain.change import RecordKind
from halton_desktop.domain.code_of_conduct import (
    Correction,
    Edition,
    check_no_clause_beside,
    checked_adoption,
    checked_correction,
    checked_edition,
    draft_of,
    edition_before,
)
from halton_desktop.domain.edition_difference import in_code_order
from halton_desktop.domain.permission import Permission
from halton_desktop.errors import Refused
from halton_desktop.services.session import OfficeSession
from halton_desktop.store.unit_of_work import UnitOfWork, differing


def list_editions(session: OfficeSession) -> tuple[Edition, ...]:
    """Every edition, newest number first."""
    with session.look(Permission.SEE_FIGURES) as work:
        return work.editions.all()


def start_draft(session: OfficeSession) -> Edition:
    """Begin the next edition as a copy of the last adopted one. Raises Refused where a draft exists."""
    with session.change(Permission.REVIEW_CODE) as work:
        editions = work.editions.all()
        draft = draft_of(editions)
        if draft is not None:
            raise Refused(f"There is a draft of {draft.label.lower()} already.", "Go on with it.", clause="4.1")
        newest = editions[0]
        new = replace(newest, id=0, number=newest.number + 1, effective_on=None, adopted_on=None, changes="")
        new = replace(new, id=work.editions.add(new, work.now))
        work.record("edition drafted", RecordKind.EDITION, new.id, new={"number": new.number, "title": new.title})
        work.commit()
    return new


def change_draft(session: OfficeSession, edition: Edition) -> Edition:
    """Keep a draft as edited, its clauses in the order of the code. Raises InvalidInput, Refused for an adopted one."""
    edition = replace(edition, clauses=in_code_order(edition.clauses))
    checked_edition(edition)
    with session.change(Permission.REVIEW_CODE) as work:
        kept = _draft(work, edition.id)
        edition = replace(edition, number=kept.number, adopted_on=None, recorded_at=kept.recorded_at)
        old, new = differing(plain_edition(kept), plain_edition(edition))
        if new:
            work.editions.change(edition)
            work.record("edition changed", RecordKind.EDITION, edition.id, old, new)
            work.commit()
    return edition


def adopt_edition(session: OfficeSession, edition_id: int, adopted_on: date, effective_on: date) -> Edition:
    """Adopt a draft; from then on it never changes (4.1). Raises InvalidInput naming the field, Refused."""
    with session.change(Permission.REVIEW_CODE) as work:
        editions = work.editions.all()
        kept = work.editions.get(edition_id)
        checked_adoption(kept, edition_before(editions, kept), adopted_on, effective_on, session.today)
        adopted = replace(kept, adopted_on=adopted_on, effective_on=effective_on)
        work.editions.change(adopted)
        days = {"adopted_on": adopted_on.isoformat(), "effective_on": effective_on.isoformat()}
        work.record("edition adopted", RecordKind.EDITION, edition_id, new={"number": kept.number, **days})
        work.commit()
    return adopted


def correct_edition(session: OfficeSession, edition: Edition, reason: str) -> Edition:
    """Put the words or days of an adopted edition right while nothing depends on it; the correction is kept with it.

    Edition 1 is the association’s: its words are put right, no clause is added to it. Raises InvalidInput naming the
    field, Refused once letters, forms, tellings or reviews depend on the edition.
    """
    edition = replace(edition, clauses=in_code_order(edition.clauses))
    with session.change(Permission.REVIEW_CODE) as work:
        kept = work.editions.get(edition.id)
        others = tuple(one for one in work.editions.all() if one.id != edition.id)
        edition = replace(edition, number=kept.number, changes=kept.changes, recorded_at=kept.recorded_at)
        if kept.number == 1:
            check_no_clause_beside(edition, session.files.first_edition(session.today))
        checked_correction(edition, others, work.editions.leaning_on(kept.id), session.today, reason)
        old, new = differing(plain_edition(kept), plain_edition(edition))
        if not new:
            raise Refused("Nothing was changed.", "Put a day or a word right, or leave the edition as it is.")
        before = json.dumps(old, ensure_ascii=False)
        work.editions.correct(edition, Correction(work.now, session.user.name, reason.strip(), before))
        work.record("edition put right", RecordKind.EDITION, edition.id, old, new | {"reason": reason.strip()})
        work.commit()
    return edition


def drop_draft(session: OfficeSession, edition_id: int) -> None:
    """Throw a draft away. Raises Refused for an adopted edition, and while papers are kept with it."""
    with session.change(Permission.REVIEW_CODE) as work:
        kept = _draft(work, edition_id)
        if work.attachments.of_edition(edition_id):
            raise Refused("There are papers kept with this draft.", "Take them out first.")
        for review in work.reviews.all():
            if review.new_edition_id == edition_id:
                work.reviews.change(replace(review, new_edition_id=None))
                work.record("draft of its edition dropped", RecordKind.REVIEW, review.id, {"new_edition": kept.number})
        work.editions.remove(edition_id)
        work.record("edition draft dropped", RecordKind.EDITION, edition_id, plain_edition(kept))
        work.commit()


def _draft(work: UnitOfWork, edition_id: int) -> Edition:
    kept = work.editions.get(edition_id)
    if kept.adopted:
        raise Refused(
            f"{kept.label} was adopted on {kept.adopted_on:%d/%m/%Y} and never changes.",
            "Start a new edition instead.",
            clause="4.1",
        )
    return kept


def plain_edition(edition: Edition) -> dict[str, Any]:
    """An edition as the audit log keeps it."""
    return {
        "title": edition.title,
        "intent": edition.intent,
        "adopted_on": edition.adopted_on.isoformat() if edition.adopted_on else None,
        "effective_on": edition.effective_on.isoformat() if edition.effective_on else None,
        "changes": edition.changes,
        "clauses": {clause.number: clause.statement for clause in edition.clauses},
        "policies": [f"{policy.name} ({policy.place})" if policy.place else policy.name for policy in edition.policies],
    }
