"""Site bans (clause 2.4): what must be settled before one is issued, and that it neither lapses nor renews by itself.

Sources: parents come onto a school's site by an implied licence that can be limited or withdrawn; the Department for
Education's advice on controlling access asks for reasons, a time, a chance to make representations and a review.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from halton_desktop.domain.calendar import SchoolCalendar
from halton_desktop.domain.incidents.incident import IncidentPerson, PersonKind
from halton_desktop.domain.name import says_something
from halton_desktop.errors import InvalidInput, Refused

LONGEST_WITHOUT_REVIEW = timedelta(days=100)
"""A ban is reviewed regularly; about once a term is the program's own limit."""

SHORTEST_FOR_REPRESENTATIONS = timedelta(days=5)
"""Days a parent has at least to answer; the program's own floor, schools commonly give ten."""


class BanState(StrEnum):
    """Where a ban stands."""

    PREPARED = "being prepared"
    PROVISIONAL = "provisional"
    CONFIRMED = "confirmed"
    LIFTED = "lifted"
    DISCARDED = "discarded"
    """Prepared and never imposed."""


PROVISIONAL, CONFIRMED, LIFTED = (state.value for state in (BanState.PROVISIONAL, BanState.CONFIRMED, BanState.LIFTED))
KEPT, EXTENDED, HEARD = "reviewed and kept", "extended", "representations heard"
"""What the entries about a ban begin with; all but the last are decisions."""

NEVER_IMPOSED = frozenset({BanState.PREPARED, BanState.DISCARDED})
IN_FORCE = frozenset({BanState.PROVISIONAL, BanState.CONFIRMED})


@dataclass(frozen=True, slots=True)
class SiteBan:
    """One ban of one person. Names are kept as they stood; ``reason`` must be linked to a risk on the premises."""

    id: int
    incident_id: int
    person_id: int
    person: str
    parent_id: int | None = None
    state: BanState = BanState.PREPARED
    reason: str = ""
    risk_on_premises: str = ""
    from_on: date | None = None
    to_on: date | None = None
    representations_by: date | None = None
    representations: str = ""
    representations_on: date | None = None
    review_on: date | None = None
    decided_by: str = ""
    decided_as: str = ""
    """What they were when they decided last ("Headteacher"); "" in a ban of before this was kept."""
    collection: str = ""
    meetings: str = ""
    step_id: int | None = None

    @property
    def in_force(self) -> bool:
        """Whether the person may not come onto the site. A past last day alone does not end it."""
        return self.state in IN_FORCE


@dataclass(frozen=True, slots=True)
class BanEvent:
    """One decision about a ban: what, on which day, by whom, and why."""

    id: int
    ban_id: int
    what: str
    on: date
    by: str
    note: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Gap:
    """Something a ban still lacks: the field of the form, and a sentence."""

    field: str
    sentence: str


@dataclass(frozen=True, slots=True)
class BanLine:
    """One line of the register of bans."""

    ban: SiteBan
    reference: str
    events: tuple[BanEvent, ...] = field(default=())


def decisions(events: Iterable[BanEvent]) -> list[BanEvent]:
    """What was decided about a ban, oldest first."""
    return [event for event in events if event.what != HEARD]


def kept_off(bans: Iterable[SiteBan]) -> frozenset[int]:
    """The people of a case whom one of its bans keeps off the site."""
    return frozenset(ban.person_id for ban in bans if ban.in_force)


def first_days(today: date, calendar: SchoolCalendar) -> dict[str, date]:
    """The days a ban begins with; on those somebody answers to or is seen on, the office is open."""
    ahead = {"to_on": 42, "representations_by": 10, "review_on": 21}
    open_days = {name: calendar.office_day_on_or_after(today + timedelta(days=days)) for name, days in ahead.items()}
    return {"from_on": today, **open_days}


def being_prepared(bans: Iterable[SiteBan]) -> dict[int, SiteBan]:
    """The draft that waits for each person of a case: one ban of somebody is prepared at a time."""
    return {ban.person_id: ban for ban in bans if ban.state is BanState.PREPARED}


def why_not_banned(person: IncidentPerson) -> str:
    """Why clause 2.4 bans nobody like this from the site, as a sentence; "" for an adult who may be banned.

    A pupil kept off the site is excluded, and an employee suspended: both have a law and a policy of their own.
    """
    if person.kind is PersonKind.PUPIL:
        return (
            f"{person.shown} is a pupil: keeping a pupil off the site is an exclusion. "
            "Pupils’ conduct belongs in the school’s behaviour policy."
        )
    if person.kind is PersonKind.STAFF:
        return (
            f"{person.shown} is a member of staff: an employee’s conduct belongs in the school’s disciplinary policy."
        )
    return ""


_ABOUT_A_CHILD = frozenset({"collection", "meetings"})


def missing(ban: SiteBan, *, with_child: bool = True, today: date | None = None) -> tuple[Gap, ...]:
    """Everything without which a ban letter is refused, in the order of the form.

    ``with_child``: whether the person has a child here; nobody else's is brought, collected or talked about.
    ``today``: the day it is imposed on, where it is to be; a ban cannot have begun before anybody decided it.
    """
    gaps = [
        Gap(name, sentence)
        for name, sentence in (
            ("reason", "Say why the ban is made."),
            (
                "risk_on_premises",
                "Say what risk there would be on the premises: conduct online alone does not carry a ban.",
            ),
            ("from_on", "Say from which day the ban runs."),
            ("to_on", "Say until which day: a ban is for a time."),
            ("representations_by", "Say by when the person may put their side."),
            ("review_on", "Say when the ban is looked at again."),
            ("decided_by", "Name the headteacher who decides."),
            ("collection", "Say how the child is brought and collected meanwhile."),
            ("meetings", "Say how meetings and parents’ evenings are held meanwhile."),
        )
        if (with_child or name not in _ABOUT_A_CHILD) and not says_something(str(getattr(ban, name) or ""))
    ]
    if today is not None and ban.from_on is not None and ban.from_on < today:
        gaps.append(Gap("from_on", "The first day must not lie before today: nobody is banned for days gone by."))
    return tuple(gaps) + _wrong_dates(ban)


def _wrong_dates(ban: SiteBan) -> tuple[Gap, ...]:
    gaps = []
    if ban.from_on and ban.to_on and ban.to_on <= ban.from_on:
        gaps.append(Gap("to_on", "The last day must be after the first."))
    if ban.from_on and ban.representations_by and ban.representations_by < ban.from_on + SHORTEST_FOR_REPRESENTATIONS:
        gaps.append(Gap("representations_by", f"Give at least {SHORTEST_FOR_REPRESENTATIONS.days} days to answer."))
    if ban.from_on and ban.review_on and ban.review_on <= ban.from_on:
        gaps.append(Gap("review_on", "The review must be after the first day."))
    if ban.to_on and ban.review_on and ban.review_on > ban.to_on:
        gaps.append(Gap("review_on", "The review must not be after the last day."))
    if ban.from_on and ban.review_on and ban.review_on > ban.from_on + LONGEST_WITHOUT_REVIEW:
        gaps.append(Gap("review_on", f"Look at the ban again within {LONGEST_WITHOUT_REVIEW.days} days."))
    return tuple(gaps)


def require_complete(ban: SiteBan, *, with_child: bool = True, today: date | None = None) -> SiteBan:
    """The ban, or Refused naming the first thing it lacks (clause 2.4)."""
    gaps = missing(ban, with_child=with_child, today=today)
    if gaps:
        others = f" ({len(gaps) - 1} more to fill in.)" if len(gaps) > 1 else ""
        raise Refused(f"This ban is not complete. {gaps[0].sentence}", f"Fill it in first.{others}", clause="2.4")
    return ban


def require_may_confirm(ban: SiteBan, today: date) -> SiteBan:
    """Raise Refused unless the ban is provisional, still runs, and its time for representations is over or was used."""
    if ban.state is not BanState.PROVISIONAL:
        raise Refused(f"This ban is {ban.state.value}; only a provisional one can be confirmed.", clause="2.4")
    if ban.to_on is not None and ban.to_on < today:
        raise Refused(
            f"This ban ran until {ban.to_on:%d/%m/%Y}, which has passed: there is nothing left to confirm.",
            "Lift it. Where there still is a risk, impose a new one.",
            clause="2.4",
        )
    if not ban.representations.strip() and ban.representations_by is not None and today <= ban.representations_by:
        raise Refused(
            f"The person may put their side until {ban.representations_by:%d/%m/%Y}.",
            "Record what they said, or wait until the day has passed.",
            clause="2.4",
        )
    return ban


def require_heard_after(decided: Iterable[BanEvent], on: date) -> None:
    """Raise InvalidInput where somebody is said to have answered a ban before it was imposed."""
    imposed = next((event.on for event in decided if event.what == PROVISIONAL), None)
    if imposed is not None and on < imposed:
        raise InvalidInput(
            "representations_on", f"The ban was imposed on {imposed:%d/%m/%Y}; nobody can have answered it before."
        )


def heard_on(ban: SiteBan, said: str, on: date) -> SiteBan:
    """The ban with what its person put forward; once confirmed it keeps what it was confirmed on."""
    return replace(ban, representations=said, representations_on=on) if ban.state is BanState.PROVISIONAL else ban


NOBODY_TOLD = "No letter has told {who} of this ban: they know neither its reason nor by when to put their side."
TELL_FIRST = (
    "Print “Provisional site ban” and say that it came out. Where its days can no longer be kept, lift this ban and "
    "impose one anew."
)


def require_told(ban: SiteBan, *, told: bool) -> SiteBan:
    """Raise Refused where a ban is decided further that its person was never told of, though they can be written to."""
    if ban.parent_id is not None and not told:
        raise Refused(NOBODY_TOLD.format(who=ban.person), TELL_FIRST, clause="2.4")
    return ban


def require_last_told(ban: SiteBan, newest: BanEvent | None, *, told: bool) -> None:
    """Raise Refused where the newest decision about a ban is not told yet: nothing is decided on top of it."""
    if ban.parent_id is not None and newest is not None and not told:
        raise Refused(
            f"No letter has told {ban.person} that the ban was {newest.what} on {newest.on:%d/%m/%Y}.",
            "Print the letter that says so, and say that it came out. Where its days have passed, lift this ban.",
            clause="2.4",
        )


def why_not_told(person: IncidentPerson) -> str:
    """What is said before somebody is banned to whom no letter can go; "" for who is in the register."""
    if person.parent_id is not None:
        return ""
    return (
        f"{person.shown} is not in Parents, so no letter can tell them of a ban. Before you impose it, add them to "
        "Parents, withdraw their name here as named by mistake, and name them from Parents; or tell them in person and "
        "note at the case how and when."
    )


def require_may_lift(ban: SiteBan) -> SiteBan:
    """Raise Refused unless the ban is in force."""
    if not ban.in_force:
        raise Refused(f"This ban is {ban.state.value} and cannot be lifted.", clause="2.4")
    return ban


def require_may_extend(ban: SiteBan, to_on: date, review_on: date, today: date) -> None:
    """Raise Refused unless the ban is in force and the new dates keep to the rules, counted from today."""
    if not ban.in_force:
        raise Refused(f"This ban is {ban.state.value} and cannot be extended.", clause="2.4")
    if ban.to_on is not None and ban.to_on < today:
        raise Refused(
            f"{ban.person} was told that the ban ends on {ban.to_on:%d/%m/%Y}, which has passed: it cannot run longer.",
            "Lift it. Where there still is a risk, impose a new one.",
            clause="2.4",
        )
    if ban.to_on is not None and to_on <= ban.to_on:
        raise Refused("The new last day must be later than the present one.", clause="2.4")
    _require_review(review_on, to_on, today)


def require_may_keep(ban: SiteBan, review_on: date, today: date) -> None:
    """Raise Refused unless the ban is in force and its next review keeps to the rules, counted from today."""
    if not ban.in_force:
        raise Refused(f"This ban is {ban.state.value} and cannot be kept.", clause="2.4")
    _require_review(review_on, ban.to_on or review_on, today)


def _require_review(review_on: date, to_on: date, today: date) -> None:
    if not today < review_on <= min(to_on, today + LONGEST_WITHOUT_REVIEW):
        raise Refused("The next review must be after today, within 100 days, and not after the last day.", clause="2.4")


def to_decide(ban: SiteBan, today: date) -> str:
    """What a named person has to decide about a ban now, as a sentence; "" when nothing is due."""
    if not ban.in_force:
        return ""
    if ban.to_on is not None and ban.to_on < today:
        return f"The ban of {ban.person} ran until {ban.to_on:%d/%m/%Y}: lift it. The entry does not end by itself."
    if ban.review_on is not None and ban.review_on <= today:
        return f"The ban of {ban.person} is due for review."
    if ban.state is BanState.PROVISIONAL and ban.representations_by is not None and ban.representations_by < today:
        return f"The time to hear {ban.person} is over: confirm the ban or lift it."
    return ""
