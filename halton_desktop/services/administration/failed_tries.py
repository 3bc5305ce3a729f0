"""How long to make somebody wait after wrong passwords; the window counts it down."""

from __future__ import annotations

_LONGEST_SECONDS = 30.0
_FREE_TRIES = 2


class FailedTries:
    """Counts wrong passwords in a row: no wait after the first two, then 1, 2, 4, 8 … up to 30 seconds."""

    def __init__(self) -> None:
        self.count = 0

    @property
    def delay(self) -> float:
        """Seconds to wait before the next try."""
        if self.count <= _FREE_TRIES:
            return 0.0
        return min(2.0 ** min(self.count - _FREE_TRIES - 1, 10), _LONGEST_SECONDS)

    def failed(self) -> float:
        """One more wrong password; the seconds to wait now."""
        self.count += 1
        return self.delay

    def succeeded(self) -> None:
        self.count = 0
