"""Stops at what the menus File, Tools and Help open, at the guide, and at the locked screen, last of all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from halton_desktop.gui.administration.users_dialog import UsersDialog
from halton_desktop.gui.shell.guide_window import GuideWindow
from halton_desktop.tour.stop import Stop, menu

if TYPE_CHECKING:
    from halton_desktop.gui.administration.users_dialog import UsersDialog
    from halton_desktop.tour.tour import Tour


def _users(tour: Tour) -> UsersDialog:
    tour.choose("Users…")
    dialog = tour.dialog()
    assert isinstance(dialog, UsersDialog)
    table = dialog.pane.table
    table.select_id(dialog.model.id_at(2))
    tour.settle()
    return dialog


def _new_user(tour: Tour) -> QWidget:
    _users(tour).add()
    return tour.dialog()


def _other_password(tour: Tour) -> QWidget:
    _users(tour).give_password()
    return tour.dialog()


def _disable(tour: Tour) -> QWidget:
    _users(tour).disable()
    return tour.dialog()


def _recovery_sheet(tour: Tour) -> QWidget:
    _users(tour).new_recovery_sheet()
    return tour.dialog()


def _guide(tour: Tour) -> QWidget:
    tour.window.actions_of_window.action("Guide").trigger()
    tour.settle()
    return next(w for w in tour.application.topLevelWidgets() if isinstance(w, GuideWindow) and w.isVisible())


TOOLS: tuple[Stop, ...] = (
    menu("backup", "Back up now…"),
    menu("school", "School…"),
    menu("school-days", "School days…"),
    menu("settings", "Settings…"),
    Stop("users", _users),
    Stop("user", _new_user),
    Stop("user-password", _other_password),
    Stop("user-disable", _disable),
    Stop("recovery-sheet", _recovery_sheet),
    menu("password", "Change my password…"),
    menu("history", "History of changes…"),
    menu("history-checked", "Check the office file…"),
    menu("shortcuts", "Keyboard shortcuts"),
    menu("about", "About Halton Desktop"),
    Stop("guide", _guide),
)
