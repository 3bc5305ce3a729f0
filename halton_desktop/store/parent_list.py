"""The Parents list: ids in order for a filter, then lines by page."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, case, exists, func, or_, select

from halton_desktop.domain.acknowledgement import GONE, Form, FormKind
from halton_desktop.domain.change import RecordKind
from halton_desktop.domain.parents.parent import Capacity, Family, Parent, Protected
from halton_desktop.domain.portions import in_portions
from halton_desktop.domain.register import Acknowledged, ParentFilter, ParentLine, acknowledged
from halton_desktop.store.form_store import form_from
from halton_desktop.store.parent_store import ParentStore, parent_from
from halton_desktop.store.search import SearchIndex
from halton_desktop.store.tables.decisions import holds
from halton_desktop.store.tables.forms import forms
from halton_desktop.store.tables.people import parents, pupils, ties


def parents_protecting(connection: Connection, kind: Protected) -> list[Parent]:
    """Everybody of whom this is protected, whoever was withdrawn too: papers and cases still name them."""
    return [parent_from(row) for row in connection.execute(select(parents).where(_protects(kind)))]


def _unless_protected(column: ColumnElement[str], kind: Protected) -> ColumnElement[str]:
    """What the list shows: the place of a protected value among the others would tell it."""
    return case((_protects(kind), ""), else_=column)


def _protects(kind: Protected) -> ColumnElement[bool]:
    each = func.json_each(parents.c.protected).table_valued("value")
    return exists(select(1).select_from(each).where(each.c.value == kind.value))


def _order(name: str, *, named: bool) -> tuple[ColumnElement[Any], ...]:
    by_name = parents.c.sort_name if named else _unless_protected(parents.c.sort_name, Protected.NAME)
    return {
        "name": (by_name, parents.c.id),
        "postcode": (_unless_protected(parents.c.postcode, Protected.ADDRESS), by_name, parents.c.id),
        "email": (_unless_protected(parents.c.email, Protected.TELEPHONE), by_name, parents.c.id),
    }[name]


MOST_FOUND = 2000
"""A typed search lists at most this many; nobody reads on."""


class ParentList:
    """Answers the two questions of a paged list for the edition in force; ``named``: protected names are read."""

    def __init__(self, connection: Connection, edition_id: int | None, today: date, *, named: bool = True) -> None:
        self._connection = connection
        self._edition_id = edition_id
        self._today = today
        self._named = named

    def ids(self, wanted: ParentFilter, order: str = "name", *, descending: bool = False) -> array[int]:
        """Ids of all parents the filter lets through, in order."""
        query = select(parents.c.id).where(parents.c.withdrawn_on.is_(None))
        if wanted.words.strip():
            found = SearchIndex(self._connection).find(RecordKind.PARENT, wanted.words, MOST_FOUND)
            query = query.where(parents.c.id.in_(found))
        if wanted.capacity is not None:
            query = query.where(_has_capacity(wanted.capacity))
        if wanted.year_group or wanted.on_roll:
            query = query.where(self._has_child(wanted))
        if wanted.blocked:
            ordered = exists().where(ties.c.parent_id == parents.c.id, ties.c.court_order)
            held = exists().where(holds.c.parent_id == parents.c.id, holds.c.lifted_on.is_(None))
            query = query.where(or_(parents.c.do_not_write, ordered, held, _undecided()))
        columns = _order(order, named=self._named)
        query = query.order_by(*(column.desc() if descending else column for column in columns))
        everybody = array("q", self._connection.execute(query).scalars())
        if wanted.acknowledged is None:
            return everybody
        return array("q", (parent_id for parent_id, word in self._words(everybody) if word is wanted.acknowledged))

    def lines(self, ids: Sequence[int]) -> list[ParentLine]:
        """One page of lines, in the order of the ids."""
        lines = []
        for family, word in self._acknowledged(ids):
            children = tuple(c.pupil.name_and_form for c in family.children if c.pupil.left_on is None)
            court = any(child.tie.court_order for child in family.children)
            lines.append(ParentLine(family.parent, children, word, court, family.holds))
        return lines

    def _words(self, ids: Sequence[int]) -> Iterator[tuple[int, Acknowledged]]:
        for portion in in_portions(ids):
            yield from ((family.parent.id, word) for family, word in self._acknowledged(portion))

    def _acknowledged(self, ids: Sequence[int]) -> Iterator[tuple[Family, Acknowledged]]:
        """Each with the one word that figures and lists have for them."""
        newest = self._newest_forms(ids)
        for family in ParentStore(self._connection, SearchIndex(self._connection)).families(ids):
            yield family, acknowledged(family, newest.get(family.parent.id), self._today)

    def _has_child(self, wanted: ParentFilter) -> ColumnElement[bool]:
        child = and_(ties.c.parent_id == parents.c.id, ties.c.pupil_id == pupils.c.id, pupils.c.left_on.is_(None))
        if wanted.year_group:
            child = and_(child, pupils.c.year_group == wanted.year_group)
        return exists().where(child)

    def _newest_forms(self, ids: Sequence[int]) -> dict[int, Form]:
        if self._edition_id is None or not ids:
            return {}
        own = select(forms).where(
            forms.c.parent_id.in_(ids),
            forms.c.kind == FormKind.ACKNOWLEDGEMENT.value,
            forms.c.edition_id == self._edition_id,
            forms.c.state.not_in(GONE),
        )
        return {row.parent_id: form_from(row) for row in self._connection.execute(own.order_by(forms.c.id))}


def _has_capacity(capacity: Capacity) -> ColumnElement[bool]:
    each = func.json_each(parents.c.capacities).table_valued("value")
    return exists(select(1).select_from(each).where(each.c.value == capacity.value))


def _undecided() -> ColumnElement[bool]:
    return and_(~parents.c.adheres, _has_capacity(Capacity.UNDECIDED))
