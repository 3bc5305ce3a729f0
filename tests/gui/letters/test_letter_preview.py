"""Letters on screen: the window drawn where the address is, families found by name, pages and letters in step."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtPdfWidgets import QPdfView
from pytestqt.qtbot import QtBot

from halton_desktop.domain.letter import Envelope, EnvelopeSetting
from halton_desktop.gui.kit.looks.theme import Theme
from halton_desktop.gui.letters.envelope_overlay import page_places
from halton_desktop.gui.letters.letter_finder import LetterFinder
from halton_desktop.gui.letters.letter_preview import LetterPreview
from halton_desktop.services.letters.letter_pages import LetterAt, LetterPages
from tests.helpers.accessibility import without_name
from tests.letters.samples import letter, printed

NAMES = ("Mrs Siobhán O'Brien", "Mr Łukasz Kowalczyk", "Ms Mai Nguyễn", "Dr Ann O'Brien")


def letters(envelope: Envelope = Envelope.DL) -> LetterPages:
    setting = EnvelopeSetting(envelope)
    batch = printed(*(letter(number=number) for number in range(len(NAMES))), envelope=setting)
    each = batch.result.pages // len(NAMES)
    places = tuple(LetterAt(name, f"G26-{n}", n * each, each) for n, name in enumerate(NAMES))
    return LetterPages("Letters", batch.pdf, places, setting)


@pytest.fixture
def preview(theme: Theme, qtbot: QtBot) -> LetterPreview:
    preview = LetterPreview(theme)
    qtbot.addWidget(preview)
    preview.resize(800, 900)
    preview.show()
    qtbot.waitExposed(preview)
    preview.show_letters(letters())
    return preview


@pytest.mark.parametrize("zoom", [None, 0.6, 1.3, "page"])
def test_the_window_is_drawn_where_the_address_prints(
    preview: LetterPreview, qtbot: QtBot, zoom: float | str | None
) -> None:
    if zoom == "page":
        preview.pages.fit_page()
    elif isinstance(zoom, float):
        preview.pages.view.setZoomMode(QPdfView.ZoomMode.Custom)
        preview.pages.view.setZoomFactor(zoom)
    qtbot.waitUntil(lambda: bool(preview.overlay.windows()))
    preview.overlay.hide()
    window = preview.overlay.windows()[0].toAlignedRect()
    qtbot.waitUntil(lambda: ink(seen(preview), window) > 20, timeout=10_000)
    picture = seen(preview)
    assert ink(picture, window.adjusted(-12, -12, 12, 12)) == ink(picture, window), "nothing of it is cut off"


def seen(preview: LetterPreview) -> QImage:
    return preview.pages.view.viewport().grab().toImage()


def ink(picture: QImage, area: QRect) -> int:
    """How many dark pixels there are."""
    scale = picture.devicePixelRatio()
    edges = (area.x(), area.y(), area.width(), area.height())
    box = QRect(*(round(edge * scale) for edge in edges)).intersected(picture.rect())
    found = 0
    for y in range(box.top(), box.bottom() + 1):
        for x in range(box.left(), box.right() + 1):
            found += QColor(picture.pixel(x, y)).lightness() < 110
    return found


def test_only_first_pages_have_a_window(preview: LetterPreview, qtbot: QtBot) -> None:
    preview.pages.go_to(1)
    assert preview.pages.page == 1
    in_sight = [number for number, _place in page_places(preview.pages.view)]
    first = {0, 2, 4, 6}
    assert len(preview.overlay.windows()) == len(first & set(in_sight))


def test_pages_in_sight_follow_the_scroll_bar(preview: LetterPreview) -> None:
    bar = preview.pages.view.verticalScrollBar()
    bar.setValue(bar.maximum())
    numbers = [number for number, _place in page_places(preview.pages.view)]
    assert numbers[-1] == preview.pages.page_count - 1
    last = page_places(preview.pages.view)[-1][1]
    view = preview.pages.view
    below = view.pageSpacing() + view.documentMargins().bottom()
    assert last.bottom() + below == view.viewport().height()


def test_the_tick_takes_the_window_away(preview: LetterPreview) -> None:
    assert preview.overlay.windows()
    preview.envelope.setChecked(False)
    assert preview.overlay.windows() == []


def test_without_a_window_envelope_there_is_no_window_and_no_tick(preview: LetterPreview) -> None:
    preview.show_letters(letters(Envelope.NONE))
    assert preview.overlay.windows() == []
    assert not preview.envelope.isVisible()


def test_a_family_is_found_by_any_part_of_its_name(preview: LetterPreview, qtbot: QtBot) -> None:
    qtbot.keyClicks(preview.finder, "nguy")
    qtbot.keyClick(preview.finder, Qt.Key.Key_Return)
    assert preview.letter == 2
    assert preview.who.text() == "Letter 3 of 4 · Ms Mai Nguyễn · G26-2"
    assert preview.pages.page == 6


def test_going_from_letter_to_letter(preview: LetterPreview) -> None:
    assert not preview.previous.isEnabled()
    preview.following.click()
    assert preview.letter == 1
    preview.go_to_letter(3)
    assert not preview.following.isEnabled()
    preview.previous.click()
    assert preview.letter == 2


def test_a_name_is_never_read_as_markup(preview: LetterPreview) -> None:
    assert preview.who.textFormat() == Qt.TextFormat.PlainText


def test_every_control_has_a_name(preview: LetterPreview) -> None:
    assert without_name(preview) == []


def test_the_finder_knows_a_letter_only_where_one_alone_is_meant(theme: Theme, qtbot: QtBot) -> None:
    finder = LetterFinder("Find")
    qtbot.addWidget(finder)
    finder.set_letters([(name, f"G26-{n}") for n, name in enumerate(NAMES)])
    finder.setText("o'brien")
    assert finder.number() == -1
    finder.setText("siobh")
    assert finder.number() == 0
    finder.setText("nobody")
    assert finder.number() == -1
    finder.setText("Dr Ann O'Brien · G26-3")
    assert finder.number() == 3


@pytest.mark.case("entry-3")
@pytest.mark.parametrize("typed", ["blaszczyk", "Błaszczyk", "o brien sian", "obrien", "sian", "g261", "zczyk"])
def test_a_family_is_found_however_its_name_is_typed(qtbot: QtBot, typed: str) -> None:
    finder = LetterFinder("Find")
    qtbot.addWidget(finder)
    finder.set_letters([("Mr Błaszczyk", "G26-1"), ("Mrs Siân O’Brien", "G26-2"), ("Ms Nguyễn", "G26-3")])
    finder.setText(typed)
    assert finder.number() == (1 if typed[0] in "os" else 0)
