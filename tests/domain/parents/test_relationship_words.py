"""What a school's word for a contact means."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from halton_desktop.domain.parents.parent import ADHERING, Capacity, Relationship, usual_capacity
from halton_desktop.domain.parents.relationship_words import RelationshipStatus, read_relationship


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Mother", "mother"),
        ("Mum", "mother"),
        ("MOT", "mother"),
        ("PAM", "mother"),
        ("dad", "father"),
        ("Fat", "father"),
        ("Step-parent", "step-parent"),
        ("SWR", "social worker"),
        ("Aunt", "aunt"),
        ("XYZ", "XYZ"),
        ("", ""),
    ],
)
def test_relationships_become_the_usual_words_and_others_stay(text: str, word: str) -> None:
    assert read_relationship(text).word == word


def capacity_of(word: str) -> Capacity:
    """What a newly met contact with this word becomes, where nothing is said of parental responsibility."""
    return usual_capacity(word, parental_responsibility=False)


PARENTS = (
    "Parent", "Parent/Carer", "PARENT", "Parents", "Mother/Carer", "Step Mum", "Stepdad", "Step Father", "Foster Mum",
    "Guardian/Carer", "Special Guardian (SGO)", "Carer (kinship)", "Mother (non-resident)", "Dad - weekends", "mother.",
    "Parent 1", "Natural Mother", "Adoptive Father", "Parent(s)", "s/dad", "step_father", "Foster parents",
    "Birth Father (no PR)", "child's father", "Father of child", "Contact 1 - Mother", "Grandmother/Carer",
    "Aunt - legal guardian", "Kinship Carer - grandmother", "Mum & Step Dad", "Emergency contact (mother)",
    "Other parent", "Mam", "Step- mother", "Parents/Carers", "Foster-Carer", "Parent Carer", "mother/father",
)  # fmt: skip
CONTACTS = (
    "Auntie", "Sister", "Nan", "Childminder", "Child minder", "Neighbour", "neighbor", "Family friend",
    "Emergency contact", "Step-sister", "Great Grandmother", "god mother", "Mother-in-law", "G/mother", "Other",
    "Nan & Grandad", "Paternal grandfather", "Other family member", "Step grandmother", "half-brother",
)  # fmt: skip
UNKNOWN = (
    "", "Primary contact", "Contact 1", "Unknown", "Mother's partner", "Mum’s boyfriend", "Private fostering",
    "Host family", "Self", "M", "Matka", "dads mum", "Father's mother", "Mum of friend", "Ex step-father",
    "Former foster carer", "Carer (respite)", "Childminder/Carer", "Mother Jane", "partner", "Emma's mum", "Mother?",
    "-", "123",
)  # fmt: skip


@pytest.mark.case("silence-relationship")
@pytest.mark.parametrize("word", PARENTS)
def test_whoever_a_word_calls_a_parent_in_any_wording_is_told(word: str) -> None:
    assert capacity_of(word) is Capacity.PARENT_CARER


@pytest.mark.case("silence-relationship")
@pytest.mark.parametrize("word", CONTACTS)
def test_whoever_a_word_calls_a_contact_is_not_told(word: str) -> None:
    assert capacity_of(word) is Capacity.OTHER_CONTACT


@pytest.mark.case("silence-relationship")
@pytest.mark.parametrize("word", UNKNOWN)
def test_a_word_nobody_can_tell_is_not_decided_by_the_program(word: str) -> None:
    assert capacity_of(word) is Capacity.UNDECIDED
    assert Capacity.UNDECIDED not in ADHERING


@pytest.mark.case("silence-relationship")
def test_parental_responsibility_makes_a_parent_of_any_word() -> None:
    assert usual_capacity("Matka", parental_responsibility=True) is Capacity.PARENT_CARER


@pytest.mark.case("silence-relationship")
@pytest.mark.parametrize(
    "word", ["Social Worker", "social workers", "SWR", "Halton Borough Council", "LA social worker"]
)
def test_an_office_stands_in_for_a_looked_after_child(word: str) -> None:
    assert capacity_of(word) is Capacity.CHILD_REPRESENTATIVE


@pytest.mark.parametrize(
    ("cell", "word", "remark"),
    [
        ("Mother (non-resident)", "mother", "Mother (non-resident)"),
        ("Step Mum", "step-parent", ""),
        ("Grandmother/Carer", "grandmother/carer", ""),
        ("Parent/Carer", "parent", ""),
        ("Adoptive Father", "father", "Adoptive Father"),
    ],
)
def test_the_files_own_words_are_kept_where_they_say_more(cell: str, word: str, remark: str) -> None:
    read = read_relationship(cell)
    assert (read.word, read.remark) == (word, remark)


@pytest.mark.parametrize("usual", list(Relationship))
def test_every_usual_relationship_is_read_as_itself(usual: Relationship) -> None:
    assert read_relationship(usual.value).word == usual.value


_NOUNS = st.sampled_from("mother father mum dad mam parent guardian carer daddy mummy".split())
_BEFORE = st.sampled_from(["", "step ", "step-", "Step", "foster ", "adoptive ", "birth ", "legal ", "main ", "1. "])
_AFTER = st.sampled_from(["", "s", ".", " 1", " (kinship)", " - weekends", "/carer", " & carer", " (ring first)", " *"])
_INCIDENTS = st.sampled_from([str, str.upper, str.title, lambda text: f"  {text} "])


@pytest.mark.case("silence-relationship")
@given(before=_BEFORE, noun=_NOUNS, after=_AFTER, cased=_INCIDENTS)
def test_parents_are_parents_in_any_case_with_any_remark(before: str, noun: str, after: str, cased: object) -> None:
    assert callable(cased)
    assert read_relationship(cased(f"{before}{noun}{after}")).status is RelationshipStatus.PARENT


@pytest.mark.case("silence-relationship")
@given(
    noun=_NOUNS,
    other=st.sampled_from("partner friend sister mum boyfriend neighbour".split()),
    mark=st.sampled_from("'’"),
)
def test_somebody_of_a_parent_is_never_a_parent(noun: str, other: str, mark: str) -> None:
    assert read_relationship(f"{noun}{mark}s {other}").status is not RelationshipStatus.PARENT


@given(st.text(max_size=40))
def test_any_text_at_all_is_read(text: str) -> None:
    assert read_relationship(text).status in RelationshipStatus
