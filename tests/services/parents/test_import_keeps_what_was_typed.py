"""What the office typed or protected stays through every import, in a real encrypted file."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from halton_desktop.domain.address import PostalAddress
from halton_desktop.domain.change import RecordKind
from halton_desktop.domain.importing.contact_import import FieldChange
from halton_desktop.domain.importing.file_values import FieldKey, ImportChoices, Kept
from halton_desktop.domain.parents.parent import PROTECTED_WORD, Parent, Protected
from halton_desktop.domain.permission import Role
from halton_desktop.errors import InvalidInput, NotAllowed
from halton_desktop.services.overview.search_office import search
from halton_desktop.services.parents.find_parents import parent_lines
from halton_desktop.services.parents.import_parents import ImportPreview, apply_import, preview_import
from halton_desktop.services.parents.keep_parents import add_parent, change_parent, change_pupil
from halton_desktop.services.session import OfficeSession
from halton_desktop.store import migrations
from tests.factories import a_parent, signed_in_as
from tests.helpers.contact_files import sims_csv, sims_row

SAFE = PostalAddress(("99 Safe House Lane", "Chester"), "CH1 1AA")


def take(office: OfficeSession, folder: Path, **cells: str) -> ImportPreview:
    """Import a file of Sam and his mother, with what it says instead."""
    path = folder / "contacts.csv"
    path.write_bytes(sims_csv(sims_row(**cells)))
    preview = preview_import(office, path)
    apply_import(office, preview)
    return preview


def jane(office: OfficeSession) -> Parent:
    with office.look() as work:
        (found,) = [one for one in work.parents.parents() if one.forename == "Jane"]
    return found


def type_in(office: OfficeSession, **fields: object) -> None:
    change_parent(office, replace(jane(office), **fields))  # type: ignore[arg-type]  # fields by name


@pytest.mark.case("harm-1")
def test_the_next_import_does_not_put_the_old_address_back(office: OfficeSession, tmp_path: Path) -> None:
    take(office, tmp_path)
    type_in(office, address=SAFE)
    for cells in ({}, {"Street": "Other Road"}, {"Street": "Other Road", "Mobile": "07700 900456"}):
        preview = take(office, tmp_path, **cells)
        assert jane(office).address == SAFE
    assert any("Safe House Lane" in one.message and "kept" in one.message for one in preview.plan.problems)
    assert jane(office).mobile == "07700 900456"


@pytest.mark.case("harm-1")
def test_what_was_typed_before_files_were_remembered_stays_too(office: OfficeSession, tmp_path: Path) -> None:
    take(office, tmp_path)
    type_in(office, address=SAFE)
    with office.vault.engine.connect().execution_options(immediate=True) as connection:
        migrations.run(connection, "0009")
        migrations.run(connection, migrations.HEAD)
        connection.commit()
    take(office, tmp_path, Street="Other Road", Mobile="07700 900456")
    assert (jane(office).address, jane(office).mobile) == (SAFE, "07700 900456")


@pytest.mark.case("harm-1")
def test_somebody_added_by_hand_keeps_what_was_typed(office: OfficeSession, tmp_path: Path) -> None:
    first = a_parent(title="Mrs", forename="Jane", surname="Fieldhouse", address=SAFE, mobile="07700 900123", email="")
    take(office, tmp_path, Title="Mr", Contact_Forename="Tom", Relationship="Father", Mobile="", Email="")
    with office.look() as work:
        (tie,) = work.parents.ties()
    add_parent(office, first, [replace(tie, relationship="mother")])
    take(office, tmp_path)
    assert (jane(office).address, jane(office).email) == (SAFE, "jane.fieldhouse@example.org")


@pytest.mark.case("harm-1")
def test_the_form_a_person_typed_for_a_pupil_stays(office: OfficeSession, tmp_path: Path) -> None:
    take(office, tmp_path)
    with office.look() as work:
        (sam,) = work.parents.pupils()
    change_pupil(office, replace(sam, form="7K"))
    take(office, tmp_path, Mobile="07700 900456")
    with office.look() as work:
        assert [pupil.form for pupil in work.parents.pupils()] == ["7K"]


@pytest.mark.case("harm-1")
def test_a_protected_address_is_neither_touched_nor_shown_nor_found(office: OfficeSession, tmp_path: Path) -> None:
    take(office, tmp_path)
    type_in(office, address=SAFE, protected=frozenset({Protected.ADDRESS}), protected_reason="Fled from violence")
    preview = take(office, tmp_path, Street="Other Road", Mobile="07700 900456")
    (kept,) = preview.plan.kept
    assert (kept.because, kept.change) == (Kept.PROTECTED, FieldChange("address", PROTECTED_WORD, PROTECTED_WORD))
    assert "Safe House" not in str(preview.plan.problems)
    assert "Other Road" not in str(preview.plan.problems)
    assert (jane(office).address, jane(office).mobile) == (SAFE, "07700 900456")
    with office.look() as work:
        assert list(work.search.find(RecordKind.PARENT, "CH1 1AA")) == []


@pytest.mark.case("harm-1")
def test_protecting_needs_a_reason_and_taking_it_off_the_permission(office: OfficeSession, tmp_path: Path) -> None:
    take(office, tmp_path)
    with pytest.raises(InvalidInput) as refused:
        type_in(office, protected=frozenset({Protected.ADDRESS}))
    assert refused.value.field == "protected_reason"
    type_in(office, protected=frozenset({Protected.ADDRESS}), protected_reason="Fled from violence")
    with pytest.raises(NotAllowed):
        type_in(signed_in_as(office, Role.OFFICE), protected=frozenset(), protected_reason="")
    assert jane(office).protected


@pytest.mark.case("harm-1")
def test_a_person_may_take_the_files_value_after_all(office: OfficeSession, tmp_path: Path) -> None:
    take(office, tmp_path)
    type_in(office, address=SAFE)
    path = tmp_path / "contacts.csv"
    path.write_bytes(sims_csv(sims_row(Street="Other Road")))
    key = FieldKey("address", jane(office).id)
    apply_import(office, preview_import(office, path), choices=ImportChoices(taken=frozenset({key})))
    assert jane(office).address.lines[0] == "12 Other Road"
    take(office, tmp_path, Street="Third Road")
    assert jane(office).address.lines[0] == "12 Third Road"


@pytest.mark.case("harm-1")
def test_an_untied_child_with_a_court_order_stays_untied_through_the_next_import(
    office: OfficeSession, tmp_path: Path
) -> None:
    take(office, tmp_path)
    with office.look() as work:
        [tie] = work.parents.ties()
    change_parent(office, jane(office), [replace(tie, court_order=True)])
    change_parent(office, jane(office), [])
    preview = take(office, tmp_path)
    assert (preview.plan.new_ties, [one.because for one in preview.plan.kept]) == ((), [Kept.TYPED])
    with office.look() as work:
        assert work.parents.ties() == []


@pytest.mark.case("harm-1")
def test_what_the_reader_finds_wrong_of_somebody_protected_is_said_without_their_values(
    office: OfficeSession, tmp_path: Path
) -> None:
    take(office, tmp_path)
    type_in(office, protected=frozenset(Protected), protected_reason="Fled from violence")
    odd = {"House": "", "Street": "Safe House Lane, ask for the key", "Mobile": "07700 9x", "Email": "a b c"}
    preview = take(office, tmp_path, **odd)
    told = f"{preview.summary.problems}{preview.summary.changed}{preview.summary.kept}{preview.summary.undecided}"
    for word in ("Safe House", "07700 9x", "a b c", "Jane", "kept as it stands"):
        assert word not in told
    assert {one.value for one in preview.plan.problems} == {PROTECTED_WORD}


@pytest.mark.case("harm-1")
def test_a_protected_name_is_spelled_out_in_list_and_search_to_those_who_may_only(
    office: OfficeSession, tmp_path: Path
) -> None:
    take(office, tmp_path)
    type_in(office, protected=frozenset({Protected.NAME}), protected_reason="Fled from violence")
    clerk = signed_in_as(office, Role.OFFICE)
    for session, name in ((office, "Mrs Jane Fieldhouse"), (clerk, PROTECTED_WORD)):
        [line] = parent_lines(session, [jane(office).id])
        assert line.parent.full_name == name
        assert [hit.title for hit in search(session, "fieldhouse") if hit.noun is RecordKind.PARENT] == [name]


@pytest.mark.case("harm-1")
def test_who_may_not_take_a_protection_off_is_told_just_that(office: OfficeSession, tmp_path: Path) -> None:
    take(office, tmp_path)
    type_in(office, protected=frozenset({Protected.NAME}), protected_reason="Fled from violence")
    with pytest.raises(NotAllowed, match="may not take off what protects"):
        type_in(signed_in_as(office, Role.OFFICE), protected=frozenset(), protected_reason="")


@pytest.mark.case("harm-1")
def test_a_typed_salutation_does_not_greet_twice(office: OfficeSession, tmp_path: Path) -> None:
    take(office, tmp_path)
    type_in(office, salutation="Dear Pete,")
    assert jane(office).greeting == "Pete"
    type_in(office, salutation="Dearbhla")
    assert jane(office).greeting == "Dearbhla"
