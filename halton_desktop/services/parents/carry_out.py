"""What an answer of the To decide list does: each choice has its own function, so that none is only written down."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from halton_desktop.domain.change import RecordKind
from halton_desktop.domain.importing.file_values import CHILD_ADDRESS, FileValues, Given, address_from, plain
from halton_desktop.domain.importing.import_capacities import answered_capacities
from halton_desktop.domain.importing.import_gone import HOLD, LEFT, STILL_RIGHT
from halton_desktop.domain.importing.import_homes import LIVE_THERE
from halton_desktop.domain.importing.import_identity import DIFFERENT, NOT_OURS, RENAMED, SAME, TWO_CHILDREN
from halton_desktop.domain.parents import answers
from halton_desktop.domain.parents.hold import DECIDED, Hold, HoldKind
from halton_desktop.domain.parents.parent import Capacity, Parent
from halton_desktop.domain.parents.question import Question, QuestionKind
from halton_desktop.services.parents.hold_and_ask import hold_entry
from halton_desktop.services.parents.keep_holds import lift
from halton_desktop.services.parents.take_back_parent import put_together
from halton_desktop.services.session import OfficeSession
from halton_desktop.store.parent_store import parent_fields, pupil_fields
from halton_desktop.store.unit_of_work import UnitOfWork, differing

_NAME = ("title", "forename", "surname")
FINAL = frozenset({SAME.key, RENAMED.key, NOT_OURS.key, LIVE_THERE.key, LEFT.key})
"""What these did is on the people's own pages and is changed there: they are not taken back."""


def carry_out(session: OfficeSession, work: UnitOfWork, question: Question, key: str, because: str) -> set[int]:
    """Do what the answer says; returns the parents it changed."""
    if question.kind is QuestionKind.RELATIONSHIP:
        people = [one for one in work.parents.parents(question.parent_ids) if one.undecided]
        return give(work, people, Capacity.UNDECIDED, answers.CAPACITY_OF[key])
    holds = [hold for hold in work.decisions.holds.of_question(question.id) if hold.stands]
    for hold in holds if key == answers.LIFT.key else ():
        lift(work, hold, session, because)
    for hold in (one for one in holds if key in _SETTLING and one.kind is HoldKind.UNDECIDED):
        lift(work, hold, session, f"{question.text}: {_label(question, key)}")
    doing = _DOING.get((question.kind, key)) or _DOING.get((None, key))
    changed = doing(session, work, question) if doing else set()
    work.touch(RecordKind.PARENT, *(hold.parent_id for hold in holds), *changed)
    return changed | {hold.parent_id for hold in holds}


def give(work: UnitOfWork, people: Sequence[Parent], old: Capacity, new: Capacity) -> set[int]:
    """Change one capacity into another; it goes on following the files, where nobody had typed it."""
    after = {parent.id: replace(parent, capacities=(parent.capacities - {old}) | {new}) for parent in people}
    for parent in people:
        _change(work, parent, after[parent.id])
    known = work.decisions.file_values.all().parents
    answered = {parent.id: answered_capacities(known.get(parent.id), parent, after[parent.id]) for parent in people}
    work.decisions.file_values.keep(FileValues(parents={one: fields for one, fields in answered.items() if fields}))
    return set(after)


_SETTLING = frozenset({answers.OTHER, DIFFERENT.key, TWO_CHILDREN.key, STILL_RIGHT.key})
"""With these a doubt is over, and whoever was held for it alone is written to."""


def _never(session: OfficeSession, work: UnitOfWork, question: Question) -> set[int]:
    holds = [one for one in work.decisions.holds.of_question(question.id) if one.stands and one.pupil_id is not None]
    for parent_id in dict.fromkeys(hold.parent_id for hold in holds):
        reason = next(hold.reason for hold in holds if hold.parent_id == parent_id)
        wide = Hold(0, parent_id, HoldKind.NO_CONTACT, reason, DECIDED, session.today)
        work.decisions.holds.add(wide, question.id)
        work.record("held for every child", RecordKind.PARENT, parent_id, new=hold_entry(wide))
    return set()


def _block(session: OfficeSession, work: UnitOfWork, question: Question) -> set[int]:
    """Those at whom words stand that nobody understood, and who are not to be written to."""
    for parent_id in question.parent_ids:
        hold = Hold(0, parent_id, HoldKind.NO_CONTACT, question.value, DECIDED, session.today)
        work.decisions.holds.add(hold, question.id)
        work.record("held by an answer", RecordKind.PARENT, parent_id, new=hold_entry(hold))
    return set(question.parent_ids)


def _one_person(session: OfficeSession, work: UnitOfWork, question: Question) -> set[int]:
    here = [parent.id for parent in work.parents.parents(question.parent_ids)]
    if len(here) == 2:  # else they were made one already, on somebody's page
        put_together(session, work, here[0], here[1], reason=question.text)
    return set(here[:1])


def _take_the_name(_session: OfficeSession, work: UnitOfWork, question: Question) -> set[int]:
    known = work.decisions.file_values.all().parents
    people = work.parents.parents(question.parent_ids)
    for parent in people:
        said = {name: str(given.said) for name in _NAME if (given := known.get(parent.id, {}).get(name)) and given.said}
        _change(work, parent, replace(parent, **said))  # type: ignore[arg-type]  # fields by name
        fields = {**known.get(parent.id, {}), **{name: Given(value, value) for name, value in said.items()}}
        work.decisions.file_values.keep(FileValues(parents={parent.id: fields}))
    return {parent.id for parent in people}


def _live_there(_session: OfficeSession, work: UnitOfWork, question: Question) -> set[int]:
    known = work.decisions.file_values.all().parents
    changed = set()
    for parent in work.parents.parents(question.parent_ids):
        fields = known.get(parent.id, {})
        home = fields.get(CHILD_ADDRESS)
        if home is not None and home.said and not parent.address:
            address = address_from(home.said)
            _change(work, parent, replace(parent, address=address))
            kept = {**fields, "address": Given(plain(address), plain(address))}
            work.decisions.file_values.keep(FileValues(parents={parent.id: kept}))
            changed.add(parent.id)
    return changed


def _hold(session: OfficeSession, work: UnitOfWork, question: Question) -> set[int]:
    """Contacts the file no longer names: nothing about the children it names others for."""
    for tie in work.parents.ties(question.parent_ids):
        if tie.pupil_id in question.pupil_ids:
            words = "no longer listed for the child in the file"
            hold = Hold(0, tie.parent_id, HoldKind.NO_CONTACT, words, DECIDED, session.today, tie.pupil_id)
            work.decisions.holds.add(hold, question.id)
            work.record("held by an answer", RecordKind.PARENT, tie.parent_id, new=hold_entry(hold))
    return set(question.parent_ids) if question.pupil_ids else set()


def _left(session: OfficeSession, work: UnitOfWork, question: Question) -> set[int]:
    return _mark_left(session, work, question.pupil_ids)


def _not_ours(session: OfficeSession, work: UnitOfWork, question: Question) -> set[int]:
    """The second pupil of such a question is the new one."""
    return _mark_left(session, work, question.pupil_ids[1:])


def _mark_left(session: OfficeSession, work: UnitOfWork, pupil_ids: Sequence[int]) -> set[int]:
    told: set[int] = set()
    for pupil in (one for one in work.parents.pupils(pupil_ids) if one.left_on is None):
        after = replace(pupil, left_on=session.today)
        work.decisions.file_values.before_a_change(pupil)
        work.parents.change_pupils([after])
        work.record("pupil changed", RecordKind.PUPIL, pupil.id, *differing(pupil_fields(pupil), pupil_fields(after)))
        told |= {parent.id for parent, _tie in work.parents.parents_of(pupil.id)}
    return told


_DOING: dict[tuple[QuestionKind | None, str], Callable[[OfficeSession, UnitOfWork, Question], set[int]]] = {
    (None, answers.NEVER.key): _never,
    (QuestionKind.UNCLEAR, answers.NEVER.key): _block,
    (QuestionKind.SAME_PERSON, SAME.key): _one_person,
    (QuestionKind.SAME_PERSON, RENAMED.key): _take_the_name,
    (QuestionKind.SAME_PERSON, NOT_OURS.key): _not_ours,
    (QuestionKind.CHILD_ADDRESS, LIVE_THERE.key): _live_there,
    (QuestionKind.GONE, HOLD.key): _hold,
    (QuestionKind.GONE, LEFT.key): _left,
}
"""The rest only settles the question, or lifts its holds."""


def _change(work: UnitOfWork, before: Parent, after: Parent) -> None:
    was, now = differing(parent_fields(before), parent_fields(after))
    if now:
        work.parents.change_parents([after])
        for following in ("adheres", "sort_name"):
            was.pop(following, None)
            now.pop(following, None)
        work.record("parent changed", RecordKind.PARENT, before.id, was, now)
        work.parents.index([before.id])


def _label(question: Question, key: str) -> Any:
    return next((choice.label for choice in question.choices if choice.key == key), key).lower()
