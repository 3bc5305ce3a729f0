"""Where things are on this computer: the user's folders and the program's own files, frozen, installed or checkout.

The only module that knows ``sys._MEIPASS``. Nothing here creates a folder: whoever writes makes what it needs.
"""

from __future__ import annotations

import sys
from pathlib import Path

import platformdirs

from halton_desktop.errors import OurBug

PROGRAM = "Halton Desktop"


def settings_file() -> Path:
    """The settings of this Windows user (window sizes, theme, …); never personal data."""
    return platformdirs.user_config_path(PROGRAM, appauthor=False, roaming=False) / "settings.ini"


def log_folder() -> Path:
    """Where the technical log goes: kinds of error and places in the program, never what anybody typed."""
    return platformdirs.user_log_path(PROGRAM, appauthor=False)


def default_office_folder(platform: str = sys.platform) -> Path:
    """Where the office is unless somebody picked a folder: local to the computer, and for all who work there.

    An office that an earlier version put into somebody's own folders is found there.
    """
    private = platformdirs.user_data_path(PROGRAM, appauthor=False, roaming=False) / "Office"
    if platform != "win32" or (private / "office.keys").exists():
        return private
    return platformdirs.site_data_path(PROGRAM, appauthor=False) / "Office"


def is_frozen() -> bool:
    """Whether this is the standalone executable."""
    return getattr(sys, "frozen", False)


def resources_folder() -> Path:
    """The folder ``resources``: beside the package in a checkout, inside it when installed, unpacked when frozen.

    Raises OurBug where the program was taken apart.
    """
    return _own_folder("resources", "resources")


def guide_folder() -> Path:
    """The user guide: ``docs/guide`` in a checkout, inside the package when installed, unpacked when frozen.

    Raises OurBug where the program was taken apart.
    """
    return _own_folder("guide", "docs/guide")


def _own_folder(installed: str, in_checkout: str) -> Path:
    package = Path(__file__).resolve().parent
    candidates = [package / installed, package.parent / in_checkout]
    if is_frozen():
        candidates.insert(0, Path(sys._MEIPASS) / in_checkout)  # type: ignore[attr-defined]  # PyInstaller sets it
    for candidate in candidates:
        if candidate.is_dir():
            return candidate
    raise OurBug("The program's own files are missing.", "Install Halton Desktop again.")
