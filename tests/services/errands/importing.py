"""Importing contacts."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from halton_desktop.domain.importing.file_columns import LEFT_OUT, ColumnUse, ReadingChoices, headings_key
from halton_desktop.domain.permission import Permission
from halton_desktop.services.parents import file_columns, import_origins, import_parents
from halton_desktop.services.session import OfficeSession

CONTACTS = (
    "adno,Legal Surname,Forename,Year,Reg,DOB,Contact Priority,Title,Contact Forename,Contact Surname,Relationship,"
    "Parental Responsibility,House,Street,Town,Postcode,Mobile\n"
    "000001,Examplechild,Ada,Year 7,7D,05/12/2014,1,Mrs,Grace,Examplechild,Mother,Y,1,Norton Lane,Runcorn,WA7 2WJ,\n"
)


CHOICES = ReadingChoices({headings_key(["Adno", "Colour"]): {1: ColumnUse(LEFT_OUT)}})


def _previewed(session: OfficeSession) -> Any:
    return _with_file(lambda file: import_parents.preview_import(session, file))


def _with_file(errand: Callable[[Path], Any]) -> Any:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "contacts.csv"
        file.write_text(CONTACTS, encoding="utf-8")
        return errand(file)


ERRANDS = {
    "file_columns.choose_columns": (
        Permission.IMPORT_PARENTS,
        lambda s: file_columns.choose_columns(s, CHOICES),
    ),
    "file_columns.look_at_file": (
        Permission.IMPORT_PARENTS,
        lambda s: _with_file(lambda file: file_columns.look_at_file(s, file)),
    ),
    "import_parents.apply_import": (
        Permission.IMPORT_PARENTS,
        lambda s: import_parents.apply_import(s, _previewed(s)),
    ),
    "import_origins.origins": (Permission.IMPORT_PARENTS, lambda s: import_origins.origins(s, ())),
    "import_parents.preview_import": (Permission.IMPORT_PARENTS, _previewed),
}
