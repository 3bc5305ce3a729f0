"""What cases have due: contacts to make today, meetings, removals to check, bans to decide, by who sees to it."""

from __future__ import annotations

from datetime import timedelta

from halton_desktop.domain.change import RecordKind
from halton_desktop.domain.due import DueItem, in_order
from halton_desktop.domain.incidents.site_ban import to_decide
from halton_desktop.domain.incidents.step import Step
from halton_desktop.domain.incidents.step_kind import MEANING, StepKind
from halton_desktop.domain.listed_name import ListedNames
from halton_desktop.services.administration.school_calendar import in_the_holidays
from halton_desktop.services.incident_decider import school_in_incident
from halton_desktop.services.incidents.find_incidents import orders_in
from halton_desktop.services.incidents.told_of_bans import all_untold
from halton_desktop.services.listed_names import abouts, names_in_lists
from halton_desktop.services.session import OfficeSession
from halton_desktop.store.unit_of_work import UnitOfWork

DAYS_AHEAD = 3
"""Today also shows what comes up in so many days."""

BAN_REVIEW = "ban to review"
ADDED_TO_CLOSED = "added to a closed case"
BAN_END = "ban end to tell"
NOBODY_DECIDES = "case nobody decides"


def due_items(session: OfficeSession) -> tuple[DueItem, ...]:
    """Everything of cases that is overdue, due today or due within three days, most pressing first."""
    with session.look() as work:
        names = names_in_lists(session, work)
        steps = work.incidents.steps.due_by(session.today + timedelta(days=DAYS_AHEAD))
        whole = abouts(work, names, {step.incident_id for step, *_ in steps})
        found = []
        silent = {step.incident_id for step in work.incidents.steps.holds()}
        for step, reference, about, parent_id in steps:
            if MEANING[step.kind].held_back and step.incident_id in silent:
                continue
            told = names.of(parent_id, about) if step.person_id else whole.get(step.incident_id, about)
            found.append(_of_step(session, work, step, reference, told))
        found += _of_bans(session, work, names)
        found += _of_ends(session, work, names)
        found += _of_closed(session, work)
        found += _of_deciders(session, work)
    return in_order(found)


def _of_step(session: OfficeSession, work: UnitOfWork, step: Step, reference: str, about: str) -> DueItem:
    meaning = MEANING[step.kind]
    at = f" at {step.details['at']}" if step.details.get("at") else ""
    due = step.due_on or session.today
    decides = school_in_incident(work, step.incident_id).headteacher or "the headteacher"
    words = f"{meaning.reminder.format(about=about, reference=reference, at=at, decides=decides)}."
    if step.kind is StepKind.CONTACT:
        words = f"{words} {in_the_holidays(work, due, session.today)}".strip()
    if meaning.speaks:
        words = f"{words} {_order(work, step)}".strip()
    return DueItem(meaning.due, words, due, step.owner, RecordKind.INCIDENT, step.incident_id, due <= session.today)


def _order(work: UnitOfWork, step: Step) -> str:
    """A court order or another hold is told where somebody is about to be spoken to."""
    orders = dict(orders_in(work, work.incidents.records.get(step.incident_id)))
    return orders.get(step.person_id, "") if step.person_id else " ".join(orders.values())


def _of_closed(session: OfficeSession, work: UnitOfWork) -> list[DueItem]:
    """What came to a closed case waits until it is taken up again, or left closed."""
    words = "{by} added something to {reference}, which is closed: take it up again, or leave it closed."
    return [
        DueItem(
            ADDED_TO_CLOSED,
            words.format(by=by, reference=reference),
            min(at.astimezone().date(), session.today),
            handler,
            RecordKind.INCIDENT,
            incident_id,
            urgent=True,
        )
        for incident_id, reference, handler, by, at in work.incidents.additions.waiting()
    ]


def _of_deciders(session: OfficeSession, work: UnitOfWork) -> list[DueItem]:
    """A case whose decider left waits for an administrator, to whom it is open from then on."""
    words = "{decider} can no longer decide {reference}: name somebody else (Restrict…)."
    return [
        DueItem(
            NOBODY_DECIDES,
            words.format(decider=one.decider.name if one.decider else "", reference=one.reference),
            session.today,
            "",
            RecordKind.INCIDENT,
            one.incident_id,
            urgent=True,
        )
        for one in work.incidents.restrictions.undecided()
    ]


def _of_bans(session: OfficeSession, work: UnitOfWork, names: ListedNames) -> list[DueItem]:
    found = []
    for line in work.incidents.bans.register(only_in_force=True):
        sentence = to_decide(names.ban(line.ban), session.today)
        if sentence:
            due = min(day for day in (line.ban.review_on, line.ban.to_on, session.today) if day is not None)
            found.append(
                DueItem(BAN_REVIEW, sentence, due, line.ban.decided_by, RecordKind.INCIDENT, line.ban.incident_id, True)
            )
    return found


def _of_ends(session: OfficeSession, work: UnitOfWork, names: ListedNames) -> list[DueItem]:
    """Whoever was told of a ban is told of its end at once; while another keeps them off, there is nothing to tell."""
    return [
        DueItem(
            BAN_END,
            f"{names.words(end.sentence).removesuffix('.')} ({end.reference}).",
            session.today,
            end.ban.decided_by,
            RecordKind.INCIDENT,
            end.ban.incident_id,
            urgent=True,
        )
        for end in all_untold(work)
        if not end.waits
    ]
