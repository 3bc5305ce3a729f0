"""Colours keep their contrast, the theme follows settings, and the pictures of controls match the colours."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from halton_desktop import paths
from halton_desktop.errors import OurBug
from halton_desktop.gui.kit.looks.icons import ICONS
from halton_desktop.gui.kit.looks.look import CHIP_TINT, DARK, LIGHT, ColourRole, Colours, blend, high_contrast
from halton_desktop.gui.kit.looks.theme import Theme
from halton_desktop.settings import COMPACT_ROWS, TEXT_LARGER_BY, THEME, Settings

BOTH = pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
STATUS: tuple[ColourRole, ...] = ("accent", "overdue", "due", "done", "sealed", "muted")


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2.2 defines it."""

    def channel(value: float) -> float:
        return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4

    shade = QColor(colour)
    return 0.2126 * channel(shade.redF()) + 0.7152 * channel(shade.greenF()) + 0.0722 * channel(shade.blueF())


def contrast(one: str, other: str) -> float:
    """Contrast ratio as WCAG 2.2 defines it, 1 to 21."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@BOTH
@pytest.mark.parametrize("role", ["text", *STATUS])
def test_text_in_every_colour_stands_out_from_page_and_card(colours: Colours, role: str) -> None:
    for ground in (colours.window, colours.surface):
        assert contrast(getattr(colours, role), ground) >= 5.4


@BOTH
def test_words_on_the_accent_stand_out(colours: Colours) -> None:
    assert contrast(colours.on_accent, colours.accent) >= 5.7


@BOTH
@pytest.mark.parametrize("role", STATUS)
def test_a_chips_words_stand_out_from_its_own_tint(colours: Colours, role: str) -> None:
    colour = getattr(colours, role)
    assert contrast(colour, blend(colour, colours.surface, CHIP_TINT)) >= 4.5


@BOTH
@pytest.mark.parametrize("role", ["text", "muted", "overdue", "due", "done", "sealed"])
def test_a_selected_or_hovered_row_can_still_be_read(colours: Colours, role: str) -> None:
    for ground in (colours.selected, colours.hover):
        assert contrast(getattr(colours, role), ground) >= 4.5


@BOTH
def test_borders_of_controls_can_be_seen(colours: Colours) -> None:
    assert contrast(colours.border, colours.surface) >= 3.0


@BOTH
def test_who_asked_for_more_contrast_gets_seven_to_one(colours: Colours) -> None:
    strong = high_contrast(colours)
    assert contrast(strong.muted, strong.surface) >= 7
    assert contrast(strong.border, strong.surface) >= 7


def test_the_theme_follows_its_setting(theme: Theme, settings: Settings, qtbot: QtBot, qapp: QApplication) -> None:
    with qtbot.waitSignal(theme.changed):
        settings.set(THEME, "dark")
    assert theme.is_dark
    assert theme.colours == DARK
    assert qapp.palette().window().color() == QColor(DARK.window)
    with qtbot.waitSignal(theme.changed):
        settings.set(THEME, "light")
    assert theme.colours == LIGHT


def test_larger_text_makes_larger_letters_and_higher_rows(theme: Theme, settings: Settings, qapp: QApplication) -> None:
    points, row = qapp.font().pointSizeF(), theme.row_height
    settings.set(TEXT_LARGER_BY, 4)
    assert qapp.font().pointSizeF() == points + 4
    assert theme.row_height > row
    settings.set(TEXT_LARGER_BY, 0)
    assert qapp.font().pointSizeF() == points


def test_rows_are_32_high_or_28_when_compact(theme: Theme, settings: Settings) -> None:
    assert theme.row_height == 32
    settings.set(COMPACT_ROWS, True)
    assert theme.row_height == 28


def test_a_colour_handed_out_may_be_changed_without_changing_the_theme(theme: Theme) -> None:
    theme.colour("done").setAlphaF(0.1)
    assert theme.colour("done").alphaF() == 1.0


@pytest.mark.parametrize("name", sorted(ICONS))
def test_every_icon_draws_something(theme: Theme, name: str) -> None:
    image = theme.pixmap(name, "text", 20).toImage()
    inked = sum(image.pixelColor(x, y).alpha() > 60 for x in range(20) for y in range(20))
    assert 8 <= inked <= 300


def test_an_icon_takes_the_colour_of_the_theme_when_it_is_painted(theme: Theme, settings: Settings) -> None:
    icon = theme.icon("check", "accent")
    before = icon.pixmap(20, 20).toImage()
    settings.set(THEME, "dark")
    assert icon.pixmap(20, 20).toImage() != before


def test_an_icon_nobody_drew_is_our_bug(theme: Theme) -> None:
    with pytest.raises(OurBug):
        theme.icon("unicorn")


def test_marks_of_controls_are_drawn_in_the_colours_of_the_theme() -> None:
    script = paths.resources_folder() / "icons" / "make_icons.py"
    spec = importlib.util.spec_from_file_location("make_icons", script)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    files: dict[str, str] = module.glyph_files()
    assert {name: (script.parent / name).read_text(encoding="utf-8") for name in files} == files


def test_the_programs_icon_has_every_size_windows_asks_for() -> None:
    data = (paths.resources_folder() / "icons" / "halton.ico").read_bytes()
    count = int.from_bytes(data[4:6], "little")
    sizes = {data[6 + 16 * number] or 256 for number in range(count)}
    assert {16, 24, 32, 48, 256} <= sizes


def test_no_colour_is_written_outside_the_theme() -> None:
    gui = Path(paths.__file__).parent / "gui"
    offenders = [
        file.name
        for file in gui.rglob("*.py")
        if file.name != "look.py"
        for line in file.read_text(encoding="utf-8").splitlines()
        if any(f'"#{digit}' in line for digit in "0123456789abcdefABCDEF")
    ]
    assert offenders == []
