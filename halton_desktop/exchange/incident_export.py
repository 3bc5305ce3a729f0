"""Incidents as a table for a spreadsheet, CSV or XLSX; a cell that looks like a formula is made plain text."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from io import TextIOWrapper
from typing import BinaryIO

from halton_desktop.domain.incidents.incident import BREACHES, ContentFlag, Incident, PersonPart
from halton_desktop.domain.incidents.step import Step
from halton_desktop.domain.incidents.step_kind import MEANING
from halton_desktop.exchange.workbook import Cell, write_workbook

_DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n")


@dataclass(frozen=True, slots=True)
class ExportedIncident:
    """One incident with its steps; ``with_account`` False leaves its words out."""

    incident: Incident
    steps: tuple[Step, ...]
    with_account: bool


HEADINGS = (
    "id", "reference", "happened_on", "reported_on", "platform", "place", "link", "group_chat",
    *(f"clause_{breach.clause}" for breach in BREACHES),
    "authors", "author_parent_ids", "author_capacities", "affected", "affected_parent_ids", "affected_pupil_ids",
    "reported_by",
    *(f"may_be_{flag.value}" for flag in ContentFlag),
    "legal_references", "status", "waiting_for", "handler_id", "handler", "next_step", "next_due_on", "contact_made_on",
    "outcome", "outcome_reason", "closed_on", "recorded_by", "account",
)  # fmt: skip
"""One column for each thing, ids apart from names, a column for every clause and flag: made for filtering."""


def safe_cell(value: Cell) -> Cell:
    """A text that a spreadsheet would take for a formula gets an apostrophe in front (OWASP, CSV injection)."""
    if isinstance(value, str) and value.startswith(_DANGEROUS):
        return f"'{value}"
    return value


def row_of(exported: ExportedIncident) -> list[Cell]:
    """One incident as the cells under HEADINGS."""
    incident, facts = exported.incident, exported.incident.facts
    affected, authors = incident.of(PersonPart.AFFECTED), incident.authors
    waiting = sorted((step for step in exported.steps if step.open), key=lambda step: step.due_on or date.max)
    contacts = sorted(step.done_on for step in exported.steps if step.kind.value == "contact" and step.done_on)
    cells: list[Cell] = [
        incident.id,
        incident.reference,
        facts.happened_on,
        facts.reported_on,
        facts.other_platform or facts.platform.value,
        facts.place,
        facts.link,
        "yes" if facts.is_group_chat else "no",
        *("yes" if breach.clause in facts.clauses else "" for breach in BREACHES),
        "; ".join(person.shown for person in authors),
        "; ".join(str(person.parent_id) for person in authors if person.parent_id),
        "; ".join(sorted({capacity.value for person in authors for capacity in person.capacities})),
        "; ".join(person.shown for person in affected),
        "; ".join(str(person.parent_id) for person in affected if person.parent_id),
        "; ".join(str(person.pupil_id) for person in affected if person.pupil_id),
        "; ".join(person.shown for person in incident.of(PersonPart.REPORTER)),
        *("yes" if flag in incident.flagged else "" for flag in ContentFlag),
        "; ".join(facts.legal),
        incident.state.value,
        incident.waiting_for,
        incident.handler_id,
        incident.handler,
        MEANING[waiting[0].kind].name if waiting else "",
        waiting[0].due_on if waiting else None,
        contacts[0] if contacts else None,
        incident.outcome.value if incident.outcome else "",
        incident.outcome_reason,
        incident.closed_on,
        incident.recorded_by,
        facts.account if exported.with_account else "",
    ]
    return [safe_cell(cell) for cell in cells]


def write_csv(incidents: Iterable[ExportedIncident], out: BinaryIO, progress: Callable[[int], None]) -> None:
    """UTF-8 with the mark Excel needs; days as 2026-11-22 so that they sort."""
    text = TextIOWrapper(out, encoding="utf-8-sig", newline="", write_through=True)
    writer = csv.writer(text)
    writer.writerow(HEADINGS)
    for done, exported in enumerate(incidents, start=1):
        writer.writerow(["" if cell is None else cell for cell in row_of(exported)])
        progress(done)
    text.detach()


def write_xlsx(incidents: Iterable[ExportedIncident], out: BinaryIO, progress: Callable[[int], None]) -> None:
    """One sheet with a fixed heading row; texts are texts, days are days."""

    def rows() -> Iterator[list[Cell]]:
        for done, exported in enumerate(incidents, start=1):
            yield row_of(exported)
            progress(done)

    write_workbook(out, "Incidents", HEADINGS, rows())
