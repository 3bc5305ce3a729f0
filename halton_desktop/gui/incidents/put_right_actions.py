"""What one can do about a mistake in a case: move what lies in the wrong one, leave it out of prints, undo a step."""

from __future__ import annotations

from functools import partial

from halton_desktop.domain.incidents.step import Step
from halton_desktop.domain.incidents.step_kind import MEANING
from halton_desktop.gui.incidents.about_incident import AboutIncident
from halton_desktop.gui.kit.dialogs.prompt_dialog import Prompt
from halton_desktop.services.incidents.close_incident import leave_closed
from halton_desktop.services.incidents.put_right import (
    Laid,
    leave_out_of_prints,
    move_to_incident,
    put_back_into_prints,
    take_back_step,
)

_WHY = ("reason", "How did the mistake come about?", "", "")


class PutRightActions(AboutIncident):
    """Each asks for the reason, which stays in the history."""

    def move(self, laid: Laid, record_id: int) -> None:
        """It belongs to another case."""
        fields = (("reference", "Reference of the case it belongs to", "It looks like 2026-0042.", ""), _WHY)
        ask = Prompt("move_to_case", "Belongs to another case", "Move", fields)
        session = self.session
        self.ask(ask, lambda words: move_to_incident(session, laid, record_id, words["reference"], words["reason"]))

    def leave_out(self, laid: Laid, record_id: int) -> None:
        """It is printed no more."""
        ask = Prompt("leave_out", "Leave out of prints", "Leave out", (_WHY,))
        self.ask(ask, lambda words: leave_out_of_prints(self.session, laid, record_id, words["reason"]))

    def put_back(self, laid: Laid, record_id: int) -> None:
        """It is printed again."""
        self.write(partial(put_back_into_prints, self.session, laid, record_id))

    def leave_closed(self) -> None:
        """What was added to a closed case was read; it stays closed."""
        self.write(partial(leave_closed, self.session, self.incident.id))

    def take_back(self, step: Step) -> None:
        """A step was never taken, or not so."""
        ask = Prompt("take_back_step", f"{MEANING[step.kind].name}: recorded by mistake", "Take back", (_WHY,))
        self.ask(ask, lambda words: take_back_step(self.session, step.id, words["reason"]))
