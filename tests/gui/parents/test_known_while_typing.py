"""A second record of the same person is warned of while it is typed, with the way to the one there is."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtWidgets import QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from halton_desktop.gui.kit.app_context import AppContext
from halton_desktop.gui.kit.dialogs.base_dialog import BaseDialog
from halton_desktop.gui.parents.parent_dialog import ParentDialog
from halton_desktop.gui.parents.pupil_dialog import PupilDialog
from halton_desktop.services.parents.find_parents import pupil_with_id
from halton_desktop.services.session import OfficeSession
from tests.factories import a_parent, a_pupil, add_family


def typed(qtbot: QtBot, dialog: BaseDialog, **values: str) -> str:
    """Type into a new record; returns what the banner says then."""
    qtbot.addWidget(dialog)
    dialog.show()
    for name, text in values.items():
        field = getattr(dialog.form, name)  # type: ignore[attr-defined]  # both dialogs have one
        assert isinstance(field, QLineEdit)
        field.clear()
        qtbot.keyClicks(field, text, delay=5)
    qtbot.wait(350)
    return dialog.banner.sentence


@pytest.mark.case("entry-5")
def test_a_parent_typed_twice_is_said_and_opened(qtbot: QtBot, context: AppContext, office: OfficeSession) -> None:
    [jane], _pupils = add_family(office, [a_parent(forename="Jane", surname="O’Brien")], [a_pupil(forename="Ella")])
    dialog = ParentDialog(context, office)
    said = typed(qtbot, dialog, forename="JANE", surname="obrien")
    assert said.startswith("Perhaps in the register already: Mrs Jane O’Brien, mother of Ella")
    assert said.endswith("the same name.")
    button = next(one for one in dialog.banner.findChildren(QPushButton) if one.text() == "Open that one")
    button.click()
    [other] = dialog.findChildren(ParentDialog)
    assert other.parent_id == jane


@pytest.mark.case("entry-5")
def test_what_is_typed_on_takes_the_warning_back(qtbot: QtBot, context: AppContext, office: OfficeSession) -> None:
    add_family(office, [a_parent(forename="Jane", surname="Obrien")], [])
    dialog = ParentDialog(context, office)
    assert typed(qtbot, dialog, forename="Jane", surname="Obrien")
    qtbot.keyClicks(dialog.form.surname, "wirth")
    qtbot.wait(350)
    assert dialog.banner.sentence == ""


@pytest.mark.case("entry-5")
@pytest.mark.parametrize(
    ("values", "alike"),
    [
        ({"forename": "sam", "surname": "hale"}, "the same name."),
        (
            {"forename": "Sam", "surname": "Hale", "date_of_birth": "5.12.14"},
            "the same name and the same date of birth.",
        ),
        ({"forename": "Samuel", "surname": "Hall", "school_number": "4711"}, "the same admission number."),
        ({"forename": "S", "surname": "H", "upn": "H801200001001"}, "the same unique pupil number."),
        ({"forename": "Sam", "surname": "Hale", "date_of_birth": "6/12/2014"}, ""),
        ({"forename": "Sam", "surname": "Other"}, ""),
    ],
)
def test_a_pupil_typed_twice_is_said(
    qtbot: QtBot, context: AppContext, office: OfficeSession, values: dict[str, str], alike: str
) -> None:
    sam = a_pupil(
        forename="Sam", surname="Hale", school_number="004711", upn="H801200001001", date_of_birth=date(2014, 12, 5)
    )
    _parents, [record] = add_family(office, [a_parent()], [sam])
    said = typed(qtbot, PupilDialog(context, office), **values)
    assert said == (f"Perhaps in the register already: Sam Hale (7D): {alike}" if alike else "")
    own = PupilDialog(context, office, pupil_with_id(office, record))
    assert typed(qtbot, own, forename="Sam") == "", "nobody is warned of themselves"
