"""The letters of a case: planned from what is on file, kept exactly as printed, confirmed once they came out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from halton_desktop.domain.address import address_problem
from halton_desktop.domain.change import Noun
from halton_desktop.domain.incident import BREACH_OF, Incident, IncidentPerson
from halton_desktop.domain.incident_letter import (
    ALL_FIELDS,
    CASE_LETTER,
    CASE_LETTERS,
    CaseLetter,
    LetterOfCase,
    needs_step,
    require_ban_letter,
)
from halton_desktop.domain.letter import AddressBlock, Envelope, EnvelopeSetting
from halton_desktop.domain.mailing import block_on, never_overridden, school_year
from halton_desktop.domain.name import joined
from halton_desktop.domain.permission import Permission
from halton_desktop.domain.reference import Reference, ReferenceKind
from halton_desktop.domain.site_ban import SiteBan
from halton_desktop.domain.step import Step, day_of
from halton_desktop.errors import InvalidInput, Refused
from halton_desktop.services.keep_school import settings_of
from halton_desktop.services.letter_texts import text_of
from halton_desktop.services.print_letters import letterhead_of
from halton_desktop.services.session import OfficeSession
from halton_desktop.store.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class CaseLetterDraft:
    """A letter as it would be printed: to whom, and its pages; ``blocked`` says why it may not go out, or is "".

    ``final``: no reason lets it go out all the same.
    """

    letter: CaseLetter
    incident_id: int
    person_id: int
    addressee: str
    pdf: bytes
    blocked: str
    step_id: int | None
    ban_id: int | None
    final: bool = False


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody a letter of a case can go to."""

    person_id: int
    name: str


def readers_of(session: OfficeSession, incident_id: int) -> tuple[Reader, ...]:
    """The authors in the register; nobody else of a case gets its letters."""
    with session.look() as work:
        incident = work.cases.incidents.get(incident_id)
    return tuple(Reader(p.id, p.shown) for p in incident.authors if p.parent_id is not None)


def letters_available(session: OfficeSession, incident_id: int) -> dict[str, str]:
    """Every letter of the program by name: "" where it can be written now, else why not."""
    with session.look() as work:
        found = {}
        for letter in CASE_LETTERS:
            try:
                _grounds(work, letter, work.cases.incidents.get(incident_id), None)
                found[letter.name] = ""
            except Refused as refusal:
                found[letter.name] = refusal.message
    return found


def draft_letter(session: OfficeSession, incident_id: int, name: str, person_id: int | None = None) -> CaseLetterDraft:
    """A letter with its pages, not on file yet. Raises Refused where a step, a complete ban or a reader is missing."""
    with session.look(Permission.PRINT_LETTERS) as work:
        return _draft(session, work, incident_id, name, person_id, reference="(given when printed)")


def prepare_letter(
    session: OfficeSession, incident_id: int, name: str, person_id: int | None = None, *, override: str = ""
) -> int:
    """Put a letter on file as prepared, with its own reference; returns its id.

    A parent with a court order or a do-not-write mark gets none unless ``override`` gives a reason and the user may
    lift blocks (then the reason goes into the history). Raises Refused, NotAllowed.
    """
    permission = Permission.LIFT_LETTER_BLOCKS if override.strip() else Permission.PRINT_LETTERS
    with session.change(permission) as work:
        year = school_year(session.today)
        kind = ReferenceKind.INCIDENT_LETTER
        number = work.office.take_numbers(f"reference {kind.value}{year}")[0]
        reference = str(Reference(kind, year, number))
        draft = _draft(session, work, incident_id, name, person_id, reference)
        if draft.blocked and draft.final:
            raise Refused(f"No letter may go to {draft.addressee}: {draft.blocked}.", "Their page tells more.")
        if draft.blocked and not override.strip():
            raise Refused(
                f"No letter may go to {draft.addressee}: {draft.blocked}.", "Give a reason to send it anyway."
            )
        incident = work.cases.incidents.get(incident_id)
        person = next(one for one in incident.people if one.id == draft.person_id)
        letter_id = work.cases.letters.add(
            incident_id=incident_id,
            step_id=draft.step_id,
            ban_id=draft.ban_id,
            parent_id=person.parent_id,
            reference=reference,
            letter=name,
            addressee=draft.addressee,
            content={"override": override.strip()} if override.strip() else {},
            pdf=draft.pdf,
            prepared_at=work.now,
            prepared_by=session.user.name,
        )
        work.cases.incidents.refresh(incident_id)
        new = {"letter": name, "reference": reference, "to": draft.addressee, "override": override.strip()}
        work.record("case letter prepared", Noun.INCIDENT, incident_id, new=new)
        work.commit()
    return letter_id


def confirm_letter(session: OfficeSession, letter_id: int) -> None:
    """Say that a letter came out of the printer. Raises Refused when somebody has said so already."""
    with session.change(Permission.PRINT_LETTERS) as work:
        letter = _unissued(work, letter_id)
        work.cases.letters.mark_issued(letter_id, work.now)
        work.record("case letter issued", Noun.INCIDENT, letter.incident_id, new={"reference": letter.reference})
        if letter.parent_id is not None:
            work.touch(Noun.PARENT, letter.parent_id)
        work.commit()


def drop_letter(session: OfficeSession, letter_id: int) -> None:
    """Say that a letter never came out; its reference is never used again."""
    with session.change(Permission.PRINT_LETTERS) as work:
        letter = _unissued(work, letter_id)
        work.cases.letters.drop(letter_id)
        work.record("case letter dropped", Noun.INCIDENT, letter.incident_id, old={"reference": letter.reference})
        work.commit()


def letter_as_printed(session: OfficeSession, letter_id: int) -> bytes:
    """The PDF exactly as it was printed. Raises NotFound."""
    with session.look() as work:
        return work.cases.letters.pages(letter_id)


def blocked_again(session: OfficeSession, letter_id: int) -> str:
    """Why a letter on file may not be printed again, or "". One that went out with a reason keeps it."""
    with session.look() as work:
        letter = work.cases.letters.get(letter_id)
        families = work.parents.families([letter.parent_id] if letter.parent_id is not None else [])
        passed = work.cases.letters.went_out_although(letter_id)
    held = [block_on(family) for family in families if never_overridden(family) or not passed]
    return next((reason for reason in held if reason), "")


def _unissued(work: UnitOfWork, letter_id: int) -> LetterOfCase:
    letter = work.cases.letters.get(letter_id)
    if letter.issued_at is not None:
        raise Refused("Somebody has already said that this letter came out.")
    return letter


def _draft(
    session: OfficeSession, work: UnitOfWork, incident_id: int, name: str, person_id: int | None, reference: str
) -> CaseLetterDraft:
    from halton_desktop.letters.case_letter import CaseLetterPage, print_case_letter
    from halton_desktop.letters.fonts import load_typefaces
    from halton_desktop.letters.template import parse_template

    if name not in CASE_LETTER:
        raise Refused(f"There is no letter called “{name}”.")
    letter, incident = CASE_LETTER[name], work.cases.incidents.get(incident_id)
    person = _reader(incident, person_id)
    step, ban = _grounds(work, letter, incident, person)
    family = work.parents.families([person.parent_id or 0])[0]
    blocked = block_on(family) or address_problem(family.parent.address)
    school, settings = work.office.school(), settings_of(work)
    page = CaseLetterPage(
        template=parse_template(name, text_of(session, work, name), ALL_FIELDS),
        letterhead=letterhead_of(school),
        envelope=EnvelopeSetting(Envelope(settings.envelope), settings.envelope_right_mm, settings.envelope_down_mm),
        address=AddressBlock((family.parent.full_name, *family.parent.address.block)),
        reference=reference,
        written_on=session.today,
        values={"salutation": family.parent.greeting, "reference": reference} | _values(incident, step, ban),
    )
    pdf = print_case_letter(page, load_typefaces(session.files.fonts))
    ids = (step.id if step else None, ban.id if ban else None)
    final = never_overridden(family)
    return CaseLetterDraft(letter, incident_id, person.id, family.parent.full_name, pdf, blocked, *ids, final)


def _reader(incident: Incident, person_id: int | None) -> IncidentPerson:
    known = [person for person in incident.authors if person.parent_id is not None]
    if not known:
        raise Refused(
            "Nobody can be written to: no author of this incident is in the register.",
            "Identify the author first, or add the parent to the register.",
            clause="2.6",
        )
    if person_id is None:
        return known[0]
    found = [person for person in known if person.id == person_id]
    if not found:
        raise InvalidInput("person", "Letters of a case go to its authors only.")
    return found[0]


def _grounds(
    work: UnitOfWork, letter: CaseLetter, incident: Incident, person: IncidentPerson | None
) -> tuple[Step | None, SiteBan | None]:
    """The step and the ban a letter speaks of, of this reader where one is named. Raises Refused."""
    steps = tuple(
        step
        for step in work.cases.steps.of_incident(incident.id)
        if person is None or step.person_id in (person.id, None)
    )
    bans = [ban for ban in work.cases.bans.of_incident(incident.id) if person is None or ban.person_id == person.id]
    if letter.ban is not None:
        fitting = [ban for ban in bans if ban.state is letter.ban] or bans
        ban = fitting[-1] if fitting else None
        require_ban_letter(letter, ban)
        return None, ban
    return (needs_step(letter, steps) if letter.step else None), None


def _values(incident: Incident, step: Step | None, ban: SiteBan | None) -> dict[str, str]:
    facts = incident.facts
    details = step.details if step else {}
    values = dict.fromkeys(ALL_FIELDS, "")
    for common in ("salutation", "reference", "school", "contact", "website", "headteacher", "headteacher_title"):
        values.pop(common, None)
    for common in ("date", "edition", "in_force_from", "complaints_policy"):
        values.pop(common, None)
    breaches = [BREACH_OF[clause] for clause in facts.clauses if clause in BREACH_OF]
    values |= {
        "case": incident.reference,
        "what": joined([f"{breach.sentence[0].lower()}{breach.sentence[1:]} ({breach.clause})" for breach in breaches]),
        "clauses": joined(list(facts.clauses)),
        "where": facts.where,
        "happened_on": _long(facts.happened_on),
        "meeting_on": _long(day_of(details.get("on", ""))),
        "meeting_at": details.get("at", ""),
        "meeting_place": details.get("place", ""),
        "agreed": details.get("agreed", ""),
        "material_where": details.get("where", ""),
        "remove_by": _long(day_of(details.get("deadline", ""))),
        "group": details.get("group", "") or facts.place,
        "referred_to": details.get("referred_to", "") or "the school’s complaints co-ordinator",
        "referral_to": f"{details.get('to', '')}, {details.get('force', '')}".strip(", "),
        "referral_reference": details.get("reference", "") or "not given yet",
        "outcome": incident.outcome.value if incident.outcome else "",
    }
    return values | (_ban_values(ban) if ban else {})


def _ban_values(ban: SiteBan) -> dict[str, str]:
    said = f"You put your side to me on {_long(ban.representations_on)}: {ban.representations}"
    return {
        "ban_reason": _sentence(ban.reason),
        "ban_risk": _sentence(ban.risk_on_premises),
        "ban_from": _long(ban.from_on),
        "ban_to": _long(ban.to_on),
        "representations_by": _long(ban.representations_by),
        "representations": said if ban.representations else "You did not put anything forward within the time given.",
        "review_on": _long(ban.review_on),
        "collection": _sentence(ban.collection),
        "meetings_plan": _sentence(ban.meetings),
        "decided_by": ban.decided_by,
    }


def _long(day: date | None) -> str:
    from halton_desktop.letters.wording import long_date

    return long_date(day) if day else ""


def _sentence(text: str) -> str:
    words = text.strip()
    return words if not words or words[-1] in ".!?" else f"{words}."
