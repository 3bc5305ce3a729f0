"""Scanned stacks in the window: files in, pages to their forms, the rest matched by hand."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PIL import Image
from pytestqt.qtbot import QtBot

from halton_desktop.background.task_runner import TaskRunner
from halton_desktop.domain.acknowledgement import Answer
from halton_desktop.gui.consent_forms.match_stack_dialog import MatchStackDialog
from halton_desktop.gui.consent_forms.scan_viewer import ScanViewer
from halton_desktop.gui.consent_forms.scanned_pages import ScannedFiles
from halton_desktop.gui.consent_forms.set_aside_dialog import SetAsideDialog
from halton_desktop.gui.kit.app_context import AppContext
from halton_desktop.services.consent_forms.form_register import form_page
from halton_desktop.services.consent_forms.match_scans import ScannedPage, match_stack, set_aside_scans
from halton_desktop.services.session import OfficeSession
from tests.gui.conftest import ContextAnswers
from tests.helpers.accessibility import without_name
from tests.helpers.issued_forms import many_forms
from tests.helpers.rasterise import as_png, code_page

LONG = 60_000
"""Milliseconds: pages are really read, on machines that do other things as well."""


def a_stack(folder: Path, references: list[str]) -> Path:
    """A PDF as scanners make them: one picture a page, the last one blank."""
    pages = [code_page(reference) for reference in references] + [Image.new("L", (900, 1270), 255)]
    file = folder / "scan_0042.pdf"
    pages[0].save(file, "PDF", save_all=True, append_images=pages[1:], resolution=110)
    return file


def test_a_pdf_stack_is_matched_and_booked(
    qtbot: QtBot, context: AppContext, office: OfficeSession, tmp_path: Path
) -> None:
    forms = many_forms(office, 3)
    file = a_stack(tmp_path, [form.reference for form in forms])
    dialog = MatchStackDialog(context, office, choose_files=lambda _window: [str(file)])
    qtbot.addWidget(dialog)
    dialog.show()
    assert not dialog.submit_button.isEnabled()
    dialog.choose_button.click()
    assert dialog.files_line.text() == "scan_0042.pdf"
    dialog.book.setChecked(True)
    dialog.submit_button.click()
    assert dialog.summary is not None
    assert (dialog.summary.matched, dialog.summary.booked, dialog.summary.set_aside) == (3, 3, 1)
    assert "3 of 4 pages found their form, 3 booked as accepted; 1 set aside" in dialog.banner.sentence
    assert forms[0].reference in dialog.pages.item(0).text()
    page = form_page(office, forms[0].id)
    assert page.form.status.answer is Answer.ACCEPTED
    assert [scan.stack for scan in page.scans] == ["scan_0042.pdf"]
    assert without_name(dialog) == []


def test_a_stack_is_matched_off_the_gui_thread_and_can_be_stopped(
    qtbot: QtBot, context: AppContext, office: OfficeSession, tmp_path: Path
) -> None:
    forms = many_forms(office, 6)
    file = a_stack(tmp_path, [form.reference for form in forms])
    runner = TaskRunner()
    dialog = MatchStackDialog(replace(context, runner=runner), office, choose_files=lambda _window: [str(file)])
    qtbot.addWidget(dialog)
    dialog.choose_button.click()
    with qtbot.waitSignal(runner.finished, timeout=LONG):
        dialog.submit_button.click()
    qtbot.waitUntil(lambda: dialog.summary is not None, timeout=LONG)
    assert dialog.summary is not None
    assert dialog.summary.matched == 6
    dialog.choose_button.click()
    with qtbot.waitSignal(runner.finished, timeout=LONG):
        dialog.submit_button.click()
        runner.under_way[0].cancel()
    qtbot.waitUntil(lambda: "Stopped." in dialog.banner.sentence, timeout=LONG)
    runner.close()


def test_a_file_that_is_no_scan_is_named(
    qtbot: QtBot, context: AppContext, context_answers: ContextAnswers, office: OfficeSession, tmp_path: Path
) -> None:
    bad = tmp_path / "letter.pdf"
    bad.write_bytes(b"%PDF-1.5 cut short")
    dialog = MatchStackDialog(context, office, choose_files=lambda _window: [str(bad)])
    qtbot.addWidget(dialog)
    dialog.choose_button.click()
    dialog.submit_button.click()
    assert "“letter.pdf” is damaged or has a password." in context_answers.errors[-1].message


def test_pages_set_aside_are_matched_one_after_the_other(
    qtbot: QtBot, context: AppContext, context_answers: ContextAnswers, office: OfficeSession
) -> None:
    [form] = many_forms(office, 1)
    blank = as_png(Image.new("L", (600, 800), 250))
    other = as_png(Image.new("L", (600, 800), 240))
    match_stack(office, [ScannedPage("s.pdf", 1, blank, "image/png"), ScannedPage("s.pdf", 2, other, "image/png")])
    dialog = SetAsideDialog(context, office)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.reference.setText("A26-00000-0")
    dialog.submit_button.click()
    assert len(set_aside_scans(office)) == 2
    dialog.reference.setText(form.reference)
    dialog.submit_button.click()
    assert form.parent_name in dialog.banner.sentence
    dialog.throw_button.click()
    assert "cannot be undone" in context_answers.questions[-1].explanation
    assert set_aside_scans(office) == []
    assert not dialog.submit_button.isEnabled()
    [scan] = form_page(office, form.id).scans
    viewer = ScanViewer(context, office, scan.id)
    qtbot.addWidget(viewer)
    viewer.show()
    assert viewer.windowTitle() == "s.pdf, page 1"


def test_pictures_and_pdfs_are_counted_before_they_are_read(tmp_path: Path) -> None:
    file = a_stack(tmp_path, ["A26-7K3F2-F", "A26-7K3F2-F"])
    picture = tmp_path / "slip.png"
    picture.write_bytes(as_png(code_page("A26-7K3F2-F")))
    files = ScannedFiles([file, picture])
    assert files.count() == 4
    assert [(page.stack, page.page) for page in files.pages()] == [
        ("scan_0042.pdf", 1), ("scan_0042.pdf", 2), ("scan_0042.pdf", 3), ("slip.png", 1),
    ]  # fmt: skip
