"""What the buttons of a form's page do: each opens its dialog; the services do the work."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from halton_desktop.domain.acknowledgement import counting
from halton_desktop.errors import HaltonError
from halton_desktop.gui.desk import Desk
from halton_desktop.gui.dialogs.base_dialog import BaseDialog
from halton_desktop.gui.widgets.form_detail import FormDetail
from halton_desktop.services.form_register import FormPage, form_page
from halton_desktop.services.session import OfficeSession

if TYPE_CHECKING:
    from halton_desktop.gui.tabs.consent_forms_tab import ConsentFormsTab


class FormErrands:
    """``tab`` is where dialogs belong and where sentences are said."""

    def __init__(self, desk: Desk, session: OfficeSession, tab: ConsentFormsTab) -> None:
        self._desk = desk
        self._session = session
        self._tab = tab

    def act(self, act: str, form_id: int) -> None:
        """Do what a button of the form's page asks for."""
        try:
            page = form_page(self._session, form_id)
            {
                FormDetail.RETURN: self._return,
                FormDetail.UNDO: self._undo,
                FormDetail.PRINT: self._print_again,
            }[act](page)
        except HaltonError as error:
            self._desk.report(error, self._tab, None)

    def _return(self, page: FormPage) -> None:
        from halton_desktop.gui.dialogs.return_form_dialog import ReturnFormDialog

        self._open(ReturnFormDialog(self._desk, self._session, page.form, self._tab))

    def _undo(self, page: FormPage) -> None:
        from halton_desktop.gui.dialogs.undo_entry_dialog import UndoEntryDialog

        last = counting(page.events)[-1]
        self._open(UndoEntryDialog(self._desk, self._session, page.form, last, self._tab))

    def _print_again(self, page: FormPage) -> None:
        from halton_desktop.gui.dialogs.issued_letter_dialog import open_issued_letter

        if page.form.letter_id is not None:
            open_issued_letter(self._desk, self._session, self._tab, page.form.letter_id)

    def _open(self, dialog: BaseDialog) -> None:
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()
