"""What the lists of parents and forms show a line, and by what they are filtered and ordered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from halton_desktop.domain.acknowledgement import Answer, Form, FormKind, FormState
from halton_desktop.domain.mailing import held, unsuited
from halton_desktop.domain.parents.hold import Hold
from halton_desktop.domain.parents.parent import Capacity, Family, Parent


class Acknowledged(StrEnum):
    """Where a parent stands towards the edition in force, in the office's words."""

    NOT_ASKED = "not asked yet"
    PREPARED = "letter not confirmed"
    OUTSTANDING = "outstanding"
    OVERDUE = "overdue"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    WANTS_TO_TALK = "wants to talk"
    NOT_NEEDED = "need not answer"


_ANSWERED = {
    Answer.ACCEPTED: Acknowledged.ACCEPTED,
    Answer.DECLINED: Acknowledged.DECLINED,
    Answer.WANTS_TO_TALK: Acknowledged.WANTS_TO_TALK,
}


def acknowledged(family: Family, form: Form | None, today: date) -> Acknowledged:
    """The one word for somebody, from their newest form for the edition in force that was not replaced.

    Every count, bar, badge, line of Today and list asks here. Nobody is overdue to whom nothing may be printed.
    """
    if unsuited(family):
        return Acknowledged.NOT_NEEDED
    if form is None or family.parent.undecided:
        return Acknowledged.NOT_ASKED
    stands = form.status
    if stands.settled and stands.answer is not None:
        return _ANSWERED[stands.answer]
    if stands.state is FormState.PREPARED:
        return Acknowledged.PREPARED
    if stands.outstanding:
        return Acknowledged.OVERDUE if is_overdue(form, today) and not held(family) else Acknowledged.OUTSTANDING
    return Acknowledged.NOT_ASKED


@dataclass(frozen=True, slots=True)
class ParentFilter:
    """Which parents a list shows; None and "" mean any. ``on_roll`` leaves out those whose children have all left.

    ``blocked``: only those to whom nothing, or nothing about one of their children, may be printed.
    """

    words: str = ""
    capacity: Capacity | None = None
    year_group: str = ""
    acknowledged: Acknowledged | None = None
    blocked: bool = False
    on_roll: bool = False


@dataclass(frozen=True, slots=True)
class ParentLine:
    """One line of the Parents list; ``children`` as "Elizabeth Pearce (7D)", ``holds`` those that stand."""

    parent: Parent
    children: tuple[str, ...]
    acknowledged: Acknowledged
    court_order: bool = False
    holds: tuple[Hold, ...] = ()


@dataclass(frozen=True, slots=True)
class FormFilter:
    """Which forms a list shows; None and "" mean any. Year group and class are those the children are in today.

    ``outstanding`` and ``overdue_on`` (today) let through what is owed, and what of that is past its day.
    """

    words: str = ""
    kind: FormKind | None = None
    state: FormState | None = None
    answer: Answer | None = None
    year_group: str = ""
    edition_id: int | None = None
    overdue_on: date | None = None
    outstanding: bool = False
    parent_id: int | None = None
    form_class: str = ""
    parent_ids: tuple[int, ...] | None = None

    @property
    def owed(self) -> bool:
        """Whether only forms that are owed are asked for."""
        return self.outstanding or self.overdue_on is not None


@dataclass(frozen=True, slots=True)
class FormLine:
    """One line of the Consent forms list. ``word`` is where the form stands in the office's words."""

    form: Form
    word: str
    overdue: bool = False
    scans: int = 0


@dataclass(frozen=True, slots=True)
class Demand:
    """Whether a form is ``asked`` of somebody today, and whether they are ``held``: then it is never overdue.

    A form is asked for when it is of the edition in force, of a current person and not replaced; consent to view
    messages, while its case is open.
    """

    asked: bool = True
    held: bool = False

    def owed(self, form: Form) -> bool:
        """Whether an answer is owed."""
        return self.asked and form.status.outstanding

    def overdue(self, form: Form, today: date) -> bool:
        """Whether it is owed past its day by somebody who may be reminded."""
        return self.owed(form) and not self.held and is_overdue(form, today)


def form_word(form: Form, today: date, valid_until: date | None = None, demand: Demand = Demand()) -> str:
    """Where a form stands: "outstanding", "accepted", "withdrawn"; a consent past its day reads "ended".

    An open form that nobody asks for any longer is "not needed any more".
    """
    stands = form.status
    if stands.outstanding and not demand.asked:
        return "not needed any more"
    if stands.state is FormState.RETURNED and stands.answer is not None:
        if stands.answer is Answer.ACCEPTED and form.kind is FormKind.MESSAGE_CONSENT:
            return "ended" if valid_until is not None and valid_until < today else "consent given"
        return stands.answer.value
    if stands.state is FormState.PREPARED:
        return "not confirmed"
    if stands.state is FormState.ISSUED:
        return "overdue" if demand.overdue(form, today) else "outstanding"
    return stands.state.value


def is_overdue(form: Form, today: date) -> bool:
    """Whether an open form is past the day it was wanted by, whoever it is of.

    One that bears a sending still to come was sent while a clock was wrong: it is not left waiting for that day.
    """
    ahead = form.issued_on is not None and form.issued_on > today
    return form.status.outstanding and form.due_on is not None and (form.due_on < today or ahead)


def year_order(year_group: str) -> tuple[int, str]:
    """Nursery and reception first, then by number, then anything else by its text."""
    early = {"N1": -3, "N2": -2, "N": -2, "R": 0}
    if year_group.upper() in early:
        return early[year_group.upper()], ""
    return (int(year_group), "") if year_group.isdigit() else (999, year_group)
