"""One folding and one index: whoever is sought is found however the name is spelled, and at once."""

from __future__ import annotations

from dataclasses import replace

import pytest

from halton_desktop.domain.address import PostalAddress
from halton_desktop.domain.change import RecordKind
from halton_desktop.domain.parents.parent import Parent, Protected
from halton_desktop.domain.permission import Role
from halton_desktop.domain.register import ParentFilter
from halton_desktop.services.administration.open_office import INCIDENT_WORDS, unlock_office
from halton_desktop.services.administration.see_history import history_ids, history_of
from halton_desktop.services.consent_forms.return_form import return_form
from halton_desktop.services.incidents.find_people import find_people
from halton_desktop.services.overview.search_office import search
from halton_desktop.services.parents.find_parents import find_pupils, parent_ids, parent_page
from halton_desktop.services.parents.keep_parents import change_parent
from halton_desktop.services.session import OfficeSession
from tests.factories import PASSWORD, SIGN_IN_NAME, a_parent, a_pupil, add_family, program_files, signed_in_as
from tests.helpers.issued_forms import a_form, issue_to, writing

SHEET = {
    "O’Brien": ("o brien", "obrien", "O'Brien", "brien", "OʻBrien"),
    "D'Arcy": ("d arcy", "darcy", "arcy"),
    "van der Berg": ("van der berg", "vanderberg", "vander berg", "berg", "van derberg"),
    "Smith-Jones": ("smithjones", "smith jones", "smith-jones", "jones", "thjon"),
    "McDonald": ("macdonald", "mc donald", "mac donald", "donald"),
    "MacLeod": ("mcleod", "macleod", "leod"),
    "Kaʻahumanu": ("kaahumanu", "ka ahumanu", "Ka'ahumanu", "ahumanu"),
    "Błaszczyk": ("blaszczyk", "szczyk"),
}


@pytest.mark.case("entry-3")
@pytest.mark.parametrize(("surname", "typed"), [(name, each) for name, all_ in SHEET.items() for each in all_])
def test_a_name_is_found_however_it_is_typed(office: OfficeSession, surname: str, typed: str) -> None:
    people = [a_parent(forename="Zoe", surname=name) for name in SHEET]
    ids = dict(zip(SHEET, add_family(office, people, [])[0], strict=True))
    for asked in (typed, f"{typed} zoe", f"zoe {typed}"):
        assert list(parent_ids(office, ParentFilter(words=asked))) == [ids[surname]], asked
        assert [hit.id for hit in find_people(office, asked, pupils=False)] == [ids[surname]]
        assert [hit.id for hit in search(office, asked) if hit.noun is RecordKind.PARENT] == [ids[surname]]


@pytest.fixture
def jane(office: OfficeSession) -> Parent:
    """Somebody with everything by which people are sought."""
    person = a_parent(
        forename="Jane",
        surname="Oldname",
        mobile="07700 900123",
        home_phone="0151 555 0001",
        address=PostalAddress(("14 Kingsway", "Widnes"), "WA8 7TD"),
    )
    child = a_pupil(forename="Ella", surname="Childname", form="8B", school_number="004711")
    [record], _pupils = add_family(office, [person], [child])
    return replace(person, id=record)


@pytest.mark.case("entry-3")
@pytest.mark.parametrize(
    "typed",
    [
        "01515550001", "0151 555 0001", "+441515550001", "+44 151 555 0001", "550001", "900123", "07700900123",
        "WA8 7TD", "WA87TD", "wa87td", "kingsway", "14 Kingsway", "ella childname", "8B", "004711", "jane 8b",
    ],
)  # fmt: skip
def test_a_parent_is_found_by_number_place_child_and_class(office: OfficeSession, jane: Parent, typed: str) -> None:
    add_family(office, [a_parent(address=PostalAddress(("1 Elsewhere",), "M1 1AA"))], [a_pupil(form="9C")])
    assert list(parent_ids(office, ParentFilter(words=typed))) == [jane.id]


@pytest.mark.case("entry-3")
def test_a_pupil_is_found_by_class_and_admission_number(office: OfficeSession, jane: Parent) -> None:
    for typed in ("004711", "8B", "ella 8b", "childname"):
        assert [pupil.school_number for pupil in find_pupils(office, typed)] == ["004711"], typed


@pytest.mark.case("entry-3")
def test_a_form_is_found_by_child_class_new_surname_and_reference_without_dashes(
    office: OfficeSession, jane: Parent
) -> None:
    reference = issue_to(office, [jane.id])[0].reference
    change_parent(office, replace(parent_page(office, jane.id).parent, surname="Newname"))
    for typed in (reference, reference.replace("-", ""), "oldname", "newname", "ella", "8b", "childname"):
        assert [hit.title for hit in search(office, typed) if hit.noun is RecordKind.FORM] == [reference], typed
    assert list(parent_ids(office, ParentFilter(words="oldname"))) == [jane.id], "as she was called on the form"


@pytest.mark.case("entry-3")
def test_a_typo_away_is_offered_and_a_protected_name_is_not(office: OfficeSession, jane: Parent) -> None:
    hits = search(office, "oldnmae")
    assert [hit.id for hit in hits if hit.noun is RecordKind.PARENT] == [jane.id]
    assert hits[0].group == "Nothing found for “oldnmae”. Did you mean “oldname”?"
    assert [person.offered for person in find_people(office, "oldnmae")] == [True]
    hidden = frozenset({Protected.NAME})
    change_parent(office, replace(parent_page(office, jane.id).parent, protected=hidden, protected_reason="Refuge"))
    assert search(office, "oldnmae") == ()


@pytest.mark.case("entry-3")
def test_who_begins_with_the_words_stands_before_who_has_them_inside(office: OfficeSession) -> None:
    people = [a_parent(forename="Joanne", surname="Abel"), a_parent(forename="Ann", surname="Zed")]
    ids, _pupils = add_family(office, people, [])
    assert [hit.id for hit in find_people(office, "ann", pupils=False)] == [ids[1], ids[0]]


@pytest.mark.case("entry-3")
def test_an_office_of_an_earlier_version_is_found_by_all_words_once_it_is_opened(
    office: OfficeSession, jane: Parent
) -> None:
    with writing(office) as work:
        work.search.put(RecordKind.PARENT, [(jane.id, "jane oldname")])
        work.office.keep_setting(INCIDENT_WORDS, 2)
        work.commit()
    assert list(parent_ids(office, ParentFilter(words="kingsway"))) == []
    folder = office.folder
    office.close()
    with unlock_office(folder, SIGN_IN_NAME, PASSWORD, program_files()) as later:
        assert list(parent_ids(later, ParentFilter(words="kingsway"))) == [jane.id]


@pytest.mark.case("entry-3")
def test_the_history_is_found_by_person_child_number_and_place(office: OfficeSession, jane: Parent) -> None:
    other, _pupils = add_family(office, [a_parent(forename="Zoe", surname="Elsewhere")], [])
    for record in (jane.id, other[0]):
        change_parent(office, replace(parent_page(office, record).parent, notes="Prefers letters"))
    [change, *_older] = history_of(office, RecordKind.PARENT, jane.id)
    for typed in ("jane oldname", "childname", "01515550001", "wa87td 14 kingsway"):
        found = history_ids(office, words=typed)
        assert change.id in found, typed
        assert not {entry.id for entry in history_of(office, RecordKind.PARENT, other[0])} & set(found), typed
    form = a_form(office)
    return_form(office, form.reference)
    [booked, *_] = history_of(office, RecordKind.FORM, form.id)
    assert booked.id in history_ids(office, words=form.reference.replace("-", ""))
    reader = signed_in_as(office, Role.READER)
    assert history_ids(reader, words="oldname") == [], "who may not look at the register finds nobody"
