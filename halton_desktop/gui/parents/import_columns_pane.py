"""What each column and sheet of a file is used for, and where a person says it is used for something else."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from halton_desktop.domain.importing.file_columns import FileTable
from halton_desktop.gui.kit.looks.look import STEP
from halton_desktop.gui.kit.looks.theme import Theme
from halton_desktop.gui.kit.tables.paged_table_model import Column
from halton_desktop.gui.kit.tables.table_pane import TablePane
from halton_desktop.gui.kit.widgets.button import Button
from halton_desktop.gui.kit.widgets.empty_state import EmptyWords
from halton_desktop.gui.kit.widgets.section import paragraph
from halton_desktop.gui.parents.column_choices import ColumnChoices, Place
from halton_desktop.gui.parents.column_use_bar import ColumnUseBar
from halton_desktop.gui.parents.import_table_model import ImportLine, ImportTableModel
from halton_desktop.settings import Settings

COLUMNS: tuple[Column[ImportLine], ...] = (
    Column("kind", "What", lambda line: line.kind, colour="muted", width=7),
    Column("name", "Heading or name", lambda line: line.name, tooltip=lambda line: line.name, width=20),
    Column("detail", "Used for", lambda line: line.detail, tooltip=lambda line: line.detail, width=31),
    Column("field", "Filled", lambda line: line.field, right=True, width=7),
    Column("old", "For example", lambda line: line.old, tooltip=lambda line: line.old, colour="muted", grows=True),
)


class ImportColumnsPane(QWidget):
    """``applied`` carries the ReadingChoices that were made; until then ``pending_changed`` says whether some wait."""

    applied = Signal(object)
    pending_changed = Signal(bool)

    def __init__(self, tables: Sequence[FileTable], settings: Settings, theme: Theme, *, unknown: bool = False) -> None:
        super().__init__()
        self.choices = ColumnChoices(tables, unknown=unknown)
        self._places: list[Place] = []
        self._lines: list[ImportLine] = []
        self._model = ImportTableModel(COLUMNS, self._lines)
        self.pane = TablePane(
            "import/columns",
            self._model,
            settings,
            theme,
            singular="line",
            plural="lines",
            nothing_yet=EmptyWords("This kind of file has no columns.", icon="done"),
        )
        self.table = self.pane.table
        self.bar = ColumnUseBar()
        self.hint = paragraph("", muted=True)
        self.apply_button = Button("&Read the file this way", theme, kind="primary" if unknown else "plain")
        self._build()
        self._show_lines()
        self.table.current_id_changed.connect(self._on_line)
        self.bar.chosen.connect(self._on_chosen)
        self.apply_button.clicked.connect(lambda: self.applied.emit(self.choices.change()))
        self.table.select_id(next((line.id for line in self._lines if line.kind == "Column"), 0))

    @property
    def pending(self) -> bool:
        """Whether something was chosen that the file is not read by yet."""
        return self.choices.pending

    def _build(self) -> None:
        line = QHBoxLayout()
        line.setSpacing(STEP)
        line.addWidget(self.hint, 1)
        line.addWidget(self.apply_button)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, STEP, 0, 0)
        lines.setSpacing(STEP)
        lines.addWidget(self.pane, 1)
        lines.addWidget(self.bar)
        lines.addLayout(line)

    def _show_lines(self) -> None:
        self._places[:] = self.choices.places()
        self._lines[:] = [
            ImportLine(
                number,
                "Sheet" if place.column is None else "Column",
                self.choices.name(place),
                self.choices.words(place),
                f"{self.choices.filled(place):,}",
                " · ".join(place.column.examples) if place.column is not None else "",
            )
            for number, place in enumerate(self._places)
        ]
        self._model.reload()
        missing = self.choices.missing()
        self.hint.setText(
            f"Say which columns hold the name of {missing}: surname and forename, or the whole name."
            if missing
            else "Press the button to see what the file does when it is read this way."
            if self.pending
            else "Choose a line, then say below what it is used for. It is remembered for files with these headings."
        )
        self.apply_button.setEnabled(self.pending and not missing)

    def _on_line(self, number: int) -> None:
        if 0 <= number < len(self._places):
            place = self._places[number]
            self.bar.show_place(self.choices.name(place), self.choices.use(place), whole_sheet=place.column is None)

    def _on_chosen(self, use: object) -> None:
        number = self.table.current_id()
        if 0 <= number < len(self._places):
            place = self._places[number]
            self.choices.choose(place, use)
            self._show_lines()
            self.table.select_id(self._places.index(place))
            self.pending_changed.emit(self.pending)
