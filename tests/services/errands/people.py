"""Errands about parents, pupils and their letters."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from pathlib import Path

from halton_desktop.domain.mailing import LetterRequest
from halton_desktop.domain.permission import Permission
from halton_desktop.domain.register import ParentFilter
from halton_desktop.services.letters import nobody_told, plan_letters, print_letters, save_letters
from halton_desktop.services.parents import decide_questions, find_parents, keep_holds, keep_parents, take_back_parent
from tests.factories import a_parent, a_pupil

REQUEST = LetterRequest("acknowledgement")


def _plan(session: object) -> plan_letters.LetterPlan:
    """A plan made by somebody who may, so that the errand itself is what is refused."""
    from halton_desktop.domain.code_of_conduct import Edition

    return plan_letters.LetterPlan(REQUEST, Edition(1, 1, "Code"), (), ())


ERRANDS = {
    "decide_questions.answer_questions": (
        Permission.EDIT_PARENTS,
        lambda s: decide_questions.answer_questions(s, [1], "parent"),
    ),
    "decide_questions.anything_asked": (Permission.LOOK, lambda s: decide_questions.anything_asked(s)),
    "decide_questions.concerned": (Permission.LOOK, lambda s: decide_questions.concerned(s, 1)),
    "decide_questions.decided": (Permission.LOOK, lambda s: decide_questions.decided(s)),
    "decide_questions.take_back_answer": (
        Permission.EDIT_PARENTS,
        lambda s: decide_questions.take_back_answer(s, 1),
    ),
    "decide_questions.to_decide": (Permission.LOOK, lambda s: decide_questions.to_decide(s)),
    "keep_holds.hold_with_id": (Permission.LOOK, lambda s: keep_holds.hold_with_id(s, 1)),
    "keep_holds.holds_on": (Permission.LOOK, lambda s: keep_holds.holds_on(s, 1)),
    "keep_holds.lift_hold": (Permission.LIFT_LETTER_BLOCKS, lambda s: keep_holds.lift_hold(s, 1, "by mistake")),
    "keep_holds.stand_again": (Permission.EDIT_PARENTS, lambda s: keep_holds.stand_again(s, 1)),
    "nobody_told.due_items": (Permission.LOOK, lambda s: nobody_told.due_items(s)),
    "nobody_told.pupils_nobody_is_told_for": (
        Permission.LOOK,
        lambda s: nobody_told.pupils_nobody_is_told_for(s),
    ),
    "find_parents.find_pupils": (Permission.LOOK, lambda s: find_parents.find_pupils(s, "sam")),
    "find_parents.in_the_register": (Permission.LOOK, lambda s: find_parents.in_the_register(s, a_parent(), ())),
    "find_parents.parent_ids": (Permission.LOOK, lambda s: find_parents.parent_ids(s, ParentFilter())),
    "find_parents.parent_lines": (Permission.LOOK, lambda s: find_parents.parent_lines(s, [1])),
    "find_parents.parent_page": (Permission.LOOK, lambda s: find_parents.parent_page(s, 1)),
    "find_parents.parents_of_pupil": (Permission.LOOK, lambda s: find_parents.parents_of_pupil(s, 1)),
    "find_parents.pupil_with_id": (Permission.LOOK, lambda s: find_parents.pupil_with_id(s, 1)),
    "find_parents.pupils_in_the_register": (
        Permission.LOOK,
        lambda s: find_parents.pupils_in_the_register(s, a_pupil()),
    ),
    "find_parents.year_groups": (Permission.LOOK, lambda s: find_parents.year_groups(s)),
    "keep_parents.add_parent": (Permission.EDIT_PARENTS, lambda s: keep_parents.add_parent(s, a_parent())),
    "keep_parents.add_pupil": (Permission.EDIT_PARENTS, lambda s: keep_parents.add_pupil(s, a_pupil())),
    "keep_parents.change_parent": (Permission.EDIT_PARENTS, lambda s: keep_parents.change_parent(s, a_parent(id=1))),
    "keep_parents.change_pupil": (Permission.EDIT_PARENTS, lambda s: keep_parents.change_pupil(s, a_pupil(id=1))),
    "keep_parents.pupil_left": (Permission.EDIT_PARENTS, lambda s: keep_parents.pupil_left(s, 1, date(2026, 7, 20))),
    "take_back_parent.make_one_person": (
        Permission.EDIT_PARENTS,
        lambda s: take_back_parent.make_one_person(s, 1, 2),
    ),
    "take_back_parent.maybe_the_same": (Permission.LOOK, lambda s: take_back_parent.maybe_the_same(s, 1)),
    "take_back_parent.two_entries": (Permission.LOOK, lambda s: take_back_parent.two_entries(s, 1, 2)),
    "take_back_parent.withdraw_parent": (
        Permission.EDIT_PARENTS,
        lambda s: take_back_parent.withdraw_parent(s, 1, "Typed twice."),
    ),
    "plan_letters.plan_letters": (Permission.PRINT_LETTERS, lambda s: plan_letters.plan_letters(s, REQUEST)),
    "print_letters.confirm_letters": (Permission.PRINT_LETTERS, lambda s: print_letters.confirm_letters(s, 1)),
    "print_letters.drop_letters": (Permission.PRINT_LETTERS, lambda s: print_letters.drop_letters(s, 1)),
    "print_letters.make_letter_pdf": (Permission.LOOK, lambda s: print_letters.make_letter_pdf(s, 1, BytesIO())),
    "print_letters.make_pdf": (Permission.PRINT_LETTERS, lambda s: print_letters.make_pdf(s, 1, BytesIO())),
    "print_letters.prepare_letters": (
        Permission.PRINT_LETTERS,
        lambda s: print_letters.prepare_letters(s, _plan(s)),
    ),
    "print_letters.unconfirmed": (Permission.LOOK, lambda s: print_letters.unconfirmed(s)),
    "save_letters.save_letters": (
        Permission.EXPORT,
        lambda s: save_letters.save_letters(s, _plan(s), Path("nowhere", "letters.pdf")),
    ),
    "save_letters.save_prepared": (
        Permission.EXPORT,
        lambda s: save_letters.save_prepared(s, 1, Path("nowhere", "letters.pdf")),
    ),
}
