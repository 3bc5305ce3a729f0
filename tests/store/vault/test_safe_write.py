"""A small file is replaced whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from halton_desktop.store.vault import safe_write


def test_the_new_content_replaces_the_old_and_nothing_else_is_left(tmp_path: Path) -> None:
    target = tmp_path / "office.keys"
    for content in (b"old", b"new"):
        safe_write.write_file(target, content)
        assert target.read_bytes() == content
    assert list(tmp_path.iterdir()) == [target]


@pytest.mark.parametrize("step", ["flush_to_disk", "replace"])
def test_a_failure_leaves_the_old_content_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    target = tmp_path / "office.keys"
    target.write_bytes(b"old")

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(safe_write, step, fail)
    with pytest.raises(OSError, match="No space"):
        safe_write.write_file(target, b"new")
    assert target.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [target]


class HeldOpen(type(Path())):  # type: ignore[misc]  # the path class of this system
    """A file that another program holds open for a few attempts, as antivirus programs on Windows do."""

    refusals = 0

    def replace(self, target: str | os.PathLike[str]) -> Path:
        if HeldOpen.refusals:
            HeldOpen.refusals -= 1
            raise PermissionError(13, "held open")
        return Path(super().replace(target))


def test_a_file_held_open_for_a_moment_is_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(HeldOpen, "refusals", 3)
    source = HeldOpen(tmp_path / "source")
    source.write_bytes(b"new")
    safe_write.replace(source, tmp_path / "target", pauses=(0.0, 0.0, 0.0))
    assert (tmp_path / "target").read_bytes() == b"new"


def test_a_file_held_open_for_good_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(HeldOpen, "refusals", 99)
    source = HeldOpen(tmp_path / "source")
    source.write_bytes(b"new")
    with pytest.raises(PermissionError):
        safe_write.replace(source, tmp_path / "target", pauses=(0.0, 0.0))
