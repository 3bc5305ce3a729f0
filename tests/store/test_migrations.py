"""The tables in the code are the tables the migrations make; each step goes up and down; a copy is kept before."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, create_engine, inspect, text
from sqlcipher3 import dbapi2

from halton_desktop.domain.mailing import LetterRequest
from halton_desktop.errors import NewerVersion
from halton_desktop.services.administration.open_office import unlock_office
from halton_desktop.services.consent_forms.return_form import undo_entry
from halton_desktop.services.letters.plan_letters import plan_letters
from halton_desktop.services.letters.print_letters import confirm_letters, prepare_letters
from halton_desktop.store import migrations
from halton_desktop.store.search import SHADOW_TABLES
from halton_desktop.store.tables import metadata
from halton_desktop.store.vault.copy import COPY_TABLE
from halton_desktop.store.vault.seal import SEAL_TABLE
from tests.factories import (
    PASSWORD,
    SIGN_IN_NAME,
    StandingClock,
    a_parent,
    a_pupil,
    add_family,
    make_office,
    program_files,
)

NOT_OURS = SHADOW_TABLES | {SEAL_TABLE, COPY_TABLE}


@pytest.fixture
def empty() -> Engine:
    return create_engine("sqlite://", module=dbapi2)


def differences(engine: Engine) -> list[object]:
    with engine.connect() as connection:
        options = {"include_name": lambda name, kind, _: kind != "table" or name not in NOT_OURS}
        return list(compare_metadata(MigrationContext.configure(connection, opts=options), metadata))


def test_the_newest_revision_is_the_one_the_code_expects() -> None:
    assert ScriptDirectory.from_config(migrations._config()).get_current_head() == migrations.HEAD


def test_tables_in_the_code_are_those_the_migrations_make(empty: Engine) -> None:
    with empty.connect() as connection:
        migrations.run(connection, migrations.HEAD)
        connection.commit()
    assert differences(empty) == []


def test_every_step_goes_down_and_up_again_with_data_in_the_file(tmp_path: Path) -> None:
    with make_office(tmp_path / "office") as office:
        add_family(office, [a_parent()], [a_pupil()])
        with office.vault.engine.connect().execution_options(immediate=True) as connection:
            migrations.run(connection, "0001")
            migrations.run(connection, migrations.HEAD)
            connection.commit()
        assert differences(office.vault.engine) == []
        with office.look() as work:
            assert len(work.parents.parents()) == 1


def test_an_older_file_is_copied_before_it_is_brought_up_to_date(tmp_path: Path) -> None:
    with make_office(tmp_path / "office") as office, office.vault.engine.connect() as connection:
        migrations.run(connection, "0001")
        connection.commit()
    with unlock_office(tmp_path / "office", SIGN_IN_NAME, PASSWORD, program_files()) as office:
        assert migrations.revision_of(office.vault.engine) == migrations.HEAD
    (copy,) = (path for path in (tmp_path / "office").iterdir() if path.is_dir())
    assert {path.name for path in copy.iterdir()} == {"office.halton", "office.keys"}


def test_a_file_from_a_newer_program_is_left_alone(tmp_path: Path) -> None:
    with make_office(tmp_path / "office") as office, office.vault.engine.connect() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
        connection.commit()
    with pytest.raises(NewerVersion, match="newer version"):
        unlock_office(tmp_path / "office", SIGN_IN_NAME, PASSWORD, program_files())


def test_a_failed_step_leaves_the_file_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with make_office(tmp_path / "office") as office:
        with office.vault.engine.connect().execution_options(immediate=True) as connection:
            migrations.run(connection, "0001")
            connection.commit()
        before = set(inspect(office.vault.engine).get_table_names())

        def half_way(connection: object, to: str) -> None:
            run(connection, "0002")  # type: ignore[arg-type]  # only handed on
            raise OSError("the power went")

        run = migrations.run
        monkeypatch.setattr(migrations, "run", half_way)
        with pytest.raises(OSError, match="the power went"):
            migrations.migrate(office.vault.engine, keep_copy=lambda revision: None)
        assert set(inspect(office.vault.engine).get_table_names()) == before
        assert migrations.revision_of(office.vault.engine) == "0001"


@pytest.mark.case("harm-6")
def test_an_older_file_gets_back_the_day_each_form_first_went_out(tmp_path: Path) -> None:
    with make_office(tmp_path / "office") as office:
        add_family(office, [a_parent()], [a_pupil()])
        confirm_letters(office, prepare_letters(office, plan_letters(office, LetterRequest("acknowledgement"))))
        with office.vault.engine.connect().execution_options(immediate=True) as connection:
            migrations.run(connection, "0004")
            connection.execute(text("UPDATE forms SET issued_on = '2026-12-24'"))  # as a reminder used to do
            migrations.run(connection, migrations.HEAD)
            connection.commit()
        with office.look() as work:
            assert [form.issued_on for form in work.forms.of_parent(1)] == [office.today]


@pytest.mark.case("figures-3")
def test_an_older_file_finds_the_letter_and_the_due_date_of_each_sending(tmp_path: Path) -> None:
    with make_office(tmp_path / "office") as office:
        add_family(office, [a_parent()], [a_pupil()])
        confirm_letters(office, prepare_letters(office, plan_letters(office, LetterRequest("acknowledgement"))))
        clock = office.clock
        assert isinstance(clock, StandingClock)
        clock.now += timedelta(days=30)
        confirm_letters(office, prepare_letters(office, plan_letters(office, LetterRequest("reminder_1"))))
        with office.look() as work:
            before = work.forms.events(1)
        undo_entry(office, 1, "The reminder was never sent.")
        with office.vault.engine.connect().execution_options(immediate=True) as connection:
            migrations.run(connection, "0012")
            connection.execute(text("UPDATE forms SET due_on = '2027-02-01', letter_id = 2"))  # the undone reminder's
            migrations.run(connection, migrations.HEAD)
            connection.commit()
        with office.look() as work:
            assert work.forms.events(1)[:3] == before
            assert [event.letter_id for event in before] == [1, 1, 2]
            assert list(work.forms.findings()) == []
