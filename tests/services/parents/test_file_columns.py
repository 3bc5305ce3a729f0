"""Columns used as the office has said, through real imports: remembered for the next file, noted, and taken back."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from halton_desktop.domain.importing.file_columns import NOTES, ColumnUse, ReadingChoices, headings_key
from halton_desktop.domain.parents.hold import HoldKind
from halton_desktop.domain.register import ParentFilter
from halton_desktop.errors import InvalidInput, UnknownHeadings
from halton_desktop.services.administration.see_history import history_entries, history_ids
from halton_desktop.services.parents.file_columns import choose_columns, look_at_file
from halton_desktop.services.parents.find_parents import parent_ids, parent_page
from halton_desktop.services.parents.import_parents import apply_import, preview_import
from halton_desktop.services.parents.keep_parents import change_parent
from halton_desktop.services.session import OfficeSession

HEADINGS = "Enfant,Prénom,Mère,Où,Code,Divers"
ROW = "Pearce,Sam,Mrs Jane Pearce,1 Norton Lane,WA7 2WJ,ring after six"
USES = {
    0: ColumnUse("surname"),
    1: ColumnUse("forename"),
    2: ColumnUse("name", 1),
    3: ColumnUse("line1", 1),
    4: ColumnUse("postcode", 1),
    5: ColumnUse(NOTES, 1),
}
SAID = ReadingChoices({headings_key(HEADINGS.split(",")): USES})


def contacts(folder: Path, *rows: str, name: str = "liste.csv") -> Path:
    file = folder / name
    file.write_text("\n".join([HEADINGS, *rows]), encoding="utf-8")
    return file


def take(office: OfficeSession, file: Path) -> None:
    apply_import(office, preview_import(office, file))


def notes(office: OfficeSession) -> dict[str, str]:
    pages = [parent_page(office, one) for one in parent_ids(office, ParentFilter())]
    return {page.family.parent.forename: page.family.parent.notes for page in pages}


@pytest.mark.case("silence-columns")
def test_what_is_said_of_a_files_columns_reads_this_one_and_the_next_with_the_same_headings(
    office: OfficeSession, tmp_path: Path
) -> None:
    file = contacts(tmp_path, ROW)
    with pytest.raises(UnknownHeadings):
        preview_import(office, file)
    (table,) = look_at_file(office, file)
    assert [one.heading for one in table.columns] == HEADINGS.split(",")
    choose_columns(office, SAID)
    take(office, file)
    take(office, contacts(tmp_path, ROW, ROW.replace("Jane", "Joan").replace("Sam", "Ann"), name="september.csv"))
    assert notes(office) == {"Jane": "Divers: ring after six", "Joan": "Divers: ring after six"}


@pytest.mark.case("silence-columns")
def test_what_was_said_can_be_taken_back_and_stands_in_the_history(office: OfficeSession, tmp_path: Path) -> None:
    file = contacts(tmp_path, ROW)
    back = choose_columns(office, SAID)
    assert preview_import(office, file).plan.new_parents
    choose_columns(office, back)
    with pytest.raises(UnknownHeadings):
        preview_import(office, file)
    actions = [entry.action for entry in history_entries(office, history_ids(office))]
    assert actions.count("use of columns chosen") == 2


@pytest.mark.case("silence-columns")
def test_a_note_of_a_file_is_added_once_and_one_the_office_deleted_stays_away(
    office: OfficeSession, tmp_path: Path
) -> None:
    choose_columns(office, SAID)
    file = contacts(tmp_path, ROW)
    take(office, file)
    take(office, file)
    assert notes(office) == {"Jane": "Divers: ring after six"}
    assert not preview_import(office, file).plan.changes_anything
    (parent_id,) = parent_ids(office, ParentFilter())
    parent = parent_page(office, parent_id).family.parent
    change_parent(office, replace(parent, notes="Prefers the afternoon."))
    take(office, contacts(tmp_path, ROW.replace("ring", "text")))
    assert notes(office) == {"Jane": "Prefers the afternoon.\nDivers: text after six"}


@pytest.mark.case("silence-columns")
def test_a_remark_that_an_import_says_it_keeps_as_a_note_is_kept_as_one(office: OfficeSession, tmp_path: Path) -> None:
    choose_columns(office, SAID)
    take(office, contacts(tmp_path, ROW.replace("Mrs Jane Pearce", "Mrs Jane Pearce (ring first)")))
    assert "ring first" in notes(office)["Jane"]


@pytest.mark.case("silence-columns")
def test_words_in_a_column_of_notes_that_may_protect_somebody_hold_them(office: OfficeSession, tmp_path: Path) -> None:
    choose_columns(office, SAID)
    preview = preview_import(office, contacts(tmp_path, ROW.replace("ring after six", "Refuge - do not disclose")))
    assert [hold.found.kind for hold in preview.plan.holds] == [HoldKind.SECRECY]


def test_a_use_there_is_none_of_is_refused(office: OfficeSession) -> None:
    with pytest.raises(InvalidInput):
        choose_columns(office, ReadingChoices({"a": {0: ColumnUse("upn", 1)}}))
