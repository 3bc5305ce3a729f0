"""Record an incident on one calm form, or mend the facts of one; what is typed is kept as a draft all along."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from halton_desktop.domain.incidents.incident import Incident, IncidentPerson
from halton_desktop.errors import HaltonError, Locked
from halton_desktop.gui.incidents.evidence_field import EvidenceField
from halton_desktop.gui.incidents.evidence_intake import EvidenceIntake
from halton_desktop.gui.incidents.incident_form import IncidentForm, put
from halton_desktop.gui.kit.app_context import AppContext
from halton_desktop.gui.kit.confirm_dialog import YesNoQuestion
from halton_desktop.gui.kit.dialogs.base_dialog import BaseDialog
from halton_desktop.gui.kit.widgets.button import Button
from halton_desktop.services.incidents.change_incident import change_facts
from halton_desktop.services.incidents.incident_draft import (
    IncidentDraft,
    drop_incident_draft,
    incident_draft,
    keep_incident_draft,
)
from halton_desktop.services.incidents.keep_evidence import KeptEvidence, remove_draft_evidence
from halton_desktop.services.incidents.record_incident import NewIncident, record_incident
from halton_desktop.services.session import OfficeSession

DRAFT_PAUSE_MS = 700
"""What is typed is kept after so long a pause: a crash costs less than a second's typing."""


class IncidentDialog(BaseDialog):
    """``incident`` None: a new one, taken up from the user's draft. ``recorded`` gives the new id."""

    recorded = Signal(int)

    def __init__(
        self,
        context: AppContext,
        session: OfficeSession,
        incident: Incident | None = None,
        *,
        about: Iterable[IncidentPerson] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            context,
            name="incident",
            title=f"Change {incident.reference}" if incident else "New incident",
            verb="Save changes" if incident else "Record incident",
            guide_page="incidents",
            parent=parent,
        )
        self._session = session
        self._incident = incident
        self._draft_stopped = incident is not None
        self.form = IncidentForm(context, session, incident)
        put(self.body, self.form)
        self.pause = QTimer(self, singleShot=True, interval=DRAFT_PAUSE_MS)
        self.pause.timeout.connect(lambda: self.keep_draft())
        self.evidence = EvidenceField(context, session)
        self.intake = EvidenceIntake(
            context,
            session,
            self,
            incident_id=lambda: None,
            on_kept=self._on_evidence_kept,
            on_said=lambda sentence: self.banner.say(sentence, "success"),
            on_error=self.show_error,
        )
        self.evidence.brought.connect(self.intake.take)
        put(self.form.ui.evidence_holder, self.evidence)
        self.set_fields(self.form.fields)
        if incident is None:
            self._begin_new(tuple(about))

    def act(self) -> None:
        """Record it, or save the changes."""
        facts = self.form.facts()
        if self.intake.busy:
            self.banner.say("The evidence is still being taken in. Record the incident when that is done.", "info")
            return
        self._draft_stopped = True
        if self._incident is not None:
            self.write(partial(change_facts, self._session, self._incident.id, facts))
            return
        new = NewIncident(facts, self.form.people(), self.form.ui.handler.currentData())
        self.write(partial(record_incident, self._session, new), self._on_recorded)

    def show_error(self, error: HaltonError) -> None:
        self._draft_stopped = self._incident is not None
        super().show_error(error)

    # --- the draft ----------------------------------------------------------------------------------------------

    def keep_draft(self, *, at_once: bool = False) -> None:
        """Keep what is typed in the encrypted file, unless ``at_once`` as soon as nobody else is writing much."""
        self.pause.stop()
        if self._draft_stopped:
            return
        if not at_once and any(not task.quiet for task in self.context.runner.under_way):
            self.pause.start()  # a video is being taken in, say: it holds the file, and nobody should wait for it here
            return
        try:  # half a millisecond, and in order with the recording that ends the draft: no need for a thread
            keep_incident_draft(self._session, self.form.as_plain())
        except Locked:  # locked meanwhile: what is typed waits here behind the lock, and is kept once it is open
            self.pause.start()
        except HaltonError as error:
            self.show_error(error)

    def throw_away(self) -> None:
        """Forget what was typed, with evidence that was only here; asks first."""
        question = YesNoQuestion(
            "Throw this draft away?",
            "What is typed here, and evidence added here, is removed. Nothing was recorded.",
            verb="Throw away",
            otherwise="Keep it",
            danger=True,
        )
        if not self.context.confirm(self, question):
            return
        self._draft_stopped = True
        drop_incident_draft(self._session)
        self.reject()

    def would_lose_something(self) -> bool:
        """A new incident is kept as a draft, so leaving loses nothing."""
        return self._incident is not None and super().would_lose_something()

    def done(self, result: int) -> None:
        if self.pause.isActive():
            self.keep_draft(at_once=True)
        super().done(result)

    # --- evidence -----------------------------------------------------------------------------------------------

    def _on_evidence_kept(self, kept: KeptEvidence) -> None:
        self._show_evidence()
        if kept.same_as:
            again = kept.evidence
            self.banner.say(
                f"This is the same as {', '.join(kept.same_as)}.",
                "warning",
                action="Take it out again",
                act=lambda: self._remove_evidence(again.id),
            )

    def _remove_evidence(self, evidence_id: int) -> None:
        take_out = partial(remove_draft_evidence, self._session, evidence_id)
        self.write(take_out, lambda _done: self._show_evidence(), title="Taking it out")

    def _show_evidence(self) -> None:
        draft = incident_draft(self._session)
        self.evidence.show_pieces(draft.evidence if draft else ())

    def _begin_new(self, about: tuple[IncidentPerson, ...]) -> None:
        draft = incident_draft(self._session)
        if draft is not None and (draft.content or draft.evidence):
            self._take_up(draft)
        else:
            self.form.authors.show_people(about)
        away = Button("Throw away", self.context.theme, kind="quiet", icon="delete")
        away.clicked.connect(self.throw_away)
        self.footer.insertWidget(0, away)
        self.leave_button.setText("Keep as draft")
        self.form.typed.connect(self._on_typed)

    def _take_up(self, draft: IncidentDraft) -> None:
        self.form.show_plain(draft.content)
        self.evidence.show_pieces(draft.evidence)
        when = f"{draft.changed_at.astimezone():%d/%m/%Y at %H:%M}"
        self.banner.say(f"This is the incident you were typing on {when}.", action="Start afresh", act=self.throw_away)

    def _on_typed(self, *_: object) -> None:
        if not self._draft_stopped:
            self.pause.start()

    def _on_recorded(self, incident_id: int) -> None:
        self.recorded.emit(incident_id)
        self.succeed()
