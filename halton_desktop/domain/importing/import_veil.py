"""What is protected of one parent and comes in a file under another’s name: neither taken nor shown."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from halton_desktop.domain.address import PostalAddress, address_words
from halton_desktop.domain.importing.contact_groups import Entry
from halton_desktop.domain.importing.contact_import import (
    ImportedContact,
    ImportProblem,
    PlannedHold,
    ReadContacts,
    RegisterSnapshot,
    UnusedColumn,
)
from halton_desktop.domain.importing.file_columns import FileColumn
from halton_desktop.domain.importing.file_values import Fields, plain
from halton_desktop.domain.importing.parent_index import ParentIndex
from halton_desktop.domain.importing.siblings import Siblings
from halton_desktop.domain.name import fold
from halton_desktop.domain.parents.parent import PROTECTED_WORD, Parent, Protected, Pupil
from halton_desktop.domain.parents.parent_match import home_of, same_home
from halton_desktop.domain.phone import phone_key

Column = TypeVar("Column", FileColumn, UnusedColumn)

_DIGITS = 9
"""Of a telephone number, its last ones: the code before them is written in many ways."""
_SHORTEST = 3
"""Letters of a name that is looked for alone."""
_VALUES = ("address", "email", "mobile", "home_phone")


@dataclass(frozen=True, slots=True)
class Secret:
    """What is protected of one parent, folded. ``words`` may stand in any text, ``numbers`` among other digits."""

    parent_id: int
    words: frozenset[str] = frozenset()
    numbers: frozenset[str] = frozenset()
    postcodes: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()
    """Single names and streets without a number, which mean this parent only in words about the family."""
    addresses: tuple[PostalAddress, ...] = ()

    def is_in(self, text: str, *, in_family: bool = True) -> bool:
        """Whether a text says any of it, however it is written."""
        plain = f" {fold(text)} | {' '.join(address_words((text,)))} "
        together = plain.replace(" ", "")
        said = self.words | self.names if in_family else self.words
        if any(f" {word} " in plain for word in said) or any(one in together for one in self.postcodes):
            return True
        digits = re.sub(r"[^0-9]", "", text)
        return any(number in digits for number in self.numbers)


def secrets(parents: Iterable[Parent], said: Mapping[int, Sequence[Parent]]) -> Iterator[Secret]:
    """What is protected of each parent, as the register has it and as a file says it (``said``)."""
    for parent in parents:
        if parent.protected:
            yield _secret(parent, (parent, *said.get(parent.id, ())))


def _secret(parent: Parent, known: Sequence[Parent]) -> Secret:
    words: set[str] = set()
    names: set[str] = set()
    numbers: set[str] = set()
    addresses = [one.address for one in known if one.address] if Protected.ADDRESS in parent.protected else []
    for address in addresses:
        first = address_words(address.lines[:1])
        first = address_words(address.lines[:2]) if len(first) < 2 else first
        words.add(" ".join(first))
        street = [word for word in first if not word[0].isdigit()]
        names |= {" ".join(street)} if len(street) > 1 else set()
    if Protected.TELEPHONE in parent.protected:
        words |= {fold(one.email) for one in known}
        keys = (phone_key(number) for one in known for number in (one.mobile, one.home_phone))
        numbers = {key[-_DIGITS:] for key in keys if len(key) > _DIGITS}
    if Protected.NAME in parent.protected:
        words |= {fold(f"{one.forename} {one.surname}") for one in known if one.forename and one.surname}
        names |= {name for one in known for name in (fold(one.forename), fold(one.surname)) if len(name) >= _SHORTEST}
    postcodes = frozenset(fold(one.postcode).replace(" ", "") for one in addresses if one.postcode)
    return Secret(
        parent.id, frozenset(words - {""}), frozenset(numbers), postcodes, frozenset(names), tuple(addresses)
    )  # fmt: skip


class Veil:
    """What of a file may stand beside whom: nothing of a protected parent beside others of the same family.

    ``pupils`` gives for every entry the id of its pupil.
    """

    def __init__(
        self,
        register: RegisterSnapshot,
        index: ParentIndex,
        entries: Sequence[Entry],
        parent_of: Mapping[int, int],
        pupils: Sequence[int | None],
        siblings: Siblings,
    ) -> None:
        said: dict[int, list[Parent]] = defaultdict(list)
        for number, parent_id in parent_of.items():
            if parent_id > 0 and index.parents[parent_id].protected:
                last = register.values.parents.get(parent_id, {})
                said[parent_id].append(_said_anew(parent_id, entries[number].contact, last))
        self._index = index
        self._all = [_of_nobody_else(secret, register, index, siblings) for secret in secrets(register.parents, said)]
        self._of: dict[int, list[Secret]] = defaultdict(list)
        for secret in self._all:
            for pupil_id in _family(secret.parent_id, index, siblings):
                self._of[pupil_id].append(secret)
        self._rows = {one.contact.row for one, number in zip(entries, pupils, strict=True) if number in self._of}
        self.problems: list[ImportProblem] = []
        """What was hidden, in words that do not show it."""

    def __bool__(self) -> bool:
        return bool(self._all)

    def contact(self, contact: ImportedContact, parent_id: int, pupil_id: int) -> ImportedContact:
        """A contact without what is protected of somebody else of the family; the register’s own stays instead."""
        others = self._others(parent_id, pupil_id)
        if not others:
            return contact
        known = self._index.parents.get(parent_id)
        kept: dict[str, object] = {
            name: getattr(known, name) if known else type(value)()
            for name in _VALUES
            if (value := getattr(contact, name)) and any(_shows(secret, value, known) for secret in others)
        }
        remarks = tuple(one for one in contact.remarks if not self.hides(one, parent_id, pupil_id, contact))
        unclear = tuple(one for one in contact.unclear if not self.hides(one.words, parent_id, pupil_id, contact))
        hidden = [*kept, *(["notes"] if (remarks, unclear) != (contact.remarks, contact.unclear) else [])]
        if not hidden:
            return contact
        self._tell(contact, known, hidden)
        return replace(contact, remarks=remarks, unclear=unclear, **kept)  # type: ignore[arg-type]  # fields by name

    def hides(self, text: str, parent_id: int, pupil_id: int, contact: ImportedContact | None = None) -> bool:
        """Whether a text beside this parent shows what is protected of another of the family."""
        own = self._own_words(parent_id, contact)
        return any(
            replace(secret, words=secret.words - own, names=secret.names - own).is_in(text)
            for secret in self._others(parent_id, pupil_id)
        )

    def hides_home(self, home: PostalAddress | None, contact: ImportedContact, parent_id: int, pupil_id: int) -> bool:
        """Whether the child’s address, which may be the contact’s, is protected of another parent; told."""
        known = self._index.parents.get(parent_id)
        if home is None or not any(_shows(secret, home, known) for secret in self._others(parent_id, pupil_id)):
            return False
        self._tell(contact, known, ["address"])
        return True

    def over_holds(self, holds: Iterable[PlannedHold], pupils: Mapping[int, Iterable[int]]) -> Iterator[PlannedHold]:
        """Holds whose words show what is protected of another, without these words; ``pupils`` of each parent."""
        for hold in holds:
            beside = [hold.pupil_id] if hold.pupil_id is not None else pupils.get(hold.parent_id, ())
            if any(self.hides(hold.found.words, hold.parent_id, pupil_id) for pupil_id in beside):
                hold = replace(hold, found=replace(hold.found, words=PROTECTED_WORD))
            yield hold

    def over_problems(self, problems: Iterable[ImportProblem]) -> tuple[ImportProblem, ...]:
        """Problems without the words of the file where these show what is protected of anybody."""
        return tuple(dict.fromkeys(map(self._over_problem, problems)))

    def _over_problem(self, problem: ImportProblem) -> ImportProblem:
        said = f"{problem.value} | {problem.message}"
        in_family = problem.row in self._rows
        if not any(secret.is_in(said, in_family=in_family) for secret in self._all):
            return problem
        message = "What the file says here is protected, so it is not shown."
        return ImportProblem(problem.row, problem.column, PROTECTED_WORD, message)

    def _others(self, parent_id: int, pupil_id: int) -> list[Secret]:
        return [secret for secret in self._of.get(pupil_id, ()) if secret.parent_id != parent_id]

    def _own_words(self, parent_id: int, contact: ImportedContact | None) -> frozenset[str]:
        """The name and home of who it stands beside: these give nobody away."""
        known = self._index.parents.get(parent_id)
        names = [known.forename, known.surname] if known else []
        names += [contact.forename, contact.surname] if contact else []
        home = address_words(known.address.lines[:1]) if known else []
        street = [word for word in home if not word[0].isdigit()]
        return frozenset({*map(fold, names), " ".join(home), " ".join(street)})

    def _tell(self, contact: ImportedContact, known: Parent | None, fields: Iterable[str]) -> None:
        who = known.name_for_others if known else contact.name
        message = (
            f"What the file says here of {who} is protected of somebody else in the family. It was not taken "
            "and is not shown."
        )
        for name in fields:
            heading = {"email": "E-mail"}.get(name, name.replace("_", " ").capitalize())
            self.problems.append(ImportProblem(contact.row, heading, PROTECTED_WORD, message))


def _family(parent_id: int, index: ParentIndex, siblings: Siblings) -> set[int]:
    """The children of a parent, with their brothers and sisters."""
    return {one for child in index.children.get(parent_id, ()) for one in (child, *siblings.of(child))}


def _of_nobody_else(secret: Secret, register: RegisterSnapshot, index: ParentIndex, siblings: Siblings) -> Secret:
    """Without single names that a child or another parent of the family has too."""
    family = _family(secret.parent_id, index, siblings)
    people: list[Pupil | Parent] = [pupil for pupil in register.pupils if pupil.id in family]
    people += [index.parents[one] for pupil in family for one in index.tied[pupil] if one != secret.parent_id]
    theirs = {fold(name) for one in people for name in (one.forename, one.surname)}
    return replace(secret, names=secret.names - theirs)


def _said_anew(parent_id: int, contact: ImportedContact, last: Fields) -> Parent:
    """What a row says of a protected parent, apart from what the files said of them before."""
    values = {
        name: value
        for name in _VALUES
        if (value := getattr(contact, name)) and (name not in last or last[name].said != plain(value))
    }
    return Parent(parent_id, contact.forename, contact.surname, **values)


def _shows(secret: Secret, value: object, known: Parent | None) -> bool:
    """Whether a value of somebody else is the protected one; what the register has of them already is their own."""
    if isinstance(value, PostalAddress):
        if known is not None and same_home(home_of(value), home_of(known.address)):
            return False
        text = value.one_line
        bare = replace(secret, postcodes=frozenset(), names=frozenset())
        same = any(same_home(home_of(value), home_of(one)) for one in secret.addresses)
        return same or bare.is_in(text)
    return bool(value) and secret.is_in(str(value)) and not (known is not None and _is_theirs(known, str(value)))


def _is_theirs(known: Parent, value: str) -> bool:
    own = {fold(known.email), phone_key(known.mobile), phone_key(known.home_phone)} - {""}
    return fold(value) in own or phone_key(value) in own


def without_protected_examples(read: ReadContacts, parents: Sequence[Parent]) -> ReadContacts:
    """The file without those examples of its cells that show what is protected of anybody."""
    hidden = list(secrets(parents, {}))
    if not hidden:
        return read

    def shown(column: Column) -> Column:
        examples = (PROTECTED_WORD if any(one.is_in(text) for one in hidden) else text for text in column.examples)
        return replace(column, examples=tuple(examples))

    tables = tuple(replace(table, columns=tuple(map(shown, table.columns))) for table in read.tables)
    return replace(read, unused_columns=tuple(map(shown, read.unused_columns)), tables=tables)
