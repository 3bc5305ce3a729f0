"""An open office behind the dialogs, whose changes reach the desk's hub as they do in the program."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from halton_desktop.domain.address import PostalAddress
from halton_desktop.gui.kit.app_context import Desk
from halton_desktop.services.session import OfficeSession
from tests.factories import a_parent, a_pupil, add_family, make_office
from tests.helpers.paper import PaperInAFolder

HOME = PostalAddress(("12 Chestnut Close", "Widnes"), "WA8 3DA")


@pytest.fixture
def office(tmp_path: Path, desk: Desk) -> Iterator[OfficeSession]:
    """A new, empty office with an administrator signed in."""
    session = make_office(tmp_path / "office")
    session.on_change = desk.hub.publish
    yield session
    session.close()


@pytest.fixture
def paper(tmp_path: Path) -> PaperInAFolder:
    """A printer that prints into the folder ``printed``."""
    folder = tmp_path / "printed"
    folder.mkdir()
    return PaperInAFolder(folder)


@pytest.fixture
def school(office: OfficeSession) -> dict[str, int]:
    """A couple, a parent elsewhere, one without an address, one under a court order: parent ids by a short name."""
    (mother, father), _ = add_family(
        office,
        [a_parent(forename="Aoife", address=HOME), a_parent(forename="Liam", title="Mr", address=HOME)],
        [a_pupil(year_group="7")],
    )
    (elsewhere,), _ = add_family(office, [a_parent(forename="Mai")], [a_pupil(year_group="9")])
    (homeless,), _ = add_family(office, [a_parent(forename="Zoe", address=PostalAddress())], [a_pupil()])
    (barred,), _ = add_family(office, [a_parent(forename="Bo")], [a_pupil(forename="Ada")], court_order=True)
    return {"mother": mother, "father": father, "elsewhere": elsewhere, "homeless": homeless, "barred": barred}
