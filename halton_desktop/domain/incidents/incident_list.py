"""What the Incidents list shows a line, and by what it is filtered and ordered."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any

from halton_desktop.domain.incidents.incident import ContentFlag, IncidentState, Platform
from halton_desktop.domain.incidents.restriction import Restriction
from halton_desktop.domain.incidents.step_kind import StepKind

ORDERS = ("reference", "reported", "happened", "about", "clause", "platform", "state", "due", "handler")


@dataclass(frozen=True, slots=True)
class IncidentFilter:
    """Which incidents a list shows; None and "" mean any. ``states`` empty means all of them."""

    words: str = ""
    states: frozenset[IncidentState] = frozenset()
    clause: str = ""
    platform: Platform | None = None
    handler_id: int | None = None
    flag: ContentFlag | None = None
    parent_id: int | None = None
    reported_from: date | None = None
    reported_to: date | None = None
    overdue_on: date | None = None
    due_on: date | None = None

    @property
    def anything(self) -> bool:
        """Whether it lets everything through."""
        return self == IncidentFilter()


@dataclass(frozen=True, slots=True)
class IncidentLine:
    """One line of the list. ``about`` names the authors, ``next_step`` and ``next_due_on`` the open step due first."""

    id: int
    reference: str
    happened_on: date
    reported_on: date
    about: str
    clauses: tuple[str, ...]
    flags: tuple[ContentFlag, ...]
    where: str
    platform: Platform
    state: IncidentState
    handler: str
    next_step: StepKind | None
    next_due_on: date | None
    outcome: str = ""
    evidence: int = 0
    restricted_to: str = ""
    """Of a case closed to the user this and the reference are told; every other field is empty of meaning."""


def closed_line(restriction: Restriction) -> IncidentLine:
    """A case of which the user may see the number and nothing else."""
    told = restriction.sentence
    nothing = (date.min, date.min, "", (), (), "", Platform.OTHER, IncidentState.OPEN, "", None, None)
    return IncidentLine(restriction.incident_id, restriction.reference, *nothing, restricted_to=told)


def tells_of(wanted: IncidentFilter, restriction: Restriction) -> bool:
    """Whether a closed case is listed: where nothing or its number is asked for; anything else would tell of it."""
    asked = wanted.words.strip()
    return replace(wanted, words="").anything and (not asked or restriction.reference.startswith(asked))


@dataclass(frozen=True, slots=True)
class SavedFilter:
    """A filter somebody kept under a name."""

    name: str
    wanted: IncidentFilter


def filter_as_plain(wanted: IncidentFilter) -> dict[str, Any]:
    """A filter as JSON keeps it; words are left out, they may name a family."""
    plain: dict[str, Any] = {}
    for entry in fields(wanted):
        value = getattr(wanted, entry.name)
        if not value or entry.name == "words":
            continue
        plain[entry.name] = sorted(value) if isinstance(value, frozenset) else str(value)
    return plain


def filter_from_plain(plain: dict[str, Any]) -> IncidentFilter:
    """A filter as it was kept; what a newer version added is ignored."""
    day = {name: date.fromisoformat(plain[name]) if name in plain else None for name in _DAYS}
    number = {name: int(plain[name]) if name in plain else None for name in ("handler_id", "parent_id")}
    return IncidentFilter(
        states=frozenset(IncidentState(value) for value in plain.get("states", ())),
        clause=str(plain.get("clause", "")),
        platform=Platform(plain["platform"]) if "platform" in plain else None,
        flag=ContentFlag(plain["flag"]) if "flag" in plain else None,
        handler_id=number["handler_id"],
        parent_id=number["parent_id"],
        reported_from=day["reported_from"],
        reported_to=day["reported_to"],
        overdue_on=day["overdue_on"],
        due_on=day["due_on"],
    )


_DAYS = ("reported_from", "reported_to", "overdue_on", "due_on")
