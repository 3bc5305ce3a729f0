"""The letters of a site ban: each follows the newest decision, and whoever was told before (2.4)."""

from __future__ import annotations

from halton_desktop.domain.incidents.case_on_file import BanOnFile, IncidentLetter, IncidentOnFile, LetterGrounds
from halton_desktop.domain.incidents.site_ban import (
    CONFIRMED,
    EXTENDED,
    KEPT,
    LIFTED,
    NOBODY_TOLD,
    PROVISIONAL,
    SHORTEST_FOR_REPRESENTATIONS,
    TELL_FIRST,
    BanEvent,
)
from halton_desktop.errors import Refused


def _provisional(case: IncidentOnFile) -> LetterGrounds:
    """It tells of the ban, and leaves time to answer."""
    found = _newest(case, PROVISIONAL)
    by = found.ban.representations_by
    if by is not None and by < case.today + SHORTEST_FOR_REPRESENTATIONS:
        least = SHORTEST_FOR_REPRESENTATIONS.days
        passed = f"The day by which {found.ban.person} may put their side, {by:%d/%m/%Y}, "
        raise Refused(
            passed + ("has passed." if by < case.today else f"leaves fewer than {least} days to answer."),
            "Lift this ban, and impose one anew with days that can be kept.",
            clause="2.4",
        )
    return _still_running(case, found)


def _confirmed(case: IncidentOnFile) -> LetterGrounds:
    """It says that they were told by letter before."""
    return _still_running(case, _told(case, CONFIRMED))


def _kept(case: IncidentOnFile) -> LetterGrounds:
    """It speaks of a ban its reader knows of."""
    return _still_running(case, _told(case, KEPT))


def _extended(case: IncidentOnFile) -> LetterGrounds:
    """It says that they have been told before."""
    return _still_running(case, _told(case, EXTENDED))


def _lifted(case: IncidentOnFile) -> LetterGrounds:
    """It ends what its reader was told of, and lets them onto the site: while no other ban keeps them off."""
    found = _told(case, LIFTED)
    if any(other != found.ban.id for other in case.barred_by):
        raise Refused(
            f"Another ban of {found.ban.person} is in force, and this letter says that they may come onto the site.",
            "Lift the other ban too, or tell them in your own words that it still stands.",
            clause="2.4",
        )
    return LetterGrounds(ban=found)


def _told(case: IncidentOnFile, decided: str) -> BanOnFile:
    found = _newest(case, decided)
    if not case.told_of(found):
        advice = "A ban that was never told of needs no letter to end it." if decided == LIFTED else TELL_FIRST
        raise Refused(NOBODY_TOLD.format(who=found.ban.person), advice, clause="2.4")
    return found


def _newest(case: IncidentOnFile, decided: str) -> BanOnFile:
    """Their newest ban that was imposed, with this as the newest decision about it; drafts beside it say nothing."""
    if not case.banned:
        raise Refused(f"This letter speaks of a site ban, and there is none of {case.reader.shown}.", clause="2.4")
    found = [*case.banned[-1:], *(one for one in case.banned if one.imposed)][-1]
    newest = found.decision
    if newest is None or not newest.what.startswith(decided):
        stands = f"was {newest.what} on {newest.on:%d/%m/%Y}" if newest else "is being prepared"
        raise Refused(
            f"The ban of {found.ban.person} {stands}; this letter is for one that was {decided}.",
            "Write the letter that says what was decided last." if newest else "Decide the ban first.",
            clause="2.4",
        )
    return found


def _still_running(case: IncidentOnFile, found: BanOnFile) -> LetterGrounds:
    """The letter names the last day and the next review as days to come."""
    for day, what in ((found.ban.to_on, "last day"), (found.ban.review_on, "next review")):
        if day is not None and day < case.today:
            raise Refused(
                f"The {what} of this ban was {day:%d/%m/%Y}, which has passed.",
                "Decide what becomes of the ban, then write.",
                clause="2.4",
            )
    return LetterGrounds(ban=found)


_LETTERS_OF_DECISIONS = {
    PROVISIONAL: IncidentLetter(
        "incident_ban_provisional", "Provisional site ban", "2.4", _provisional, names_procedure=True
    ),
    CONFIRMED: IncidentLetter("incident_ban_confirmed", "Site ban confirmed", "2.4", _confirmed, names_procedure=True),
    KEPT: IncidentLetter("incident_ban_kept", "Site ban kept after its review", "2.4", _kept, names_procedure=True),
    EXTENDED: IncidentLetter("incident_ban_extended", "Site ban extended", "2.4", _extended, names_procedure=True),
    LIFTED: IncidentLetter("incident_ban_lifted", "Site ban lifted", "2.4", _lifted, names_procedure=True),
}
"""The letter that tells of each decision; a decision’s entry begins with its word.

Anybody may contest a ban, so each names the complaints procedure."""

BAN_LETTERS = tuple(_LETTERS_OF_DECISIONS.values())
"""In the order bans are decided."""


def letter_of(decision: BanEvent) -> str:
    """The letter that tells of a decision; "" where none does."""
    return next((letter.name for what, letter in _LETTERS_OF_DECISIONS.items() if decision.what.startswith(what)), "")
