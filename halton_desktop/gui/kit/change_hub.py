"""Tells every open view what a service has changed, so that each reloads only when it shows one of those things."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal, Slot

from halton_desktop.domain.change import Changes


class ChangeHub(QObject):
    """One per window. Views connect to ``changed`` and ask ``changes.touches("parent")`` before they reload."""

    changed = Signal(object)
    """Carries one ``Changes``; always emitted on the thread the hub lives on (the GUI thread)."""

    _published = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._published.connect(self._deliver)

    def publish(self, changes: Changes) -> None:
        """Tell everybody, from any thread; from the GUI thread the views have heard it when this returns."""
        self._published.emit(changes)

    @Slot(object)
    def _deliver(self, changes: Changes) -> None:
        self.changed.emit(changes)
