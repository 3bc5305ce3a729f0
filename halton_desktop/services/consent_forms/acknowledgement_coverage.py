"""How far an edition has been acknowledged, by year group, form class, household or edition."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date

from halton_desktop.domain import coverage as counts
from halton_desktop.domain.acknowledgement import FormKind
from halton_desktop.domain.as_of import families_on, pupils_on
from halton_desktop.domain.code_of_conduct import Edition, edition_in_force, last_day_of
from halton_desktop.domain.coverage import Asked, CountedBy, Coverage, Missed
from halton_desktop.domain.mailing import block_on, on_roll
from halton_desktop.domain.parents.parent import Family
from halton_desktop.domain.permission import Permission, require
from halton_desktop.domain.register import Acknowledged
from halton_desktop.domain.told import PupilWithout
from halton_desktop.services.consent_forms.form_reminders import RemindersDue, reminders_among
from halton_desktop.services.consent_forms.who_owes import asked_today
from halton_desktop.services.letters.nobody_told import without_anybody, without_told
from halton_desktop.services.session import OfficeSession
from halton_desktop.store.parent_store import known_since
from halton_desktop.store.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class CoverageOverview:
    """What the Coverage page shows: the whole school, one line a group, how many the count misses, and for those who
    work with the register who is due a reminder and who was told nothing.

    ``not_told``: parents without any form for the edition in force: new joiners, or everybody when it is new.
    ``undecided``: of how many people nobody has said yet whether the code asks them; ``held``: to how many nothing may
    be printed; ``untold``: for how many pupils nobody is told, and ``pupils_without`` who they are.
    """

    school: Coverage
    lines: tuple[Coverage, ...]
    due: RemindersDue = field(default_factory=RemindersDue)
    not_told: tuple[int, ...] = ()
    undecided: int = 0
    held: int = 0
    untold: int = 0
    pupils_without: tuple[PupilWithout, ...] = ()


def overview(session: OfficeSession, by: CountedBy = CountedBy.YEAR_GROUP) -> CoverageOverview:
    """All of it for the edition in force, reading the register once."""
    _require_may_count_by(session, by)
    with session.look(Permission.SEE_FIGURES) as work:
        families = work.parents.families()
        people = _people(session, work, None, families)
        due = reminders_among(session, work, people)
        without = without_anybody(session, work, families)
        editions = [edition for edition in work.editions.all() if edition.adopted]
        missed = counts.missed_by(people, families, without, session.today)
        lines = (
            tuple(_of_edition(session, work, edition, families) for edition in editions)
            if by is CountedBy.EDITION
            else _grouped(session, people, by, missed)
        )
    new = [person for person in people if person.word(session.today) is Acknowledged.NOT_ASKED]
    not_told = tuple(person.family.parent.id for person in new)
    here = [family for family in families if on_roll(family)]
    undecided = sum(family.parent.undecided for family in here)
    held = sum(bool(block_on(one)) and (one.parent.adheres or one.parent.undecided) for one in here)
    school = counts.total(people, session.today, missed=missed)
    counted = CoverageOverview(school, lines, undecided=undecided, held=held, untold=len(without))
    if not session.may(Permission.LOOK):
        return counted
    return replace(counted, due=due, not_told=not_told, pupils_without=without)


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
        missed = _missed(session, work, people, families, edition_id)
    return _grouped(session, people, by, missed)


def whole_school(session: OfficeSession, edition_id: int | None = None) -> Coverage:
    """Everybody once, however many children they have; of an edition that is over, as it was on its last day."""
    with session.look(Permission.SEE_FIGURES) as work:
        families = work.parents.families()
        if edition_id is not None:
            return _of_edition(session, work, work.editions.get(edition_id), families, "Whole school")
        people = _people(session, work, None, families)
        return counts.total(people, session.today, missed=_missed(session, work, people, families, None))


def whole_school_on(session: OfficeSession, edition_id: int, day: date) -> Coverage:
    """The same as it was at the end of a day that has passed: its people, its forms, its answers."""
    with session.look(Permission.SEE_FIGURES) as work:
        known = known_since(work.connection)
        families = families_on(work.parents.families(), known, day)
        forms = work.forms.newest_on(FormKind.ACKNOWLEDGEMENT, edition_id, day)
        people = counts.asked_of(families, forms)
        without = without_told(pupils_on(work.parents.pupils(), known, day), families, forms)
        return counts.total(people, day, missed=counts.missed_by(people, families, without, day))


def _missed(
    session: OfficeSession, work: UnitOfWork, people: list[Asked], families: list[Family], edition_id: int | None
) -> tuple[Missed, ...]:
    """Whom the counts of the edition in force miss; of an older one nobody is to be told any more."""
    in_force = edition_in_force(work.editions.all(), session.today)
    if edition_id is not None and (in_force is None or in_force.id != edition_id):
        return ()
    return counts.missed_by(people, families, without_anybody(session, work, families), session.today)


def _require_may_count_by(session: OfficeSession, by: CountedBy) -> None:
    """A household's line names it: raises NotAllowed for somebody who may see figures only."""
    if by is CountedBy.HOUSEHOLD:
        require(session.user.role, Permission.LOOK)


def _grouped(
    session: OfficeSession, people: list[Asked], by: CountedBy, missed: tuple[Missed, ...]
) -> tuple[Coverage, ...]:
    if by is CountedBy.FORM_CLASS:
        return counts.by_form_class(people, session.today, missed)
    if by is CountedBy.HOUSEHOLD:
        return counts.by_household(people, session.today)
    return counts.by_year_group(people, session.today, missed)


def _of_edition(
    session: OfficeSession, work: UnitOfWork, edition: Edition, families: list[Family], group: str = ""
) -> Coverage:
    """One edition; one that is over counts the people of its last day, and every answer to it whenever it came."""
    last = last_day_of(work.editions.all(), edition, session.today)
    if last is not None:
        there = families_on(families, known_since(work.connection), last)
        people = counts.asked_of(there, work.forms.newest_on(FormKind.ACKNOWLEDGEMENT, edition.id, None))
        return counts.total(people, last, group or edition.label)
    people = _people(session, work, edition.id, families)
    missed = _missed(session, work, people, families, edition.id)
    return counts.total(people, session.today, group or edition.label, missed)


def _people(session: OfficeSession, work: UnitOfWork, edition_id: int | None, families: list[Family]) -> list[Asked]:
    if edition_id is None:
        return asked_today(session, work, families)
    return counts.asked_of(families, work.forms.newest(FormKind.ACKNOWLEDGEMENT, edition_id))
