"""The life of a form: whatever happens to it, in whatever order, its standing is told by what still counts."""

from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from halton_desktop.domain.acknowledgement import (
    SETTLING,
    Answer,
    Form,
    FormEvent,
    FormKind,
    FormState,
    FormStatus,
    counting,
    course,
    require_may_become,
    require_may_return,
)
from halton_desktop.domain.register import Demand, form_word, is_overdue
from halton_desktop.errors import Refused

DAY = date(2026, 11, 23)
AT = datetime(2026, 11, 23, 9, tzinfo=UTC)


def event(number: int, state: FormState, answer: Answer | None = None, undoes: int | None = None) -> FormEvent:
    return FormEvent(number, 1, state, AT, DAY, 1, answer=answer, undoes=undoes)


class FormLife(RuleBasedStateMachine):
    """A form in the hands of an office that presses every button there is."""

    def __init__(self) -> None:
        super().__init__()
        self.events: list[FormEvent] = []

    @property
    def now(self) -> FormStatus:
        return course(self.events).status

    @rule(state=st.sampled_from(list(FormState)), answer=st.sampled_from(list(Answer)))
    def something_happens(self, state: FormState, answer: Answer) -> None:
        said = answer if state is FormState.RETURNED else None
        try:
            require_may_become(self.now, state)
            if state is FormState.RETURNED:
                require_may_return(self.now, DAY)
        except Refused:
            return
        self.events.append(event(len(self.events) + 1, state, said))

    @rule()
    def the_last_entry_is_undone(self) -> None:
        alive = counting(self.events)
        if alive:
            last = alive[-1]
            self.events.append(event(len(self.events) + 1, last.state, undoes=last.id))

    @invariant()
    def the_last_event_that_counts_decides(self) -> None:
        alive = counting(self.events)
        expected = (
            FormStatus(alive[-1].state, alive[-1].answer, alive[-1].on) if alive else FormStatus(FormState.PREPARED)
        )
        assert self.now == expected

    @invariant()
    def a_settled_answer_is_never_overwritten_only_undone(self) -> None:
        alive = counting(self.events)
        for earlier, later in itertools.pairwise(alive):
            if earlier.state is FormState.RETURNED and earlier.answer in SETTLING:
                assert later.state is not FormState.RETURNED

    @invariant()
    def nothing_follows_an_end(self) -> None:
        ends = {FormState.WITHDRAWN, FormState.EXPIRED, FormState.SUPERSEDED, FormState.INVALID}
        assert all(one.state not in ends for one in counting(self.events)[:-1])

    @invariant()
    def nothing_is_ever_lost(self) -> None:
        assert [one.id for one in self.events] == list(range(1, len(self.events) + 1))


TestFormLife = FormLife.TestCase


@given(st.lists(st.sampled_from(list(FormState)), max_size=8))
def test_undoing_everything_gives_a_prepared_form_back(states: list[FormState]) -> None:
    events = [event(number, state) for number, state in enumerate(states, start=1)]
    undoings = [replace(one, id=100 + one.id, undoes=one.id) for one in events]
    assert course([*events, *undoings]).status == FormStatus(FormState.PREPARED)


@pytest.mark.parametrize(
    ("stands", "outstanding"),
    [
        (FormStatus(FormState.PREPARED), False),
        (FormStatus(FormState.ISSUED), True),
        (FormStatus(FormState.RETURNED, Answer.ACCEPTED), False),
        (FormStatus(FormState.RETURNED, Answer.DECLINED), False),
        (FormStatus(FormState.RETURNED, Answer.WANTS_TO_TALK), False),
        (FormStatus(FormState.RETURNED, Answer.UNSIGNED), True),
        (FormStatus(FormState.RETURNED, Answer.DAMAGED), True),
        (FormStatus(FormState.SUPERSEDED), False),
    ],
)
def test_only_a_signed_and_readable_answer_settles_a_form(stands: FormStatus, outstanding: bool) -> None:
    assert stands.outstanding is outstanding


def test_a_refusal_says_when_the_form_came_back() -> None:
    with pytest.raises(Refused, match="already returned on 20/11/2026"):
        require_may_return(FormStatus(FormState.RETURNED, Answer.ACCEPTED, date(2026, 11, 20)), DAY)
    with pytest.raises(Refused, match="withdrawn and cannot become issued"):
        require_may_become(FormStatus(FormState.WITHDRAWN), FormState.ISSUED)


FORM = Form(1, "A26-7K3F2-F", FormKind.ACKNOWLEDGEMENT, 1, 1, FormStatus(FormState.ISSUED), "Mrs J. Doe", due_on=DAY)


def test_the_office_s_word_for_a_form() -> None:
    assert form_word(FORM, DAY) == "outstanding"
    assert form_word(FORM, DAY + timedelta(days=1)) == "overdue"
    assert form_word(FORM, DAY + timedelta(days=1), demand=Demand(asked=False)) == "not needed any more"
    assert not is_overdue(FORM, DAY)
    consent = replace(FORM, kind=FormKind.MESSAGE_CONSENT, status=FormStatus(FormState.RETURNED, Answer.ACCEPTED, DAY))
    assert form_word(consent, DAY, DAY) == "consent given"
    assert form_word(consent, DAY + timedelta(days=1), DAY) == "ended"
    assert form_word(replace(FORM, status=FormStatus(FormState.PREPARED)), DAY) == "not confirmed"
    assert form_word(replace(FORM, status=FormStatus(FormState.SUPERSEDED)), DAY) == "superseded"
