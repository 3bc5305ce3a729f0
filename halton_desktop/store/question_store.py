"""Questions the office is asked, with whom they concern and their answers, and the answers that are remembered."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from datetime import date
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update
from sqlalchemy.dialects.sqlite import insert as upsert

from halton_desktop.domain.parents.question import Choice, Question, QuestionKind, word_key
from halton_desktop.errors import NotFound
from halton_desktop.store.tables.decisions import questions, remembered_answers


class QuestionStore:
    """Reads and writes questions. One that is open takes in everybody else whom the same question concerns."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, question_id: int) -> Question:
        """One question; raises NotFound."""
        row = self._connection.execute(select(questions).where(questions.c.id == question_id)).first()
        if row is None:
            raise NotFound("This question is no longer in the office file.")
        return _question(row)

    def all(self) -> list[Question]:
        """Every question there ever was, oldest first."""
        return [_question(row) for row in self._connection.execute(select(questions).order_by(questions.c.id))]

    def open(self) -> list[Question]:
        """What nobody has answered yet, oldest first."""
        query = select(questions).where(questions.c.answer == "").order_by(questions.c.id)
        return [_question(row) for row in self._connection.execute(query)]

    def ask(self, question: Question, on: date) -> int:
        """Ask, or let the same open question concern these people too; returns its id."""
        for known in self._like(question):
            if not known.answer:
                self.concern(known, question.parent_ids, question.pupil_ids)
                return known.id
        values = {
            "kind": question.kind.value,
            "value": question.value,
            "folded": word_key(question.value),
            "text": question.text,
            "meanwhile": question.meanwhile,
            "choices": [asdict(choice) for choice in question.choices],
            "parent_ids": list(question.parent_ids),
            "pupil_ids": list(question.pupil_ids),
            "asked_on": on,
            "answer": "",
            "answered_by": "",
            "because": "",
            "changed_ids": [],
        }
        return int(self._connection.execute(insert(questions).values(**values)).lastrowid)

    def concern(self, known: Question, parent_ids: Iterable[int], pupil_ids: Iterable[int] = ()) -> None:
        """Let a question concern more people."""
        parents = list(dict.fromkeys([*known.parent_ids, *parent_ids]))
        pupils = list(dict.fromkeys([*known.pupil_ids, *pupil_ids]))
        self._write(known.id, parent_ids=parents, pupil_ids=pupils)

    def answer(self, question_id: int, key: str, by: str, on: date, because: str, changed: Iterable[int]) -> None:
        """Write down what was decided and whom that changed."""
        changed_ids = sorted(changed)
        self._write(
            question_id, answer=key, answered_by=by, answered_on=on, because=because, changed_ids=changed_ids
        )  # fmt: skip

    def open_again(self, question_id: int) -> None:
        """The answer is taken back."""
        self._write(question_id, answer="", answered_by="", answered_on=None, because="", changed_ids=[])
        self._connection.execute(delete(remembered_answers).where(remembered_answers.c.question_id == question_id))

    def changed_by(self, question_id: int) -> frozenset[int]:
        """The parents whom the answer changed."""
        query = select(questions.c.changed_ids).where(questions.c.id == question_id)
        return frozenset(self._connection.execute(query).scalar() or ())

    def remember(self, question: Question, key: str) -> None:
        """Let the next import answer this by itself."""
        values = {"answer": key, "question_id": question.id}
        statement = upsert(remembered_answers).values(
            kind=question.kind.value, folded=word_key(question.value), **values
        )
        own = [remembered_answers.c.kind, remembered_answers.c.folded]
        self._connection.execute(statement.on_conflict_do_update(index_elements=own, set_=values))

    def remembered(self) -> dict[tuple[QuestionKind, str], str]:
        """The answers to apply, by kind and folded word."""
        rows = self._connection.execute(select(remembered_answers))
        return {(QuestionKind(row.kind), row.folded): row.answer for row in rows}

    def ruled(self, kind: QuestionKind, folded: str, parent_ids: Iterable[int]) -> None:
        """A remembered answer was applied to these people too: taking it back will concern them."""
        query = select(remembered_answers.c.question_id).where(
            remembered_answers.c.kind == kind.value, remembered_answers.c.folded == folded
        )
        question = self.get(int(self._connection.execute(query).scalar_one()))
        more = list(parent_ids)
        self.concern(question, more)
        self._write(question.id, changed_ids=sorted({*self.changed_by(question.id), *more}))

    def name_instead(self, goes: int, stays: int) -> None:
        """Two parents are one: every question about the one is about the other."""
        for row in self._connection.execute(select(questions)).all():
            asked = list(dict.fromkeys(stays if one == goes else one for one in row.parent_ids))
            changed = sorted({stays if one == goes else one for one in row.changed_ids})
            if goes in (*row.parent_ids, *row.changed_ids):
                self._write(row.id, parent_ids=asked, changed_ids=changed)

    def _like(self, wanted: Question) -> list[Question]:
        """Questions of one kind and value that offer the same choices."""
        query = select(questions).where(
            questions.c.kind == wanted.kind.value, questions.c.folded == word_key(wanted.value)
        )
        keys = [choice.key for choice in wanted.choices]
        found = [_question(row) for row in self._connection.execute(query)]
        return [one for one in found if [choice.key for choice in one.choices] == keys and one.text == wanted.text]

    def _write(self, question_id: int, **values: Any) -> None:
        self._connection.execute(update(questions).where(questions.c.id == question_id).values(**values))


def _question(row: Any) -> Question:
    return Question(
        id=row.id,
        kind=QuestionKind(row.kind),
        value=row.value,
        text=row.text,
        meanwhile=row.meanwhile,
        choices=tuple(Choice(**choice) for choice in row.choices),
        parent_ids=tuple(row.parent_ids),
        pupil_ids=tuple(row.pupil_ids),
        asked_on=row.asked_on,
        answer=row.answer,
        answered_by=row.answered_by,
        answered_on=row.answered_on,
    )
