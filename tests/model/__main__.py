"""``python -m tests.model --seeds 500``: the long run of the model test; a seed that fails is named and ends with 1."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic

from tests.model.played_office import replay


def main(arguments: list[str]) -> int:
    """Play each seed in an office of its own; 0 where every figure equalled the recount all along."""
    asked = argparse.ArgumentParser(prog="python -m tests.model", description=__doc__)
    asked.add_argument("--seeds", type=int, default=100, help="how many offices are played")
    asked.add_argument("--steps", type=int, default=80, help="how many errands each plays")
    asked.add_argument("--first", type=int, default=1, help="the first seed")
    asked.add_argument("--minutes", type=float, default=0, help="stop after so many minutes; 0 for no limit")
    wanted = asked.parse_args(arguments)
    began, played = monotonic(), 0
    for seed in range(wanted.first, wanted.first + wanted.seeds):
        if wanted.minutes and monotonic() - began > 60 * wanted.minutes:
            break
        with TemporaryDirectory() as folder:
            replay(Path(folder), seed, wanted.steps)
        played += 1
    seeds = f"{played:,} seed{'' if played == 1 else 's'} from {wanted.first}"
    print(f"{seeds}, {wanted.steps} errands each: every figure equals the recount.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
