"""A change is read once: recording an incident reads the list once and its page once, a step its page once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

import pytest
from pytestqt.qtbot import QtBot

from halton_desktop.domain.parents.parent import Capacity
from halton_desktop.gui.incidents import incident_table_model, incidents_tab
from halton_desktop.gui.incidents.incidents_tab import IncidentsTab
from halton_desktop.gui.kit.app_context import AppContext
from halton_desktop.services.incidents import find_incidents
from halton_desktop.services.session import OfficeSession
from tests.factories import a_parent, a_pupil, add_family
from tests.gui.incidents.incidents_window import open_tab, record_about


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """How often the list was read, and each page by its incident's id."""
    counted: Counter[str] = Counter()

    def counting(name: Callable[[Sequence[object]], str], real: Callable[..., object]) -> Callable[..., object]:
        def read(session: OfficeSession, *rest: object, **named: object) -> object:
            counted[name(rest)] += 1
            return real(session, *rest, **named)

        return read

    list_read = counting(lambda _rest: "list", find_incidents.incident_ids)
    page_read = counting(lambda rest: f"page {rest[0]}", find_incidents.incident_page)
    monkeypatch.setattr(incident_table_model, "incident_ids", list_read)
    monkeypatch.setattr(incidents_tab, "incident_page", page_read)
    return counted


def test_recording_an_incident_reads_the_list_once_and_its_page_once(
    qtbot: QtBot, context: AppContext, office: OfficeSession, read: Counter[str]
) -> None:
    (jane,), _ = add_family(office, [a_parent()], [a_pupil()])
    tab: IncidentsTab = open_tab(qtbot, context, office)
    read.clear()
    first = record_about(tab, jane, Capacity.PARENT_CARER)
    assert read == {"list": 1, f"page {first}": 1}
    read.clear()
    second = record_about(tab, jane, Capacity.PARENT_CARER)
    assert tab._shown_id == second
    assert read == {"list": 1, f"page {second}": 1, f"page {first}": 1}, "the page shown until then may have changed"
