"""Take an entry back: it should not be in the register, or it is a second entry of somebody who is there already."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QComboBox, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from halton_desktop.domain.parents.parent import Parent
from halton_desktop.gui.kit.app_context import AppContext
from halton_desktop.gui.kit.dialogs.base_dialog import BaseDialog
from halton_desktop.gui.kit.fields.form import FieldForm
from halton_desktop.gui.kit.fields.person_choice import PersonChoice
from halton_desktop.gui.kit.history_words import NOTHING, field_words
from halton_desktop.gui.kit.looks.look import FORM_WIDTH, GROUP
from halton_desktop.gui.kit.widgets.screen_room import fitted
from halton_desktop.gui.kit.widgets.section import paragraph
from halton_desktop.services.parents.take_back_parent import (
    make_one_person,
    maybe_the_same,
    two_entries,
    withdraw_parent,
)
from halton_desktop.services.session import OfficeSession

SIZE = QSize(620, 620)
ONE, WITHDRAW = "Make one entry", "Withdraw"


class MistakenEntryDialog(BaseDialog):
    """``goes`` is the entry that goes; ``stays_id`` the one that is left in its place, 0 where there is none."""

    def __init__(
        self,
        context: AppContext,
        session: OfficeSession,
        goes: Parent,
        stays_id: int | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            context,
            name="mistaken-entry",
            title=f"{goes.full_name}: entered by mistake or twice",
            verb=WITHDRAW,
            guide_page="parents",
            parent=parent,
        )
        self._session = session
        self._goes = goes
        self.values: dict[str, QComboBox] = {}
        self.what_happens = paragraph("", muted=True)
        form = FieldForm()
        self.same_as = PersonChoice(context, session)
        self.same_as.setFixedWidth(FORM_WIDTH)
        self.same_as.setPlaceholderText("Nobody: the entry should not be here")
        hint = "Type three letters of a name. Leave it empty where the entry should not be in the register at all."
        form.add("who", "&The same person as", self.same_as, hint)
        self._choices = QWidget()
        self._choice_lines = QVBoxLayout(self._choices)
        self._choice_lines.setContentsMargins(0, 0, 0, 0)
        form.add_widget(self._choices)
        self.reason = form.add("reason", "&How did the mistake come about?", QLineEdit())
        self.use_errors(form.errors)
        self._lay_out(form)
        self.same_as.person_changed.connect(self.show_choices)
        self._suggest(stays_id)
        self.reason.setFocus()
        self.resize(fitted(SIZE, self))

    @property
    def stays_id(self) -> int:
        """The entry that is left, 0 where there is none."""
        return self.same_as.parent_id or 0

    def act(self) -> None:
        """Make the two one, or withdraw this one."""
        reason = self.reason.text()
        if not self.stays_id:
            self.write(partial(withdraw_parent, self._session, self._goes.id, reason))
            return
        taken = frozenset(name for name, box in self.values.items() if box.currentIndex() == 1)
        self.write(partial(make_one_person, self._session, self.stays_id, self._goes.id, taken, reason))

    def show_choices(self) -> None:
        """What will happen, and which values a person may choose between."""
        self.values.clear()
        while (item := self._choice_lines.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.deleteLater()
        self.submit_button.setText(ONE if self.stays_id else WITHDRAW)
        self.what_happens.setText(self._words())
        if not self.stays_id or self.stays_id == self._goes.id:
            return
        fields = FieldForm()
        for one in two_entries(self._session, self.stays_id, self._goes.id).differing:
            label = field_words(one.field)
            box = self.values[one.field] = QComboBox()
            box.addItems([one.stays or NOTHING, f"{one.goes} (this entry)"])
            box.setCurrentIndex(int(one.usual))
            fields.add(one.field, label[:1].upper() + label[1:], box)
        self._choice_lines.addWidget(fields)

    def _suggest(self, stays_id: int | None) -> None:
        """Whoever it surely is stands there to begin with."""
        if stays_id is None:
            stays_id = next((one.family.parent.id for one in maybe_the_same(self._session, self._goes.id)), 0)
        self.same_as.show_person(stays_id or None)
        self.show_choices()

    def _words(self) -> str:
        if not self.stays_id:
            return (
                f"{self._goes.full_name} is gone from the list, the children’s pages, the search, the letters and the "
                "figures, and slips they were sent count no longer. The history keeps the entry and your reason."
            )
        return (
            f"The two become one entry. Children, slips, letters, incidents, consents, holds and notes of "
            f"{self._goes.full_name} go over to it, and every restriction of either stays. Where both say something "
            "else, choose what is right. The history keeps what this entry said."
        )

    def _lay_out(self, form: FieldForm) -> None:
        page = QWidget()
        lines = QVBoxLayout(page)
        lines.setContentsMargins(0, 0, GROUP, 0)
        lines.setSpacing(GROUP)
        lines.addWidget(self.what_happens)
        lines.addWidget(form)
        lines.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setWidget(page)
        outside = QVBoxLayout(self.body)
        outside.setContentsMargins(0, 0, 0, 0)
        outside.addWidget(scroll)
