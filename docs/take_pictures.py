"""Takes the pictures the guide and the README show: runs the tour and keeps the ones they refer to, made small."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

from PIL import Image

ROOT = Path(__file__).resolve().parent.parent
TOUR = ROOT / "build" / "tour"
GUIDE = ROOT / "docs" / "guide"
MAIN_WINDOW = ROOT / "docs" / "pictures" / "main-window.png"
MAIN_WINDOW_STOP = "incident"
"""The stop of the tour whose picture the README opens with."""
COLOURS = 256
"""Enough for a window with its letters' edges; a third of the bytes."""


def wanted() -> dict[str, Path]:
    """The stops whose pictures the documents show, and where each picture goes."""
    pages = "".join(page.read_text(encoding="utf-8") for page in sorted(GUIDE.glob("*.md")))
    stops = sorted(set(re.findall(r"\(pictures/([\w-]+)\.png\)", pages)))
    return {stop: GUIDE / "pictures" / f"{stop}.png" for stop in stops}


def stop_of(picture: Path) -> str:
    """ "020-incident-light.png" is a picture of the stop "incident"."""
    return picture.stem.split("-", 1)[1].rsplit("-", 1)[0]


def keep(picture: Path, target: Path) -> None:
    """Copy a picture with fewer colours."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with Image.open(picture) as full:
        small = full.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
        small.save(target, optimize=True)


def main() -> int:
    """Run the tour and copy what is wanted; 1 where a stop failed or a picture is missing."""
    for old in TOUR.glob("*.png"):
        old.unlink()
    tour = [sys.executable, "-m", "halton_desktop", "tour", str(TOUR)]
    code = subprocess.run(tour, cwd=ROOT, check=False).returncode  # noqa: S603 - our own program
    taken = {stop_of(picture): picture for picture in sorted(TOUR.glob("*-light.png"))}
    missing = sorted({*wanted(), MAIN_WINDOW_STOP} - set(taken))
    for stop in missing:
        sys.stderr.write(f"The tour has no stop “{stop}”.\n")
    for stop, target in wanted().items():
        if stop in taken:
            keep(taken[stop], target)
    for old in (GUIDE / "pictures").glob("*.png"):
        if old.stem not in wanted():
            old.unlink()
    if MAIN_WINDOW_STOP in taken:
        keep(taken[MAIN_WINDOW_STOP], MAIN_WINDOW)
    return 1 if missing else code


if __name__ == "__main__":
    sys.exit(main())
