"""A case as one reader of its letters meets it: what the file holds about them, and what a letter may speak of."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum

from halton_desktop.domain.incidents.incident import Incident, IncidentPerson, Outcome
from halton_desktop.domain.incidents.letter_of_incident import LetterOfIncident
from halton_desktop.domain.incidents.site_ban import PROVISIONAL, BanEvent, SiteBan, decisions
from halton_desktop.domain.incidents.step import Step, StepState
from halton_desktop.domain.incidents.step_kind import StepKind


@dataclass(frozen=True, slots=True)
class BanOnFile:
    """A ban with everything that was decided about it, oldest first."""

    ban: SiteBan
    events: tuple[BanEvent, ...] = ()

    @property
    def imposed(self) -> bool:
        """Whether it ever kept anybody off the site; a draft, kept or discarded, did not."""
        return any(event.what == PROVISIONAL for event in self.events)

    @property
    def decision(self) -> BanEvent | None:
        """The newest decision; what was merely heard is none."""
        decided = decisions(self.events)
        return decided[-1] if decided else None


@dataclass(frozen=True, slots=True)
class IncidentOnFile:
    """A case as one reader of its letters meets it: the steps, bans and issued letters that concern them."""

    incident: Incident
    reader: IncidentPerson
    today: date
    steps: tuple[Step, ...] = ()
    bans: tuple[BanOnFile, ...] = ()
    issued: tuple[LetterOfIncident, ...] = ()
    now: time = time.min
    barred_by: tuple[int, ...] = ()
    """The bans in force of the same parent, in whichever case."""

    def steps_of(self, kind: StepKind) -> list[Step]:
        """Their steps of a kind that were not cancelled, oldest first."""
        mine = (self.reader.id, None)
        taken = [step for step in self.steps if step.kind is kind and step.person_id in mine]
        return [step for step in taken if step.state is not StepState.CANCELLED]

    def has_had(self, letter: str) -> bool:
        """Whether a letter of this name went out to them."""
        return any(one.letter == letter for one in self.issued)

    def told_of(self, found: BanOnFile) -> bool:
        """Whether a letter of this ban went out to them."""
        return any(one.ban_id == found.ban.id for one in self.issued)

    @property
    def referred(self) -> bool:
        """Whether the matter was referred to somebody, as far as it concerns them."""
        return any(step.state is StepState.DONE for step in self.steps_of(StepKind.REFERRAL))

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
    """What a letter speaks of; ``ending`` is how the case ended, where that is true of its reader."""

    step: Step | None = None
    ban: BanOnFile | None = None
    ending: Outcome | None = None


class Addressees(StrEnum):
    """Whom a letter of a case is for; of a pupil the parents read it, and never the pupil."""

    AUTHORS = "who did it"
    AFFECTED = "who was affected"
    REPORTERS = "who reported it"
    PUPILS = "the parents of a pupil who did it"


@dataclass(frozen=True, slots=True)
class IncidentLetter:
    """One letter a case may need: the name of its words in ``resources/letters``, what people call it, its clause.

    ``grounds`` gives what it speaks of once all it says is true, and until then raises Refused, in words. A letter that
    ``names_procedure`` names the complaints procedure even to whom it is followed about (3.4): in the others the
    sentence that invites to complain is left out for them. About a mere concern only those ``of_concern`` are written.
    """

    name: str
    title: str
    clause: str
    grounds: Callable[[IncidentOnFile], LetterGrounds]
    names_procedure: bool = False
    of_concern: bool = False
    to: Addressees = Addressees.AUTHORS
