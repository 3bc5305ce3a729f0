"""Every field for a day in the program, typed into at human speed: what is typed is what it holds."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import cycle
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from halton_desktop import paths
from halton_desktop.domain.acknowledgement import HowItCame
from halton_desktop.domain.incidents.step import Step, StepState
from halton_desktop.domain.incidents.step_kind import StepKind
from halton_desktop.domain.parents.parent import Pupil
from halton_desktop.domain.permission import Role
from halton_desktop.gui.administration.school_calendar_dialog import SchoolCalendarDialog
from halton_desktop.gui.consent_forms.ask_consent_dialog import AskConsentDialog
from halton_desktop.gui.consent_forms.consent_way_dialog import AskWay, ConsentWayDialog
from halton_desktop.gui.consent_forms.describe_message_dialog import DescribeMessageDialog
from halton_desktop.gui.consent_forms.earlier_slip_dialog import EarlierSlipDialog
from halton_desktop.gui.consent_forms.return_form_dialog import ReturnFormDialog
from halton_desktop.gui.incidents.evidence_dialog import EvidenceDialog
from halton_desktop.gui.incidents.incident_dialog import IncidentDialog
from halton_desktop.gui.incidents.incident_filter_bar import IncidentFilterBar
from halton_desktop.gui.incidents.site_ban_dialog import SiteBanDialog
from halton_desktop.gui.incidents.step_dialog import StepDialog
from halton_desktop.gui.kit.app_context import AppContext
from halton_desktop.gui.kit.dialogs.prompt_dialog import Prompt, PromptDialog
from halton_desktop.gui.kit.fields.day_field import DayField
from halton_desktop.gui.letters.confirm_printing_dialog import ConfirmPrintingDialog, How
from halton_desktop.gui.parents.pupil_dialog import PupilDialog
from halton_desktop.gui.reviews.adopt_edition_dialog import AdoptEditionDialog
from halton_desktop.gui.reviews.correct_edition_dialog import CorrectEditionDialog
from halton_desktop.gui.reviews.figures_dialog import FiguresDialog
from halton_desktop.gui.reviews.guided_review_dialog import GuidedReviewDialog
from halton_desktop.gui.reviews.notification_dialog import NotificationDialog
from halton_desktop.gui.reviews.plan_review_dialog import PlanReviewDialog
from halton_desktop.gui.reviews.review_record_dialog import ReviewRecordDialog
from halton_desktop.gui.start.wizard_code_page import WizardCodePage
from halton_desktop.services.consent_forms.form_register import forms_of_parent
from halton_desktop.services.incidents.find_incidents import incident_page
from halton_desktop.services.incidents.view_messages import sealed_message
from halton_desktop.services.letters.letter_pages import Printing
from halton_desktop.services.reviews.amend_code import list_editions
from halton_desktop.services.reviews.start_review import start_review
from halton_desktop.services.session import OfficeSession
from tests.factories import program_files, signed_in_as
from tests.helpers.sealed_incident import HEAD, SealedIncident, ask, sealed_incident

PACKAGE = Path(paths.__file__).parent
SPEEDS = cycle((20, 20, 20, 60))
"""Milliseconds between two keys; 200 is tried on the field alone, below."""

Make = Callable[[AppContext, OfficeSession, SealedIncident], QWidget]


def step(kind: StepKind) -> Make:
    def make(context: AppContext, session: OfficeSession, recorded: SealedIncident) -> QWidget:
        incident = incident_page(session, recorded.incident_id).incident
        return StepDialog(context, session, incident, Step(0, recorded.incident_id, kind, StepState.PLANNED))

    return make


def ban(context: AppContext, session: OfficeSession, recorded: SealedIncident) -> QWidget:
    incident = incident_page(session, recorded.incident_id).incident
    return SiteBanDialog(context, session, incident, None, (incident.authors[0].id,))


def consent_way(context: AppContext, session: OfficeSession, _incident: SealedIncident) -> QWidget:
    way = AskWay("Given?", "How", "It was given", (("By post", HowItCame.POST),), session)
    return ConsentWayDialog(context, way, lambda _way: None)


def prompt(context: AppContext, session: OfficeSession, _incident: SealedIncident) -> QWidget:
    asked = Prompt(
        "keep", "Keep the ban", "Keep", (("review_on", "Look at it again on", "", ""),), frozenset({"review_on"})
    )
    return PromptDialog(context, asked, lambda _words: None, session=session)


def between(context: AppContext, session: OfficeSession, _incident: SealedIncident) -> QWidget:
    bar = IncidentFilterBar(context, session)
    bar.dates.setCurrentIndex(bar.dates.count() - 1)
    return bar


def returned(context: AppContext, session: OfficeSession, recorded: SealedIncident) -> QWidget:
    return ReturnFormDialog(context, session, forms_of_parent(session, recorded.parent_ids[0])[0].form)


def figures(context: AppContext, session: OfficeSession, _incident: SealedIncident) -> QWidget:
    dialog = FiguresDialog(context, session)
    dialog.choice.setCurrentIndex(dialog.choice.count() - 1)
    return dialog


def calendar_cells(context: AppContext, session: OfficeSession, _incident: SealedIncident) -> QWidget:
    dialog = SchoolCalendarDialog(context, signed_in_as(session, Role.ADMINISTRATOR))
    dialog.add_term("Autumn")
    dialog.show()
    cell = dialog.ui.terms.item(0, 1)
    assert cell is not None
    dialog.ui.terms.editItem(cell)
    return dialog


def confirmed_late(context: AppContext, session: OfficeSession, _incident: SealedIncident) -> QWidget:
    """Letters printed five days ago."""
    prepared = datetime.combine(session.today - timedelta(days=5), time(12), UTC)
    return ConfirmPrintingDialog(context, session, Printing(1, "Letters", prepared, (("Kit Hale", "L1"),)), How.PRINTED)


def review(context: AppContext, session: OfficeSession, _incident: SealedIncident) -> QWidget:
    begun, edition = start_review(session), list_editions(session)[0]
    dialog = GuidedReviewDialog(context, session, replace(begun, held_on=session.today), edition)
    for page in dialog.pages.widgets.values():
        page.setVisible(True)
    return dialog


PLACES: dict[str, Make] = {
    "kit/dialogs/prompt_dialog": prompt,
    "kit/fields/day_cells": calendar_cells,
    "incidents/incident_dialog": lambda context, session, _incident: IncidentDialog(context, session),
    "incidents/site_ban_dialog": ban,
    "incidents/step_dialog": step(StepKind.REMOVAL),
    "incidents/step_fields": step(StepKind.MEETING),
    "incidents/evidence_dialog": lambda context, session, _incident: EvidenceDialog(context, session, "picture.png"),
    "incidents/incident_filter_bar": between,
    "parents/pupil_dialog": lambda context, session, _incident: PupilDialog(
        context, session, Pupil(1, "Sam", "Hale", left_on=session.today)
    ),
    "consent_forms/earlier_slip_dialog": lambda context, session, _incident: EarlierSlipDialog(context, session),
    "consent_forms/consent_way_dialog": consent_way,
    "consent_forms/return_form_dialog": returned,
    "consent_forms/ask_consent_dialog": lambda context, session, recorded: AskConsentDialog(
        context, session, recorded.incident_id
    ),
    "consent_forms/describe_message_dialog": lambda context, session, recorded: DescribeMessageDialog(
        context, session, sealed_message(session, recorded.evidence_id)
    ),
    "letters/confirm_printing_dialog": confirmed_late,
    "reviews/review_record_dialog": lambda context, session, _incident: ReviewRecordDialog(context, session),
    "reviews/correct_edition_dialog": lambda context, session, _incident: CorrectEditionDialog(
        context, session, list_editions(session)[0]
    ),
    "reviews/notification_dialog": lambda context, session, _incident: NotificationDialog(
        context, session, list_editions(session)[0]
    ),
    "reviews/figures_dialog": figures,
    "reviews/review_pages": review,
    "reviews/plan_review_dialog": lambda context, session, _incident: PlanReviewDialog(context, session, session.today),
    "reviews/adopt_edition_dialog": lambda context, session, _incident: AdoptEditionDialog(
        context, session, list_editions(session)[0]
    ),
    "start/wizard_code_page": lambda context, _session, _incident: WizardCodePage(context, program_files()),
}


@pytest.fixture(scope="module")
def recorded(tmp_path_factory: pytest.TempPathFactory) -> SealedIncident:
    """One office for all places: nothing is kept."""
    made = sealed_incident(tmp_path_factory.mktemp("days") / "office")
    with made.signed_in(HEAD) as session:
        ask(session, made)
    return made


@pytest.fixture
def session(recorded: SealedIncident) -> Iterator[OfficeSession]:
    """The headteacher, who may do most."""
    with recorded.signed_in(HEAD) as session:
        yield session


def type_day(qtbot: QtBot, field: DayField, text: str, delay: int) -> None:
    """Click into the field and type over what is there, as fast as people do."""
    qtbot.mouseClick(field, Qt.MouseButton.LeftButton, pos=QPoint(20, field.height() // 2))
    qtbot.keyClicks(field, text, delay=delay)


def held(field: DayField) -> date | None:
    """What it holds now."""
    return field.day


@pytest.mark.case("entry-1")
@pytest.mark.parametrize("place", PLACES)
def test_the_day_typed_is_the_day_held_in_every_place(
    qtbot: QtBot, context: AppContext, session: OfficeSession, recorded: SealedIncident, place: str
) -> None:
    screen = PLACES[place](context, session, recorded)
    qtbot.addWidget(screen)
    screen.show()
    fields = [field for field in screen.findChildren(DayField) if field.isVisibleTo(screen)]
    assert fields, place
    day = session.today - timedelta(days=34)
    for field, delay in zip(fields, SPEEDS, strict=False):
        type_day(qtbot, field, f"{day:%d/%m/%Y}", delay)
        assert field.day == day, (place, field.objectName())
        assert field.words.text().startswith(f"{day:%A} {day.day} October 2026"), place
        turn = QWheelEvent(
            QPointF(5, 5), QPointF(5, 5), QPoint(0, 0), QPoint(0, 120), Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        QApplication.sendEvent(field, turn)
        assert field.day == day
        type_day(qtbot, field, "20/12/", delay)
        assert field.text() == "20/12/"
        assert held(field) is None, "half a day is no day"
    if isinstance(screen, QDialog):
        screen.done(0)


@pytest.mark.case("entry-1")
def test_no_place_is_forgotten() -> None:
    """Whoever makes such a field stands in the list above."""
    modules = [*(PACKAGE / "gui").rglob("*.py"), *(PACKAGE / "ui_forms").rglob("*_form.py")]
    users = {
        module.relative_to(PACKAGE / module.relative_to(PACKAGE).parts[0]).with_suffix("").as_posix()
        for module in modules
        if "DayField(" in module.read_text(encoding="utf-8")
    }
    users = {user.removesuffix("_form") for user in users} - {"kit/fields/day_field"}
    assert users == set(PLACES)


@pytest.fixture
def field(qtbot: QtBot, context: AppContext, office: OfficeSession) -> DayField:
    """A field that takes no day to come, with today in it."""
    field = DayField().begin(context.theme, office, office.today, past=True)
    qtbot.addWidget(field)
    field.show()
    return field


@pytest.mark.case("entry-1")
@pytest.mark.parametrize("delay", [20, 60, 120, 200])
@pytest.mark.parametrize(("text", "month"), [("3.9.2026", 9), ("3/9", 9), ("2026-09-03", 9), ("3rd Sept", 9)])
def test_a_day_is_held_at_any_speed(qtbot: QtBot, field: DayField, text: str, month: int, delay: int) -> None:
    type_day(qtbot, field, text, delay)
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert field.day == date(2026, month, 3)
    assert field.text() == f"03/{month:02d}/2026"


@pytest.mark.case("entry-1")
def test_a_day_to_come_is_refused_after_it_was_typed_and_stays_as_typed(qtbot: QtBot, field: DayField) -> None:
    type_day(qtbot, field, "20/12/2026", 20)
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert field.text() == "20/12/2026"
    assert field.day is None
    assert field.words.text() == "Sunday 20 December 2026 is still to come."


@pytest.mark.case("entry-1")
def test_settled_is_said_once_and_never_for_half_a_day(qtbot: QtBot, field: DayField) -> None:
    said: list[date | None] = []
    field.settled.connect(lambda: said.append(field.day))
    type_day(qtbot, field, "3/9/20", 20)
    assert said == []
    qtbot.keyClicks(field, "26")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert said == [date(2026, 9, 3)]


@pytest.mark.case("entry-1")
def test_the_calendar_knows_why_there_is_no_school_and_its_day_is_taken(qtbot: QtBot, field: DayField) -> None:
    field.set_day(date(2026, 8, 28))
    qtbot.keyClick(field, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    popup = field.popup
    assert popup is not None
    assert popup.words.text() == "Friday 28 August 2026, 60 school days ago"
    days = popup.month.focusProxy()
    for _ in range(3):
        qtbot.keyClick(days, Qt.Key.Key_Right)
    assert "no school: Late Summer Bank Holiday" in popup.words.text()
    qtbot.keyClick(days, Qt.Key.Key_Return)
    assert field.day == date(2026, 8, 31)
