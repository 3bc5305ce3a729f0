"""Papers kept with a record: name, kind, size and fingerprint, with what can be done with each."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from halton_desktop.domain.attachment import Attachment
from halton_desktop.domain.incidents.evidence import human_size
from halton_desktop.gui.kit.looks.look import GROUP, HALF_STEP
from halton_desktop.gui.kit.looks.theme import Theme
from halton_desktop.gui.kit.widgets.button import icon_button
from halton_desktop.gui.kit.widgets.section import paragraph

SHOWN_DIGITS = 16


class AttachmentList(QWidget):
    """Each signal carries the id of the paper its button stands beside."""

    look_asked = Signal(int)
    save_asked = Signal(int)
    remove_asked = Signal(int)

    def __init__(
        self,
        papers: Sequence[Attachment],
        theme: Theme,
        *,
        may_change: bool,
        may_save: bool,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(GROUP)
        grid.setVerticalSpacing(HALF_STEP)
        grid.setColumnStretch(0, 1)
        buttons = [("Look at it", "show", self.look_asked, True), ("Save a copy", "save", self.save_asked, may_save)]
        buttons.append(("Take it out", "delete", self.remove_asked, may_change))
        for place, paper in enumerate(papers):
            grid.addWidget(paragraph(paper.file_name), 2 * place, 0)
            about = (
                f"{paper.kind.value} · {human_size(paper.size)} · kept {paper.arrived_at.astimezone():%d/%m/%Y} by "
                f"{paper.arrived_by} · SHA-256 {paper.sha256[:SHOWN_DIGITS]}…"
            )
            label = paragraph(about, muted=True)
            label.setToolTip(paper.sha256)
            grid.addWidget(label, 2 * place + 1, 0)
            shown = [each for each in buttons if each[3]]
            for column, (words, icon, asked, _allowed) in enumerate(shown, 1):
                button = icon_button(f"{words}: {paper.file_name}", icon, theme)
                button.clicked.connect(lambda _c, asked=asked, paper=paper: asked.emit(paper.id))
                grid.addWidget(button, 2 * place, column, Qt.AlignmentFlag.AlignTop)
