"""Lift a hold with a reason, or let it stand again."""

from __future__ import annotations

from halton_desktop.domain.change import RecordKind
from halton_desktop.domain.name import says_something
from halton_desktop.domain.parents import answers
from halton_desktop.domain.parents.hold import Hold, HoldKind
from halton_desktop.domain.parents.parent import ParentOf
from halton_desktop.domain.permission import Permission
from halton_desktop.errors import InvalidInput, Refused
from halton_desktop.services.parents.hold_and_ask import hold_entry
from halton_desktop.services.session import OfficeSession
from halton_desktop.store.parent_store import tie_fields
from halton_desktop.store.unit_of_work import UnitOfWork, differing


def holds_on(session: OfficeSession, parent_id: int) -> tuple[Hold, ...]:
    """Every hold on a person, lifted ones too, oldest first."""
    with session.look() as work:
        return tuple(work.decisions.holds.of_parents([parent_id]))


def hold_with_id(session: OfficeSession, hold_id: int) -> Hold:
    """One hold. Raises NotFound."""
    with session.look() as work:
        return work.decisions.holds.get(hold_id)


def lift_hold(session: OfficeSession, hold_id: int, reason: str) -> None:
    """Let letters go again, with the reason. Raises InvalidInput (``reason``), Refused where it was lifted before.

    A court order is lifted together with the mark on the tie that an import made of it. A question about nobody else
    is answered by it.
    """
    because = checked_reason(reason)
    with session.change(Permission.LIFT_LETTER_BLOCKS) as work:
        hold = work.decisions.holds.get(hold_id)
        if not hold.stands:
            raise Refused("This hold was lifted already.")
        lift(work, hold, session, because)
        question_id = work.decisions.holds.question_of(hold_id)
        if question_id is not None and not any(one.stands for one in work.decisions.holds.of_question(question_id)):
            questions = work.decisions.questions
            if not questions.get(question_id).answer:
                questions.answer(question_id, answers.LIFT.key, session.user.name, session.today, because, ())
            work.touch(RecordKind.QUESTION, question_id)
        work.commit()


def stand_again(session: OfficeSession, hold_id: int) -> None:
    """Take the lifting of a hold back. Raises Refused where it stands."""
    with session.change(Permission.EDIT_PARENTS) as work:
        hold = work.decisions.holds.get(hold_id)
        if hold.stands:
            raise Refused("This hold was not lifted.")
        hold_again(work, hold)
        question_id = work.decisions.holds.question_of(hold_id)
        if question_id is not None and work.decisions.questions.get(question_id).answer == answers.LIFT.key:
            work.decisions.questions.open_again(question_id)
            work.touch(RecordKind.QUESTION, question_id)
        work.commit()


def checked_reason(reason: str) -> str:
    """The reason as kept; raises InvalidInput where there is none."""
    if not says_something(reason):
        raise InvalidInput("reason", "Say in a few words why letters may go out again.")
    return reason.strip()


def lift(work: UnitOfWork, hold: Hold, session: OfficeSession, because: str) -> None:
    """Lift one hold inside a transaction, with its audit entry."""
    work.decisions.holds.lift(hold.id, session.today, session.user.name, because)
    work.record("hold lifted", RecordKind.PARENT, hold.parent_id, hold_entry(hold), {"reason": because})
    work.touch(RecordKind.HOLD, hold.id)
    if hold.kind is HoldKind.COURT_ORDER:
        for tie in work.parents.ties([hold.parent_id]):
            if tie.pupil_id == hold.pupil_id and tie.court_order:
                _lift_mark(work, tie)


def hold_again(work: UnitOfWork, hold: Hold) -> None:
    """Let one hold stand again inside a transaction, with its audit entry."""
    work.decisions.holds.stand_again(hold.id)
    work.record(
        "hold stands again", RecordKind.PARENT, hold.parent_id, {"reason": hold.lifted_because}, hold_entry(hold)
    )
    work.touch(RecordKind.HOLD, hold.id)


def _lift_mark(work: UnitOfWork, tie: ParentOf) -> None:
    free = ParentOf(tie.parent_id, tie.pupil_id, tie.relationship, tie.parental_responsibility, tie.priority)
    work.parents.keep_ties([free])
    old, new = differing(tie_fields(tie), tie_fields(free))
    work.record("tie changed", RecordKind.PARENT, tie.parent_id, old | {"pupil_id": tie.pupil_id}, new)
    work.touch(RecordKind.PUPIL, tie.pupil_id)
