"""The archive an office leaves the program in: a zip with AES-256, written piece by piece, that other programs open."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import IO, Any, BinaryIO

from pyzipper import WZ_AES, ZIP_DEFLATED, AESZipFile

from halton_desktop.exchange.incident_export import safe_cell

HOW_TO_OPEN = "Encrypted with AES-256. Open it with 7-Zip (www.7-zip.org) and its password; begin with README.txt."
"""Stands in clear in the archive, for whoever finds it in ten years."""


class OfficeArchive:
    """Files are added one after the other and forgotten; nothing is written in clear but the names of the files.

    Those names can be read without the password, so they never name a person.
    """

    def __init__(self, out: BinaryIO, password: str) -> None:
        self._zip = AESZipFile(out, "w", compression=ZIP_DEFLATED, encryption=WZ_AES)
        self._zip.setpassword(password.encode("utf-8"))
        self._zip.setencryption(WZ_AES, nbits=256)
        self._zip.comment = HOW_TO_OPEN.encode("ascii")
        self.files = 0

    @contextmanager
    def file(self, name: str) -> Iterator[IO[bytes]]:
        """A file of the archive to write to."""
        with self._zip.open(name, "w", force_zip64=True) as inside:
            yield inside
        self.files += 1

    def add(self, name: str, pieces: Iterable[bytes]) -> None:
        """A file as it is."""
        with self.file(name) as inside:
            for piece in pieces:
                inside.write(piece)

    def add_csv(self, name: str, columns: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> None:
        """A table for a spreadsheet: UTF-8 with the mark Excel needs; what looks like a formula is made a text."""
        with self.file(name) as inside:
            text = io.TextIOWrapper(inside, encoding="utf-8-sig", newline="", write_through=True)
            writer = csv.writer(text)
            writer.writerow(columns)
            for row in rows:
                writer.writerow([safe_cell(_cell(row.get(column))) for column in columns])
            text.detach()

    def add_json(self, name: str, rows: Iterable[Mapping[str, Any]]) -> None:
        """The same table as a JSON list, one record a line, exactly as kept."""
        with self.file(name) as inside:
            inside.write(b"[")
            for number, row in enumerate(rows):
                line = ",\n" if number else "\n"
                inside.write((line + json.dumps(row, ensure_ascii=False)).encode("utf-8", "replace"))
            inside.write(b"\n]\n")

    def close(self) -> None:
        """Write the list of the files; nothing can be added afterwards."""
        self._zip.close()


def _cell(value: Any) -> str | int:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int):
        return value
    if isinstance(value, list) and all(isinstance(one, str) for one in value):
        return "; ".join(value)
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
