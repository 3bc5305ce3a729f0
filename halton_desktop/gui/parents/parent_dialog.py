"""Add or change a parent: who they are, where letters go, whose parent they are, and whether letters may go at all."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QWidget

from halton_desktop.domain.parents.known_already import KnownAlready
from halton_desktop.domain.parents.parent import (
    ADHERING,
    Capacity,
    Family,
    Parent,
    ParentOf,
    Protected,
    Pupil,
    checked_parent,
    odd_values,
    usual_capacity,
)
from halton_desktop.errors import HaltonError, InvalidInput
from halton_desktop.gui.kit.app_context import AppContext
from halton_desktop.gui.kit.confirm_dialog import YesNoQuestion
from halton_desktop.gui.kit.dialogs.base_dialog import BaseDialog, open_dialog
from halton_desktop.gui.kit.fields.level_rows import keep_rows_level
from halton_desktop.gui.kit.fields.school_fields import typed_address
from halton_desktop.gui.kit.widgets.screen_room import fitted
from halton_desktop.gui.parents.children_field import ChildrenField
from halton_desktop.gui.parents.known_watch import KnownWatch
from halton_desktop.gui.parents.pupil_dialog import PupilDialog
from halton_desktop.services.parents.find_parents import find_pupils, in_the_register
from halton_desktop.services.parents.keep_parents import add_parent, change_parent
from halton_desktop.services.session import OfficeSession
from halton_desktop.ui_forms.parents.parent_dialog_form import Ui_ParentDialog

TITLES = ("", "Mr", "Mrs", "Ms", "Miss", "Mx", "Dr", "Rev")
MOST_FOUND = 20
MOST_KNOWN = 3
SIZE = QSize(940, 720)


def _known_words(known: KnownAlready) -> str:
    """ "Mrs Jane Fieldhouse, mother of Sam Fieldhouse (7D): the same name and the same mobile."."""
    tied = [f"{child.tie.relationship} of {child.pupil.name_and_form}" for child in known.family.children]
    return f"{', '.join([known.family.parent.full_name, *tied])}: {known.alike}."


def _others_like(session: OfficeSession, typed: tuple[Parent, tuple[ParentOf, ...]]) -> list[tuple[int, str]]:
    return [(one.family.parent.id, _known_words(one)) for one in in_the_register(session, *typed)]


class ParentDialog(BaseDialog):
    """For a new parent, or for ``family``; ``parent_id`` is whom it kept in the end."""

    def __init__(
        self, context: AppContext, session: OfficeSession, family: Family | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(
            context,
            name="parent",
            title=f"Edit {family.parent.full_name}" if family else "New parent",
            verb="Save" if family else "Add parent",
            guide_page="parents",
            parent=parent,
        )
        self._session = session
        self._parent = family.parent if family else Parent(0, "", "")
        self._capacities_touched = family is not None
        self.parent_id = self._parent.id
        self.form = Ui_ParentDialog()
        self.form.setupUi(self.body)
        keep_rows_level(self.body)
        self.children_field = ChildrenField(context.theme, self._find_pupils)
        self.children_field.new_pupil_asked.connect(self._new_pupil)
        self.children_field.changed.connect(self._offer_capacity)
        self.children_field.changed.connect(self._order_tabs)
        self.form.children.addWidget(self.children_field)
        self.capacities = self._add_capacities()
        self.protected = self._add_protected()
        self.form.title.addItems(TITLES)
        self.form.title.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.form.capacities_error.hide()
        names = ("surname", "forename", "email", "postcode", "do_not_write_reason", "protected_reason")
        self.set_fields({name: getattr(self.form, name) for name in names})
        self.form.do_not_write.toggled.connect(self._show_reason)
        self._fill(family)
        self.form.scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._order_tabs()
        self._watch_for_others()
        self.form.forename.setFocus()
        self.resize(fitted(SIZE, self))

    def act(self) -> None:
        """Keep the parent and the ties in one transaction."""
        self.form.capacities_error.hide()
        parent, ties = checked_parent(self._typed_parent()), self.children_field.ties
        if not self._is_meant(parent):
            return
        if parent.id:
            self.write(partial(change_parent, self._session, parent, ties))
            return
        if not self._is_new(parent, ties):
            return

        def added(parent_id: int) -> None:
            self.parent_id = parent_id
            self.succeed()

        self.write(partial(add_parent, self._session, parent, ties), added)

    def show_error(self, error: HaltonError) -> None:
        """Capacities are many ticks: what is wrong with them stands under the last."""
        if isinstance(error, InvalidInput) and error.field == "capacities":
            self.set_busy(busy=False)
            self.form.capacities_error.setText(error.message)
            self.form.capacities_error.show()
            self.capacities[Capacity.PARENT_CARER].setFocus(Qt.FocusReason.OtherFocusReason)
            return
        super().show_error(error)

    # --- inside -------------------------------------------------------------------------------------------------

    def _watch_for_others(self) -> None:
        """A second record of the same person is warned of while it is typed."""
        if self._parent.id:
            return
        self.known: KnownWatch[tuple[Parent, tuple[ParentOf, ...]]] = KnownWatch(
            self, self._typed_so_far, partial(_others_like, self._session), self._open_other
        )
        form = self.form
        self.known.watch((form.forename, form.surname, form.email, form.mobile, form.home_phone, form.address))
        self.children_field.changed.connect(self.known.typed_on)

    def _typed_so_far(self) -> tuple[Parent, tuple[ParentOf, ...]] | None:
        parent = self._typed_parent()
        return (parent, tuple(self.children_field.ties)) if parent.surname and parent.forename else None

    def _open_other(self, parent_id: int) -> None:
        self.context.screens.edit_parent(self.context, self._session, self, parent_id)

    def _is_meant(self, parent: Parent) -> bool:
        """Whether nothing is odd, or what is odd is kept as it was typed: asked now and not when a letter fails."""
        odd = odd_values(parent, self._parent if self._parent.id else None)
        question = YesNoQuestion(
            "Keep this as it is typed?", "\n".join(odd), verb="Keep as typed", otherwise="Go back and mend it"
        )
        return not odd or self.context.confirm(self, question)

    def _is_new(self, parent: Parent, ties: list[ParentOf]) -> bool:
        """Whether nobody in the register is the same, or the person at the desk says it is somebody else."""
        known = in_the_register(self._session, parent, ties)
        if not known:
            return True
        lines = [_known_words(one) for one in known[:MOST_KNOWN]]
        more = [f"and {len(known) - MOST_KNOWN:,} more"] if len(known) > MOST_KNOWN else []
        advice = (
            "Two entries of one person are two letters, two answers and two histories. If it is the same person, go "
            "back, close this and change theirs in the list."
        )
        question = YesNoQuestion(
            f"Is {parent.full_name} in the register already?",
            "\n".join([*lines, *more, "", advice]),
            verb="Add as another person",
            otherwise="Go back",
        )
        return self.context.confirm(self, question)

    def _fill(self, family: Family | None) -> None:
        parent = self._parent
        self.form.title.setCurrentText(parent.title)
        for name in ("forename", "surname", "salutation", "home_phone", "mobile", "email", "do_not_write_reason"):
            getattr(self.form, name).setText(getattr(parent, name))
        self.form.address.setPlainText("\n".join(parent.address.lines))
        self.form.postcode.setText(parent.address.postcode)
        self.form.notes.setPlainText(parent.notes)
        self.form.do_not_write.setChecked(parent.do_not_write)
        self._show_reason(parent.do_not_write)
        for capacity, box in self.capacities.items():
            box.setChecked(capacity in parent.capacities)
        self.form.protected_reason.setText(parent.protected_reason)
        for kind, box in self.protected.items():
            box.setChecked(kind in parent.protected)
        self._show_why_protected()
        if family is not None:
            self.children_field.set_children(family.children)

    def _typed_parent(self) -> Parent:
        form = self.form
        protected = frozenset(kind for kind, box in self.protected.items() if box.isChecked())
        return replace(
            self._parent,
            title=form.title.currentText().strip(),
            forename=form.forename.text().strip(),
            surname=form.surname.text().strip(),
            salutation=form.salutation.text().strip(),
            address=typed_address(form.address, form.postcode),
            home_phone=form.home_phone.text().strip(),
            mobile=form.mobile.text().strip(),
            email=form.email.text().strip(),
            capacities=self._typed_capacities(),
            do_not_write=form.do_not_write.isChecked(),
            do_not_write_reason=form.do_not_write_reason.text().strip() if form.do_not_write.isChecked() else "",
            notes=form.notes.toPlainText().strip(),
            protected=protected,
            protected_reason=form.protected_reason.text().strip() if protected else "",
        )

    def _typed_capacities(self) -> frozenset[Capacity]:
        """What is ticked; somebody undecided stays so until it is said whether the code asks them."""
        ticked = frozenset(capacity for capacity, box in self.capacities.items() if box.isChecked())
        decided = ticked & (ADHERING | {Capacity.OTHER_CONTACT})
        return ticked | {Capacity.UNDECIDED} if self._parent.undecided and not decided else ticked

    def _add_capacities(self) -> dict[Capacity, QCheckBox]:
        boxes: dict[Capacity, QCheckBox] = {}
        for capacity in (one for one in Capacity if one is not Capacity.UNDECIDED):
            words = capacity.value[:1].upper() + capacity.value[1:]
            box = QCheckBox(words)
            box.clicked.connect(self._on_capacity_clicked)
            self.form.capacities.addWidget(box)
            boxes[capacity] = box
        return boxes

    def _add_protected(self) -> dict[Protected, QCheckBox]:
        boxes: dict[Protected, QCheckBox] = {}
        for kind in Protected:
            box = QCheckBox(kind.value[:1].upper() + kind.value[1:])
            box.setAccessibleName(f"Protect the {kind.value}")
            box.toggled.connect(self._show_why_protected)
            self.form.protected_ticks.addWidget(box)
            boxes[kind] = box
        self.form.protected_ticks.addStretch(1)
        return boxes

    def _show_why_protected(self) -> None:
        self.form.protected_reason.setEnabled(any(box.isChecked() for box in self.protected.values()))

    def _on_capacity_clicked(self) -> None:
        self._capacities_touched = True
        self.form.capacities_error.hide()

    def _order_tabs(self) -> None:
        """Down the left column, then down the right one."""
        form = self.form
        before: QWidget = form.email
        for stop in (*self.protected.values(), form.protected_reason):
            QWidget.setTabOrder(before, stop)
            before = stop
        before = self.children_field.order_tabs_after(before)
        for stop in (*self.capacities.values(), form.do_not_write, form.do_not_write_reason, form.notes):
            QWidget.setTabOrder(before, stop)
            before = stop

    def _offer_capacity(self) -> None:
        """A new contact gets the capacity the relationship usually means, until somebody ticks one."""
        if self._capacities_touched or not self.children_field.rows:
            return
        ties: list[ParentOf] = self.children_field.ties
        usual = {usual_capacity(t.relationship, parental_responsibility=t.parental_responsibility) for t in ties}
        for capacity, box in self.capacities.items():
            box.setChecked(capacity in usual)

    def _show_reason(self, blocked: bool) -> None:
        self.form.do_not_write_reason.setEnabled(blocked)
        if blocked and self.isVisible():
            self.form.do_not_write_reason.setFocus(Qt.FocusReason.OtherFocusReason)

    def _find_pupils(self, words: str) -> list[Pupil]:
        return find_pupils(self._session, words, limit=MOST_FOUND) if self._session.is_open else []

    def _new_pupil(self, name: str) -> None:
        dialog = PupilDialog(self.context, self._session, name=name, parent=self)
        dialog.kept.connect(self.children_field.add_pupil)
        open_dialog(dialog)
