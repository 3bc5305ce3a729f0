"""E-mails kept as files: plain words out of any of them, or nothing, and never an error."""

from __future__ import annotations

import struct
from email.message import EmailMessage

from hypothesis import given
from hypothesis import strategies as st

from halton_desktop.exchange.email_file import plain_text, read_email

EML, MSG = "message/rfc822", "application/vnd.ms-outlook"


def test_heads_words_and_the_names_of_attachments_are_read() -> None:
    message = EmailMessage()
    message["From"], message["To"] = "Jane O’Brien <jane@example.org>", "office@school.example"
    message["Date"], message["Subject"] = "Mon, 23 Nov 2026 07:58:00 +0000", "Łunch again"
    message.set_content("Do you ever read?\n")
    message.add_attachment(b"x", maintype="image", subtype="png", filename="lunch.png")
    found = read_email(message.as_bytes(), EML)
    assert found is not None
    assert (found.subject, found.attachments, found.text.strip()) == (
        "Łunch again",
        ("lunch.png",),
        "Do you ever read?",
    )
    assert found.as_text.startswith(
        "From: Jane O’Brien <jane@example.org>\nTo: office@school.example\nSent: Mon, 23 Nov"
    )


def test_an_html_mail_becomes_words_without_scripts_styles_or_pictures() -> None:
    message = EmailMessage()
    message.set_content(
        "<head><style>p {color: red}</style></head><p>First &amp; last</p><script>steal()</script><img src='x'>Second",
        subtype="html",
    )
    found = read_email(message.as_bytes(), EML)
    assert found is not None
    assert found.text.split() == ["First", "&", "last", "Second"]


def outlook_message(**properties: str) -> bytes:
    """The smallest Outlook file: a compound file (MS-CFB) with one stream for each property, by its number."""
    sector, free, end, fat_sector = 512, 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
    names = [f"__substg1.0_{number}001F" for number in properties]
    streams = [text.encode("utf-16-le").ljust(4096, b"\0") for text in properties.values()]
    directory_sectors = -(-(len(names) + 1) // 4)
    starts = [1 + directory_sectors + 8 * place for place in range(len(streams))]
    fat = [fat_sector, *(place + 2 for place in range(directory_sectors - 1)), end]
    for start in starts:
        fat += [*range(start + 1, start + 8), end]
    fat += [free] * (128 - len(fat))

    def entry(name: str, kind: int, right: int, child: int, start: int, size: int) -> bytes:
        raw = f"{name}\0".encode("utf-16-le")
        head = raw.ljust(64, b"\0") + struct.pack("<HBBIII", len(raw), kind, 1, free, right, child)
        return head + bytes(16 + 4 + 16) + struct.pack("<IQ", start, size)

    entries = [entry("Root Entry", 5, free, 1, end, 0)]
    for place, (name, start) in enumerate(zip(names, starts, strict=True), start=1):
        entries.append(entry(name, 2, place + 1 if place < len(names) else free, free, start, 4096))
    directory = b"".join(entries).ljust(directory_sectors * sector, b"\0")
    header = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    header += struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, end, 0, end, 0) + struct.pack("<109I", 0, *([free] * 108))
    return header + struct.pack("<128I", *fat) + directory + b"".join(streams)


def test_an_outlook_message_is_read_by_its_numbered_properties() -> None:
    words = {"0037": "Łunch again", "0C1A": "Jane O’Brien", "0C1F": "jane@example.org", "0E04": "Office"}
    found = read_email(outlook_message(**words, **{"1000": "Do you ever read?"}), MSG)
    assert found is not None
    assert (found.subject, found.sender) == ("Łunch again", "Jane O’Brien <jane@example.org>")
    assert (found.to, found.text) == ("Office", "Do you ever read?")


@given(st.binary(max_size=300), st.sampled_from([EML, MSG]))
def test_damaged_bytes_are_read_as_far_as_they_go_or_not_at_all(content: bytes, kind: str) -> None:
    found = read_email(content, kind)
    assert found is None or isinstance(found.as_text, str)


def test_a_text_file_is_read_in_whatever_windows_wrote_it() -> None:
    for encoding in ("utf-8", "utf-8-sig", "utf-16", "cp1252"):
        assert plain_text("It’s £5 – café".encode(encoding)) == "It’s £5 – café"
