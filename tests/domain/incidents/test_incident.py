"""What an incident must hold before it is recorded, and how it is spoken of."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from halton_desktop.domain.incidents.checked_incident import checked_facts, checked_people
from halton_desktop.domain.incidents.incident import (
    BREACHES,
    CLAUSE_BIT,
    ContentFlag,
    FlagAssessment,
    IncidentPerson,
    PersonKind,
    PersonPart,
    Platform,
    clause_bits,
    incident_reference,
)
from halton_desktop.domain.incidents.incident_draft import person_as_plain, person_from_plain
from halton_desktop.domain.incidents.incident_list import IncidentFilter, filter_as_plain, filter_from_plain
from halton_desktop.errors import InvalidInput
from tests.domain.incidents.made_up import TODAY, author, incident

FACTS = incident().facts


def test_a_reference_is_the_year_and_a_running_number() -> None:
    assert incident_reference(2026, 7) == "2026-0007"


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"account": "  "}, "account"),
        ({"happened_on": TODAY + timedelta(days=1)}, "happened_on"),
        ({"reported_on": TODAY - timedelta(days=1)}, "reported_on"),
        ({"platform": Platform.OTHER, "place": ""}, "other_platform"),
        ({"flags": (FlagAssessment(ContentFlag.ILLEGAL, " ", TODAY),)}, "flags"),
    ],
)
def test_what_is_missing_or_cannot_be_is_named_by_its_field(change: dict[str, object], field: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        checked_facts(replace(FACTS, **change), TODAY)  # type: ignore[arg-type] # each case is a valid field
    assert refused.value.field == field


def test_somebody_must_have_done_it_if_only_an_alias() -> None:
    assert checked_people((author(1, PersonKind.UNKNOWN, alias=""),))
    with pytest.raises(InvalidInput) as refused:
        checked_people((IncidentPerson(0, PersonPart.REPORTER, PersonKind.STAFF, name="Mr Bell"),))
    assert refused.value.field == "authors"


def test_an_identified_author_keeps_the_alias() -> None:
    assert author(1, alias="xX_truth").shown == "Parent 1 (as “xX_truth”)"
    assert author(1, PersonKind.UNKNOWN, alias="xX_truth").shown == "“xX_truth”"


@given(st.sets(st.sampled_from([breach.clause for breach in BREACHES])))
def test_the_bits_of_clauses_hold_exactly_those_clauses(clauses: set[str]) -> None:
    bits = clause_bits(tuple(clauses))
    assert {clause for clause, bit in CLAUSE_BIT.items() if bits & bit} == clauses


@given(
    st.builds(
        IncidentFilter,
        clause=st.sampled_from(["", "2.6"]),
        platform=st.sampled_from([None, *Platform]),
        handler_id=st.one_of(st.none(), st.integers(1, 9)),
        reported_from=st.one_of(st.none(), st.dates()),
        flag=st.sampled_from([None, *ContentFlag]),
    )
)
def test_a_saved_filter_comes_back_as_it_was(wanted: IncidentFilter) -> None:
    assert filter_from_plain(filter_as_plain(wanted)) == wanted


def test_words_typed_into_the_search_are_not_kept_in_a_saved_filter() -> None:
    assert filter_as_plain(IncidentFilter(words="o’brien")) == {}


def test_somebody_in_a_draft_comes_back_as_typed() -> None:
    person = replace(author(7, alias="xX", how="named"), id=0)
    assert person_from_plain(person_as_plain(person)) == person
