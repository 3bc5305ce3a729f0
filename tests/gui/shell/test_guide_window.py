"""The guide inside the program: the right page, links between pages, pictures from its own folder and nowhere else."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QImage, QTextDocument
from pytestqt.qtbot import QtBot

from halton_desktop import paths
from halton_desktop.gui.kit.looks.theme import Theme
from halton_desktop.gui.shell.guide_window import Guide, GuideWindow
from halton_desktop.settings import THEME, Settings

IMAGE = QTextDocument.ResourceType.ImageResource.value


@pytest.fixture
def window(qtbot: QtBot, theme: Theme, settings: Settings) -> GuideWindow:
    """The window with the real guide."""
    window = GuideWindow(theme, settings, paths.guide_folder())
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()
    return window


def listed(window: GuideWindow) -> list[str]:
    return [window.contents.item(row).text() for row in range(window.contents.count())]


def shown(window: GuideWindow) -> str:
    return window.page.toPlainText().splitlines()[0]


def link_colours(window: GuideWindow) -> set[str]:
    """The colours of the links on the page shown."""
    found = set()
    block = window.page.document().begin()
    while block.isValid():
        pieces = block.begin()
        while not pieces.atEnd():
            looks = pieces.fragment().charFormat()
            if looks.isAnchor():
                found.add(looks.foreground().color().name())
            pieces += 1
        block = block.next()
    return found


def test_the_contents_list_the_pages_in_the_order_of_the_first_one(window: GuideWindow) -> None:
    assert listed(window)[:5] == [
        "Guide to Halton Desktop",
        "The first start",
        "Importing parents",
        "Letters",
        "Consent forms",
    ]


def test_a_page_is_shown_from_its_top_with_its_title(window: GuideWindow) -> None:
    window.show_page("incidents")
    window.page.verticalScrollBar().setValue(window.page.verticalScrollBar().maximum())
    window.show_page("parents")
    assert shown(window) == "Parents"
    assert window.page.verticalScrollBar().value() == 0
    assert window.contents.currentItem().text() == "Parents"


def test_a_page_that_is_not_there_shows_the_contents(window: GuideWindow) -> None:
    window.show_page("no-such-page")
    assert shown(window) == "Guide to Halton Desktop"


def test_a_link_leads_to_its_page_and_back_leads_home(window: GuideWindow) -> None:
    window.show_page("letters")
    window.page.anchorClicked.emit(QUrl("consent-forms.md"))
    assert shown(window) == "Consent forms"
    window.back.click()
    assert shown(window) == "Letters"
    while window.back.isEnabled():
        window.back.click()
    assert shown(window) == "Guide to Halton Desktop"


def test_a_link_to_the_internet_leads_nowhere(window: GuideWindow) -> None:
    window.show_page("letters")
    window.page.anchorClicked.emit(QUrl("https://example.org/parents.md"))
    assert shown(window) == "Letters"


def test_pictures_are_no_wider_than_the_page(window: GuideWindow) -> None:
    window.show_page("today")
    picture = window.page.loadResource(IMAGE, QUrl("pictures/today.png"))
    assert isinstance(picture, QImage)
    assert 300 < picture.width() / picture.devicePixelRatio() <= window.page.viewport().width()


@pytest.mark.parametrize("elsewhere", ["../../README.md", "../pictures/main-window.png", "file:///etc/hostname"])
def test_nothing_outside_the_guide_is_ever_loaded(window: GuideWindow, elsewhere: str) -> None:
    assert window.page.loadResource(IMAGE, QUrl(elsewhere)) is None


def test_the_page_follows_the_theme(window: GuideWindow, settings: Settings, theme: Theme) -> None:
    window.show_page("privacy")
    settings.set(THEME, "dark")
    theme.apply()
    assert shown(window) == "Privacy"
    assert link_colours(window) == {theme.colour("accent").name()}


def test_one_window_serves_every_question(qtbot: QtBot, theme: Theme, settings: Settings) -> None:
    guide = Guide(theme, settings, paths.guide_folder())
    guide.show_page("letters")
    first = guide.window
    guide.show_page("backups")
    assert guide.window is first
    assert first is not None
    assert shown(first) == "Backups"
    guide.close()
    assert guide.window is None


def test_every_page_opens_with_a_heading_of_its_own(window: GuideWindow) -> None:
    files = sorted(paths.guide_folder().glob("*.md"))
    titles = [file.read_text(encoding="utf-8").splitlines()[0] for file in files]
    assert all(title.startswith("# ") for title in titles)
    assert sorted(listed(window)) == sorted(title.removeprefix("# ") for title in titles)
    assert len(set(titles)) == len(files) > len([Path("index.md")])
