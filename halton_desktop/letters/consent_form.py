"""The consent form for viewing messages (3.5): a letter to keep, and a page to sign, scan and file.

Every word here is the program's own. The page that is signed names the chat, the period, the purpose, who views,
whether copies are kept and until when, so that the signature covers exactly that and nothing else.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO

from halton_desktop.domain.letter import CARES_FOR, AddressBlock
from halton_desktop.domain.reference import code_text
from halton_desktop.letters.barcode import make_code128, make_qr, placed
from halton_desktop.letters.document import MM, Document
from halton_desktop.letters.grid import (
    BLACK,
    LEFT,
    MUTED,
    RIGHT,
    SIDE,
    across,
    box,
    down,
    fill_colour,
    rule,
    stroke_colour,
)
from halton_desktop.letters.letterhead import contact, letterhead_form
from halton_desktop.letters.typesetter import TypeSetting
from halton_desktop.letters.window import set_address, text_top
from halton_desktop.letters.wording import listed, long_date, long_date_with_day

if TYPE_CHECKING:
    from halton_desktop.domain.consent import Chat, ConsentPaper
    from halton_desktop.domain.letter import EnvelopeSetting, Letterhead
    from halton_desktop.letters.fonts import Typefaces

_TEXT = TypeSetting(size=10.5, leading=14.2, measure=(RIGHT - LEFT) * MM)
_FACTS = TypeSetting(size=10.5, leading=13.6, measure=104 * MM)
_GAP = 2.4  # mm between paragraphs
_FACT_LEFT = 76.0
_CODE_LEFT, _CODE_SIDE = 159.0, 21.0
_BAR, _BAR_HEIGHT = 0.3, 10.0

_BEYOND, _BEYOND_SHORT = " beyond what lies sealed in the case today", " beyond what lies sealed in the case"

ANSWERS = (
    "I give my consent to this, and to nothing beyond it.",
    "I do not give my consent.",
    "I would like to talk about it first. Please reach me on",
)
"""The three boxes, in the order the answers are booked in."""

EMPTY_BACK = "This page is left empty, so that the form that follows is on a sheet of its own."


def print_consent_form(
    paper: ConsentPaper,
    *,
    letterhead: Letterhead,
    envelope: EnvelopeSetting,
    typefaces: Typefaces,
    out: BinaryIO,
) -> int:
    """Write letter and form to ``out`` as one PDF; returns the number of pages.

    Raises InvalidInput where the logo cannot be read.
    """
    title = f"Consent to view messages {paper.reference}"
    document = Document(out, typefaces, title=title, author=letterhead.school, written_on=paper.written_on)
    document.add_page(_letter(document, paper, letterhead, envelope, typefaces))
    document.add_page(_back_of_letter(document))
    document.add_page(_form(document, paper, letterhead))
    document.close()
    return document.page_count


def _letter(
    document: Document, paper: ConsentPaper, head: Letterhead, envelope: EnvelopeSetting, typefaces: Typefaces
) -> bytes:
    text = document.typesetter
    parts = [letterhead_form(document, head, envelope), b"\nBT\n", fill_colour(BLACK)]
    top = envelope.envelope.window.top + 3.2
    if paper.address:
        parts.append(set_address(text, AddressBlock(paper.address), envelope, typefaces))
    parts.append(text.line(long_date(paper.written_on), across(SIDE), down(top), 9.5))
    parts.append(text.line(f"Our ref {paper.reference}", across(SIDE), down(top + 5), 9.5))
    place = text_top(envelope.envelope)
    for words in _letter_words(paper, head):
        drawn, place = _paragraph(document, words, place)
        parts.append(drawn)
    parts.append(b"ET\n")
    return b"".join(parts)


def _back_of_letter(document: Document) -> bytes:
    """Nothing but a line: the letter is kept and the form goes back, so they never share a sheet."""
    line = document.typesetter.line(EMPTY_BACK, across(LEFT), down(24), 9.5)
    return b"BT\n" + fill_colour(MUTED) + line + b"ET\n"


def _letter_words(paper: ConsentPaper, head: Letterhead) -> list[str]:
    who, child = _decider(head), "your child" if paper.standing == CARES_FOR else "the child"
    about = f" We write to you because {paper.standing} {listed(paper.children)}." if paper.children else ""
    copies = (
        "The school would keep a copy with the case, locked as it is now, for as long as the case is kept."
        if paper.copies_kept
        else f"The school would keep no copy{_BEYOND if paper.sealed else ''}."
    )
    belong = "belong" if paper.sealed else "may belong"
    return [
        f"Dear {_plain(paper.salutation)}",
        f"**May {who} look at these messages? We need your written consent.**",
        f"The school is looking into a matter of social media (our reference {paper.incident_reference}).{about} "
        f"Private messages {belong} to it: {_chat_words(paper.chat)}. Under clause 3.5 of the Social Media Code of "
        "Conduct, messages between parents may be looked at only with the written consent of the parent.",
        f"**What we ask.** {_plain(paper.purpose)} The messages would be seen by {_plain(paper.viewers)}, and by "
        f"nobody else. {copies}",
        f"**Your choice.** You may say no, and you may change your mind. A consent ends on "
        f"{long_date(paper.valid_until)} at the latest; you can end it sooner at any time by telling the school office "
        f"in person, by telephone, by letter or by e-mail, and nobody will hold it against you or {child}. From that "
        "moment nothing more is looked at. What was looked at before stays on record: who, when, and under which "
        "consent; ask us and we will tell you.",
        "**Other people.** A chat holds other people’s words too. Your consent does not speak for them, so only what "
        "the matter needs is looked at.",
        f"**Please sign the form that follows and bring or send it to the school office by "
        f"{long_date_with_day(paper.wanted_back_by)}**, whatever your answer is. Keep this page. If you would like "
        f"to talk about it, or need it in large print or another language, reach us on {_plain(contact(head))}.",
        "Yours sincerely",
        "",
        f"{_plain(head.headteacher) or 'The headteacher'}, {_plain(head.headteacher_title)}",
    ]


def _form(document: Document, paper: ConsentPaper, head: Letterhead) -> bytes:
    text = document.typesetter
    side = _CODE_SIDE * MM
    parts = [
        placed(
            make_qr(code_text(paper.reference, paper.parent_name))[1],
            across(_CODE_LEFT),
            down(20 + _CODE_SIDE),
            side,
            side,
        )
    ]
    parts.append(stroke_colour(head.accent) + rule(LEFT, 47, RIGHT, 47, 1.4))
    parts.append(b"BT\n" + fill_colour(head.accent))
    parts.append(text.line("Consent to view messages", across(LEFT), down(28), 20, bold=True))
    parts.append(fill_colour(BLACK) + text.line(_plain(head.school), across(LEFT), down(36), 10.5))
    parts.append(text.line("Social Media Code of Conduct, clause 3.5", across(LEFT), down(41.5), 9.5))
    left = _CODE_LEFT + _CODE_SIDE - text.width(paper.reference, 9, bold=True) / MM
    parts.append(text.line(paper.reference, across(left), down(45), 9, bold=True))
    place = 57.0
    for label, value in _facts(paper):
        lines = text.lines(text.words(_plain(value)), _FACTS)
        parts.append(fill_colour(MUTED) + text.line(label, across(LEFT), down(place), 9.5) + fill_colour(BLACK))
        parts.append(text.block(lines, across(_FACT_LEFT), down(place), _FACTS))
        place += len(lines) * _FACTS.leading / MM + 2.2
    parts.append(b"ET\n")
    parts.append(_signing(document, paper, head, place + 4))
    modules, image = make_code128(paper.reference)
    parts.append(placed(image, across(LEFT), down(270 + _BAR_HEIGHT), modules * _BAR * MM, _BAR_HEIGHT * MM))
    return b"".join(parts)


def _facts(paper: ConsentPaper) -> list[tuple[str, str]]:
    kept = "Yes, with the case, sealed" if paper.copies_kept else f"No copies{_BEYOND_SHORT if paper.sealed else ''}"
    return [
        (_capital(_signer(paper)), paper.parent_name),
        ("Children", ", ".join(paper.children)),
        ("The matter", f"Our reference {paper.incident_reference}"),
        ("Which messages", f"{paper.chat.platform}: “{paper.chat.name}”"),
        ("Of which days", _period(paper.chat)),
        ("What for", paper.purpose),
        ("Who will view them", paper.viewers),
        ("Copies kept", kept),
        ("Ends on", f"{long_date(paper.valid_until)}, or sooner: the day you say so"),
    ]


def _signing(document: Document, paper: ConsentPaper, head: Letterhead, top: float) -> bytes:
    text = document.typesetter
    shapes, words = [stroke_colour(BLACK)], [b"BT\n", fill_colour(BLACK)]
    words.append(text.line("Please tick one box.", across(LEFT), down(top), 9.5))
    for row, answer in enumerate(ANSWERS):
        place = top + 4 + 9 * row
        shapes.append(box(LEFT, place, 5, 5))
        words.append(text.line(answer, across(LEFT + 8), down(place + 3.9), 11))
    phone = LEFT + 8 + text.width(ANSWERS[-1], 11) / MM + 2
    shapes.append(rule(phone, top + 27, RIGHT, top + 27, 0.5))
    told = (
        "I have been told that I may refuse, that I may withdraw this consent at any time, and that this makes no "
        f"difference to how {'my' if paper.standing == CARES_FOR else 'the'} child or I are treated."
    )
    lines = text.lines(text.words(told), _TEXT)
    words.append(text.block(lines, across(LEFT), down(top + 37), _TEXT))
    for row, label in enumerate((f"Signature of the {_signer(paper)}", f"Signature of {_decider(head)}")):
        line = top + 61 + 18 * row
        shapes.append(rule(LEFT, line, 122, line, 0.5) + rule(128, line, RIGHT, line, 0.5))
        words.append(fill_colour(MUTED) + text.line(label, across(LEFT), down(line + 3.6), 8))
        words.append(text.line("Date", across(128), down(line + 3.6), 8) + fill_colour(BLACK))
    words.append(_office_use(document, shapes))
    return b"".join(shapes) + b"".join(words) + b"ET\n"


def _office_use(document: Document, shapes: list[bytes]) -> bytes:
    text, left, top = document.typesetter, 96.0, 262.0
    shapes.append(stroke_colour(MUTED) + box(left, top, RIGHT - left, 19, 0.5))
    words = [fill_colour(MUTED), text.line("Office use", across(left + 3), down(top + 4.5), 8, bold=True)]
    for label, start, width in (("Received", 3, 24), ("Initials", 31, 16), ("Viewed on", 51, 30)):
        shapes.append(rule(left + start, top + 13.5, left + start + width, top + 13.5, 0.5))
        words.append(text.line(label, across(left + start), down(top + 17), 8))
    shapes.append(stroke_colour(BLACK))
    return b"".join([*words, fill_colour(BLACK)])


def _paragraph(document: Document, words: str, place: float) -> tuple[bytes, float]:
    text = document.typesetter
    if not words:
        return b"", place + 9
    lines = text.lines(text.words(words), _TEXT)
    drawn = text.block(lines, across(LEFT), down(place), _TEXT)
    return drawn, place + len(lines) * _TEXT.leading / MM + _GAP


def _chat_words(chat: Chat) -> str:
    return f"“{_plain(chat.name)}” on {_plain(chat.platform)}, {_period(chat)}"


def _period(chat: Chat) -> str:
    if chat.first_on == chat.last_on:
        return long_date(chat.first_on)
    return f"{long_date(chat.first_on)} to {long_date(chat.last_on)}"


def _decider(head: Letterhead) -> str:
    """ "the headteacher", or whoever decides in their place, as they are called in running text."""
    words = [word if word.isupper() and len(word) > 1 else word.lower() for word in head.headteacher_title.split()]
    return f"the {' '.join(words) or 'headteacher'}"


def _signer(paper: ConsentPaper) -> str:
    return "parent or carer" if paper.standing == CARES_FOR else "child’s representative"


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _plain(text: str) -> str:
    """Typed text as it is: two stars switch bold on in our own words only."""
    return " ".join(text.replace("**", "").split())
