"""Makes the pictures beside it: the program's icon (PNG, ICO) from halton.svg, and the ticks and arrows of controls.

Run by hand after a change of halton.svg or of a colour in ``halton_desktop/gui/kit/looks/look.py``:
``QT_QPA_PLATFORM=offscreen python resources/icons/make_icons.py``. The results are committed; a test compares them.
"""

from __future__ import annotations

import struct
import sys
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, Qt
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

FOLDER = Path(__file__).resolve().parent
ICO_SIZES = (16, 20, 24, 32, 40, 48, 64, 128, 256)

GLYPHS = {
    "chevron-down": ("muted", '<path d="M2.5 4.5 6 8l3.5-3.5"/>'),
    "chevron-up": ("muted", '<path d="M2.5 7.5 6 4l3.5 3.5"/>'),
    "tick": ("accent", '<path d="M2.2 6.4 4.8 9l5-6"/>'),
    "check": ("on_accent", '<path d="M2.8 6.3 5 8.5l4.2-5"/>'),
    "dash": ("on_accent", '<path d="M3 6h6"/>'),
    "dot": ("on_accent", '<circle cx="6" cy="6" r="1.6"/>'),
}
"""Name → (colour role, drawing on a 12 × 12 grid)."""


def glyph(drawing: str, colour: str) -> str:
    """One small SVG of a control's mark."""
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 12 12" fill="none" '
        f'stroke="{colour}" stroke-width="1.5" stroke-linecap="round" stroke-linejoin="round">{drawing}</svg>\n'
    )


def glyph_files() -> dict[str, str]:
    """Path below this folder → text, for both themes."""
    from halton_desktop.gui.kit.looks.look import DARK, LIGHT

    return {
        f"controls/{name}/{mark}.svg": glyph(drawing, getattr(colours, role))
        for name, colours in (("light", LIGHT), ("dark", DARK))
        for mark, (role, drawing) in GLYPHS.items()
    }


def png(renderer: QSvgRenderer, size: int) -> bytes:
    """The icon at one size."""
    image = QImage(size, size, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    renderer.render(painter)
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")
    return bytes(buffer.data().data())


def ico(pictures: dict[int, bytes]) -> bytes:
    """A Windows icon file holding PNG pictures (allowed since Windows Vista): directory first, then the pictures."""
    offset = 6 + 16 * len(pictures)
    directory, body = struct.pack("<HHH", 0, 1, len(pictures)), b""
    for size, data in pictures.items():
        directory += struct.pack("<BBBBHHII", size % 256, size % 256, 0, 0, 1, 32, len(data), offset + len(body))
        body += data
    return directory + body


def main() -> None:
    """Write everything."""
    application = QGuiApplication(sys.argv)
    renderer = QSvgRenderer(str(FOLDER / "halton.svg"))
    (FOLDER / "halton.png").write_bytes(png(renderer, 256))
    (FOLDER / "halton.ico").write_bytes(ico({size: png(renderer, size) for size in ICO_SIZES}))
    for name, text in glyph_files().items():
        target = FOLDER / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8", newline="\n")
    application.quit()


if __name__ == "__main__":
    main()
