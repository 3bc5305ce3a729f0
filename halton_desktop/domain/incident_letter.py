"""The letters of a case: which there are, what each needs, and what fills its merge fields."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from halton_desktop.domain.letter import MERGE_FIELDS
from halton_desktop.domain.site_ban import BanState, SiteBan, require_complete
from halton_desktop.domain.step import Step, StepKind
from halton_desktop.errors import Refused


@dataclass(frozen=True, slots=True)
class CaseLetter:
    """One letter a case may need: its template, what people call it, its clause, and the step it belongs to.

    ``ban`` names the state a ban must have. ``about_person`` letters go to whoever the step or ban is about.
    """

    name: str
    title: str
    clause: str
    step: StepKind | None = None
    ban: BanState | None = None


CASE_LETTERS = (
    CaseLetter("incident_concern", "Concern, and a request to talk", "3.2", StepKind.CONTACT),
    CaseLetter("incident_meeting", "Invitation to a meeting", "3.3", StepKind.MEETING),
    CaseLetter("incident_meeting_outcome", "What was agreed at the meeting", "3.3", StepKind.MEETING),
    CaseLetter("incident_removal", "Request to take material down", "2.7", StepKind.REMOVAL),
    CaseLetter("incident_group_closure", "Request to close a group chat", "3.6", StepKind.GROUP_CLOSURE),
    CaseLetter("incident_complaints", "The complaints procedure", "2.2", StepKind.COMPLAINTS),
    CaseLetter("incident_warning", "Final warning", "2.4"),
    CaseLetter("incident_ban_provisional", "Provisional site ban", "2.4", StepKind.SITE_BAN, BanState.PROVISIONAL),
    CaseLetter("incident_ban_confirmed", "Site ban confirmed", "2.4", StepKind.SITE_BAN, BanState.CONFIRMED),
    CaseLetter("incident_ban_lifted", "Site ban lifted", "2.4", StepKind.SITE_BAN, BanState.LIFTED),
    CaseLetter("incident_police", "Notice of a referral", "2.4", StepKind.REFERRAL),
    CaseLetter("incident_closing", "Closing the matter", "3.2"),
)
"""In the order the code's steps are usually taken."""

CASE_LETTER = {letter.name: letter for letter in CASE_LETTERS}

CASE_FIELDS: dict[str, str] = {
    "case": "the case’s reference, such as 2026-0042",
    "what": "the parts of the code concerned, in words",
    "clauses": "the numbers of those parts, such as 2.1a and 3.1c",
    "where": "where it happened, such as WhatsApp, Year 8 parents",
    "happened_on": "the day it happened",
    "meeting_on": "the day of the meeting",
    "meeting_at": "the time of the meeting",
    "meeting_place": "the place of the meeting",
    "agreed": "what was agreed",
    "material_where": "where the material stands",
    "remove_by": "the day material is to be gone by",
    "group": "the group chat",
    "referred_to": "who looks at the complaint",
    "ban_reason": "why the ban is made",
    "ban_risk": "the risk on the premises",
    "ban_from": "the first day of the ban",
    "ban_to": "the last day of the ban",
    "representations_by": "by when the parent may put their side",
    "representations": "what the parent said",
    "review_on": "when the ban is looked at again",
    "collection": "how the child is brought and collected",
    "meetings_plan": "how meetings are held during the ban",
    "decided_by": "the headteacher who decided",
    "referral_to": "to whom the matter was referred",
    "referral_reference": "their reference",
    "outcome": "how the case ended",
}
"""The merge fields of case letters beside those every letter has."""

ALL_FIELDS = {
    name: words
    for name, words in MERGE_FIELDS.items()
    if name not in ("children", "first_sent", "deadline", "return_to", "what_changed")
} | CASE_FIELDS


@dataclass(frozen=True, slots=True)
class LetterOfCase:
    """One letter of a case as kept; ``issued_at`` is None until somebody confirmed it came out of the printer."""

    id: int
    incident_id: int
    step_id: int | None
    ban_id: int | None
    parent_id: int | None
    reference: str
    letter: str
    addressee: str
    prepared_at: datetime
    prepared_by: str
    issued_at: datetime | None

    @property
    def title(self) -> str:
        """What people call it."""
        return CASE_LETTER[self.letter].title if self.letter in CASE_LETTER else self.letter


def require_ban_letter(letter: CaseLetter, ban: SiteBan | None) -> None:
    """Raise Refused unless the ban a letter speaks of is complete and stands as the letter says (clause 2.4)."""
    if letter.ban is None:
        return
    if ban is None:
        raise Refused("This letter speaks of a site ban, and there is none in this case.", clause="2.4")
    require_complete(ban)
    if ban.state is not letter.ban:
        raise Refused(
            f"The ban of {ban.person} is {ban.state.value}; this letter is for one that is {letter.ban.value}.",
            "Decide the ban first.",
            clause="2.4",
        )


def needs_step(letter: CaseLetter, steps: tuple[Step, ...]) -> Step | None:
    """The newest step a letter speaks of, or Refused where it needs one that has not been planned."""
    found = [step for step in steps if step.kind is letter.step and not step.cancelled_reason]
    if found:
        return found[-1]
    if letter.step in (StepKind.MEETING, StepKind.REMOVAL, StepKind.GROUP_CLOSURE, StepKind.REFERRAL):
        raise Refused(
            f"“{letter.title}” needs its step first.", f"Take the step under clause {letter.clause}, then print."
        )
    return None
