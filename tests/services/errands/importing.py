"""Importing contacts."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from halton_desktop.domain.permission import Permission
from halton_desktop.services.parents import import_origins, import_parents
from halton_desktop.services.session import OfficeSession

CONTACTS = (
    "adno,Legal Surname,Forename,Year,Reg,DOB,Contact Priority,Title,Contact Forename,Contact Surname,Relationship,"
    "Parental Responsibility,House,Street,Town,Postcode,Mobile\n"
    "000001,Examplechild,Ada,Year 7,7D,05/12/2014,1,Mrs,Grace,Examplechild,Mother,Y,1,Norton Lane,Runcorn,WA7 2WJ,\n"
)


def _previewed(session: OfficeSession) -> Any:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "contacts.csv"
        file.write_text(CONTACTS, encoding="utf-8")
        return import_parents.preview_import(session, file)


ERRANDS = {
    "import_parents.apply_import": (
        Permission.IMPORT_PARENTS,
        lambda s: import_parents.apply_import(s, _previewed(s)),
    ),
    "import_origins.origins": (Permission.IMPORT_PARENTS, lambda s: import_origins.origins(s, ())),
    "import_parents.preview_import": (Permission.IMPORT_PARENTS, _previewed),
}
