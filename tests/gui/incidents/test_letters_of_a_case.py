"""What is printed says so while it is typed; a letter that is not true yet cannot be chosen."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QMenu, QWidget
from pytestqt.qtbot import QtBot

from halton_desktop.domain.change import RecordKind
from halton_desktop.domain.incidents.incident import (
    ContentFlag,
    FlagAssessment,
    IncidentPerson,
    Outcome,
    PersonKind,
    PersonPart,
)
from halton_desktop.domain.incidents.incident_fields import ALL_FIELDS, BAN_WORDS, STEP_WORDS
from halton_desktop.domain.incidents.incident_letter import INCIDENT_LETTERS
from halton_desktop.domain.incidents.step import fields_of
from halton_desktop.domain.incidents.step_kind import STAGES, StepKind
from halton_desktop.domain.office_setting import OfficeSettings
from halton_desktop.domain.parents.parent import Capacity
from halton_desktop.domain.permission import Role
from halton_desktop.gui.administration.settings_dialog import SettingsDialog
from halton_desktop.gui.incidents.incident_letter_dialog import IncidentLetterDialog
from halton_desktop.gui.incidents.incidents_tab import IncidentsTab
from halton_desktop.gui.incidents.site_ban_dialog import SiteBanDialog
from halton_desktop.gui.incidents.step_fields import StepFields
from halton_desktop.gui.kit.app_context import AppContext
from halton_desktop.gui.kit.dialogs.prompt_dialog import PromptDialog
from halton_desktop.letters.template import fields_in, parse_template
from halton_desktop.services.administration.keep_school import change_settings, read_settings
from halton_desktop.services.administration.see_history import history_of
from halton_desktop.services.incidents.close_incident import close_incident
from halton_desktop.services.incidents.find_incidents import incident_page
from halton_desktop.services.incidents.incident_letters import prepare_letter
from halton_desktop.services.session import OfficeSession
from tests.factories import PASSWORD, SIGN_IN_NAME, a_parent, a_pupil, add_family, program_files, signed_in_as
from tests.gui.incidents.incidents_window import begin, fill, open_tab, press, record_about, shown, step_dialog
from tests.helpers.incidents import author, contact, incident_about
from tests.helpers.paper import PaperInAFolder
from tests.services.incidents.test_incident_letter_words import later, words_of


@pytest.fixture
def jane(office: OfficeSession) -> int:
    """A parent in the register."""
    return add_family(office, [a_parent(forename="Jane", surname="O’Brien")], [a_pupil()])[0][0]


@pytest.fixture
def tab(qtbot: QtBot, context: AppContext, office: OfficeSession) -> IncidentsTab:
    """The tab as the headteacher's window shows it."""
    return open_tab(qtbot, context, signed_in_as(office, Role.HEADTEACHER))


@pytest.mark.case("harm-6")
def test_without_a_printer_a_letter_of_a_case_is_saved_and_asked_about(
    tab: IncidentsTab, jane: int, tmp_path: Path, paper: PaperInAFolder, qtbot: QtBot, context: AppContext
) -> None:
    incident = record_about(tab, jane)
    dialog = IncidentLetterDialog(context, tab.session, incident, "incident_concern", paper=paper)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.save_button.click()
    assert not shown(tab).letters, "left without a file"
    paper.save_as = tmp_path / "letter.pdf"
    dialog.save_button.click()
    assert paper.save_as.read_bytes().startswith(b"%PDF")
    assert "Saved as letter.pdf. Did the letter come out?" in dialog.banner.sentence
    assert dialog.came_out.isVisible()
    dialog.came_out.click()
    (letter,) = shown(tab).letters
    assert letter.issued_at is not None
    assert "case letter saved outside the office file" in [
        entry.action for entry in history_of(tab.session, RecordKind.INCIDENT, incident)
    ]


@pytest.mark.case("harm-6")
def test_a_screen_locked_over_the_window_that_asks_where_to_save_is_said_and_saves_nothing(
    office: OfficeSession, jane: int, tmp_path: Path, qtbot: QtBot, context: AppContext
) -> None:
    incident = incident_about(office, author(jane))

    class LockedMeanwhile(PaperInAFolder):
        def where_to_save(self, _parent: QWidget | None, _title: str, _file_name: str) -> Path:
            office.lock()
            return tmp_path / "letter.pdf"

    dialog = IncidentLetterDialog(context, office, incident, "incident_concern", paper=LockedMeanwhile(tmp_path))
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.save_button.click()
    assert "The screen was locked meanwhile" in dialog.banner.sentence
    assert not (tmp_path / "letter.pdf").exists()
    office.unlock_again(SIGN_IN_NAME, PASSWORD)
    assert not incident_page(office, incident).letters


def used_by_letters() -> set[str]:
    """Every merge field that any letter of the program prints."""
    used: set[str] = set()
    for letter in INCIDENT_LETTERS:
        template = parse_template(letter.name, program_files().letter_text(letter.name), ALL_FIELDS)
        used |= fields_in(template.subject).union(*(fields_in(block.text) for block in template.blocks))
    return used


def says_it_is_printed(field: QWidget) -> bool:
    """Whether a label that shows with the field says so, and a screen reader hears it."""
    holder = field.parentWidget()
    labels: list[QLabel] = []
    while holder is not None and not labels:
        labels = [label for label in holder.findChildren(QLabel) if "Printed in" in label.text()]
        holder = holder.parentWidget() if len(holder.findChildren(type(field))) == 1 else None
    visible = any(not label.isHidden() for label in labels)
    return visible and "Printed in" in field.accessibleDescription()


@pytest.mark.case("harm-7")
def test_every_field_of_a_step_that_a_letter_prints_says_so(
    qtbot: QtBot, context: AppContext, office: OfficeSession
) -> None:
    printed = {name: STEP_WORDS[name] for name in used_by_letters() & STEP_WORDS.keys()}
    assert printed.keys() == STEP_WORDS.keys(), "a source no letter uses is a hint that is not true"
    for kind, names in printed.values():
        form = StepFields(context.theme, office, kind, fields_of(kind, STAGES, {}), {})
        qtbot.addWidget(form)
        form.show()
        for name in names:
            assert says_it_is_printed(form.widgets[name]), (kind, name)


@pytest.mark.case("harm-7")
def test_where_it_happened_says_that_it_is_printed(tab: IncidentsTab) -> None:
    form = begin(tab).form
    for name in ("other_platform", "place"):
        assert says_it_is_printed(getattr(form.ui, name)), name


@pytest.mark.case("harm-7")
def test_every_field_of_a_ban_and_of_its_decisions_that_a_letter_prints_says_so(
    tab: IncidentsTab, qtbot: QtBot, jane: int
) -> None:
    printed = {BAN_WORDS[name] for name in used_by_letters() & BAN_WORDS.keys()}
    record_about(tab, jane, flag="threatening")
    press(tab, StepKind.SITE_BAN.value)
    dialog = tab.page_actions.steps.opened
    assert isinstance(dialog, SiteBanDialog)
    of_decisions = {"representations", "note"}
    for name in printed - of_decisions:
        assert says_it_is_printed(getattr(dialog.ui, name)), name
    for name in ("reason", "risk_on_premises", "collection", "meetings"):
        getattr(dialog.ui, name).setPlainText("You said that you would wait.")
    dialog.buttons["impose"].click()
    tab.page_actions.steps.ban(ban=shown(tab).bans[0][0])
    deciding = tab.page_actions.steps.opened
    assert isinstance(deciding, SiteBanDialog)
    asked: set[str] = set()
    for button in ("hear", "keep", "extend"):
        deciding.buttons[button].click()
        words = deciding.opened
        assert isinstance(words, PromptDialog)
        asked |= {name for name in words.lines.keys() & of_decisions if says_it_is_printed(words.lines[name])}
        words.reject()
    assert asked == of_decisions


@pytest.mark.case("harm-6")
def test_whoever_is_signed_in_decides_the_ban_in_every_dialog_and_no_other_name_is_typed(
    qtbot: QtBot, context: AppContext, office: OfficeSession, jane: int
) -> None:
    tab = open_tab(qtbot, context, signed_in_as(office, Role.HEADTEACHER))
    record_about(tab, jane, flag="threatening")
    press(tab, StepKind.SITE_BAN.value)
    dialog = tab.page_actions.steps.opened
    assert isinstance(dialog, SiteBanDialog)
    assert (dialog.ui.decided_by.text(), dialog.ui.decided_by.isReadOnly()) == ("Headteacher", True)
    for name in ("reason", "risk_on_premises", "collection", "meetings"):
        getattr(dialog.ui, name).setPlainText("You said that you would wait.")
    dialog.buttons["impose"].click()
    tab.page_actions.steps.ban(ban=shown(tab).bans[0][0])
    deciding = tab.page_actions.steps.opened
    assert isinstance(deciding, SiteBanDialog)
    for button in ("confirm", "keep", "extend", "lift"):
        deciding.buttons[button].click()
        words = deciding.opened
        assert isinstance(words, PromptDialog)
        assert (words.lines["decided_by"].text(), words.lines["decided_by"].isReadOnly()) == ("Headteacher", True)
        words.reject()


@pytest.mark.case("harm-6")
def test_a_ban_of_somebody_no_letter_can_reach_is_warned_of_before_it_is_imposed(
    tab: IncidentsTab, context: AppContext, office: OfficeSession
) -> None:
    stranger = IncidentPerson(0, PersonPart.AUTHOR, PersonKind.OTHER, name="A. Stranger")
    threat = FlagAssessment(ContentFlag.THREATENING, "Head", office.today)
    incident = incident_page(office, incident_about(office, stranger, flags=(threat,))).incident
    dialog = SiteBanDialog(context, tab.session, incident, person_ids=(incident.authors[0].id,), parent=tab)
    assert "A. Stranger is not in Parents, so no letter can tell them" in dialog.banner.sentence


@pytest.mark.case("harm-6")
def test_a_prepared_letter_that_is_true_no_more_is_not_printed_and_asked_about(
    tab: IncidentsTab, office: OfficeSession, jane: int
) -> None:
    record_about(tab, jane)
    incident = shown(tab).incident.id
    prepare_letter(office, incident, "incident_concern")
    contact(office, incident)
    close_incident(office, incident, Outcome.NO_BREACH, "Nothing in it.")
    tab.page_actions.show_letter(incident_page(office, incident).letters[0])
    letter = tab.page_actions.opened
    assert isinstance(letter, IncidentLetterDialog)
    assert "not true any more. The case is closed" in letter.banner.sentence
    assert not letter.submit_button.isEnabled()
    assert not letter.came_out.isHidden()
    assert not letter.never_came.isHidden()


@pytest.mark.case("harm-6")
def test_a_letter_of_another_day_is_booked_with_its_day_or_printed_with_todays_date(
    tab: IncidentsTab, office: OfficeSession, jane: int, paper: PaperInAFolder, tmp_path: Path
) -> None:
    record_about(tab, jane)
    incident = shown(tab).incident.id
    for _ in range(2):
        prepare_letter(office, incident, "incident_concern")
    later(office, 100)
    came_out, stayed_in = shown(tab).letters
    tab.page_actions.show_letter(came_out)
    letter = tab.page_actions.opened
    assert isinstance(letter, IncidentLetterDialog)
    assert "This letter is dated 23/11/2026. If it came out, say so with its day" in letter.banner.sentence
    letter.came_out.click()
    asked = letter.opened
    assert isinstance(asked, PromptDialog)
    assert asked.lines["on"].text() == "23/11/2026"
    asked.lines["on"].setText("24/11/2026")
    asked.submit()
    booked = shown(tab).letters[0].issued_at
    assert booked is not None
    assert f"{booked:%d/%m/%Y}" == "24/11/2026"
    tab.page_actions.show_letter(stayed_in)
    letter = tab.page_actions.opened
    assert isinstance(letter, IncidentLetterDialog)
    letter._paper = paper
    paper.save_as = tmp_path / "letter.pdf"
    letter.save()
    assert "3 March 2027" in words_of(paper.save_as.read_bytes())
    (afresh,) = [one for one in shown(tab).letters if one.issued_at is None]
    assert (afresh.id, afresh.id == stayed_in.id) == (letter.kept_id, False)
    letter.came_out.click()
    assert all(one.issued_at for one in shown(tab).letters)


def letters_offered(tab: IncidentsTab) -> dict[str, str]:
    """What the menu offers: "" where a letter can be written, else why not."""
    menu = tab.page.buttons["letter"].menu()
    assert isinstance(menu, QMenu)
    menu.aboutToShow.emit()
    return {entry.text(): "" if entry.isEnabled() else entry.toolTip() for entry in menu.actions()}


@pytest.mark.case("harm-6")
def test_a_letter_that_is_not_true_yet_is_greyed_out_and_says_why(tab: IncidentsTab, jane: int) -> None:
    record_about(tab, jane)
    offered = letters_offered(tab)
    assert offered["Concern, and a request to talk (3.2)"] == ""
    assert "reached" in offered["Final warning (2.4)"]
    assert "still open" in offered["Closing the matter (3.2)"]
    assert "No meeting has been held yet" in offered["What was agreed at the meeting (3.3)"]


@pytest.mark.case("harm-5")
def test_a_governor_gets_a_notice_with_the_schools_own_stages_and_no_invitation_to_complain(
    tab: IncidentsTab, office: OfficeSession, jane: int
) -> None:
    stages = ("a first talk", "the written stage", "the governors’ panel")
    change_settings(office, OfficeSettings(complaint_stages=stages))
    record_about(tab, jane, Capacity.PARENT_CARER, Capacity.GOVERNOR)
    press(tab, StepKind.COMPLAINTS.value)
    dialog = step_dialog(tab)
    dialog.ui.done.setChecked(False)
    fill(dialog, referred_on="23/11/2026", referred_to="the chair of governors", stage="the written stage")
    dialog.submit()
    assert not dialog.isVisible(), dialog.banner.sentence
    offered = letters_offered(tab)
    assert "not invited" in offered["Where a grievance can be raised (2.2)"]
    assert offered["The complaints procedure is followed (3.4)"] == ""
    tab.page_actions.write_letter("incident_complaints_notice")
    letter = tab.page_actions.opened
    assert isinstance(letter, IncidentLetterDialog)
    assert letter.preview.page_count == 1


@pytest.mark.case("harm-13")
def test_the_office_says_once_where_things_are_and_how_its_stages_are_called(
    qtbot: QtBot, context: AppContext, office: OfficeSession
) -> None:
    dialog = SettingsDialog(context, office)
    qtbot.addWidget(dialog)
    dialog.show()
    letters = dialog.letters
    assert letters.places["whole_code"].placeholderText() == ("on our website and at the school office")
    letters.places["privacy_notice"].setText("on our website under “Policies”")
    letters.stages.setPlainText("\n")
    dialog.submit_button.click()
    assert "Name the stages" in letters.errors.text_of("complaint_stages")
    assert dialog.form.sections.currentWidget() is dialog.letters_page
    letters.stages.setPlainText("first talk\npanel\n")
    dialog.submit_button.click()
    kept = read_settings(office)
    assert (kept.privacy_notice, kept.complaint_stages) == ("on our website under “Policies”", ("first talk", "panel"))
