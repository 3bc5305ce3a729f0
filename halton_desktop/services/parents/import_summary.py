"""What an import did or would do, in numbers and field by field: for the window’s sentences and the command’s JSON."""

from __future__ import annotations

from dataclasses import dataclass

from halton_desktop.domain.importing.contact_import import (
    ImportPlan,
    ImportProblem,
    ReadContacts,
    RegisterSnapshot,
    Tally,
    UnusedColumn,
    UnusedSheet,
)
from halton_desktop.domain.importing.file_values import GoneChoice, ImportChoices
from halton_desktop.domain.importing.import_decisions import ImportDecisions
from halton_desktop.domain.importing.import_gone import ADDRESS
from halton_desktop.domain.importing.import_offers import ImportOffer, offers
from halton_desktop.domain.parents.parent import PROTECTED_WORD
from halton_desktop.domain.parents.question import Question, QuestionKind


@dataclass(frozen=True, slots=True)
class Undecided:
    """Something in the file that nobody has decided: how many people it concerns, and in which rows it stands."""

    kind: QuestionKind
    value: str
    people: int
    rows: tuple[int, ...]

    @property
    def holds_letters(self) -> bool:
        """Whether they get no letter meanwhile; contacts and pupils who are gone are written to as before,
        as are those at whom words stand that nobody understood."""
        if self.kind is QuestionKind.GONE:
            return self.value == ADDRESS
        return self.kind is not QuestionKind.UNCLEAR


@dataclass(frozen=True, slots=True)
class FieldSaid:
    """One field in which file and office differ; ``reason`` says why the office’s was kept ("" where it was not).

    ``about`` is the child where the field ties a parent to one. Of what is protected neither value is said.
    """

    who: str
    field: str
    about: str
    here: str
    file: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class GoneSaid:
    """Somebody or something the file does not name any more, and what was decided ("" while nobody has)."""

    who: str
    says: str
    decision: str = ""


@dataclass(frozen=True, slots=True)
class ImportSummary:
    """How many pupils and parents an import adds, changes and finds as they are, and what a person should look at.

    ``unused_columns`` and ``unused_sheets`` are what the program made nothing of, ``undecided`` what it asks,
    ``changed`` and ``kept`` the fields in which file and office differ, ``gone`` what the file names no longer.
    """

    pupils: Tally
    parents: Tally
    problems: tuple[ImportProblem, ...]
    unused_columns: tuple[UnusedColumn, ...] = ()
    unused_sheets: tuple[UnusedSheet, ...] = ()
    undecided: tuple[Undecided, ...] = ()
    changed: tuple[FieldSaid, ...] = ()
    kept: tuple[FieldSaid, ...] = ()
    gone: tuple[GoneSaid, ...] = ()
    waiting: int = 0
    """How many people get no letter until somebody has decided, each counted once."""


def summarised(
    read: ReadContacts, decisions: ImportDecisions, register: RegisterSnapshot, choices: ImportChoices
) -> ImportSummary:
    """The summary of a plan that was made with these choices."""
    plan: ImportPlan = decisions.plan
    differing = offers(plan, register)
    hidden = {parent.id for parent in register.parents if parent.protected}
    return ImportSummary(
        plan.pupils,
        plan.parents,
        plan.problems,
        read.unused_columns,
        read.unused_sheets,
        tuple(_undecided(question, hidden) for question in decisions.asked),
        tuple(_said(one) for one in differing if one.usual),
        tuple(_said(one) for one in differing if not one.usual),
        tuple(GoneSaid(one.who, one.says, _decision(choices.gone.get(one.key))) for one in plan.gone),
        len(
            {
                one
                for question in decisions.asked
                if _undecided(question, hidden).holds_letters
                for one in question.parent_ids
            }
        ),
    )


def _undecided(question: Question, hidden: set[int]) -> Undecided:
    """The words of the file are not told where they may be somebody’s who is protected."""
    people = len(question.parent_ids) or len(question.pupil_ids)
    told = question.kind is QuestionKind.GONE or hidden.isdisjoint(question.parent_ids)
    return Undecided(question.kind, question.value if told else PROTECTED_WORD, people, question.rows)


def _said(offer: ImportOffer) -> FieldSaid:
    reason = offer.because.value if offer.because else ""
    return FieldSaid(offer.who, offer.key.field, offer.child, offer.change.old, offer.change.new, reason)


def _decision(choice: GoneChoice | None) -> str:
    return choice.value if choice else ""
