"""Seal private messages, and decide whose key opens them: headteachers admitted one by one, and the recovery key.

Anybody at the desk may put messages in. A headteacher is let in by one who is in already, or with the printed recovery
key; the very first ones, while nothing has been sealed yet, are let in by themselves. Whoever loses the role loses the
way in, and a new key seals from then on.
"""

from __future__ import annotations

from collections.abc import Container, Iterable
from dataclasses import dataclass
from datetime import datetime

from halton_desktop.domain.change import RecordKind
from halton_desktop.domain.permission import Permission, Role, require
from halton_desktop.domain.user import User
from halton_desktop.errors import OurBug, Refused
from halton_desktop.services.session import OfficeSession
from halton_desktop.store import sealing
from halton_desktop.store.message_key_store import KeyWrap, MessageKey
from halton_desktop.store.unit_of_work import UnitOfWork
from halton_desktop.store.vault import key_file
from halton_desktop.store.vault.key_file_format import NOBODY

RECOVERY_KEY = NOBODY
"""The user id that stands for the recovery key."""


@dataclass(frozen=True, slots=True)
class SealedReader:
    """Somebody who should be able to open sealed messages; ``admitted`` says whether they can, ``why_not`` why not."""

    user_id: int
    name: str
    admitted: bool
    since: datetime | None = None
    admitted_by: str = ""
    why_not: str = ""


def seal_private(session: OfficeSession, work: UnitOfWork) -> sealing.Sealer:
    """What seals private evidence, for ``work.evidence.add`` and ``make_private``, inside the caller's transaction."""
    key = tend(session, work)
    work.message_keys.mark_used(key.generation)
    return sealing.Sealer(key.public, key.generation, work.message_keys.office_id)


def tend(session: OfficeSession, work: UnitOfWork) -> MessageKey:
    """Bring the keys up to date with the users and return the one that seals now (made here the first time)."""
    heads = _headteachers(session, work)
    lost = {w.user_id for w in work.message_keys.wraps()} - set(heads) - {RECOVERY_KEY}
    key = work.message_keys.current()
    if key is None:
        return _new_key(session, work, {RECOVERY_KEY, *heads}, "the first key")
    admitted = _admitted(session, work, key)
    if lost:
        for user_id in sorted(lost):
            work.message_keys.remove_wrap(user_id)
            _record_way(work, "way to sealed messages removed", user_id)
        # A sheet that nobody has let in yet stays out, or an administrator could print one and bring about a new key.
        stay = admitted & {RECOVERY_KEY, *heads} or {RECOVERY_KEY}
        return _new_key(session, work, stay, "somebody lost their way in")
    if not any(known.used for known in work.message_keys.all()) and set(heads) - admitted:
        return _new_key(session, work, {RECOVERY_KEY, *heads}, "a headteacher came before anything was sealed")
    return key


def readers_changed(session: OfficeSession, work: UnitOfWork) -> None:
    """To be called, in the same transaction, when a role, an account or the decider of a case changes."""
    if work.message_keys.current() is not None:
        tend(session, work)


def readers(session: OfficeSession) -> tuple[SealedReader, ...]:
    """Every active headteacher or decider and the recovery key, each with whether it opens everything sealed so far.

    Whoever decides nothing but cases closed to the user is not named: that there is a decider would tell of the case.
    """
    with session.look() as work:
        decided = work.incidents.restrictions.deciders()
        deciders = {
            user_id for user_id, incidents in decided.items() if work.incidents.records.by_ids(sorted(incidents))
        }
        users = [user for user in work.users.all() if user.active and _may_be_let_in(user, deciders)]
        found = [_reader(session, work, user.id, user.name) for user in users]
        return (*found, _reader(session, work, RECOVERY_KEY, "Recovery key"))


def who_opens_without(session: OfficeSession, *leaving: int) -> str:
    """What becomes of the sealed messages when these readers can open no more, as a warning; "" where others can.

    ``leaving`` are user ids, or ``RECOVERY_KEY`` for the present sheet.
    """
    with session.look() as work:
        used = any(key.used for key in work.message_keys.all())
    can = {reader.user_id for reader in readers(session) if reader.admitted} if used else set()
    left = can - set(leaving)
    if not can & set(leaving) or left - {RECOVERY_KEY}:
        return ""
    if left:
        return (
            "No headteacher can open the sealed messages then, only the recovery sheet. Let another headteacher in "
            "first (Tools, Sealed messages), and keep the sheet safe."
        )
    return (
        "Nobody could open the sealed messages ever again. Let another headteacher, or the new sheet, in first: Tools, "
        "Sealed messages."
    )


def admit(session: OfficeSession, user_id: int) -> bool:
    """Let a headteacher (or the recovery key, after a new sheet was printed) open sealed messages.

    False where messages sealed before stay closed to them: whoever let them in could not open those either.
    Only a
    headteacher who can open them can do this. Raises NotAllowed, Refused.
    """
    _require_reader(session)
    personal = session.vault.personal_key
    with session.change(Permission.LOOK) as work:
        everything = _admit(session, work, user_id, session.user.id, personal)
        work.commit()
    return everything


def admit_with_recovery_key(session: OfficeSession, recovery_key: str, user_id: int) -> bool:
    """Let a headteacher open sealed messages with the printed recovery key.

    False where messages sealed before stay closed: nobody had let this sheet in.
    Raises InvalidInput (``recovery_key``) where it is mistyped, WrongPassword where it is another office's, Refused.
    """
    _require_reader(session)
    personal = key_file.open_with_recovery_key(session.vault.keys, recovery_key).personal_key
    with session.change(Permission.LOOK) as work:
        everything = _admit(session, work, user_id, RECOVERY_KEY, personal)
        work.commit()
    return everything


def message_private_key(session: OfficeSession, work: UnitOfWork, generation: int) -> bytes:
    """The private half of a message key, opened with the own key of the signed-in headteacher or decider.

    Raises NotAllowed for anybody else, Refused where they have not been let in.
    """
    if session.user.id not in work.incidents.restrictions.deciders():
        require(session.user.role, Permission.VIEW_PRIVATE_MESSAGES)
    opened = _open(work, generation, session.user.id, session.vault.personal_key)
    if opened is None:
        raise Refused(
            "Your account cannot open these sealed messages yet.",
            "Another headteacher, or the printed recovery key, can let you in: Tools, Sealed messages.",
            clause="3.5",
        )
    return opened


def _admit(session: OfficeSession, work: UnitOfWork, user_id: int, by: int, personal: bytes) -> bool:
    name = "the recovery key" if user_id == RECOVERY_KEY else _headteacher(session, work, user_id).name
    tend(session, work)
    sealed_before = [key.generation for key in work.message_keys.all() if key.used]
    opened: list[int] = []
    for key in work.message_keys.all():
        private = _open(work, key.generation, by, personal)
        if private is not None:
            _put(session, work, key, private, user_id)
            opened.append(key.generation)
    if not opened:
        raise Refused(
            "You cannot open the sealed messages yourself, so you cannot let anybody else in.",
            "Use the printed recovery key.",
        )
    whose = "with the recovery key" if by == RECOVERY_KEY else "by a headteacher"
    closed = len(set(sealed_before) - set(opened))
    new: dict[str, object] = {"who": name, "how": whose}
    _record_way(work, "let in to sealed messages", user_id, new | ({"keys not opened": closed} if closed else {}))
    return not closed


def _record_way(work: UnitOfWork, action: str, user_id: int, new: dict[str, object] | None = None) -> None:
    """Under the cases somebody decides or decided, else their account: who decides a closed case is closed with it."""
    incidents = work.incidents.restrictions.decided_by(user_id)
    for noun, record_id in [(RecordKind.INCIDENT, one) for one in incidents] or [(RecordKind.USER, user_id)]:
        work.record(action, noun, record_id, new=new)


def _open(work: UnitOfWork, generation: int, user_id: int, personal: bytes) -> bytes | None:
    key = work.message_keys.get(generation)
    mine = next((wrap for wrap in work.message_keys.wraps(generation) if wrap.user_id == user_id), None)
    if key is None or mine is None:
        return None
    return sealing.unwrap(mine.wrapped, personal, _bound(work, key, user_id, mine.personal_public))


def _new_key(session: OfficeSession, work: UnitOfWork, user_ids: Iterable[int], why: str) -> MessageKey:
    """The next generation, wrapped for these readers; the private half is then forgotten."""
    private, public = sealing.new_pair()
    by = work.user.name if work.user else ""
    key = work.message_keys.add(public, work.now, by, why)
    for user_id in sorted(user_ids):
        _put(session, work, key, private, user_id)
    work.record("message key made", RecordKind.OFFICE, 1, new={"generation": key.generation, "why": why})
    return key


def _put(session: OfficeSession, work: UnitOfWork, key: MessageKey, private: bytes, user_id: int) -> None:
    personal_public = session.vault.public_keys.get(user_id)
    if personal_public is None:
        raise OurBug("A message key cannot be wrapped for somebody who has no way in.")
    wrapped = sealing.wrap(private, _bound(work, key, user_id, personal_public))
    by = work.user.name if work.user else ""
    work.message_keys.put_wrap(KeyWrap(key.generation, user_id, personal_public, wrapped, work.now, by))


def _bound(work: UnitOfWork, key: MessageKey, user_id: int, personal_public: bytes) -> sealing.WrappedFor:
    return sealing.WrappedFor(work.message_keys.office_id, key.generation, key.public, user_id, personal_public)


def _headteachers(session: OfficeSession, work: UnitOfWork) -> dict[int, User]:
    """Active headteachers, and who decides a case in their place, as far as they have a way in."""
    known, deciders = session.vault.public_keys, work.incidents.restrictions.deciders()
    users = work.users.all()
    return {u.id: u for u in users if u.active and _may_be_let_in(u, deciders) and u.id in known}


def _may_be_let_in(user: User, deciders: Container[int]) -> bool:
    return user.role is Role.HEADTEACHER or user.id in deciders


def _require_reader(session: OfficeSession) -> None:
    """Raise NotAllowed for anybody who is neither a headteacher nor decides a case in their place."""
    with session.look() as work:
        if session.user.id not in work.incidents.restrictions.deciders():
            require(session.user.role, Permission.VIEW_PRIVATE_MESSAGES)


def _headteacher(session: OfficeSession, work: UnitOfWork, user_id: int) -> User:
    found = _headteachers(session, work).get(user_id)
    if found is None:
        raise Refused(
            "Sealed messages are opened by a headteacher only.",
            "Give the account that role and a password first.",
            clause="3.5",
        )
    return found


def _admitted(session: OfficeSession, work: UnitOfWork, key: MessageKey) -> set[int]:
    """Whose present personal key, or whether the present recovery key, opens this message key."""
    known = session.vault.public_keys
    wraps = work.message_keys.wraps(key.generation)
    return {wrap.user_id for wrap in wraps if known.get(wrap.user_id) == wrap.personal_public}


def _reader(session: OfficeSession, work: UnitOfWork, user_id: int, name: str) -> SealedReader:
    keys = work.message_keys.all()
    wraps = {wrap.generation: wrap for wrap in work.message_keys.wraps() if wrap.user_id == user_id}
    if not keys:
        return SealedReader(user_id, name, admitted=True, why_not="")
    needed = {key.generation for key in keys if key.used} or {keys[-1].generation}
    if not needed & set(wraps):
        return SealedReader(user_id, name, admitted=False, why_not="not let in yet")
    public = session.vault.public_keys.get(user_id)
    stale = any(wraps[generation].personal_public != public for generation in needed & set(wraps))
    if stale:
        why = "a new sheet was printed" if user_id == RECOVERY_KEY else "the password was reset by somebody else"
        return SealedReader(user_id, name, admitted=False, why_not=why)
    if needed - set(wraps):
        return SealedReader(user_id, name, admitted=False, why_not="let in for some of the messages only")
    last = wraps[max(needed)]
    return SealedReader(user_id, name, admitted=True, since=last.admitted_at, admitted_by=last.admitted_by)
