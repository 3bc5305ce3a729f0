"""How many letters and slips a choice comes to, and first of all who cannot get one, why, and how to mend it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from halton_desktop.domain.mailing import Per
from halton_desktop.domain.told import PupilWithout
from halton_desktop.gui.kit.app_context import AppContext
from halton_desktop.gui.kit.looks.look import GROUP, HALF_STEP, STEP
from halton_desktop.gui.kit.looks.style_sheet import set_text_role
from halton_desktop.gui.kit.tables.office_table import OfficeTable
from halton_desktop.gui.kit.widgets.button import Button
from halton_desktop.gui.kit.widgets.chip import Chip, ChipLabel
from halton_desktop.gui.letters.not_printed_model import NotPrintedModel
from halton_desktop.services.letters.plan_letters import LetterPlan, NotPrinted


def counted(number: int, one: str, many: str) -> str:
    """ "1 letter", "1,424 slips"."""
    return f"{number:,} {one if number == 1 else many}"


class PlanPane(QWidget):
    """Tells of one LetterPlan; ``may_lift`` where the user may send blocked letters with a reason."""

    parent_asked = Signal(int)
    """Open this parent."""
    override_asked = Signal(object)
    """Send to this NotPrinted all the same."""
    overrides_dropped = Signal()
    pupils_asked = Signal(object)
    """Show these PupilWithout."""

    def __init__(self, context: AppContext, *, may_lift: bool) -> None:
        super().__init__()
        self._may_lift = may_lift
        self.model = NotPrintedModel(context.theme, self)
        self.count = QLabel()
        self.about = QLabel()
        self.left_out = QLabel()
        self.everybody = ChipLabel(Chip("Nobody is left out", "done", "done"), context.theme)
        self.table = OfficeTable("letters/not-printed", self.model, context.settings, context.theme)
        self.open_parent = Button("&Open parent…", context.theme, icon="edit")
        self.override = Button("Send all the sa&me…", context.theme, icon="letter")
        self.reason = QLabel()
        self.lifted = QLabel()
        self.take_back = Button("&Take back", context.theme, kind="link")
        self.contacts = QLabel()
        self.without = Button("", context.theme, kind="link", icon="warning")
        self._pupils: tuple[PupilWithout, ...] = ()
        self._build()
        self.table.current_id_changed.connect(lambda _id: self._show_fixes())
        self.table.opened.connect(self.parent_asked)
        self.open_parent.clicked.connect(lambda: self.parent_asked.emit(self.table.current_id()))
        self.override.clicked.connect(self._on_override)
        self.take_back.clicked.connect(self.overrides_dropped)
        self.without.clicked.connect(lambda: self.pupils_asked.emit(self._pupils))

    def show_plan(self, plan: LetterPlan) -> None:
        """Show what a choice comes to."""
        letters = counted(len(plan.letters), "letter", "letters")
        self.count.setText(f"{letters}, {counted(plan.people, 'slip', 'slips')}")
        per = "each household" if plan.request.per is Per.HOUSEHOLD else "each person"
        self.about.setText(f"{plan.edition.label} of the code, one envelope for {per}.")
        left_out = len(plan.not_printed)
        self.left_out.setText(f"{counted(left_out, 'person', 'people')} cannot get a letter")
        chosen = self.table.current_id()
        self.model.show(plan.not_printed)
        if left_out and not self.table.select_id(chosen):
            self.table.select_id(self.model.id_at(0))
        for widget in (self.left_out, self.table, self.open_parent):
            widget.setVisible(bool(left_out))
        self.override.setVisible(self._may_lift and any(one.can_override for one in plan.not_printed))
        self.everybody.setVisible(not left_out and not plan.pupils_without and bool(plan.letters))
        self._show_beside(plan)
        lifted = sum(1 for reason in plan.request.overrides.values() if reason)
        self.lifted.setText(f"{counted(lifted, 'blocked parent is', 'blocked parents are')} written to all the same.")
        self.lifted.setVisible(bool(lifted))
        self.take_back.setVisible(bool(lifted))
        self._show_fixes()

    def _show_beside(self, plan: LetterPlan) -> None:
        """Who is no parent or carer, and for which pupils nobody is told."""
        contacts = counted(plan.contacts_only, "contact gets", "contacts get")
        self.contacts.setText(f"{contacts} no letter, being neither parent nor carer.")
        self.contacts.setVisible(bool(plan.contacts_only))
        self._pupils = plan.pupils_without
        self.without.setText(f"{counted(len(self._pupils), 'pupil has', 'pupils have')} nobody who will be told…")
        self.without.setVisible(bool(self._pupils))

    def show_nothing(self, sentence: str) -> None:
        """There is no plan: say why."""
        self.count.setText("No letters")
        self.about.setText(sentence)
        self.model.show(())
        for widget in (
            self.left_out,
            self.table,
            self.open_parent,
            self.override,
            self.everybody,
            self.reason,
            self.lifted,
            self.take_back,
            self.contacts,
            self.without,
        ):
            widget.hide()

    def _current(self) -> NotPrinted | None:
        return self.model.person(self.table.current_id())

    def _show_fixes(self) -> None:
        current = self._current()
        self.open_parent.setEnabled(current is not None)
        self.override.setEnabled(current is not None and current.can_override)
        self.reason.setText(f"{current.who}: {current.reason}" if current is not None else "")
        self.reason.setVisible(current is not None)

    def _on_override(self) -> None:
        current = self._current()
        if current is not None:
            self.override_asked.emit(current)

    def _build(self) -> None:
        set_text_role(self.count, "title")
        set_text_role(self.about, "muted")
        set_text_role(self.left_out, "heading")
        set_text_role(self.lifted, "muted")
        set_text_role(self.contacts, "muted")
        for label in (self.about, self.lifted, self.reason, self.contacts):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
        self.count.setAccessibleName("How many letters and slips")
        self.table.setAccessibleName("People who cannot get a letter, and why")
        fixes = QHBoxLayout()
        fixes.setSpacing(STEP)
        fixes.addWidget(self.open_parent)
        fixes.addWidget(self.override)
        fixes.addStretch(1)
        lifted = QHBoxLayout()
        lifted.setSpacing(STEP)
        lifted.addWidget(self.lifted)
        lifted.addWidget(self.take_back)
        lifted.addStretch(1)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(HALF_STEP)
        lines.addWidget(self.count)
        lines.addWidget(self.about)
        lines.addLayout(lifted)
        lines.addWidget(self.contacts)
        lines.addWidget(self.without, 0, Qt.AlignmentFlag.AlignLeft)
        lines.addSpacing(GROUP)
        lines.addWidget(self.everybody, 0, Qt.AlignmentFlag.AlignLeft)
        lines.addWidget(self.left_out)
        lines.addWidget(self.table, 1)
        lines.addWidget(self.reason)
        lines.addSpacing(HALF_STEP)
        lines.addLayout(fixes)
        lines.addStretch(0)
