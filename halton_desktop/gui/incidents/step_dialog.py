"""Take a step the code allows: plan it, or say how it ended."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtWidgets import QLineEdit, QWidget

from halton_desktop.domain.incidents.incident import Incident
from halton_desktop.domain.incidents.step import Step, StepState, fields_of
from halton_desktop.domain.incidents.step_kind import MEANING, StepKind
from halton_desktop.domain.incidents.step_rules import clause_of
from halton_desktop.domain.permission import Permission
from halton_desktop.domain.user import told_apart
from halton_desktop.gui.incidents.incident_form import put
from halton_desktop.gui.incidents.step_fields import StepFields
from halton_desktop.gui.kit.app_context import AppContext
from halton_desktop.gui.kit.dialogs.base_dialog import BaseDialog
from halton_desktop.gui.kit.fields.level_rows import keep_rows_level
from halton_desktop.services.administration.keep_school import read_settings
from halton_desktop.services.incident_decider import may_decide
from halton_desktop.services.incidents.find_incidents import handlers
from halton_desktop.services.incidents.take_step import change_step, finish_step, plan_step
from halton_desktop.services.session import OfficeSession
from halton_desktop.ui_forms.incidents.step_dialog_form import Ui_StepDialog


class StepDialog(BaseDialog):
    """``step`` with id 0 is a new one; a planned one is changed, or finished by ticking that it is done.

    ``outcome`` is the one it begins with; ``orders`` are what is said first about people of the case.
    """

    def __init__(
        self,
        context: AppContext,
        session: OfficeSession,
        incident: Incident,
        step: Step,
        *,
        finishing: bool = False,
        person_ids: tuple[int, ...] = (),
        outcome: str = "",
        orders: tuple[tuple[int, str], ...] = (),
        parent: QWidget | None = None,
    ) -> None:
        meaning = MEANING[step.kind]
        number = clause_of(step, incident)
        clause = f" ({number})" if number else ""
        super().__init__(
            context, name="step", title=f"{meaning.name}{clause}", verb="Save", guide_page="incidents", parent=parent
        )
        self._session = session
        self._incident = incident
        self._step = step
        self.ui = Ui_StepDialog()
        self.ui.setupUi(self.body)
        keep_rows_level(self.body)
        self.ui.purpose.setText(meaning.purpose)
        self._theirs = step.headteachers
        if not self._theirs or may_decide(session, Permission.CLOSE_GROUPS, incident.id):
            self._theirs = frozenset()
        self.fields = self._made_fields()
        self.fields.setMaximumWidth(self.maximumWidth())  # as wide as the fields above and below it
        put(self.ui.fields_holder, self.fields)
        self._orders = dict(orders)
        self._fill(person_ids)
        self._warn_of_order()
        self.ui.person.currentIndexChanged.connect(self._on_person)
        self.ui.outcome.setCurrentIndex(self.ui.outcome.findText(outcome))  # -1: nobody says for the user how it ended
        self.use_errors(self.fields.errors)
        for name in ("outcome", "done_on", "due_on"):
            self.fields.errors.add(name, getattr(self.ui, name))
        self.ui.done.toggled.connect(self._show_state)
        note = step.kind is StepKind.NOTE
        self.ui.done.setChecked(finishing or note or (step.id == 0 and meaning.begins_done))
        self.ui.done.setHidden(note)
        self._show_state()

    def _made_fields(self) -> StepFields:
        session, step = self._session, self._step
        fields = fields_of(step.kind, read_settings(session).complaint_stages, step.details)
        return StepFields(self.context.theme, session, step.kind, fields, step.details, headteachers=self._theirs)

    def step(self) -> Step:
        """The step as typed. Raises InvalidInput naming the field."""
        ui, done = self.ui, self.ui.done.isChecked()
        due = None if MEANING[self._step.kind].has_own_day else ui.due_on.optional("due_on")
        return replace(
            self._step,
            details=self._step.details | self.fields.values(),
            person_id=ui.person.currentData(),
            owner_id=ui.owner.currentData(),
            due_on=due or self._step.due_on,
            state=StepState.DONE if done else StepState.PLANNED,
            outcome=ui.outcome.currentText() if done else "",
            done_on=ui.done_on.required("done_on") if done else None,
            done_by=ui.done_by.currentText() if done else "",
        )

    def act(self) -> None:
        self.write(self._errand(self.step()))

    def _errand(self, step: Step) -> Callable[[], object]:
        if not step.id:
            return partial(plan_step, self._session, step)
        if step.state is StepState.DONE:
            outcome, done_on, done_by = step.outcome, step.done_on, step.done_by
            return partial(finish_step, self._session, step.id, outcome, step.details, done_on, done_by)
        return partial(change_step, self._session, step)

    def _fill(self, person_ids: tuple[int, ...]) -> None:
        ui, step = self.ui, self._step
        authors = tuple(person.id for person in self._incident.authors if step.kind is not StepKind.HOLD)
        wanted = {*(person_ids or authors), step.person_id}
        shown = [person for person in self._incident.people if person.id in wanted]
        if not step.person_id or MEANING[step.kind].of_all:
            ui.person.addItem("The case as a whole", None)
        for person in shown:
            ui.person.addItem(person.shown, person.id)
        ui.person.setCurrentIndex(max(0, ui.person.findData(step.person_id)))
        for widget in (ui.person, ui.personLabel):
            widget.setVisible(ui.person.count() > 1 or bool(step.person_id))
        ui.person.setEnabled(ui.person.count() > 1 and not (self._theirs and step.asked))
        ui.outcome.addItems(MEANING[step.kind].outcomes)
        for user_id, name in told_apart(handlers(self._session, self._incident.id)):
            ui.owner.addItem(name, user_id)
            ui.done_by.addItem(name, user_id)
        ui.done_by.setCurrentIndex(max(0, ui.done_by.findData(self._session.user.id)))
        if step.id and ui.owner.findData(step.owner_id) < 0:  # saved untouched, it stays whoever's it was
            words = f"{step.owner} (can no longer see to it)" if step.owner_id else "Nobody yet"
            ui.owner.insertItem(0, words, step.owner_id)
        ui.owner.setCurrentIndex(max(0, ui.owner.findData(step.owner_id)))
        today = self._session.today
        ui.due_on.begin(self.context.theme, self._session, step.due_on or today)
        ui.done_on.begin(self.context.theme, self._session, today, past=True)
        if MEANING[step.kind].has_own_day:
            ui.due_on.hide()
            ui.due_on.words.hide()
            ui.due_onLabel.hide()

    def _warn_of_order(self) -> None:
        """A court order or hold is said before anybody is spoken to, not after."""
        person = self.ui.person.currentData()
        words = self._orders.get(person, "") if person else " ".join(self._orders.values())
        if words:
            self.banner.say(words, "warning")
        else:
            self.banner.hide()

    def _on_person(self) -> None:
        """An order about them is told; and whoever the step is for is asked, unless somebody else was typed."""
        self._warn_of_order()
        asked = self.fields.widgets.get("asked_of")
        names = {person.name for person in self._incident.people}
        if isinstance(asked, QLineEdit) and asked.text() in names | {""}:
            wanted = self.ui.person.currentData()
            asked.setText(next((person.name for person in self._incident.people if person.id == wanted), ""))

    def _show_state(self) -> None:
        done = self.ui.done.isChecked()
        note = self._step.kind is StepKind.NOTE
        self.ui.done_holder.setVisible(done and not note)
        self.ui.plan_holder.setVisible(not done)
        self.fields.show_only(done=done)
        name = MEANING[self._step.kind].name.lower()
        self.submit_button.setText("Add note" if note else f"Save {name} as done" if done else f"Plan {name}")
