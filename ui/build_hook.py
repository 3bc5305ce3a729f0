"""Build hook: compiles every Qt Designer form in this folder into ``halton_desktop/ui_forms``."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

try:
    from hatchling.builders.hooks.plugin.interface import BuildHookInterface
except ImportError:  # run by hand (python ui/build_hook.py), without the build backend
    BuildHookInterface = object

FORMS_DOCSTRING = '"""Forms generated from ``ui/*.ui`` by ``ui/build_hook.py``: never edited, never committed."""\n'


def uic_program() -> Path:
    """Qt's form compiler inside PySide6, called directly: its console script would need a scripts folder on PATH."""
    import PySide6

    folder = Path(PySide6.__file__).parent
    candidates = [folder / "libexec" / "uic", folder / "uic", folder / "uic.exe", folder / "Qt" / "libexec" / "uic"]
    for candidate in candidates:
        if candidate.exists():
            return candidate
    raise FileNotFoundError(f"PySide6's uic was not found in {folder}")


def compile_forms(root: Path) -> list[Path]:
    """Compile ``root/ui/*.ui`` and return the modules written; a form that is gone loses its module too."""
    target = root / "halton_desktop" / "forms"
    target.mkdir(exist_ok=True)
    (target / "__init__.py").write_text(FORMS_DOCSTRING, encoding="utf-8")
    forms = sorted((root / "ui").glob("*.ui"))
    wanted = {"__init__.py"} | {f"{form.stem}_form.py" for form in forms}
    for stale in target.glob("*.py"):
        if stale.name not in wanted:
            stale.unlink()
    uic = uic_program()
    written = []
    for form in forms:
        module = target / f"{form.stem}_form.py"
        subprocess.run([uic, "-g", "python", "-o", module, form], check=True)
        written.append(module)
    return written


class FormsBuildHook(BuildHookInterface):  # type: ignore[misc]  # hatchling is not in .venv
    """Runs before every wheel and every editable install."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        compile_forms(Path(self.root))


if __name__ == "__main__":
    for path in compile_forms(Path(__file__).resolve().parent.parent):
        sys.stdout.write(f"{path.name}\n")
