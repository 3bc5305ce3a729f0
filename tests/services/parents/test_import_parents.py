"""Importing parents: looked at first, then all or nothing, into a real encrypted file."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import pytest

from halton_desktop.domain.change import AuditEntry, Changes, RecordKind
from halton_desktop.domain.importing.contact_import import Tally
from halton_desktop.domain.permission import Role
from halton_desktop.domain.register import ParentFilter
from halton_desktop.errors import Cancelled, NotAllowed, Refused, UnreadableFile
from halton_desktop.services.parents.find_parents import parent_ids, parent_lines
from halton_desktop.services.parents.import_parents import apply_import, preview_import
from halton_desktop.services.session import OfficeSession
from tests.factories import a_parent, a_pupil, add_family, signed_in_as
from tests.helpers.contact_files import ctf, ctf_contact, ctf_pupil, sims_csv, sims_row

EMMA = {"adno": "000102", "Forename": "Emma", "DOB": "03/11/2012", "Year": "Year  9", "Reg": "9N"}


@pytest.fixture
def contacts(tmp_path: Path) -> Path:
    """A brother and a sister with one mother; their father is a contact of the brother alone."""
    father = sims_row(
        Contact_Priority="2", Title="Mr", Contact_Forename="Tom", Relationship="Father", Mobile="", Email=""
    )
    path = tmp_path / "contacts.csv"
    path.write_bytes(sims_csv(sims_row(), father, sims_row(**EMMA)))
    return path


def take(office: OfficeSession, path: Path) -> tuple[Tally, Tally]:
    """Import a file; returns what happened to pupils and parents."""
    summary = apply_import(office, preview_import(office, path))
    return summary.pupils, summary.parents


def audit(office: OfficeSession, noun: RecordKind | None = None) -> list[AuditEntry]:
    with office.look() as work:
        assert list(work.audit.findings()) == []
        return work.audit.entries(noun)


def test_a_preview_says_what_would_happen_and_writes_nothing(office: OfficeSession, contacts: Path) -> None:
    preview = preview_import(office, contacts)
    assert (preview.summary.pupils, preview.summary.parents) == (Tally(2, 0, 0), Tally(2, 0, 0))
    assert list(parent_ids(office, ParentFilter())) == []


def test_imported_families_are_in_the_register_and_siblings_share_their_mother(
    office: OfficeSession, contacts: Path
) -> None:
    assert take(office, contacts) == (Tally(2, 0, 0), Tally(2, 0, 0))
    lines = parent_lines(office, parent_ids(office, ParentFilter()))
    assert {(line.parent.full_name, line.children) for line in lines} == {
        ("Mrs Jane Fieldhouse", ("Emma Fieldhouse (9N)", "Sam Fieldhouse (7D)")),
        ("Mr Tom Fieldhouse", ("Sam Fieldhouse (7D)",)),
    }


def test_whoever_was_imported_is_found_by_searching(office: OfficeSession, contacts: Path) -> None:
    take(office, contacts)
    with office.look() as work:
        assert len(work.search.find(RecordKind.PARENT, "jane field")) == 1
        assert len(work.search.find(RecordKind.PUPIL, "emma")) == 1


def test_the_same_file_again_changes_nothing_at_all(office: OfficeSession, contacts: Path) -> None:
    take(office, contacts)
    entries = len(audit(office))
    heard: list[Changes] = []
    office.on_change = heard.append
    assert take(office, contacts) == (Tally(0, 0, 2), Tally(0, 0, 2))
    assert len(audit(office)) == entries
    assert heard == []


def test_another_systems_file_finds_the_same_people(office: OfficeSession, contacts: Path, tmp_path: Path) -> None:
    take(office, contacts)
    other = tmp_path / "ctf.xml"
    other.write_bytes(ctf(ctf_pupil(ctf_contact(Email="jane@new.example.org"))))
    assert take(office, other) == (Tally(0, 1, 0), Tally(0, 1, 0))


def test_the_audit_log_has_the_import_with_its_file_and_each_change_with_old_and_new(
    office: OfficeSession, contacts: Path
) -> None:
    take(office, contacts)
    (entry,) = [one for one in audit(office) if one.action == "contacts imported"]
    assert entry.new["file"] == "contacts.csv"
    assert entry.new["pupils"] == {"new": 2, "changed": 0, "unchanged": 0}
    contacts.write_bytes(sims_csv(sims_row(Mobile="07700900999", Court_Order="Yes", Year="Year  8", Reg="8D")))
    take(office, contacts)
    found = {one.action: (one.old, one.new) for one in audit(office)}
    assert found["parent changed by import"] == ({"mobile": "07700 900123"}, {"mobile": "07700 900999"})
    assert found["pupil changed by import"] == ({"year_group": "7", "form": "7D"}, {"year_group": "8", "form": "8D"})
    assert found["tie changed by import"] == (
        {"court_order": False, "pupil_id": 1},
        {"court_order": True, "pupil_id": 1},
    )


def test_listeners_hear_which_people_were_touched(office: OfficeSession, contacts: Path) -> None:
    heard: list[Changes] = []
    office.on_change = heard.append
    take(office, contacts)
    (changes,) = heard
    assert (len(changes.ids(RecordKind.PARENT)), len(changes.ids(RecordKind.PUPIL))) == (2, 2)


def test_a_stopped_import_leaves_nothing(office: OfficeSession, contacts: Path) -> None:
    preview = preview_import(office, contacts)
    asked: list[bool] = []

    def after_a_while() -> bool:
        asked.append(True)
        return len(asked) > 2

    with pytest.raises(Cancelled):
        apply_import(office, preview, cancelled=after_a_while)
    assert list(parent_ids(office, ParentFilter())) == []
    assert all(entry.action != "contacts imported" for entry in audit(office))


def test_progress_that_raises_leaves_nothing_either(office: OfficeSession, contacts: Path) -> None:
    def stop_near_the_end(done: int, total: int) -> None:
        if done == total:
            raise Cancelled

    with pytest.raises(Cancelled):
        apply_import(office, preview_import(office, contacts), progress=stop_near_the_end)
    assert list(parent_ids(office, ParentFilter())) == []


def test_progress_goes_up_to_its_total(office: OfficeSession, contacts: Path) -> None:
    seen: list[tuple[int, int]] = []
    preview = preview_import(office, contacts, progress=lambda *step: seen.append(step))
    assert seen[-1][0] == seen[-1][1]
    seen.clear()
    apply_import(office, preview, progress=lambda *step: seen.append(step))
    assert seen == sorted(seen)
    assert seen[-1][0] == seen[-1][1]


def test_a_register_changed_in_between_is_refused_and_nothing_imported(office: OfficeSession, contacts: Path) -> None:
    preview = preview_import(office, contacts)
    take(office, contacts)
    with pytest.raises(Refused, match="register was changed") as refused:
        apply_import(office, preview)
    assert "look at the new preview" in refused.value.advice
    assert len(parent_ids(office, ParentFilter())) == 2


def test_a_change_in_between_that_makes_no_difference_is_no_obstacle(office: OfficeSession, contacts: Path) -> None:
    take(office, contacts)
    contacts.write_bytes(sims_csv(sims_row(Mobile="07700900999")))
    preview = preview_import(office, contacts)
    add_family(office, [a_parent(do_not_write=False)], [])
    assert apply_import(office, preview).parents == Tally(0, 1, 0)


def test_people_entered_by_hand_are_kept_and_recognised(office: OfficeSession, contacts: Path) -> None:
    jane = a_parent(forename="Jane", surname="Fieldhouse", mobile="07700 900123", notes="Rings on Fridays", email="")
    sam = a_pupil(forename="Sam", surname="Fieldhouse", school_number="")
    add_family(office, [jane], [sam])
    pupils, parents = take(office, contacts)
    assert (pupils, parents) == (Tally(1, 1, 0), Tally(1, 1, 0))
    kept = [
        line.parent
        for line in parent_lines(office, parent_ids(office, ParentFilter()))
        if line.parent.forename == "Jane"
    ]
    assert [(parent.notes, parent.email) for parent in kept] == [("Rings on Fridays", "jane.fieldhouse@example.org")]


def test_a_reader_may_not_import_nor_preview(office: OfficeSession, contacts: Path) -> None:
    preview = preview_import(office, contacts)
    reader = signed_in_as(office, Role.READER)
    with pytest.raises(NotAllowed):
        preview_import(reader, contacts)
    with pytest.raises(NotAllowed):
        apply_import(reader, preview)


def test_a_file_that_is_no_contact_list_is_refused(office: OfficeSession, tmp_path: Path) -> None:
    path = tmp_path / "letter.csv"
    path.write_text("Dear all", encoding="utf-8")
    with pytest.raises(UnreadableFile):
        preview_import(office, path)


def test_the_summary_has_the_keys_scripts_rely_on(office: OfficeSession, contacts: Path) -> None:
    contacts.write_bytes(sims_csv(sims_row(DOB="31/02/2014")))
    facts = asdict(preview_import(office, str(contacts)).summary)
    assert facts["pupils"] == {"new": 1, "changed": 0, "unchanged": 0}
    assert facts["parents"] == {"new": 1, "changed": 0, "unchanged": 0}
    assert set(facts["problems"][0]) == {"row", "column", "value", "message"}
