"""Frozen dataclasses as plain JSON values, and back: for what is kept exactly as it was printed."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from functools import cache
from types import UnionType
from typing import Any, TypeVar, cast, get_args, get_origin, get_type_hints

_T = TypeVar("_T")


def plain(value: object) -> Any:
    """Dataclasses become dictionaries, tuples lists, days ISO dates, and choices their values."""
    if is_dataclass(value):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, tuple):
        return [plain(item) for item in value]
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if value is None or isinstance(value, str | int | float | bool):
        return value
    raise TypeError(f"{type(value).__name__} is not kept as JSON")


def rebuilt(kind: type[_T], kept: Any) -> _T:
    """What :func:`plain` made of a ``kind``. A field that an older version did not keep takes its default."""
    return cast("_T", _rebuilt(kind, kept))


def _rebuilt(kind: Any, kept: Any) -> Any:
    if get_origin(kind) is UnionType:  # of something and None, the only kind of choice there is
        return _rebuilt(get_args(kind)[0], kept) if kept not in (None, "") else None
    if get_origin(kind) is tuple:
        first, *others = get_args(kind)
        if others == [...]:
            return tuple(_rebuilt(first, item) for item in kept)
        return tuple(_rebuilt(each, item) for each, item in zip((first, *others), kept, strict=True))
    fields_by_name = _fields_of(kind)
    if fields_by_name:
        return kind(**{name: _rebuilt(of, kept[name]) for name, of in fields_by_name if name in kept})
    if issubclass(kind, date):
        return kind.fromisoformat(kept)
    return kind(kept) if issubclass(kind, Enum) else kept


@cache
def _fields_of(kind: Any) -> tuple[tuple[str, Any], ...]:
    """The fields of a dataclass with their types; none of anything else."""
    return tuple(get_type_hints(kind).items()) if is_dataclass(kind) else ()
