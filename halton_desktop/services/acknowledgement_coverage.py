"""How far an edition has been acknowledged, by year group, form class, household or edition."""

from __future__ import annotations

from dataclasses import dataclass

from halton_desktop.domain import coverage as counts
from halton_desktop.domain.acknowledgement import FormKind
from halton_desktop.domain.code_of_conduct import Edition, edition_in_force
from halton_desktop.domain.coverage import Asked, CountedBy, Coverage
from halton_desktop.domain.parent import Family
from halton_desktop.domain.permission import Permission, require
from halton_desktop.services.form_reminders import RemindersDue, reminders_among
from halton_desktop.services.session import OfficeSession
from halton_desktop.store.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class CoverageOverview:
    """What the Coverage page shows: the whole school, one line a group, who is due a reminder, who was told nothing.

    ``not_told``: parents without any form for the edition in force: new joiners, or everybody when it is new.
    """

    school: Coverage
    lines: tuple[Coverage, ...]
    due: RemindersDue
    not_told: tuple[int, ...] = ()


def overview(session: OfficeSession, by: CountedBy = CountedBy.YEAR_GROUP) -> CoverageOverview:
    """All of it for the edition in force, reading the register once."""
    _require_may_count_by(session, by)
    with session.look(Permission.SEE_FIGURES) as work:
        families = work.parents.families()
        people = _people(session, work, None, families)
        due = reminders_among(session, work, families)
        editions = [edition for edition in work.editions.all() if edition.adopted]
        lines = (
            tuple(_of_edition(session, work, edition, families) for edition in editions)
            if by is CountedBy.EDITION
            else _grouped(session, people, by)
        )
    not_told = tuple(person.family.parent.id for person in people if person.form is None)
    return CoverageOverview(counts.total(people, session.today), lines, due, not_told)


def coverage(
    session: OfficeSession, edition_id: int | None = None, by: CountedBy = CountedBy.YEAR_GROUP
) -> tuple[Coverage, ...]:
    """One line a group for an edition (the one in force unless given); () where none is in force."""
    _require_may_count_by(session, by)
    with session.look(Permission.SEE_FIGURES) as work:
        families = work.parents.families()
        if by is CountedBy.EDITION:
            editions = [edition for edition in work.editions.all() if edition.adopted]
            return tuple(_of_edition(session, work, edition, families) for edition in editions)
        people = _people(session, work, edition_id, families)
    return _grouped(session, people, by)


def whole_school(session: OfficeSession, edition_id: int | None = None) -> Coverage:
    """Everybody once, however many children they have."""
    with session.look(Permission.SEE_FIGURES) as work:
        return counts.total(_people(session, work, edition_id, work.parents.families()), session.today)


def _require_may_count_by(session: OfficeSession, by: CountedBy) -> None:
    """A household's line names it: raises NotAllowed for somebody who may see figures only."""
    if by is CountedBy.HOUSEHOLD:
        require(session.user.role, Permission.LOOK)


def _grouped(session: OfficeSession, people: list[Asked], by: CountedBy) -> tuple[Coverage, ...]:
    if by is CountedBy.FORM_CLASS:
        return counts.by_form_class(people, session.today)
    if by is CountedBy.HOUSEHOLD:
        return counts.by_household(people, session.today)
    return counts.by_year_group(people, session.today)


def _of_edition(session: OfficeSession, work: UnitOfWork, edition: Edition, families: list[Family]) -> Coverage:
    return counts.total(_people(session, work, edition.id, families), session.today, edition.label)


def _people(session: OfficeSession, work: UnitOfWork, edition_id: int | None, families: list[Family]) -> list[Asked]:
    if edition_id is None:
        edition = edition_in_force(work.editions.all(), session.today)
        if edition is None:
            return []
        edition_id = edition.id
    return counts.asked_of(families, work.forms.newest(FormKind.ACKNOWLEDGEMENT, edition_id))
