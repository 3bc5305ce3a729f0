"""What fills the merge fields of a case's letters: facts, step and ban as a letter words them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from halton_desktop.domain.incidents.incident import BREACH_OF, IncidentFacts, Outcome, Platform
from halton_desktop.domain.incidents.incident_fields import BAN_WORDS, INCIDENT_FIELDS, STEP_WORDS
from halton_desktop.domain.incidents.step import Step, day_of
from halton_desktop.domain.incidents.step_kind import MEANING, FieldKind
from halton_desktop.domain.name import joined
from halton_desktop.letters.wording import long_date, long_date_with_day

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from halton_desktop.domain.incidents.incident import Incident
    from halton_desktop.domain.incidents.incident_on_file import BanOnFile, LetterGrounds

_SENT = frozenset({Platform.WHATSAPP, Platform.TELEGRAM, Platform.DISCORD, Platform.SNAPCHAT})
_SHARED = frozenset({Platform.TIKTOK, Platform.YOUTUBE, Platform.INSTAGRAM})
_OF_POSTS = frozenset({"2.1a", "2.1b", "2.6"})
_REFERRED_TO = {"police": "the police", "lawyers": "our lawyers", "local authority": "the local authority"}
THEY_DECIDE = "It is for them to decide what follows; the school does not judge whether an offence was committed."
LAWYERS_ADVISE = "They advise the school on what may follow; nothing more has been decided."
CO_ORDINATOR = "the school’s complaints co-ordinator"

ENDINGS = {
    Outcome.SETTLED: "Thank you for the part you played in settling it.",
    Outcome.REMOVED: "The material has been taken down; nothing more is asked of you.",
    Outcome.AGREED: "What we agreed when we met stands.",
    Outcome.COMPLAINT: "It was dealt with under our complaints procedure.",
    Outcome.SANCTION: "What was decided under clause 2.4 of the code was told to you in a letter of its own.",
    Outcome.REFERRED: "It is with those we referred it to; what they decide is theirs to tell you.",
    Outcome.NOT_IDENTIFIED: "",
    Outcome.NOT_REACHED: "We have not been able to speak with you about it; you may still get in touch.",
    Outcome.NO_BREACH: "We looked into it and found no breach of the code. Nothing is held against you.",
    Outcome.NO_ACTION: "The school takes no further action.",
    Outcome.DUPLICATE: "",
    Outcome.OTHER_SCHOOL: "It is not for our school to deal with.",
    Outcome.TAKEN_BACK: "The school takes no further action.",
}
"""A sentence of the closing letter, for whom it is true of how the case ended."""


LOOKED_INTO = "We are looking into it."
CLOSED = "We have looked into it, and as far as the school is concerned the matter is closed."


def incident_values(
    incident: Incident, grounds: LetterGrounds, stages: Sequence[str], concerned: str = "you"
) -> dict[str, str]:
    """Every merge field of case letters; what the letter has no ground for is empty."""
    facts = incident.facts
    breaches = [BREACH_OF[clause] for clause in facts.clauses if clause in BREACH_OF]
    values = dict.fromkeys(INCIDENT_FIELDS, "") | {
        "case": incident.reference,
        "matter": matter(facts),
        "what": joined([f"“{breach.sentence}” ({breach.clause})" for breach in breaches]),
        "clauses": joined(list(facts.clauses)),
        "where": facts.where,
        "happened_on": long_date(facts.happened_on),
        "group": facts.place,
        "referred_to": CO_ORDINATOR,
        "stages": joined([f"“{stage}”" for stage in stages]),
        "concerned": concerned,
        "so_far": CLOSED if incident.at_rest else LOOKED_INTO,
        "outcome": _outcome(incident),
        "ending": ENDINGS[grounds.ending] if grounds.ending else "",
    }
    if grounds.step is not None:
        values |= {name: words for name, words in _step_values(grounds.step).items() if words}
    return values | (_ban_values(grounds.ban) if grounds.ban is not None else {})


def _outcome(incident: Incident) -> str:
    """How a case ended, as its author may read it: not that somebody had reported them and thought better of it."""
    outcome = Outcome.NO_ACTION if incident.outcome is Outcome.TAKEN_BACK else incident.outcome
    return outcome.value if outcome else ""


def matter(facts: IncidentFacts) -> str:
    """What a letter is about, true of where it happened: "what was posted on Facebook (Widnes Chat) on 3 May 2026"."""
    day, place = f" on {long_date(facts.happened_on)}", f" ({facts.place})" if facts.place else ""
    platform = facts.platform
    if platform is Platform.OTHER:
        where = ", ".join(part for part in (facts.other_platform, facts.place) if part)
        return f"what happened{day} ({where})" if where else f"what happened{day}"
    if set(facts.clauses) == {"2.5"}:
        return f"the way a member of staff was approached on {platform.value}{day}"
    if "2.5" in facts.clauses:
        return f"what happened on {platform.value}{place}{day}"
    if platform is Platform.EMAIL:
        return f"what was sent by e-mail{place}{day}"
    if platform in _SENT:
        verb = "sent"
    elif platform in _SHARED:
        verb = "shared"
    else:
        verb = "posted" if _OF_POSTS & set(facts.clauses) else "written"
    return f"what was {verb} on {platform.value}{place}{day}"


def _step_values(step: Step) -> dict[str, str]:
    days = {entry.name for entry in MEANING[step.kind].fields if entry.kind is FieldKind.DAY}

    def typed(name: str) -> str:
        text = step.details.get(name, "").strip()
        day = day_of(text) if name in days else None
        return long_date_with_day(day) if day else text

    values = {name: typed(names[0]) for name, (kind, names) in STEP_WORDS.items() if kind is step.kind}
    if "referral_to" in values:
        body, force = _REFERRED_TO.get(values["referral_to"], values["referral_to"]), typed("force")
        values["referral_to"] = f"{body} ({force})" if force else body
        values["referral_then"] = LAWYERS_ADVISE if typed("to") == "lawyers" else THEY_DECIDE
    if values.get("referral_reference"):
        values["referral_reference"] = f"Their reference is {values['referral_reference'].rstrip('.')}."
    if "stage" in values:
        values["stage"] = f"“{values['stage']}”"
    return values


def _ban_values(found: BanOnFile) -> dict[str, str]:
    ban, decision = found.ban, found.decision
    values = {name: _words(getattr(ban, field)) for name, field in BAN_WORDS.items() if hasattr(ban, field)}
    said = f"You put your side to us on {_long(ban.representations_on)}: {values['representations']}"
    return values | {
        "representations": said if ban.representations else "You did not put anything forward within the time given.",
        "decided_by": ban.decided_by,
        "ban_ended": _ended(ban.from_on, ban.to_on, decision.on if decision else None),
        "decided_on": _long(decision.on if decision else None),
        "decided_why": _words(decision.note if decision else ""),
    }


def _ended(first: date | None, last: date | None, lifted: date | None) -> str:
    """A ban past its last day was over then, whenever that was said; lifted before its first, it never began."""
    if last is not None and (lifted is None or last < lifted):
        return f"Its last day was {long_date(last)}."
    if first is not None and lifted is not None and lifted < first:
        return f"It was lifted on {_long(lifted)}, before its first day, and never began."
    return f"It was lifted on {_long(lifted)}."


def _words(value: date | str | None) -> str:
    """A day in full, typed words as a sentence."""
    if not isinstance(value, str):
        return _long(value)
    words = value.strip()
    return words if not words or words[-1] in ".!?" else f"{words}."


def _long(day: date | None) -> str:
    return long_date(day) if day else ""
