"""A bar of the coverage opens exactly the rows it counts, and the line under the list speaks of those."""

from __future__ import annotations

from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot

from halton_desktop.domain.coverage import Coverage
from halton_desktop.gui.consent_forms.consent_forms_tab import ConsentFormsTab
from halton_desktop.gui.kit.app_context import AppContext
from halton_desktop.services.session import OfficeSession
from tests.factories import a_parent, a_pupil, add_family
from tests.gui.consent_forms.test_consent_forms_tab import shown
from tests.helpers.issued_forms import issue_to, many_forms, writing
from tests.services.letters.test_print_letters import later

pytestmark = pytest.mark.case("figures-4")


def press_every_bar(qtbot: QtBot, tab: ConsentFormsTab, way: str) -> list[Coverage]:
    """Press each bar of a way of counting; each opens as many rows as it has outstanding."""
    pressed: list[Coverage] = []
    tab.coverage.group_pressed.connect(lambda _way, line: pressed.append(line))
    before = list(tab.coverage._lines)
    tab.coverage.way.setCurrentIndex(tab.coverage.way.findText(way))
    qtbot.waitUntil(lambda: way == "Year groups" or list(tab.coverage._lines) != before)
    for key in list(tab.coverage._lines):
        tab.coverage.bars.pressed.emit(key)
        rows = list(tab.model.rows(list(tab.model.ids)))
        assert len(rows) == pressed[-1].outstanding
        assert {row.form.parent_id for row in rows} <= set(pressed[-1].parent_ids)
    return pressed


def test_every_bar_opens_its_rows_after_september(qtbot: QtBot, context: AppContext, office: OfficeSession) -> None:
    many_forms(office, 10)
    home = a_parent().address
    for surname in ("Day", "Day"):
        people = [a_parent(forename=name, surname=surname, address=home) for name in ("Ann", "Abe")]
        issue_to(office, add_family(office, people, [a_pupil(year_group="", form="")])[0])
    with writing(office) as work:
        older = [p for p in work.parents.pupils() if p.year_group]
        moved = [replace(p, year_group=str(int(p.year_group) + 1), form=f"{int(p.year_group) + 1}D") for p in older]
        work.parents.change_pupils(moved)
        work.commit()
    tab = shown(qtbot, context, office)
    years = [line.group for line in press_every_bar(qtbot, tab, "Year groups")]
    assert years == ["8", "9", "10", "11", "12", "no year"]
    assert len(press_every_bar(qtbot, tab, "Form classes")) == 6
    homes = press_every_bar(qtbot, tab, "Households still to answer")
    assert len(homes) == 12
    assert tab.filters.group.currentText() == homes[-1].group


def test_the_line_under_the_list_counts_the_overdue_among_its_rows(
    qtbot: QtBot, context: AppContext, office: OfficeSession
) -> None:
    many_forms(office, 10)
    later(office, 30)
    tab = shown(qtbot, context, office)
    tab.filters.choose(year="8")
    assert "2 forms" in tab.pane.count_line.text()
    assert "2 overdue" in tab.pane.count_line.text()
    tab.filters.clear()
    assert "10 overdue" in tab.pane.count_line.text()
