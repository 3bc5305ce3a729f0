"""The whole office as open files in one encrypted archive, so that no school depends on this program."""

from __future__ import annotations

import mimetypes
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from functools import cached_property
from io import BytesIO
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any

from halton_desktop.domain.change import RecordKind
from halton_desktop.domain.incidents.evidence import Custody
from halton_desktop.domain.permission import Permission
from halton_desktop.domain.user import checked_password
from halton_desktop.errors import HaltonError, InvalidInput
from halton_desktop.services.administration.weigh_password import weigh_password
from halton_desktop.services.letters.print_letters import make_letter_pdf
from halton_desktop.services.progress import Progress, nobody_watches
from halton_desktop.services.save_file import saving
from halton_desktop.services.session import OfficeSession
from halton_desktop.store.tables.open_tables import WholeOffice, open_tables
from halton_desktop.store.unit_of_work import UnitOfWork

if TYPE_CHECKING:
    from halton_desktop.exchange.office_archive import OfficeArchive

STRONG_ENOUGH = 16.0
"""Digits of the number of guesses: whoever finds the archive may try millions a second, for years, unlike here."""
FOUR_WORDS = "Four random words that have nothing to do with you or the school make a good one."
EXPORTED = "whole office saved outside"
"""How the history speaks of it."""
PROTECTED_WORDS = "NOT TO BE PASSED ON"
_ALWAYS_LEFT_OUT = (
    "Passwords, keys and what somebody was just typing.",
    "Incidents restricted to others than whoever made this archive.",
)
_AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class OfficeExported:
    """What came of it: how many files, and a sentence for each thing that stayed out."""

    files: int
    left_out: tuple[str, ...]


def export_office(
    session: OfficeSession, target: Path, password: str, progress: Progress = nobody_watches
) -> OfficeExported:
    """Write the archive: complete or not at all, and nothing of it on the disk in clear; the history knows of it.

    ``progress`` may raise Cancelled. Raises NotAllowed, InvalidInput for a password that is too weak, DiskFull,
    FolderReadOnly.
    """
    from halton_desktop.exchange.office_archive import OfficeArchive

    with session.look(Permission.EXPORT_OFFICE) as work:
        _check(target, password, work.office.school().name)
    with saving(target) as out:
        archive = OfficeArchive(out, password)
        with closing(archive), session.look(Permission.EXPORT_OFFICE) as work:
            leaving = _Leaving(session, work, archive, progress)
            leaving.write()
        out.flush()
        with session.change(Permission.EXPORT_OFFICE) as work:
            for piece in leaving.pieces:
                work.incidents.evidence.handled(piece, Custody.EXPORTED, work.now, session.user.name, "whole office")
            new = {"files": archive.files, "evidence": len(leaving.pieces), "left out": len(leaving.left_out)}
            work.record(EXPORTED, RecordKind.OFFICE, 1, new=new)
            work.commit()
    return OfficeExported(archive.files, tuple(leaving.left_out))


def _check(target: Path, password: str, school: str) -> None:
    if target.suffix.lower() != ".zip":
        raise InvalidInput("target", "The file’s name must end in .zip.")
    checked_password(password)
    strength = weigh_password(password, [school])
    if strength.guesses_log10 < STRONG_ENOUGH:
        words = "This password is too easy to guess for a file that leaves the office."
        raise InvalidInput("password", words, FOUR_WORDS)


@dataclass
class _Leaving:
    """One archive being written, part after part."""

    session: OfficeSession
    work: UnitOfWork
    archive: OfficeArchive
    progress: Progress
    pieces: list[int] = field(default_factory=list)
    left_out: list[str] = field(default_factory=lambda: list(_ALWAYS_LEFT_OUT))
    _done: int = 0

    def write(self) -> None:
        """Tables, history, files, and the page that explains them."""
        counts = [self._table(name) for name in open_tables()]
        counts.append(self._history())
        self._evidence()
        self._letters()
        for scan in self.whole.ids("form_scans"):
            kept = self.work.form_scans.get(scan)
            self._file(f"scans/{scan}{_ending(kept.media_type)}", lambda one: [self.work.form_scans.picture(one)], scan)
        for paper in self.whole.ids("papers"):
            name = f"papers/{paper}{_suffix(self.work.attachments.get(paper).file_name)}"
            self._file(name, self.work.attachments.content, paper)
        for one in self.whole.ids("association_returns"):
            self.archive.add(f"returns/{one}.json", [self.whole.content("association_returns", "content", one)])
        self._explain(counts)

    @cached_property
    def whole(self) -> WholeOffice:
        """The file to read from."""
        return WholeOffice(self.work.connection)

    @cached_property
    def _total(self) -> int:
        names = ("evidence", "letters", "incident_letters", "form_scans", "papers")
        return 2 * len(open_tables()) + 1 + sum(self.whole.count(name) for name in names)

    @cached_property
    def _protected(self) -> set[int]:
        return {row["id"] for row in self.whole.rows("parents") if row["protected"]}

    def _step(self) -> None:
        self._done += 1
        self.progress(min(self._done, self._total), self._total)

    def _table(self, name: str) -> tuple[str, int]:
        columns = [column.name for column in open_tables()[name]]
        whose = _whose(name)
        if whose:
            columns.append("pass_on")
        self.archive.add_csv(f"tables/{name}.csv", columns, self._rows(name, whose))
        self._step()
        self.archive.add_json(f"tables/{name}.json", self._rows(name, whose))
        self._step()
        return name, self.whole.count(name)

    def _rows(self, name: str, whose: str) -> Iterator[dict[str, Any]]:
        for row in self.whole.rows(name):
            if whose:
                row["pass_on"] = PROTECTED_WORDS if row[whose] in self._protected else ""
            yield row

    def _history(self) -> tuple[str, int]:
        ids = self.work.audit.ids()[::-1]
        columns = ("id", "at", "user_name", "action", "noun", "record_id", "old", "new")
        self.archive.add_csv("tables/history.csv", columns, self._changes(ids))
        self.archive.add_json("tables/history.json", self._changes(ids))
        self._step()
        return "history", len(ids)

    def _changes(self, ids: list[int]) -> Iterator[dict[str, Any]]:
        for start in range(0, len(ids), _AT_ONCE):
            for one in self.work.audit.by_ids(ids[start : start + _AT_ONCE]):
                at = one.at.isoformat().replace("+00:00", "Z")
                what = {"user_name": one.user_name, "action": one.action, "noun": one.noun.value}
                yield {"id": one.id, "at": at, **what, "record_id": one.record_id, "old": one.old, "new": one.new}

    def _evidence(self) -> None:
        for piece_id in self.whole.ids("evidence"):
            piece = self.work.incidents.evidence.get(piece_id)
            assert piece.incident_id is not None, "evidence of drafts is not among these"
            incident = self.work.incidents.records.get(piece.incident_id).reference
            if piece.private:
                self.left_out.append(f"{incident} {piece.label}: a private message, which stays sealed (clause 3.5).")
                self._step()
                continue
            name = f"evidence/{incident} {piece.label}{_suffix(piece.file_name)}"
            if self._file(name, self.work.incidents.evidence.content, piece_id):
                self.pieces.append(piece_id)

    def _letters(self) -> None:
        letters = self.whole.ids("letters")
        for start in range(0, len(letters), _AT_ONCE):
            portion = letters[start : start + _AT_ONCE]
            readers = self.work.letters.readers(portion)
            for letter in portion:
                self._file(f"{self._folder(readers.get(letter, []))}/letter {letter}.pdf", self._letter, letter)
        for letter in self.whole.ids("incident_letters"):
            to = self.work.incidents.letters.get(letter).parent_id
            name = f"{self._folder([to] if to else [])}/incident letter {letter}.pdf"
            self._file(name, lambda one: [self.work.incidents.letters.pages(one)], letter)

    def _letter(self, letter_id: int) -> list[bytes]:
        out = BytesIO()
        make_letter_pdf(self.session, letter_id, out)
        return [out.getvalue()]

    def _folder(self, parent_ids: list[int]) -> str:
        return "letters/protected" if self._protected.intersection(parent_ids) else "letters"

    def _file(self, name: str, content: Any, record_id: int) -> bool:
        """Add one file; what is damaged in the office is named as left out, and does not hold up the rest."""
        self._step()
        try:
            first = iter(content(record_id))
            start = next(first, b"")
        except HaltonError as error:
            self.left_out.append(f"{name}: {error.message}")
            return False
        self.archive.add(name, _with_rest(start, first))
        return True

    def _explain(self, counts: list[tuple[str, int]]) -> None:
        from halton_desktop.exchange.office_columns import about_column
        from halton_desktop.exchange.office_readme import office_readme

        rows = [
            {
                "table": name,
                "column": one.name,
                "kind": one.kind,
                "refers_to": one.refers_to,
                "about": about_column(one.name),
            }
            for name, columns in open_tables().items()
            for one in columns
        ]
        self.archive.add_csv("columns.csv", ("table", "column", "kind", "refers_to", "about"), rows)
        logo = self.work.office.school().logo
        if logo:
            self.archive.add("logo.png" if logo.startswith(b"\x89PNG") else "logo.jpg", [logo])
        school = self.work.office.school().name
        words = office_readme(school, self.session.today, self.session.user.name, counts, self.left_out)
        self.archive.add("README.txt", [b"\xef\xbb\xbf" + words.encode("utf-8")])


def _whose(table: str) -> str:
    """The column that says whose record a row is, "" for none."""
    if table == "parents":
        return "id"
    return "parent_id" if any(column.name == "parent_id" for column in open_tables()[table]) else ""


def _with_rest(start: bytes, rest: Iterator[bytes]) -> Iterator[bytes]:
    yield start
    yield from rest


def _suffix(file_name: str) -> str:
    """The end of a file’s name, where it is a plain one that names nobody."""
    suffix = PurePath(file_name).suffix.lower()
    return suffix if len(suffix) <= 6 and suffix[1:].isalnum() and suffix.isascii() else ""


def _ending(media_type: str) -> str:
    return mimetypes.guess_extension(media_type) or ""
