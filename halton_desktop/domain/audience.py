"""Telling everyone (4.1): the audiences of an edition, how each was told, and whom it has not reached."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from halton_desktop.errors import InvalidInput


class Audience(StrEnum):
    """Everybody clause 4.1 wants told; "other parties affected" is for the school to say."""

    STAFF = "all teachers and other staff"
    PARENTS = "all parents and carers"
    CHILD_REPRESENTATIVES = "child representatives"
    PUPILS = "pupils"
    GOVERNORS = "governors"
    PTA = "parent-teacher association"
    OTHERS = "other affected parties"

    @property
    def heading(self) -> str:
        """As it begins a line."""
        return self.value[0].upper() + self.value[1:]


class Channel(StrEnum):
    """How an audience was told; nothing is sent by this program itself."""

    LETTER = "letter"
    EMAIL = "e-mail sent elsewhere"
    MEETING = "meeting"
    ASSEMBLY = "assembly"
    BY_HAND = "by hand or word of mouth"
    WEBSITE = "website"
    NOTICE = "notice"
    NOT_HERE = "there is no such group here"


class Reached(StrEnum):
    """How far an edition has reached an audience."""

    NOT_YET = "not told yet"
    UNCOUNTED = "told, but nobody counted"
    PARTLY = "partly told"
    TOLD = "told"
    NOT_HERE = "does not apply"


@dataclass(frozen=True, slots=True)
class Notification:
    """One time an audience was told. ``how_many`` of ``out_of`` people (None: not counted, as for a website).

    ``by`` is who did it. A telling entered by mistake is taken back with a reason and stays on file.
    """

    id: int
    edition_id: int
    audience: Audience
    how: Channel
    told_on: date
    how_many: int | None = None
    out_of: int | None = None
    by: str = ""
    note: str = ""
    taken_back: str = ""
    recorded_at: datetime | None = None
    recorded_by: str = ""

    @property
    def counts(self) -> bool:
        """Whether it was not taken back."""
        return not self.taken_back

    @property
    def number(self) -> str:
        """ "312 of 340", "312", or "" where nobody counted."""
        if self.how_many is None:
            return ""
        return f"{self.how_many:,} of {self.out_of:,}" if self.out_of else f"{self.how_many:,}"


@dataclass(frozen=True, slots=True)
class AudienceLine:
    """One line of the matrix: an audience, what was done, and how far it has reached."""

    audience: Audience
    reached: Reached
    notifications: tuple[Notification, ...] = field(default=())
    by_letter: str = ""
    """For parents: "312 of 340 by letter with a form", counted from the register of forms, and who cannot be written
    to."""

    @property
    def tells_somebody(self) -> bool:
        """Whether the figures count it: a telling of which nobody counted the people tells nobody."""
        return self.reached not in (Reached.NOT_YET, Reached.UNCOUNTED)


@dataclass(frozen=True, slots=True)
class Mailed:
    """Parents by letter: how many were ``written`` to of how many there are, and how many cannot be written to."""

    written: int = 0
    wanted: int = 0
    unreachable: int = 0


def reached(notifications: tuple[Notification, ...], mailed: Mailed = Mailed()) -> Reached:
    """How far an audience was reached; ``mailed`` is for parents, where letters and words by hand add up.

    Of several tellings the largest of those of the whole audience counts, and those of a smaller group (who were away
    that day) are added: "71 of 78" and "7 of 7" are everybody, "20 of 78" and "7 of 7" are not.
    """
    counting = [notification for notification in notifications if notification.counts]
    if any(notification.how is Channel.NOT_HERE for notification in counting):
        return Reached.NOT_HERE
    numbers = [(one.how_many, one.out_of, one.how) for one in counting if one.how_many is not None]
    whole = max((out_of for _told, out_of, _how in numbers if out_of), default=0)
    at_once = max((told for told, out_of, _how in numbers if out_of in (None, whole)), default=0)
    besides = sum(told for told, out_of, _how in numbers if out_of and out_of < whole)
    by_hand = sum(told for told, _out_of, how in numbers if how is Channel.BY_HAND)
    if (whole and at_once + besides >= max(whole, mailed.wanted)) or (
        mailed.wanted and mailed.written + by_hand >= mailed.wanted
    ):
        return Reached.TOLD
    if numbers or mailed.written:
        return Reached.PARTLY
    return Reached.UNCOUNTED if counting else Reached.NOT_YET


def matrix(notifications: tuple[Notification, ...], mailed: Mailed = Mailed()) -> tuple[AudienceLine, ...]:
    """Every audience once, in the order of the code, the newest telling first."""
    lines = []
    for audience in Audience:
        own = tuple(
            sorted(
                (notification for notification in notifications if notification.audience is audience),
                key=lambda notification: (notification.told_on, notification.id),
                reverse=True,
            )
        )
        by_letter = mailed if audience is Audience.PARENTS else Mailed()
        lines.append(AudienceLine(audience, reached(own, by_letter), own, _by_letter(own, by_letter)))
    return tuple(lines)


def _by_letter(notifications: tuple[Notification, ...], mailed: Mailed) -> str:
    """Letters, and on a line of their own those whom no letter reaches."""
    words = [f"{mailed.written:,} of {mailed.wanted:,} by letter with a form"] if mailed.written else []
    if mailed.unreachable:
        days = [f"{one.told_on:%d/%m/%Y}" for one in notifications if one.counts and one.how is Channel.BY_HAND]
        told = f": told by hand on {', '.join(days)}" if days else ": tell them by hand and enter it"
        words.append(f"{mailed.unreachable:,} cannot be written to{told}")
    return "\n".join(words)


def not_reached(lines: tuple[AudienceLine, ...]) -> tuple[Audience, ...]:
    """Whom the edition has not, or not wholly, reached."""
    return tuple(
        line.audience for line in lines if line.reached in (Reached.NOT_YET, Reached.UNCOUNTED, Reached.PARTLY)
    )


def checked_notification(notification: Notification, today: date) -> Notification:
    """A telling as kept; raises InvalidInput naming the field."""
    if notification.told_on > today:
        raise InvalidInput("told_on", "That day is still to come.", "Enter it once everybody was told.")
    if notification.how is Channel.NOT_HERE:
        if not notification.note.strip():
            raise InvalidInput("note", "Say in a few words why this group does not exist here.")
        return notification
    if not notification.by.strip():
        raise InvalidInput("by", "Say who told them.")
    if notification.how_many is not None and notification.how_many < 1:
        raise InvalidInput("how_many", "Nobody was told, then? Leave it empty where nobody counted.")
    if notification.out_of is not None:
        if notification.how_many is None:
            raise InvalidInput("how_many", f"Say how many of the {notification.out_of:,} were told.")
        if notification.how_many > notification.out_of:
            raise InvalidInput("how_many", f"More than the {notification.out_of:,} there are cannot have been told.")
    return notification
