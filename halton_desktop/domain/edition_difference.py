"""What differs between two editions of the code, clause by clause and word by word."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from halton_desktop.domain.code_of_conduct import INTENT, Clause, Edition, clause_order

_WORDS = re.compile(r"\s+|[^\s]+")


class DifferenceKind(StrEnum):
    """What became of a clause."""

    SAME = "as before"
    AMENDED = "amended"
    ADDED = "new"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of words; ``marked`` where the other edition does not have it."""

    text: str
    marked: bool = False


@dataclass(frozen=True, slots=True)
class ClauseDifference:
    """One part (a clause, the statement of intent) in both editions; a side that does not have it is empty."""

    number: str
    kind: DifferenceKind
    old: tuple[Piece, ...] = ()
    new: tuple[Piece, ...] = ()


def differences(old: Edition | None, new: Edition) -> tuple[ClauseDifference, ...]:
    """Every part of either edition, in the order of the code; without an earlier edition each one is new."""
    before, after = old.parts if old else {}, new.parts
    return tuple(
        clause_difference(number, before.get(number), after.get(number))
        for number in sorted({**before, **after}, key=clause_order)
    )


def clause_difference(number: str, old: str | None, new: str | None) -> ClauseDifference:
    """One clause; None where an edition does not have it."""
    if old is None:
        return ClauseDifference(number, DifferenceKind.ADDED, (), (Piece(new or "", marked=True),))
    if new is None:
        return ClauseDifference(number, DifferenceKind.DROPPED, (Piece(old, marked=True),), ())
    if old == new:
        return ClauseDifference(number, DifferenceKind.SAME, (Piece(old),), (Piece(new),))
    left, right = _by_word(old, new)
    return ClauseDifference(number, DifferenceKind.AMENDED, left, right)


def in_words(found: tuple[ClauseDifference, ...]) -> str:
    """ "Clauses 2.5 and 2.6 were amended. Clause 3.7 is new." as a beginning for what parents are told; "" for none."""
    told = (
        (DifferenceKind.AMENDED, "was amended", "were amended"),
        (DifferenceKind.ADDED, "is new", "are new"),
        (DifferenceKind.DROPPED, "was dropped", "were dropped"),
    )
    sentences = []
    for kind, one, several in told:
        numbers = [difference.number for difference in found if difference.kind is kind]
        if INTENT in numbers:
            numbers.remove(INTENT)
            sentences.append(f"The statement of intent {one}.")
        if len(numbers) == 1:
            sentences.append(f"Clause {numbers[0]} {one}.")
        elif numbers:
            sentences.append(f"Clauses {', '.join(numbers[:-1])} and {numbers[-1]} {several}.")
    return " ".join(sentences)


def in_code_order(clauses: tuple[Clause, ...]) -> tuple[Clause, ...]:
    """Clauses as the code counts them."""
    return tuple(sorted(clauses, key=lambda clause: clause_order(clause.number)))


def _by_word(old: str, new: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """Both texts in pieces, words the other does not have marked; spaces belong to the word before them."""
    before, after = _WORDS.findall(old), _WORDS.findall(new)
    left: list[Piece] = []
    right: list[Piece] = []
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for tag, from_old, to_old, from_new, to_new in matcher.get_opcodes():
        same = tag == "equal"
        if to_old > from_old:
            left.append(Piece("".join(before[from_old:to_old]), marked=not same))
        if to_new > from_new:
            right.append(Piece("".join(after[from_new:to_new]), marked=not same))
    return tuple(left), tuple(right)
