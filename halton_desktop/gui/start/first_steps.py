"""From the program's start to an open office: the wizard on a fresh computer, the unlock dialog on every other day.

One dialog is open at a time; whichever way in is taken ends in ``opened`` with the office, or in ``left``.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from halton_desktop import paths
from halton_desktop.errors import HaltonError, WrongPassword
from halton_desktop.gui.kit.app_context import AppContext
from halton_desktop.gui.kit.dialogs.base_dialog import BaseDialog
from halton_desktop.gui.kit.fields.folder_field import ask_for_folder
from halton_desktop.services.administration.failed_tries import FailedTries
from halton_desktop.services.program_files import ProgramFiles
from halton_desktop.settings import KNOWN_OFFICES, OFFICE_FOLDER

if TYPE_CHECKING:
    from halton_desktop.gui.start.first_run_wizard import OfficeReady
    from halton_desktop.services.session import OfficeSession

KEY_FILE, DATA_FILE = "office.keys", "office.halton"
"""What makes a folder an office (docs/security.md); looked for here without importing the store."""

SampleOffice = Callable[[Path], "tuple[str, str]"]


@dataclass(frozen=True)
class OpenedOffice:
    """An open office and what to do first: go on to the import, or say some words in the window."""

    session: OfficeSession
    folder: Path
    import_now: bool = False
    words: str = ""


class Start(QObject):
    """``folder`` is where the office is or shall be; ``make_sample(folder)`` makes the sample office where there is
    none, off the GUI thread, and returns its user name and password.
    """

    opened = Signal(object)
    """Carries an Opened."""
    left = Signal()
    """The user closed the first dialog: the program may end."""

    def __init__(
        self,
        context: AppContext,
        files: ProgramFiles,
        folder: Path | None = None,
        *,
        sign_in_name: str = "",
        make_sample: SampleOffice | None = None,
        ask_folder: Callable[[QWidget, str, str], str] = ask_for_folder,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._files = files
        self._named = folder
        self._sign_in_name = sign_in_name
        self._make_sample = make_sample
        self._ask_folder = ask_folder
        self._tries = FailedTries()
        self.dialog: BaseDialog | None = None

    @property
    def folder(self) -> Path:
        """The folder named at the start, else the one remembered, else the usual one."""
        remembered = self._context.settings.get(OFFICE_FOLDER)
        return self._named or (Path(remembered) if remembered else paths.default_office_folder())

    def begin(self) -> None:
        """Show the first dialog."""
        if holds_office(self.folder) or self._context.settings.get(OFFICE_FOLDER):
            self.unlock()
        else:
            self.first_run()

    def unlock(self) -> None:
        """Ask for name and password. A remembered folder that is gone (a drive not plugged in) is said there."""
        from halton_desktop.gui.start.unlock_dialog import UnlockDialog

        dialog = UnlockDialog(
            self._context, self.folder, self._files, sign_in_name=self._sign_in_name, tries=self._tries,
            others=[one for one in self._known() if one != self.folder], can_sample=self._make_sample is not None,
        )  # fmt: skip
        dialog.unlocked.connect(self._on_unlocked)
        dialog.recovery_key_asked.connect(self.recover)
        dialog.restore_asked.connect(lambda: self.restore(back=self.unlock))
        dialog.other_folder_asked.connect(self._choose_folder)
        dialog.folder_chosen.connect(self._open)
        dialog.sample_asked.connect(lambda: self._open_sample(dialog))
        self._show(dialog, back=None)
        if not holds_office(self.folder):
            sentence = f"There is no office in {self.folder} just now. Is the drive connected?"
            dialog.banner.say(sentence, "warning")

    def first_run(self) -> None:
        """Set up a new office."""
        from halton_desktop.gui.start.first_run_wizard import FirstRunWizard

        dialog = FirstRunWizard(self._context, self.folder, self._files, can_sample=self._make_sample is not None)
        dialog.office_ready.connect(self._on_ready)
        dialog.restore_asked.connect(lambda: self.restore(back=self.first_run))
        dialog.existing_asked.connect(self._open_existing)
        dialog.sample_asked.connect(lambda: self._open_sample(dialog))
        self._show(dialog, back=None)

    def open_sample(self) -> None:
        """From an office that was closed for it: on to the sample office over the way in."""
        self.unlock()
        assert self.dialog is not None
        self._open_sample(self.dialog)

    def recover(self) -> None:
        """Open with the recovery key."""
        from halton_desktop.gui.start.recover_dialog import RecoverDialog

        dialog = RecoverDialog(self._context, self.folder, self._files, sign_in_name=self._sign_in_name)
        dialog.unlocked.connect(self._on_unlocked)
        self._show(dialog, back=self.unlock)

    def restore(self, back: Callable[[], None]) -> None:
        """Bring an office back; afterwards it is unlocked as usual."""
        from halton_desktop.gui.start.restore_dialog import RestoreDialog

        folder = self.folder if drive_is_there(self.folder) else paths.default_office_folder()
        dialog = RestoreDialog(self._context, folder, ask_folder=self._ask_folder)
        dialog.restored.connect(lambda aside: self._on_restored(aside, dialog.folder))
        self._show(dialog, back=back)

    # --- answers ------------------------------------------------------------------------------------------------

    def _on_unlocked(self, session: OfficeSession) -> None:
        from halton_desktop.gui.start.last_seen import last_seen
        from halton_desktop.services.administration.keep_school import is_sample
        from halton_desktop.services.administration.other_copies import words_at_opening

        if is_sample(session):
            self._forget(self.folder)
        else:
            self._remember(self.folder)
        folder, seen = self.folder, last_seen(self._context.settings, session)

        def show(words: str) -> None:
            self.opened.emit(OpenedOffice(session, folder, words=words))

        self._context.runner.run(
            lambda _task: words_at_opening(session, seen),
            title="Opening the office",
            on_done=show,
            on_error=lambda error: show(error.message),
            cancellable=False,
            quiet=True,
            owner=self,
        )

    def _on_ready(self, ready: OfficeReady) -> None:
        self._named = ready.folder
        self._remember(ready.folder)
        self.opened.emit(OpenedOffice(ready.session, ready.folder, import_now=ready.import_now))

    def _on_restored(self, aside: Path | None, folder: Path) -> None:
        self._named = folder
        self._remember(folder)
        self.unlock()
        words = "The office was restored. Unlock it with a password of the day the backup was made."
        if aside is not None:
            words += f" The office that stood here before is kept in {aside}."
        assert self.dialog is not None
        self.dialog.banner.say(words, "success")

    def _choose_folder(self) -> None:
        assert self.dialog is not None
        chosen = self._ask_folder(self.dialog, "Choose an office folder", str(self.folder))
        if not chosen:
            return
        folder = office_near(Path(chosen))
        if folder is not None:
            self._open(folder)
        else:
            words = f"There is no office in {chosen}. An office folder holds a file called {KEY_FILE}."
            self.dialog.banner.say(words, "warning")

    def _open_existing(self, folder: Path | None) -> None:
        """Open the office in a folder; without one it is asked for."""
        if folder is None:
            self._choose_folder()
        else:
            self._open(folder)

    def _open(self, folder: Path) -> None:
        self._named = folder
        self.unlock()

    def _open_sample(self, dialog: BaseDialog) -> None:
        assert self._make_sample is not None
        make, folder, files = self._make_sample, sample_folder(), self._files

        def work(_task: object) -> tuple[OfficeSession, str, str]:
            from halton_desktop.services.administration.open_office import unlock_office

            name, password = make(folder)
            return unlock_office(folder, name, password, files), name, password

        def made(opened: tuple[OfficeSession, str, str]) -> None:
            session, name, password = opened
            dialog.succeed()
            words = (
                f"This is a sample office; nothing here is real. Should the screen lock, the user name is “{name}” and "
                f"the password “{password}”."
            )
            self.opened.emit(OpenedOffice(session, folder, words=words))

        def failed(error: HaltonError) -> None:
            dialog.set_busy(busy=False)
            if isinstance(error, WrongPassword):  # somebody changed it: they know it
                self._open(folder)
            else:
                dialog.show_error(error)

        dialog.set_busy(busy=True)
        new = not holds_office(folder)
        dialog.banner.say(
            "Making the sample office. This takes up to a minute." if new else "Opening the sample office."
        )
        self._context.runner.run(
            work, title="Opening the sample office", on_done=made, on_error=failed, cancellable=False, owner=dialog
        )

    # --- inside -------------------------------------------------------------------------------------------------

    def _known(self) -> list[Path]:
        """The offices opened on this computer that are still there, the latest first."""
        kept = [Path(line) for line in self._context.settings.get(KNOWN_OFFICES).splitlines()]
        return [folder for folder in kept if holds_office(folder)]

    def _remember(self, folder: Path) -> None:
        settings, known = self._context.settings, self._known()
        settings.set(KNOWN_OFFICES, "\n".join(dict.fromkeys([str(folder), *map(str, known)])))
        usual = folder == paths.default_office_folder()
        self._context.settings.set(OFFICE_FOLDER, "" if usual else str(folder))

    def _forget(self, folder: Path) -> None:
        """A sample office, restored from a backup perhaps, is never the office of this computer."""
        settings = self._context.settings
        settings.set(KNOWN_OFFICES, "\n".join(str(one) for one in self._known() if one != folder))
        if settings.get(OFFICE_FOLDER) == str(folder):
            settings.set(OFFICE_FOLDER, "")

    def _show(self, dialog: BaseDialog, back: Callable[[], None] | None) -> None:
        """Put a dialog in the place of the one before; leaving it goes ``back``, or ends the start."""
        old, self.dialog = self.dialog, dialog
        dialog.rejected.connect(back or self.left.emit)
        dialog.show()
        if old is not None:
            old.rejected.disconnect()
            old.hide()
            old.deleteLater()


def holds_office(folder: Path) -> bool:
    """Whether there is an office, or what is left of one."""
    return (folder / KEY_FILE).exists() or (folder / DATA_FILE).exists()


def office_near(folder: Path) -> Path | None:
    """The office in a folder, in the folder “Office” inside it, or around it where its backups were chosen."""
    return next((place for place in (folder, folder / "Office", folder.parent) if holds_office(place)), None)


def drive_is_there(folder: Path) -> bool:
    """Whether the place a folder lies in can be reached, made or still to be made."""
    return folder.exists() or folder.parent.exists()


def sample_folder() -> Path:
    """Where the sample office of this computer is or shall be: beside the usual place of a real one."""
    return paths.default_office_folder().with_name("Sample office")
