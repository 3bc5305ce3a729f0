"""The page of one case: what comes next under the code, then account, people, evidence, steps, letters, history."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QWidget

from halton_desktop.domain.day_words import near_day
from halton_desktop.domain.incidents.ban_letter import LIFTED_LETTER
from halton_desktop.domain.incidents.incident import (
    BREACH_OF,
    CONCERN_NAME,
    LEGAL_REFERENCES,
    FlagAssessment,
    Incident,
    IncidentState,
    PersonPart,
)
from halton_desktop.domain.incidents.incident_letter import INCIDENT_LETTERS, title_of
from halton_desktop.domain.incidents.step import CONTACTS, held, silence
from halton_desktop.domain.incidents.step_kind import MEANING, StepKind
from halton_desktop.domain.incidents.step_rules import Need, StepOffer, conduct_of_pupils
from halton_desktop.domain.name import joined
from halton_desktop.domain.permission import Permission
from halton_desktop.gui.incidents.evidence_field import EvidenceField
from halton_desktop.gui.incidents.incident_actions import IncidentActions
from halton_desktop.gui.incidents.incident_rows import IncidentRows
from halton_desktop.gui.incidents.incident_table_model import RESTRICTED, STATE_CHIPS, due_chip
from halton_desktop.gui.kit.looks.look import STEP
from halton_desktop.gui.kit.widgets.button import Button
from halton_desktop.gui.kit.widgets.chip import Chip
from halton_desktop.gui.kit.widgets.detail_page import DetailPage
from halton_desktop.gui.kit.widgets.empty_state import EmptyWords
from halton_desktop.gui.kit.widgets.flow_layout import FlowLayout
from halton_desktop.gui.kit.widgets.section import Section, Timeline, TimelineEntry, paragraph
from halton_desktop.services.incidents.find_incidents import IncidentPage
from halton_desktop.services.incidents.incident_letters import letters_available

NOTHING_CHOSEN = EmptyWords("Choose an incident", "Its page shows what the code lets you do next.", icon="incident")

_SEVERAL = frozenset(kind for kind, meaning in MEANING.items() if meaning.of_all or meaning.of_each)
"""Steps of which several may be under way at once: for one person each, or about one link each."""


class IncidentPageView(DetailPage):
    """Builds itself from a CasePage; every button is an errand of ``page_actions``."""

    record_asked = Signal(object, int)
    """Open this (noun, id): a parent, another incident."""

    def __init__(self, page_actions: IncidentActions, parent: QWidget | None = None) -> None:
        super().__init__(page_actions.context.theme, parent)
        self._page_actions = page_actions
        self._context = page_actions.context
        self._session = page_actions.session
        self._rows = IncidentRows(page_actions, self._show)
        self.evidence: EvidenceField | None = None
        self.show_nothing(NOTHING_CHOSEN)

    @property
    def buttons(self) -> dict[str, Button]:
        """Every button of the page by its name, in the order of the page."""
        return self._rows.buttons

    def show_incident(self, page: IncidentPage | None, closed: str = "") -> None:
        """Show a case, or that none is chosen, or in a sentence that the chosen one is ``closed`` to the user."""
        self._page_actions.show(page)
        self._rows.begin()
        if page is None:
            only = EmptyWords(closed, "Only the people named can open it.", icon="lock")
            self.show_nothing(only if closed else NOTHING_CHOSEN)
            return
        incident = page.incident
        title = f"{incident.reference}  {incident.title}"
        about = joined([person.shown for person in incident.authors])
        self.begin(incident.id, title, subtitle=f"{about} · {incident.facts.where}", chips=self._chips(page))
        self._add_restriction(page)
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

    def _chips(self, page: IncidentPage) -> list[Chip]:
        incident = page.incident
        chips = [STATE_CHIPS[incident.state]]
        if incident.waiting_for:
            chips = [Chip(f"Waiting for {incident.waiting_for}", "due", "clock")]
        if incident.outcome is not None:
            chips.append(Chip(incident.outcome.value.capitalize(), "done", "done"))
        if held(page.steps):
            chips.append(Chip("Contact nobody", "overdue", "police"))
        chips += [Chip(f"May be {flag.value}", "overdue", "warning") for flag in sorted(incident.flagged)]
        open_days = [step.due_on for step in page.steps if step.open and step.due_on]
        due = due_chip(min(open_days), self._session.today) if open_days else None
        if due is not None:
            chips.append(Chip(f"Due {due.text}", due.role, due.icon))
        if incident.handler:
            chips.append(Chip(incident.handler, "muted", "user"))
        return [RESTRICTED, *chips] if page.restriction else chips

    def _add_restriction(self, page: IncidentPage) -> None:
        """Who else may open it; or the question whether it should be restricted, to those who may."""
        words = page.restriction.told if page.restriction else page.protect
        if not words:
            return
        section = self.add_section("Restricted" if page.restriction else "Who should see this?")
        if self._page_actions.may_restrict:
            section.add_action(self._rows.button("restrict", "Restrict…", "", self._page_actions.restrict))
        section.add_text(words)

    def _add_next(self, page: IncidentPage) -> None:
        offers = [offer for offer in page.offers if offer.available]
        may = self._session.may(Permission.TAKE_STEPS)
        row = [button for offer in offers for button in self._step_buttons(offer, page)] if may else []
        row, settled = self._lead(page, row) if may else (row, "")
        first = offers[0] if offers else None
        reason = ""
        if first is not None and first.need in (Need.REQUIRED, Need.SUGGESTED):
            word = "First" if first.need is Need.REQUIRED else "Suggested"
            reason = f"{_with_clause(word, first.clause)}: {first.reason}"
        elif page.incident.at_rest:
            how = page.incident.outcome or page.incident.state
            reason = f"{how.value.capitalize()}: {page.incident.outcome_reason}"
        elif settled:
            reason = settled
        waiting = [end for end in page.untold if not end.waits]
        if waiting:  # before everything else: somebody holds a letter that is not true any more
            row = [*self._tell_of_the_end(page), *row]
            reason = " ".join([end.sentence for end in waiting] + ([reason] if reason else []))
        self.add_next_steps(row, reason=reason)
        behaviour = conduct_of_pupils(page.incident)
        if behaviour:
            self.add(paragraph(behaviour))
        hold = silence(page.steps)
        for words in (hold, *(words for _, words in page.orders), "" if hold else page.in_the_holidays):
            if words:
                self.add(paragraph(words))
        if not page.incident.at_rest:
            later = [offer for offer in page.offers if not offer.available]
            later = [offer for offer in later if offer.clause and offer.reason not in (hold, behaviour)]  # told above
            lines = [f"{MEANING[offer.kind].name} ({offer.clause}): {offer.reason}" for offer in later]
            if lines:
                self.add(paragraph("Not now — " + "  ".join(lines), muted=True))
        self._add_quiet_actions(page, may=may)

    def _lead(self, page: IncidentPage, row: list[Button]) -> tuple[list[Button], str]:
        """What leads where no step does: reopen, end a wait, look at a ban, close; and the sentence that says so."""
        incident, page_actions = page.incident, self._page_actions
        if incident.at_rest:
            again = [self._rows.button("reopen", "Reopen case…", "undo", page_actions.reopen)]
            if any(addition.to_look_at for addition in incident.additions):
                again.append(
                    self._rows.button("leave closed", "Leave it closed", "done", page_actions.put_right.leave_closed)
                )
            return again, ""
        if any(offer.need in (Need.REQUIRED, Need.SUGGESTED, Need.UNDER_WAY) for offer in page.offers):
            return row, ""
        if incident.waiting_for:
            lead = self._rows.button("wait", "No longer waiting", "clock", page_actions.wait)
            return [lead, *row], f"The case is waiting for {incident.waiting_for}."
        for ban, _events in page.bans:
            if ban.in_force:
                lead = self._rows.button(
                    "open ban", "Look at the site ban…", "ban", partial(page_actions.steps.ban, ban=ban)
                )
                review = f"{ban.review_on:%d/%m/%Y}" if ban.review_on else "its review"
                return [lead, *row], f"The ban of {ban.person} is in force and looked at again on {review}."
        lead = self._rows.button("close", "Close case…", "done", page_actions.close_incident)
        return [lead, *row], "Nothing the code requires is open."

    def _tell_of_the_end(self, page: IncidentPage) -> list[Button]:
        """What tells somebody that a ban is over: the letter about it that waits to be spoken for, or a new one."""
        if not self._session.may(Permission.PRINT_LETTERS):
            return []
        bans, page_actions = [end.ban.id for end in page.untold], self._page_actions
        kept = next((one for one in page.letters if one.ban_id in bans and one.issued_at is None), None)
        act = partial(page_actions.show_letter, kept) if kept else partial(page_actions.write_letter, LIFTED_LETTER)
        words = f"Did “{title_of(kept.letter)}” come out?" if kept else f"Write “{title_of(LIFTED_LETTER)}”…"
        return [self._rows.button("tell end", words, "print", act)]

    def _step_buttons(self, offer: StepOffer, page: IncidentPage) -> list[Button]:
        """One button for what is offered; of several that are under way each its own, with whom it is for."""
        meaning, steps = MEANING[offer.kind], self._page_actions.steps
        waiting = [step for step in page.steps if step.open and step.kind is offer.kind]
        under_way = bool(waiting) and offer.need is Need.UNDER_WAY
        if offer.kind is StepKind.SITE_BAN:
            waiting, under_way = [], steps.draft_to_finish(offer) is not None
        verb = f"Finish {meaning.name.lower()}" if under_way else meaning.button.rstrip("…")
        clause = f" {offer.clause}" if offer.clause else ""
        if not under_way or len(waiting) < 2:
            words = f"{verb}{clause}…"
            return [self._rows.button(offer.kind.value, words, meaning.icon, partial(steps.take, offer))]
        names = {person.id: person.shown for person in page.incident.everybody}
        return [
            self._rows.button(
                f"{offer.kind.value} {step.id}",
                f"{verb}{clause}: {names.get(step.person_id or 0, '') or step.summary.split(' · ')[0]}…",
                meaning.icon,
                partial(steps.finish, step),
            )
            for step in waiting
        ]

    def _add_quiet_actions(self, page: IncidentPage, *, may: bool) -> None:
        holder = QWidget()
        row = FlowLayout(STEP, holder)
        page_actions = self._page_actions
        withdrawn = page.incident.state is IncidentState.WITHDRAWN
        entries = [] if withdrawn else [("print", "Print…", "print", page_actions.print_incident)]
        if may and not page.incident.at_rest:
            waiting = "No longer waiting" if page.incident.waiting_for else "Waiting for…"
            entries = [
                ("close", "Close case…", "done", page_actions.close_incident),
                ("wait", waiting, "clock", page_actions.wait),
                ("assign", "Looked after by…", "user", page_actions.assign),
                *entries,
            ]
            entries = [entry for entry in entries if entry[0] not in self.buttons]
        if self._session.may(Permission.RECORD_INCIDENTS) and not withdrawn:
            entries.append(("withdraw", "Withdraw this incident…", "undo", page_actions.withdraw))
        if page_actions.may_restrict:
            entries.append(("restrict", "Restrict…", "lock", page_actions.restrict))
        entries = [entry for entry in entries if entry[0] not in self.buttons]
        for name, words, icon, act in entries:
            button = self._rows.button(name, words, icon, act)
            button.set_kind("quiet")
            row.addWidget(button)
        self.add(holder)

    def _add_account(self, page: IncidentPage) -> None:
        incident, facts = page.incident, page.incident.facts
        section = self.add_section("What happened")
        if self._session.may(Permission.RECORD_INCIDENTS):
            section.add_action(self._rows.button("add words", "Add to it…", "", self._page_actions.add_words))
            if not incident.at_rest:
                section.add_action(self._rows.button("change", "Change the facts…", "", self._page_actions.change))
        section.add_text(facts.account)
        for addition in incident.additions:
            section.add(self._rows.addition(addition))
        laws = {law.key: law.name for law in LEGAL_REFERENCES}
        time_of_day = f", about {facts.happened_time:%H:%M}" if facts.happened_time else ""
        section.add_facts(
            [
                ("Happened", f"{facts.happened_on:%d/%m/%Y}{time_of_day}"),
                ("Reported", f"{facts.reported_on:%d/%m/%Y}"),
                ("Where", facts.where + (" (group chat)" if facts.is_group_chat else "")),
                ("Link", facts.link),
                ("Code", _parts_of_the_code(incident)),
                ("In force that day", f"{page.edition_that_day} of the code" if page.edition_that_day else ""),
                ("May be", "\n".join(_assessed(flag) for flag in facts.flags)),
                ("Law it may touch on", "\n".join(laws.get(key, key) for key in facts.legal)),
                ("Internal note", facts.internal),
            ]
        )

    def _add_people(self, page: IncidentPage) -> None:
        section = self.add_section("People")
        if self._rows.may_record(page):
            section.add_action(self._rows.button("add person", "Add somebody…", "", self._page_actions.add_person))
        for part in PersonPart:
            for person in page.incident.of(part):
                section.add(self._rows.person(person, page))
        for person in page.incident.withdrawn:
            section.add(self._rows.withdrawn(person))

    def _add_evidence(self, page: IncidentPage) -> None:
        section = self.add_section(f"Evidence ({len(page.evidence)})" if page.evidence else "Evidence")
        if self._session.may(Permission.TAKE_STEPS) and not page.incident.at_rest:
            act = self._page_actions.evidence.ask_consent
            section.add_action(self._rows.button("consent", "Consent to view messages 3.5…", "", act))
        if page.evidence and self._session.may(Permission.RECORD_INCIDENTS):
            section.add_action(self._rows.put_right(page.evidence))
        self.evidence = EvidenceField(self._context, self._session, may_add=self._rows.may_record(page))
        self.evidence.show_pieces(page.evidence)
        self.evidence.brought.connect(self._page_actions.evidence.take)
        self.evidence.opened.connect(self._page_actions.evidence.view)
        section.add(self.evidence)

    def _add_steps(self, page: IncidentPage) -> None:
        section = self.add_section("Steps")
        spoken_to = any(offer.available and offer.kind in CONTACTS for offer in page.offers)
        if spoken_to and self._session.may(Permission.TAKE_STEPS):
            section.add_action(self._rows.button("answer", "Answer received…", "", self._page_actions.steps.answer))
        under_way = [offer for offer in page.offers if offer.need is Need.UNDER_WAY and offer.kind in _SEVERAL]
        if under_way and self._session.may(Permission.TAKE_STEPS):
            another = Button("Another step", self._context.theme, kind="link")
            menu = QMenu(another)
            for offer in under_way:
                menu.addAction(MEANING[offer.kind].button, partial(self._page_actions.steps.another, offer))
            another.setMenu(menu)
            self.buttons["another step"] = another
            section.add_action(another)
        if not page.steps:
            section.add_text("No steps yet.", muted=True)
        for step in page.steps:
            section.add(self._rows.step(step, page))

    def _add_bans(self, page: IncidentPage) -> None:
        if not page.bans:
            return
        section = self.add_section("Site bans")
        told = {end.ban.id: end.sentence for end in page.untold}
        for ban, _events in page.bans:
            section.add(self._rows.ban(ban, told.get(ban.id, "")))

    def _add_letters(self, page: IncidentPage) -> None:
        section = self.add_section("Letters")
        if self._session.may(Permission.PRINT_LETTERS):
            write = Button("Write a letter", self._context.theme, kind="link")
            menu = QMenu(write)
            menu.setToolTipsVisible(True)
            menu.aboutToShow.connect(lambda: self._fill_letters(menu))
            write.setMenu(menu)
            self.buttons["letter"] = write
            section.add_action(write)
        if not page.letters:
            section.add_text("No letters yet.", muted=True)
        for letter in page.letters:
            section.add(self._rows.letter(letter))

    def _fill_letters(self, menu: QMenu) -> None:
        """What can be written now; what cannot is greyed out and says why."""
        menu.clear()
        why_not = letters_available(self._session, self._page_actions.incident.id)
        for kind in INCIDENT_LETTERS:
            entry = menu.addAction(
                _with_clause(kind.title, kind.clause), partial(self._page_actions.write_letter, kind.name)
            )
            entry.setEnabled(not why_not[kind.name])
            entry.setToolTip(why_not[kind.name])

    def _add_linked(self, page: IncidentPage) -> None:
        section = self.add_section("Linked incidents")
        if self._session.may(Permission.RECORD_INCIDENTS):
            section.add_action(self._rows.button("link", "Link…", "", self._page_actions.link))
        if not page.linked:
            section.add_text("None.", muted=True)
        for incident in page.linked:
            section.add(self._rows.linked(incident))

    def _add_history(self, page: IncidentPage) -> None:
        section: Section = self.add_section("History")
        today = self._session.today
        entries = [
            TimelineEntry(
                near_day(line.on, today),
                line.title,
                "\n".join(part for part in (line.text, line.by) if part),
                struck=line.struck,
            )
            for line in reversed(page.timeline)
        ]
        section.add(Timeline(entries, self._context.theme))

    def _show(self, noun: object, record: int | None) -> None:
        if record is not None:
            self.record_asked.emit(noun, record)


def _with_clause(words: str, clause: str) -> str:
    """What is of no clause of the code names none."""
    return f"{words} ({clause})" if clause else words


def _parts_of_the_code(incident: Incident) -> str:
    named = [f"{clause} {BREACH_OF[clause].name}" for clause in incident.facts.clauses if clause in BREACH_OF]
    return "\n".join(named) or CONCERN_NAME


def _assessed(assessment: FlagAssessment) -> str:
    return f"{assessment.flag.value}, assessed by {assessment.assessed_by} on {assessment.assessed_on:%d/%m/%Y}"
