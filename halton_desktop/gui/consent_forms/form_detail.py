"""One form beside the list: who, what it says, what can be done with it, its scans, and everything that happened."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from halton_desktop.domain.acknowledgement import Answer, FormEvent, FormKind, FormState, counting
from halton_desktop.domain.permission import Permission
from halton_desktop.gui.consent_forms.form_actions import FormAct, FormActions
from halton_desktop.gui.consent_forms.form_table_model import form_chip, shown_day
from halton_desktop.gui.kit.looks.theme import Theme
from halton_desktop.gui.kit.widgets.button import Button
from halton_desktop.gui.kit.widgets.chip import Chip
from halton_desktop.gui.kit.widgets.detail_page import DetailPage
from halton_desktop.gui.kit.widgets.empty_state import EmptyWords
from halton_desktop.gui.kit.widgets.section import Timeline, TimelineEntry
from halton_desktop.services.consent_forms.form_register import FormPage
from halton_desktop.services.incident_decider import may_decide
from halton_desktop.services.session import OfficeSession

NOTHING_CHOSEN = EmptyWords(
    "No form chosen.",
    "Choose a form in the list, or scan one, to see what it says and what happened to it.",
    icon="form",
)
TO_SIGN = "Sign as headteacher…"
_WORDS = {
    FormState.PREPARED: "Prepared",
    FormState.NOT_SENT: "Not sent",
    FormState.ISSUED: "Sent",
    FormState.RETURNED: "Returned",
    FormState.WITHDRAWN: "Withdrawn",
    FormState.EXPIRED: "Ended",
    FormState.SUPERSEDED: "No longer counts",
    FormState.INVALID: "Found invalid",
    FormState.CALLED_BACK: "Withdrawn by the school",
    FormState.TAKEN_BACK: "Taken back",
}


class FormDetail(QWidget):
    """What the buttons ask for is done by the actions of the tab, with the form as it is then."""

    scan_pressed = Signal(int)
    parent_pressed = Signal(int)

    def __init__(
        self, theme: Theme, session: OfficeSession, page_actions: FormActions, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._session = session
        self._page_actions = page_actions
        self._consents = page_actions.consents
        self.page = DetailPage(theme)
        self.shown: FormPage | None = None
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.page)
        self.show_nothing()

    def show_nothing(self) -> None:
        """No form is chosen."""
        self.shown = None
        self.page.show_nothing(NOTHING_CHOSEN)

    def show_form(self, page: FormPage) -> None:
        """Build the page of one form."""
        self.shown = page
        form = page.form
        chips = [form_chip(page.line.word)]
        if page.line.overdue and page.line.word != "overdue":
            chips.append(Chip("Overdue", "overdue", "overdue"))
        kind = "Consent to view messages" if form.kind is FormKind.MESSAGE_CONSENT else "Acknowledgement of the code"
        subtitle = f"{form.reference} · {kind} · {page.edition.label}"
        self.page.begin(form.id, form.parent_name, subtitle=subtitle, chips=chips)
        self._add_steps(page)
        if page.consent is not None:
            self._add_consent(page)
        self._add_facts(page)
        self._add_scans(page)
        self._add_history(page)
        self.page.finish()

    def _add_steps(self, page: FormPage) -> None:
        form, buttons = page.form, []
        if not self._session.may(Permission.RETURN_FORMS):
            return
        prepared = form.status.unsent
        again = self._button("Print…" if prepared else "Print again…", "print", self._page_actions.print_again)
        if page.consent is not None and prepared:
            buttons += [again, self._button("Given to the parent…", "done", self._consents.given_out)]
        replaced = form.status.state is FormState.SUPERSEDED and form.kind is FormKind.ACKNOWLEDGEMENT
        talking = form.status.settled and form.status.answer is Answer.WANTS_TO_TALK
        if prepared or form.status.outstanding or replaced or talking:
            buttons.append(self._button("Book as returned…", "done", self._page_actions.book))
        if page.consent is not None:
            buttons += self._consent_buttons(page)
        alive = counting(page.events)
        if alive and alive[-1].state not in (FormState.PREPARED, FormState.NOT_SENT):
            buttons.append(self._button("Undo the last entry…", "undo", self._page_actions.undo))
        if again not in buttons and (page.consent is not None or form.letter_id is not None):
            buttons.append(again)
        if not buttons:
            return
        self.page.add_next_steps(buttons, heading="")
        if not (prepared or form.status.outstanding or buttons[0].text() == TO_SIGN):
            buttons[0].set_kind("plain")  # nothing is waiting to be done with this form

    def _consent_buttons(self, page: FormPage) -> list[Button]:
        assert page.consent is not None
        given = page.line.word in ("consent given", "ended")
        buttons = []
        incident = page.consent.incident_id
        may_sign = may_decide(self._session, Permission.VIEW_PRIVATE_MESSAGES, incident)
        if given and page.consent.countersigned_on is None and may_sign:
            buttons.append(self._button(TO_SIGN, "edit", self._consents.countersign))
        if page.waits:
            buttons.append(self._button("Withdraw the request…", "undo", self._consents.call_back))
        if given:
            buttons.append(self._button("Parent withdraws…", "undo", self._consents.withdraw))
            buttons.append(self._button("Mark as invalid…", "stop", self._consents.mark_invalid))
            if page.consent.countersigned_on is not None and may_sign:
                buttons.append(self._button("Take the signature back…", "undo", self._consents.undo_countersign))
        return buttons

    def _add_consent(self, page: FormPage) -> None:
        consent = page.consent
        assert consent is not None
        section = self.page.add_section("What the parent is asked")
        section.add_action(self._link("Open the incident", "incident", self._consents.open_incident))
        signed = "not yet" if consent.countersigned_on is None else (
            f"{shown_day(consent.countersigned_on)} by {consent.countersigned_by}"
        )  # fmt: skip
        section.add_facts(
            [
                ("Messages", consent.chat.sentence),
                ("Purpose", consent.purpose),
                ("Who will view", consent.viewers),
                ("Copies kept", "yes" if consent.copies_kept else "no"),
                ("Ends on", shown_day(consent.valid_until)),
                ("Headteacher signed", signed),
            ]
        )
        for viewing in page.viewings:
            section.add_text(
                f"Viewed by {viewing.user_name} on {viewing.at.astimezone():%d/%m/%Y at %H:%M}.", muted=True
            )

    def _add_facts(self, page: FormPage) -> None:
        form = page.form
        section = self.page.add_section("As it was issued")
        parent = Button("Open the parent", self._theme, kind="link", icon="parent")
        parent.clicked.connect(lambda: self.parent_pressed.emit(form.parent_id))
        section.add_action(parent)
        section.add_facts(
            [
                ("Children", "\n".join(form.children)),
                ("Sent to", "\n".join(form.address)),
                ("Sent on", shown_day(form.issued_on)),
                ("Wanted back by", shown_day(form.due_on)),
                ("With letter", page.letter_reference),
                ("Edition", page.edition.label),
            ]
        )

    def _add_scans(self, page: FormPage) -> None:
        section = self.page.add_section("Scans")
        attach = self._link("Attach a scan…", "attach", self._page_actions.attach)
        attach.setEnabled(self._session.may(Permission.RETURN_FORMS))
        section.add_action(attach)
        for scan in page.scans:
            words = f"{scan.stack}, page {scan.page} · {scan.arrived_at.astimezone():%d/%m/%Y %H:%M}"
            button = Button(words, self._theme, kind="link", icon="file")
            button.clicked.connect(lambda _checked=False, scan_id=scan.id: self.scan_pressed.emit(scan_id))
            section.add(button)
        if not page.scans:
            section.add_text("No scan of the signed paper yet.", muted=True)

    def _add_history(self, page: FormPage) -> None:
        section = self.page.add_section("History")
        printing = self._link("Print all of it…", "print", self._page_actions.print_history)
        printing.setToolTip("Everything on file about this parent’s forms, as pages to hand over")
        section.add_action(printing)
        section.add(Timeline(history_entries(page.events), self._theme))

    def _link(self, words: str, icon: str, act: FormAct) -> Button:
        return self._bound(Button(words, self._theme, kind="link", icon=icon), act)

    def _button(self, words: str, icon: str, act: FormAct) -> Button:
        return self._bound(Button(words, self._theme, icon=icon), act)

    def _bound(self, button: Button, act: FormAct) -> Button:
        button.clicked.connect(lambda: self._page_actions.on_form(act, self.shown.form.id if self.shown else 0))
        return button


def history_entries(events: Sequence[FormEvent]) -> list[TimelineEntry]:
    """Newest first; what was undone says so, with who undid it and why."""
    undone = {event.undoes: event for event in events if event.undoes is not None}
    entries = []
    for event in sorted(events, key=lambda one: one.id, reverse=True):
        if event.undoes is not None:
            continue
        words = _WORDS[event.state]
        if event.answer is not None:
            words += f": {event.answer.value}"
        if event.how is not None:
            words += f" ({event.how.value})"
        entered = f"entered {event.at.astimezone():%d/%m/%Y %H:%M} by {event.user_name}"
        detail, chip = ". ".join(part for part in (event.note, entered) if part), None
        if event.id in undone:
            undoing = undone[event.id]
            detail += f"\nUndone {undoing.at.astimezone():%d/%m/%Y %H:%M} by {undoing.user_name}: {undoing.note}"
            chip = Chip("Undone", "muted", "undo")
        entries.append(TimelineEntry(f"{event.on:%d/%m/%Y}", words, detail, chip))
    return entries
