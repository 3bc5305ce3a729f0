"""A letter of a case exactly as it will print: to whom, why it may not go out, print, and whether it came out."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from halton_desktop.domain.change import RecordKind
from halton_desktop.domain.incidents.chronology import local_day
from halton_desktop.domain.incidents.incident_letter import title_of
from halton_desktop.domain.incidents.letter_of_incident import LetterOfIncident
from halton_desktop.domain.permission import Permission
from halton_desktop.errors import Refused
from halton_desktop.gui.kit.app_context import AppContext
from halton_desktop.gui.kit.confirm_dialog import YesNoQuestion
from halton_desktop.gui.kit.dialogs.ask_who_signs import may_be_signed
from halton_desktop.gui.kit.dialogs.base_dialog import BaseDialog, open_dialog
from halton_desktop.gui.kit.dialogs.print_dialogs import SENT, PrintDialogs, print_in_background
from halton_desktop.gui.kit.dialogs.prompt_dialog import Prompt, PromptDialog
from halton_desktop.gui.kit.looks.look import STEP
from halton_desktop.gui.kit.widgets.button import Button
from halton_desktop.gui.kit.widgets.pdf_preview import PdfPreview
from halton_desktop.services.incident_decider import who_signs
from halton_desktop.services.incidents.incident_letters import (
    blocked_again,
    confirm_letter,
    draft_letter,
    drop_letter,
    letter_as_printed,
    prepare_letter,
    readers_of,
    refused_now,
    untrue_now,
    write_afresh,
)
from halton_desktop.services.save_file import Outgoing, save_for
from halton_desktop.services.session import OfficeSession

LARGE = (820, 880)
SAY_WHETHER = "If it came out, say so with its day; if not, say that."
PRINTED_NOW = "Printed now, it is written afresh, with today’s date."
AFRESH = YesNoQuestion(
    "Write this letter afresh?",
    "The one on file is taken off it, as a letter that never came out, and the new one is dated today. Where the one "
    "on file did come out, choose “It came out” instead.",
    verb="Write afresh",
)
IN_CLEAR = YesNoQuestion(
    "Save this letter outside the office file?",
    "The PDF holds names in clear and is not encrypted. Keep it only as long as you need it.",
    verb="Choose where",
)


class IncidentLetterDialog(BaseDialog):
    """``kept`` shows a letter on file; otherwise one is drafted. Raises Refused where it cannot be written yet."""

    def __init__(
        self,
        context: AppContext,
        session: OfficeSession,
        incident_id: int,
        name: str,
        *,
        kept: LetterOfIncident | None = None,
        paper: PrintDialogs | None = None,
        parent: QWidget | None = None,
    ) -> None:
        issued = kept is not None and kept.issued_at is not None
        super().__init__(
            context,
            name="case_letter",
            title=title_of(name),
            verb="Print again…" if issued else "Print…",
            verb_icon="print",
            leave="Close",
            guide_page="incidents",
            parent=parent,
        )
        self.asks_before_leaving = False
        self._session = session
        self._paper = paper or PrintDialogs()
        self._incident_id = incident_id
        self._letter = name
        self.kept_id = kept.id if kept else 0
        self._issued = issued
        self.preview = PdfPreview(context.theme)
        self.reader = QComboBox()
        self.reader.setAccessibleName("Who gets the letter")
        self.override = QLineEdit()
        self.override.setPlaceholderText("Reason to send it anyway")
        self.override.setAccessibleName("Reason to send it anyway")
        self.came_out = Button("It came out", context.theme, icon="check")
        self.never_came = Button("It did not", context.theme, kind="quiet")
        self.save_button = Button("Save as PDF…", context.theme, icon="save")
        self._lay_out()
        self._pdf = b""
        self._held = False
        self._written_on = local_day(kept.prepared_at) if kept else session.today
        self.opened: PromptDialog | None = None
        self._begin(kept)

    def show_draft(self) -> None:
        """The letter to whoever is chosen. Raises Refused."""
        draft = draft_letter(self._session, self._incident_id, self._letter, *self._chosen())
        self._show(draft.pdf)
        self.override.setVisible(bool(draft.blocked) and not draft.final)
        if draft.blocked:
            self.banner.say(f"No letter may go to {draft.addressee}: {draft.blocked}.", "warning")

    def act(self) -> None:
        """Put it on file with its reference, print it, then ask whether it came out."""
        self._on_file(self._print)

    def save(self) -> None:
        """Put it on file with its reference, save its pages where the user says, then ask whether it came out."""
        title = self.windowTitle()
        target = (
            self._paper.where_to_save(self, title, f"{title}.pdf") if self.context.confirm(self, IN_CLEAR) else None
        )
        if target is not None:
            self.attempt(lambda: self._on_file(partial(self._save_to, target)))

    def keep(self, then: Callable[[], object] = lambda: None) -> None:
        """Put the letter on file as prepared (once), show it with its reference, then go on."""
        if not may_be_signed(self.context, self._session, self, who_signs(self._session, self._incident_id)):
            return
        override = self.override.text() if self.override.isVisible() else ""
        chosen = self._chosen()
        self._keep(
            partial(prepare_letter, self._session, self._incident_id, self._letter, *chosen, override=override), then
        )

    def _chosen(self) -> tuple[int | None, int | None]:
        """The person of the case and the parent who reads it; nobody where nobody can."""
        return self.reader.currentData() or (None, None)

    def _keep(self, write: Callable[[], int], then: Callable[[], object]) -> None:
        session = self._session

        def keep() -> tuple[int, bytes]:
            letter_id = write()
            return letter_id, letter_as_printed(session, letter_id)

        def kept(letter: tuple[int, bytes]) -> None:
            self.kept_id, pdf = letter
            self._written_on = session.today
            self._show(pdf)
            self.reader.setEnabled(False)
            self.override.hide()
            self._show_confirming()
            then()

        self.write(keep, kept, title="Putting the letter on file")

    def _on_file(self, then: Callable[[], object]) -> None:
        """Put it on file; one that lies there and is not what would be written today is written afresh."""
        if not self.kept_id:
            self.keep(then)
            return

        def asked(untrue: str) -> None:
            if not untrue:
                then()
            elif self.context.confirm(self, AFRESH):
                self._keep(partial(write_afresh, self._session, self.kept_id), then)

        self.write(partial(untrue_now, self._session, self.kept_id), asked)

    def _print(self) -> None:
        print_in_background(self.context, self._pdf, self, self.windowTitle(), self._on_sent, self._paper)

    def _save_to(self, target: Path) -> None:
        outgoing = Outgoing("case letter", RecordKind.INCIDENT, self._incident_id)
        self.write(
            partial(save_for, self._session, target, self._pdf, outgoing),
            lambda _: self._ask_whether_it_came_out(f"Saved as {target.name}."),
        )

    def _on_sent(self) -> None:
        self._ask_whether_it_came_out(SENT)

    def _ask_whether_it_came_out(self, so_far: str) -> None:
        if self._issued:
            self.banner.say(so_far, "success")
            return
        self._show_confirming()
        self.banner.say(f"{so_far} Did the letter come out?", "info")

    def confirm(self) -> None:
        """It came out: today, or on the day that is asked for where it was written before."""
        session, letter_id = self._session, self.kept_id
        if self._written_on == session.today:
            self.write(partial(confirm_letter, session, letter_id))
            return
        field = ("on", "It came out on", "The day it was handed over or posted.", f"{self._written_on:%d/%m/%Y}")
        ask = Prompt("came_out", "On which day did the letter come out?", "It came out", (field,), frozenset({"on"}))

        def came_out(words: dict[str, str]) -> None:
            confirm_letter(session, letter_id, date.fromisoformat(words["on"]))

        self.opened = PromptDialog(self.context, ask, came_out, self, session=session)
        self.opened.succeeded.connect(self.succeed)
        open_dialog(self.opened)

    def drop(self) -> None:
        """It never came out."""
        question = YesNoQuestion(
            "The letter did not come out?",
            "It is taken off the file, and its reference is never used again. You can write it afresh.",
            verb="It did not come out",
            danger=True,
        )
        if not self.context.confirm(self, question):
            return
        self.write(partial(drop_letter, self._session, self.kept_id))

    def _begin(self, kept: LetterOfIncident | None) -> None:
        if kept is not None:
            self._show(letter_as_printed(self._session, kept.id))
            self.reader.addItem(kept.addressee, 0)
            blocked = blocked_again(self._session, kept.id)
            untrue = untrue_now(self._session, kept.id)
            refused = refused_now(self._session, kept.id) if untrue else ""
            self._held = bool(blocked or refused)
            if blocked:
                self.banner.say(f"This letter may not be printed again: {blocked}.", "warning")
            elif refused:
                self.banner.say(f"This letter is not true any more. {refused} {SAY_WHETHER}", "warning")
            elif untrue:
                self.banner.say(f"{untrue} {SAY_WHETHER} {PRINTED_NOW}", "warning")
        else:
            for reader in readers_of(self._session, self._incident_id, self._letter):
                self.reader.addItem(reader.name, (reader.person_id, reader.parent_id))
            self.show_draft()
            self.reader.currentIndexChanged.connect(self._attempt_draft)
        self.reader.setEnabled(kept is None and self.reader.count() > 1)
        self._show_confirming()

    def _attempt_draft(self) -> None:
        self.banner.hide()
        try:
            self.show_draft()
        except Refused as error:
            self.show_error(error)

    def _show(self, pdf: bytes) -> None:
        self._pdf = pdf
        self.preview.show_pdf(pdf)

    def _show_confirming(self) -> None:
        asking = bool(self.kept_id) and not self._issued and self._session.may(Permission.PRINT_LETTERS)
        self.came_out.setVisible(asking)
        self.never_came.setVisible(asking)
        may_go = self._session.may(Permission.PRINT_LETTERS) and not self._held
        self.submit_button.setEnabled(may_go)
        self.save_button.setVisible(self._session.may(Permission.EXPORT))
        self.save_button.setEnabled(may_go)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(STEP)
        top.addWidget(QLabel("To"))
        top.addWidget(self.reader, 1)
        top.addWidget(self.override, 1)
        self.override.hide()
        lines = QVBoxLayout(self.body)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(STEP)
        lines.addLayout(top)
        lines.addWidget(self.preview, 1)
        self.came_out.clicked.connect(self.confirm)
        self.never_came.clicked.connect(self.drop)
        self.footer.insertWidget(0, self.came_out)
        self.footer.insertWidget(1, self.never_came)
        self.save_button.clicked.connect(self.save)
        self.footer.insertWidget(self.footer.indexOf(self.submit_button), self.save_button)
        self.resize(*LARGE)
