"""Create an office, unlock it with a password or the recovery key, or bring it back from a backup."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from halton_desktop.domain.change import RecordKind
from halton_desktop.domain.code_of_conduct import Edition, checked_first_edition
from halton_desktop.domain.name import joined
from halton_desktop.domain.permission import Permission, Role
from halton_desktop.domain.school import School, checked_school
from halton_desktop.domain.user import User, checked_password, checked_sign_in_name
from halton_desktop.errors import InvalidInput, MachineError, WrongPassword
from halton_desktop.services.administration.recovery_sheet import NOT_CONFIRMED, SHEET
from halton_desktop.services.program_files import ProgramFiles
from halton_desktop.services.session import Clock, OfficeSession, present_moment
from halton_desktop.store.migrations import migrate
from halton_desktop.store.office_store import school_fields
from halton_desktop.store.people_words import mend_sort_names
from halton_desktop.store.unit_of_work import UnitOfWork, unit_of_work
from halton_desktop.store.vault import vault as vaults
from halton_desktop.store.vault.folder import OfficeFolder
from halton_desktop.store.vault.password_hash import ArgonCost, calibrate

INCIDENT_WORDS, WORDS_KNOWN = "words by which cases are found", 3
"""The setting that says which words of cases and people the search knows, and what this program knows."""
_REPLACED = "password replaced with the recovery key"


@dataclass(frozen=True, slots=True)
class FirstUser:
    """Who sets up the office; always an administrator."""

    sign_in_name: str
    name: str
    password: str


def office_exists(folder: Path) -> bool:
    """Whether a folder holds an office already."""
    return OfficeFolder(folder).has_office()


def _edition_fields(edition: Edition) -> dict[str, object]:
    days = {"adopted_on": f"{edition.adopted_on}", "effective_on": f"{edition.effective_on}"}
    return {"number": 1, "title": edition.title} | days


def create_office(
    folder: Path,
    school: School,
    person: FirstUser,
    files: ProgramFiles,
    *,
    code: Edition | None = None,
    clock: Clock = present_moment,
    cost: ArgonCost | None = None,
) -> tuple[OfficeSession, str]:
    """Make a new office with its first administrator and edition 1 of the code.

    ``code`` is edition 1 with its true days and the school's words; without it the program's words, adopted today.
    Returns the open office and the recovery key, which is shown once and kept nowhere. ``cost`` of a password guess
    is measured on this machine unless given. Raises InvalidInput, Refused, or a MachineError; then nothing is left.
    """
    school = checked_school(school)
    sign_in_name = checked_sign_in_name(person.sign_in_name)
    name = person.name.strip() or sign_in_name
    password = checked_password(person.password)
    today = clock().astimezone().date()
    association = files.first_edition(today)
    edition = checked_first_edition(code or association, association, today)

    def fill(work: UnitOfWork) -> None:
        work.office.keep_school(school)
        user_id = work.users.add(sign_in_name, name, Role.ADMINISTRATOR, work.now)
        edition_id = work.editions.add(edition, work.now)
        work.record("office created", RecordKind.SCHOOL, 1, new=school_fields(school))
        work.record("user added", RecordKind.USER, user_id, new={"name": name, "role": Role.ADMINISTRATOR.value})
        work.office.keep_setting(SHEET, NOT_CONFIRMED)
        work.record("edition adopted", RecordKind.EDITION, edition_id, new=_edition_fields(edition))
        work.commit()

    def prepare(engine: Any) -> None:
        migrate(engine, keep_copy=_nothing_to_keep)
        with unit_of_work(engine, None, clock, writing=True) as work:
            fill(work)

    vault, recovery_key = vaults.create_office(
        OfficeFolder(folder), sign_in_name, password, cost=cost or calibrate(), migrate=prepare, now=clock()
    )
    return _signed_in(vault, files, clock), recovery_key


def unlock_office(
    folder: Path, sign_in_name: str, password: str, files: ProgramFiles, *, clock: Clock = present_moment
) -> OfficeSession:
    """Open an office. Raises WrongPassword or another MachineError; then nothing was changed."""
    place = OfficeFolder(folder)
    vault = vaults.unlock(place, sign_in_name, password, migrate=_migrating(place, clock), now=clock())
    session = _signed_in(vault, files, clock)
    try:
        _finish_disabling(session)
    except BaseException:
        session.close()
        raise
    return session


def recover_office(
    folder: Path,
    recovery_key: str,
    sign_in_name: str,
    new_password: str,
    files: ProgramFiles,
    *,
    as_administrator: bool = False,
    clock: Clock = present_moment,
    cost: ArgonCost | None = None,
) -> OfficeSession:
    """Open an office with the printed recovery key and give one active user a new password.

    ``as_administrator`` makes that user one: whoever they were, enabled again, or new where nobody has the name; so the
    sheet alone is enough when everybody who knew a name has left. Raises InvalidInput where no active user has that
    name, and says which have; the office stays locked then.
    """
    password = checked_password(new_password)
    place = OfficeFolder(folder)
    vault = vaults.unlock_with_recovery_key(place, recovery_key, migrate=_migrating(place, clock), now=clock())
    try:
        with unit_of_work(vault.engine, None, clock, writing=True) as work:
            name = checked_sign_in_name(sign_in_name)
            user = _made_administrator(work, name) if as_administrator else work.users.named(name)
            if user is None or not user.active:
                known = joined([f"“{one.sign_in_name}” ({one.role.value})" for one in work.users.all() if one.active])
                raise InvalidInput(
                    "sign_in_name",
                    "No active user of this office has that user name.",
                    f"Those who have one: {known}. Or make this name an administrator below.",
                )
            work.record(_REPLACED, RecordKind.USER, user.id)
            work.commit()
        try:
            vault.set_password(user.id, user.sign_in_name, password, cost)
        except BaseException:
            with suppress(MachineError), unit_of_work(vault.engine, None, clock, writing=True) as work:
                work.record(f"{_REPLACED}: the key file could not be written", RecordKind.USER, user.id)
                work.commit()
            raise
    finally:
        vault.close()
    return unlock_office(folder, sign_in_name, password, files, clock=clock)


def _made_administrator(work: UnitOfWork, name: str) -> User:
    """The account of this name as an active administrator, whatever it was before."""
    how = {"role": Role.ADMINISTRATOR.value, "how": "with the recovery key"}
    user = work.users.named(name)
    if user is None:
        user_id = work.users.add(name, name, Role.ADMINISTRATOR, work.now)
        work.record("user added", RecordKind.USER, user_id, new={"name": name} | how)
        return work.users.get(user_id)
    if user.role is not Role.ADMINISTRATOR or not user.active:
        work.users.change(user.id, role=Role.ADMINISTRATOR.value, disabled_at=None)
        work.record("user changed", RecordKind.USER, user.id, {"role": user.role.value, "active": user.active}, how)
    return work.users.get(user.id)


def _signed_in(vault: vaults.Vault, files: ProgramFiles, clock: Clock) -> OfficeSession:
    try:
        user = _user_of(vault, clock)
        if not user.active:
            raise WrongPassword("This account was disabled.", "Ask an administrator of your office.")
    except BaseException:
        vault.close()
        raise
    return OfficeSession(vault, user, files, clock)


def _finish_disabling(session: OfficeSession) -> None:
    """Take away passwords that stayed in the key file when disabling their users was cut short."""
    with session.look(Permission.SEE_FIGURES) as work:
        disabled = {user.id for user in work.users.all() if not user.active}
    with suppress(MachineError):  # next time; the account is refused all the same, and the check says so
        for user_id in sorted(disabled & session.vault.users_with_password):
            session.vault.remove_user(user_id)


def _user_of(vault: vaults.Vault, clock: Clock) -> User:
    with unit_of_work(vault.engine, None, clock, writing=False) as work:
        return work.users.get(vault.user_id or 0)


def _migrating(place: OfficeFolder, clock: Clock) -> vaults.Migrate:
    return lambda engine: _bring_up_to_date(place, engine, clock)


def _bring_up_to_date(place: OfficeFolder, engine: Any, clock: Clock) -> None:
    from halton_desktop.store.vault.backup import copy_before_update  # needed once per new version

    migrate(engine, keep_copy=lambda revision: copy_before_update(place, engine, revision))
    _know_all_words(engine, clock)


def _know_all_words(engine: Any, clock: Clock) -> None:
    """What was kept by a program that knew fewer words is found by all of them, once and for all."""
    with unit_of_work(engine, None, clock, writing=False) as work:
        known = work.office.setting(INCIDENT_WORDS, 0) >= WORDS_KNOWN
    if not known:
        with unit_of_work(engine, None, clock, writing=True) as work:
            mend_sort_names(work.connection)
            work.parents.index([parent.id for parent in work.parents.parents()])
            work.parents.index_pupils([pupil.id for pupil in work.parents.pupils()])
            work.incidents.records.refresh_all()
            work.office.keep_setting(INCIDENT_WORDS, WORDS_KNOWN)
            work.commit()


def _nothing_to_keep(_revision: str) -> None:
    """A new office has nothing to lose."""
