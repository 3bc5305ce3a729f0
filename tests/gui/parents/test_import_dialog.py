"""The import through its real dialog: look first, then all or nothing."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from pytestqt.qtbot import QtBot

from halton_desktop.background.task_runner import TaskRunner
from halton_desktop.domain.register import ParentFilter
from halton_desktop.errors import Cancelled
from halton_desktop.gui.kit.app_context import AppContext
from halton_desktop.gui.parents import file_reading
from halton_desktop.gui.parents.import_dialog import ImportDialog
from halton_desktop.services.parents.find_parents import parent_ids, parent_page
from halton_desktop.services.session import OfficeSession
from halton_desktop.settings import LAST_FOLDER

HEADINGS = (
    "Adno,Legal Surname,Forename,Year,Reg,DOB,Contact Priority,Title,Contact Forename,Contact Surname,Relationship,"
    "Parental Responsibility,Court Order,House,Street,Locality,Town,Postcode,Home Telephone,Mobile,Email"
)
ROWS = (
    "000001,Pearce,Elizabeth,Year 7,7D,05/12/2014,1,Mrs,Charlotte,Pearce,Mother,Y,No,121,St Anne's Road,Farnworth,"
    "Widnes,WA8 4EU,,07553 244221,charlotte@example.org",
    "000002,Pearce,Tom,Year 9,9D,05/12/2012,1,Mrs,Charlotte,Pearce,Mother,Y,No,121,St Anne's Road,Farnworth,"
    "Widnes,WA8 4EU,,07553 244221,charlotte@example.org",
)


def contacts(folder: Path, *rows: str) -> Path:
    """A file as a school's system writes it."""
    file = folder / "contacts.csv"
    file.write_text("\n".join([HEADINGS, *rows]), encoding="utf-8")
    return file


@pytest.fixture
def dialog(qtbot: QtBot, context: AppContext, office: OfficeSession) -> ImportDialog:
    """The dialog, with nothing chosen yet."""
    dialog = ImportDialog(context, office)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def lines(dialog: ImportDialog, tab: str) -> list[str]:
    table = dialog.panes[tab].table
    return table.text_of(list(table.paged.ids), with_headers=False).splitlines()


def test_nothing_is_written_before_the_verb_and_everything_after_it(
    qtbot: QtBot, dialog: ImportDialog, office: OfficeSession, tmp_path: Path
) -> None:
    dialog.take_file(contacts(tmp_path, *ROWS))
    assert dialog.submit_button.text() == "Import 2 pupils and 1 parent"
    assert len(lines(dialog, "New")) == 3
    assert "Elizabeth Pearce (mother), Tom Pearce (mother)" in lines(dialog, "New")[2]
    assert list(parent_ids(office, ParentFilter())) == []
    with qtbot.waitSignal(dialog.imported) as said:
        dialog.submit_button.click()
    assert said.args == ["Imported: 2 pupils and 1 parent are new."]
    ids = parent_ids(office, ParentFilter())
    assert [child.pupil.name for child in parent_page(office, ids[0]).family.children] == [
        "Elizabeth Pearce",
        "Tom Pearce",
    ]
    assert dialog.submit_button.text() == "Close"
    dialog.submit_button.click()
    assert not dialog.isVisible()


def test_the_same_file_again_changes_nothing_and_says_so(dialog: ImportDialog, tmp_path: Path) -> None:
    file = contacts(tmp_path, *ROWS)
    dialog.take_file(file)
    dialog.submit_button.click()
    dialog.take_file(file)
    assert "There is nothing to import." in dialog.form.preview_says.text()
    assert not dialog.submit_button.isEnabled()


def test_a_change_shows_field_old_and_new(dialog: ImportDialog, tmp_path: Path) -> None:
    dialog.take_file(contacts(tmp_path, *ROWS))
    dialog.submit_button.click()
    changed = [row.replace("07553 244221", "07700 900111") for row in ROWS]
    dialog.take_file(contacts(tmp_path, *changed))
    (line,) = lines(dialog, "Changed")
    assert line == "Mrs Charlotte Pearce\tMobile\tWill change\t07553 244221\t07700 900111"


def test_who_is_missing_from_the_file_is_shown_and_stays(
    dialog: ImportDialog, office: OfficeSession, tmp_path: Path
) -> None:
    dialog.take_file(contacts(tmp_path, *ROWS))
    dialog.submit_button.click()
    dialog.take_file(contacts(tmp_path, ROWS[0].replace("7D", "7A")))
    assert "Tom Pearce" in lines(dialog, "Unchanged")[0]
    dialog.submit_button.click()
    ids = parent_ids(office, ParentFilter())
    assert len(parent_page(office, ids[0]).family.children) == 2


def test_a_problem_names_row_and_column_and_can_be_read_whole(dialog: ImportDialog, tmp_path: Path) -> None:
    dialog.take_file(contacts(tmp_path, ROWS[0].replace("charlotte@example.org", "not an address"), ROWS[1]))
    table = dialog.panes["Problems"].table
    line = table.paged.row_at(0)
    assert line is not None
    assert (line.kind, line.field, line.old) == ("2", "Email", "not an address")


def test_a_file_that_is_no_list_of_contacts_is_refused_in_words(dialog: ImportDialog, tmp_path: Path) -> None:
    file = tmp_path / "holiday.csv"
    file.write_text("place,weather\nWales,rain\n", encoding="utf-8")
    dialog.take_file(file)
    assert dialog.banner.sentence
    assert dialog.form.pages.currentWidget() is dialog.form.choose_page
    assert not dialog.submit_button.isVisible()


def test_escape_while_it_works_stops_the_work_and_keeps_the_dialog(
    qtbot: QtBot, context: AppContext, office: OfficeSession, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    began = threading.Event()

    def read_slowly(
        _session: OfficeSession, _file: Path, _progress: Callable[[int, int], None], cancelled: Callable[[], bool]
    ) -> None:
        began.set()
        while not cancelled():
            threading.Event().wait(0.005)
        raise Cancelled

    monkeypatch.setattr(file_reading, "preview_import", read_slowly)
    runner = TaskRunner()
    dialog = ImportDialog(replace(context, runner=runner), office)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.take_file(contacts(tmp_path, *ROWS))
    assert began.wait(5)
    dialog.reject()
    assert dialog.isVisible(), "it waits until the work has ended"
    qtbot.waitUntil(lambda: not runner.under_way)
    assert dialog.body.isEnabled()
    dialog.reject()
    assert not dialog.isVisible()
    runner.close()


def test_a_file_can_be_dropped_and_the_folder_is_remembered(
    qtbot: QtBot, context: AppContext, office: OfficeSession, tmp_path: Path
) -> None:
    file = contacts(tmp_path, *ROWS)
    dialog = ImportDialog(context, office, ask=lambda _parent, _folder: str(file))
    qtbot.addWidget(dialog)
    dialog.show()
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file))])
    drop = QDropEvent(
        QPointF(5, 5), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    dialog.drop_place.dropEvent(drop)
    assert dialog.form.pages.currentWidget() is dialog.form.preview_page
    dialog.other_button.click()
    assert context.settings.get(LAST_FOLDER) == str(tmp_path)
