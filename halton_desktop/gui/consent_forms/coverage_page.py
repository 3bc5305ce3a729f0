"""How far the code has been acknowledged: the whole school in one line, a bar for each group, and who to remind."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from halton_desktop.domain.coverage import CountedBy, Coverage
from halton_desktop.domain.permission import Permission
from halton_desktop.domain.slip_letter import FIRST_LETTER, FIRST_REMINDER, SECOND_REMINDER
from halton_desktop.domain.told import PupilWithout
from halton_desktop.gui.consent_forms.coverage_bar import CoverageBarLine as Bar
from halton_desktop.gui.consent_forms.coverage_bar import CoverageBars
from halton_desktop.gui.kit.app_context import AppContext
from halton_desktop.gui.kit.looks.look import BETWEEN_GROUPS, GROUP, STEP
from halton_desktop.gui.kit.looks.style_sheet import set_style_property, set_text_role
from halton_desktop.gui.kit.widgets.button import Button
from halton_desktop.gui.kit.widgets.flow_layout import FlowLayout
from halton_desktop.gui.kit.widgets.section import paragraph
from halton_desktop.services.consent_forms.acknowledgement_coverage import CoverageOverview, overview
from halton_desktop.services.consent_forms.form_reminders import RemindersDue
from halton_desktop.services.session import OfficeSession

_WAYS = (
    ("Year groups", CountedBy.YEAR_GROUP),
    ("Form classes", CountedBy.FORM_CLASS),
    ("Households still to answer", CountedBy.HOUSEHOLD),
    ("Editions of the code", CountedBy.EDITION),
)
"""The letter about the code with its slip, by its name."""
MOST_BARS = 60
"""Nobody reads on; of the households only those still to answer are shown."""


class CoveragePage(QWidget):
    """``group_pressed`` carries the way of counting and its line; ``reminders_asked`` a letter and its parents."""

    group_pressed = Signal(object, object)
    reminders_asked = Signal(str, object)
    print_asked = Signal()
    open_requested = Signal(object, int)

    def __init__(self, context: AppContext, session: OfficeSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme = context.theme
        self._context = context
        self._session = session
        self._due = RemindersDue()
        self._not_told: tuple[int, ...] = ()
        self._lines: dict[str, Coverage] = {}
        self._without: tuple[PupilWithout, ...] = ()
        self.headline = paragraph("")
        set_text_role(self.headline, "heading")
        self.detail = paragraph("", muted=True)
        self.first_button = Button("", theme, kind="primary", icon="letter")
        self.second_button = Button("", theme, icon="letter")
        self.new_button = Button("", theme, icon="letter")
        self.new_button.setToolTip("New joiners, and everybody else who has had no letter about this edition yet")
        self.talk = paragraph("", muted=True)
        self.left_out = paragraph("")
        self.who_left_out = Button("See them…", theme, kind="link")
        self.way = QComboBox()
        self.way.setAccessibleName("Count by")
        self._names = session.may(Permission.LOOK)
        """A reader sees numbers only: no list of households, nobody to remind."""
        for name, way in _WAYS:
            if self._names or way is not CountedBy.HOUSEHOLD:
                self.way.addItem(name, way)
        self.bars = CoverageBars(theme)
        self.more = paragraph("", muted=True)
        self._build()
        self.way.currentIndexChanged.connect(self.reload)
        self.bars.pressed.connect(lambda key: self.group_pressed.emit(self.counted_by, self._lines[key]))
        self.first_button.clicked.connect(lambda: self.reminders_asked.emit(FIRST_REMINDER, self._due.first))
        self.new_button.clicked.connect(lambda: self.reminders_asked.emit(FIRST_LETTER, self._not_told))
        self.who_left_out.clicked.connect(self._show_pupils)
        self.second_button.clicked.connect(lambda: self.reminders_asked.emit(SECOND_REMINDER, self._due.second))

    @property
    def counted_by(self) -> CountedBy:
        """What one bar stands for now."""
        return CountedBy(self.way.currentData())

    def reload(self) -> None:
        """Count again, off the GUI thread: a large school takes a moment."""
        session, by = self._session, self.counted_by
        self._context.runner.run(
            lambda _task: overview(session, by),
            title="Counting",
            on_done=lambda counted: self._show(counted, by),
            on_error=lambda error: self._context.report(error, self, None),
            quiet=True,
            owner=self,
        )

    def _show(self, counted: CoverageOverview, by: CountedBy) -> None:
        if by is not self.counted_by:
            return  # somebody has chosen another way meanwhile; its answer is on the way
        self._due, self._not_told = counted.due, counted.not_told
        lines = list(counted.lines)
        if by is CountedBy.HOUSEHOLD:
            lines = [line for line in lines if line.share < 1]
        left_out = len(lines) - MOST_BARS
        self.more.setText(f"and {left_out:,} more: see the list, or print it" if left_out > 0 else "")
        self.more.setVisible(left_out > 0)
        self.headline.setText(_headline(counted.school))
        self.detail.setText(_detail(counted.school))
        self._lines = _by_key(lines[:MOST_BARS])
        self.bars.show_coverage([_bar(key, line, by) for key, line in self._lines.items()])
        words = _left_out(counted)
        self.left_out.setText(words)
        self.left_out.setVisible(bool(words))
        self._without = counted.pupils_without
        self.who_left_out.setVisible(bool(self._without))
        self._show_reminders()

    def _show_pupils(self) -> None:
        self._context.screens.nobody_told(
            self._context, self.window(), self._without, open_record=self.open_requested.emit
        )

    def _show_reminders(self) -> None:
        first, second, talk = len(self._due.first), len(self._due.second), len(self._due.talk)
        self.first_button.setText(f"First reminder to {_people(first)}…")
        self.first_button.setVisible(bool(first))
        self.second_button.setText(f"Second reminder to {_people(second)}…")
        self.second_button.setVisible(bool(second))
        self.second_button.set_kind("plain" if first else "primary")
        new = len(self._not_told)
        self.new_button.setText(f"Letter to {_people(new)} not told yet…")
        self.new_button.setVisible(bool(new))
        words = f"{_people(talk).capitalize()} had both reminders: ring them, or see them at the gate." if talk else ""
        self.talk.setText(words)
        self.talk.setVisible(bool(words))

    def _build(self) -> None:
        reminders = FlowLayout(STEP)
        reminders.addWidget(self.first_button)
        reminders.addWidget(self.second_button)
        reminders.addWidget(self.new_button)
        printing = Button("Print lists…", self._context.theme, kind="link", icon="print")
        printing.clicked.connect(self.print_asked)
        printing.setVisible(self._names)
        choice = QHBoxLayout()
        choice.setSpacing(STEP)
        choice.addWidget(QLabel("By"))
        choice.addWidget(self.way)
        choice.addStretch(1)
        choice.addWidget(printing)
        page = QWidget()
        set_style_property(page, "surface", "page")
        lines = QVBoxLayout(page)
        lines.setContentsMargins(GROUP, BETWEEN_GROUPS, GROUP, BETWEEN_GROUPS)
        lines.setSpacing(GROUP)
        lines.addWidget(self.headline)
        lines.addWidget(self.detail)
        left_out = QHBoxLayout()
        left_out.addWidget(self.left_out, 1)
        left_out.addWidget(self.who_left_out)
        lines.addLayout(left_out)
        lines.addLayout(reminders)
        lines.addWidget(self.talk)
        lines.addSpacing(STEP)
        lines.addLayout(choice)
        lines.addWidget(self.bars)
        lines.addWidget(self.more)
        lines.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setWidget(page)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scroll)


def _headline(school: Coverage) -> str:
    if not school.everybody:
        return "Nobody to ask yet."
    percent = int(100 * school.share)
    return f"{school.returned:,} of {school.people:,} parents and carers have answered ({percent} %)."


def _detail(school: Coverage) -> str:
    """What the headline leaves out: each answer with its number, nothing that is nought."""
    parts: tuple[tuple[int, Callable[[int], str]], ...] = (
        (school.accepted, lambda n: f"{n:,} accepted"),
        (school.declined, lambda n: f"{n:,} declined"),
        (school.wants_to_talk, lambda n: f"{n:,} want{'s' if n == 1 else ''} to talk"),
        (school.outstanding, lambda n: f"{n:,} outstanding"),
        (school.overdue, lambda n: f"{n:,} of these overdue"),
        (school.not_asked, lambda n: f"{n:,} not told yet"),
    )
    return " · ".join(words(number) for number, words in parts if number)


def _left_out(counted: CoverageOverview) -> str:
    """Whom the count misses: without them it cannot be complete."""
    undecided, held, pupils = counted.undecided, counted.held, counted.untold
    parts: tuple[tuple[int, str, str], ...] = (
        (undecided, "person is not decided on yet", "people are not decided on yet"),
        (held - undecided, "person is held: nothing is printed", "people are held: nothing is printed"),
        (pupils, "pupil has nobody who will be told", "pupils have nobody who will be told"),
    )
    return " · ".join(f"{number:,} {one if number == 1 else many}" for number, one, many in parts if number > 0)


def _by_key(lines: Sequence[Coverage]) -> dict[str, Coverage]:
    """Each line by the name of its group; two households of one name are told apart."""
    found: dict[str, Coverage] = {}
    for line in lines:
        found[line.group if line.group not in found else f"{line.group} {len(found)}"] = line
    return found


def _bar(key: str, line: Coverage, way: CountedBy) -> Bar:
    label = f"Year {line.group}" if way is CountedBy.YEAR_GROUP and line.group.isdigit() else line.group
    return Bar(key, label, line.returned, line.everybody, _note(line))


def _note(line: Coverage) -> str:
    """What the bar leaves out: told, declined, outstanding, overdue; nothing that is nought but who was told."""
    parts = (
        (line.declined, "declined"),
        (line.wants_to_talk, "to talk"),
        (line.outstanding, "outstanding"),
        (line.overdue, "overdue"),
        (line.left_out, "not decided, or nobody to tell"),
    )
    return " · ".join([f"{line.asked:,} told", *(f"{number:,} {word}" for number, word in parts if number)])


def _people(number: int) -> str:
    return "1 person" if number == 1 else f"{number:,} people"
