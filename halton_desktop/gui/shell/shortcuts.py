"""Every shortcut of the window once: what it does in a few words, and its keys; Help lists them from here."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Shortcut:
    """``keys`` as Qt writes them ("Ctrl+K"); ``does`` completes "Press … to"."""

    keys: str
    does: str


NEW = Shortcut("Ctrl+N", "add something new in this tab")
FIND_HERE = Shortcut("Ctrl+F", "search in this list")
FIND_EVERYWHERE = Shortcut("Ctrl+K", "search everything")
PRINT = Shortcut("Ctrl+P", "print letters")
REFRESH = Shortcut("F5", "read the list again")
LOCK = Shortcut("Ctrl+L", "lock the screen")
QUIT = Shortcut("Ctrl+Q", "close Halton Desktop")
GUIDE = Shortcut("F1", "open the guide for where you are")
COPY = Shortcut("Ctrl+C", "copy the selected rows")
OPEN = Shortcut("Enter", "open the selected row")
STOP = Shortcut("Escape", "stop what is running, or close a dialog")
SAVE = Shortcut("Ctrl+Enter", "finish a dialog from any field")
TABS = tuple(Shortcut(f"Ctrl+{number}", f"go to tab {number}") for number in range(1, 6))

ALL_SHORTCUTS = (
    *TABS,
    NEW,
    FIND_HERE,
    FIND_EVERYWHERE,
    PRINT,
    OPEN,
    COPY,
    REFRESH,
    SAVE,
    STOP,
    LOCK,
    GUIDE,
    QUIT,
)
