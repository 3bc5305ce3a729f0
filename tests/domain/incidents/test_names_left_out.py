"""Names left out of a print: a stand-in per person, found folded at word bounds, doubtful ones left to a person."""

from __future__ import annotations

import pytest

from halton_desktop.domain.incidents.incident import IncidentPerson, PersonKind, PersonPart
from halton_desktop.domain.incidents.named import Cast, cast_of
from halton_desktop.domain.incidents.names_left_out import NameDecisions, Redaction, added_words
from halton_desktop.domain.parents.parent import Parent, Pupil
from halton_desktop.domain.permission import Role
from halton_desktop.domain.user import User

JOHN = Parent(1, "John", "Pearce", "Mr")
SARAH = Parent(2, "Sarah", "Pearce", "Mrs")


def affected(
    person_id: int, name: str, kind: PersonKind = PersonKind.OTHER, parent: int | None = None
) -> IncidentPerson:
    return IncidentPerson(person_id, PersonPart.AFFECTED, kind, name=name, parent_id=parent)


def a_cast(*people: IncidentPerson, reader: str = "", parents: tuple[Parent, ...] = (), **more: object) -> Cast:
    pupils: tuple[Pupil, ...] = more.get("pupils", ())  # type: ignore[assignment] # as given
    users: tuple[User, ...] = more.get("users", ())  # type: ignore[assignment] # as given
    return cast_of(people, parents, pupils, users, frozenset({reader}))


def staff(person_id: int, name: str) -> IncidentPerson:
    return affected(person_id, name, PersonKind.STAFF)


@pytest.mark.case("cases-1")
def test_two_of_one_surname_are_two_persons_told_apart_by_their_titles() -> None:
    two = (affected(1, "John Pearce", PersonKind.PARENT, 1), affected(2, "Sarah Pearce", PersonKind.PARENT, 2))
    out = Redaction(a_cast(*two, parents=(JOHN, SARAH)), NameDecisions())
    assert out("Mr Pearce wrote that Mrs Pearce is unfit.") == "[parent A] wrote that [parent B] is unfit."
    assert out("The Pearces shout.") == "The [parent A or parent B]s shout."


@pytest.mark.case("cases-1")
def test_a_name_the_reader_shares_does_not_say_who_it_is() -> None:
    two = (affected(1, "Jane Smith", PersonKind.PARENT, 1), affected(2, "Jane Smith", PersonKind.PARENT, 2))
    out = Redaction(a_cast(*two, reader="parent 1"), NameDecisions())
    assert out("did it: Jane Smith") == "did it: [a name]"
    cast = a_cast(*two, reader="parent 1")
    out = Redaction(cast, NameDecisions())
    assert out.name_of(cast.of_person(1), "Jane Smith") == "Jane Smith"
    assert out.name_of(cast.of_person(2), "Jane Smith") == "[parent A]"


@pytest.mark.case("cases-1")
@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Mrs Mai Ng", "then Ng left and Mrs Ng cried"),
        ("Mr Li Wu", "as Mr Wu said, Wu lies"),
        ("Sean O’Brien", "that O'Brien and SEAN OBRIEN and sean o brien and Sean O`Brien"),
        ("Ms Zoë Haring", "that zoe and Ms Haring and Zoe\u0308 and @zoe_haring99 and zoeharing@mail.example"),
        ("Łukasz Wójcik", "that Lukasz WOJCIK did"),
        ("Mrs Ann Smith-Jones", "told Smith Jones, Mrs Jones and Smith-Jones’s sister"),
        ("Anna van der Berg", "saw Van der Berg"),
        ("Tom B\u200bell", "saw B\u200bell again"),
        ("Kit Oduya (9B)", "saw Oduya’s bag"),
    ],
)
def test_names_are_found_however_they_are_written(name: str, text: str) -> None:
    out = Redaction(a_cast(affected(1, name)), NameDecisions())
    left = out(text).casefold()
    for word in (
        "ng ",
        " wu",
        "obrien",
        "o'brien",
        "brien",
        "haring",
        "zo",
        "wojcik",
        "lukasz",
        "jones",
        "berg",
        "bell",
        "oduya",
    ):
        assert word not in left, left


@pytest.mark.case("cases-1")
def test_a_title_alone_is_nobody_s_name() -> None:
    out = Redaction(a_cast(staff(1, "Mrs Bell")), NameDecisions())
    assert out("Mrs Bell is here. Mrs is a title.") == "[member of staff A] is here. Mrs is a title."


@pytest.mark.case("cases-1")
def test_words_that_are_names_too_are_left_to_a_person() -> None:
    cast = a_cast(affected(1, "Will Park"), affected(2, "May Turner"))
    text = "will park in the car park in May"
    out = Redaction(cast, NameDecisions())
    assert out(text) == text
    found = out.names().found
    assert [one.words for one in found] == ["will park", "park", "May"]
    assert not any(one.struck for one in found)
    last = found[-1].place
    assert Redaction(cast, NameDecisions(struck=frozenset({last})))(text).endswith("in [person B]")
    assert Redaction(cast, NameDecisions())("She said that Will Park and May left.") == (
        "She said that [person A] and [person B] left."
    )


@pytest.mark.case("cases-1")
def test_somebody_nobody_entered_is_found_by_title_by_two_capitals_and_behind_a_relation() -> None:
    out = Redaction(a_cast(staff(1, "Thomas Bell")), NameDecisions())
    told = out("The parent’s statement of Mrs Evans. Her husband Dave and a Gareth Rees came; so did Kyle.")
    assert told == ("The parent’s statement of [person A]. Her husband [person B] and a [person C] came; so did Kyle.")
    assert out.names().kept == ("Kyle",)


@pytest.mark.case("cases-1")
def test_another_of_the_surname_or_the_forename_is_another_person() -> None:
    out = Redaction(a_cast(staff(1, "Mr Thomas Bell")), NameDecisions())
    assert out("Mrs Bell, Mr G. Bell and Thomas Evans saw Mr T. Bell") == (
        "[person A], [person A] and [person B] saw [member of staff A]"
    )


@pytest.mark.case("cases-1")
def test_names_of_the_register_and_of_the_office_are_found_too() -> None:
    register = (Parent(8, "Gwen", "Tomlin", "Mrs"), JOHN)
    cast = a_cast(
        affected(1, "John Pearce", PersonKind.PARENT, 1),
        parents=register,
        pupils=(Pupil(4, "Kai", "Tomlin"),),
        users=(User(1, "a", "A. Clarke", Role.ADMINISTRATOR),),
        reader="parent 1",
    )
    out = Redaction(cast, NameDecisions())
    assert out("Mr Pearce hit Kai Tomlin, said Gwen Tomlin to A. Clarke") == (
        "Mr Pearce hit [pupil A], said [parent A] to [member of staff A]"
    )


@pytest.mark.case("cases-1")
def test_a_later_surname_is_the_same_person_s_and_the_same_person_of_two_cases_is_one() -> None:
    now = Parent(2, "Sarah", "Mellor", "Mrs")
    one = affected(1, "Sarah Pearce", PersonKind.PARENT, 2)
    cast = a_cast(one, affected(7, "Sarah Pearce", PersonKind.PARENT, 2), parents=(now,))
    out = Redaction(cast, NameDecisions())
    assert out("Mrs Mellor, then Sarah Pearce") == "[parent A], then [parent A]"
    assert (out.name_of(cast.of_person(1), ""), out.name_of(cast.of_person(7), "")) == ("[parent A]", "[parent A]")


@pytest.mark.case("cases-1")
def test_a_person_decides_for_a_place_for_a_person_and_adds_words_of_their_own() -> None:
    cast = a_cast(staff(1, "Thomas Bell"))
    text = "saw Bell and the blue van"
    assert Redaction(cast, NameDecisions(kept=frozenset({(text, 4)})))(text) == text
    assert Redaction(cast, NameDecisions(shown=frozenset({"staff thomas bell"})))(text) == text
    assert added_words("blue van; Dave,") == ("blue van", "Dave")
    assert Redaction(cast, NameDecisions(also=("blue van",)))(text) == "saw [member of staff A] and the [person A]"


@pytest.mark.case("cases-1")
def test_stand_ins_are_no_names_themselves_and_go_on_after_z() -> None:
    people = tuple(affected(number, f"Person Num{chr(96 + number)}x") for number in range(1, 27))
    out = Redaction(a_cast(*people, affected(99, "Parent Lastone")), NameDecisions())
    assert out("then Lastone, then [person A]") == "then [person AA], then [person A]"


@pytest.mark.case("cases-1")
def test_two_words_that_only_together_spell_a_name_are_none() -> None:
    cast = a_cast(parents=(Parent(8, "Tomr", "Anders", "Mr"), Parent(9, "Ian", "Dsaid", "Mr")))
    text = "she went to Mr and said it"
    assert Redaction(cast, NameDecisions())(text) == text


@pytest.mark.case("cases-1")
def test_a_description_in_the_place_of_a_name_and_a_reference_are_no_names() -> None:
    out = Redaction(a_cast(affected(1, "another mother of Year 9"), affected(2, "the PE department")), NameDecisions())
    text = "Year 9 and the mother of another saw ref N26-X0X8W-B · Talked to the Cheshire Constabulary."
    assert out(text) == text
