"""An open office behind the tabs, whose changes reach the desk's hub as they do in the program."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from halton_desktop.gui.kit.app_context import Desk
from halton_desktop.services.session import OfficeSession
from tests.factories import make_office


@pytest.fixture
def office(tmp_path: Path, desk: Desk) -> Iterator[OfficeSession]:
    """A new, empty office with an administrator signed in."""
    session = make_office(tmp_path / "office")
    session.on_change = desk.hub.publish
    yield session
    session.close()
