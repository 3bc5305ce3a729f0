"""What a person may decide in the preview of an import, field by field, and that it is remembered."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from halton_desktop.domain.importing.contact_import import ImportedPupil, ImportPlan, RegisterSnapshot
from halton_desktop.domain.importing.file_values import FieldKey, ImportChoices, Kept
from halton_desktop.domain.importing.import_offers import ImportOffer, decided, offers
from halton_desktop.domain.importing.import_plan import NO_CHOICES
from halton_desktop.domain.parents.parent import Capacity, Protected
from tests.domain.importing.test_typed_by_hand import EMMA, JANE, LIAM, NEW, OLD, SAFE, imported, jane_of, plan, typed
from tests.helpers.register import after

pytestmark = pytest.mark.case("harm-1")


def with_mother(**fields: Any) -> ImportedPupil:
    return replace(EMMA, contacts=(replace(JANE, **fields),))


def found(plan_: ImportPlan, register: RegisterSnapshot) -> dict[str, ImportOffer]:
    return {offer.key.field: offer for offer in offers(plan_, register)}


def test_each_difference_says_whose_it_is_what_stands_here_and_what_the_file_says() -> None:
    register = typed(imported(EMMA), address=SAFE)
    moved = replace(with_mother(address=NEW, mobile="07700 900999"), form="9C")
    offered = offers(plan(moved, register=register), register)
    assert [(one.who, one.key.field, one.change.old, one.change.new, one.because) for one in offered] == [
        ("Emma Pearce", "form", "9B", "9C", None),
        ("Mrs Jane Pearce", "mobile", "07700 900111", "07700 900999", None),
        ("Mrs Jane Pearce", "address", SAFE.one_line, NEW.one_line, Kept.TYPED),
    ]


def test_the_same_tick_takes_back_what_was_decided() -> None:
    register = typed(imported(EMMA), address=SAFE)
    offered = offers(plan(with_mother(address=NEW, mobile="07700 900999"), register=register), register)
    mobile, address = offered
    left = decided(NO_CHOICES, offered, [mobile], take=False)
    assert not mobile.taken(left)
    both = decided(left, offered, [address], take=True)
    assert address.taken(both)
    assert decided(decided(both, offered, [mobile], take=True), offered, [address], take=False) == NO_CHOICES


def test_what_is_protected_cannot_be_taken_from_a_file_even_when_it_is_asked_for() -> None:
    register = typed(imported(EMMA), address=SAFE, protected=frozenset(Protected), protected_reason="in danger")
    moved = with_mother(address=NEW)
    offered = offers(plan(moved, register=register), register)
    assert [(one.who, one.may_be_chosen) for one in offered] == [("somebody whose name is protected", False)]
    assert decided(NO_CHOICES, offered, offered, take=True) == NO_CHOICES
    forced = ImportChoices(taken=frozenset(one.key for one in offered))
    assert jane_of(after(register, plan(moved, register=register, choices=forced))).address == SAFE


def test_a_fuller_spelling_can_be_left_out_and_is_not_offered_as_a_change_again() -> None:
    register = imported(with_mother(address=replace(OLD, postcode="")))
    offer = found(plan(EMMA, register=register), register)["address"]
    assert offer.usual
    choices = decided(NO_CHOICES, [offer], [offer], take=False)
    left = after(register, plan(EMMA, register=register, choices=choices))
    assert jane_of(left).address.postcode == ""
    again = plan(EMMA, register=left)
    assert not again.changed_parents
    assert [one.because for one in again.kept] == [Kept.NOT_NEW]
    taken = ImportChoices(taken=frozenset({offer.key}))
    assert jane_of(after(left, plan(EMMA, register=left, choices=taken))).address == OLD


def test_leaving_the_relationship_leaves_the_capacity_that_follows_from_it() -> None:
    register = imported(EMMA)
    aunt = with_mother(relationship="aunt", parental_responsibility=False)
    offered = offers(plan(aunt, register=register), register)
    words = [one for one in offered if one.key.field in ("relationship", "parental_responsibility")]
    choices = decided(NO_CHOICES, offered, words, take=False)
    assert not any(one.taken(choices) for one in offered)
    left = after(register, plan(aunt, register=register, choices=choices))
    assert jane_of(left).capacities == {Capacity.PARENT_CARER}
    assert left.ties == register.ties
    assert offers(plan(aunt, register=left), left)
    assert not plan(aunt, register=left).changed_parents
    assert decided(choices, offered, words, take=True) == NO_CHOICES


def test_a_child_the_file_gives_a_parent_can_be_left_out_until_the_files_word_changes() -> None:
    register = imported(EMMA, LIAM)
    both = replace(LIAM, contacts=(*LIAM.contacts, replace(JANE, row=4, relationship="aunt")))
    offer = found(plan(EMMA, both, register=register), register)["child"]
    assert offer.change.new == "Liam Dunn (aunt)"
    choices = ImportChoices(declined=frozenset({offer.key}))
    left = after(register, plan(EMMA, both, register=register, choices=choices))
    assert left.ties == register.ties
    again = plan(EMMA, both, register=left)
    assert (again.new_ties, [one.because for one in again.kept]) == ((), [Kept.NOT_NEW])
    taken = plan(EMMA, both, register=left, choices=ImportChoices(taken=frozenset({offer.key})))
    assert [tie.relationship for tie in taken.new_ties] == ["aunt"]
    carer = replace(LIAM, contacts=(*LIAM.contacts, replace(JANE, row=4, relationship="carer")))
    assert [tie.relationship for tie in plan(EMMA, carer, register=left).new_ties] == ["carer"]


def test_a_child_the_office_untied_is_not_tied_again_by_the_next_file() -> None:
    register = imported(EMMA, LIAM)
    untied = replace(register, ties=tuple(tie for tie in register.ties if tie.parent_id != jane_of(register).id))
    later = plan(EMMA, LIAM, register=untied)
    assert later.new_ties == ()
    assert [(one.key.field, one.because) for one in later.kept] == [("child", Kept.TYPED)]


def test_a_court_order_in_a_file_cannot_be_left_out() -> None:
    register = imported(EMMA)
    ordered = with_mother(court_order=True)
    offer = found(plan(ordered, register=register), register)["court_order"]
    assert not offer.may_be_chosen
    choices = ImportChoices(declined=frozenset({FieldKey("court_order", *offer.person)}))
    assert after(register, plan(ordered, register=register, choices=choices)).ties[0].court_order
