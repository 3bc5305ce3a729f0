"""Decide a site ban (clause 2.4): prepared by the office, decided, reviewed, extended and lifted by the headteacher."""

from __future__ import annotations

from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import date

from halton_desktop.domain.change import RecordKind
from halton_desktop.domain.incidents.ban_letter import tells_of
from halton_desktop.domain.incidents.incident import IncidentPerson, PersonKind
from halton_desktop.domain.incidents.incident_on_file import BanOnFile
from halton_desktop.domain.incidents.site_ban import (
    EXTENDED,
    HEARD,
    KEPT,
    BanState,
    SiteBan,
    being_prepared,
    decisions,
    first_days,
    heard_on,
    kept_off,
    require_complete,
    require_heard_after,
    require_last_told,
    require_may_confirm,
    require_may_extend,
    require_may_keep,
    require_may_lift,
    require_told,
)
from halton_desktop.domain.incidents.step import Step, StepState
from halton_desktop.domain.incidents.step_kind import StepKind
from halton_desktop.domain.incidents.step_rules import require_available
from halton_desktop.domain.mailing import on_roll
from halton_desktop.domain.name import says_something
from halton_desktop.domain.permission import Permission
from halton_desktop.errors import InvalidInput, Refused
from halton_desktop.services.incident_decider import deciding, deciding_name, deciding_title
from halton_desktop.services.incidents.pupil_by_name import NAMESAKE, pupil_spoken_of
from halton_desktop.services.session import OfficeSession
from halton_desktop.store.incidents.site_ban_store import ban_fields
from halton_desktop.store.unit_of_work import UnitOfWork, differing


def days_to_begin_with(session: OfficeSession) -> dict[str, date]:
    """The days the form of a new ban begins with, by field."""
    with session.look() as work:
        return first_days(session.today, work.incidents.calendar.calendar())


def prepare_ban(session: OfficeSession, ban: SiteBan) -> int:
    """Put a ban on file as being prepared, however incomplete, or write it again; returns its id. Raises Refused."""
    with session.change(Permission.TAKE_STEPS) as work:
        ban_id = _prepare(session, work, ban)
        work.commit()
    return ban_id


def impose_as_typed(session: OfficeSession, ban: SiteBan) -> int:
    """Put a ban on file as typed and impose it provisionally; returns its id. Refused, it leaves nothing behind."""
    with deciding(session, Permission.DECIDE_BANS, lambda work: _incident_of(work, ban)) as work:
        ban_id = _prepare(session, work, ban)
        _impose(session, work, work.incidents.bans.get(ban_id))
        work.commit()
    return ban_id


def impose_provisionally(session: OfficeSession, ban_id: int) -> None:
    """Bar the person provisionally, with the right to make representations.

    Refused until the ban is complete, and where the code no longer allows it for this person. Here and below, whoever
    is signed in takes the decision, and the letter about it is theirs to sign.
    """
    with _deciding(session, ban_id) as work:
        _impose(session, work, work.incidents.bans.get(ban_id))
        work.commit()


def hear_representations(session: OfficeSession, ban_id: int, said: str, on: date) -> None:
    """Write down what the person put forward, so that it is on file before the ban is confirmed.

    What comes after that is an entry of its own: the confirmation speaks of what it was decided on.
    """
    if not says_something(said):
        raise InvalidInput("representations", "Write what the person said, or that nothing was said.")
    if on > session.today:
        raise InvalidInput("representations_on", "It cannot have been said after today.")
    with session.change(Permission.TAKE_STEPS) as work:
        ban = require_may_lift(work.incidents.bans.get(ban_id))
        require_heard_after(decisions(work.incidents.bans.events(ban_id)), on)
        heard = heard_on(ban, said.strip(), on)
        work.incidents.bans.change(heard)
        work.incidents.bans.happened(ban_id, HEARD, on, session.user.name, said.strip(), work.now)
        old, new = differing(ban_fields(ban), ban_fields(heard))
        _record(work, "representations heard", ban, old, new or {"representations": said.strip()})


def confirm_ban(session: OfficeSession, ban_id: int, note: str) -> None:
    """Confirm a provisional ban once the person was heard or the time for it is over, and its grounds still stand.

    Raises Refused, also where no letter has told them of it.
    """
    with _deciding(session, ban_id) as work:
        ban = _now_decided(session, work, require_may_confirm(work.incidents.bans.get(ban_id), session.today))
        _require_told(work, ban)
        _require_still_allowed(work, ban)
        _decide(session, work, ban, BanState.CONFIRMED, note or f"runs {_span(ban)}")
        _record(work, "site ban confirmed", ban, {"state": ban.state.value}, {"state": "confirmed"})


def extend_ban(session: OfficeSession, ban_id: int, to_on: date, review_on: date, note: str) -> None:
    """Let a ban run longer, by decision and with a new review; it never does so by itself. Raises Refused."""
    if not says_something(note):
        raise InvalidInput("note", "Say why the ban runs longer.")
    with _deciding(session, ban_id) as work:
        ban = work.incidents.bans.get(ban_id)
        require_may_extend(ban, to_on, review_on, session.today)
        _require_told(work, ban)
        _require_still_allowed(work, ban)
        longer = replace(_now_decided(session, work, ban), to_on=to_on, review_on=review_on)
        work.incidents.bans.change(longer)
        _happened(session, work, longer, f"{EXTENDED} to {to_on:%d/%m/%Y}", note)
        old, new = differing(ban_fields(ban), ban_fields(longer))
        _record(work, "site ban extended", ban, old, new)


def keep_after_review(session: OfficeSession, ban_id: int, review_on: date, note: str) -> None:
    """Say that a reviewed ban stays until its last day, why, and when it is looked at again. Raises Refused."""
    if not says_something(note):
        raise InvalidInput("note", "Say why the ban stays.")
    with _deciding(session, ban_id) as work:
        ban = work.incidents.bans.get(ban_id)
        require_may_keep(ban, review_on, session.today)
        _require_told(work, ban)
        kept = replace(_now_decided(session, work, ban), review_on=review_on)
        work.incidents.bans.change(kept)
        _happened(session, work, kept, KEPT, note)
        old, new = differing(ban_fields(ban), ban_fields(kept))
        _record(work, "site ban reviewed", ban, old, new)


def lift_ban(session: OfficeSession, ban_id: int, note: str) -> None:
    """End a ban, at its last day or before. Raises InvalidInput without a reason, Refused for one not in force."""
    if not says_something(note):
        raise InvalidInput("note", "Say in a few words why the ban is lifted.")
    with _deciding(session, ban_id) as work:
        ban = _now_decided(session, work, require_may_lift(work.incidents.bans.get(ban_id)))
        _decide(session, work, ban, BanState.LIFTED, note)
        _record(work, "site ban lifted", ban, {"state": ban.state.value}, {"state": "lifted", "note": note.strip()})


def site_ban(session: OfficeSession, ban_id: int) -> SiteBan:
    """One ban. Raises NotFound."""
    with session.look() as work:
        return work.incidents.bans.get(ban_id)


def _deciding(session: OfficeSession, ban_id: int) -> AbstractContextManager[UnitOfWork]:
    return deciding(session, Permission.DECIDE_BANS, lambda work: work.incidents.bans.get(ban_id).incident_id)


def _require_still_allowed(work: UnitOfWork, ban: SiteBan) -> IncidentPerson:
    """The content may have been assessed anew meanwhile, or the person have turned out to be a pupil."""
    incident = work.incidents.records.get(ban.incident_id)
    offer = require_available(StepKind.SITE_BAN, incident, work.incidents.steps.of_incident(ban.incident_id))
    person = next((one for one in incident.people if one.id == ban.person_id), None)
    if person is None or person.id not in offer.person_ids:
        raise Refused(f"{ban.person} cannot be banned in this case any more.", offer.reason, clause="2.4")
    return person


def _require_no_pupil(work: UnitOfWork, person: IncidentPerson) -> None:
    """Somebody written down by name only may be a pupil here all the same: the register knows."""
    pupil = pupil_spoken_of(work, person.name) if person.kind is PersonKind.OTHER else None
    if pupil is not None:
        raise Refused(
            f"{pupil.name_and_form} is a pupil here, and pupils are not banned from the site: their conduct "
            "belongs in the school’s behaviour policy.",
            NAMESAKE,
            clause="2.4",
        )


def _prepare(session: OfficeSession, work: UnitOfWork, ban: SiteBan) -> int:
    incident = work.incidents.records.get(ban.incident_id)
    if ban.id:
        _rewrite(work, ban)
        return ban.id
    bans, steps = work.incidents.bans.of_incident(incident.id), work.incidents.steps.of_incident(incident.id)
    offer = require_available(StepKind.SITE_BAN, incident, steps, kept_off(bans))
    if ban.person_id not in offer.person_ids:
        raise Refused("This person cannot be banned in this case.", offer.reason, clause="2.4")
    person = next(one for one in incident.people if one.id == ban.person_id)
    _require_no_pupil(work, person)
    if person.id in being_prepared(bans):
        raise Refused(f"A ban of {person.shown} is being prepared already.", "Open that one.", clause="2.4")
    step = Step(
        id=0,
        incident_id=incident.id,
        kind=StepKind.SITE_BAN,
        state=StepState.PLANNED,
        person_id=person.id,
        owner_id=incident.handler_id,
        due_on=session.today,
    )
    step_id = work.incidents.steps.add(step, work.now, session.user.name)
    wanted = replace(ban, state=BanState.PREPARED, person=person.name, parent_id=person.parent_id, step_id=step_id)
    ban_id = work.incidents.bans.add(wanted)
    work.touch(RecordKind.STEP, step_id)
    _enter(work, "site ban prepared", replace(wanted, id=ban_id), new=ban_fields(wanted))
    return ban_id


def _impose(session: OfficeSession, work: UnitOfWork, prepared: SiteBan) -> None:
    ban = _now_decided(session, work, prepared)
    require_complete(ban, with_child=_has_child(work, ban.parent_id), today=session.today)
    if ban.state is not BanState.PREPARED:
        raise Refused(f"This ban is {ban.state.value} already.", clause="2.4")
    _require_no_pupil(work, _require_still_allowed(work, ban))
    if ban.person_id in kept_off(work.incidents.bans.of_incident(ban.incident_id)):
        raise Refused(f"{ban.person} is banned already.", "Keep, extend or lift that ban.", clause="2.4")
    _decide(session, work, ban, BanState.PROVISIONAL, f"runs {_span(ban)}")
    if ban.step_id is not None:
        step = work.incidents.steps.get(ban.step_id)
        done = replace(step, state=StepState.DONE, outcome="decided", done_on=session.today)
        work.incidents.steps.change(replace(done, done_by=ban.decided_by or session.user.name))
        work.touch(RecordKind.STEP, step.id)
    _enter(work, "site ban imposed provisionally", ban, {"state": ban.state.value}, {"state": "provisional"})


def _incident_of(work: UnitOfWork, ban: SiteBan) -> int:
    """Of a ban on file, the case it belongs to there."""
    return work.incidents.bans.get(ban.id).incident_id if ban.id else ban.incident_id


def _rewrite(work: UnitOfWork, ban: SiteBan) -> None:
    present = work.incidents.bans.get(ban.id)
    if present.state is not BanState.PREPARED:
        raise Refused(f"This ban is {present.state.value}; it is changed by a decision only.", clause="2.4")
    wanted = replace(
        ban,
        state=present.state,
        step_id=present.step_id,
        person=present.person,
        parent_id=present.parent_id,
        person_id=present.person_id,
    )
    old, new = differing(ban_fields(present), ban_fields(wanted))
    if new:
        work.incidents.bans.change(wanted)
        _enter(work, "site ban changed", wanted, old, new)


def _now_decided(session: OfficeSession, work: UnitOfWork, ban: SiteBan) -> SiteBan:
    """The ban as the one who decides now signs for it; who decided before stays in its entries."""
    about = session, work, ban.incident_id
    return replace(ban, decided_by=deciding_name(*about), decided_as=deciding_title(*about))


def has_child_here(session: OfficeSession, parent_id: int | None) -> bool:
    """Whether a ban must say how a child is brought and collected meanwhile."""
    with session.look() as work:
        return _has_child(work, parent_id)


def _has_child(work: UnitOfWork, parent_id: int | None) -> bool:
    families = work.parents.families([parent_id]) if parent_id is not None else []
    return any(on_roll(family) for family in families)


def _require_told(work: UnitOfWork, ban: SiteBan) -> None:
    """Of the ban itself, and of what was decided about it last: by a letter written since, whenever it came out."""
    letters = work.incidents.letters.of_incident(ban.incident_id)
    sent = [one for one in letters if one.ban_id == ban.id and one.issued_at is not None]
    require_told(ban, told=bool(sent))
    found = BanOnFile(ban, tuple(work.incidents.bans.events(ban.id)))
    require_last_told(ban, found.decision, told=any(tells_of(one, found) for one in sent))


def _decide(session: OfficeSession, work: UnitOfWork, ban: SiteBan, state: BanState, note: str) -> None:
    work.incidents.bans.change(replace(ban, state=state))
    _happened(session, work, ban, state.value, note)


def _happened(session: OfficeSession, work: UnitOfWork, ban: SiteBan, what: str, note: str) -> None:
    by = ban.decided_by if ban.decided_by == session.user.name else f"{ban.decided_by} ({session.user.name})"
    work.incidents.bans.happened(ban.id, what, session.today, by, note.strip(), work.now)


def _span(ban: SiteBan) -> str:
    return f"{ban.from_on:%d/%m/%Y} to {ban.to_on:%d/%m/%Y}" if ban.from_on and ban.to_on else ""


def _record(
    work: UnitOfWork,
    action: str,
    ban: SiteBan,
    old: dict[str, object] | None = None,
    new: dict[str, object] | None = None,
) -> None:
    _enter(work, action, ban, old, new)
    work.commit()


def _enter(
    work: UnitOfWork,
    action: str,
    ban: SiteBan,
    old: dict[str, object] | None = None,
    new: dict[str, object] | None = None,
) -> None:
    work.incidents.records.refresh(ban.incident_id)
    work.record(action, RecordKind.SITE_BAN, ban.id, old, new)
    work.touch(RecordKind.INCIDENT, ban.incident_id)
