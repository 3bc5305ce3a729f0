"""The encrypted database as an engine: pragmas, threads, how transactions begin, and a power cut."""

from __future__ import annotations

import logging
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import IntegrityError, OperationalError

from halton_desktop.errors import DiskFull, MachineError, NotAnOffice, OurBug
from halton_desktop.store.engine import checkpoint, machine_errors, main_file_is_complete, open_engine, writing

KEY = bytes(range(32))


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    engine = open_engine(tmp_path / "office.halton", bytearray(KEY))
    with writing(engine).begin() as connection:
        connection.execute(text("CREATE TABLE parent (id INTEGER PRIMARY KEY, name TEXT)"))
        connection.execute(text("CREATE TABLE child (id INTEGER PRIMARY KEY, parent INTEGER REFERENCES parent (id))"))
    yield engine
    engine.dispose()


def pragma(engine: Engine, name: str) -> object:
    with engine.connect() as connection:
        return connection.exec_driver_sql(f"PRAGMA {name}").scalar_one()


@pytest.mark.parametrize(
    ("name", "value"),
    [("journal_mode", "wal"), ("synchronous", 2), ("foreign_keys", 1), ("temp_store", 2), ("cache_size", -262144)],
)
def test_every_connection_has_the_pragmas_of_the_design(engine: Engine, name: str, value: object) -> None:
    with engine.connect():  # so that a second connection is looked at
        assert pragma(engine, name) == value


def test_nothing_of_the_database_is_readable_without_the_key(engine: Engine, tmp_path: Path) -> None:
    with writing(engine).begin() as connection:
        connection.execute(text("INSERT INTO parent (name) VALUES ('Wrzesniewski')"))
    for path in tmp_path.iterdir():
        if path.suffix != ".halton-shm":
            assert b"Wrzesniewski" not in path.read_bytes()
            assert b"SQLite format" not in path.read_bytes()


def test_a_reference_to_nobody_is_refused(engine: Engine) -> None:
    with pytest.raises(IntegrityError), writing(engine).begin() as connection:
        connection.execute(text("INSERT INTO child (parent) VALUES (17)"))


def test_leaving_without_commit_rolls_back_and_a_definition_too(engine: Engine) -> None:
    with writing(engine).connect() as connection:
        connection.execute(text("INSERT INTO parent (name) VALUES ('x')"))
        connection.execute(text("CREATE TABLE half (id INTEGER)"))
    with engine.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM parent")).scalar_one() == 0
        assert connection.execute(text("SELECT count(*) FROM sqlite_master WHERE name = 'half'")).scalar_one() == 0


def test_a_reader_keeps_its_state_while_somebody_writes(engine: Engine) -> None:
    count = text("SELECT count(*) FROM parent")
    with engine.connect() as reader:
        assert reader.execute(count).scalar_one() == 0
        with writing(engine).begin() as writer:
            writer.execute(text("INSERT INTO parent (name) VALUES ('x')"))
        assert reader.execute(count).scalar_one() == 0
    with engine.connect() as reader:
        assert reader.execute(count).scalar_one() == 1


def begins(engine: Engine) -> list[str]:
    """The statements an empty transaction sends."""
    sent: list[str] = []
    with engine.connect() as connection:
        raw = connection.connection.driver_connection
        assert raw is not None
        raw.set_trace_callback(sent.append)
        with connection.begin():
            pass
        raw.set_trace_callback(None)
    return sent


def test_writing_takes_the_write_lock_at_once_and_reading_does_not(engine: Engine) -> None:
    assert begins(engine) == ["BEGIN DEFERRED", "COMMIT"]
    assert begins(writing(engine)) == ["BEGIN IMMEDIATE", "COMMIT"]
    assert begins(engine) == ["BEGIN DEFERRED", "COMMIT"]


def test_a_single_connection_can_be_told_to_write(engine: Engine) -> None:
    with engine.connect().execution_options(immediate=True) as connection:
        connection.execute(text("SELECT 1"))
        other = open_engine(path_of(engine), bytearray(KEY))
        with other.connect() as waiting:
            waiting.exec_driver_sql("PRAGMA busy_timeout = 1")
            waiting.rollback()
            with pytest.raises(MachineError, match="being written to"), machine_errors():
                waiting.execution_options(immediate=True).execute(text("SELECT 1"))
        other.dispose()


def path_of(engine: Engine) -> Path:
    with engine.connect() as connection:
        return Path(connection.exec_driver_sql("PRAGMA database_list").one()[2])


def test_many_threads_write_and_nothing_is_lost(engine: Engine) -> None:
    failures: list[BaseException] = []

    def add_hundred() -> None:
        try:
            for number in range(100):
                with writing(engine).begin() as connection:
                    highest = connection.execute(text("SELECT coalesce(max(id), 0) FROM parent")).scalar_one()
                    connection.execute(
                        text("INSERT INTO parent VALUES (:id, :name)"), {"id": highest + 1, "name": str(number)}
                    )
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=add_hundred) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    with engine.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM parent")).scalar_one() == 400


def test_neither_statements_nor_values_are_logged_or_shown_in_errors(
    engine: Engine, caplog: pytest.LogCaptureFixture
) -> None:
    with (
        caplog.at_level(logging.DEBUG),
        pytest.raises(IntegrityError) as refused,
        writing(engine).begin() as connection,
    ):
        connection.execute(
            text("INSERT INTO parent VALUES (:id, :name)"), [{"id": 1, "name": "Wrzesniewski"}, {"id": 1, "name": "x"}]
        )
    assert "Wrzesniewski" not in caplog.text
    assert "Wrzesniewski" not in str(refused.value)


def test_another_key_opens_nothing_and_prints_nothing(
    engine: Engine, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    engine.dispose()
    other = open_engine(tmp_path / "office.halton", bytearray(32 * b"\x01"))
    with pytest.raises(NotAnOffice), machine_errors(), other.connect():
        pass
    other.dispose()
    assert capfd.readouterr().err == ""


def test_a_wiped_key_ends_all_access(tmp_path: Path) -> None:
    key = bytearray(KEY)
    engine = open_engine(tmp_path / "office.halton", key)
    with engine.connect():
        pass
    engine.dispose()
    key[:] = bytes(32)
    with pytest.raises(OurBug), engine.connect():
        pass


def test_a_full_database_is_a_full_disk_to_the_user_and_changes_nothing(engine: Engine) -> None:
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count = 8")
    with pytest.raises(DiskFull, match="no room"), machine_errors(), writing(engine).begin() as connection:
        connection.execute(text("INSERT INTO parent (name) VALUES ('kept?'), (hex(randomblob(100000)))"))
    with engine.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM parent")).scalar_one() == 0


def test_an_altered_page_is_noticed_when_it_is_read(engine: Engine, tmp_path: Path) -> None:
    with writing(engine).begin() as connection:
        connection.execute(text("INSERT INTO parent (name) VALUES (hex(randomblob(20000)))"))
    assert checkpoint(engine)
    engine.dispose()
    path = tmp_path / "office.halton"
    data = bytearray(path.read_bytes())
    for page in range(1, len(data) // 4096):
        data[page * 4096 + 100] ^= 1
    path.write_bytes(data)
    with pytest.raises(NotAnOffice), machine_errors(), engine.connect() as connection:
        connection.execute(text("SELECT name FROM parent")).all()


def test_a_checkpoint_empties_the_log(engine: Engine, tmp_path: Path) -> None:
    log = tmp_path / "office.halton-wal"
    assert log.stat().st_size > 0
    assert checkpoint(engine)
    assert log.stat().st_size == 0


def test_a_checkpoint_says_when_a_reader_was_in_the_way(engine: Engine) -> None:
    with engine.connect() as reader:
        reader.execute(text("SELECT count(*) FROM parent")).all()
        with writing(engine).begin() as writer:
            writer.execute(text("INSERT INTO parent (name) VALUES ('x')"))
            writer.exec_driver_sql("PRAGMA busy_timeout = 1")
        assert not checkpoint(engine)


def test_the_main_file_is_completed_under_the_write_lock(engine: Engine, tmp_path: Path) -> None:
    with writing(engine).connect() as connection:
        connection.begin()
        assert main_file_is_complete(engine)
        copy = tmp_path / "copy.halton"
        shutil.copyfile(tmp_path / "office.halton", copy)
    alone = open_engine(copy, bytearray(KEY))
    with alone.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM parent")).scalar_one() == 0
    alone.dispose()


def test_a_main_file_somebody_reads_an_older_state_of_is_not_complete(engine: Engine) -> None:
    assert checkpoint(engine)
    with engine.connect() as reader:
        reader.execute(text("SELECT count(*) FROM parent")).all()
        for _ in range(2):
            with writing(engine).begin() as writer:
                writer.execute(text("INSERT INTO parent (name) VALUES ('x')"))
        assert not main_file_is_complete(engine)
    assert main_file_is_complete(engine)


WRITE_UNTIL_KILLED = """
import sys
from pathlib import Path
from halton_desktop.store.engine import open_engine, writing
engine = writing(open_engine(Path(sys.argv[1]), bytearray(range(32))))
with engine.begin() as connection:
    connection.exec_driver_sql("CREATE TABLE IF NOT EXISTS saved (id INTEGER PRIMARY KEY, filling TEXT)")
number = int(sys.argv[2])
while True:
    number += 1
    with engine.begin() as connection:
        connection.exec_driver_sql("INSERT INTO saved VALUES (?, hex(randomblob(3000)))", (number,))
    print(number, flush=True)
"""


def killed_in_a_write_loop(path: Path, start: int, commits: int) -> int:
    """Runs the loop in a process of its own, kills it after ``commits`` reports; the last number reported."""
    loop = subprocess.Popen(
        [sys.executable, "-c", WRITE_UNTIL_KILLED, str(path), str(start)], stdout=subprocess.PIPE, text=True
    )
    assert loop.stdout is not None
    for _ in range(commits):
        loop.stdout.readline()
    loop.kill()
    rest = loop.stdout.read()
    loop.stdout.close()
    loop.wait()
    return max(int(line) for line in [str(start + commits), *rest.split()])


def test_after_a_kill_every_reported_commit_is_there(tmp_path: Path) -> None:
    path = tmp_path / "office.halton"
    last = 0
    for commits in (1, 17, 60):
        last = killed_in_a_write_loop(path, last + 1000, commits)
        engine = open_engine(path, bytearray(KEY))
        with engine.connect() as connection:
            saved = set(connection.execute(text("SELECT id FROM saved")).scalars())
            assert connection.exec_driver_sql("PRAGMA integrity_check").scalar_one() == "ok"
            assert connection.exec_driver_sql("PRAGMA cipher_integrity_check").first() is None
        engine.dispose()
        started = last - (last % 1000)
        assert set(range(started + 1, last + 1)) <= saved
        last = started


def test_an_error_that_is_no_failure_of_the_machine_passes_unchanged(engine: Engine) -> None:
    with pytest.raises(OperationalError), machine_errors(), engine.connect() as connection:
        connection.execute(text("SELECT nothing FROM nowhere"))
    with pytest.raises(KeyError), machine_errors():
        raise KeyError("x")
