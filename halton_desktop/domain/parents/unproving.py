"""What proves nothing about who somebody is: placeholders, withheld addresses, and what many families share."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

_PLACEHOLDER = re.compile(
    r"(?:^|[._-])(?:no[._-]?(?:e?[._-]?mail|reply|address|one|contact)|none|unknown|n[._-]?a|nil|null|refused|withheld|"
    r"not[._-]?(?:given|known|provided|available|supplied|applicable|set)|nomail|noaddress|donotreply|do[._-]?not[._-]?"
    r"(?:e?mail|reply|use)|declined|tbc|tba|test|xx+|aa+|placeholder|blank|dummy|fake|unavailable|missing)(?:$|[._-]|\d)"
)
_OFFICE_MAILBOX = re.compile(
    r"(?:(?:the|main|school|pupil|parent|front)[._-]?)*(?:office|admin(?:istrat(?:or|ion))?|info(?:rmation)?|enquir(?:y|ies)|"
    r"inquiries|reception(?:ist)?|secretary|head(?:teacher|master|mistress)?|principal|contact(?:us)?|mail|e?mail|hello|"
    r"sims|arbor|bromcom|school|schools|staff|bursar|finance|attendance|absence|safeguarding|dsl|support|help(?:desk)?|"
    r"postmaster|webmaster|data|parents?|pupils?|students?|guardians?|carers?|everyone|all)"
    r"(?:[._-]?(?:office|team|mail|desk|school|primary|secondary|academy))*\d*"
)
"""What stands before the @ of mailboxes that many people write from, and offices enter where they know no e-mail."""
_ANYBODYS = frozenset(
    "gmail googlemail outlook hotmail live msn yahoo ymail icloud me mac aol btinternet btconnect sky talktalk "
    "virginmedia ntlworld blueyonder tiscali protonmail proton gmx mail".split()
)
"""Domains where anybody may have a mailbox."""
_WITHHELD = re.compile(
    r"\b(?:withheld|confidential|undisclosed|unknown|refuge|secret|protected|see file|ask (?:the )?(?:office|school)|"
    r"not (?:known|given|disclosed|provided|to be|available)|do not disclose|tbc|tba|no fixed|as above|same as|"
    r"private)\b"
)
SEVERAL_FAMILIES = 3
"""From so many different names, in so many families, an e-mail or telephone is an office’s own or a placeholder."""
MANY_AT_HOME = 6
"""From so many names of so many families an address is a hostel, a children’s home or no home at all."""


def proves_nothing(key: str) -> bool:
    """Whether an e-mail or the digits of a telephone are a placeholder or too little to be anybody’s."""
    if not key:
        return False
    if "@" in key:
        local, _, domain = key.partition("@")
        placeholder = _PLACEHOLDER.search(local) or _PLACEHOLDER.search(domain.split(".")[0])
        return bool(placeholder or _OFFICE_MAILBOX.fullmatch(local.partition("+")[0]))
    digits = key.lstrip("+")
    tail = digits[-8:]
    return len(digits) < 7 or len(set(tail)) == 1 or tail in "01234567890123456789" or tail in "98765432109876543210"


def own_domain(email: str) -> str:
    """The part behind the @ of an office’s own e-mail, "" where anybody may have a mailbox there."""
    domain = email.strip().casefold().partition("@")[2]
    return "" if domain.split(".")[0] in _ANYBODYS else domain


def withheld(folded_address: str) -> bool:
    """Whether an address, folded, says in words that it is not given; many are "at" it, and none live together."""
    return bool(_WITHHELD.search(folded_address))


@dataclass(slots=True)
class Sharing:
    """Counts, for each e-mail, telephone and home, the names that have it and the families these belong to."""

    _names: dict[object, set[tuple[str, str]]] = field(default_factory=lambda: defaultdict(set))
    _families: dict[object, set[str]] = field(default_factory=lambda: defaultdict(set))

    def add(self, values: Iterable[object], name: tuple[str, str], family: str) -> None:
        """One person who has these values; ``family`` is the child’s folded surname."""
        for value in values:
            if value:
                self._names[value].add(name)
                self._families[value].add(family)

    def values(self) -> set[object]:
        """All that anybody has."""
        return set(self._names)

    def common(self, least: int) -> set[object]:
        """What at least so many names in as many families share."""
        return {
            value for value, names in self._names.items() if len(names) >= least and len(self._families[value]) >= least
        }
