"""What the buttons of a form's page do: each opens its dialog; the services do the work."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMenu, QWidget

from halton_desktop.background.task_runner import RunningTask
from halton_desktop.domain.acknowledgement import counting
from halton_desktop.domain.change import RecordKind
from halton_desktop.gui.consent_forms.consent_actions import ConsentActions
from halton_desktop.gui.consent_forms.consent_printing import print_consent_form
from halton_desktop.gui.consent_forms.earlier_slip_dialog import EarlierSlipDialog
from halton_desktop.gui.consent_forms.match_stack_dialog import ChooseFiles, MatchStackDialog, ask_for_files
from halton_desktop.gui.consent_forms.return_form_dialog import ReturnFormDialog
from halton_desktop.gui.consent_forms.scan_viewer import ScanViewer
from halton_desktop.gui.consent_forms.scanned_pages import ScannedFiles
from halton_desktop.gui.consent_forms.set_aside_dialog import SetAsideDialog
from halton_desktop.gui.consent_forms.undo_entry_dialog import UndoEntryDialog
from halton_desktop.gui.kit.actions import Actions
from halton_desktop.gui.kit.app_context import AppContext
from halton_desktop.gui.kit.dialogs.pages_dialog import PagesDialog
from halton_desktop.services.consent_forms.form_register import FormPage, form_page
from halton_desktop.services.consent_forms.match_scans import attach_scan
from halton_desktop.services.consent_forms.print_register import history_pages, outstanding_pages, register_pages
from halton_desktop.services.save_file import Outgoing
from halton_desktop.services.session import OfficeSession

if TYPE_CHECKING:
    from halton_desktop.gui.consent_forms.form_table_model import FormTableModel
    from halton_desktop.gui.kit.office_tab import OfficeTab

FormAct = Callable[[FormPage], None]
"""What a button of a form's page does."""


class FormActions(Actions):
    """``tab`` is where dialogs belong and where sentences are said, ``model`` the list that is shown."""

    def __init__(self, context: AppContext, session: OfficeSession, tab: OfficeTab, model: FormTableModel) -> None:
        super().__init__(context, session, tab)
        self._tab = tab
        self._model = model
        self.choose_files: ChooseFiles = ask_for_files
        self.consents = ConsentActions(context, session, tab)

    def on_form(self, act: FormAct, form_id: int) -> None:
        """Do what a button of the form's page asks for, with the form as it is now."""
        self.attempt(lambda: act(form_page(self.session, form_id)))

    def show_scan(self, scan_id: int) -> None:
        """One scanned page."""
        self.attempt(lambda: self.open(ScanViewer(self.context, self.session, scan_id, self._tab)))

    def scan_stack(self) -> None:
        """A whole feeder stack."""
        self.open(MatchStackDialog(self.context, self.session, self._tab, choose_files=self.choose_files))

    def book_earlier(self) -> None:
        """Slips signed on paper before the program."""
        self.open(EarlierSlipDialog(self.context, self.session, self._tab))

    def match_by_hand(self) -> None:
        """The pages that found no form."""
        self.open(SetAsideDialog(self.context, self.session, self._tab))

    def print_lists(self, beside: QWidget) -> None:
        """Which list: the register as filtered, or who is outstanding; the menu opens over ``beside``."""
        menu = QMenu(self._tab)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        model, session = self._model, self.session
        wanted, order = model.filter, model.order
        for words, title, make in (
            (
                "The register as the list shows it",
                "Register of forms",
                lambda: register_pages(session, wanted, order.key, descending=order.descending),
            ),
            ("Who is outstanding, class by class", "Outstanding", lambda: outstanding_pages(session)),
            (
                "Who is outstanding, a page for each class",
                "Outstanding by class",
                lambda: outstanding_pages(session, class_on_a_page=True),
            ),
        ):
            action = menu.addAction(self.context.theme.icon("print"), words)
            action.triggered.connect(lambda _checked=False, t=title, m=make: self.show_pages(t, m))
        menu.popup(beside.mapToGlobal(QPoint(0, 80)))

    def show_pages(self, title: str, make: Callable[[], bytes], *, job: str = "", parent_id: int = 0) -> None:
        """Make a PDF off the GUI thread and show its pages; ``job`` names it outside where the title names somebody.

        ``parent_id`` says whose pages they are, for the history; 0 where they are everybody's.
        """

        def work(_task: RunningTask) -> bytes:
            return make()

        self.context.runner.run(
            work,
            title=title,
            on_done=lambda pdf: self._show_pdf(title, pdf, job or title, parent_id),
            on_error=lambda error: self.context.report(error, self._tab, None),
            cancellable=False,
            owner=self._tab,
        )

    # --- one form -----------------------------------------------------------------------------------------------

    def book(self, page: FormPage) -> None:
        """Say that the slip came back."""
        self.open(ReturnFormDialog(self.context, self.session, page.form, self._tab))

    def undo(self, page: FormPage) -> None:
        """Take the last entry back."""
        last = counting(page.events)[-1]
        self.open(UndoEntryDialog(self.context, self.session, page.form, last, self._tab))

    def print_again(self, page: FormPage) -> None:
        """Print the form once more, or look at the letter it went out with."""
        if page.consent is not None:
            print_consent_form(self.context, self.session, page.form.id, self._tab)
        elif page.form.letter_id is not None:
            self.opened = self.context.screens.issued_letter(self.context, self.session, self._tab, page.form.letter_id)

    def print_history(self, page: FormPage) -> None:
        """Everything on file about the parent's forms, as pages."""
        parent_id = page.form.parent_id
        title = f"Forms of {page.form.parent_name}"
        self.show_pages(
            title,
            lambda: history_pages(self.session, parent_id),
            job="Forms of one parent",
            parent_id=parent_id,
        )

    def attach(self, page: FormPage) -> None:
        """Keep a scan of the signed paper with the form."""
        files = ScannedFiles([Path(name) for name in self.choose_files(self._tab)])

        def attach() -> None:
            with closing(files.pages()) as pages:  # the PDF is closed by the thread that reads it
                for scanned in pages:
                    attach_scan(self.session, page.form.id, scanned)

        self.write(attach, title="Keeping the scan")

    # --- inside -------------------------------------------------------------------------------------------------

    def _show_pdf(self, title: str, pdf: bytes, job: str, parent_id: int) -> None:
        outgoing = Outgoing(f"pages “{job}”", RecordKind.PARENT if parent_id else RecordKind.FORM, parent_id)
        name = f"{job}.pdf"
        self.open(
            PagesDialog(self.context, self.session, title, pdf, outgoing, file_name=name, job=job, parent=self._tab)
        )
