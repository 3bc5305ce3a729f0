"""An adopted edition never changes: the file itself refuses, whoever asks."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from halton_desktop.domain.code_of_conduct import Clause, Correction, LinkedPolicy
from halton_desktop.domain.permission import Permission
from halton_desktop.services.session import OfficeSession
from halton_desktop.store import migrations


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE editions SET title = 'x' WHERE id = 1",
        "UPDATE editions SET adopted_on = NULL WHERE id = 1",
        "DELETE FROM editions WHERE id = 1",
        "UPDATE clauses SET statement = 'x' WHERE edition_id = 1",
        "DELETE FROM clauses WHERE edition_id = 1 AND number = '1.1'",
        "INSERT INTO clauses (edition_id, number, position, statement) VALUES (1, '9.9', 99, 'x')",
        "UPDATE edition_policies SET name = 'x' WHERE edition_id = 1",
        "DELETE FROM edition_policies WHERE edition_id = 1",
        "INSERT INTO edition_policies (edition_id, position, name, place) VALUES (1, 99, 'x', '')",
    ],
)
def test_no_statement_changes_an_adopted_edition(office: OfficeSession, statement: str) -> None:
    with (
        office.vault.engine.connect().execution_options(immediate=True) as connection,
        pytest.raises(DBAPIError, match="never changes"),
    ):
        connection.execute(text(statement))


def test_a_draft_is_written_again_and_sealed_by_its_adoption(office: OfficeSession) -> None:
    with office.change(Permission.REVIEW_CODE) as work:
        (first,) = work.editions.all()
        draft = replace(first, number=2, adopted_on=None, effective_on=None)
        draft = replace(draft, id=work.editions.add(draft, work.now))
        changed = replace(draft, clauses=(Clause("1.1", "New."),), policies=(LinkedPolicy("P", "website"),))
        work.editions.change(changed)
        assert work.editions.get(draft.id).clauses == changed.clauses
        day = date(2026, 11, 23)
        work.editions.change(replace(changed, adopted_on=day, effective_on=day))
        work.commit()
    with office.look() as work:
        kept = work.editions.get(draft.id)
    assert (kept.adopted_on, kept.clauses, kept.policies) == (day, changed.clauses, changed.policies)


def test_the_seal_survives_going_down_and_up_again(office: OfficeSession) -> None:
    with office.vault.engine.connect().execution_options(immediate=True) as connection:
        migrations.run(connection, "0003")
        connection.execute(text("UPDATE editions SET title = 'open' WHERE id = 1"))
        migrations.run(connection, migrations.HEAD)
        with pytest.raises(DBAPIError, match="never changes"):
            connection.execute(text("UPDATE editions SET title = 'x' WHERE id = 1"))


@pytest.mark.case("harm-9")
def test_only_a_correction_under_way_opens_the_seal_and_only_of_its_own_edition(office: OfficeSession) -> None:
    with office.change(Permission.REVIEW_CODE) as work:
        (first,) = work.editions.all()
        second = replace(first, number=2)
        second = replace(second, id=work.editions.add(second, work.now))
        work.editions.correct(replace(first, title="Right"), Correction(work.now, "A. Clarke", "A slip", "{}"))
        work.commit()
        assert work.editions.get(first.id).title == "Right"
    for edition in (first, second):
        with (
            office.vault.engine.connect().execution_options(immediate=True) as connection,
            pytest.raises(DBAPIError, match="never changes"),
        ):
            connection.execute(text(f"UPDATE editions SET title = 'x' WHERE id = {edition.id}"))
