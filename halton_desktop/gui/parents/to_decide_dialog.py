"""To decide: everything the office is asked about people, worst first, answered one by one or in groups, and undone."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from halton_desktop.domain.change import RecordKind
from halton_desktop.domain.importing.import_identity import SAME
from halton_desktop.domain.parents import answers
from halton_desktop.domain.parents.question import Choice, Question, QuestionKind
from halton_desktop.domain.permission import Permission
from halton_desktop.gui.kit.app_context import AppContext
from halton_desktop.gui.kit.dialogs.base_dialog import BaseDialog, open_dialog
from halton_desktop.gui.kit.looks.look import GROUP, STEP
from halton_desktop.gui.kit.looks.style_sheet import set_style_property, set_text_role
from halton_desktop.gui.kit.widgets.button import Button
from halton_desktop.gui.kit.widgets.screen_room import fitted
from halton_desktop.gui.kit.widgets.section import paragraph
from halton_desktop.gui.parents.decision_card import DecisionCard
from halton_desktop.gui.parents.lift_hold_dialog import LiftHoldDialog
from halton_desktop.gui.parents.mistaken_entry_dialog import MistakenEntryDialog
from halton_desktop.services.parents.carry_out import FINAL
from halton_desktop.services.parents.decide_questions import (
    answer_questions,
    concerned,
    decided,
    take_back_answer,
    to_decide,
)
from halton_desktop.services.parents.find_parents import parent_page
from halton_desktop.services.session import OfficeSession

SIZE = QSize(820, 680)
MOST_DECIDED = 20
HEADINGS = {
    QuestionKind.RESTRICTION: "May they be written to?",
    QuestionKind.REMARK: "What stands in the file is no name or address",
    QuestionKind.SAME_PERSON: "One person or two?",
    QuestionKind.CHILD_ADDRESS: "Who lives at the child’s address?",
    QuestionKind.RELATIONSHIP: "Parent or carer, or a contact only?",
    QuestionKind.UNCLEAR: "Words that were not understood: may we write?",
    QuestionKind.GONE: "No longer in the file",
}


class ToDecideDialog(BaseDialog):
    """``open_requested`` asks for somebody’s page."""

    open_requested = Signal(object, int)

    def __init__(self, context: AppContext, session: OfficeSession, parent: QWidget | None = None) -> None:
        super().__init__(
            context, name="to-decide", title="To decide", verb="", leave="Close", guide_page="importing", parent=parent
        )
        self._session = session
        self.cards: list[DecisionCard] = []
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        lines = QVBoxLayout(self.body)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(STEP)
        lines.addWidget(
            paragraph(
                "What is done until you have decided stands at each. Tick several to give them the same answer. "
                "What a word means is remembered for the next import.",
                muted=True,
            )
        )
        lines.addWidget(self._scroll, 1)
        self.show_questions()
        self.resize(fitted(SIZE, self))

    def show_questions(self) -> None:
        """Read again what is open and what was decided."""
        page = QWidget()
        set_style_property(page, "surface", "page")
        lines = QVBoxLayout(page)
        lines.setContentsMargins(GROUP, GROUP, GROUP, GROUP)
        lines.setSpacing(STEP)
        self.cards.clear()
        shown: set[QuestionKind] = set()
        for question in to_decide(self._session):
            if question.kind not in shown:
                shown.add(question.kind)
                lines.addWidget(_heading(HEADINGS[question.kind]))
            lines.addWidget(self._card(question))
        if not shown:
            lines.addWidget(_heading("Everything is decided."))
        self._add_decided(lines)
        lines.addStretch(1)
        self._scroll.setWidget(page)

    def answer(self, card: DecisionCard, choice: Choice) -> None:
        """Give this answer to the card, and to all that are ticked where it is one of them and they offer it."""
        together = [one for one in self.cards if one.tick.isChecked() and choice in one.question.choices]
        questions = [one.question for one in (together if card in together else [card])]
        if choice.key == SAME.key and len(questions) == 1 and len(questions[0].parent_ids) == 2:
            self._make_one(questions[0])
            return
        if choice.key != answers.LIFT.key:
            self.write(partial(self._answer, questions, choice, ""), lambda _: self._on_given(questions, choice))
            return
        about = ", ".join(question.text for question in questions)
        dialog = LiftHoldDialog(self.context, about, partial(self._answer, questions, choice), self)
        dialog.succeeded.connect(lambda: self._on_given(questions, choice))
        open_dialog(dialog)

    def _make_one(self, question: Question) -> None:
        """Which values the one entry gets is chosen first."""
        stays, goes = question.parent_ids
        entry = parent_page(self._session, goes).parent
        dialog = MistakenEntryDialog(self.context, self._session, entry, stays, self)
        dialog.succeeded.connect(self.show_questions)
        open_dialog(dialog)

    def _answer(self, questions: list[Question], choice: Choice, reason: str) -> None:
        answer_questions(self._session, [question.id for question in questions], choice.key, reason)

    def _on_given(self, questions: list[Question], choice: Choice) -> None:
        ids = [question.id for question in questions]
        people = len({parent for question in questions for parent in question.parent_ids})
        counted = "1 person" if people == 1 else f"{people:,} people"
        self.show_questions()
        said = f"{choice.label}: {counted}."
        if choice.key in FINAL:
            self.banner.say(said, "success")
        else:
            self.banner.say(said, "success", action="Undo", act=partial(self._take_back, ids))

    def _take_back(self, question_ids: list[int]) -> None:
        def take_back() -> None:
            for question_id in question_ids:
                take_back_answer(self._session, question_id)

        self.write(take_back, lambda _: self.show_questions())

    def _card(self, question: Question) -> DecisionCard:
        may_answer = self._session.may(Permission.EDIT_PARENTS)
        card = DecisionCard(question, partial(concerned, self._session), self.context.theme, may_answer=may_answer)
        lift = card.buttons.get(answers.LIFT.key)
        if lift is not None:
            lift.setEnabled(self._session.may(Permission.LIFT_LETTER_BLOCKS))
        card.chosen.connect(partial(self.answer, card))
        card.person_asked.connect(self._open_person)
        self.cards.append(card)
        return card

    def _open_person(self, parent_id: int) -> None:
        self.open_requested.emit(RecordKind.PARENT, parent_id)
        self.accept()

    def _add_decided(self, lines: QVBoxLayout) -> None:
        """What was answered, each with its way back."""
        answered = decided(self._session)[:MOST_DECIDED]
        if answered:
            lines.addSpacing(GROUP)
            lines.addWidget(_heading("Decided"))
        for question in answered:
            label = next((one.label for one in question.choices if one.key == question.answer), question.answer)
            day = f"{question.answered_on:%d/%m/%Y}" if question.answered_on else ""
            holder = QWidget()
            line = QHBoxLayout(holder)
            line.setContentsMargins(0, 0, 0, 0)
            line.addWidget(paragraph(f"{question.text}: {label}  ·  {question.answered_by}, {day}", muted=True), 1)
            back = Button("Ask again", self.context.theme, kind="link")
            back.setAccessibleName(f"Ask again: {question.text}")
            back.setVisible(self._session.may(Permission.EDIT_PARENTS) and question.answer not in FINAL)
            back.clicked.connect(partial(self._take_back, [question.id]))
            line.addWidget(back)
            lines.addWidget(holder)


def _heading(text: str) -> QWidget:
    label = paragraph(text)
    set_text_role(label, "heading")
    return label
