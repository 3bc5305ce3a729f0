"""Protecting what must not become known of a parent, through the window."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from halton_desktop.domain.address import PostalAddress
from halton_desktop.domain.parent import PROTECTED_WORD, Protected
from halton_desktop.domain.register import ParentFilter
from halton_desktop.gui.kit.app_context import Desk
from halton_desktop.gui.parents.parent_dialog import ParentDialog
from halton_desktop.gui.parents.parent_table_model import COLUMNS
from halton_desktop.services.parents.find_parents import parent_ids, parent_lines, parent_page
from halton_desktop.services.session import OfficeSession
from tests.factories import a_parent, a_pupil, add_family

SAFE = PostalAddress(("99 Safe House Lane", "Chester"), "CH1 1AA")


@pytest.mark.case("harm-1")
def test_one_tick_with_a_reason_protects_an_address_and_the_list_hides_it(
    desk: Desk, office: OfficeSession, qtbot: QtBot
) -> None:
    add_family(office, [a_parent(address=SAFE)], [a_pupil()])
    (parent_id,) = parent_ids(office, ParentFilter())
    dialog = ParentDialog(desk, office, parent_page(office, parent_id).family)
    qtbot.addWidget(dialog)
    dialog.show()
    assert not dialog.form.protected_reason.isEnabled()
    dialog.protected[Protected.ADDRESS].setChecked(True)
    dialog.submit_button.click()
    assert dialog.isVisible()
    assert not parent_page(office, parent_id).parent.protected
    dialog.form.protected_reason.setText("Fled from violence")
    dialog.submit_button.click()
    assert not dialog.isVisible()
    parent = parent_page(office, parent_id).parent
    assert (parent.protected, parent.protected_reason) == (frozenset({Protected.ADDRESS}), "Fled from violence")
    assert parent.address == SAFE
    (line,) = parent_lines(office, [parent_id])
    shown = {column.key: column.text(line) for column in COLUMNS}
    assert shown["address"] == PROTECTED_WORD
    assert "Safe House" not in str(shown)
