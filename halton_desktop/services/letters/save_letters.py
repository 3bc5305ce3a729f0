"""Save a whole printing as one PDF file where the user says, and book it as issued once the file is complete."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from halton_desktop.domain.change import Noun
from halton_desktop.domain.permission import Permission, require
from halton_desktop.services.letters.plan_letters import LetterPlan
from halton_desktop.services.letters.print_letters import confirm_letters, drop_letters, make_pdf, prepare_letters
from halton_desktop.services.progress import IsCancelled, Progress, never, nobody_watches
from halton_desktop.services.save_file import Outgoing, record_saved, saving
from halton_desktop.services.session import OfficeSession


@dataclass(frozen=True, slots=True)
class SavedLetters:
    """What is in the file; ``references`` are those of the slips, in the order they are printed."""

    letters: int
    pages: int
    references: tuple[str, ...]


def save_letters(
    session: OfficeSession,
    plan: LetterPlan,
    target: Path,
    progress: Progress | None = None,
    cancelled: IsCancelled | None = None,
) -> SavedLetters:
    """Prepare, write and issue in one go. Whatever goes wrong, no half file is left and nothing is booked.

    The file holds names and addresses in clear: saving it is the user's own decision, so it asks for the permission.
    """
    require(session.user.role, Permission.EXPORT)
    batch_id = prepare_letters(session, plan)
    try:
        with saving(target) as out:
            result = make_pdf(session, batch_id, out, progress or nobody_watches, cancelled or never)
            record_saved(session, target, Outgoing("letters", Noun.LETTER, count=result.letters))
    except BaseException:
        drop_letters(session, batch_id)
        raise
    confirm_letters(session, batch_id)
    return SavedLetters(result.letters, result.pages, tuple(result.page_of_reference))
