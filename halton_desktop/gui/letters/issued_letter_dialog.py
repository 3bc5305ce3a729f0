"""One letter exactly as it was issued, to look at, print again or save; nothing is booked by it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

from halton_desktop.background.task_runner import RunningTask
from halton_desktop.domain.permission import Permission
from halton_desktop.gui.kit.app_context import AppContext
from halton_desktop.gui.kit.dialogs.base_dialog import BaseDialog, open_dialog
from halton_desktop.gui.kit.dialogs.print_dialogs import PrintDialogs
from halton_desktop.gui.kit.widgets.button import Button
from halton_desktop.gui.kit.widgets.screen_room import room_on_screen
from halton_desktop.gui.letters.letter_preview import LetterPreview
from halton_desktop.gui.letters.letter_printing import Sent, ask_where_to_save, send
from halton_desktop.services.letters.letter_pages import issued_letter_pages, save_issued_letter
from halton_desktop.ui_forms.letters.issued_letter_dialog_form import Ui_IssuedLetterDialog

if TYPE_CHECKING:
    from halton_desktop.services.letters.letter_pages import LetterPages
    from halton_desktop.services.session import OfficeSession

FIRST_SIZE, SHARE_OF_SCREEN = QSize(820, 900), 0.92


class IssuedLetterDialog(BaseDialog):
    """Call :meth:`load` once it is made."""

    def __init__(
        self,
        context: AppContext,
        session: OfficeSession,
        letter_id: int,
        *,
        paper: PrintDialogs | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            context,
            name="issued-letter",
            title="Letter as issued",
            verb="Print again…",
            verb_icon="print",
            leave="Close",
            guide_page="letters",
            parent=parent,
        )
        self.asks_before_leaving = False
        self._session = session
        self._letter_id = letter_id
        self._paper = paper or PrintDialogs()
        self._pages: LetterPages | None = None
        self.form = Ui_IssuedLetterDialog()
        self.form.setupUi(self.body)
        self.preview = LetterPreview(context.theme)
        self.form.preview_place.addWidget(self.preview)
        self.save_button = Button("&Save as PDF…", context.theme, icon="save")
        self.footer.insertWidget(0, self.save_button)
        self.save_button.clicked.connect(self._save)
        self.set_busy(busy=True)
        self.submit_button.setVisible(session.may(Permission.PRINT_LETTERS))
        self.save_button.setVisible(session.may(Permission.EXPORT))
        self.resize(FIRST_SIZE.boundedTo(room_on_screen(self) * SHARE_OF_SCREEN))

    def load(self) -> None:
        """Make its pages and show them."""
        session, letter_id = self._session, self._letter_id
        self.context.runner.run(
            lambda _task: issued_letter_pages(session, letter_id),
            title="Making the letter",
            on_done=self._show_pages,
            on_error=self.show_error,
            owner=self,
        )

    def act(self) -> None:
        """Print it again through the system's dialog."""
        pages = self._pages
        printer = self._paper.choose_printer(self, pages.title) if pages is not None else None
        if pages is None or printer is None:
            return

        def work(task: RunningTask) -> Sent:
            return send(pages, printer, 0, task)

        self.work(work, self._on_sent, title="Printing the letter")

    def set_busy(self, *, busy: bool) -> None:
        """Saving rests too; without pages, or while somebody is held, there is nothing to print or save."""
        super().set_busy(busy=busy or self._pages is None)
        may_go = not busy and self._pages is not None and not self._pages.blocked
        self.submit_button.setEnabled(may_go)
        self.save_button.setEnabled(may_go)

    def _on_sent(self, sent: Sent) -> None:
        if sent.error is not None:
            self.show_error(sent.error)
            return
        self.banner.say("Sent to the printer, exactly as it was issued.", "success")

    def _show_pages(self, pages: LetterPages) -> None:
        self._pages = pages
        self.setWindowTitle(f"Letter {pages.letters[0].reference}")
        self.form.about.setText(f"{pages.title}, with the words, the address and the references it was issued with.")
        if pages.blocked:
            self.banner.say(f"This letter may not go out again, only be looked at. {pages.blocked}.", "warning")
        self.preview.show_letters(pages)
        self.set_busy(busy=False)
        self.preview.pages.setFocus()

    def _save(self) -> None:
        pages = self._pages
        target = ask_where_to_save(self.context, self._paper, self, pages) if pages is not None else None
        if pages is None or target is None:
            return
        said = partial(self.banner.say, f"Saved as {target.name}.", "success")
        self.write(partial(save_issued_letter, self._session, pages, target), lambda _: said())


def open_issued_letter(
    context: AppContext, session: OfficeSession, parent_window: QWidget | None, letter_id: int
) -> IssuedLetterDialog:
    """Show one letter exactly as it was issued."""
    dialog = IssuedLetterDialog(context, session, letter_id, parent=parent_window)
    dialog.load()
    return open_dialog(dialog)
