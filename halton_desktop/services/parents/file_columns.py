"""What the office has said of the columns and sheets of its files: kept with the office, and to be taken back."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from halton_desktop.domain.change import RecordKind
from halton_desktop.domain.importing.file_columns import FileTable, ReadingChoices
from halton_desktop.domain.name import fold
from halton_desktop.domain.permission import Permission
from halton_desktop.errors import InvalidInput
from halton_desktop.exchange.contacts_file import look_at_tables
from halton_desktop.services.session import OfficeSession
from halton_desktop.store.unit_of_work import UnitOfWork

READING = "reading_choices"
"""The office's setting they are kept in."""


def look_at_file(session: OfficeSession, path: Path) -> tuple[FileTable, ...]:
    """What stands in a file whose headings nobody knows, so that a person can say it. Raises UnreadableFile."""
    with session.look(Permission.IMPORT_PARENTS) as work:
        choices = reading_choices(work)
    return look_at_tables(path, choices)


def choose_columns(session: OfficeSession, change: ReadingChoices) -> ReadingChoices:
    """Remember what columns and sheets are used for, in every file with the same headings.

    Returns the change that takes it back. Raises InvalidInput for a use there is none of.
    """
    for uses in change.columns.values():
        for use in uses.values():
            if not use.is_known:
                raise InvalidInput("use", "A column cannot be used for that.", "Choose another use.")
    with session.change(Permission.IMPORT_PARENTS) as work:
        known = reading_choices(work)
        before = known.before(change)
        work.office.keep_setting(READING, known.changed_by(change).as_plain())
        work.record("use of columns chosen", RecordKind.SETTING, 1, old=_told(before), new=_told(change))
        work.commit()
    return before


def reading_choices(work: UnitOfWork) -> ReadingChoices:
    """What the office has said so far; nothing of whom it protects is shown as an example of a column."""
    return replace(ReadingChoices.from_plain(work.office.setting(READING, {})), unquoted=_protected_names(work))


def _protected_names(work: UnitOfWork) -> tuple[frozenset[str], ...]:
    """The words of their names, as they are here and as the last file gave them."""
    given = work.decisions.file_values.all().parents
    names = []
    for parent in (family.parent for family in work.parents.families()):
        if parent.protected:
            said = {field: one.said for field, one in given.get(parent.id, {}).items()}
            names.append(f"{parent.forename} {parent.surname}")
            names.append(f"{said.get('forename') or parent.forename} {said.get('surname') or parent.surname}")
    return tuple({frozenset(fold(name).split()) for name in names} - {frozenset[str]()})


def _told(choices: ReadingChoices) -> dict[str, Any]:
    """As the history says it: each column by its heading."""
    columns: dict[str, Any] = {}
    for key, uses in choices.columns.items():
        headings = dict(enumerate(key.split("|")))
        columns |= {headings.get(place, f"column {place + 1}"): use.words for place, use in uses.items()}
    sheets = {key.partition("|")[0]: use.value if use else None for key, use in choices.sheets.items()}
    return {name: said for name, said in (("columns", columns), ("sheets", sheets)) if said}
