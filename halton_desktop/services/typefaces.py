"""The typefaces of an office's prints; those of a sample office put its mark across every page there is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from halton_desktop.domain.permission import Permission
from halton_desktop.services.session import OfficeSession

if TYPE_CHECKING:
    from halton_desktop.letters.fonts import Typefaces


def typefaces_of(session: OfficeSession) -> Typefaces:
    """What everything printed or saved from this office is set in: no other way leads to a page."""
    from halton_desktop.letters.fonts import load_typefaces

    with session.look(Permission.SEE_FIGURES) as work:
        sample = work.office.is_sample()
    return load_typefaces(session.files.fonts, sample=sample)
