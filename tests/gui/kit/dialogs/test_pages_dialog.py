"""Pages to look at and print: off the GUI thread, under a name that names nobody."""

from __future__ import annotations

import threading
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader
from pytestqt.qtbot import QtBot
from reportlab.pdfgen.canvas import Canvas

from halton_desktop.background.task_runner import TaskRunner
from halton_desktop.domain.change import RecordKind
from halton_desktop.domain.permission import Role
from halton_desktop.errors import MachineError
from halton_desktop.gui.kit.app_context import AppContext
from halton_desktop.gui.kit.dialogs import print_dialogs
from halton_desktop.gui.kit.dialogs.pages_dialog import PagesDialog
from halton_desktop.gui.kit.dialogs.print_dialogs import PrintDialogs
from halton_desktop.services.administration.see_history import history_of
from halton_desktop.services.save_file import Outgoing
from halton_desktop.services.session import OfficeSession
from tests.factories import signed_in_as
from tests.gui.conftest import ContextAnswers
from tests.helpers.paper import PaperInAFolder


def a_pdf(pages: int) -> bytes:
    out = BytesIO()
    canvas = Canvas(out)
    for number in range(pages):
        canvas.drawString(72, 72, f"Page {number + 1}")
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def sheet(context: AppContext, office: OfficeSession, qtbot: QtBot, paper: PrintDialogs) -> PagesDialog:
    dialog = PagesDialog(
        context,
        office,
        "Forms of Jane Examplesurname",
        a_pdf(3),
        Outgoing("forms of one parent", RecordKind.PARENT, 7),
        file_name="Forms.pdf",
        job="Forms of one parent",
    )
    dialog.paper = paper
    qtbot.addWidget(dialog)
    return dialog


def test_pages_are_painted_off_the_gui_thread_and_the_queue_shows_nobody_s_name(
    qtbot: QtBot, context: AppContext, office: OfficeSession, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    painted_on: list[int] = []
    real = print_dialogs._paint_page

    def watched(*wanted: object) -> None:
        painted_on.append(threading.get_ident())
        real(*wanted)  # type: ignore[arg-type]  # handed through

    monkeypatch.setattr(print_dialogs, "_paint_page", watched)
    runner, paper = TaskRunner(), PaperInAFolder(tmp_path)
    dialog = sheet(replace(context, runner=runner), office, qtbot, paper)
    dialog.submit()
    qtbot.waitUntil(lambda: dialog.banner.sentence == "Sent to the printer.")
    runner.close()
    assert len(painted_on) == 3
    assert threading.get_ident() not in painted_on
    assert paper.titles == ["Forms of one parent"]
    assert len(PdfReader(paper.printed[0]).pages) == 3


def test_a_computer_without_a_printer_is_told_in_words(
    qtbot: QtBot, context: AppContext, office: OfficeSession, context_answers: ContextAnswers
) -> None:
    class NoPrinter(PrintDialogs):
        def choose_printer(self, *_asked: object) -> None:
            raise MachineError("No printer is set up on this computer.", "Add one.")

    sheet(context, office, qtbot, NoPrinter()).submit()
    assert [error.message for error in context_answers.errors] == ["No printer is set up on this computer."]


def test_the_history_says_what_was_printed_and_what_was_saved(
    qtbot: QtBot, context: AppContext, office: OfficeSession, tmp_path: Path, paper: PaperInAFolder
) -> None:
    dialog = sheet(context, office, qtbot, paper)
    dialog.submit()
    dialog.save_to(tmp_path / "Forms.pdf")
    said = [entry.action for entry in history_of(office, RecordKind.PARENT, 7)]
    assert said == ["forms of one parent saved outside the office file", "forms of one parent printed"]


def test_a_reader_is_not_offered_saving_and_is_refused_it(
    qtbot: QtBot, context: AppContext, office: OfficeSession, tmp_path: Path
) -> None:
    dialog = sheet(context, signed_in_as(office, Role.READER), qtbot, PaperInAFolder(tmp_path))
    assert dialog.save_button.isHidden()
    dialog.save_to(tmp_path / "Forms.pdf")
    assert not (tmp_path / "Forms.pdf").exists()
    assert "may not" in dialog.banner.sentence
