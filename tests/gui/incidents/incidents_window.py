"""Works the Incidents tab as an office does: presses its buttons and fills its dialogs."""

from __future__ import annotations

from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit
from pytestqt.qtbot import QtBot

from halton_desktop.domain.change import RecordKind
from halton_desktop.domain.incidents.step_kind import REACHED, StepKind
from halton_desktop.domain.parents.parent import Capacity
from halton_desktop.gui.incidents.incident_dialog import IncidentDialog
from halton_desktop.gui.incidents.incidents_tab import IncidentsTab
from halton_desktop.gui.incidents.step_dialog import StepDialog
from halton_desktop.gui.kit.app_context import AppContext
from halton_desktop.services.incidents.find_incidents import IncidentPage, incident_page
from halton_desktop.services.session import OfficeSession


def open_tab(qtbot: QtBot, context: AppContext, session: OfficeSession) -> IncidentsTab:
    """The tab of whoever is signed in, told of every change as in the window."""
    tab = IncidentsTab(context, session)
    qtbot.addWidget(tab)
    session.on_change = context.hub.publish
    context.hub.changed.connect(tab.hear)
    tab.resize(1300, 800)
    tab.show()
    return tab


def screenshot() -> QImage:
    """A picture on the clipboard."""
    picture = QImage(320, 200, QImage.Format.Format_RGB32)
    picture.fill(QColor("#E7FFDB"))
    return picture


def begin(tab: IncidentsTab) -> IncidentDialog:
    """Press New incident."""
    tab.new_button.click()
    assert isinstance(tab.opened, IncidentDialog)
    return tab.opened


def record_about(tab: IncidentsTab, parent_id: int, *capacities: Capacity, flag: str = "") -> int:
    """Record an incident one parent is said to have caused; returns its id."""
    dialog = begin(tab)
    form = dialog.form
    form.ui.platform.setCurrentText("WhatsApp")
    form.ui.place.setText("Year 7 parents")
    form.ui.is_group_chat.setChecked(True)
    form.ui.account.setPlainText("Wrote that Mr Bell should be sacked.")
    form.clause_ticks["3.1c"].setChecked(True)
    form.authors.add_person(RecordKind.PARENT, parent_id)
    for capacity, tick in form.authors._rows[0]._ticks.items():
        if capacities:
            tick.setChecked(capacity in capacities)
    for name, tick in form.flag_ticks.items():
        tick.setChecked(name.value == flag)
    dialog.submit()
    assert not dialog.isVisible(), dialog.banner.sentence
    return tab._shown_id


def shown(tab: IncidentsTab) -> IncidentPage:
    """The case on the page, as it is on file."""
    return incident_page(tab.session, tab._shown_id)


def press(tab: IncidentsTab, button: str) -> None:
    """Press a button of the page."""
    tab.page.buttons[button].click()


def step_dialog(tab: IncidentsTab) -> StepDialog:
    """The step dialog that opened."""
    opened = tab.page_actions.steps.opened
    assert isinstance(opened, StepDialog)
    return opened


def fill(dialog: StepDialog, **values: str) -> None:
    """Type into the fields of a step."""
    for name, value in values.items():
        widget = dialog.fields.widgets[name]
        if isinstance(widget, QComboBox):
            widget.setCurrentText(value)
        elif isinstance(widget, QPlainTextEdit):
            widget.setPlainText(value)
        else:
            assert isinstance(widget, QLineEdit)
            widget.setText(value)


def contact(tab: IncidentsTab) -> None:
    """Take the contact step: rang, reached."""
    press(tab, StepKind.CONTACT.value)
    dialog = step_dialog(tab)
    fill(dialog, how="telephone", said="She will take it down.")
    dialog.ui.outcome.setCurrentText(REACHED)
    dialog.submit()
