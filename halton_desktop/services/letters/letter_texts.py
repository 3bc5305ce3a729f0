"""The words of the letters: as shipped, or as the school made them its own."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from halton_desktop.domain.change import RecordKind
from halton_desktop.domain.incidents.incident_fields import ALL_FIELDS
from halton_desktop.domain.incidents.incident_letter import INCIDENT_LETTER
from halton_desktop.domain.letter import MERGE_FIELDS
from halton_desktop.domain.permission import Permission, require
from halton_desktop.domain.slip_letter import SLIP_LETTER
from halton_desktop.errors import Refused
from halton_desktop.services.session import OfficeSession
from halton_desktop.store.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class LetterText:
    """One letter's words; ``own`` tells whether the school changed them."""

    name: str
    title: str
    text: str
    own: bool


def letter_texts(session: OfficeSession, names: Iterable[str] = tuple(SLIP_LETTER)) -> list[LetterText]:
    """The letters that can be printed for everyone, in the order they are used."""
    from halton_desktop.letters.template import parse_template

    with session.look() as work:
        texts = [(name, text_of(session, work, name), _own(work, name)) for name in names]
    return [LetterText(name, parse_template(name, text, fields_of(name)).title, text, own) for name, text, own in texts]


def fields_of(name: str) -> dict[str, str]:
    """The merge fields a letter may use, with what each stands for: letters of cases have fields of their own."""
    return ALL_FIELDS if name in INCIDENT_LETTER else MERGE_FIELDS


def text_of(session: OfficeSession, work: UnitOfWork, name: str) -> str:
    """The words of one letter inside a transaction. Raises Refused for a letter that does not exist."""
    own = work.office.setting(_key(name))
    if own is not None:
        return str(own)
    try:
        return session.files.letter_text(name)
    except OSError:
        raise Refused(f"There is no letter called “{name}”.", f"There are: {', '.join(SLIP_LETTER)}.") from None


def change_letter_text(session: OfficeSession, name: str, text: str) -> None:
    """Keep the school's own words. Raises InvalidInput for ``text`` naming line and position of a mistake."""
    from halton_desktop.letters.template import parse_template

    parse_template(name, text, fields_of(name))
    with session.change(Permission.CHANGE_SCHOOL) as work:
        old = text_of(session, work, name)
        if old != text:
            work.office.keep_setting(_key(name), text)
            work.record("letter text changed", RecordKind.SETTING, 1, {"letter": name, "text": old}, {"text": text})
            work.commit()


def shipped_letter_text(session: OfficeSession, name: str) -> str:
    """The words as they came with the program, to go back to."""
    require(session.user.role, Permission.LOOK)
    return session.files.letter_text(name)


def purpose_of_letter(session: OfficeSession, name: str) -> str:
    """What a letter is for, in the sentence its shipped words begin with; "" where they have none."""
    require(session.user.role, Permission.LOOK)
    first = session.files.letter_text(name).partition("\n")[0]
    return first.lstrip("% ").strip() if first.startswith("%") else ""


def _own(work: UnitOfWork, name: str) -> bool:
    return work.office.setting(_key(name)) is not None


def _key(name: str) -> str:
    return f"letter text {name}"
