"""Add or change a pupil; a wrong check letter in the pupil number warns and never stands in the way."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from halton_desktop.domain.parents.parent import Pupil, checked_pupil
from halton_desktop.domain.parents.upn import tidy_upn, upn_problem
from halton_desktop.domain.school_year import tidy_year_group
from halton_desktop.gui.kit.app_context import AppContext
from halton_desktop.gui.kit.dialogs.base_dialog import BaseDialog, open_dialog
from halton_desktop.gui.kit.fields.level_rows import keep_rows_level
from halton_desktop.gui.parents.known_watch import KnownWatch
from halton_desktop.services.parents.find_parents import pupil_with_id, pupils_in_the_register
from halton_desktop.services.parents.keep_parents import add_pupil, change_pupil
from halton_desktop.services.session import OfficeSession
from halton_desktop.ui_forms.parents.pupil_dialog_form import Ui_PupilDialog

_OLDEST = date(1980, 1, 1)
"""The register keeps pupils who left long ago."""


class PupilDialog(BaseDialog):
    """For a new pupil (perhaps called ``name``), or for ``pupil``; ``kept`` carries the Pupil as kept."""

    kept = Signal(object)

    def __init__(
        self,
        context: AppContext,
        session: OfficeSession,
        pupil: Pupil | None = None,
        *,
        name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            context,
            name="pupil",
            title=f"Edit {pupil.name}" if pupil else "New pupil",
            verb="Save" if pupil else "Add pupil",
            guide_page="parents",
            parent=parent,
        )
        self._session = session
        forename, _, surname = name.rpartition(" ")
        self._pupil = pupil or Pupil(0, forename or surname, surname if forename else "")
        self.form = Ui_PupilDialog()
        self.form.setupUi(self.body)
        keep_rows_level(self.body)
        self.form.title.setText(self.windowTitle())
        names = ("forename", "surname", "date_of_birth", "left_on", "upn")
        self.set_fields({name: getattr(self.form, name) for name in names})
        self.form.left.toggled.connect(self._on_left)
        self.form.upn.editingFinished.connect(self._warn_about_upn)
        self._fill()
        form = self.form
        self.known = KnownWatch(self, self._typed_so_far, partial(_others_like, session), self._open_other)
        self.known.watch((form.forename, form.surname, form.date_of_birth, form.school_number, form.upn))
        self.form.forename.setFocus()

    def act(self) -> None:
        """Keep the pupil."""
        pupil = checked_pupil(self._typed_pupil())

        def kept(new_id: int | None) -> None:
            self.succeed()
            self.kept.emit(replace(pupil, id=new_id or pupil.id))

        self.write(partial(change_pupil if pupil.id else add_pupil, self._session, pupil), kept)

    def _fill(self) -> None:
        pupil = self._pupil
        for name in ("forename", "surname", "year_group", "form", "school_number", "upn"):
            getattr(self.form, name).setText(getattr(pupil, name))
        theme, session = self.context.theme, self._session
        self.form.date_of_birth.begin(theme, session, pupil.date_of_birth, first=_OLDEST, past=True)
        self.form.left_on.begin(theme, session, pupil.left_on)
        self.form.left.setChecked(pupil.left_on is not None)
        self.form.left_on.setEnabled(pupil.left_on is not None)

    def _typed_pupil(self) -> Pupil:
        form = self.form
        left: date | None = None
        if form.left.isChecked():
            left = form.left_on.optional("left_on") or self._session.today
        return replace(
            self._pupil,
            forename=form.forename.text().strip(),
            surname=form.surname.text().strip(),
            year_group=tidy_year_group(form.year_group.text()),
            form=form.form.text().strip(),
            date_of_birth=form.date_of_birth.optional("date_of_birth"),
            school_number=form.school_number.text().strip(),
            upn=tidy_upn(form.upn.text()),
            left_on=left,
        )

    def _typed_so_far(self) -> Pupil | None:
        """What tells one pupil from another, as far as it is typed."""
        form = self.form
        return replace(
            self._pupil,
            forename=form.forename.text().strip(),
            surname=form.surname.text().strip(),
            date_of_birth=form.date_of_birth.day,
            school_number=form.school_number.text().strip(),
            upn=tidy_upn(form.upn.text()),
        )

    def _open_other(self, pupil_id: int) -> None:
        other = pupil_with_id(self._session, pupil_id)
        open_dialog(PupilDialog(self.context, self._session, other, parent=self))

    def _on_left(self, left: bool) -> None:
        self.form.left_on.setEnabled(left)
        if left and not self.form.left_on.text():
            self.form.left_on.set_day(self._session.today)

    def _warn_about_upn(self) -> None:
        problem = upn_problem(tidy_upn(self.form.upn.text()))
        if problem:
            self.banner.say(f"Please compare the unique pupil number: {problem}. It is kept as typed.", "warning")
        elif "unique pupil number:" in self.banner.sentence:
            self.banner.hide()


def _others_like(session: OfficeSession, pupil: Pupil) -> list[tuple[int, str]]:
    known = pupils_in_the_register(session, pupil)
    return [(other.id, f"{other.name_and_form}: {alike}.") for other, alike in known]
