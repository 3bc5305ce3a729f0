"""Long lists of ids in portions: a query takes only so many values at once, and a page shows only so many rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

PORTION = 500


def in_portions(ids: Sequence[int], most: int = PORTION) -> Iterator[Sequence[int]]:
    """The same ids in the same order, at most so many at a time."""
    for start in range(0, len(ids), most):
        yield ids[start : start + most]
