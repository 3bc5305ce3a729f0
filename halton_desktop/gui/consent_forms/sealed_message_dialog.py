"""A sealed message: what it shows, what is still missing before it may be viewed, and the viewing itself."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from halton_desktop.domain.change import Changes, RecordKind
from halton_desktop.domain.permission import Permission
from halton_desktop.errors import HaltonError
from halton_desktop.gui.consent_forms.ask_consent_dialog import AskConsentDialog
from halton_desktop.gui.consent_forms.consent_printing import print_consent_form
from halton_desktop.gui.consent_forms.describe_message_dialog import DescribeMessageDialog
from halton_desktop.gui.consent_forms.message_view import message_view
from halton_desktop.gui.kit.app_context import AppContext
from halton_desktop.gui.kit.confirm_dialog import YesNoQuestion
from halton_desktop.gui.kit.dialogs.base_dialog import BaseDialog, open_dialog
from halton_desktop.gui.kit.looks.look import GROUP
from halton_desktop.gui.kit.looks.style_sheet import set_text_role
from halton_desktop.gui.kit.widgets.button import Button
from halton_desktop.gui.kit.widgets.chip import Chip, ChipLabel
from halton_desktop.gui.kit.widgets.section import Section, paragraph
from halton_desktop.services.incident_decider import may_decide
from halton_desktop.services.incidents.view_messages import OpenedMessage, sealed_message, view_message
from halton_desktop.services.session import OfficeSession

LARGE = (860, 720)


class SealedMessageDialog(BaseDialog):
    """``form_asked`` carries the id of a consent form just made; its pages are shown at once."""

    form_asked = Signal(int)

    def __init__(
        self, context: AppContext, session: OfficeSession, evidence_id: int, parent: QWidget | None = None
    ) -> None:
        self._message = sealed_message(session, evidence_id)
        super().__init__(
            context,
            name="sealed message",
            title=f"{self._message.evidence.label}: private message, sealed",
            verb="View this message",
            verb_icon="show",
            leave="Close",
            guide_page="sealed-messages",
            parent=parent,
        )
        self.asks_before_leaving = False
        self._session = session
        self.describe_button = Button("Say what it shows…", context.theme, icon="edit")
        self.ask_button = Button("Ask for consent…", context.theme, icon="consent")
        for place, button in enumerate((self.describe_button, self.ask_button)):
            self.footer.insertWidget(place, button)
        self.describe_button.clicked.connect(self._describe)
        self.ask_button.clicked.connect(self._ask)
        self._lines = QVBoxLayout(self.body)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(GROUP)
        self.page = QWidget()
        self._lines.addWidget(self.page, 1)
        self.viewing = False
        self.reload()
        self.resize(*LARGE)
        context.hub.changed.connect(self._on_changes)

    def reload(self) -> None:
        """Read again what is missing and show it."""
        self._message = sealed_message(self._session, self._message.evidence.id)
        self.viewing = False
        self._show_page(self._state_page())
        head = self._may_view()
        self.submit_button.setVisible(head)
        self.submit_button.setEnabled(not self._message.missing)
        may_describe = self._session.may(Permission.RECORD_INCIDENTS) and not self._message.viewings
        self.describe_button.setVisible(may_describe)
        self.ask_button.setVisible(self._session.may(Permission.TAKE_STEPS))

    def act(self) -> None:
        """View it: recorded first, then shown."""
        consent = self._message.covered_by
        terms = "" if consent is None else (
            f"{consent.parent_name} agreed that these view it: {consent.viewers}. Copies are "
            f"{'kept' if consent.copies_kept else 'not kept'}. "
        )  # fmt: skip
        question = YesNoQuestion(
            "View this private message?",
            f"{terms}That you viewed it, when, and under which consent is recorded now and stays on record.",
            verb="View it",
        )
        if not self.context.confirm(self, question):
            return
        self.write(partial(view_message, self._session, self._message.evidence.id), self._show_opened)

    def show_error(self, error: HaltonError) -> None:
        """What changed meanwhile is shown too."""
        super().show_error(error)
        self.reload()

    def _show_opened(self, opened: OpenedMessage) -> None:
        page = QWidget()
        lines = QVBoxLayout(page)
        lines.setContentsMargins(0, 0, 0, 0)
        words = f"Viewed under consent {opened.consent.reference} of {opened.consent.parent_name}. Recorded."
        lines.addWidget(paragraph(words, muted=True))
        shown = message_view(opened.evidence, opened.content, self.context.theme, copies=opened.consent.copies_kept)
        lines.addWidget(shown, 1)
        self._show_page(page)
        self.viewing = True
        self.submit_button.setEnabled(False)
        self.describe_button.hide()

    def _may_view(self) -> bool:
        return may_decide(self._session, Permission.VIEW_PRIVATE_MESSAGES, self._message.item.incident_id)

    def _on_changes(self, changes: Changes) -> None:
        """What is missing is read again; a consent that ends while its message is on the screen takes it away."""
        if not changes.touches(RecordKind.CONSENT, RecordKind.FORM):
            return
        if not self.viewing or sealed_message(self._session, self._message.evidence.id).missing:
            self.reload()

    def _state_page(self) -> QWidget:
        message = self._message
        page = QWidget()
        lines = QVBoxLayout(page)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(GROUP)
        if message.missing:
            chip = Chip("Stays sealed", "sealed", "sealed")
        else:
            chip = Chip("A consent covers it", "done", "consent")
        lines.addWidget(ChipLabel(chip, self.context.theme))
        lines.addWidget(self._what_it_shows())
        if message.missing:
            section = Section("What is missing (3.5)")
            for sentence in message.missing:
                set_text_role(section.add_text(sentence), "strong")
            lines.addWidget(section)
        elif not self._may_view():
            lines.addWidget(paragraph("Only a headteacher, or who decides this incident in their place, can open it."))
        lines.addWidget(self._viewings())
        lines.addStretch(1)
        return page

    def _what_it_shows(self) -> Section:
        message = self._message
        section = Section("What it shows")
        owner = next((c.parent_name for c in message.consents if c.parent_id == message.item.from_parent_id), "")
        shown = message.item.chat.sentence if message.item.described else ""
        section.add_facts([("Messages", shown), ("Account", owner), ("File", message.evidence.file_name)])
        if not message.item.described:
            section.add_text("Not described yet.", muted=True)
        for consent in message.consents:
            section.add_text(
                f"Consent form {consent.reference}: {consent.parent_name}, {consent.chat.sentence}.", muted=True
            )
        return section

    def _viewings(self) -> Section:
        section = Section("Viewed by")
        for viewing in reversed(self._message.viewings):
            section.add_text(f"{viewing.user_name}, {viewing.at.astimezone():%d/%m/%Y at %H:%M}")
        if not self._message.viewings:
            section.add_text("Nobody so far.", muted=True)
        return section

    def _show_page(self, page: QWidget) -> None:
        self._lines.replaceWidget(self.page, page, Qt.FindChildOption.FindDirectChildrenOnly)
        self.page.hide()
        self.page.deleteLater()
        self.page = page

    def _describe(self) -> None:
        self._open(DescribeMessageDialog(self.context, self._session, self._message, self))

    def _ask(self) -> None:
        item = self._message.item
        dialog = AskConsentDialog(
            self.context, self._session, item.incident_id, chat=item.chat, parent_id=item.from_parent_id, parent=self
        )
        dialog.asked.connect(self._on_asked)
        self._open(dialog)

    def _on_asked(self, form_id: int) -> None:
        self.form_asked.emit(form_id)
        print_consent_form(self.context, self._session, form_id, self)

    def _open(self, dialog: QDialog) -> None:
        dialog.accepted.connect(self.reload)
        open_dialog(dialog)
