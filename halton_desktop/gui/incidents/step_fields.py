"""The fields of one kind of step, made from what the domain says it records."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QWidget

from halton_desktop.domain.incidents.incident_fields import step_field_hint
from halton_desktop.domain.incidents.step_kind import FieldKind, StepField, StepKind
from halton_desktop.errors import InvalidInput
from halton_desktop.gui.kit.fields.day_field import DayField
from halton_desktop.gui.kit.fields.form import FieldForm
from halton_desktop.gui.kit.looks.theme import Theme
from halton_desktop.services.session import OfficeSession

LONG_TEXT_HEIGHT = 84
HEADTEACHERS = "The office prepares this; only the headteacher, or who decides for them, enters that it was asked."
ASKED = "Asked in the headteacher’s name: only they, or who decides for them, change it."


class StepFields(FieldForm):
    """``values`` gives what is typed by field name, days as ISO dates.

    ``headteachers`` are greyed: they are the headteacher's to fill in, and say so.
    """

    def __init__(
        self,
        theme: Theme,
        session: OfficeSession,
        kind: StepKind,
        fields: Sequence[StepField],
        values: dict[str, str],
        *,
        headteachers: Collection[str] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._fields = tuple(fields)
        self.widgets: dict[str, QWidget] = {}
        for field in self._fields:
            widget = DayField().begin(theme, session) if field.kind is FieldKind.DAY else _made(field)
            self.widgets[field.name] = widget
            theirs = field.name in headteachers
            hint = HEADTEACHERS if field.headteacher else ASKED
            hints = (hint if theirs else field.hint, step_field_hint(kind, field.name))
            self.add(field.name, field.label, widget, "\n".join(hint for hint in hints if hint))
            widget.setEnabled(not theirs)
            _show(widget, values.get(field.name, ""))

    def show_only(self, *, done: bool) -> None:
        """While a step is planned, what only its end can tell is not asked for."""
        for field in self._fields:
            later = not field.to_plan and field.to_finish and not done and not field.headteacher
            column = self.widgets[field.name].parentWidget()  # field and error; with its label in one holder
            holder = column.parentWidget() if column is not None else None
            if holder is not None:
                holder.setVisible(not later)

    def values(self) -> dict[str, str]:
        """What is typed. Raises InvalidInput naming the field for a date that is none."""
        return {field.name: _typed(field, self.widgets[field.name]) for field in self._fields}


def _made(field: StepField) -> QWidget:
    if field.kind is FieldKind.TEXT:
        text = QPlainTextEdit()
        text.setTabChangesFocus(True)
        text.setFixedHeight(LONG_TEXT_HEIGHT)
        return text
    if field.kind is FieldKind.CHOICE:
        box = QComboBox()
        box.addItems(["", *field.choices])
        return box
    line = QLineEdit()
    line.setPlaceholderText("15:45" if field.kind is FieldKind.CLOCK else "")
    return line


def _show(widget: QWidget, value: str) -> None:
    if isinstance(widget, QPlainTextEdit):
        widget.setPlainText(value)
    elif isinstance(widget, QComboBox):
        widget.setCurrentText(value)
    elif isinstance(widget, DayField):
        widget.setText(value)
        widget.tidy()
    elif isinstance(widget, QLineEdit):
        widget.setText(value)


def _typed(field: StepField, widget: QWidget) -> str:
    if isinstance(widget, QPlainTextEdit):
        return widget.toPlainText().strip()
    if isinstance(widget, QComboBox):
        return widget.currentText()
    if isinstance(widget, DayField):
        day = widget.optional(field.name)
        return day.isoformat() if day else ""
    assert isinstance(widget, QLineEdit)
    text = widget.text().strip()
    if field.kind is FieldKind.CLOCK and text:
        return _clock(field, text)
    return text


def _clock(field: StepField, text: str) -> str:
    hour, _, minute = text.replace(".", ":").partition(":")
    if hour.isdigit() and (minute or "0").isdigit() and int(hour) < 24 and int(minute or 0) < 60:
        return f"{int(hour):02d}:{int(minute or 0):02d}"
    raise InvalidInput(field.name, f"“{text}” is not a time of day.", "Write it like 15:45.")
