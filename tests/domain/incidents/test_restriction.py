"""Whom the program suggests to protect: its own users, the headteacher, and who bears their surname."""

from __future__ import annotations

import pytest

from halton_desktop.domain.incidents.incident import IncidentPerson, PersonKind, PersonPart
from halton_desktop.domain.incidents.restriction import may_be, whom_to_protect
from halton_desktop.domain.permission import Role
from halton_desktop.domain.user import User
from tests.domain.incidents.made_up import incident

pytestmark = pytest.mark.case("harm-10")

USERS = [User(1, "aclarke", "A. Clarke", Role.ADMINISTRATOR), User(2, "pv", "Priya Vale", Role.OFFICE)]


def asked_about(name: str, part: PersonPart = PersonPart.AFFECTED) -> str:
    person = IncidentPerson(1, part, PersonKind.OTHER, name=name)
    return whom_to_protect(incident(person), USERS, "Mrs G. Jones")


@pytest.mark.parametrize(
    ("name", "question"),
    [
        ("Anne Clarke", "Anne Clarke is affected: restrict this case?"),
        ("Ms P. Vale", "Ms P. Vale is affected: restrict this case?"),
        ("Mrs Jones", "The headteacher is affected: restrict this case, and name who decides it?"),
        ("Ben Clarke", "Ben Clarke has the surname of A. Clarke. If they are family, restrict this case?"),
        ("Mr Bell", ""),
        ("", ""),
    ],
)
def test_a_colleague_the_head_or_their_family_is_noticed_by_name(name: str, question: str) -> None:
    assert asked_about(name) == question


def test_an_author_who_works_here_is_noticed_too() -> None:
    assert asked_about("Priya Vale", PersonPart.AUTHOR) == "Priya Vale did it: restrict this case?"


@pytest.mark.parametrize(
    ("pupil", "question"),
    [
        ("Zoe Clarke (7D)", "Zoe Clarke (7D) has the surname of A. Clarke. If they are family, restrict this case?"),
        ("Gia Jones", "Gia Jones has the surname of Mrs G. Jones. If they are family, restrict this case?"),
        (
            "Priya Vale (Year 8)",
            "Priya Vale (Year 8) has the surname of Priya Vale. If they are family, restrict this case?",
        ),
        ("Zoe Bell (7D)", ""),
    ],
)
def test_a_pupil_who_may_be_a_colleagues_child_is_noticed(pupil: str, question: str) -> None:
    person = IncidentPerson(1, PersonPart.AUTHOR, PersonKind.PUPIL, name=pupil, pupil_id=7)
    assert whom_to_protect(incident(person), USERS, "Mrs G. Jones") == question


@pytest.mark.parametrize(
    ("name", "same"),
    [
        ("Mrs G. Jones", True),
        ("Gwen Jones", True),
        ("Mr Gareth Jones", False),
        ("Dr G. Jones", True),
        ("Mrs A. Jones", False),
    ],
)
def test_the_head_and_somebody_in_a_case_are_one_person_unless_name_or_title_tell_them_apart(
    name: str, same: bool
) -> None:
    assert may_be("Mrs G. Jones", name) is same
