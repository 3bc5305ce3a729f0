"""Stops at the Today tab and at the search over everything."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QListWidget, QWidget

from halton_desktop.gui.today.today_tab import TodayTab
from halton_desktop.tour.stop import Stop

if TYPE_CHECKING:
    from halton_desktop.tour.tour import Tour


def _today(tour: Tour) -> QWidget:
    tour.go_to(TodayTab)
    return tour.window


def _search(tour: Tour) -> QWidget:
    tour.go_to(TodayTab)
    box = tour.window.header.search_box
    box.setFocus()
    box.setText("obri")
    box.textEdited.emit("obri")  # setText is silent: it is not somebody typing
    results = "Search results"
    tour.settle(until=lambda: any(w.accessibleName() == results for w in tour.window.findChildren(QListWidget)))
    return tour.window


TODAY: tuple[Stop, ...] = (Stop("today", _today), Stop("search", _search))
