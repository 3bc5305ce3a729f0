"""What the buttons of a consent form's page do: given out, signed by the headteacher, withdrawn, found invalid."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from halton_desktop.domain.acknowledgement import HowItCame
from halton_desktop.domain.change import RecordKind
from halton_desktop.gui.consent_forms.consent_printing import ask_whether_given
from halton_desktop.gui.consent_forms.consent_way_dialog import AskWay, ConsentWayDialog, Way
from halton_desktop.gui.kit.actions import Actions
from halton_desktop.gui.kit.app_context import AppContext
from halton_desktop.gui.kit.confirm_dialog import YesNoQuestion
from halton_desktop.gui.kit.dialogs.prompt_dialog import Prompt
from halton_desktop.services.consent_forms.ask_consent import withdraw_request
from halton_desktop.services.consent_forms.form_register import FormPage
from halton_desktop.services.consent_forms.keep_consent import (
    countersign,
    mark_invalid,
    undo_countersign,
    withdraw_consent,
)
from halton_desktop.services.session import OfficeSession

if TYPE_CHECKING:
    from halton_desktop.gui.kit.office_tab import OfficeTab


class ConsentActions(Actions):
    """What the page of a consent form can have done."""

    def __init__(self, context: AppContext, session: OfficeSession, tab: OfficeTab) -> None:
        super().__init__(context, session, tab)
        self._tab = tab

    def given_out(self, page: FormPage) -> None:
        """Say that the form was given to the parent."""
        dialog = ask_whether_given(self.context, self.session, page.form, self._tab)
        if dialog is not None:
            words = f"{page.form.reference} was given to {page.form.parent_name}."
            dialog.succeeded.connect(lambda: self._tab.say(words, "success"))

    def countersign(self, page: FormPage) -> None:
        """Say that the headteacher has signed."""
        question = YesNoQuestion(
            f"Sign {page.form.reference} as headteacher?",
            "You say that you have signed the paper form, and that you have seen the parent’s signature on it.",
            verb="I have signed it",
        )
        if self.context.confirm(self._tab, question):
            self.write(partial(countersign, self.session, page.form.id))

    def undo_countersign(self, page: FormPage) -> None:
        """Take the headteacher's signature back."""
        self._ask_reason("Take the headteacher’s signature back", "Take it back", page, undo_countersign)

    def withdraw(self, page: FormPage) -> None:
        """End the consent, as the parent asks."""
        ask = AskWay(
            title=f"{page.form.parent_name} withdraws the consent",
            words="From this moment nothing can be viewed under it, nor under any other consent of theirs to the same "
            "chat in this case. What was viewed before stays recorded.",
            verb="End the consent",
            ways=(("In person", HowItCame.IN_PERSON), ("By telephone", HowItCame.TELEPHONE),
                  ("By e-mail", HowItCame.EMAIL), ("By post", HowItCame.POST), ("On paper", HowItCame.PAPER)),
            session=self.session,
        )  # fmt: skip

        def withdraw(way: Way) -> object:
            return withdraw_consent(self.session, page.form.id, way.how, way.on, way.note)

        def tell(seen: Sequence[object]) -> None:
            before = f" {len(seen)} viewing{'s' if len(seen) != 1 else ''} before stay recorded." if seen else ""
            self._tab.say(f"The consent has ended; nothing can be viewed under it any more.{before}", "success")

        dialog = ConsentWayDialog(self.context, ask, withdraw, self._tab)
        dialog.told.connect(tell)
        self.open(dialog)

    def call_back(self, page: FormPage) -> None:
        """Stop asking for it."""
        self._ask_reason(f"Ask {page.form.parent_name} no longer", "Withdraw the request", page, withdraw_request)

    def mark_invalid(self, page: FormPage) -> None:
        """Say why the form does not count."""
        self._ask_reason(f"{page.form.reference} does not count", "Mark as invalid", page, mark_invalid)

    def open_incident(self, page: FormPage) -> None:
        """The incident the consent is about."""
        if page.consent is not None:
            self._tab.open_requested.emit(RecordKind.INCIDENT, page.consent.incident_id)

    def _ask_reason(
        self, title: str, verb: str, page: FormPage, act: Callable[[OfficeSession, int, str], object]
    ) -> None:
        ask = Prompt("form reason", title, verb, (("reason", "Why?", "The reason stays in the history.", ""),))
        form_id = page.form.id
        self.ask(ask, lambda words: act(self.session, form_id, words["reason"]))
