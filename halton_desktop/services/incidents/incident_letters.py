"""The letters of a case: planned from what is on file, kept exactly as printed, confirmed once they came out."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, time

from halton_desktop.domain.address import FORMER, address_problem, leads_to
from halton_desktop.domain.change import RecordKind
from halton_desktop.domain.incidents.ban_letter import tells_of
from halton_desktop.domain.incidents.chronology import local_day
from halton_desktop.domain.incidents.incident import Incident, IncidentPerson
from halton_desktop.domain.incidents.incident_fields import ALL_FIELDS
from halton_desktop.domain.incidents.incident_letter import INCIDENT_LETTER, INCIDENT_LETTERS, grounds_of
from halton_desktop.domain.incidents.incident_on_file import (
    Addressees,
    BanOnFile,
    IncidentLetter,
    IncidentOnFile,
    LetterGrounds,
)
from halton_desktop.domain.incidents.letter_of_incident import LetterOfIncident
from halton_desktop.domain.letter import AddressBlock, Envelope, EnvelopeSetting, Letterhead
from halton_desktop.domain.mailing import block_on, never_overridden, speaks_of_kept
from halton_desktop.domain.name import same_person, says_something
from halton_desktop.domain.office_setting import place_of
from halton_desktop.domain.parents.parent import Family
from halton_desktop.domain.permission import Permission
from halton_desktop.domain.reference import ReferenceKind
from halton_desktop.domain.school import School
from halton_desktop.errors import InvalidInput, Refused
from halton_desktop.services.administration.keep_school import settings_of
from halton_desktop.services.incident_decider import IN_PLACE, school_in_incident
from halton_desktop.services.incidents.letter_readers import (
    LetterReader,
    chosen_reader,
    nobody_to_read,
    reader_of,
    readers_in,
    whom_it_concerns,
)
from halton_desktop.services.letters.letter_texts import text_of
from halton_desktop.services.letters.print_letters import letterhead_of
from halton_desktop.services.session import OfficeSession
from halton_desktop.services.typefaces import typefaces_of
from halton_desktop.store.unit_of_work import UnitOfWork

_NOT_TYPED = frozenset({"salutation", "reference", "complaints_policy", "whole_code", "what", "stages"})


@dataclass(frozen=True, slots=True)
class IncidentLetterDraft:
    """A letter as it would be printed: to whom, and its pages; ``blocked`` says why it may not go out, or is "".

    ``final``: no reason lets it go out all the same.
    """

    letter: IncidentLetter
    incident_id: int
    person_id: int
    addressee: str
    window: tuple[str, ...]
    pdf: bytes
    text: str
    blocked: str
    step_id: int | None
    ban_id: int | None
    final: bool = False


def readers_of(session: OfficeSession, incident_id: int, name: str) -> tuple[LetterReader, ...]:
    """Who can read a letter, first those to whom it may go now."""
    letter = _letter_called(name)
    with session.look() as work:
        incident = work.incidents.records.get(incident_id)
        found = [
            LetterReader(
                p.id, p.parent_id or 0, _to_choose(work, p), _why_not(letter, _incident_of(session, work, incident, p))
            )
            for p in readers_in(work, incident, letter.to)
        ]
    return tuple(sorted(found, key=lambda reader: bool(reader.why_not)))


def letters_available(session: OfficeSession, incident_id: int) -> dict[str, str]:
    """Every letter of the program by name: "" where it can be written to somebody now, else why not."""
    found = {}
    with session.look() as work:
        incident = work.incidents.records.get(incident_id)
        theirs = {
            to: [_incident_of(session, work, incident, person) for person in readers_in(work, incident, to)]
            for to in Addressees
        }
        for letter in INCIDENT_LETTERS:
            reasons = [_why_not(letter, on_file) for on_file in theirs[letter.to]] or [
                nobody_to_read(incident, letter.to)
            ]
            found[letter.name] = "" if "" in reasons else reasons[0]
    return found


def draft_letter(
    session: OfficeSession, incident_id: int, name: str, person_id: int | None = None, parent_id: int | None = None
) -> IncidentLetterDraft:
    """A letter with its pages, not on file yet. Raises Refused where a step, a complete ban or a reader is missing."""
    with session.look(Permission.PRINT_LETTERS) as work:
        person = chosen_reader(
            work, work.incidents.records.get(incident_id), _letter_called(name), person_id, parent_id
        )
        return _draft(session, work, incident_id, name, person, reference="(given when printed)")


def prepare_letter(
    session: OfficeSession,
    incident_id: int,
    name: str,
    person_id: int | None = None,
    parent_id: int | None = None,
    *,
    override: str = "",
) -> int:
    """Put a letter on file as prepared, with its own reference; returns its id.

    A parent with a court order or a do-not-write mark gets none unless ``override`` gives a reason and the user may
    lift blocks (then the reason goes into the history). Raises Refused, NotAllowed.
    """
    given = override.strip() if says_something(override) else ""
    with session.change(Permission.LIFT_LETTER_BLOCKS if given else Permission.PRINT_LETTERS) as work:
        person = chosen_reader(
            work, work.incidents.records.get(incident_id), _letter_called(name), person_id, parent_id
        )
        letter_id = _put_on_file(session, work, incident_id, name, person, given)
        work.commit()
    return letter_id


def write_afresh(session: OfficeSession, letter_id: int) -> int:
    """Write a letter that never came out anew, as it is true today and with today's date; returns its new id.

    A reason to send it all the same goes with it. Raises Refused where it can be written no more.
    """
    with session.change(Permission.PRINT_LETTERS) as work:
        letter = _unissued(work, letter_id)
        incident = work.incidents.records.get(letter.incident_id)
        reader = reader_of(work, incident, letter, _letter_called(letter.letter).to)
        override = work.incidents.letters.went_out_although(letter_id)
        _drop(work, letter)
        new_id = _put_on_file(session, work, letter.incident_id, letter.letter, reader, override)
        work.commit()
    return new_id


def confirm_letter(session: OfficeSession, letter_id: int, on: date | None = None) -> None:
    """Say that a letter came out of the printer: today, or ``on`` a day since it was written.

    What came out is booked, whatever has been decided since. Raises Refused when somebody has said so, InvalidInput.
    """
    with session.change(Permission.PRINT_LETTERS) as work:
        letter, day = _unissued(work, letter_id), on or session.today
        written = local_day(letter.prepared_at)
        if day > session.today:
            raise InvalidInput("on", "It cannot have come out after today.")
        if day < written:
            raise InvalidInput("on", f"It was written on {written:%d/%m/%Y} and cannot have come out before.")
        noon = datetime.combine(day, time(12)).astimezone()
        moment = work.now if day == session.today else max(noon, letter.prepared_at)
        work.incidents.letters.mark_issued(letter_id, moment)
        new = {"reference": letter.reference, "on": day}
        work.record("case letter issued", RecordKind.INCIDENT, letter.incident_id, new=new)
        if letter.parent_id is not None:
            work.touch(RecordKind.PARENT, letter.parent_id)
        work.commit()


def drop_letter(session: OfficeSession, letter_id: int) -> None:
    """Say that a letter never came out; its reference is never used again."""
    with session.change(Permission.PRINT_LETTERS) as work:
        _drop(work, _unissued(work, letter_id))
        work.commit()


def letter_as_printed(session: OfficeSession, letter_id: int) -> bytes:
    """The PDF exactly as it was printed. Raises NotFound."""
    with session.look() as work:
        return work.incidents.letters.pages(letter_id)


def blocked_again(session: OfficeSession, letter_id: int) -> str:
    """Why a letter on file may not be printed again, or "": a hold, unless it went out with a reason, or a move.

    One that went out is not sent again once something else was decided about its ban.
    """
    with session.look() as work:
        letter = work.incidents.letters.get(letter_id)
        families = work.parents.families([letter.parent_id] if letter.parent_id is not None else [])
        passed, window = work.incidents.letters.went_out_although(letter_id), work.incidents.letters.window(letter_id)
        since = _decided_since(work, letter) if letter.issued_at is not None else ""
    held = ["they are no longer in the register"] if letter.parent_id is not None and not families else []
    held += [block_on(family) for family in families if never_overridden(family) or not passed]
    held += [FORMER for family in families if window and not leads_to(window, family.parent.address)]
    return next((reason for reason in (*held, since) if reason), "")


def untrue_now(session: OfficeSession, letter_id: int) -> str:
    """Why a letter that waits to be confirmed is not what would be printed today; "" for one that is or that went out.

    Its conditions are asked again, and it must still read, and be dated, as it would be written today.
    """
    with session.look() as work:
        letter = work.incidents.letters.get(letter_id)
        if letter.issued_at is not None:
            return ""
        try:
            return _changed(session, work, letter)
        except (Refused, InvalidInput) as refusal:
            return refusal.message


def refused_now(session: OfficeSession, letter_id: int) -> str:
    """Why a letter that waits to be confirmed cannot be written afresh today either, as a sentence; "" if it can."""
    with session.look() as work:
        letter = work.incidents.letters.get(letter_id)
        try:
            _changed(session, work, letter)
        except (Refused, InvalidInput) as refusal:
            return refusal.message
    return ""


def _changed(session: OfficeSession, work: UnitOfWork, letter: LetterOfIncident) -> str:
    """In what a letter differs from how it would be written today. Raises Refused where it could not be."""
    incident = work.incidents.records.get(letter.incident_id)
    reader = reader_of(work, incident, letter, _letter_called(letter.letter).to)
    draft = _draft(session, work, incident.id, letter.letter, reader, letter.reference)
    kept, window = (
        work.incidents.letters.texts(incident.id).get(letter.id, ""),
        work.incidents.letters.window(letter.id),
    )
    if window and window != list(draft.window):
        return f"The name or address of {letter.addressee} has changed since it was prepared."
    same = draft.text == kept and (draft.step_id, draft.ban_id) == (letter.step_id, letter.ban_id)
    if kept and not same:
        return "Something this letter says has changed since it was prepared."
    written = local_day(letter.prepared_at)
    return "" if written == session.today else f"This letter is dated {written:%d/%m/%Y}."


def _put_on_file(
    session: OfficeSession, work: UnitOfWork, incident_id: int, name: str, person: IncidentPerson, override: str
) -> int:
    """Keep a letter as prepared, with the next reference. Raises Refused where none may go."""
    [reference] = work.office.take_references(ReferenceKind.INCIDENT_LETTER, session.today)
    draft = _draft(session, work, incident_id, name, person, reference)
    if draft.blocked and (draft.final or not override):
        advice = "Their page tells more." if draft.final else "Give a reason to send it anyway."
        raise Refused(f"No letter may go to {draft.addressee}: {draft.blocked}.", advice)
    letter_id = work.incidents.letters.add(
        incident_id=incident_id,
        step_id=draft.step_id,
        ban_id=draft.ban_id,
        parent_id=person.parent_id,
        reference=reference,
        letter=name,
        addressee=draft.addressee,
        content={"text": draft.text, "address": list(draft.window)} | ({"override": override} if override else {}),
        pdf=draft.pdf,
        prepared_at=work.now,
        prepared_by=session.user.name,
    )
    work.incidents.records.refresh(incident_id)
    new = {"letter": name, "reference": reference, "to": draft.addressee, "override": override}
    work.record("case letter prepared", RecordKind.INCIDENT, incident_id, new=new)
    return letter_id


def _drop(work: UnitOfWork, letter: LetterOfIncident) -> None:
    work.incidents.letters.drop(letter.id)
    work.record("case letter dropped", RecordKind.INCIDENT, letter.incident_id, old={"reference": letter.reference})


def _decided_since(work: UnitOfWork, letter: LetterOfIncident) -> str:
    if letter.ban_id is None:
        return ""
    found = BanOnFile(work.incidents.bans.get(letter.ban_id), tuple(work.incidents.bans.events(letter.ban_id)))
    newest = found.decision
    return "" if newest is None or tells_of(letter, found) else f"the ban was {newest.what} on {newest.on:%d/%m/%Y}"


def _unissued(work: UnitOfWork, letter_id: int) -> LetterOfIncident:
    letter = work.incidents.letters.get(letter_id)
    if letter.issued_at is not None:
        raise Refused("Somebody has already said that this letter came out.")
    return letter


def _draft(
    session: OfficeSession, work: UnitOfWork, incident_id: int, name: str, person: IncidentPerson, reference: str
) -> IncidentLetterDraft:
    from halton_desktop.letters.incident_letter import IncidentLetterPage, print_incident_letter, text_of_letter
    from halton_desktop.letters.incident_values import incident_values
    from halton_desktop.letters.template import parse_template, without_sentences_of

    letter, incident = _letter_called(name), work.incidents.records.get(incident_id)
    grounds = grounds_of(letter, _incident_of(session, work, incident, person))
    family = _in_the_register(work, person)
    blocked = block_on(family) or address_problem(family.parent.address)
    window = (family.parent.full_name, *family.parent.address.block)
    school, settings = school_in_incident(work, incident_id), settings_of(work)
    concerned = whom_it_concerns(work, person)
    values = incident_values(incident, grounds, settings.complaint_stages, concerned) | {
        "salutation": family.parent.greeting,
        "reference": reference,
        "complaints_policy": place_of(settings.complaints_procedure, school),
        "whole_code": place_of(settings.whole_code, school),
    }
    template = parse_template(name, text_of(session, work, name), ALL_FIELDS)
    if incident.goes_to_complaints(person) and not letter.names_procedure:
        template = without_sentences_of("complaints_policy", template)
    page = IncidentLetterPage(
        template=template,
        letterhead=_signed_by(letterhead_of(work, school), grounds, work.office.school()),
        envelope=EnvelopeSetting(Envelope(settings.envelope), settings.envelope_right_mm, settings.envelope_down_mm),
        address=AddressBlock(window),
        reference=reference,
        written_on=session.today,
        values=values,
    )
    pdf = print_incident_letter(page, typefaces_of(session))
    ids = (grounds.step.id if grounds.step else None, grounds.ban.ban.id if grounds.ban else None)
    who, text, final = family.parent.full_name, text_of_letter(page), never_overridden(family)
    named = speaks_of_kept(family, [words for field, words in values.items() if field not in _NOT_TYPED])
    if named:
        blocked, final = f"its words name {named}, and {blocked}", True
    return IncidentLetterDraft(letter, incident_id, person.id, who, window, pdf, text, blocked, *ids, final)


def _in_the_register(work: UnitOfWork, person: IncidentPerson) -> Family:
    for family in work.parents.families([person.parent_id or 0]):
        return family
    raise Refused(
        f"{person.name} is no longer in the register, so no letter goes to them.",
        "Take the name back with Named by mistake… on the page of the case, and say who it was.",
    )


def _letter_called(name: str) -> IncidentLetter:
    if name not in INCIDENT_LETTER:
        raise Refused(f"There is no letter called “{name}”.")
    return INCIDENT_LETTER[name]


def _to_choose(work: UnitOfWork, reader: IncidentPerson) -> str:
    """ "Jane Smith", or "Jane Smith, about Kai"."""
    return reader.shown if reader.pupil_id is None else f"{reader.name_now}, about {whom_it_concerns(work, reader)}"


def _incident_of(
    session: OfficeSession, work: UnitOfWork, incident: Incident, reader: IncidentPerson
) -> IncidentOnFile:
    bans = [
        BanOnFile(ban, tuple(work.incidents.bans.events(ban.id)))
        for ban in work.incidents.bans.of_incident(incident.id)
    ]
    letters = work.incidents.letters.of_incident(incident.id)
    return IncidentOnFile(
        incident=incident,
        reader=reader,
        today=session.today,
        now=session.clock().astimezone().time(),
        steps=tuple(work.incidents.steps.of_incident(incident.id)),
        bans=tuple(bans),
        barred_by=tuple(work.incidents.bans.in_force_of(reader.parent_id)) if reader.parent_id is not None else (),
        issued=tuple(one for one in letters if one.issued_at is not None and one.parent_id == reader.parent_id),
    )


def _why_not(letter: IncidentLetter, on_file: IncidentOnFile) -> str:
    try:
        grounds_of(letter, on_file)
    except Refused as refusal:
        return refusal.message
    return ""


def _signed_by(head: Letterhead, grounds: LetterGrounds, school: School) -> Letterhead:
    """A ban letter speaks for whoever decided, and is signed by nobody else, as what they were that day.

    Of a ban decided by an older version of the program nobody knows more than the name.
    """
    ban = grounds.ban.ban if grounds.ban else None
    if ban is None or not ban.decided_by:
        return head
    if not ban.decided_as and ban.decided_by == head.headteacher:
        return head
    own = same_person(ban.decided_by, school.headteacher)
    title = ban.decided_as or (school.headteacher_title if own else IN_PLACE)
    return replace(head, headteacher=ban.decided_by, headteacher_title=title)
