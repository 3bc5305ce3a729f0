"""Close an office for good: what it holds is shown, what can still be opened is named, then its keys are destroyed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from halton_desktop.domain.change import RecordKind
from halton_desktop.domain.incidents.incident import IncidentState
from halton_desktop.domain.incidents.site_ban import CONFIRMED, PROVISIONAL
from halton_desktop.domain.permission import Permission
from halton_desktop.errors import InvalidInput, Refused
from halton_desktop.services.administration.back_up import backup_state, backups
from halton_desktop.services.overview.export_office import EXPORTED
from halton_desktop.services.session import OfficeSession
from halton_desktop.store.tables.open_tables import WholeOffice
from halton_desktop.store.vault.destroy import destroy, kept_aside_in


@dataclass(frozen=True, slots=True)
class OfficeAtItsEnd:
    """What there is to weigh before an office ends; ``still_open`` are the files that open without it."""

    school: str
    incidents: int
    incidents_open: int
    bans_in_force: int
    forms: int
    newest_incident: date | None
    exported_on: date | None
    changed_since_export: bool
    still_open: tuple[Path, ...]
    last_backup: str

    @property
    def exported(self) -> bool:
        """Whether an archive holds everything there is now."""
        return self.exported_on is not None and not self.changed_since_export

    @property
    def to_keep(self) -> str:
        """What the school’s retention schedule has to be asked about."""
        last = f", the last reported on {self.newest_incident:%d/%m/%Y}" if self.newest_incident else ""
        return (
            f"In this office: incidents {self.incidents:,} ({self.incidents_open:,} still open{last}), site bans in "
            f"force {self.bans_in_force:,}, forms {self.forms:,}. How long each must be kept is "
            "said by your school’s retention schedule: nothing can be looked up here once the office is closed."
        )


def office_at_its_end(session: OfficeSession) -> OfficeAtItsEnd:
    """What closing would end. Restricted incidents are counted too, and not shown."""
    with session.look_at_all(Permission.CLOSE_OFFICE) as work:
        whole = WholeOffice(work.connection)
        exports = work.audit.latest(EXPORTED, 1)
        return OfficeAtItsEnd(
            school=work.office.school().name,
            incidents=whole.count("incidents"),
            incidents_open=whole.count_with("incidents", "state", {IncidentState.OPEN.value}),
            bans_in_force=whole.count_with("site_bans", "state", {PROVISIONAL, CONFIRMED}),
            forms=whole.count("forms"),
            newest_incident=whole.newest("incidents", "reported_on"),
            exported_on=exports[0].at.astimezone().date() if exports else None,
            changed_since_export=bool(exports) and work.audit.last_but(RecordKind.BACKUP) > exports[0].id,
            still_open=(*(backup.path for backup in backups(session)), *kept_aside_in(session.vault.folder)),
            last_backup=backup_state(session).sentence,
        )


def close_for_good(session: OfficeSession, school_typed: str, *, without_export: bool = False) -> OfficeAtItsEnd:
    """Destroy the keys of the office; the session is closed afterwards, and nothing opens its file again.

    ``school_typed`` is the school’s name, typed by whoever means it. No backup or export is touched.
    Raises NotAllowed, InvalidInput, Refused where nothing was exported since the last change, FolderReadOnly.
    """
    end = office_at_its_end(session)
    if " ".join(school_typed.split()).casefold() != " ".join(end.school.split()).casefold():
        raise InvalidInput("school", f"Type the school’s name as it stands here: {end.school}")
    if not end.exported and not without_export:
        raise Refused(
            "No archive holds what is in this office now.",
            "Save the whole office first, or say that you do not want to keep it.",
        )
    with session.change(Permission.CLOSE_OFFICE) as work:
        work.record("office is being closed for good", RecordKind.OFFICE, 1, new={"exported": end.exported})
        work.commit()
    with session.look(Permission.CLOSE_OFFICE) as work:
        last = work.audit.entries(limit=1)[0]
    destroy(session.vault, _record(session, end, last.id))
    return end


def _record(session: OfficeSession, end: OfficeAtItsEnd, changes: int) -> str:
    """It names no family and no member of staff: it lies there in clear."""
    left = [f"  {path}" for path in end.still_open] or ["  none that this computer can see"]
    lines = [
        f"The office of {end.school} that was kept in this folder was closed for good",
        f"on {session.clock().astimezone():%d/%m/%Y at %H:%M} by an {session.user.role.value} of the school.",
        "",
        f"Its keys were destroyed: its file cannot be opened any more. It had seen {changes:,} changes.",
        f"The whole office was saved as open files before: {'yes' if end.exported else 'no'}.",
        "",
        "These can still be opened with a password of their day. Delete them when they need not be kept:",
        *left,
        f"  ({end.last_backup}. Look on sticks and other drives too.)",
        "",
    ]
    return "\r\n".join(lines)
