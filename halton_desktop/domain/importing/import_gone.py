"""What a later file does not name any more: contacts of its pupils, addresses, pupils; each with a decision."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from halton_desktop.domain.importing.contact_import import FieldChange, Gone, PlannedHold, RecordChange
from halton_desktop.domain.importing.file_values import LISTED, FieldKey, Fields, Given, GoneChoice
from halton_desktop.domain.importing.import_comparison import Comparison
from halton_desktop.domain.importing.import_pupils import FROM_FILES as PUPIL_VALUES
from halton_desktop.domain.importing.import_ties import FROM_FILES as TIE_VALUES
from halton_desktop.domain.importing.import_ties import TieStep
from halton_desktop.domain.importing.weighing import seeded
from halton_desktop.domain.parents.hold import FoundHold, HoldKind
from halton_desktop.domain.parents.parent import Parent, ParentOf, Pupil
from halton_desktop.domain.parents.question import Choice, Question, QuestionKind

ADDRESS, LEFT_ON = "address", "left_on"
"""With LISTED (a tie) the fields by which what is gone is spoken of: a parent's address, a pupil."""

KEEP = Choice("keep", "Keep", "Everything stays, and letters go out as before.")
STILL_RIGHT = Choice("keep", "The address is still right", "Letters go there again.")
HOLD = Choice("hold", "No longer written to", "Nothing is printed to them.")
LEFT = Choice("left", "They have left", "The pupils are marked as having left today.")

COVERED = 0.5
"""This part of a year group, or more of the school, in a file: whoever is not in it is missing from it."""


class GoneStep:
    """Looks for what is gone; ``gone`` is what nobody was told of before and makes a difference to a letter."""

    def __init__(self, comparison: Comparison, present: set[int], ties: TieStep, withdrawn: Sequence[Parent]) -> None:
        register = self._register = comparison.register
        self._file = comparison.read.file
        self._choices = comparison.choices
        self._leaving = comparison.leaving
        self._parents = comparison.parents.parents
        self.no_longer_listed = [
            tie for tie in register.ties if tie.pupil_id in present and (tie.parent_id, tie.pupil_id) not in ties.listed
        ]
        self.not_in_file = [one for one in register.pupils if one.id not in present and one.left_on is None]
        values = register.values
        pupils = [one for one in self._expected(present) if not _told(values.pupils.get(one.id))]
        ties_gone = filter(self._is_written_to, self.no_longer_listed)
        listed = [tie for tie in ties_gone if not _told(values.ties.get((tie.parent_id, tie.pupil_id)))]
        older = comparison.caution is not None  # such a file cannot say that anybody is gone
        self.gone = () if older else (*self._addresses(withdrawn), *self._contacts(listed), *self._pupils(pupils))

    def _expected(self, present: set[int]) -> list[Pupil]:
        """Pupils on roll who have left by the file’s word, or whom it should have named as most of their year group."""
        here = [pupil for pupil in self._register.pupils if pupil.left_on is None]
        years = Counter(pupil.year_group for pupil in here)
        named = Counter(pupil.year_group for pupil in here if pupil.id in present)
        whole = sum(named.values()) > COVERED * len(here)

        def covered(pupil: Pupil) -> bool:
            return whole or named[pupil.year_group] >= COVERED * years[pupil.year_group]

        return [one for one in self.not_in_file if one.id in self._leaving or covered(one)]

    def _is_written_to(self, tie: ParentOf) -> bool:
        """Whether it makes a difference: to who is only a contact nothing is printed."""
        parent = self._parents[tie.parent_id]
        return (parent.adheres or parent.undecided) and not parent.do_not_write

    def _addresses(self, parents: Iterable[Parent]) -> Iterator[Gone]:
        for parent in parents:
            yield Gone(
                FieldKey(ADDRESS, parent.id),
                parent.name_for_others,
                f"The file no longer gives an address for {parent.name_for_others}. The old one was kept, and nothing "
                "is printed to them until somebody decides.",
            )

    def _contacts(self, ties: Iterable[ParentOf]) -> Iterator[Gone]:
        names = {pupil.id: pupil.name for pupil in self._register.pupils}
        for tie in ties:
            who = self._parents[tie.parent_id].name_for_others
            yield Gone(
                FieldKey(LISTED, tie.parent_id, tie.pupil_id),
                who,
                f"The file no longer names {who} ({tie.relationship}) for {names[tie.pupil_id]}. They were kept and "
                "are written to as before, until somebody decides.",
            )

    def _pupils(self, pupils: Iterable[Pupil]) -> Iterator[Gone]:
        for pupil in pupils:
            left = pupil.id in self._leaving
            why = "has left, as the file says" if left else "is not in the file, though it covers their year"
            yield Gone(
                FieldKey(LEFT_ON, pupil_id=pupil.id),
                pupil.name_and_form,
                f"{pupil.name_and_form} {why}. Their parents are written to as before, until somebody says that the "
                "child has left.",
            )

    def remember(self, pupils: dict[int, Fields], ties: dict[tuple[int, int], Fields]) -> None:
        """Note among the values of the file who was gone from it, so that it is told once."""
        values = self._register.values
        by_id = {pupil.id: pupil for pupil in self.not_in_file}
        by_pair = {(tie.parent_id, tie.pupil_id): tie for tie in self.no_longer_listed}
        for one in self.gone:
            pair = one.key.parent_id, one.key.pupil_id
            if one.key.field == LEFT_ON:
                known = seeded(by_id[pair[1]], values.pupils.get(pair[1]), PUPIL_VALUES)
                pupils[pair[1]] = {**known, LISTED: _GONE}
            elif one.key.field == LISTED:
                ties[pair] = {**seeded(by_pair[pair], values.ties.get(pair), TIE_VALUES), LISTED: _GONE}

    def left(self) -> Iterator[RecordChange[Pupil]]:
        """Pupils of whom a person said that they have left."""
        leavers = {key.pupil_id for key, choice in self._choices.gone.items() if choice is GoneChoice.LEFT}
        day = self._choices.today
        for pupil in self.not_in_file if day is not None else ():
            if pupil.id in leavers and day is not None:
                after = replace(pupil, left_on=day)
                yield RecordChange(pupil, after, (FieldChange("left_on", "", f"{day:%d/%m/%Y}"),))

    def holds(self) -> Iterator[PlannedHold]:
        """An address taken back holds the person until somebody decides; a contact only where somebody said so."""
        for one in self.gone:
            choice = self._choices.gone.get(one.key)
            said = choice is GoneChoice.HOLD
            kind, asks = (HoldKind.NO_CONTACT, None) if said else (HoldKind.UNDECIDED, QuestionKind.GONE)
            if one.key.field == ADDRESS and choice is not GoneChoice.KEEP:
                found = FoundHold(kind, f"the address is gone from {self._file}", "Address")
                yield PlannedHold(one.key.parent_id, None, found, asks, said)
            if one.key.field == LISTED and said:
                words = f"no longer listed for the child in {self._file}"
                found = FoundHold(kind, words, "Contact", about_child=True)
                yield PlannedHold(one.key.parent_id, one.key.pupil_id, found, settled=True)

    def questions(self) -> Iterator[Question]:
        """One question for each kind, about all nobody has decided."""
        undecided = [one.key for one in self.gone if one.key not in self._choices.gone]
        for field, value, text, meanwhile, options in _ASKED:
            own = [key for key in undecided if key.field == field]
            if own:
                parents = tuple(dict.fromkeys(key.parent_id for key in own if key.parent_id))
                pupils = tuple(dict.fromkeys(key.pupil_id for key in own if key.pupil_id))
                yield Question(0, QuestionKind.GONE, value, text, meanwhile, options, parents, pupils)


_ASKED = (
    (ADDRESS, "address", "Addresses that are gone from the file", "Nothing is printed to them.", (STILL_RIGHT, HOLD)),
    (LISTED, "contact", "Contacts the file no longer names", "They are written to as before.", (KEEP, HOLD)),
    (LEFT_ON, "pupil", "Pupils who are not in the file", "Their parents are written to as before.", (KEEP, LEFT)),
)


def options(key: FieldKey) -> tuple[Choice, ...]:
    """What a person may decide about what is gone: the choice’s key is the value of the GoneChoice."""
    return next(choices for field, _value, _text, _meanwhile, choices in _ASKED if field == key.field)


_GONE = Given(said=False, kept=None)


def _told(fields: Fields | None) -> bool:
    """Whether it was said before that a pupil or contact is gone from the files."""
    return fields is not None and fields.get(LISTED) == _GONE
