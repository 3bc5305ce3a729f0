"""An open office for the sample office’s tests."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from halton_desktop.services.session import OfficeSession
from tests.factories import make_office


@pytest.fixture
def office(tmp_path: Path) -> Iterator[OfficeSession]:
    """A new, empty office with an administrator signed in."""
    session = make_office(tmp_path / "office")
    yield session
    session.close()
