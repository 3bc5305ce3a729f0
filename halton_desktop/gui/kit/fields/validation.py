"""Gather what several checks of a dialog's fields complain of, so that all of it can be shown at once."""

from __future__ import annotations

from collections.abc import Callable

from halton_desktop.errors import InvalidInput


def problems_of(*checks: Callable[[], object]) -> list[InvalidInput]:
    """Run every check; those that raise InvalidInput name their field."""
    found = []
    for check in checks:
        try:
            check()
        except InvalidInput as error:
            found.append(error)
    return found


def required(field: str, typed: str, sentence: str) -> Callable[[], None]:
    """A check that something was typed."""

    def check() -> None:
        if not typed.strip():
            raise InvalidInput(field, sentence)

    return check
