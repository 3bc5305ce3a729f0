"""Acts on a person named in any incident: refused in words that tell nothing of one closed to whoever acts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import update

from halton_desktop.domain.incidents.incident import IncidentPerson, PersonKind, PersonPart
from halton_desktop.domain.incidents.step import StepState
from halton_desktop.domain.incidents.step_kind import StepKind
from halton_desktop.domain.permission import Permission
from halton_desktop.errors import Refused
from halton_desktop.services.administration.check_office import check
from halton_desktop.services.incidents.change_incident import add_person
from halton_desktop.services.incidents.close_incident import reopen_incident
from halton_desktop.services.incidents.find_incidents import incident_lines, incident_page
from halton_desktop.services.incidents.incident_draft import keep_incident_draft
from halton_desktop.services.incidents.incident_letters import (
    blocked_again,
    draft_letter,
    letters_available,
    prepare_letter,
)
from halton_desktop.services.incidents.withdraw_incident import withdraw_incident, withdraw_person
from halton_desktop.services.parents.find_parents import parent_page
from halton_desktop.services.parents.take_back_parent import make_one_person, withdraw_parent
from halton_desktop.services.session import OfficeSession
from halton_desktop.store.tables.people import parents
from tests.factories import a_parent, a_pupil, add_family, make_office
from tests.helpers.incidents import author, incident_about, parent_in
from tests.helpers.restricted_incident import Restricted

pytestmark = pytest.mark.case("harm-11")


@pytest.fixture
def there(tmp_path: Path) -> Iterator[Restricted]:
    with make_office(tmp_path / "office") as office:
        yield Restricted(office)


@pytest.mark.case("harm-10")
@pytest.mark.parametrize("shown", [True, False])
def test_somebody_outside_takes_nobody_out_of_a_case_closed_to_them(there: Restricted, shown: bool) -> None:
    there.restrict(shown=shown)
    withdraw_incident(there.clerk, there.plain, "twice")
    with pytest.raises(Refused, match="cannot be withdrawn") as refused:
        withdraw_parent(there.clerk, there.parent, "entered by mistake")
    told = f"{refused.value.message} {refused.value.advice}"
    assert there.reference not in told
    assert "incident" not in told
    assert "case" not in told
    assert parent_page(there.named, there.parent)


def test_whoever_is_being_typed_about_is_refused_in_the_very_same_words(office: OfficeSession) -> None:
    parent = parent_in(office)
    keep_incident_draft(office, {"people": [{"parent_id": parent}]})
    with pytest.raises(Refused, match="something that is kept or being typed here needs the entry"):
        withdraw_parent(office, parent, "entered by mistake")


def test_a_case_taken_up_again_asks_who_did_it_where_the_author_left_the_register(office: OfficeSession) -> None:
    parent = parent_in(office)
    incident = incident_about(office, author(parent))
    withdraw_incident(office, incident, "another school’s")
    withdraw_parent(office, parent, "another school’s")
    reopen_incident(office, incident, "It was ours.")
    page = incident_page(office, incident)
    [nobody] = page.incident.authors
    assert (nobody.kind, nobody.parent_id) == (PersonKind.UNKNOWN, None)
    assert [one.parent_id for one in page.incident.withdrawn] == [parent]
    assert [step.kind for step in page.steps if step.open] == [StepKind.IDENTIFY]
    assert set(letters_available(office, incident).values()) != {""}
    with pytest.raises(Refused, match="no author of this incident is in the register"):
        draft_letter(office, incident, "incident_concern")


def test_a_letter_to_somebody_who_is_gone_is_refused_in_words(office: OfficeSession) -> None:
    parent = parent_in(office)
    incident = incident_about(office, author(parent))
    letter = prepare_letter(office, incident, "incident_concern")
    with office.change(Permission.EDIT_PARENTS) as work:  # as an earlier version of the program let it happen
        work.connection.execute(update(parents).where(parents.c.id == parent).values(withdrawn_on=date(2026, 11, 23)))
        work.commit()
    with pytest.raises(Refused, match="is no longer in the register"):
        draft_letter(office, incident, "incident_concern")
    assert "no longer in the register" in blocked_again(office, letter)


def _two_of_one_family(office: OfficeSession) -> tuple[int, int]:
    return tuple(add_family(office, [a_parent(surname="Xeno"), a_parent(surname="Xenon")], [a_pupil()])[0])  # type: ignore[return-value] # there are two


def test_two_authors_who_are_one_are_contacted_once(office: OfficeSession) -> None:
    one, other = _two_of_one_family(office)
    incident = incident_about(office, author(one), author(other))
    make_one_person(office, one, other)
    page = incident_page(office, incident)
    assert [step.state for step in page.steps if step.kind is StepKind.CONTACT] == [
        StepState.PLANNED,
        StepState.CANCELLED,
    ]
    assert incident_lines(office, [incident])[0].about.count("Xeno") == 1


def test_nobody_becomes_both_author_and_affected_in_one_case(office: OfficeSession) -> None:
    one, other = _two_of_one_family(office)
    affected = IncidentPerson(0, PersonPart.AFFECTED, PersonKind.PARENT, parent_id=other)
    incident = incident_about(office, author(one), affected)
    with pytest.raises(Refused, match="In 2026-0001 one of the two did it and the other is affected"):
        make_one_person(office, one, other)
    wrong = incident_page(office, incident).incident.of(PersonPart.AFFECTED)[0]
    withdraw_person(office, incident, wrong.id, "typed twice")
    make_one_person(office, one, other)


@pytest.mark.case("harm-10")
def test_two_who_stand_against_each_other_in_a_closed_case_are_not_made_one_by_an_outsider(there: Restricted) -> None:
    other = parent_in(there.named, surname="Shawe")
    add_person(there.named, there.incident, IncidentPerson(0, PersonPart.AFFECTED, PersonKind.PARENT, parent_id=other))
    there.restrict(shown=False)
    with pytest.raises(Refused, match="cannot be made one") as refused:
        make_one_person(there.clerk, there.parent, other)
    assert there.reference not in f"{refused.value.message} {refused.value.advice}"


@pytest.mark.case("harm-10")
def test_an_outsider_who_makes_two_one_leaves_a_closed_case_whole(there: Restricted) -> None:
    twin = parent_in(there.named, surname="Shawe")
    add_person(there.named, there.incident, author(twin))
    there.restrict(shown=False)
    make_one_person(there.clerk, there.parent, twin)
    page = incident_page(there.named, there.incident)
    assert [one.parent_id for one in page.incident.authors if one.parent_id] == [there.parent]
    open_contacts = [step.person_id for step in page.steps if step.open and step.kind is StepKind.CONTACT]
    assert len(open_contacts) == len(set(open_contacts))
    assert [found for found in check(there.named).findings if "no password" not in found] == []
