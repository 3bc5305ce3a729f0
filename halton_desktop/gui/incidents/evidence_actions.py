"""What one can do about the evidence of a case: keep, view, describe, save a copy outside."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from halton_desktop.domain.incidents.evidence import Evidence
from halton_desktop.gui.incidents.about_incident import AboutIncident
from halton_desktop.gui.incidents.evidence_dialog import EvidenceDialog
from halton_desktop.gui.incidents.evidence_intake import Brought, EvidenceIntake
from halton_desktop.gui.incidents.evidence_viewer import EvidenceViewer
from halton_desktop.gui.kit.app_context import AppContext
from halton_desktop.gui.kit.confirm_dialog import YesNoQuestion
from halton_desktop.services.incidents.keep_evidence import KeptEvidence, describe_evidence, save_evidence
from halton_desktop.services.session import OfficeSession


class EvidenceActions(AboutIncident):
    """The errands of the section Evidence."""

    def __init__(self, context: AppContext, session: OfficeSession, window: QWidget) -> None:
        super().__init__(context, session, window)
        self.intake = EvidenceIntake(
            context,
            session,
            window,
            incident_id=lambda: self.incident.id,
            on_kept=self._tell_duplicate,
            on_error=lambda error: context.report(error, window, None),
            on_said=lambda sentence: self.say(sentence, "success"),
        )

    def take(self, brought: Brought) -> None:
        """Ask where it comes from, and keep it."""
        self.opened = self.intake.take(brought)

    def view(self, evidence_id: int) -> None:
        """Look at a piece inside the program."""
        piece = next(one for one in self.shown.evidence if one.id == evidence_id)
        if piece.private:
            self.attempt(lambda: self._open_sealed(evidence_id))
            return
        viewer = EvidenceViewer(self.context, self.session, piece, parent=self.window)
        viewer.describe_asked.connect(lambda: self.describe(piece))
        viewer.save_asked.connect(lambda: self.save(piece))
        self.open(viewer)

    def ask_consent(self) -> None:
        """The form by which a parent consents to messages being viewed (3.5), made and shown for printing."""
        self.attempt(self._ask_consent)

    def describe(self, piece: Evidence) -> None:
        """Where it comes from, once more."""
        asking = EvidenceDialog(self.context, self.session, piece.file_name, piece.origin, parent=self.window)
        asking.described.connect(lambda origin: self.attempt(lambda: describe_evidence(self.session, piece.id, origin)))
        self.open(asking)

    def save(self, piece: Evidence) -> None:
        """Save it outside, after a warning."""
        question = YesNoQuestion(
            f"Save {piece.label} outside the program?",
            "The copy is no longer encrypted and anybody at this PC can open it. That you saved it is written down.",
            verb="Save a copy",
            danger=True,
        )
        if not self.context.confirm(self.window, question):
            return
        target, _ = QFileDialog.getSaveFileName(self.window, "Save a copy", piece.file_name)
        if target:
            self.run(f"Saving {piece.label}", lambda _task: save_evidence(self.session, piece.id, Path(target)))

    def _ask_consent(self) -> None:
        self.opened = self.context.screens.ask_consent(self.context, self.session, self.window, self.incident.id)

    def _open_sealed(self, evidence_id: int) -> None:
        self.opened = self.context.screens.sealed_message(self.context, self.session, self.window, evidence_id)

    def _tell_duplicate(self, kept: KeptEvidence) -> None:
        if kept.same_as:
            self.say(f"{kept.evidence.label} is the same as {', '.join(kept.same_as)}; both are kept.", "warning")
