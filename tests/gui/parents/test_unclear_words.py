"""Words of a file that nobody understood, through the window: read in the preview, answered under To decide."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from halton_desktop.gui.kit.app_context import AppContext
from halton_desktop.gui.kit.widgets.button import Button
from halton_desktop.gui.parents.import_left_over import decide_lines
from halton_desktop.gui.parents.import_table_model import names_of
from halton_desktop.gui.parents.to_decide_dialog import ToDecideDialog
from halton_desktop.services.parents.import_parents import apply_import, preview_import
from halton_desktop.services.parents.keep_holds import holds_on
from halton_desktop.services.session import OfficeSession
from tests.helpers.accessibility import without_name
from tests.helpers.contact_files import SIMS, csv_bytes, sims_row


@pytest.mark.case("silence-unclear")
def test_the_preview_names_the_words_and_to_decide_asks_whether_to_write(
    context: AppContext, office: OfficeSession, tmp_path: Path, qtbot: QtBot
) -> None:
    file = tmp_path / "contacts.csv"
    file.write_bytes(csv_bytes([*SIMS, "Notes"], [{**sims_row(), "Notes": "zzgrb blorp"}]))
    preview = preview_import(office, file)
    [line] = decide_lines(preview.decisions, names_of(preview.plan, (), ()))
    assert (line.name, line.old) == ("“zzgrb blorp” in Notes", "2")
    assert line.detail == "Letters go to them as before, and the words are kept as a note."
    apply_import(office, preview)
    dialog = ToDecideDialog(context, office)
    qtbot.addWidget(dialog)
    dialog.show()
    assert "Words that were not understood: may we write?" in [one.text() for one in dialog.findChildren(QLabel)]
    [card] = dialog.cards
    [parent] = card.question.parent_ids
    card.buttons["never"].click()
    assert [hold.reason for hold in holds_on(office, parent)] == ["zzgrb blorp"]
    next(one for one in dialog.banner.findChildren(Button) if one.text() == "Undo").click()
    assert not [hold for hold in holds_on(office, parent) if hold.stands]
    dialog.cards[0].buttons["fine"].click()
    assert not dialog.cards
    assert without_name(dialog) == []
