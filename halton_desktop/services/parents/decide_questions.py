"""The To decide list: what the office is asked, about whom, answered in groups, remembered, and taken back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from halton_desktop.domain.change import RecordKind
from halton_desktop.domain.listed_name import ListedNames
from halton_desktop.domain.mailing import on_roll
from halton_desktop.domain.parents import answers
from halton_desktop.domain.parents.hold import DECIDED
from halton_desktop.domain.parents.parent import Capacity, Family
from halton_desktop.domain.parents.question import Question, QuestionKind
from halton_desktop.domain.permission import Permission, require
from halton_desktop.errors import InvalidInput, Refused
from halton_desktop.services.listed_names import names_in_lists
from halton_desktop.services.parents.carry_out import FINAL, carry_out, give
from halton_desktop.services.parents.hold_and_ask import hold_entry
from halton_desktop.services.parents.keep_holds import checked_reason, hold_again
from halton_desktop.services.session import OfficeSession
from halton_desktop.store.unit_of_work import UnitOfWork

_OF_HOLDS = (QuestionKind.RESTRICTION, QuestionKind.REMARK)
_ORDER = (
    QuestionKind.RESTRICTION,
    QuestionKind.REMARK,
    QuestionKind.SAME_PERSON,
    QuestionKind.CHILD_ADDRESS,
    QuestionKind.RELATIONSHIP,
    QuestionKind.UNCLEAR,
    QuestionKind.GONE,
)
"""Worst first."""


@dataclass(frozen=True, slots=True)
class Concerned:
    """Somebody a question is about: who, whose parent, and the file’s words where they are held."""

    parent_id: int
    who: str
    children: str
    words: str = ""


def to_decide(session: OfficeSession) -> tuple[Question, ...]:
    """What nobody has answered, worst first, then by how many wait; each with those whom it still concerns."""
    with session.look() as work:
        names = names_in_lists(session, work)
        return tuple(_named(names, one) for one in open_among(work, work.parents.families()))


def anything_asked(session: OfficeSession) -> bool:
    """Whether a question is open, read quickly."""
    with session.look() as work:
        return bool(work.decisions.questions.open())


def decided(session: OfficeSession) -> tuple[Question, ...]:
    """What was answered, newest first: each can be taken back."""
    with session.look() as work:
        names = names_in_lists(session, work)
        found = [_named(names, question) for question in work.decisions.questions.all() if question.answer]
    return tuple(sorted(found, key=lambda one: (one.answered_on or session.today, one.id), reverse=True))


def concerned(session: OfficeSession, question_id: int) -> tuple[Concerned, ...]:
    """The people of a question, in the order of the register. Raises NotFound."""
    with session.look() as work:
        question = work.decisions.questions.get(question_id)
        words = {hold.parent_id: hold.words for hold in work.decisions.holds.of_question(question_id)}
        families = work.parents.families(question.parent_ids)
        held = work.decisions.holds.standing_by_question()
        names = names_in_lists(session, work)
    still = question if question.answer else _still_open(question, families, held)
    people = [family for family in families if family.parent.id in still.parent_ids]
    return tuple(
        Concerned(
            family.parent.id,
            names.parent(family.parent).full_name,
            ", ".join(child.pupil.name_and_form for child in on_roll(family)),
            names.why_not(family.parent, words.get(family.parent.id, "")),
        )
        for family in sorted(people, key=lambda one: one.parent.surname.casefold())
    )


def _named(names: ListedNames, question: Question) -> Question:
    """A question asked before a name was protected still holds it."""
    return replace(question, text=names.words(question.text), meanwhile=names.words(question.meanwhile))


def open_among(work: UnitOfWork, families: Sequence[Family]) -> tuple[Question, ...]:
    """The same inside a transaction, for families that were read already."""
    held = work.decisions.holds.standing_by_question()
    here = [family for family in families if on_roll(family)]
    found = [_still_open(question, here, held) for question in work.decisions.questions.open()]
    waiting = [one for one in found if one.parent_ids or (one.kind not in _OF_PEOPLE and one.pupil_ids)]
    return tuple(sorted(waiting, key=lambda one: (_ORDER.index(one.kind), -len(one.parent_ids), one.id)))


def answer_questions(session: OfficeSession, question_ids: Sequence[int], key: str, reason: str = "") -> None:
    """Give the same answer to each. Raises InvalidInput for an answer none of the choices, or lifting without reason.

    Whoever was decided on by hand meanwhile stays as they are. Lifting asks for the permission to lift blocks.
    """
    because = checked_reason(reason) if key == answers.LIFT.key else reason.strip()
    if key == answers.LIFT.key:
        require(session.user.role, Permission.LIFT_LETTER_BLOCKS)
    with session.change(Permission.EDIT_PARENTS) as work:
        for question_id in question_ids:
            question = work.decisions.questions.get(question_id)
            if question.answer:
                raise Refused(f"{question.text}: {question.answered_by} has answered this already.")
            choice = next((one for one in question.choices if one.key == key), None)
            if choice is None:
                raise InvalidInput("answer", f"“{key}” is none of the choices of {question.text}.")
            changed = carry_out(session, work, question, key, because)
            work.decisions.questions.answer(question_id, key, session.user.name, session.today, because, changed)
            if answers.is_remembered(question.kind, key):
                work.decisions.questions.remember(question, key)
            new = {"question": question.text, "answer": choice.label, "people": len(question.parent_ids)}
            work.record("question answered", RecordKind.QUESTION, question_id, new=new | {"reason": because})
        work.commit()


def take_back_answer(session: OfficeSession, question_id: int) -> None:
    """Ask again: everybody whom the answer changed is held as before, and the word is no longer remembered."""
    with session.change(Permission.EDIT_PARENTS) as work:
        question = work.decisions.questions.get(question_id)
        if not question.answer:
            raise Refused("Nobody has answered this yet.")
        if question.answer in FINAL:
            raise Refused(
                f"{question.text}: what was answered was done, so it is not asked again.",
                "Change it on the page of whom it is about.",
            )
        if question.kind is QuestionKind.RELATIONSHIP:
            gave = answers.CAPACITY_OF[question.answer]
            people = work.parents.parents(sorted(work.decisions.questions.changed_by(question_id)))
            give(work, [one for one in people if gave in one.capacities], gave, Capacity.UNDECIDED)
        for hold in work.decisions.holds.of_question(question_id):
            if hold.source == DECIDED:
                work.decisions.holds.remove(hold.id)
                work.record("hold taken back", RecordKind.PARENT, hold.parent_id, old=hold_entry(hold))
            elif not hold.stands:
                hold_again(work, hold)
        work.decisions.questions.open_again(question_id)
        work.record("answer taken back", RecordKind.QUESTION, question_id, old={"answer": question.answer})
        work.commit()


_OF_PEOPLE = (*_OF_HOLDS, QuestionKind.RELATIONSHIP, QuestionKind.UNCLEAR)
"""Questions that end by themselves once nobody is left whom they concern."""


def _still_open(question: Question, families: Iterable[Family], held: dict[int, set[int]]) -> Question:
    """Only with those of these families who still wait for the answer."""
    asked = set(question.parent_ids)
    if question.kind in _OF_HOLDS:
        asked &= held.get(question.id, set())
    wait = {
        family.parent.id
        for family in families
        if family.parent.id in asked and (question.kind is not QuestionKind.RELATIONSHIP or family.parent.undecided)
    }
    return replace(question, parent_ids=tuple(one for one in question.parent_ids if one in wait))
