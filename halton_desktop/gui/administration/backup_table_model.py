"""The backups in the backup folder, newest first."""

from __future__ import annotations

from collections.abc import Sequence

from halton_desktop.domain.backup import Backup
from halton_desktop.gui.kit.tables.paged_table_model import Column, Order, PagedTableModel


def made_words(backup: Backup) -> str:
    """ "22/11/2026 at 09:02"."""
    return f"{backup.made:%d/%m/%Y} at {backup.made:%H:%M}"


def size_words(backup: Backup) -> str:
    """In megabytes, "" where the drive does not say."""
    try:
        return f"{max(0.1, backup.path.stat().st_size / 1_000_000):,.1f} MB"
    except OSError:
        return ""


Line = tuple[int, Backup]
COLUMNS: tuple[Column[Line], ...] = (
    Column("made", "Made", lambda line: made_words(line[1]), width=20),
    Column("size", "Size", lambda line: size_words(line[1]), right=True, width=10),
    Column("copy", "Of", lambda line: "this office" if line[1].ours else "another copy", width=14),
    Column("file", "File", lambda line: line[1].path.name, colour="muted", width=40, grows=True),
)


class BackupTableModel(PagedTableModel[Line]):
    """``show`` takes what the service found."""

    def __init__(self) -> None:
        self._backups: list[Backup] = []
        super().__init__(
            COLUMNS,
            fetch_ids=lambda _order, _filter: range(len(self._backups)),
            fetch_rows=lambda ids: [(number, self._backups[number]) for number in ids],
            row_id=lambda line: line[0],
            order=Order("newest"),
        )

    def show(self, backups: Sequence[Backup]) -> None:
        """List these."""
        self._backups = list(backups)
        self.reload()

    def backup(self, number: int) -> Backup | None:
        """The backup of a line."""
        return self._backups[number] if 0 <= number < len(self._backups) else None
