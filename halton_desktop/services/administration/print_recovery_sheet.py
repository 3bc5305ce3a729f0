"""The paper with the recovery key, made when an office is created or gets a new key; the key is kept nowhere else."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from halton_desktop.services.program_files import ProgramFiles


def recovery_sheet_pdf(
    files: ProgramFiles,
    school: str,
    recovery_key: str,
    made_on: date,
    office: str = "",
    names: Sequence[str] = (),
    *,
    sample: bool = False,
) -> bytes:
    """One A4 page as PDF bytes, never written to disk by the program itself.

    ``office`` names the office folder, ``names`` the user names of that day; ``sample``
    says that it is a sample office.
    """
    from halton_desktop.letters.fonts import load_typefaces
    from halton_desktop.letters.recovery_sheet import recovery_sheet

    return recovery_sheet(
        school, office, recovery_key, made_on, load_typefaces(files.fonts, sample=sample), names=names
    )
