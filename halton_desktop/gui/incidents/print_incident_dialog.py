"""Print a case file, a chronology or the evidence bundle, with the choice of what stays out."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from halton_desktop.background.task_runner import RunningTask
from halton_desktop.domain.change import RecordKind
from halton_desktop.domain.incidents.case_file import LeaveOut
from halton_desktop.domain.incidents.incident import Incident, PersonKind
from halton_desktop.domain.incidents.names_left_out import NamesInPrint
from halton_desktop.domain.permission import Permission
from halton_desktop.gui.incidents.incident_form import put
from halton_desktop.gui.kit.app_context import AppContext
from halton_desktop.gui.kit.confirm_dialog import YesNoQuestion
from halton_desktop.gui.kit.dialogs.base_dialog import BaseDialog
from halton_desktop.gui.kit.dialogs.names_pane import NamesPane, last_warning
from halton_desktop.gui.kit.dialogs.print_dialogs import SENT, PrintDialogs, print_in_background
from halton_desktop.gui.kit.widgets.button import Button
from halton_desktop.gui.kit.widgets.pdf_preview import PdfPreview
from halton_desktop.services.incidents.find_incidents import household_of
from halton_desktop.services.incidents.print_incident import chronology_file, evidence_bundle_pdf, incident_file
from halton_desktop.services.save_file import Outgoing, record_printed, save_for
from halton_desktop.services.session import OfficeSession
from halton_desktop.ui_forms.incidents.print_incident_dialog_form import Ui_PrintIncidentDialog

LARGE = (860, 900)


@dataclass(frozen=True, slots=True)
class PrintedPages:
    """The pages that are printed, those that are shown with the names marked, and the names where they stay out."""

    pdf: bytes
    shown: bytes
    names: NamesInPrint | None = None


class PrintIncidentDialog(BaseDialog):
    """The preview is made when asked for: looking at evidence is written into its custody list."""

    def __init__(
        self, context: AppContext, session: OfficeSession, incident: Incident, parent: QWidget | None = None
    ) -> None:
        super().__init__(
            context,
            name="print_case",
            title=f"Print {incident.reference}",
            verb="Print…",
            verb_icon="print",
            leave="Close",
            guide_page="incidents",
            parent=parent,
        )
        self.asks_before_leaving = False
        self._session = session
        self._incident = incident
        self.pdf = b""
        self.outgoing: Outgoing | None = None
        self.found: NamesInPrint | None = None
        self.paper = PrintDialogs()
        self.ui = Ui_PrintIncidentDialog()
        self.ui.setupUi(self.body)
        self.preview = PdfPreview(context.theme)
        put(self.ui.preview_holder, self.preview)
        self.names = NamesPane()
        put(self.ui.names_holder, self.names)
        self.names.decided.connect(self.make)
        self.save_button = Button("Save as PDF…", context.theme, icon="save")
        self.save_button.setVisible(session.may(Permission.EXPORT))
        self.save_button.clicked.connect(self._save)
        self.footer.insertWidget(0, self.save_button)
        self._fill()
        self.resize(*LARGE)
        self.make()

    def make(self) -> None:
        """Make the pages that are chosen."""
        kind, parent_id = self.ui.what.currentData()
        session, incident = self._session, self._incident
        ui = self.ui
        leave_out = LeaveOut(
            internal=ui.leave_out_internal.isChecked(),
            names=kind != "bundle" and ui.leave_out_names.isChecked(),
            letters=kind == "file" and ui.leave_out_letters.isChecked(),
            reader=ui.reader.currentData(),
            decisions=self.names.decisions,
        )
        for tick in (ui.leave_out_internal, ui.leave_out_names):
            tick.setEnabled(kind != "bundle")
        ui.leave_out_letters.setEnabled(kind == "file")
        for widget in (ui.reader, ui.readerLabel):
            widget.setVisible(leave_out.names and kind == "file")
        ui.names_holder.setVisible(leave_out.names)
        self.set_busy(busy=True)

        def work(task: RunningTask) -> tuple[PrintedPages, Outgoing]:
            if kind == "bundle":
                pdf = evidence_bundle_pdf(session, incident.id, task.progress)
                return PrintedPages(pdf, pdf), Outgoing("evidence bundle", RecordKind.INCIDENT, incident.id)
            if kind == "file":
                made = partial(incident_file, session, incident.id, leave_out)
                what = Outgoing("case file", RecordKind.INCIDENT, incident.id, left_out=leave_out.words)
            else:
                ids = tuple(household_of(session, parent_id)) if kind == "household" else (parent_id,)
                made = partial(chronology_file, session, ids, leave_out)
                what = Outgoing("chronology", RecordKind.PARENT, ids[0], also=ids[1:], left_out=leave_out.words)
            printed = made()
            shown = made(marked=True).pdf if leave_out.names else printed.pdf
            return PrintedPages(printed.pdf, shown, printed.names if leave_out.names else None), what

        self.context.runner.run(
            work,
            title="Making the pages",
            on_done=lambda made: self._show(*made),
            on_error=self.show_error,
            on_cancelled=lambda: self.set_busy(busy=False),
            owner=self,
        )

    def act(self) -> None:
        if self.outgoing is None or not self._read_to_the_end("Print"):
            return
        outgoing = self.outgoing
        print_in_background(
            self.context,
            self.pdf,
            self,
            self.windowTitle(),
            lambda: self.banner.say(SENT, "success"),
            self.paper,
            lambda: record_printed(self._session, outgoing),
        )

    def save_to(self, target: Path) -> None:
        """Save the pages outside the program; the history says so."""
        if self.outgoing is None:
            return
        said = partial(self.banner.say, f"Saved as {target.name}.", "success")
        self.write(partial(save_for, self._session, target, self.pdf, self.outgoing), lambda _: said())

    def _read_to_the_end(self, verb: str) -> bool:
        """Whether somebody says that the names were looked at; asked where names are left out."""
        return self.found is None or self.context.confirm(self, last_warning(self.found, verb))

    def _begin_again(self) -> None:
        """Other pages, or for another reader: what was decided about names was about those before."""
        self.names.begin_again()
        self.make()

    def _save(self) -> None:
        if not self._read_to_the_end("Save"):
            return
        question = YesNoQuestion(
            "Save these pages outside the program?",
            "The PDF is not encrypted and anybody at this PC can open it.",
            verb="Choose where",
            danger=True,
        )
        if self.context.confirm(self, question):
            chosen, _ = QFileDialog.getSaveFileName(self, "Save as PDF", f"{self.windowTitle()}.pdf", "PDF (*.pdf)")
            if chosen:
                self.save_to(Path(chosen))

    def _show(self, pages: PrintedPages, outgoing: Outgoing) -> None:
        self.set_busy(busy=False)
        self.pdf, self.outgoing, self.found = pages.pdf, outgoing, pages.names
        self.names.show_names(pages.names or NamesInPrint())
        self.preview.show_pdf(pages.shown)

    def _fill(self) -> None:
        ui, may = self.ui, self._session.may(Permission.EXPORT)
        ui.what.addItem("Case file", ("file", 0))
        told: set[int] = set()
        for person in self._incident.people:
            if person.parent_id is not None and person.parent_id not in told:
                told.add(person.parent_id)
                ui.what.addItem(f"Chronology of {person.shown}", ("person", person.parent_id))
                ui.what.addItem(f"Chronology of the household of {person.shown}", ("household", person.parent_id))
        if may:
            ui.what.addItem("Evidence bundle", ("bundle", 0))
        for person in self._incident.people:
            if person.kind is not PersonKind.SCHOOL and person.identified:
                ui.reader.addItem(f"{person.shown} ({person.part.value})", person.id)
        ui.reader.addItem("somebody who has no part in the case", 0)
        ui.leave_out_internal.setChecked(True)
        ui.note.setText("Printing is written into the history of the case. Private messages are never printed here.")
        ui.what.currentIndexChanged.connect(self._begin_again)
        ui.reader.currentIndexChanged.connect(self._begin_again)
        ui.leave_out_internal.toggled.connect(self.make)
        ui.leave_out_names.toggled.connect(self.make)
        ui.leave_out_letters.toggled.connect(self.make)
