"""Search as one types: one full-text index over the folded words of parents, pupils, forms, incidents."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, text

from halton_desktop.domain.change import RecordKind
from halton_desktop.domain.search_words import Findable, did_you_mean, question
from halton_desktop.store.closed_incidents import hides

SHADOW_TABLES = frozenset({"search_index", *(f"search_index_{part}" for part in ("config", "data", "docsize", "idx"))})
"""What SQLite makes for the index (created by the first migration); not in the metadata."""

_BAND = 1 << 40
_BANDS = {RecordKind.PARENT: 1, RecordKind.PUPIL: 2, RecordKind.FORM: 3, RecordKind.INCIDENT: 4, RecordKind.LETTER: 5}
"""Each noun has its own band of row ids, so that one noun is searched newest first without a join."""


_THERE = {
    RecordKind.FORM: "AND rowid - :low IN (SELECT id FROM forms) ",
    RecordKind.INCIDENT: "AND rowid - :low IN (SELECT id FROM incidents) ",
}
"""What may be hidden from somebody: the index knows the words of all, the tables only what is there for them."""


_ORDER = {
    RecordKind.PARENT: "(SELECT sort_name FROM parents WHERE id = search_index.rowid - :low), rowid",
    RecordKind.PUPIL: "(SELECT sort_name FROM pupils WHERE id = search_index.rowid - :low), rowid",
}


class SearchIndex:
    """Keeps and asks the index. Words are folded on both sides: obrien finds O’Brien, lukasz finds Łukasz."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def put(self, noun: RecordKind, entries: Iterable[tuple[int, str | Findable]]) -> None:
        """Replace what is indexed for these records; ``entries`` are (id, all by which it is found)."""
        rows = [
            {
                "row": _BANDS[noun] * _BAND + record,
                "words": (found if isinstance(found, Findable) else Findable(found)).tokens,
            }
            for record, found in entries
        ]
        if rows:
            self._connection.execute(
                text("INSERT OR REPLACE INTO search_index(rowid, words) VALUES (:row, :words)"), rows
            )

    def remove(self, noun: RecordKind, record_ids: Iterable[int]) -> None:
        """Take records out of the index."""
        rows = [{"row": _BANDS[noun] * _BAND + record} for record in record_ids]
        if rows:
            self._connection.execute(text("DELETE FROM search_index WHERE rowid = :row"), rows)

    def find(self, noun: RecordKind, words: str, limit: int = 50) -> list[int]:
        """Ids of records in which every typed word begins some word or stands in a name; [] for an empty question.

        Where every word begins one comes first; then people stand in the order of the register, everything else
        newest first.
        """
        asked = question(words)
        if not asked:
            return []
        low = _BANDS[noun] * _BAND
        there = _THERE.get(noun, "") if hides(self._connection) else ""
        rows = self._connection.execute(
            text(
                "SELECT rowid FROM search_index WHERE search_index MATCH :asked "  # noqa: S608 - our own words
                f"AND rowid BETWEEN :low AND :high {there}"
                "ORDER BY rowid NOT IN (SELECT rowid FROM search_index WHERE search_index MATCH :beginning "
                f"AND rowid BETWEEN :low AND :high), {_ORDER.get(noun, 'rowid DESC')} LIMIT :limit"
            ),
            {
                "asked": asked,
                "beginning": question(words, inside=False),
                "low": low,
                "high": low + _BAND - 1,
                "limit": limit,
            },
        )
        return [row[0] - low for row in rows]

    def did_you_mean(self, words: str) -> str:
        """What was meant where somebody mistyped a name of the register; a protected name is never told."""
        known = self._connection.execute(
            text(
                "SELECT sort_name FROM parents WHERE withdrawn_on IS NULL AND json_array_length(protected) = 0 "
                "UNION SELECT sort_name FROM pupils"
            )
        ).scalars()
        return did_you_mean(words, {word for name in known for word in name.split()})
