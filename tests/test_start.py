"""A start shows the unlock dialog first: what is heavy and not needed for it is not imported on the way there."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

HEAVY = {"sqlalchemy", "alembic", "reportlab", "openpyxl", "zxingcpp", "holidays", "qtawesome", "PIL", "hypothesis"}


def imported_by(statement: str) -> set[str]:
    """The top-level modules a fresh Python has loaded after ``statement``."""
    script = f"{statement}\nimport json, sys\nsys.stdout.write(json.dumps([*sys.modules]))"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, encoding="utf-8", check=False, timeout=120
    )
    assert done.returncode == 0, done.stderr
    return {name.split(".")[0] for name in json.loads(done.stdout)}


@pytest.mark.parametrize(
    "statement",
    [
        "import halton_desktop.app",
        "from halton_desktop.commands import arguments",
        "from halton_desktop import errors, paths, settings",
        "from halton_desktop.gui.shell import program",
        "from halton_desktop.gui.start import unlock_dialog",
    ],
)
def test_nothing_heavy_is_imported_before_the_unlock_dialog(statement: str) -> None:
    assert HEAVY & imported_by(statement) == set()


def test_the_command_line_does_not_wait_for_qt() -> None:
    assert "PySide6" not in imported_by("from halton_desktop.app import main\nfrom halton_desktop.commands import run")
