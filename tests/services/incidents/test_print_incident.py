"""Case file, chronology, bundle and letters as PDF: what stands in them, and what was left out is not there at all."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from halton_desktop.domain.incidents.case_file import LeaveOut
from halton_desktop.domain.incidents.evidence import EvidenceOrigin
from halton_desktop.domain.incidents.incident import (
    ContentFlag,
    FlagAssessment,
    IncidentFacts,
    IncidentPerson,
    PersonKind,
    PersonPart,
    Platform,
)
from halton_desktop.domain.incidents.incident_fields import ALL_FIELDS, INCIDENT_FIELDS
from halton_desktop.domain.incidents.incident_letter import INCIDENT_LETTERS
from halton_desktop.domain.incidents.site_ban import SiteBan
from halton_desktop.domain.incidents.step_kind import StepKind
from halton_desktop.domain.letter import BlockKind
from halton_desktop.domain.permission import Role
from halton_desktop.errors import InvalidInput, Refused
from halton_desktop.letters.document import SIGNS_NAMED
from halton_desktop.letters.template import fields_in, parse_template
from halton_desktop.services.incidents.change_incident import change_facts
from halton_desktop.services.incidents.decide_site_ban import (
    confirm_ban,
    hear_representations,
    impose_provisionally,
    prepare_ban,
)
from halton_desktop.services.incidents.export_incidents import export_incidents
from halton_desktop.services.incidents.find_incidents import chronology, incident_page
from halton_desktop.services.incidents.identify_author import identify_author
from halton_desktop.services.incidents.incident_letters import (
    confirm_letter,
    draft_letter,
    letters_available,
    prepare_letter,
)
from halton_desktop.services.incidents.keep_evidence import add_evidence
from halton_desktop.services.incidents.print_incident import chronology_pdf, evidence_bundle_pdf, incident_file_pdf
from halton_desktop.services.incidents.record_incident import NewIncident, record_incident
from halton_desktop.services.incidents.take_step import cancel_step, finish_step, plan_step, proposed_step
from halton_desktop.services.session import OfficeSession
from halton_desktop.store.tables.incidents import incident_letters
from tests.factories import a_parent, a_pupil, add_family, program_files, signed_in_as
from tests.helpers.incidents import author, contact, incident_about, parent_in, send
from tests.helpers.issued_forms import writing

BELL = IncidentPerson(0, PersonPart.AFFECTED, PersonKind.STAFF, name="Thomas Bell", how="Bell was named")


def words_of(pdf: bytes) -> str:
    """All words of a PDF, spaces and line ends made one."""
    text = " ".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)
    return re.sub(r"\s+", " ", text)


@pytest.fixture
def jane(office: OfficeSession) -> int:
    """A parent in the register."""
    jane = a_parent(forename="Jane", surname="O’Brien", salutation="Mrs O’Brien")
    return add_family(office, [jane], [a_pupil()])[0][0]


@pytest.fixture
def recorded(office: OfficeSession, jane: int) -> int:
    """A case whose contact was made, with an internal note."""
    facts = IncidentFacts(
        office.today,
        office.today,
        Platform.WHATSAPP,
        "She wrote ** that Thomas Bell lies.",
        ("3.1c",),
        place="Year 7 parents",
        is_group_chat=True,
        internal="Watch the gate",
    )
    author = IncidentPerson(0, PersonPart.AUTHOR, PersonKind.PARENT, parent_id=jane)
    recorded = record_incident(office, NewIncident(facts, (author, BELL)))
    finish_step(
        office, incident_page(office, recorded).steps[0].id, "reached", {"how": "telephone", "said": "Mr Bell was rude"}
    )
    note = proposed_step(office, recorded, StepKind.NOTE)
    plan_step(office, replace(note, details={"text": "Only for ourselves"}))
    return recorded


def test_a_case_file_holds_the_account_people_steps_and_history(office: OfficeSession, recorded: int) -> None:
    words = words_of(incident_file_pdf(office, recorded, LeaveOut(internal=False)))
    for part in ("Case file 2026-0001", "Thomas Bell lies", "Jane O’Brien", "Watch the gate", "Only for ourselves"):
        assert part in words
    assert "Contact with Jane O’Brien: reached" in words
    assert "Contact 3.2: Jane O’Brien" in words, "a step says whom it was with"


@pytest.mark.case("harm-14")
def test_the_chronology_of_one_parent_holds_nothing_that_was_done_about_another_author(office: OfficeSession) -> None:
    jane, mary = parent_in(office, forename="Jane"), parent_in(office, forename="Mary", surname="Whyte")
    recorded = incident_about(office, author(jane), author(mary))
    contact(office, recorded)
    for person in incident_page(office, recorded).incident.authors:
        confirm_letter(office, prepare_letter(office, recorded, "incident_concern", person.id))
    words = words_of(chronology_pdf(office, [jane], LeaveOut()))
    assert "Contact with Jane" in words
    assert "Whyte" not in words
    assert not [line for line in chronology(office, [jane]) if "Whyte" in line.title + line.text]
    assert "Contact with Mary Whyte" in words_of(chronology_pdf(office, [jane, mary], LeaveOut()))


def test_what_is_left_out_of_a_case_file_is_nowhere_in_it(office: OfficeSession, recorded: int) -> None:
    words = words_of(incident_file_pdf(office, recorded, for_the_author(office, recorded)))
    assert "Left out of this print: internal notes and others’ names." in words
    assert "member of staff A" in words
    for part in ("Bell", "Watch the gate", "Only for ourselves"):
        assert part not in words
    assert "Jane O’Brien" in words


def for_the_author(office: OfficeSession, recorded: int) -> LeaveOut:
    """The print that the author of a case may have."""
    author = incident_page(office, recorded).incident.authors[0]
    return LeaveOut(internal=True, names=True, reader=author.id)


@pytest.fixture
def banned(office: OfficeSession, recorded: int) -> int:
    """The same case with a confirmed site ban of its author and the letter about it; both speak of Mr Bell."""
    incident = incident_page(office, recorded).incident
    author, day = incident.authors[0], timedelta(days=1)
    threat = FlagAssessment(ContentFlag.THREATENING, "Mrs G. Jones", office.today)
    change_facts(office, recorded, replace(incident.facts, flags=(threat,)))
    ban = SiteBan(
        0,
        recorded,
        author.id,
        author.name,
        reason="She threatened Mr Bell at the gate",
        risk_on_premises="Thomas Bell is on duty there each morning",
        from_on=office.today,
        to_on=office.today + 42 * day,
        representations_by=office.today + 10 * day,
        review_on=office.today + 20 * day,
        decided_by="Mrs G. Jones",
        collection="An aunt brings him",
        meetings="By telephone",
    )
    head = signed_in_as(office, Role.HEADTEACHER)
    ban_id = prepare_ban(office, ban)
    impose_provisionally(head, ban_id)
    send(office, recorded, "incident_ban_provisional")
    hear_representations(office, ban_id, "Bell began it, she said.", office.today)
    confirm_ban(head, ban_id, "Heard, and Bell asked as well")
    prepare_letter(office, recorded, "incident_ban_confirmed")
    return recorded


BAN_AND_LETTER = (
    "Site ban of Jane O’Brien (2.4)",
    "threatened Mr Bell at the gate",
    "is on duty there each morning",
    "Bell began it, she said.",
    "An aunt brings him",
    "Heard, and Bell asked as well",
    "Dear Mrs O’Brien",
    "I confirmed the ban from 23 November 2026",
    "You put your side to us on 23 November 2026: Bell began it, she said.",
)


@pytest.mark.case("harm-14")
def test_a_case_file_holds_the_ban_s_reason_risk_and_representations_and_the_texts_of_letters(
    office: OfficeSession, banned: int
) -> None:
    words = words_of(incident_file_pdf(office, banned, LeaveOut()))
    assert [part for part in BAN_AND_LETTER if part not in words] == []


@pytest.mark.case("harm-14")
def test_the_names_of_others_are_left_out_of_the_ban_and_the_letters_as_everywhere(
    office: OfficeSession, banned: int
) -> None:
    words = words_of(incident_file_pdf(office, banned, for_the_author(office, banned)))
    assert re.findall(r".{20}\bBell\b", words) == []
    for part in ("threatened [member of staff A] at the gate", "2026: [member of staff A] began it, she said."):
        assert part in words


@pytest.mark.case("harm-14")
def test_the_texts_of_letters_can_be_left_out_and_the_print_says_so(office: OfficeSession, banned: int) -> None:
    words = words_of(incident_file_pdf(office, banned, LeaveOut(letters=True)))
    assert "Left out of this print: internal notes and the texts of letters." in words
    assert "Dear Mrs O’Brien" not in words
    assert "Site ban confirmed, to Mrs Jane O’Brien" in words
    assert "on duty there each morning" in words


@pytest.mark.case("harm-14")
def test_a_letter_printed_before_its_words_were_kept_says_where_they_are(office: OfficeSession, banned: int) -> None:
    with writing(office) as work:
        work.connection.execute(incident_letters.update().values(content={}))
        work.commit()
    assert "kept as printed pages only" in words_of(incident_file_pdf(office, banned, LeaveOut()))


def test_a_name_left_out_is_not_in_a_place_a_file_name_grounds_or_a_reason_either(
    office: OfficeSession, jane: int
) -> None:
    facts = IncidentFacts(office.today, office.today, Platform.OTHER, "A post.", ("2.6",), place="Bell must go")
    facts = replace(facts, other_platform="Bells wall by Bell", link="https://example.org/Bell")
    unknown = IncidentPerson(0, PersonPart.AUTHOR, PersonKind.UNKNOWN, alias="xX")
    recorded = record_incident(office, NewIncident(facts, (unknown, BELL)))
    add_evidence(office, recorded, b"words", EvidenceOrigin(), file_name="post about Bell.txt")
    author = IncidentPerson(0, PersonPart.AUTHOR, PersonKind.PARENT, parent_id=jane)
    identify_author(
        office, recorded, incident_page(office, recorded).incident.authors[0].id, author, "Bell recognised her."
    )
    cancel_step(office, incident_page(office, recorded).steps[-1].id, "Bell spoke to her.")
    assert re.search(r"\bBell\b", words_of(incident_file_pdf(office, recorded, LeaveOut())))
    hidden = words_of(incident_file_pdf(office, recorded, for_the_author(office, recorded)))
    assert re.findall(r".{20}\bBell\b", hidden) == []


def test_a_chronology_without_names_keeps_whoever_it_is_about(office: OfficeSession, recorded: int, jane: int) -> None:
    words = words_of(chronology_pdf(office, [jane], LeaveOut(internal=True, names=True)))
    assert "Chronology: Jane O’Brien" in words
    assert "Bell" not in words
    assert "1 case" in words


def test_a_bundle_has_index_hashes_custody_the_pages_of_a_pdf_and_nothing_sealed(
    office: OfficeSession, recorded: int
) -> None:
    inner = incident_file_pdf(office, recorded, LeaveOut())
    kept = add_evidence(office, recorded, inner, EvidenceOrigin(description="The page"), file_name="page.pdf").evidence
    add_evidence(office, recorded, b"words in the chat", EvidenceOrigin(), file_name="chat.txt")
    add_evidence(office, recorded, b"the sealed words", EvidenceOrigin(private=True), file_name="private.txt")
    bundle = evidence_bundle_pdf(office, recorded)
    words = words_of(bundle)
    assert kept.sha256[:32] in words
    assert "words in the chat" in words
    assert "the sealed words" not in words
    assert "sealed until a parent’s written consent covers it (3.5)" in words
    assert "put into a bundle, A. Clarke" in words
    assert len(PdfReader(BytesIO(bundle)).pages) >= 4 + len(PdfReader(BytesIO(inner)).pages)


def test_a_case_letter_names_clause_place_and_day_and_greets_as_the_register_says(
    office: OfficeSession, recorded: int
) -> None:
    words = words_of(draft_letter(office, recorded, "incident_concern").pdf)
    for part in (
        "Dear Mrs O’Brien",
        "“An abusive message to a member of staff” (3.1c)",
        "what was sent on WhatsApp (Year 7 parents)",
    ):
        assert part in words
    assert "Bell" not in words
    assert "{" not in words


def test_letters_that_cannot_be_written_yet_say_why(office: OfficeSession, recorded: int) -> None:
    available = letters_available(office, recorded)
    assert available["incident_concern"] == ""
    assert "needs its step “Meeting” first" in available["incident_meeting"]
    assert "there is none of Jane O’Brien" in available["incident_ban_lifted"]


@pytest.mark.parametrize("name", [letter.name for letter in INCIDENT_LETTERS])
def test_every_case_letter_that_ships_can_be_read_is_signed_and_says_may(name: str) -> None:
    letter = parse_template(name, program_files().letter_text(name), ALL_FIELDS)
    assert [block.kind for block in letter.blocks].count(BlockKind.SIGNATURE) == 1
    used = set().union(*(fields_in(block.text) for block in letter.blocks))
    assert {"salutation", "contact"} <= used
    assert used <= ALL_FIELDS.keys()
    assert "guilty" not in " ".join(block.text for block in letter.blocks).lower()


def test_a_ban_letter_states_reason_time_representations_review_and_arrangements() -> None:
    letter = parse_template("x", program_files().letter_text("incident_ban_provisional"), ALL_FIELDS)
    used = set().union(*(fields_in(block.text) for block in letter.blocks))
    needed = {"ban_reason", "ban_risk", "ban_from", "ban_to", "representations_by", "review_on", "collection"}
    assert needed | {"meetings_plan", "complaints_policy"} <= used
    assert needed <= INCIDENT_FIELDS.keys()


def test_an_export_follows_the_list_and_leaves_sensitive_accounts_out(
    office: OfficeSession, recorded: int, tmp_path: Path
) -> None:
    facts = incident_page(office, recorded).incident.facts
    unknown = IncidentPerson(0, PersonPart.AUTHOR, PersonKind.UNKNOWN)
    quiet = record_incident(
        office, NewIncident(replace(facts, special_category="religion, the matter itself"), (unknown,))
    )
    target = tmp_path / "cases.csv"
    assert export_incidents(office, [quiet, recorded], target, accounts=True) == 2
    lines = target.read_text(encoding="utf-8-sig").splitlines()
    assert [line.split(",")[1] for line in lines[1:]] == ["2026-0002", "2026-0001"]
    assert lines[1].endswith(",")
    assert "Thomas Bell lies" in lines[2]
    with pytest.raises(InvalidInput):
        export_incidents(office, [recorded], tmp_path / "cases.docx", accounts=True)
    with pytest.raises(Refused):
        export_incidents(office, [], target, accounts=True)


@pytest.mark.case("cases-1")
def test_two_parents_of_one_name_are_two_stand_ins_wherever_they_are_printed(office: OfficeSession) -> None:
    first, second = (a_parent(forename="Jane", surname="Smith", salutation="Mrs Smith") for _ in range(2))
    ids = add_family(office, [first, second], [a_pupil(forename="Kai", surname="Smith")])[0]
    facts = IncidentFacts(office.today, office.today, Platform.X, "Jane Smith wrote that Kai Smith lies.", ("2.1a",))
    people = (
        IncidentPerson(0, PersonPart.AUTHOR, PersonKind.PARENT, parent_id=ids[0]),
        IncidentPerson(0, PersonPart.AFFECTED, PersonKind.PARENT, parent_id=ids[1]),
    )
    recorded = record_incident(office, NewIncident(facts, people))
    words = words_of(incident_file_pdf(office, recorded, LeaveOut(names=True)))
    assert "Did it [parent A];" in words
    assert "Affected [parent B]" in words
    assert "[parent A or parent B] wrote that [pupil A] lies." in words
    assert "Contact planned with [parent A]" in words
    assert "Smith" not in words


@pytest.mark.case("cases-1")
def test_nobody_not_entered_no_colleague_and_no_informant_is_named_to_the_author(
    office: OfficeSession, jane: int
) -> None:
    facts = IncidentFacts(office.today, office.today, Platform.X, "SEAN OBRIEN was called a thief.", ("2.1a",))
    facts = replace(facts, flags=(FlagAssessment(ContentFlag.DEFAMATORY, "Mrs G. Haring", office.today),))
    people = (
        IncidentPerson(0, PersonPart.AUTHOR, PersonKind.UNKNOWN, alias="xX"),
        IncidentPerson(0, PersonPart.AUTHOR, PersonKind.OTHER, name="Sean O’Brien"),
        IncidentPerson(0, PersonPart.REPORTER, PersonKind.OTHER, name="Mrs Mai Ng", how="Ng rang Zoe"),
    )
    recorded = record_incident(office, NewIncident(facts, people))
    author = IncidentPerson(0, PersonPart.AUTHOR, PersonKind.PARENT, parent_id=jane)
    known = incident_page(office, recorded).incident.authors[0].id
    identify_author(office, recorded, known, author, "Mrs Wu and her daughter Zoe knew the picture.")
    leave_out = LeaveOut(names=True, reader=known)
    words = words_of(incident_file_pdf(office, recorded, leave_out))
    for name in ("OBRIEN", "Sean", "Haring", "Ng", "Wu", "Zoe", "Clarke", "Jones"):
        assert not re.search(rf"\b{name}\b", words), name
    assert "Jane O’Brien" in words


@pytest.mark.case("cases-1")
def test_in_a_chronology_of_two_cases_a_stand_in_is_one_person(office: OfficeSession, jane: int) -> None:
    ann, bob = (parent for parent in add_family(office, [a_parent(surname="Ashton"), a_parent(surname="Borth")], [])[0])
    for affected in (ann, bob, ann):
        people = (
            IncidentPerson(0, PersonPart.AUTHOR, PersonKind.PARENT, parent_id=jane),
            IncidentPerson(0, PersonPart.AFFECTED, PersonKind.PARENT, parent_id=affected),
        )
        name = {ann: "Ashton", bob: "Borth"}[affected]
        facts = IncidentFacts(office.today, office.today, Platform.X, f"She insulted Mrs {name}.", ("3.1a",))
        record_incident(office, NewIncident(facts, people))
    words = words_of(chronology_pdf(office, [jane], LeaveOut(names=True)))
    assert sorted(re.findall(r"insulted \[(parent .)\]", words)) == ["parent A", "parent A", "parent B"]


@pytest.mark.case("cases-4")
def test_what_cannot_be_printed_stands_in_the_case_file_by_its_name_and_the_page_says_so(
    office: OfficeSession, jane: int
) -> None:
    author = IncidentPerson(0, PersonPart.AUTHOR, PersonKind.PARENT, parent_id=jane)
    words = "he wrote: 🐒🐒🍌 and then שרמוטה."
    facts = IncidentFacts(office.today, office.today, Platform.X, words, ("2.1a",), place="Mums 🤫🍷")
    recorded = record_incident(office, NewIncident(facts, (author,)))
    printed = words_of(incident_file_pdf(office, recorded, LeaveOut()))
    assert "he wrote: [2 × monkey] [banana] and then [hebrew letter shin, resh, mem, vav, tet, he]." in printed
    assert "Mums [face with finger covering closed lips] [wine glass]" in printed
    assert SIGNS_NAMED in printed


@pytest.mark.case("cases-4")
def test_pages_with_nothing_odd_say_nothing_of_it(office: OfficeSession, recorded: int) -> None:
    assert SIGNS_NAMED not in words_of(incident_file_pdf(office, recorded, LeaveOut()))
