"""Where the tour stops: every tab, every dialog, every kind of answer, in the order an office meets them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from halton_desktop.gui.tour import Tour


@dataclass(frozen=True)
class Stop:
    """One picture: ``name`` is its file name, ``arrive`` brings the screen up and returns what to photograph."""

    name: str
    arrive: Callable[[Tour], QWidget]


def _wizard_page(name: str) -> Stop:
    def arrive(tour: Tour) -> QWidget:
        from halton_desktop.gui.dialogs.first_run_wizard import FirstRunWizard

        wizard = FirstRunWizard(tour.desk, tour.folder / "new office", tour.files)
        wizard.show()
        wizard.go_to(getattr(wizard, name))
        if name == "recovery":
            wizard.recovery.show_key("C6214-7AJP4-ZK7NP-3C9GA-QRGNR-AWBMG-GV8XA-ST378")
        return wizard

    return Stop(f"first-run-{name}", arrive)


def _unlock(tour: Tour) -> QWidget:
    from halton_desktop.gui.dialogs.unlock_dialog import UnlockDialog

    dialog = UnlockDialog(tour.desk, tour.folder / "office", tour.files, sign_in_name="aclarke")
    dialog.show()
    return dialog


def _tab(title: str) -> Stop:
    def arrive(tour: Tour) -> QWidget:
        tour.go_to(title)
        return tour.window

    return Stop(title.lower().replace(" ", "-"), arrive)


def _menu(name: str, entry: str) -> Stop:
    def arrive(tour: Tour) -> QWidget:
        tour.window.actions_of_window.action(entry).trigger()
        return tour.dialog()

    return Stop(name, arrive)


def _parent_page(tour: Tour) -> QWidget:
    from halton_desktop.gui.tabs.parents_tab import ParentsTab

    tab = tour.go_to("Parents")
    assert isinstance(tab, ParentsTab)
    tab.table.select_id(tab.model.ids[3])
    return tour.window


def _nobody_found(tour: Tour) -> QWidget:
    from halton_desktop.gui.tabs.parents_tab import ParentsTab

    tab = tour.go_to("Parents")
    assert isinstance(tab, ParentsTab)
    tab.find_in_list("nobody of this name")
    tour.settle()
    return tour.window


def _everybody_again(tour: Tour) -> QWidget:
    from halton_desktop.gui.tabs.parents_tab import ParentsTab

    tab = tour.go_to("Parents")
    assert isinstance(tab, ParentsTab)
    tab.filters.clear()
    tab.edit_current()
    return tour.dialog()


def _search(tour: Tour) -> QWidget:
    tour.go_to("Today")
    tour.window.header.search_box.setFocus()
    tour.window.header.search_box.setText("obri")
    tour.settle()
    return tour.window


STOPS: tuple[Stop, ...] = (
    *(_wizard_page(name) for name in ("begin", "school", "head", "folder", "user", "recovery", "backup", "end")),
    Stop("unlock", _unlock),
    _tab("Today"),
    _tab("Incidents"),
    _tab("Parents"),
    Stop("parent", _parent_page),
    Stop("nobody-found", _nobody_found),
    Stop("parent-dialog", _everybody_again),
    _menu("import", "Import parents…"),
    _tab("Consent forms"),
    _tab("Review history"),
    _menu("letters", "Print letters…"),
    _menu("letter-words", "Words of the letters…"),
    Stop("search", _search),
    _menu("backup", "Back up now…"),
    _menu("school", "School…"),
    _menu("settings", "Settings…"),
    _menu("users", "Users…"),
    _menu("password", "Change my password…"),
    _menu("history", "History of changes…"),
    _menu("shortcuts", "Keyboard shortcuts"),
    _menu("about", "About Halton Desktop"),
)
