"""Stops at the Parents tab: a family's page, nobody found, the dialogs of a parent and of a pupil."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from halton_desktop.gui.parents.parent_dialog import ParentDialog
from halton_desktop.gui.parents.parents_tab import ParentsTab
from halton_desktop.services.parents.find_parents import parent_page
from halton_desktop.tour.stop import Stop

if TYPE_CHECKING:
    from halton_desktop.gui.parents.parents_tab import ParentsTab
    from halton_desktop.tour.tour import Tour


def _tab(tour: Tour) -> ParentsTab:
    tab = tour.go_to(ParentsTab)
    tab.filters.clear()
    tour.settle()
    return tab


def _somebody(tour: Tour) -> ParentsTab:
    """A parent of two children or more whose form is back: the page with most on it."""
    tab = _tab(tour)
    lines = tab.model.rows(list(tab.model.ids)[:60])
    best = max(lines, key=lambda line: len(line.children))
    tab.table.select_id(best.parent.id)
    tour.settle()
    return tab


def _parents(tour: Tour) -> QWidget:
    _tab(tour)
    return tour.window


def _parent(tour: Tour) -> QWidget:
    _somebody(tour)
    return tour.window


def _nobody_found(tour: Tour) -> QWidget:
    _tab(tour).find_in_list("nobody of this name")
    tour.settle()
    return tour.window


def _parent_dialog(tour: Tour) -> QWidget:
    _somebody(tour).edit_current()
    return tour.dialog()


def _new_parent(tour: Tour) -> QWidget:
    _tab(tour).new_record()
    return tour.dialog()


def _parent_mistakes(tour: Tour) -> QWidget:
    _tab(tour).new_record()
    dialog = tour.dialog()
    assert isinstance(dialog, ParentDialog)
    dialog.form.forename.setText("Aoife")
    dialog.form.email.setText("aoife.obrien")
    dialog.form.postcode.setText("WA8 7T")
    dialog.submit_button.click()
    return dialog


def _leave_parent(tour: Tour) -> QWidget:
    _tab(tour).new_record()
    dialog = tour.dialog()
    assert isinstance(dialog, ParentDialog)
    dialog.form.surname.setText("O’Brien")
    dialog.reject()
    return tour.dialog()


def _pupil(tour: Tour) -> QWidget:
    tab = _somebody(tour)
    family = parent_page(tour.session, tab.table.current_id()).family
    tab.page.pupil_pressed.emit(family.children[0].pupil.id)
    return tour.dialog()


PARENTS: tuple[Stop, ...] = (
    Stop("parents", _parents),
    Stop("parent", _parent),
    Stop("nobody-found", _nobody_found),
    Stop("parent-dialog", _parent_dialog),
    Stop("new-parent", _new_parent),
    Stop("parent-mistakes", _parent_mistakes),
    Stop("leave-without-saving", _leave_parent),
    Stop("pupil-dialog", _pupil),
)
