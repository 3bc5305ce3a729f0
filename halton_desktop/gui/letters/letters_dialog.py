"""Print letters: choose letter and people, see who cannot get one, see every page, print or save, say it came out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QWidget

from halton_desktop.background.task_runner import RunningTask
from halton_desktop.domain.mailing import Recipients
from halton_desktop.domain.permission import Permission
from halton_desktop.domain.slip_letter import FIRST_LETTER
from halton_desktop.errors import HaltonError
from halton_desktop.gui.kit.app_context import AppContext
from halton_desktop.gui.kit.dialogs.ask_who_signs import may_be_signed
from halton_desktop.gui.kit.dialogs.base_dialog import BaseDialog, open_dialog
from halton_desktop.gui.kit.widgets.button import Button
from halton_desktop.gui.kit.widgets.screen_room import room_on_screen
from halton_desktop.gui.letters.confirm_printing_dialog import ConfirmPrintingDialog, How, letters_counted
from halton_desktop.gui.letters.letter_choosing import LetterChoosing
from halton_desktop.gui.letters.letter_preview import LetterPreview
from halton_desktop.gui.letters.letter_printing import LetterPrinting
from halton_desktop.services.letters import letter_pages, print_letters
from halton_desktop.services.letters.letter_pages import printing
from halton_desktop.services.letters.print_letters import drop_letters
from halton_desktop.ui_forms.letters.letters_dialog_form import Ui_LettersDialog

if TYPE_CHECKING:
    from halton_desktop.gui.kit.dialogs.print_dialogs import PrintDialogs
    from halton_desktop.services.letters.letter_pages import LetterPages, Printing
    from halton_desktop.services.letters.plan_letters import LetterPlan
    from halton_desktop.services.session import OfficeSession

FIRST_SIZE, SHARE_OF_SCREEN = QSize(1120, 900), 0.92


class LettersDialog(BaseDialog):
    """``selected`` and ``shown`` are the parents a list has selected and shows; ``open_parent(id, window)`` shows one.

    Two pages: choosing, with the plan beside it; and the preview, from which is printed or saved.
    """

    said = Signal(str)
    """What became of the letters, for the window behind to show."""

    def __init__(
        self,
        context: AppContext,
        session: OfficeSession,
        *,
        selected: Sequence[int] | None = None,
        shown: Sequence[int] | None = None,
        open_parent: Callable[[int, QWidget], object],
        paper: PrintDialogs | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            context, name="letters", title="Letters", verb="Preview", guide_page="letters", leave="Close", parent=parent
        )
        self.asks_before_leaving = False
        self._session = session
        self._paper = paper
        self._plan: LetterPlan | None = None
        self._making: RunningTask | None = None
        self._batch_id = 0
        self.printing: LetterPrinting | None = None
        """The batch whose pages are looked at; None while people are chosen."""
        self.form = Ui_LettersDialog()
        self.form.setupUi(self.body)
        self.choosing = LetterChoosing(
            context, session, self.form, self, selected=selected, shown=shown, open_parent=open_parent
        )
        self.preview = LetterPreview(context.theme)
        self.save_button = Button("Save as PD&F…", context.theme, icon="save")
        self.back_button = Button("Bac&k to the choice", context.theme, icon="back")
        self._furnish()
        self.choosing.planned.connect(self._take_plan)
        self.save_button.clicked.connect(self._save)
        self.back_button.clicked.connect(self._back)
        self._show_buttons()

    def act(self) -> None:
        """The verb: first make the pages, then print them."""
        if self.printing is not None:
            self.printing.print_from(0)
        elif self._plan is not None and self._making is None and may_be_signed(self.context, self._session, self):
            self._make_pages(self._plan)

    def reject(self) -> None:
        """Leave. Pages that never left the program are dropped; of others the user says what became of them."""
        if self._making is not None:
            self._making.cancel()
        if self.printing is not None and self.printing.begun:
            self.printing.ask_or_stop()
            return
        self._drop()
        super().reject()

    def set_busy(self, *, busy: bool) -> None:
        """The quiet buttons rest too."""
        super().set_busy(busy=busy)
        self.save_button.setEnabled(not busy)
        self.back_button.setEnabled(not busy)

    def _take_plan(self, plan: LetterPlan | None) -> None:
        self._plan = plan if plan is not None and plan.letters else None
        self._show_buttons()

    def _make_pages(self, plan: LetterPlan) -> None:
        session = self._session
        self.set_busy(busy=True)
        self.choosing.at_rest = True

        def over(error: HaltonError | None = None) -> None:
            self._making = None
            self.choosing.at_rest = False
            self.set_busy(busy=False)
            if error is not None:
                self.show_error(error)

        task = self.context.runner.run(
            lambda task: _prepared(session, plan, task),
            title="Making the letters",
            on_done=lambda made: self._show_pages(*made),
            on_error=over,
            on_cancelled=over,
            owner=self,
        )
        self._making = task if task in self.context.runner.under_way else None

    def _show_pages(self, printing: Printing, pages: LetterPages) -> None:
        self._making = None
        self._batch_id = printing.batch_id
        self.printing = LetterPrinting(self.context, self._session, printing, self, pages=pages, paper=self._paper)
        self.printing.settled.connect(self._on_settled)
        self.printing.left_open.connect(self._on_left_open)
        self.printing.failed.connect(self.show_error)
        self.printing.busy.connect(lambda busy: self.set_busy(busy=busy))
        self.set_busy(busy=False)
        self.preview.show_letters(pages)
        self.form.pages.setCurrentWidget(self.form.preview_page)
        self._show_buttons()
        self.preview.pages.setFocus()

    def _save(self) -> None:
        if self.printing is not None:
            self.printing.save(self.preview.sides)

    def _on_settled(self, sentence: str) -> None:
        self.printing = None
        self.said.emit(sentence)
        self.succeed()

    def _on_left_open(self) -> None:
        self._on_settled("These letters are not booked yet. Today asks again whether they came out.")

    def _back(self) -> None:
        """To the choice again; what was prepared and never printed is dropped."""
        self._drop()
        self.form.pages.setCurrentWidget(self.form.choose_page)
        self.choosing.at_rest = False
        self.choosing.replan()
        self.form.letter.setFocus()

    def _drop(self) -> None:
        if self.printing is None:
            return
        self.printing = None
        session, batch_id = self._session, self._batch_id

        def drop(_task: RunningTask) -> None:
            drop_letters(session, batch_id)

        self.context.runner.run(
            drop,
            title="Forgetting letters that were not printed",
            on_done=lambda _result: None,
            on_error=lambda error: self.context.report(error, self.parentWidget(), None),
            cancellable=False,
            quiet=True,
        )

    def _show_buttons(self) -> None:
        looking = self.printing is not None
        count = len(self._plan.letters) if self._plan is not None else 0
        words = letters_counted(count) if count else "letters"
        self.submit_button.set_kind("primary")
        self.submit_button.setText(f"&Print {words}…" if looking else f"&Preview {words}")
        self.submit_button.setEnabled(bool(count) and self._making is None)
        self.save_button.setVisible(looking and self._session.may(Permission.EXPORT))
        self.back_button.setVisible(looking)

    def _furnish(self) -> None:
        self.form.preview_place.addWidget(self.preview)
        self.footer.insertWidget(0, self.back_button)
        self.footer.insertWidget(2, self.save_button)
        self._order_tabs()
        self.resize(FIRST_SIZE.boundedTo(room_on_screen(self) * SHARE_OF_SCREEN))

    def _order_tabs(self) -> None:
        """As it is read: the choice from top to bottom, its plan, the pages, the buttons from left to right."""
        form, pane, preview = self.form, self.choosing.pane, self.preview
        people = (form.selected, form.shown, form.everyone, form.outstanding, form.year_group)
        choice = (form.letter, self.choosing.edit_words, *people, form.household, form.person)
        plan = (pane.take_back, pane.table, pane.open_parent, pane.override)
        finding = (preview.previous, preview.following, preview.finder)
        pages = (preview.envelope, *finding, preview.single_sided, preview.pages.view)
        buttons = (self.back_button, self.save_button, self.submit_button, self.leave_button)
        for one, following in pairwise((*choice, *plan, *pages, *buttons)):
            QWidget.setTabOrder(one, following)


def _prepared(session: OfficeSession, plan: LetterPlan, task: RunningTask) -> tuple[Printing, LetterPages]:
    """Put the batch on file and make its pages; whatever goes wrong, or is stopped, leaves no batch behind."""
    task.progress(0, len(plan.letters), "letters")
    batch_id = print_letters.prepare_letters(session, plan)
    try:
        pages = letter_pages.printing_pages(
            session, batch_id, lambda done, total: task.progress(done, total, "letters"), lambda: task.cancelled
        )
        return letter_pages.printing(session, batch_id), pages
    except BaseException:
        print_letters.drop_letters(session, batch_id)
        raise


def open_letters_dialog(
    context: AppContext,
    session: OfficeSession,
    parent_window: QWidget | None,
    *,
    parent_ids: Sequence[int] | None = None,
    shown_ids: Sequence[int] | None = None,
    letter: str = FIRST_LETTER,
    to: Recipients | None = None,
    year_group: str = "",
) -> LettersDialog:
    """Open the errand. ``parent_ids`` are selected in a list, ``shown_ids`` all it shows; ``to`` overrules both.

    ``year_group`` ("9") leaves out others of everyone or everyone outstanding.

    Connect to the dialog's ``said`` to show what became of the letters.
    """

    def open_parent(parent_id: int, window: QWidget) -> None:
        try:
            context.screens.edit_parent(context, session, window, parent_id)
        except HaltonError as error:  # deleted or merged since the list was made
            context.report(error, window, None)

    dialog = LettersDialog(
        context, session, selected=parent_ids, shown=shown_ids, open_parent=open_parent, parent=parent_window
    )
    dialog.choosing.begin(letter, to, year_group)
    dialog.form.letter.setFocus()
    return open_dialog(dialog)


def confirm_printing(
    context: AppContext, session: OfficeSession, batch_id: int, parent_window: QWidget
) -> ConfirmPrintingDialog:
    """Ask whether a printing nobody has confirmed yet came out; printing again from a letter is offered.

    Raises NotFound. Connect to the dialog's ``settled`` for the sentence that says what was booked or discarded.
    """
    found = LetterPrinting(context, session, printing(session, batch_id), parent_window)
    found.failed.connect(lambda error: context.report(error, parent_window, None))
    for over in (found.settled, found.left_open):
        over.connect(found.deleteLater)
    return found.ask(How.FOUND)
