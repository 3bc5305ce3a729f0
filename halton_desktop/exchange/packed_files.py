"""The files in a .zip, such as the export of a chat: listed and read one by one, within bounds, never to disk."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path, PurePosixPath

from halton_desktop.errors import UnreadableFile

MOST_FILES = 3_000
MOST_BYTES = 2 * 2**30
"""Unpacked, of all files together; WhatsApp writes no export as large."""
_NOISE = frozenset({".ds_store", "thumbs.db", "desktop.ini"})


@dataclass(frozen=True, slots=True)
class PackedFile:
    """One file of an archive, not read yet."""

    name: str
    size: int
    entry: str


def packed_files(archive: Path | bytes, name: str) -> list[PackedFile]:
    """What is in it, without folders and what a computer hides there; raises UnreadableFile saying what is wrong."""
    try:
        with zipfile.ZipFile(_source(archive)) as opened:
            entries = [one for one in opened.infolist() if not one.is_dir() and not _is_noise(one.filename)]
            locked = any(one.flag_bits & 1 for one in entries)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise UnreadableFile(name, f"“{name}” is damaged: nothing in it can be read.", "Export it again.") from error
    if locked:
        raise UnreadableFile(name, f"“{name}” has a password.", "Unpack it where it came from and add its files.")
    if len(entries) > MOST_FILES or sum(one.file_size for one in entries) > MOST_BYTES:
        raise UnreadableFile(
            name,
            f"“{name}” holds {len(entries):,} files; at most {MOST_FILES:,} and {MOST_BYTES // 2**30} GB are taken.",
            "Export the chat without its media, or add the files that matter by themselves.",
        )
    return [PackedFile(PurePosixPath(one.filename).name, one.file_size, one.filename) for one in entries]


def read_packed(archive: Path | bytes, files: list[PackedFile], name: str) -> Iterator[tuple[PackedFile, bytes]]:
    """The content of these files, one in memory at a time. Raises UnreadableFile where one is damaged."""
    try:
        with zipfile.ZipFile(_source(archive)) as opened:
            for one in files:
                with opened.open(one.entry) as inner:
                    content = inner.read(one.size + 1)
                if len(content) != one.size:
                    raise zipfile.BadZipFile
                yield one, content
    except (zipfile.BadZipFile, OSError, ValueError, RuntimeError, NotImplementedError, EOFError) as error:
        raise UnreadableFile(name, f"A file in “{name}” is damaged.", "Export it again.") from error


def _source(archive: Path | bytes) -> Path | BytesIO:
    return BytesIO(archive) if isinstance(archive, bytes) else archive


def _is_noise(entry: str) -> bool:
    path = PurePosixPath(entry)
    return path.name.casefold() in _NOISE or "__MACOSX" in path.parts or not path.name
