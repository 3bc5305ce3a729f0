"""Cautions in words nobody has listed: misspelt, run together, told by their effect, under headings of any wording."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from halton_desktop.domain.importing.caution_spelling import respelled, slips
from halton_desktop.domain.importing.contact_import import ImportedContact, ImportedPupil, ReadContacts
from halton_desktop.domain.importing.restriction_words import restriction_in
from halton_desktop.domain.importing.usual_words import is_understood
from halton_desktop.domain.parents.hold import HoldKind
from halton_desktop.domain.parents.relationship_words import RelationshipStatus, read_relationship
from halton_desktop.exchange.csv_contacts import decode_text, read_csv
from halton_desktop.exchange.ctf import read_ctf
from halton_desktop.exchange.remarks import parted_address, parted_form, parted_pupil_name, parted_title
from tests.helpers.cautious_notes import CAUTIOUS
from tests.helpers.contact_files import SIMS, csv_bytes, ctf, ctf_contact, ctf_pupil, sims_row
from tests.helpers.harmless_notes import HARMLESS

MISSPELT = [
    "do not cantact", "do not conatct", "no contct", "no contat", "Do not wirte", "no leters", "no corespondence",
    "court ordr", "cout order", "restraning order", "restaining order", "injuncton", "prision", "refudge",
    "past away", "passed awy", "domestic voilence", "do not disclsoe",
]  # fmt: skip
RUN_TOGETHER = [
    "DO_NOT_CONTACT",
    "do_not_write",
    "DONOTWRITE",
    "DECEASED2024",
    "nocontact",
    "D E C E A S E D",
    "D.N.C.",
]
BY_EFFECT = [
    "letterbox contact only", "N/C with child", "NC with dad", "contact ceased", "contact withdrawn",
    "contact terminated", "refrain from contacting", "shouldn't be contacted", "declines contact",
    "Dad not to be informed", "Mum only", "mum sole contact", "Child does not wish dad to be contacted",
    "Mum does not want him to be contacted", "withdrawn consent to post", "GDPR - objected to mail", "hold all post",
    "c/o solicitor", "remove from system", "delete", "inactive", "Not known at this address",
    "moved, no forwarding address", "undeliverable", "placement order", "freed for adoption",
    "adopted - birth mother not to be told", "Not biological father - child does not know", "ICO in place", "EPO",
    "Section 20", "Lost her battle with cancer", "suicide 2024", "fatal accident", "Mum has gone", "***", "Alert!",
    "kicked out", "sectioned", "vulnerable", "see red folder", "banned from site", "must not pick up",
]  # fmt: skip
OF_A_CONTACT = [
    "Father (nil contact)", "Father (zero contact)", "Father (no comms)", "Father (no reports)", "Father (no PR)",
    "Father (lost PR)", "Father (jailed)", "Father (remanded)", "Father (absconded)", "Father (not to be used)",
    "Father (emergency only)", "Father (passed)", "Father (dec)", "Mother dec", "Mother NC", "Mother - no longer",
    "No longer mother", "Was mother", "Ex-mother", "Former mother", "Mother until 2024",
]  # fmt: skip
HEADINGS = [
    ("Not allowed contact", "Y"), ("Whereabouts unknown", "Y"), ("Whereabouts", "Unknown"), ("Returned mail", "Y"),
    ("Hold post", "Y"), ("Share information", "N"), ("Can share info", "No"), ("May be given information", "N"),
    ("Entitled to information", "No"), ("Has custody", "No"), ("Custody", "N"), ("Safe to contact", "No"),
    ("D.N.C.", "Y"), ("Contact with child", "None"), ("Contact with child", "Supervised"), ("Has contact", "N"),
    ("Non-contact", "Y"), ("Address to be kept from father", "Y"), ("Address valid", "N"), ("Vulnerable", "Y"),
    ("At risk", "Y"), ("Victim", "Y"), ("Moved away", "Y"), ("Left", "01/09/2025"), ("Deleted", "Y"), ("Void", "Y"),
    ("Excluded", "Y"), ("DoD", "12/03/2024"), ("Correspondence via", "Grandmother"), ("Mail merge", "N"),
    ("Injuction", "Y"), ("Injunciton", "Y"), ("Deseased", "Y"), ("Decased", "Y"), ("Cort order", "Y"),
    ("Do not cantact", "Y"), ("Correspondance", "No"),
]  # fmt: skip
GOOD_ANSWERS = [
    ("Has custody", "Y"), ("Safe to contact", "Yes"), ("Share information", "Y"), ("Emergency contact", "N"),
    ("Primary contact", "N"), ("Slip returned", "Y"), ("Left handed", "Y"), ("Safe to walk home", "N"),
    ("Photo consent", "N"), ("Contact by email", "N"), ("At risk", "N"), ("Moved away", "N"),
    ("Whereabouts unknown", "N"), ("Correspondence via", "Both"), ("Contact with child", "Yes"),
    ("Has access to internet", "N"), ("Home visits allowed", "N"), ("Excluded", "N"), ("Not allowed contact", "N"),
    ("Aware of allergies", "N"), ("Lives with", "Mother"), ("Contact at work", "N"), ("Risk assessment", "Y"),
]  # fmt: skip
SECOND = [
    ("Tutor", "do not contact"), ("Tutor Group", "do not contact"), ("Registration", "no contact with dad"),
    ("NC Year", "do not contact"), ("Contact Number", "do not contact"), ("Home Telephone", "no contact"),
    ("Mobile", "do not contact"),
]  # fmt: skip


def pupil(row: dict[str, str], *more: str) -> ImportedPupil:
    (one,) = read(row, *more).pupils
    return one


def read(row: dict[str, str], *more: str) -> ReadContacts:
    return read_csv("list.csv", csv_bytes([*SIMS, *more], [{**sims_row(), **row}]))


def contact(row: dict[str, str], *more: str) -> ImportedContact:
    return pupil(row, *more).contacts[0]


@pytest.mark.case("silence-11")
@pytest.mark.parametrize("note", [*MISSPELT, *RUN_TOGETHER])
def test_a_caution_that_is_misspelt_or_run_together_holds(note: str) -> None:
    assert restriction_in(note) is not None
    assert contact({"Notes": note}, "Notes").holds


@pytest.mark.case("silence-11")
@given(
    st.sampled_from(["do not contact", "no letters", "injunction", "deceased", "restraining order", "fled violence"]),
    st.integers(1, 30),
    st.sampled_from(["swapped", "left out"]),
)
def test_one_slip_of_the_fingers_sets_nobody_free(note: str, place: int, slip: str) -> None:
    long = max(note.split(), key=len)
    at = place % (len(long) - 2) + 1
    rest = long[at + 1] + long[at] + long[at + 2 :] if slip == "swapped" else long[at + 1 :]
    slipped = long[:at] + rest
    assert restriction_in(note.replace(long, slipped)) is not None


@pytest.mark.case("silence-11")
@pytest.mark.parametrize("word", ["contract", "person", "poison", "count", "border", "violet", "refuse", "latter"])
def test_a_usual_word_beside_a_caution_stays_what_it_is(word: str) -> None:
    assert respelled(word) == word


def test_slips_are_counted_with_swaps_as_one() -> None:
    assert (slips("conatct", "contact"), slips("contact", "contact"), slips("cntct", "contact")) == (1, 0, 2)


@pytest.mark.case("silence-12")
def test_no_cautious_note_lets_a_letter_go_out() -> None:
    assert [note for note in CAUTIOUS if restriction_in(note) is None] == []


@pytest.mark.case("silence-12")
@pytest.mark.parametrize("note", BY_EFFECT)
def test_a_note_holds_by_what_it_forbids_or_ends(note: str) -> None:
    assert contact({"Notes": note}, "Notes").holds


@pytest.mark.case("silence-12")
@given(
    st.sampled_from(["contact", "letters", "post", "correspondence", "custody", "access"]),
    st.sampled_from(["refused", "withdrawn", "stopped", "ceased", "revoked", "suspended", "terminated", "declined"]),
    st.sampled_from(["{} {}", "{} has been {}", "all {} was {} in May", "{}: {}"]),
)
def test_whatever_is_touched_and_ended_holds(touched: str, ended: str, sentence: str) -> None:
    assert restriction_in(sentence.format(touched, ended)) is not None


@pytest.mark.case("silence-false-alarms")
def test_hardly_any_harmless_note_holds_and_few_are_asked_about() -> None:
    held = [note for note in HARMLESS if restriction_in(note) is not None]
    said = [note for note in HARMLESS if note not in held and not is_understood(note)]
    assert len(HARMLESS) >= 400
    assert len(held) <= len(HARMLESS) * 0.04, held
    assert len(said) <= len(HARMLESS) * 0.25, said


@pytest.mark.case("silence-false-alarms")
@pytest.mark.parametrize("said", ["Not known", "unknown", "N/A", "none", "TBC", "-", "not given"])
def test_whoever_types_that_nothing_is_known_holds_nobody(said: str) -> None:
    for column in ("DOB", "Year", "adno", "Mobile", "Email", "Parental Responsibility", "Notes", "Occupation"):
        one = contact({column: said}, *({column} - set(SIMS)))
        assert (column, one.holds, one.unclear) == (column, (), ())


@pytest.mark.case("silence-false-alarms")
@pytest.mark.parametrize(
    ("heading", "said"),
    [
        ("Medical notes", "Must not be left alone after a seizure"), ("Dietary needs", "Restricted diet"),
        ("Internet", "Consent withdrawn"), ("Biometric", "Withdrawn consent"), ("Photo", "No photos on Facebook"),
        ("Occupation", "Prison officer"), ("Behaviour notes", "threatening behaviour"), ("Contact by", "Email only"),
        ("Ethnicity", "Refused"), ("Transport", "Not allowed on 12 bus"), ("Medical notes", "No contact sports"),
    ],
)  # fmt: skip
def test_columns_of_something_else_hold_nobody(heading: str, said: str) -> None:
    assert not contact({heading: said}, heading).holds


@pytest.mark.case("silence-13")
@pytest.mark.parametrize("word", OF_A_CONTACT)
def test_a_remark_at_the_relationship_holds(word: str) -> None:
    assert contact({"Relationship": word}).holds


@pytest.mark.case("silence-14")
@pytest.mark.parametrize("said", ["No, adoption order", "Disputed", "Yes (supervised)"])
def test_a_doubtful_answer_to_parental_responsibility_holds(said: str) -> None:
    assert contact({"Parental Responsibility": said}).holds


@pytest.mark.case("silence-9")
@pytest.mark.parametrize(("heading", "said"), HEADINGS)
def test_the_bad_answer_under_a_heading_nobody_listed_holds(heading: str, said: str) -> None:
    assert contact({heading: said}, heading).holds


@pytest.mark.case("silence-9")
@pytest.mark.parametrize(("heading", "said"), GOOD_ANSWERS)
def test_the_good_answer_and_headings_of_something_else_hold_nobody(heading: str, said: str) -> None:
    assert not contact({heading: said}, heading).holds


@pytest.mark.case("silence-10")
@pytest.mark.parametrize(("heading", "said"), SECOND)
def test_words_in_a_second_column_of_something_hold(heading: str, said: str) -> None:
    assert contact({heading: said}, *({heading} - set(SIMS))).holds


@pytest.mark.case("silence-10")
@pytest.mark.parametrize(
    ("heading", "said"), [("Tutor", "Mr Graves"), ("Mobile", "do not ring"), ("Contact Number", "01515550000")]
)
def test_usual_words_there_hold_nobody(heading: str, said: str) -> None:
    assert not contact({heading: said}, *({heading} - set(SIMS))).holds


@pytest.mark.case("silence-8")
@pytest.mark.parametrize(
    ("text", "plain", "held"),
    [
        ("Mrs (dec)", "Mrs", True), ("Mrs (NC)", "Mrs", True), ("Mrs (ex)", "Mrs", False), ("Mrs *", "Mrs", False),
        ("do not write", "", True), ("xyzzy", "", False), ("Rev Dr", "Rev Dr", False), ("Mr & Mrs", "Mr & Mrs", False),
        ("Sheikh", "Sheikh", False), ("MRS.", "Mrs", False), ("n/a", "", False),
    ],
)  # fmt: skip
def test_only_a_title_is_printed_where_a_title_belongs(text: str, plain: str, *, held: bool) -> None:
    assert parted_title(text).plain == plain
    one = contact({"Title": text})
    assert (one.title, bool(one.holds)) == (plain, held)
    assert bool(one.holds or one.unclear) == (plain.casefold() != text.rstrip(".").casefold() and text != "n/a")


@pytest.mark.case("silence-8")
@pytest.mark.parametrize(
    "line",
    [
        "SENSITIVE - see DSL", "Address suppressed", "Not for disclosure to dad", "Refused to give",
        "Prefers not to say", "As Kit",
    ],
)  # fmt: skip
def test_a_sentence_in_an_address_holds_and_is_not_printed(line: str) -> None:
    parted = parted_address(line)
    assert (parted.plain, parted.kind is not None) == ("", True)


@pytest.mark.case("silence-false-alarms")
@pytest.mark.parametrize(
    "line", ["Rose Cottage", "Tan-y-Bryn", "Windyridge", "The Willows", "Isle of Man", "Newton-le-Willows", "See"]
)
def test_a_house_without_a_number_is_an_address(line: str) -> None:
    assert (parted_address(line).plain, parted_address(line).kind) == (line, None)


@pytest.mark.case("silence-8")
@pytest.mark.parametrize("text", ["9B - adopted", "9B *CP*", "9B LAC", "9B (LAC)"])
def test_a_word_behind_a_form_is_said_and_not_printed(text: str) -> None:
    assert (parted_form(text).plain, bool(parted_form(text).remarks)) == ("9B", True)
    assert parted_form("9 DNC").plain == "9 DNC"
    assert [one for one in read({"Reg": text}).problems if "remark beside the child’s form" in one.message]


@pytest.mark.case("silence-8")
def test_a_code_behind_a_childs_name_is_not_printed() -> None:
    assert parted_pupil_name("Unsworth - LAC", surname=True).plain == "Unsworth"
    assert parted_pupil_name("Smith - Jones", surname=True).plain == "Smith-Jones"


@pytest.mark.case("silence-20")
@pytest.mark.parametrize(
    ("column", "said"),
    [
        ("Court Order", "N*"), ("Relationship", "Mother*"), ("Contact Surname", "Lomax*"),
        ("Parental Responsibility", "N*"), ("Relationship", "Mother (xyzzy)"), ("Notes", "zzgrb blorp"),
    ],
)  # fmt: skip
def test_a_mark_or_word_nobody_understands_is_kept_and_asked_about(column: str, said: str) -> None:
    one = contact({column: said}, *({column} - set(SIMS)))
    assert not one.holds
    assert [(remark.words, remark.column) for remark in one.unclear] == [(said, column)]
    assert any(said in remark for remark in one.remarks)


@pytest.mark.case("silence-20")
def test_so_in_a_transfer_file() -> None:
    def only(file: bytes) -> ImportedContact:
        return read_ctf("ctf.xml", file).pupils[0].contacts[0]

    assert only(ctf(ctf_pupil(ctf_contact(Responsibility="maybe later")))).unclear
    dead = only(ctf(ctf_pupil(ctf_contact(Title="Mrs (dec)"))))
    assert (dead.title, [hold.kind for hold in dead.holds]) == ("Mrs", [HoldKind.DECEASED])


@pytest.mark.case("silence-15")
@pytest.mark.parametrize("word", ["Grandmother with PR", "Nan (PR)", "Aunt - parental responsibility"])
def test_whoever_has_parental_responsibility_by_the_relationships_words_is_a_parent(word: str) -> None:
    assert read_relationship(word).status is RelationshipStatus.PARENT
    assert read_relationship("Grandmother no PR").status is not RelationshipStatus.PARENT


@pytest.mark.case("silence-17")
@pytest.mark.parametrize("name", ["Ann, Amy & Alf", "Ben and Bob", "Cat/Con"])
def test_several_children_in_one_row_are_said(name: str) -> None:
    assert _told(read({"Forename": name}).problems, "several children")
    assert not _told(read({"Forename": "Anne-Marie Andrea"}).problems, "several children")


@pytest.mark.case("silence-18")
@pytest.mark.parametrize("heading", ["Red = do not contact", "* means no letters", "Yellow: court order"])
def test_a_legend_among_the_headings_is_said(heading: str) -> None:
    assert _told(read({heading: ""}, heading).problems, "explains a colour or a mark")


@pytest.mark.case("silence-19")
@pytest.mark.parametrize("name", ["Mary O’Brien", "Zoë Müller", "Chloé", "François", "Seán Ó Briain", "£5"])
@pytest.mark.parametrize("code_page", ["cp1252", "mac_roman", "utf-8"])
def test_letters_are_read_whichever_computer_wrote_them(name: str, code_page: str) -> None:
    assert decode_text(name.encode(code_page)) == name


def _told(problems: Iterable[object], words: str) -> bool:
    return any(words in str(one) for one in problems)
