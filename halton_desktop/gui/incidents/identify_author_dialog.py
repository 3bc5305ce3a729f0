"""Say who is behind an alias, and on what grounds (clause 2.6)."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget

from halton_desktop.domain.change import RecordKind
from halton_desktop.domain.incidents.incident import IncidentPerson, PersonKind, PersonPart
from halton_desktop.gui.incidents.incident_form import put
from halton_desktop.gui.incidents.people_field import PUPIL, SOMEBODY, STAFF, PeopleField
from halton_desktop.gui.kit.app_context import AppContext
from halton_desktop.gui.kit.dialogs.base_dialog import BaseDialog
from halton_desktop.services.incidents.identify_author import identify_author
from halton_desktop.services.session import OfficeSession
from halton_desktop.ui_forms.incidents.identify_author_dialog_form import Ui_IdentifyAuthorDialog


class IdentifyAuthorDialog(BaseDialog):
    """One person is chosen from the register, or named."""

    def __init__(
        self,
        context: AppContext,
        session: OfficeSession,
        incident_id: int,
        author: IncidentPerson,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            context,
            name="identify_author",
            title="Identify the author (2.6)",
            verb="Identify",
            guide_page="incidents",
            parent=parent,
        )
        self._session = session
        self._incident_id = incident_id
        self._author = author
        self.ui = Ui_IdentifyAuthorDialog()
        self.ui.setupUi(self.body)
        self.ui.alias.setText(f"Known so far as {author.shown}. The alias stays on file beside the name.")
        self.people = PeopleField(context, session, PersonPart.AUTHOR, (PUPIL, STAFF, SOMEBODY))
        put(self.ui.who_holder, self.people)
        self.set_fields({"who": self.ui.who_holder, "grounds": self.ui.grounds})

    def choose(self, noun: RecordKind, record: int) -> None:
        """Choose somebody of the register."""
        self.people.add_person(noun, record)

    def act(self) -> None:
        chosen = self.people.people
        nobody = IncidentPerson(0, PersonPart.AUTHOR, PersonKind.UNKNOWN)
        who = chosen[-1] if chosen else nobody
        grounds = self.ui.grounds.toPlainText()
        self.write(partial(identify_author, self._session, self._incident_id, self._author.id, who, grounds))
