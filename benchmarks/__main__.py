"""``python -m benchmarks [name …]``: lists the benchmarks, or runs those named; ends with 1 where a goal was missed."""

from __future__ import annotations

import importlib
import pkgutil
import sys
from pathlib import Path

import benchmarks


def main(names: list[str]) -> int:
    """Run the named benchmarks; without a name list them. 2 means there is none of that name."""
    known = sorted(
        module.name for module in pkgutil.iter_modules([str(Path(benchmarks.__file__).parent)]) if module.name[0] != "_"
    )
    known = [name for name in known if hasattr(importlib.import_module(f"benchmarks.{name}"), "run")]
    if not names:
        for name in known:
            sentence = (importlib.import_module(f"benchmarks.{name}").__doc__ or "").strip().splitlines()[0]
            print(f"{name:<12} {sentence}")
        return 0
    unknown = [name for name in names if name not in known]
    if unknown:
        print(f"There is no benchmark called {unknown[0]}. There are: {', '.join(known)}.", file=sys.stderr)
        return 2
    reached = [importlib.import_module(f"benchmarks.{name}").run() for name in names]
    return 0 if all(reached) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
