"""What dev.py says and does on machines that lack something, without touching this one."""

from __future__ import annotations

import json
import runpy
import socket
import subprocess
import sys
from pathlib import Path

import pytest

import dev


@pytest.mark.parametrize(
    ("arguments", "window"),
    [
        ([], True),
        (["--data", "check"], True),
        (["--data", "Office", "--user", "A. Clarke"], True),
        (["check"], False),
        (["--data", "Office", "check"], False),
        (["--help"], False),
        (["-h"], False),
    ],
)
def test_only_a_start_without_a_command_needs_a_window(arguments: list[str], window: bool) -> None:
    assert dev.wants_window(arguments) is window


@pytest.mark.skipif(sys.platform != "linux", reason="X displays and system packages are Linux matters")
class TestOnLinux:
    """The parts that bring Qt's libraries and look for a display."""

    def test_a_display_that_is_long_gone_counts_as_none(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
        monkeypatch.setenv("DISPLAY", ":64321")
        assert not dev.has_display()

    def test_a_display_that_answers_is_one(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
        monkeypatch.setenv("DISPLAY", ":64322")
        with socket.socket(socket.AF_UNIX) as door:
            door.bind("\0/tmp/.X11-unix/X64322")
            door.listen()
            assert dev.has_display()

    def test_without_rights_one_line_says_what_to_run(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(dev, "missing_libraries", lambda wanted: ["libxcb-cursor.so.0"])
        monkeypatch.setattr(dev, "is_debian", lambda: True)
        monkeypatch.setattr(dev, "has_fonts", lambda: True)
        monkeypatch.setattr("os.geteuid", lambda: 1000)
        with pytest.raises(dev.CannotGoOn, match=r"\nsudo apt-get update && .* install -y .*libxcb-cursor0"):
            dev.bring_system_packages(dev.WINDOW_LIBRARIES, {})

    def test_another_distribution_is_told_which_libraries_are_missing(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(dev, "missing_libraries", lambda wanted: ["libxcb-cursor.so.0"])
        monkeypatch.setattr(dev, "is_debian", lambda: False)
        with pytest.raises(dev.CannotGoOn, match=r"lacks libxcb-cursor\.so\.0"):
            dev.bring_system_packages(dev.WINDOW_LIBRARIES, {})

    def test_a_library_nobody_has_is_found_missing(self) -> None:
        assert dev.missing_libraries({"libhalton.so.9": "libhalton9", "libc.so.6": "libc6"}) == ["libhalton.so.9"]


def test_a_download_that_differs_from_the_pinned_one_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dev, "wheel_from", lambda index, name, context: b"another file")
    with pytest.raises(dev.CannotGoOn, match="not the pinned file"):
        dev.download_uv(tmp_path / "uv", "win_amd64", "0" * 64)
    assert list(tmp_path.iterdir()) == []


def test_without_the_internet_the_download_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def unreachable(index: str, name: str, context: object) -> bytes:
        raise OSError("no route to host")

    monkeypatch.setattr(dev, "wheel_from", unreachable)
    with pytest.raises(dev.CannotGoOn, match=r"no route to host.*internet connection"):
        dev.download_uv(tmp_path / "uv", "win_amd64", "0" * 64)


ALEMBIC = {"name": "alembic", "version": "1.0"}


@pytest.mark.parametrize(
    ("answer", "said", "code"),
    [
        ({"dependencies": [{**ALEMBIC, "vulns": []}]}, "1 libraries asked about, 0 with known faults", 0),
        ({"dependencies": [{**ALEMBIC, "vulns": [{"id": "PYSEC-1"}]}]}, "alembic 1.0: PYSEC-1", 1),
        ({"dependencies": [{"name": "alembic", "skip_reason": "not found"}]}, "cannot be reached", 0),
        (None, "cannot be reached", 0),
    ],
)
def test_known_faults_are_said_and_a_list_out_of_reach_fails_nothing(
    answer: object, said: str, code: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    printed = b"Traceback" if answer is None else json.dumps(answer).encode()
    monkeypatch.setattr(subprocess, "run", lambda line, **_: subprocess.CompletedProcess(line, 1, printed))
    main = runpy.run_path(str(Path(dev.__file__).parent / ".ci" / "audit.py"))["main"]
    assert main() == code
    assert said in capsys.readouterr().out


def test_wrong_use_shows_the_commands_and_ends_with_2() -> None:
    done = subprocess.run(
        [sys.executable, dev.__file__, "strat"], capture_output=True, encoding="utf-8", check=False, timeout=60
    )
    assert done.returncode == 2
    assert "dev.py run" in done.stdout
