"""The letters of a case: what each is called, what must be on file before it is written, and what is said until then.

A letter that speaks of a meeting before it took place, or of a day that has passed as if it were to come, harms the
school that sends it. Every letter stands with its condition in ``INCIDENT_LETTERS``, or where it follows a ban in
``ban_letter.py``.
"""

from __future__ import annotations

from halton_desktop.domain.incidents.ban_letter import BAN_LETTERS
from halton_desktop.domain.incidents.closing import borne_out
from halton_desktop.domain.incidents.incident import IncidentState
from halton_desktop.domain.incidents.incident_on_file import Addressees, IncidentLetter, IncidentOnFile, LetterGrounds
from halton_desktop.domain.incidents.step import Step, StepState, clock_of, day_of, silence
from halton_desktop.domain.incidents.step_kind import MEANING, REFERRED, StepKind
from halton_desktop.domain.name import joined
from halton_desktop.errors import Refused


def grounds_of(letter: IncidentLetter, incident: IncidentOnFile) -> LetterGrounds:
    """What the letter speaks of, once all it says is true; Refused, in words, until then."""
    if incident.incident.state is IncidentState.WITHDRAWN:
        raise Refused("This case was withdrawn: nobody is written to about it.")
    if incident.incident.is_concern and not letter.of_concern:
        raise Refused(
            "This is a concern: the letters of a case speak of a clause of the code, and none is named in it.",
            "Talk to them, or name the clause once it has become a breach.",
        )
    words = silence(incident.steps)
    if words:
        raise Refused(words, "A letter is contact too: finish the hold once they have lifted it.", clause="2.4")
    return letter.grounds(incident)


def title_of(name: str) -> str:
    """What people call a letter of a case; its name where this version does not know it."""
    return INCIDENT_LETTER[name].title if name in INCIDENT_LETTER else name


# --- one condition for each letter ----------------------------------------------------------------------------------


def _concern(incident: IncidentOnFile) -> LetterGrounds:
    _require_open(incident)
    decided = "This letter says that nothing has been decided."
    if incident.met:
        raise Refused(f"{decided} There has been a meeting already.", "Write what was agreed there.", clause="3.3")
    if any(found.imposed for found in incident.banned):
        raise Refused(f"{decided} A site ban has been.", "The letters of the ban say what was decided.", clause="2.4")
    if incident.has_had("incident_warning"):
        raise Refused(f"{decided} A final warning has gone out.", clause="2.4")
    if incident.referred:
        raise Refused(f"{decided} The matter has been referred.", "The notice of a referral says so.", clause="2.4")
    return LetterGrounds()


def _meeting(incident: IncidentOnFile) -> LetterGrounds:
    step = _planned(incident, StepKind.MEETING)
    _require_to_come(incident, step, "on", "The meeting was to be on {day}, which has passed.")
    begins = clock_of(step.details.get("at", ""))
    if day_of(step.details.get("on", "")) == incident.today and begins is not None and begins <= incident.now:
        raise Refused(f"The meeting was to begin today at {begins:%H:%M}, which has passed.", "Mend the time first.")
    return LetterGrounds(step)


def _meeting_outcome(incident: IncidentOnFile) -> LetterGrounds:
    held = [step for step in incident.steps_of(StepKind.MEETING) if step.outcome == "held"]
    if not held:
        raise Refused("No meeting has been held yet.", "Once it was, say so at its step, with what was agreed.", "3.3")
    day = day_of(held[-1].details.get("on", ""))
    if day is None or day > incident.today:
        raise Refused("The day of the meeting is still to come.", "Mend the date of the meeting.", clause="3.3")
    if not held[-1].details.get("agreed", "").strip():
        raise Refused("What was agreed at the meeting is not written down.", "Add it to the meeting.", clause="3.3")
    return LetterGrounds(held[-1])


def _removal(incident: IncidentOnFile) -> LetterGrounds:
    step = _planned(incident, StepKind.REMOVAL)
    _require_to_come(incident, step, "deadline", "The material was to be gone by {day}, which has passed.")
    if step.person_id is None and incident.reader.name not in _asked_of(step):
        others = [person.name for person in incident.incident.known_authors if person.name in _asked_of(step)]
        if others:
            raise Refused(
                f"{joined(others)} was asked to take it down, not {incident.reader.shown}.",
                f"Ask {incident.reader.shown} for removal too, with the link of theirs.",
                clause="2.7",
            )
    return LetterGrounds(step)


def _group_closure(incident: IncidentOnFile) -> LetterGrounds:
    step = _planned(incident, StepKind.GROUP_CLOSURE)
    asked = day_of(step.details.get("asked_on", ""))
    if asked is None or asked > incident.today:
        raise Refused(
            "The headteacher has not entered yet that they ask for the group to be closed, and the letter asks in "
            "their name.",
            "They fill in “Asked on” at the step.",
            clause="3.6",
        )
    if any(letter.step_id == step.id for letter in incident.issued):
        raise Refused(f"{incident.reader.shown} has been asked to close the group already.", clause="3.6")
    return LetterGrounds(step)


def _complaints(incident: IncidentOnFile) -> LetterGrounds:
    """Shows somebody with a grievance the way; it never goes to whom the procedure is followed about (3.4)."""
    taken = incident.steps_of(StepKind.COMPLAINTS)
    if incident.incident.goes_to_complaints(incident.reader):
        title = title_of("incident_complaints_notice")
        raise Refused(
            f"The complaints procedure is followed about {incident.reader.shown}: they are not invited to complain.",
            f"Write “{title}” instead.",
            clause="3.4",
        )
    if "2.1b" not in incident.incident.facts.clauses and not taken:
        raise Refused(
            "Nobody has a grievance in this case that is on file.", "Plan the complaints procedure first.", clause="2.2"
        )
    return LetterGrounds(taken[-1] if taken else None)


def _complaints_notice(incident: IncidentOnFile) -> LetterGrounds:
    if not incident.incident.goes_to_complaints(incident.reader):
        raise Refused(
            f"Clause 3.4 does not send {incident.reader.shown} to the complaints procedure.",
            f"To show the way to it, write “{title_of('incident_complaints')}”.",
            clause="3.4",
        )
    step = _planned(incident, StepKind.COMPLAINTS)
    day = day_of(step.details.get("referred_on", ""))
    if day is None or day > incident.today:
        raise Refused("The matter has not been referred yet.", "Mend the day it was referred on.", clause="3.4")
    if not step.details.get("referred_to", "").strip():
        raise Refused("It is not written down to whom it was referred.", "Fill in “Referred to”.", clause="3.4")
    return LetterGrounds(step)


def _warning(incident: IncidentOnFile) -> LetterGrounds:
    _require_open(incident)
    if not incident.contacted:
        raise Refused(
            f"Nobody has reached {incident.reader.shown} about this yet, and a final warning speaks of it.",
            "Contact them first (3.2).",
            clause="3.2",
        )
    if any(found.ban.in_force for found in incident.banned):
        raise Refused("A final warning comes before a site ban, and there is one in force.", clause="2.4")
    if any(found.imposed for found in incident.banned):
        raise Refused("A final warning comes before a site ban, and there has been one.", clause="2.4")
    if incident.referred:
        raise Refused("A final warning comes before a referral, and the matter has been referred.", clause="2.4")
    if incident.has_had("incident_warning"):
        raise Refused(f"{incident.reader.shown} has had the final warning in this case already.", clause="2.4")
    return LetterGrounds()


def _police(incident: IncidentOnFile) -> LetterGrounds:
    taken = [step for step in incident.steps_of(StepKind.REFERRAL) if step.state is StepState.DONE]
    if not taken:
        if any(step.kind is StepKind.REFERRAL and step.state is StepState.DONE for step in incident.steps):
            raise Refused(
                f"What was referred is not about {incident.reader.shown}, but about another author.", clause="2.4"
            )
        raise Refused("The matter has not been referred to anybody yet.", "Finish the referral first.", clause="2.4")
    undecided = [step for step in taken if step.outcome == REFERRED]
    if not undecided:
        raise Refused(
            f"The referral has ended ({taken[-1].outcome}); this letter says that they have still to decide.",
            clause="2.4",
        )
    return LetterGrounds(_to_write_of(incident, undecided))


def _closing(incident: IncidentOnFile) -> LetterGrounds:
    if incident.incident.state is not IncidentState.CLOSED:
        raise Refused("The case is still open, and this letter says that it is closed.", "Close the case first.")
    if not incident.contacted and not incident.issued:
        raise Refused(
            f"Nobody has been in touch with {incident.reader.shown} about this, so there is nothing to close with them."
        )
    outcome = incident.incident.outcome
    return LetterGrounds(ending=outcome if outcome and borne_out(outcome, incident) else None)


def _told(incident: IncidentOnFile) -> LetterGrounds:
    """What the school may say to somebody affected, or who reported it; of a talk with them where there was one."""
    talks = incident.steps_of(StepKind.OTHERS)
    return LetterGrounds(talks[-1] if talks else None)


def _pupil(incident: IncidentOnFile) -> LetterGrounds:
    _require_open(incident)
    told = incident.steps_of(StepKind.PUPIL)
    return LetterGrounds(told[-1] if told else None)


# --- what several have in common ------------------------------------------------------------------------------------


def _require_open(incident: IncidentOnFile) -> None:
    if incident.incident.state is IncidentState.CLOSED:
        raise Refused("The case is closed, and this letter asks for something still.", "Reopen the case first.")


def _planned(incident: IncidentOnFile, kind: StepKind) -> Step:
    """The step under way for its reader in an open case; of several, the newest not written of yet."""
    _require_open(incident)
    meaning, taken = MEANING[kind], incident.steps_of(kind)
    waiting = [step for step in taken if step.open]
    if waiting:
        return _to_write_of(incident, waiting)
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


def _to_write_of(incident: IncidentOnFile, steps: list[Step]) -> Step:
    """Of several steps for one reader, each has its own letter: the newest of which none has gone out yet."""
    written = {letter.step_id for letter in incident.issued}
    return next((step for step in reversed(steps) if step.id not in written), steps[-1])


def _asked_of(step: Step) -> str:
    return step.details.get("asked_of", "")


def _require_to_come(incident: IncidentOnFile, step: Step, field: str, passed: str) -> None:
    day = day_of(step.details.get(field, ""))
    if day is None or day < incident.today:
        raise Refused(
            passed.format(day=f"{day:%d/%m/%Y}" if day else "a day nobody wrote down"), "Mend the date first."
        )


# --- the catalogue --------------------------------------------------------------------------------------------------

INCIDENT_LETTERS = (
    IncidentLetter("incident_concern", "Concern, and a request to talk", "3.2", _concern),
    IncidentLetter("incident_meeting", "Invitation to a meeting", "3.3", _meeting),
    IncidentLetter("incident_meeting_outcome", "What was agreed at the meeting", "3.3", _meeting_outcome),
    IncidentLetter("incident_removal", "Request to take material down", "2.7", _removal),
    IncidentLetter("incident_group_closure", "Request to close a group chat", "3.6", _group_closure),
    IncidentLetter(
        "incident_complaints",
        "Where a grievance can be raised",
        "2.2",
        _complaints,
        names_procedure=True,
        of_concern=True,
    ),
    IncidentLetter(
        "incident_complaints_notice",
        "The complaints procedure is followed",
        "3.4",
        _complaints_notice,
        names_procedure=True,
    ),
    IncidentLetter("incident_warning", "Final warning", "2.4", _warning),
    *BAN_LETTERS,
    IncidentLetter("incident_police", "Notice of a referral", "2.4", _police),
    IncidentLetter("incident_pupil", "To the parents of a pupil", "", _pupil, to=Addressees.PUPILS),
    IncidentLetter("incident_affected", "To somebody affected", "", _told, of_concern=True, to=Addressees.AFFECTED),
    IncidentLetter("incident_reporter", "To who reported it", "", _told, of_concern=True, to=Addressees.REPORTERS),
    IncidentLetter("incident_closing", "Closing the matter", "3.2", _closing, of_concern=True),
)
"""In the order the code's steps are usually taken."""

INCIDENT_LETTER = {letter.name: letter for letter in INCIDENT_LETTERS}
