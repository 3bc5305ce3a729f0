"""Whether the file itself is sound: every page authentic, every index right, every reference pointing somewhere."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection, text

MOST_FINDINGS = 50


def findings_in_file(connection: Connection) -> Iterator[str]:
    """Plain sentences, at most a few dozen; none means the file is sound."""
    for (found,) in connection.execute(text("PRAGMA cipher_integrity_check")).fetchmany(MOST_FINDINGS):
        yield f"Encryption: {found}."
    for (found,) in connection.execute(text(f"PRAGMA integrity_check({MOST_FINDINGS})")):
        if found != "ok":
            yield f"Database: {found}."
    for table, row, points_to, _key in connection.execute(text("PRAGMA foreign_key_check")).fetchmany(MOST_FINDINGS):
        yield f"Row {row} of {table} points to a row of {points_to} that does not exist."
