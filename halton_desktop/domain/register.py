"""What the lists of parents and forms show a line, and by what they are filtered and ordered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from halton_desktop.domain.acknowledgement import Answer, Form, FormKind, FormState, FormStatus
from halton_desktop.domain.parents.hold import Hold
from halton_desktop.domain.parents.parent import Capacity, Parent


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


def acknowledged(parent: Parent, status: FormStatus | None, due_on: date | None, today: date) -> Acknowledged:
    """The one word for a parent, from the status of the newest form for the edition in force."""
    if status is None:
        return Acknowledged.NOT_ASKED if parent.adheres or parent.undecided else Acknowledged.NOT_NEEDED
    settled = {
        Answer.ACCEPTED: Acknowledged.ACCEPTED,
        Answer.DECLINED: Acknowledged.DECLINED,
        Answer.WANTS_TO_TALK: Acknowledged.WANTS_TO_TALK,
    }
    if status.state is FormState.RETURNED and status.answer in settled:
        return settled[status.answer]
    if status.state is FormState.PREPARED:
        return Acknowledged.PREPARED
    if status.outstanding:
        return Acknowledged.OVERDUE if due_on is not None and due_on < today else Acknowledged.OUTSTANDING
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
    """Which forms a list shows; None and "" mean any."""

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


@dataclass(frozen=True, slots=True)
class FormLine:
    """One line of the Consent forms list. ``word`` is where the form stands in the office's words."""

    form: Form
    word: str
    overdue: bool = False
    scans: int = 0


def form_word(form: Form, today: date, valid_until: date | None = None, *, asked: bool = True) -> str:
    """Where a form stands: "outstanding", "accepted", "withdrawn"; a consent past its day reads "expired".

    ``asked`` False: the parent's children have left, so an open form is "not needed any more".
    """
    stands = form.status
    if not asked and form.kind is FormKind.ACKNOWLEDGEMENT and stands.outstanding:
        return "not needed any more"
    if stands.state is FormState.RETURNED and stands.answer is not None:
        if stands.answer is Answer.ACCEPTED and form.kind is FormKind.MESSAGE_CONSENT:
            return "expired" if valid_until is not None and valid_until < today else "consent given"
        return stands.answer.value
    if stands.state is FormState.PREPARED:
        return "not confirmed"
    if stands.state is FormState.ISSUED:
        return "overdue" if is_overdue(form, today) else "outstanding"
    return stands.state.value


def is_overdue(form: Form, today: date) -> bool:
    """Whether an answer is still owed past the day it was wanted by."""
    return form.status.outstanding and form.due_on is not None and form.due_on < today


def year_order(year_group: str) -> tuple[int, str]:
    """Nursery and reception first, then by number, then anything else by its text."""
    early = {"N1": -3, "N2": -2, "N": -2, "R": 0}
    if year_group.upper() in early:
        return early[year_group.upper()], ""
    return (int(year_group), "") if year_group.isdigit() else (999, year_group)
