"""How far an edition has been acknowledged, by year group, form class, household or edition."""

from __future__ import annotations

from halton_desktop.domain import coverage as counts
from halton_desktop.domain.acknowledgement import FormKind
from halton_desktop.domain.code_of_conduct import Edition, edition_in_force
from halton_desktop.domain.coverage import Asked, CountedBy, Coverage
from halton_desktop.services.session import OfficeSession
from halton_desktop.store.unit_of_work import UnitOfWork


def coverage(
    session: OfficeSession, edition_id: int | None = None, by: CountedBy = CountedBy.YEAR_GROUP
) -> tuple[Coverage, ...]:
    """One line a group for an edition (the one in force unless given); () where none is in force."""
    with session.look() as work:
        if by is CountedBy.EDITION:
            return tuple(_of_edition(session, work, edition) for edition in work.editions.all() if edition.adopted)
        people = _people(session, work, edition_id)
    if by is CountedBy.FORM_CLASS:
        return counts.by_form_class(people, session.today)
    if by is CountedBy.HOUSEHOLD:
        return counts.by_household(people, session.today)
    return counts.by_year_group(people, session.today)


def whole_school(session: OfficeSession, edition_id: int | None = None) -> Coverage:
    """Everybody once, however many children they have."""
    with session.look() as work:
        return counts.total(_people(session, work, edition_id), session.today)


def _of_edition(session: OfficeSession, work: UnitOfWork, edition: Edition) -> Coverage:
    return counts.total(_people(session, work, edition.id), session.today, edition.label)


def _people(session: OfficeSession, work: UnitOfWork, edition_id: int | None) -> list[Asked]:
    if edition_id is None:
        edition = edition_in_force(work.editions.all(), session.today)
        if edition is None:
            return []
        edition_id = edition.id
    forms = work.forms.newest(FormKind.ACKNOWLEDGEMENT, edition_id)
    return counts.asked_of(work.parents.families(), forms)
