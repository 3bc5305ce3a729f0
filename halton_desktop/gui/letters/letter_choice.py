"""Which letter, to whom, one for each household or person: reads and fills the first page of the Letters dialog."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QListWidgetItem, QRadioButton

from halton_desktop.domain.mailing import LetterRequest, Per, Recipients
from halton_desktop.services.letters.letter_texts import LetterText
from halton_desktop.ui_forms.letters.letters_dialog_form import Ui_LettersDialog

_NAME = int(Qt.ItemDataRole.UserRole)
LINES_SHOWN, LINE_HEIGHT = 4, 30


class LetterChoice(QObject):
    """``selected`` and ``shown`` are the parents the caller's list has selected and shows; None offers no such choice.

    ``purposes`` says what each letter is for, by name.
    """

    changed = Signal()
    """Something else is chosen."""

    def __init__(
        self,
        form: Ui_LettersDialog,
        selected: Sequence[int] | None,
        shown: Sequence[int] | None,
        year_groups: Sequence[str],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._form = form
        self._selected = tuple(selected) if selected is not None else ()
        self._shown = tuple(shown) if shown is not None else ()
        self._purposes: dict[str, str] = {}
        form.selected.setVisible(bool(self._selected))
        form.selected.setText(f"&Selected in the list ({len(self._selected):,})")
        form.shown.setVisible(bool(self._shown))
        form.shown.setText(f"What the list sho&ws ({len(self._shown):,})")
        form.year_group.addItem("All year groups", "")
        for year in year_groups:
            form.year_group.addItem(f"Year {year}" if year.isdigit() else year, year)
        for widget in (form.letter, form.year_group):
            widget.setProperty("notSaved", True)
        self._connect()

    def set_letters(self, texts: Sequence[LetterText], purposes: Mapping[str, str]) -> None:
        """List the letters that can be printed; the one chosen stays chosen."""
        chosen = self.letter
        self._purposes = dict(purposes)
        letters = self._form.letter
        letters.blockSignals(True)
        letters.clear()
        for text in texts:
            item = QListWidgetItem(text.title)
            item.setData(_NAME, text.name)
            item.setToolTip(self._purposes.get(text.name, ""))
            letters.addItem(item)
        letters.setFixedHeight(min(LINES_SHOWN, max(1, len(texts))) * LINE_HEIGHT + 4)
        letters.blockSignals(False)
        self.choose(chosen)

    def choose(self, letter: str, to: Recipients | None = None) -> None:
        """Begin with this letter and these people."""
        for row in range(self._form.letter.count()):
            if self._form.letter.item(row).data(_NAME) == letter or row == 0:
                self._form.letter.setCurrentRow(row)
        if to is not None:
            self._first_radio(to).setChecked(True)
        self._show_purpose()

    def begin(self, letter: str, to: Recipients | None, year_group: str = "") -> None:
        """The people the caller most likely means: who is selected, else the list, else everybody."""
        form = self._form
        first = form.selected if self._selected else form.shown if self._shown else form.everyone
        first.setChecked(True)
        form.household.setChecked(True)
        self._form.year_group.setCurrentIndex(max(0, self._form.year_group.findData(year_group)))
        self.choose(letter, to)
        self._on_changed()

    @property
    def letter(self) -> str:
        """The name of the letter chosen, "" while none is."""
        item = self._form.letter.currentItem()
        return str(item.data(_NAME)) if item is not None else ""

    def request(self, overrides: Mapping[int, str]) -> LetterRequest:
        """What is asked for."""
        form = self._form
        picked = self._selected if form.selected.isChecked() else self._shown if form.shown.isChecked() else None
        year_group = str(form.year_group.currentData()) if picked is None else ""
        return LetterRequest(
            letter=self.letter,
            to=Recipients.OUTSTANDING if form.outstanding.isChecked() else Recipients.ALL,
            year_group=year_group,
            parent_ids=picked,
            by_hand=not form.shown.isChecked(),
            per=Per.PERSON if form.person.isChecked() else Per.HOUSEHOLD,
            overrides=dict(overrides),
        )

    def _first_radio(self, to: Recipients) -> QRadioButton:
        return self._form.outstanding if to is Recipients.OUTSTANDING else self._form.everyone

    def _show_purpose(self) -> None:
        self._form.purpose.setText(self._purposes.get(self.letter, ""))

    def _connect(self) -> None:
        form = self._form
        form.letter.currentRowChanged.connect(lambda _row: self._on_changed())
        radios = (form.selected, form.shown, form.everyone, form.outstanding, form.household)
        for radio in radios:
            radio.toggled.connect(lambda _on: self._on_changed())
        form.year_group.currentIndexChanged.connect(lambda _row: self._on_changed())

    def _on_changed(self) -> None:
        by_hand = self._form.selected.isChecked() or self._form.shown.isChecked()
        for widget in (self._form.year_label, self._form.year_group):
            widget.setEnabled(not by_hand)
        self._show_purpose()
        self.changed.emit()
