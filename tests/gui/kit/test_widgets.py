"""Chips, bars, sections, the scanner's field, the banner and the page preview."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtWidgets import QLabel, QPushButton, QScrollArea, QToolButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from halton_desktop.errors import OurBug
from halton_desktop.gui.consent_forms.coverage_bar import CoverageBar, CoverageBarLine, CoverageBars
from halton_desktop.gui.consent_forms.scan_field import ScanAnswer, ScanField
from halton_desktop.gui.kit.looks.theme import Theme
from halton_desktop.gui.kit.widgets.banner import Banner
from halton_desktop.gui.kit.widgets.button import Button
from halton_desktop.gui.kit.widgets.chip import Chip, ChipLabel
from halton_desktop.gui.kit.widgets.detail_page import DetailPage
from halton_desktop.gui.kit.widgets.empty_state import EmptyWords
from halton_desktop.gui.kit.widgets.flow_layout import FlowLayout
from halton_desktop.gui.kit.widgets.pdf_preview import PdfPreview
from halton_desktop.gui.kit.widgets.section import Timeline, TimelineEntry
from tests.helpers.accessibility import spoken_name, without_name

Show = Callable[[QWidget], None]


@pytest.fixture
def show(qtbot: QtBot) -> Show:
    def show(widget: QWidget) -> None:
        qtbot.addWidget(widget)
        widget.show()
        qtbot.waitExposed(widget)
        widget.activateWindow()

    return show


def test_a_chip_says_its_word_and_has_room_for_it(theme: Theme, show: Show) -> None:
    chip = ChipLabel(Chip("Overdue", "overdue", "overdue"), theme)
    show(chip)
    assert spoken_name(chip) == "Overdue"
    before = chip.sizeHint().width()
    chip.set_chip(Chip("Returned in person", "done", "done"))
    assert chip.sizeHint().width() > before
    assert spoken_name(chip) == "Returned in person"


@pytest.mark.parametrize(("done", "total", "percent"), [(0, 0, 0), (179, 180, 99), (180, 180, 100), (1, 3, 33)])
def test_a_hundred_per_cent_means_everybody(done: int, total: int, percent: int) -> None:
    assert CoverageBarLine("8", "Year 8", done, total).percent == percent


def test_a_bar_is_read_aloud_and_pressed_by_mouse_and_key(theme: Theme, show: Show, qtbot: QtBot) -> None:
    bar = CoverageBar(CoverageBarLine("8", "Year 8", 142, 180), theme)
    show(bar)
    assert spoken_name(bar) == "Year 8: 142 of 180, 78 per cent"
    with qtbot.waitSignal(bar.pressed) as told:
        qtbot.mouseClick(bar, Qt.MouseButton.LeftButton)
    assert told.args == ["8"]
    with qtbot.waitSignal(bar.pressed) as told:
        qtbot.keyClick(bar, Qt.Key.Key_Return)
    assert told.args == ["8"]


def test_a_bar_is_as_long_as_its_share(theme: Theme, show: Show) -> None:
    def accent(done: int) -> int:
        bar = CoverageBar(CoverageBarLine("8", "Year 8", done, 100), theme)
        bar.resize(500, 30)
        show(bar)
        image = bar.grab().toImage()
        wanted = theme.colour("accent")
        return sum(image.pixelColor(x, image.height() // 2) == wanted for x in range(image.width()))

    half, whole = accent(50), accent(100)
    assert accent(0) == 0
    assert whole > 200
    assert abs(half - whole / 2) <= 4


def test_bars_that_stay_keep_their_place_and_focus(theme: Theme, show: Show, qtbot: QtBot) -> None:
    bars = CoverageBars(theme)
    show(bars)
    bars.show_coverage([CoverageBarLine(y, f"Year {y}", 1, 2) for y in ("7", "8")])
    kept = bars.findChildren(CoverageBar)[1]
    qtbot.waitUntil(kept.isVisible)
    kept.setFocus()
    bars.show_coverage([CoverageBarLine(y, f"Year {y}", 2, 2) for y in ("8", "9")])
    assert bars.focusWidget() is kept
    assert spoken_name(kept) == "Year 8: 2 of 2, 100 per cent"


def test_the_scanners_enter_hands_on_the_reference_and_is_ready_for_the_next(
    theme: Theme, show: Show, qtbot: QtBot
) -> None:
    scan = ScanField(theme)
    show(scan)
    with qtbot.waitSignal(scan.entered) as told:
        qtbot.keyClicks(scan.field, " WDH-00042-7 ")
        qtbot.keyClick(scan.field, Qt.Key.Key_Return)
    assert told.args == ["WDH-00042-7"]
    assert scan.field.text() == ""
    scan.answer(ScanAnswer("Jane O'Brien, returned today.", "done", undo_key=4))
    assert scan.window().focusWidget() is scan.field
    assert scan.sentence == "Jane O'Brien, returned today."
    with qtbot.assertNotEmitted(scan.entered):
        qtbot.keyClick(scan.field, Qt.Key.Key_Return)


def test_what_was_booked_can_be_undone_once_and_a_refusal_cannot(theme: Theme, show: Show, qtbot: QtBot) -> None:
    scan = ScanField(theme)
    show(scan)
    scan.answer(ScanAnswer("Booked.", "done", undo_key=4))
    [undo] = [button for button in scan.findChildren(QPushButton) if button.text() == "Undo"]
    with qtbot.waitSignal(scan.undo_pressed) as told:
        undo.click()
    assert told.args == [4]
    assert not undo.isEnabled()
    scan.answer(ScanAnswer("No form has this reference.", "refused"))
    assert not undo.isVisible()


def test_an_enter_in_the_scanners_field_presses_nothing_else(theme: Theme, show: Show, qtbot: QtBot) -> None:
    from PySide6.QtWidgets import QDialog

    dialog = QDialog()
    scan = ScanField(theme)
    button = QPushButton("Print")
    button.setDefault(True)
    layout = QVBoxLayout(dialog)
    layout.addWidget(scan)
    layout.addWidget(button)
    show(dialog)
    with qtbot.assertNotEmitted(button.clicked):
        qtbot.keyClicks(scan.field, "WDH-1")
        qtbot.keyClick(scan.field, Qt.Key.Key_Return)


def test_a_banner_says_one_thing_at_a_time(theme: Theme, show: Show) -> None:
    banner = Banner(theme)
    show(banner)
    undone: list[int] = []
    banner.say("Returned.", "success", action="Undo", act=lambda: undone.append(1))
    banner.say("Saved <b>Bob</b>.", "info")
    assert banner.sentence == "Saved <b>Bob</b>."
    assert not [b for b in banner.findChildren(Button) if b.isVisible()]
    [close] = banner.findChildren(QToolButton)
    close.click()
    assert banner.sentence == ""


def test_a_detail_page_stays_where_it_was_when_the_same_record_is_built_again(
    theme: Theme, show: Show, qtbot: QtBot
) -> None:
    page = DetailPage(theme)
    page.resize(400, 300)
    show(page)

    def build(key: int) -> None:
        page.begin(key, "2026-0042", chips=[Chip("Open", "accent", "open")])
        page.add_next_steps([Button("Contact parent", theme), Button("Ask for a meeting…", theme)], reason="Because.")
        section = page.add_section("Account")
        for _ in range(40):
            section.add_text("A line of what happened.")
        page.finish()

    build(1)
    bar = page.findChildren(QScrollArea)[0].verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 200)
    bar.setValue(150)
    build(1)
    qtbot.waitUntil(lambda: bar.value() == 150)
    build(2)
    assert bar.value() == 0
    kinds = [button.property("kind") for button in page.findChildren(Button) if button.isVisible()]
    assert kinds == ["primary", "plain"]
    assert without_name(page) == []
    page.show_nothing(EmptyWords("Choose an incident."))
    assert page.findChildren(Button) == []


def test_a_timeline_reads_dates_first_and_in_the_order_given(theme: Theme, show: Show) -> None:
    timeline = Timeline(
        [TimelineEntry("22/11/2026", "Printed", "A. Clarke"), TimelineEntry("21/11/2026", "Met")], theme
    )
    show(timeline)
    labels = list(timeline.findChildren(QLabel))
    assert [label.text() for label in labels] == ["22/11/2026", "Printed", "A. Clarke", "21/11/2026", "Met"]
    origin = QPoint(0, 0)
    assert labels[0].mapTo(timeline, origin).x() < labels[1].mapTo(timeline, origin).x()
    assert labels[0].mapTo(timeline, origin).y() < labels[3].mapTo(timeline, origin).y()


def test_a_row_of_buttons_goes_on_in_the_next_line(show: Show) -> None:
    holder = QWidget()
    layout = FlowLayout(8, holder)
    boxes = [QWidget() for _ in range(5)]
    for box in boxes:
        box.setFixedSize(QSize(90, 20))
        layout.addWidget(box)
    holder.resize(300, 200)
    show(holder)
    assert [(box.x(), box.y()) for box in boxes] == [(0, 0), (98, 0), (196, 0), (0, 28), (98, 28)]
    assert layout.heightForWidth(300) == 48
    assert layout.heightForWidth(1_000) == 20


@pytest.fixture
def pdf() -> bytes:
    """Three empty A4 pages."""
    from pypdf import PdfWriter

    writer = PdfWriter()
    for _ in range(3):
        writer.add_blank_page(595, 842)
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()


@pytest.fixture
def preview(theme: Theme, show: Show, pdf: bytes) -> PdfPreview:
    preview = PdfPreview(theme)
    preview.resize(600, 700)
    show(preview)
    preview.show_pdf(pdf)
    return preview


def test_pages_are_shown_from_memory_and_counted(preview: PdfPreview) -> None:
    assert preview.page_count == 3
    assert preview.place.text() == "Page 1 of 3"


def test_pages_turn_by_key_and_stop_at_the_ends(preview: PdfPreview, qtbot: QtBot) -> None:
    for key, page in (
        (Qt.Key.Key_PageDown, 1),
        (Qt.Key.Key_End, 2),
        (Qt.Key.Key_PageDown, 2),
        (Qt.Key.Key_Home, 0),
        (Qt.Key.Key_PageUp, 0),
    ):
        qtbot.keyClick(preview, key)
        assert preview.page == page
        assert preview.place.text() == f"Page {page + 1} of 3"


def test_zoom_goes_on_from_what_is_seen(preview: PdfPreview, qtbot: QtBot) -> None:
    fitted = preview._zoom_seen()
    qtbot.keyClick(preview, Qt.Key.Key_Plus)
    assert preview.view.zoomFactor() == pytest.approx(fitted * 1.25)
    qtbot.keyClick(preview, Qt.Key.Key_W)
    assert preview._zoom_seen() == pytest.approx(fitted)


def test_other_pages_take_the_place_of_the_first(preview: PdfPreview, pdf: bytes) -> None:
    preview.go_to(2)
    preview.show_pdf(pdf)
    assert preview.page_count == 3


def test_bytes_that_are_no_pdf_are_our_bug(preview: PdfPreview) -> None:
    with pytest.raises(OurBug):
        preview.show_pdf(b"not a pdf")
    assert preview.place.text() == "No pages"


def test_every_control_of_the_preview_has_a_name(preview: PdfPreview) -> None:
    assert without_name(preview) == []
