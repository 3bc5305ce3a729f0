"""The Incidents list as a paged table: its columns, and where its rows come from."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QObject

from halton_desktop.domain.day_words import due_words, near_day
from halton_desktop.domain.incidents.incident import BREACH_OF, CONCERN, CONCERN_NAME, IncidentState
from halton_desktop.domain.incidents.incident_list import IncidentFilter, IncidentLine
from halton_desktop.domain.incidents.step_kind import MEANING
from halton_desktop.gui.kit.looks.look import ColourRole
from halton_desktop.gui.kit.looks.theme import Theme
from halton_desktop.gui.kit.tables.paged_table_model import Column, Order, PagedTableModel
from halton_desktop.gui.kit.widgets.chip import Chip
from halton_desktop.services.incidents.find_incidents import incident_ids, incident_lines
from halton_desktop.services.session import OfficeSession

STATE_CHIPS = {
    IncidentState.OPEN: Chip("Open", "accent", "open"),
    IncidentState.WAITING: Chip("Waiting", "due", "clock"),
    IncidentState.CLOSED: Chip("Closed", "done", "done"),
    IncidentState.WITHDRAWN: Chip("Withdrawn", "muted", "undo"),
}
RESTRICTED = Chip("Restricted", "sealed", "lock")
FIRST_ORDER = Order("reported", descending=True)


class IncidentTableModel(PagedTableModel[IncidentLine]):
    """Incidents as the filter (an IncidentFilter, None for all) lets them through."""

    def __init__(self, session: OfficeSession, theme: Theme, parent: QObject | None = None) -> None:
        self._session = session
        super().__init__(
            incident_columns(session),
            fetch_ids=self._in_order,
            fetch_rows=self._lines,
            row_id=lambda line: line.id,
            order=FIRST_ORDER,
            colour_of=theme.colour,
            parent=parent,
        )

    def _in_order(self, order: Order, wanted: IncidentFilter | None) -> Sequence[int]:
        return incident_ids(self._session, wanted or IncidentFilter(), order.key, descending=order.descending)

    def _lines(self, ids: Sequence[int]) -> list[IncidentLine]:
        return incident_lines(self._session, ids)


def incident_columns(session: OfficeSession) -> list[Column[IncidentLine]]:
    """The columns; which show, how wide and in what order is the user's choice and remembered."""

    def reported(line: IncidentLine) -> str:
        return "" if line.restricted_to else near_day(line.reported_on, session.today)

    def reported_day(line: IncidentLine) -> str:
        return "" if line.restricted_to else f"{line.reported_on:%d/%m/%Y}"

    return [
        Column("reference", "Reference", lambda line: line.reference, "reference", width=9),
        Column("reported", "Reported", reported, "reported", tooltip=_reported_whole, width=9, copied=reported_day),
        Column("about", "About", _about, "about", tooltip=_about, width=17),
        Column("clause", "Clause", _clauses, "clause", tooltip=_breaches, width=8),
        Column("next_step", "Next step", _next_step, width=14),
        Column(
            "due",
            "Due",
            lambda line: due_words(line.next_due_on, session.today),
            "due",
            chip=lambda line: due_chip(line.next_due_on, session.today),
            tooltip=lambda line: f"{line.next_due_on:%d/%m/%Y}" if line.next_due_on else "",
            copied=lambda line: f"{line.next_due_on:%d/%m/%Y}" if line.next_due_on else "",
            width=11,
        ),
        Column("state", "Status", _state, "state", chip=_state_chip, width=9),
        Column("where", "Where", lambda line: line.where, "platform", width=22, hidden=True),
        Column("happened", "Happened", _happened, "happened", width=11, hidden=True),
        Column("handler", "Looked after by", lambda line: line.handler, "handler", width=16, hidden=True),
        Column("flags", "May be", lambda line: ", ".join(line.flags), width=16, hidden=True),
        Column("evidence", "Evidence", lambda line: str(line.evidence or ""), right=True, width=8, hidden=True),
        Column("outcome", "Outcome", lambda line: line.outcome, width=20, hidden=True),
    ]


def due_chip(day: date | None, today: date) -> Chip | None:
    """Overdue, due today, or the day to come; None where nothing is due."""
    if day is None:
        return None
    role: ColourRole = "overdue" if day < today else "due" if day == today else "muted"
    icon = "overdue" if day < today else "due" if day == today else "calendar"
    words = due_words(day, today)
    return Chip(words, role, icon)


def _clauses(line: IncidentLine) -> str:
    return ", ".join(line.clauses) or CONCERN


def _about(line: IncidentLine) -> str:
    return line.restricted_to or line.about


def _state(line: IncidentLine) -> str:
    return _state_chip(line).text


def _state_chip(line: IncidentLine) -> Chip:
    return RESTRICTED if line.restricted_to else STATE_CHIPS[line.state]


def _happened(line: IncidentLine) -> str:
    return "" if line.restricted_to else f"{line.happened_on:%d/%m/%Y}"


def _next_step(line: IncidentLine) -> str:
    return MEANING[line.next_step].name if line.next_step else ""


def _reported_whole(line: IncidentLine) -> str:
    if line.restricted_to:
        return ""
    return f"Reported {line.reported_on:%d/%m/%Y}, happened {line.happened_on:%d/%m/%Y}"


def _breaches(line: IncidentLine) -> str:
    named = [f"{clause} {BREACH_OF[clause].name}" for clause in line.clauses if clause in BREACH_OF]
    return "\n".join(named) or CONCERN_NAME
