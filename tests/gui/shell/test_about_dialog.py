"""About names every library that ships, as the lock file has them, with the licence each package itself declares."""

from __future__ import annotations

import importlib.metadata
import re
import tomllib
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel

from halton_desktop.gui.kit.app_context import AppContext
from halton_desktop.gui.shell.about_dialog import COMPONENTS, AboutDialog

LOCK = Path(__file__).resolve().parents[3] / "uv.lock"
UNDECLARED = {"sqlcipher3"}
"""Their packages name no licence; what About says was read in their LICENSE file."""


def shipped() -> set[str]:
    """Every package the program needs, and what those need in turn; not the tools of developers."""
    with LOCK.open("rb") as file:
        packages = {package["name"]: package for package in tomllib.load(file)["package"]}
    found: set[str] = set()
    ahead = ["halton-desktop"]
    while ahead:
        name = ahead.pop()
        if name not in found:
            found.add(name)
            ahead += [needed["name"] for needed in packages[name].get("dependencies", [])]
    return found - {"halton-desktop"}


def declared(package: str) -> str:
    """What a package says of its licence, wherever it says it."""
    told = importlib.metadata.metadata(package)
    said = [part for field in ("License-Expression", "License", "Classifier") for part in told.get_all(field) or []]
    return " ".join(part for part in said if part.startswith("License ::") or "::" not in part)


def words(licence: str) -> set[str]:
    """The families a licence names: packages write them in too many ways to compare more."""
    spoken = licence.replace("Python Software Foundation", "PSF").replace("Lesser General Public", "LGPL")
    return {family for family in ("MIT", "BSD", "Apache", "LGPL", "PSF", "OFL") if re.search(family, spoken)}


def test_about_names_what_ships_and_nothing_else() -> None:
    assert {package for component in COMPONENTS for package in component.packages} == shipped()


@pytest.mark.parametrize("package", sorted(shipped() - UNDECLARED))
def test_the_licence_shown_is_the_one_the_package_declares(package: str) -> None:
    shown = next(component.licence for component in COMPONENTS if package in component.packages)
    assert words(shown), shown
    assert words(shown) <= words(declared(package))


def test_the_dialog_shows_each_with_its_licence(context: AppContext, qtbot: object) -> None:
    dialog = AboutDialog(context)
    shown = [label.text() for label in dialog.findChildren(QLabel)]
    for component in COMPONENTS:
        place = shown.index(component.name)
        assert component.licence in shown[place : place + 3]
    dialog.deleteLater()
