"""One line of words as it is kept, whether somebody typed it, pasted it or a file brought it."""

from __future__ import annotations

import re
import unicodedata

EMAIL = re.compile(r"[^@\s<>,;]+@[^@\s<>,;.]+(?:\.[^@\s<>,;.]+)+")
"""What an e-mail address looks like; whether it works only a message tells."""
_JOINERS = "\u200c\u200d"
"""Signs without width that belong to the spelling of Persian and Indian names."""


def tidy_line(text: str) -> str:
    """Without line breaks, double spaces, and signs that cannot be seen or that turn the writing round."""
    if not text.isascii() or not text.isprintable():
        text = "".join(_plain(sign) for sign in text)
    return " ".join(text.split())


def _plain(sign: str) -> str:
    kind = unicodedata.category(sign)
    if kind == "Cf":
        return sign if sign in _JOINERS else ""
    return " " if kind in ("Cc", "Zl", "Zp") else sign
