"""The problems of an import in plain sentences: what a person should look at, and what was done about it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from halton_desktop.domain.address import address_problem
from halton_desktop.domain.importing.contact_import import (
    FileKind,
    Gone,
    ImportedContact,
    ImportedPupil,
    ImportProblem,
    KeptDifference,
    ReadContacts,
)
from halton_desktop.domain.importing.file_values import Kept
from halton_desktop.domain.importing.import_values import Differing
from halton_desktop.domain.name import joined
from halton_desktop.domain.parents.parent import PROTECTED_WORD, Parent, Pupil
from halton_desktop.domain.parents.parent_match import LOST

_COUPLE = re.compile(
    r"\b(mr|mrs|ms|miss|mx|dr)\b\.?\s*(&|\+|/|and)\s*\b(mr|mrs|ms|miss|mx|dr)\b|\s(&|and|\+)\s|\w ?/ ?[^\W\d_]{2}",
    re.IGNORECASE,
)
_MOST_NAMED = 10
_WORDS = {"email": "e-mail"}
_PLURALS = {
    "title": "titles",
    "address": "addresses",
    "email": "e-mails",
    "mobile": "mobiles",
    "home_phone": "home phones",
}


class Questions:
    """Gathers problems while an import is planned; each is told once."""

    def __init__(self, read: ReadContacts, first_of_all: Sequence[str] = ()) -> None:
        self._word = "pupil" if read.kind is FileKind.CTF else "row"
        self._problems: dict[ImportProblem, None] = {}
        for sentence in first_of_all:
            self._ask(0, "File", read.file, sentence)
        self.add(read.problems)

    def add(self, problems: Iterable[ImportProblem]) -> None:
        """More of them, told elsewhere."""
        self._problems |= dict.fromkeys(problems)

    def all(self) -> tuple[ImportProblem, ...]:
        """What concerns the whole file first, then in the order of the file."""
        return tuple(sorted(self._problems, key=lambda problem: problem.row))

    def _ask(self, row: int, column: str, value: str, message: str) -> None:
        self._problems[ImportProblem(row, column, value, message)] = None

    # pupils

    def several_pupils(self, wanted: ImportedPupil, several: Sequence[Pupil]) -> None:
        """More than one pupil fits, or one that is not sure."""
        known = joined([pupil.name_and_form for pupil in several])
        self._ask(
            wanted.row, "Pupil", wanted.name,
            f"{wanted.name} may be {known} in the register, but name, birthday and form do not settle it. "
            "This pupil and the contacts were left out; add a school number or date of birth to the file, or enter "
            "the pupil by hand.",
        )  # fmt: skip

    def pupils_alike(self, wanted: ImportedPupil, earlier: ImportedPupil) -> None:
        """Two pupils of the file whom nothing tells apart."""
        self._ask(
            wanted.row, "Pupil", wanted.name,
            f"Nothing in the file tells {wanted.name} from the pupil of the same name in {self._word} {earlier.row}. "
            "This one and its contacts were left out; add a school number or date of birth to the file.",
        )  # fmt: skip

    def pupil_taken(self, wanted: ImportedPupil, earlier: ImportedPupil, pupil: Pupil) -> None:
        """Two pupils of the file are one of the register."""
        self._ask(
            wanted.row, "Pupil", wanted.name,
            f"{wanted.name} fits {pupil.name_and_form}, as {self._word} {earlier.row} does already. "
            "This one and its contacts were left out; check whether the file lists one child twice.",
        )  # fmt: skip

    def number_of_another(self, wanted: ImportedPupil, other: Pupil) -> None:
        """A number belongs to somebody else."""
        self._ask(
            wanted.row, "School number or UPN", wanted.school_number or wanted.upn,
            f"The number of {wanted.name} belongs to {other.name_and_form} in the register, who is called "
            "otherwise. They were kept as two pupils, and the number was left with the one who has it.",
        )  # fmt: skip

    def shared_number(self, number: str, sharing: Sequence[ImportedPupil]) -> None:
        """One number for several pupils; told at the first."""
        first = sharing[0]
        pupils = joined([f"{pupil.name} ({self._word} {pupil.row})" for pupil in sharing])
        kind = "UPN" if number == first.upn else "school number"
        self._ask(
            first.row, kind[0].upper() + kind[1:], number,
            f"{pupils} have the same {kind}, which can belong to one child only. It was left out for all of them, and "
            "they were told apart by name and birthday. Correct it in your school’s system.",
        )  # fmt: skip

    def new_pupil(self, wanted: ImportedPupil, kept: Pupil) -> None:
        """What to look at in a pupil that is added."""
        self._lost_letters(wanted.row, kept.name)
        if not wanted.contacts:
            self._ask(
                wanted.row, "Contact", "",
                f"{wanted.name} has no contacts in the file, so nobody would be told of the code. The pupil was added; "
                "add a parent in the Parents tab.",
            )  # fmt: skip

    def known_pupil(self, wanted: ImportedPupil, kept: Pupil) -> None:
        """What to look at in a pupil the register has."""
        self._lost_letters(wanted.row, kept.name)
        if kept.left_on is not None:
            self._ask(
                wanted.row, "Pupil", wanted.name,
                f"{kept.name} is marked as having left on {kept.left_on:%d/%m/%Y} but is in this file. The date was "
                "kept; clear it if the pupil is back.",
            )  # fmt: skip

    def renamed_pupil(self, wanted: ImportedPupil, known: Pupil) -> None:
        """A child known under another name: same birthday, and a parent in common."""
        self._ask(
            wanted.row, "Pupil", wanted.name,
            f"{wanted.name} has the birthday and a parent of {known.name_and_form} in the register, so may be the same "
            "child with another name. The name was kept and nobody was added; change it in the Parents tab "
            "if it is right.",
        )  # fmt: skip

    # parents

    def may_be_known(self, contact: ImportedContact, known: Parent, reason: str, *, holds_known: bool = False) -> None:
        """A person of the file who may be somebody known; nothing is printed to them, or to the known one either."""
        who, first = known.name_for_others, contact.forename or "the contact"
        done = (
            f"Nothing is printed to {who} either until somebody decides."
            if holds_known
            else "They were added as a second person, to whom nothing is printed until somebody decides."
        )
        restricted = "whom the file restricts, " if holds_known else ""
        comma = ", " if restricted else " "
        self._ask(
            contact.row, "Contact", contact.name,
            f"{contact.name}{comma}{restricted}may be {who}, who is known already: {first} {reason}. {done}",
        )  # fmt: skip

    def renamed_parent(self, contact: ImportedContact, known: Parent) -> None:
        """Somebody known under another name: everything else agrees."""
        self._ask(
            contact.row, "Contact", contact.name,
            f"{contact.name} may be {known.name_for_others} with another name: the child and the contact details are "
            "the same. The name in the register was kept and nobody was added; decide it under To decide.",
        )  # fmt: skip

    def two_contacts(self, one: ImportedContact, other: ImportedContact, reason: str) -> None:
        """Two contacts of the file who may be one person."""
        first, second = sorted((one, other), key=lambda contact: contact.row)
        self._ask(
            second.row, "Contact", second.name,
            f"{second.name} and {first.name} ({self._word} {first.row}) {reason}. They were kept as two people; "
            "if they are one, make their names or contact details the same in your school’s system.",
        )  # fmt: skip

    def contact_and_parent(self, contact: ImportedContact, parent: Parent, reason: str) -> None:
        """A contact who may be somebody in the register."""
        self._ask(
            contact.row, "Contact", contact.name,
            f"{contact.name} and {parent.name_for_others}, who is in the register, {reason}. They were kept as two "
            "people; if they are one, correct the name or contact details.",
        )  # fmt: skip

    def differing_rows(self, kept: Parent, first: ImportedContact, differing: Differing) -> None:
        """Rows about one person that do not agree."""
        for field, value, contact in differing:
            if kept.protects(field):
                continue
            self._ask(
                contact.row, _heading(field), value,
                f"The file gives different {_PLURALS[field]} for {kept.name_for_others}: this one was not taken. "
                f"Compare with {self._word} {first.row} and correct it in your school’s system.",
            )  # fmt: skip

    def parent(self, kept: Parent, contacts: Sequence[ImportedContact]) -> None:
        """What to look at in a parent as it will be kept."""
        row = contacts[0].row
        self._lost_letters(row, kept.name_for_others)
        couple = next((one for one in contacts if _COUPLE.search(f"{one.title} {one.forename}")), None)
        if couple is not None:
            self._ask(
                couple.row, "Contact", couple.name,
                f"“{couple.name}” looks like two people in one contact, who would share one letter and one signature. "
                "It was taken as one person; enter them as two in your school’s system or here.",
            )  # fmt: skip
        lost = next((contact for contact in contacts if LOST in contact.email), None)
        if lost is not None and not kept.email:
            self._ask(
                lost.row, "E-mail", lost.email,
                f"The e-mail of {kept.name_for_others} has lost letters in the export, so it was left out. Export as "
                "UTF-8, or import the Common Transfer File, which keeps all letters.",
            )  # fmt: skip
        if not kept.adheres or kept.do_not_write:
            return
        trouble = address_problem(kept.address)
        if trouble and not kept.protects("address"):
            self._ask(
                row, "Postcode" if "postcode" in trouble else "Address", kept.address.one_line,
                f"No letter can be posted to {kept.name_for_others}: {trouble}. Everything else was taken; "
                "complete the address.",
            )  # fmt: skip

    def court_order_lifted(self, row: int, name: str, pupil: ImportedPupil) -> None:
        """The file denies a court order the register has."""
        self._ask(
            row, "Court order", "no",
            f"The register has a court order that restricts {name}’s contact with {pupil.name}; the file says "
            "there is none. The register’s was kept; lift it in the Parents tab if that is right.",
        )  # fmt: skip

    def _lost_letters(self, row: int, name: str) -> None:
        if LOST in name:
            self._ask(
                row, "Name", name,
                f"The name “{name}” has lost letters in the export: each ? was a letter. It was taken as it is; import "
                "the Common Transfer File or export as UTF-8, and the letters come back.",
            )  # fmt: skip


def _heading(field: str) -> str:
    return _WORDS.get(field, field.replace("_", " ")).capitalize()


def child_address(people: int, row: int) -> ImportProblem:
    """One address for each child, and nothing that says who lives there."""
    return ImportProblem(
        row, "Address", "",
        f"The file gives one address for each child, and does not say whether {people:,} "
        f"{'contact lives' if people == 1 else 'contacts live'} there. They were taken without an address, so "
        "nothing is posted to them until somebody decides.",
    )  # fmt: skip


def gone_problems(gone: Iterable[Gone]) -> Iterator[ImportProblem]:
    """Who or what the file does not name any more."""
    for one in gone:
        column = {"address": "Address", "listed": "Contact"}.get(one.key.field, "Pupil")
        yield ImportProblem(0, column, one.who, one.says)


def kept_problems(kept: Iterable[KeptDifference]) -> Iterator[ImportProblem]:
    """Values of the file that were not taken."""
    for one in kept:
        if one.because is Kept.PROTECTED:
            message = f"What the file says of {one.who} was not taken: it is protected."
            yield ImportProblem(0, _heading(one.change.field), PROTECTED_WORD, message)
        elif one.because in (Kept.TYPED, Kept.OLDER, Kept.RETURNED, Kept.LOWER):
            yield ImportProblem(
                0, _heading(one.change.field), one.change.new,
                f"The office has “{one.change.old or 'nothing'}” for {one.who}, the file says “{one.change.new}”. "
                f"The office’s was kept, because {one.because.value}.",
            )  # fmt: skip


def without_protected(
    problems: Iterable[ImportProblem],
    of_the_file: Sequence[ImportProblem],
    people: Iterable[tuple[ImportedContact, Parent]],
) -> tuple[ImportProblem, ...]:
    """What the reader said of ``people``, who are protected, without the words of the file."""
    by_row: dict[int, list[tuple[str, str]]] = {}
    for contact, known in people:
        by_row.setdefault(contact.row, []).append((contact.name, known.name_for_others))
    told, found = frozenset(of_the_file), []
    for problem in problems:
        about = [who for name, who in by_row.get(problem.row, ()) if name in problem.message]
        if about and problem in told:
            message = f"What the file says here of {about[0]} is protected, so it is not shown."
            problem = ImportProblem(problem.row, problem.column, PROTECTED_WORD, message)
        found.append(problem)
    return tuple(dict.fromkeys(found))


def leavers(left: Sequence[ImportedPupil]) -> Iterator[ImportProblem]:
    """Who has left by the file's own word is nobody's pupil here; told at the first."""
    if left:
        names = [f"{one.name} ({one.left_on:%d/%m/%Y})" for one in left[:_MOST_NAMED]]
        more = [f"{len(left) - _MOST_NAMED:,} more"] if len(left) > _MOST_NAMED else []
        yield ImportProblem(
            left[0].row, "Leaving date", left[0].name,
            f"By the file’s own word {joined([*names, *more])} {'has' if len(left) == 1 else 'have'} left. They and "
            "their contacts were left out.",
        )  # fmt: skip


def redated_pupil(wanted: ImportedPupil, known: Pupil) -> ImportProblem:
    """A child known with another birthday: same name, and a parent in common."""
    return ImportProblem(
        wanted.row, "Pupil", wanted.name,
        f"{wanted.name} has the name and a parent of {known.name_and_form} in the register but another birthday, so is "
        "taken to be the same child. The birthday was kept and nobody was added; if the file is right, take the new "
        "one, and if these are two children, enter the other by hand.",
    )  # fmt: skip


def no_parent_any_more(contact: ImportedContact, before: Parent) -> ImportProblem:
    """Who was told of the code until now is only a contact by the file’s new word."""
    who = before.name_for_others
    return ImportProblem(
        contact.row, "Relationship", contact.relationship,
        f"{who} was a parent or carer until now and is “{contact.relationship}” in this file. {who} becomes a contact "
        "only, so no letter goes to them any more; keep them as they were if that is wrong.",
    )  # fmt: skip
