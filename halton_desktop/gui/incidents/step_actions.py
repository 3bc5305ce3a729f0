"""What one can do about the steps of a case: take, finish or cancel one, identify an author, decide a ban."""

from __future__ import annotations

from typing import Any

from halton_desktop.domain.incidents.incident import IncidentPerson
from halton_desktop.domain.incidents.site_ban import SiteBan, being_prepared
from halton_desktop.domain.incidents.step import CONTACTS, Step
from halton_desktop.domain.incidents.step_kind import ANSWERED, NOT_IDENTIFIED, StepKind
from halton_desktop.domain.incidents.step_rules import StepOffer
from halton_desktop.gui.incidents.about_incident import AboutIncident
from halton_desktop.gui.incidents.identify_author_dialog import IdentifyAuthorDialog
from halton_desktop.gui.incidents.site_ban_dialog import SiteBanDialog
from halton_desktop.gui.incidents.step_dialog import StepDialog
from halton_desktop.gui.kit.dialogs.prompt_dialog import Prompt
from halton_desktop.services.incidents.take_step import cancel_step, proposed_step


class StepActions(AboutIncident):
    """The errands of "Next under the code" and of the section Steps."""

    def take(self, offer: StepOffer) -> None:
        """Take a step: identify, decide a ban, finish what is planned already, or a new one."""
        if offer.kind is StepKind.IDENTIFY:
            self.identify(next(person for person in self.incident.authors if person.id in offer.person_ids))
        elif offer.kind is StepKind.SITE_BAN:
            self.ban(offer, self.draft_to_finish(offer))
        else:
            waiting = self._planned(offer)
            if waiting is not None:
                self.finish(waiting)
            else:
                self.another(offer)

    def another(self, offer: StepOffer) -> None:
        """Begin a new step, also beside one of its kind that is under way: for somebody else, or about another link."""
        self.attempt(lambda: self._new_step(offer))

    def answer(self) -> None:
        """Write down an answer that came by e-mail, telephone or letter: somebody who writes back was contacted."""
        self.attempt(self._new_answer)

    def finish(self, step: Step) -> None:
        """Say how a planned step ended, or change it."""
        if step.kind is StepKind.IDENTIFY:
            unknown = [p for p in self.incident.authors if p.id == step.person_id and not p.identified]
            if unknown:
                self.identify(unknown[0])
                return
        self.open(self._dialog(step, finishing=True))

    def give_up_identifying(self, step: Step) -> None:
        """Say what was tried in vain to find out who an author is, so that the case may end for the others."""
        self.open(self._dialog(step, finishing=True, outcome=NOT_IDENTIFIED))

    def cancel(self, step: Step) -> None:
        """Say why a planned step is not needed."""
        ask = Prompt("cancel_step", "Step not needed", "Step not needed", (("cancelled_reason", "Why", "", ""),))
        self.ask(ask, lambda words: cancel_step(self.session, step.id, words["cancelled_reason"]))

    def identify(self, person: IncidentPerson) -> None:
        """Say who is behind an alias."""
        self.open(IdentifyAuthorDialog(self.context, self.session, self.incident.id, person, self.window))

    def ban(self, offer: StepOffer | None = None, ban: SiteBan | None = None) -> None:
        """Prepare or decide a site ban."""
        drafts = being_prepared(one for one, _events in self.shown.bans)
        person_ids = tuple(one for one in offer.person_ids if one not in drafts) if offer else ()
        self.open(SiteBanDialog(self.context, self.session, self.incident, ban, person_ids, parent=self.window))

    def draft_to_finish(self, offer: StepOffer) -> SiteBan | None:
        """The ban being prepared to go on with, where everybody who may be banned has one."""
        drafts = being_prepared(ban for ban, _events in self.shown.bans)
        waiting = [drafts.get(person_id) for person_id in offer.person_ids]
        return waiting[0] if waiting and all(waiting) else None

    def _planned(self, offer: StepOffer) -> Step | None:
        wanted = offer.person_ids or (None,)
        for step in self.shown.steps:
            if step.open and step.kind is offer.kind and (step.person_id in wanted or step.person_id is None):
                return step
        return None

    def _new_answer(self) -> None:
        """Of an author where one is known; what others in the case say is written down as a talk with them."""
        offer = next(offer for offer in self.shown.offers if offer.available and offer.kind in CONTACTS)
        step = proposed_step(self.session, self.incident.id, offer.kind)
        self.open(self._dialog(step, person_ids=offer.person_ids, outcome=ANSWERED))

    def _new_step(self, offer: StepOffer) -> None:
        step = proposed_step(self.session, self.incident.id, offer.kind)
        self.open(self._dialog(step, person_ids=offer.person_ids))

    def _dialog(self, step: Step, **begun: Any) -> StepDialog:
        orders = self.shown.orders
        return StepDialog(self.context, self.session, self.incident, step, orders=orders, parent=self.window, **begun)
