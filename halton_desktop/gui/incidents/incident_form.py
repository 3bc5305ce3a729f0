"""The fields of an incident: read as facts and people, kept and taken back as plain values."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import time
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QLineEdit,
    QListWidgetItem,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from halton_desktop.domain.incidents.incident import (
    BREACHES,
    LEGAL_REFERENCES,
    ContentFlag,
    FlagAssessment,
    Incident,
    IncidentFacts,
    IncidentPerson,
    PersonPart,
    Platform,
)
from halton_desktop.domain.incidents.incident_draft import person_as_plain, person_from_plain
from halton_desktop.domain.user import told_apart
from halton_desktop.errors import InvalidInput
from halton_desktop.gui.incidents.people_field import PUPIL, SCHOOL, SOMEBODY, STAFF, UNKNOWN, PeopleField
from halton_desktop.gui.kit.app_context import AppContext
from halton_desktop.gui.kit.fields.level_rows import keep_rows_level
from halton_desktop.gui.kit.looks.look import STEP
from halton_desktop.services.incidents.find_incidents import handlers
from halton_desktop.services.session import OfficeSession
from halton_desktop.ui_forms.incidents.incident_dialog_form import Ui_IncidentDialog

_LEGAL_KEY = Qt.ItemDataRole.UserRole


class IncidentForm(QWidget):
    """Empty for a new incident; with ``incident`` only what may be changed later, the account to read."""

    typed = Signal()
    """Something was typed or chosen."""

    def __init__(self, context: AppContext, session: OfficeSession, incident: Incident | None = None) -> None:
        super().__init__()
        self._context = context
        self._session = session
        self._incident = incident
        self.ui = Ui_IncidentDialog()
        self.ui.setupUi(self)
        keep_rows_level(self)
        self._fill_choices()
        self._make_people()
        self._make_ticks()
        self.ui.platform.currentIndexChanged.connect(self._show_platform)
        if incident is not None:
            self._show_facts(incident)
        self._show_platform()
        self._watch()

    @property
    def fields(self) -> dict[str, QWidget]:
        """Which widget holds which field of ``InvalidInput``."""
        names = (*_DAYS, "happened_time", "other_platform", "account", "special_category")
        fields: dict[str, QWidget] = {name: getattr(self.ui, name) for name in names}
        fields |= {"authors": self.ui.authors_holder, "people": self.ui.affected_holder}
        return fields | {"clauses": self.ui.clauses_holder, "flags": self.ui.assessed_by}

    def facts(self) -> IncidentFacts:
        """What is typed. Raises InvalidInput for a time that is none, and where the code was forgotten."""
        ui = self.ui
        clauses = self._clauses()
        if not clauses and not self.concern.isChecked():
            advice = "Several may apply; tick “not yet a matter of the code” where none does."
            raise InvalidInput("clauses", "Tick at least one part of the code.", advice)
        flags = [flag for flag, tick in self.flag_ticks.items() if tick.isChecked()]
        assessed_by = ui.assessed_by.text().strip()
        assessed_on = ui.assessed_on.required("assessed_on") if flags else self._session.today
        kept = {assessment.flag: assessment for assessment in self._incident.facts.flags} if self._incident else {}
        return IncidentFacts(
            happened_on=ui.happened_on.required("happened_on"),
            happened_time=_time(ui.happened_time.text()),
            reported_on=ui.reported_on.required("reported_on"),
            platform=Platform(ui.platform.currentData()),
            other_platform=ui.other_platform.text().strip() if ui.other_platform.isEnabled() else "",
            place=ui.place.text().strip(),
            is_group_chat=ui.is_group_chat.isChecked(),
            link=ui.link.text().strip(),
            account=ui.account.toPlainText().strip(),
            clauses=clauses,
            flags=tuple(kept.get(flag, FlagAssessment(flag, assessed_by, assessed_on)) for flag in flags),
            legal=self._legal(),
            special_category=ui.special_category.text().strip(),
            internal=ui.internal.toPlainText().strip(),
        )

    def people(self) -> tuple[IncidentPerson, ...]:
        """Everybody on the form."""
        return (*self.authors.people, *self.affected.people, *self.reporter.people)

    def as_plain(self) -> dict[str, Any]:
        """The form as plain values."""
        ui = self.ui
        lines = {name: getattr(ui, name).text() for name in (*_LINES, *_DAYS)}
        return lines | {
            "handler": ui.handler.currentData(),
            "platform": ui.platform.currentData(),
            "is_group_chat": ui.is_group_chat.isChecked(),
            "account": ui.account.toPlainText(),
            "internal": ui.internal.toPlainText(),
            "clauses": list(self._clauses()),
            "concern": self.concern.isChecked(),
            "flags": [flag.value for flag, tick in self.flag_ticks.items() if tick.isChecked()],
            "legal": list(self._legal()),
            "people": [person_as_plain(person) for person in self.people()],
        }

    def show_plain(self, plain: dict[str, Any]) -> None:
        """Fill the form from plain values."""
        ui = self.ui
        for name in _LINES:
            getattr(ui, name).setText(str(plain.get(name, "")))
        for name in _DAYS:
            if name in plain:
                getattr(ui, name).setText(plain[name])
                getattr(ui, name).tidy()
        handler = ui.handler.findData(plain.get("handler"))
        ui.handler.setCurrentIndex(handler if handler >= 0 else ui.handler.currentIndex())
        ui.platform.setCurrentIndex(max(0, ui.platform.findData(plain.get("platform"))))
        ui.is_group_chat.setChecked(bool(plain.get("is_group_chat")))
        ui.account.setPlainText(str(plain.get("account", "")))
        ui.internal.setPlainText(str(plain.get("internal", "")))
        for clause, tick in self.clause_ticks.items():
            tick.setChecked(clause in plain.get("clauses", ()))
        self.concern.setChecked(bool(plain.get("concern")))
        for flag, tick in self.flag_ticks.items():
            tick.setChecked(flag.value in plain.get("flags", ()))
        self._show_legal(plain.get("legal", ()))
        people = [person_from_plain(entry) for entry in plain.get("people", ())]
        for field, part in self._parts():
            field.show_people(person for person in people if person.part is part)

    def _fill_choices(self) -> None:
        ui = self.ui
        for platform in Platform:
            ui.platform.addItem("Somewhere else" if platform is Platform.OTHER else platform.value, platform.value)
        for user_id, name in told_apart(handlers(self._session)):
            ui.handler.addItem(name, user_id)
        ui.handler.setCurrentIndex(max(0, ui.handler.findData(self._session.user.id)))
        for law in LEGAL_REFERENCES:
            item = QListWidgetItem(f"{law.name}: {law.what}")
            item.setData(_LEGAL_KEY, law.key)
            item.setFlags(Qt.ItemFlag.ItemIsUserCheckable | Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
            item.setCheckState(Qt.CheckState.Unchecked)
            ui.legal.addItem(item)
        for edit in (ui.happened_on, ui.reported_on, ui.assessed_on):
            edit.begin(self._context.theme, self._session, self._session.today, past=True)
        ui.assessed_by.setText(self._session.user.name)

    def _make_people(self) -> None:
        context, session = self._context, self._session
        self.authors = PeopleField(context, session, PersonPart.AUTHOR, (UNKNOWN, PUPIL, SOMEBODY))
        self.affected = PeopleField(context, session, PersonPart.AFFECTED, (STAFF, SCHOOL, SOMEBODY))
        self.reporter = PeopleField(context, session, PersonPart.REPORTER, (STAFF, SOMEBODY))
        for field, holder in zip(
            (self.authors, self.affected, self.reporter),
            (self.ui.authors_holder, self.ui.affected_holder, self.ui.reporter_holder),
            strict=True,
        ):
            put(holder, field)
            field.changed.connect(self.typed)

    def _parts(self) -> tuple[tuple[PeopleField, PersonPart], ...]:
        return (
            (self.authors, PersonPart.AUTHOR),
            (self.affected, PersonPart.AFFECTED),
            (self.reporter, PersonPart.REPORTER),
        )

    def _make_ticks(self) -> None:
        self.clause_ticks = {breach.clause: QCheckBox(f"{breach.clause}  {breach.sentence}") for breach in BREACHES}
        self.flag_ticks = {flag: QCheckBox(flag.value.capitalize()) for flag in ContentFlag}
        self.concern = QCheckBox("None of these: a concern, not yet a matter of the code")
        self.concern.toggled.connect(self._show_concern)
        for tick in self.clause_ticks.values():
            tick.toggled.connect(self._on_clause)
        put(self.ui.clauses_holder, *self.clause_ticks.values(), self.concern)
        put(self.ui.flags_holder, *self.flag_ticks.values())

    def _watch(self) -> None:
        for field in self.findChildren(QWidget):
            if field.property("notSaved"):
                continue
            if isinstance(field, QLineEdit | QPlainTextEdit):
                field.textChanged.connect(self.typed)
            elif isinstance(field, QCheckBox):
                field.toggled.connect(self.typed)
            elif isinstance(field, QComboBox):
                field.currentIndexChanged.connect(self.typed)
        self.ui.legal.itemChanged.connect(self.typed)

    def _show_facts(self, incident: Incident) -> None:
        facts = incident.facts
        plain: dict[str, Any] = {name: getattr(facts, name, "") for name in _LINES}
        plain["happened_time"] = f"{facts.happened_time:%H:%M}" if facts.happened_time else ""
        plain["assessed_by"] = self._session.user.name
        plain |= {"happened_on": facts.happened_on.isoformat(), "reported_on": facts.reported_on.isoformat()}
        plain |= {"platform": facts.platform.value, "is_group_chat": facts.is_group_chat, "account": facts.account}
        plain |= {"clauses": facts.clauses, "concern": incident.is_concern}
        plain |= {"legal": facts.legal, "internal": facts.internal}
        plain["flags"] = [assessment.flag.value for assessment in facts.flags]
        self.show_plain(plain)
        self.ui.account.setReadOnly(True)
        for holder in ("authors_holder", "affected_holder", "reporter_holder", "evidence_holder", "handler"):
            getattr(self.ui, holder).hide()
        for label in self.findChildren(QWidget):
            if label.property("text") in _ONLY_WHEN_NEW:
                label.hide()

    def _clauses(self) -> tuple[str, ...]:
        return tuple(clause for clause, tick in self.clause_ticks.items() if tick.isChecked())

    def _show_concern(self, concern: bool) -> None:
        """A concern is no part of the code; ticking a part makes it a matter of the code."""
        for tick in self.clause_ticks.values() if concern else ():
            tick.setChecked(False)

    def _on_clause(self, ticked: bool) -> None:
        if ticked:
            self.concern.setChecked(False)

    def _show_platform(self) -> None:
        other = self.ui.platform.currentData() == Platform.OTHER.value
        self.ui.other_platform.setEnabled(other)

    def _legal(self) -> tuple[str, ...]:
        items = (self.ui.legal.item(row) for row in range(self.ui.legal.count()))
        return tuple(item.data(_LEGAL_KEY) for item in items if item.checkState() == Qt.CheckState.Checked)

    def _show_legal(self, keys: Iterable[str]) -> None:
        for row in range(self.ui.legal.count()):
            item = self.ui.legal.item(row)
            chosen = item.data(_LEGAL_KEY) in tuple(keys)
            item.setCheckState(Qt.CheckState.Checked if chosen else Qt.CheckState.Unchecked)


_LINES = ("happened_time", "other_platform", "place", "link", "assessed_by", "special_category")
_DAYS = ("happened_on", "reported_on", "assessed_on")
_ONLY_WHEN_NEW = {"Who did it", "Who was affected", "Who reported it", "Evidence", "Looked &after by"}


def put(holder: QWidget, *widgets: QWidget) -> None:
    """Fill an empty holder of a Designer form, top to bottom."""
    lines = QVBoxLayout(holder)
    lines.setContentsMargins(0, 0, 0, 0)
    lines.setSpacing(STEP)
    for widget in widgets:
        lines.addWidget(widget)


def _time(text: str) -> time | None:
    words = text.strip().replace(".", ":")
    if not words:
        return None
    try:
        hour, _, minute = words.partition(":")
        return time(int(hour), int(minute or 0))
    except ValueError:
        raise InvalidInput("happened_time", f"“{text}” is not a time of day.", "Write it like 21:30.") from None
