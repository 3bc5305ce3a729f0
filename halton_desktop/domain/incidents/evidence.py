"""Evidence: which files are taken, how large, and who had them in hand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from pathlib import PurePath

from halton_desktop.errors import InvalidInput, UnreadableFile

CHUNK_BYTES = 256 * 1024
"""Evidence lies in the file in pieces of this size, so that a video is never in memory whole while it is written."""

LARGEST = 200 * 1024 * 1024
"""Bytes of one piece of evidence; about ten minutes of a phone's video."""

THUMBNAIL_SIDE = 160
"""Pixels of a thumbnail's longer side."""


class EvidenceKind(StrEnum):
    """What sort of thing it is."""

    IMAGE = "image"
    PDF = "PDF"
    EMAIL = "e-mail"
    TEXT = "text"
    VIDEO = "video"


_BY_SUFFIX = {
    ".png": (EvidenceKind.IMAGE, "image/png"),
    ".jpg": (EvidenceKind.IMAGE, "image/jpeg"),
    ".jpeg": (EvidenceKind.IMAGE, "image/jpeg"),
    ".gif": (EvidenceKind.IMAGE, "image/gif"),
    ".bmp": (EvidenceKind.IMAGE, "image/bmp"),
    ".webp": (EvidenceKind.IMAGE, "image/webp"),
    ".pdf": (EvidenceKind.PDF, "application/pdf"),
    ".eml": (EvidenceKind.EMAIL, "message/rfc822"),
    ".msg": (EvidenceKind.EMAIL, "application/vnd.ms-outlook"),
    ".txt": (EvidenceKind.TEXT, "text/plain"),
    ".mp4": (EvidenceKind.VIDEO, "video/mp4"),
    ".m4v": (EvidenceKind.VIDEO, "video/mp4"),
    ".mov": (EvidenceKind.VIDEO, "video/quicktime"),
    ".webm": (EvidenceKind.VIDEO, "video/webm"),
}
SUFFIXES = tuple(sorted(_BY_SUFFIX))


def _looks_right(kind: EvidenceKind, suffix: str, start: bytes) -> bool:
    """Whether the first bytes are those of what the name says."""
    if suffix == ".png":
        return start.startswith(b"\x89PNG\r\n\x1a\n")
    if suffix in (".jpg", ".jpeg"):
        return start.startswith(b"\xff\xd8\xff")
    if suffix == ".gif":
        return start.startswith((b"GIF87a", b"GIF89a"))
    if suffix == ".bmp":
        return start.startswith(b"BM")
    if suffix == ".webp":
        return start[:4] == b"RIFF" and start[8:12] == b"WEBP"
    if suffix == ".webm":
        return start.startswith(b"\x1a\x45\xdf\xa3")
    if kind is EvidenceKind.VIDEO:
        return start[4:8] in (b"ftyp", b"moov", b"mdat", b"free", b"wide", b"skip")
    if kind is EvidenceKind.PDF:
        return b"%PDF-" in start[:1024]
    if suffix == ".msg":
        return start.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
    return b"\x00" not in start or start.startswith((b"\xff\xfe", b"\xfe\xff"))


def kind_of(file_name: str, start: bytes, size: int) -> tuple[EvidenceKind, str]:
    """Kind and media type of a file from its name and first bytes (1,024 are enough).

    Raises UnreadableFile for an empty, too large or unknown file, or one that is not what its name says.
    """
    name = PurePath(file_name.replace("\\", "/")).name
    suffix = PurePath(name).suffix.lower()
    if size == 0:
        raise UnreadableFile(name, f"“{name}” is empty.", "Save it again and add that copy.")
    if size > LARGEST:
        raise UnreadableFile(
            name,
            f"“{name}” is {size / 2**20:.0f} MB; evidence can be up to {LARGEST // 2**20} MB.",
            "Cut a video to the part that matters, or keep it elsewhere and describe it in a note.",
        )
    if suffix not in _BY_SUFFIX:
        raise UnreadableFile(
            name,
            f"“{name}” is of a kind that cannot be kept as evidence.",
            "Take a screenshot of it, or save it as a picture, PDF, e-mail, text or video.",
        )
    kind, media_type = _BY_SUFFIX[suffix]
    if not _looks_right(kind, suffix, start):
        raise UnreadableFile(
            name, f"“{name}” is not the {kind.value} its name says.", "Open it where it came from and save it again."
        )
    return kind, media_type


@dataclass(frozen=True, slots=True)
class EvidenceOrigin:
    """Where a piece of evidence comes from, as whoever brings it tells."""

    captured_on: date | None = None
    captured_by: str = ""
    captured_from: str = ""
    description: str = ""
    private: bool = False


@dataclass(frozen=True, slots=True)
class Evidence:
    """One piece of evidence. ``number`` counts within its incident (E1, E2 …); ``sha256`` was taken when it arrived.

    ``private`` content lies sealed in the file: only the services for sealed messages can open it.
    """

    id: int
    incident_id: int | None
    number: int
    file_name: str
    kind: EvidenceKind
    media_type: str
    size: int
    sha256: str
    origin: EvidenceOrigin
    arrived_at: datetime
    arrived_by: str
    has_thumbnail: bool = False

    @property
    def label(self) -> str:
        """ "E3"."""
        return f"E{self.number}"

    @property
    def private(self) -> bool:
        """Whether the content is a private message, sealed until a parent consents (3.5)."""
        return self.origin.private


class Custody(StrEnum):
    """What was done with a piece of evidence."""

    ARRIVED = "arrived"
    VIEWED = "viewed"
    EXPORTED = "saved outside the program"
    BUNDLED = "put into a bundle"
    MARKED_PRIVATE = "marked private and sealed"


@dataclass(frozen=True, slots=True)
class CustodyEntry:
    """Who had a piece of evidence in hand, when, and what for."""

    id: int
    evidence_id: int
    at: datetime
    by: str
    what: Custody
    note: str = ""


def checked_origin(origin: EvidenceOrigin, today: date) -> EvidenceOrigin:
    """The origin as kept; raises InvalidInput naming the field."""
    if origin.captured_on is not None and origin.captured_on > today:
        raise InvalidInput("captured_on", "It cannot have been captured after today.")
    return origin


def human_size(size: int) -> str:
    """ "512 bytes", "340 KB", "12.4 MB"."""
    if size < 1024:
        return f"{size} bytes"
    return f"{size / 1024:.0f} KB" if size < 1024 * 1024 else f"{size / 2**20:.1f} MB"
