"""A letter to a made-up family, to see how changed words will look; nothing is put on file."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO

from halton_desktop.domain.calendar import school_year
from halton_desktop.domain.code_of_conduct import edition_in_force
from halton_desktop.domain.letter import (
    AcknowledgementLetter,
    AddressBlock,
    Envelope,
    EnvelopeSetting,
    LetterAddressee,
    Mailing,
    SlipPerson,
)
from halton_desktop.domain.mailing import deadline_after, slip_so_far
from halton_desktop.domain.office_setting import place_of
from halton_desktop.domain.reference import SHARE_OF_SAMPLES, Reference, ReferenceKind
from halton_desktop.errors import Refused
from halton_desktop.services.administration.keep_school import settings_of
from halton_desktop.services.letters.letter_pages import LetterAt, LetterPages
from halton_desktop.services.letters.print_letters import letterhead_of
from halton_desktop.services.session import OfficeSession

CHILDREN = ("Sam Example (7B)", "Alex Example (10C)")
NAMES = ("Mrs Jane Example", "Mr Tomasz Example")
FIRST_SENT_DAYS_AGO = 21
"""How long ago the made-up family got the letter that a reminder reminds of."""


def sample_letter(session: OfficeSession, name: str, text: str) -> LetterPages:
    """The letter ``name`` with the words ``text``. Raises InvalidInput for ``text`` naming line and position."""
    from halton_desktop.letters.batch import print_batch
    from halton_desktop.letters.fonts import load_typefaces
    from halton_desktop.letters.template import parse_template

    template = parse_template(name, text)
    with session.look() as work:
        head, school, settings = letterhead_of(work), work.office.school(), settings_of(work)
        edition = edition_in_force(work.editions.all(), session.today)
        deadline = deadline_after(session.today, settings.days_to_return, work.incidents.calendar.calendar())
    if edition is None:
        raise Refused("No edition of the code is in force today.", "Adopt one in Review history.", clause="4.1")
    envelope = EnvelopeSetting(Envelope(settings.envelope), settings.envelope_right_mm, settings.envelope_down_mm)
    mailing = Mailing(
        written_on=session.today,
        deadline=deadline,
        edition=edition.label.lower(),
        in_force_from=edition.effective_on or session.today,
        clauses=edition.clauses,
        what_changed=edition.changes,
        complaints_policy=place_of(settings.complaints_procedure, school),
        whole_code=place_of(settings.whole_code, school),
        intent=edition.intent,
    )
    letter = _made_up(session)
    out = BytesIO()
    result = print_batch(
        [letter],
        letterhead=head,
        template=template,
        mailing=mailing,
        envelope=envelope,
        typefaces=load_typefaces(session.files.fonts),
        out=out,
    )
    place = LetterAt(letter.addressee.salutation, letter.reference, 0, result.pages)
    return LetterPages(template.title, out.getvalue(), (place,), envelope)


def _made_up(session: OfficeSession) -> AcknowledgementLetter:
    """Two parents, two children; no office has the share of samples."""
    year = school_year(session.today)
    people = tuple(
        SlipPerson(
            who, relationship, CHILDREN, str(Reference(ReferenceKind.ACKNOWLEDGEMENT, year, 0, SHARE_OF_SAMPLES))
        )
        for who, relationship in zip(NAMES, ("mother", "father"), strict=True)
    )
    lines = (" and ".join(NAMES), "12 Example Road", "WIDNES", "WA8 7TD")
    addressee = LetterAddressee("Mrs and Mr Example", AddressBlock(lines), people)
    reference = str(Reference(ReferenceKind.GENERAL_LETTER, year, 0, SHARE_OF_SAMPLES))
    first_sent = session.today - timedelta(days=FIRST_SENT_DAYS_AGO)
    return AcknowledgementLetter(addressee, reference, first_sent, slip_so_far(None))
