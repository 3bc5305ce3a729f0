"""What must hold for any file, however unfortunate: nobody is joined by accident, nothing is lost, twice is once."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from halton_desktop.domain.address import PostalAddress
from halton_desktop.domain.importing.contact_groups import Entry
from halton_desktop.domain.importing.contact_import import (
    FileKind,
    ImportedContact,
    ImportedPupil,
    ImportPlan,
    ReadContacts,
    RegisterSnapshot,
)
from halton_desktop.domain.importing.import_plan import plan_import
from halton_desktop.domain.parents.parent import Capacity
from halton_desktop.domain.parents.parent_match import (
    evidence,
    home_of,
    names_agree,
    sex_of,
    sexes_contradict,
    traits,
)
from halton_desktop.exchange.pupil_rows import gather_pupils
from tests.helpers.register import after

FIXED = settings(max_examples=150, deadline=None, derandomize=True)
"""The same unfortunate schools every time: a failure must mean a change in the program."""

# Few values of each, so that families collide in every way a real school's never do all at once.
HOMES = (
    PostalAddress(),
    PostalAddress(("1 Example Road", "Widnes"), "WA8 7QU"),
    PostalAddress(("1 Example Road", "Farnworth", "Widnes"), "WA8 7QU"),
    PostalAddress(("1 Example Road", "Widnes")),
    PostalAddress(("2 Example Road", "Widnes"), "WA8 7QU"),
    PostalAddress(("1 Other Street", "Widnes"), "WA8 7QU"),
)
contacts = st.builds(
    ImportedContact,
    row=st.just(0),
    forename=st.sampled_from(["Jane", "J", "Joan", "John", "?ane", "Łucja", "?????", "JOHN", "Jean", "Tom", ""]),
    surname=st.sampled_from(["Smith", "Sm?th", "Brown", "SMITH"]),
    title=st.sampled_from(["", "Mr", "Mrs", "Dr"]),
    relationship=st.sampled_from(["mother", "father", "grandmother", "grandfather", "carer", ""]),
    parental_responsibility=st.sampled_from([True, False, None]),
    priority=st.integers(0, 3),
    court_order=st.sampled_from([True, False, None]),
    address=st.sampled_from(HOMES),
    email=st.sampled_from(["", "one@example.org", "two@example.org", "?wo@example.org"]),
    mobile=st.sampled_from(["", "07700 900001", "07700 900002"]),
    home_phone=st.sampled_from(["", "0151 555 0101"]),
)
pupils = st.builds(
    ImportedPupil,
    row=st.just(0),
    forename=st.sampled_from(["Sam", "Emma", "?am", "Łucja"]),
    surname=st.sampled_from(["Smith", "Brown"]),
    year_group=st.sampled_from(["7", "8"]),
    form=st.sampled_from(["", "7D", "7E"]),
    date_of_birth=st.sampled_from([None, date(2014, 12, 5), date(2015, 1, 7)]),
    school_number=st.sampled_from(["", "101", "102"]),
    upn=st.sampled_from(["", "J876410414101", "B801200005001"]),
    contacts=st.lists(contacts, max_size=3).map(tuple),
)


@st.composite
def files(draw: st.DrawFn) -> ReadContacts:
    """A read file of up to six pupils, numbered as rows."""
    rows = [replace(pupil, row=row) for row, pupil in enumerate(draw(st.lists(pupils, max_size=6)), start=2)]
    numbered = [replace(p, contacts=tuple(replace(contact, row=p.row) for contact in p.contacts)) for p in rows]
    return ReadContacts("contacts.csv", FileKind.CSV, gather_pupils(numbered, lambda *_: None))


def entries_of(read: ReadContacts) -> list[Entry]:
    return [
        Entry(
            place,
            contact,
            traits(
                contact.forename,
                contact.surname,
                sex_of(contact.title, contact.sex, contact.relationship),
                contact.email,
                (contact.mobile, contact.home_phone),
                home_of(contact.address),
            ),
        )
        for place, pupil in enumerate(read.pupils)
        for contact in pupil.contacts
    ]


def children_of(register: RegisterSnapshot) -> dict[int, set[int]]:
    found: dict[int, set[int]] = defaultdict(set)
    for tie in register.ties:
        found[tie.parent_id].add(tie.pupil_id)
    return found


@FIXED
@given(files())
def test_pupils_share_a_parent_only_where_name_and_email_mobile_or_home_agree(read: ReadContacts) -> None:
    """Checked pair by pair, independently of how the planner joins: a parent of two pupils needs a chain of reasons."""
    plan = plan_import(read, RegisterSnapshot())
    names = {pupil.id: (pupil.forename, pupil.surname) for pupil in plan.new_pupils}
    entries = entries_of(read)
    for parent_id, shared in children_of(after(RegisterSnapshot(), plan)).items():
        if len(shared) < 2:
            continue
        parent = after(RegisterSnapshot(), plan).parents[parent_id - 1]
        known = traits(parent.forename, parent.surname, ("", False), "", ("", ""), None)
        suspects = [entry for entry in entries if names_agree(entry.traits, known)]
        reasons = [
            (one, other)
            for place, one in enumerate(suspects)
            for other in suspects[place + 1 :]
            if one.pupil != other.pupil
            and names_agree(one.traits, other.traits)
            and (evidence(one.traits, other.traits) or _same_mobile(one, other))
            and not sexes_contradict(one.traits, other.traits)
        ]
        assert len(reasons) >= len(shared) - 1, (parent, [names[-pupil] for pupil in shared])


def _same_mobile(one: Entry, other: Entry) -> bool:
    return bool(one.traits.mobile) and one.traits.mobile == other.traits.mobile


@FIXED
@given(files())
def test_importing_the_same_file_twice_changes_nothing(read: ReadContacts) -> None:
    register = after(RegisterSnapshot(), plan_import(read, RegisterSnapshot()))
    again = plan_import(read, register)
    assert not again.changes_anything, _told(again)


@FIXED
@given(files())
def test_the_same_school_out_of_another_system_brings_the_same_people(read: ReadContacts) -> None:
    """No school numbers, letters lost, names in capitals, addresses on fewer lines: nobody is added a second time."""
    told_apart = {(pupil.surname, pupil.date_of_birth): pupil for pupil in read.pupils if pupil.date_of_birth}
    whole = tuple(
        replace(
            pupil,
            forename="Emma",
            upn="",
            contacts=tuple(
                {person.forename: person for person in pupil.contacts if person.forename in _PLAIN}.values()
            ),
        )
        for pupil in told_apart.values()
    )
    read = replace(read, pupils=whole)
    register = after(RegisterSnapshot(), plan_import(read, RegisterSnapshot()))
    other = replace(read, pupils=tuple(_from_another_system(pupil) for pupil in read.pupils))
    plan = plan_import(other, register)
    assert (plan.new_pupils, plan.new_parents) == ((), ())


_PLAIN = {"Jane", "Tom", "Łucja"}


def _from_another_system(pupil: ImportedPupil) -> ImportedPupil:
    return replace(
        pupil,
        school_number="",
        contacts=tuple(
            replace(
                person,
                forename=person.forename.replace("Ł", "?"),
                surname=person.surname.upper(),
                address=PostalAddress((" ".join(person.address.lines),), person.address.postcode),
                relationship="",
                priority=0,
            )
            for person in pupil.contacts
        ),
    )


@FIXED
@given(files(), files())
def test_an_import_removes_nobody_empties_nothing_and_leaves_what_was_decided_by_hand(
    one: ReadContacts, other: ReadContacts
) -> None:
    first = after(RegisterSnapshot(), plan_import(one, RegisterSnapshot()))
    by_hand = tuple(
        replace(
            parent,
            notes="typed",
            salutation="typed",
            do_not_write=True,
            do_not_write_reason="typed",
            capacities=parent.capacities | {Capacity.GOVERNOR},
        )
        for parent in first.parents
    )
    before = replace(first, parents=by_hand)
    now = after(before, plan_import(other, before))
    parents = {parent.id: parent for parent in now.parents}
    for parent in before.parents:
        kept = parents[parent.id]
        assert (kept.notes, kept.salutation, kept.do_not_write, kept.do_not_write_reason) == (
            "typed",
            "typed",
            True,
            "typed",
        )
        assert Capacity.GOVERNOR in kept.capacities
        for field in ("forename", "surname", "title", "email", "mobile", "home_phone", "address"):
            assert getattr(kept, field) or not getattr(parent, field), field
    pupils_now = {pupil.id: pupil for pupil in now.pupils}
    for pupil in before.pupils:
        for field in ("forename", "surname", "year_group", "form", "date_of_birth", "school_number", "upn"):
            assert getattr(pupils_now[pupil.id], field) or not getattr(pupil, field), field
    ties = {(tie.parent_id, tie.pupil_id): tie for tie in now.ties}
    for tie in before.ties:
        assert ties[tie.parent_id, tie.pupil_id].court_order >= tie.court_order


@FIXED
@given(files())
def test_two_contacts_of_one_pupil_with_different_names_or_sexes_are_two_people(read: ReadContacts) -> None:
    register = after(RegisterSnapshot(), plan_import(read, RegisterSnapshot()))
    tied: dict[int, int] = defaultdict(int)
    for tie in register.ties:
        tied[tie.pupil_id] += 1
    plan = plan_import(read, RegisterSnapshot())
    for place, pupil in enumerate(read.pupils):
        kept = next((p for p in plan.new_pupils if p.id == -place - 1), None)
        if kept is None or len(plan.new_pupils) != len(read.pupils):
            continue
        people = {
            (contact.forename.casefold(), contact.surname.casefold(), sex_of(contact.title))
            for contact in pupil.contacts
        }
        full = {person for person in people if person[2][0]}
        assert tied[place + 1] >= len(full)


def _told(plan: ImportPlan) -> object:
    return (
        plan.new_pupils,
        plan.changed_pupils,
        plan.new_parents,
        plan.changed_parents,
        plan.new_ties,
        plan.changed_ties,
    )
