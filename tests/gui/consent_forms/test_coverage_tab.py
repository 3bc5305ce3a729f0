"""A reader's Coverage tab counts whom the letters miss, and leads to nobody."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from halton_desktop.domain.permission import Role
from halton_desktop.gui.consent_forms.coverage_page import CoveragePage
from halton_desktop.gui.consent_forms.coverage_tab import CoverageTab
from halton_desktop.gui.kit.app_context import AppContext
from halton_desktop.services.session import OfficeSession
from tests.factories import a_parent, a_pupil, add_family, signed_in_as


@pytest.mark.case("harm-10")
def test_a_reader_sees_how_many_pupils_have_nobody_and_no_way_to_them(
    qtbot: QtBot, context: AppContext, office: OfficeSession
) -> None:
    add_family(office, [a_parent()], [a_pupil()], court_order=True)
    theirs = CoveragePage(context, office)
    qtbot.addWidget(theirs)
    theirs.reload()
    assert not theirs.who_left_out.isHidden()
    tab = CoverageTab(context, signed_in_as(office, Role.READER))
    qtbot.addWidget(tab)
    tab.show()
    tab.reload(None)
    assert "1 pupil has nobody who will be told" in tab.coverage.left_out.text()
    assert [button.text() for button in tab.findChildren(QAbstractButton) if button.isVisible()] == []
