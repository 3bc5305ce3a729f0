"""What goes into a letter: letterhead, address, who it is for, the template it is made from, the envelope it fits."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum

from halton_desktop.domain.code_of_conduct import Clause


@dataclass(frozen=True, slots=True)
class Window:
    """The part of an A4 page that always shows through an envelope's window, in millimetres from its top left."""

    left: float
    top: float
    width: float
    height: float

    @property
    def right(self) -> float:
        return self.left + self.width

    @property
    def bottom(self) -> float:
        return self.top + self.height


class Envelope(Enum):
    """The envelope the page is folded for; the value is its name on screen and in settings."""

    DL = "DL"
    C5 = "C5"
    NONE = "none"

    @property
    def window(self) -> Window:
        """Where the address goes, in mm.

        DL (110 × 220, window 35 × 90, 20 from the left, 18 from the bottom): a sheet folded in thirds slides up to
        11 mm down and 10 mm across, so only this much is always seen. C5: the box GOV.UK Notify prints into. Without
        a window the address stands where the C5 one would.
        """
        return _DL_WINDOW if self is Envelope.DL else _C5_WINDOW

    @property
    def folds(self) -> tuple[float, ...]:
        """Where the page is folded, in mm from its top: in thirds for DL, once for C5."""
        return {Envelope.DL: (99.0, 198.0), Envelope.C5: (148.5,), Envelope.NONE: ()}[self]


# The text starts 25 mm from the left for every envelope, so that address and letter share one left edge.
_DL_WINDOW = Window(left=25.0, top=57.0, width=75.0, height=24.0)
_C5_WINDOW = Window(left=25.0, top=39.5, width=95.0, height=26.8)


@dataclass(frozen=True, slots=True)
class EnvelopeSetting:
    """The school's envelope and how far its printer misses: the address is moved right and down by so many mm."""

    envelope: Envelope = Envelope.DL
    right_mm: float = 0.0
    down_mm: float = 0.0


@dataclass(frozen=True, slots=True)
class Letterhead:
    """The school as it appears at the top of a letter and in its signature block.

    ``logo`` holds the bytes of a PNG or JPEG picture, ``accent`` a colour as ``#RRGGBB`` for the one rule and the
    school's name. ``privacy_notice`` says where that can be read ("on our website"). Empty strings leave their line
    out.
    """

    school: str
    address: tuple[str, ...] = ()
    phone: str = ""
    email: str = ""
    website: str = ""
    headteacher: str = ""
    headteacher_title: str = "Headteacher"
    logo: bytes | None = None
    accent: str = "#1F5FA8"
    privacy_notice: str = ""


@dataclass(frozen=True, slots=True)
class AddressBlock:
    """The addressee as it stands in the window: names first, then the address, the postcode alone on its last line."""

    lines: tuple[str, ...]


CARES_FOR, REPRESENTS = "you care for", "you represent"
"""Why somebody is written to: parents and carers, and child representatives such as social workers (clause 4.2)."""


@dataclass(frozen=True, slots=True)
class SlipPerson:
    """One person who acknowledges, and so one slip: what is printed on it beforehand.

    ``children`` are written as they shall appear, with the form in brackets: "Aoife O'Brien (7B)".
    """

    name: str
    relationship: str
    children: tuple[str, ...]
    reference: str


@dataclass(frozen=True, slots=True)
class LetterAddressee:
    """One envelope: how its readers are greeted ("Mrs O'Brien"), where it goes, and everyone in it who acknowledges.

    ``standing`` is why they are written to, and continues with the children's names.
    """

    salutation: str
    address: AddressBlock
    people: tuple[SlipPerson, ...]
    standing: str = CARES_FOR

    @property
    def children(self) -> tuple[str, ...]:
        """Every child the letter is about, each once, in the order of the slips."""
        return tuple(dict.fromkeys(child for person in self.people for child in person.children))


@dataclass(frozen=True, slots=True)
class AcknowledgementLetter:
    """A letter with one slip per acknowledging person.

    ``first_sent`` is when the letter it reminds of was sent, ``slip_so_far`` a sentence on what came of its slip.
    """

    addressee: LetterAddressee
    reference: str
    first_sent: date | None = None
    slip_so_far: str = ""


@dataclass(frozen=True, slots=True)
class Mailing:
    """What every letter of one printing has in common.

    ``edition`` is named as in running text ("edition 1"), ``in_force_from`` is the day it applies from,
    ``what_changed`` one or two sentences since the last edition (empty for the first). ``return_to``,
    ``complaints_policy`` and ``whole_code`` continue a sentence ("the school office", "on our website"); ``intent`` is
    the code's statement of intent, a paragraph a line.
    """

    written_on: date
    deadline: date
    edition: str
    in_force_from: date
    clauses: tuple[Clause, ...]
    what_changed: str = ""
    return_to: str = "the school office"
    complaints_policy: str = "on our website and at the school office"
    whole_code: str = "on our website and at the school office"
    intent: str = ""


class BlockKind(Enum):
    """The kinds of block a template is made of."""

    PARAGRAPH = "paragraph"
    BULLET = "bullet"
    HEADING = "heading"
    SIGNATURE = "signature"
    CODE = "code"
    NEW_PAGE = "new page"


@dataclass(frozen=True, slots=True)
class TemplateBlock:
    """One block of a template; ``text`` still holds its ``{fields}`` and ``**bold**`` marks."""

    kind: BlockKind
    text: str = ""


@dataclass(frozen=True, slots=True)
class LetterTemplate:
    """A letter as the school may edit it: ``name`` is what commands and files call it, ``title`` what people do."""

    name: str
    title: str
    subject: str
    blocks: tuple[TemplateBlock, ...]


MERGE_FIELDS: dict[str, str] = {
    "salutation": "how the letter greets its readers, such as Mrs O’Brien",
    "children": "every child the letter is about, with their form",
    "standing": "why they are written to: you care for, or you represent, the children",
    "reference": "the letter’s own reference",
    "first_sent": "when the letter this one reminds of was sent, such as on 7 September 2026",
    "slip_so_far": "what came of the slip this one reminds of: not back yet, or back without a signature",
    "school": "the school’s name",
    "contact": "the school’s telephone number and e-mail address",
    "website": "the school’s website",
    "headteacher": "the headteacher’s name",
    "headteacher_title": "the headteacher’s job title",
    "date": "the date on the letter",
    "deadline": "the day slips are wanted back by",
    "edition": "the edition of the code, such as edition 1",
    "in_force_from": "the day this edition applies from",
    "what_changed": "what changed since the last edition; a paragraph with only this is left out when nothing did",
    "return_to": "where slips go back to",
    "complaints_policy": "where the complaints procedure can be found",
    "whole_code": "where the whole code can be read",
}
"""Every merge field a template may use, with what it stands for in words for the editor's list."""

FIELDS_OF_ONE_LETTER = frozenset({"salutation", "children", "standing", "reference", "first_sent", "slip_so_far"})
"""The merge fields that differ from letter to letter; all others are the same for a whole printing."""
