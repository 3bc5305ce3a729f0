"""The school, the office's settings and the running numbers."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import Connection, insert, select, text
from sqlalchemy.dialects.sqlite import insert as upsert

from halton_desktop.domain.address import PostalAddress
from halton_desktop.domain.calendar import school_year
from halton_desktop.domain.incidents.incident import incident_reference
from halton_desktop.domain.reference import ReferenceKind, draw, share_of
from halton_desktop.domain.school import School
from halton_desktop.store.tables.office import counters, given_references, school, settings
from halton_desktop.store.vault.copy import read_copy
from halton_desktop.store.vault.seal import SEAL_TABLE

SAMPLE = "sample office"
"""The setting that says, once and for all, that nothing in an office is real."""


class OfficeStore:
    """Reads and writes what exists once per office."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def school(self) -> School:
        """The school as kept; an office always has one."""
        row = self._connection.execute(select(school)).one()
        return School(
            name=row.name,
            address=PostalAddress(tuple(row.address_lines), row.postcode),
            telephone=row.telephone,
            email=row.email,
            website=row.website,
            headteacher=row.headteacher,
            headteacher_title=row.headteacher_title,
            logo=row.logo,
        )

    def keep_school(self, changed: School) -> None:
        """Write the school, the first time or again."""
        values = {**school_fields(changed), "id": 1, "logo": changed.logo}
        statement = upsert(school).values(values)
        self._connection.execute(statement.on_conflict_do_update(index_elements=[school.c.id], set_=values))

    def setting(self, name: str, default: Any = None) -> Any:
        """A setting kept with the office (not with the PC)."""
        row = self._connection.execute(select(settings.c.value).where(settings.c.name == name)).first()
        return default if row is None else row.value

    def keep_setting(self, name: str, value: Any) -> None:
        """Write a setting."""
        statement = upsert(settings).values(name=name, value=value)
        self._connection.execute(
            statement.on_conflict_do_update(index_elements=[settings.c.name], set_={"value": value})
        )

    def is_sample(self) -> bool:
        """Whether nothing in this office is real."""
        return bool(self.setting(SAMPLE, default=False))

    def take_numbers(self, counter: str, how_many: int = 1) -> range:
        """Hand out the next running numbers (from 1); they are never handed out again once committed."""
        row = self._connection.execute(select(counters.c.last).where(counters.c.name == counter)).first()
        last = 0 if row is None else row.last
        if row is None:
            self._connection.execute(insert(counters).values(name=counter, last=how_many))
        else:
            self._connection.execute(counters.update().where(counters.c.name == counter).values(last=last + how_many))
        return range(last + 1, last + how_many + 1)

    @property
    def share(self) -> str:
        """The characters of every reference that stand for this office and this copy of it."""
        office_id = self._connection.execute(text(f"SELECT office_id FROM {SEAL_TABLE}")).scalar_one()  # noqa: S608 - the table's name is a constant
        return share_of(office_id, read_copy(self._connection).copy_id)

    def take_references(self, kind: ReferenceKind, today: date, how_many: int = 1) -> list[str]:
        """Draw references that were never given before; they are never given again once committed."""
        taken: list[str] = []
        if how_many:
            for drawn in draw(kind, school_year(today), self.share):
                put = upsert(given_references).values(reference=str(drawn)).on_conflict_do_nothing()
                if self._connection.execute(put).rowcount:
                    taken.append(str(drawn))
                if len(taken) == how_many:
                    break
        return taken

    def take_incident_reference(self, year: int) -> str:
        """The next incident's number; in a copy that was restored or copied it names the copy too."""
        number = self.take_numbers(f"incident {year}")[0]
        return incident_reference(year, number, "" if read_copy(self._connection).is_first else self.share[2:])


def school_fields(kept: School) -> dict[str, Any]:
    """The school as columns, without the picture: also what the audit log keeps."""
    return {
        "name": kept.name,
        "address_lines": list(kept.address.lines),
        "postcode": kept.address.postcode,
        "telephone": kept.telephone,
        "email": kept.email,
        "website": kept.website,
        "headteacher": kept.headteacher,
        "headteacher_title": kept.headteacher_title,
    }
