"""Users come, change and go; the file's slots follow, and the last administrator stays."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from halton_desktop.domain.change import RecordKind
from halton_desktop.domain.permission import Permission, Role
from halton_desktop.errors import DiskFull, InvalidInput, Refused, WrongPassword
from halton_desktop.services.administration.check_office import check
from halton_desktop.services.administration.manage_users import (
    add_user,
    change_own_password,
    change_user,
    disable_user,
    enable_user,
    give_password,
    list_users,
    replace_recovery_key,
)
from halton_desktop.services.administration.open_office import recover_office, unlock_office
from halton_desktop.services.administration.see_history import history_of
from halton_desktop.services.session import OfficeSession
from halton_desktop.store.audit import AuditLog
from halton_desktop.store.vault import vault as vault_module
from tests.factories import CHEAP, PASSWORD, SIGN_IN_NAME, program_files

OTHER = "three good words"


def sign_in(folder: Path, name: str, password: str) -> OfficeSession:
    return unlock_office(folder, name, password, program_files())


def test_a_new_user_signs_in_with_their_own_name_whatever_the_capitals(office: OfficeSession, tmp_path: Path) -> None:
    add_user(office, "gjones", "Mrs G. Jones", Role.HEADTEACHER, OTHER, CHEAP)
    office.close()
    with sign_in(tmp_path / "office", "GJones", OTHER) as head:
        assert (head.user.name, head.user.role) == ("Mrs G. Jones", Role.HEADTEACHER)


def test_a_disabled_user_is_out_and_back_in_with_a_new_password(office: OfficeSession, tmp_path: Path) -> None:
    user = add_user(office, "gjones", "Mrs G. Jones", Role.HEADTEACHER, OTHER, CHEAP)
    disable_user(office, user)
    with pytest.raises(Refused):
        give_password(office, user, OTHER, CHEAP)
    assert check(office).ok
    office.close()
    with pytest.raises(WrongPassword):
        sign_in(tmp_path / "office", "gjones", OTHER)
    with sign_in(tmp_path / "office", SIGN_IN_NAME, PASSWORD) as again:
        enable_user(again, user, "a fresh password", CHEAP)
        assert check(again).ok
    with sign_in(tmp_path / "office", "gjones", "a fresh password") as head:
        assert head.user.id == user


def test_the_last_administrator_stays(office: OfficeSession) -> None:
    me = office.user
    with pytest.raises(Refused, match="last administrator"):
        change_user(office, me.id, me.name, Role.OFFICE)
    with pytest.raises(Refused, match="your own"):
        disable_user(office, me.id)
    second = add_user(office, "second", "Second", Role.ADMINISTRATOR, OTHER, CHEAP)
    change_user(office, me.id, me.name, Role.OFFICE)
    with office.look(Permission.SEE_FIGURES) as work:  # the list of users is no longer theirs to see
        roles = {user.id: user.role for user in work.users.all()}
    assert roles == {me.id: Role.OFFICE, second: Role.ADMINISTRATOR}


def test_two_users_never_share_a_name(office: OfficeSession) -> None:
    with pytest.raises(InvalidInput) as refused:
        add_user(office, SIGN_IN_NAME.upper(), "Another", Role.OFFICE, OTHER, CHEAP)
    assert refused.value.field == "sign_in_name"


def test_ones_own_password_changes_only_with_the_old_one(office: OfficeSession, tmp_path: Path) -> None:
    with pytest.raises(InvalidInput) as refused:
        change_own_password(office, "not the old one", OTHER, CHEAP)
    assert refused.value.field == "old_password"
    change_own_password(office, PASSWORD, OTHER, CHEAP)
    office.close()
    with pytest.raises(WrongPassword):
        sign_in(tmp_path / "office", SIGN_IN_NAME, PASSWORD)
    sign_in(tmp_path / "office", SIGN_IN_NAME, OTHER).close()


def test_a_forgotten_password_is_replaced_with_the_recovery_key(office: OfficeSession, tmp_path: Path) -> None:
    key = replace_recovery_key(office)
    office.close()
    with pytest.raises(InvalidInput):
        recover_office(tmp_path / "office", key, "nobody", OTHER, program_files(), cost=CHEAP)
    with recover_office(
        tmp_path / "office", key.lower().replace("-", " "), SIGN_IN_NAME, OTHER, program_files(), cost=CHEAP
    ) as again:
        assert again.user.role is Role.ADMINISTRATOR
    with pytest.raises(WrongPassword):
        sign_in(tmp_path / "office", SIGN_IN_NAME, PASSWORD)


def test_a_short_password_is_refused_with_advice(office: OfficeSession) -> None:
    with pytest.raises(InvalidInput, match="Three random words"):
        add_user(office, "short", "Short", Role.OFFICE, "tiny", CHEAP)
    assert len(list_users(office)) == 1


def no_room(*_asked: object) -> None:
    raise DiskFull("There is no room left.", "Free some.")


def said_of(session: OfficeSession, user_id: int) -> list[str]:
    return [entry.action for entry in history_of(session, RecordKind.USER, user_id)]


def test_an_own_password_is_not_changed_without_an_entry(
    office: OfficeSession, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as while_full:
        while_full.setattr(AuditLog, "append", no_room)
        with pytest.raises(DiskFull):
            change_own_password(office, PASSWORD, OTHER, CHEAP)
    office.close()
    sign_in(tmp_path / "office", SIGN_IN_NAME, PASSWORD).close()


def test_a_wrong_present_password_leaves_no_entry(office: OfficeSession) -> None:
    before = said_of(office, office.user.id)
    with pytest.raises(InvalidInput):
        change_own_password(office, "not my password", OTHER, CHEAP)
    assert said_of(office, office.user.id) == before


def test_the_history_says_when_a_password_could_not_be_written(
    office: OfficeSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    user = add_user(office, "gjones", "Mrs G. Jones", Role.HEADTEACHER, OTHER, CHEAP)
    monkeypatch.setattr(vault_module, "put_keys", no_room)
    acts: tuple[tuple[Callable[[], object], int, str], ...] = (
        (lambda: give_password(office, user, "a fresh password", CHEAP), user, "password given"),
        (lambda: disable_user(office, user), user, "user disabled"),
        (lambda: enable_user(office, user, "a fresh password", CHEAP), user, "user enabled"),
        (lambda: change_own_password(office, PASSWORD, OTHER, CHEAP), office.user.id, "password changed"),
    )
    for act, who, words in acts:
        with pytest.raises(DiskFull):
            act()
        assert said_of(office, who)[:2] == [f"{words}: the key file could not be written", words]
    with pytest.raises(DiskFull):
        replace_recovery_key(office)
    said = [entry.action for entry in history_of(office, RecordKind.OFFICE, 1)]
    assert said[:2] == ["recovery key replaced: the key file could not be written", "recovery key replaced"]


def test_the_history_says_when_a_forgotten_password_could_not_be_replaced(
    office: OfficeSession, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    key, me = replace_recovery_key(office), office.user.id
    office.close()
    with monkeypatch.context() as while_full:
        while_full.setattr(vault_module, "put_keys", no_room)
        with pytest.raises(DiskFull):
            recover_office(tmp_path / "office", key, SIGN_IN_NAME, OTHER, program_files(), cost=CHEAP)
    with sign_in(tmp_path / "office", SIGN_IN_NAME, PASSWORD) as again:
        action = "password replaced with the recovery key"
        assert said_of(again, me)[:2] == [f"{action}: the key file could not be written", action]


def test_a_disabling_cut_short_is_finished_when_somebody_unlocks_the_office(
    office: OfficeSession, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    user = add_user(office, "gjones", "Mrs G. Jones", Role.HEADTEACHER, OTHER, CHEAP)
    with monkeypatch.context() as while_full:
        while_full.setattr(vault_module, "put_keys", no_room)
        with pytest.raises(DiskFull):
            disable_user(office, user)
    assert check(office).findings == (f"User {user} is disabled but still has a password.",)
    office.close()
    with sign_in(tmp_path / "office", SIGN_IN_NAME, PASSWORD) as again:
        assert check(again).ok


def test_an_office_that_cannot_be_tidied_is_unlocked_all_the_same(
    office: OfficeSession, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    user = add_user(office, "gjones", "Mrs G. Jones", Role.HEADTEACHER, OTHER, CHEAP)
    monkeypatch.setattr(vault_module, "put_keys", no_room)
    with pytest.raises(DiskFull):
        disable_user(office, user)
    office.close()
    with sign_in(tmp_path / "office", SIGN_IN_NAME, PASSWORD) as again:
        assert not check(again).ok
