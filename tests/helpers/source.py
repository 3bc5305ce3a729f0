"""The program's own source, read for the house rules."""

from __future__ import annotations

import ast
import io
import tokenize
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
PACKAGE = ROOT / "halton_desktop"


@dataclass(frozen=True)
class Source:
    """One Python file: where it is, its text, its syntax tree and its comments."""

    path: Path

    @cached_property
    def name(self) -> str:
        """The path as shown in a failure, with slashes on every system."""
        return self.path.relative_to(ROOT).as_posix()

    @cached_property
    def text(self) -> str:
        return self.path.read_text(encoding="utf-8")

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.text, self.name)

    @property
    def module(self) -> str:
        """Its dotted name, as it is imported."""
        parts = self.path.relative_to(ROOT).with_suffix("").parts
        return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)

    @property
    def part(self) -> str:
        """The part of the program it belongs to: ``gui`` for halton_desktop/gui/parents/parents_tab.py."""
        return Path(*self.path.relative_to(ROOT).parts[1:2]).stem

    def imports(self) -> Iterator[tuple[str, int]]:
        """Every module imported anywhere in the file, functions included, with its line."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                yield from ((alias.name, node.lineno) for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                yield from ((f"{node.module}.{alias.name}", node.lineno) for alias in node.names)

    def late_imports(self) -> Iterator[tuple[str, int]]:
        """Every module of our own that is imported inside a function, with its line."""
        functions = [node for node in ast.walk(self.tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
        found = {node for function in functions for node in ast.walk(function) if isinstance(node, ast.ImportFrom)}
        for node in found:
            if node.module and node.module.startswith(f"{PACKAGE.name}."):
                yield node.module, node.lineno

    def comments(self) -> Iterator[tuple[str, int]]:
        """Every comment with its line."""
        for token in tokenize.generate_tokens(io.StringIO(self.text).readline):
            if token.type == tokenize.COMMENT:
                yield token.string, token.start[0]


def sources(*places: Path) -> list[Source]:
    """The hand-written Python files below ``places``."""
    files = [file for place in places for file in ([place] if place.is_file() else sorted(place.rglob("*.py")))]
    return [Source(file) for file in files if "ui_forms" not in file.relative_to(ROOT).parts]


def calls(files: list[Source], wanted: Callable[[ast.Call], bool]) -> list[str]:
    """Where calls that are ``wanted`` stand."""
    return [
        f"{source.name}:{node.lineno}"
        for source in files
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Call) and wanted(node)
    ]


def called(call: ast.Call) -> str:
    """The last name of what is called: ``sleep`` for ``time.sleep(1)``."""
    return getattr(call.func, "attr", getattr(call.func, "id", ""))
