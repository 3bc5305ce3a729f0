"""The main window: a calm header, the tabs, the menus, the status bar; it owns no errand of its own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QMainWindow, QTabBar, QTabWidget, QVBoxLayout, QWidget

from halton_desktop.domain.change import Changes, RecordKind
from halton_desktop.gui.kit.app_context import AppContext
from halton_desktop.gui.kit.confirm_dialog import YesNoQuestion
from halton_desktop.gui.kit.dialogs.base_dialog import open_dialog
from halton_desktop.gui.kit.fields.search_box import Hit
from halton_desktop.gui.kit.looks.look import GROUP, ICON_SIZE, PAGE_MARGIN
from halton_desktop.gui.kit.office_tab import OfficeTab
from halton_desktop.gui.kit.widgets.banner import Banner
from halton_desktop.gui.kit.widgets.progress_panel import ProgressPanel
from halton_desktop.gui.shell import shortcuts
from halton_desktop.gui.shell.header import Header, SampleLine, TabBadge, UserStatus
from halton_desktop.gui.shell.menu_actions import Command, MenuActions
from halton_desktop.gui.shell.shortcuts_dialog import ShortcutsDialog

FIRST_SIZE = QSize(1280, 800)
LEAST_SIZE = QSize(880, 500)
"""A full-HD screen at 200 % has 960 × 540 to give, the task bar taken off that."""

__all__ = ["Command", "MainWindow", "SignedIn"]


@dataclass(frozen=True)
class SignedIn:
    """Who works where, as the header and the status bar show it."""

    school: str
    name: str
    role: str
    sample: bool = False

    @property
    def title(self) -> str:
        """What the window and its button in the task bar say."""
        return f"Halton Desktop — {'SAMPLE OFFICE — ' * self.sample}{self.school}"


class MainWindow(QMainWindow):
    """``tabs`` from left to right; ``commands`` are the menu entries of whoever composes the program.

    ``search(words)`` answers the search box off the GUI thread; without it there is no such box.
    """

    lock_requested = Signal()
    closed = Signal()
    """The window has closed for good: back up, close the office file."""

    def __init__(
        self,
        context: AppContext,
        signed_in: SignedIn,
        tabs: Sequence[OfficeTab],
        *,
        search: Callable[[str], Sequence[Hit]] | None,
        commands: Sequence[Command] = (),
        about: Callable[[], object] | None = None,
    ) -> None:
        super().__init__()
        self.context = context
        self.tabs = tuple(tabs)
        self.banner = Banner(context.theme)
        self.pages = QTabWidget()
        self.header = Header(context, signed_in.school, signed_in.name, signed_in.role, search or (lambda _words: ()))
        self.header.search_box.setVisible(search is not None)
        self.user_status = UserStatus(context.theme, signed_in.name, signed_in.role)
        self._signed_in = signed_in
        self.setWindowTitle(signed_in.title)
        self.setMinimumSize(LEAST_SIZE)
        self._add_tabs()
        self._build()
        own = self._own_commands(about)
        self.actions_of_window = MenuActions(self.menuBar(), [*own, *commands], context.theme, context.settings)
        self._connect()
        if not self.restoreGeometry(context.settings.layout("window")):
            self.resize(FIRST_SIZE)
        self._on_tab_changed()

    def open_record(self, noun: RecordKind, record: int, words: str = "") -> bool:
        """Show a record, or all that have these words, in the tab it belongs to.

        False (and a sentence) where it cannot be found.
        """
        for number, tab in enumerate(self.tabs):
            if noun in tab.opens:
                self.pages.setCurrentIndex(number)
                if words:
                    tab.find_in_list(words)
                if words or tab.open_record(noun, record):
                    return True
        self.banner.say("That is not in the office file any more.", "warning")
        return False

    def show_school(self, name: str) -> None:
        """The school has another name now."""
        self._signed_in = replace(self._signed_in, school=name)
        self.setWindowTitle(self._signed_in.title)
        self.header.school.setText(name)

    def current_tab(self) -> OfficeTab:
        """The tab in front."""
        return self.tabs[self.pages.currentIndex()]

    def show_last_backup(self, words: str, *, late: bool = False) -> None:
        """For the status bar: "last backup today 09:02"; ``late`` draws attention to it."""
        self.user_status.set_backup(words, late=late)

    def closeEvent(self, event: QCloseEvent) -> None:
        if not all(tab.may_close() for tab in self.tabs) or not self._may_stop_work():
            event.ignore()
            return
        self.context.settings.set_layout("window", self.saveGeometry())
        self.context.settings.sync()
        event.accept()
        self.closed.emit()

    # --- building -----------------------------------------------------------------------------------------------

    def _build(self) -> None:
        page = QWidget()
        layout = QVBoxLayout(page)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        if self._signed_in.sample:
            layout.addWidget(SampleLine())
        layout.addWidget(self.header)
        messages = QVBoxLayout()
        messages.setContentsMargins(PAGE_MARGIN, 0, PAGE_MARGIN, 0)
        messages.setSpacing(GROUP)
        messages.addWidget(self.banner)
        layout.addLayout(messages)
        layout.addWidget(self.pages, 1)
        progress = QVBoxLayout()
        progress.setContentsMargins(PAGE_MARGIN, 0, PAGE_MARGIN, 0)
        progress.addWidget(ProgressPanel(self.context.runner, self.context.theme))
        layout.addLayout(progress)
        self.setCentralWidget(page)
        self.statusBar().addWidget(self.user_status, 1)
        self.statusBar().setSizeGripEnabled(False)

    def _add_tabs(self) -> None:
        self.pages.setIconSize(QSize(ICON_SIZE, ICON_SIZE))
        bar = self.pages.tabBar()
        bar.setAccessibleName("Parts of the program")
        bar.setExpanding(False)
        for number, tab in enumerate(self.tabs):
            self.pages.addTab(tab, self.context.theme.icon(tab.icon, "muted"), tab.title)
            self.pages.setTabToolTip(number, f"{tab.title} (Ctrl+{number + 1})")
            tab.attention_changed.connect(lambda count, number=number: self._show_attention(number, count))

    def _own_commands(self, about: Callable[[], object] | None) -> list[Command]:
        keys, searches = shortcuts, not self.header.search_box.isHidden()
        self._new = Command("Record", "New…", lambda: self.current_tab().new_record(), "add", keys.NEW.keys, group=0)
        self._print_letters = Command("Letters", "Print letters…", self._print, "print", keys.PRINT.keys, group=0)
        commands = [
            Command("File", "Lock", self.lock_requested.emit, "lock", keys.LOCK.keys, group=8),
            Command("File", "Close Halton Desktop", self.close, "sign out", keys.QUIT.keys, group=9),
            self._new,
            Command("Record", "Search in this list", self._find_here, "search", keys.FIND_HERE.keys, group=5),
            Command(
                "Record", "Search everything", self._find_everywhere, "search", keys.FIND_EVERYWHERE.keys, 5, searches
            ),
            Command("Record", "Read the list again", self._refresh, "refresh", keys.REFRESH.keys, group=6),
            self._print_letters,
            Command("Help", "Guide", self._guide, "guide", keys.GUIDE.keys, group=0),
            Command(
                "Help", "Keyboard shortcuts", lambda: open_dialog(ShortcutsDialog(self.context, self)), "key", group=0
            ),
        ]
        if about is not None:
            commands.append(Command("Help", "About Halton Desktop", about, "info", group=9))
        return commands

    def _connect(self) -> None:
        self.context.hub.changed.connect(self._on_changes)
        self.pages.currentChanged.connect(self._on_tab_changed)
        self.header.search_box.chosen.connect(self.open_record)
        self.header.search_box.more_wanted.connect(lambda noun, words: self.open_record(noun, 0, words))
        for number, tab in enumerate(self.tabs):
            tab.open_requested.connect(self.open_record)
            tab.said.connect(lambda words, kind, action, act: self.banner.say(words, kind, action=action, act=act))
            shortcut = QShortcut(QKeySequence(f"Ctrl+{number + 1}"), self)
            shortcut.activated.connect(lambda number=number: self._go_to(number))

    # --- what the menus do --------------------------------------------------------------------------------------

    def _go_to(self, number: int) -> None:
        self.pages.setCurrentIndex(number)
        self.current_tab().setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _find_here(self) -> None:
        self.current_tab().find_in_list()

    def _find_everywhere(self) -> None:
        self.header.search_box.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.header.search_box.selectAll()

    def _refresh(self) -> None:
        self.current_tab().hear(None)

    def _print(self) -> None:
        self.current_tab().print_letters()

    def _guide(self) -> None:
        self.context.show_guide(self.current_tab().guide_page)

    def _on_changes(self, changes: Changes) -> None:
        for tab in self.tabs:
            tab.hear(changes)

    def _on_tab_changed(self) -> None:
        tab = self.current_tab()
        new = self.actions_of_window.of(self._new)
        new.setText(tab.new_text or self._new.text)
        new.setEnabled(bool(tab.new_text))
        self.actions_of_window.of(self._print_letters).setEnabled(tab.can_print)

    def _show_attention(self, number: int, count: int) -> None:
        bar = self.pages.tabBar()
        words = f"{self.tabs[number].title}, {count} need attention" if count else self.tabs[number].title
        bar.setAccessibleTabName(number, words)
        old = bar.tabButton(number, QTabBar.ButtonPosition.RightSide)
        if old is not None:
            old.deleteLater()
        badge = TabBadge(count) if count else None
        bar.setTabButton(number, QTabBar.ButtonPosition.RightSide, badge)

    def _may_stop_work(self) -> bool:
        busy = [task for task in self.context.runner.under_way if not task.quiet]
        if not busy:
            return True
        question = YesNoQuestion(
            "Close Halton Desktop while it is still working?",
            f"“{busy[0].title}” is not finished. What can be stopped is stopped; nothing is left half-saved.",
            verb="Stop and close",
            otherwise="Keep working",
            danger=True,
        )
        return self.context.confirm(self, question)
