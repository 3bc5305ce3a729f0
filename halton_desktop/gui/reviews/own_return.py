"""The school's own return to the association: the school year, everything that is in the file, and where it goes."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFileDialog, QHBoxLayout, QLabel, QPlainTextEdit, QVBoxLayout, QWidget

from halton_desktop.domain.permission import Permission
from halton_desktop.domain.school import HALTON_SCHOOLS
from halton_desktop.domain.yearly_figures import school_year_label
from halton_desktop.errors import HaltonError
from halton_desktop.gui.kit.app_context import AppContext
from halton_desktop.gui.kit.looks.look import GROUP
from halton_desktop.gui.kit.looks.style_sheet import set_text_role
from halton_desktop.gui.kit.widgets.button import Button
from halton_desktop.gui.kit.widgets.section import paragraph
from halton_desktop.services.reviews.association_return import PreparedReturn, own_school, prepare_return, save_return
from halton_desktop.services.reviews.yearly_report import usual_period
from halton_desktop.services.session import OfficeSession

YEARS_BACK = 4


class OwnReturn(QWidget):
    """``prepared`` is what was counted and signed, None before."""

    said = Signal(str, str)
    failed = Signal(object)

    def __init__(self, context: AppContext, session: OfficeSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._context = context
        self.prepared: PreparedReturn | None = None
        self.school, self.year = QComboBox(), QComboBox()
        self.school.addItems(["Choose your school", *HALTON_SCHOOLS])
        self.school.setCurrentIndex(max(0, self.school.findText(own_school(session))))
        running = usual_period(session).first.year
        for year in range(running, running - YEARS_BACK, -1):
            self.year.addItem(school_year_label(year), year)
        self.year.setCurrentIndex(1)
        self.prepare_button = Button("&Count and show it", context.theme, kind="primary", icon="show")
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setAccessibleName("Everything that is in the file")
        self.text.setPlaceholderText("Everything that is in the file is shown here before it is saved.")
        self.fingerprint = paragraph("")
        self.save_button = Button("&Save the file…", context.theme, icon="save")
        self.save_button.setEnabled(False)
        self._arrange()
        allowed = session.may(Permission.EXPORT)
        self.prepare_button.setEnabled(allowed)
        self.prepare_button.clicked.connect(self.prepare)
        self.save_button.clicked.connect(self._save)
        for field in (self.school, self.year):
            field.currentIndexChanged.connect(self._forget)

    def prepare(self) -> None:
        """Count, anonymise and sign the year off the GUI thread, then show all of it."""
        school, year = chosen = self._chosen()
        self.prepare_button.setEnabled(False)
        self._context.runner.run(
            lambda _task: prepare_return(self._session, school, year),
            title="Preparing the return",
            on_done=lambda prepared: self._on_prepared(chosen, prepared),
            on_error=self._on_error,
            owner=self,
        )

    def save_to(self, target: Path) -> None:
        """Save the file that is shown."""
        if self.prepared is None:
            return
        save = partial(save_return, self._session, self.prepared, target)
        told = f"Saved as {target.name}. Give this file to the association."
        self._context.runner.write(
            save,
            title="Saving the return",
            on_done=lambda _: self.said.emit(told, "success"),
            on_error=self.failed.emit,
            owner=self,
        )

    def _chosen(self) -> tuple[str, int]:
        return self.school.currentText(), int(self.year.currentData())

    def _on_prepared(self, wanted: tuple[str, int], prepared: PreparedReturn) -> None:
        self.prepare_button.setEnabled(True)
        if wanted != self._chosen():
            return  # another school or year was chosen meanwhile: that is counted when it is asked for
        self.prepared = prepared
        self.save_button.setEnabled(True)
        self.text.setPlainText(prepared.text)
        self.fingerprint.setText(
            f"Your school’s fingerprint: {prepared.fingerprint}. Give it to the association once, on paper or by "
            "telephone, so that nobody can send figures in your name."
        )
        if prepared.figures.period.is_running(self._session.today):
            self.said.emit("This school year is not over yet. Give the association another return when it is.", "info")

    def _on_error(self, error: HaltonError) -> None:
        self.prepare_button.setEnabled(True)
        self.failed.emit(error)

    def _forget(self) -> None:
        self.prepared = None
        self.save_button.setEnabled(False)
        self.text.clear()
        self.fingerprint.clear()

    def _save(self) -> None:
        if self.prepared is None:
            return
        name, _kind = QFileDialog.getSaveFileName(
            self, "Save the return", self.prepared.file_name, "Association returns (*.haltonreturn)"
        )
        if name:
            self.save_to(Path(name))

    def _arrange(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(GROUP)
        for words, field in (("Sch&ool", self.school), ("School &year", self.year)):
            label = QLabel(words)
            label.setBuddy(field)
            field.setProperty("notSaved", True)
            top.addWidget(label)
            top.addWidget(field)
        top.addStretch(1)
        top.addWidget(self.prepare_button)
        heading = QLabel("Everything that is in the file")
        set_text_role(heading, "strong")
        bottom = QHBoxLayout()
        bottom.addWidget(self.fingerprint, 1)
        bottom.addWidget(self.save_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, GROUP, 0, 0)
        layout.setSpacing(GROUP)
        layout.addWidget(
            paragraph(
                "The association compares the year of all fourteen schools. Your return holds counts only, no names "
                "and no account of any incident; counts under five are hidden. Nothing is sent: you save one small "
                "signed file and hand it over."
            )
        )
        layout.addLayout(top)
        layout.addWidget(heading)
        layout.addWidget(self.text, 1)
        layout.addLayout(bottom)
