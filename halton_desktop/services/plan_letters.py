"""Work out who gets a letter, together with whom, and who cannot get one and why; nothing is changed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from halton_desktop.domain.acknowledgement import Form, FormKind, FormState
from halton_desktop.domain.address import address_problem
from halton_desktop.domain.code_of_conduct import Edition, edition_in_force
from halton_desktop.domain.letter import (
    AcknowledgementLetter,
    AddressBlock,
    Envelope,
    LetterAddressee,
    SlipPerson,
)
from halton_desktop.domain.letter_conditions import reminder_too_early
from halton_desktop.domain.mailing import (
    LetterRequest,
    Per,
    Recipients,
    address_block,
    block_on,
    greeting,
    households,
    on_roll,
    standing_of,
    unsuited,
)
from halton_desktop.domain.parent import Family
from halton_desktop.domain.permission import Permission, require
from halton_desktop.errors import Refused
from halton_desktop.services.keep_school import settings_of
from halton_desktop.services.letter_texts import WITH_SLIP
from halton_desktop.services.session import OfficeSession

_CLOSED = frozenset({FormState.SUPERSEDED, FormState.WITHDRAWN, FormState.EXPIRED, FormState.INVALID})
_NO_REFERENCE_YET = "A00-00000-0"
"""Stands in for a slip's reference while it is tried whether a letter fits."""


@dataclass(frozen=True, slots=True)
class NotPrinted:
    """Somebody who gets no letter; ``can_override`` where a named user may lift the block with a reason."""

    parent_id: int
    who: str
    reason: str
    can_override: bool = False


@dataclass(frozen=True, slots=True)
class PlannedLetter:
    """One envelope: the people in it, each with children on roll, and the live form of those who have one."""

    families: tuple[Family, ...]
    forms: dict[int, Form]

    @property
    def who(self) -> str:
        """For lists."""
        return " and ".join(family.parent.full_name for family in self.families)

    def addressee(self, reference_of: Callable[[int], str]) -> LetterAddressee:
        """As the letter prints it; ``reference_of`` gives each parent's slip its reference."""
        people = [family.parent for family in self.families]
        return LetterAddressee(
            greeting(people),
            AddressBlock(address_block(people).lines),
            tuple(
                SlipPerson(
                    family.parent.full_name,
                    _relationship(family),
                    tuple(child.pupil.name_and_form for child in on_roll(family)),
                    reference_of(family.parent.id),
                )
                for family in self.families
            ),
            standing_of(people),
        )


@dataclass(frozen=True, slots=True)
class LetterPlan:
    """What a request comes to, before anything is changed."""

    request: LetterRequest
    edition: Edition
    letters: tuple[PlannedLetter, ...]
    not_printed: tuple[NotPrinted, ...]

    @property
    def people(self) -> int:
        """How many people get a slip."""
        return sum(len(letter.families) for letter in self.letters)


def plan_letters(session: OfficeSession, request: LetterRequest) -> LetterPlan:
    """Who gets a letter. Raises Refused where there is no such letter or no edition in force."""
    if request.letter not in WITH_SLIP:
        raise Refused(f"There is no letter called “{request.letter}”.", f"There are: {', '.join(WITH_SLIP)}.")
    if request.overrides:
        require(session.user.role, Permission.LIFT_LETTER_BLOCKS)
    with session.look(Permission.PRINT_LETTERS) as work:
        edition = edition_in_force(work.editions.all(), session.today)
        if edition is None:
            raise Refused("No edition of the code is in force today.", "Adopt one in Review history.", clause="4.1")
        forms = {
            parent: form
            for parent, form in work.forms.newest(FormKind.ACKNOWLEDGEMENT, edition.id).items()
            if form.standing.state not in _CLOSED
        }
        sent = work.forms.reminders_sent(edition.id)
        families = work.parents.families(request.parent_ids)
        envelope = Envelope(settings_of(work).envelope)
    early = {} if request.letter == WITH_SLIP[0] else _too_early(request.letter, families, forms, sent, session.today)
    wanted, left_out = _sorted_out(request, families, forms, early)
    planned, unfit = _fitting(session, request, wanted, forms, envelope)
    return LetterPlan(request, edition, tuple(planned), tuple(left_out + unfit))


def _too_early(
    letter: str, families: list[Family], forms: dict[int, Form], sent: Mapping[int, set[str]], today: date
) -> dict[int, str]:
    """For whom a reminder is not true yet, and why."""
    ids = [family.parent.id for family in families]
    found = {one: reminder_too_early(letter, forms.get(one), sent.get(one, ()), today) for one in ids}
    return {one: why for one, why in found.items() if why}


def _sorted_out(
    request: LetterRequest, families: list[Family], forms: dict[int, Form], early: Mapping[int, str]
) -> tuple[list[Family], list[NotPrinted]]:
    """Who is meant and can be written to; of those meant, who cannot and why."""
    wanted: list[Family] = []
    left_out: list[NotPrinted] = []
    for family in families:
        parent = family.parent
        if not _meant(request, family, forms.get(parent.id)):
            continue
        strange = unsuited(family)
        blocked = "" if request.overrides.get(parent.id, "").strip() else block_on(family)
        reason = strange or early.get(parent.id, "") or blocked or address_problem(parent.address)
        if reason:
            left_out.append(NotPrinted(parent.id, parent.full_name, reason, can_override=reason == blocked))
        else:
            wanted.append(family)
    return wanted, left_out


def _meant(request: LetterRequest, family: Family, form: Form | None) -> bool:
    """Whether the request means this person; whoever was picked by hand is always meant."""
    owing = form is None or form.standing.state is FormState.PREPARED or form.standing.outstanding
    reminder = request.letter != WITH_SLIP[0]
    if request.parent_ids is not None and request.by_hand:
        return True
    if unsuited(family):
        return False
    if request.parent_ids is not None:
        return True
    if request.year_group and request.year_group not in {child.pupil.year_group for child in on_roll(family)}:
        return False
    if reminder and (form is None or not form.standing.outstanding):
        return False
    return owing or request.to is not Recipients.OUTSTANDING


def _fitting(
    session: OfficeSession,
    request: LetterRequest,
    wanted: list[Family],
    forms: dict[int, Form],
    envelope: Envelope,
) -> tuple[list[PlannedLetter], list[NotPrinted]]:
    """Envelopes whose address fits the window and whose names the typeface can print; the others with the reason."""
    from halton_desktop.letters.check import problem_with
    from halton_desktop.letters.fonts import load_typefaces

    typefaces = load_typefaces(session.files.fonts)
    groups = households(wanted) if request.per is Per.HOUSEHOLD else [[family] for family in wanted]
    planned: list[PlannedLetter] = []
    unfit: list[NotPrinted] = []
    for group in groups:
        own = {f.parent.id: forms[f.parent.id] for f in group if f.parent.id in forms}
        letter = PlannedLetter(tuple(group), own)
        trial = AcknowledgementLetter(letter.addressee(lambda _parent: _NO_REFERENCE_YET), _NO_REFERENCE_YET)
        problem = problem_with(trial, envelope, typefaces)
        if problem is None:
            planned.append(letter)
        else:
            unfit += [NotPrinted(family.parent.id, family.parent.full_name, problem) for family in group]
    return planned, unfit


def _relationship(family: Family) -> str:
    """The one relationship to all children, or "" where it differs from child to child."""
    named = {child.tie.relationship for child in on_roll(family)}
    return named.pop() if len(named) == 1 else ""
