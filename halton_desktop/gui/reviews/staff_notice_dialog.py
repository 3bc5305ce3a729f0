"""Print the notice to staff with a list to sign: names from a CSV file, typed, or lines to write on."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QComboBox, QFileDialog, QPlainTextEdit, QWidget

from halton_desktop.domain.audience import Audience
from halton_desktop.domain.change import RecordKind
from halton_desktop.domain.code_of_conduct import Edition
from halton_desktop.errors import HaltonError
from halton_desktop.gui.kit.app_context import AppContext
from halton_desktop.gui.kit.dialogs.base_dialog import BaseDialog, open_dialog
from halton_desktop.gui.kit.dialogs.pages_dialog import PagesDialog
from halton_desktop.gui.kit.fields.form import FieldForm
from halton_desktop.gui.kit.widgets.button import Button
from halton_desktop.gui.reviews.file_field import AskForFile
from halton_desktop.services.reviews.tell_everyone import read_staff_names, staff_notice_pdf
from halton_desktop.services.save_file import Outgoing
from halton_desktop.services.session import OfficeSession

SIGNING = (Audience.STAFF, Audience.GOVERNORS, Audience.PTA, Audience.CHILD_REPRESENTATIVES)
"""Whoever can be asked to sign a list."""
NAMES_HEIGHT = 220


def ask_for_list(parent: QWidget) -> str:
    """The system's own file dialog."""
    return QFileDialog.getOpenFileName(parent, "Choose the list of staff", "", "CSV files (*.csv);;All files (*)")[0]


class StaffNoticeDialog(BaseDialog):
    """For one adopted edition."""

    def __init__(
        self,
        context: AppContext,
        session: OfficeSession,
        edition: Edition,
        *,
        ask: AskForFile = ask_for_list,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            context,
            name="staff notice",
            title=f"Notice of {edition.label.lower()} to sign",
            verb="Show the pages",
            leave="Close",
            guide_page="review-history",
            parent=parent,
        )
        self.asks_before_leaving = False
        self._session = session
        self._edition = edition
        self._ask = ask
        self.form = FieldForm()
        self.audience = QComboBox()
        for each in SIGNING:
            self.audience.addItem(each.heading, each.name)
        self.names = QPlainTextEdit()
        self.names.setMinimumHeight(NAMES_HEIGHT)
        self.names.setTabChangesFocus(True)
        self.form.add("audience", "&For", self.audience)
        self.form.add(
            "names",
            "&Names, one on a line",
            self.names,
            "Left empty, the list has lines to write on. Names are not kept.",
        )
        choose = Button("Names from a CSV &file…", context.theme, icon="import")
        choose.clicked.connect(self._choose)
        self.form.add_widget(choose)
        self.use_form(self.form)

    def take_list(self, file: Path) -> None:
        """Put the names of a file into the field."""
        try:
            names = read_staff_names(self._session, file)
        except HaltonError as error:
            self.show_error(error)
            return
        self.names.setPlainText("\n".join(names))
        self.banner.say(f"{len(names):,} names from {file.name}.", "success")

    def act(self) -> None:
        names = tuple(line.strip() for line in self.names.toPlainText().splitlines() if line.strip())
        audience = Audience[self.audience.currentData()]
        make = partial(staff_notice_pdf, self._session, self._edition.id, audience, names)
        self.write(make, lambda pdf: self._show_pages(pdf, audience, len(names)), title="Making the notice")

    def _show_pages(self, pdf: bytes, audience: Audience, names: int) -> None:
        pages = PagesDialog(
            self.context,
            self._session,
            f"{self._edition.label} of the code: {audience.value}",
            pdf,
            Outgoing("notice with a list to sign", RecordKind.EDITION, self._edition.id, names),
            file_name=f"{self._edition.label} - list to sign.pdf",
            guide_page="review-history",
            parent=self,
        )
        open_dialog(pages)

    def _choose(self) -> None:
        name = self._ask(self)
        if name:
            self.take_list(Path(name))
