"""Restrict a case: who may open it, whether others see its number, why, and who decides it in the head's place."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from halton_desktop.domain.incidents.incident import Incident
from halton_desktop.domain.incidents.restriction import Restriction, RestrictionWish
from halton_desktop.domain.user import User, told_apart
from halton_desktop.gui.kit.app_context import AppContext
from halton_desktop.gui.kit.confirm_dialog import YesNoQuestion
from halton_desktop.gui.kit.dialogs.base_dialog import BaseDialog, open_dialog
from halton_desktop.gui.kit.dialogs.prompt_dialog import Prompt, PromptDialog
from halton_desktop.gui.kit.fields.form import FieldForm
from halton_desktop.gui.kit.looks.look import HALF_STEP
from halton_desktop.gui.kit.widgets.button import Button
from halton_desktop.services.incidents.restrict_incident import lift_restriction, people_to_name, restrict_incident
from halton_desktop.services.session import OfficeSession

SEEN = "Its number and whom it is restricted to"
HIDDEN = "Nothing, not even that there is one"
THE_HEAD = "The headteacher, as usual"
REASON_HEIGHT = 72
LEAST_WIDTH = 440


class RestrictDialog(BaseDialog):
    """For a case that is open to everybody, or to write its restriction again or lift it."""

    def __init__(
        self,
        context: AppContext,
        session: OfficeSession,
        incident: Incident,
        restriction: Restriction | None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            context,
            name="restrict",
            title=f"Restrict {incident.reference}",
            verb="Restrict",
            guide_page="restricted-incidents",
            parent=parent,
        )
        self._session = session
        self._incident = incident
        self.form = FieldForm()
        self.people: dict[int, QCheckBox] = {}
        self.opened: PromptDialog | None = None
        users = people_to_name(session)
        self.form.add("named", "Who may open it", self._ticks(users, {session.user.id, incident.handler_id}))
        self.shown = QComboBox()
        self.shown.addItem(SEEN, True)
        self.shown.addItem(HIDDEN, False)
        self.form.add("shown", "&Everybody else sees", self.shown, "The year’s figures count it all the same.")
        self.reason = QPlainTextEdit()
        self.reason.setTabChangesFocus(True)
        self.reason.setMaximumHeight(REASON_HEIGHT)
        self.form.add("reason", "&Why", self.reason, "Only the people ticked read it.")
        self.decider = QComboBox()
        self.decider.addItem(THE_HEAD, None)
        for user_id, name in told_apart(users):
            self.decider.addItem(name, user_id)
        hint = "Somebody else where the headteacher is the victim or a party. They sign the letters of this incident."
        self.form.add("decider", "Who &decides in it", self.decider, hint)
        self.title = self.form.add("decider_title", "&As what", QLineEdit(), "For example chair of governors.")
        self.lift_button = Button("Lift the restriction…", context.theme, kind="quiet", icon="undo")
        self._show(restriction)
        self._arrange()

    @property
    def wish(self) -> RestrictionWish:
        """What is chosen."""
        return RestrictionWish(
            user_ids=frozenset(user_id for user_id, box in self.people.items() if box.isChecked()),
            shown=bool(self.shown.currentData()),
            reason=self.reason.toPlainText(),
            decider_id=self.decider.currentData(),
            decider_title=self.title.text(),
        )

    def act(self) -> None:
        wish, me = self.wish, self._session.user.id
        if wish.user_ids and me not in (*wish.user_ids, wish.decider_id):
            question = YesNoQuestion(
                "Restrict it to others?",
                "You are not ticked: you will not be able to open this incident any more, or to undo this.",
                verb="Restrict it",
                danger=True,
            )
            if not self.context.confirm(self, question):
                return
        self.write(partial(restrict_incident, self._session, self._incident.id, wish))

    def lift(self) -> None:
        """Ask why everybody may see it again."""
        reference, fields = self._incident.reference, (("reason", "Why", "It stays in the history of changes.", ""),)
        ask = Prompt("lift_restriction", f"Open {reference} to everybody", "Lift the restriction", fields)
        session, incident_id = self._session, self._incident.id
        self.opened = PromptDialog(
            self.context, ask, lambda words: lift_restriction(session, incident_id, words["reason"]), self
        )
        self.opened.succeeded.connect(self.succeed)
        open_dialog(self.opened)

    def _ticks(self, users: list[User], ticked: set[int | None]) -> QWidget:
        """One box for each person."""
        holder = QWidget()
        lines = QVBoxLayout(holder)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(HALF_STEP)
        for user in users:
            box = self.people[user.id] = QCheckBox(f"{user.name} ({user.role.value})")
            box.setChecked(user.id in ticked)
            lines.addWidget(box)
        return holder

    def _show(self, restriction: Restriction | None) -> None:
        self.lift_button.setVisible(restriction is not None)
        self.title.setEnabled(False)
        if restriction is None:
            return
        named = {user_id for user_id, _ in restriction.named}
        for user_id, box in self.people.items():
            box.setChecked(user_id in named)
        self.shown.setCurrentIndex(self.shown.findData(restriction.shown))
        self.reason.setPlainText(restriction.reason)
        if restriction.decider is not None:
            self.decider.setCurrentIndex(max(0, self.decider.findData(restriction.decider.user_id)))
            self.title.setText(restriction.decider.title)
            self.title.setEnabled(True)

    def _arrange(self) -> None:
        lines = QVBoxLayout(self.body)
        lines.setContentsMargins(0, 0, 0, 0)
        self.body.setMinimumWidth(LEAST_WIDTH)
        lines.addWidget(self.form)
        lines.addStretch(1)
        self.use_errors(self.form.errors)
        self.footer.insertWidget(0, self.lift_button)
        self.lift_button.clicked.connect(self.lift)
        self.decider.currentIndexChanged.connect(lambda _index: self._on_decider())

    def _on_decider(self) -> None:
        chosen = self.decider.currentData()
        self.title.setEnabled(chosen is not None)
        if chosen is not None:
            self.people[chosen].setChecked(True)
