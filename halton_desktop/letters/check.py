"""What stands in the way of a letter, found before printing: an address too long, letters no typeface has."""

from __future__ import annotations

import unicodedata
from dataclasses import asdict
from typing import TYPE_CHECKING

from halton_desktop.errors import InvalidInput
from halton_desktop.letters.window import fits_window

if TYPE_CHECKING:
    from halton_desktop.domain.letter import AcknowledgementLetter, Envelope, Letterhead, LetterTemplate, Mailing
    from halton_desktop.letters.fonts import Typefaces


def problem_with(letter: AcknowledgementLetter, envelope: Envelope, typefaces: Typefaces) -> str | None:
    """Why a letter cannot be printed, in one sentence; None when it can. Pure, so it may be asked beforehand."""
    addressee = letter.addressee
    reason = fits_window(addressee.address, envelope, typefaces)
    if reason is not None:
        return reason
    texts = [addressee.salutation, *addressee.address.lines]
    for person in addressee.people:
        texts += [person.name, person.relationship, *person.children]
    missing = typefaces.missing(" ".join(texts))
    return f"The letters’ typeface cannot print {_named(missing)}." if missing else None


def require_printable(head: Letterhead, template: LetterTemplate, mailing: Mailing, typefaces: Typefaces) -> None:
    """Raise InvalidInput where what all letters share has characters no typeface has; says in which part."""
    statements = [clause.statement for clause in mailing.clauses]
    shared = (
        ("letterhead", "school’s details", (*asdict(head).values(), *head.address)),
        ("text", "letter’s words", (template.title, template.subject, *(block.text for block in template.blocks))),
        ("clauses", "code", (mailing.edition, mailing.what_changed, mailing.intent, *statements)),
    )
    for field, part, texts in shared:
        missing = typefaces.missing(" ".join(word for text in texts if isinstance(text, str) for word in text.split()))
        if missing:
            raise InvalidInput(
                field,
                f"The {part} cannot be printed: no typeface of the letters has {_named(missing)}.",
                "Take it out, or write it another way.",
            )


def _named(missing: str) -> str:
    named = ", ".join(f"“{character}” ({unicodedata.name(character, 'unnamed').lower()})" for character in missing[:3])
    return f"{named}{' and others' if len(missing) > 3 else ''}"
