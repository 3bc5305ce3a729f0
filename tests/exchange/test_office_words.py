"""Words of headings, notes, names and addresses as offices type them, mixed with cases, remarks and marks."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from halton_desktop.domain.importing.home_words import restriction_in_address
from halton_desktop.domain.importing.restriction_headings import held_under, is_watched_heading, restriction_heading
from halton_desktop.domain.importing.restriction_words import restriction_in
from halton_desktop.domain.parents.hold import HoldKind
from halton_desktop.exchange.contact_checks import age_trouble, checked_phone
from halton_desktop.exchange.csv_contacts import read_csv
from halton_desktop.exchange.remarks import parted_address, parted_name
from tests.helpers.contact_files import SIMS, csv_bytes, sims_row

CASED: st.SearchStrategy[Callable[[str], str]] = st.sampled_from([str, str.upper, str.casefold, str.capitalize])
MARKS = st.sampled_from(["", "?", ":", "*", " "])

RESTRICTING = [
    "NMO", "Passed Away", "Hide address", "Witness protection", "Protected", "DV flag", "RIP", "Order in force",
    "CP flag",
    "Safe address", "MARAC", "Any court order", "Date deceased", "Domestic abuse", "Do not send letters",
    "Mail suppressed",
    "Address hidden", "In refuge", "Child protection plan", "Bail conditions", "Restricted parent", "Lost contact",
]  # fmt: skip
ALLOWING = [
    "Alive", "Living", "Can be contacted", "Contactable", "Mailings", "Active", "Receives Correspondence", "Mail",
    "Correspondence", "Contact allowed", "Receive letters", "On mailing list", "Letters", "Send reports",
    "Parental access",
    "Include in mailings", "Post", "Current contact", "Can be written to",
]  # fmt: skip
OTHERS = [
    "Forename", "Contact Order", "Contact Priority", "Contact Number", "Post Code", "Mailing name", "E-mail",
    "Occupation",
    "FSM flag", "PR flag", "EAL flag", "Letter salutation", "First Language", "SEND status", "Enrolment Status",
    "Post town",
    "Emergency contact", "Lives with", "Marital Status", "Photo permission", "Form tutor", "Contact details",
]  # fmt: skip
FORBIDDING_NOTES = [
    "do NOT send anything home", "Letters via solicitor only", "lives in safe accommodation", "see DSL",
    "NMO granted",
    "all post to grandparents", "moved out", "father is not to have the address",
    "dad doesn't know where they live",
    "speak to DSL first", "no longer lives here", "post keeps coming back", "fled domestic violence",
    "lost his wife",
    "letters to be sent to gran only", "must not collect", "on bail", "ask head before contacting", "in hiding",
]  # fmt: skip
PROTECTING_NOTES = [
    "parental rights removed", "police protection", "under special protection", "whereabouts secret", "mother passed",
    "send nothing", "injuction", "do nt contact", "no info to be shared with dad", "father murdered mother",
    "PR revoked", "no PR", "dad not allowed school info", "no reports to dad", "adopted - birth parents must not know",
    "dad's PR was withdrawn", "lost parental responsibility", "inunction in force", "mum sadly passed in March",
    "nothing to be sent", "don contact", "no school information to father", "birth family must never find out",
    "mother is not to receive reports", "mum was killed", "Tom must not know", "dad has no PR", "injunctoin",
    "mum mustn't be told", "under the protection of the police", "post nothing", "no details to be given to mum",
]  # fmt: skip
UNLIKE_NOTES = [
    "mother passed her driving test", "dad passed a message on", "has PR", "no information", "no details given",
    "parents must not park on the zigzags", "mum passed the form to office",
    "mum must not be late", "shares PR with dad", "don contacted us about trip", "adopted in 2015",
    "father is not allowed nuts", "reports to both parents", "child protection lead", "no PE on Fridays",
]  # fmt: skip
HARMLESS_NOTES = [
    "drives a red van", "no court order", "letters to be in large print", "send letters to both parents",
    "epipen in office",
    "moved to Y9 set 2", "moved from St Mary's in 2023", "don't ring at work", "prison officer",
    "works at the post office",
    "No known restrictions", "not available before 9", "head of year knows family", "does not speak English",
]  # fmt: skip
NO_ADDRESSES = [
    "Conf", "Confidental", "Dnd", "S/a", "Saa", "Same", "See Contact 1", "With dad", "At mother's address",
    "To follow",
    "Ex-directory", "Prison", "HMP Altcourse", "Abroad", "Poland", "Hospital", "In care", "Foster placement",
    "As con 1",
    "old: 12 Mill Lane", "12 Mill Lane until Jan 26", "12 Mill Lane - mail returned", "12 Mill Lane / 14 Oak Road",
    "c/o mum", "Mum's house", "Living in Spain", "12 Mill Lane (temp)", "Withheld", "Homeless", "Awaiting address",
    "16 Example Road (REFUGE)", "12 Mill Lane or 14 Oak Road", "Young offenders", "Previously 12 Mill Lane",
]  # fmt: skip
ADDRESSES = [
    "Refuge Cottage", "Unknown Street 3", "3 Secret Lane", "Hidden Valley Farm", "The Old Prison, 3 Mill Lane",
    "New Hall",
    "Former Chapel, 3 Mill Lane", "12 Left Lane", "Child House", "c/o Mrs Reed, 4 Mill Lane", "12/14 Mill Lane",
    "Post Office Lane",
    "12 May Street", "Hospital Cottages", "12 Ireland Street", "The Old Confident House, 3 Mill Lane",
    "Flat 1/2, 12 Mill Lane",
]  # fmt: skip
DEATHS_AND_RESTRICTIONS = [
    "(d. 2023)", "(d)", "(dcsd)", "(estate of)", "(prison)", "(CO)", "- no longer involved", "(estranged)",
    "(decd)", "RIP",
    "- see DSL", "(NMO)", "- NC", "(not in contact)", "(deceasd)", "[late]", "- ask DSL", "(moved out)",
    "; deceased",
]  # fmt: skip
REMARKS = [
    "see notes", "IN HOSPITAL", "DUPLICATE", "OLD", "2nd contact", "ring mum", "jane@x.org", ", Ms", "2", "Mrs",
    "(mum)",
    "works nights", "SPEAKS POLISH", "prefers text", "- ex partner", "EMERGENCY ONLY", "#2", "via mum",
    "?? check", "or Hill",
]  # fmt: skip


@pytest.mark.case("silence-words-4")
@given(st.sampled_from(RESTRICTING), CASED, MARKS)
def test_a_heading_that_restricts_holds_however_it_is_written(
    heading: str, cased: Callable[[str], str], mark: str
) -> None:
    assert restriction_heading(cased(heading) + mark) is not None


@pytest.mark.case("silence-words-5")
@given(st.sampled_from(ALLOWING), CASED, MARKS, st.sampled_from(["N", "No", "no", "FALSE", "0"]))
def test_a_no_where_a_heading_allows_holds(heading: str, cased: Callable[[str], str], mark: str, no: str) -> None:
    written = cased(heading) + mark
    assert is_watched_heading(written)
    assert held_under(written, no) is not None
    assert held_under(written, "Yes") is None
    assert held_under(written, "") is None


@pytest.mark.case("silence-words-4")
@pytest.mark.parametrize(
    ("heading", "text"),
    [
        ("Flag", "Red"), ("Warning", "Violent"), ("Contact Status", "Inactive"), ("Status", "Archived"), ("Flags",
    "Amber"),
        ("Alert", "Aggressive"), ("Contact flag", "Y"), ("Risk", "High"), ("Record status", "Closed"),
    ],
)  # fmt: skip
def test_a_warning_or_an_ended_state_holds(heading: str, text: str) -> None:
    assert held_under(heading, text) is HoldKind.UNDECIDED


@pytest.mark.case("silence-words-27")
@given(st.sampled_from(OTHERS), CASED)
def test_other_headings_are_left_alone(heading: str, cased: Callable[[str], str]) -> None:
    written = cased(heading)
    assert restriction_heading(written) is None
    assert not is_watched_heading(written)


@pytest.mark.case("silence-words-6")
@given(
    st.sampled_from(FORBIDDING_NOTES),
    CASED,
    st.sampled_from(["", "Dad: ", "12/1/26 "]),
    st.sampled_from(["", ".", " - JB"]),
)
def test_a_note_that_forbids_holds_in_any_wording(
    note: str, cased: Callable[[str], str], before: str, after: str
) -> None:
    assert restriction_in(before + cased(note) + after) is not None


@pytest.mark.case("silence-words-6")
@pytest.mark.parametrize("note", PROTECTING_NOTES)
def test_a_note_that_protects_somebody_holds(note: str) -> None:
    assert restriction_in(note) is not None
    assert restriction_in(f"{note.upper()} - JB") is not None


@pytest.mark.case("silence-words-27")
@pytest.mark.parametrize("note", UNLIKE_NOTES)
def test_a_note_that_only_sounds_so_holds_nobody(note: str) -> None:
    assert restriction_in(note) is None


@pytest.mark.case("silence-words-18")
@pytest.mark.parametrize("line", ["Flat 2 (Tom must not know)", "12 Mill Lane - dad must not know", "Flat 2 (secret)"])
def test_a_remark_behind_an_address_holds(line: str) -> None:
    assert parted_address(line).kind is not None


@pytest.mark.case("silence-words-27")
@given(st.sampled_from(HARMLESS_NOTES), CASED)
def test_a_harmless_note_holds_nobody(note: str, cased: Callable[[str], str]) -> None:
    assert restriction_in(cased(note)) is None


@pytest.mark.case("silence-words-18")
@given(st.sampled_from(NO_ADDRESSES), CASED)
def test_what_is_no_address_holds(text: str, cased: Callable[[str], str]) -> None:
    assert parted_address(cased(text)).kind is not None


@pytest.mark.case("silence-words-27")
@given(st.sampled_from(ADDRESSES), CASED)
def test_an_address_with_such_a_word_in_its_name_is_one(text: str, cased: Callable[[str], str]) -> None:
    assert restriction_in_address(cased(text)) is None
    assert parted_address(text).plain == text


@pytest.mark.case("silence-words-11")
@given(st.sampled_from(["Jane", "Moss", "Anne-Marie", "O'Brien"]), st.sampled_from(DEATHS_AND_RESTRICTIONS), CASED)
def test_a_death_or_restriction_behind_a_name_holds_and_is_not_printed(
    name: str, remark: str, cased: Callable[[str], str]
) -> None:
    parted = parted_name(f"{name} {cased(remark)}")
    assert parted.kind is not None
    assert parted.plain == name


@pytest.mark.case("silence-words-19")
@given(st.sampled_from(["Jane", "Moss", "Anne-Marie", "O'Brien", "McAdam"]), st.sampled_from(REMARKS))
def test_a_remark_behind_a_name_is_never_printed(name: str, remark: str) -> None:
    parted = parted_name(f"{name} {remark}")
    assert parted.plain == name
    assert parted.remarks


@pytest.mark.case("silence-words-19")
@pytest.mark.parametrize("text", ["Unknown father", "No name", "Mum", "N/a", "tbc", "Father not known", "Parent 2"])
def test_whatever_names_nobody_is_held_and_not_printed(text: str) -> None:
    assert (parted_name(text).plain, parted_name(text).kind is not None) == ("", True)


@pytest.mark.case("silence-words-19")
@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Mossdeceased", "Moss"), ("Moss-NCC", "Moss"), ("Unknown Moss", "Moss"), ("Executors of Moss", "Moss"),
        ("Moss or Hill", "Moss"), ("*Moss*", "Moss"), ("Moss_deceased", "Moss"),
    ],
)  # fmt: skip
def test_remarks_grown_into_a_name_are_taken_out(text: str, name: str) -> None:
    assert parted_name(text, surname=True).plain == name


@pytest.mark.case("silence-words-27")
@pytest.mark.parametrize(
    "name",
    [
        "Secret", "Refuge", "Hidden", "Cao", "Bail", "Parent", "Late", "Moss-Hill", "van der Berg", "de la Cruz",
    "O'Moss",
        "Smith Jones", "Graves", "Noble", "Court", "Never", "Post", "Young", "MACDONALD", "moss", "Smith-LEE",
    "Moss Snr",
    ],
)  # fmt: skip
def test_surnames_that_are_words_stay_names(name: str) -> None:
    parted = parted_name(name, surname=True)
    assert (parted.plain, parted.kind) == (name, None)


@pytest.mark.case("silence-words-30")
def test_a_refuge_in_the_childs_own_address_holds_both_parents() -> None:
    headings = ["Forename", "Surname", "DOB", "Address Line 1", "Postcode", "Contact Forename", "Contact Surname"]
    row = ["Zoe", "Hart", "05/04/2012", "16 Example Road (REFUGE)", "WA8 3TD"]
    (zoe,) = read_csv("c.csv", csv_bytes(headings, [[*row, "Ruth", "Hart"], [*row, "Ivan", "Hart"]])).pupils
    assert [{hold.kind for hold in one.holds} for one in zoe.contacts] == [{HoldKind.SECRECY}] * 2


@pytest.mark.case("silence-words-21")
def test_a_column_whose_cell_held_somebody_is_not_called_unused() -> None:
    read = read_csv("c.csv", csv_bytes([*SIMS, "Column1"], [{**sims_row(), "Column1": "Do not contact"}]))
    assert read.pupils[0].contacts[0].holds[-1].kind is HoldKind.NO_CONTACT
    assert "Column1" not in [one.heading for one in read.unused_columns]


@pytest.mark.case("silence-words-5")
def test_a_no_to_letters_for_somebody_without_parental_responsibility_is_said() -> None:
    row = {**sims_row(), "Parental Responsibility": "N", "Correspondence": "N"}
    read = read_csv("c.csv", csv_bytes([*SIMS, "Correspondence"], [row]))
    assert not read.pupils[0].contacts[0].holds
    assert any("gets no letters" in one.message for one in read.problems)


@pytest.mark.case("silence-words-24")
@pytest.mark.parametrize("born", [date(1912, 4, 3), date(2032, 4, 3), date(1900, 1, 1), date(1970, 1, 1)])
def test_a_birthday_no_pupil_can_have_is_said(born: date) -> None:
    assert "birthday of a pupil" in age_trouble(born, date(2026, 11, 27), "Sam")
    assert not age_trouble(date(2012, 4, 3), date(2026, 11, 27), "Sam")


@pytest.mark.case("silence-words-24")
def test_a_telephone_not_to_be_used_is_said_and_not_taken() -> None:
    assert checked_phone("7700900111.0", "Pat")[0] == ("07700 900111",)
    for text in ("do not use - 07700900111", "07700900111 (wrong number)", "old 07700900111"):
        numbers, remark, said = checked_phone(text, "Pat")
        assert (numbers, remark, bool(said)) == ((), text, True)
    assert checked_phone("07700 900111 (work, not after 5)", "Pat")[2] == ""
