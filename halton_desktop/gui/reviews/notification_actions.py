"""Telling everyone, from the page of an edition: letters, notices to sign, who was told, the papers that prove it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog

from halton_desktop.domain.attachment import Attachment, AttachmentKind
from halton_desktop.domain.audience import Audience
from halton_desktop.domain.change import RecordKind
from halton_desktop.domain.mailing import LetterRequest, Recipients
from halton_desktop.domain.permission import Permission
from halton_desktop.domain.slip_letter import FIRST_LETTER
from halton_desktop.errors import HaltonError
from halton_desktop.gui.kit.actions import Actions
from halton_desktop.gui.kit.confirm_dialog import YesNoQuestion
from halton_desktop.gui.kit.dialogs.pages_dialog import PagesDialog
from halton_desktop.gui.kit.dialogs.prompt_dialog import Prompt, PromptDialog
from halton_desktop.gui.reviews.attachment_list import AttachmentList
from halton_desktop.gui.reviews.file_field import ask_for_attachment
from halton_desktop.gui.reviews.notification_dialog import NotificationDialog
from halton_desktop.gui.reviews.picture_pages import picture_page
from halton_desktop.gui.reviews.staff_notice_dialog import StaffNoticeDialog
from halton_desktop.services.reviews.find_reviews import EditionPage, ReviewPageContent
from halton_desktop.services.reviews.keep_attachments import (
    attach_file,
    attachment_content,
    remove_attachment,
    save_attachment,
)
from halton_desktop.services.reviews.tell_everyone import take_back_notification
from halton_desktop.services.save_file import Outgoing

if TYPE_CHECKING:
    from halton_desktop.gui.reviews.review_history import ReviewHistory
    from halton_desktop.services.session import OfficeSession

IN_CLEAR = "It is not encrypted outside the office file. Keep it only as long as you need it."


class NotificationActions(Actions):
    """The errands of one tab; ``ask_for_file`` and ``ask_where`` are the system's dialogs, or a test's answers."""

    def __init__(self, tab: ReviewHistory, session: OfficeSession) -> None:
        super().__init__(tab.context, session, tab)
        self._tab = tab
        self.ask_for_file = ask_for_attachment

    def letters(self) -> None:
        """The code-of-conduct letter with a new form for everybody."""
        context, request = self.context, LetterRequest(FIRST_LETTER, to=Recipients.ALL)
        context.screens.letters(
            context, self.session, self._tab.window(), request, said=lambda sentence: self._tab.say(sentence, "success")
        )

    def notice(self) -> None:
        """The notice with a list to sign."""
        page = self._edition_page()
        if page is not None:
            self.open(StaffNoticeDialog(self.context, self.session, page.edition, parent=self._tab))

    def told(self, audience: Audience = Audience.STAFF) -> None:
        """Enter how an audience was told."""
        page = self._edition_page()
        if page is not None:
            context = self.context
            self.open(NotificationDialog(context, self.session, page.edition, audience, parent=self._tab))

    def take_back(self, telling_id: int) -> None:
        """Let an entry no longer count, with the reason."""
        ask = Prompt(
            "take back telling",
            "Take an entry back",
            "Take it back",
            (("reason", "&Why", "The entry stays on file, struck through, with this reason.", ""),),
        )
        self.open(
            PromptDialog(
                self.context,
                ask,
                lambda words: take_back_notification(self.session, telling_id, words["reason"]),
                self._tab,
            )
        )

    # --- papers -------------------------------------------------------------------------------------------------

    def attach(self, kind: AttachmentKind) -> None:
        """Keep a file with the edition or the review that is shown."""
        name = self.ask_for_file(self._tab)
        shown = self._tab.shown
        if not name or shown is None:
            return
        record = {"edition_id": shown.edition.id} if isinstance(shown, EditionPage) else {"review_id": shown.review.id}
        kept = partial(self._tab.say, f"{Path(name).name} is kept in the office file.", "success")
        self.write(
            partial(attach_file, self.session, Path(name), kind, **record), lambda _: kept(), failed=self._say_error
        )

    def _say_error(self, error: HaltonError) -> None:
        self._tab.say(f"{error.message} {error.advice}".strip(), "error")

    def attachments(self, attachments: Sequence[Attachment], *, may_change: bool, may_save: bool) -> AttachmentList:
        """The papers of a page, with what can be done with each."""
        shown = AttachmentList(attachments, self.context.theme, may_change=may_change, may_save=may_save)
        shown.look_asked.connect(self.look)
        shown.save_asked.connect(self.save)
        shown.remove_asked.connect(self.remove)
        return shown

    def look(self, attachment_id: int) -> None:
        """Look at a paper."""
        self._with_attachment(attachment_id, self._look)

    def save(self, attachment_id: int) -> None:
        """Save a copy of a paper."""
        self._with_attachment(attachment_id, self._save)

    def remove(self, attachment_id: int) -> None:
        """Take a paper out."""
        self._with_attachment(attachment_id, self._remove)

    def _with_attachment(self, attachment_id: int, act: Callable[[Attachment], None]) -> None:
        found = self._find(attachment_id)
        if found is not None:
            self.attempt(lambda: act(found))

    def _look(self, attachment: Attachment) -> None:
        if attachment.media_type == "application/pdf":
            self.show_pages(attachment.file_name, attachment_content(self.session, attachment.id), attachment.file_name)
        elif attachment.media_type.startswith("image/"):
            page = picture_page(attachment.file_name, attachment_content(self.session, attachment.id))
            self.show_pages(attachment.file_name, page, f"{Path(attachment.file_name).stem}.pdf")
        else:
            self._save(attachment)

    def show_pages(self, title: str, pdf: bytes, file_name: str) -> None:
        """Pages to look at, print or save."""
        shown = self._tab.shown
        of_edition = isinstance(shown, EditionPage)
        record = shown.edition.id if isinstance(shown, EditionPage) else shown.review.id if shown is not None else 0
        self.open(
            PagesDialog(
                self.context,
                self.session,
                title,
                pdf,
                Outgoing("paper of the code", RecordKind.EDITION if of_edition else RecordKind.REVIEW, record),
                file_name=file_name,
                job="Papers of the code",
                guide_page="review-history",
                parent=self._tab,
            )
        )

    def _save(self, attachment: Attachment) -> None:
        question = YesNoQuestion(f"Save {attachment.file_name} outside the office file?", IN_CLEAR, verb="Choose where")
        if not self.session.may(Permission.EXPORT) or not self.context.confirm(self._tab, question):
            return
        target, _kind = QFileDialog.getSaveFileName(self._tab, "Save a copy", attachment.file_name)
        if target:
            said = f"Saved as {Path(target).name}."
            save = partial(save_attachment, self.session, attachment.id, Path(target))
            self.write(save, lambda _done: self._tab.say(said, "success"))

    def _remove(self, attachment: Attachment) -> None:
        question = YesNoQuestion(
            f"Take {attachment.file_name} out of the office file?",
            "It is gone for good; that it was here stays in the history of changes.",
            verb="Take it out",
            otherwise="Keep it",
            danger=True,
        )
        if self.context.confirm(self._tab, question):
            self.write(partial(remove_attachment, self.session, attachment.id))

    def _find(self, attachment_id: int) -> Attachment | None:
        shown = self._tab.shown
        attachments = list(shown.attachments) if shown is not None else []
        if isinstance(shown, EditionPage):
            attachments += [attachment for proofs in shown.proofs.values() for attachment in proofs]
        return next((attachment for attachment in attachments if attachment.id == attachment_id), None)

    def _edition_page(self) -> EditionPage | None:
        shown = self._tab.shown
        return None if shown is None or isinstance(shown, ReviewPageContent) else shown
