"""The menus of the main window: its own actions, the choices of appearance, and commands handed in from outside."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar

from halton_desktop.gui.kit.looks.theme import Theme
from halton_desktop.settings import COMPACT_ROWS, TEXT_LARGER_BY, THEME, Settings

MenuName = Literal["File", "Record", "Letters", "Tools", "Help"]
MENUS: tuple[MenuName, ...] = ("File", "Record", "Letters", "Tools", "Help")


@dataclass(frozen=True)
class Command:
    """One entry of a menu. ``group`` keeps entries together: a line is drawn between groups, in the order they came."""

    menu: MenuName
    text: str
    act: Callable[[], object]
    icon: str = ""
    keys: str = ""
    group: int = 1
    enabled: bool = True


class MenuActions(QObject):
    """Builds the menus once; ``of(command)`` gives an entry again to enable or rename it."""

    def __init__(self, menu_bar: QMenuBar, commands: Sequence[Command], theme: Theme, settings: Settings) -> None:
        super().__init__(menu_bar)
        self._theme = theme
        self._settings = settings
        self._actions: dict[Command, QAction] = {}
        self._menus: dict[MenuName, QMenu] = {}
        for name in MENUS:
            self._menus[name] = menu_bar.addMenu(f"&{name}")
            self._fill(self._menus[name], [command for command in commands if command.menu == name])
        self._add_appearance(self._menus["Tools"])

    def of(self, command: Command) -> QAction:
        """The entry of a command."""
        return self._actions[command]

    def action(self, text: str) -> QAction:
        """The entry that was made with this text, as who reads the menus finds it."""
        return next(action for command, action in self._actions.items() if command.text == text)

    def _fill(self, menu: QMenu, commands: list[Command]) -> None:
        group = None
        for command in sorted(commands, key=lambda one: one.group):
            if group is not None and command.group != group:
                menu.addSeparator()
            group = command.group
            action = menu.addAction(command.text)
            if command.icon:
                action.setIcon(self._theme.icon(command.icon, "muted"))
            if command.keys:
                action.setShortcut(QKeySequence(command.keys))
            action.setEnabled(command.enabled)
            action.triggered.connect(lambda _checked=False, act=command.act: act())
            self._actions[command] = action

    def _add_appearance(self, menu: QMenu) -> None:
        menu.addSeparator()
        looks = menu.addMenu(self._theme.icon("show", "muted"), "&Appearance")
        self._add_choices(looks, (("Follow this computer’s setting", "system"), ("Light", "light"), ("Dark", "dark")))
        looks.addSeparator()
        self._add_sizes(looks)
        looks.addSeparator()
        compact = looks.addAction("Compact rows")
        compact.setCheckable(True)
        compact.setChecked(self._settings.get(COMPACT_ROWS))
        compact.toggled.connect(lambda on: self._settings.set(COMPACT_ROWS, on))

    def _add_choices(self, menu: QMenu, choices: Sequence[tuple[str, str]]) -> None:
        group = QActionGroup(menu)
        for text, value in choices:
            action = group.addAction(text)
            action.setCheckable(True)
            action.setChecked(self._settings.get(THEME) == value)
            action.triggered.connect(lambda _checked=False, value=value: self._settings.set(THEME, value))
            menu.addAction(action)

    def _add_sizes(self, menu: QMenu) -> None:
        group = QActionGroup(menu)
        for text, points in (("Ordinary text", 0), ("Larger text", 2), ("Largest text", 4)):
            action = group.addAction(text)
            action.setCheckable(True)
            action.setChecked(self._settings.get(TEXT_LARGER_BY) == points)
            action.triggered.connect(lambda _checked=False, points=points: self._settings.set(TEXT_LARGER_BY, points))
            menu.addAction(action)
