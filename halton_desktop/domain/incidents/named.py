"""Whose names may stand in a print for one reader, and what stands in the place of each: one stand-in per person."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import lru_cache

from halton_desktop.domain.incidents.incident import IncidentPerson, PersonKind
from halton_desktop.domain.name import fold, same_person
from halton_desktop.domain.parents.parent import Parent, Pupil
from halton_desktop.domain.user import User

_HE = frozenset({"mr", "sir"})
_SHE = frozenset({"mrs", "ms", "miss", "dame", "lady"})
_EITHER = frozenset({"mx", "dr", "prof", "professor", "rev", "revd", "fr", "father"})
TITLES = _HE | _SHE | _EITHER
_FORM = re.compile(r" \([^)]*\)$")


@lru_cache(maxsize=8192)
def _spelt(names: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(fold(_FORM.sub("", name)).split()) for name in names)


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody who may be named: ``names`` in every way they are, or were, called; ``word`` begins their stand-in.

    ``of_case``: has a part in what is printed; ``reader``: the print is for them, and keeps their name.
    """

    key: str
    names: tuple[str, ...]
    word: str
    of_incident: bool = False
    reader: bool = False
    added: bool = False
    """Words somebody typed to be struck as well: found whole, and for certain."""
    handles: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        """As whoever decides reads it."""
        return self.names[0]

    def words(self) -> tuple[tuple[str, ...], ...]:
        """Each name as folded words without title and form, forename first."""
        return tuple(tuple(word for word in words if word not in TITLES) for words in _spelt(self.names))

    def may_be_called(self, title: str) -> bool:
        """Whether "Mr" or "Mrs" may stand before this name; a child is called neither."""
        if self.word == "pupil":
            return title in ("miss", "master")
        own = {words[0] for words in _spelt(self.names) if words and words[0] in TITLES}
        if not own or title in _EITHER or own & _EITHER:
            return True
        return bool(own & (_HE if title in _HE else _SHE))


@dataclass(frozen=True, slots=True)
class Cast:
    """Everybody who may be named, by key; those of the case first, in the order they are lettered in."""

    people: tuple[Named, ...]
    ids: dict[int, str] = field(default_factory=dict)
    """The key of each IncidentPerson by its id."""

    def of_parent(self, parent_id: int | None) -> Named | None:
        """The person of the register, None where nobody of that number is named."""
        return next((one for one in self.people if one.key == f"parent {parent_id}"), None)

    def of_person(self, person_id: int) -> Named | None:
        """Who a person of a case is."""
        return next((one for one in self.people if one.key == self.ids.get(person_id)), None)


def cast_of(
    people: Iterable[IncidentPerson],
    parents: Iterable[Parent],
    pupils: Iterable[Pupil],
    users: Iterable[User],
    readers: frozenset[str],
) -> Cast:
    """Everybody of these cases, of the register and of the office; the same person of several cases is one.

    ``readers`` are keys as :func:`key_of` makes them.
    """
    register = {f"parent {one.id}": Named(f"parent {one.id}", (one.full_name,), "parent") for one in parents}
    register |= {f"pupil {one.id}": Named(f"pupil {one.id}", (one.name,), "pupil") for one in pupils}
    found: dict[str, Named] = {}
    ids: dict[int, str] = {}
    for person in people:
        if person.kind is PersonKind.SCHOOL or not (person.name or person.alias):
            continue
        key = ids[person.id] = key_of(person)
        known = found.get(key) or register.pop(key, None) or Named(key, (), _word(person))
        names = tuple(dict.fromkeys((*known.names, *filter(None, (person.name,)))))
        handles = tuple(dict.fromkeys((*known.handles, *filter(None, (person.alias,)))))
        found[key] = replace(known, names=names or handles, handles=handles, of_incident=True, reader=key in readers)
    for user in users:
        staff = [one for one in found.values() if one.word == "member of staff"]
        if not any(same_person(user.name, name) for one in staff for name in one.names):
            found[f"user {user.id}"] = Named(f"user {user.id}", (user.name,), "member of staff", of_incident=True)
    rest = (replace(one, reader=key in readers) for key, one in register.items())
    return Cast((*found.values(), *rest), ids)


def key_of(person: IncidentPerson) -> str:
    """One person, whichever case speaks of them."""
    if person.parent_id is not None:
        return f"parent {person.parent_id}"
    if person.pupil_id is not None:
        return f"pupil {person.pupil_id}"
    words = [word for word in fold(_FORM.sub("", person.name or person.alias)).split() if word not in TITLES]
    return f"{person.kind.name.lower()} {' '.join(words)}"


def _word(person: IncidentPerson) -> str:
    return "person" if person.kind in (PersonKind.OTHER, PersonKind.UNKNOWN) else person.kind.value


class StandIns:
    """Gives each person one stand-in ("parent A") for as long as one print is made."""

    def __init__(self, cast: Cast, shown: frozenset[str] = frozenset()) -> None:
        self._given: dict[str, str] = {}
        self._counted: dict[str, int] = {}
        for one in cast.people:
            if one.of_incident and not one.reader and one.key not in shown:
                self.of(one.key, one.word)

    def of(self, key: str, word: str) -> str:
        """What stands for somebody; the first of a kind is A, the twenty-seventh AA."""
        if key not in self._given:
            self._counted[word] = place = self._counted.get(word, 0) + 1
            letters = ""
            while place:
                place, rest = divmod(place - 1, 26)
                letters = chr(ord("A") + rest) + letters
            self._given[key] = f"{word} {letters}"
        return self._given[key]

    def __contains__(self, words: str) -> bool:
        return words in self._given.values()
