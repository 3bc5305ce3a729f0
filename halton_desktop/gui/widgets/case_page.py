"""The page of one case: what comes next under the code, then account, people, evidence, steps, letters, history."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from halton_desktop.domain.change import Noun
from halton_desktop.domain.day_words import near_day
from halton_desktop.domain.incident import (
    BREACH_OF,
    LEGAL_REFERENCES,
    FlagAssessment,
    IncidentPerson,
    IncidentState,
    PersonKind,
    PersonPart,
)
from halton_desktop.domain.incident_letter import CASE_LETTERS
from halton_desktop.domain.name import joined
from halton_desktop.domain.permission import Permission
from halton_desktop.domain.site_ban import BanState, SiteBan
from halton_desktop.domain.step import MEANING, Step, StepKind, StepState
from halton_desktop.domain.step_rules import Need, Offer
from halton_desktop.gui.case_errands import CaseErrands
from halton_desktop.gui.models.incident_table_model import STATE_CHIPS, due_chip
from halton_desktop.gui.theme import HALF_STEP, STEP
from halton_desktop.gui.widgets.button import Button
from halton_desktop.gui.widgets.chip import Chip, ChipLabel
from halton_desktop.gui.widgets.detail_page import DetailPage
from halton_desktop.gui.widgets.empty_state import EmptyWords
from halton_desktop.gui.widgets.evidence_field import EvidenceField
from halton_desktop.gui.widgets.flow_layout import FlowLayout
from halton_desktop.gui.widgets.section import Section, Timeline, TimelineEntry, paragraph
from halton_desktop.services.find_incidents import CasePage

NOTHING_CHOSEN = EmptyWords("Choose an incident", "Its page shows what the code lets you do next.", icon="incident")
_BAN_CHIPS = {
    BanState.PREPARED: Chip("Being prepared", "muted", "not yet"),
    BanState.PROVISIONAL: Chip("Provisional", "due", "ban"),
    BanState.CONFIRMED: Chip("In force", "overdue", "ban"),
    BanState.LIFTED: Chip("Lifted", "done", "done"),
}
_STEP_CHIPS = {
    StepState.DONE: Chip("Done", "done", "done"),
    StepState.CANCELLED: Chip("Not needed", "muted", "close"),
}


class CasePageView(DetailPage):
    """Builds itself from a CasePage; every button is an errand of ``errands``."""

    record_asked = Signal(object, int)
    """Open this (noun, id): a parent, another incident."""

    def __init__(self, errands: CaseErrands, parent: QWidget | None = None) -> None:
        super().__init__(errands.desk.theme, parent)
        self._errands = errands
        self._desk = errands.desk
        self._session = errands.session
        self.buttons: dict[str, Button] = {}
        self.evidence: EvidenceField | None = None
        self.show_nothing(NOTHING_CHOSEN)

    def show_case(self, page: CasePage | None) -> None:
        """Show a case, or that none is chosen."""
        self._errands.show(page)
        self.buttons = {}
        if page is None:
            self.show_nothing(NOTHING_CHOSEN)
            return
        incident = page.incident
        title = f"{incident.reference}  {incident.title}"
        about = joined([person.shown for person in incident.authors])
        self.begin(incident.id, title, subtitle=f"{about} · {incident.facts.where}", chips=self._chips(page))
        self._add_next(page)
        self._add_account(page)
        self._add_people(page)
        self._add_evidence(page)
        self._add_steps(page)
        self._add_bans(page)
        self._add_letters(page)
        self._add_linked(page)
        self._add_history(page)
        self.finish()

    def _chips(self, page: CasePage) -> list[Chip]:
        incident = page.incident
        chips = [STATE_CHIPS[incident.state]]
        if incident.waiting_for:
            chips = [Chip(f"Waiting for {incident.waiting_for}", "due", "clock")]
        if incident.outcome is not None:
            chips.append(Chip(incident.outcome.value.capitalize(), "done", "done"))
        chips += [Chip(f"May be {flag.value}", "overdue", "warning") for flag in sorted(incident.flagged)]
        open_days = [step.due_on for step in page.steps if step.open and step.due_on]
        due = due_chip(min(open_days), self._session.today) if open_days else None
        if due is not None:
            chips.append(Chip(f"Due {due.text}", due.role, due.icon))
        if incident.handler:
            chips.append(Chip(incident.handler, "muted", "user"))
        return chips

    def _add_next(self, page: CasePage) -> None:
        offers = [offer for offer in page.offers if offer.available]
        may = self._session.may(Permission.TAKE_STEPS)
        row = [self._step_button(offer, page) for offer in offers] if may else []
        settled = not any(offer.need in (Need.REQUIRED, Need.SUGGESTED, Need.UNDER_WAY) for offer in offers)
        if page.incident.state is IncidentState.CLOSED and may:
            row = [self._button("reopen", "Reopen case…", "undo", self._errands.reopen)]
        elif settled and may:
            row.insert(0, self._button("close", "Close case…", "done", self._errands.close_case))
        first = offers[0] if offers else None
        reason = ""
        if first is not None and first.need in (Need.REQUIRED, Need.SUGGESTED):
            reason = f"{'First' if first.need is Need.REQUIRED else 'Suggested'} ({first.clause}): {first.reason}"
        elif page.incident.outcome is not None:
            reason = f"{page.incident.outcome.value.capitalize()}: {page.incident.outcome_reason}"
        elif settled:
            reason = "Nothing the code requires is open."
        self.add_next_steps(row, reason=reason)
        if page.incident.state is not IncidentState.CLOSED:
            later = [offer for offer in page.offers if not offer.available]
            lines = [f"{MEANING[offer.kind].name} ({offer.clause}): {offer.reason}" for offer in later]
            if lines:
                self.add(paragraph("Not now — " + "  ".join(lines), muted=True))
        self._add_quiet_actions(page, may=may)

    def _step_button(self, offer: Offer, page: CasePage) -> Button:
        meaning = MEANING[offer.kind]
        planned = any(step.open and step.kind is offer.kind for step in page.steps)
        verb = (
            f"Finish {meaning.name.lower()}" if planned and offer.need is Need.UNDER_WAY else meaning.button.rstrip("…")
        )
        words = f"{verb} {offer.clause}…" if offer.clause else f"{verb}…"
        return self._button(offer.kind.value, words, meaning.icon, partial(self._errands.steps.take, offer))

    def _add_quiet_actions(self, page: CasePage, *, may: bool) -> None:
        holder = QWidget()
        row = FlowLayout(STEP, holder)
        errands = self._errands
        entries = [("print", "Print…", "print", errands.print_case)]
        if may and page.incident.state is not IncidentState.CLOSED:
            waiting = "No longer waiting" if page.incident.waiting_for else "Waiting for…"
            closing = [] if "close" in self.buttons else [("close", "Close case…", "done", errands.close_case)]
            entries = [
                *closing,
                ("wait", waiting, "clock", errands.wait),
                ("assign", "Looked after by…", "user", errands.assign),
                *entries,
            ]
        for name, words, icon, act in entries:
            button = self._button(name, words, icon, act)
            button.set_kind("quiet")
            row.addWidget(button)
        self.add(holder)

    def _add_account(self, page: CasePage) -> None:
        incident, facts = page.incident, page.incident.facts
        section = self.add_section("What happened")
        if self._session.may(Permission.RECORD_INCIDENTS):
            section.add_action(self._button("add words", "Add to it…", "", self._errands.add_words))
            if incident.state is not IncidentState.CLOSED:
                section.add_action(self._button("change", "Change the facts…", "", self._errands.change))
        section.add_text(facts.account)
        for addition in incident.additions:
            whose = f" of {addition.whose}" if addition.whose else ""
            when = f"{addition.at.astimezone():%d/%m/%Y %H:%M}"
            section.add_text(f"{addition.kind.value.capitalize()}{whose}, {addition.by}, {when}", muted=True)
            section.add_text(addition.text)
        laws = {law.key: law.name for law in LEGAL_REFERENCES}
        time_of_day = f", about {facts.happened_time:%H:%M}" if facts.happened_time else ""
        section.add_facts(
            [
                ("Happened", f"{facts.happened_on:%d/%m/%Y}{time_of_day}"),
                ("Reported", f"{facts.reported_on:%d/%m/%Y}"),
                ("Where", facts.where + (" (group chat)" if facts.is_group_chat else "")),
                ("Link", facts.link),
                ("Code", "\n".join(f"{c} {BREACH_OF[c].name}" for c in facts.clauses if c in BREACH_OF)),
                ("May be", "\n".join(_assessed(flag) for flag in facts.flags)),
                ("Law it may touch on", "\n".join(laws.get(key, key) for key in facts.legal)),
                ("Internal note", facts.internal),
            ]
        )

    def _add_people(self, page: CasePage) -> None:
        section = self.add_section("People")
        if self._may_record(page):
            section.add_action(self._button("add person", "Add somebody…", "", self._errands.add_person))
        for part in PersonPart:
            for person in page.incident.of(part):
                section.add(self._person(person, page))

    def _person(self, person: IncidentPerson, page: CasePage) -> QWidget:
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
        line.addLayout(_two_lines(person.shown, " · ".join(word for word in words if word)), 1)
        if not person.identified and self._session.may(Permission.TAKE_STEPS):
            who = self._button(f"identify {person.id}", "Identify…", "", lambda: self._errands.steps.identify(person))
            who.set_kind("link")
            line.addWidget(who, 0, Qt.AlignmentFlag.AlignTop)
        changeable = person.part is PersonPart.AFFECTED or person.kind is PersonKind.PARENT
        if changeable and self._may_record(page):
            act = partial(self._errands.change_person, person)
            change = self._button(f"change {person.id}", "Change…", "", act)
            change.set_kind("link")
            line.addWidget(change, 0, Qt.AlignmentFlag.AlignTop)
        if person.parent_id is not None:
            shown = self._button(
                f"parent {person.id}", "Open parent", "", partial(self._show, Noun.PARENT, person.parent_id)
            )
            shown.set_kind("link")
            line.addWidget(shown, 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _add_evidence(self, page: CasePage) -> None:
        section = self.add_section(f"Evidence ({len(page.evidence)})" if page.evidence else "Evidence")
        if self._session.may(Permission.TAKE_STEPS) and page.incident.state is not IncidentState.CLOSED:
            act = self._errands.evidence.ask_consent
            section.add_action(self._button("consent", "Consent to view messages 3.5…", "", act))
        self.evidence = EvidenceField(self._desk, self._session, may_add=self._may_record(page))
        self.evidence.show_pieces(page.evidence)
        self.evidence.brought.connect(self._errands.evidence.take)
        self.evidence.opened.connect(self._errands.evidence.view)
        section.add(self.evidence)

    def _add_steps(self, page: CasePage) -> None:
        section = self.add_section("Steps")
        if not page.steps:
            section.add_text("No steps yet.", muted=True)
        for step in page.steps:
            section.add(self._step(step, page))

    def _step(self, step: Step, page: CasePage) -> QWidget:
        row, line = _row()
        person = next((who.shown for who in page.incident.people if who.id == step.person_id), "")
        meaning = MEANING[step.kind]
        title = f"{meaning.name} {meaning.clause}".strip() + (f" · {person}" if person else "")
        when = f"{step.done_on:%d/%m/%Y}" if step.done_on else ""
        told = [f"{step.outcome} {when}".strip() if step.state is StepState.DONE else "", step.summary]
        told += [step.cancelled_reason, step.owner]
        line.addLayout(_two_lines(title, " · ".join(word for word in told if word)), 1)
        due = due_chip(step.due_on, self._session.today)
        chip = _STEP_CHIPS.get(step.state, due or Chip("Planned", "muted", "calendar"))
        line.addWidget(ChipLabel(chip, self._desk.theme), 0, Qt.AlignmentFlag.AlignTop)
        if step.open and self._session.may(Permission.TAKE_STEPS) and step.kind is not StepKind.SITE_BAN:
            for name, words, act in (
                (f"finish {step.id}", "Finish…", lambda: self._errands.steps.finish(step)),
                (f"cancel {step.id}", "Not needed…", lambda: self._errands.steps.cancel(step)),
            ):
                button = self._button(name, words, "", act)
                button.set_kind("link")
                line.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _add_bans(self, page: CasePage) -> None:
        if not page.bans:
            return
        section = self.add_section("Site bans")
        for ban, _events in page.bans:
            section.add(self._ban(ban))

    def _ban(self, ban: SiteBan) -> QWidget:
        row, line = _row()
        span = f"{ban.from_on:%d/%m/%Y} to {ban.to_on:%d/%m/%Y}" if ban.from_on and ban.to_on else "dates to be set"
        review = f", review {ban.review_on:%d/%m/%Y}" if ban.review_on else ""
        line.addLayout(_two_lines(ban.person, f"{span}{review} · {ban.decided_by}".rstrip(" ·")), 1)
        line.addWidget(ChipLabel(_BAN_CHIPS[ban.state], self._desk.theme), 0, Qt.AlignmentFlag.AlignTop)
        shown = self._button(f"ban {ban.id}", "Open…", "", lambda: self._errands.steps.ban(ban=ban))
        shown.set_kind("link")
        line.addWidget(shown, 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _add_letters(self, page: CasePage) -> None:
        section = self.add_section("Letters")
        if self._session.may(Permission.PRINT_LETTERS):
            write = Button("Write a letter", self._desk.theme, kind="link")
            menu = QMenu(write)
            for kind in CASE_LETTERS:
                words = f"{kind.title} ({kind.clause})"
                menu.addAction(words, partial(self._errands.write_letter, kind.name))
            write.setMenu(menu)
            self.buttons["letter"] = write
            section.add_action(write)
        if not page.letters:
            section.add_text("No letters yet.", muted=True)
        for letter in page.letters:
            row, line = _row()
            when = letter.issued_at or letter.prepared_at
            told = f"to {letter.addressee}, {when.astimezone():%d/%m/%Y}, ref {letter.reference}"
            line.addLayout(_two_lines(letter.title, told), 1)
            chip = Chip("Issued", "done", "done") if letter.issued_at else Chip("Not confirmed", "due", "due")
            line.addWidget(ChipLabel(chip, self._desk.theme), 0, Qt.AlignmentFlag.AlignTop)
            shown = self._button(f"letter {letter.id}", "Show…", "", partial(self._errands.show_letter, letter))
            shown.set_kind("link")
            line.addWidget(shown, 0, Qt.AlignmentFlag.AlignTop)
            section.add(row)

    def _add_linked(self, page: CasePage) -> None:
        section = self.add_section("Linked incidents")
        if self._session.may(Permission.RECORD_INCIDENTS):
            section.add_action(self._button("link", "Link…", "", self._errands.link))
        if not page.linked:
            section.add_text("None.", muted=True)
        for case in page.linked:
            row, line = _row()
            told = f"{case.about} · {case.why}" + (" (not linked)" if case.suggested else "")
            line.addLayout(_two_lines(case.reference, told.strip(" ·")), 1)
            shown = self._button(f"case {case.id}", "Open", "", partial(self._show, Noun.INCIDENT, case.id))
            shown.set_kind("link")
            line.addWidget(shown, 0, Qt.AlignmentFlag.AlignTop)
            section.add(row)

    def _add_history(self, page: CasePage) -> None:
        section: Section = self.add_section("History")
        today = self._session.today
        entries = [
            TimelineEntry(
                near_day(line.on, today), line.title, "\n".join(part for part in (line.text, line.by) if part)
            )
            for line in reversed(page.timeline)
        ]
        section.add(Timeline(entries, self._desk.theme))

    def _may_record(self, page: CasePage) -> bool:
        closed = page.incident.state is IncidentState.CLOSED
        return self._session.may(Permission.RECORD_INCIDENTS) and not closed

    def _show(self, noun: object, record: int | None) -> None:
        if record is not None:
            self.record_asked.emit(noun, record)

    def _button(self, name: str, words: str, icon: str, act: Callable[[], object]) -> Button:
        button = Button(words, self._desk.theme, icon=icon)
        button.clicked.connect(lambda _=False: act())
        self.buttons[name] = button
        return button


def _row() -> tuple[QWidget, QHBoxLayout]:
    holder = QWidget()
    line = QHBoxLayout(holder)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(STEP)
    return holder, line


def _two_lines(strong: str, muted: str) -> QVBoxLayout:
    lines = QVBoxLayout()
    lines.setSpacing(HALF_STEP)
    lines.addWidget(paragraph(strong))
    if muted:
        lines.addWidget(paragraph(muted, muted=True))
    return lines


def _assessed(assessment: FlagAssessment) -> str:
    return f"{assessment.flag.value}, assessed by {assessment.assessed_by} on {assessment.assessed_on:%d/%m/%Y}"
