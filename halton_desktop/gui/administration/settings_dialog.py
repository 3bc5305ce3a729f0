"""Settings: what holds for the whole office (kept in its file), and what holds for this computer."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TypeVar

from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from halton_desktop.domain.office_setting import OfficeSettings
from halton_desktop.domain.permission import Permission
from halton_desktop.errors import HaltonError, InvalidInput
from halton_desktop.gui.administration.letter_settings import LetterSettings
from halton_desktop.gui.kit.app_context import AppContext
from halton_desktop.gui.kit.dialogs.base_dialog import BaseDialog
from halton_desktop.gui.kit.fields.level_rows import keep_rows_level
from halton_desktop.services.administration.keep_school import change_settings, read_school, read_settings
from halton_desktop.services.session import OfficeSession
from halton_desktop.settings import COMPACT_ROWS, COPY_WITH_HEADERS, IDLE_MINUTES, TEXT_LARGER_BY, THEME, Setting
from halton_desktop.ui_forms.administration.settings_dialog_form import Ui_SettingsDialog

T = TypeVar("T", bool, int, float, str)

ENVELOPES = (
    ("DL, folded in thirds, window left", "DL"),
    ("C5, folded once, window left", "C5"),
    ("Without a window", "none"),
)
THEMES = (("As the system does", "system"), ("Light", "light"), ("Dark", "dark"))
_OUT_OF_TERM = "out_of_term_contact"
_NUMBERS = ("days_to_return", "review_months", "envelope_right_mm", "envelope_down_mm")


class SettingsDialog(BaseDialog):
    """Who may not change the office's settings sees them greyed."""

    def __init__(self, context: AppContext, session: OfficeSession, parent: QWidget | None = None) -> None:
        super().__init__(
            context, name="settings", title="Settings", verb="Save", guide_page="school-and-settings", parent=parent
        )
        self._session = session
        self._office = read_settings(session)
        self._may_change_office = session.may(Permission.CHANGE_SCHOOL)
        self.form = Ui_SettingsDialog()
        self.form.setupUi(self.body)
        keep_rows_level(self.body)
        self.letters = LetterSettings(self._office, read_school(session))
        self._add_letters_page()
        self._fill_office(self._office)
        self._fill_computer()
        if not self._may_change_office:
            self._grey_office()
        self.form.sections.setCurrentWidget(
            self.form.office_page if self._may_change_office else self.form.computer_page
        )

    def act(self) -> None:
        """The office's first, since they may be refused; then this computer's."""
        if self._may_change_office:
            self.write(partial(change_settings, self._session, self._typed_office()), lambda _: self._keep_computer())
        else:
            self._keep_computer()

    def show_error(self, error: HaltonError) -> None:
        """On the page it belongs to."""
        on_letters = isinstance(error, InvalidInput) and error.field == "complaint_stages"
        self.form.sections.setCurrentWidget(self.letters_page if on_letters else self.form.office_page)
        super().show_error(error)

    def _keep_computer(self) -> None:
        settings, form = self.context.settings, self.form
        settings.set(IDLE_MINUTES, form.idle_minutes.currentData())
        settings.set(COMPACT_ROWS, form.compact_rows.isChecked())
        settings.set(COPY_WITH_HEADERS, form.copy_with_headers.isChecked())
        settings.set(TEXT_LARGER_BY, form.text_larger_by.currentData())
        settings.set(THEME, form.theme.currentData())
        self.succeed()

    def _add_letters_page(self) -> None:
        self.letters_page = QWidget()
        lines = QVBoxLayout(self.letters_page)
        lines.addWidget(self.letters)
        lines.addStretch(1)
        self.form.sections.insertTab(1, self.letters_page, "Letters")
        for name in (*_NUMBERS, "envelope", _OUT_OF_TERM):
            self.letters.errors.add(name, getattr(self.form, name))
        self.use_errors(self.letters.errors)

    def _fill_office(self, office: OfficeSettings) -> None:
        for name in _NUMBERS:
            getattr(self.form, name).setValue(getattr(office, name))
        _fill(self.form.envelope, ENVELOPES, office.envelope)
        self.form.out_of_term_contact.setText(office.out_of_term_contact)

    def _grey_office(self) -> None:
        self.form.office_says.setText("Only an administrator changes these.")
        for name in (*_NUMBERS, "envelope", _OUT_OF_TERM):
            getattr(self.form, name).setEnabled(False)
        self.letters.setEnabled(False)

    def _fill_computer(self) -> None:
        form, settings = self.form, self.context.settings
        _fill(form.theme, THEMES, settings.get(THEME))
        sizes = [("As the system has it", 0)]
        sizes += [(f"{more} point{'' if more == 1 else 's'} larger", more) for more in TEXT_LARGER_BY.allowed if more]
        _fill(form.text_larger_by, sizes, settings.get(TEXT_LARGER_BY))
        form.compact_rows.setChecked(settings.get(COMPACT_ROWS))
        form.copy_with_headers.setChecked(settings.get(COPY_WITH_HEADERS))
        minutes = _allowed(IDLE_MINUTES)
        _fill(
            form.idle_minutes,
            [(f"{one} minute{'' if one == 1 else 's'}", one) for one in minutes],
            settings.get(IDLE_MINUTES),
        )

    def _typed_office(self) -> OfficeSettings:
        return replace(
            self.letters.typed(self._office),
            envelope=self.form.envelope.currentData(),
            out_of_term_contact=self.form.out_of_term_contact.text().strip(),
            **{name: getattr(self.form, name).value() for name in _NUMBERS},
        )


def _allowed(setting: Setting[T]) -> tuple[T, ...]:
    return setting.allowed


def _fill(box: QComboBox, choices: list[tuple[str, T]] | tuple[tuple[str, T], ...], chosen: T) -> None:
    for text, value in choices:
        box.addItem(text, value)
    box.setCurrentIndex(max(0, box.findData(chosen)))
