"""The whole window of somebody to whom an incident is closed: no tab, badge, dialog or history line speaks of it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTabBar,
    QTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from halton_desktop.domain.change import RecordKind
from halton_desktop.gui.administration.history_dialog import HistoryDialog
from halton_desktop.gui.administration.sealed_readers_dialog import SealedReadersDialog
from halton_desktop.gui.incidents.ban_register_dialog import BanRegisterDialog
from halton_desktop.gui.incidents.print_incident_dialog import PrintIncidentDialog
from halton_desktop.gui.kit.app_context import AppContext
from halton_desktop.gui.shell.office import Office
from halton_desktop.services.incidents.find_incidents import incident_page
from halton_desktop.services.session import OfficeSession
from tests.gui.conftest import ContextAnswers
from tests.gui.incidents.test_restricted_incidents import whole_window
from tests.helpers.restricted_incident import MARK, Restricted

pytestmark = pytest.mark.case("harm-10")


def written_on(window: QWidget) -> str:
    """Every word on it, in fields, lists and tips too."""
    words = [widget.toolTip() for widget in window.findChildren(QWidget)]
    words += [label.text() for label in window.findChildren(QLabel)]
    words += [button.text() for button in window.findChildren(QAbstractButton)]
    words += [line.text() for line in window.findChildren(QLineEdit)]
    words += [text.toPlainText() for text in window.findChildren(QPlainTextEdit)]
    words += [text.toPlainText() for text in window.findChildren(QTextEdit)]
    words += [bar.tabText(number) for bar in window.findChildren(QTabBar) for number in range(bar.count())]
    words += [box.itemText(number) for box in window.findChildren(QComboBox) for number in range(box.count())]
    for view in window.findChildren(QAbstractItemView):
        words += _cells(view)
    return "\n".join(words)


def _cells(view: QAbstractItemView) -> list[str]:
    model = view.model()
    roles = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole)
    places = [(row, column) for row in range(model.rowCount()) for column in range(model.columnCount())]
    return [str(model.index(row, column).data(role) or "") for row, column in places for role in roles]


def walked(context: AppContext, session: OfficeSession, qtbot: QtBot, window: Office, there: Restricted) -> str:
    """All that is written in every tab, on the pages beside the case, and in the dialogs that gather."""
    words = []
    for number in range(len(window.window.tabs)):
        window.window.pages.setCurrentIndex(number)
        words.append(written_on(window.window))
    for noun, record in (
        (RecordKind.PARENT, there.parent),
        (RecordKind.INCIDENT, there.plain),
        (RecordKind.FORM, there.form),
    ):
        window.window.open_record(noun, record)
        words.append(written_on(window.window))
    for dialog in (
        HistoryDialog(context, session),
        BanRegisterDialog(context, session, window.window),
        SealedReadersDialog(context, session),
        PrintIncidentDialog(context, session, incident_page(session, there.plain).incident, window.window),
    ):
        qtbot.addWidget(dialog)
        words.append(written_on(dialog))
        if isinstance(dialog, HistoryDialog):
            for row in range(dialog.model.rowCount()):
                dialog.pane.table.selectRow(row)
                words.append(written_on(dialog.page))
    return "\n".join(words)


@pytest.mark.parametrize("who", ["named", "clerk", "head"])
def test_the_window_speaks_of_a_hidden_incident_to_those_named_alone(
    qapp: QApplication,
    qtbot: QtBot,
    context: AppContext,
    office: OfficeSession,
    who: str,
    context_answers: ContextAnswers,
) -> None:
    there = Restricted(office)
    there.restrict(shown=False)
    somebody: OfficeSession = getattr(there, who)
    with whole_window(qapp, context, somebody, qtbot) as window:
        words = walked(context, somebody, qtbot, window, there)
    assert "2026-0002" in words, "the plain case beside it is there for everybody"
    assert (MARK.lower() in words.lower(), there.reference in words) == (
        (True, True) if who == "named" else (False, False)
    )
    assert context_answers.errors == []
