"""Today: what is late, what is due, by who sees to it; each line opens what it is about."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from halton_desktop.domain.change import Changes, RecordKind
from halton_desktop.domain.day_words import MONTHS, WEEKDAYS
from halton_desktop.domain.due import DueItem
from halton_desktop.errors import HaltonError
from halton_desktop.gui.kit.app_context import AppContext
from halton_desktop.gui.kit.confirm_dialog import YesNoQuestion
from halton_desktop.gui.kit.looks.look import GROUP, HALF_STEP, PAGE_MARGIN
from halton_desktop.gui.kit.looks.style_sheet import set_text_role
from halton_desktop.gui.kit.office_tab import OfficeTab
from halton_desktop.gui.kit.tables.table_pane import TablePane
from halton_desktop.gui.kit.widgets.empty_state import EmptyWords
from halton_desktop.gui.today.due_table_model import NOBODY, DueTableModel
from halton_desktop.services.administration.office_place import DUE as OFFICE_PLACE
from halton_desktop.services.administration.other_copies import DUE as ANOTHER_COPY
from halton_desktop.services.administration.other_copies import go_on_with_this_one
from halton_desktop.services.administration.recovery_sheet import DUE as RECOVERY_SHEET
from halton_desktop.services.letters.nobody_told import NOBODY_TOLD, pupils_nobody_is_told_for
from halton_desktop.services.overview.today import due_today
from halton_desktop.services.session import OfficeSession

if TYPE_CHECKING:
    from PySide6.QtWidgets import QDialog

MINUTE = 60_000
"""Milliseconds between two looks at whether another day has begun."""


class TodayTab(OfficeTab):
    """Reads again after every change: whatever is done somewhere else may take a line away."""

    title = "Today"
    icon = "today"
    guide_page = "today"

    def __init__(self, context: AppContext, session: OfficeSession, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._session = session
        self._shown_for: date | None = None
        self.day = QLabel()
        self.summary = QLabel()
        set_text_role(self.day, "title")
        set_text_role(self.summary, "muted")
        self.who = QComboBox()
        self.who.setAccessibleName("Who sees to it")
        self.who.setMinimumContentsLength(16)
        self.model = DueTableModel()
        self.pane = TablePane(
            "today/list",
            self.model,
            context.settings,
            context.theme,
            singular="thing to do",
            plural="things to do",
            nothing_yet=EmptyWords(
                "Nothing is due.",
                "No contact to make, no printing to confirm, and the backup is fresh.",
                icon="done",
            ),
            nothing_found=EmptyWords("Nothing is due for them.", "", "Show everybody’s", "done"),
        )
        self.table = self.pane.table
        self._build()
        self.who.currentIndexChanged.connect(lambda _index: self.model.set_filter(self.who.currentData()))
        self.pane.clear_filter_pressed.connect(lambda: self.who.setCurrentIndex(0))
        self.table.opened.connect(self.open_line)
        self._asked = 0
        self._clock = QTimer(self)
        self._clock.setInterval(MINUTE)
        self._clock.timeout.connect(self.look_at_clock)
        self._clock.start()

    def reload(self, changes: Changes | None) -> None:
        """Gather what is due again, off the GUI thread: with 2,000 families that takes half a second."""
        self._asked += 1
        asked, session = self._asked, self._session
        today = self._shown_for = session.today
        self.day.setText(f"{WEEKDAYS[today.weekday()]}, {today.day} {MONTHS[today.month - 1]} {today.year}")

        def show(items: Sequence[DueItem]) -> None:
            if asked == self._asked:  # else a later question is on its way
                self._show(items, today)

        def fail(error: HaltonError) -> None:
            if session.is_open:  # locked meanwhile: unlocking asks again
                self.context.report(error, self, None)

        self.context.runner.run(
            lambda _task: due_today(session),
            title="Gathering what is due",
            on_done=show,
            on_error=fail,
            quiet=True,
            owner=self,
        )

    def look_at_clock(self) -> None:
        """Read again where another day has begun; behind a locked screen that waits until it is unlocked."""
        if not self.isVisible() or not self._session.is_open:
            return
        if self._shown_for is not None and self._shown_for != self._session.today:
            self.reload(None)

    def find_in_list(self, text: str = "") -> None:
        self.table.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def open_line(self, number: int) -> None:
        """Open what a line is about, wherever that is."""
        item = self.model.item(number)
        if item is None:
            return
        context, session, window, open_record = self.context, self._session, self.window(), self.open_requested.emit
        if item.kind == OFFICE_PLACE:
            context.show_guide("first-start")
        elif item.kind == ANOTHER_COPY:
            self._settle_copies(item)
        elif item.kind == RECOVERY_SHEET:
            self._follow(context.screens.recovery_sheet(context, session, window))
        elif item.noun is RecordKind.OFFICE:
            self._follow(context.screens.backups(context, session, window))
        elif item.noun is RecordKind.SCHOOL_CALENDAR:
            self._follow(context.screens.school_days(context, session, window))
        elif item.noun is RecordKind.LETTER:
            self._confirm_printing(item.record_id)
        elif item.noun is RecordKind.QUESTION:
            self._follow(context.screens.to_decide(context, session, window, open_record=open_record))
        elif item.kind == NOBODY_TOLD:
            pupils = pupils_nobody_is_told_for(session)
            self._follow(context.screens.nobody_told(context, window, pupils, open_record=open_record))
        else:
            self.open_requested.emit(item.noun, item.record_id)

    def _settle_copies(self, item: DueItem) -> None:
        question = YesNoQuestion(
            "Is this the office that goes on?",
            f"{item.sentence}. What was entered in the other one since they parted is not here and never comes by "
            "itself. Look into both before you decide; if the other is the right one, quit and open it.",
            verb="Go on with this one",
            otherwise="Not yet",
            danger=True,
        )
        if not self.context.confirm(self, question):
            return
        session = self._session
        self.context.runner.run(
            lambda _task: go_on_with_this_one(session),
            title="Saving",
            on_done=lambda _result: self.reload(None),
            on_error=lambda error: self.context.report(error, self, None),
            cancellable=False,
            owner=self,
        )

    def _confirm_printing(self, batch_id: int) -> None:
        try:
            self.context.screens.confirm_printing(
                self.context,
                self._session,
                self.window(),
                batch_id,
                said=lambda sentence: self.say(sentence, "success"),
            )
        except HaltonError as error:
            self.context.report(error, self, None)

    def _follow(self, dialog: QDialog) -> None:
        """Read again when it is closed."""
        dialog.finished.connect(lambda _result: self.reload(None))

    def _show(self, items: Sequence[DueItem], today: date) -> None:
        self.summary.setText(_summary(items, today))
        self._show_people(items)
        self.who.setVisible(bool(items))
        self.model.show(items, today)
        self.attention_changed.emit(sum(item.urgent for item in items))

    def _show_people(self, items: Sequence[DueItem]) -> None:
        """Everybody who has something to do; oneself first."""
        chosen = self.who.currentData()
        own = self._session.user.name
        people = sorted({item.responsible for item in items if item.responsible} - {own}, key=str.casefold)
        self.who.blockSignals(True)
        self.who.clear()
        self.who.addItem("Everybody’s", None)
        self.who.addItem("Mine", own)
        for person in people:
            self.who.addItem(person, person)
        if any(not item.responsible for item in items):
            self.who.addItem(NOBODY, "")
        self.who.setCurrentIndex(max(0, self.who.findData(chosen) if chosen is not None else 0))
        self.who.blockSignals(False)
        if self.who.currentData() != self.model.filter:
            self.model.set_filter(self.who.currentData())

    def _build(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(HALF_STEP)
        words.addWidget(self.day)
        words.addWidget(self.summary)
        top = QHBoxLayout()
        top.setSpacing(GROUP)
        top.addLayout(words, 1)
        top.addWidget(self.who, 0, Qt.AlignmentFlag.AlignBottom)
        self.setFocusProxy(self.table)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(PAGE_MARGIN, GROUP, PAGE_MARGIN, GROUP)
        layout.setSpacing(GROUP)
        layout.addLayout(top)
        layout.addWidget(self.pane, 1)


def _summary(items: Sequence[DueItem], today: date) -> str:
    """ "2 late, 3 due today, 4 coming up"; what to do first is the line on top of the list."""
    late = sum(item.due_on < today for item in items)
    due = sum(item.due_on == today for item in items)
    coming = len(items) - late - due
    if not items:
        return "Nothing is late and nothing is due."
    parts = [
        f"{count} {words}" for count, words in ((late, "late"), (due, "due today"), (coming, "coming up")) if count
    ]
    return f"{', '.join(parts)}. Start at the top; Enter opens a line."
