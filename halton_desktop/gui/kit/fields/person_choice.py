"""Choose one parent to filter a list by: three letters of a name, and then the name stands in the field."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from halton_desktop.domain.change import RecordKind
from halton_desktop.errors import NotFound
from halton_desktop.gui.kit.app_context import AppContext
from halton_desktop.gui.kit.fields.search_box import SearchBox
from halton_desktop.services.incidents.find_people import ALL, find_people, person_with
from halton_desktop.services.session import OfficeSession

WIDTH = 190


class PersonChoice(SearchBox):
    """``parent_id`` is None for anybody; clearing the field, or typing into the name, means anybody again."""

    person_changed = Signal()

    def __init__(self, context: AppContext, session: OfficeSession, parent: QWidget | None = None) -> None:
        super().__init__(
            context,
            lambda words: find_people(session, words, pupils=False),
            parent,
            search_all=lambda words: find_people(session, words, pupils=False, most=ALL),
        )
        self._session = session
        self.parent_id: int | None = None
        self.setPlaceholderText("Person: any")
        self.setAccessibleName("Person: type three letters of a parent’s name")
        self.setToolTip("Type three letters of a parent’s name")
        self.setFixedWidth(WIDTH)
        self.setProperty("notSaved", True)
        self.chosen.connect(self._on_chosen)
        self.textChanged.connect(self._on_typed)

    def show_person(self, parent_id: int | None) -> None:
        """Set who is chosen without telling; somebody no longer in the register is shown as anybody."""
        self.parent_id = None
        name = ""
        if parent_id is not None:
            try:
                found = person_with(self._session, RecordKind.PARENT, parent_id)
                name = f"{found.title} ({found.subtitle})" if found.subtitle else found.title
            except NotFound:
                parent_id = None
        self.setText(name)
        self.setCursorPosition(0)
        self.parent_id = parent_id

    def _on_chosen(self, _noun: RecordKind, record: int) -> None:
        self.show_person(record)
        self.person_changed.emit()

    def _on_typed(self) -> None:
        if self.parent_id is not None:
            self.parent_id = None
            self.person_changed.emit()
