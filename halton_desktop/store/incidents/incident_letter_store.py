"""Letters of cases, kept exactly as they were printed."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from halton_desktop.domain.incidents.letter_of_incident import LetterOfIncident
from halton_desktop.errors import NotFound
from halton_desktop.store.tables.incidents import incident_letters

_WITHOUT_PAGES = [column for column in incident_letters.c if column.name not in ("content", "pdf")]


class IncidentLetterStore:
    """Reads and writes the letters of cases."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, **columns: Any) -> int:
        """Keep a letter as prepared and return its id."""
        return int(self._connection.execute(insert(incident_letters).values(**columns)).lastrowid)

    def get(self, letter_id: int) -> LetterOfIncident:
        """One letter; raises NotFound."""
        for found in self._records(incident_letters.c.id == letter_id):
            return found
        raise NotFound("This letter is not in the office file.")

    def of_incident(self, incident_id: int) -> list[LetterOfIncident]:
        """The letters of a case, oldest first."""
        return self._records(incident_letters.c.incident_id == incident_id)

    def of_parent(self, parent_id: int) -> list[LetterOfIncident]:
        """The letters of cases one parent got, oldest first."""
        return self._records(incident_letters.c.parent_id == parent_id)

    def pages(self, letter_id: int) -> bytes:
        """The PDF as it was printed."""
        kept = self._connection.execute(
            select(incident_letters.c.pdf).where(incident_letters.c.id == letter_id)
        ).scalar()
        if kept is None:
            raise NotFound("This letter is not in the office file.")
        return bytes(kept)

    def went_out_although(self, letter_id: int) -> str:
        """The reason with which a blocked parent was written to, or ""."""
        query = select(incident_letters.c.content).where(incident_letters.c.id == letter_id)
        return str((self._connection.execute(query).scalar() or {}).get("override", ""))

    def window(self, letter_id: int) -> list[str]:
        """Name and address as they stand in its window; [] for one printed before they were kept."""
        query = select(incident_letters.c.content).where(incident_letters.c.id == letter_id)
        return list((self._connection.execute(query).scalar() or {}).get("address", ()))

    def texts(self, incident_id: int) -> dict[int, str]:
        """The words of a case's letters by the letter's id; letters printed before words were kept are not in it."""
        query = select(incident_letters.c.id, incident_letters.c.content)
        rows = self._connection.execute(query.where(incident_letters.c.incident_id == incident_id))
        return {row.id: str(row.content["text"]) for row in rows if row.content.get("text")}

    def mark_issued(self, letter_id: int, at: datetime) -> None:
        """Say that it came out of the printer."""
        row = update(incident_letters).where(incident_letters.c.id == letter_id)
        self._connection.execute(row.values(issued_at=at))

    def drop(self, letter_id: int) -> None:
        """Remove a letter that never came out."""
        unissued = (incident_letters.c.id == letter_id) & incident_letters.c.issued_at.is_(None)
        self._connection.execute(delete(incident_letters).where(unissued))

    def _records(self, *where: Any) -> list[LetterOfIncident]:
        query = select(*_WITHOUT_PAGES).where(*where).order_by(incident_letters.c.id)
        return [LetterOfIncident(**row) for row in self._connection.execute(query).mappings()]
