"""Stops on the way of a letter: choose, preview, send all the same, did it come out, as issued, its words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from halton_desktop.domain.mailing import LetterRequest, Recipients
from halton_desktop.domain.slip_letter import FIRST_LETTER, SECOND_REMINDER
from halton_desktop.gui.letters.confirm_printing_dialog import ConfirmPrintingDialog, How
from halton_desktop.gui.letters.issued_letter_dialog import open_issued_letter
from halton_desktop.gui.letters.letters_dialog import open_letters_dialog
from halton_desktop.gui.letters.send_anyway_dialog import SendAnywayDialog
from halton_desktop.gui.parents.parents_tab import ParentsTab
from halton_desktop.services.letters.letter_pages import printing
from halton_desktop.services.letters.plan_letters import plan_letters
from halton_desktop.services.letters.print_letters import unconfirmed
from halton_desktop.services.parents.find_parents import parent_page
from halton_desktop.tour.stop import Stop, menu

if TYPE_CHECKING:
    from halton_desktop.gui.letters.letters_dialog import LettersDialog
    from halton_desktop.tour.tour import Tour


def _dialog(tour: Tour, letter: str, *, everybody: bool = False) -> LettersDialog:
    to = Recipients.ALL if everybody else Recipients.OUTSTANDING
    dialog = open_letters_dialog(tour.context, tour.session, tour.window, letter=letter, to=to)
    tour.settle(until=dialog.submit_button.isEnabled)
    return dialog


def _preview(tour: Tour) -> LettersDialog:
    dialog = _dialog(tour, FIRST_LETTER)
    dialog.submit_button.click()
    tour.settle(until=lambda: dialog.printing is not None)
    return dialog


def _letters(tour: Tour) -> QWidget:
    return _dialog(tour, FIRST_LETTER, everybody=True)


def _reminder(tour: Tour) -> QWidget:
    return _dialog(tour, SECOND_REMINDER)


def _come_out(tour: Tour) -> QWidget:
    dialog = _preview(tour)
    batch = printing(tour.session, unconfirmed(tour.session)[-1].id)
    return tour.show(ConfirmPrintingDialog(tour.context, tour.session, batch, How.PRINTED, parent=dialog))


def _send_anyway(tour: Tour) -> QWidget:
    plan = plan_letters(tour.session, LetterRequest(FIRST_LETTER))
    blocked = next(one for one in plan.not_printed if one.can_override)
    return tour.show(SendAnywayDialog(tour.context, blocked, tour.window))


def _as_issued(tour: Tour) -> QWidget:
    tab = tour.go_to(ParentsTab)
    pages = (parent_page(tour.session, parent_id) for parent_id in tab.model.ids)
    letter = next(page.letters[0] for page in pages if page.letters)
    return open_issued_letter(tour.context, tour.session, tour.window, letter.id)


LETTERS: tuple[Stop, ...] = (
    Stop("letters", _letters),
    Stop("letters-reminder", _reminder),
    Stop("letters-preview", _preview),
    Stop("did-they-come-out", _come_out),
    Stop("send-all-the-same", _send_anyway),
    Stop("letter-as-issued", _as_issued),
    menu("letter-words", "Words of the code-of-conduct letter…"),
)
