"""The list of parents: who, whose parent, where they stand towards the code, and whether letters may go."""

from __future__ import annotations

from halton_desktop.domain.parents.answers import SEVERITY
from halton_desktop.domain.parents.hold import Hold
from halton_desktop.domain.parents.parent import Capacity
from halton_desktop.domain.register import Acknowledged, ParentFilter, ParentLine
from halton_desktop.gui.kit.tables.paged_table_model import Column, Order, PagedTableModel
from halton_desktop.gui.kit.widgets.chip import Chip
from halton_desktop.services.parents.find_parents import parent_ids, parent_lines
from halton_desktop.services.session import OfficeSession

ACKNOWLEDGED_CHIPS = {
    Acknowledged.NOT_ASKED: Chip("Not asked yet", "muted", "not yet"),
    Acknowledged.PREPARED: Chip("Letter not confirmed", "due", "print"),
    Acknowledged.OUTSTANDING: Chip("Outstanding", "due", "due"),
    Acknowledged.OVERDUE: Chip("Overdue", "overdue", "overdue"),
    Acknowledged.ACCEPTED: Chip("Accepted", "done", "done"),
    Acknowledged.DECLINED: Chip("Declined", "overdue", "stop"),
    Acknowledged.WANTS_TO_TALK: Chip("Wants to talk", "due", "incident"),
    Acknowledged.NOT_NEEDED: Chip("Need not answer", "muted", "info"),
}
DO_NOT_WRITE = Chip("Do not write", "overdue", "ban")
COURT_ORDER = Chip("Court order", "overdue", "complaint")
PROTECTED = Chip("Protected", "due", "lock")
UNDECIDED = Chip("Not decided yet", "due", "not yet")


def letters_chip(line: ParentLine) -> Chip | None:
    """What stops letters to this person, None when nothing does; the gravest where there is more than one."""
    if line.holds:
        return hold_chip(min(line.holds, key=lambda hold: SEVERITY.index(hold.kind)))
    if line.parent.do_not_write:
        return DO_NOT_WRITE
    if line.court_order:
        return COURT_ORDER
    return UNDECIDED if line.parent.undecided else None


def hold_chip(hold: Hold) -> Chip:
    """ "Held: may have died"."""
    return Chip(f"Held: {hold.kind.value}", "overdue", "ban")


def why_held(line: ParentLine) -> str:
    """Every reason why letters stop, in the words of the file or of whoever said so."""
    return "\n".join(part for part in (*(hold.words for hold in line.holds), line.parent.do_not_write_reason) if part)


def capacities_text(capacities: frozenset[Capacity]) -> str:
    """ "Parent/carer, governor"."""
    listed = ", ".join(capacity.value for capacity in Capacity if capacity in capacities)
    return listed[:1].upper() + listed[1:]


COLUMNS: tuple[Column[ParentLine], ...] = (
    Column("surname", "Surname", lambda line: line.parent.surname, sort_key="name", width=14),
    Column("forename", "First name", lambda line: line.parent.forename, width=12),
    Column(
        "children",
        "Children",
        lambda line: ", ".join(line.children),
        tooltip=lambda line: "\n".join(line.children),
        width=20,
        grows=True,
    ),
    Column(
        "acknowledged",
        "Code of conduct",
        lambda line: ACKNOWLEDGED_CHIPS[line.acknowledged].text,
        chip=lambda line: ACKNOWLEDGED_CHIPS[line.acknowledged],
        width=16,
    ),
    Column(
        "letters",
        "Letters",
        lambda line: chip.text if (chip := letters_chip(line)) else "",
        chip=letters_chip,
        tooltip=why_held,
        width=16,
    ),
    Column("mobile", "Mobile", lambda line: line.parent.for_lists.mobile, colour="muted", width=13, hidden=True),
    Column(
        "email",
        "E-mail",
        lambda line: line.parent.for_lists.email,
        sort_key="email",
        colour="muted",
        width=24,
        hidden=True,
    ),
    Column(
        "address",
        "Address",
        lambda line: line.parent.for_lists.address.one_line,
        sort_key="postcode",
        width=30,
        hidden=True,
    ),
    Column("capacity", "Capacity", lambda line: capacities_text(line.parent.capacities), width=20, hidden=True),
)


class ParentTableModel(PagedTableModel[ParentLine]):
    """Filter with a ParentFilter; ``session`` answers both questions of the list."""

    def __init__(self, session: OfficeSession) -> None:
        super().__init__(
            COLUMNS,
            fetch_ids=lambda order, wanted: parent_ids(session, wanted, order.key, descending=order.descending),
            fetch_rows=lambda ids: parent_lines(session, ids),
            row_id=lambda line: line.parent.id,
            order=Order("name"),
            unfiltered=ParentFilter(),
        )
