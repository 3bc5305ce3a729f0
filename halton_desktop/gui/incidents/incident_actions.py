"""What one can do to a case as a whole: change, add, close, reopen, assign, link, write a letter, print."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget

from halton_desktop.domain.incidents.incident import IncidentPerson
from halton_desktop.domain.incidents.letter_of_incident import LetterOfIncident
from halton_desktop.domain.permission import Permission
from halton_desktop.gui.incidents.about_incident import AboutIncident
from halton_desktop.gui.incidents.add_to_account_dialog import AddToAccountDialog
from halton_desktop.gui.incidents.assign_dialog import AssignDialog
from halton_desktop.gui.incidents.close_incident_dialog import CloseIncidentDialog
from halton_desktop.gui.incidents.evidence_actions import EvidenceActions
from halton_desktop.gui.incidents.incident_dialog import IncidentDialog
from halton_desktop.gui.incidents.incident_letter_dialog import IncidentLetterDialog
from halton_desktop.gui.incidents.incident_person_dialog import IncidentPersonDialog
from halton_desktop.gui.incidents.named_by_mistake_dialog import NamedByMistakeDialog
from halton_desktop.gui.incidents.print_incident_dialog import PrintIncidentDialog
from halton_desktop.gui.incidents.put_right_actions import PutRightActions
from halton_desktop.gui.incidents.restrict_dialog import RestrictDialog
from halton_desktop.gui.incidents.step_actions import StepActions
from halton_desktop.gui.kit.app_context import AppContext
from halton_desktop.gui.kit.dialogs.prompt_dialog import Prompt
from halton_desktop.services.incident_decider import may_decide
from halton_desktop.services.incidents.change_incident import link_incidents, unlink_incidents, wait_for
from halton_desktop.services.incidents.close_incident import reopen_incident
from halton_desktop.services.incidents.find_incidents import IncidentPage
from halton_desktop.services.incidents.withdraw_incident import withdraw_incident
from halton_desktop.services.session import OfficeSession


class IncidentActions(AboutIncident):
    """The errands of the page; those of its steps and its evidence are in ``steps`` and ``evidence``."""

    def __init__(self, context: AppContext, session: OfficeSession, window: QWidget) -> None:
        super().__init__(context, session, window)
        self.steps = StepActions(context, session, window)
        self.evidence = EvidenceActions(context, session, window)
        self.put_right = PutRightActions(context, session, window)
        for part in (self.steps, self.evidence, self.put_right):
            part.said.connect(self.said)

    def show(self, page: IncidentPage | None) -> None:
        """From now on the errands are about this case."""
        for part in (self, self.steps, self.evidence, self.put_right):
            part.page = page

    def change(self) -> None:
        """Mend the facts."""
        self.open(IncidentDialog(self.context, self.session, self.incident, parent=self.window))

    def add_words(self) -> None:
        """A correction, a statement, an addition."""
        self.open(AddToAccountDialog(self.context, self.session, self.incident, self.window))

    def add_person(self) -> None:
        """Somebody more did it, was affected or reported it."""
        self.open(IncidentPersonDialog(self.context, self.session, self.incident, parent=self.window))

    def change_person(self, person: IncidentPerson) -> None:
        """In what capacity somebody acted, or how they were affected."""
        self.open(IncidentPersonDialog(self.context, self.session, self.incident, person, self.window))

    def named_by_mistake(self, person: IncidentPerson) -> None:
        """Take back that somebody was named, and say who it was instead."""
        self.open(NamedByMistakeDialog(self.context, self.session, self.incident, person, self.window))

    def withdraw(self) -> None:
        """Take the whole case back: it was recorded by mistake."""
        hint = "The case stays under its reference with this reason; nothing counts it, reminds of it or prints it."
        fields = (("reason", "Why should it not have been recorded?", hint, ""),)
        ask = Prompt("withdraw", f"Withdraw {self.incident.reference}", "Withdraw this incident", fields)
        reference, incident_id = self.incident.reference, self.incident.id

        def told() -> None:
            self.say(f"{reference} was withdrawn. The status “Withdrawn” above the list shows it again.")

        self.ask(ask, lambda words: withdraw_incident(self.session, incident_id, words["reason"]), told)

    def close_incident(self) -> None:
        """Close it."""
        incident = self.incident
        self.open(CloseIncidentDialog(self.context, self.session, incident.id, incident.reference, self.window))

    def reopen(self) -> None:
        """Take it up again."""
        ask = Prompt("reopen", f"Reopen {self.incident.reference}", "Reopen case", (("reason", "Why", "", ""),))
        self.ask(ask, lambda words: reopen_incident(self.session, self.incident.id, words["reason"]))

    def wait(self) -> None:
        """Mark it as waiting for something, or as open again."""
        if self.incident.waiting_for:
            self.write(partial(wait_for, self.session, self.incident.id, ""))
            return
        fields = (("what", "What is it waiting for?", "for example the parent’s answer", ""),)
        ask = Prompt("wait", f"{self.incident.reference} is waiting", "Mark as waiting", fields)
        self.ask(ask, lambda words: wait_for(self.session, self.incident.id, words["what"]))

    def assign(self) -> None:
        """Give it to somebody."""
        self.open(AssignDialog(self.context, self.session, self.incident, self.window))

    @property
    def may_restrict(self) -> bool:
        """Whether the user may choose who else opens it."""
        return may_decide(self.session, Permission.RESTRICT_INCIDENTS, self.incident.id)

    def restrict(self) -> None:
        """Choose who may open it, and who decides it."""
        page, parent = self.shown, self.window
        self.open(RestrictDialog(self.context, self.session, page.incident, page.restriction, parent))

    def link(self) -> None:
        """Tie it to another case."""
        fields = (
            ("reference", "Reference of the other incident", "It looks like 2026-0042.", ""),
            ("why", "Why", "", ""),
        )
        ask = Prompt("link", f"Link {self.incident.reference}", "Link incidents", fields)
        self.ask(
            ask, lambda words: link_incidents(self.session, self.incident.id, words["reference"], words["why"].strip())
        )

    def unlink(self, other: int) -> None:
        """Untie it."""
        self.write(partial(unlink_incidents, self.session, self.incident.id, other))

    def write_letter(self, name: str) -> None:
        """A letter of the case, previewed as it prints."""
        incident_id = self.incident.id
        self.attempt(
            lambda: self.open(IncidentLetterDialog(self.context, self.session, incident_id, name, parent=self.window))
        )

    def show_letter(self, letter: LetterOfIncident) -> None:
        """A letter as it was printed, and whether it came out."""
        self.attempt(lambda: self._open_letter(letter.letter, letter))

    def _open_letter(self, name: str, kept: LetterOfIncident | None = None) -> None:
        parent = self.window
        self.open(IncidentLetterDialog(self.context, self.session, self.incident.id, name, kept=kept, parent=parent))

    def print_incident(self) -> None:
        """Case file, chronology or evidence bundle."""
        self.open(PrintIncidentDialog(self.context, self.session, self.incident, self.window))
