"""Nothing typed is lost, and nothing that is looked at changes its place quietly."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from halton_desktop.domain.calendar import Term
from halton_desktop.domain.change import Changes, RecordKind
from halton_desktop.domain.incidents.incident import Platform
from halton_desktop.domain.permission import Role
from halton_desktop.gui.administration.school_calendar_dialog import SchoolCalendarDialog
from halton_desktop.gui.incidents.incident_dialog import IncidentDialog
from halton_desktop.gui.kit.app_context import AppContext
from halton_desktop.gui.parents.parents_tab import ParentsTab
from halton_desktop.services.administration.school_calendar import school_calendar
from halton_desktop.services.parents.find_parents import parent_page
from halton_desktop.services.parents.keep_parents import change_parent
from halton_desktop.services.session import OfficeSession
from tests.factories import a_parent, a_pupil, add_family, signed_in_as


@pytest.mark.case("entry-7")
def test_a_draft_keeps_every_field(qtbot: QtBot, context: AppContext, office: OfficeSession) -> None:
    signed_in_as(office, Role.HEADTEACHER)
    first = IncidentDialog(context, office)
    qtbot.addWidget(first)
    ui = first.form.ui
    ui.handler.setCurrentIndex(1)
    for name, text in (("happened_on", "1/11/2026"), ("reported_on", "2/11/2026"), ("assessed_on", "3/11/2026")):
        getattr(ui, name).setText(text)
    ui.place.setText("Year 8")
    first.keep_draft(at_once=True)
    first.reject()
    again = IncidentDialog(context, office)
    qtbot.addWidget(again)
    shown = again.form.ui
    assert shown.handler.currentText() == "Headteacher"
    days = [getattr(shown, name).text() for name in ("happened_on", "reported_on", "assessed_on")]
    assert days == ["01/11/2026", "02/11/2026", "03/11/2026"]
    assert again.form.as_plain() == first.form.as_plain() | again.form.as_plain()


@pytest.mark.case("entry-7")
def test_a_half_typed_day_is_in_the_draft_as_it_was_typed(
    qtbot: QtBot, context: AppContext, office: OfficeSession
) -> None:
    first = IncidentDialog(context, office)
    qtbot.addWidget(first)
    first.form.ui.happened_on.setText("3/1")
    first.form.ui.reported_on.setText("3/11/")
    first.keep_draft(at_once=True)
    first.reject()
    again = IncidentDialog(context, office)
    qtbot.addWidget(again)
    assert again.form.ui.reported_on.text() == "3/11/"


@pytest.mark.case("entry-7")
def test_a_platform_changed_and_changed_back_keeps_its_name(
    qtbot: QtBot, context: AppContext, office: OfficeSession
) -> None:
    dialog = IncidentDialog(context, office)
    qtbot.addWidget(dialog)
    form = dialog.form
    form.ui.platform.setCurrentIndex(form.ui.platform.findData(Platform.OTHER.value))
    form.ui.other_platform.setText("Gossip board")
    form.ui.platform.setCurrentIndex(0)
    form.concern.setChecked(True)
    assert form.facts().other_platform == ""
    form.ui.platform.setCurrentIndex(form.ui.platform.findData(Platform.OTHER.value))
    assert form.ui.other_platform.text() == "Gossip board"
    assert form.facts().other_platform == "Gossip board"


@pytest.mark.case("entry-7")
def test_the_open_cell_of_a_table_is_taken_on_ctrl_enter(
    qtbot: QtBot, context: AppContext, office: OfficeSession
) -> None:
    dialog = SchoolCalendarDialog(context, office)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.add_term("Autumn 2026")
    for column, text in ((1, "3 Sept 26"), (2, "18.12.26")):
        cell = dialog.ui.terms.item(0, column)
        assert cell is not None
        dialog.ui.terms.setCurrentItem(cell)
        dialog.ui.terms.editItem(cell)
        [line] = dialog.ui.terms.findChildren(QLineEdit)
        qtbot.keyClicks(line, text, delay=20)
        if column == 1:
            qtbot.keyClick(line, Qt.Key.Key_Return)
            qtbot.waitUntil(lambda: not dialog.ui.terms.findChildren(QLineEdit))
    qtbot.keyClick(line, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert not dialog.isVisible()
    [term] = school_calendar(office).terms
    assert term == Term("Autumn 2026", term.first, term.last)
    assert (f"{term.first:%d/%m/%Y}", f"{term.last:%d/%m/%Y}") == ("03/09/2026", "18/12/2026")


@pytest.fixture
def tab(qtbot: QtBot, context: AppContext, office: OfficeSession) -> ParentsTab:
    """A hundred parents."""
    people = [a_parent(surname=f"Surname{number:03d}") for number in range(100)]
    add_family(office, people, [a_pupil()])
    tab = ParentsTab(context, office, lambda _selected, _shown: None)
    qtbot.addWidget(tab)
    tab.resize(1200, 600)
    tab.show()
    return tab


@pytest.mark.case("entry-7")
def test_filters_the_program_clears_are_said_with_the_way_back(tab: ParentsTab) -> None:
    said: list[tuple[str, object]] = []
    tab.said.connect(lambda sentence, _kind, _action, act: said.append((sentence, act)))
    tab.filters.search.setText("surname001")
    tab.filters._tell()
    assert len(tab.model.ids) == 1
    other = tab.model._fetch_ids(tab.model.order, tab.model._unfiltered)[50]
    assert tab.open_record(RecordKind.PARENT, other)
    [(sentence, act)] = said
    assert sentence == "The filters were cleared to show what you opened."
    assert callable(act)
    act()
    tab.filters._tell()
    assert tab.filters.search.text() == "surname001"
    assert len(tab.model.ids) == 1


@pytest.mark.case("entry-7")
def test_a_row_saved_that_no_longer_fits_stays_until_one_looks_away(
    qtbot: QtBot, office: OfficeSession, tab: ParentsTab
) -> None:
    tab.filters.search.setText("surname00")
    tab.filters._tell()
    shown = list(tab.model.ids)
    tab.table.select_id(shown[3])
    parent = parent_page(office, shown[3]).parent
    change_parent(office, replace(parent, surname="Newname"))
    tab.reload(Changes(frozenset({(RecordKind.PARENT, shown[3])})))
    assert list(tab.model.ids) == shown
    assert tab.table.current_id() == shown[3]
    tab.table.select_id(shown[4])
    qtbot.waitUntil(lambda: list(tab.model.ids) == [one for one in shown if one != shown[3]])
    assert tab.table.current_id() == shown[4]


@pytest.mark.case("entry-7")
def test_reading_again_does_not_scroll_back(tab: ParentsTab) -> None:
    tab.table.select_id(tab.model.ids[0])
    bar = tab.table.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    place = bar.value()
    tab.reload(None)
    assert bar.value() == place > 0
