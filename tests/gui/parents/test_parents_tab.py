"""The Parents tab through its real list, page and dialogs, on a real encrypted file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from halton_desktop.domain.address import PostalAddress
from halton_desktop.domain.change import RecordKind
from halton_desktop.domain.parents.parent import Capacity
from halton_desktop.domain.permission import Role
from halton_desktop.domain.register import ParentFilter
from halton_desktop.gui.kit.app_context import AppContext
from halton_desktop.gui.kit.widgets.chip import Chip, ChipLabel
from halton_desktop.gui.parents.import_dialog import ImportDialog
from halton_desktop.gui.parents.parent_dialog import ParentDialog
from halton_desktop.gui.parents.parents_tab import ParentsTab
from halton_desktop.gui.parents.pupil_dialog import PupilDialog
from halton_desktop.services.parents.find_parents import parent_ids, parent_page
from halton_desktop.services.parents.keep_parents import add_pupil
from halton_desktop.services.session import OfficeSession
from tests.factories import a_parent, a_pupil, add_family, signed_in_as

MakeTab = Callable[..., ParentsTab]


@pytest.fixture
def printed() -> list[list[list[int]]]:
    """For whom letters were asked."""
    return []


@pytest.fixture
def make_tab(qtbot: QtBot, context: AppContext, office: OfficeSession, printed: list[list[list[int]]]) -> MakeTab:
    """Shows the tab for somebody signed in."""

    def make(role: Role | None = None) -> ParentsTab:
        session = office if role is None else signed_in_as(office, role)
        session.on_change = context.hub.publish

        def keep(selected: Sequence[int] | None, shown: Sequence[int]) -> None:
            printed.append([list(selected or ()), list(shown)])

        tab = ParentsTab(context, session, keep)
        context.hub.changed.connect(tab.hear)
        qtbot.addWidget(tab)
        tab.resize(1200, 700)
        tab.show()
        return tab

    return make


def names_shown(tab: ParentsTab) -> list[str]:
    return [line.parent.name for line in tab.model.rows()]


def words_on_page(tab: ParentsTab) -> str:
    buttons = [button.text() for button in tab.page.findChildren(type(tab.new_button))]
    return "\n".join([*(label.text() for label in tab.page.findChildren(QLabel)), *buttons])


def dialog_over(tab: ParentsTab) -> ParentDialog:
    dialogs = [dialog for dialog in tab.findChildren(ParentDialog) if dialog.isVisible()]
    assert len(dialogs) == 1
    return dialogs[0]


def two_homes(office: OfficeSession) -> tuple[int, int]:
    """A mother and a father of one child at two addresses."""
    mother = a_parent(forename="Jane", surname="O’Brien", address=PostalAddress(("1 Elm Road", "Widnes"), "WA8 4EU"))
    father = a_parent(
        forename="Liam",
        surname="O’Brien",
        title="Mr",
        mobile="07700 900999",
        email="liam@example.org",
        address=PostalAddress(("77 Secret Street", "Runcorn"), "WA7 1AA"),
    )
    ids, _pupils = add_family(office, [mother, father], [a_pupil(forename="Aoife", surname="O’Brien")])
    return ids[0], ids[1]


def test_the_list_narrows_as_one_types_and_enter_goes_into_it(
    qtbot: QtBot, office: OfficeSession, make_tab: MakeTab
) -> None:
    two_homes(office)
    add_family(office, [a_parent(forename="Łukasz", surname="Nowak")], [a_pupil(surname="Nowak")])
    tab = make_tab()
    assert len(names_shown(tab)) == 3
    qtbot.keyClicks(tab.filters.search, "lukasz")
    qtbot.keyClick(tab.filters.search, Qt.Key.Key_Return)
    assert names_shown(tab) == ["Łukasz Nowak"]
    assert tab.table.current_id() == tab.model.id_at(0)
    assert "Łukasz Nowak" in words_on_page(tab)


def test_the_filters_work_together_and_can_be_taken_off(office: OfficeSession, make_tab: MakeTab) -> None:
    two_homes(office)
    blocked = a_parent(surname="Blocked", do_not_write=True, do_not_write_reason="asked by solicitor")
    add_family(office, [blocked], [a_pupil(year_group="9", form="9A")])
    add_family(office, [a_parent(surname="Guvnor", capacities=frozenset({Capacity.GOVERNOR}))], [a_pupil()])
    tab = make_tab()
    tab.filters.year.setCurrentIndex(tab.filters.year.findData("9"))
    assert names_shown(tab) == ["Jane Blocked"]
    tab.filters.blocked.setChecked(True)
    assert names_shown(tab) == ["Jane Blocked"]
    tab.filters.capacity.setCurrentIndex(tab.filters.capacity.findData(Capacity.GOVERNOR))
    assert names_shown(tab) == []
    tab.filters.clear()
    assert len(names_shown(tab)) == 4


def test_two_homes_never_see_each_others_address_or_telephone(office: OfficeSession, make_tab: MakeTab) -> None:
    mother, _father = two_homes(office)
    tab = make_tab()
    tab.open_record(RecordKind.PARENT, mother)
    words = words_on_page(tab)
    assert "1 Elm Road" in words
    assert "Mr Liam O’Brien" in words
    for secret in ("Secret Street", "WA7 1AA", "900999", "liam@example.org"):
        assert secret not in words


def test_a_parent_is_added_with_a_child_found_by_name(qtbot: QtBot, office: OfficeSession, make_tab: MakeTab) -> None:
    add_family(office, [a_parent()], [a_pupil(forename="Tilly", surname="Ashworth", form="7C")])
    tab = make_tab()
    tab.new_record()
    dialog = dialog_over(tab)
    dialog.form.forename.setText("Nguyễn Thị")
    qtbot.keyClicks(dialog.form.surname, "Hoa")
    dialog.form.address.setPlainText("4 High Street\nWidnes\nwa8 7td")
    qtbot.keyClicks(dialog.children_field.search, "till")
    qtbot.keyClick(dialog.children_field.search, Qt.Key.Key_Return)
    row = dialog.children_field.rows[0]
    row.relationship.setCurrentText("step-parent")
    row.court_order.setChecked(True)
    dialog.submit_button.click()
    found = parent_ids(office, ParentFilter(words="hoa"))
    family = parent_page(office, found[0]).family
    assert family.parent.name == "Nguyễn Thị Hoa"
    assert family.parent.address == PostalAddress(("4 High Street", "Widnes"), "WA8 7TD")
    tie = family.children[0].tie
    assert (family.children[0].pupil.name, tie.relationship, tie.court_order) == ("Tilly Ashworth", "step-parent", True)
    assert tab.table.current_id() == found[0]
    assert "Court order" in [chip.text for chip in _chips(tab)]


def test_a_child_nobody_knows_is_added_from_the_parent_dialog(
    qtbot: QtBot, office: OfficeSession, make_tab: MakeTab
) -> None:
    tab = make_tab()
    tab.new_record()
    dialog = dialog_over(tab)
    dialog.form.surname.setText("Okonkwo")
    qtbot.keyClicks(dialog.children_field.search, "Ada Okonkwo")
    qtbot.keyClick(dialog.children_field.search, Qt.Key.Key_Return)
    pupil_dialog = dialog.findChild(PupilDialog)
    assert isinstance(pupil_dialog, PupilDialog)
    assert (pupil_dialog.form.forename.text(), pupil_dialog.form.surname.text()) == ("Ada", "Okonkwo")
    pupil_dialog.form.year_group.setText("Year 8")
    pupil_dialog.form.date_of_birth.setText("31.12.2013")
    pupil_dialog.submit_button.click()
    dialog.submit_button.click()
    family = parent_page(office, parent_ids(office, ParentFilter(words="okonkwo"))[0]).family
    assert [(child.pupil.name, child.pupil.year_group) for child in family.children] == [("Ada Okonkwo", "8")]


def test_mistakes_stand_under_their_fields_and_nothing_typed_is_lost(office: OfficeSession, make_tab: MakeTab) -> None:
    tab = make_tab()
    tab.new_record()
    dialog = dialog_over(tab)
    dialog.form.mobile.setText("07700 900123")
    dialog.submit_button.click()
    assert dialog._errors.text_of("surname") == "Type the parent’s name."
    dialog.form.surname.setText("Smith")
    dialog.form.do_not_write.setChecked(True)
    dialog.submit_button.click()
    assert "why no letters" in dialog._errors.text_of("do_not_write_reason")
    assert dialog.focusWidget() is dialog.form.do_not_write_reason
    dialog.form.do_not_write.setChecked(False)
    dialog.capacities[Capacity.PARENT_CARER].setChecked(False)
    dialog.submit_button.click()
    assert "Tick at least one" in dialog.form.capacities_error.text()
    assert dialog.form.mobile.text() == "07700 900123"
    assert list(parent_ids(office, ParentFilter())) == []


def test_do_not_write_shows_in_list_and_page_with_its_reason(office: OfficeSession, make_tab: MakeTab) -> None:
    mother, _father = two_homes(office)
    tab = make_tab()
    tab.open_record(RecordKind.PARENT, mother)
    tab.edit_current()
    dialog = dialog_over(tab)
    dialog.form.do_not_write.setChecked(True)
    dialog.form.do_not_write_reason.setText("moved abroad")
    dialog.submit_button.click()
    line = tab.model.row_at(tab.model.row_of_id(mother))
    assert line is not None
    assert line.parent.do_not_write
    assert "Do not write" in [chip.text for chip in _chips(tab)]
    assert "moved abroad" in words_on_page(tab)


def test_the_other_parent_opens_from_the_page(qtbot: QtBot, office: OfficeSession, make_tab: MakeTab) -> None:
    mother, father = two_homes(office)
    tab = make_tab()
    tab.open_record(RecordKind.PARENT, mother)
    link = next(button for button in tab.page.findChildren(type(tab.new_button)) if "Liam" in button.text())
    with qtbot.waitSignal(tab.open_requested) as asked:
        link.click()
    assert asked.args == [RecordKind.PARENT, father]


def test_letters_are_asked_for_the_selection_for_one_and_for_the_whole_list(
    office: OfficeSession, make_tab: MakeTab, printed: list[list[list[int]]]
) -> None:
    mother, father = two_homes(office)
    tab = make_tab()
    tab.open_record(RecordKind.PARENT, mother)
    tab.page.print_pressed.emit()
    tab.print_letters()
    assert printed == [[[mother], [mother, father]], [[mother], [mother, father]]]
    tab.table.clearSelection()
    tab.print_letters()
    assert printed[2:] == [[[], [mother, father]]]
    tab.table.selectAll()
    assert "2" in tab.print_button.text()


def test_a_pupil_opens_at_the_first_parent_and_the_filter_gives_way(office: OfficeSession, make_tab: MakeTab) -> None:
    mother, _father = two_homes(office)
    pupil = parent_page(office, mother).family.children[0].pupil
    tab = make_tab()
    tab.filters.search.setText("nobody at all")
    tab.filters.entered.emit()
    tab.filters._tell()
    assert names_shown(tab) == []
    assert tab.open_record(RecordKind.PUPIL, pupil.id)
    assert tab.table.current_id() == mother
    assert not tab.open_record(RecordKind.PARENT, 999)


def test_a_pupil_nobody_is_tied_to_opens_all_the_same(office: OfficeSession, make_tab: MakeTab) -> None:
    pupil_id = add_pupil(office, a_pupil(forename="Ada", surname="Lonely"))
    tab = make_tab()
    assert tab.open_record(RecordKind.PUPIL, pupil_id)
    dialog = next(one for one in tab.findChildren(PupilDialog) if one.isVisible())
    assert dialog.form.surname.text() == "Lonely"
    assert not tab.open_record(RecordKind.PUPIL, 999)
    dialog.reject()


def test_an_empty_office_is_offered_the_import(office: OfficeSession, make_tab: MakeTab, tmp_path: Path) -> None:
    tab = make_tab()
    assert tab.pane.empty.words.sentence == "No parents yet."
    tab.pane.empty.pressed.emit()
    dialog = tab.findChild(ImportDialog)
    assert isinstance(dialog, ImportDialog)
    dialog.reject()


def test_the_page_follows_a_change_made_elsewhere(office: OfficeSession, make_tab: MakeTab) -> None:
    mother, _father = two_homes(office)
    tab = make_tab()
    tab.open_record(RecordKind.PARENT, mother)
    link = next(button for button in tab.page.findChildren(type(tab.new_button)) if "Aoife" in button.text())
    link.click()
    dialog = next(one for one in tab.findChildren(PupilDialog) if one.isVisible())
    dialog.form.left.setChecked(True)
    assert dialog.form.left_on.text() == "23/11/2026"
    dialog.submit_button.click()
    assert "Left 23/11/2026" in [chip.text for chip in _chips(tab)]


def test_typing_over_the_list_goes_into_the_search(
    qtbot: QtBot, qapp: QApplication, office: OfficeSession, make_tab: MakeTab
) -> None:
    two_homes(office)
    tab = make_tab()
    qtbot.keyClicks(tab.table, "o")
    assert tab.filters.search.text() == "o"


def _chips(tab: ParentsTab) -> list[Chip]:
    return [label.chip for label in tab.page.findChildren(ChipLabel)]
