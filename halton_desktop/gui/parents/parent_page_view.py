"""One parent's page: how to reach them, their children, letters, forms and incidents, and what was changed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from halton_desktop.domain.acknowledgement import Form, FormState
from halton_desktop.domain.address import address_problem
from halton_desktop.domain.change import AuditEntry, RecordKind
from halton_desktop.domain.incidents.incident_list import IncidentLine
from halton_desktop.domain.name import joined
from halton_desktop.domain.parents.parent import COMPLAINTS_ROUTE, Capacity, Child, Parent, Protected
from halton_desktop.domain.slip_letter import SLIP_LETTER
from halton_desktop.gui.kit.history_words import action_words, changed_words
from halton_desktop.gui.kit.looks.look import HALF_STEP, STEP, ColourRole
from halton_desktop.gui.kit.looks.theme import Theme
from halton_desktop.gui.kit.widgets.button import Button
from halton_desktop.gui.kit.widgets.chip import Chip, ChipLabel
from halton_desktop.gui.kit.widgets.detail_page import DetailPage
from halton_desktop.gui.kit.widgets.empty_state import EmptyWords
from halton_desktop.gui.kit.widgets.section import Section, Timeline, TimelineEntry, paragraph
from halton_desktop.gui.parents.holds_section import fill_holds_section
from halton_desktop.gui.parents.parent_table_model import (
    ACKNOWLEDGED_CHIPS,
    COURT_ORDER,
    DO_NOT_WRITE,
    PROTECTED,
    hold_chip,
)
from halton_desktop.services.parents.find_parents import ParentPage

_FORM_LOOKS: dict[FormState, tuple[ColourRole, str]] = {
    FormState.PREPARED: ("due", "print"),
    FormState.NOT_SENT: ("muted", "undo"),
    FormState.ISSUED: ("due", "due"),
    FormState.RETURNED: ("done", "done"),
    FormState.WITHDRAWN: ("overdue", "stop"),
    FormState.EXPIRED: ("muted", "clock"),
    FormState.SUPERSEDED: ("muted", "undo"),
    FormState.INVALID: ("overdue", "error"),
    FormState.CALLED_BACK: ("muted", "undo"),
    FormState.TAKEN_BACK: ("muted", "undo"),
}
MOST_HISTORY = 12


@dataclass(frozen=True)
class ParentRecord:
    """Everything the page shows, read in one go."""

    page: ParentPage
    incidents: Sequence[IncidentLine]
    history: Sequence[AuditEntry] | None
    """None where the signed-in user may not see it."""


class ParentPageView(DetailPage):
    """``open_requested`` asks for another record; the buttons say what they do by their own signals."""

    open_requested = Signal(object, int)
    edit_pressed = Signal()
    print_pressed = Signal()
    mistake_pressed = Signal(object)
    pupil_pressed = Signal(int)
    lift_pressed = Signal(int)
    decide_pressed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self.setAccessibleName("The parent chosen in the list")

    def show_parent(self, record: ParentRecord, *, may_edit: bool, may_print: bool, may_lift: bool = False) -> None:
        """Build the page."""
        parent = record.page.parent
        self.begin(parent.id, parent.full_name, subtitle=_greeting(parent), chips=_chips(record.page))
        buttons = []
        if may_print:
            buttons.append(self._button("Print letters…", "print", self.print_pressed.emit))
        if may_edit:
            buttons.append(self._button("Edit…", "edit", self.edit_pressed.emit))
            buttons.append(self._button("Entered by mistake…", "undo", partial(self.mistake_pressed.emit, parent)))
        if buttons:
            self.add_next_steps(buttons, heading="")
        family = record.page.family
        if family.holds or parent.undecided:
            section, lift = self.add_section("Held: nothing is printed"), self.lift_pressed.emit if may_lift else None
            fill_holds_section(section, family, self._theme, lift=lift, decide=self.decide_pressed.emit)
        self._add_reach(parent)
        self._add_children(record.page, may_edit=may_edit)
        self._add_paper(record.page)
        self._add_incidents(record.incidents)
        if parent.notes:
            self.add_section("Notes").add_text(parent.notes)
        if record.history:
            self._add_history(record.history)
        self.finish()

    def show_nobody(self) -> None:
        """Nobody is chosen."""
        self.show_nothing(EmptyWords("Choose a parent in the list", "Their whole record opens here.", icon="parent"))

    # --- sections -----------------------------------------------------------------------------------------------

    def _add_reach(self, parent: Parent) -> None:
        section = self.add_section("How to reach them")
        section.add_facts(
            [
                ("Address", "\n".join([*parent.address.lines, parent.address.postcode]).strip()),
                ("Mobile", parent.mobile),
                ("Home", parent.home_phone),
                ("E-mail", parent.email),
            ]
        )
        problem = address_problem(parent.address)
        if problem:
            section.add(_left(ChipLabel(Chip(f"No letter can be posted: {problem}", "due", "warning"), self._theme)))
        if parent.protected:
            kinds = joined([kind.value for kind in Protected if kind in parent.protected])
            section.add_text(f"Protected: {kinds}. {parent.protected_reason}")
        if parent.do_not_write:
            section.add_text(f"Do not write: {parent.do_not_write_reason}")

    def _add_children(self, page: ParentPage, *, may_edit: bool) -> None:
        section = self.add_section("Children")
        if not page.family.children:
            section.add_text("No child is tied to this person.", muted=True)
        for child in page.family.children:
            section.add(self._child(page, child, may_edit=may_edit))

    def _child(self, page: ParentPage, child: Child, *, may_edit: bool) -> QWidget:
        holder = QWidget()
        lines = QVBoxLayout(holder)
        lines.setContentsMargins(0, 0, 0, HALF_STEP)
        lines.setSpacing(HALF_STEP)
        title = QHBoxLayout()
        title.setSpacing(STEP)
        if may_edit:
            pupil_id = child.pupil.id
            name = self._link(child.pupil.name_and_form, lambda: self.pupil_pressed.emit(pupil_id))
            title.addWidget(name)
        else:
            title.addWidget(paragraph(child.pupil.name_and_form))
        for chip in _child_chips(child):
            title.addWidget(ChipLabel(chip, self._theme))
        title.addStretch(1)
        lines.addLayout(title)
        tie = child.tie.relationship + (", parental responsibility" if child.tie.parental_responsibility else "")
        lines.addWidget(paragraph(tie[:1].upper() + tie[1:], muted=True))
        others = [other for other in page.others if other.pupil_id == child.pupil.id]
        if others:
            line = QHBoxLayout()
            line.setSpacing(HALF_STEP)
            line.addWidget(_muted("Also:"))
            for other in others:
                words = f"{other.name} ({other.relationship})"
                line.addWidget(self._link(words, partial(self._open, RecordKind.PARENT, other.parent_id)))
            line.addStretch(1)
            lines.addLayout(line)
        return holder

    def _add_paper(self, page: ParentPage) -> None:
        section = self.add_section("Letters and forms")
        if not page.forms and not page.letters:
            section.add_text("Nothing was printed for them yet.", muted=True)
        for form in page.forms:
            words = f"{form.reference}  ·  {_form_words(form)}"
            section.add(self._line(words, _form_chip(form), partial(self._open, RecordKind.FORM, form.id)))
        for letter in page.letters:
            name = SLIP_LETTER[letter.letter].title
            printed = f"{letter.issued_at.astimezone():%d/%m/%Y}" if letter.issued_at else "not confirmed"
            section.add_text(f"{name}, {letter.reference}, {printed}", muted=True)

    def _add_incidents(self, incidents: Sequence[IncidentLine]) -> None:
        if not incidents:
            return
        section = self.add_section("Incidents")
        for line in incidents:
            chip = Chip(line.state.value.capitalize(), "muted", "incident")
            concern = "" if line.clauses else "Concern, not a breach  ·  "
            where = line.where or line.platform.value
            words = f"{line.reference}  ·  {line.happened_on:%d/%m/%Y}  ·  {concern}{where}"
            section.add(self._line(words, chip, partial(self._open, RecordKind.INCIDENT, line.id)))

    def _add_history(self, history: Sequence[AuditEntry]) -> None:
        section: Section = self.add_section("History")
        entries = [
            TimelineEntry(
                f"{entry.at.astimezone():%d/%m/%Y %H:%M}",
                f"{action_words(entry)} by {entry.user_name}",
                changed_words(entry) if entry.old else "",
            )
            for entry in history[:MOST_HISTORY]
        ]
        section.add(Timeline(entries, self._theme))
        if len(history) > MOST_HISTORY:
            section.add_text("Older changes are under Tools, History of changes.", muted=True)

    # --- pieces -------------------------------------------------------------------------------------------------

    def _open(self, noun: RecordKind, record: int) -> None:
        self.open_requested.emit(noun, record)

    def _button(self, text: str, icon: str, act: Callable[[], object]) -> Button:
        button = Button(text, self._theme, icon=icon)
        button.clicked.connect(lambda: act())
        return button

    def _link(self, text: str, act: Callable[[], object]) -> Button:
        button = Button(text.replace("&", "&&"), self._theme, kind="link")
        button.clicked.connect(lambda: act())
        return button

    def _line(self, words: str, chip: Chip, act: Callable[[], object]) -> QWidget:
        holder = QWidget()
        line = QHBoxLayout(holder)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(STEP)
        line.addWidget(self._link(words, act))
        line.addStretch(1)
        line.addWidget(ChipLabel(chip, self._theme))
        return holder


def _greeting(parent: Parent) -> str:
    return f"Letters begin “Dear {parent.greeting}”"


def _chips(page: ParentPage) -> list[Chip]:
    chips = [ACKNOWLEDGED_CHIPS[page.acknowledged]]
    if page.parent.do_not_write:
        chips.append(DO_NOT_WRITE)
    if page.parent.protected:
        chips.append(PROTECTED)
    if any(child.tie.court_order for child in page.family.children):
        chips.append(COURT_ORDER)
    chips += dict.fromkeys(map(hold_chip, page.family.holds))
    for capacity in Capacity:
        if capacity in page.parent.capacities and capacity is not Capacity.PARENT_CARER:
            words = capacity.value[:1].upper() + capacity.value[1:]
            chips.append(Chip(words, "accent" if capacity in COMPLAINTS_ROUTE else "muted", "user"))
    return chips


def _child_chips(child: Child) -> list[Chip]:
    chips = []
    if child.tie.court_order:
        chips.append(COURT_ORDER)
    if child.pupil.left_on is not None:
        chips.append(Chip(f"Left {child.pupil.left_on:%d/%m/%Y}", "muted", "sign out"))
    return chips


def _form_chip(form: Form) -> Chip:
    role, icon = _FORM_LOOKS[form.status.state]
    if form.status.state is FormState.RETURNED and form.status.answer is not None:
        settled = not form.status.outstanding
        return Chip(form.status.answer.value.capitalize(), "done" if settled else "due", icon)
    return Chip(form.status.state.value.capitalize(), role, icon)


def _form_words(form: Form) -> str:
    if form.status.on and form.status.state is FormState.RETURNED:
        return f"returned {form.status.on:%d/%m/%Y}"
    if form.due_on and form.status.state is FormState.ISSUED:
        return f"back by {form.due_on:%d/%m/%Y}"
    if form.status.state is FormState.NOT_SENT:
        return "its sending was undone"
    return f"printed {form.issued_on:%d/%m/%Y}" if form.issued_on else "printed, not confirmed"


def _muted(text: str) -> QWidget:
    label = paragraph(text, muted=True)
    label.setSizePolicy(label.sizePolicy().Policy.Fixed, label.sizePolicy().Policy.Preferred)
    label.setWordWrap(False)
    return label


def _left(widget: QWidget) -> QWidget:
    holder = QWidget()
    line = QHBoxLayout(holder)
    line.setContentsMargins(0, 0, 0, 0)
    line.addWidget(widget, 0, Qt.AlignmentFlag.AlignLeft)
    return holder
