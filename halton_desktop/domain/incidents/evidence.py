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

SEALED_PIECE = "a private message"

THUMBNAIL_SIDE = 160
"""Pixels of a thumbnail's longer side."""


class EvidenceKind(StrEnum):
    """What sort of thing it is."""

    IMAGE = "image"
    PDF = "PDF"
    EMAIL = "e-mail"
    TEXT = "text"
    VIDEO = "video"
    AUDIO = "voice note"
    DOCUMENT = "document"
    PAGE = "saved page"
    ARCHIVE = "chat export"


DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ONLY_KEPT = {
    EvidenceKind.VIDEO: "A video is kept safely here but not played.",
    EvidenceKind.AUDIO: "A voice note is kept safely here but not played.",
    EvidenceKind.ARCHIVE: "This is the export as it came; what was in it stands beside it, each file by itself.",
}
"""What is kept and cannot be shown or printed, and the sentence that says so."""
SHOWN = "Pictures, PDF, e-mails, texts, Word documents and saved pages are shown; voice notes and videos are kept."

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
    ".mkv": (EvidenceKind.VIDEO, "video/x-matroska"),
    ".3gp": (EvidenceKind.VIDEO, "video/3gpp"),
    ".avi": (EvidenceKind.VIDEO, "video/x-msvideo"),
    ".heic": (EvidenceKind.IMAGE, "image/heic"),
    ".opus": (EvidenceKind.AUDIO, "audio/ogg"),
    ".ogg": (EvidenceKind.AUDIO, "audio/ogg"),
    ".oga": (EvidenceKind.AUDIO, "audio/ogg"),
    ".m4a": (EvidenceKind.AUDIO, "audio/mp4"),
    ".mp3": (EvidenceKind.AUDIO, "audio/mpeg"),
    ".wav": (EvidenceKind.AUDIO, "audio/wav"),
    ".aac": (EvidenceKind.AUDIO, "audio/aac"),
    ".amr": (EvidenceKind.AUDIO, "audio/amr"),
    ".docx": (EvidenceKind.DOCUMENT, DOCX),
    ".html": (EvidenceKind.PAGE, "text/html"),
    ".htm": (EvidenceKind.PAGE, "text/html"),
    ".mhtml": (EvidenceKind.PAGE, "multipart/related"),
    ".mht": (EvidenceKind.PAGE, "multipart/related"),
    ".vcf": (EvidenceKind.TEXT, "text/vcard"),
    ".zip": (EvidenceKind.ARCHIVE, "application/zip"),
}
SUFFIXES = tuple(sorted(_BY_SUFFIX))


_BEGINS = {
    ".png": (b"\x89PNG\r\n\x1a\n",),
    ".jpg": (b"\xff\xd8\xff",),
    ".jpeg": (b"\xff\xd8\xff",),
    ".gif": (b"GIF87a", b"GIF89a"),
    ".bmp": (b"BM",),
    ".webm": (b"\x1a\x45\xdf\xa3",),
    ".mkv": (b"\x1a\x45\xdf\xa3",),
    ".msg": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",),
    ".opus": (b"OggS",),
    ".ogg": (b"OggS",),
    ".oga": (b"OggS",),
    ".mp3": (b"ID3", b"\xff\xfb", b"\xff\xf3", b"\xff\xf2", b"\xff\xfa"),
    ".aac": (b"\xff\xf1", b"\xff\xf9", b"ADIF"),
    ".amr": (b"#!AMR",),
    ".docx": (b"PK\x03\x04",),
    ".zip": (b"PK\x03\x04",),
}
_RIFF = {".webp": b"WEBP", ".wav": b"WAVE", ".avi": b"AVI "}
_BOXES = frozenset({".mp4", ".m4v", ".mov", ".m4a", ".3gp", ".heic"})


def _looks_right(kind: EvidenceKind, suffix: str, start: bytes) -> bool:
    """Whether the first bytes are those of what the name says."""
    if suffix in _BEGINS:
        return start.startswith(_BEGINS[suffix])
    if suffix in _RIFF:
        return start[:4] == b"RIFF" and start[8:12] == _RIFF[suffix]
    if suffix in _BOXES:
        return start[4:8] in (b"ftyp", b"moov", b"mdat", b"free", b"wide", b"skip")
    if kind is EvidenceKind.PDF:
        return b"%PDF-" in start[:1024]
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
            "Take a screenshot of it, or save it as a picture, PDF, e-mail, text, Word document (.docx), saved page, "
            "sound or video.",
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

    @property
    def told(self) -> str:
        """As a print names it: what a sealed piece was called may tell what stands in it."""
        return SEALED_PIECE if self.private else self.origin.description or self.file_name


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
