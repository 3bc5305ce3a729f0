"""Which files are taken as evidence."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from halton_desktop.domain.incidents.evidence import LARGEST, EvidenceKind, human_size, kind_of
from halton_desktop.errors import UnreadableFile

PNG = b"\x89PNG\r\n\x1a\n" + bytes(20)


@pytest.mark.parametrize(
    ("name", "start", "kind"),
    [
        ("Screenshot.PNG", PNG, EvidenceKind.IMAGE),
        (r"C:\Users\office\photo.jpeg", b"\xff\xd8\xff\xe0", EvidenceKind.IMAGE),
        ("page.pdf", b"%PDF-1.7", EvidenceKind.PDF),
        ("mail.eml", b"From: someone@example.org", EvidenceKind.EMAIL),
        ("mail.msg", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", EvidenceKind.EMAIL),
        ("chat.txt", "[21:32] Jane: ‘…’".encode(), EvidenceKind.TEXT),
        ("clip.mp4", b"\x00\x00\x00\x18ftypmp42", EvidenceKind.VIDEO),
        ("PTT-20261103-WA0002.opus", b"OggS\x00\x02", EvidenceKind.AUDIO),
        ("Voice memo.m4a", b"\x00\x00\x00\x1cftypM4A ", EvidenceKind.AUDIO),
        ("note.mp3", b"ID3\x04", EvidenceKind.AUDIO),
        ("statement.docx", b"PK\x03\x04\x14", EvidenceKind.DOCUMENT),
        ("page.html", b"<!DOCTYPE html><html>", EvidenceKind.PAGE),
        ("page.mhtml", b"From: <Saved by Blink>", EvidenceKind.PAGE),
        ("IMG_0001.HEIC", b"\x00\x00\x00\x18ftypheic", EvidenceKind.IMAGE),
        ("WhatsApp Chat with Year 7.zip", b"PK\x03\x04\x14", EvidenceKind.ARCHIVE),
    ],
)
@pytest.mark.case("cases-13")
def test_pictures_pdf_mail_text_and_video_are_taken(name: str, start: bytes, kind: EvidenceKind) -> None:
    assert kind_of(name, start, len(start))[0] is kind


@pytest.mark.parametrize(
    ("name", "start", "size", "words"),
    [
        ("empty.png", b"", 0, "is empty"),
        ("long.mp4", b"\x00\x00\x00\x18ftypmp42", LARGEST + 1, "up to 200 MB"),
        ("tool.exe", b"MZ", 2, "cannot be kept"),
        ("not.png", b"MZ\x90", 3, "is not the image"),
        ("chat.txt", b"MZ\x90\x00\x03", 5, "is not the text"),
    ],
)
def test_what_is_refused_says_why_and_names_the_file(name: str, start: bytes, size: int, words: str) -> None:
    with pytest.raises(UnreadableFile) as refused:
        kind_of(name, start, size)
    assert words in refused.value.message
    assert refused.value.file == name


@given(st.text(max_size=30), st.binary(max_size=64), st.integers(0, 2 * LARGEST))
def test_any_name_and_bytes_are_taken_or_refused_with_a_sentence(name: str, start: bytes, size: int) -> None:
    try:
        words = kind_of(name, start, size)[1]
    except UnreadableFile as refused:
        words = refused.message
    assert words.count("/") == 1 or words.endswith(".")


def test_sizes_read_as_people_say_them() -> None:
    assert [human_size(size) for size in (512, 340 * 1024, 13 * 2**20)] == ["512 bytes", "340 KB", "13.0 MB"]
