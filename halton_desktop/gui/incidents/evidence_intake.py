"""Evidence coming in: asked once where it comes from, however many files were dropped together, then taken in."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from halton_desktop.background.task_runner import RunningTask
from halton_desktop.domain.incidents.evidence import EvidenceOrigin
from halton_desktop.errors import Cancelled, HaltonError
from halton_desktop.gui.incidents.evidence_dialog import EvidenceDialog
from halton_desktop.gui.kit.app_context import AppContext
from halton_desktop.gui.kit.dialogs.base_dialog import open_dialog
from halton_desktop.services.incidents.keep_evidence import KeptEvidence
from halton_desktop.services.incidents.unpack_evidence import TakenIn, take_in
from halton_desktop.services.session import OfficeSession

Brought = Path | tuple[str, bytes]
"""A file, or what was pasted with the name it shall have."""


class EvidenceIntake(QObject):
    """``incident_id`` gives the case it goes into (None: the user's draft) when it is taken."""

    def __init__(
        self,
        context: AppContext,
        session: OfficeSession,
        window: QWidget,
        *,
        incident_id: Callable[[], int | None],
        on_kept: Callable[[KeptEvidence], object],
        on_error: Callable[[HaltonError], object],
        on_said: Callable[[str], object],
    ) -> None:
        super().__init__(window)
        self._context = context
        self._session = session
        self._window = window
        self._incident_id = incident_id
        self._on_kept = on_kept
        self._on_error = on_error
        self._on_said = on_said
        self._waiting: list[Brought] = []
        self._busy = False
        self.dialog: EvidenceDialog | None = None

    def take(self, brought: Brought) -> EvidenceDialog:
        """Ask where it comes from; what comes while the question stands is asked about together."""
        self._waiting.append(brought)
        if self.dialog is None:
            self.dialog = EvidenceDialog(self._context, self._session, "", parent=self._window)
            self.dialog.described.connect(self._keep_all)
            self.dialog.finished.connect(self._on_finished)
            open_dialog(self.dialog)
        self.dialog.ui.file.setText("\n".join(_name(one) for one in self._waiting))
        return self.dialog

    @property
    def busy(self) -> bool:
        """Whether something is being taken in."""
        return self._busy

    def _keep_all(self, origin: EvidenceOrigin) -> None:
        """One after the other, so that none waits for the file; what came in before a mistake stays in."""
        incident_id, session, coming = self._incident_id(), self._session, self._waiting
        self._waiting, self._busy = [], True

        def work(task: RunningTask) -> tuple[list[TakenIn], HaltonError | None]:
            kept: list[TakenIn] = []
            for brought in coming:
                content = brought[1] if isinstance(brought, tuple) else brought
                try:
                    one = take_in(
                        session, incident_id, content, origin, file_name=_name(brought), progress=task.progress
                    )
                except HaltonError as error:
                    return kept, error
                kept.append(one)
            return kept, None

        words = _name(coming[0]) if len(coming) == 1 else f"{len(coming)} files"
        self._context.runner.run(
            work,
            title=f"Taking in {words}",
            on_done=self._on_done,
            on_error=self._on_failed,
            on_cancelled=lambda: self._on_done(([], None)),
            owner=self,
        )

    def _on_done(self, result: tuple[list[TakenIn], HaltonError | None]) -> None:
        self._busy = False
        taken, error = result
        for export in taken:
            for one in export.kept:
                self._on_kept(one)
            if export.told:
                self._on_said(export.told)
        if error is not None and not isinstance(error, Cancelled):
            self._on_error(error)

    def _on_failed(self, error: HaltonError) -> None:
        self._busy = False
        self._on_error(error)

    def _on_finished(self) -> None:
        self._waiting = []
        self.dialog = None


def _name(brought: Brought) -> str:
    return brought[0] if isinstance(brought, tuple) else brought.name
