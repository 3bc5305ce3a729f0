"""Who may look after a case and see to its steps: whoever takes steps here, and may open that case."""

from __future__ import annotations

from halton_desktop.domain.permission import Permission, may
from halton_desktop.domain.user import User
from halton_desktop.errors import Refused
from halton_desktop.store.unit_of_work import UnitOfWork


def able_to_see_to(work: UnitOfWork, incident_id: int | None = None) -> list[User]:
    """Everybody a case may be given to; of a restricted one only the people named in it."""
    restriction = work.incidents.restrictions.of_incident(incident_id) if incident_id is not None else None
    named = {user_id for user_id, _ in restriction.named} if restriction else None
    return [
        user
        for user in work.users.all()
        if user.active and may(user.role, Permission.TAKE_STEPS) and (named is None or user.id in named)
    ]


def require_able(work: UnitOfWork, user_id: int, incident_id: int | None = None) -> User:
    """The user; Refused, in words, where the case would be nobody’s work with them."""
    user = work.users.get(user_id)
    if not user.active:
        raise Refused(f"{user.name} no longer works with this office file.")
    if not may(user.role, Permission.TAKE_STEPS):
        raise Refused(f"{user.name} is a {user.role.value} and takes no steps in a case.", "Choose somebody else.")
    if user not in able_to_see_to(work, incident_id):
        raise Refused(
            f"This case is restricted, and {user.name} may not open it.",
            "Choose somebody who is named, or name them first with “Restrict…”.",
        )
    return user
