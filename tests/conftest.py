"""What holds for every test: no display needed, no stray warning, log record or thread left behind; and an office."""

from __future__ import annotations

import logging
import os
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from halton_desktop.services.session import OfficeSession
from tests.factories import make_office

if sys.platform == "linux":  # before anything imports Qt; Windows has its own platform and needs no display server
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# A slow machine is no fault of the program's: time limits of their own are for the tests that measure time.
settings.register_profile("any machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("any machine")

PATIENCE = 5.0
"""Seconds a thread is given to end after the test that started it."""


@pytest.fixture(autouse=True)
def no_stray_log_records(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Warnings and errors in the log fail a test; one that expects them looks at them, then ``caplog.clear()``."""
    yield
    stray = [
        f"{record.levelname} {record.name}: {record.getMessage()}"
        for phase in ("setup", "call")
        for record in caplog.get_records(phase)
        if record.levelno >= logging.WARNING
    ]
    assert stray == []


@pytest.fixture(autouse=True)
def no_thread_left_behind() -> Iterator[None]:
    """A thread that outlives its test fails it: it would write into the next one's folder or window."""
    before = set(threading.enumerate())
    yield
    for thread in set(threading.enumerate()) - before:
        thread.join(PATIENCE)
    # A thread of Qt's that once ran Python shows up as a _DummyThread for ever; those are looked at below.
    left = [t.name for t in set(threading.enumerate()) - before if not isinstance(t, threading._DummyThread)]
    assert left == []
    core = sys.modules.get("PySide6.QtCore")
    if core is not None:
        assert core.QThreadPool.globalInstance().waitForDone(int(PATIENCE * 1000)), "a task of Qt's pool still runs"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[OfficeSession]:
    """A new, empty office with an administrator signed in."""
    with make_office(tmp_path / "office") as session:
        yield session
