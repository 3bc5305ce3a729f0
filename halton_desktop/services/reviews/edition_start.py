"""When an edition begins: what a start on a day that has passed changes, said beforehand, and taking it back."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from halton_desktop.domain.acknowledgement import Form, FormKind
from halton_desktop.domain.change import RecordKind
from halton_desktop.domain.code_of_conduct import Correction, Edition, checked_taking_back, edition_in_force
from halton_desktop.domain.name import joined
from halton_desktop.domain.permission import Permission
from halton_desktop.domain.register import FormFilter
from halton_desktop.services.reviews.amend_code import plain_edition
from halton_desktop.services.session import OfficeSession
from halton_desktop.store.unit_of_work import UnitOfWork, differing

MOST_NAMED = 6
"""So many references are named; of more their number is told."""


def what_start_changes(session: OfficeSession, edition_id: int, effective_on: date | None) -> tuple[str, ...]:
    """Which incidents and slips it changes that an edition begins on a day, as sentences; None: that it is taken back.

    () where it begins today or later and did so before.
    """
    with session.look(Permission.REVIEW_CODE) as work:
        before = work.editions.all()
        edition = work.editions.get(edition_id)
        adopted_on = edition.adopted_on or effective_on if effective_on else None
        begun = replace(edition, effective_on=effective_on, adopted_on=adopted_on)
        after = tuple(begun if one.id == edition_id else one for one in before)
        starts = [day for day in (effective_on, edition.effective_on if edition.adopted else None) if day]
        first = min(starts, default=session.today)
        if first >= session.today:
            return ()
        return (*_incidents(work, before, after, first), *_slips(session, work, edition, after, first))


def take_back_adoption(session: OfficeSession, edition_id: int, reason: str) -> Edition:
    """Make an adopted edition a draft again while nothing depends on it; what it was stays on file with the reason.

    Raises InvalidInput (``reason``), Refused once something depends on it, and for edition 1.
    """
    with session.change(Permission.REVIEW_CODE) as work:
        kept = work.editions.get(edition_id)
        others = tuple(one for one in work.editions.all() if one.id != edition_id)
        checked_taking_back(kept, others, work.editions.leaning_on(edition_id), reason)
        draft = replace(kept, adopted_on=None, effective_on=None)
        old, new = differing(plain_edition(kept), plain_edition(draft))
        before = json.dumps(old, ensure_ascii=False)
        work.editions.correct(draft, Correction(work.now, session.user.name, reason.strip(), before))
        work.record("adoption taken back", RecordKind.EDITION, edition_id, old, new | {"reason": reason.strip()})
        work.commit()
    return draft


def _incidents(
    work: UnitOfWork, before: tuple[Edition, ...], after: tuple[Edition, ...], first: date
) -> tuple[str, ...]:
    """The incidents that would be judged by another edition than now."""
    moved: dict[str, list[str]] = {}
    for reference, day in work.incidents.list.happened_since(first):
        now, then = edition_in_force(before, day), edition_in_force(after, day)
        if then is not None and now != then and (now is None or now.id != then.id):
            moved.setdefault(then.label.lower(), []).append(reference)
    return tuple(f"{_named(references, 'incident')} would come under {label}." for label, references in moved.items())


def _slips(
    session: OfficeSession, work: UnitOfWork, edition: Edition, after: tuple[Edition, ...], first: date
) -> tuple[str, ...]:
    """The slips of other editions that were sent or came back since it is to have begun."""
    in_force = edition_in_force(after, session.today)
    if in_force is None:
        return ()
    if in_force.id != edition.id:
        return (f"The slips of {in_force.label.lower()} would count again.",)
    again = f"Everybody would be asked for {edition.label.lower()} anew."
    found = work.forms.by_ids(work.forms.ids(FormFilter(kind=FormKind.ACKNOWLEDGEMENT), "reference"))
    since = [form.reference for form in found if form.edition_id != edition.id and _last_day(form) >= first]
    if not since:
        return (again,)
    kept = f"{_named(since, 'slip')}, sent or answered since {first:%d/%m/%Y}, would stay of the edition before."
    return (kept, again)


def _last_day(form: Form) -> date:
    return max((day for day in (form.issued_on, form.status.on) if day), default=date.min)


def _named(references: Sequence[str], noun: str) -> str:
    if len(references) == 1:
        return f"The {noun} {references[0]}"
    more = len(references) - MOST_NAMED
    named = [*references[:MOST_NAMED], f"{more:,} more"] if more > 0 else list(references)
    return f"{len(references):,} {noun}s ({joined(named)})"
