"""A headteacher goes, another comes: before the next letter is signed in the old name, somebody is asked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from halton_desktop.domain.permission import Role
from halton_desktop.services.administration.keep_school import change_school, read_school
from halton_desktop.services.administration.manage_users import add_user, disable_user, list_users
from halton_desktop.services.administration.who_signs_letters import keep_signature, signature_in_doubt
from halton_desktop.services.session import OfficeSession
from tests.factories import CHEAP, PASSWORD, make_office

pytestmark = pytest.mark.case("years-13")


@pytest.fixture
def office(tmp_path: Path) -> Iterator[OfficeSession]:
    with make_office(tmp_path / "office") as session:
        change_school(session, replace(read_school(session), headteacher="Mrs G. Jones"))
        yield session


def new_head(office: OfficeSession, name: str) -> None:
    add_user(office, name.split()[-1].lower(), name, Role.HEADTEACHER, PASSWORD, CHEAP)


def test_nothing_is_asked_while_the_head_is_the_one_who_signs(office: OfficeSession) -> None:
    assert signature_in_doubt(office) == "", "an office without a headteacher's account knows no other name"
    new_head(office, "Gwen Jones")
    assert signature_in_doubt(office) == ""
    new_head(office, "D. Eputy")
    assert signature_in_doubt(office) == "", "one of two heads is still the one"


def test_it_is_asked_once_the_old_heads_account_is_disabled(office: OfficeSession) -> None:
    new_head(office, "Gwen Jones")
    new_head(office, "Mr A. New")
    disable_user(office, next(user.id for user in list_users(office) if user.name == "Gwen Jones"))
    assert signature_in_doubt(office) == (
        "The account of Mrs G. Jones was disabled; the headteacher’s account is that of Mr A. New."
    )
    change_school(office, replace(read_school(office), headteacher="Mr A. New"))
    assert signature_in_doubt(office) == ""


def test_a_name_that_is_meant_is_not_asked_about_until_somebody_comes_or_goes(office: OfficeSession) -> None:
    new_head(office, "Mr A. New")
    assert "Mr A. New" in signature_in_doubt(office)
    keep_signature(office)
    assert signature_in_doubt(office) == ""
    new_head(office, "Ms B. Newer")
    assert "Ms B. Newer" in signature_in_doubt(office)
