"""Take back what was recorded by mistake: somebody named in a case, or a whole case; reason and history stay."""

from __future__ import annotations

from dataclasses import replace

from halton_desktop.domain.change import RecordKind
from halton_desktop.domain.incidents.checked_incident import checked_people
from halton_desktop.domain.incidents.incident import (
    AdditionKind,
    Incident,
    IncidentPerson,
    IncidentState,
    PersonKind,
    PersonPart,
)
from halton_desktop.domain.name import says_something
from halton_desktop.domain.permission import Permission
from halton_desktop.errors import InvalidInput, Refused
from halton_desktop.services.incident_decider import deciding, require_not_the_decider
from halton_desktop.services.incidents.change_incident import require_open
from halton_desktop.services.incidents.record_incident import INCIDENT_WITHDRAWN, as_known, plan_at_once
from halton_desktop.services.incidents.take_step import drop_step
from halton_desktop.services.incidents.told_of_bans import untold_in
from halton_desktop.services.session import OfficeSession
from halton_desktop.store.incidents.incident_store import person_fields
from halton_desktop.store.parent_mistakes import ENTERED_BY_MISTAKE
from halton_desktop.store.unit_of_work import UnitOfWork

BY_MISTAKE = "named by mistake"


def withdraw_person(
    session: OfficeSession, incident_id: int, person_id: int, reason: str, instead: IncidentPerson | None = None
) -> None:
    """Say that somebody was named by mistake, and perhaps who it was ``instead``.

    Their open steps are cancelled, letters that never went out dropped. A wrong identification leaves the alias behind,
    to be identified anew; a case without any other author has one that is not yet known. Raises InvalidInput without a
    reason, Refused while a ban of theirs is in force or nobody has told them of its end, NotAllowed where somebody else
    decides the case.
    """
    if not says_something(reason):
        raise InvalidInput("reason", "Say in a few words how the mistake came about.")
    with deciding(session, Permission.RECORD_INCIDENTS, lambda _work: incident_id) as work:
        incident = work.incidents.records.get(incident_id)
        require_open(incident.state)
        person = next((one for one in incident.people if one.id == person_id), None)
        if person is None:
            raise Refused("This person is not in the case any more.")
        _require_ended_and_told(work, incident_id, person_id)
        others = tuple(one for one in incident.people if one.id != person_id)
        place = _in_their_place(session, others, person, instead, reason.strip())
        checked_people((*others, *place))
        _let_go(session, work, incident, f"{BY_MISTAKE}: {reason.strip()}", person)
        work.incidents.records.withdraw_person(person_id, session.today, session.user.name, reason.strip())
        known = [as_known(work, one, incident.facts) for one in place]
        for one in known:
            require_not_the_decider(work, incident_id, one)
        work.incidents.records.add_people(incident_id, known)
        plan_at_once(session, work, incident_id, known_on=session.today)
        work.incidents.records.refresh(incident_id)
        new = {"reason": reason.strip(), "instead": ", ".join(one.shown for one in place)}
        work.record(f"person {BY_MISTAKE}", RecordKind.INCIDENT, incident_id, person_fields(person), new)
        work.touch(RecordKind.PARENT, *(one.parent_id for one in (person, *place) if one.parent_id is not None))
        work.commit()


def withdraw_incident(session: OfficeSession, incident_id: int, reason: str) -> None:
    """Say that a whole case was recorded by mistake (a duplicate, another school's matter).

    It stays under its reference with the reason, and can be reopened; nothing counts it, reminds of it or shows it with
    its people. Raises InvalidInput without a reason, Refused while a ban of it is in force or its end is not told,
    NotAllowed where somebody else decides the case.
    """
    if not says_something(reason):
        raise InvalidInput("reason", "Say in a few words why it should not have been recorded.")
    with deciding(session, Permission.RECORD_INCIDENTS, lambda _work: incident_id) as work:
        incident = work.incidents.records.get(incident_id)
        if incident.state is IncidentState.WITHDRAWN:
            raise Refused("This case is withdrawn already.")
        _require_ended_and_told(work, incident_id)
        _let_go(session, work, incident, INCIDENT_WITHDRAWN)
        work.incidents.records.add_beside(
            incident_id, AdditionKind.WITHDRAWN, reason.strip(), "", work.now, session.user.name
        )
        columns = {"state": IncidentState.WITHDRAWN.value, "waiting_for": "", "closed_on": session.today}
        work.incidents.records.change_incident(incident_id, **columns, outcome=None, outcome_reason=reason.strip())
        work.incidents.records.refresh(incident_id)
        old = {"state": incident.state.value, "outcome": incident.outcome.value if incident.outcome else ""}
        new = {"state": IncidentState.WITHDRAWN.value, "reason": reason.strip()}
        work.record("incident withdrawn", RecordKind.INCIDENT, incident_id, old, new)
        work.touch(RecordKind.PARENT, *(one.parent_id for one in incident.people if one.parent_id is not None))
        work.commit()


def let_go_of_the_gone(session: OfficeSession, work: UnitOfWork, incident_id: int) -> None:
    """Whoever left the register while the case was withdrawn is named in it by mistake; an author is asked for anew."""
    people = work.incidents.records.get(incident_id).people
    there = {one.id for one in work.parents.parents([p.parent_id for p in people if p.parent_id is not None])}
    gone = [person for person in people if person.parent_id is not None and person.parent_id not in there]
    left = tuple(person for person in people if person not in gone)
    for person in gone:
        place = _in_their_place(session, left, person, None, ENTERED_BY_MISTAKE)
        work.incidents.records.withdraw_person(person.id, session.today, session.user.name, ENTERED_BY_MISTAKE)
        work.incidents.records.add_people(incident_id, place)
        left += place


def _in_their_place(
    session: OfficeSession,
    others: tuple[IncidentPerson, ...],
    wrong: IncidentPerson,
    instead: IncidentPerson | None,
    reason: str,
) -> tuple[IncidentPerson, ...]:
    if instead is not None:
        right = replace(
            instead, id=0, part=wrong.part, how=instead.how or wrong.how, alias=instead.alias or wrong.alias
        )
        if right.alias and right.identified:
            right = replace(right, identified_on=session.today, identified_grounds=reason)
        return (right,)
    author_left = any(one.part is PersonPart.AUTHOR for one in others)
    if wrong.part is PersonPart.AUTHOR and ((wrong.alias and wrong.identified) or not author_left):
        return (IncidentPerson(0, PersonPart.AUTHOR, PersonKind.UNKNOWN, alias=wrong.alias, how=wrong.how),)
    return ()


def _require_ended_and_told(work: UnitOfWork, incident_id: int, person_id: int | None = None) -> None:
    """Whoever was wrongly banned needs the letter that ends it most, and nobody writes to them afterwards."""
    told_of = {one.ban_id for one in work.incidents.letters.of_incident(incident_id) if one.issued_at is not None}
    for ban in work.incidents.bans.of_incident(incident_id):
        if ban.in_force and person_id in (ban.person_id, None):
            told = ", and they were told of it" if ban.id in told_of else ""
            raise Refused(
                f"The ban of {ban.person} is in force{told}.",
                "The headteacher lifts it first; then the mistake can be taken back.",
                clause="2.4",
            )
    for end in untold_in(work, incident_id):
        if person_id in (end.ban.person_id, None):
            raise Refused(
                end.sentence,
                "Print “Site ban lifted” for them and say that it came out; then the mistake can be taken back.",
                clause="2.4",
            )


def _let_go(
    session: OfficeSession, work: UnitOfWork, incident: Incident, reason: str, person: IncidentPerson | None = None
) -> None:
    """End what is to be done in a case, or about one person in it: steps, letters that never went out, consents."""
    for step in work.incidents.steps.of_incident(incident.id):
        if step.open and (person is None or step.person_id == person.id):
            drop_step(session, work, step, reason)
    for letter in work.incidents.letters.of_incident(incident.id):
        theirs = person is None or (person.parent_id is not None and letter.parent_id == person.parent_id)
        if letter.issued_at is None and theirs:
            work.incidents.letters.drop(letter.id)
    for consent in work.consents.of_incident(incident.id):
        if person is None or (person.parent_id == consent.parent_id and not _named_else(incident, person)):
            form = work.forms.get(consent.form_id)
            work.forms.take_back(form, work.now, session.today, session.user.id, reason)
            work.touch(RecordKind.FORM, form.id)


def _named_else(incident: Incident, person: IncidentPerson) -> bool:
    """Whether the same parent has another part in the case."""
    return any(one.id != person.id and one.parent_id == person.parent_id for one in incident.people)
