"""Take back that somebody was named in a case: why, and who it was instead."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout, QWidget

from halton_desktop.domain.incidents.incident import Incident, IncidentPerson
from halton_desktop.errors import InvalidInput
from halton_desktop.gui.incidents.incident_person_dialog import PARTS
from halton_desktop.gui.incidents.people_field import PeopleField
from halton_desktop.gui.kit.app_context import AppContext
from halton_desktop.gui.kit.dialogs.base_dialog import BaseDialog
from halton_desktop.gui.kit.fields.form import FieldForm
from halton_desktop.gui.kit.widgets.section import paragraph
from halton_desktop.services.incidents.withdraw_incident import withdraw_person
from halton_desktop.services.session import OfficeSession

REASON_HEIGHT = 84


class NamedByMistakeDialog(BaseDialog):
    """Nobody chosen instead: the person is only taken out, and an alias is unknown again."""

    def __init__(
        self,
        context: AppContext,
        session: OfficeSession,
        incident: Incident,
        person: IncidentPerson,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            context,
            name="named_by_mistake",
            title=f"{person.shown}: named by mistake",
            verb="Take back",
            guide_page="incidents",
            parent=parent,
        )
        self._session = session
        self._incident = incident
        self._person = person
        form = FieldForm()
        self.reason = form.add("reason", "&How did the mistake come about?", QPlainTextEdit())
        self.reason.setTabChangesFocus(True)
        self.reason.setFixedHeight(REASON_HEIGHT)
        self.instead = PeopleField(context, session, person.part, PARTS[person.part][1])
        form.add("people", "&Who was it instead? (if you know)", self.instead)
        lines = QVBoxLayout(self.body)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.addWidget(paragraph(self._what_happens(), muted=True))
        lines.addWidget(form)
        lines.addStretch(1)
        self.use_errors(form.errors)
        self.reason.setFocus()

    def act(self) -> None:
        """Withdraw the name, with its reason."""
        chosen = self.instead.people
        if len(chosen) > 1:
            raise InvalidInput("people", "Choose one person here.", "Add the others with “Add somebody…”.")
        right, reason = chosen[0] if chosen else None, self.reason.toPlainText()
        self.write(partial(withdraw_person, self._session, self._incident.id, self._person.id, reason, right))

    def _what_happens(self) -> str:
        words = (
            f"{self._person.shown} stays in this case’s own history, struck through, and is gone from everywhere else: "
            "their page, the search, what is due, the figures and the letters. Open steps about them are cancelled."
        )
        if self._person.alias and self._person.identified:
            words += f" “{self._person.alias}” is not yet known again, unless you say who it is."
        return words
