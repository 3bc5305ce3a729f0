"""What an import leaves to be decided, as a list: what is asked, and who is held."""

from __future__ import annotations

from halton_desktop.domain.importing.import_decisions import ImportDecisions
from halton_desktop.domain.parents.parent import PROTECTED_WORD
from halton_desktop.domain.parents.question import Question, QuestionKind
from halton_desktop.gui.kit.tables.paged_table_model import Column
from halton_desktop.gui.parents.import_table_model import ImportLine, TieNames

MOST_ROWS = 12
"""So many rows of the file are named in one line."""

DECIDE_COLUMNS: tuple[Column[ImportLine], ...] = (
    Column("kind", "What", lambda line: line.kind, colour="muted", width=9),
    Column("name", "Who or which word", lambda line: line.name, tooltip=lambda line: line.name, width=30),
    Column("field", "People", lambda line: line.field, right=True, width=7),
    Column("old", "Rows", lambda line: line.old, tooltip=lambda line: line.old, colour="muted", width=16),
    Column("detail", "Until it is decided", lambda line: line.detail, tooltip=lambda line: line.detail, grows=True),
)


def decide_lines(decisions: ImportDecisions, names: TieNames) -> list[ImportLine]:
    """Each question with how many wait for it, then everybody the import newly holds with the file’s words."""
    lines = [
        ("Asked", _asked(question, names), question.meanwhile, f"{len(question.parent_ids):,}", _rows(question.rows))
        for question in decisions.asked
    ]
    for hold in decisions.plan.holds:
        found, who = hold.found, names.parents.get(hold.parent_id, "Somebody")
        about = f", about {names.pupils[hold.pupil_id]}" if hold.pupil_id in names.pupils else ""
        told = PROTECTED_WORD if hold.parent_id in names.protected else found.words
        words = f"{found.kind.value}{about}: “{told}” ({found.place})"
        lines.append(("Held", who, words[:1].upper() + words[1:], "", ""))
    return [ImportLine(number, *line) for number, line in enumerate(lines)]


def _asked(question: Question, names: TieNames) -> str:
    told = question.kind is QuestionKind.GONE or names.protected.isdisjoint(question.parent_ids)
    return question.text if told else PROTECTED_WORD


def _rows(rows: tuple[int, ...]) -> str:
    more = f" and {len(rows) - MOST_ROWS:,} more" if len(rows) > MOST_ROWS else ""
    return ", ".join(str(row) for row in rows[:MOST_ROWS]) + more
