"""Documents that are not true any more: links to nowhere, pictures that are gone, commands that are not there."""

from __future__ import annotations

import argparse
import re
from pathlib import Path

import pytest

import dev
from halton_desktop.commands.arguments import parser

ROOT = Path(__file__).resolve().parent.parent
DOCUMENTS = [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").rglob("*.md"))]
CODE = re.compile(r"```.*?```|`[^`\n]*`", re.DOTALL)
LINK = re.compile(r"\]\(([^)\s]+)\)")


def name(document: Path) -> str:
    return document.relative_to(ROOT).as_posix()


def headings(document: Path) -> set[str]:
    """The anchors a document offers, made from its headings as Git hosts make them."""
    titles = re.findall(
        r"^#+ (.+)$", re.sub(r"```.*?```", "", document.read_text(encoding="utf-8"), flags=re.DOTALL), re.M
    )
    return {re.sub(r"[^\w\- ]", "", title.lower()).strip().replace(" ", "-") for title in titles}


@pytest.mark.parametrize("document", DOCUMENTS, ids=name)
def test_every_link_and_picture_leads_somewhere(document: Path) -> None:
    dead = []
    for link in LINK.findall(CODE.sub("", document.read_text(encoding="utf-8"))):
        if re.match(r"[a-z]+:", link):
            continue  # the web, which tests do not open
        path, _, anchor = link.partition("#")
        target = document.parent / path if path else document
        if not target.exists() or (anchor and target.suffix == ".md" and anchor not in headings(target)):
            dead.append(link)
    assert dead == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=name)
def test_every_file_named_in_the_text_is_there(document: Path) -> None:
    """Paths written as code, such as `tests/conftest.py`; what a command makes (build/, dist/) need not exist yet."""
    named = re.findall(
        r"`((?:halton_desktop|tests|ui|docs|resources|benchmarks|\.ci)/[\w./\-]+)`", document.read_text("utf-8")
    )
    assert [
        path for path in named if not (ROOT / path).exists() and not path.startswith("halton_desktop/ui_forms")
    ] == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=name)
def test_every_dev_command_named_exists(document: Path) -> None:
    named = set(re.findall(r"dev\.py ([a-z]+)", document.read_text(encoding="utf-8")))
    assert named <= set(dev.COMMANDS)


def commands() -> dict[str, argparse.ArgumentParser]:
    """The commands the program really has."""
    return next(dict(action.choices) for action in parser()._actions if isinstance(action, argparse._SubParsersAction))


def options(of: argparse.ArgumentParser) -> set[str]:
    """The long options a parser takes, but for --help and --version."""
    named = {option for action in of._actions for option in action.option_strings if option.startswith("--")}
    return named - {"--help", "--version"}


def test_the_readme_lists_the_commands_and_options_there_are() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    rows = [row.replace("\\|", "or").split() for row in re.findall(r"^\| `([a-z].*?)` \|", readme, re.MULTILINE)]
    listed = {row[0]: {word.strip("[]") for word in row if word.strip("[]").startswith("--")} for row in rows}
    everywhere = options(parser())
    assert {name: options(command) - everywhere for name, command in commands().items()} == listed
    synopsis = re.search(r"^halton-desktop (\[--.*)$", readme, re.MULTILINE)
    assert synopsis is not None
    assert set(re.findall(r"--[a-z-]+", synopsis[1])) == everywhere
