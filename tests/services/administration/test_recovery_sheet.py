"""The sheet is enough, and is asked for until it is safe; a restore says what came back."""

from __future__ import annotations

from pathlib import Path

import pytest

from halton_desktop.domain.permission import Role
from halton_desktop.errors import InvalidInput
from halton_desktop.services.administration.back_up import back_up, restore_backup
from halton_desktop.services.administration.manage_users import (
    add_user,
    disable_user,
    list_users,
    replace_recovery_key,
)
from halton_desktop.services.administration.open_office import FirstUser, create_office, recover_office, unlock_office
from halton_desktop.services.administration.recovery_sheet import DUE, confirm_sheet, news_of_restore
from halton_desktop.services.administration.seal_messages import (
    RECOVERY_KEY,
    admit_with_recovery_key,
    who_opens_without,
)
from halton_desktop.services.overview.today import due_today
from halton_desktop.services.session import OfficeSession
from tests.factories import CHEAP, PASSWORD, SCHOOL, SIGN_IN_NAME, StandingClock, program_files
from tests.helpers.sealed_incident import HEAD, SECOND_HEAD, sealed_incident

pytestmark = pytest.mark.case("years-6")
NEW = "three other words"


def an_office(folder: Path) -> tuple[OfficeSession, str]:
    person = FirstUser(SIGN_IN_NAME, "A. Clarke", PASSWORD)
    return create_office(folder, SCHOOL, person, program_files(), clock=StandingClock(), cost=CHEAP)


def recovered(folder: Path, key: str, name: str, *, as_administrator: bool = False) -> OfficeSession:
    return recover_office(folder, key, name, NEW, program_files(), as_administrator=as_administrator, cost=CHEAP)


def asked_for(session: OfficeSession) -> bool:
    return any(item.kind == DUE for item in due_today(session))


@pytest.mark.parametrize("name", ["new manager", "clerk", "left long ago"])
def test_with_the_sheet_alone_a_school_gets_an_administrator_again(tmp_path: Path, name: str) -> None:
    office, key = an_office(tmp_path / "office")
    with office:
        add_user(office, "clerk", "C. Lerk", Role.OFFICE, PASSWORD, CHEAP)
        disable_user(office, add_user(office, "left long ago", "L. Eaver", Role.ADMINISTRATOR, PASSWORD, CHEAP))
    with recovered(tmp_path / "office", key, name, as_administrator=True) as again:
        assert again.user.role is Role.ADMINISTRATOR
        assert {user.sign_in_name for user in list_users(again)} >= {SIGN_IN_NAME, name}


def test_a_name_nobody_has_is_answered_with_the_names_there_are(tmp_path: Path) -> None:
    office, key = an_office(tmp_path / "office")
    office.close()
    with pytest.raises(InvalidInput) as refused:
        recovered(tmp_path / "office", key, "who was it")
    assert f"“{SIGN_IN_NAME}” (administrator)" in refused.value.advice


def test_a_sheet_is_asked_for_until_it_is_confirmed_and_again_when_there_is_a_new_one(tmp_path: Path) -> None:
    office, _key = an_office(tmp_path / "office")
    with office:
        assert asked_for(office)
        confirm_sheet(office)
        assert not asked_for(office)
        replace_recovery_key(office)
        assert asked_for(office)


def test_a_restore_says_who_came_back_and_asks_for_a_new_sheet(tmp_path: Path) -> None:
    office, _key = an_office(tmp_path / "office")
    with office:
        confirm_sheet(office)
        leaver = add_user(office, "leaver", "L. Eaver", Role.OFFICE, PASSWORD, CHEAP)
        made = back_up(office, tmp_path / "stick")
        disable_user(office, leaver)
        assert news_of_restore(office) == ""
    restore_backup(made, tmp_path / "office", sign_in_name=SIGN_IN_NAME, password=PASSWORD)
    with unlock_office(tmp_path / "office", SIGN_IN_NAME, PASSWORD, program_files(), clock=StandingClock()) as again:
        words = news_of_restore(again)
        assert "leaver was disabled" in words
        assert "new recovery sheet" in words
        assert asked_for(again)
        assert news_of_restore(again) == ""


def test_the_last_who_opens_sealed_messages_is_named_before_they_lose_the_way(tmp_path: Path) -> None:
    incident = sealed_incident(tmp_path / "office")
    with incident.signed_in(SIGN_IN_NAME) as admin:
        head = next(user.id for user in list_users(admin) if user.sign_in_name == HEAD)
        assert "only the recovery sheet" in who_opens_without(admin, head)
        assert who_opens_without(admin, admin.user.id) == ""
        key = replace_recovery_key(admin)
        assert "ever again" in who_opens_without(admin, head)
        assert who_opens_without(admin, RECOVERY_KEY) == ""
        second = add_user(admin, SECOND_HEAD, "D. Eputy", Role.HEADTEACHER, PASSWORD, CHEAP)
        disable_user(admin, head)
    with incident.signed_in(SECOND_HEAD) as deputy:
        assert admit_with_recovery_key(deputy, key, second) is False  # what was sealed before stays closed
