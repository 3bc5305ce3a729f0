"""Check the whole office file: cipher integrity, foreign keys, the audit chain, and every invariant of our own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from halton_desktop.domain.permission import Permission, Role
from halton_desktop.services.session import OfficeSession
from halton_desktop.store.integrity import findings_in_file
from halton_desktop.store.unit_of_work import UnitOfWork

HIDDEN = "Something is wrong with an incident that is restricted: somebody who may open it should check the file."


@dataclass(frozen=True, slots=True)
class CheckResult:
    """``findings`` are whole sentences; none means all is well."""

    findings: tuple[str, ...]

    @property
    def ok(self) -> bool:
        """Whether nothing was found."""
        return not self.findings


def check(session: OfficeSession) -> CheckResult:
    """Look at everything and change nothing."""
    with session.look_at_all(Permission.SEE_FIGURES) as work:
        found = tuple(_findings(session, work))
    with session.look(Permission.SEE_FIGURES) as work:
        hidden = work.incidents.restrictions.hidden_references()
    return CheckResult(tuple(HIDDEN if any(one in sentence for one in hidden) else sentence for sentence in found))


def _findings(session: OfficeSession, work: UnitOfWork) -> Iterator[str]:
    yield from findings_in_file(work.connection)
    yield from work.audit.findings()
    with_password = session.vault.users_with_password
    for user in work.users.all():
        if user.active and user.id not in with_password:
            yield f"User {user.id} is active but has no password."
        if not user.active and user.id in with_password:
            yield f"User {user.id} is disabled but still has a password."
    yield from work.incidents.findings()
    yield from work.forms.findings()
    yield from work.consents.findings()
    heads = [user.id for user in work.users.all() if user.active and user.role is Role.HEADTEACHER]
    yield from work.message_keys.findings([*heads, *work.incidents.restrictions.deciders()])
    yield from work.parents.findings()
