"""The letters of a site ban: each follows the newest decision, and whoever was told before (2.4)."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from halton_desktop.domain.incidents.incident_on_file import BanOnFile, IncidentLetter, IncidentOnFile, LetterGrounds
from halton_desktop.domain.incidents.letter_of_incident import LetterOfIncident
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
    BanState,
)
from halton_desktop.errors import Refused


def _provisional(incident: IncidentOnFile) -> LetterGrounds:
    """It tells of the ban, and leaves time to answer."""
    found = _newest(incident, PROVISIONAL)
    by = found.ban.representations_by
    if by is not None and by < incident.today + SHORTEST_FOR_REPRESENTATIONS:
        least = SHORTEST_FOR_REPRESENTATIONS.days
        passed = f"The day by which {found.ban.person} may put their side, {by:%d/%m/%Y}, "
        raise Refused(
            passed + ("has passed." if by < incident.today else f"leaves fewer than {least} days to answer."),
            "Lift this ban, and impose one anew with days that can be kept.",
            clause="2.4",
        )
    return _still_running(incident, found)


def _confirmed(incident: IncidentOnFile) -> LetterGrounds:
    """It says that they were told by letter before."""
    return _still_running(incident, _told(incident, CONFIRMED))


def _kept(incident: IncidentOnFile) -> LetterGrounds:
    """It speaks of a ban its reader knows of."""
    return _still_running(incident, _told(incident, KEPT))


def _extended(incident: IncidentOnFile) -> LetterGrounds:
    """It says that they have been told before."""
    return _still_running(incident, _told(incident, EXTENDED))


def _lifted(incident: IncidentOnFile) -> LetterGrounds:
    """It ends what its reader was told of, and lets them onto the site: while no other ban keeps them off."""
    found = _told(incident, LIFTED)
    if any(other != found.ban.id for other in incident.barred_by):
        raise Refused(
            f"Another ban of {found.ban.person} is in force, and this letter says that they may come onto the site.",
            "Lift the other ban too, or tell them in your own words that it still stands.",
            clause="2.4",
        )
    return LetterGrounds(ban=found)


def _told(incident: IncidentOnFile, decided: str) -> BanOnFile:
    found = _newest(incident, decided)
    if not incident.told_of(found):
        advice = "A ban that was never told of needs no letter to end it." if decided == LIFTED else TELL_FIRST
        raise Refused(NOBODY_TOLD.format(who=found.ban.person), advice, clause="2.4")
    return found


def _newest(incident: IncidentOnFile, decided: str) -> BanOnFile:
    """Their newest ban that was imposed, with this as the newest decision about it; drafts beside it say nothing."""
    if not incident.banned:
        raise Refused(f"This letter speaks of a site ban, and there is none of {incident.reader.shown}.", clause="2.4")
    found = [*incident.banned[-1:], *(one for one in incident.banned if one.imposed)][-1]
    newest = found.decision
    if newest is None or not newest.what.startswith(decided):
        stands = f"was {newest.what} on {newest.on:%d/%m/%Y}" if newest else "is being prepared"
        raise Refused(
            f"The ban of {found.ban.person} {stands}; this letter is for one that was {decided}.",
            "Write the letter that says what was decided last." if newest else "Decide the ban first.",
            clause="2.4",
        )
    if any(tells_of(one, found) for one in incident.issued):
        raise Refused(
            f"{found.ban.person} has had this letter already.",
            "Where it was lost, print it again: it stands among the letters of the case.",
            clause="2.4",
        )
    return found


def _still_running(incident: IncidentOnFile, found: BanOnFile) -> LetterGrounds:
    """The letter names the last day and the next review as days to come."""
    for day, what in ((found.ban.to_on, "last day"), (found.ban.review_on, "next review")):
        if day is not None and day < incident.today:
            raise Refused(
                f"The {what} of this ban was {day:%d/%m/%Y}, which has passed.",
                "Decide what becomes of the ban, then write.",
                clause="2.4",
            )
    return LetterGrounds(ban=found)


def _letter(name: str, title: str, grounds: Callable[[IncidentOnFile], LetterGrounds]) -> IncidentLetter:
    """Anybody may contest a ban; and it is told, and its end, also where the case has become a mere concern since."""
    return IncidentLetter(name, title, "2.4", grounds, names_procedure=True, of_concern=True)


_LETTERS_OF_DECISIONS = {
    PROVISIONAL: _letter("incident_ban_provisional", "Provisional site ban", _provisional),
    CONFIRMED: _letter("incident_ban_confirmed", "Site ban confirmed", _confirmed),
    KEPT: _letter("incident_ban_kept", "Site ban kept after its review", _kept),
    EXTENDED: _letter("incident_ban_extended", "Site ban extended", _extended),
    LIFTED: _letter("incident_ban_lifted", "Site ban lifted", _lifted),
}
"""The letter that tells of each decision; a decision’s entry begins with its word."""

BAN_LETTERS = tuple(_LETTERS_OF_DECISIONS.values())
"""In the order bans are decided."""


def letter_of(decision: BanEvent) -> str:
    """The letter that tells of a decision; "" where none does."""
    return next((letter.name for what, letter in _LETTERS_OF_DECISIONS.items() if decision.what.startswith(what)), "")


def tells_of(letter: LetterOfIncident, found: BanOnFile) -> bool:
    """Whether a letter says what was decided about a ban last: it was written about it, and since."""
    newest = found.decision
    if newest is None or letter.ban_id != found.ban.id:
        return False
    return letter.letter == letter_of(newest) and letter.prepared_at >= newest.at


LIFTED_LETTER = _LETTERS_OF_DECISIONS[LIFTED].name


def end_not_told(found: BanOnFile, letters: Iterable[LetterOfIncident]) -> str:
    """Who was told of a ban and not of its end, as a sentence; "" where nobody is owed that letter.

    ``letters`` are those of the case. One nobody has spoken for may have gone out, so it is asked about first.
    """
    ban, end = found.ban, found.decision
    if ban.state is not BanState.LIFTED or end is None:
        return ""
    theirs = [one for one in letters if one.parent_id == ban.parent_id]
    if any(one.letter == LIFTED_LETTER and one.issued_at and one.prepared_at >= end.at for one in theirs):
        return ""
    about = [one for one in theirs if one.ban_id == ban.id]
    if any(one.issued_at for one in about):
        return f"{ban.person} has not been told that the ban was lifted on {end.on:%d/%m/%Y}."
    for one in about:
        title = next(letter.title for letter in BAN_LETTERS if letter.name == one.letter)
        return (
            f"The ban of {ban.person} was lifted. Say whether “{title}” (ref {one.reference}) came out: "
            "if it did, they are told that it is over."
        )
    return ""
