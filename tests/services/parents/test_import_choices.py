"""What was decided in the preview of an import: written, remembered, told, and never against what is protected."""

from __future__ import annotations

from pathlib import Path

import pytest

from halton_desktop.domain.change import RecordKind
from halton_desktop.domain.importing.file_values import GoneChoice, ImportChoices
from halton_desktop.domain.importing.import_offers import decided, offers
from halton_desktop.domain.importing.import_plan import NO_CHOICES
from halton_desktop.domain.parents.parent import Protected
from halton_desktop.services.parents.import_origins import Origin, origins
from halton_desktop.services.parents.import_parents import IMPORTED, ImportPreview, apply_import, preview_import
from halton_desktop.services.session import OfficeSession
from tests.helpers.contact_files import sims_csv, sims_row
from tests.services.parents.test_import_keeps_what_was_typed import SAFE, jane, take, type_in


def look_at(office: OfficeSession, folder: Path, **cells: str) -> ImportPreview:
    path = folder / "contacts.csv"
    path.write_bytes(sims_csv(sims_row(**cells)))
    return preview_import(office, path)


@pytest.mark.case("harm-1")
def test_a_change_that_was_left_out_is_neither_made_nor_offered_until_the_file_changes(
    office: OfficeSession, tmp_path: Path
) -> None:
    take(office, tmp_path)
    preview = look_at(office, tmp_path, Mobile="07700 900456", Email="new@example.org")
    offered = offers(preview.plan, preview.register)
    mobile = next(one for one in offered if one.key.field == "mobile")
    summary = apply_import(office, preview, choices=decided(NO_CHOICES, offered, [mobile], take=False))
    assert (jane(office).mobile, jane(office).email) == ("07700 900123", "new@example.org")
    assert [(one.field, one.file) for one in summary.changed] == [("email", "new@example.org")]
    assert [(one.field, one.file, one.reason) for one in summary.kept] == [
        ("mobile", "07700 900456", "you left it as it is")
    ]
    again = look_at(office, tmp_path, Mobile="07700 900456", Email="new@example.org")
    assert again.summary.changed == ()
    later = look_at(office, tmp_path, Mobile="07700 900789", Email="new@example.org")
    assert [one.field for one in later.summary.changed] == ["mobile"]
    with office.look() as work:
        entry = next(iter(work.audit.latest(IMPORTED)))
        assert entry.new["decided_otherwise"] == {"left": 1, "taken": 0}


@pytest.mark.case("harm-1")
def test_each_value_says_who_typed_it_and_when_or_that_a_file_gave_it(office: OfficeSession, tmp_path: Path) -> None:
    take(office, tmp_path)
    take(office, tmp_path, Email="first@example.org")
    type_in(office, address=SAFE)
    preview = look_at(office, tmp_path, Email="second@example.org", Mobile="07700 900456", Relationship="Carer")
    offered = offers(preview.plan, preview.register)
    found = {key.field: origin for key, origin in origins(office, offered).items()}
    assert found["address"] == Origin(typed=True, by=office.user.name, on=office.today)
    assert found["email"] == Origin(typed=False, on=office.today)
    assert found["mobile"] == Origin(typed=False)
    assert found["relationship"] == Origin(typed=False)


@pytest.mark.case("harm-1")
def test_a_protected_name_or_address_is_said_nowhere_in_a_summary(office: OfficeSession, tmp_path: Path) -> None:
    take(office, tmp_path)
    everything = frozenset(Protected)
    type_in(office, surname="Hart", address=SAFE, protected=everything, protected_reason="Fled from violence")
    summary = look_at(office, tmp_path, Street="Other Road", Relationship="Carer").summary
    words = str(summary.changed) + str(summary.kept) + str(summary.problems) + str(summary.gone)
    assert "somebody whose name is protected" in words
    for secret in ("Hart", "Safe House", "Other Road", "07700"):
        assert secret not in words


@pytest.mark.case("silence-gone")
def test_who_is_gone_is_in_the_summary_with_the_decision_and_the_decision_is_carried_out(
    office: OfficeSession, tmp_path: Path
) -> None:
    path = tmp_path / "contacts.csv"
    mother, father = (
        sims_row(),
        sims_row(Title="Mr", Contact_Forename="Tom", Relationship="Father", Mobile="", Email=""),
    )
    path.write_bytes(sims_csv(mother, father))
    apply_import(office, preview_import(office, path))
    path.write_bytes(sims_csv(mother))
    preview = preview_import(office, path)
    (gone,) = preview.summary.gone
    assert (gone.who, gone.decision) == ("Mr Tom Fieldhouse", "")
    assert "no longer names" in gone.says
    assert [one.holds_letters for one in preview.summary.undecided] == [False]
    choices = ImportChoices(gone={preview.plan.gone[0].key: GoneChoice.HOLD})
    summary = apply_import(office, preview, choices=choices)
    assert [one.decision for one in summary.gone] == ["hold"]
    with office.look() as work:
        assert [hold.stands for hold in work.decisions.holds.all()] == [True]
        assert work.audit.entries(RecordKind.PARENT, preview.plan.gone[0].key.parent_id)
