"""Unlock the office: painted before anything heavy is imported, which happens while the password is typed.

A wrong password says so, never which half was wrong, and the next try waits longer each time.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from halton_desktop import paths
from halton_desktop.errors import HaltonError, WrongPassword
from halton_desktop.gui.kit.app_context import AppContext
from halton_desktop.gui.kit.dialogs.base_dialog import BaseDialog
from halton_desktop.gui.kit.fields.password_field import PasswordEye
from halton_desktop.gui.kit.fields.validation import problems_of, required
from halton_desktop.gui.kit.looks.look import GROUP, ICON_SIZE_LARGE
from halton_desktop.gui.kit.looks.style_sheet import set_text_role
from halton_desktop.gui.kit.widgets.button import Button
from halton_desktop.gui.start.clock_question import when_clock_is_right, with_doubt
from halton_desktop.services.administration.failed_tries import FailedTries
from halton_desktop.services.program_files import ProgramFiles
from halton_desktop.ui_forms.start.unlock_dialog_form import Ui_UnlockDialog

if TYPE_CHECKING:
    from halton_desktop.services.session import OfficeSession

AFTER_PAINTING = 50
"""Milliseconds."""

Unlock = Callable[[str, str], "OfficeSession"]

NOBODYS_NAMES = frozenset(
    "administrator admin root user owner guest default public office reception school student test local".split()
)
"""Names a computer account often has that are nobody's user name in the office."""


class UnlockDialog(BaseDialog):
    """``unlocked`` carries the open OfficeSession; the three others ask for another way in.

    ``unlock(name, password)`` runs off the GUI thread; given, as for a locked screen, there are no other ways in.
    """

    unlocked = Signal(object)
    recovery_key_asked = Signal()
    restore_asked = Signal()
    other_folder_asked = Signal()
    folder_chosen = Signal(object)
    """Another office of this computer, by its folder (a Path)."""
    sample_asked = Signal()

    def __init__(
        self,
        context: AppContext,
        folder: Path,
        files: ProgramFiles,
        *,
        sign_in_name: str = "",
        tries: FailedTries | None = None,
        others: Sequence[Path] = (),
        can_sample: bool = False,
        unlock: Unlock | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            context,
            name="unlock",
            title="Halton Desktop",
            verb="Unlock",
            verb_icon="lock",
            leave="Quit",
            guide_page="signing-in",
            parent=parent,
        )
        self.asks_before_leaving = False
        self._folder = folder
        self._files = files
        self._tries = tries or FailedTries()
        self._unlock = unlock or self._unlock_office
        self._wait = QTimer(self)
        self._wait.setInterval(1000)
        self._wait.timeout.connect(self._count_down)
        self._seconds_left = 0
        self.form = Ui_UnlockDialog()
        self.form.setupUi(self.body)
        self._add_heading()
        if unlock is None:
            self._add_other_ways(others, can_sample=can_sample)
        self.form.page.addStretch(1)
        self.form.folder_line.setText("" if folder == paths.default_office_folder() else f"In {folder}")
        self.form.folder_line.setVisible(bool(self.form.folder_line.text()))
        PasswordEye(self.form.password, context.theme, self.form.caps_lock)
        self.set_fields({"sign_in_name": self.form.sign_in_name, "password": self.form.password})
        self.form.sign_in_name.setText(sign_in_name or likely_sign_in_name())
        (self.form.password if self.form.sign_in_name.text() else self.form.sign_in_name).setFocus()
        self._imported = False

    def act(self) -> None:
        """Try name and password; the key derivation takes a quarter of a second, so off the GUI thread."""
        if self._seconds_left:
            return
        name, password = self.form.sign_in_name.text().strip(), self.form.password.text()
        missing = problems_of(
            required("sign_in_name", name, "Type your user name."),
            required("password", password, "Type your password."),
        )
        if missing:
            self.show_errors(missing)
            return
        self.submit_button.setText("Unlocking…")
        unlock = partial(self._unlock, name, password)
        self.write(partial(with_doubt, unlock), self._on_password_right, title="Unlocking the office")

    def show_error(self, error: HaltonError) -> None:
        """A wrong password is said here and slows down; everything else as its kind asks for."""
        self.submit_button.setText("Unlock")
        if not isinstance(error, WrongPassword):
            super().show_error(error)
            return
        self.set_busy(busy=False)
        self.banner.say(f"{error.message} {error.advice}".strip(), "error")
        self.form.password.setFocus(Qt.FocusReason.OtherFocusReason)
        self.form.password.selectAll()
        self._seconds_left = round(self._tries.failed())
        if self._seconds_left:
            self.submit_button.setEnabled(False)
            self._wait.start()
            self._show_wait()

    def _unlock_office(self, name: str, password: str) -> OfficeSession:
        from halton_desktop.services.administration.open_office import unlock_office

        return unlock_office(self._folder, name, password, self._files)

    def _on_password_right(self, unlocked: tuple[OfficeSession, str]) -> None:
        self.submit_button.setText("Unlock")
        when_clock_is_right(self, unlocked, self._on_unlocked)

    def _on_unlocked(self, session: OfficeSession) -> None:
        self._tries.succeeded()
        self.form.password.clear()
        self.succeed()
        self.unlocked.emit(session)

    def _count_down(self) -> None:
        self._seconds_left -= 1
        self._show_wait()

    def _show_wait(self) -> None:
        if self._seconds_left > 0:
            self.submit_button.setText(f"Wait {self._seconds_left} s")
            return
        self._wait.stop()
        self.submit_button.setText("Unlock")
        self.submit_button.setEnabled(True)

    def _import_what_is_needed(self) -> None:
        """The store and its libraries, in a thread; whoever types a password gives them the half second they need."""

        def load(_task: object) -> None:
            from halton_desktop.services.administration import open_office  # noqa: F401 - imported for its imports

        self.context.runner.run(
            load,
            title="Starting",
            on_done=lambda _result: None,
            on_error=self.show_error,
            cancellable=False,
            quiet=True,
            owner=self,
        )

    def _add_heading(self) -> None:
        icon, words = QLabel(), QLabel("Halton Desktop")
        ratio = self.devicePixelRatioF()
        size = round(ICON_SIZE_LARGE * ratio)
        pixmap = self.context.theme.application_icon().pixmap(size, size)
        pixmap.setDevicePixelRatio(ratio)
        icon.setPixmap(pixmap)
        set_text_role(words, "muted")
        line = QHBoxLayout()
        line.setSpacing(GROUP)
        line.addWidget(icon)
        line.addWidget(words, 1)
        self.form.page.insertLayout(0, line)

    def _add_other_ways(self, others: Sequence[Path], *, can_sample: bool) -> None:
        for folder in others:
            button = Button(f"The office in {folder}".replace("&", "&&"), self.context.theme, kind="link")
            button.clicked.connect(partial(self.folder_chosen.emit, folder))
            self.form.ways.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        ways = [
            ("I have the &recovery key", self.recovery_key_asked),
            ("Restore from a &backup…", self.restore_asked),
            ("&Other office folder…", self.other_folder_asked),
        ]
        if can_sample:
            ways.append(("Look around in the &sample office", self.sample_asked))
        for text, signal in ways:
            button = Button(text, self.context.theme, kind="link")
            button.clicked.connect(signal)
            self.form.ways.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)

    def showEvent(self, event: QShowEvent) -> None:
        """Painted first: only then are the libraries loaded that would compete with the painting."""
        super().showEvent(event)
        if not self._imported:
            self._imported = True
            QTimer.singleShot(AFTER_PAINTING, self, self._import_what_is_needed)


def likely_sign_in_name() -> str:
    """The name this person signs in to the computer with, where it could be a person's; never stored anywhere."""
    name = os.environ.get("USERNAME") or os.environ.get("USER") or ""
    plain = name.strip().casefold()
    if len(plain) < 3 or plain in NOBODYS_NAMES or plain.endswith("$") or not any(map(str.isalpha, plain)):
        return ""
    return name.strip()
