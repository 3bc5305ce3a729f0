"""A list and the page beside it, as wide as they were left."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QWidget

from halton_desktop.settings import Settings


class RememberedSplitter(QSplitter):
    """``shares`` say how room that is added is shared out, ``sizes`` are pixels until somebody moves the handle."""

    def __init__(
        self,
        settings: Settings,
        name: str,
        widgets: tuple[QWidget, QWidget],
        shares: tuple[int, int],
        sizes: tuple[int, int] | None = None,
    ) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        for place, (widget, share) in enumerate(zip(widgets, shares, strict=True)):
            self.addWidget(widget)
            self.setStretchFactor(place, share)
        self.setChildrenCollapsible(False)
        if not self.restoreState(settings.layout(name)) and sizes is not None:
            self.setSizes(list(sizes))
        self.splitterMoved.connect(lambda *_: settings.set_layout(name, self.saveState()))
