"""Review history: editions and reviews of the code on one timeline, the next review counted down, one page each."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget

from halton_desktop.domain.change import Changes, RecordKind
from halton_desktop.domain.permission import Permission
from halton_desktop.domain.review import ReviewState, countdown
from halton_desktop.errors import HaltonError, NotFound
from halton_desktop.gui.kit.app_context import AppContext
from halton_desktop.gui.kit.looks.look import GROUP, PAGE_MARGIN, STEP
from halton_desktop.gui.kit.looks.style_sheet import set_text_role
from halton_desktop.gui.kit.tables.table_pane import TablePane
from halton_desktop.gui.kit.widgets.button import Button
from halton_desktop.gui.kit.widgets.empty_state import EmptyWords
from halton_desktop.gui.kit.widgets.flow_layout import FlowLayout
from halton_desktop.gui.kit.widgets.remembered_splitter import RememberedSplitter
from halton_desktop.gui.reviews.edition_view import EditionView
from halton_desktop.gui.reviews.notification_actions import NotificationActions
from halton_desktop.gui.reviews.review_actions import ReviewActions
from halton_desktop.gui.reviews.review_history import ReviewHistory
from halton_desktop.gui.reviews.review_table_model import ReviewTableModel
from halton_desktop.gui.reviews.review_view import ReviewView
from halton_desktop.services.reviews.find_reviews import (
    edition_line,
    edition_page,
    review_line,
    review_page,
    review_status,
)
from halton_desktop.services.session import OfficeSession

LIST_SHARE, PAGE_SHARE = 2, 3
LIST_WIDTH, PAGE_WIDTH = 430, 800
"""Pixels, until somebody moves the splitter."""


class ReviewHistoryTab(ReviewHistory):
    """The list beside the page of what is chosen; errands live in ``ReviewActions``."""

    title = "Review history"
    icon = "review"
    guide_page = "review-history"
    shows = frozenset(
        {
            RecordKind.REVIEW,
            RecordKind.EDITION,
            RecordKind.FORM,
            RecordKind.LETTER,
            RecordKind.SETTING,
            RecordKind.PARENT,
        }
    )
    opens = frozenset({RecordKind.REVIEW, RecordKind.EDITION})
    new_text = "Start the review…"
    can_print = True

    def __init__(self, context: AppContext, session: OfficeSession, parent: QWidget | None = None) -> None:
        super().__init__(context, session, parent)
        self._session = session
        self.notification = NotificationActions(self, session)
        self.page_actions = ReviewActions(self, session, self.notification)
        self.model = ReviewTableModel(session)
        self.pane = TablePane(
            "review-history/list",
            self.model,
            context.settings,
            context.theme,
            singular="edition or review",
            plural="editions and reviews",
            nothing_yet=EmptyWords("No editions yet.", "The code begins with edition 1.", "New edition…", "code"),
        )
        self.table = self.pane.table
        self.edition_view = EditionView(context.theme, self.page_actions, self.notification)
        self.review_view = ReviewView(context.theme, self.page_actions, self.notification)
        self.countdown_line = QLabel()
        set_text_role(self.countdown_line, "heading")
        self.start_button = Button("&Start the review…", context.theme, kind="primary", icon="review")
        self.record_button = Button("&Record an earlier review…", context.theme, icon="note")
        self.plan_button = Button("&Plan the next review…", context.theme, icon="calendar")
        self.draft_button = Button("New &edition…", context.theme, icon="code")
        self.figures_button = Button("Year’s &figures…", context.theme, icon="columns")
        self.association_button = Button("&Association…", context.theme, icon="export")
        self._build()
        self._connect()

    # --- what the window asks -----------------------------------------------------------------------------------

    def reload(self, changes: Changes | None) -> None:
        """The countdown, the list, and the page of what is chosen."""
        try:
            self.status = review_status(self._session)
            self.model.reload()
        except HaltonError as error:
            self.context.report(error, self, None)
            return
        self._show_status()
        if self.table.current_id() < 0 and self.model.rowCount():
            in_force = self.status.in_force
            self.table.select_id(edition_line(in_force.id) if in_force else self.model.id_at(0))
        self.show_current()

    def open_record(self, noun: RecordKind, record: int) -> bool:
        """An edition or a review; review 0 is "the next one", wherever it stands."""
        if noun is RecordKind.REVIEW and record == 0:
            return True
        return self.table.select_id(edition_line(record) if noun is RecordKind.EDITION else review_line(record))

    def find_in_list(self, text: str = "") -> None:
        """The list is short: the cursor goes into it."""
        self.table.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def new_record(self) -> None:
        """Start the review that is due, or take up the one under way."""
        if self.may_review:
            self.page_actions.start()

    def print_letters(self) -> None:
        """Ctrl+P: the edition in force to all parents."""
        if self.status is not None and self.status.in_force and self._session.may(Permission.PRINT_LETTERS):
            self.notification.letters()

    # --- inside -------------------------------------------------------------------------------------------------

    def show_current(self) -> None:
        """Build the page of what is chosen in the list."""
        line = self.table.current_id()
        try:
            if line >= 0 and line % 2:
                content = review_page(self._session, line // 2)
                self.shown = content
                may_save = self._session.may(Permission.EXPORT)
                self.review_view.show_review(
                    content, self._session.today, may_change=self.may_review, may_save=may_save
                )
                self.views.setCurrentWidget(self.review_view)
            elif line >= 0:
                page = edition_page(self._session, line // 2)
                effective = page.edition.effective_on
                self.shown = page
                to_come = effective is not None and effective > self._session.today
                may = {"may_change": self.may_review, "may_save": self._session.may(Permission.EXPORT)}
                self.edition_view.show_edition(page, **may, to_come=to_come)
                self.views.setCurrentWidget(self.edition_view)
        except NotFound:
            self.shown = None
            self.review_view.show_nothing(EmptyWords("That is not in the office file any more.", icon="review"))

    def _show_status(self) -> None:
        status = self.status
        if status is None or status.next_due is None:
            self.countdown_line.setText("No edition of the code is adopted yet.")
            self.start_button.setEnabled(False)
            return
        due = status.next_due
        under_way = status.open_review is not None and status.open_review.state is ReviewState.UNDER_WAY
        words = countdown(due, self._session.today)
        self.countdown_line.setText(f"The next review of the code is {words}, on {due:%d/%m/%Y}")
        self.start_button.setText("&Take up the review…" if under_way else "&Start the review…")
        self.start_button.setEnabled(True)
        self.plan_button.setVisible(self.may_review and status.open_review is None)
        self.draft_button.setText("Go on with the &draft…" if status.draft else "New &edition…")
        self.attention_changed.emit(int(due <= self._session.today) + (status.draft is not None))

    def _build(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(STEP)
        top.addWidget(self.countdown_line, 1)
        quiet = FlowLayout(STEP)
        whoever_reviews = (self.association_button, self.record_button, self.draft_button, self.plan_button)
        for button in (self.figures_button, *whoever_reviews):
            quiet.addWidget(button)
        top.addWidget(self.start_button)
        self.views = QStackedWidget()
        self.views.addWidget(self.edition_view)
        self.views.addWidget(self.review_view)
        self.splitter = RememberedSplitter(
            self.context.settings,
            "review-history/splitter",
            (self.pane, self.views),
            (LIST_SHARE, PAGE_SHARE),
            (LIST_WIDTH, PAGE_WIDTH),
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(PAGE_MARGIN, GROUP, PAGE_MARGIN, GROUP)
        layout.setSpacing(GROUP)
        layout.addLayout(top)
        layout.addLayout(quiet)
        layout.addWidget(self.splitter, 1)
        for button in (self.start_button, *whoever_reviews):  # not before: each would be a window for a moment
            button.setVisible(self.may_review)

    def _connect(self) -> None:
        page_actions = self.page_actions
        self.start_button.clicked.connect(page_actions.start)
        self.record_button.clicked.connect(page_actions.record)
        self.draft_button.clicked.connect(page_actions.draft)
        self.plan_button.clicked.connect(page_actions.plan)
        self.figures_button.clicked.connect(page_actions.figures)
        self.association_button.clicked.connect(page_actions.association)
        self.pane.empty_button_pressed.connect(page_actions.draft)
        self.table.current_id_changed.connect(lambda _line: self.show_current())
        self.table.opened.connect(lambda _line: page_actions.open_current())
        self.edition_view.clauses_toggled.connect(self.show_current)
