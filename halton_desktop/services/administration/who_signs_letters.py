"""Whether the name under the letters is still the headteacher's: asked before a letter is signed in it."""

from __future__ import annotations

from halton_desktop.domain.change import RecordKind
from halton_desktop.domain.name import joined, same_person
from halton_desktop.domain.permission import Permission, Role
from halton_desktop.services.session import OfficeSession
from halton_desktop.store.unit_of_work import UnitOfWork

_CONFIRMED = "name under the letters"
"""The setting that keeps a name somebody confirmed, and who was headteacher then: asked again when that changes."""


def signature_in_doubt(session: OfficeSession) -> str:
    """Why the name under the letters may be an old one, as a sentence; "" where nothing speaks for it."""
    with session.look(Permission.SEE_FIGURES) as work:
        name, heads, gone = _names(work)
        kept = work.office.setting(_CONFIRMED, {})
    if not name or any(same_person(head, name) for head in heads) or not (heads or gone):
        return ""
    if kept == {"name": name, "heads": heads}:
        return ""
    left = f"The account of {name} was disabled" if gone else f"No headteacher’s account is in the name of {name}"
    return f"{left}; the headteacher’s account is that of {joined(heads)}." if heads else f"{left}."


def keep_signature(session: OfficeSession) -> None:
    """The name under the letters is meant: it is not asked about again until a headteacher comes or goes."""
    with session.change(Permission.PRINT_LETTERS) as work:
        name, heads, _gone = _names(work)
        work.office.keep_setting(_CONFIRMED, {"name": name, "heads": heads})
        work.record("name under the letters confirmed", RecordKind.SETTING, 1, new={"name": name})
        work.commit()


def _names(work: UnitOfWork) -> tuple[str, list[str], bool]:
    """The name letters are signed in, the active headteachers, and whether that name's own account was disabled."""
    name = work.office.school().headteacher
    users = [user for user in work.users.all() if user.role is Role.HEADTEACHER]
    heads = sorted(user.name for user in users if user.active)
    return name, heads, any(same_person(user.name, name) for user in users if not user.active)
