"""The year's figures on the screen: one chart a table, the same drawing that is printed, with its numbers in words."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QSize, Qt
from PySide6.QtSvgWidgets import QSvgWidget
from PySide6.QtWidgets import QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from halton_desktop.domain.yearly_figures import HIDDEN_WORDS, Table, YearlyFigures
from halton_desktop.gui.kit.looks.look import BETWEEN_GROUPS, GROUP, STEP
from halton_desktop.gui.kit.looks.style_sheet import set_style_property, set_text_role
from halton_desktop.gui.kit.looks.theme import Theme
from halton_desktop.gui.kit.widgets.section import Section, paragraph
from halton_desktop.services.reviews.yearly_report import chart_svg
from halton_desktop.services.session import OfficeSession

SCALE = 1.5
"""Pixels of the screen for one point of the drawing."""


class FiguresView(QScrollArea):
    """``show_figures`` builds it; a change of theme draws it again."""

    def __init__(self, theme: Theme, session: OfficeSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._session = session
        self._shown: tuple[YearlyFigures, YearlyFigures | None] | None = None
        self.charts: dict[str, QSvgWidget] = {}
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName("The year’s figures")
        theme.changed.connect(self._draw)

    def show_figures(self, figures: YearlyFigures, before: YearlyFigures | None) -> None:
        """Show these figures, with the year before in grey."""
        self._shown = figures, before
        self._draw()

    def _draw(self) -> None:
        if self._shown is None:
            return
        figures, before = self._shown
        page = QWidget()
        set_style_property(page, "surface", "page")
        lines = QVBoxLayout(page)
        lines.setContentsMargins(BETWEEN_GROUPS, GROUP, BETWEEN_GROUPS, BETWEEN_GROUPS)
        lines.setSpacing(GROUP)
        title = QLabel(figures.period.label)
        set_text_role(title, "heading")
        lines.addWidget(title)
        lines.addWidget(paragraph(_summary(figures), muted=True))
        if figures.every_count:
            lines.addWidget(paragraph("Every count is shown: for the school’s own eyes only.", muted=True))
        elif figures.has_hidden:
            lines.addWidget(paragraph("Counts under five are hidden, so that no family can be recognised.", muted=True))
        self.charts = {}
        for table in figures.tables:
            lines.addWidget(self._section(table, figures, before))
        lines.addStretch(1)
        self.setWidget(page)

    def _section(self, table: Table, figures: YearlyFigures, before: YearlyFigures | None) -> Section:
        section = Section(table.title)
        total = "Fewer than 5" if table.total is None else f"{table.total:,}"
        section.add_text(f"{total} {table.unit} in all.", muted=True)
        if table.total == 0:
            return section
        svg = chart_svg(self._session, figures, table.key, self._colours(), before)
        chart = QSvgWidget()
        chart.load(QByteArray(svg))
        size = chart.renderer().defaultSize()
        chart.setFixedSize(QSize(round(size.width() * SCALE), round(size.height() * SCALE)))
        chart.setAccessibleName(f"{table.title}: {in_words(table)}")
        self.charts[table.key] = chart
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, STEP, 0, 0)
        row.addWidget(chart)
        row.addStretch(1)
        section.add(holder)
        return section

    def _colours(self) -> dict[str, str]:
        roles = {"ground": "surface", "bar": "accent", "text": "text", "muted": "border"}
        return {name: self._theme.colour(role).name() for name, role in roles.items()}  # type: ignore[arg-type] # roles


def in_words(table: Table) -> str:
    """What a chart shows, to be read aloud."""
    return ", ".join(f"{cell.label} {HIDDEN_WORDS if cell.count is None else cell.count}" for cell in table.cells)


def _summary(figures: YearlyFigures) -> str:
    contact = f"First contact in the middle case: {figures.contact_words}"
    held = f"{figures.reviews_held} review{'' if figures.reviews_held == 1 else 's'} of the code"
    return f"{contact} · {held} · {figures.audiences_told} of {figures.audiences} audiences told"
