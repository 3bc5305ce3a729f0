"""One transaction: every store on one connection, the audit log beside them; leaving without commit rolls back."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from datetime import datetime
from functools import cached_property
from typing import Any

from sqlalchemy import Connection, Engine

from halton_desktop.domain.change import Changes, RecordKind
from halton_desktop.domain.user import User
from halton_desktop.errors import InvalidInput
from halton_desktop.store.attachment_store import AttachmentStore
from halton_desktop.store.audit import AuditLog
from halton_desktop.store.closed_incidents import closed_incidents_hidden
from halton_desktop.store.consent_store import ConsentStore
from halton_desktop.store.decision_stores import DecisionStores
from halton_desktop.store.edition_store import EditionStore
from halton_desktop.store.engine import machine_errors
from halton_desktop.store.form_scan_store import FormScanStore
from halton_desktop.store.form_store import FormStore
from halton_desktop.store.incidents.incident_stores import IncidentStores
from halton_desktop.store.letter_store import LetterStore
from halton_desktop.store.message_key_store import MessageKeyStore
from halton_desktop.store.office_store import OfficeStore
from halton_desktop.store.parent_store import ParentStore
from halton_desktop.store.return_store import ReturnStore
from halton_desktop.store.review_store import ReviewStore
from halton_desktop.store.search import SearchIndex
from halton_desktop.store.user_store import UserStore

Clock = Callable[[], datetime]
"""Gives the present moment, aware of its zone."""


class UnitOfWork:
    """What an errand works with inside ``with``: the stores, ``record`` for the audit log, and ``commit``."""

    def __init__(self, connection: Connection, user: User | None, now: datetime) -> None:
        self.connection = connection
        self.user = user
        self.now = now
        self.touched: set[tuple[RecordKind, int]] = set()
        self.committed = False

    @cached_property
    def office(self) -> OfficeStore:
        """School, settings and running numbers."""
        return OfficeStore(self.connection)

    @cached_property
    def users(self) -> UserStore:
        """Accounts."""
        return UserStore(self.connection)

    @cached_property
    def parents(self) -> ParentStore:
        """Parents, pupils and their ties."""
        return ParentStore(self.connection, self.search)

    @cached_property
    def decisions(self) -> DecisionStores:
        """What stops letters to a person, what the office is asked to decide, what the files gave last."""
        return DecisionStores(self.connection)

    @cached_property
    def editions(self) -> EditionStore:
        """Editions of the code."""
        return EditionStore(self.connection)

    @cached_property
    def letters(self) -> LetterStore:
        """Letters as issued."""
        return LetterStore(self.connection)

    @cached_property
    def forms(self) -> FormStore:
        """The register of forms."""
        return FormStore(self.connection, self.search)

    @cached_property
    def incidents(self) -> IncidentStores:
        """Everything a case is made of: incidents, steps, evidence, letters, bans, school days."""
        return IncidentStores(self.connection, self.search)

    @cached_property
    def form_scans(self) -> FormScanStore:
        """Scanned pages of signed paper."""
        return FormScanStore(self.connection)

    @cached_property
    def consents(self) -> ConsentStore:
        """Consents to view messages, and the viewings."""
        return ConsentStore(self.connection)

    @cached_property
    def message_keys(self) -> MessageKeyStore:
        """The keys of sealed messages."""
        return MessageKeyStore(self.connection)

    @cached_property
    def reviews(self) -> ReviewStore:
        """Reviews of the code and who was told of its editions."""
        return ReviewStore(self.connection)

    @cached_property
    def attachments(self) -> AttachmentStore:
        """Papers kept with editions, reviews and tellings."""
        return AttachmentStore(self.connection)

    @cached_property
    def returns(self) -> ReturnStore:
        """The school's signing key, and the association's returns."""
        return ReturnStore(self.connection)

    @cached_property
    def search(self) -> SearchIndex:
        """Everything, by the words in it."""
        return SearchIndex(self.connection)

    @cached_property
    def audit(self) -> AuditLog:
        """Who changed what."""
        return AuditLog(self.connection)

    def record(
        self,
        action: str,
        noun: RecordKind,
        record_id: int,
        old: dict[str, Any] | None = None,
        new: dict[str, Any] | None = None,
    ) -> None:
        """Put one change into the audit log and remember that the record was touched."""
        self.audit.append(self.now, self.user, action, noun, record_id, old or {}, new or {})
        self.touched.add((noun, record_id))

    def touch(self, noun: RecordKind, *record_ids: int) -> None:
        """Say that records changed for which another entry of this transaction already speaks (an import, a batch)."""
        self.touched.update((noun, record) for record in record_ids)

    def commit(self) -> Changes:
        """Make everything durable, or raise and change nothing. What is on file is changed together with ``record``."""
        renamed = [record for noun, record in self.touched if noun is RecordKind.PARENT]
        if renamed:
            self.incidents.records.refresh_named(renamed)
        self.connection.commit()
        self.committed = True
        return Changes(frozenset(self.touched))


@contextmanager
def unit_of_work(
    engine: Engine, user: User | None, clock: Clock, *, writing: bool, whole: bool = False
) -> Iterator[UnitOfWork]:
    """A transaction on its own connection; ``writing`` takes the write lock at once, so writers never collide late.

    Cases closed to ``user`` are not there, unless the ``whole`` file is asked for: to count it, check it or copy it.
    """
    with machine_errors(), _half_characters_refused(), engine.connect() as connection:
        if writing:
            connection = connection.execution_options(immediate=True)
        hidden = closed_incidents_hidden(connection, user) if user is not None and not whole else nullcontext()
        with hidden:
            work = UnitOfWork(connection, user, clock())
            try:
                yield work
            finally:
                if not work.committed:
                    connection.rollback()


@contextmanager
def _half_characters_refused() -> Iterator[None]:
    """A broken paste may bring half a character (a lone surrogate): no text file or database can hold it."""
    try:
        yield
    except UnicodeEncodeError as error:
        before = re.split(r"[\s\"]", error.object[max(0, error.start - 20) : error.start])[-1]
        where = f"after “{before}” " if before else ""
        raise InvalidInput(
            "", f"The text holds half a character {where}that cannot be kept.", "Delete it and type it again."
        ) from None


def differing(old: dict[str, Any], new: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Only the fields that differ, as the audit log keeps them."""
    keys = [key for key in new if old.get(key) != new[key]]
    return {key: old.get(key) for key in keys}, {key: new[key] for key in keys}
