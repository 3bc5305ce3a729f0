"""The whole office is saved in the window: the password is judged, and what stayed out is said."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot
from pyzipper import AESZipFile

from halton_desktop.domain.permission import Permission, Role
from halton_desktop.gui.administration.export_office_dialog import ExportOfficeDialog
from halton_desktop.gui.kit.app_context import AppContext
from halton_desktop.gui.shell.office_commands import OfficeCommands
from tests.factories import make_office, signed_in_as
from tests.helpers.accessibility import without_name

pytestmark = pytest.mark.case("years-11")
WORDS = "lantern orbit mustard 47"


def test_a_weak_or_mistyped_password_is_refused_and_a_good_one_saves(
    qtbot: QtBot, context: AppContext, tmp_path: Path
) -> None:
    with make_office(tmp_path / "office") as session:
        dialog = ExportOfficeDialog(context, session, ask_file=lambda _parent, name: tmp_path / name)
        qtbot.addWidget(dialog)
        assert without_name(dialog) == []
        dialog.password.setText(WORDS)
        dialog.repeated.setText("something else 99")
        dialog.submit()
        assert not list(tmp_path.glob("*.zip"))
        for field in (dialog.password, dialog.repeated):
            field.setText("Sunshine2026")
        dialog.submit()
        qtbot.waitUntil(lambda: dialog.submit_button.isEnabled(), timeout=10_000)
        assert not list(tmp_path.glob("*.zip"))
        for field in (dialog.password, dialog.repeated):
            field.setText(WORDS)
        dialog.submit()
        qtbot.waitUntil(lambda: "Left out" in dialog.banner.sentence, timeout=20_000)
        [archive] = tmp_path.glob("*.zip")
        with AESZipFile(archive) as packed:
            packed.setpassword(WORDS.encode())
            assert b"pass_on" in packed.read("README.txt")
        assert dialog.password.text() == ""
        dialog.submit()
        assert not dialog.isVisible()


@pytest.mark.parametrize("role", list(Role))
def test_the_menu_offers_it_to_who_leads_the_office(context: AppContext, tmp_path: Path, role: Role) -> None:
    with make_office(tmp_path / "office") as administrator:
        somebody = signed_in_as(administrator, role)
        commands = OfficeCommands(context, somebody, lambda: None).all()  # type: ignore[arg-type,return-value]  # not asked
        [entry] = [one for one in commands if one.text == "Save the whole office…"]
        assert (
            entry.enabled == somebody.may(Permission.EXPORT_OFFICE) == (role in (Role.ADMINISTRATOR, Role.HEADTEACHER))
        )
