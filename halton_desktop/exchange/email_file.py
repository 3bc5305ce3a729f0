"""Read an e-mail kept as a file (.eml or Outlook's .msg): who, when, what about, its words; nothing is loaded."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from io import BytesIO

LONGEST_TEXT = 200_000
"""Characters shown; more than anybody reads on a screen."""


@dataclass(frozen=True, slots=True)
class EmailFile:
    """An e-mail as plain text. ``attachments`` are file names only."""

    sender: str
    to: str
    sent: str
    subject: str
    text: str
    attachments: tuple[str, ...] = ()

    @property
    def as_text(self) -> str:
        """Headers, attachments and words under one another."""
        heads = [("From", self.sender), ("To", self.to), ("Sent", self.sent), ("Subject", self.subject)]
        heads.append(("Attached", ", ".join(self.attachments)))
        lines = [f"{name}: {value}" for name, value in heads if value]
        return "\n".join([*lines, "", self.text])


def read_email(content: bytes, media_type: str) -> EmailFile | None:
    """The e-mail, or None where the bytes cannot be read as one."""
    if media_type == "message/rfc822":
        return _read_eml(content)
    return _read_msg(content)


def plain_text(content: bytes) -> str:
    """A text file's words, whatever its encoding."""
    for encoding in ("utf-8-sig", "utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8", "cp1252"):
        try:
            return content.decode(encoding)[:LONGEST_TEXT]
        except UnicodeDecodeError:
            continue
    return content.decode("latin-1")[:LONGEST_TEXT]


def words_of_page(content: bytes) -> str:
    """The words of a web page kept as a file."""
    return _without_marks(plain_text(content))


def _read_eml(content: bytes) -> EmailFile | None:
    from email import policy
    from email.parser import BytesParser

    try:
        message = BytesParser(policy=policy.default).parsebytes(content)
        body = message.get_body(preferencelist=("plain", "html"))
        words = body.get_content() if body is not None else ""
        if body is not None and body.get_content_subtype() == "html":
            words = _without_marks(words)
        names = tuple(part.get_filename() or "unnamed" for part in message.iter_attachments())
    except (LookupError, ValueError, AttributeError, KeyError, TypeError):
        return None
    heads = [str(message.get(name, "")) for name in ("From", "To", "Date", "Subject")]
    return EmailFile(heads[0], heads[1], heads[2], heads[3], words[:LONGEST_TEXT], names)


def _read_msg(content: bytes) -> EmailFile | None:
    """Outlook keeps each property of a message in a stream named by its number (MS-OXMSG 2.4)."""
    import olefile

    try:
        with olefile.OleFileIO(BytesIO(content)) as box:
            streams = {"/".join(entry): entry for entry in box.listdir(streams=True, storages=False)}

            def value(number: str) -> str:
                for suffix, encoding in (("001F", "utf-16-le"), ("001E", "cp1252")):
                    entry = streams.get(f"__substg1.0_{number}{suffix}")
                    if entry is not None:
                        return str(box.openstream(entry).read().decode(encoding, "replace")).rstrip("\0")
                return ""

            names = []
            for name, entry in streams.items():
                if name.startswith("__attach") and name.endswith(("3707001F", "3704001F")):
                    names.append(box.openstream(entry).read().decode("utf-16-le", "replace").rstrip("\0"))
            sender = " ".join(part for part in (value("0C1A"), f"<{value('0C1F')}>" if value("0C1F") else "") if part)
            sent = _sent(value("007D"))
            return EmailFile(sender, value("0E04"), sent, value("0037"), value("1000")[:LONGEST_TEXT], tuple(names))
    except (OSError, ValueError, IndexError):
        return None


def _sent(headers: str) -> str:
    found = re.search(r"^Date: (.+)$", headers, re.MULTILINE)
    return found[1].strip() if found else ""


def _without_marks(text: str) -> str:
    """The words of an HTML body: no marks, scripts or styles; nothing is ever loaded."""
    text = re.sub(r"(?is)<(script|style|head)\b.*?</\1>", "", text)
    text = re.sub(r"(?i)<(br|/p|/div|/tr|/li)[^>]*>", "\n", text)
    return re.sub(r"\n{3,}", "\n\n", html.unescape(re.sub(r"<[^>]+>", "", text))).strip()
