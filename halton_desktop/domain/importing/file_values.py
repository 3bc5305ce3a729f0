"""What the school’s files gave for each field of a record, so that what a person typed since is known and stays."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any, NamedTuple

from halton_desktop.domain.address import PostalAddress

Plain = str | int | bool | list[str] | None
"""A value as the office file keeps it: an address as its lines and the postcode, a day as 2014-12-05."""

LISTED = "listed"
"""The field under which it is remembered that a pupil or contact is gone from the files, so that it is told once."""
CHILD_ADDRESS = "child_address"
"""The field under which the address of a child is remembered for a contact of whom nobody knows where they live."""
EARLIER = "earlier_addresses"
"""The field under which the addresses are remembered that a file has replaced, each on its own lines."""
REMARKS = "remarks"
"""The field under which the remarks of the files are remembered, so that each is noted once."""


class Given(NamedTuple):
    """One field: ``said`` by the last file (None: not known), and what was ``kept`` in the register because of it.

    Where the register holds anything else than ``kept``, a person typed it.
    """

    said: Plain
    kept: Plain


Fields = Mapping[str, Given]


NOTHING_SAID: Mapping[str, frozenset[str]] = {"relationship": frozenset({"other", "not given"})}
"""What stands in the register where nobody said anything."""


@dataclass(frozen=True, slots=True)
class FileValues:
    """By id; ties by parent and pupil. Nothing is known of a record without an entry: its values count as a file's.

    In an entry, a field that is not named was never in a file: whatever stands there was typed.
    """

    parents: Mapping[int, Fields] = field(default_factory=dict)
    pupils: Mapping[int, Fields] = field(default_factory=dict)
    ties: Mapping[tuple[int, int], Fields] = field(default_factory=dict)

    @property
    def anything(self) -> bool:
        """Whether there is an entry at all."""
        return bool(self.parents or self.pupils or self.ties)


@dataclass(frozen=True, slots=True)
class FieldKey:
    """One field of one parent, of one pupil, or (with both) of the tie between them."""

    field: str
    parent_id: int = 0
    pupil_id: int = 0


class GoneChoice(StrEnum):
    """What happens to somebody a file does not name any more."""

    KEEP = "keep"
    HOLD = "hold"
    LEFT = "left"


@dataclass(frozen=True, slots=True)
class ImportChoices:
    """What a person decided in the preview: changes not to make, differences to take all the same, who is gone.

    ``today`` is the day on which pupils who have left are marked so.
    """

    declined: frozenset[FieldKey] = frozenset()
    taken: frozenset[FieldKey] = frozenset()
    gone: Mapping[FieldKey, GoneChoice] = field(default_factory=dict)
    today: date | None = None

    def __bool__(self) -> bool:
        return bool(self.declined or self.taken or self.gone)


class Kept(StrEnum):
    """Why a value of the file was not taken."""

    TYPED = "the office typed another one"
    PROTECTED = "it is protected"
    NOT_NEW = "the file said so before, and it was not taken then"
    NAME = "it may be another person’s name"
    OLDER = "the file is an older one"
    RETURNED = "an earlier file said so, and a later one said otherwise"
    LOWER = "a child seldom goes down a year"
    BIRTHDAY = "it may be another child’s birthday"
    DECLINED = "you left it as it is"


_OF_EARLIER = (Kept.OLDER, Kept.RETURNED, Kept.LOWER)
"""What an earlier time said is nothing the last file said, so it is no news and nothing left before either."""


class Verdict(NamedTuple):
    """What a field is to hold, what is remembered of the file, and why a value was not taken."""

    value: Any
    given: Given
    because: Kept | None = None


def plain(value: Any) -> Plain:
    """The value as it is kept and compared."""
    if isinstance(value, PostalAddress):
        return [*value.lines, value.postcode] if value else []
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, frozenset):
        return sorted(str(one) for one in value)
    return value  # type: ignore[no-any-return]  # a text, number or yes and no


def address_from(value: Plain) -> PostalAddress:
    """An address as it was kept."""
    return PostalAddress(tuple(value[:-1]), value[-1]) if isinstance(value, list) and value else PostalAddress()


def is_typed(name: str, value: Any, known: Fields | None) -> bool:
    """Whether a person typed what a field holds (or emptied it) since the last file."""
    if known is None:
        return False
    given = known.get(name)
    if given is None:
        return bool(value) and value not in NOTHING_SAID.get(name, ())
    return plain(value) != given.kept


def weigh(
    key: FieldKey,
    before: Any,
    wanted: Any,
    known: Fields | None,
    choices: ImportChoices,
    same: Callable[[Any, Plain], bool],
    caution: Kept | None = None,
) -> Verdict:
    """Whether a value of the file that differs from the register’s is taken; ``caution``: only where a person says so.

    ``same`` compares the file’s value with what a file said earlier.
    """
    given = (known or {}).get(key.field)
    typed = is_typed(key.field, before, known)
    said = plain(wanted)
    if key in choices.taken and caution is not Kept.PROTECTED:
        return Verdict(wanted, Given(said, said))
    because: Kept | None = None
    if caution is Kept.PROTECTED:
        because = caution
    elif typed:
        because = Kept.TYPED
    elif given is not None and given.said is not None and same(wanted, given.said):
        because = Kept.NOT_NEW
    elif key in choices.declined:
        because = Kept.DECLINED
    else:
        because = caution
    if because is None:
        return Verdict(wanted, Given(said, said))
    kept = (given.kept if given else None) if typed else plain(before)
    if because in _OF_EARLIER:
        return Verdict(before, given or Given(None, kept), because)
    return Verdict(before, Given(said, kept), because)
