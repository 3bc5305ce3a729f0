"""Put somebody more into a case, or say in what capacity somebody in it acted (clause 3.4 looks at that)."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from halton_desktop.domain.incidents.incident import Incident, IncidentPerson, PersonPart
from halton_desktop.errors import InvalidInput
from halton_desktop.gui.incidents.people_field import PUPIL, SCHOOL, SOMEBODY, STAFF, UNKNOWN, PeopleField
from halton_desktop.gui.kit.app_context import AppContext
from halton_desktop.gui.kit.dialogs.base_dialog import BaseDialog
from halton_desktop.gui.kit.looks.look import FORM_WIDTH, GROUP
from halton_desktop.gui.kit.widgets.section import paragraph
from halton_desktop.services.incidents.change_incident import add_person, change_capacities
from halton_desktop.services.session import OfficeSession

PARTS = {
    PersonPart.AUTHOR: ("Did it", (UNKNOWN, PUPIL, SOMEBODY)),
    PersonPart.AFFECTED: ("Was affected", (STAFF, SCHOOL, SOMEBODY)),
    PersonPart.REPORTER: ("Reported it", (STAFF, SOMEBODY)),
}


class IncidentPersonDialog(BaseDialog):
    """``person`` None: somebody more; otherwise the capacities and the effect on that person are changed."""

    def __init__(
        self,
        context: AppContext,
        session: OfficeSession,
        incident: Incident,
        person: IncidentPerson | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            context,
            name="case_person",
            title=person.shown if person else f"Add somebody to {incident.reference}",
            verb="Save" if person else "Add",
            guide_page="incidents",
            parent=parent,
        )
        self._session = session
        self._incident = incident
        self._person = person
        self.part = QComboBox()
        self.part.setAccessibleName("What part they have")
        for part, (words, _extras) in PARTS.items():
            self.part.addItem(words, part.value)
        self._lines = QVBoxLayout(self.body)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(GROUP)
        self._lines.addWidget(self.part)
        self.part.setVisible(person is None)
        self.field = self._field(person.part if person else PersonPart.AUTHOR)
        self._lines.addWidget(self.field)
        self._lines.addStretch(1)
        self.body.setMinimumWidth(FORM_WIDTH)
        self.part.currentIndexChanged.connect(self._on_part)
        if person is not None:
            self._edit(person)

    def act(self) -> None:
        """One person after the other, each its own entry in the history."""
        if not self.field.people:
            raise InvalidInput("person", "Choose somebody first.")
        self.write(partial(self._keep, tuple(self.field.people)))

    def _keep(self, people: tuple[IncidentPerson, ...]) -> None:
        keep: Callable[[OfficeSession, int, IncidentPerson], None] = change_capacities if self._person else add_person
        for person in people:
            keep(self._session, self._incident.id, person)

    def _field(self, part: PersonPart) -> PeopleField:
        return PeopleField(self.context, self._session, part, PARTS[part][1])

    def _edit(self, person: IncidentPerson) -> None:
        self.field.show_people((person,))
        self.field.show_only_people()
        if person.part is PersonPart.AUTHOR:
            told = "In what capacity? The complaints procedure is followed for governors and PTA members (3.4)."
            self._lines.insertWidget(0, paragraph(told, muted=True))

    def _on_part(self) -> None:
        fresh = self._field(PersonPart(self.part.currentData()))
        self._lines.replaceWidget(self.field, fresh)
        self.field.deleteLater()
        self.field = fresh
