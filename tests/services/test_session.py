"""A locked session is unusable and comes back, the same, only for whoever locked it."""

from __future__ import annotations

import pytest

from halton_desktop.domain.permission import Permission, Role
from halton_desktop.errors import OurBug, WrongPassword
from halton_desktop.services.keep_school import read_school
from halton_desktop.services.manage_users import add_user
from halton_desktop.services.session import OfficeSession
from tests.factories import CHEAP, PASSWORD, SIGN_IN_NAME


def test_while_locked_nothing_can_be_read(office: OfficeSession) -> None:
    office.lock()
    with pytest.raises(OurBug):
        read_school(office)


def test_the_same_person_unlocks_and_goes_on_where_they_were(office: OfficeSession) -> None:
    office.lock()
    assert office.unlock_again(SIGN_IN_NAME, PASSWORD) is office
    assert read_school(office).name == "Wade Deacon High School"
    assert office.may(Permission.MANAGE_USERS)


def test_a_colleague_with_a_password_of_their_own_does_not_get_at_a_locked_screen(office: OfficeSession) -> None:
    add_user(office, "colleague", "B. Colleague", Role.OFFICE, "three good words", CHEAP)
    office.lock()
    with pytest.raises(WrongPassword, match=r"A\. Clarke"):
        office.unlock_again("colleague", "three good words")
    assert office.unlock_again(SIGN_IN_NAME, PASSWORD) is office
