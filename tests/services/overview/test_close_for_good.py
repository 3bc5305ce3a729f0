"""An office ends for good: only by whoever means it, with an export or without one on purpose; nothing opens it."""

from __future__ import annotations

from pathlib import Path

import pytest

from halton_desktop.domain.permission import Role
from halton_desktop.errors import HaltonError, InvalidInput, NotAllowed, Refused
from halton_desktop.services.administration.back_up import back_up, restore_backup
from halton_desktop.services.administration.keep_school import read_school
from halton_desktop.services.administration.open_office import unlock_office
from halton_desktop.services.overview.close_for_good import close_for_good, office_at_its_end
from halton_desktop.services.overview.export_office import export_office
from halton_desktop.services.parents.keep_parents import add_parent
from halton_desktop.store.vault.destroy import RECORD
from tests.factories import PASSWORD, SCHOOL, SIGN_IN_NAME, a_parent, make_office, program_files, signed_in_as
from tests.helpers.incidents import author, incident_about, parent_in

pytestmark = pytest.mark.case("years-11")
ARCHIVE_PASSWORD = "lantern orbit mustard 47"


def test_the_keys_are_destroyed_and_what_is_left_opens_nothing(tmp_path: Path) -> None:
    session = make_office(tmp_path / "office")
    old_keys = session.vault.folder.keys.read_bytes()
    backup = back_up(session)
    close_for_good(session, SCHOOL.name, without_export=True)
    assert not session.is_open
    with pytest.raises(HaltonError):
        unlock_office(tmp_path / "office", SIGN_IN_NAME, PASSWORD, program_files())
    files = [path for path in (tmp_path / "office").rglob("*") if path.is_file()]
    assert not any(old_keys[60:200] in path.read_bytes() for path in files if path != backup)
    assert {path.name for path in files} <= {RECORD, backup.name, "office.lock"}


def test_its_record_names_the_backups_that_still_open(tmp_path: Path) -> None:
    session = make_office(tmp_path / "office")
    backup = back_up(session)
    end = close_for_good(session, SCHOOL.name, without_export=True)
    assert end.still_open == (backup,)
    record = (tmp_path / "office" / RECORD).read_text(encoding="utf-8")
    assert str(backup) in record
    assert session.user.name not in record
    restore_backup(backup, tmp_path / "again", sign_in_name=SIGN_IN_NAME, password=PASSWORD)
    with unlock_office(tmp_path / "again", SIGN_IN_NAME, PASSWORD, program_files()) as brought_back:
        assert read_school(brought_back).name == SCHOOL.name


def test_an_export_is_asked_for_first_and_must_hold_what_is_there_now(tmp_path: Path) -> None:
    with make_office(tmp_path / "office") as session:
        with pytest.raises(Refused):
            close_for_good(session, SCHOOL.name)
        export_office(session, tmp_path / "all.zip", ARCHIVE_PASSWORD)
        add_parent(session, a_parent())
        with pytest.raises(Refused):
            close_for_good(session, SCHOOL.name)
        export_office(session, tmp_path / "all.zip", ARCHIVE_PASSWORD)
        back_up(session)
        assert close_for_good(session, SCHOOL.name).exported


def test_the_schools_name_must_be_typed(tmp_path: Path) -> None:
    with make_office(tmp_path / "office") as session:
        with pytest.raises(InvalidInput) as refused:
            close_for_good(session, "yes", without_export=True)
        assert refused.value.field == "school"
        assert session.is_open


@pytest.mark.parametrize("role", [Role.OFFICE, Role.HEADTEACHER, Role.READER])
def test_only_an_administrator_may(tmp_path: Path, role: Role) -> None:
    with make_office(tmp_path / "office") as session, pytest.raises(NotAllowed):
        close_for_good(signed_in_as(session, role), SCHOOL.name, without_export=True)


def test_what_must_be_kept_is_shown_before(tmp_path: Path) -> None:
    with make_office(tmp_path / "office") as session:
        incident_about(session, author(parent_in(session)))
        end = office_at_its_end(session)
    assert (end.incidents, end.incidents_open) == (1, 1)
    assert "retention schedule" in end.to_keep
    assert f"{end.newest_incident:%d/%m/%Y}" in end.to_keep


def test_where_the_keys_cannot_be_destroyed_the_office_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuses(_file: Path) -> None:
        raise PermissionError(13, "read-only")

    monkeypatch.setattr("halton_desktop.store.vault.destroy._overwrite", refuses)
    with make_office(tmp_path / "office") as session:
        with pytest.raises(HaltonError):
            close_for_good(session, SCHOOL.name, without_export=True)
        assert session.is_open
    unlock_office(tmp_path / "office", SIGN_IN_NAME, PASSWORD, program_files()).close()
