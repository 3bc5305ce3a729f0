"""Stops at what the program says when something goes wrong: one of each kind of error, and a question first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from halton_desktop.errors import DiskFull, OurBug, Refused
from halton_desktop.gui.shell.error_dialog import ErrorDialog
from halton_desktop.gui.shell.report_error import technical_details
from halton_desktop.gui.today.today_tab import TodayTab
from halton_desktop.tour.stop import Stop

if TYPE_CHECKING:
    from halton_desktop.tour.tour import Tour


def _to_mend(tour: Tour) -> QWidget:
    tour.go_to(TodayTab)
    error = Refused("Nobody of this school has a form outstanding.", "There is nobody to remind.")
    tour.context.report(error, tour.window, tour.window.banner)
    return tour.window


def _machine(tour: Tour) -> QWidget:
    full = DiskFull(
        "There is no room left on the drive, so nothing was changed.",
        "Free some space on the drive that holds the office folder and try again.",
    )
    tour.context.report(full, tour.window, None)
    return tour.dialog()


def _our_bug(tour: Tour) -> QWidget:
    bug = OurBug("Something went wrong inside the program.", "Please try again.")
    return tour.show(ErrorDialog(bug, tour.context.theme, technical_details(bug), tour.window))


def _locked(tour: Tour) -> QWidget:
    """The very last stop: afterwards the office is closed."""
    tour.office.lock()
    tour.settle()
    return tour.window


ERRORS: tuple[Stop, ...] = (
    Stop("error-to-mend", _to_mend),
    Stop("error-of-the-machine", _machine),
    Stop("error-of-ours", _our_bug),
    Stop("locked", _locked),
)
