"""Every setting of this computer once: name, type, default.

Kept in one small text file of the Windows user. Nothing personal is ever written here: no name, no reference, nothing
that was searched for. What belongs to the school (its address, letters, deadlines) lives in the encrypted file.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

from PySide6.QtCore import QByteArray, QObject, QSettings, Signal

T = TypeVar("T", bool, int, float, str)


@dataclass(frozen=True)
class Setting(Generic[T]):
    """A setting: its name in the file, its default (which gives its type), and the values allowed (empty: any)."""

    name: str
    default: T
    allowed: tuple[T, ...] = ()


THEME = Setting("appearance/theme", "system", ("system", "light", "dark"))
COMPACT_ROWS = Setting("appearance/compact_rows", False)
TEXT_LARGER_BY = Setting("appearance/text_larger_by_points", 0, (0, 1, 2, 3, 4))
IDLE_MINUTES = Setting("security/lock_after_idle_minutes", 10, (1, 2, 5, 10, 15, 30, 60))
OFFICE_FOLDER = Setting("office/folder", "")
KNOWN_OFFICES = Setting("office/known_folders", "")
"""The folders of the offices opened on this computer, one a line."""
LAST_SEEN = Setting("office/last_seen", "")
"""For each office its random id, and the number and hash of the last change made here, one office a line."""
COPY_WITH_HEADERS = Setting("lists/copy_with_headers", True)
LAST_FOLDER = Setting("files/last_folder", "")

ALL_SETTINGS: tuple[Setting[bool] | Setting[int] | Setting[float] | Setting[str], ...] = (
    THEME,
    COMPACT_ROWS,
    TEXT_LARGER_BY,
    IDLE_MINUTES,
    OFFICE_FOLDER,
    KNOWN_OFFICES,
    LAST_SEEN,
    COPY_WITH_HEADERS,
    LAST_FOLDER,
)


class Settings(QObject):
    """Reads and writes the settings file; a value that is damaged or not allowed reads as the default."""

    changed = Signal(str)
    """The name of a setting that now has another value (layouts do not signal)."""

    def __init__(self, file: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._file = QSettings(str(file), QSettings.Format.IniFormat)

    def get(self, setting: Setting[T]) -> T:
        """The value kept, or the default."""
        raw = self._file.value(setting.name)
        value = _read(raw, setting.default)
        return value if not setting.allowed or value in setting.allowed else setting.default

    def set(self, setting: Setting[T], value: T) -> None:
        """Keep a value and tell who listens."""
        if value == self.get(setting):
            return
        self._file.setValue(setting.name, value)
        self.changed.emit(setting.name)

    def layout(self, name: str) -> QByteArray:
        """A window's, splitter's or table header's own saved state, empty where none was kept."""
        raw = self._file.value(f"layout/{name}")
        return raw if isinstance(raw, QByteArray) else QByteArray()

    def set_layout(self, name: str, state: QByteArray) -> None:
        """Keep what ``saveGeometry`` or ``saveState`` gave."""
        self._file.setValue(f"layout/{name}", state)

    def sync(self) -> None:
        """Write to disk now (otherwise within seconds, and at the latest when the program ends)."""
        self._file.sync()


def _read(raw: object, default: T) -> T:
    """What the text file held, as the type of the default."""
    if raw is None:
        return default
    if isinstance(default, bool):
        return str(raw).lower() == "true"
    kind: Callable[[str], T] = type(default)
    try:
        return kind(str(raw))
    except ValueError:
        return default
