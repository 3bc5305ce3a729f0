"""A folder to choose: its line, the button beside it, and a word of warning where the place is unwise."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path, PureWindowsPath

from PySide6.QtCore import QObject, QStorageInfo, Signal
from PySide6.QtWidgets import QBoxLayout, QFileDialog, QLineEdit, QWidget

from halton_desktop.gui.kit.app_context import AppContext
from halton_desktop.gui.kit.widgets.banner import Banner
from halton_desktop.gui.kit.widgets.button import Button

NETWORK_FILE_SYSTEMS = frozenset({"nfs", "nfs4", "cifs", "smb", "smb2", "smb3", "smbfs", "afpfs", "fuse.sshfs", "9p"})
_REMOTE_DRIVE = 4

Prompt = Callable[[QWidget, str, str], str]
"""(parent, title, where to begin) → the folder chosen, "" for none; tests answer at once."""


def ask_for_folder(parent: QWidget, title: str, begin: str) -> str:
    """The system's own folder dialog."""
    return QFileDialog.getExistingDirectory(parent, title, begin)


class FolderField(QObject):
    """Takes over ``line`` and puts the button into ``buttons`` and the banner into ``advice`` (layouts of a form).

    ``warning`` says what is unwise about a folder, "" when nothing is.
    """

    changed = Signal()

    def __init__(
        self,
        line: QLineEdit,
        buttons: QBoxLayout,
        advice: QBoxLayout,
        context: AppContext,
        *,
        title: str,
        warning: Callable[[Path], str],
        ask: Prompt = ask_for_folder,
    ) -> None:
        super().__init__(line)
        self._line = line
        self._title = title
        self._warning = warning
        self._ask = ask
        self.button = Button("&Choose another folder…", context.theme)
        self.button.clicked.connect(self.choose)
        buttons.addWidget(self.button)
        buttons.addStretch(1)
        QWidget.setTabOrder(line, self.button)
        self.banner = Banner(context.theme)
        advice.addWidget(self.banner)
        line.textChanged.connect(self._on_changed)

    @property
    def folder(self) -> Path:
        """What stands in the line."""
        return Path(self._line.text().strip())

    def set_folder(self, folder: Path) -> None:
        """Put a folder into the line."""
        self._line.setText(str(folder))
        self._line.setCursorPosition(0)

    def choose(self) -> None:
        """Ask the system for a folder."""
        chosen = self._ask(self._line.window(), self._title, self._line.text())
        if chosen:
            self.set_folder(Path(chosen))

    def _on_changed(self, text: str) -> None:
        sentence = self._warning(Path(text.strip())) if text.strip() else ""
        if sentence:
            self.banner.say(sentence, "warning")
        else:
            self.banner.hide()
        self.changed.emit()


def office_folder_warning(folder: Path) -> str:
    """Why an office should not be kept there, in one or two sentences; "" when nothing speaks against it."""
    from halton_desktop.services.administration.office_place import is_synced, private_owner

    if is_synced(folder):
        return (
            "This folder is copied to the internet by a syncing program, which can damage the file while it is being "
            "written. Choose a folder on this computer and let the program make backups instead."
        )
    if private_owner(folder):
        return (
            f"In Windows this folder belongs to {private_owner(folder)} alone: nobody else who works here can open the "
            "office, and when that account is removed, the office goes with it. Choose a folder for all of you."
        )
    if is_on_network(folder):
        return (
            "This folder is on the network. It works for one person at a time, more slowly, and only while the "
            "network does. A folder on this computer with backups to the network is safer."
        )
    return ""


def backup_folder_warning(folder: Path, office: Path) -> str:
    """Why backups are of little use there; "" when they are well kept."""
    if _drive(folder) == _drive(office) and not is_on_network(folder):
        return (
            "This folder is on the same drive as the office. It helps against mistakes, not against a broken or "
            "stolen computer. Choose another drive when you can."
        )
    return ""


def is_on_network(folder: Path) -> bool:
    """Whether the folder is on another computer."""
    if str(folder).startswith(("\\\\", "//")):
        return True
    if sys.platform == "win32":
        import ctypes

        drive = PureWindowsPath(folder).drive
        return bool(drive) and ctypes.windll.kernel32.GetDriveTypeW(f"{drive}\\") == _REMOTE_DRIVE
    return bytes(_storage(folder).fileSystemType().data()).decode("ascii", "replace") in NETWORK_FILE_SYSTEMS


def _storage(folder: Path) -> QStorageInfo:
    """The drive of the nearest folder that exists."""
    place = folder
    while not place.exists() and place != place.parent:
        place = place.parent
    return QStorageInfo(str(place))


def _drive(folder: Path) -> str:
    return _storage(folder).rootPath()
