"""Scanned pages of signed paper, kept in the encrypted file in pieces and tied to their forms."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select, update

from halton_desktop.domain.acknowledgement import FormScan
from halton_desktop.errors import MachineError, NotFound
from halton_desktop.store.closed_incidents import whole
from halton_desktop.store.tables.consents import form_scan_chunks, form_scans
from halton_desktop.store.tables.forms import forms

CHUNK_BYTES = 256 * 1024


class FormScanStore:
    """Reads and writes scans."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, picture: bytes, **columns: Any) -> int:
        """Keep one page (columns of ``form_scans`` without size and hash); returns its id."""
        values = {"size": len(picture), "sha256": hashlib.sha256(picture).hexdigest(), **columns}
        scan_id = int(self._connection.execute(insert(form_scans).values(**values)).lastrowid)
        for position, start in enumerate(range(0, len(picture), CHUNK_BYTES)):
            self._connection.execute(
                insert(form_scan_chunks).values(
                    scan_id=scan_id, position=position, content=picture[start : start + CHUNK_BYTES]
                )
            )
        return scan_id

    def get(self, scan_id: int) -> FormScan:
        """One scan; raises NotFound."""
        for scan in self._scans(form_scans.c.id == scan_id):
            return scan
        raise NotFound("This scan is no longer in the office file.")

    def of_form(self, form_id: int) -> list[FormScan]:
        """The scans of one form, oldest first."""
        return self._scans(form_scans.c.form_id == form_id)

    def set_aside(self) -> list[FormScan]:
        """Scans that belong to no form yet, oldest first."""
        return self._scans(form_scans.c.form_id.is_(None))

    def with_picture(self, picture: bytes) -> list[FormScan]:
        """Scans of exactly this picture."""
        return self._scans(form_scans.c.sha256 == hashlib.sha256(picture).hexdigest())

    def picture(self, scan_id: int) -> bytes:
        """The picture's bytes; raises MachineError where they are not what came in."""
        rows = self._connection.execute(
            select(form_scan_chunks.c.content)
            .where(form_scan_chunks.c.scan_id == scan_id)
            .order_by(form_scan_chunks.c.position)
        ).scalars()
        picture = b"".join(rows)
        if hashlib.sha256(picture).hexdigest() != self.get(scan_id).sha256:
            raise MachineError("This scan is damaged.", "Scan the paper again.")
        return picture

    def is_with(self, picture: bytes, form_id: int) -> bool:
        """Whether exactly this picture is kept with a form, one closed to the user too."""
        scan = whole(form_scans)
        same = select(scan.c.id).where(scan.c.sha256 == hashlib.sha256(picture).hexdigest(), scan.c.form_id == form_id)
        return self._connection.execute(same).first() is not None

    def closed_form_with(self, reference: str) -> int | None:
        """The id of a form with this reference, closed to the user or not: to keep a page for others, never to show."""
        form = whole(forms)
        return self._connection.execute(select(form.c.id).where(form.c.reference == reference)).scalar()

    def move(self, scan_id: int, form_id: int | None, problem: str, *, off: int | None = None) -> None:
        """Tie a scan to a form, or set it aside, ``off`` a form that it still speaks of."""
        row = update(form_scans).where(form_scans.c.id == scan_id)
        self._connection.execute(row.values(form_id=form_id, problem=problem, of_form_id=off))

    def remove(self, scan_id: int) -> None:
        """Remove a page that is no form's (a cover sheet, a blank back)."""
        self._connection.execute(delete(form_scans).where(form_scans.c.id == scan_id))

    def count_of(self, form_ids: Sequence[int]) -> dict[int, int]:
        """How many scans each of these forms has."""
        query = select(form_scans.c.form_id, func.count()).where(form_scans.c.form_id.in_(form_ids))
        return {row[0]: row[1] for row in self._connection.execute(query.group_by(form_scans.c.form_id))}

    def _scans(self, *where: Any) -> list[FormScan]:
        return [FormScan(*row) for row in self._connection.execute(select(form_scans).where(*where).order_by("id"))]
