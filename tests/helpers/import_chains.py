"""Files of one family after another imported into an office, and whom its letters then go to."""

from __future__ import annotations

from pathlib import Path

from halton_desktop.domain.mailing import LetterRequest, Per
from halton_desktop.domain.parents.hold import Hold
from halton_desktop.domain.parents.parent import Pupil
from halton_desktop.domain.parents.question import QuestionKind
from halton_desktop.services.letters.plan_letters import plan_letters
from halton_desktop.services.parents.import_parents import ImportPreview, apply_import, preview_import
from halton_desktop.services.session import OfficeSession
from tests.helpers.contact_files import sims_csv, sims_row

LETTER = LetterRequest("acknowledgement", per=Per.PERSON)
Row = dict[str, str]


def mother(**cells: str) -> Row:
    return sims_row(**{"adno": "", **cells})


def father(**cells: str) -> Row:
    own = {"Title": "Mr", "Contact_Forename": "Tom", "Relationship": "Father", "Contact_Priority": "2", "House": "3"}
    return mother(**{**own, "Mobile": "07700900211", "Email": "tom.fieldhouse@example.org", **cells})


def another(forename: str, surname: str, **cells: str) -> Row:
    """The only contact of a child of another family."""
    own = {"Forename": forename, "Legal_Surname": surname, "Contact_Surname": surname, "House": str(len(surname) + 40)}
    return mother(**{**own, "Mobile": "", "Email": "", **cells})


def take(office: OfficeSession, folder: Path, *rows: Row) -> ImportPreview:
    return taken(office, folder / "contacts.csv", sims_csv(*rows))


def taken(office: OfficeSession, path: Path, content: bytes) -> ImportPreview:
    path.write_bytes(content)
    preview = preview_import(office, path)
    apply_import(office, preview)
    return preview


def told(office: OfficeSession) -> list[str]:
    return sorted(letter.who for letter in plan_letters(office, LETTER).letters)


def left_out(office: OfficeSession) -> dict[str, str]:
    return {one.who: one.reason for one in plan_letters(office, LETTER).not_printed}


def said(preview: ImportPreview, *words: str) -> bool:
    return any(all(word in one.message for word in words) for one in preview.plan.problems)


def pupils(office: OfficeSession) -> list[Pupil]:
    with office.look() as work:
        return list(work.parents.pupils())


def parent_id(office: OfficeSession, forename: str) -> int:
    with office.look() as work:
        return next(one.id for one in work.parents.parents() if one.forename == forename)


def standing(office: OfficeSession, parent: int) -> list[Hold]:
    with office.look() as work:
        return list(work.decisions.holds.standing([parent]))


def undecided(preview: ImportPreview) -> list[tuple[QuestionKind, str]]:
    return [(one.kind, one.value) for one in preview.summary.undecided]
