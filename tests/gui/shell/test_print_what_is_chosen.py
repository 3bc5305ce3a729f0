"""Print means what is chosen: the rows that are selected, else the list as it is filtered; the button says how many."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from halton_desktop.gui.consent_forms.consent_forms_tab import ConsentFormsTab
from halton_desktop.gui.kit.app_context import AppContext
from halton_desktop.gui.kit.office_tab import OfficeTab
from halton_desktop.gui.letters.letters_dialog import LettersDialog
from halton_desktop.gui.parents.parents_tab import ParentsTab
from halton_desktop.gui.shell.office_tabs import all_tabs
from halton_desktop.services.session import OfficeSession
from tests.factories import a_parent, a_pupil, add_family
from tests.helpers.issued_forms import issue_to

Tabs = tuple[ParentsTab, ConsentFormsTab]


@pytest.fixture
def tabs(qtbot: QtBot, context: AppContext, office: OfficeSession) -> Tabs:
    """The two lists people print from, over four homes whose forms are out."""
    for surname in ("Abel", "Abelson", "Baker", "Carter"):
        parents, _pupils = add_family(office, [a_parent(surname=surname)], [a_pupil()])
        issue_to(office, parents)
    made = all_tabs(context, office)
    for tab in made:
        qtbot.addWidget(tab)
        tab.resize(1200, 800)
        tab.show()
    parents_tab, forms = (next(tab for tab in made if isinstance(tab, kind)) for kind in (ParentsTab, ConsentFormsTab))
    assert isinstance(parents_tab, ParentsTab)
    assert isinstance(forms, ConsentFormsTab)
    return parents_tab, forms


def letters_of(tab: OfficeTab) -> str:
    """What the verb of the dialog says that opens for the list."""
    tab.print_letters()
    dialog = tab.window().findChildren(LettersDialog)[-1]
    dialog.choosing.replan()
    words = dialog.submit_button.text()
    dialog.reject()
    return words


@pytest.mark.case("entry-6")
def test_one_row_chosen_is_one_letter_and_the_button_says_so(qtbot: QtBot, tabs: Tabs) -> None:
    parents, _forms = tabs
    assert parents.print_button.text() == "&Print letters for 4…"
    parents.table.select_id(parents.model.ids[1])
    assert parents.print_button.text() == "&Print letter for 1…"
    assert letters_of(parents) == "&Preview 1 letter"
    qtbot.keyClick(parents.table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert parents.print_button.text() == "&Print letters for 2…"
    assert letters_of(parents) == "&Preview 2 letters"


@pytest.mark.case("entry-6")
def test_a_filter_is_honoured(tabs: Tabs) -> None:
    parents, _forms = tabs
    parents.filters.search.setText("abel")
    parents.filters.entered.emit()
    parents.filters._tell()
    parents.table.clearSelection()
    assert parents.print_button.text() == "&Print letters for 2…"
    assert letters_of(parents) == "&Preview 2 letters"


@pytest.mark.case("entry-6")
def test_the_forms_list_prints_its_filter_and_its_one_row(tabs: Tabs) -> None:
    _parents, forms = tabs
    assert letters_of(forms) == "&Preview 4 letters"
    forms.filters.words.setText("abel")
    forms.model.set_filter(forms.filters.wanted(forms._session.today))
    assert letters_of(forms) == "&Preview 2 letters"
    forms.pane.table.select_id(forms.model.ids[0])
    assert letters_of(forms) == "&Preview 1 letter"
