"""Reading the file of an import off the GUI thread, and again once a person has said what its columns are."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from halton_desktop.background.task_runner import RunningTask
from halton_desktop.domain.importing.file_columns import FileTable, ReadingChoices
from halton_desktop.errors import HaltonError, UnknownHeadings
from halton_desktop.gui.kit.dialogs.base_dialog import BaseDialog
from halton_desktop.services.parents.file_columns import choose_columns, look_at_file
from halton_desktop.services.parents.import_parents import ImportPreview, preview_import
from halton_desktop.services.session import OfficeSession


class FileReading:
    """``ask(error, tables)`` has a person say what the columns of a file hold whose headings nobody knows."""

    def __init__(
        self,
        dialog: BaseDialog,
        session: OfficeSession,
        ask: Callable[[UnknownHeadings, Sequence[FileTable]], object],
    ) -> None:
        self._dialog = dialog
        self._session = session
        self._ask = ask
        self.file = Path()
        self.preview: ImportPreview | None = None
        """What the file read last would do, where it could be read."""

    def look(self, file: Path, show: Callable[[ImportPreview], object]) -> None:
        """Compare a file with the office, and show what importing it would do."""
        self.file = file

        def look(task: RunningTask) -> ImportPreview:
            return preview_import(self._session, file, task.progress, lambda: task.cancelled)

        def found(preview: ImportPreview) -> None:
            self.preview = preview
            show(preview)

        self._dialog.work(look, found, title=f"Reading {file.name}", failed=self._on_unread)

    def remember(self, change: ReadingChoices, words: str, again: Callable[[], object], *, undo: bool = True) -> None:
        """Keep what was said of the columns for every file with these headings, then read the file again."""

        def remembered(back: ReadingChoices) -> None:
            take_back = partial(self.remember, back, "What was said of the columns is taken back.", again, undo=False)
            self._dialog.banner.say(words, "success", action="Undo" if undo else "", act=take_back if undo else None)
            again()

        self._dialog.write(partial(choose_columns, self._session, change), remembered)

    def _on_unread(self, error: HaltonError) -> None:
        """A file nobody can read as it is: where it has columns, a person says what they are."""
        self.preview = None
        if not isinstance(error, UnknownHeadings):
            self._dialog.show_error(error)
            return
        title = f"Looking at the columns of {self.file.name}"
        self._dialog.write(partial(look_at_file, self._session, self.file), partial(self._ask, error), title=title)
