"""One person is one person everywhere: their part in each case, a later name, a namesake, cases related both ways."""

from __future__ import annotations

from dataclasses import replace

import pytest

from halton_desktop.domain.incidents.case_file import LeaveOut
from halton_desktop.domain.incidents.incident import IncidentPerson, PersonKind, PersonPart
from halton_desktop.domain.incidents.incident_list import IncidentFilter
from halton_desktop.domain.permission import Role
from halton_desktop.domain.user import User, told_apart
from halton_desktop.services.consent_forms.ask_consent import suggest_consent
from halton_desktop.services.incidents.find_incidents import chronology, incident_ids, incident_lines, incident_page
from halton_desktop.services.incidents.print_incident import chronology_pdf, incident_file_pdf
from halton_desktop.services.parents.keep_parents import change_parent
from halton_desktop.services.session import OfficeSession
from tests.factories import a_parent, a_pupil, add_family
from tests.helpers.incidents import UNKNOWN, author, incident_about, parent_in
from tests.services.incidents.test_print_incident import words_of


def with_part(part: PersonPart, parent_id: int) -> IncidentPerson:
    return IncidentPerson(0, part, PersonKind.PARENT, parent_id=parent_id)


def rename(office: OfficeSession, parent_id: int, **changes: str) -> None:
    with office.look() as work:
        known, ties = work.parents.parent(parent_id), work.parents.ties([parent_id])
    change_parent(office, replace(known, **changes), ties)  # type: ignore[arg-type] # each test gives valid fields


@pytest.mark.case("cases-11")
def test_a_chronology_says_what_part_somebody_has_in_each_case(office: OfficeSession) -> None:
    sarah = parent_in(office, forename="Sarah", surname="Pearce")
    did = incident_about(office, author(sarah))
    suffered = incident_about(office, UNKNOWN, with_part(PersonPart.AFFECTED, sarah))
    told = incident_about(office, UNKNOWN, with_part(PersonPart.REPORTER, sarah))
    parts = {line.reference: line.part for line in chronology(office, [sarah])}
    references = [incident_page(office, incident).incident.reference for incident in (did, suffered, told)]
    assert [parts[one] for one in references] == ["author", "affected", "reported it"]
    words = words_of(chronology_pdf(office, [sarah], LeaveOut()))
    for reference, part in zip(references, ("author", "affected", "reported it"), strict=True):
        assert f"{reference} · {part}" in words


@pytest.mark.case("cases-11")
def test_of_a_household_each_has_their_own_part(office: OfficeSession) -> None:
    both = [a_parent(forename="Sarah", surname="Pearce"), a_parent(forename="John", surname="Pearce")]
    sarah, john = add_family(office, both, [a_pupil()])[0]
    incident_about(office, author(sarah), with_part(PersonPart.AFFECTED, john))
    assert {line.part for line in chronology(office, [sarah, john])} == {"Sarah Pearce: author, John Pearce: affected"}


@pytest.mark.case("cases-11")
def test_a_renamed_parent_is_one_person_everywhere(office: OfficeSession) -> None:
    sarah = parent_in(office, forename="Sarah", surname="Pearce")
    before = incident_about(office, author(sarah))
    rename(office, sarah, surname="Mellor")
    after = incident_about(office, author(sarah))
    lines = incident_lines(office, incident_ids(office, IncidentFilter()))
    assert {line.about for line in lines} == {"Sarah Mellor (then Sarah Pearce)", "Sarah Mellor"}
    assert "Sarah Mellor (then Sarah Pearce)" in words_of(incident_file_pdf(office, before, LeaveOut()))
    assert incident_page(office, after).incident.authors[0].name_now == ""
    assert incident_page(office, before).incident.authors[0].name == "Sarah Pearce"
    out = words_of(incident_file_pdf(office, before, LeaveOut(names=True)))
    assert "Pearce" not in out
    assert "Mellor" not in out


@pytest.mark.case("cases-11")
def test_two_of_one_name_are_told_apart_by_their_children(office: OfficeSession) -> None:
    [one], _ = add_family(
        office, [a_parent(forename="Jane", surname="Smith")], [a_pupil(forename="Kai", surname="Smith", form="7D")]
    )
    [other], _ = add_family(
        office, [a_parent(forename="Jane", surname="Smith")], [a_pupil(forename="Lily", surname="Brook", form="9B")]
    )
    incident = incident_about(office, author(one), with_part(PersonPart.AFFECTED, other))
    shown = [person.shown for person in incident_page(office, incident).incident.people]
    assert shown == ["Jane Smith (of Kai Smith (7D))", "Jane Smith (of Lily Brook (9B))"]
    assert len(set(suggest_consent(office, incident).called.values())) == 2
    printed = words_of(incident_file_pdf(office, incident, LeaveOut()))
    assert "Contact planned with Jane Smith (of Kai Smith (7D))" in printed


@pytest.mark.case("cases-11")
def test_two_colleagues_of_one_name_are_chosen_by_what_they_sign_in_with() -> None:
    users = [User(1, "aclarke", "A. Clarke", Role.OFFICE), User(2, "annc", "A. Clarke", Role.OFFICE)]
    assert told_apart([*users, User(3, "b", "B. Day", Role.OFFICE)]) == [
        (1, "A. Clarke (aclarke)"), (2, "A. Clarke (annc)"), (3, "B. Day"),
    ]  # fmt: skip


@pytest.mark.case("cases-11")
def test_cases_are_related_both_ways(office: OfficeSession) -> None:
    sarah = parent_in(office)
    [_], [kai] = add_family(office, [a_parent()], [a_pupil()])
    did = incident_about(office, author(sarah))
    suffered = incident_about(office, UNKNOWN, with_part(PersonPart.AFFECTED, sarah), place="Elsewhere")
    assert [one.id for one in incident_page(office, did).linked] == [suffered]
    assert [one.id for one in incident_page(office, suffered).linked] == [did]
    pupil = IncidentPerson(0, PersonPart.AFFECTED, PersonKind.PUPIL, pupil_id=kai)
    first = incident_about(office, UNKNOWN, pupil, place="One")
    second = incident_about(office, UNKNOWN, replace(pupil, part=PersonPart.REPORTER), place="Two")
    assert [one.id for one in incident_page(office, first).linked] == [second]
    assert [one.id for one in incident_page(office, second).linked] == [first]
