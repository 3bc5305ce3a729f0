"""The audit log is a chain: an entry that was altered, removed or cut off is found and named."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from halton_desktop.domain.change import RecordKind
from halton_desktop.services.administration.check_office import check
from halton_desktop.services.session import OfficeSession
from tests.factories import make_office


@pytest.fixture
def office(tmp_path: Path) -> Iterator[OfficeSession]:
    with make_office(tmp_path / "office") as session:
        from halton_desktop.domain.permission import Permission

        for number in range(5):
            with session.change(Permission.EDIT_PARENTS) as work:
                work.record("parent changed", RecordKind.PARENT, number, {"surname": "Ünal"}, {"surname": "O’Brien"})
                work.commit()
        yield session


def tamper(session: OfficeSession, *statements: str) -> None:
    """As somebody with the key and a database tool would: triggers first."""
    with session.vault.engine.connect() as connection:
        for trigger in ("audit_entries_stay", "audit_entries_remain"):
            connection.execute(text(f"DROP TRIGGER {trigger}"))
        for statement in statements:
            connection.execute(text(statement))
        connection.commit()


def test_an_untouched_log_is_found_whole(office: OfficeSession) -> None:
    assert check(office).findings == ()


@pytest.mark.parametrize(
    "change",
    ["user_name = 'Somebody else'", "at = '2020-01-01 00:00:00'", "old = '{}'", "record_id = 9", "action = 'other'"],
)
def test_an_altered_entry_is_named(office: OfficeSession, change: str) -> None:
    tamper(office, f"UPDATE audit_entries SET {change} WHERE id = 6")
    assert check(office).findings == ("Audit log: entry 6 was altered.",)


def test_a_removed_entry_is_named(office: OfficeSession) -> None:
    tamper(office, "DELETE FROM audit_entries WHERE id = 6")
    assert check(office).findings == ("Audit log: entries 6 to 6 were removed.",)


def test_cutting_off_the_newest_is_noticed(office: OfficeSession) -> None:
    tamper(office, "DELETE FROM audit_entries WHERE id > 6")
    assert check(office).findings == ("Audit log: the newest entries, 7 to 8, were removed.",)


def test_the_file_itself_refuses_to_alter_or_remove_an_entry(office: OfficeSession) -> None:
    for statement in ("UPDATE audit_entries SET old = ''", "DELETE FROM audit_entries"):
        with office.vault.engine.connect() as connection, pytest.raises(DBAPIError, match="audit entry is never"):
            connection.execute(text(statement))


def test_a_transaction_left_without_commit_leaves_nothing(office: OfficeSession) -> None:
    from halton_desktop.domain.permission import Permission

    with office.look() as work:
        before = work.audit.count()
    with office.change(Permission.EDIT_PARENTS) as work:
        work.record("parent changed", RecordKind.PARENT, 1)
    with office.look() as work:
        assert work.audit.count() == before
