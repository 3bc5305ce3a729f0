"""A locked session is unusable and comes back, the same, only for whoever locked it."""

from __future__ import annotations

from pathlib import Path

import pytest

from halton_desktop.domain.change import RecordKind
from halton_desktop.domain.permission import Permission, Role
from halton_desktop.errors import Locked, NotAllowed, OurBug, WrongPassword
from halton_desktop.services.administration.keep_school import read_school
from halton_desktop.services.administration.manage_users import add_user, change_user
from halton_desktop.services.administration.open_office import unlock_office
from halton_desktop.services.session import OfficeSession
from tests.factories import CHEAP, PASSWORD, SIGN_IN_NAME, program_files


def test_while_locked_nothing_can_be_read(office: OfficeSession) -> None:
    office.lock()
    with pytest.raises(Locked, match="The screen was locked meanwhile"):
        read_school(office)


def test_once_closed_nothing_can_be_read(office: OfficeSession) -> None:
    office.close()
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


def test_a_role_taken_away_while_the_screen_was_locked_is_gone_when_it_is_unlocked(
    office: OfficeSession, tmp_path: Path
) -> None:
    add_user(office, "colleague", "B. Colleague", Role.ADMINISTRATOR, "three good words", CHEAP)
    office.lock()
    with unlock_office(tmp_path / "office", "colleague", "three good words", program_files()) as elsewhere:
        change_user(elsewhere, office.user.id, "A. Clarke-Hill", Role.READER)
    office.unlock_again(SIGN_IN_NAME, PASSWORD)
    assert (office.user.role, office.user.name) == (Role.READER, "A. Clarke-Hill")
    with pytest.raises(NotAllowed):
        add_user(office, "third", "C. Third", Role.OFFICE, "three good words", CHEAP)


def test_an_account_whose_disabling_was_cut_short_does_not_unlock_its_screen(office: OfficeSession) -> None:
    with office.change(Permission.MANAGE_USERS) as work:  # as if the power failed before the key file was written
        work.users.change(office.user.id, disabled_at=work.now)
        work.record("user disabled", RecordKind.USER, office.user.id)
        work.commit()
    office.lock()
    with pytest.raises(WrongPassword, match="disabled"):
        office.unlock_again(SIGN_IN_NAME, PASSWORD)
    assert not office.vault.is_open
