"""Parents and pupils are added and changed with their ties, searchable at once, and on record."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from halton_desktop.domain.change import Changes, RecordKind
from halton_desktop.domain.parents.parent import ParentOf
from halton_desktop.domain.permission import Role
from halton_desktop.domain.register import ParentFilter
from halton_desktop.errors import InvalidInput, NotAllowed
from halton_desktop.services.administration.check_office import check
from halton_desktop.services.administration.see_history import history_of
from halton_desktop.services.overview.search_office import search
from halton_desktop.services.parents.find_parents import find_pupils, parent_ids, parent_page
from halton_desktop.services.parents.keep_parents import add_parent, add_pupil, change_parent, change_pupil, pupil_left
from halton_desktop.services.session import OfficeSession
from tests.factories import a_parent, a_pupil, add_family, signed_in_as


def test_a_new_parent_with_a_child_is_found_by_either_name_without_accents(office: OfficeSession) -> None:
    pupil = add_pupil(office, a_pupil(forename="Zoë", surname="Nguyễn"))
    parent = add_parent(office, a_parent(forename="Łukasz", surname="O’Brien"), [ParentOf(0, pupil, "father")])
    assert list(parent_ids(office, ParentFilter(words="obri luk"))) == [parent]
    assert [hit.group for hit in search(office, "zoe nguyen")] == ["Parents", "Pupils"]
    assert [found.id for found in find_pupils(office, "ngu")] == [pupil]


def test_a_change_is_on_record_from_what_to_what(office: OfficeSession) -> None:
    parent = add_parent(office, a_parent(mobile="07700 900123"))
    kept = parent_page(office, parent).parent
    change_parent(office, replace(kept, mobile="07700 900456"))
    newest = history_of(office, RecordKind.PARENT, parent)[0]
    assert (newest.old, newest.new) == ({"mobile": "07700 900123"}, {"mobile": "07700 900456"})
    assert check(office).ok


def test_saving_without_a_change_leaves_no_trace(office: OfficeSession) -> None:
    parent = add_parent(office, a_parent())
    told: list[Changes] = []
    office.on_change = told.append
    change_parent(office, parent_page(office, parent).parent)
    assert told == []
    assert len(history_of(office, RecordKind.PARENT, parent)) == 1


def test_who_listens_hears_which_records_changed(office: OfficeSession) -> None:
    told: list[Changes] = []
    office.on_change = told.append
    pupil = add_pupil(office, a_pupil())
    parent = add_parent(office, a_parent(), [ParentOf(0, pupil, "mother")])
    assert [changes.ids(RecordKind.PUPIL) for changes in told] == [{pupil}, {pupil}]
    assert told[1].ids(RecordKind.PARENT) == {parent}


def test_a_blocked_parent_is_unblocked_only_by_who_may(office: OfficeSession) -> None:
    parent = add_parent(office, a_parent(do_not_write=True, do_not_write_reason="asked us not to"))
    free = replace(parent_page(office, parent).parent, do_not_write=False)
    clerk = signed_in_as(office, Role.OFFICE)
    with pytest.raises(NotAllowed):
        change_parent(clerk, free)
    assert parent_page(office, parent).parent.do_not_write
    change_parent(office, free)
    assert not parent_page(office, parent).parent.do_not_write


def test_a_block_without_a_reason_is_refused_at_its_field(office: OfficeSession) -> None:
    with pytest.raises(InvalidInput) as refused:
        add_parent(office, a_parent(do_not_write=True))
    assert refused.value.field == "do_not_write_reason"


def test_a_renamed_pupil_is_found_by_the_new_name_through_the_parent_too(office: OfficeSession) -> None:
    (parent,), (pupil,) = add_family(office, [a_parent()], [a_pupil(forename="Ada")])
    kept = find_pupils(office, "ada")[0]
    change_pupil(office, replace(kept, forename="Grace"))
    assert list(parent_ids(office, ParentFilter(words="grace"))) == [parent]
    assert find_pupils(office, "ada") == []
    assert find_pupils(office, "grace")[0].id == pupil


def test_the_page_names_the_other_home_but_never_where_it_is(office: OfficeSession) -> None:
    (mother, father), _ = add_family(office, [a_parent(), a_parent(forename="Tom", title="Mr")], [a_pupil()])
    page = parent_page(office, mother)
    assert [other.parent_id for other in page.others] == [father]
    shown = repr(page.others)
    for private in (parent_page(office, father).parent.mobile, parent_page(office, father).parent.email):
        assert private not in shown


def test_a_child_who_leaves_next_month_is_still_asked_about_until_then(office: OfficeSession) -> None:
    pupil = add_pupil(office, a_pupil())
    tomorrow = office.today + timedelta(days=1)
    with pytest.raises(InvalidInput, match="still to come"):
        pupil_left(office, pupil, tomorrow)
    with pytest.raises(InvalidInput, match="still to come"):
        change_pupil(office, a_pupil(id=pupil, left_on=tomorrow))
    pupil_left(office, pupil, office.today)
    newest = history_of(office, RecordKind.PUPIL, pupil)[0]
    assert (newest.old, newest.new) == ({"left_on": None}, {"left_on": "2026-11-23"})
