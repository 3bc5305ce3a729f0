"""What another school calendar moves: forms, steps and letters due on a day that is closed by it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from halton_desktop.domain.acknowledgement import Form
from halton_desktop.domain.calendar import SchoolCalendar
from halton_desktop.domain.change import RecordKind
from halton_desktop.domain.incidents.step import Step
from halton_desktop.domain.incidents.step_kind import MEANING, StepKind
from halton_desktop.domain.permission import Permission
from halton_desktop.domain.register import FormFilter
from halton_desktop.services.session import OfficeSession
from halton_desktop.store.unit_of_work import UnitOfWork

MOST_SAID = 8
"""So many steps are named one by one; of more their number is told."""


@dataclass(frozen=True, slots=True)
class Moves:
    """What moves from a day to a day; ``meetings`` are agreed with somebody, so only people move them.

    ``letters`` are printings still to be confirmed: how many letters, and the day they name.
    """

    forms: tuple[tuple[Form, date], ...] = ()
    steps: tuple[tuple[Step, str, date], ...] = ()
    meetings: tuple[tuple[date, str], ...] = ()
    letters: tuple[tuple[int, date, date], ...] = ()

    @property
    def sentences(self) -> tuple[str, ...]:
        """Each move, in words."""
        days = dict.fromkeys((form.due_on, to) for form, to in self.forms if form.due_on)
        found = [_forms(sum((one.due_on, new) == (was, to) for one, new in self.forms), was, to) for was, to in days]
        found += [
            f"{_number(many, 'letter')} still to be confirmed: the slips, wanted by {was:%d/%m/%Y} as printed, "
            f"would be wanted by {to:%d/%m/%Y}."
            for many, was, to in self.letters
        ]
        named = self.steps[:MOST_SAID]
        found += [
            f"{MEANING[step.kind].name} in {reference}, due on {step.due_on:%d/%m/%Y}, would be due on {to:%d/%m/%Y}."
            for step, reference, to in named
        ]
        if len(self.steps) > len(named):
            found.append(f"{_number(len(self.steps) - len(named), 'other step')} would move too.")
        found += [
            f"The meeting in {reference} is on {day:%d/%m/%Y}, a day without school: agree on another."
            for day, reference in self.meetings
        ]
        return tuple(found)


def moved_by(session: OfficeSession, calendar: SchoolCalendar) -> tuple[str, ...]:
    """What keeping this calendar would move, as sentences, before anything is kept."""
    with session.look(Permission.CHANGE_SCHOOL) as work:
        return moves_by(work, session.today, work.incidents.calendar.calendar(), calendar).sentences


def moves_by(work: UnitOfWork, today: date, before: SchoolCalendar, after: SchoolCalendar) -> Moves:
    """The same inside a transaction: nothing is ever due earlier by it, and what is past its day stays past it."""
    steps, meetings = _steps(work, today, before, after)
    return Moves(_slips(work, today, after), steps, meetings, _letters(work, today, after))


def move(work: UnitOfWork, moves: Moves) -> None:
    """Carry it out; the entry of the calendar says it."""
    for form, to in moves.forms:
        work.forms.put_off(form.id, to)
        work.touch(RecordKind.FORM, form.id)
    for step, _reference, to in moves.steps:
        field = MEANING[step.kind].due_field
        details = step.details | ({field: to.isoformat()} if field else {})
        work.incidents.steps.change(replace(step, due_on=to, details=details))
        work.touch(RecordKind.STEP, step.id)
        work.touch(RecordKind.INCIDENT, step.incident_id)
    for incident_id in dict.fromkeys(step.incident_id for step, _reference, _to in moves.steps):
        work.incidents.records.refresh(incident_id)


def _slips(work: UnitOfWork, today: date, after: SchoolCalendar) -> tuple[tuple[Form, date], ...]:
    waiting = work.forms.by_ids(work.forms.ids(FormFilter(outstanding=True), "due"))
    due = [(form, form.due_on) for form in waiting if form.due_on is not None and form.due_on >= today]
    moved = [(form, after.school_day_on_or_after(day), day) for form, day in due]
    return tuple((form, to) for form, to, day in moved if to != day)


def _letters(work: UnitOfWork, today: date, after: SchoolCalendar) -> tuple[tuple[int, date, date], ...]:
    named = [(batch.letters, batch.common.mailing.deadline) for batch in work.letters.unconfirmed()]
    moved = [(many, day, after.school_day_on_or_after(day)) for many, day in named if day >= today]
    return tuple((many, day, to) for many, day, to in moved if to != day)


def _steps(
    work: UnitOfWork, today: date, before: SchoolCalendar, after: SchoolCalendar
) -> tuple[tuple[tuple[Step, str, date], ...], tuple[tuple[date, str], ...]]:
    moved, meetings = [], []
    for step, reference, _about, _parent in work.incidents.steps.due_by(date.max):
        day = step.due_on
        if day is None or day < today:
            continue
        at_school = MEANING[step.kind].in_school_days
        was_open = before.is_school_day(day) if at_school else before.is_office_day(day)
        to = after.school_day_on_or_after(day) if at_school else after.office_day_on_or_after(day)
        if to == day or not was_open:
            continue
        if step.kind is StepKind.MEETING:
            meetings.append((day, reference))
        else:
            moved.append((step, reference, to))
    return tuple(moved), tuple(meetings)


def _forms(many: int, was: date, to: date) -> str:
    return f"{_number(many, 'form')} wanted back by {was:%d/%m/%Y} would be wanted by {to:%d/%m/%Y}."


def _number(many: int, noun: str) -> str:
    return f"{many:,} {noun}{'' if many == 1 else 's'}"


def as_kept(moves: Moves) -> list[str]:
    """What was moved, as the history of changes keeps it."""
    forms = [f"{form.reference}: {form.due_on} to {to}" for form, to in moves.forms]
    named = [(MEANING[step.kind].name, reference, step.due_on, to) for step, reference, to in moves.steps]
    return [*forms, *(f"{name} in {reference}: {was} to {to}" for name, reference, was, to in named)]
