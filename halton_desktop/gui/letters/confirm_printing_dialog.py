"""Asks whether letters came out of the printer: all of them, only up to one, or none; until then nothing is booked."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from halton_desktop.gui.kit.app_context import AppContext
from halton_desktop.gui.kit.confirm_dialog import YesNoQuestion
from halton_desktop.gui.kit.dialogs.base_dialog import BaseDialog
from halton_desktop.gui.kit.fields.day_field import DayField
from halton_desktop.gui.kit.fields.form import FieldForm
from halton_desktop.gui.kit.looks.look import FORM_LEAST_WIDTH, HALF_STEP, STEP
from halton_desktop.gui.kit.looks.style_sheet import set_text_role
from halton_desktop.gui.kit.widgets.button import Button
from halton_desktop.gui.letters.letter_finder import LetterFinder
from halton_desktop.services.letters.letter_pages import Printing
from halton_desktop.services.letters.print_letters import confirm_letters, drop_letters
from halton_desktop.services.session import OfficeSession


class How(Enum):
    """How the question came up."""

    PRINTED = "printed"
    SAVED = "saved"
    FOUND = "found"


_BOOKED = "Once you say so, the letters are booked as sent and their slips as outstanding."
_EXPLANATIONS = {
    How.PRINTED: f"Look at the printer before you answer. {_BOOKED}",
    How.SAVED: f"The PDF is saved. When it has been printed, say whether all letters came out. {_BOOKED}",
    How.FOUND: f"They were prepared on {{day}} at {{time}}, and nobody has said yet whether they came out. {_BOOKED}",
}


def letters_counted(number: int) -> str:
    """ "1 letter", "812 letters"."""
    return f"{number:,} letter" if number == 1 else f"{number:,} letters"


class ConfirmPrintingDialog(BaseDialog):
    """``sent`` letters went to the printer; fewer than there are means that printing stopped there."""

    settled = Signal(str)
    """Letters were booked or discarded; a sentence that says so."""
    print_asked = Signal(int)
    """Print from this letter (counted from 0) to the last."""

    def __init__(
        self,
        context: AppContext,
        session: OfficeSession,
        printing: Printing,
        how: How,
        sent: int | None = None,
        parent: QWidget | None = None,
    ) -> None:
        self._total = len(printing.letters)
        self._sent = self._total if sent is None else sent
        day = printing.prepared_at.astimezone()
        self.late = self.whole and day.date() < session.today
        """Only then is it asked when they went out."""
        super().__init__(
            context,
            name="confirm-late-printing" if self.late else "confirm-printing",
            title="Did the letters come out?",
            verb=self._verb(),
            verb_icon="done" if self.whole else "print",
            leave="Ask me later",
            guide_page="letters",
            parent=parent,
        )
        self.asks_before_leaving = False
        self._session = session
        self._printing = printing
        self.question = QLabel(self._question())
        self.explanation = QLabel(
            _EXPLANATIONS[how].format(day=f"{day:%d/%m/%Y}", time=f"{day:%H:%M}") if self.whole else self._stopped()
        )
        self.went_out = DayField().begin(context.theme, session, day.date(), past=True)
        self.last_good = LetterFinder("The last letter that came out")
        self.rest = Button("&Print the rest…", context.theme, icon="print")
        self.discard = Button("No, &discard them…", context.theme, kind="danger", icon="delete")
        self._build_body()
        self.last_good.set_letters(printing.letters)
        if not self.whole and self._sent:
            who, reference = printing.letters[self._sent - 1]
            self.last_good.setText(f"{who} · {reference}")
        self.last_good.textChanged.connect(self._show_rest)
        self.rest.clicked.connect(self._print_rest)
        self.discard.clicked.connect(self._discard)
        self._show_rest()

    @property
    def whole(self) -> bool:
        """Whether every letter went to the printer."""
        return self._sent == self._total

    def act(self) -> None:
        """All came out: book them. Where printing stopped: print the rest."""
        if not self.whole:
            self._print_rest()
            return
        went_out = self.went_out.required("went_out") if self.late else None
        self._settle(
            partial(confirm_letters, self._session, self._printing.batch_id, went_out),
            "Booking the letters",
            f"{letters_counted(self._total)} booked as sent {self._when()}.",
        )

    def _when(self) -> str:
        return f"on {self.went_out.day:%d/%m/%Y}" if self.late and self.went_out.day else "today"

    def _discard(self) -> None:
        question = YesNoQuestion(
            f"Discard {'this letter' if self._total == 1 else f'these {letters_counted(self._total)}'}?",
            "They are taken off the file as if they had never been printed, and the references on their slips are "
            "never used again. Destroy any that did come out.",
            verb="Discard",
            otherwise="Keep them",
            danger=True,
        )
        if self.context.confirm(self, question):
            self._settle(
                partial(drop_letters, self._session, self._printing.batch_id),
                "Discarding the letters",
                f"{letters_counted(self._total)} discarded; nothing was booked.",
            )

    def _settle(self, errand: Callable[[], object], title: str, sentence: str) -> None:
        def done(_result: object) -> None:
            self.succeed()
            self.settled.emit(sentence)

        self.write(errand, done, title=title)

    def set_busy(self, *, busy: bool) -> None:
        """The other ways out rest too."""
        super().set_busy(busy=busy)
        self.discard.setEnabled(not busy)

    def _print_rest(self) -> None:
        first = self._first_again()
        if first < self._total:
            self.succeed()
            self.print_asked.emit(first)

    def _first_again(self) -> int:
        """The letter to print next: after the last good one; where none is named, the one printing stopped at."""
        named = self.last_good.number()
        if named >= 0:
            return named + 1
        return 0 if not self.last_good.text().strip() else self._total

    def _show_rest(self) -> None:
        first = self._first_again()
        left = self._total - first
        words = f"&Print the other {letters_counted(left)}…" if first else f"&Print all {letters_counted(left)} again…"
        self.rest.setText(words if left else "&Print the rest…")
        self.rest.setEnabled(left > 0)
        if not self.whole:
            self.submit_button.setText(words.replace("&", "") if left else "Print the rest…")
            self.submit_button.setEnabled(left > 0)

    def _verb(self) -> str:
        if self._sent < self._total:
            return "Print the rest…"
        return "Yes, it came out" if self._total == 1 else f"Yes, all {self._total:,} came out"

    def _question(self) -> str:
        if not self.whole:
            return f"Printing stopped after {self._sent:,} of {letters_counted(self._total)}."
        return "Did the letter come out?" if self._total == 1 else f"Did all {self._total:,} letters come out?"

    def _stopped(self) -> str:
        return (
            "Nothing is lost: printing can be taken up where it stopped. Look which letter was the last to come out "
            "whole. Nothing is booked as sent before all have come out."
        )

    def _build_body(self) -> None:
        lines = QVBoxLayout(self.body)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(STEP)
        set_text_role(self.question, "title")
        about = QLabel(self._printing.title)
        set_text_role(about, "muted")
        label = QLabel(
            "Only some? The &last letter that came out:" if self.whole else "The &last letter that came out:"
        )
        label.setBuddy(self.last_good)
        for words in (self.question, about, self.explanation):
            words.setWordWrap(True)
            words.setTextFormat(Qt.TextFormat.PlainText)
            lines.addWidget(words)
        lines.addSpacing(STEP)
        if self.late:
            fields = FieldForm()
            fields.add("went_out", "They went &out on", self.went_out, "The time to answer counts from this day.")
            self.use_errors(fields.errors)
            lines.addWidget(fields)
        again = QVBoxLayout()
        again.setSpacing(HALF_STEP)
        again.addWidget(label)
        row = QHBoxLayout()
        row.setSpacing(STEP)
        row.addWidget(self.last_good, 1)
        row.addWidget(self.rest)
        again.addLayout(row)
        lines.addLayout(again)
        lines.addStretch(1)
        self.rest.setVisible(self.whole)
        self.last_good.setMinimumWidth(FORM_LEAST_WIDTH // 2)
        self.footer.insertWidget(0, self.discard)
        several = self._total > 1
        for widget in (label, self.last_good):
            widget.setVisible(several)
        self.submit_button.setFocus()
