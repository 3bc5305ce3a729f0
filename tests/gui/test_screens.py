"""What holds for every screen of the office: each control has a name to be read aloud, and Tab follows the eye."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QRadioButton, QTabBar, QWidget
from pytestqt.qtbot import QtBot

from halton_desktop.domain.change import RecordKind
from halton_desktop.gui.administration.backup_dialog import BackupDialog
from halton_desktop.gui.administration.history_dialog import HistoryDialog
from halton_desktop.gui.administration.password_dialog import PasswordDialog
from halton_desktop.gui.administration.recovery_sheet_dialog import RecoverySheetDialog
from halton_desktop.gui.administration.school_dialog import SchoolDialog
from halton_desktop.gui.administration.settings_dialog import SettingsDialog
from halton_desktop.gui.administration.user_dialog import UserDialog
from halton_desktop.gui.administration.users_dialog import UsersDialog
from halton_desktop.gui.kit.app_context import AppContext
from halton_desktop.gui.parents.import_dialog import ImportDialog
from halton_desktop.gui.parents.parent_dialog import ParentDialog
from halton_desktop.gui.parents.parents_tab import ParentsTab
from halton_desktop.gui.parents.pupil_dialog import PupilDialog
from halton_desktop.gui.shell.about_dialog import AboutDialog
from halton_desktop.gui.start.first_run_wizard import FirstRunWizard
from halton_desktop.gui.start.recover_dialog import RecoverDialog
from halton_desktop.gui.start.restore_dialog import RestoreDialog
from halton_desktop.gui.start.unlock_dialog import UnlockDialog
from halton_desktop.gui.today.today_tab import TodayTab
from halton_desktop.services.parents.find_parents import parent_page
from halton_desktop.services.session import OfficeSession
from tests.factories import a_parent, a_pupil, add_family, make_office, program_files

KEY = "C6214-7AJP4-ZK7NP-3C9GA-QRGNR-AWBMG-GV8XA-ST378"
SAME_LINE = 24
"""Pixels by which two controls of one line may differ in height."""

Make = Callable[[AppContext, OfficeSession, Path], QWidget]


def wizard_at(page: str) -> Make:
    def make(context: AppContext, _office: OfficeSession, folder: Path) -> QWidget:
        wizard = FirstRunWizard(context, folder / "new", program_files())
        wizard.go_to(getattr(wizard, page))
        if page == "recovery":
            wizard.recovery.show_key(KEY)
        return wizard

    return make


def edited_parent(context: AppContext, office: OfficeSession, _folder: Path) -> QWidget:
    ids, _pupils = add_family(office, [a_parent()], [a_pupil(), a_pupil()])
    return ParentDialog(context, office, parent_page(office, ids[0]).family)


def parents(context: AppContext, office: OfficeSession, _folder: Path) -> QWidget:
    ids, _pupils = add_family(office, [a_parent(), a_parent()], [a_pupil()])
    tab = ParentsTab(context, office, lambda _selected, _shown: None)
    tab.resize(1200, 700)
    tab.show()
    tab.open_record(RecordKind.PARENT, ids[0])
    return tab


SCREENS: dict[str, Make] = {
    **{f"wizard {page}": wizard_at(page) for page in "begin school head folder user recovery backup end".split()},
    "unlock": lambda context, _office, folder: UnlockDialog(context, folder, program_files()),
    "recover": lambda context, _office, folder: RecoverDialog(context, folder, program_files()),
    "restore": lambda context, _office, folder: RestoreDialog(context, folder),
    "new parent": lambda context, office, _folder: ParentDialog(context, office),
    "parent": edited_parent,
    "pupil": lambda context, office, _folder: PupilDialog(context, office),
    "import": lambda context, office, _folder: ImportDialog(context, office),
    "users": lambda context, office, _folder: UsersDialog(context, office),
    "user": lambda context, office, _folder: UserDialog(context, office),
    "password": lambda context, office, _folder: PasswordDialog(context, office),
    "recovery sheet": lambda context, office, _folder: RecoverySheetDialog(context, office),
    "school": lambda context, office, _folder: SchoolDialog(context, office),
    "settings": lambda context, office, _folder: SettingsDialog(context, office),
    "backups": lambda context, office, _folder: BackupDialog(context, office),
    "history": lambda context, office, _folder: HistoryDialog(context, office),
    "about": lambda context, _office, _folder: AboutDialog(context),
    "parents tab": parents,
    "today tab": lambda context, office, _folder: TodayTab(context, office),
}


@pytest.fixture(params=SCREENS)
def screen(
    request: pytest.FixtureRequest, qtbot: QtBot, context: AppContext, office: OfficeSession, tmp_path: Path
) -> QWidget:
    """One screen after the other, shown."""
    widget = SCREENS[request.param](context, office, tmp_path / "office")
    qtbot.addWidget(widget)
    widget.show()
    qtbot.waitExposed(widget)
    return widget


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OfficeSession]:
    """One office for all screens: they are only looked at."""
    session = make_office(tmp_path_factory.mktemp("screens") / "office")
    yield session
    session.close()


def stops(screen: QWidget) -> list[QWidget]:
    """Where Tab stops, in order; what hands its focus on (the line inside a list to choose from) is not one."""
    found, widget = [], screen.nextInFocusChain()
    while widget is not None and widget is not screen:
        stopping = widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.focusProxy() is None
        if stopping and widget.isVisibleTo(screen) and widget.isEnabled():
            found.append(widget)
        widget = widget.nextInFocusChain()
    return found


def nameless(chain: list[QWidget]) -> list[str]:
    """Controls a screen reader would be silent about."""
    return [
        f"{type(widget).__name__} {widget.objectName()}"
        for widget in chain
        if not QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name).strip()
    ]


def jumps(screen: QWidget, chain: list[QWidget]) -> list[str]:
    """Where Tab goes up or back to the left; a second column may begin at the top again."""
    places = [(widget, widget.mapTo(screen, QPoint(0, 0))) for widget in chain]
    first = min(range(len(places)), key=lambda number: places[number][1].x() + places[number][1].y())
    found = []
    for (before, here), (after, there) in itertools.pairwise(places[first:] + places[:first]):
        goes_up = there.y() < here.y() - SAME_LINE
        goes_left = abs(there.y() - here.y()) <= SAME_LINE and there.x() < here.x()
        next_column = goes_up and there.x() >= here.x() + before.width() // 2
        if (goes_up and not next_column) or goes_left:
            found.append(f"{_name(before)} → {_name(after)}")
    return found


def test_every_control_has_a_name_to_be_read_aloud_and_tab_follows_the_eye(screen: QWidget) -> None:
    chain = stops(screen)
    assert chain, "there must be something to do by keyboard"
    assert nameless(chain) == []
    assert jumps(screen, [widget for widget in chain if not isinstance(widget, QRadioButton | QTabBar)]) == []


def _name(widget: QWidget) -> str:
    return widget.accessibleName() or widget.objectName() or type(widget).__name__
