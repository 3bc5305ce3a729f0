"""What stands in the way of a letter, found before printing: an address too long, letters no typeface has."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from halton_desktop.letters.window import fits_window

if TYPE_CHECKING:
    from halton_desktop.domain.letter import AcknowledgementLetter, Envelope
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
    if not missing:
        return None
    named = ", ".join(f"“{character}” ({unicodedata.name(character, 'unnamed').lower()})" for character in missing[:3])
    return f"The letters’ typeface cannot print {named}{' and others' if len(missing) > 3 else ''}."
