"""Find parents and pupils: lists for the window, one parent's page, pupils by name."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass, replace

from halton_desktop.domain.acknowledgement import GONE, Form, FormKind
from halton_desktop.domain.change import RecordKind
from halton_desktop.domain.code_of_conduct import edition_in_force
from halton_desktop.domain.issued_letter import IssuedLetter
from halton_desktop.domain.parents.known_already import KnownAlready, known_already, known_pupils
from halton_desktop.domain.parents.parent import Family, Parent, ParentOf, Pupil
from halton_desktop.domain.permission import Permission
from halton_desktop.domain.register import Acknowledged, ParentFilter, ParentLine, acknowledged, year_order
from halton_desktop.services.listed_names import names_in_lists
from halton_desktop.services.session import OfficeSession
from halton_desktop.store.parent_list import ParentList
from halton_desktop.store.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class OtherParent:
    """Somebody else tied to the same child: by name only, for two homes never see each other's address or phone."""

    parent_id: int
    name: str
    relationship: str
    pupil_id: int


@dataclass(frozen=True, slots=True)
class ParentPage:
    """Everything the detail pane shows of one parent."""

    family: Family
    acknowledged: Acknowledged
    others: tuple[OtherParent, ...]
    forms: tuple[Form, ...]
    letters: tuple[IssuedLetter, ...]

    @property
    def parent(self) -> Parent:
        """Whose page it is."""
        return self.family.parent


def parent_ids(
    session: OfficeSession, wanted: ParentFilter, order: str = "name", *, descending: bool = False
) -> array[int]:
    """Ids of all parents the filter lets through, in order."""
    with session.look() as work:
        return _list(session, work).ids(wanted, order, descending=descending)


def parent_lines(session: OfficeSession, ids: Sequence[int]) -> list[ParentLine]:
    """One page of the list; a protected name reads "protected" to those who may not lift a block."""
    with session.look() as work:
        names = names_in_lists(session, work)
        return [replace(line, parent=names.parent(line.parent)) for line in _list(session, work).lines(ids)]


def parent_page(session: OfficeSession, parent_id: int) -> ParentPage:
    """One parent with children, forms and letters. Raises NotFound."""
    with session.look() as work:
        work.parents.parent(parent_id)
        family = work.parents.families([parent_id])[0]
        forms = work.forms.of_parent(parent_id)
        edition = edition_in_force(work.editions.all(), session.today)
        current = next(
            (
                form
                for form in forms
                if edition
                and form.edition_id == edition.id
                and form.kind is FormKind.ACKNOWLEDGEMENT
                and form.status.state not in GONE
            ),
            None,
        )
        word = acknowledged(family, current, session.today)
        return ParentPage(family, word, _others(work, family), tuple(forms), tuple(work.letters.of_parent(parent_id)))


def find_pupils(session: OfficeSession, words: str, limit: int = 50) -> list[Pupil]:
    """Pupils whose name or form begins with what is typed; in the order of the register."""
    with session.look() as work:
        found = work.parents.pupils(work.search.find(RecordKind.PUPIL, words, limit))
    return sorted(found, key=lambda pupil: (pupil.surname.casefold(), pupil.forename.casefold()))


def pupil_with_id(session: OfficeSession, pupil_id: int) -> Pupil:
    """One pupil. Raises NotFound."""
    with session.look() as work:
        return work.parents.pupil(pupil_id)


def parents_of_pupil(session: OfficeSession, pupil_id: int) -> list[tuple[Parent, ParentOf]]:
    """Everybody tied to a pupil, first contact first."""
    with session.look() as work:
        names = names_in_lists(session, work)
        return [(names.parent(parent), tie) for parent, tie in work.parents.parents_of(pupil_id)]


def in_the_register(session: OfficeSession, parent: Parent, ties: Sequence[ParentOf]) -> tuple[KnownAlready, ...]:
    """Who of the register may be a parent that is being entered."""
    with session.look() as work:
        families, names = work.parents.families(), names_in_lists(session, work)
    return tuple(map(names.known, known_already(parent, {tie.pupil_id for tie in ties}, families)))


def pupils_in_the_register(session: OfficeSession, pupil: Pupil) -> tuple[tuple[Pupil, str], ...]:
    """Which pupils may be one that is being entered, and what is the same."""
    with session.look() as work:
        return known_pupils(pupil, work.parents.pupils())


def year_groups(session: OfficeSession) -> list[str]:
    """The year groups pupils on roll are in, youngest first."""
    with session.look() as work:
        return sorted({p.year_group for p in work.parents.pupils() if p.year_group and not p.left_on}, key=year_order)


def _list(session: OfficeSession, work: UnitOfWork) -> ParentList:
    edition = edition_in_force(work.editions.all(), session.today)
    named = session.may(Permission.LIFT_LETTER_BLOCKS)
    return ParentList(work.connection, edition.id if edition else None, session.today, named=named)


def _others(work: UnitOfWork, family: Family) -> tuple[OtherParent, ...]:
    others = []
    for child in family.children:
        for parent, tie in work.parents.parents_of(child.pupil.id):
            if parent.id != family.parent.id:
                others.append(OtherParent(parent.id, parent.name_for_others, tie.relationship, child.pupil.id))
    return tuple(others)
