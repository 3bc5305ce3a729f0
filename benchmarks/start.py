"""Starting: the unlock dialog and the main window with its first rows, in fresh processes, against a bare window."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROUNDS = 7
GOALS = {"unlock": 1.25, "office": 1.5}
"""Ratios to a bare QMainWindow painted by a process of its own (the design's figures)."""


def run() -> bool:
    """Measure in interleaved rounds and print the ratios; True when every goal was reached."""
    from halton_desktop import paths
    from halton_desktop.sample.sample_office import make_demo
    from halton_desktop.services.program_files import ProgramFiles

    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary) / "office"
        make_demo(folder, ProgramFiles(paths.resources_folder()))
        kinds = ("bare", *GOALS)
        seconds: dict[str, list[float]] = {kind: [] for kind in kinds}
        for _ in range(ROUNDS + 1):
            for kind in kinds:
                seconds[kind].append(_one_start(kind, folder))
    middle = {kind: statistics.median(taken[1:]) for kind, taken in seconds.items()}
    print(f"bare window painted after {middle['bare']:.3f} s")
    reached = True
    for kind, goal in GOALS.items():
        ratio = middle[kind] / middle["bare"]
        reached &= ratio <= goal
        print(f"{kind:<7} {middle[kind]:.3f} s, {ratio:.2f} times the bare window (goal {goal})")
    return reached


def _one_start(kind: str, folder: Path) -> float:
    """Seconds from the start of a process to its first painted window."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    if not environment.get("DISPLAY") and sys.platform == "linux":
        environment["QT_QPA_PLATFORM"] = "offscreen"
    begun = time.time()
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks._first_paint", kind, str(folder)],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    painted, waited = (float(part) for part in done.stdout.split())
    return painted - begun - waited


if __name__ == "__main__":
    run()
