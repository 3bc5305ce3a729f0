"""Files one after another into a real encrypted office: nobody protected is written to, nobody left out, in silence."""

from __future__ import annotations

from pathlib import Path

import pytest

from halton_desktop.domain.parents.question import QuestionKind
from halton_desktop.services.letters.plan_letters import plan_letters
from halton_desktop.services.parents.decide_questions import answer_questions, to_decide
from halton_desktop.services.session import OfficeSession
from tests.helpers.contact_files import ctf, ctf_pupil
from tests.helpers.import_chains import (
    LETTER,
    another,
    father,
    left_out,
    mother,
    pupils,
    said,
    take,
    taken,
    told,
    undecided,
)


@pytest.mark.case("silence-birthday")
def test_a_corrected_birthday_sheds_no_court_order(office: OfficeSession, tmp_path: Path) -> None:
    take(office, tmp_path, mother(), father(Court_Order="Yes"))
    preview = take(office, tmp_path, mother(DOB="12/05/2014"), father(DOB="12/05/2014", Court_Order=""))
    [sam] = pupils(office)
    assert f"{sam.date_of_birth:%d/%m/%Y}" == "05/12/2014"
    assert said(preview, "another birthday", "Sam Fieldhouse")
    assert [(one.field, one.file) for one in preview.summary.kept] == [("date_of_birth", "12/05/2014")]
    assert told(office) == ["Mrs Jane Fieldhouse"]


@pytest.mark.case("silence-birthday")
def test_a_namesake_whose_father_agrees_by_name_only_is_asked_about_and_nothing_is_printed(
    office: OfficeSession, tmp_path: Path
) -> None:
    take(office, tmp_path, mother(), father(Court_Order="Yes"))
    elsewhere = {"Street": "Far Lane", "Postcode": "WA8 1TD", "Mobile": "07700900999", "Email": ""}
    preview = take(office, tmp_path, father(DOB="12/05/2014", **elsewhere))
    assert len(pupils(office)) == 2
    assert (QuestionKind.SAME_PERSON, "Sam Fieldhouse / Sam Fieldhouse") in undecided(preview)
    assert "Mr Tom Fieldhouse" not in told(office)


@pytest.mark.case("silence-birthday")
def test_two_children_of_one_name_in_one_file_stay_two(office: OfficeSession, tmp_path: Path) -> None:
    cousin = father(DOB="12/05/2013", House="9", Contact_Forename="Al", Mobile="", Email="")
    take(office, tmp_path, mother(), cousin)
    assert len(pupils(office)) == 2
    take(office, tmp_path, mother(), cousin)
    assert len(pupils(office)) == 2


@pytest.mark.case("silence-relationship")
@pytest.mark.parametrize("empty", ["", " ", "-", "n/a", "#N/A"])
def test_an_empty_relationship_beside_a_told_parent_is_held_and_asked(
    office: OfficeSession, tmp_path: Path, empty: str
) -> None:
    row = mother(Relationship=empty, Parental_Responsibility="")
    preview = take(office, tmp_path, row, father())
    assert told(office) == ["Mr Tom Fieldhouse"]
    assert "not decided yet" in left_out(office)["Mrs Jane Fieldhouse"]
    assert undecided(preview) == [(QuestionKind.RELATIONSHIP, "Not given")]
    take(office, tmp_path, row, father())
    assert len(to_decide(office)) == 1
    take(office, tmp_path, mother(Parental_Responsibility=""), father())
    assert "Mrs Jane Fieldhouse" in told(office)


@pytest.mark.case("silence-relationship")
def test_the_answer_to_empty_relationships_is_remembered(office: OfficeSession, tmp_path: Path) -> None:
    take(office, tmp_path, mother(Relationship="", Parental_Responsibility=""), father())
    answer_questions(office, [to_decide(office)[0].id], "parent")
    take(office, tmp_path, another("Zoe", "Hart", Relationship="", Parental_Responsibility=""))
    assert "Mrs Jane Hart" in told(office)


@pytest.mark.case("silence-changed")
@pytest.mark.parametrize("word", ["Uncle", "Emergency contact", "Neighbour"])
def test_a_parent_who_becomes_a_contact_is_told_by_command_too(
    office: OfficeSession, tmp_path: Path, word: str
) -> None:
    take(office, tmp_path, mother(), father(Parental_Responsibility=""))
    preview = take(office, tmp_path, mother(), father(Parental_Responsibility="", Relationship=word))
    assert said(preview, "Mr Tom Fieldhouse", "contact only", word.casefold())


@pytest.mark.case("silence-gone")
def test_a_pupil_gone_from_a_file_that_covers_half_the_year_is_said(office: OfficeSession, tmp_path: Path) -> None:
    take(office, tmp_path, mother(), another("Liam", "Dunn"))
    assert said(take(office, tmp_path, mother()), "Liam Dunn", "is not in the file")


@pytest.mark.case("silence-gone")
def test_an_address_that_is_gone_is_asked_once_and_the_answer_frees(office: OfficeSession, tmp_path: Path) -> None:
    take(office, tmp_path, mother(), another("Liam", "Dunn"))
    preview = take(office, tmp_path, mother(House="", Street="", Town="", Postcode=""), another("Liam", "Dunn"))
    assert undecided(preview) == [(QuestionKind.GONE, "address")]
    assert preview.summary.waiting == 1
    assert told(office) == ["Mrs Jane Dunn"]
    [asked] = to_decide(office)
    answer_questions(office, [asked.id], "keep")
    assert told(office) == ["Mrs Jane Dunn", "Mrs Jane Fieldhouse"]


@pytest.mark.case("silence-gone")
def test_each_person_who_waits_is_counted_once(office: OfficeSession, tmp_path: Path) -> None:
    row = mother(Relationship="Key adult", Parental_Responsibility="", Court_Order="Pending")
    preview = take(office, tmp_path, row, father())
    assert (len(preview.summary.undecided), preview.summary.waiting) == (2, 1)


@pytest.mark.case("silence-who")
@pytest.mark.parametrize(
    "email",
    ["office@theheath.sch.uk", "sims@school.org", "admin@a.example", "enquiries@b.example", "school.office@c.example"],
)
def test_the_mailbox_of_an_office_makes_nobody_one_person(office: OfficeSession, tmp_path: Path, email: str) -> None:
    take(office, tmp_path, another("Emma", "Pearce", Contact_Surname="Jones", Email=email))
    take(office, tmp_path, another("Liam", "Dunn", Contact_Surname="Jones", Email=email))
    letters = [letter for letter in plan_letters(office, LETTER).letters if letter.who == "Mrs Jane Jones"]
    assert len(letters) == 2


@pytest.mark.case("silence-who")
def test_two_foster_carers_of_one_initial_are_two(office: OfficeSession, tmp_path: Path) -> None:
    couple = {"Title": "", "Contact_Forename": "J", "Contact_Surname": "Smith", "Contact_Priority": "2"}
    take(office, tmp_path, mother(Relationship="Foster Father", **couple), mother(Relationship="Foster Mum", **couple))
    assert told(office) == ["J Smith", "J Smith"]


@pytest.mark.case("silence-older")
def test_an_address_that_was_replaced_does_not_come_back_in_silence(office: OfficeSession, tmp_path: Path) -> None:
    new = {"House": "44", "Street": "New Way", "Postcode": "WA8 9ZZ"}
    take(office, tmp_path, mother())
    take(office, tmp_path, mother(**new))
    for _ in range(2):
        preview = take(office, tmp_path, mother())
        assert said(preview, "44 New Way", "12 Example Road", "a later one said otherwise")
        assert [one.field for one in preview.summary.kept] == ["address"]
    take(office, tmp_path, mother(**new))
    third = take(office, tmp_path, mother(House="8", Street="Third Street"))
    assert [one.file for one in third.summary.changed] == ["8 Third Street, Widnes, WA8 7QU"]
    assert take(office, tmp_path, mother(**new)).summary.kept


@pytest.mark.case("silence-older")
def test_a_file_in_which_the_only_pupil_is_a_year_lower_is_an_older_one(office: OfficeSession, tmp_path: Path) -> None:
    take(office, tmp_path, mother(Year="9", Reg="9B"))
    preview = take(office, tmp_path, mother(Year="8", Reg="8B", Mobile="07700900999"))
    assert said(preview, "a year lower")
    assert [(one.year_group, one.form) for one in pupils(office)] == [("9", "9B")]
    assert {one.field for one in preview.summary.kept} == {"year_group", "form", "mobile"}


@pytest.mark.case("silence-older")
def test_one_child_among_many_goes_down_no_year_in_silence(office: OfficeSession, tmp_path: Path) -> None:
    others = [another(name, "Hart", Year="9", Reg="9B", DOB=f"0{day}/04/2012") for day, name in enumerate("ABCD", 1)]
    take(office, tmp_path, mother(Year="9", Reg="9B"), *others)
    preview = take(office, tmp_path, mother(Year="7", Reg="7B"), *others)
    assert said(preview, "Sam Fieldhouse", "seldom goes down a year")
    assert {one.year_group for one in pupils(office)} == {"9"}


@pytest.mark.case("silence-older")
def test_a_transfer_file_far_older_than_the_last_import_changes_nothing_known(
    office: OfficeSession, tmp_path: Path
) -> None:
    take(office, tmp_path, mother())
    old = ctf(ctf_pupil()).decode().replace("</Header>", "<DateTime>2020-09-07T08:30:00</DateTime></Header>")
    preview = taken(office, tmp_path / "ctf.xml", old.replace("Example Road", "Old Road").encode())
    assert said(preview, "07/09/2020", "long before the last import")
    assert "12 Example Road, Widnes, WA8 7QU" in {one.here for one in preview.summary.kept}


@pytest.mark.case("silence-gone")
def test_pupils_who_have_left_by_the_files_word_are_named_and_asked_about(
    office: OfficeSession, tmp_path: Path
) -> None:
    take(office, tmp_path, mother())
    left = "<NCyearActual>7</NCyearActual><LeavingDate>2025-07-20</LeavingDate>"
    staying = ctf_pupil(Forename="Ann", UPN="H876410418004")
    preview = taken(office, tmp_path / "ctf.xml", ctf(ctf_pupil(BasicDetails=left), staying))
    assert said(preview, "Sam Fieldhouse (20/07/2025)", "left")
    assert (QuestionKind.GONE, "pupil") in undecided(preview)
