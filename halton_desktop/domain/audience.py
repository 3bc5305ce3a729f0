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
    WEBSITE = "website"
    NOTICE = "notice"
    NOT_HERE = "there is no such group here"


class Reached(StrEnum):
    """How far an edition has reached an audience."""

    NOT_YET = "not told yet"
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

    @property
    def complete(self) -> bool:
        """Whether it alone reached the whole audience, as far as the numbers say."""
        return self.how_many is None or self.out_of is None or self.how_many >= self.out_of


@dataclass(frozen=True, slots=True)
class AudienceLine:
    """One line of the matrix: an audience, what was done, and how far it has reached."""

    audience: Audience
    reached: Reached
    tellings: tuple[Notification, ...] = field(default=())
    by_letter: str = ""
    """For parents: "312 of 340 by letter with a form", counted from the register of forms."""


def reached(tellings: tuple[Notification, ...], letters: tuple[int, int] = (0, 0)) -> Reached:
    """How far an audience was reached; ``letters`` is (people written to, people to write to), for parents."""
    counting = [telling for telling in tellings if telling.counts]
    if any(telling.how is Channel.NOT_HERE for telling in counting):
        return Reached.NOT_HERE
    written, wanted = letters
    if any(telling.complete for telling in counting) or (wanted and written >= wanted):
        return Reached.TOLD
    return Reached.PARTLY if counting or written else Reached.NOT_YET


def matrix(tellings: tuple[Notification, ...], letters: tuple[int, int] = (0, 0)) -> tuple[AudienceLine, ...]:
    """Every audience once, in the order of the code, the newest telling first."""
    lines = []
    for audience in Audience:
        own = tuple(
            sorted(
                (telling for telling in tellings if telling.audience is audience),
                key=lambda telling: (telling.told_on, telling.id),
                reverse=True,
            )
        )
        mailed = letters if audience is Audience.PARENTS else (0, 0)
        words = f"{mailed[0]:,} of {mailed[1]:,} by letter with a form" if mailed[0] else ""
        lines.append(AudienceLine(audience, reached(own, mailed), own, words))
    return tuple(lines)


def not_reached(lines: tuple[AudienceLine, ...]) -> tuple[Audience, ...]:
    """Whom the edition has not, or not wholly, reached."""
    return tuple(line.audience for line in lines if line.reached in (Reached.NOT_YET, Reached.PARTLY))


def checked_notification(telling: Notification, today: date) -> Notification:
    """A telling as kept; raises InvalidInput naming the field."""
    if telling.told_on > today:
        raise InvalidInput("told_on", "That day is still to come.", "Enter it once everybody was told.")
    if telling.how is Channel.NOT_HERE:
        if not telling.note.strip():
            raise InvalidInput("note", "Say in a few words why this group does not exist here.")
        return telling
    if not telling.by.strip():
        raise InvalidInput("by", "Say who told them.")
    if telling.how_many is not None and telling.how_many < 1:
        raise InvalidInput("how_many", "Nobody was told, then? Leave it empty where nobody counted.")
    if telling.out_of is not None and telling.how_many is None:
        raise InvalidInput("how_many", f"Say how many of the {telling.out_of:,} were told.")
    if telling.out_of is not None and telling.how_many is not None and telling.how_many > telling.out_of:
        raise InvalidInput("how_many", f"More than the {telling.out_of:,} there are cannot have been told.")
    return telling
