"""Whether paper that was planned or made earlier may still go out: a hold or a move that came since stops it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import date

from halton_desktop.domain.acknowledgement import FormKind
from halton_desktop.domain.address import FORMER, leads_to
from halton_desktop.domain.issued_letter import IssuedLetter
from halton_desktop.domain.mailing import block_on, never_overridden
from halton_desktop.domain.parents.parent import Family
from halton_desktop.domain.slip_letter import FIRST_LETTER
from halton_desktop.errors import Refused
from halton_desktop.services.letters.plan_letters import LetterPlan, too_early
from halton_desktop.store.unit_of_work import UnitOfWork

GONE = "not in the register any more"
SHARED = "they are protected now, and this letter is for others too"
ADVICE = "Choose the people again to see who is left out and why."


def require_not_held(work: UnitOfWork, plan: LetterPlan) -> None:
    """Raise Refused where somebody of a plan was held, or taken out of the register, after it was made."""
    about = {
        family.parent.id: {child.pupil.id for child in family.children}
        for letter in plan.letters
        for family in letter.families
    }
    families = work.parents.families(list(about))
    if len(families) < len(about):
        raise Refused(f"Somebody of these letters is {GONE}.", ADVICE)
    for family in families:
        may_pass = family.parent.id in plan.request.overrides
        reason = _reason(family, about[family.parent.id], may_pass=may_pass)
        if reason:
            raise Refused(f"Nothing may be printed to {family.parent.full_name} any more: {reason}.", ADVICE)


def require_still_due(work: UnitOfWork, plan: LetterPlan, today: date) -> None:
    """Raise Refused where somebody of planned reminders has answered, or was reminded, after the plan was made."""
    if plan.request.letter == FIRST_LETTER:
        return
    forms = work.forms.newest(FormKind.ACKNOWLEDGEMENT, plan.edition.id)
    courses = work.forms.courses(forms)
    names = {family.parent.id: family.parent.full_name for letter in plan.letters for family in letter.families}
    for parent_id, why in too_early(plan.request.letter, names, forms, courses, today).items():
        raise Refused(f"{names[parent_id]} {why}.", ADVICE)


def held_since(
    work: UnitOfWork, letters: Sequence[IssuedLetter], overrides: Collection[int] = ()
) -> Iterator[tuple[str, str]]:
    """Who of these letters may not be written to now, or lives elsewhere, with the reason."""
    readers = work.letters.readers([letter.id for letter in letters])
    everybody = {parent_id for people in readers.values() for parent_id in people}
    families = {family.parent.id: family for family in work.parents.families(sorted(everybody))}
    for letter in letters:
        about = letter.content.about
        if not families.keys() >= set(readers.get(letter.id, ())):
            yield letter.addressee, GONE
        for family in (families[one] for one in readers.get(letter.id, ()) if one in families):
            reason = _reason(family, about, may_pass=family.parent.id in overrides) or _moved(letter, family)
            if reason:
                yield family.parent.full_name, reason
            elif family.parent.protected and len(readers[letter.id]) > 1:
                yield family.parent.full_name, SHARED


def _reason(family: Family, about: Collection[int] | None, *, may_pass: bool) -> str:
    return "" if may_pass and not never_overridden(family) else block_on(family, about)


def _moved(letter: IssuedLetter, family: Family) -> str:
    return "" if leads_to(letter.content.address, family.parent.address) else FORMER
