"""When each letter is true: what must be on file before it may be written, and the sentence that says what is missing.

A letter that speaks of a meeting before it took place, or of a day that has passed as if it were to come, harms the
school that sends it. Every letter has its condition here and nowhere else.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from halton_desktop.domain.acknowledgement import Form
from halton_desktop.domain.incident import Incident, IncidentPerson, IncidentState
from halton_desktop.domain.incident_letter import CASE_LETTER, CaseLetter, LetterOfCase
from halton_desktop.domain.register import is_overdue
from halton_desktop.domain.site_ban import (
    CONFIRMED,
    EXTENDED,
    KEPT,
    LIFTED,
    PROVISIONAL,
    BanEvent,
    SiteBan,
    decisions,
    require_complete,
)
from halton_desktop.domain.slip_letter import FIRST_REMINDER, SECOND_REMINDER
from halton_desktop.domain.step import MEANING, Step, StepKind, StepState, day_of
from halton_desktop.errors import Refused


@dataclass(frozen=True, slots=True)
class BanOnFile:
    """A ban with everything that was decided about it, oldest first."""

    ban: SiteBan
    events: tuple[BanEvent, ...] = ()

    @property
    def decision(self) -> BanEvent | None:
        """The newest decision; what was merely heard is none."""
        decided = decisions(self.events)
        return decided[-1] if decided else None


@dataclass(frozen=True, slots=True)
class CaseOnFile:
    """A case as one reader of its letters meets it: the steps, bans and issued letters that concern them."""

    incident: Incident
    reader: IncidentPerson
    today: date
    steps: tuple[Step, ...] = ()
    bans: tuple[BanOnFile, ...] = ()
    issued: tuple[LetterOfCase, ...] = ()

    def steps_of(self, kind: StepKind) -> list[Step]:
        """Their steps of a kind that were not cancelled, oldest first."""
        mine = (self.reader.id, None)
        taken = [step for step in self.steps if step.kind is kind and step.person_id in mine]
        return [step for step in taken if step.state is not StepState.CANCELLED]

    @property
    def banned(self) -> list[BanOnFile]:
        """Their bans, oldest first."""
        return [found for found in self.bans if found.ban.person_id == self.reader.id]

    @property
    def contacted(self) -> bool:
        """Whether they were spoken to or heard from, or met."""
        return any(step.fulfilled for step in self.steps_of(StepKind.CONTACT)) or self.met

    @property
    def met(self) -> bool:
        """Whether a meeting with them was held."""
        return any(step.outcome == "held" for step in self.steps_of(StepKind.MEETING))


@dataclass(frozen=True, slots=True)
class LetterGrounds:
    """What a letter speaks of."""

    step: Step | None = None
    ban: BanOnFile | None = None


def grounds_of(letter: CaseLetter, case: CaseOnFile) -> LetterGrounds:
    """What the letter speaks of, once all it says is true; Refused, in words, until then."""
    if case.incident.state is IncidentState.WITHDRAWN:
        raise Refused("This case was withdrawn: nobody is written to about it.")
    if case.incident.is_concern and letter.name != "incident_complaints":
        raise Refused(
            "This is a concern: the letters of a case speak of a clause of the code, and none is named in it.",
            "Talk to them, or name the clause once it has become a breach.",
        )
    return _CONDITIONS[letter.name](case)


def reminder_too_early(letter: str, form: Form | None, sent: Iterable[str], today: date) -> str:
    """Why a reminder to return a slip is not true of this form yet, continuing the parent's name; "" when it is."""
    if form is None or form.issued_on is None or not form.standing.outstanding:
        return "has no slip outstanding that could be reminded of"
    if not is_overdue(form, today):
        return (
            f"has until {form.due_on:%d/%m/%Y} to return the slip" if form.due_on else "has no date to be reminded of"
        )
    if letter == SECOND_REMINDER and FIRST_REMINDER not in sent:
        return "has not had the first reminder yet"
    return ""


# --- one condition for each letter ----------------------------------------------------------------------------------


def _concern(case: CaseOnFile) -> LetterGrounds:
    _require_open(case)
    decided = "This letter says that nothing has been decided."
    if case.met:
        raise Refused(f"{decided} There has been a meeting already.", "Write what was agreed there.", clause="3.3")
    if any(found.decision for found in case.banned):
        raise Refused(f"{decided} A site ban has been.", "The letters of the ban say what was decided.", clause="2.4")
    if any(letter.letter == "incident_warning" for letter in case.issued):
        raise Refused(f"{decided} A final warning has gone out.", clause="2.4")
    return LetterGrounds()


def _meeting(case: CaseOnFile) -> LetterGrounds:
    step = _planned(case, StepKind.MEETING)
    _require_to_come(case, step, "on", "The meeting was to be on {day}, which has passed.")
    return LetterGrounds(step)


def _meeting_outcome(case: CaseOnFile) -> LetterGrounds:
    held = [step for step in case.steps_of(StepKind.MEETING) if step.outcome == "held"]
    if not held:
        raise Refused("No meeting has been held yet.", "Once it was, say so at its step, with what was agreed.", "3.3")
    day = day_of(held[-1].details.get("on", ""))
    if day is None or day > case.today:
        raise Refused("The day of the meeting is still to come.", "Mend the date of the meeting.", clause="3.3")
    if not held[-1].details.get("agreed", "").strip():
        raise Refused("What was agreed at the meeting is not written down.", "Add it to the meeting.", clause="3.3")
    return LetterGrounds(held[-1])


def _removal(case: CaseOnFile) -> LetterGrounds:
    step = _planned(case, StepKind.REMOVAL)
    _require_to_come(case, step, "deadline", "The material was to be gone by {day}, which has passed.")
    return LetterGrounds(step)


def _group_closure(case: CaseOnFile) -> LetterGrounds:
    return LetterGrounds(_planned(case, StepKind.GROUP_CLOSURE))


def _complaints(case: CaseOnFile) -> LetterGrounds:
    """Shows somebody with a grievance the way; it never goes to whom the procedure is followed about (3.4)."""
    taken = case.steps_of(StepKind.COMPLAINTS)
    if case.incident.goes_to_complaints(case.reader):
        title = CASE_LETTER["incident_complaints_notice"].title
        raise Refused(
            f"The complaints procedure is followed about {case.reader.shown}: they are not invited to complain.",
            f"Write “{title}” instead.",
            clause="3.4",
        )
    if "2.1b" not in case.incident.facts.clauses and not taken:
        raise Refused(
            "Nobody has a grievance in this case that is on file.", "Plan the complaints procedure first.", clause="2.2"
        )
    return LetterGrounds(taken[-1] if taken else None)


def _complaints_notice(case: CaseOnFile) -> LetterGrounds:
    if not case.incident.goes_to_complaints(case.reader):
        raise Refused(
            f"Clause 3.4 does not send {case.reader.shown} to the complaints procedure.",
            f"To show the way to it, write “{CASE_LETTER['incident_complaints'].title}”.",
            clause="3.4",
        )
    step = _planned(case, StepKind.COMPLAINTS)
    day = day_of(step.details.get("referred_on", ""))
    if day is None or day > case.today:
        raise Refused("The matter has not been referred yet.", "Mend the day it was referred on.", clause="3.4")
    return LetterGrounds(step)


def _warning(case: CaseOnFile) -> LetterGrounds:
    _require_open(case)
    if not case.contacted:
        raise Refused(
            f"Nobody has reached {case.reader.shown} about this yet, and a final warning speaks of it.",
            "Contact them first (3.2).",
            clause="3.2",
        )
    if any(found.ban.in_force for found in case.banned):
        raise Refused("A final warning comes before a site ban, and there is one in force.", clause="2.4")
    return LetterGrounds()


def _provisional(case: CaseOnFile) -> LetterGrounds:
    found = _ban(case, PROVISIONAL)
    require_complete(found.ban)
    by = found.ban.representations_by
    if by is not None and by < case.today:
        raise Refused(f"The parent could put their side until {by:%d/%m/%Y}, which has passed.", clause="2.4")
    return _still_running(case, found)


def _confirmed(case: CaseOnFile) -> LetterGrounds:
    return _still_running(case, _ban(case, CONFIRMED))


def _kept(case: CaseOnFile) -> LetterGrounds:
    return _still_running(case, _ban(case, KEPT))


def _extended(case: CaseOnFile) -> LetterGrounds:
    return _still_running(case, _ban(case, EXTENDED))


def _lifted(case: CaseOnFile) -> LetterGrounds:
    return LetterGrounds(ban=_ban(case, LIFTED))


def _police(case: CaseOnFile) -> LetterGrounds:
    taken = [step for step in case.steps_of(StepKind.REFERRAL) if step.state is StepState.DONE]
    if not taken:
        raise Refused("The matter has not been referred to anybody yet.", "Finish the referral first.", clause="2.4")
    if taken[-1].outcome != "referred":
        raise Refused(
            f"The referral has ended ({taken[-1].outcome}); this letter says that they have still to decide.",
            clause="2.4",
        )
    return LetterGrounds(taken[-1])


def _closing(case: CaseOnFile) -> LetterGrounds:
    if case.incident.state is not IncidentState.CLOSED:
        raise Refused("The case is still open, and this letter says that it is closed.", "Close the case first.")
    if not case.contacted and not case.issued:
        raise Refused(
            f"Nobody has been in touch with {case.reader.shown} about this, so there is nothing to close with them."
        )
    return LetterGrounds()


_CONDITIONS: dict[str, Callable[[CaseOnFile], LetterGrounds]] = {
    "incident_concern": _concern,
    "incident_meeting": _meeting,
    "incident_meeting_outcome": _meeting_outcome,
    "incident_removal": _removal,
    "incident_group_closure": _group_closure,
    "incident_complaints": _complaints,
    "incident_complaints_notice": _complaints_notice,
    "incident_warning": _warning,
    "incident_ban_provisional": _provisional,
    "incident_ban_confirmed": _confirmed,
    "incident_ban_kept": _kept,
    "incident_ban_extended": _extended,
    "incident_ban_lifted": _lifted,
    "incident_police": _police,
    "incident_closing": _closing,
}


# --- what several have in common ------------------------------------------------------------------------------------


def _require_open(case: CaseOnFile) -> None:
    if case.incident.state is IncidentState.CLOSED:
        raise Refused("The case is closed, and this letter asks for something still.", "Reopen the case first.")


def _planned(case: CaseOnFile, kind: StepKind) -> Step:
    """The newest step of a kind that is under way in an open case."""
    _require_open(case)
    meaning, taken = MEANING[kind], case.steps_of(kind)
    waiting = [step for step in taken if step.open]
    if waiting:
        return waiting[-1]
    if taken:
        raise Refused(
            f"The step “{meaning.name}” is done already ({taken[-1].outcome}), and this letter asks for it.",
            f"Take a new step under clause {meaning.clause} first.",
            clause=meaning.clause,
        )
    raise Refused(
        f"This letter needs its step “{meaning.name}” first.",
        f"Take the step under clause {meaning.clause}, then print.",
        clause=meaning.clause,
    )


def _require_to_come(case: CaseOnFile, step: Step, field: str, passed: str) -> None:
    day = day_of(step.details.get(field, ""))
    if day is None or day < case.today:
        raise Refused(
            passed.format(day=f"{day:%d/%m/%Y}" if day else "a day nobody wrote down"), "Mend the date first."
        )


def _ban(case: CaseOnFile, decided: str) -> BanOnFile:
    """Their newest ban, with this as the newest decision about it."""
    if not case.banned:
        raise Refused(f"This letter speaks of a site ban, and there is none of {case.reader.shown}.", clause="2.4")
    found = case.banned[-1]
    newest = found.decision
    if newest is None or not newest.what.startswith(decided):
        stands = f"was {newest.what} on {newest.on:%d/%m/%Y}" if newest else "is being prepared"
        raise Refused(
            f"The ban of {found.ban.person} {stands}; this letter is for one that was {decided}.",
            "Write the letter that says what was decided last." if newest else "Decide the ban first.",
            clause="2.4",
        )
    return found


def _still_running(case: CaseOnFile, found: BanOnFile) -> LetterGrounds:
    """The letter names the last day and the next review as days to come."""
    for day, what in ((found.ban.to_on, "last day"), (found.ban.review_on, "next review")):
        if day is not None and day < case.today:
            raise Refused(
                f"The {what} of this ban was {day:%d/%m/%Y}, which has passed.",
                "Decide what becomes of the ban, then write.",
                clause="2.4",
            )
    return LetterGrounds(ban=found)
