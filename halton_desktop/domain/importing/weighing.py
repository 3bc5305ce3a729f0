"""One record of the register weighed field by field against what a file says of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from halton_desktop.domain.address import PostalAddress
from halton_desktop.domain.importing.contact_import import FieldChange, KeptDifference
from halton_desktop.domain.importing.file_values import (
    LISTED,
    FieldKey,
    Fields,
    Given,
    ImportChoices,
    Kept,
    Plain,
    is_typed,
    plain,
    weigh,
)
from halton_desktop.domain.parents.parent import PROTECTED_WORD, Parent, ParentOf, Pupil

Value = TypeVar("Value")


class Weighing:
    """The fields of one record, weighed one by one: ``given`` is what to remember, ``kept`` what was not taken.

    ``known`` are the values the files gave before, None where nothing is known of the record.
    """

    def __init__(
        self,
        record: Pupil | Parent | ParentOf,
        known: Fields | None,
        choices: ImportChoices,
        caution: Kept | None = None,
        *,
        who: str = "",
        parent_id: int = 0,
        pupil_id: int = 0,
    ) -> None:
        self.record = record
        self.known = known
        self.given: dict[str, Given] = {}
        self.kept: list[KeptDifference] = []
        self._choices = choices
        self._caution = caution
        self._who = who
        self._ids = (parent_id, pupil_id)

    def typed(self, name: str) -> bool:
        """Whether a person typed what stands there."""
        return is_typed(name, getattr(self.record, name), self.known)

    def chose(self, key: FieldKey) -> bool | None:
        """Whether a person took this change of the file, or left it; None where they said nothing."""
        return True if key in self._choices.taken else False if key in self._choices.declined else None

    def settle(
        self,
        name: str,
        wanted: Value,
        same: Callable[[Any, Plain], bool],
        *,
        better: Value | None = None,
        doubt: Kept | None = None,
    ) -> Value:
        """What a field is to hold; an empty ``wanted`` changes nothing. ``better`` is the fuller of two equal ones."""
        before: Value = getattr(self.record, name)
        if not wanted and wanted is not False:
            return before
        hidden = isinstance(self.record, Parent) and self.record.protects(name)
        if (before or isinstance(before, bool)) and same(wanted, plain(before)):
            return self._same(name, before, wanted, before if hidden or better is None else better)
        key = FieldKey(name, *self._ids)
        caution = Kept.PROTECTED if hidden else (self._caution or doubt) if before else None
        verdict = weigh(key, before, wanted, self.known, self._choices, same, caution)
        self.given[name] = verdict.given
        if verdict.because is not None:
            shown = (PROTECTED_WORD, PROTECTED_WORD) if hidden else (as_text(before), as_text(wanted))
            self._keep(key, FieldChange(name, *shown), verdict.because)
        return verdict.value  # type: ignore[no-any-return]  # of the field’s own type, as both values are

    def _same(self, name: str, before: Value, wanted: Value, better: Value) -> Value:
        """Of two ways to write the same: the better one, where nobody typed the other or left it as it is."""
        key, last = FieldKey(name, *self._ids), (self.known or {}).get(name)
        because: Kept | None = None
        if before != better and not self.typed(name):
            left = last is not None and last == Given(plain(better), plain(before))
            because = Kept.DECLINED if key in self._choices.declined else Kept.NOT_NEW if left else None
        if because is not None and key not in self._choices.taken:
            self.given[name] = Given(plain(better), plain(before))
            self._keep(key, FieldChange(name, as_text(before), as_text(better)), because)
            return before
        value = before if self.typed(name) else better
        self.given[name] = Given(plain(wanted), plain(value))
        return value

    def _keep(self, key: FieldKey, change: FieldChange, because: Kept) -> None:
        self.kept.append(KeptDifference(key, self._who, change, because))

    def remembered(self, names: Iterable[str], *, new: bool) -> Fields | None:
        """What is known of the record now, or None where that is no news."""
        known = {} if new else seeded(self.record, self.known, names)
        fields = {**known, **self.given}
        fields.pop(LISTED, None)
        return None if fields == self.known else fields


def seeded(record: Pupil | Parent | ParentOf, known: Fields | None, names: Iterable[str]) -> Fields:
    """What is known of a record; what stood there before anything was remembered counts as a file's."""
    if known is not None:
        return known
    return {name: Given(None, plain(value)) for name in names if (value := getattr(record, name))}


def as_text(value: Any) -> str:
    """A field as a person reads it: dates as 22/11/2026, addresses on one line, yes and no."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, PostalAddress):
        return value.one_line
    if isinstance(value, frozenset):
        return ", ".join(sorted(str(one) for one in value))
    if hasattr(value, "strftime"):
        return str(value.strftime("%d/%m/%Y"))
    return str(value)
