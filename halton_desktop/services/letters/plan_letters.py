"""Work out who gets a letter, together with whom, and who cannot get one and why; nothing is changed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from halton_desktop.domain.acknowledgement import ENDED, GONE, Answer, Form, FormCourse, FormKind
from halton_desktop.domain.address import address_problem
from halton_desktop.domain.code_of_conduct import Edition, edition_in_force
from halton_desktop.domain.letter import (
    AcknowledgementLetter,
    AddressBlock,
    Envelope,
    LetterAddressee,
    SlipPerson,
)
from halton_desktop.domain.mailing import (
    LetterRequest,
    Per,
    Recipients,
    about_others,
    address_block,
    block_on,
    greeting,
    households,
    never_overridden,
    on_roll,
    reminded_together,
    standing_of,
    unsuited,
)
from halton_desktop.domain.name import says_something
from halton_desktop.domain.parents.parent import SEE_THEIR_PAGE, Family, Pupil
from halton_desktop.domain.permission import Permission, require
from halton_desktop.domain.slip_letter import FIRST_LETTER, SLIP_LETTER, reminder_too_early
from halton_desktop.domain.told import PupilWithout, may_be_told_of, pupils_without, year_lost
from halton_desktop.errors import Refused
from halton_desktop.services.administration.keep_school import settings_of
from halton_desktop.services.listed_names import names_in_lists
from halton_desktop.services.session import OfficeSession
from halton_desktop.services.typefaces import typefaces_of
from halton_desktop.store.unit_of_work import UnitOfWork

_CLOSED = GONE | ENDED
_NO_REFERENCE_YET = "A00-00000-0"
"""Stands in for a slip's reference while it is tried whether a letter fits."""


@dataclass(frozen=True, slots=True)
class NotPrinted:
    """Somebody who gets no letter, or none about one of their children, with the reason in words.

    ``held`` where a hold or mark stops letters; ``can_override`` where a named user may pass over it with a reason.
    """

    parent_id: int
    who: str
    reason: str
    can_override: bool = False
    held: bool = False


@dataclass(frozen=True, slots=True)
class PlannedLetter:
    """One envelope: the people in it, each with children on roll, and the live form of those who have one.

    ``came_back`` is what the slip a reminder is about said, where it came back and settled nothing.
    """

    families: tuple[Family, ...]
    forms: dict[int, Form]
    came_back: Answer | None = None

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
    """What a request comes to, before anything is changed.

    ``not_printed`` names everybody of a current pupil whom the request means and who is held or cannot be written to,
    ``contacts_only`` counts the people who are kept as contacts only, and ``pupils_without`` are the pupils for whom
    nobody will be told.
    """

    request: LetterRequest
    edition: Edition
    letters: tuple[PlannedLetter, ...]
    not_printed: tuple[NotPrinted, ...]
    contacts_only: int = 0
    pupils_without: tuple[PupilWithout, ...] = ()

    @property
    def people(self) -> int:
        """How many people get a slip."""
        return sum(len(letter.families) for letter in self.letters)


def plan_letters(session: OfficeSession, request: LetterRequest) -> LetterPlan:
    """Who gets a letter. Raises Refused where there is no such letter or no edition in force."""
    if request.letter not in SLIP_LETTER:
        raise Refused(f"There is no letter called “{request.letter}”.", f"There are: {', '.join(SLIP_LETTER)}.")
    if request.overrides:
        require(session.user.role, Permission.LIFT_LETTER_BLOCKS)
    with session.look(Permission.PRINT_LETTERS) as work:
        edition = edition_in_force(work.editions.all(), session.today)
        if edition is None:
            raise Refused("No edition of the code is in force today.", "Adopt one in Review history.", clause="4.1")
        newest = work.forms.newest(FormKind.ACKNOWLEDGEMENT, edition.id)
        forms = {parent: form for parent, form in newest.items() if form.status.state not in _CLOSED}
        courses = work.forms.courses(newest)
        waiting = _on_waiting_reminders(work)
        came_back = {parent: own.came_back for parent, own in courses.items() if own.came_back}
        everybody = work.parents.families()
        pupils = work.parents.pupils()
        envelope, names = Envelope(settings_of(work).envelope), names_in_lists(session, work)
    families = everybody if request.parent_ids is None else _picked(everybody, request.parent_ids)
    early = {}
    if request.letter != FIRST_LETTER:
        early = waiting | too_early(request.letter, [one.parent.id for one in families], forms, courses, session.today)
    wanted, left_out = _sorted_out(request, families, forms, early)
    groups = _envelopes(request, wanted, forms, came_back)
    planned, unfit = _fitting(session, groups, forms, came_back, envelope)
    scope, lost = _pupils_meant(request, families, pupils)
    told = _told(request, planned, everybody, forms)
    return LetterPlan(
        request,
        edition,
        tuple(planned),
        tuple(replace(one, who=names.of(one.parent_id, one.who)) for one in left_out + unfit),
        _contacts_only(families, scope),
        pupils_without(scope, everybody, told, lost),
    )


def too_early(
    letter: str,
    parent_ids: Iterable[int],
    forms: Mapping[int, Form],
    courses: Mapping[int, FormCourse],
    today: date,
) -> dict[int, str]:
    """For whom of these a reminder is not true yet, or not any more, and why."""
    found = {}
    for one in parent_ids:
        had = courses[one].letters if one in courses else ()
        found[one] = reminder_too_early(letter, forms.get(one), had, today)
    return {one: why for one, why in found.items() if why}


def _on_waiting_reminders(work: UnitOfWork) -> dict[int, str]:
    """Who is on reminders that are printed and not confirmed: a second printing would remind them twice."""
    found: dict[int, str] = {}
    for batch in work.letters.unconfirmed():
        if batch.letter != FIRST_LETTER:
            day = f"{batch.prepared_at.astimezone():%d/%m/%Y}"
            why = f"is on the reminders of {day}, of which nobody has said whether they came out"
            readers = work.letters.readers([letter.id for letter in work.letters.of_batch(batch.id)])
            found |= {parent: why for people in readers.values() for parent in people}
    return found


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
        strange, final = unsuited(family), never_overridden(family)
        blocked = "" if says_something(request.overrides.get(parent.id, "")) and not final else block_on(family)
        others = about_others(family) if blocked and not strange else None
        trouble = early.get(parent.id, "") or address_problem(parent.address)
        reason = strange or (SEE_THEIR_PAGE if blocked and parent.protected else blocked) or trouble
        goes = bool(others and not trouble and _meant(request, others, forms.get(parent.id)))
        if reason:
            named = f"{reason}; the letter names the other children only" if goes else reason
            held = bool(blocked and not strange)
            left_out.append(NotPrinted(parent.id, parent.full_name, named, can_override=held and not final, held=held))
        if others and goes:
            wanted.append(others)
        elif not reason:
            wanted.append(family)
    return wanted, left_out


def _picked(everybody: list[Family], parent_ids: Sequence[int]) -> list[Family]:
    """These people, in the order they were picked."""
    known = {family.parent.id: family for family in everybody}
    return [known[one] for one in parent_ids if one in known]


def _pupils_meant(
    request: LetterRequest, families: list[Family], pupils: list[Pupil]
) -> tuple[list[Pupil], dict[int, str]]:
    """The pupils the request is about, and those of them it may lose because their year is not known."""
    if request.parent_ids is not None:
        own = {child.pupil.id for family in families for child in on_roll(family)}
        return [pupil for pupil in pupils if pupil.id in own], {}
    if not request.year_group:
        return pupils, {}
    lost = {pupil.id: reason for pupil in pupils if (reason := year_lost(pupil))}
    return [pupil for pupil in pupils if pupil.id in lost or pupil.year_group == request.year_group], lost


def _told(
    request: LetterRequest, planned: list[PlannedLetter], everybody: list[Family], forms: dict[int, Form]
) -> set[int]:
    """The pupils of whom somebody is told: by these letters; where these are only for some, before or by others too."""
    told = {child.pupil.id for letter in planned for family in letter.families for child in on_roll(family)}
    if request.parent_ids is not None:
        return told.union(*(may_be_told_of(family) for family in everybody))
    if request.to is Recipients.OUTSTANDING or request.letter != FIRST_LETTER:
        had = [family for family in everybody if _was_told(forms.get(family.parent.id))]
        told |= {child.pupil.id for family in had for child in on_roll(about_others(family) or family)}
    return told


def _was_told(form: Form | None) -> bool:
    return form is not None and not form.status.unsent


def _contacts_only(families: list[Family], scope: list[Pupil]) -> int:
    """People of these pupils who are kept as contacts only."""
    meant = {pupil.id for pupil in scope}
    return sum(
        any(child.pupil.id in meant for child in on_roll(family))
        for family in families
        if not family.parent.adheres and not family.parent.undecided
    )


def _meant(request: LetterRequest, family: Family, form: Form | None) -> bool:
    """Whether the request means this person; whoever was picked by hand is always meant."""
    owing = form is None or form.status.unsent or form.status.outstanding
    reminder = SLIP_LETTER[request.letter].reminder > 0
    if request.parent_ids is not None and request.by_hand:
        return True
    if unsuited(family):
        return False
    if request.parent_ids is not None:
        return True
    if request.year_group and request.year_group not in {child.pupil.year_group for child in on_roll(family)}:
        return False
    if reminder and form is None and request.to is Recipients.ALL:
        return bool(block_on(family))  # had no slip because they are held, and are named
    if reminder and (form is None or not form.status.outstanding):
        return False
    return owing or request.to is not Recipients.OUTSTANDING


def _fitting(
    session: OfficeSession,
    groups: list[list[Family]],
    forms: dict[int, Form],
    came_back: Mapping[int, Answer],
    envelope: Envelope,
) -> tuple[list[PlannedLetter], list[NotPrinted]]:
    """Envelopes whose address fits the window and whose names the typeface can print; the others with the reason."""
    from halton_desktop.letters.check import problem_with

    typefaces = typefaces_of(session)
    planned: list[PlannedLetter] = []
    unfit: list[NotPrinted] = []
    for group in groups:
        own = {f.parent.id: forms[f.parent.id] for f in group if f.parent.id in forms}
        letter = PlannedLetter(tuple(group), own, came_back.get(group[0].parent.id))
        trial = AcknowledgementLetter(letter.addressee(lambda _parent: _NO_REFERENCE_YET), _NO_REFERENCE_YET)
        problem = problem_with(trial, envelope, typefaces)
        if problem is None:
            planned.append(letter)
        else:
            unfit += [NotPrinted(family.parent.id, family.parent.full_name, problem) for family in group]
    return planned, unfit


def _envelopes(
    request: LetterRequest, wanted: list[Family], forms: dict[int, Form], came_back: Mapping[int, Answer]
) -> list[list[Family]]:
    """By household; whoever may not read about one of their children gets an envelope of their own.

    So does whoever a reminder tells something else than the others of the household.
    """
    if request.per is not Per.HOUSEHOLD:
        return [[family] for family in wanted]
    apart = [family for family in wanted if family.partial]
    groups = [*households([family for family in wanted if not family.partial]), *([family] for family in apart)]
    if request.letter == FIRST_LETTER:
        return groups
    return [part for group in groups for part in reminded_together(group, forms, came_back)]


def _relationship(family: Family) -> str:
    """The one relationship to all children, or "" where it differs from child to child."""
    named = {child.tie.relationship for child in on_roll(family)}
    return named.pop() if len(named) == 1 else ""
