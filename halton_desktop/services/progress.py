"""How slow errands are watched: told how far they are, asked whether to stop; by default nobody does either."""

from __future__ import annotations

from collections.abc import Callable

Progress = Callable[[int, int], None]
"""Told how much is done, of how much; may raise Cancelled."""

IsCancelled = Callable[[], bool]
"""Asked now and then whether to stop."""


def nobody_watches(_done: int, _total: int) -> None:
    """Progress nobody asked for."""


def never() -> bool:
    """Nobody stops it."""
    return False
