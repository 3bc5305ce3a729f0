"""The way in: creating, unlocking, closing, and a clear answer to everything that can be wrong with the folder."""

from __future__ import annotations

import os
import sqlite3
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from halton_desktop.errors import (
    DiskFull,
    FolderReadOnly,
    InvalidInput,
    KeysDamaged,
    KeysMissing,
    MachineError,
    NewerVersion,
    NotAnOffice,
    OurBug,
    Refused,
    WrongPassword,
)
from halton_desktop.store.engine import writing
from halton_desktop.store.vault import key_file, lock, safe_write, seal
from halton_desktop.store.vault import vault as vault_module
from halton_desktop.store.vault.folder import OfficeFolder
from halton_desktop.store.vault.seal import SEAL_TABLE
from halton_desktop.store.vault.vault import create_office, unlock, unlock_with_recovery_key

from .conftest import CHEAP, NAME, PASSWORD, Office


def files(folder: OfficeFolder) -> dict[str, bytes]:
    """Every file in the folder that holds something, but for the lock."""
    return {path.name: path.read_bytes() for path in folder.path.iterdir() if path != folder.lock and path.is_file()}


def add_person(engine: Engine, name: str = "Wrzesniewski") -> None:
    with writing(engine).begin() as connection:
        connection.execute(text("CREATE TABLE IF NOT EXISTS person (name TEXT)"))
        connection.execute(text("INSERT INTO person VALUES (:name)"), {"name": name})


def people(engine: Engine) -> list[str]:
    with engine.connect() as connection:
        return list(connection.execute(text("SELECT name FROM person ORDER BY name")).scalars())


def test_what_was_saved_is_there_after_closing_and_unlocking(office: Office) -> None:
    assert office.vault.user_id == 1
    add_person(office.vault.engine)
    office.vault.close()
    with unlock(office.folder, "  AOIFE o’brien-wrzesniewski", PASSWORD) as vault:
        assert (vault.user_id, vault.office_id) == (1, office.vault.office_id)
        assert people(vault.engine) == ["Wrzesniewski"]


def test_the_recovery_key_opens_as_nobody_and_can_set_a_new_password(closed: Office) -> None:
    with unlock_with_recovery_key(closed.folder, closed.recovery_key) as vault:
        assert vault.user_id is None
        vault.set_password(1, NAME, "remembered this time", CHEAP)
    unlock(closed.folder, NAME, "remembered this time").close()
    with pytest.raises(WrongPassword):
        unlock(closed.folder, NAME, PASSWORD)


def test_users_come_change_and_go(office: Office) -> None:
    vault = office.vault
    vault.set_password(2, "Łukasz", "second", CHEAP)
    assert vault.users_with_password == {1, 2}
    vault.close()
    with unlock(office.folder, "Łukasz", "second") as own:
        personal = own.personal_key
        own.change_own_password("Łukasz", "second", "third", new_user_name="Łukasz Nowak", cost=CHEAP)
    with unlock(office.folder, "łukasz nowak", "third") as own:
        assert (own.user_id, own.personal_key) == (2, personal)
        with pytest.raises(Refused, match="your own"):
            own.remove_user(2)
    with unlock(office.folder, NAME, PASSWORD) as vault:
        vault.remove_user(2)
        vault.remove_user(77)
    with pytest.raises(WrongPassword):
        unlock(office.folder, "Łukasz Nowak", "third")


def test_new_passwords_cost_what_was_measured_for_this_office(office: Office) -> None:
    office.vault.set_password(2, "Łukasz", "second")
    office.vault.change_own_password(NAME, PASSWORD, "third")
    assert {slot.cost for slot in office.vault.keys.slots} == {CHEAP, None}


def test_somebody_elses_password_is_not_changed_as_ones_own(office: Office) -> None:
    office.vault.set_password(2, "Łukasz", "second", CHEAP)
    with pytest.raises(WrongPassword):
        office.vault.change_own_password("Łukasz", "second", "third", cost=CHEAP)
    with pytest.raises(WrongPassword):
        office.vault.change_own_password(NAME, "wrong", "third", cost=CHEAP)


def test_a_replaced_recovery_key_ends_the_old_one(office: Office) -> None:
    text_of_new = office.vault.replace_recovery_key()
    office.vault.close()
    unlock_with_recovery_key(office.folder, text_of_new).close()
    with pytest.raises(WrongPassword):
        unlock_with_recovery_key(office.folder, office.recovery_key)


def test_a_mistyped_recovery_key_is_a_slip_of_the_pen_and_not_a_refusal(closed: Office) -> None:
    with pytest.raises(InvalidInput, match="Group 1"):
        unlock_with_recovery_key(
            closed.folder, ("0" if closed.recovery_key[0] != "0" else "2") + closed.recovery_key[1:]
        )


def test_a_closed_office_gives_nothing_away(office: Office) -> None:
    vault = office.vault
    vault.close()
    assert not vault.is_open
    uses: list[Callable[[], object]] = [
        lambda: vault.data_key,
        lambda: vault.personal_key,
        lambda: vault.user_id,
        lambda: vault.set_password(2, "x", "y", CHEAP),
        vault.engine.connect,
    ]
    for use in uses:
        with pytest.raises(OurBug, match="closed"):
            use()


def test_no_name_of_a_user_or_a_parent_is_in_any_file_while_open_or_closed(office: Office) -> None:
    office.vault.set_password(2, "Bolesława Wrzesniewska", "pw", CHEAP)
    add_person(office.vault.engine, "Gwendolen Featherstonehaugh")
    for _ in ("open", "closed"):
        for name, content in files(office.folder).items():
            folded = content.lower()
            for part in ("wrzesniewski", "wrzesniewska", "brien", "aoife", "bolesława", "featherstonehaugh", PASSWORD):
                for encoding in ("utf-8", "utf-16-le"):
                    assert part.encode(encoding) not in folded, f"{part} in {name}"
        office.vault.close()


def test_the_migration_runs_before_anybody_sees_the_data(tmp_path: Path) -> None:
    folder = OfficeFolder(tmp_path / "office")
    vault, _ = create_office(folder, NAME, PASSWORD, cost=CHEAP, migrate=add_person)
    assert people(vault.engine) == ["Wrzesniewski"]
    vault.close()
    with unlock(folder, NAME, PASSWORD, migrate=lambda engine: add_person(engine, "Nowak")) as vault:
        assert people(vault.engine) == ["Nowak", "Wrzesniewski"]


def failing(_: Engine) -> None:
    raise NewerVersion("The data are newer.")


def test_a_migration_that_fails_leaves_a_new_folder_empty_and_an_old_office_unlocked(tmp_path: Path) -> None:
    folder = OfficeFolder(tmp_path / "office")
    with pytest.raises(NewerVersion):
        create_office(folder, NAME, PASSWORD, cost=CHEAP, migrate=failing)
    assert files(folder) == {}
    create_office(folder, NAME, PASSWORD, cost=CHEAP)[0].close()
    with pytest.raises(NewerVersion):
        unlock(folder, NAME, PASSWORD, migrate=failing)
    unlock(folder, NAME, PASSWORD).close()


def test_an_office_is_never_created_on_top_of_another(closed: Office) -> None:
    before = files(closed.folder)
    with pytest.raises(Refused, match="already an office"):
        create_office(closed.folder, "somebody", "else", cost=CHEAP)
    assert files(closed.folder) == before


def refused_without_change(office: Office, kind: type[Exception], words: str) -> None:
    """Unlocking fails with ``kind`` saying ``words`` and no file is touched; nothing stays locked."""
    before = files(office.folder)
    with pytest.raises(kind, match=words) as refused:
        unlock(office.folder, NAME, PASSWORD)
    assert type(refused.value) is kind
    assert files(office.folder) == before
    held = lock.OfficeLock(office.folder)
    held.take()
    held.release()


def test_wrong_password(closed: Office) -> None:
    before = files(closed.folder)
    with pytest.raises(WrongPassword, match="do not open this office"):
        unlock(closed.folder, NAME, "wrong")
    assert files(closed.folder) == before


def test_missing_key_file(closed: Office) -> None:
    closed.folder.keys.unlink()
    refused_without_change(closed, KeysMissing, "key file .* is not in the office folder")


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(KeysMissing):
        unlock(OfficeFolder(tmp_path / "nowhere"), NAME, PASSWORD)
    assert list(tmp_path.iterdir()) == []


def test_damaged_key_file(closed: Office) -> None:
    closed.folder.keys.write_bytes(closed.folder.keys.read_bytes()[:-10])
    refused_without_change(closed, KeysDamaged, "altered, cut short or swapped")


def test_key_file_from_a_newer_version(closed: Office) -> None:
    content = closed.folder.keys.read_bytes().replace(b'"format":1', b'"format":2')
    closed.folder.keys.write_bytes(content)
    refused_without_change(closed, NewerVersion, "key file .* newer version")


def test_data_from_a_newer_version(office: Office) -> None:
    with writing(office.vault.engine).begin() as connection:
        connection.execute(text(f"UPDATE {SEAL_TABLE} SET format = format + 1"))
    office.vault.close()
    refused_without_change(office, NewerVersion, "office file .* newer version")


def test_missing_data(closed: Office) -> None:
    closed.folder.data.unlink()
    refused_without_change(closed, NotAnOffice, "is not in the office folder")
    assert not closed.folder.data.exists()


@pytest.mark.parametrize("content", [b"", b"short", b"Dear Mrs O'Brien, " * 1000, bytes(8192)])
def test_not_a_database(closed: Office, content: bytes) -> None:
    closed.folder.data.write_bytes(content)
    refused_without_change(closed, NotAnOffice, "damaged, or it is not the file")


def test_an_ordinary_database(closed: Office) -> None:
    closed.folder.data.unlink()
    plain = sqlite3.connect(closed.folder.data)
    plain.execute("CREATE TABLE office (id INTEGER)")
    plain.close()
    refused_without_change(closed, NotAnOffice, "ordinary database")


def test_data_without_a_seal(office: Office) -> None:
    with writing(office.vault.engine).begin() as connection:
        connection.execute(text(f"DROP TABLE {SEAL_TABLE}"))
    office.vault.close()
    refused_without_change(office, NotAnOffice, "damaged, or it is not the file")


def test_a_seal_of_another_office(office: Office) -> None:
    with writing(office.vault.engine).begin() as connection:
        connection.execute(text(f"UPDATE {SEAL_TABLE} SET office_id = 'another'"))
    office.vault.close()
    refused_without_change(office, KeysDamaged, "two different offices")


def test_a_key_file_forged_with_the_data_key_but_for_another_office_is_refused(office: Office) -> None:
    import dataclasses

    from halton_desktop.store.vault.key_file_format import to_bytes

    other = dataclasses.replace(office.vault.keys, office_id="f" * 32, slots=())
    other = key_file.set_password(other, office.vault.data_key, 1, NAME, PASSWORD, CHEAP)
    office.vault.close()
    office.folder.keys.write_bytes(to_bytes(other))
    refused_without_change(office, KeysDamaged, "two different offices")


def refuse(code: int) -> Callable[..., None]:
    def fail(*_: object) -> None:
        raise OSError(code, os.strerror(code))

    return fail


@pytest.mark.parametrize(
    ("code", "kind", "words"),
    [(28, DiskFull, "no room left"), (30, FolderReadOnly, "cannot be written"), (5, MachineError, "could not be read")],
    ids=["disk full", "read-only folder", "drive fails"],
)
def test_an_office_on_a_drive_that_refuses_writing(
    closed: Office, monkeypatch: pytest.MonkeyPatch, code: int, kind: type[Exception], words: str
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(safe_write, "flush_to_disk", refuse(code))
        refused_without_change(closed, kind, words)
    unlock(closed.folder, NAME, PASSWORD).close()


@pytest.mark.parametrize(("code", "kind"), [(28, DiskFull), (30, FolderReadOnly)], ids=["full", "read-only"])
@pytest.mark.parametrize("place", ["create_seal", "write_file"])
def test_a_creation_that_fails_half_way_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int, kind: type[Exception], place: str
) -> None:
    folder = OfficeFolder(tmp_path / "office")
    with monkeypatch.context() as patch:
        patch.setattr(vault_module, place, refuse(code))
        with pytest.raises(kind):
            create_office(folder, NAME, PASSWORD, cost=CHEAP)
    assert files(folder) == {}
    create_office(folder, NAME, PASSWORD, cost=CHEAP)[0].close()


@pytest.mark.skipif(
    sys.platform == "win32" or not hasattr(os, "geteuid") or os.geteuid() == 0,
    reason="only an ordinary user on a POSIX system can be refused by a folder's mode",
)
def test_a_folder_that_really_is_read_only(closed: Office) -> None:
    closed.folder.lock.unlink()
    closed.folder.path.chmod(0o500)
    try:
        refused_without_change_of_mode(closed)
    finally:
        closed.folder.path.chmod(0o700)


def refused_without_change_of_mode(office: Office) -> None:
    before = files(office.folder)
    with pytest.raises(FolderReadOnly):
        unlock(office.folder, NAME, PASSWORD)
    assert files(office.folder) == before


def test_what_a_killed_copy_left_is_tidied_away(closed: Office) -> None:
    left = [closed.folder.path / "office.keys.0a1b2c3d.tmp", closed.folder.path / "office.halton.0a1b2c3d.tmp"]
    for path in left:
        path.write_bytes(b"half")
    staging = closed.folder.path / "restoring.0a1b2c3d.tmp"
    staging.mkdir()
    (staging / "office.halton").write_bytes(b"half")
    unlock(closed.folder, NAME, PASSWORD).close()
    assert not any(path.exists() for path in [*left, staging])


def test_an_altered_page_one_is_not_an_office(closed: Office) -> None:
    data = bytearray(closed.folder.data.read_bytes())
    for place in (0, 20, 2000, 4090):
        altered = bytearray(data)
        altered[place] ^= 1
        closed.folder.data.write_bytes(altered)
        refused_without_change(closed, NotAnOffice, "damaged, or it is not the file")


def test_the_seal_accepts_two_neighbouring_generations_at_most(office: Office) -> None:
    from sqlalchemy.exc import IntegrityError

    with pytest.raises(IntegrityError):
        seal.accept(office.vault.engine, 1, 3)
