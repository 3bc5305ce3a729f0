"""What a contact file holds once it is read, and what importing it would do to the register."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Generic, TypeVar

from halton_desktop.domain.address import PostalAddress
from halton_desktop.domain.importing.file_columns import FileTable
from halton_desktop.domain.importing.file_values import FieldKey, FileValues, Kept
from halton_desktop.domain.parents.hold import FoundHold, Hold
from halton_desktop.domain.parents.parent import Parent, ParentOf, Pupil
from halton_desktop.domain.parents.question import Question, QuestionKind


class FileKind(StrEnum):
    """Kinds of file that are read, by the words the window shows."""

    CTF = "Common Transfer File"
    CSV = "CSV file"
    EXCEL = "Excel workbook"


@dataclass(frozen=True, slots=True)
class ImportProblem:
    """Something in a file that a person should look at; the rest of the row was taken.

    ``row`` counts as the spreadsheet shows it (line 1 is the heading); in a Common Transfer File it is the pupil's
    running number, and the message names the line. ``column`` is the heading or element, ``value`` what stood there.
    ``message`` is one or two whole sentences: what is wrong, what was expected, what was done about it.
    """

    row: int
    column: str
    value: str
    message: str


@dataclass(frozen=True, slots=True)
class UnclearRemark:
    """A remark of a file that is neither a usual one nor one that forbids a letter, as far as the program can tell."""

    words: str
    column: str


@dataclass(frozen=True, slots=True)
class ImportedContact:
    """One contact of one pupil, tidied. Fields are "" (or None) where the file says nothing.

    ``sex`` is "M" or "F" where the file has a field for it. ``court_order`` and ``parental_responsibility`` are None
    where the file has no such column: not knowing is not the same as "no". ``holds`` are the words that may mean a
    restriction, ``remarks`` what was taken out of names and addresses or stood in a column of notes: kept as notes,
    never printed. ``unclear`` are those of them, and further cells, that were not understood.
    ``address_of_child`` is true where the file gives the child's home only, so that the address is the first contact's
    by guess; of the others it knows none (see ``ImportedPupil.home``).
    """

    row: int
    forename: str
    surname: str
    title: str = ""
    relationship: str = ""
    parental_responsibility: bool | None = None
    priority: int = 0
    court_order: bool | None = None
    sex: str = ""
    address: PostalAddress = field(default_factory=PostalAddress)
    email: str = ""
    mobile: str = ""
    home_phone: str = ""
    holds: tuple[FoundHold, ...] = ()
    remarks: tuple[str, ...] = ()
    address_of_child: bool = False
    unclear: tuple[UnclearRemark, ...] = ()

    @property
    def name(self) -> str:
        """With the title, as problems name a person."""
        return " ".join(part for part in (self.title, self.forename, self.surname) if part)

    @property
    def is_named(self) -> bool:
        """Whether there is a name, a title aside."""
        return bool(self.forename or self.surname)


@dataclass(frozen=True, slots=True)
class ImportedPupil:
    """One pupil of a file with all contacts, in the file's order.

    ``holds`` are words at the pupil, such as a court order; each contact has them too. ``home`` is the child's own
    address where the file has one apart from the contacts'. ``nameless`` are contacts without a name who are
    restricted: somebody of the child is meant.
    """

    row: int
    forename: str
    surname: str
    year_group: str = ""
    form: str = ""
    date_of_birth: date | None = None
    school_number: str = ""
    upn: str = ""
    contacts: tuple[ImportedContact, ...] = ()
    holds: tuple[FoundHold, ...] = ()
    home: PostalAddress = field(default_factory=PostalAddress)
    left_on: date | None = None
    nameless: tuple[ImportedContact, ...] = ()

    @property
    def name(self) -> str:
        """As people write it."""
        return f"{self.forename} {self.surname}".strip()


@dataclass(frozen=True, slots=True)
class UnusedColumn:
    """A column the program made nothing of: how many cells are filled and a few of them."""

    heading: str
    cells: int
    examples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Restricting:
    """A row or line beside the list that restricts somebody: the hold, with all the words of the row.

    ``certain`` is false for what may be a mere title or heading: it needs a whole name, and is not told without one.
    """

    row: int
    hold: FoundHold
    certain: bool = True


@dataclass(frozen=True, slots=True)
class UnusedSheet:
    """A sheet of a workbook that was not read as people, with its number of rows."""

    sheet: str
    rows: int


@dataclass(frozen=True, slots=True)
class ReadContacts:
    """A whole file, read: ``file`` is its name alone, ``knows_orders`` whether it could name court orders at all.

    ``leavers`` are pupils who have left by the file's own word, and are not among ``pupils``. ``school`` (its name),
    ``school_code`` (876/4104) and ``written_on`` are what the header of a Common Transfer File says. ``tables`` are
    the sheets of a workbook, or a whole CSV file, with what each column is used for. ``unseen`` are pupils named only
    where the office cannot see it, each with the contacts that are restricted there. ``unfound`` are restrictions
    beside the list that name nobody of it.
    """

    file: str
    kind: FileKind
    pupils: tuple[ImportedPupil, ...]
    problems: tuple[ImportProblem, ...] = ()
    unused_columns: tuple[UnusedColumn, ...] = ()
    unused_sheets: tuple[UnusedSheet, ...] = ()
    knows_orders: bool = True
    leavers: tuple[ImportedPupil, ...] = ()
    school: str = ""
    school_code: str = ""
    written_on: date | None = None
    tables: tuple[FileTable, ...] = ()
    unseen: tuple[ImportedPupil, ...] = ()
    unfound: tuple[Restricting, ...] = ()


@dataclass(frozen=True, slots=True)
class TakenOut:
    """Somebody who was taken out as entered by mistake, with the holds that were lifted then."""

    parent: Parent
    holds: tuple[Hold, ...] = ()


@dataclass(frozen=True, slots=True)
class RegisterSnapshot:
    """Everybody the office knows, at one moment: with the holds that stand, and what the files gave last.

    ``school`` is the office's own name, ``own_email`` and ``own_telephone`` are its own too; ``last_written_on`` is the
    day of the newest file that was imported, ``last_imported_on`` the day of the last import.
    """

    pupils: tuple[Pupil, ...] = ()
    parents: tuple[Parent, ...] = ()
    ties: tuple[ParentOf, ...] = ()
    holds: tuple[Hold, ...] = ()
    values: FileValues = field(default_factory=FileValues)
    school: str = ""
    last_written_on: date | None = None
    own_email: str = ""
    own_telephone: str = ""
    last_imported_on: date | None = None
    taken_out: tuple[TakenOut, ...] = ()


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field of one record: what stands there now and what the file says, as text for a person."""

    field: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class PlannedHold:
    """A hold that comes with the import. The ids are those of the plan, below zero for who is new; ``pupil_id`` is
    None where it holds for every child."""

    parent_id: int
    pupil_id: int | None
    found: FoundHold
    asks: QuestionKind | None = None
    """The kind of the plan's own question that asks about it; None where its words are asked about."""
    settled: bool = False
    """Whether a person said so in the preview, so that nothing is asked about it."""


@dataclass(frozen=True, slots=True)
class PlannedRemark:
    """A remark that was not understood, and at whom and in which row it stands; the id is the plan's."""

    parent_id: int
    row: int
    remark: UnclearRemark


@dataclass(frozen=True, slots=True)
class KeptDifference:
    """A value of the file that the register did not take: a person may decide otherwise."""

    key: FieldKey
    who: str
    change: FieldChange
    because: Kept


@dataclass(frozen=True, slots=True)
class Gone:
    """A pupil, a contact of a child, or an address that the file does not name any more; ``says`` it in a sentence."""

    key: FieldKey
    who: str
    says: str


Record = TypeVar("Record", Pupil, Parent, ParentOf)


@dataclass(frozen=True, slots=True)
class RecordChange(Generic[Record]):
    """One record before and after, with the fields that differ.

    A parent's fields include what ties them to a child; a parent for whom only that changes is the same before and
    after.
    """

    before: Record
    after: Record
    fields: tuple[FieldChange, ...]


@dataclass(frozen=True, slots=True)
class Tally:
    """How many records of one kind are new, changed, or as the file says already."""

    new: int
    changed: int
    unchanged: int


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """What an import would do. Nothing is ever removed.

    New people carry ids below zero, and ``new_ties`` speak of them by these; the store hands out the real ones.
    ``not_in_file`` are pupils on roll whom the file does not name (leavers, perhaps) and ``no_longer_listed`` ties
    whose pupil the file names without that parent: both only shown. ``holds`` stop letters until a person has decided;
    ``questions`` (ids 0) are what the office is asked, and speak of people by the plan's ids too. ``first_of_all`` are
    sentences on the file as a whole, ``kept`` and ``gone`` what a person may decide otherwise, ``unclear`` the
    remarks that were not understood, ``values`` what is remembered of this file where it is new.
    """

    new_pupils: tuple[Pupil, ...] = ()
    changed_pupils: tuple[RecordChange[Pupil], ...] = ()
    unchanged_pupils: int = 0
    new_parents: tuple[Parent, ...] = ()
    changed_parents: tuple[RecordChange[Parent], ...] = ()
    unchanged_parents: int = 0
    new_ties: tuple[ParentOf, ...] = ()
    changed_ties: tuple[RecordChange[ParentOf], ...] = ()
    not_in_file: tuple[Pupil, ...] = ()
    no_longer_listed: tuple[ParentOf, ...] = ()
    problems: tuple[ImportProblem, ...] = ()
    holds: tuple[PlannedHold, ...] = ()
    questions: tuple[Question, ...] = ()
    first_of_all: tuple[str, ...] = ()
    kept: tuple[KeptDifference, ...] = ()
    gone: tuple[Gone, ...] = ()
    unclear: tuple[PlannedRemark, ...] = ()
    values: FileValues = field(default_factory=FileValues)

    @property
    def pupils(self) -> Tally:
        """Pupils in the file, by what happens to them."""
        return Tally(len(self.new_pupils), len(self.changed_pupils), self.unchanged_pupils)

    @property
    def parents(self) -> Tally:
        """Parents and other contacts in the file, by what happens to them."""
        return Tally(len(self.new_parents), len(self.changed_parents), self.unchanged_parents)

    @property
    def changes_anything(self) -> bool:
        """Whether importing would write anything at all."""
        return bool(
            self.new_pupils
            or self.changed_pupils
            or self.new_parents
            or self.changed_parents
            or self.new_ties
            or self.changed_ties
            or self.holds
            or self.questions
        )

    @property
    def decides_anything(self) -> bool:
        """Whether a person could decide something in the preview, though the plan itself changes nothing."""
        return bool(self.kept or self.gone)
