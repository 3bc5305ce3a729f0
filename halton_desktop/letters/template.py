"""Letter templates as plain text a school may edit: read, checked with the place of every mistake, and merged.

    Title: Code of conduct letter with acknowledgement slip
    Subject: Our social media code

    Dear {salutation}            a paragraph (its lines are joined); an empty line ends it
    **bold words**               between double stars
    # A heading
    - a bullet
    {code}                       alone on its line: every clause of the code
    {signature}                  alone: room to sign, the headteacher's name and job title
    ---                          alone: a new page

Lines beginning with % are notes to whoever edits the file and are not printed.
"""

from __future__ import annotations

import re
from dataclasses import replace
from difflib import get_close_matches
from typing import TYPE_CHECKING

from halton_desktop.domain.letter import MERGE_FIELDS, BlockKind, LetterTemplate, TemplateBlock
from halton_desktop.errors import InvalidInput

if TYPE_CHECKING:
    from collections.abc import Mapping
    from importlib.resources.abc import Traversable
    from pathlib import Path

_SENTENCE_END = re.compile(r"(?<=[.!?])\s+")
_FIELD = re.compile(r"\{([^{}\n]*)\}")
_ALONE = {"{signature}": BlockKind.SIGNATURE, "{code}": BlockKind.CODE, "---": BlockKind.NEW_PAGE}
_WORD_JOINER = "\u2060"


def load_template(folder: Path | Traversable, name: str) -> LetterTemplate:
    """A template of ``resources/letters`` by its name, "acknowledgement"; raises OSError where it is missing."""
    return parse_template(name, (folder / f"{name}.txt").read_text(encoding="utf-8"))


def template_names(folder: Path | Traversable) -> list[str]:
    """Every template in the folder, in alphabetical order."""
    return sorted(entry.name.removesuffix(".txt") for entry in folder.iterdir() if entry.name.endswith(".txt"))


def parse_template(name: str, text: str, known: Mapping[str, str] = MERGE_FIELDS) -> LetterTemplate:
    """Read a template; raises InvalidInput for ``text`` naming the line and position of the first mistake."""
    headers = {"title": "", "subject": ""}
    blocks: list[TemplateBlock] = []
    open_block: list[str] = []
    kind = BlockKind.PARAGRAPH

    def close() -> None:
        if open_block:
            blocks.append(TemplateBlock(kind, " ".join(open_block)))
            open_block.clear()

    for row, whole in enumerate(text.lstrip("\ufeff").splitlines(), start=1):
        line = whole.strip()
        if line.startswith("%"):
            continue
        label, colon, value = line.partition(":")
        if not blocks and not open_block and colon and label.lower() in headers and not headers[label.lower()]:
            _check(value, row, whole, known)
            headers[label.lower()] = value.strip()
            continue
        if not line or line in _ALONE:
            close()
            if line:
                blocks.append(TemplateBlock(_ALONE[line]))
            continue
        _check(line, row, whole, known)
        starts = BlockKind.HEADING if line.startswith("# ") else BlockKind.BULLET if line.startswith("- ") else None
        if starts:
            close()
            kind, line = starts, line[2:].strip()
        elif not open_block:
            kind = BlockKind.PARAGRAPH
        open_block.append(line)
    close()
    if not any(block.text for block in blocks):
        raise InvalidInput("text", "The letter has no words yet.", "Write at least one paragraph.")
    return LetterTemplate(name, headers["title"] or name, headers["subject"], tuple(blocks))


def _check(line: str, row: int, whole: str, known: Mapping[str, str]) -> None:
    """Raise InvalidInput for a field that does not exist, a brace or a pair of stars that is never closed."""
    for found in _FIELD.finditer(line):
        if found[1] not in known:
            advice = _advice(found[1], known)
            raise _mistake(row, whole, found[0], f"{found[0]} is not something a letter can fill in", advice)
    rest = _FIELD.sub("", line)
    for brace in "{}":
        if brace in rest:
            advice = "Fields are written with one curly bracket on either side, such as {salutation}."
            raise _mistake(row, whole, brace, f"the curly bracket {brace} has no partner", advice)
    if line.count("**") % 2:
        advice = "Put two stars before and two after the bold words, on the same line."
        raise _mistake(row, whole, "**", "the two stars for bold words have no partner", advice)


def _mistake(row: int, whole: str, what: str, problem: str, advice: str) -> InvalidInput:
    position = whole.find(what) + 1
    return InvalidInput("text", f"Line {row}, position {position}: {problem}.", advice)


def _advice(name: str, known: Mapping[str, str]) -> str:
    if name.strip() in ("signature", "code"):
        return f"{{{name.strip()}}} must stand alone on its line."
    close = get_close_matches(name.strip().lower().replace(" ", "_"), known, n=1)
    if close:
        return f"Did you mean {{{close[0]}}}?"
    return "These can be used: " + ", ".join(f"{{{field}}}" for field in known) + "."


def without_sentences_of(name: str, template: LetterTemplate) -> LetterTemplate:
    """The template without the sentences that use a field; a paragraph of nothing else goes with them."""
    blocks = []
    for block in template.blocks:
        kept = [part for part in _SENTENCE_END.split(block.text) if name not in fields_in(part)]
        if kept or not block.text:
            blocks.append(replace(block, text=" ".join(kept)))
    return replace(template, blocks=tuple(blocks))


def fields_in(text: str) -> set[str]:
    """The names of the merge fields a block of a template uses."""
    return set(_FIELD.findall(text))


def merged(text: str, values: Mapping[str, str]) -> str:
    """``text`` with every field that ``values`` knows filled in; others stay. A value holds no marks, no fields."""
    if "{" not in text:
        return text
    return _FIELD.sub(lambda found: _plain(values[found[1]]) if found[1] in values else found[0], text)


def _plain(value: str) -> str:
    return value.replace("**", f"*{_WORD_JOINER}*").replace("{", f"{{{_WORD_JOINER}")
