"""The same letter and slip as a programmer new to ReportLab would write it, in Platypus flowables; fair, not slowed.

It is given the fast code maker (zxing-cpp), registers its fonts once, builds its styles once and makes one document
for everybody, as good manuals advise.
"""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any

import zxingcpp
from PIL import Image as Picture
from reportlab.lib.colors import HexColor
from reportlab.lib.enums import TA_JUSTIFY
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import HRFlowable, Image, PageBreak, Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

from halton_desktop.domain.letter import BlockKind
from halton_desktop.letters.body import values_of
from halton_desktop.letters.slip import ANSWERS
from halton_desktop.letters.template import load_template, merged
from halton_desktop.letters.wording import listed, long_date, long_date_with_day

if TYPE_CHECKING:
    from pathlib import Path

    from halton_desktop.domain.letter import AcknowledgementLetter, Letterhead, LetterTemplate, Mailing, SlipPerson

_ACCENT = HexColor("#1F5FA8")
_BOX = TableStyle([("BOX", (0, 0), (0, 0), 0.8, "black"), ("VALIGN", (0, 0), (-1, -1), "MIDDLE")])
_PLAIN = TableStyle([("VALIGN", (0, 0), (-1, -1), "TOP"), ("LEFTPADDING", (0, 0), (-1, -1), 0)])
_OFFICE = TableStyle([("BOX", (1, 0), (1, 0), 0.5, "grey"), ("VALIGN", (0, 0), (-1, -1), "TOP")])


class _Styles:
    def __init__(self) -> None:
        body = {"fontName": "Noto", "fontSize": 11, "leading": 14.85, "spaceAfter": 6.5}
        self.body = ParagraphStyle("body", alignment=TA_JUSTIFY, **body)
        self.bullet = ParagraphStyle("bullet", leftIndent=5 * mm, bulletIndent=1 * mm, **body)
        self.heading = ParagraphStyle("heading", fontName="Noto-Bold", fontSize=13, leading=16, spaceAfter=6)
        self.small = ParagraphStyle("small", fontName="Noto", fontSize=9, leading=12)
        self.name = ParagraphStyle("name", fontName="Noto-Bold", fontSize=20, leading=24, textColor=_ACCENT)
        self.contact = ParagraphStyle("contact", fontName="Noto", fontSize=8, leading=10.5)
        self.strong = ParagraphStyle("strong", fontName="Noto-Bold", fontSize=11, leading=15)


def print_by_platypus(
    letters: list[AcknowledgementLetter], head: Letterhead, mailing: Mailing, fonts: Path, out: BytesIO
) -> int:
    """One PDF of all letters; the number of its pages."""
    pdfmetrics.registerFont(TTFont("Noto", str(fonts / "NotoSans-Regular.ttf")))
    pdfmetrics.registerFont(TTFont("Noto-Bold", str(fonts / "NotoSans-Bold.ttf")))
    pdfmetrics.registerFontFamily("Noto", normal="Noto", bold="Noto-Bold", italic="Noto", boldItalic="Noto-Bold")
    template = load_template(fonts.parent / "letters", "acknowledgement")
    styles = _Styles()
    story: list[Any] = []
    for letter in letters:
        story += _letter(letter, head, mailing, template, styles)
        for person in letter.addressee.people:
            story += _slip(person, head, mailing, styles)
            story.append(PageBreak())
    margins = {"leftMargin": 24 * mm, "rightMargin": 40 * mm, "topMargin": 12 * mm, "bottomMargin": 10 * mm}
    document = SimpleDocTemplate(out, pagesize=A4, title=template.title, author=head.school, **margins)
    document.build(story)
    return int(document.page)


def _letter(
    letter: AcknowledgementLetter, head: Letterhead, mailing: Mailing, template: LetterTemplate, styles: _Styles
) -> list[Any]:
    assert head.logo is not None
    contact = "<br/>".join((*head.address, head.phone, head.email, head.website))
    parts: list[Any] = [Image(BytesIO(head.logo), 18 * mm, 18 * mm), Paragraph(head.school, styles.name)]
    top = Table([[*parts, Paragraph(contact, styles.contact)]], colWidths=[22 * mm, 80 * mm, 44 * mm], style=_PLAIN)
    lines = "<br/>".join(letter.addressee.address.lines)
    about = f"{long_date(mailing.written_on)}<br/>Our ref {letter.reference}"
    address = Table([[Paragraph(lines, styles.body), Paragraph(about, styles.small)]], colWidths=[102 * mm, 44 * mm])
    story = [top, HRFlowable(width="100%", color=_ACCENT, thickness=1.4), Spacer(1, 16 * mm), address]
    story += [Spacer(1, 6 * mm), Paragraph(template.subject, styles.heading)]
    values = values_of(mailing, head) | {
        "salutation": letter.addressee.salutation,
        "children": listed(letter.addressee.children),
        "reference": letter.reference,
    }
    for block in template.blocks:
        story += _block(block.kind, _marked(merged(block.text, values)), head, mailing, styles)
    return story


def _block(kind: BlockKind, text: str, head: Letterhead, mailing: Mailing, styles: _Styles) -> list[Any]:
    if kind is BlockKind.NEW_PAGE:
        return [PageBreak()]
    if kind is BlockKind.SIGNATURE:
        return [Spacer(1, 12 * mm), Paragraph(f"{head.headteacher}<br/>{head.headteacher_title}", styles.body)]
    if kind is BlockKind.CODE:
        cells = [Paragraph(f"<b>{each.number}</b> {each.statement}", styles.small) for each in mailing.clauses]
        cells += [Paragraph("", styles.small)] * (len(cells) % 2)
        half = len(cells) // 2
        rows = [list(row) for row in zip(cells[:half], cells[half:], strict=True)]
        return [Table(rows, colWidths=[73 * mm] * 2, style=_PLAIN)]
    if kind is BlockKind.BULLET:
        return [Paragraph(text, styles.bullet, bulletText="•")]
    style = styles.heading if kind is BlockKind.HEADING else styles.body
    return [Paragraph(text, style)] if text else []


def _slip(person: SlipPerson, head: Letterhead, mailing: Mailing, styles: _Styles) -> list[Any]:
    square = _code(person.reference, zxingcpp.BarcodeFormat.QRCode, 21 * mm, 21 * mm)
    bars = _code(person.reference, zxingcpp.BarcodeFormat.Code128, 47 * mm, 10 * mm)
    about = f"Social Media Code of Conduct for Parents and Carers, {mailing.edition}<br/>{head.school}"
    title = [Paragraph("Acknowledgement slip", styles.heading), Paragraph(about, styles.small)]
    title.append(Paragraph("<br/>".join(person.children), styles.strong))
    corner = [square, Paragraph(person.reference, styles.small)]
    story: list[Any] = [HRFlowable(width="100%", dash=(4, 3)), Table([[title, corner]], colWidths=[116 * mm, 30 * mm])]
    for answer in ANSWERS:
        story += [
            Table([["", Paragraph(answer, styles.body)]], colWidths=[5 * mm, 140 * mm], style=_BOX),
            Spacer(1, 2 * mm),
        ]
    story.append(Paragraph(f"<b>{person.name}</b>, {person.relationship}", styles.body))
    story += [Spacer(1, 10 * mm), HRFlowable(width="100%"), Paragraph("Signature and date", styles.small)]
    back = f"Please return this slip to {mailing.return_to} by <b>{long_date_with_day(mailing.deadline)}</b>."
    office = [Paragraph("Office use", styles.small), Spacer(1, 10 * mm), Paragraph("Received", styles.small)]
    left = [Paragraph(back, styles.small), bars]
    story.append(Table([[left, office]], colWidths=[86 * mm, 60 * mm], style=_OFFICE))
    return story


def _code(text: str, kind: Any, width: float, height: float) -> Image:
    picture: Any = zxingcpp.create_barcode(text, kind).to_image(scale=2, add_quiet_zones=False)
    pixels = memoryview(picture)
    assert pixels.shape is not None
    rows, columns = pixels.shape
    packed = BytesIO()
    Picture.frombytes("L", (columns, rows), bytes(pixels)).convert("1").save(packed, "PNG")
    packed.seek(0)
    return Image(packed, width, height)


def _marked(text: str) -> str:
    """Our marks for bold as Platypus writes them."""
    pieces = text.replace("&", "&amp;").split("**")
    return "".join(f"<b>{piece}</b>" if index % 2 else piece for index, piece in enumerate(pieces))
