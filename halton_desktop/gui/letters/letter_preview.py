"""Letters as they will print: every page, the envelope's window over the first, from family to family by name."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from halton_desktop.domain.letter import Envelope
from halton_desktop.domain.sides import Sides
from halton_desktop.gui.kit.looks.look import STEP
from halton_desktop.gui.kit.looks.style_sheet import set_text_role
from halton_desktop.gui.kit.looks.theme import Theme
from halton_desktop.gui.kit.widgets.button import Button
from halton_desktop.gui.kit.widgets.pdf_preview import PdfPreview
from halton_desktop.gui.letters.envelope_overlay import EnvelopeOverlay
from halton_desktop.gui.letters.letter_finder import LetterFinder
from halton_desktop.services.letters.letter_pages import LetterPages

FINDER_WIDTH = 320
SINGLE_SIDED = "Save for printing on &one side only"


class LetterPreview(QWidget):
    """Fill it with :meth:`show_letters`. A single letter has no need of being found."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._letters: LetterPages | None = None
        self.pages = PdfPreview(theme)
        self.overlay = EnvelopeOverlay(self.pages.view, theme)
        self.who = QLabel()
        self.finder = LetterFinder("Find a family’s letter")
        self.previous = Button("Letter &before", theme, icon="previous page")
        self.following = Button("&Next letter", theme, icon="next page")
        self.envelope = QCheckBox("Show the envelope’s &window")
        self.single_sided = QCheckBox(SINGLE_SIDED)
        self.laid_out = QLabel()
        self._build()
        self.finder.chosen.connect(self.go_to_letter)
        self.previous.clicked.connect(lambda: self.go_to_letter(self.letter - 1))
        self.following.clicked.connect(lambda: self.go_to_letter(self.letter + 1))
        self.envelope.toggled.connect(self._show_window)
        self.single_sided.toggled.connect(self._show_paper)
        self.pages.view.pageNavigator().currentPageChanged.connect(self._show_who)

    def show_letters(self, letters: LetterPages) -> None:
        """Show these pages from the first; raises OurBug where they are no PDF."""
        self.pages.show_pdf(letters.pdf)
        self._letters = letters
        self.finder.set_letters([(letter.who, letter.reference) for letter in letters.letters])
        several = len(letters.letters) > 1
        for widget in (self.finder, self.previous, self.following, self.single_sided, self.laid_out):
            widget.setVisible(several)
        self.envelope.setVisible(letters.envelope.envelope is not Envelope.NONE)
        self._show_window()
        self._show_paper()
        self._show_who()

    @property
    def sides(self) -> Sides:
        """For which sides of the paper a saved file is to be laid out."""
        return Sides.ONE if self.single_sided.isChecked() else Sides.BOTH

    @property
    def letter(self) -> int:
        """The letter in front, from 0."""
        return self._letters.letter_on(self.pages.page) if self._letters else 0

    def go_to_letter(self, number: int) -> None:
        """Bring the first page of a letter (from 0) to the front."""
        if self._letters is not None and 0 <= number < len(self._letters.letters):
            self.pages.go_to(self._letters.letters[number].first_page)
            self._show_who()

    def _show_who(self) -> None:
        if self._letters is None:
            return
        number, count = self.letter, len(self._letters.letters)
        here = self._letters.letters[number]
        place = f"Letter {number + 1:,} of {count:,} · " if count > 1 else ""
        self.who.setText(f"{place}{here.who} · {here.reference}")
        self.previous.setEnabled(number > 0)
        self.following.setEnabled(number + 1 < count)

    def _show_window(self) -> None:
        if self._letters is not None:
            envelope = self._letters.envelope.envelope if self.envelope.isChecked() else Envelope.NONE
            self.overlay.show_window(envelope, frozenset(letter.first_page for letter in self._letters.letters))

    def _show_paper(self) -> None:
        if self._letters is not None:
            self.laid_out.setText(self._letters.paper(self.sides).words)

    def _build(self) -> None:
        set_text_role(self.who, "strong")
        self.who.setTextFormat(Qt.TextFormat.PlainText)
        self.who.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.envelope.setChecked(True)
        self.envelope.setProperty("notSaved", True)
        self.single_sided.setProperty("notSaved", True)
        self.laid_out.setWordWrap(True)
        set_text_role(self.laid_out, "muted")
        self.finder.setMaximumWidth(FINDER_WIDTH)
        bar = QHBoxLayout()
        bar.setSpacing(STEP)
        for widget in (self.previous, self.following):
            bar.addWidget(widget)
        bar.addWidget(self.finder, 1)
        bar.addStretch(1)
        top = QHBoxLayout()
        top.setSpacing(STEP)
        top.addWidget(self.who, 1)
        top.addWidget(self.envelope)
        saved = QHBoxLayout()
        saved.setSpacing(STEP)
        saved.addWidget(self.laid_out, 1)
        saved.addWidget(self.single_sided, 0, Qt.AlignmentFlag.AlignTop)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(STEP)
        lines.addLayout(top)
        lines.addLayout(bar)
        lines.addLayout(saved)
        lines.addWidget(self.pages, 1)
