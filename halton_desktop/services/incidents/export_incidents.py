"""Save incidents as a table outside the office file: CSV or XLSX, what the list shows, in its order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import StrEnum
from pathlib import Path

from halton_desktop.domain.change import RecordKind
from halton_desktop.domain.permission import Permission
from halton_desktop.errors import InvalidInput, Refused
from halton_desktop.exchange.incident_export import ExportedIncident, write_csv, write_xlsx
from halton_desktop.services.listed_names import names_on_paper
from halton_desktop.services.progress import Progress, nobody_watches
from halton_desktop.services.save_file import saving
from halton_desktop.services.session import OfficeSession
from halton_desktop.store.unit_of_work import UnitOfWork

PORTION = 200


class TableKind(StrEnum):
    """The kinds of table; the value is the end of the file's name."""

    CSV = ".csv"
    XLSX = ".xlsx"


def export_incidents(
    session: OfficeSession,
    ids: Sequence[int],
    target: Path,
    *,
    accounts: bool,
    sensitive_accounts: bool = False,
    progress: Progress = nobody_watches,
) -> int:
    """Write these incidents and return how many; the file is not encrypted and that it was made is written down.

    ``accounts`` puts what happened into it; accounts that hold special-category data stay out unless
    ``sensitive_accounts``. ``progress`` may raise Cancelled; then no file is left. Raises InvalidInput, Refused.
    """
    kind = _kind_of(target)
    if not ids:
        raise Refused("The list is empty: there is nothing to export.", "Choose another filter.")
    with session.change(Permission.EXPORT) as work, saving(target) as out:
        write = write_csv if kind is TableKind.CSV else write_xlsx
        closed = {one.incident_id for one in work.incidents.restrictions.shown_outside()}
        ids = [one for one in ids if one not in closed]
        incidents = _incidents(work, ids, accounts=accounts, sensitive=sensitive_accounts)
        write(incidents, out, lambda done: progress(done, len(ids)))
        out.flush()
        new = {"file": target.name, "incidents": len(ids), "accounts": accounts, "sensitive": sensitive_accounts}
        # Before the file gets its name: no table is ever outside that the history does not know of.
        work.record("incidents exported", RecordKind.INCIDENT, 0, new=new)
        work.commit()
    return len(ids)


def _kind_of(target: Path) -> TableKind:
    try:
        return TableKind(target.suffix.lower())
    except ValueError:
        raise InvalidInput("target", "The file’s name must end in .csv or .xlsx.") from None


def _incidents(work: UnitOfWork, ids: Sequence[int], *, accounts: bool, sensitive: bool) -> Iterator[ExportedIncident]:
    names = names_on_paper(work)
    for start in range(0, len(ids), PORTION):
        portion = list(ids[start : start + PORTION])
        steps = work.incidents.steps.of_incidents(portion)
        for incident in work.incidents.records.by_ids(portion):
            told = accounts and (sensitive or not incident.facts.special_category)
            yield ExportedIncident(names.incident(incident), tuple(steps.get(incident.id, ())), told)
