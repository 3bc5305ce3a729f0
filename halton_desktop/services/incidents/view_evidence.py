"""What a piece of evidence says in words: text files and e-mails, read in memory, nothing loaded or run."""

from __future__ import annotations

from halton_desktop.domain.incidents.evidence import Evidence, EvidenceKind

UNREADABLE = "This e-mail cannot be shown here. It is kept as it came."


def words_of(piece: Evidence, content: bytes) -> str:
    """The words of a text or an e-mail, "" for anything else."""
    from halton_desktop.exchange.email_file import plain_text, read_email

    if piece.kind is EvidenceKind.TEXT:
        return plain_text(content)
    if piece.kind is EvidenceKind.EMAIL:
        message = read_email(content, piece.media_type)
        return message.as_text if message is not None else UNREADABLE
    return ""
