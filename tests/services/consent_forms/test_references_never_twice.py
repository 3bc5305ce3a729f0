"""References are never given twice: not after a restore, not by a copy, not by another school."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from halton_desktop.domain.acknowledgement import Form, FormState
from halton_desktop.domain.reference import Reference, ReferenceKind, code_text, parse
from halton_desktop.errors import NotFound, Refused
from halton_desktop.services.administration.back_up import back_up, restore_backup
from halton_desktop.services.administration.open_office import unlock_office
from halton_desktop.services.consent_forms.return_form import return_form
from halton_desktop.services.session import OfficeSession
from halton_desktop.store.unit_of_work import unit_of_work
from tests.factories import (
    PASSWORD,
    SIGN_IN_NAME,
    StandingClock,
    a_parent,
    a_pupil,
    add_family,
    make_office,
    program_files,
)
from tests.helpers.incidents import UNKNOWN, incident_about
from tests.helpers.issued_forms import issue_to

pytestmark = pytest.mark.case("years-1")


def reopened(folder: Path) -> OfficeSession:
    return unlock_office(folder, SIGN_IN_NAME, PASSWORD, program_files(), clock=StandingClock())


def two_families(office: OfficeSession) -> tuple[int, int]:
    ann = add_family(office, [a_parent(forename="Ann", surname="Archer")], [a_pupil()])[0][0]
    bob = add_family(office, [a_parent(forename="Bob", surname="Baker")], [a_pupil()])[0][0]
    return ann, bob


@pytest.fixture
def restored(tmp_path: Path) -> Iterator[tuple[OfficeSession, Form, int]]:
    """An office brought back to the state before Ann's slip was printed, Ann's slip, and Bob who gets his now."""
    with make_office(tmp_path / "office") as office:
        ann, bob = two_families(office)
        backup = back_up(office, tmp_path / "stick")
        printed = issue_to(office, [ann])[0]
    restore_backup(backup, tmp_path / "office", sign_in_name=SIGN_IN_NAME, password=PASSWORD)
    with reopened(tmp_path / "office") as office:
        yield office, printed, bob


def test_a_slip_printed_before_a_restore_is_never_booked_as_somebody_elses(
    restored: tuple[OfficeSession, Form, int],
) -> None:
    office, anns, bob = restored
    bobs = issue_to(office, [bob])[0]
    assert bobs.reference != anns.reference
    assert parse(bobs.reference).share != parse(anns.reference).share
    with pytest.raises(NotFound, match=r"another copy of this office, or before it was restored"):
        return_form(office, anns.reference)
    assert return_form(office, bobs.reference).form.parent_name == bobs.parent_name


def test_incidents_recorded_before_and_after_a_restore_have_different_numbers(tmp_path: Path) -> None:
    def reference_of_a_new_incident(office: OfficeSession) -> str:
        incident_id = incident_about(office, UNKNOWN)
        with office.look() as work:
            return work.incidents.records.get(incident_id).reference

    with make_office(tmp_path / "office") as office:
        backup = back_up(office, tmp_path / "stick")
        before = reference_of_a_new_incident(office)
    restore_backup(backup, tmp_path / "office", sign_in_name=SIGN_IN_NAME, password=PASSWORD)
    with reopened(tmp_path / "office") as office:
        after = reference_of_a_new_incident(office)
    assert before == "2026-0001"
    assert after.startswith("2026-0001-")


def test_a_folder_copied_by_hand_gives_references_of_its_own(tmp_path: Path) -> None:
    with make_office(tmp_path / "office") as office:
        ann, bob = two_families(office)
    shutil.copytree(tmp_path / "office", tmp_path / "copy")
    with reopened(tmp_path / "office") as office:
        anns = issue_to(office, [ann])[0]
    with reopened(tmp_path / "copy") as copy:
        bobs = issue_to(copy, [bob])[0]
        assert parse(bobs.reference).share[:2] == parse(anns.reference).share[:2]
        with pytest.raises(NotFound, match=r"another copy of this office"):
            return_form(copy, anns.reference)


def test_an_office_opened_again_is_still_the_same_copy(tmp_path: Path) -> None:
    with make_office(tmp_path / "office") as office:
        ann, bob = two_families(office)
        anns = issue_to(office, [ann])[0]
    with reopened(tmp_path / "office") as office:
        assert parse(issue_to(office, [bob])[0].reference).share == parse(anns.reference).share


def test_an_office_moved_as_a_whole_is_still_the_same_copy(tmp_path: Path) -> None:
    with make_office(tmp_path / "office") as office:
        ann, bob = two_families(office)
        anns = issue_to(office, [ann])[0]
    (tmp_path / "office").rename(tmp_path / "moved")
    with reopened(tmp_path / "moved") as office:
        assert parse(issue_to(office, [bob])[0].reference).share == parse(anns.reference).share


def test_a_slip_of_another_school_is_said_to_be_that(tmp_path: Path) -> None:
    with make_office(tmp_path / "heath") as heath:
        theirs = issue_to(heath, [two_families(heath)[0]])[0]
    with make_office(tmp_path / "ashley") as ashley:
        issue_to(ashley, [two_families(ashley)[0]])
        with pytest.raises(NotFound, match="the office of another school"):
            return_form(ashley, theirs.reference)


def test_a_slip_printed_before_references_were_drawn_still_comes_back(office: OfficeSession) -> None:
    ann, _bob = two_families(office)
    old = str(Reference(ReferenceKind.ACKNOWLEDGEMENT, 2026, 1))
    assert old == "A26-YBZYY-C"
    form = issue_to(office, [ann])[0]
    with unit_of_work(office.vault.engine, office.user, office.clock, writing=True) as work:
        work.connection.exec_driver_sql("UPDATE forms SET reference = ? WHERE id = ?", (old, form.id))
        work.commit()
    assert return_form(office, "a26 ybzyy c").form.status.state is FormState.RETURNED


def test_the_code_of_somebody_else_is_not_booked(office: OfficeSession) -> None:
    ann, _bob = two_families(office)
    anns = issue_to(office, [ann])[0]
    with pytest.raises(Refused, match=r"initials BB, but .* is the form of Mrs Ann Archer"):
        return_form(office, code_text(anns.reference, "Mr Bob Baker"))
    assert return_form(office, code_text(anns.reference, anns.parent_name)).form.id == anns.id


def test_a_reference_drawn_twice_by_chance_is_given_once(
    office: OfficeSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    lots = iter([7, 7, 7, 8])
    monkeypatch.setattr("halton_desktop.domain.reference.secrets.randbelow", lambda _below: next(lots))
    with unit_of_work(office.vault.engine, office.user, office.clock, writing=True) as work:
        taken = [work.office.take_references(ReferenceKind.CONSENT, office.today)[0] for _ in range(2)]
    assert [parse(one).number for one in taken] == [7, 8]
