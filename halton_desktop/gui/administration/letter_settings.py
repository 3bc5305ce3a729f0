"""What letters say of the school: where parents find the code, the complaints procedure and the privacy notice."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from halton_desktop.domain.office_setting import OfficeSettings, place_of
from halton_desktop.domain.school import School
from halton_desktop.gui.kit.fields.form import FieldForm

_PLACES = {
    "whole_code": ("Where the whole &code can be read", "Letters say so."),
    "complaints_procedure": ("Where the complaints &procedure can be found", ""),
    "privacy_notice": ("Where your pri&vacy notice can be read", "At the foot of every letter."),
}
_STAGES_HEIGHT = 78


class LetterSettings(FieldForm):
    """Places continue a sentence; an empty one stands for what is written in grey."""

    def __init__(self, office: OfficeSettings, school: School, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.places: dict[str, QLineEdit] = {}
        for name, (label, hint) in _PLACES.items():
            line = self.add(name, label, QLineEdit(getattr(office, name)), hint)
            line.setPlaceholderText(place_of("", school))
            self.places[name] = line
        stages = QPlainTextEdit("\n".join(office.complaint_stages))
        stages.setTabChangesFocus(True)
        stages.setFixedHeight(_STAGES_HEIGHT)
        hint = "One on each line, in their order, as your own procedure names them."
        self.stages = self.add("complaint_stages", "&Stages of your complaints procedure", stages, hint)

    def typed(self, office: OfficeSettings) -> OfficeSettings:
        """The settings with what is typed here."""
        return replace(
            office,
            whole_code=self.places["whole_code"].text().strip(),
            complaints_procedure=self.places["complaints_procedure"].text().strip(),
            privacy_notice=self.places["privacy_notice"].text().strip(),
            complaint_stages=tuple(line.strip() for line in self.stages.toPlainText().splitlines() if line.strip()),
        )
