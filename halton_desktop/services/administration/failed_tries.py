"""How long to wait after wrong passwords, for the window (which may not reach into the vault itself)."""

from __future__ import annotations

from halton_desktop.store.vault.tries import FailedTries

__all__ = ["FailedTries"]
