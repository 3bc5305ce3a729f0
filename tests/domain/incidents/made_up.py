"""Incidents and steps to test rules with, and strategies that make any."""

from __future__ import annotations

from datetime import date

from hypothesis import strategies as st

from halton_desktop.domain.incidents.incident import (
    BREACHES,
    ContentFlag,
    FlagAssessment,
    Incident,
    IncidentFacts,
    IncidentPerson,
    IncidentState,
    PersonKind,
    PersonPart,
    Platform,
)
from halton_desktop.domain.incidents.step import Step, StepState
from halton_desktop.domain.incidents.step_kind import MEANING, StepKind
from halton_desktop.domain.parents.parent import Capacity

TODAY = date(2026, 11, 23)

parents = st.builds(
    lambda number, capacities: author(number, capacities=frozenset(capacities)),
    st.integers(1, 3),
    st.sets(st.sampled_from(list(Capacity)), min_size=1),
)
unknown = st.builds(lambda number: author(number, PersonKind.UNKNOWN, alias="xX"), st.integers(4, 6))
flags = st.sets(st.sampled_from(list(ContentFlag))).map(
    lambda chosen: tuple(FlagAssessment(flag, "Head", TODAY) for flag in sorted(chosen))
)


@st.composite
def incidents(draw: st.DrawFn) -> Incident:
    """Any incident that can be recorded."""
    people = draw(st.lists(st.one_of(parents, unknown), min_size=1, max_size=4, unique_by=lambda person: person.id))
    clauses = draw(st.sets(st.sampled_from([breach.clause for breach in BREACHES]), min_size=1))
    return incident(
        *people,
        clauses=tuple(sorted(clauses)),
        platform=draw(st.sampled_from(list(Platform))),
        is_group_chat=draw(st.booleans()),
        flags=draw(flags),
        state=draw(st.sampled_from([IncidentState.OPEN, IncidentState.WAITING])),
    )


@st.composite
def steps_of(draw: st.DrawFn, recorded: Incident) -> tuple[Step, ...]:
    """Any steps of a case, done, planned and cancelled."""
    found = []
    for number in range(draw(st.integers(0, 6))):
        kind = draw(st.sampled_from(list(StepKind)))
        state = draw(st.sampled_from(list(StepState)))
        person = draw(st.sampled_from([None, *(person.id for person in recorded.authors)]))
        outcome = draw(st.sampled_from(MEANING[kind].outcomes)) if state is StepState.DONE else ""
        found.append(Step(number + 1, recorded.id, kind, state, person_id=person, outcome=outcome))
    return tuple(found)


def author(number: int = 1, kind: PersonKind = PersonKind.PARENT, **fields: object) -> IncidentPerson:
    """Somebody who did it."""
    known = {"name": "" if kind is PersonKind.UNKNOWN else f"Parent {number}"} | fields
    known.setdefault("capacities", frozenset({Capacity.PARENT_CARER}))
    parent_id = number if kind is PersonKind.PARENT else None
    return IncidentPerson(number, PersonPart.AUTHOR, kind, parent_id=parent_id, **known)  # type: ignore[arg-type] # made-up fields


def incident(*people: IncidentPerson, state: IncidentState = IncidentState.OPEN, **facts: object) -> Incident:
    """A case with these authors (a parent where none is given)."""
    known: dict[str, object] = {"platform": Platform.WHATSAPP, "clauses": ("3.1c",), "place": "Year 7"}
    known |= {"account": "Words."} | facts
    details = IncidentFacts(happened_on=TODAY, reported_on=TODAY, **known)  # type: ignore[arg-type] # as above
    return Incident(1, "2026-0001", details, people or (author(),), state)


def done(kind: StepKind, person_id: int | None = 1, outcome: str = "") -> Step:
    """A step that was taken, with its best outcome unless given."""
    return Step(
        99, 1, kind, StepState.DONE, person_id=person_id, outcome=outcome or MEANING[kind].outcomes[0], done_on=TODAY
    )
