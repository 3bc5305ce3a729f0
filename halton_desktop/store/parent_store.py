"""Parents, pupils and their ties: kept, listed in order, and read back as families."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, bindparam, delete, insert, select, update
from sqlalchemy.dialects.sqlite import insert as upsert

from halton_desktop.domain.address import PostalAddress
from halton_desktop.domain.as_of import Known
from halton_desktop.domain.change import RecordKind
from halton_desktop.domain.name import sort_key
from halton_desktop.domain.parents.hold import Hold
from halton_desktop.domain.parents.parent import Capacity, Child, Family, Parent, ParentOf, Protected, Pupil
from halton_desktop.domain.portions import in_portions
from halton_desktop.errors import NotFound
from halton_desktop.store.hold_store import HoldStore
from halton_desktop.store.people_words import index_forms_of, names_on_forms, words_of_parent, words_of_pupil
from halton_desktop.store.search import SearchIndex
from halton_desktop.store.tables.people import parents, pupils, ties


class ParentStore:
    """Reads and writes people. ``keep_*`` with id 0 adds and returns the new ids in the order given."""

    def __init__(self, connection: Connection, search: SearchIndex) -> None:
        self._connection = connection
        self._search = search

    # parents

    def parent(self, parent_id: int) -> Parent:
        """One parent; raises NotFound."""
        found = self.parents([parent_id])
        if not found:
            raise NotFound("This parent is no longer in the office file.")
        return found[0]

    def parents(self, ids: Sequence[int] | None = None) -> list[Parent]:
        """Parents by id in the order given, or all in the order of the register; nobody entered by mistake."""
        if ids is None:
            everybody = select(parents).where(parents.c.withdrawn_on.is_(None))
            rows = self._connection.execute(everybody.order_by(parents.c.sort_name, parents.c.id))
            return [parent_from(row) for row in rows]
        found = {row.id: parent_from(row) for row in self._by_ids(parents, ids) if row.withdrawn_on is None}
        return [found[one] for one in ids if one in found]

    def add_parents(self, people: Sequence[Parent], at: datetime) -> list[int]:
        """Add people and return their ids in order."""
        return self._add(parents, [{**parent_fields(person), "added_at": at} for person in people])

    def change_parents(self, people: Sequence[Parent]) -> None:
        """Write people again."""
        _write_again(self._connection, parents, [{**parent_fields(person), "record": person.id} for person in people])

    # pupils

    def pupil(self, pupil_id: int) -> Pupil:
        """One pupil; raises NotFound."""
        found = self.pupils([pupil_id])
        if not found:
            raise NotFound("This pupil is no longer in the office file.")
        return found[0]

    def pupils(self, ids: Sequence[int] | None = None) -> list[Pupil]:
        """Pupils by id in the order given, or all in the order of the register."""
        if ids is None:
            rows = self._connection.execute(select(pupils).order_by(pupils.c.sort_name, pupils.c.id))
            return [pupil_from(row) for row in rows]
        found = {row.id: pupil_from(row) for row in self._by_ids(pupils, ids)}
        return [found[one] for one in ids if one in found]

    def add_pupils(self, children: Sequence[Pupil], at: datetime) -> list[int]:
        """Add pupils and return their ids in order."""
        return self._add(pupils, [{**pupil_fields(child), "added_at": at} for child in children])

    def change_pupils(self, children: Sequence[Pupil]) -> None:
        """Write pupils again."""
        _write_again(self._connection, pupils, [{**pupil_fields(child), "record": child.id} for child in children])

    # ties

    def ties(self, parent_ids: Sequence[int] | None = None) -> list[ParentOf]:
        """The ties of these parents, or all."""
        rows: Iterable[Any]
        if parent_ids is None:
            rows = self._connection.execute(select(ties))
        else:
            rows = self._by_ids(ties, parent_ids, ties.c.parent_id)
        return [_tie(row) for row in rows]

    def keep_ties(self, kept: Sequence[ParentOf]) -> None:
        """Add ties, or write them again where parent and pupil are tied already."""
        if not kept:
            return
        statement = upsert(ties)
        changing = {
            name: statement.excluded[name]
            for name in ("relationship", "parental_responsibility", "priority", "court_order")
        }
        self._connection.execute(
            statement.on_conflict_do_update(index_elements=[ties.c.parent_id, ties.c.pupil_id], set_=changing),
            [tie_fields(tie) for tie in kept],
        )

    def remove_tie(self, parent_id: int, pupil_id: int) -> None:
        """Untie a parent from a pupil."""
        self._connection.execute(delete(ties).where(ties.c.parent_id == parent_id, ties.c.pupil_id == pupil_id))

    # families

    def families(self, parent_ids: Sequence[int] | None = None) -> list[Family]:
        """Parents with all their children, in the order given or of the register."""
        people = self.parents(parent_ids)
        own = self.ties(parent_ids)
        known = {child.id: child for child in self.pupils(None if parent_ids is None else [t.pupil_id for t in own])}
        children: dict[int, list[Child]] = {}
        for tie in own:
            children.setdefault(tie.parent_id, []).append(Child(known[tie.pupil_id], tie))
        for listed in children.values():
            listed.sort(key=lambda child: sort_key(child.pupil.forename, child.pupil.surname))
        held: dict[int, list[Hold]] = {}
        for hold in HoldStore(self._connection).standing(parent_ids):
            held.setdefault(hold.parent_id, []).append(hold)
        return [Family(person, tuple(children.get(person.id, ())), tuple(held.get(person.id, ()))) for person in people]

    def parents_of(self, pupil_id: int) -> list[tuple[Parent, ParentOf]]:
        """Everybody tied to one pupil, first contact first."""
        rows = self._connection.execute(select(ties).where(ties.c.pupil_id == pupil_id).order_by(ties.c.priority))
        own = [_tie(row) for row in rows]
        people = {person.id: person for person in self.parents([tie.parent_id for tie in own])}
        return [(people[tie.parent_id], tie) for tie in own]

    def index(self, parent_ids: Sequence[int]) -> None:
        """Bring the search up to date for these parents and their children; call after any change to them."""
        families = self.families(parent_ids)
        seen = {child.pupil.id: child.pupil for family in families for child in family.children}
        self.index_in_memory([(family.parent.id, family) for family in families], list(seen.items()))

    def index_pupils(self, pupil_ids: Sequence[int]) -> None:
        """Bring the search up to date for pupils nobody is tied to."""
        self.index_in_memory([], [(pupil.id, pupil) for pupil in self.pupils(pupil_ids)])

    def index_in_memory(self, families: Sequence[tuple[int, Family]], children: Sequence[tuple[int, Pupil]]) -> None:
        """The same for people in memory, each with the id in the file, without reading what was just written."""
        older = names_on_forms(self._connection, [parent_id for parent_id, _family in families])
        people = [(record, words_of_parent(family, older.get(record, ()))) for record, family in families]
        self._search.put(RecordKind.PARENT, people)
        index_forms_of(self._connection, self._search, families)
        self._search.put(RecordKind.PUPIL, [(pupil_id, words_of_pupil(child)) for pupil_id, child in children])

    def findings(self) -> Iterator[str]:
        """What columns that follow from others say wrongly; none when all is well."""
        for row in self._connection.execute(select(parents)):
            person = parent_from(row)
            if person.adheres != row.adheres or sort_key(person.surname, person.forename) != row.sort_name:
                yield f"Parent {row.id}: its place in the register does not follow from its name and capacities."
            if person.do_not_write and not person.do_not_write_reason:
                yield f"Parent {row.id} is blocked for letters without a reason."

    # machinery

    def _add(self, table: Any, rows: list[dict[str, Any]]) -> list[int]:
        if not rows:
            return []
        result = self._connection.execute(insert(table).returning(table.c.id, sort_by_parameter_order=True), rows)
        return [int(row.id) for row in result]

    def _by_ids(self, table: Any, ids: Sequence[int], column: Any = None) -> list[Any]:
        """Rows of these ids, in portions, so that no statement grows without bound."""
        found: list[Any] = []
        wanted = list(dict.fromkeys(ids))
        key = table.c.id if column is None else column
        for portion in in_portions(wanted):
            found += self._connection.execute(select(table).where(key.in_(portion))).all()
        return found


def _write_again(connection: Connection, table: Any, rows: list[dict[str, Any]]) -> None:
    """Write rows again in one statement; ``record`` is the id."""
    if rows:
        connection.execute(update(table).where(table.c.id == bindparam("record")), rows)


def known_since(connection: Connection) -> Known:
    """Since when everybody is in the register."""

    def since(table: Any) -> dict[int, date]:
        return {
            row.id: row.added_at.astimezone().date() for row in connection.execute(select(table.c.id, table.c.added_at))
        }

    return Known(since(parents), since(pupils))


def parent_fields(person: Parent) -> dict[str, Any]:
    """The parent as columns: also what the audit log compares."""
    return {
        "forename": person.forename,
        "surname": person.surname,
        "title": person.title,
        "salutation": person.salutation,
        "address_lines": list(person.address.lines),
        "postcode": person.address.postcode,
        "email": person.email,
        "mobile": person.mobile,
        "home_phone": person.home_phone,
        "capacities": sorted(capacity.value for capacity in person.capacities),
        "adheres": person.adheres,
        "do_not_write": person.do_not_write,
        "do_not_write_reason": person.do_not_write_reason,
        "notes": person.notes,
        "protected": sorted(kind.value for kind in person.protected),
        "protected_reason": person.protected_reason,
        "sort_name": sort_key(person.surname, person.forename),
    }


def pupil_fields(child: Pupil) -> dict[str, Any]:
    """The pupil as columns: also what the audit log compares."""
    return {
        "forename": child.forename,
        "surname": child.surname,
        "year_group": child.year_group,
        "form": child.form,
        "date_of_birth": child.date_of_birth,
        "school_number": child.school_number,
        "upn": child.upn,
        "left_on": child.left_on,
        "sort_name": sort_key(child.surname, child.forename),
    }


def tie_fields(tie: ParentOf) -> dict[str, Any]:
    """The tie as columns."""
    return {
        "parent_id": tie.parent_id,
        "pupil_id": tie.pupil_id,
        "relationship": tie.relationship,
        "parental_responsibility": tie.parental_responsibility,
        "priority": tie.priority,
        "court_order": tie.court_order,
    }


def parent_from(row: Any) -> Parent:
    """A row of ``parents`` as the domain knows it."""
    return Parent(
        id=row.id,
        forename=row.forename,
        surname=row.surname,
        title=row.title,
        salutation=row.salutation,
        address=PostalAddress(tuple(row.address_lines), row.postcode),
        email=row.email,
        mobile=row.mobile,
        home_phone=row.home_phone,
        capacities=frozenset(Capacity(value) for value in row.capacities),
        do_not_write=row.do_not_write,
        do_not_write_reason=row.do_not_write_reason,
        notes=row.notes,
        protected=frozenset(Protected(value) for value in row.protected),
        protected_reason=row.protected_reason,
    )


def pupil_from(row: Any) -> Pupil:
    """A row of ``pupils`` as the domain knows it."""
    return Pupil(
        id=row.id,
        forename=row.forename,
        surname=row.surname,
        year_group=row.year_group,
        form=row.form,
        date_of_birth=row.date_of_birth,
        school_number=row.school_number,
        upn=row.upn,
        left_on=row.left_on,
    )


def _tie(row: Any) -> ParentOf:
    return ParentOf(
        row.parent_id, row.pupil_id, row.relationship, row.parental_responsibility, row.priority, row.court_order
    )
