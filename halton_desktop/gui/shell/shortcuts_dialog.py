"""The list of keyboard shortcuts."""

from __future__ import annotations

from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from halton_desktop.gui.kit.app_context import AppContext
from halton_desktop.gui.kit.dialogs.base_dialog import BaseDialog
from halton_desktop.gui.kit.looks.look import PAGE_MARGIN, STEP
from halton_desktop.gui.kit.looks.style_sheet import set_text_role
from halton_desktop.gui.shell.shortcuts import ALL_SHORTCUTS


class ShortcutsDialog(BaseDialog):
    """Only shows something; Escape closes it."""

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(
            context,
            name="shortcuts",
            title="Keyboard shortcuts",
            verb="",
            guide_page="keyboard",
            leave="Close",
            parent=parent,
        )
        grid = QGridLayout(self.body)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(PAGE_MARGIN)
        grid.setVerticalSpacing(STEP)
        for row, shortcut in enumerate(ALL_SHORTCUTS):
            keys = QLabel(shortcut.keys)
            set_text_role(keys, "strong")
            grid.addWidget(keys, row, 0)
            grid.addWidget(QLabel(shortcut.does[0].upper() + shortcut.does[1:]), row, 1)
        grid.setColumnStretch(1, 1)
