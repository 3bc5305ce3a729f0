"""Start: ``python -m halton_desktop``, or the command ``halton-desktop``."""

from __future__ import annotations

import sys

from halton_desktop.app import main as program


def main() -> None:
    """Run the program and leave with its exit code."""
    sys.exit(program())


if __name__ == "__main__":
    main()
