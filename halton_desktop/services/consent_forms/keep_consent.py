"""What becomes of a consent that was given: signed by the headteacher, withdrawn by the parent, found invalid."""

from __future__ import annotations

from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import date

from halton_desktop.domain.acknowledgement import Answer, Form, FormState, HowItCame
from halton_desktop.domain.change import RecordKind
from halton_desktop.domain.consent import Consent, ConsentStatus, Viewing, status
from halton_desktop.domain.name import says_something
from halton_desktop.domain.permission import Permission
from halton_desktop.errors import InvalidInput, Refused
from halton_desktop.services.consent_forms.return_form import MOST_NOTE, checked_note
from halton_desktop.services.incident_decider import deciding
from halton_desktop.services.session import OfficeSession
from halton_desktop.store.unit_of_work import UnitOfWork


def countersign(session: OfficeSession, form_id: int, on: date | None = None) -> Consent:
    """The headteacher's own signature; nobody else can enter it. Raises Refused where the parent has not consented."""
    with _signing(session, form_id) as work:
        form, consent = form_and_consent(work, form_id)
        if status(consent, session.today) is not ConsentStatus.GIVEN:
            raise Refused(
                f"{consent.parent_name} has not given this consent ({status(consent, session.today).value}).",
                "The headteacher signs after the parent.",
                clause="3.5",
            )
        day = on or session.today
        if day > session.today:
            raise InvalidInput("on", f"{day:%d/%m/%Y} is still to come.")
        if consent.status.on is not None and day < consent.status.on:
            raise InvalidInput("on", f"That is before the parent’s form came back, on {consent.status.on:%d/%m/%Y}.")
        work.consents.countersign(consent.id, day, session.user.name)
        new = {"reference": consent.reference, "on": day.isoformat()}
        work.record("consent signed by the headteacher", RecordKind.CONSENT, consent.id, new=new)
        touch_form(work, form, consent.incident_id)
        work.commit()
    return replace(consent, countersigned_on=day, countersigned_by=session.user.name)


def undo_countersign(session: OfficeSession, form_id: int, reason: str) -> None:
    """Take the headteacher's signature back; the reason stays in the history of changes."""
    if not says_something(reason):
        raise InvalidInput("reason", "Say in a few words why this is undone.")
    with _signing(session, form_id) as work:
        form, consent = form_and_consent(work, form_id)
        if consent.countersigned_on is None:
            raise Refused("The headteacher has not signed this consent form.")
        work.consents.countersign(consent.id, None, "")
        old = {"on": consent.countersigned_on.isoformat(), "by": consent.countersigned_by}
        work.record("headteacher’s signature undone", RecordKind.CONSENT, consent.id, old, {"reason": reason.strip()})
        touch_form(work, form, consent.incident_id)
        work.commit()


def withdraw_consent(
    session: OfficeSession,
    form_id: int,
    how: HowItCame = HowItCame.IN_PERSON,
    on: date | None = None,
    note: str = "",
) -> tuple[Viewing, ...]:
    """A parent takes the consent back, as easily as it was given: viewing ends with this commit.

    Every other consent this parent has given to the same chat in this case ends with it: whoever withdraws means the
    chat, not one of two sheets of paper. Returns what was viewed before under any of them, which stays recorded and
    which the parent may be told.
    """
    return _end(session, form_id, FormState.WITHDRAWN, "consent withdrawn", how, on, note)


def mark_invalid(session: OfficeSession, form_id: int, reason: str) -> tuple[Viewing, ...]:
    """A consent turns out not to be one (not their signature, not their account). Raises InvalidInput (``reason``)."""
    if not says_something(reason):
        raise InvalidInput("reason", "Say in a few words why this consent does not count.")
    return _end(session, form_id, FormState.INVALID, "consent found invalid", None, None, reason)


def consents_of_incident(session: OfficeSession, incident_id: int) -> tuple[tuple[Consent, ConsentStatus], ...]:
    """The consents asked for in a case, each with where it stands today."""
    with session.look() as work:
        return tuple((consent, status(consent, session.today)) for consent in work.consents.of_incident(incident_id))


def _signing(session: OfficeSession, form_id: int) -> AbstractContextManager[UnitOfWork]:
    """The headteacher's own signature, or that of whoever decides the case in their place."""
    return deciding(
        session, Permission.VIEW_PRIVATE_MESSAGES, lambda work: form_and_consent(work, form_id)[1].incident_id
    )


def _end(
    session: OfficeSession,
    form_id: int,
    state: FormState,
    action: str,
    how: HowItCame | None,
    on: date | None,
    note: str,
) -> tuple[Viewing, ...]:
    day = on or session.today
    if day > session.today:
        raise InvalidInput("on", f"{day:%d/%m/%Y} is still to come.", "Give today or an earlier day.")
    with session.change(Permission.RETURN_FORMS) as work:
        form, consent = form_and_consent(work, form_id)
        if not _is_given(consent):
            raise Refused(
                f"{consent.parent_name} has not given this consent, so there is nothing to end.",
                "Only a consent that was given can be withdrawn or found invalid.",
            )
        given = consent.status.on
        if given is not None and day < given:
            raise InvalidInput(
                "on",
                f"{consent.parent_name} gave this consent on {given:%d/%m/%Y}; it cannot have ended before.",
                "Give that day or a later one.",
            )
        kept = checked_note(note, "reason" if state is FormState.INVALID else "note")
        ending = [consent, *(_given_beside(work, consent) if state is FormState.WITHDRAWN else ())]
        viewings: list[Viewing] = []
        for one in ending:
            words = kept if one is consent else f"Withdrawn together with {consent.reference}. {kept}".strip()
            ended = max(day, one.status.on or day)
            work.forms.happened(one.form_id, state, work.now, ended, session.user.id, how=how, note=words[:MOST_NOTE])
            seen = work.consents.viewings(consent_id=one.id)
            new = {"reference": one.reference, "on": day.isoformat(), "viewed before": len(seen)}
            work.record(action, RecordKind.CONSENT, one.id, new=new)
            work.touch(RecordKind.FORM, one.form_id)
            viewings += seen
        touch_form(work, form, consent.incident_id)
        work.commit()
    return tuple(sorted(viewings, key=lambda viewing: viewing.id))


def _is_given(consent: Consent) -> bool:
    return consent.status.state is FormState.RETURNED and consent.status.answer is Answer.ACCEPTED


def _given_beside(work: UnitOfWork, consent: Consent) -> list[Consent]:
    """The other consents the same parent has given to the same chat in the same case."""
    return [
        other
        for other in work.consents.of_incident(consent.incident_id)
        if other.id != consent.id
        and other.parent_id == consent.parent_id
        and other.chat.same_chat(consent.chat)
        and _is_given(other)
    ]


def form_and_consent(work: UnitOfWork, form_id: int) -> tuple[Form, Consent]:
    """A consent form with what it names. Raises NotFound, Refused for an acknowledgement."""
    form, consent = work.forms.get(form_id), work.consents.of_form(form_id)
    if consent is None:
        raise Refused(f"{form.reference} is no consent form.")
    return form, consent


def touch_form(work: UnitOfWork, form: Form, incident_id: int) -> None:
    """Say that form, parent and incident look different now."""
    work.touch(RecordKind.FORM, form.id)
    work.touch(RecordKind.PARENT, form.parent_id)
    work.touch(RecordKind.INCIDENT, incident_id)
