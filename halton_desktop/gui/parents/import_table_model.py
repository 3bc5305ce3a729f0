"""What an import would do, as lists: new people, changes field by field, who is missing from the file, problems."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from halton_desktop.domain.importing.contact_import import ImportPlan, ImportProblem
from halton_desktop.domain.parents.parent import Parent, ParentOf, Pupil
from halton_desktop.gui.kit.tables.paged_table_model import Column, Order, PagedTableModel


@dataclass(frozen=True, slots=True)
class ImportLine:
    """One line of a preview; which parts are used depends on the list."""

    id: int
    kind: str
    name: str
    detail: str = ""
    field: str = ""
    old: str = ""
    new: str = ""


NEW_COLUMNS: tuple[Column[ImportLine], ...] = (
    Column("kind", "Who", lambda line: line.kind, colour="muted", width=9),
    Column("name", "Name", lambda line: line.name, width=28),
    Column("detail", "From the file", lambda line: line.detail, tooltip=lambda line: line.detail, width=40, grows=True),
)
MISSING_COLUMNS: tuple[Column[ImportLine], ...] = (
    Column("name", "Name", lambda line: line.name, width=28),
    Column("detail", "What it may mean", lambda line: line.detail, colour="muted", width=40, grows=True),
)
PROBLEM_COLUMNS: tuple[Column[ImportLine], ...] = (
    Column("row", "Row", lambda line: line.kind, right=True, width=6),
    Column("column", "Column", lambda line: line.field, width=16),
    Column("value", "What stands there", lambda line: line.old, tooltip=lambda line: line.old, width=20),
    Column("message", "Please look at", lambda line: line.new, tooltip=lambda line: line.new, width=48, grows=True),
)


class ImportTableModel(PagedTableModel[ImportLine]):
    """Lines that are in memory already, in the order they came."""

    def __init__(self, columns: Sequence[Column[ImportLine]], lines: Sequence[ImportLine]) -> None:
        super().__init__(
            columns,
            fetch_ids=lambda _order, _filter: range(len(lines)),
            fetch_rows=lambda ids: [lines[number] for number in ids],
            row_id=lambda line: line.id,
            order=Order("file"),
        )
        self.reload()


def new_lines(plan: ImportPlan, names: TieNames) -> list[ImportLine]:
    """New pupils first, then new parents with their children."""
    children: dict[int, list[str]] = defaultdict(list)
    for tie in plan.new_ties:
        if tie.parent_id < 0:
            children[tie.parent_id].append(f"{names.pupils[tie.pupil_id]} ({tie.relationship})")
    lines = [("Pupil", pupil.name, _pupil_detail(pupil)) for pupil in plan.new_pupils]
    lines += [
        ("Parent", parent.full_name, _joined(", ".join(children[parent.id]), parent.address.one_line))
        for parent in plan.new_parents
    ]
    return [ImportLine(number, *line) for number, line in enumerate(lines)]


def missing_lines(plan: ImportPlan, ties_of: TieNames) -> list[ImportLine]:
    """Who is in the office but not in the file; nothing happens to them."""
    lines = [(pupil.name_and_form, "Not in the file: perhaps they have left.") for pupil in plan.not_in_file]
    lines += [(ties_of.tie(tie), "In the file this child no longer has this contact.") for tie in plan.no_longer_listed]
    return [ImportLine(number, "", name, detail) for number, (name, detail) in enumerate(lines)]


def problem_lines(problems: Sequence[ImportProblem]) -> list[ImportLine]:
    """Row, column, what stands there, and what to do about it."""
    return [
        ImportLine(number, str(one.row or ""), "", "", one.column, one.value, one.message)
        for number, one in enumerate(problems)
    ]


@dataclass(frozen=True)
class TieNames:
    """Names behind the ids of ties; of those who are ``protected`` the words of the file are not told."""

    pupils: dict[int, str]
    parents: dict[int, str]
    protected: frozenset[int] = frozenset()

    def tie(self, tie: ParentOf) -> str:
        """ "Jane Pearce, parent of Sam Pearce"."""
        parent = self.parents.get(tie.parent_id, "Somebody")
        return f"{parent}, {tie.relationship} of {self.pupils.get(tie.pupil_id, 'a pupil')}"


def names_of(plan: ImportPlan, pupils: Sequence[Pupil], parents: Sequence[Parent]) -> TieNames:
    """Everybody the plan may speak of: the register's and the file's; without names that are protected."""
    return TieNames(
        {pupil.id: pupil.name for pupil in (*pupils, *plan.new_pupils)},
        {parent.id: parent.name_for_others for parent in (*parents, *plan.new_parents)},
        frozenset(parent.id for parent in parents if parent.protected),
    )


def _pupil_detail(pupil: Pupil) -> str:
    year = f"Year {pupil.year_group}" if pupil.year_group[:1].isdigit() else pupil.year_group
    born = f"born {pupil.date_of_birth:%d/%m/%Y}" if pupil.date_of_birth else ""
    return _joined(year, pupil.form, born)


def _joined(*parts: str) -> str:
    return " · ".join(part for part in parts if part)
