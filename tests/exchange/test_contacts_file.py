"""Any file: its kind is seen from what is in it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from halton_desktop.domain.importing.contact_import import FileKind
from halton_desktop.errors import UnreadableFile
from halton_desktop.exchange.contacts_file import read_contacts, read_contents
from tests.helpers.contact_files import BROMCOM, ctf, ctf_pupil, sims_csv, sims_row, workbook

OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
ROW = ("Sam", "Fieldhouse", 7, "7D", "Mrs", "Jane", "Fieldhouse", "MOT")


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (sims_csv(sims_row()), FileKind.CSV),
        (ctf(ctf_pupil()), FileKind.CTF),
        (b"\xef\xbb\xbf" + ctf(ctf_pupil()), FileKind.CTF),
        (b"\n  " + ctf(ctf_pupil(), declaration=""), FileKind.CTF),
        (workbook(BROMCOM, ROW), FileKind.EXCEL),
    ],
)
def test_the_kind_is_recognised_by_content_and_not_by_name(tmp_path: Path, content: bytes, kind: FileKind) -> None:
    path = tmp_path / "export.dat"
    path.write_bytes(content)
    found = read_contacts(path)
    assert (found.kind, found.file, len(found.pupils)) == (kind, "export.dat", 1)


@pytest.mark.parametrize(
    ("content", "part", "advice"),
    [
        (b"", "is empty", "Export"),
        (b" \r\n \r\n", "is empty", "Export"),
        (OLD_OFFICE, "Excel 2003 or older", "save it as an Excel workbook"),
        (OLD_OFFICE + "EncryptedPackage".encode("utf-16-le"), "password", "take the password off"),
        (b"%PDF-1.7 ...", "PDF document", "CSV file"),
        (b"\x89PNG\r\n\x1a\n", "a picture", "CSV file"),
        (b"\x00\x01\x02\x03" * 500, "not a text file", "CSV file"),
    ],
)
def test_what_cannot_be_read_says_why_and_what_to_do(content: bytes, part: str, advice: str) -> None:
    with pytest.raises(UnreadableFile, match=part) as refused:
        read_contents("contacts.xls", content)
    assert advice in refused.value.advice
    assert refused.value.file == "contacts.xls"


def test_a_file_that_is_gone_or_a_folder_is_said_plainly(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="not there any more"):
        read_contacts(tmp_path / "gone.csv")
    with pytest.raises(UnreadableFile, match=r"is a folder|cannot be opened"):
        read_contacts(tmp_path)


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=300))
def test_no_bytes_whatever_do_worse_than_be_refused(content: bytes) -> None:
    with pytest.raises(UnreadableFile):
        read_contents("contacts.csv", content)


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_a_good_file_with_bytes_changed_is_read_or_refused(data: st.DataObject) -> None:
    content = bytearray(data.draw(st.sampled_from([sims_csv(sims_row()), ctf(ctf_pupil())])))
    for _ in range(data.draw(st.integers(1, 5))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    try:
        found = read_contents("contacts", bytes(content))
    except UnreadableFile:
        return
    assert found.pupils
