"""What every test of a screen is given: a theme, settings in a temporary file, a desk whose questions are answered."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType

import pytest
from PySide6.QtWidgets import QApplication, QWidget

from halton_desktop import paths
from halton_desktop.background.task_runner import ImmediateRunner
from halton_desktop.domain.address import PostalAddress
from halton_desktop.domain.permission import Permission
from halton_desktop.errors import HaltonError
from halton_desktop.gui.kit.app_context import AppContext
from halton_desktop.gui.kit.change_hub import ChangeHub
from halton_desktop.gui.kit.confirm_dialog import YesNoQuestion
from halton_desktop.gui.kit.looks.theme import Theme
from halton_desktop.gui.kit.widgets.banner import Banner
from halton_desktop.gui.shell.office_screens import OfficeScreens
from halton_desktop.services.session import OfficeSession
from halton_desktop.settings import Settings
from halton_desktop.store.unit_of_work import UnitOfWork
from tests.factories import a_parent, a_pupil, add_family, make_office
from tests.helpers.paper import PaperInAFolder

HOME = PostalAddress(("12 Chestnut Close", "Widnes"), "WA8 3DA")


@dataclass
class ContextAnswers:
    """Answers what the program asks (``says_yes``) and remembers questions, errors and guide pages."""

    says_yes: bool = True
    questions: list[YesNoQuestion] = field(default_factory=list)
    errors: list[HaltonError] = field(default_factory=list)
    guide_pages: list[str] = field(default_factory=list)

    def confirm(self, _parent: QWidget | None, question: YesNoQuestion) -> bool:
        """Stands in for the dialog with the two verbs."""
        self.questions.append(question)
        return self.says_yes

    def report(self, error: HaltonError, _parent: QWidget | None, banner: Banner | None) -> None:
        """Puts everything into the banner where there is one."""
        self.errors.append(error)
        if banner is not None:
            banner.say(error.message, "error")


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Settings nobody has changed yet."""
    return Settings(tmp_path / "settings.ini")


@pytest.fixture
def theme(qapp: QApplication, settings: Settings) -> Iterator[Theme]:
    """The light theme, put on."""
    theme = Theme(qapp, settings, paths.resources_folder())
    theme.apply()
    yield theme
    theme.leave()


@pytest.fixture
def context_answers() -> ContextAnswers:
    """What the desk's questions are answered by."""
    return ContextAnswers()


@pytest.fixture
def context(theme: Theme, settings: Settings, context_answers: ContextAnswers) -> AppContext:
    """A desk whose work is done at once."""
    return AppContext(
        theme=theme,
        settings=settings,
        runner=ImmediateRunner(),
        hub=ChangeHub(),
        confirm=context_answers.confirm,
        report=context_answers.report,
        show_guide=context_answers.guide_pages.append,
        screens=OfficeScreens(),
    )


@pytest.fixture
def office(tmp_path: Path, context: AppContext) -> Iterator[OfficeSession]:
    """A new, empty office with an administrator signed in."""
    session = make_office(tmp_path / "office")
    session.on_change = context.hub.publish
    yield session
    session.close()


WRITTEN_AT_ONCE = {
    ("return_desk.py", "book"),  # slips are booked in the order they are scanned, each in a few milliseconds
    ("return_desk.py", "say_instead"),
    ("return_desk.py", "undo"),
    ("incident_dialog.py", "keep_draft"),  # in order with the recording that ends the draft
    ("incident_dialog.py", "throw_away"),  # the same: the draft is ended before its window is
}
"""All that may write on the GUI thread, and why; everything else goes through the runner."""


@pytest.fixture(autouse=True)
def nothing_else_is_written_on_the_gui_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every change a window makes in these tests must have been handed to a runner first."""
    change = OfficeSession.change

    def watched(session: OfficeSession, permission: Permission) -> AbstractContextManager[UnitOfWork]:
        asked_by, handed_over = _asked_by(sys._getframe(1))
        assert handed_over or asked_by is None or asked_by in WRITTEN_AT_ONCE, f"{asked_by} writes on the GUI thread"
        return change(session, permission)

    monkeypatch.setattr(OfficeSession, "change", watched)


def _asked_by(frame: FrameType | None) -> tuple[tuple[str, str] | None, bool]:
    """The function of the window that asked for a change, if one did, and whether a runner was given it."""
    asked_by = None
    while frame is not None:
        file = Path(frame.f_code.co_filename)
        if file.name == "task_runner.py":
            return asked_by, True
        if asked_by is None and "gui" in file.parts and "halton_desktop" in file.parts and "tests" not in file.parts:
            asked_by = (file.name, frame.f_code.co_name)
        frame = frame.f_back
    return asked_by, False


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
