"""Take in what people bring: one file, or the export of a chat with its media, each file kept by itself."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path, PurePath

from halton_desktop.domain.incidents.evidence import EvidenceKind, EvidenceOrigin, kind_of
from halton_desktop.domain.permission import Permission, require
from halton_desktop.errors import UnreadableFile
from halton_desktop.services.incidents.keep_evidence import KeptEvidence, add_evidence
from halton_desktop.services.progress import Progress, nobody_watches
from halton_desktop.services.session import OfficeSession


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What was kept, and ``left``: the names in an export that are of no kind that can be kept by itself."""

    kept: tuple[KeptEvidence, ...]
    left: tuple[str, ...] = ()

    @property
    def told(self) -> str:
        """What became of an export in one sentence, "" for a single file."""
        if len(self.kept) < 2 and not self.left:
            return ""
        first = self.kept[0].evidence
        said = f"{first.file_name} is kept as {first.label}, and {len(self.kept) - 1} files of it by themselves."
        if not self.left:
            return said
        names = ", ".join(self.left[:5]) + (f" and {len(self.left) - 5} more" if len(self.left) > 5 else "")
        return f"{said} Only inside {first.label}: {names}."


def take_in(
    session: OfficeSession,
    incident_id: int | None,
    content: Path | bytes,
    origin: EvidenceOrigin,
    *,
    file_name: str = "",
    progress: Progress = nobody_watches,
) -> TakenIn:
    """Keep a file as evidence; of a .zip also every file in it, the chat's text before its media.

    Each is private where the export is. ``progress`` may raise Cancelled; what was kept before stays. Raises as
    :func:`add_evidence` does, UnreadableFile for an export that is damaged, has a password or is too large: before
    anything of it is kept.
    """
    require(session.user.role, Permission.RECORD_INCIDENTS)
    name = file_name or (content.name if isinstance(content, Path) else "")
    if PurePath(name).suffix.lower() != ".zip":
        kept = add_evidence(session, incident_id, content, origin, file_name=file_name, progress=progress)
        return TakenIn((kept,))
    from halton_desktop.exchange.packed_files import packed_files, read_packed

    files = sorted(packed_files(content, name), key=lambda one: (not one.name.casefold().endswith(".txt"), one.entry))
    whole = add_evidence(session, incident_id, content, origin, file_name=file_name)
    kept_each, left = [whole], []
    inner = replace(origin, description=f"from {whole.evidence.label} {name}")
    if whole.evidence.private:
        inner = replace(inner, private=True)
    for done, (one, words) in enumerate(read_packed(content, files, name), start=1):
        if _can_be_kept(one.name, words):
            kept_each.append(add_evidence(session, incident_id, words, inner, file_name=one.name))
        else:
            left.append(one.name)
        progress(done, len(files))
    return TakenIn(tuple(kept_each), tuple(left))


def _can_be_kept(name: str, content: bytes) -> bool:
    try:
        kind, _ = kind_of(name, content[:1024], len(content))
    except UnreadableFile:
        return False
    return kind is not EvidenceKind.ARCHIVE
