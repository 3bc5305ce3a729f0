"""*Print…* and *Save as PDF…* for a recovery sheet, made off the GUI thread and never left on disk by the program."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QWidget

from halton_desktop.gui.kit.app_context import AppContext
from halton_desktop.gui.kit.dialogs.print_dialogs import print_pdf
from halton_desktop.gui.kit.looks.look import STEP
from halton_desktop.gui.kit.widgets.button import Button

FILE_NAME = "Halton Desktop recovery sheet.pdf"


class SheetPrintDialogs:
    """What the system does with a sheet; tests put their own in its place."""

    def print_out(self, pdf: bytes, parent: QWidget) -> bool:
        """Print through the system's dialog; False where the user left it."""
        return print_pdf(pdf, parent, "Recovery sheet")

    def where_to_save(self, parent: QWidget) -> Path | None:
        """Ask for a file; None where the user left it."""
        name, _kind = QFileDialog.getSaveFileName(parent, "Save the recovery sheet", FILE_NAME, "PDF (*.pdf)")
        return Path(name) if name else None


class RecoverySheetButtons(QWidget):
    """``kept`` says, once, what became of the sheet; ``failed`` carries the HaltonError."""

    kept = Signal(str)
    failed = Signal(object)

    def __init__(
        self, context: AppContext, make_sheet: Callable[[str], bytes], paper: SheetPrintDialogs | None = None
    ) -> None:
        super().__init__()
        self._context = context
        self._make_sheet = make_sheet
        self._paper = paper or SheetPrintDialogs()
        self._key = ""
        self.is_kept = False
        self.print_button = Button("&Print the sheet…", context.theme, kind="primary", icon="print")
        self.save_button = Button("&Save as PDF…", context.theme, icon="save")
        self.print_button.clicked.connect(lambda: self._with_sheet(self._print))
        self.save_button.clicked.connect(lambda: self._with_sheet(self._save))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(STEP)
        layout.addWidget(self.print_button)
        layout.addWidget(self.save_button)
        layout.addStretch(1)

    def set_key(self, key: str) -> None:
        """The key the sheet is for; "" forgets it."""
        self._key = key
        self.is_kept = self.is_kept and not key
        self.setEnabled(bool(key))

    def _with_sheet(self, act: Callable[[bytes], None]) -> None:
        key = self._key
        self._context.runner.run(
            lambda _task: self._make_sheet(key),
            title="Making the recovery sheet",
            on_done=act,
            on_error=self.failed.emit,
            owner=self,
        )

    def _print(self, pdf: bytes) -> None:
        if self._paper.print_out(pdf, self.window()):
            self._keep("Sent to the printer. Look whether the sheet came out before you go on.")

    def _save(self, pdf: bytes) -> None:
        target = self._paper.where_to_save(self.window())
        if target is None:
            return

        def save(_task: object) -> None:
            from halton_desktop.services.save_file import save_bytes

            save_bytes(target, pdf)

        self._context.runner.run(
            save,
            title="Saving the recovery sheet",
            on_done=lambda _result: self._keep(f"Saved as {target}. Keep it apart from this computer."),
            on_error=self.failed.emit,
            owner=self,
        )

    def _keep(self, sentence: str) -> None:
        self.is_kept = True
        self.print_button.set_kind("plain")
        self.kept.emit(sentence)
