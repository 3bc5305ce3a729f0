"""Save a whole printing as one PDF file where the user says, laid out so that no two families share a sheet."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from halton_desktop.domain.change import RecordKind
from halton_desktop.domain.permission import Permission, require
from halton_desktop.domain.sides import PaperCount, Sides, paper_for
from halton_desktop.services.letters.plan_letters import LetterPlan
from halton_desktop.services.letters.print_letters import confirm_letters, drop_letters, make_pdf, prepare_letters
from halton_desktop.services.progress import IsCancelled, Progress, never, nobody_watches
from halton_desktop.services.save_file import Outgoing, record_saved, saving
from halton_desktop.services.session import OfficeSession


@dataclass(frozen=True, slots=True)
class SavedLetters:
    """What is in the file; ``references`` are those of the slips, in the order they are printed."""

    letters: int
    paper: PaperCount
    references: tuple[str, ...]


def nothing_saved(sides: Sides) -> SavedLetters:
    """What a printing without letters comes to."""
    return SavedLetters(0, paper_for([], sides), ())


def save_letters(
    session: OfficeSession,
    plan: LetterPlan,
    target: Path,
    progress: Progress = nobody_watches,
    cancelled: IsCancelled = never,
    *,
    sides: Sides = Sides.BOTH,
) -> SavedLetters:
    """Prepare, write and issue in one go. Whatever goes wrong, no half file is left and nothing is booked."""
    require(session.user.role, Permission.EXPORT)
    batch_id = prepare_letters(session, plan)
    try:
        saved = save_prepared(session, batch_id, target, progress, cancelled, sides=sides)
    except BaseException:
        drop_letters(session, batch_id)
        raise
    confirm_letters(session, batch_id)
    return saved


def save_prepared(
    session: OfficeSession,
    batch_id: int,
    target: Path,
    progress: Progress = nobody_watches,
    cancelled: IsCancelled = never,
    *,
    sides: Sides = Sides.BOTH,
) -> SavedLetters:
    """Write every letter of a prepared batch into one file; whether they came out is asked afterwards.

    The file holds names and addresses in clear: saving it is the user's own decision, so it asks for the permission.
    """
    require(session.user.role, Permission.EXPORT)
    with saving(target) as out:
        result = make_pdf(session, batch_id, out, progress, cancelled, sides=sides)
        out.flush()  # a full disk shows here, before anything is said to have been saved
        record_saved(session, target, Outgoing("letters", RecordKind.LETTER, count=result.letters))
    return SavedLetters(result.letters, paper_for(result.lengths, sides), tuple(result.page_of_reference))
