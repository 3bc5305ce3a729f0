"""Changing the key file survives a crash at every step, and an old key file put back is noticed."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from halton_desktop.errors import DiskFull, FolderReadOnly, KeysDamaged, NotAnOffice, WrongPassword
from halton_desktop.store.vault import safe_write, slot_changes
from halton_desktop.store.vault import vault as vault_module
from halton_desktop.store.vault.seal import read_seal
from halton_desktop.store.vault.vault import unlock, unlock_with_recovery_key

from .conftest import CHEAP, NAME, PASSWORD, MakeOffice, Office

NEW = "a brand new password"


class PowerCut(BaseException):
    """The process stops here."""


def opens(office: Office, password: str) -> bool:
    try:
        unlock(office.folder, NAME, password).close()
    except WrongPassword:
        return False
    return True


def cut_at(monkeypatch: pytest.MonkeyPatch, module: object, name: str, *, before: bool, call: int = 1) -> None:
    """Makes the ``call``-th use of ``module.name`` the moment of the power cut."""
    real: Callable[..., object] = getattr(module, name)
    calls = 0

    def cut(*args: object) -> object:
        nonlocal calls
        calls += 1
        if calls == call and before:
            raise PowerCut
        result = real(*args)
        if calls == call:
            raise PowerCut
        return result

    monkeypatch.setattr(module, name, cut)


STEPS: list[tuple[object, str, bool, int, bool]] = [
    # where, which function, before or after it, at which call; whether the new password is the one that opens
    (slot_changes, "accept", True, 1, False),
    (slot_changes, "accept", False, 1, False),
    (safe_write, "flush_to_disk", True, 1, False),
    (safe_write, "flush_to_disk", False, 1, False),
    (safe_write, "replace", True, 1, False),
    (safe_write, "replace", False, 1, True),
    (safe_write, "flush_folder", False, 1, True),
    (slot_changes, "accept", True, 2, True),
    (slot_changes, "accept", False, 2, True),
    (slot_changes, "checkpoint", True, 1, True),
]


@pytest.mark.parametrize(("module", "name", "before", "call", "new_opens"), STEPS)
def test_a_power_cut_at_any_step_leaves_exactly_one_password_that_opens(
    office: Office, module: object, name: str, before: bool, call: int, new_opens: bool
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        cut_at(patch, module, name, before=before, call=call)
        with pytest.raises(PowerCut):
            office.vault.change_own_password(NAME, PASSWORD, NEW, cost=CHEAP)
    office.vault.close()
    assert (opens(office, NEW), opens(office, PASSWORD)) == (new_opens, not new_opens)
    with unlock_with_recovery_key(office.folder, office.recovery_key) as vault:
        seal = read_seal(vault.engine)
        assert seal.accepted_from == seal.accepted_to == vault.keys.generation
    assert not list(office.folder.path.glob("*.tmp"))


@pytest.mark.parametrize(("module", "name", "before", "call", "new_opens"), STEPS)
def test_after_a_failed_step_the_same_open_office_can_simply_try_again(
    office: Office, module: object, name: str, before: bool, call: int, new_opens: bool
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        cut_at(patch, module, name, before=before, call=call)
        with pytest.raises(PowerCut):
            office.vault.set_password(2, "somebody", "else", CHEAP)
    office.vault.set_password(1, NAME, NEW, CHEAP)
    office.vault.close()
    assert (opens(office, NEW), opens(office, PASSWORD)) == (True, False)


@pytest.mark.parametrize(
    ("code", "meaning"),
    [(28, DiskFull), (13, FolderReadOnly), (30, FolderReadOnly)],
    ids=["full", "denied", "read-only"],
)
def test_a_key_file_that_cannot_be_written_changes_nothing(
    office: Office, monkeypatch: pytest.MonkeyPatch, code: int, meaning: type[Exception]
) -> None:
    def refuse(_: int) -> None:
        raise OSError(code, "no")

    before = office.folder.keys.read_bytes()
    with monkeypatch.context() as patch:
        patch.setattr(safe_write, "flush_to_disk", refuse)
        with pytest.raises(meaning):
            office.vault.set_password(1, NAME, NEW, CHEAP)
    assert office.folder.keys.read_bytes() == before
    office.vault.close()
    assert opens(office, PASSWORD)


def test_an_old_key_file_put_back_is_noticed(office: Office) -> None:
    old = office.folder.keys.read_bytes()
    office.vault.set_password(1, NAME, NEW, CHEAP)
    office.vault.close()
    new = office.folder.keys.read_bytes()
    office.folder.keys.write_bytes(old)
    with pytest.raises(KeysDamaged, match="older than the office file"):
        unlock(office.folder, NAME, PASSWORD)
    with pytest.raises(KeysDamaged, match="older than the office file"):
        unlock_with_recovery_key(office.folder, office.recovery_key)
    office.folder.keys.write_bytes(new)
    assert opens(office, NEW)


def test_old_data_put_back_under_a_new_key_file_are_noticed(office: Office) -> None:
    office.vault.close()
    old = office.folder.data.read_bytes()
    with unlock(office.folder, NAME, PASSWORD) as vault:
        vault.set_password(2, "somebody", "else", CHEAP)
    office.folder.data.write_bytes(old)
    with pytest.raises(KeysDamaged, match="older than its key file"):
        unlock(office.folder, NAME, PASSWORD)


def test_a_removed_users_way_in_cannot_be_brought_back_with_an_old_key_file(office: Office) -> None:
    office.vault.set_password(2, "Leaver", "their password", CHEAP)
    office.keep_files()
    office.vault.remove_user(2)
    office.vault.close()
    office.folder.keys.write_bytes(office.kept[office.folder.keys])
    with pytest.raises(KeysDamaged):
        unlock(office.folder, "Leaver", "their password")


def test_keys_and_data_of_two_offices_do_not_open_together(make_office: MakeOffice) -> None:
    first, second = make_office("first"), make_office("second")
    first.vault.close()
    second.vault.close()
    first.folder.keys.write_bytes(second.folder.keys.read_bytes())
    with pytest.raises(NotAnOffice):
        unlock(first.folder, NAME, PASSWORD)


def test_a_password_changed_by_another_copy_while_ours_was_checked_no_longer_opens(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    stale = slot_changes.read_keys(office.folder)
    office.vault.set_password(1, NAME, NEW, CHEAP)
    office.vault.close()
    reads = iter([stale])
    real = slot_changes.read_keys
    monkeypatch.setattr(vault_module, "read_keys", lambda folder: next(reads, None) or real(folder))
    with pytest.raises(WrongPassword):
        unlock(office.folder, NAME, PASSWORD)
