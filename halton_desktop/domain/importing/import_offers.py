"""What file and register say differently, field by field: what happens by itself, and what a person may decide."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from halton_desktop.domain.importing.contact_import import FieldChange, ImportPlan, RegisterSnapshot
from halton_desktop.domain.importing.file_values import FieldKey, ImportChoices, Kept
from halton_desktop.domain.importing.import_people import PARENT_FIELDS
from halton_desktop.domain.importing.import_ties import CHILD

CAPACITIES = "capacities"
_MAKES_A_CAPACITY = frozenset({"relationship", "parental_responsibility", CHILD})
"""What of a tie says in what capacity the code meets a parent."""
_NEVER_DECLINED = frozenset({"court_order", "left_on"})
"""A restriction in a file always counts; who has left was somebody's own decision."""


@dataclass(frozen=True, slots=True)
class ImportOffer:
    """One field of ``who``; ``because`` says why the file’s value is not taken by itself (None: it is).

    ``child`` names the pupil where the field is of the tie between both.
    """

    key: FieldKey
    who: str
    change: FieldChange
    because: Kept | None = None
    child: str = ""

    @property
    def person(self) -> tuple[int, int]:
        """Whose it is: parent and pupil id, one of them 0."""
        return (self.key.parent_id, 0) if self.key.parent_id else (0, self.key.pupil_id)

    @property
    def usual(self) -> bool:
        """Whether the file’s value is taken unless a person decides otherwise."""
        return self.because is None

    @property
    def may_be_chosen(self) -> bool:
        """Whether a person may decide otherwise here; nothing touches what is protected."""
        return self.because is not Kept.PROTECTED and self.key.field not in _NEVER_DECLINED

    def taken(self, choices: ImportChoices) -> bool:
        """Whether the file’s value is taken, given what a person chose."""
        return self.key in choices.taken or (self.usual and self.key not in choices.declined)


def offers(plan: ImportPlan, register: RegisterSnapshot) -> tuple[ImportOffer, ...]:
    """All of a plan that was made without choices, person by person: first whoever would change, pupils before parents.

    Names that are protected are not spelled out.
    """
    pupils = {one.id: one.name for one in (*register.pupils, *plan.new_pupils)}
    parents = {one.id: one.name_for_others for one in register.parents}
    found: dict[tuple[int, int], list[ImportOffer]] = {}
    for offer in chain(_of_pupils(plan), _of_parents(plan, parents), _of_ties(plan, parents, pupils)):
        found.setdefault(offer.person, []).append(offer)
    for one in plan.kept:
        parent_id, pupil_id = one.key.parent_id, one.key.pupil_id
        who, child = (parents[parent_id], pupils[pupil_id]) if parent_id and pupil_id else (one.who, "")
        offer = ImportOffer(one.key, who, one.change, one.because, child)
        found.setdefault(offer.person, []).append(offer)
    return tuple(chain.from_iterable(found.values()))


def decided(
    choices: ImportChoices, among: Sequence[ImportOffer], chosen: Iterable[ImportOffer], *, take: bool
) -> ImportChoices:
    """The choices with the file’s value of ``chosen`` taken or left.

    In what capacity a parent is met goes with the word that makes it, so that what is shown is what will happen.
    """
    wanted = [offer for offer in chosen if offer.may_be_chosen]
    worded = {offer.key.parent_id for offer in wanted if offer.key.field in _MAKES_A_CAPACITY}
    wanted += [
        offer for offer in among if offer.usual and offer.key.field == CAPACITIES and offer.key.parent_id in worded
    ]
    usual = {offer.key for offer in wanted if offer.usual}
    otherwise = {offer.key for offer in wanted} - usual
    declined, taken = choices.declined - usual, choices.taken - otherwise
    return replace(
        choices, declined=declined if take else declined | usual, taken=taken | otherwise if take else taken
    )  # fmt: skip


def _of_pupils(plan: ImportPlan) -> Iterator[ImportOffer]:
    for change in plan.changed_pupils:
        for field in change.fields:
            yield ImportOffer(FieldKey(field.field, pupil_id=change.before.id), change.before.name, field)


def _of_parents(plan: ImportPlan, names: dict[int, str]) -> Iterator[ImportOffer]:
    """Their own fields; those of their ties are listed among them too, and come with the child’s name."""
    for change in plan.changed_parents:
        for field in change.fields:
            if field.field in PARENT_FIELDS:
                yield ImportOffer(FieldKey(field.field, change.before.id), names[change.before.id], field)


def _of_ties(plan: ImportPlan, parents: dict[int, str], pupils: dict[int, str]) -> Iterator[ImportOffer]:
    for change in plan.changed_ties:
        pair = change.before.parent_id, change.before.pupil_id
        for field in change.fields:
            yield ImportOffer(FieldKey(field.field, *pair), parents[pair[0]], field, child=pupils[pair[1]])
    for tie in plan.new_ties:
        if tie.parent_id in parents:  # a new parent is listed with the children
            child = pupils[tie.pupil_id]
            words = FieldChange(CHILD, "", f"{child} ({tie.relationship})")
            yield ImportOffer(FieldKey(CHILD, tie.parent_id, tie.pupil_id), parents[tie.parent_id], words, child=child)
