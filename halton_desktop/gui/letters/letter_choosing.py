"""The first page of the Letters dialog at work: every change of the choice is counted anew, off the GUI thread."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QWidget

from halton_desktop.background.task_runner import RunningTask
from halton_desktop.domain.change import Changes, RecordKind
from halton_desktop.domain.mailing import Recipients
from halton_desktop.domain.permission import Permission
from halton_desktop.errors import HaltonError
from halton_desktop.gui.kit.app_context import AppContext
from halton_desktop.gui.kit.dialogs.base_dialog import open_dialog
from halton_desktop.gui.kit.widgets.button import Button
from halton_desktop.gui.letters.letter_choice import LetterChoice
from halton_desktop.gui.letters.letter_text_dialog import LetterTextDialog
from halton_desktop.gui.letters.nobody_told_dialog import NobodyToldDialog
from halton_desktop.gui.letters.plan_pane import PlanPane
from halton_desktop.gui.letters.send_anyway_dialog import SendAnywayDialog
from halton_desktop.services.letters.letter_texts import letter_texts, purpose_of_letter
from halton_desktop.services.letters.plan_letters import plan_letters
from halton_desktop.services.parents.find_parents import parents_of_pupil, year_groups
from halton_desktop.ui_forms.letters.letters_dialog_form import Ui_LettersDialog

if TYPE_CHECKING:
    from halton_desktop.domain.told import PupilWithout
    from halton_desktop.services.letters.plan_letters import LetterPlan, NotPrinted
    from halton_desktop.services.session import OfficeSession

SETTLES_AFTER = 120
"""Milliseconds: several quick changes of the choice are counted once."""


class LetterChoosing(QObject):
    """Joins the form's left side (what is asked for) and the plan pane at its right (what that comes to)."""

    planned = Signal(object)
    """The LetterPlan of what is chosen; None while it is counted, or where there can be none."""

    def __init__(
        self,
        context: AppContext,
        session: OfficeSession,
        form: Ui_LettersDialog,
        window: QWidget,
        *,
        selected: Sequence[int] | None,
        shown: Sequence[int] | None,
        open_parent: Callable[[int, QWidget], object],
    ) -> None:
        super().__init__(window)
        self._context = context
        self._session = session
        self._window = window
        self._overrides: dict[int, str] = {}
        self._asked = 0
        self.at_rest = False
        """Set while the pages are looked at: nothing is counted then."""
        self.pane = PlanPane(context, may_lift=session.may(Permission.LIFT_LETTER_BLOCKS))
        self.choice = LetterChoice(form, selected, shown, year_groups(session), self)
        self.edit_words = Button("Edit the wor&ds…", context.theme, kind="link", icon="edit")
        self.edit_words.setVisible(session.may(Permission.CHANGE_SCHOOL))
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(SETTLES_AFTER)
        form.plan_place.addWidget(self.pane)
        form.letter_actions.addWidget(self.edit_words, 0, Qt.AlignmentFlag.AlignLeft)
        self._settle.timeout.connect(self.replan)
        self.choice.changed.connect(self._on_chosen)
        self.edit_words.clicked.connect(self._edit_words)
        self.pane.parent_asked.connect(lambda parent_id: open_parent(parent_id, window))
        self.pane.override_asked.connect(self._send_anyway)
        self.pane.overrides_dropped.connect(self._drop_overrides)
        self.pane.pupils_asked.connect(self._show_pupils)
        context.hub.changed.connect(self._on_changes)

    def begin(self, letter: str, to: Recipients | None, year_group: str = "") -> None:
        """List the letters, choose what the caller most likely means, and count."""
        self._list_letters()
        self.choice.begin(letter, to, year_group)
        self.replan()

    def replan(self) -> None:
        """Count letters and find out who cannot get one; the newest question wins."""
        self._settle.stop()
        if self.at_rest:
            return
        self._asked += 1
        mine, session, request = self._asked, self._session, self.choice.request(self._overrides)
        self.planned.emit(None)

        def plan(_task: RunningTask) -> LetterPlan:
            return plan_letters(session, request)

        self._context.runner.run(
            plan,
            title="Counting letters",
            on_done=lambda made: self._show_plan(mine, made),
            on_error=lambda error: self._show_no_plan(mine, error),
            quiet=True,
            owner=self,
        )

    def _show_plan(self, asked: int, plan: LetterPlan) -> None:
        if asked == self._asked:
            self.pane.show_plan(plan)
            self.planned.emit(plan)

    def _show_no_plan(self, asked: int, error: HaltonError) -> None:
        if asked == self._asked:
            self.pane.show_nothing(f"{error.message} {error.advice}".strip())

    def _on_chosen(self) -> None:
        self.planned.emit(None)
        self._settle.start()

    def _on_changes(self, changes: Changes) -> None:
        """A parent was mended, an answer booked, an envelope changed meanwhile: count again."""
        if changes.touches(RecordKind.PARENT, RecordKind.PUPIL, RecordKind.FORM, RecordKind.SETTING, RecordKind.HOLD):
            self._settle.start()

    def _send_anyway(self, blocked: NotPrinted) -> None:
        dialog = SendAnywayDialog(self._context, blocked, self._window)

        def take() -> None:
            self._overrides[blocked.parent_id] = dialog.reason_given
            self.replan()

        dialog.succeeded.connect(take)
        open_dialog(dialog)

    def _show_pupils(self, pupils: Sequence[PupilWithout]) -> None:
        dialog = NobodyToldDialog(self._context, pupils, self._window)
        dialog.open_requested.connect(self._open_first)
        open_dialog(dialog)

    def _open_first(self, _noun: RecordKind, pupil_id: int) -> None:
        """The first person of a pupil, to mend what is missing."""
        people = parents_of_pupil(self._session, pupil_id)
        if people:
            self.pane.parent_asked.emit(people[0][0].id)

    def _drop_overrides(self) -> None:
        self._overrides.clear()
        self.replan()

    def _edit_words(self) -> None:
        dialog = LetterTextDialog(self._context, self._session, self.choice.letter, parent=self._window)
        dialog.succeeded.connect(self._list_letters)
        open_dialog(dialog)

    def _list_letters(self) -> None:
        texts = letter_texts(self._session)
        purposes: Mapping[str, str] = {text.name: purpose_of_letter(self._session, text.name) for text in texts}
        self.choice.set_letters(texts, purposes)
