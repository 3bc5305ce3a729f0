"""Runs one command and says what came of it, in words or as one JSON object."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from halton_desktop.commands.arguments import DONE, REFUSED
from halton_desktop.errors import HaltonError


@dataclass(frozen=True, slots=True)
class CommandOutcome:
    """``facts`` is the JSON object, ``words`` the same for people; ``refused`` makes the exit code 1."""

    facts: dict[str, Any]
    words: str
    refused: bool = False


Command = Callable[[argparse.Namespace], CommandOutcome]


def run(command: Command, arguments: argparse.Namespace) -> int:
    """Run a command; a reason to refuse is one sentence on the error stream and exit code 1."""
    _speak_unicode()
    try:
        outcome = command(arguments)
    except HaltonError as error:
        return _refuse(arguments, str(error))
    except Exception as error:  # a traceback may quote a person's data
        return _refuse(arguments, f"Something went wrong inside the program ({type(error).__name__}).")
    if arguments.json:
        _print(outcome.facts)
    else:
        sys.stdout.write(f"{outcome.words}\n")
    return REFUSED if outcome.refused else DONE


def _refuse(arguments: argparse.Namespace, sentence: str) -> int:
    if arguments.json:
        _print({"error": sentence})
    sys.stderr.write(f"{sentence}\n")
    return REFUSED


def _print(facts: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(facts, ensure_ascii=False, indent=1) + "\n")


def _speak_unicode() -> None:
    """Names are printed as people write them, whatever code page the console was born with."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
