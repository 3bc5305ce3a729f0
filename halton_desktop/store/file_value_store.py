"""What the files gave last, and whatever of it a person typed over."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Connection, Table, select
from sqlalchemy.dialects.sqlite import insert as upsert

from halton_desktop.domain.importing.file_values import Fields, FileValues, Given
from halton_desktop.domain.importing.import_people import PARENT_FIELDS
from halton_desktop.domain.importing.import_pupils import FROM_FILES as PUPIL_FIELDS
from halton_desktop.domain.importing.import_ties import FROM_FILES as TIE_FIELDS
from halton_desktop.domain.importing.weighing import seeded
from halton_desktop.domain.parents.parent import Parent, ParentOf, Pupil
from halton_desktop.store.tables.file_values import parent_file_values, pupil_file_values, tie_file_values


class FileValueStore:
    """Reads and writes them; what was added by hand has an entry without fields."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def all(self) -> FileValues:
        """Of everybody."""
        return FileValues(
            {row.parent_id: _fields(row.fields) for row in self._connection.execute(select(parent_file_values))},
            {row.pupil_id: _fields(row.fields) for row in self._connection.execute(select(pupil_file_values))},
            {
                (row.parent_id, row.pupil_id): _fields(row.fields)
                for row in self._connection.execute(select(tie_file_values))
            },
        )

    def keep(self, values: FileValues) -> None:
        """Add, or write again."""
        self._keep(parent_file_values, ({"parent_id": one, "fields": f} for one, f in _rows(values.parents)))
        self._keep(pupil_file_values, ({"pupil_id": one, "fields": f} for one, f in _rows(values.pupils)))
        ties = ({"parent_id": pair[0], "pupil_id": pair[1], "fields": f} for pair, f in _rows(values.ties))
        self._keep(tie_file_values, ties)

    def added_by_hand(
        self, *, parents: Iterable[int] = (), pupils: Iterable[int] = (), ties: Iterable[tuple[int, int]] = ()
    ) -> None:
        """Everything of these was typed."""
        self.keep(FileValues({one: {} for one in parents}, {one: {} for one in pupils}, {pair: {} for pair in ties}))

    def before_a_change(self, record: Parent | Pupil | ParentOf) -> None:
        """Note what stands there as a file's, where nothing is known yet: whatever then differs was typed."""
        if isinstance(record, Parent):
            table, own, seeds = parent_file_values, {"parent_id": record.id}, seeded(record, None, PARENT_FIELDS)
        elif isinstance(record, Pupil):
            table, own, seeds = pupil_file_values, {"pupil_id": record.id}, seeded(record, None, PUPIL_FIELDS)
        else:
            table, own = tie_file_values, {"parent_id": record.parent_id, "pupil_id": record.pupil_id}
            seeds = seeded(record, None, TIE_FIELDS)
        values = {**own, "fields": _plain(seeds)}
        self._connection.execute(upsert(table).values(values).on_conflict_do_nothing())

    def _keep(self, table: Table, rows: Iterable[dict[str, Any]]) -> None:
        listed = list(rows)
        if listed:
            statement = upsert(table)
            changing = {"fields": statement.excluded.fields}
            keys = list(table.primary_key.columns)
            self._connection.execute(statement.on_conflict_do_update(index_elements=keys, set_=changing), listed)


def _rows(values: Mapping[Any, Fields]) -> Iterable[tuple[Any, dict[str, Any]]]:
    return ((key, _plain(fields)) for key, fields in values.items())


def _plain(fields: Fields) -> dict[str, Any]:
    return {
        name: [given.said] if given.said == given.kept else [given.said, given.kept] for name, given in fields.items()
    }


def _fields(kept: dict[str, Any]) -> Fields:
    return {name: Given(pair[0], pair[-1]) for name, pair in kept.items()}
