"""One question of the To decide list: what is asked, of how many, what holds meanwhile, and its choices."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from halton_desktop.domain.parents.question import Choice, Question
from halton_desktop.gui.kit.looks.look import GROUP, HALF_STEP, STEP
from halton_desktop.gui.kit.looks.style_sheet import set_style_property, set_text_role
from halton_desktop.gui.kit.looks.theme import Theme
from halton_desktop.gui.kit.widgets.button import Button
from halton_desktop.gui.kit.widgets.flow_layout import FlowLayout
from halton_desktop.gui.kit.widgets.section import paragraph
from halton_desktop.services.parents.decide_questions import Concerned

MOST_NAMES = 30
"""So many people are named under a question; nobody reads on."""
FEW_NAMES = 3
"""So many are named at once: an answer acts on them, whoever the words stand beside."""


class DecisionCard(QFrame):
    """``chosen`` carries the choice; ``person_asked`` opens somebody the question is about."""

    chosen = Signal(object)
    person_asked = Signal(int)

    def __init__(
        self, question: Question, people_of: Callable[[int], Sequence[Concerned]], theme: Theme, *, may_answer: bool
    ) -> None:
        super().__init__()
        self.question = question
        self._people_of = people_of
        self._theme = theme
        self.tick = QCheckBox()
        self.tick.setAccessibleName(f"Answer {question.text} together with others")
        self.tick.setProperty("notSaved", True)
        self.tick.setVisible(may_answer)
        self.who = Button(_count(question), theme, kind="link")
        self.who.setAccessibleName(f"Who {question.text} is about")
        self.who.setVisible(bool(question.parent_ids))
        self.names = QWidget()
        self.buttons = {choice.key: self._button(choice) for choice in question.choices if may_answer}
        self._build()
        self.who.clicked.connect(self.show_names)
        if 0 < len(question.parent_ids) <= FEW_NAMES:
            self.show_names()

    def show_names(self) -> None:
        """Name the people, or hide them again."""
        lines = self.names.layout()
        if lines is None:
            lines = QVBoxLayout(self.names)
            lines.setContentsMargins(0, 0, 0, 0)
            lines.setSpacing(0)
            people = self._people_of(self.question.id)
            for person in people[:MOST_NAMES]:
                lines.addWidget(self._person(person))
            if len(people) > MOST_NAMES:
                lines.addWidget(paragraph(f"and {len(people) - MOST_NAMES:,} more", muted=True))
            self.names.show()
        else:
            self.names.setVisible(self.names.isHidden())

    def _person(self, person: Concerned) -> QWidget:
        holder = QWidget()
        line = QHBoxLayout(holder)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(STEP)
        name = Button(person.who.replace("&", "&&"), self._theme, kind="link")
        name.clicked.connect(partial(self.person_asked.emit, person.parent_id))
        line.addWidget(name)
        line.addWidget(paragraph("  ·  ".join(part for part in (person.children, person.words) if part), muted=True), 1)
        return holder

    def _button(self, choice: Choice) -> Button:
        button = Button(choice.label.replace("&", "&&"), self._theme)
        button.setToolTip(choice.effect)
        button.setAccessibleName(f"{self.question.text}: {choice.label}")
        button.clicked.connect(partial(self.chosen.emit, choice))
        return button

    def _build(self) -> None:
        set_style_property(self, "surface", "card")
        words = paragraph(self.question.text)
        set_text_role(words, "strong")
        top = QHBoxLayout()
        top.setSpacing(STEP)
        top.addWidget(self.tick)
        top.addWidget(words, 1)
        top.addWidget(self.who)
        choices = FlowLayout(STEP)
        for button in self.buttons.values():
            choices.addWidget(button)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(GROUP, STEP, GROUP, STEP)
        lines.setSpacing(HALF_STEP)
        lines.addLayout(top)
        lines.addWidget(paragraph(self.question.meanwhile, muted=True))
        lines.addWidget(self.names)
        self.names.hide()
        lines.addLayout(choices)


def _count(question: Question) -> str:
    number = len(question.parent_ids)
    return "1 person…" if number == 1 else f"{number:,} people…"
