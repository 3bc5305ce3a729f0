"""Remarks that nobody understood: each said once with whom it stands at and what was made of it, and asked about.

Whoever they stand at is written to: what is like a restriction at all holds before it comes here. A person looks at
the words all the same, and may decide otherwise.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from halton_desktop.domain.importing.contact_import import ImportProblem, PlannedRemark
from halton_desktop.domain.name import joined
from halton_desktop.domain.parents import answers
from halton_desktop.domain.parents.question import Question, QuestionKind, word_key

MOST_WORDINGS = 4
"""More wordings of one kind in one column are one question: a column of free notes is not asked cell by cell."""
_MOST_ROWS = 5


def unclear_problems(remarks: Iterable[PlannedRemark], place: str) -> Iterator[ImportProblem]:
    """One sentence for each wording, with the rows it stands in; ``place`` is what a row is called."""
    for (column, _key), alike in _alike(remarks).items():
        rows = list(dict.fromkeys(one.row for one in alike))
        people = len({one.parent_id for one in alike})
        named = [str(row) for row in rows[:_MOST_ROWS]]
        more = [f"{len(rows) - _MOST_ROWS:,} more"] if len(rows) > _MOST_ROWS else []
        where = f"{place}{'' if len(rows) == 1 else 's'} {joined([*named, *more])}"
        who = "1 person" if people == 1 else f"{people:,} people"
        yield ImportProblem(
            rows[0], column, alike[0].remark.words,
            f"“{alike[0].remark.words}” was not understood ({where}; {who}). It is kept as a note and never printed, "
            "and stops no letter; decide under To decide whether it should.",
        )  # fmt: skip


def unclear_questions(
    remarks: Iterable[PlannedRemark],
    known: Sequence[Question],
    remembered: Mapping[tuple[QuestionKind, str], str],
) -> Iterator[tuple[Question, tuple[int, ...]]]:
    """Each question with everybody it concerns, and who of them was not asked about with these words before."""
    columns: dict[str, list[list[PlannedRemark]]] = defaultdict(list)
    for (column, key), alike in _alike(remarks).items():
        if (QuestionKind.UNCLEAR, key) not in remembered:
            columns[column].append(alike)
    for column, wordings in columns.items():
        together = len(wordings) > MOST_WORDINGS
        for alike in [[one for each in wordings for one in each]] if together else wordings:
            question = _question(column, alike, together=together)
            asked = {
                parent_id
                for one in known
                if one.kind is QuestionKind.UNCLEAR and word_key(one.value) == word_key(question.value)
                for parent_id in one.parent_ids
            }
            yield question, tuple(one for one in question.parent_ids if one not in asked)


def _question(column: str, alike: Sequence[PlannedRemark], *, together: bool) -> Question:
    words = alike[0].remark.words
    value, text = (column, f"Different words in {column}") if together else (words, f"“{words}” in {column}")
    return Question(
        0,
        QuestionKind.UNCLEAR,
        value,
        text,
        "Letters go to them as before, and the words are kept as a note.",
        answers.UNCLEAR,
        tuple(dict.fromkeys(one.parent_id for one in alike)),
        rows=tuple(dict.fromkeys(one.row for one in alike)),
    )


def _alike(remarks: Iterable[PlannedRemark]) -> dict[tuple[str, str], list[PlannedRemark]]:
    """The remarks by column and wording, however they are typed."""
    found: dict[tuple[str, str], list[PlannedRemark]] = defaultdict(list)
    for one in remarks:
        found[one.remark.column, word_key(one.remark.words)].append(one)
    return found
