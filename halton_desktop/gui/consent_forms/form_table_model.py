"""The list of forms: who, which reference, where it stands, when it went out and when it is due."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import QObject

from halton_desktop.domain.acknowledgement import FormKind, FormState
from halton_desktop.domain.register import FormFilter, FormLine
from halton_desktop.gui.kit.looks.look import ColourRole
from halton_desktop.gui.kit.looks.theme import Theme
from halton_desktop.gui.kit.tables.paged_table_model import Column, Order, PagedTableModel
from halton_desktop.gui.kit.widgets.chip import Chip
from halton_desktop.services.consent_forms.form_register import form_ids, form_lines
from halton_desktop.services.session import OfficeSession

_LOOKS: dict[str, tuple[ColourRole, str]] = {
    "accepted": ("done", "done"),
    "consent given": ("done", "consent"),
    "declined": ("overdue", "stop"),
    "wants to talk": ("due", "meeting"),
    "unsigned": ("due", "warning"),
    "damaged": ("due", "warning"),
    "outstanding": ("muted", "clock"),
    "overdue": ("overdue", "overdue"),
    "not confirmed": ("muted", "not yet"),
    "withdrawn": ("overdue", "undo"),
    "ended": ("muted", "clock"),
}


def form_chip(word: str) -> Chip:
    """Where a form stands, as a chip."""
    role, icon = _LOOKS.get(word, ("muted", "info"))
    return Chip(word.capitalize(), role, icon)


def kind_words(kind: FormKind) -> str:
    """The two kinds as the office calls them."""
    return "Acknowledgement" if kind is FormKind.ACKNOWLEDGEMENT else "View messages"


def shown_day(day: date | None) -> str:
    """22/11/2026, "" for none."""
    return "" if day is None else f"{day:%d/%m/%Y}"


COLUMNS: tuple[Column[FormLine], ...] = (
    Column("name", "Parent", lambda line: line.form.parent_name, "name", width=24),
    Column("state", "Status", lambda line: line.word.capitalize(), "state", width=20,
           chip=lambda line: form_chip(line.word)),
    Column("reference", "Reference", lambda line: line.form.reference, "reference", width=17),
    Column("children", "Children", lambda line: ", ".join(line.form.children), width=26, colour="muted"),
    Column("issued", "Sent", lambda line: shown_day(line.form.issued_on), "issued", width=11, right=True),
    Column("due", "Due", lambda line: shown_day(line.form.due_on), "due", width=11, right=True,
           colour=lambda line: "overdue" if line.overdue else None),
    Column("returned", "Returned", lambda line: shown_day(_returned_on(line)), "returned", width=11, right=True),
    Column("kind", "Kind", lambda line: kind_words(line.form.kind), width=16, hidden=True),
    Column("scans", "Scans", lambda line: str(line.scans or ""), width=6, right=True, hidden=True),
)  # fmt: skip


class FormTableModel(PagedTableModel[FormLine]):
    """The register of forms, paged. Its filter is a FormFilter."""

    def __init__(self, session: OfficeSession, theme: Theme, parent: QObject | None = None) -> None:
        self._session = session
        super().__init__(
            COLUMNS,
            fetch_ids=self._ids_of,
            fetch_rows=self._lines_of,
            row_id=lambda line: line.form.id,
            order=Order("name"),
            colour_of=theme.colour,
            parent=parent,
        )

    def _ids_of(self, order: Order, wanted: Any) -> Sequence[int]:
        return form_ids(self._session, wanted or FormFilter(), order.key, descending=order.descending)

    def _lines_of(self, ids: Sequence[int]) -> list[FormLine]:
        return form_lines(self._session, ids)


def _returned_on(line: FormLine) -> date | None:
    stands = line.form.status
    return None if stands.unsent or stands.state is FormState.ISSUED else stands.on
