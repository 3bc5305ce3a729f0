"""The merge fields of the letters of a case, and which words typed into steps and bans they print."""

from __future__ import annotations

from halton_desktop.domain.incidents.step_kind import MEANING, FieldKind, StepKind
from halton_desktop.domain.letter import MERGE_FIELDS

INCIDENT_FIELDS: dict[str, str] = {
    "case": "the case’s reference, such as 2026-0042",
    "matter": "what it is about, such as what was posted on Facebook on 3 November 2026",
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
    "referred_on": "the day it went to the complaints procedure",
    "stage": "the stage the complaints procedure has reached",
    "stages": "the stages of the school’s complaints procedure",
    "ban_reason": "why the ban is made",
    "ban_risk": "the risk on the premises",
    "ban_from": "the first day of the ban",
    "ban_to": "the last day of the ban",
    "representations_by": "by when the parent may put their side",
    "representations": "what the parent said",
    "review_on": "when the ban is looked at again",
    "collection": "how the child is brought and collected",
    "meetings_plan": "how meetings are held during the ban",
    "decided_by": "who decided",
    "decided_on": "the day of the newest decision about the ban",
    "ban_ended": "when the ban was over, as a sentence: by decision, or on its last day",
    "decided_why": "why it was decided so, where the ban was kept or extended",
    "referral_to": "to whom the matter was referred",
    "referral_then": "who decides what follows, true of to whom it was referred",
    "referral_reference": "their reference, as a sentence; left out where there is none",
    "concerned": "whom it is about for its reader: you, or the forename of their child",
    "so_far": "whether the school is looking into it or has closed it, as a sentence",
    "outcome": "how the case ended",
    "ending": "a sentence that goes with how the case ended",
}
"""The merge fields of case letters beside those every letter has."""

ALL_FIELDS = {
    name: words
    for name, words in MERGE_FIELDS.items()
    if name not in ("children", "standing", "first_sent", "slip_so_far", "deadline", "return_to", "what_changed")
} | INCIDENT_FIELDS

STEP_WORDS: dict[str, tuple[StepKind, tuple[str, ...]]] = {
    "meeting_on": (StepKind.MEETING, ("on",)),
    "meeting_at": (StepKind.MEETING, ("at",)),
    "meeting_place": (StepKind.MEETING, ("place",)),
    "agreed": (StepKind.MEETING, ("agreed",)),
    "material_where": (StepKind.REMOVAL, ("where",)),
    "remove_by": (StepKind.REMOVAL, ("deadline",)),
    "group": (StepKind.GROUP_CLOSURE, ("group",)),
    "referred_to": (StepKind.COMPLAINTS, ("referred_to",)),
    "referred_on": (StepKind.COMPLAINTS, ("referred_on",)),
    "stage": (StepKind.COMPLAINTS, ("stage",)),
    "referral_to": (StepKind.REFERRAL, ("to", "force")),
    "referral_reference": (StepKind.REFERRAL, ("reference",)),
}
"""The merge fields that print what is typed into a step: its kind, and the fields of its form."""

BAN_WORDS: dict[str, str] = {
    "ban_reason": "reason",
    "ban_risk": "risk_on_premises",
    "ban_from": "from_on",
    "ban_to": "to_on",
    "representations_by": "representations_by",
    "representations": "representations",
    "review_on": "review_on",
    "collection": "collection",
    "meetings_plan": "meetings",
    "decided_by": "decided_by",
    "decided_why": "note",
}
"""The merge fields that print what is typed about a ban or a decision about it, and the field of its form."""

PRINTED = "Printed in the letter to the parent."
PRINTED_AS_TYPED = "Printed in the letter to the parent, as it is typed: write to them (“you”), not about them."
BAN_TEXTS = frozenset({"reason", "risk_on_premises", "representations", "collection", "meetings", "note"})


def step_field_hint(kind: StepKind, name: str) -> str:
    """What to say at a field of a step whose words a letter prints; "" where none does."""
    if not any(kind is of and name in names for of, names in STEP_WORDS.values()):
        return ""
    texts = {entry.name for entry in MEANING[kind].fields if entry.kind is FieldKind.TEXT}
    return PRINTED_AS_TYPED if name in texts else PRINTED


def ban_field_hint(name: str) -> str:
    """What to say at a field of a ban or of a decision about it whose words a letter prints; "" where none does."""
    if name not in BAN_WORDS.values():
        return ""
    return PRINTED_AS_TYPED if name in BAN_TEXTS else PRINTED
