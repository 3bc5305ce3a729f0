"""How the register calls the parents of a case now, and whose they are where it has two of one name."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, func, select

from halton_desktop.domain.name import joined
from halton_desktop.domain.parents.parent import Protected
from halton_desktop.domain.portions import in_portions
from halton_desktop.store.tables.people import parents, pupils, ties


@dataclass(frozen=True, slots=True)
class KnownNow:
    """``name`` is "" where it is protected; ``children`` "Kai Smith (7D)" where the register has a namesake."""

    name: str
    children: str = ""


def known_now(connection: Connection, parent_ids: Iterable[int | None]) -> dict[int, KnownNow]:
    """These parents by id, as far as the register still has them."""
    found: dict[int, KnownNow] = {}
    for portion in in_portions(sorted({one for one in parent_ids if one is not None})):
        rows = connection.execute(
            select(parents.c.id, parents.c.forename, parents.c.surname, parents.c.sort_name, parents.c.protected).where(
                parents.c.id.in_(list(portion)), parents.c.withdrawn_on.is_(None)
            )
        ).all()
        shared = _shared(connection, [row.sort_name for row in rows])
        children = _children(connection, [row.id for row in rows if row.sort_name in shared])
        for row in rows:
            name = "" if Protected.NAME.value in row.protected else f"{row.forename} {row.surname}".strip()
            found[row.id] = KnownNow(name, children.get(row.id, "") if name else "")
    return found


def _shared(connection: Connection, names: list[str]) -> set[str]:
    query = (
        select(parents.c.sort_name)
        .where(parents.c.sort_name.in_(names), parents.c.withdrawn_on.is_(None))
        .group_by(parents.c.sort_name)
        .having(func.count() > 1)
    )
    return set(connection.execute(query).scalars())


def _children(connection: Connection, parent_ids: list[int]) -> dict[int, str]:
    query = (
        select(ties.c.parent_id, pupils.c.forename, pupils.c.surname, pupils.c.form)
        .join(pupils, pupils.c.id == ties.c.pupil_id)
        .where(ties.c.parent_id.in_(parent_ids))
        .order_by(pupils.c.id)
    )
    named: dict[int, list[str]] = {}
    row: Any
    for row in connection.execute(query):
        form = f" ({row.form})" if row.form else ""
        named.setdefault(row.parent_id, []).append(f"{row.forename} {row.surname}{form}")
    return {parent: joined(children) for parent, children in named.items()}
