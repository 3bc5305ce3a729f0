"""What the Parents tab does about people who are held: the To decide list, lifting a hold, and taking that back."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QWidget

from halton_desktop.domain.change import RecordKind
from halton_desktop.domain.parents.parent import Parent
from halton_desktop.errors import HaltonError
from halton_desktop.gui.kit.actions import Actions
from halton_desktop.gui.kit.app_context import AppContext
from halton_desktop.gui.kit.dialogs.base_dialog import open_dialog
from halton_desktop.gui.kit.looks.look import STEP
from halton_desktop.gui.kit.widgets.button import Button
from halton_desktop.gui.kit.widgets.section import paragraph
from halton_desktop.gui.parents.lift_hold_dialog import LiftHoldDialog
from halton_desktop.gui.parents.mistaken_entry_dialog import MistakenEntryDialog
from halton_desktop.gui.parents.to_decide_dialog import ToDecideDialog
from halton_desktop.services.parents.decide_questions import anything_asked
from halton_desktop.services.parents.keep_holds import hold_with_id, lift_hold, stand_again
from halton_desktop.services.session import OfficeSession

if TYPE_CHECKING:
    from halton_desktop.gui.kit.office_tab import OfficeTab


class HoldActions(Actions):
    """``line`` stands above the list while something is asked; its button opens the To decide list."""

    def __init__(self, context: AppContext, session: OfficeSession, tab: OfficeTab) -> None:
        super().__init__(context, session, tab)
        self._tab = tab
        self.button = Button("&To decide…", context.theme, icon="warning")
        self.button.clicked.connect(self.decide)
        self.line = QWidget()
        line = QHBoxLayout(self.line)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(STEP)
        line.addWidget(self.button)
        line.addWidget(paragraph("People wait for a decision: until then nothing is printed to them.", muted=True), 1)
        self.line.hide()

    def show_line(self) -> None:
        """Whether there is anything to decide."""
        self.line.setVisible(anything_asked(self.session))

    def decide(self) -> None:
        """The To decide list; a name in it opens that person here."""
        dialog = ToDecideDialog(self.context, self.session, self._tab.window())
        dialog.open_requested.connect(self._tab.open_requested)
        open_dialog(dialog)

    def lift(self, hold_id: int) -> None:
        """Ask why, lift it, and offer to take that back."""
        try:
            hold = hold_with_id(self.session, hold_id)
        except HaltonError as error:
            self.context.report(error, self._tab, None)
            return

        def act(reason: str) -> None:
            lift_hold(self.session, hold_id, reason)

        def told() -> None:
            self._tab.say(f"Lifted: {hold.kind.value}.", "success", action="Undo", act=lambda: self._again(hold_id))

        dialog = LiftHoldDialog(self.context, hold.words, act, self._tab)
        dialog.succeeded.connect(told)
        open_dialog(dialog)

    def take_back(self, entry: Parent) -> None:
        """The entry was a mistake, or a second one of somebody; whoever is left is shown."""
        dialog = MistakenEntryDialog(self.context, self.session, entry, parent=self._tab)

        def told() -> None:
            self._tab.say(f"{entry.full_name}: {'made one entry' if dialog.stays_id else 'withdrawn'}.", "success")
            if dialog.stays_id:
                self._tab.open_record(RecordKind.PARENT, dialog.stays_id)

        dialog.succeeded.connect(told)
        open_dialog(dialog)

    def _again(self, hold_id: int) -> None:
        self.write(partial(stand_again, self.session, hold_id))
