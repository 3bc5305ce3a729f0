"""The rows of a case's page: one person, step, ban, letter or linked case each, with what can be done to it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from halton_desktop.domain.change import RecordKind
from halton_desktop.domain.incidents.evidence import Evidence
from halton_desktop.domain.incidents.incident import WRITTEN_BY_HAND, Addition, IncidentPerson, PersonKind, PersonPart
from halton_desktop.domain.incidents.incident_letter import title_of
from halton_desktop.domain.incidents.letter_of_incident import LetterOfIncident
from halton_desktop.domain.incidents.site_ban import BanState, SiteBan
from halton_desktop.domain.incidents.step import Step, StepState
from halton_desktop.domain.incidents.step_kind import MEANING, StepKind
from halton_desktop.domain.incidents.step_rules import clause_of
from halton_desktop.domain.permission import Permission
from halton_desktop.gui.incidents.incident_actions import IncidentActions
from halton_desktop.gui.incidents.incident_table_model import due_chip
from halton_desktop.gui.kit.looks.look import HALF_STEP, STEP
from halton_desktop.gui.kit.widgets.button import Button
from halton_desktop.gui.kit.widgets.chip import Chip, ChipLabel
from halton_desktop.gui.kit.widgets.section import paragraph
from halton_desktop.services.incidents.find_incidents import IncidentPage, LinkedIncident
from halton_desktop.services.incidents.put_right import Laid

_BAN_CHIPS = {
    BanState.PREPARED: Chip("Being prepared", "muted", "not yet"),
    BanState.PROVISIONAL: Chip("Provisional", "due", "ban"),
    BanState.CONFIRMED: Chip("In force", "overdue", "ban"),
    BanState.LIFTED: Chip("Lifted", "done", "done"),
    BanState.DISCARDED: Chip("Discarded", "muted", "close"),
}
_STEP_CHIPS = {
    StepState.DONE: Chip("Done", "done", "done"),
    StepState.CANCELLED: Chip("Not needed", "muted", "close"),
}

_TOP = Qt.AlignmentFlag.AlignTop


class IncidentRows:
    """Makes rows and remembers every button by name; ``show`` opens another record (noun, id)."""

    def __init__(self, page_actions: IncidentActions, show: Callable[[RecordKind, int | None], None]) -> None:
        self._page_actions = page_actions
        self._theme = page_actions.context.theme
        self._session = page_actions.session
        self._show = show
        self.buttons: dict[str, Button] = {}

    def begin(self) -> None:
        """A page begins: its buttons are new."""
        self.buttons = {}

    def may_record(self, page: IncidentPage) -> bool:
        """Whether the case is open and the user may write in it."""
        return self._session.may(Permission.RECORD_INCIDENTS) and not page.incident.at_rest

    def button(self, name: str, words: str, icon: str, act: Callable[[], object]) -> Button:
        """A button that does an errand."""
        button = Button(words, self._theme, icon=icon)
        button.clicked.connect(lambda _=False: act())
        self.buttons[name] = button
        return button

    def person(self, person: IncidentPerson, page: IncidentPage) -> QWidget:
        """Somebody in the case: what part, in what capacity, which edition they had acknowledged."""
        row, line = _row()
        words = [person.part.value.capitalize()]
        if person.part is PersonPart.AUTHOR and person.kind is PersonKind.PARENT:
            words.append(", ".join(sorted(capacity.value for capacity in person.capacities)))
            known = page.editions.get(person.edition_id or 0)
            words.append(f"had acknowledged {known.lower()}" if known else "had not acknowledged the code")
        elif person.kind is not PersonKind.PARENT:
            words.append(person.kind.value)
        if person.how:
            words.append(person.how)
        if person.identified_grounds:
            words.append(f"identified {person.identified_on:%d/%m/%Y}: {person.identified_grounds}")
        lines = _two_lines(person.shown, " · ".join(word for word in words if word))
        links = QHBoxLayout()
        links.setSpacing(STEP)
        self._person_links(links, person, page)
        links.addStretch(1)
        lines.addLayout(links)
        line.addLayout(lines, 1)
        return row

    def _person_links(self, links: QHBoxLayout, person: IncidentPerson, page: IncidentPage) -> None:
        if not person.identified and self._session.may(Permission.TAKE_STEPS):
            self._link(links, f"identify {person.id}", "Identify…", partial(self._page_actions.steps.identify, person))
        changeable = person.part is PersonPart.AFFECTED or person.kind is PersonKind.PARENT
        if changeable and self.may_record(page):
            self._link(links, f"change {person.id}", "Change…", partial(self._page_actions.change_person, person))
        if self.may_record(page) and (person.identified or person.alias):
            take_back = partial(self._page_actions.named_by_mistake, person)
            self._link(links, f"mistake {person.id}", "Named by mistake…", take_back)
        if person.parent_id is not None:
            self._link(
                links, f"parent {person.id}", "Open parent", partial(self._show, RecordKind.PARENT, person.parent_id)
            )

    def withdrawn(self, person: IncidentPerson) -> QWidget:
        """Somebody named by mistake, struck through, with who took it back and why."""
        row, line = _row()
        on = f"{person.withdrawn_on:%d/%m/%Y}" if person.withdrawn_on else ""
        told = f"Named by mistake; taken back {on} by {person.withdrawn_by}: {person.withdrawn_because}"
        line.addLayout(_two_lines(person.shown, told, struck=True), 1)
        return row

    def step(self, step: Step, page: IncidentPage) -> QWidget:
        """A step: how it ended or when it is due."""
        row, line = _row()
        person = next((who.shown for who in page.incident.everybody if who.id == step.person_id), "")
        title = f"{MEANING[step.kind].name} {clause_of(step, page.incident)}".strip()
        title += f" · {person}" if person else ""
        when = f"{step.done_on:%d/%m/%Y}" if step.done_on else ""
        told = [f"{step.outcome} {when}".strip() if step.state is StepState.DONE else "", step.summary]
        told += [step.cancelled_reason, step.owner if step.open else f"by {step.done_by}" if step.done_by else ""]
        struck = any(who.id == step.person_id for who in page.incident.withdrawn)
        line.addLayout(_two_lines(title, " · ".join(word for word in told if word), struck=struck), 1)
        due = due_chip(step.due_on, self._session.today)
        chip = _STEP_CHIPS.get(step.state, due or Chip("Planned", "muted", "calendar"))
        line.addWidget(ChipLabel(chip, self._theme), 0, _TOP)
        if step.open and self._session.may(Permission.TAKE_STEPS):
            if step.kind is StepKind.IDENTIFY:
                in_vain = partial(self._page_actions.steps.give_up_identifying, step)
                self._link(line, f"not found {step.id}", "Not found…", in_vain)
            if step.kind is not StepKind.SITE_BAN:
                self._link(line, f"finish {step.id}", "Finish…", partial(self._page_actions.steps.finish, step))
            self._link(line, f"cancel {step.id}", "Not needed…", partial(self._page_actions.steps.cancel, step))
        undone = step.state is StepState.DONE and step.kind is not StepKind.SITE_BAN and not page.incident.at_rest
        if undone and self._session.may(Permission.TAKE_STEPS):
            self._link(line, f"undo {step.id}", "Mistake…", partial(self._page_actions.put_right.take_back, step))
        return row

    def addition(self, addition: Addition) -> QWidget:
        """Words beside the account, and what can be done where they are in the wrong case or not to be printed."""
        row, line = _row()
        whose = f" of {addition.whose}" if addition.whose else ""
        when = f"{addition.at.astimezone():%d/%m/%Y %H:%M}"
        left_out = f"\nLeft out of prints: {addition.struck}" if addition.struck else ""
        told = f"{addition.kind.value.capitalize()}{whose}, {addition.by}, {when}{left_out}"
        line.addLayout(_two_lines(addition.text, told, struck=bool(addition.struck)), 1)
        if addition.kind in WRITTEN_BY_HAND and self._session.may(Permission.RECORD_INCIDENTS):
            for name, words, act in self.mistakes(Laid.WORDS, addition.id, struck=bool(addition.struck)):
                self._link(line, f"{name} {addition.id}", words, act)
        return row

    def put_right(self, pieces: tuple[Evidence, ...]) -> Button:
        """A menu of the pieces: which of them lies in the wrong case, or is not to be printed."""
        button = Button("Put right", self._theme, kind="link")
        menu = QMenu(button)
        for piece in pieces:
            of_piece = menu.addMenu(f"{piece.label} · {piece.told}")
            for _name, words, act in self.mistakes(Laid.EVIDENCE, piece.id, struck=bool(piece.struck)):
                of_piece.addAction(words, act)
        button.setMenu(menu)
        self.buttons["put right"] = button
        return button

    def mistakes(self, laid: Laid, record_id: int, *, struck: bool) -> list[tuple[str, str, Callable[[], object]]]:
        """(name, words, errand) of what can be put right about words or a piece of evidence."""
        right = self._page_actions.put_right
        printing = ("put back", "Put back into prints", partial(right.put_back, laid, record_id))
        if not struck:
            printing = ("leave out", "Leave out of prints…", partial(right.leave_out, laid, record_id))
        return [("move", "Belongs to another case…", partial(right.move, laid, record_id)), printing]

    def ban(self, ban: SiteBan, untold: str = "") -> QWidget:
        """A site ban and where it stands; ``untold`` says that nobody has told its person of its end."""
        row, line = _row()
        span = f"{ban.from_on:%d/%m/%Y} to {ban.to_on:%d/%m/%Y}" if ban.from_on and ban.to_on else "dates to be set"
        review = f", review {ban.review_on:%d/%m/%Y}" if ban.review_on else ""
        lines = _two_lines(ban.person, f"{span}{review} · {ban.decided_by}".rstrip(" ·"))
        if untold:
            lines.addWidget(paragraph(untold))
        line.addLayout(lines, 1)
        line.addWidget(ChipLabel(_BAN_CHIPS[ban.state], self._theme), 0, _TOP)
        self._link(line, f"ban {ban.id}", "Open…", partial(self._page_actions.steps.ban, ban=ban))
        return row

    def letter(self, letter: LetterOfIncident) -> QWidget:
        """A letter of the case, and whether it came out."""
        row, line = _row()
        when = letter.issued_at or letter.prepared_at
        told = f"to {letter.addressee}, {when.astimezone():%d/%m/%Y}, ref {letter.reference}"
        line.addLayout(_two_lines(title_of(letter.letter), told), 1)
        chip = Chip("Issued", "done", "done") if letter.issued_at else Chip("Not confirmed", "due", "due")
        line.addWidget(ChipLabel(chip, self._theme), 0, _TOP)
        self._link(line, f"letter {letter.id}", "Show…", partial(self._page_actions.show_letter, letter))
        return row

    def linked(self, incident: LinkedIncident) -> QWidget:
        """Another case, tied to this one or looking related."""
        row, line = _row()
        told = f"{incident.about} · {incident.why}" + (" (not linked)" if incident.suggested else "")
        line.addLayout(_two_lines(incident.reference, told.strip(" ·")), 1)
        if not incident.suggested and self._session.may(Permission.RECORD_INCIDENTS):
            self._link(line, f"unlink {incident.id}", "Unlink", partial(self._page_actions.unlink, incident.id))
        self._link(line, f"case {incident.id}", "Open", partial(self._show, RecordKind.INCIDENT, incident.id))
        return row

    def _link(self, line: QHBoxLayout, name: str, words: str, act: Callable[[], object]) -> None:
        button = self.button(name, words, "", act)
        button.set_kind("link")
        line.addWidget(button, 0, _TOP)


def _row() -> tuple[QWidget, QHBoxLayout]:
    holder = QWidget()
    line = QHBoxLayout(holder)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(STEP)
    return holder, line


def _two_lines(strong: str, muted: str, *, struck: bool = False) -> QVBoxLayout:
    lines = QVBoxLayout()
    lines.setSpacing(HALF_STEP)
    lines.addWidget(paragraph(strong, struck=struck))
    if muted:
        lines.addWidget(paragraph(muted, muted=True))
    return lines
