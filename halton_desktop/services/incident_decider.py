"""Who decides a case: the headteacher, or where they are the victim or a party whoever is named in their place."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace

from halton_desktop.domain.incidents.incident import IncidentPerson
from halton_desktop.domain.incidents.restriction import Decider, is_party, may_be, require_decides
from halton_desktop.domain.name import same_person
from halton_desktop.domain.permission import Permission, Role, require
from halton_desktop.domain.school import School
from halton_desktop.errors import HaltonError, NotAllowed, NotFound, Refused
from halton_desktop.services.session import OfficeSession
from halton_desktop.store.unit_of_work import UnitOfWork

IN_PLACE = "Acting for the headteacher"
"""Under the name of whoever decided a ban without being the headteacher or named to decide the case."""


@contextmanager
def deciding(
    session: OfficeSession, permission: Permission, incident_of: Callable[[UnitOfWork], int | None]
) -> Iterator[UnitOfWork]:
    """A change that whoever holds the permission makes, and in a case with a decider nobody but the decider.

    ``incident_of`` says which case it is about. Raises NotAllowed.
    """
    with session.change(Permission.LOOK) as work:
        incident_id = None
        with suppress(NotFound):  # the errand itself says so, to those who hold the permission
            incident_id = incident_of(work)
        require_decision(session, work, permission, incident_id)
        yield work


def require_decision(session: OfficeSession, work: UnitOfWork, permission: Permission, incident_id: int | None) -> None:
    """Raise NotAllowed unless the user is the decider of the case, or it has none and the role holds the permission.

    A headteacher who is the victim or a party decides nothing in it but who decides it instead.
    """
    decider, role = decider_of(work, incident_id), session.user.role
    if decider is not None and not decider.active:  # an administrator may then name another, the headteacher may not
        decider = None if (permission, role) == (Permission.RESTRICT_INCIDENTS, Role.ADMINISTRATOR) else decider
    if not require_decides(session.user, decider):
        require(session.user.role, permission)
        if permission is not Permission.RESTRICT_INCIDENTS and incident_id is not None:
            _require_no_party(session, work, incident_id)


def _require_no_party(session: OfficeSession, work: UnitOfWork, incident_id: int) -> None:
    name, head = session.user.name, work.office.school().headteacher
    heads = same_person(name, head)
    if not heads and session.user.role is not Role.HEADTEACHER:
        return
    people = [person for person in work.incidents.records.get(incident_id).people if person.pupil_id is None]
    kept = {one.id: one.full_name for one in work.parents.parents([p.parent_id for p in people if p.parent_id])}
    names = [kept.get(person.parent_id or 0, person.name) for person in people]
    if any(may_be(head if heads else name, one) for one in names):
        raise NotAllowed(
            "You are named in this case yourself, so somebody else decides it.",
            "Restrict… on its page names who decides it in your place, for example the chair of governors.",
        )


def may_decide(session: OfficeSession, permission: Permission, incident_id: int) -> bool:
    """Whether the signed-in user may make this decision in this case; for showing."""
    with session.look() as work:
        return may_decide_in(session, work, permission, incident_id)


def may_decide_in(session: OfficeSession, work: UnitOfWork, permission: Permission, incident_id: int) -> bool:
    """The same inside a transaction."""
    with suppress(HaltonError):
        require_decision(session, work, permission, incident_id)
        return True
    return False


def who_signs(session: OfficeSession, incident_id: int) -> str:
    """The name under the letters of a case: the decider's, else the headteacher's."""
    with session.look() as work:
        return school_in_incident(work, incident_id).headteacher


def who_decides(session: OfficeSession, incident_id: int) -> str:
    """The name under a decision the signed-in user would take; who signs the letters of the case where they may not."""
    if not may_decide(session, Permission.DECIDE_BANS, incident_id):
        return who_signs(session, incident_id)
    with session.look() as work:
        return deciding_name(session, work, incident_id)


def deciding_name(session: OfficeSession, work: UnitOfWork, incident_id: int) -> str:
    """Whoever is signed in decides, and is named so as the school writes it: nobody decides in another's name."""
    decider, head, user = decider_of(work, incident_id), work.office.school().headteacher, session.user.name
    return decider.name if decider else head if same_person(head, user) else user


def deciding_title(session: OfficeSession, work: UnitOfWork, incident_id: int) -> str:
    """What stands under that name: what they are on the day they decide, whoever is headteacher when it is printed."""
    decider, school = decider_of(work, incident_id), work.office.school()
    if decider:
        return _capital(decider.title)
    return school.headteacher_title if same_person(school.headteacher, session.user.name) else IN_PLACE


def decider_of(work: UnitOfWork, incident_id: int | None) -> Decider | None:
    """Whoever is named to decide a case; None where the headteacher does."""
    restriction = work.incidents.restrictions.of_incident(incident_id) if incident_id else None
    return restriction.decider if restriction else None


def require_not_the_decider(work: UnitOfWork, incident_id: int, person: IncidentPerson) -> None:
    """Raise Refused where whoever decides the case would become a party in it; one who left decides no more."""
    decider = decider_of(work, incident_id)
    if decider is not None and decider.active and is_party(decider.name, person):
        raise Refused(
            f"{decider.shown}, decides this case and cannot be a party in it.",
            f"{decider.name} first restricts the case again and names somebody else who decides it.",
        )


def school_in_incident(work: UnitOfWork, incident_id: int) -> School:
    """The school as letters of this case show it: signed by whoever decides it."""
    school, decider = work.office.school(), decider_of(work, incident_id)
    return replace(school, headteacher=decider.name, headteacher_title=_capital(decider.title)) if decider else school


def _capital(title: str) -> str:
    return title[:1].upper() + title[1:]
