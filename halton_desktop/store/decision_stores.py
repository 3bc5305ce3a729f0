"""The stores of what is to be decided about people, on one connection."""

from __future__ import annotations

from functools import cached_property

from sqlalchemy import Connection

from halton_desktop.domain.importing.import_decisions import Decided
from halton_desktop.store.file_value_store import FileValueStore
from halton_desktop.store.hold_store import HoldStore
from halton_desktop.store.question_store import QuestionStore


class DecisionStores:
    """What an errand about holds, questions and the values of files works with."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    @cached_property
    def holds(self) -> HoldStore:
        """What stops letters to or about a person."""
        return HoldStore(self._connection)

    @cached_property
    def questions(self) -> QuestionStore:
        """What the office is asked, and the answers that are remembered."""
        return QuestionStore(self._connection)

    @cached_property
    def file_values(self) -> FileValueStore:
        """What the files gave last for each field, so that what a person decided since is known."""
        return FileValueStore(self._connection)

    def on_file(self) -> Decided:
        """All of it, as an import needs it."""
        return Decided(tuple(self.holds.all()), tuple(self.questions.all()), self.questions.remembered())
