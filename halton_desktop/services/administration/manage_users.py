"""Add, change, disable users and give them passwords; the last administrator always stays."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace

from halton_desktop.domain.change import RecordKind
from halton_desktop.domain.permission import Permission, Role, require
from halton_desktop.domain.user import User, checked_password, checked_shown_name, checked_sign_in_name
from halton_desktop.errors import InvalidInput, MachineError, Refused, WrongPassword
from halton_desktop.services.administration.recovery_sheet import sheet_replaced
from halton_desktop.services.administration.seal_messages import readers_changed
from halton_desktop.services.session import OfficeSession
from halton_desktop.store.unit_of_work import UnitOfWork
from halton_desktop.store.vault.password_hash import ArgonCost


def list_users(session: OfficeSession) -> list[User]:
    """Every account, active ones first."""
    with session.look(Permission.MANAGE_USERS) as work:
        return work.users.all()


def names_of_users(session: OfficeSession) -> list[User]:
    """Active accounts, for choosing who is responsible."""
    with session.look() as work:
        return [user for user in work.users.all() if user.active]


def decides_an_incident(session: OfficeSession, user_id: int) -> bool:
    """Whether somebody is named to decide an incident in the headteacher’s place; never which, it may be hidden."""
    with session.look_at_all(Permission.MANAGE_USERS) as work:
        return user_id in work.incidents.restrictions.deciders()


def add_user(
    session: OfficeSession, sign_in_name: str, name: str, role: Role, password: str, cost: ArgonCost | None = None
) -> int:
    """Add an account that can sign in at once; returns its id. Raises InvalidInput."""
    sign_in_name, password = checked_sign_in_name(sign_in_name), checked_password(password)
    with session.change(Permission.MANAGE_USERS) as work:
        name = checked_shown_name(name.strip() or sign_in_name, 0, work.users.all())
        if work.users.named(sign_in_name):
            raise InvalidInput(
                "sign_in_name", f"There is a user “{sign_in_name}” already.", "Choose another user name."
            )
        user_id = work.users.add(sign_in_name, name, role, work.now)
        work.record("user added", RecordKind.USER, user_id, new={"name": name, "role": role.value})
        work.commit()
    try:
        session.vault.set_password(user_id, sign_in_name, password, cost)
    except BaseException:
        _undo_half_made(session, user_id, sign_in_name)
        raise
    return user_id


def change_user(session: OfficeSession, user_id: int, name: str, role: Role) -> None:
    """Give an account another shown name or role, whoever is signed in with it from this moment.

    Raises InvalidInput, Refused for the last administrator.
    """
    with session.change(Permission.MANAGE_USERS) as work:
        before = work.users.get(user_id)
        name = checked_shown_name(name, user_id, work.users.all())
        if before.role is Role.ADMINISTRATOR and role is not Role.ADMINISTRATOR:
            _require_another_administrator(work, before)
        work.users.change(user_id, name=name, role=role.value)
        old = {"name": before.name, "role": before.role.value}
        work.record("user changed", RecordKind.USER, user_id, old, {"name": name, "role": role.value})
        readers_changed(session, work)
        work.commit()
        if user_id == session.user.id:
            session.user = replace(session.user, name=name, role=role)


def disable_user(session: OfficeSession, user_id: int) -> None:
    """Take away an account's way in; what it did stays on record. Raises Refused."""
    if user_id == session.user.id:
        raise Refused("You cannot disable your own account.", "Ask another administrator to do it.")
    with session.change(Permission.MANAGE_USERS) as work:
        before = work.users.get(user_id)
        if before.role is Role.ADMINISTRATOR:
            _require_another_administrator(work, before)
        work.users.change(user_id, disabled_at=work.now)
        work.record("user disabled", RecordKind.USER, user_id, {"active": before.active}, {"active": False})
        readers_changed(session, work)
        work.commit()
    with _key_file_follows(session, "user disabled", RecordKind.USER, user_id):
        session.vault.remove_user(user_id)


def enable_user(session: OfficeSession, user_id: int, password: str, cost: ArgonCost | None = None) -> None:
    """Let a disabled account sign in again, with a new password. Raises InvalidInput."""
    password = checked_password(password)
    with session.change(Permission.MANAGE_USERS) as work:
        user = work.users.get(user_id)
        work.users.change(user_id, disabled_at=None)
        work.record("user enabled", RecordKind.USER, user_id, {"active": user.active}, {"active": True})
        work.commit()
    with _key_file_follows(session, "user enabled", RecordKind.USER, user_id):
        session.vault.set_password(user_id, user.sign_in_name, password, cost)


def give_password(session: OfficeSession, user_id: int, password: str, cost: ArgonCost | None = None) -> None:
    """Give somebody who forgot theirs a new password. Raises InvalidInput, Refused for a disabled account."""
    password = checked_password(password)
    with session.change(Permission.MANAGE_USERS) as work:
        user = work.users.get(user_id)
        if not user.active:
            raise Refused(f"{user.name}’s account is disabled.", "Enable it; that gives it a new password.")
        work.record("password given", RecordKind.USER, user_id)
        work.commit()
    with _key_file_follows(session, "password given", RecordKind.USER, user_id):
        session.vault.set_password(user_id, user.sign_in_name, password, cost)


def change_own_password(session: OfficeSession, old: str, new: str, cost: ArgonCost | None = None) -> None:
    """The signed-in user's new password. Raises InvalidInput for the field ``old_password`` or ``password``."""
    new = checked_password(new)
    if new == old:
        raise InvalidInput("password", "The new password is the same as the old one.")
    require(session.user.role, Permission.CHANGE_OWN_PASSWORD)
    action, me = "password changed", session.user
    written: list[str] = []

    def write_down() -> None:
        with session.change(Permission.CHANGE_OWN_PASSWORD) as work:
            work.record(action, RecordKind.USER, me.id)
            work.commit()
        written.append(action)

    try:
        session.vault.change_own_password(me.sign_in_name, old, new, cost=cost, before=write_down)
    except WrongPassword:
        raise InvalidInput("old_password", "This is not your present password.") from None
    except BaseException:
        if written:
            _say_it_failed(session, action, RecordKind.USER, me.id)
        raise


def replace_recovery_key(session: OfficeSession) -> str:
    """A new recovery key, shown once; the old sheet opens nothing any more."""
    with session.change(Permission.MANAGE_USERS) as work:
        work.record("recovery key replaced", RecordKind.OFFICE, 1)
        sheet_replaced(work)
        work.commit()
    with _key_file_follows(session, "recovery key replaced", RecordKind.OFFICE, 1):
        return session.vault.replace_recovery_key()


def _undo_half_made(session: OfficeSession, user_id: int, sign_in_name: str) -> None:
    """Without a way in there is no user: nobody is left behind who could never sign in and whose name is taken."""
    with suppress(MachineError), session.change(Permission.MANAGE_USERS) as work:  # the failure itself is told
        work.users.remove(user_id)
        action = "user added: the key file could not be written"
        work.record(action, RecordKind.USER, user_id, {"user name": sign_in_name})
        work.commit()


@contextmanager
def _key_file_follows(session: OfficeSession, action: str, noun: RecordKind, record_id: int) -> Iterator[None]:
    """The history speaks first, so that no change of the key file goes unrecorded; a failure is said in it, too."""
    try:
        yield
    except BaseException:
        _say_it_failed(session, action, noun, record_id)
        raise


def _say_it_failed(session: OfficeSession, action: str, noun: RecordKind, record_id: int) -> None:
    with suppress(MachineError), session.change(Permission.CHANGE_OWN_PASSWORD) as work:  # the failure itself is told
        work.record(f"{action}: the key file could not be written", noun, record_id)
        work.commit()


def _require_another_administrator(work: UnitOfWork, leaving: User) -> None:
    if leaving.active and work.users.active_with_role(Role.ADMINISTRATOR) < 2:
        raise Refused(f"{leaving.name} is the last administrator.", "Make somebody else an administrator first.")
