"""What ships with the program and a school may make its own: the first edition of the code and the letters' words."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

from halton_desktop.domain.code_of_conduct import Clause, Edition, LinkedPolicy


class ProgramFiles:
    """The folder ``resources`` as services see it; the composition root says where it is."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def first_edition(self, adopted_on: date, effective_on: date | None = None) -> Edition:
        """Edition 1 of the code in the program's words; in force from its adoption unless told otherwise."""
        kept = json.loads((self.folder / "code_of_conduct" / "edition_1.json").read_text(encoding="utf-8"))
        clauses = tuple(Clause(entry["number"], entry["statement"]) for entry in kept["clauses"])
        policies = tuple(LinkedPolicy(name) for name in kept["policies"])
        return Edition(
            0,
            1,
            kept["title"],
            clauses,
            effective_on=effective_on or adopted_on,
            adopted_on=adopted_on,
            policies=policies,
            intent="\n".join(kept["intent"]),
        )

    def letter_text(self, letter: str) -> str:
        """The words of a letter as shipped, with merge fields."""
        return (self.folder / "letters" / f"{letter}.txt").read_text(encoding="utf-8")

    @property
    def fonts(self) -> Path:
        """The fonts embedded in every print."""
        return self.folder / "fonts"
