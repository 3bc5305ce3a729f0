"""Pupils for whom nobody will be told, and the questions people wait for: what Today and the coverage say of both."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from halton_desktop.domain.acknowledgement import Form, FormKind, FormState
from halton_desktop.domain.change import RecordKind
from halton_desktop.domain.code_of_conduct import edition_in_force
from halton_desktop.domain.due import DueItem
from halton_desktop.domain.mailing import about_others, on_roll
from halton_desktop.domain.parents.parent import Family, Pupil
from halton_desktop.domain.parents.question import QuestionKind
from halton_desktop.domain.told import PupilWithout, may_be_told_of, pupils_without
from halton_desktop.services.parents.decide_questions import open_among
from halton_desktop.services.session import OfficeSession
from halton_desktop.store.unit_of_work import UnitOfWork

NOBODY_TOLD = "nobody told"
"""The kind of the line on Today that opens the list of these pupils."""
_ANSWERED = (FormState.ISSUED, FormState.RETURNED)


def pupils_nobody_is_told_for(session: OfficeSession) -> tuple[PupilWithout, ...]:
    """Every pupil at the school whose people are all contacts only, held, without an address, or none at all."""
    with session.look() as work:
        return without_anybody(session, work, work.parents.families())


def without_anybody(session: OfficeSession, work: UnitOfWork, families: Sequence[Family]) -> tuple[PupilWithout, ...]:
    """The same inside a transaction: whoever can be written to counts, and whoever has the form of this edition."""
    edition = edition_in_force(work.editions.all(), session.today)
    forms = work.forms.newest(FormKind.ACKNOWLEDGEMENT, edition.id) if edition else {}
    return without_told(work.parents.pupils(), families, forms)


def without_told(
    pupils: Sequence[Pupil], families: Sequence[Family], forms: Mapping[int, Form]
) -> tuple[PupilWithout, ...]:
    """Of these pupils those for whom nobody is told, going by the forms of an edition."""
    told = {pupil for family in families for pupil in may_be_told_of(family)}
    have = {parent for parent, form in forms.items() if form.status.state in _ANSWERED}
    told |= {
        child.pupil.id
        for family in families
        if family.parent.id in have
        for child in on_roll(about_others(family) or family)
    }
    return pupils_without(pupils, families, told)


def due_items(session: OfficeSession) -> tuple[DueItem, ...]:
    """A line for what is to be decided, and one for pupils nobody is told for; each opens its list."""
    with session.look() as work:
        families = work.parents.families()
        questions = open_among(work, families)
        without = without_anybody(session, work, families)
    items = []
    if questions:
        held = [question for question in questions if question.kind is not QuestionKind.UNCLEAR]
        waiting = len({parent for question in held for parent in question.parent_ids})
        people = f": {_people(waiting)} for a letter" if waiting else ""
        things = "1 thing" if len(questions) == 1 else f"{len(questions):,} things"
        since = min(question.asked_on or session.today for question in questions)
        words = f"{things} to decide{people}"
        items.append(DueItem("to decide", words, since, "", RecordKind.QUESTION, questions[0].id, urgent=True))
    if without:
        pupils = "1 pupil has" if len(without) == 1 else f"{len(without):,} pupils have"
        words = f"{pupils} nobody who will be told"
        items.append(DueItem(NOBODY_TOLD, words, session.today, "", RecordKind.PUPIL, without[0].pupil_id, urgent=True))
    return tuple(items)


def _people(number: int) -> str:
    return "1 person waits" if number == 1 else f"{number:,} people wait"
