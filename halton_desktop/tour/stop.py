"""What a stop of the guided tour is, and the kinds of stop that many screens share."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from halton_desktop.tour.tour import Tour


@dataclass(frozen=True)
class Stop:
    """One picture: ``name`` is its file name, ``arrive`` brings the screen up and returns what to photograph."""

    name: str
    arrive: Callable[[Tour], QWidget]


def menu(name: str, entry: str) -> Stop:
    """The dialog behind an entry of the menus."""

    def arrive(tour: Tour) -> QWidget:
        tour.choose(entry)
        return tour.dialog()

    return Stop(name, arrive)
