"""Who is in an incident: found by three letters of a name, or added as somebody not in the register."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from halton_desktop.domain.change import RecordKind
from halton_desktop.domain.incidents.incident import IncidentPerson, PersonKind, PersonPart
from halton_desktop.domain.parents.parent import Capacity
from halton_desktop.errors import NotFound
from halton_desktop.gui.kit.app_context import AppContext
from halton_desktop.gui.kit.fields.search_box import SearchBox
from halton_desktop.gui.kit.looks.look import HALF_STEP, STEP
from halton_desktop.gui.kit.looks.style_sheet import set_text_role
from halton_desktop.gui.kit.widgets.button import Button, icon_button
from halton_desktop.gui.kit.widgets.flow_layout import FlowLayout
from halton_desktop.services.incidents.find_people import ALL, find_people, person_with
from halton_desktop.services.session import OfficeSession

_CAPACITIES = (Capacity.PARENT_CARER, Capacity.PTA_MEMBER, Capacity.GOVERNOR, Capacity.CHILD_REPRESENTATIVE)


@dataclass(frozen=True)
class Extra:
    """A button beside the search: who it adds."""

    text: str
    kind: PersonKind


UNKNOWN = Extra("Not yet known", PersonKind.UNKNOWN)
STAFF = Extra("Member of staff", PersonKind.STAFF)
SCHOOL = Extra("The school", PersonKind.SCHOOL)
PUPIL = Extra("A pupil", PersonKind.PUPIL)
SOMEBODY = Extra("Somebody else", PersonKind.OTHER)


class PeopleField(QWidget):
    """People with one part. ``changed`` follows every change."""

    changed = Signal()

    def __init__(
        self,
        context: AppContext,
        session: OfficeSession,
        part: PersonPart,
        extras: Sequence[Extra],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._session = session
        self._part = part
        self._rows: list[_PersonRow] = []
        self.search = SearchBox(
            context,
            lambda words: find_people(session, words),
            search_all=lambda words: find_people(session, words, most=ALL),
        )
        self.search.setPlaceholderText("Type three letters of a parent’s or pupil’s name")
        self.search.setAccessibleName(f"Who {part.value}: search by name")
        self.search.setProperty("notSaved", True)
        self.search.chosen.connect(self._on_chosen)
        self._list = QVBoxLayout()
        self._list.setSpacing(STEP)
        self.buttons: dict[PersonKind, Button] = {}
        adding = FlowLayout(STEP)
        for extra in extras:
            button = Button(extra.text, context.theme, kind="quiet", icon="add")
            button.clicked.connect(lambda _=False, kind=extra.kind: self._add_extra(kind))
            self.buttons[extra.kind] = button
            adding.addWidget(button)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(STEP)
        lines.addLayout(self._list)
        lines.addWidget(self.search)
        lines.addLayout(adding)
        self.setFocusProxy(self.search)

    @property
    def people(self) -> tuple[IncidentPerson, ...]:
        """Everybody in the field as typed."""
        return tuple(row.person for row in self._rows)

    def show_people(self, people: Iterable[IncidentPerson]) -> None:
        """Replace everybody (from a draft)."""
        for row in list(self._rows):
            self._remove(row)
        for person in people:
            self._add(person)

    def add_person(self, noun: RecordKind, record: int) -> None:
        """Put a parent or pupil of the register in; nobody twice."""
        known = person_with(self._session, noun, record)
        parent_id = record if noun is RecordKind.PARENT else None
        pupil_id = record if noun is RecordKind.PUPIL else None
        if any((row.person.parent_id, row.person.pupil_id) == (parent_id, pupil_id) for row in self._rows):
            return
        kind = PersonKind.PARENT if noun is RecordKind.PARENT else PersonKind.PUPIL
        self._add(IncidentPerson(0, self._part, kind, known.title, parent_id, pupil_id, capacities=known.capacities))

    def show_only_people(self) -> None:
        """Nobody is added or taken out here."""
        self.search.hide()
        for button in (*self.buttons.values(), *(row.away for row in self._rows)):
            button.hide()

    def _on_chosen(self, noun: RecordKind, record: int) -> None:
        self.search.leave()
        self.add_person(noun, record)

    def _add_extra(self, kind: PersonKind) -> None:
        if kind is PersonKind.SCHOOL and any(row.person.kind is kind for row in self._rows):
            return
        self._add(IncidentPerson(0, self._part, kind)).focus()

    def _add(self, person: IncidentPerson) -> _PersonRow:
        row = _PersonRow(person, self._told_apart(person), self._context, self.changed.emit, self._remove)
        self._rows.append(row)
        self._list.addWidget(row)
        self.changed.emit()
        return row

    def _told_apart(self, person: IncidentPerson) -> str:
        """What tells somebody of the register from others of the same name."""
        noun = RecordKind.PARENT if person.parent_id is not None else RecordKind.PUPIL
        record = person.parent_id if person.parent_id is not None else person.pupil_id
        try:
            return person_with(self._session, noun, record).subtitle if record is not None else ""
        except NotFound:
            return ""

    def _remove(self, row: _PersonRow) -> None:
        self._rows.remove(row)
        self._list.removeWidget(row)
        row.deleteLater()
        self.changed.emit()


class _PersonRow(QWidget):
    """One person: name or alias, in what capacity, how affected, and the way out."""

    def __init__(
        self,
        person: IncidentPerson,
        told_apart: str,
        context: AppContext,
        tell: Callable[[], object],
        remove: Callable[[_PersonRow], object],
    ) -> None:
        super().__init__()
        self._person = person
        self._name = self._alias = self._how = None
        self._ticks: dict[Capacity, QCheckBox] = {}
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(HALF_STEP)
        top = QHBoxLayout()
        top.setSpacing(STEP)
        icon = QLabel()
        name = {PersonKind.PUPIL: "pupil", PersonKind.SCHOOL: "school", PersonKind.UNKNOWN: "guide"}
        icon.setPixmap(context.theme.pixmap(name.get(person.kind, "user"), "muted"))
        top.addWidget(icon)
        by_name = person.kind in (PersonKind.STAFF, PersonKind.OTHER, PersonKind.PUPIL) and person.pupil_id is None
        if by_name:
            self._name = _line(top, person.name, f"Name of the {person.kind.value}", tell)
        elif person.kind is PersonKind.UNKNOWN:
            self._alias = _line(top, person.alias, "Alias or account name", tell)
        else:
            words = QLabel(person.name or "The school")
            set_text_role(words, "strong")
            top.addWidget(words)
            which = QLabel(told_apart)
            set_text_role(which, "muted")
            top.addWidget(which, 1)
        self.away = away = icon_button(f"Take out {person.name or person.kind.value}", "close", context.theme)
        away.clicked.connect(lambda: remove(self))
        if person.part is PersonPart.AFFECTED:
            self._how = _line(top, person.how, "How they were affected", tell)
        top.addWidget(away)
        lines.addLayout(top)
        if person.part is PersonPart.AUTHOR and person.kind is PersonKind.PARENT:
            lines.addWidget(self._capacities(person, tell))

    @property
    def person(self) -> IncidentPerson:
        """As typed."""
        person = self._person
        if self._ticks:
            person = replace(person, capacities=frozenset(c for c, tick in self._ticks.items() if tick.isChecked()))
        return replace(
            person,
            name=self._name.text().strip() if self._name else person.name,
            alias=self._alias.text().strip() if self._alias else person.alias,
            how=self._how.text().strip() if self._how else person.how,
        )

    def focus(self) -> None:
        """Put the cursor where something is to be typed."""
        field = self._name or self._alias or self._how
        if field is not None:
            field.setFocus()

    def _capacities(self, person: IncidentPerson, tell: Callable[[], object]) -> QWidget:
        holder = QWidget()
        row = FlowLayout(STEP, holder)
        row.setContentsMargins(28, 0, 0, 0)
        words = QLabel("acting as")
        set_text_role(words, "muted")
        row.addWidget(words)
        for capacity in _CAPACITIES:
            tick = QCheckBox(capacity.value)
            tick.setChecked(capacity in person.capacities)
            tick.setAccessibleName(f"{person.name} acted as {capacity.value}")
            tick.toggled.connect(lambda _on: tell())
            self._ticks[capacity] = tick
            row.addWidget(tick)
        return holder


def _line(layout: QHBoxLayout, text: str, name: str, tell: Callable[[], object]) -> QLineEdit:
    field = QLineEdit(text)
    field.setPlaceholderText(name)
    field.setAccessibleName(name)
    field.textChanged.connect(lambda _text: tell())
    layout.addWidget(field, 1)
    return field
