"""Protecting what must not become known of a parent, through the window."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTableView
from pytestqt.qtbot import QtBot

from halton_desktop.domain.address import PostalAddress
from halton_desktop.domain.mailing import LetterRequest
from halton_desktop.domain.parents.parent import PROTECTED_WORD, Capacity, Parent, Protected
from halton_desktop.domain.permission import Role
from halton_desktop.domain.register import ParentFilter
from halton_desktop.gui.consent_forms.consent_forms_tab import ConsentFormsTab
from halton_desktop.gui.incidents.incidents_tab import IncidentsTab
from halton_desktop.gui.kit.app_context import AppContext
from halton_desktop.gui.parents.import_left_over import decide_lines
from halton_desktop.gui.parents.import_table_model import names_of
from halton_desktop.gui.parents.parent_dialog import ParentDialog
from halton_desktop.gui.parents.parent_table_model import COLUMNS
from halton_desktop.gui.parents.parents_tab import ParentsTab
from halton_desktop.services.letters.plan_letters import plan_letters
from halton_desktop.services.letters.print_letters import confirm_letters, prepare_letters
from halton_desktop.services.parents.find_parents import parent_ids, parent_lines, parent_page
from halton_desktop.services.parents.import_parents import apply_import, preview_import
from halton_desktop.services.parents.keep_parents import change_parent
from halton_desktop.services.session import OfficeSession
from tests.factories import a_parent, a_pupil, add_family, signed_in_as
from tests.gui.conftest import ContextAnswers
from tests.helpers.contact_files import sims_csv, sims_row
from tests.helpers.incidents import author, incident_about

SAFE = PostalAddress(("99 Safe House Lane", "Chester"), "CH1 1AA")


@pytest.mark.case("harm-1")
def test_one_tick_with_a_reason_protects_an_address_and_the_list_hides_it(
    context: AppContext, office: OfficeSession, qtbot: QtBot
) -> None:
    add_family(office, [a_parent(address=SAFE)], [a_pupil()])
    (parent_id,) = parent_ids(office, ParentFilter())
    dialog = ParentDialog(context, office, parent_page(office, parent_id).family)
    qtbot.addWidget(dialog)
    dialog.show()
    assert not dialog.form.protected_reason.isEnabled()
    dialog.protected[Protected.ADDRESS].setChecked(True)
    dialog.submit_button.click()
    assert dialog.isVisible()
    assert not parent_page(office, parent_id).parent.protected
    dialog.form.protected_reason.setText("Fled from violence")
    dialog.submit_button.click()
    assert not dialog.isVisible()
    parent = parent_page(office, parent_id).parent
    assert (parent.protected, parent.protected_reason) == (frozenset({Protected.ADDRESS}), "Fled from violence")
    assert parent.address == SAFE
    (line,) = parent_lines(office, [parent_id])
    shown = {column.key: column.text(line) for column in COLUMNS}
    assert shown["address"] == PROTECTED_WORD
    assert "Safe House" not in str(shown)


@pytest.mark.case("harm-1")
def test_a_protected_name_is_not_told_on_the_page_of_the_other_parent(office: OfficeSession) -> None:
    hidden = a_parent(forename="Nora", protected=frozenset({Protected.NAME}), protected_reason="Fled from violence")
    (own, other), _ = add_family(office, [hidden, a_parent(forename="Karl", title="Mr")], [a_pupil()])
    assert [one.name for one in parent_page(office, other).others] == ["somebody whose name is protected"]
    assert parent_page(office, own).parent.forename == "Nora"


@pytest.mark.case("harm-1")
@pytest.mark.parametrize(("order", "kind"), [("postcode", Protected.ADDRESS), ("email", Protected.TELEPHONE)])
def test_sorting_by_what_is_protected_does_not_tell_it(office: OfficeSession, order: str, kind: Protected) -> None:
    def someone(surname: str, sign: str, **fields: object) -> Parent:
        address = PostalAddress(("1 Road", "Town"), f"{sign}1 1AA")
        return a_parent(surname=surname, address=address, email=f"{sign.lower()}@example.org", **fields)

    hidden = someone("Mole", "M", protected=frozenset({kind}), protected_reason="Fled from violence")
    (early, late, own), _ = add_family(office, [someone("Early", "A"), someone("Late", "Z"), hidden], [a_pupil()])
    assert list(parent_ids(office, ParentFilter(), order)) == [own, early, late]


@pytest.mark.case("harm-11")
def test_a_parent_who_is_in_the_register_already_is_said_before_they_are_added_again(
    context: AppContext, office: OfficeSession, qtbot: QtBot, context_answers: ContextAnswers
) -> None:
    add_family(office, [a_parent(forename="Jane", surname="Fieldhouse", mobile="07700 900123")], [a_pupil()])
    dialog = ParentDialog(context, office)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.form.forename.setText("Jane")
    dialog.form.surname.setText("Fieldhouse")
    dialog.form.mobile.setText("07700900123")
    context_answers.says_yes = False
    dialog.submit_button.click()
    (question,) = context_answers.questions
    assert "Mrs Jane Fieldhouse, mother of Sam" in question.explanation
    assert "the same name and the same mobile" in question.explanation
    assert dialog.isVisible()
    assert dialog.submit_button.isEnabled()
    assert len(parent_ids(office, ParentFilter())) == 1
    context_answers.says_yes = True
    dialog.submit_button.click()
    assert not dialog.isVisible()
    assert len(parent_ids(office, ParentFilter())) == 2


@pytest.mark.case("harm-1")
def test_what_an_import_leaves_to_decide_quotes_nothing_of_somebody_protected(
    office: OfficeSession, tmp_path: Path
) -> None:
    path = tmp_path / "contacts.csv"
    path.write_bytes(sims_csv(sims_row()))
    apply_import(office, preview_import(office, path))
    (jane,) = parent_ids(office, ParentFilter())
    known = parent_page(office, jane).parent
    change_parent(office, replace(known, protected=frozenset(Protected), protected_reason="Fled from violence"))
    path.write_bytes(sims_csv(sims_row(Street="Safe House Lane, refuge, do not disclose")))
    preview = preview_import(office, path)
    names = names_of(preview.plan, preview.register.pupils, preview.register.parents)
    lines = decide_lines(preview.decisions, names)
    assert {line.kind for line in lines} == {"Asked", "Held"}
    assert not [word for word in ("Safe House", "refuge", "Jane") if word in str(lines)]


@pytest.mark.case("entry-4")
def test_what_is_odd_is_asked_before_it_is_kept(
    qtbot: QtBot, context: AppContext, context_answers: ContextAnswers, office: OfficeSession
) -> None:
    dialog = ParentDialog(context, office)
    qtbot.addWidget(dialog)
    dialog.form.forename.setText("Odd")
    dialog.form.surname.setText("Values")
    dialog.form.mobile.setText("12345")
    dialog.capacities[Capacity.PARENT_CARER].setChecked(True)
    context_answers.says_yes = False
    dialog.submit()
    assert dialog.parent_id == 0
    assert context_answers.questions[-1].question == "Keep this as it is typed?"
    context_answers.says_yes = True
    dialog.submit()
    assert dialog.parent_id


@pytest.mark.case("harm-10")
def test_no_list_of_the_office_shows_a_protected_name_or_lets_it_be_copied(
    context: AppContext, office: OfficeSession, qtbot: QtBot
) -> None:
    hidden = a_parent(forename="Nora", surname="Hideaway")
    [own, _his], _ = add_family(office, [hidden, a_parent(forename="Karl", title="Mr")], [a_pupil()])
    incident_about(office, author(own))
    confirm_letters(office, prepare_letters(office, plan_letters(office, LetterRequest("acknowledgement"))))
    kept = parent_page(office, own).parent
    change_parent(office, replace(kept, protected=frozenset(Protected), protected_reason="Fled from violence"))
    clerk = signed_in_as(office, Role.OFFICE)
    parents = ParentsTab(context, clerk, lambda _selected, _shown: None)
    for tab in (parents, ConsentFormsTab(context, clerk), IncidentsTab(context, clerk)):
        qtbot.addWidget(tab)
        tab.show()
        for table in (one for one in tab.findChildren(QTableView) if one.model() and one.model().rowCount()):
            table.setFocus()
            table.selectAll()
            QApplication.clipboard().clear()
            QTest.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
            copied = QApplication.clipboard().text()
            assert "Hideaway" not in copied, tab
            assert PROTECTED_WORD in copied, tab
