"""One running copy per office: who is turned away, what they are told, and what a crash leaves."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from halton_desktop.errors import OfficeInUse, WrongPassword
from halton_desktop.store.vault.folder import OfficeFolder
from halton_desktop.store.vault.lock import Holder, note_bytes, read_note
from halton_desktop.store.vault.vault import unlock, unlock_with_recovery_key

from .conftest import NAME, PASSWORD, Office

KEY = bytes(range(32))
OFFICE = "0" * 32
HOLDER = Holder("A. Clarke", "OFFICE-PC-3", datetime(2026, 11, 22, 9, 2, tzinfo=UTC))


def test_the_note_says_who_where_and_since_when() -> None:
    assert read_note(note_bytes(HOLDER, KEY, OFFICE), KEY, OFFICE) == HOLDER


def test_the_note_is_unreadable_without_the_key_and_always_of_one_length() -> None:
    note = note_bytes(HOLDER, KEY, OFFICE)
    assert b"Clarke" not in note
    assert b"OFFICE-PC" not in note
    long = Holder("Ł" * 500, "x" * 500, HOLDER.since)
    assert len(note_bytes(long, KEY, OFFICE)) == len(note) == len(note_bytes(Holder("", "", HOLDER.since), KEY, OFFICE))


def test_a_note_of_another_office_or_an_altered_one_names_nobody() -> None:
    note = note_bytes(HOLDER, KEY, OFFICE)
    assert read_note(note, KEY[::-1], OFFICE) is None
    assert read_note(note, KEY, "1" * 32) is None
    for place in range(0, len(note), 7):
        altered = note[:place] + bytes([note[place] ^ 1]) + note[place + 1 :]
        assert read_note(altered, KEY, OFFICE) is None
    for length in (0, 1, 12, 30):
        assert read_note(note[:length], KEY, OFFICE) is None


def test_a_second_copy_is_told_who_has_the_office_open_and_since_when(office: Office) -> None:
    with pytest.raises(OfficeInUse) as refused:
        unlock(office.folder, NAME, PASSWORD)
    assert NAME in refused.value.message
    assert refused.value.holder is not None
    assert NAME in refused.value.holder
    assert refused.value.since is not None
    assert abs((datetime.now(UTC) - refused.value.since).total_seconds()) < 60
    with pytest.raises(OfficeInUse, match="since"):
        unlock_with_recovery_key(office.folder, office.recovery_key)


def test_somebody_without_a_password_does_not_learn_who_has_it_open(office: Office) -> None:
    with pytest.raises(WrongPassword) as refused:
        unlock(office.folder, "somebody", "guess")
    assert NAME not in str(refused.value)


def test_a_note_that_cannot_be_read_still_turns_the_second_copy_away(office: Office) -> None:
    office.folder.holder.write_bytes(b"scribble")
    with pytest.raises(OfficeInUse) as refused:
        unlock(office.folder, NAME, PASSWORD)
    assert (refused.value.holder, refused.value.since) == (None, None)


def test_closing_takes_the_note_away_and_lets_the_next_one_in(office: Office) -> None:
    office.vault.close()
    office.vault.close()
    assert not office.folder.holder.exists()
    unlock(office.folder, NAME, PASSWORD).close()


HOLD_UNTIL_KILLED = """
import sys
from pathlib import Path
from halton_desktop.store.vault.folder import OfficeFolder
from halton_desktop.store.vault.vault import unlock
vault = unlock(OfficeFolder(Path(sys.argv[1])), sys.argv[2], sys.argv[3])
print("open", flush=True)
sys.stdin.read()
"""


def test_another_process_is_named_and_a_killed_one_does_not_block(closed: Office) -> None:
    folder: OfficeFolder = closed.folder
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLD_UNTIL_KILLED, str(folder.path), NAME, PASSWORD],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert holder.stdin is not None
    assert holder.stdout is not None
    assert holder.stdout.readline() == "open\n"
    with pytest.raises(OfficeInUse, match="O’Brien"):
        unlock(folder, NAME, PASSWORD)
    holder.kill()
    holder.communicate()
    assert folder.holder.exists()
    unlock(folder, NAME, PASSWORD).close()


def test_the_lock_file_itself_holds_nothing(office: Office, tmp_path: Path) -> None:
    assert office.folder.lock.stat().st_size == 0
