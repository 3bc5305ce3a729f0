"""Build hook: compiles every Qt Designer form below this folder into ``halton_desktop/ui_forms``, noun by noun."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

try:
    from hatchling.builders.hooks.plugin.interface import BuildHookInterface
except ImportError:  # run by hand (python ui/build_hook.py), without the build backend
    BuildHookInterface = object

FORMS_DOCSTRING = '"""Forms generated from ``ui/`` by ``ui/build_hook.py``: never edited, never committed."""\n'


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
    """Compile every ``.ui`` below ``root/ui`` and return the modules written; what was there before goes."""
    target = root / "halton_desktop" / "ui_forms"
    shutil.rmtree(target, ignore_errors=True)
    forms = sorted((root / "ui").rglob("*.ui"))
    written = [target / form.parent.relative_to(root / "ui") / f"{form.stem}_form.py" for form in forms]
    for package in {target, *(module.parent for module in written)}:
        package.mkdir(parents=True, exist_ok=True)
        (package / "__init__.py").write_text(FORMS_DOCSTRING, encoding="utf-8")
    uic = uic_program()
    for form, module in zip(forms, written, strict=True):
        subprocess.run([uic, "-g", "python", "-o", module, form], check=True)
    return written


class FormsBuildHook(BuildHookInterface):  # type: ignore[misc]  # hatchling is not in .venv
    """Runs before every wheel and every editable install."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        compile_forms(Path(self.root))


if __name__ == "__main__":
    for path in compile_forms(Path(__file__).resolve().parent.parent):
        sys.stdout.write(f"{path.name}\n")
