"""Ask a parent for consent to view messages (3.5): what the form names, put on file, given out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from halton_desktop.domain.acknowledgement import (
    Form,
    FormKind,
    FormState,
    HowItCame,
    require_may_become,
)
from halton_desktop.domain.change import RecordKind
from halton_desktop.domain.code_of_conduct import edition_in_force
from halton_desktop.domain.consent import (
    USUAL_DAYS,
    Chat,
    checked_consent,
    status,
    waits,
)
from halton_desktop.domain.incidents.incident import Incident, IncidentState
from halton_desktop.domain.incidents.step import silence
from halton_desktop.domain.mailing import (
    block_on,
    deadline_after,
    kept_from,
    never_overridden,
    on_roll,
    speaks_of_kept,
)
from halton_desktop.domain.name import says_something, sort_key
from halton_desktop.domain.parents.parent import Family, Parent
from halton_desktop.domain.permission import Permission, require
from halton_desktop.domain.reference import ReferenceKind
from halton_desktop.errors import InvalidInput, NotFound, Refused
from halton_desktop.services.administration.keep_school import settings_of
from halton_desktop.services.consent_forms.keep_consent import form_and_consent, touch_form
from halton_desktop.services.consent_forms.return_form import checked_note
from halton_desktop.services.incident_decider import school_in_incident
from halton_desktop.services.session import OfficeSession
from halton_desktop.store.unit_of_work import UnitOfWork

INCIDENT_AT_REST = (
    "The case is closed, and the form says that the school is looking into it.",
    "Reopen the case first.",
)
ALTHOUGH_BLOCKED = "Written although letters are blocked: "
"""Begins the note of a form that was made with an override: its pages may be printed."""


@dataclass(frozen=True, slots=True)
class ConsentRequest:
    """What a parent is asked. ``override`` is the reason to write to a parent whose letters are blocked."""

    incident_id: int
    parent_id: int
    chat: Chat
    purpose: str
    copies_kept: bool
    viewers: str
    valid_until: date
    override: str = ""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A consent form as it begins: what the incident tells already, and the parents in it."""

    incident_reference: str
    chat: Chat
    purpose: str
    viewers: str
    valid_until: date
    parents: tuple[Parent, ...]
    called: dict[int, str]
    """Each of them as one chooses from: two of one name by their children."""


def suggest_consent(session: OfficeSession, incident_id: int) -> Suggestion:
    """Fill in what the incident tells. Raises NotFound."""
    with session.look() as work:
        incident = work.incidents.records.get(incident_id)
        known = [person.parent_id for person in incident.people if person.parent_id is not None]
        parents = work.parents.parents(list(dict.fromkeys(known)))
        children = {person.parent_id: person.children for person in incident.people}
        school = school_in_incident(work, incident_id)
    head = ", ".join(part for part in (school.headteacher, school.headteacher_title) if part)
    return Suggestion(
        incident_reference=incident.reference,
        chat=chat_of(incident),
        purpose=f"To find out what was written in the matter {incident.reference} and decide what to do about it.",
        viewers=head or "The headteacher",
        valid_until=session.today + timedelta(days=USUAL_DAYS),
        parents=tuple(parents),
        called={one.id: _called(one, children.get(one.id, "")) for one in parents},
    )


def _called(parent: Parent, children: str) -> str:
    return f"{parent.full_name} (of {children})" if children else parent.full_name


def chat_of(incident: Incident) -> Chat:
    """The chat and day an incident speaks of, as a beginning."""
    facts = incident.facts
    platform = facts.other_platform or facts.platform.value
    return Chat(platform, facts.place, facts.happened_on, facts.happened_on)


def ask_consent(session: OfficeSession, request: ConsentRequest) -> Form:
    """Put a consent form on file as prepared, ready to print. An unanswered older one for the same chat is replaced.

    Raises InvalidInput naming the field, Refused where the parent's letters are blocked or no edition is in force.
    """
    checked_consent(request.chat, request.purpose, request.viewers, request.valid_until, session.today)
    if says_something(request.override):
        require(session.user.role, Permission.LIFT_LETTER_BLOCKS)
    with session.change(Permission.TAKE_STEPS) as work:
        incident = work.incidents.records.get(request.incident_id)
        if incident.state is IncidentState.WITHDRAWN:
            raise Refused("This case was withdrawn: nobody is asked for consent in it.")
        if incident.at_rest:
            raise Refused(*INCIDENT_AT_REST)
        words = silence(work.incidents.steps.of_incident(incident.id))
        if words:
            raise Refused(words, "Nobody is asked for consent until it is lifted.", clause="2.4")
        family = _family(work, request)
        _require_no_child_kept(family, request)
        _supersede_unanswered(session, work, request)
        form_id = _add_form(session, work, family, request.override.strip())
        consent_id = work.consents.add(
            form_id,
            incident.id,
            request.chat,
            purpose=request.purpose.strip(),
            copies_kept=request.copies_kept,
            viewers=request.viewers.strip(),
            valid_until=request.valid_until,
            asked_at=work.now,
            asked_by=session.user.name,
        )
        form = work.forms.get(form_id)
        new = {"reference": form.reference, "incident": incident.reference, "chat": request.chat.sentence}
        if block_on(family):  # said of the consent and not of the parent: it is as private as the case
            new["override"] = request.override.strip()
        work.record("consent asked", RecordKind.CONSENT, consent_id, new=new)
        touch_form(work, form, incident.id)
        work.commit()
    return form


def confirm_given_out(
    session: OfficeSession, form_id: int, how: HowItCame = HowItCame.IN_PERSON, on: date | None = None
) -> Form:
    """Say how and when (today unless given) a prepared consent form was handed over or posted.

    From then on it is wanted back like any other form. Raises InvalidInput (``on``), Refused.
    """
    day = on or session.today
    if day > session.today:
        raise InvalidInput("on", f"{day:%d/%m/%Y} is still to come.", "Give today or an earlier day.")
    with session.change(Permission.TAKE_STEPS) as work:
        form, consent = form_and_consent(work, form_id)
        require_may_become(form.status, FormState.ISSUED)
        if form.status.on is not None and day < form.status.on:
            made = f"{form.status.on:%d/%m/%Y}"
            raise InvalidInput("on", f"This form was made on {made}, so it cannot have gone out before.")
        due = deadline_after(day, settings_of(work).days_to_return, work.incidents.calendar.calendar())
        stands = work.forms.happened(form_id, FormState.ISSUED, work.now, day, session.user.id, how=how, due_on=due)
        new = {"reference": form.reference, "how": how.value, "on": day.isoformat()}
        work.record("consent form given out", RecordKind.CONSENT, consent.id, new=new)
        touch_form(work, form, consent.incident_id)
        work.commit()
    return replace(form, status=stands, issued_on=form.issued_on or day, due_on=due)


def withdraw_request(session: OfficeSession, form_id: int, reason: str) -> Form:
    """Stop asking for a consent the parent has neither given nor refused, in a closed case too.

    Raises InvalidInput (``reason``), Refused where it was answered.
    """
    if not says_something(reason):
        raise InvalidInput("reason", "Say in a few words why the parent is asked no longer.")
    with session.change(Permission.TAKE_STEPS) as work:
        form, consent = form_and_consent(work, form_id)
        if not waits(consent):
            stands = status(consent, session.today).value
            raise Refused(
                f"{consent.parent_name} is not being asked any more ({stands}).",
                "Only a request that nobody has answered can be withdrawn.",
            )
        note = checked_note(reason, "reason")
        now = work.forms.happened(form_id, FormState.CALLED_BACK, work.now, session.today, session.user.id, note=note)
        new = {"reference": form.reference, "reason": note}
        work.record("request for consent withdrawn", RecordKind.CONSENT, consent.id, new=new)
        touch_form(work, form, consent.incident_id)
        work.commit()
    return replace(form, status=now)


def _family(work: UnitOfWork, request: ConsentRequest) -> Family:
    found: Sequence[Family] = work.parents.families([request.parent_id])
    if not found:
        raise NotFound("This parent is no longer in the office file.")
    blocked = block_on(found[0])
    if blocked and (never_overridden(found[0]) or not says_something(request.override)):
        raise Refused(
            f"Nothing is sent to {found[0].parent.full_name}: {blocked}.",
            "A headteacher or administrator can lift this for one form, with a reason.",
        )
    return found[0]


def _require_no_child_kept(family: Family, request: ConsentRequest) -> None:
    """With whatever reason it goes out, no form names a child to somebody who may not read of it."""
    for field, words in (("purpose", request.purpose), ("chat", request.chat.name), ("viewers", request.viewers)):
        named = speaks_of_kept(family, [words])
        if named:
            raise InvalidInput(field, f"This names {named}, about whom nothing may be said to {family.parent.name}.")


def _supersede_unanswered(session: OfficeSession, work: UnitOfWork, request: ConsentRequest) -> None:
    for consent in work.consents.of_incident(request.incident_id):
        waiting = consent.status.unsent or consent.status.state is FormState.ISSUED
        if waiting and consent.parent_id == request.parent_id and consent.chat.same_chat(request.chat):
            day, note = session.today, "A newer consent form was made."
            work.forms.happened(consent.form_id, FormState.SUPERSEDED, work.now, day, session.user.id, note=note)
            work.touch(RecordKind.FORM, consent.form_id)


def _add_form(session: OfficeSession, work: UnitOfWork, family: Family, override: str) -> int:
    edition = edition_in_force(work.editions.all(), session.today)
    if edition is None:
        raise Refused("No edition of the code is in force today.", "Adopt one in Review history.", clause="4.1")
    [reference] = work.office.take_references(ReferenceKind.CONSENT, session.today)
    kept = kept_from(family)
    parent, children = family.parent, tuple(child for child in on_roll(family) if child not in kept)
    row = {
        "reference": reference,
        "kind": FormKind.MESSAGE_CONSENT.value,
        "edition_id": edition.id,
        "parent_id": parent.id,
        "state": FormState.PREPARED.value,
        "parent_name": parent.full_name,
        "sort_name": sort_key(parent.surname, parent.forename),
        "address": [parent.full_name, *parent.address.block],
        "children": [child.pupil.name_and_form for child in children],
        "year_groups": sorted({child.pupil.year_group for child in children if child.pupil.year_group}),
    }
    [form_id] = work.forms.add([row])
    note = f"{ALTHOUGH_BLOCKED}{override}" if override and block_on(family) else ""
    work.forms.happened_to_many([form_id], FormState.PREPARED, work.now, session.today, session.user.id, note=note)
    return form_id
