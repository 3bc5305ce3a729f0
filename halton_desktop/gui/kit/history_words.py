"""The history of changes in the office's words: what an audit entry says to somebody who is not a programmer."""

from __future__ import annotations

from typing import Any

from halton_desktop.domain.change import AuditEntry
from halton_desktop.domain.office_setting import SETTING_WORDS

FIELDS = {
    "address_lines": "address",
    "home_phone": "home telephone",
    "do_not_write": "do not write",
    "do_not_write_reason": "reason not to write",
    "year_group": "year group",
    "date_of_birth": "date of birth",
    "school_number": "admission number",
    "upn": "unique pupil number",
    "left_on": "left on",
    "parental_responsibility": "parental responsibility",
    "court_order": "court order",
    "headteacher_title": "headteacher’s title",
    "bytes": "size in bytes",
    **SETTING_WORDS,
    "parent_id": "",
    "pupil_id": "",
}
"""What columns are called on screen; "" leaves one out, and names that are not here lose their underscores."""

LONGEST = 160
NOTHING = "nothing"
WITHHELD = "values withheld"


def value_words(value: Any) -> str:
    """One value as a person reads it."""
    if value is None or value == "" or value == []:
        return NOTHING
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ", ".join(map(value_words, value))
    if isinstance(value, dict):
        return ", ".join(f"{field_words(name)} {value_words(part)}" for name, part in value.items())
    text = str(value)
    if len(text) >= 10 and text[4:5] == "-" and text[7:8] == "-" and text[:4].isdigit():
        return f"{text[8:10]}/{text[5:7]}/{text[:4]}{text[10:]}"
    return text


def field_words(name: str) -> str:
    """A column's name on screen, "" for one that says nothing to a person."""
    return FIELDS.get(name, name.replace("_", " "))


def changed_words(entry: AuditEntry) -> str:
    """ "mobile: 07700 900001 → 07700 900002; …", shortened where it would fill the screen."""
    if entry.withheld:
        return WITHHELD
    parts = []
    for name in dict.fromkeys([*entry.old, *entry.new]):
        words = field_words(name)
        if not words:
            continue
        old, new = entry.old.get(name), entry.new.get(name)
        if name not in entry.old:
            if value_words(new) != NOTHING:
                parts.append(f"{words}: {value_words(new)}")
        elif name not in entry.new:
            parts.append(f"{words}: was {value_words(old)}")
        else:
            parts.append(f"{words}: {value_words(old)} → {value_words(new)}")
    text = "; ".join(parts)
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1].rstrip()}…"


def all_words(entry: AuditEntry) -> list[tuple[str, str, str]]:
    """Every field of an entry as (field, old, new), for the page that shows it whole."""
    names = [name for name in dict.fromkeys([*entry.old, *entry.new]) if field_words(name)]
    return [
        (
            field_words(name),
            value_words(entry.old[name]) if name in entry.old else "",
            value_words(entry.new[name]) if name in entry.new else "",
        )
        for name in names
    ]


def action_words(entry: AuditEntry) -> str:
    """ "Parent changed"."""
    return entry.action[:1].upper() + entry.action[1:]
