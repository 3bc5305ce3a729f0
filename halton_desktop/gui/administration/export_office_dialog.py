"""Save the whole office as open files: a password of its own, where to, and afterwards what stayed out."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QLineEdit, QWidget

from halton_desktop.background.task_runner import RunningTask
from halton_desktop.domain.user import checked_password
from halton_desktop.gui.kit.app_context import AppContext
from halton_desktop.gui.kit.dialogs.base_dialog import BaseDialog
from halton_desktop.gui.kit.fields.form import FieldForm
from halton_desktop.gui.kit.fields.password_field import PasswordEye
from halton_desktop.gui.kit.fields.password_strength import PasswordStrengthMeter
from halton_desktop.gui.kit.fields.validation import problems_of
from halton_desktop.gui.kit.widgets.section import paragraph
from halton_desktop.services.administration.keep_school import read_school
from halton_desktop.services.overview.export_office import FOUR_WORDS, OfficeExported, export_office
from halton_desktop.services.session import OfficeSession

AskFile = Callable[[QWidget, str], "Path | None"]
MOST_NAMED = 6
_WORDS = (
    "People, forms, incidents, evidence, letters and the history are put into one zip file, encrypted with AES-256: "
    "tables as CSV and JSON, letters as PDF, evidence as it arrived, and a page that explains them. Other programs "
    "open it (7-Zip, for example). Sealed messages stay sealed and are left out."
)


def ask_for_archive(parent: QWidget, name: str) -> Path | None:
    """Where the archive goes, None when that is given up."""
    chosen, _kind = QFileDialog.getSaveFileName(parent, "Save the whole office", name, "Encrypted archive (*.zip)")
    return Path(chosen).with_suffix(".zip") if chosen else None


class ExportOfficeDialog(BaseDialog):
    """Writes the archive off the GUI thread; it can be stopped, and then nothing is left of it."""

    def __init__(
        self,
        context: AppContext,
        session: OfficeSession,
        parent: QWidget | None = None,
        *,
        ask_file: AskFile = ask_for_archive,
    ) -> None:
        super().__init__(
            context, name="export-office", title="Save the whole office", verb="Save…", verb_icon="save",
            guide_page="leaving", parent=parent,
        )  # fmt: skip
        self._session = session
        self._ask_file = ask_file
        self._saved = False
        form = FieldForm()
        form.add_widget(paragraph(_WORDS, muted=True))
        hint = f"Not the one you sign in with. {FOUR_WORDS} Without it nobody can open the archive."
        self.password = form.add("password", "&Password of the archive", QLineEdit(), hint)
        school = read_school(session).name
        form.add_widget(PasswordStrengthMeter(self.password, context, lambda: [school]))
        self.repeated = form.add("repeated_password", "The same &once more", QLineEdit())
        for field in (self.password, self.repeated):
            field.setEchoMode(QLineEdit.EchoMode.Password)
            PasswordEye(field, context.theme)
        self.use_form(form)

    def act(self) -> None:
        """First the password is judged, then it is asked where to; when it is written, close."""
        if self._saved:
            self.succeed()
            return
        password = self.password.text()
        found = problems_of(lambda: checked_password(password, self.repeated.text()))
        if found:
            self.show_errors(found)
            return
        target = self._ask_file(self, f"Office {self._session.today:%Y-%m-%d}.zip")
        if target is None:
            return

        def save(task: RunningTask) -> OfficeExported:
            return export_office(self._session, target, password, lambda done, total: task.progress(done, total))

        self.work(save, lambda done: self._on_saved(target, done), title="Saving the whole office")

    def _on_saved(self, target: Path, done: OfficeExported) -> None:
        self._saved = True
        self.asks_before_leaving = False
        for field in (self.password, self.repeated):
            field.clear()
            field.setEnabled(False)
        named = list(done.left_out[:MOST_NAMED])
        if len(done.left_out) > MOST_NAMED:
            named.append(f"{len(done.left_out) - MOST_NAMED:,} more, all named in its README.")
        words = (
            f"{done.files:,} files are in {target}. Open it with 7-Zip and its password. Left out: {' '.join(named)}"
        )
        self.banner.say(words, "success")
        self.submit_button.setText("Close")
        self.leave_button.hide()
