"""Asks PyPI, through pip-audit, for known faults of the installed libraries: 1 where there is one, else 0."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

COMMAND = [sys.executable, "-m", "pip_audit", "--local", "--skip-editable", "--progress-spinner", "off", "-f", "json"]
PATIENCE = 120
"""Seconds; a network that swallows questions must not hold up the tests."""


def asked() -> list[dict[str, Any]]:
    """What is known of each library; nothing where PyPI cannot be reached or does not answer such questions."""
    try:
        answer = subprocess.run(COMMAND, capture_output=True, timeout=PATIENCE, check=False)
        libraries = json.loads(answer.stdout)["dependencies"]
    except (OSError, subprocess.TimeoutExpired, ValueError, KeyError):
        return []
    return [library for library in libraries if "vulns" in library]


def main() -> int:
    """Say what was found in plain lines."""
    known = asked()
    if not known:
        print("PyPI’s list of known faults cannot be reached from here: run “dev.py audit” where it can.", flush=True)
        return 0
    faulty = [library for library in known if library["vulns"]]
    for library in faulty:
        faults = ", ".join(fault["id"] for fault in library["vulns"])
        print(f"{library['name']} {library['version']}: {faults}", flush=True)
    print(f"{len(known)} libraries asked about, {len(faulty)} with known faults.", flush=True)
    return 1 if faulty else 0


if __name__ == "__main__":
    sys.exit(main())
