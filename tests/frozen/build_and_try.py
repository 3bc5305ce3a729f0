"""Builds the standalone program and tries it as a person would who has no Python: ``python3 dev.py frozen``.

With an empty home folder and an empty PATH it makes a sample office, checks it, prints its letters, drives every
screen, opens the window and leaves it by the keyboard; then it looks for any family's name left in clear.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from pypdf import PdfReader

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "dist" / "Halton Desktop"
WINDOWS = sys.platform == "win32"
PATIENCE = 600
"""Seconds any one step may take on a slow machine."""


class Trial:
    """One machine's worth of empty folders, and the program in them."""

    def __init__(self, folder: Path, wrapper: list[str]) -> None:
        self.folder = folder
        self.home = folder / "home"
        self.home.mkdir()
        self.program = [*wrapper, str(FOLDER / ("halton-desktop.exe" if WINDOWS or wrapper else "halton-desktop"))]
        self.environment = self._bare_environment(keep_path=bool(wrapper))

    def _bare_environment(self, keep_path: bool) -> dict[str, str]:
        """What a fresh account has: no Python, nothing of this project, an empty home."""
        kept = ("SYSTEMROOT", "COMSPEC", "WINDIR", "WINEPREFIX", "WINEARCH", "WINEDEBUG", "WINEDLLOVERRIDES", "DISPLAY")
        environment = {name: os.environ[name] for name in kept if name in os.environ}
        temporary = self.folder / "temporary"
        temporary.mkdir()
        environment |= {"PATH": os.environ["PATH"] if keep_path else "", "LANG": "C.UTF-8", "HOME": str(self.home)}
        environment |= {name: str(self.home) for name in ("USERPROFILE", "APPDATA", "LOCALAPPDATA")}
        environment |= {name: str(temporary) for name in ("TMPDIR", "TMP", "TEMP")}
        return environment

    def answer(self, *arguments: str) -> Any:
        """What one command answers with --json."""
        return json.loads(self.command("--json", *arguments))

    def command(self, *arguments: str) -> str:
        """What one command prints; anything but exit code 0 ends the trial."""
        say(f"halton-desktop {' '.join(arguments)}")
        done = subprocess.run(
            [*self.program, *arguments],
            env=self.environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=PATIENCE,
            check=False,
        )
        output, errors = done.stdout.decode("utf-8"), done.stderr.decode("utf-8", "replace")
        if done.returncode:
            raise SystemExit(f"It ended with {done.returncode}.\n{output}\n{errors}")
        return output


def say(sentence: str) -> None:
    """Print at once, between the outputs of child processes."""
    print(f"--- {sentence}", flush=True)


def build() -> None:
    """Run PyInstaller on the spec; what it says is shown only when it fails."""
    say("building (a minute or two)")
    shutil.rmtree(FOLDER, ignore_errors=True)
    log = ROOT / "build" / "pyinstaller.log"
    log.parent.mkdir(exist_ok=True)
    line = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--distpath", str(FOLDER.parent)]
    line += ["--workpath", str(ROOT / "build" / "pyinstaller"), str(ROOT / "pyinstaller.spec")]
    with log.open("wb") as output:
        done = subprocess.run(line, stdout=output, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL, check=False)
    if done.returncode:
        raise SystemExit(log.read_text(encoding="utf-8", errors="replace")[-6000:])


@contextmanager
def own_display() -> Iterator[str]:
    """An X display nobody else uses; its number is the server's own choice."""
    reading, writing = os.pipe()
    line = ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1600x1000x24", "-nolisten", "tcp"]
    server = subprocess.Popen(line, pass_fds=[writing], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    os.close(writing)
    try:
        with os.fdopen(reading, encoding="ascii") as number:
            yield f":{number.readline().strip()}"
    finally:
        server.terminate()
        server.wait()


def letters_come_out(trial: Trial, office: list[str]) -> set[str]:
    """Print a letter for every household and give back the surnames it was addressed to."""
    pdf = trial.folder / "letters.pdf"
    answer = trial.answer(*office, "letters", "acknowledgement", "--to", "all", "--per", "household", "--out", str(pdf))
    pages = [page.extract_text() for page in PdfReader(pdf).pages]
    assert answer["letters"] > 0, answer
    assert answer["pages"] == len(pages), (answer["pages"], len(pages))
    text = "\n".join(pages)
    missing = [reference for reference in answer["references"] if reference not in text]
    assert missing == [], f"references not on any page: {missing[:5]}"
    surnames = {greeting.split()[-1] for greeting in re.findall(r"Dear ([^,\n]+),?", text)}
    assert surnames, "no letter greets anybody"
    return surnames


def window_opens_and_closes(trial: Trial, office: list[str], password: str) -> None:
    """Unlock by typing the password, wait for the main window, and leave it as a person does: Ctrl+Q."""
    say("the window: unlocked by typing, left by Ctrl+Q")
    program = subprocess.Popen([*trial.program, *office[:4]], env=trial.environment, stdin=subprocess.DEVNULL)

    def xdotool(*words: str) -> str:
        done = subprocess.run(
            ["xdotool", *words],
            env=dict(os.environ, DISPLAY=trial.environment["DISPLAY"]),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=PATIENCE,
            check=False,
        )
        return done.stdout.decode("utf-8")

    try:
        xdotool("search", "--sync", "--onlyvisible", "--name", "^Halton Desktop$")
        xdotool("type", "--delay", "30", password)
        xdotool("key", "Return")
        office_window = ("search", "--onlyvisible", "--name", "^Halton Desktop .")  # the school stands behind the name
        xdotool("search", "--sync", *office_window[1:])
        started = time.monotonic()
        while program.poll() is None and time.monotonic() < started + PATIENCE:
            # No window manager gives it the focus, and it is there before it listens: so again until it is taken.
            xdotool(*office_window, "windowfocus", "key", "ctrl+q")
            with suppress(subprocess.TimeoutExpired):
                program.wait(2)
        assert program.returncode == 0, f"the window ended with {program.returncode}"
    finally:
        if program.poll() is None:
            program.kill()


def nothing_lies_in_clear(trial: Trial, places: list[Path], surnames: set[str]) -> None:
    """Look through every file in ``places`` for a surname, as UTF-8 and as Windows would write it."""
    say(f"looking for {len(surnames)} surnames in clear")
    needles = [
        surname.encode(encoding) for surname in surnames if len(surname) > 4 for encoding in ("utf-8", "utf-16-le")
    ]
    for place in places:
        for file in place.rglob("*"):
            if file.is_file():
                content = file.read_bytes()
                found = [needle for needle in needles if needle in content]
                assert found == [], f"{file} holds {found[:3]} in clear"


def try_out(trial: Trial) -> None:
    """The whole trial, in the order a new school would go."""
    office_folder = trial.folder / "office"
    sample = trial.answer("demo", str(office_folder))
    password = trial.folder / "password.txt"
    password.write_text(sample["password"], encoding="utf-8")
    office = ["--data", sample["data"], "--user", sample["user"], "--password-file", str(password)]
    assert trial.answer(*office, "check")["ok"] is True
    surnames = letters_come_out(trial, office)
    if not WINDOWS and shutil.which("xdotool"):
        window_opens_and_closes(trial, office, sample["password"])
    nothing_lies_in_clear(trial, [trial.home, trial.folder / "temporary", office_folder], surnames)
    pictures = trial.folder / "tour"
    trial.command("tour", str(pictures))
    taken = sorted(pictures.rglob("*.png"))
    assert taken, "the tour took no pictures"
    assert min(picture.stat().st_size for picture in taken) > 2000, "a picture is empty"
    say(f"{len(taken)} pictures of the tour")


def main() -> int:
    """Build, then try out; the folder of the trial is kept only where something failed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--try-only", action="store_true", help="try out what was built before")
    parser.add_argument(
        "--wrapper", default="", help="a program that runs a Windows executable on Linux, such as wine64"
    )
    choice = parser.parse_args()
    if not choice.try_only:
        build()
    folder = Path(tempfile.mkdtemp(prefix="halton-frozen-"))
    trial = Trial(folder, choice.wrapper.split())
    if WINDOWS:
        try_out(trial)
    else:
        with own_display() as display:
            trial.environment["DISPLAY"] = display
            try_out(trial)
    shutil.rmtree(folder, ignore_errors=True)
    size = sum(file.lstat().st_size for file in FOLDER.rglob("*") if file.is_file())
    say(f"the standalone program works: {FOLDER} ({size / 1e6:.0f} MB)")
    return 0


if __name__ == "__main__":
    sys.exit(main())
