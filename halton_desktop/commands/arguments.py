"""The command line: which commands there are, what each takes, and what wrong use looks like."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path

from halton_desktop import __version__
from halton_desktop.domain.slip_letter import SLIP_LETTER

DONE, REFUSED, WRONG_USE = 0, 1, 2
"""Exit codes."""


def parser() -> argparse.ArgumentParser:
    """The whole command line; options may stand before or after the command."""
    top = argparse.ArgumentParser(
        prog="halton-desktop",
        description="The Social Media Code of Conduct for Parents/Carers, run from the school office.",
        epilog="Without a command the window opens. Exit codes: 0 done, 1 refused (with the reason), 2 wrong use.",
        parents=[_options(first=True)],
        allow_abbrev=False,
    )
    top.add_argument("--version", action="version", version=f"Halton Desktop {__version__}")
    commands = top.add_subparsers(dest="command", metavar="COMMAND")
    shared = [_options(first=False)]

    _add_create(commands.add_parser("create", parents=shared, help="make a new office; prints its recovery key once"))
    demo = commands.add_parser("demo", parents=shared, help="make a complete sample office with made-up people")
    demo.add_argument("folder", type=Path, metavar="DIR", help="a new or empty folder")

    contacts = commands.add_parser("import", parents=shared, help="import contacts (CSV, Excel, CTF; recognised)")
    contacts.add_argument("file", type=Path, metavar="FILE")
    contacts.add_argument("--dry-run", action="store_true", help="only say what would happen")

    _add_letters(
        commands.add_parser("letters", parents=shared, help="print letters into one PDF and book them as issued")
    )
    returned = commands.add_parser("return-form", parents=shared, help="book forms returned today")
    returned.add_argument("references", nargs="+", metavar="REFERENCE")

    export = commands.add_parser(
        "export", parents=shared, help="save the whole office as open files in a zip (AES-256)"
    )
    export.add_argument("what", choices=("office",))
    export.add_argument("--out", required=True, type=Path, metavar="FILE.zip")
    export.add_argument(
        "--archive-password-file", type=Path, metavar="FILE", help="a file with the archive’s own password (else asked)"
    )

    commands.add_parser("check", parents=shared, help="check encryption, references and every rule of the office file")

    tour = commands.add_parser("tour", parents=shared, help="drive the window through sample data; a picture each")
    tour.add_argument("folder", type=Path, metavar="DIR", help="where the pictures go")
    return top


def _add_create(create: argparse.ArgumentParser) -> None:
    create.add_argument("--school", required=True, metavar="NAME", help="the school's name as letters print it")
    create.add_argument(
        "--adopted-on", type=_day, metavar="YYYY-MM-DD", help="when the association adopted the code (else today)"
    )
    create.add_argument(
        "--in-force-from", type=_day, metavar="YYYY-MM-DD", help="from when it applies here (else its adoption)"
    )
    create.add_argument("--code", type=Path, metavar="FILE.txt", help="the association's own words as plain text")


def _add_letters(letters: argparse.ArgumentParser) -> None:
    letters.add_argument("letter", metavar="LETTER", help=", ".join(SLIP_LETTER))
    letters.add_argument("--to", required=True, type=_recipients, metavar="all|outstanding|year:N")
    letters.add_argument("--per", required=True, choices=("person", "household"))
    letters.add_argument("--out", required=True, type=Path, metavar="FILE.pdf")
    letters.add_argument(
        "--single-sided", action="store_true", help="no empty backs: for a printer that prints on one side only"
    )


def _options(*, first: bool) -> argparse.ArgumentParser:
    """Options every command takes; behind the command they only overwrite when they are really given."""
    options = argparse.ArgumentParser(add_help=False)
    absent: object = None if first else argparse.SUPPRESS
    options.add_argument("--data", type=Path, metavar="DIR", default=absent, help="the office folder")
    options.add_argument("--user", metavar="NAME", default=absent, help="the user name (else the one of this computer)")
    options.add_argument(
        "--password-file", type=Path, metavar="FILE", default=absent, help="a file with the password (else it is asked)"
    )
    options.add_argument(
        "--json", action="store_true", default=False if first else argparse.SUPPRESS, help="print one JSON object"
    )
    return options


def _recipients(text: str) -> str:
    """``all``, ``outstanding`` or ``year:`` with a year group."""
    if text in ("all", "outstanding") or (text.startswith("year:") and len(text) > len("year:")):
        return text
    raise argparse.ArgumentTypeError(f"“{text}” is none of all, outstanding, year:N")


def _day(text: str) -> date:
    """A day in ISO form."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"“{text}” is no day like 2025-09-01") from None
