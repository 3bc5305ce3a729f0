"""The part of a person’s page that says what stops letters to them, since when, in whose words, and lifts it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from halton_desktop.domain.parents.hold import Hold
from halton_desktop.domain.parents.parent import Family
from halton_desktop.gui.kit.looks.look import STEP
from halton_desktop.gui.kit.looks.theme import Theme
from halton_desktop.gui.kit.widgets.button import Button
from halton_desktop.gui.kit.widgets.section import Section, paragraph


def fill_holds_section(
    section: Section,
    family: Family,
    theme: Theme,
    *,
    lift: Callable[[int], object] | None,
    decide: Callable[[], object],
) -> None:
    """Add one line a hold, and one where nobody has decided on the person; ``lift`` is None where nobody here may."""
    if family.parent.undecided:
        words = ", ".join(f"“{one}”" for one in dict.fromkeys(child.tie.relationship for child in family.children))
        says = paragraph(f"Nobody has said yet whether {words or 'this person'} is a parent or carer.")
        section.add(_line(says, Button("Decide…", theme, kind="link"), decide))
    names = {child.pupil.id: child.pupil.forename for child in family.children}
    for hold in family.holds:
        button = Button("Lift…", theme, kind="link") if lift is not None else None
        if button is not None:
            button.setAccessibleName(f"Lift: {hold.kind.value}")
        section.add(_line(_words(hold, names), button, partial(lift, hold.id) if lift is not None else None))


def _words(hold: Hold, names: dict[int, str]) -> QWidget:
    holder = QWidget()
    lines = QVBoxLayout(holder)
    lines.setContentsMargins(0, 0, 0, 0)
    lines.setSpacing(0)
    about = f", about {names[hold.pupil_id]}" if hold.pupil_id in names else ""
    lines.addWidget(paragraph(f"{hold.kind.value[:1].upper()}{hold.kind.value[1:]}{about}: “{hold.reason}”"))
    lines.addWidget(paragraph(f"{hold.source}, since {hold.since:%d/%m/%Y}", muted=True))
    return holder


def _line(words: QWidget, button: Button | None, act: Callable[[], object] | None) -> QWidget:
    holder = QWidget()
    line = QHBoxLayout(holder)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(STEP)
    line.addWidget(words, 1)
    if button is not None and act is not None:
        button.clicked.connect(lambda: act())
        line.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
    return holder
