"""What a piece of evidence says in words: texts, e-mails, documents, saved pages, read in memory; nothing is run."""

from __future__ import annotations

from halton_desktop.domain.incidents.evidence import Evidence, EvidenceKind

UNREADABLE = "This e-mail cannot be shown here. It is kept as it came."
UNREADABLE_DOCUMENT = "This document cannot be shown here: it is damaged or has a password. It is kept as it came."


def words_of(piece: Evidence, content: bytes) -> str:
    """The words of a text, an e-mail, a document or a saved page, "" for anything else."""
    from halton_desktop.exchange.email_file import plain_text, read_email, words_of_page

    if piece.kind is EvidenceKind.TEXT:
        return plain_text(content)
    if piece.kind is EvidenceKind.PAGE and piece.media_type == "text/html":
        return words_of_page(content)
    if piece.kind in (EvidenceKind.EMAIL, EvidenceKind.PAGE):  # a page saved as one file is written like an e-mail
        kind = piece.media_type if piece.kind is EvidenceKind.EMAIL else "message/rfc822"
        message = read_email(content, kind)
        return message.as_text if message is not None else UNREADABLE
    if piece.kind is EvidenceKind.DOCUMENT:
        from halton_desktop.exchange.word_file import words_of_docx

        words = words_of_docx(content)
        return UNREADABLE_DOCUMENT if words is None else words
    return ""
