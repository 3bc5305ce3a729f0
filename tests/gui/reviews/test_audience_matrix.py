"""The matrix of who was told, the papers beside it, and two editions side by side."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

from PySide6.QtWidgets import QLabel, QToolButton
from pytestqt.qtbot import QtBot

from halton_desktop.domain.attachment import Attachment, AttachmentKind
from halton_desktop.domain.audience import Audience, Channel, Mailed, Notification, matrix
from halton_desktop.domain.code_of_conduct import Clause, Edition
from halton_desktop.domain.edition_difference import differences
from halton_desktop.gui.kit.looks.theme import Theme
from halton_desktop.gui.kit.widgets.chip import ChipLabel
from halton_desktop.gui.reviews.attachment_list import AttachmentList
from halton_desktop.gui.reviews.audience_matrix import AudienceMatrix
from halton_desktop.gui.reviews.difference_view import DifferenceView
from halton_desktop.gui.reviews.file_field import FileField
from tests.helpers.accessibility import without_name

DAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 9, 2, tzinfo=UTC)
MEETING = Notification(1, 1, Audience.STAFF, Channel.MEETING, DAY, 64, 70, "Mrs G. Jones", "INSET day")
MISTAKE = Notification(2, 1, Audience.STAFF, Channel.EMAIL, DAY, by="A. Clarke", taken_back="another edition")
NOT_HERE = Notification(3, 1, Audience.PTA, Channel.NOT_HERE, DAY, note="we have none")
PROOF = Attachment(
    9, AttachmentKind.PROOF, "list.pdf", "application/pdf", 1200, "ab" * 32, NOW, "A. Clarke", telling_id=1
)


def words(widget: AudienceMatrix | DifferenceView | AttachmentList) -> list[str]:
    return [label.text() for label in widget.findChildren(QLabel)]


def button(widget: AudienceMatrix | AttachmentList, name: str) -> QToolButton:
    (found,) = [each for each in widget.findChildren(QToolButton) if each.accessibleName() == name]
    return found


def test_every_audience_has_its_row_its_chip_and_its_entries(qtbot: QtBot, theme: Theme) -> None:
    lines = matrix((MEETING, MISTAKE, NOT_HERE), Mailed(312, 340))
    shown = AudienceMatrix(lines, {1: (PROOF,)}, theme, may_change=True)
    qtbot.addWidget(shown)
    said = words(shown)
    for text in ("All teachers and other staff", "meeting (INSET day)", "23/11/2026", "64 of 70", "Mrs G. Jones"):
        assert text in said
    assert "taken back: another edition" in said
    assert "there is no such group here: we have none" in said
    assert "312 of 340 by letter with a form" in said
    chips = [chip.chip.text for chip in shown.findChildren(ChipLabel)]
    assert chips == ["Partly told", "Partly told", *["Not told yet"] * 3, "Does not apply", "Not told yet"]
    assert without_name(shown) == []


def test_its_buttons_say_what_they_are_about(qtbot: QtBot, theme: Theme) -> None:
    shown = AudienceMatrix(matrix((MEETING, MISTAKE)), {1: (PROOF,)}, theme, may_change=True)
    qtbot.addWidget(shown)
    with qtbot.waitSignal(shown.proof_asked) as looked:
        button(shown, "Look at list.pdf").click()
    assert looked.args == [9]
    with qtbot.waitSignal(shown.take_back_asked) as taken:
        button(shown, "Take back: all teachers and other staff, 23/11/2026").click()
    assert taken.args == [1], "what was taken back has no such button"


def test_a_reader_looks_only(qtbot: QtBot, theme: Theme) -> None:
    shown = AudienceMatrix(matrix((MEETING,)), {1: (PROOF,)}, theme, may_change=False)
    qtbot.addWidget(shown)
    assert [each.accessibleName() for each in shown.findChildren(QToolButton)] == ["Look at list.pdf"]


def test_papers_show_their_size_and_fingerprint(qtbot: QtBot, theme: Theme) -> None:
    papers = AttachmentList((PROOF,), theme, may_change=True, may_save=False)
    qtbot.addWidget(papers)
    assert any("SHA-256 abababababababab…" in text for text in words(papers))
    with qtbot.waitSignal(papers.remove_asked) as asked:
        button(papers, "Take it out: list.pdf").click()
    assert asked.args == [9]
    assert not [each for each in papers.findChildren(QToolButton) if each.accessibleName().startswith("Save")]


def test_two_editions_side_by_side_are_marked_by_line_and_colour(qtbot: QtBot, theme: Theme) -> None:
    old = Edition(1, 1, "Code", (Clause("1.1", "Be <kind>."),))
    new = Edition(2, 2, "Code", (Clause("1.1", "Be kind."), Clause("1.2", "New.")))
    view = DifferenceView(theme)
    qtbot.addWidget(view)
    view.show_differences(differences(old, new), "Edition 1", "Edition 2")
    said = words(view)
    assert any("line-through" in text and "&lt;kind&gt;" in text for text in said)
    assert any("underline" in text and "New." in text for text in said)
    assert "—" in said
    named = [label.accessibleName() for label in view.findChildren(QLabel)]
    assert "Clause 1.2, Edition 1: not there" in named


def test_a_file_is_chosen_and_left_out_again(qtbot: QtBot, theme: Theme, tmp_path: Path) -> None:
    field = FileField(theme, ask=lambda parent: str(tmp_path / "proof.pdf"))
    qtbot.addWidget(field)
    field.choose.click()
    assert (field.file, field.name.text()) == (tmp_path / "proof.pdf", "proof.pdf")
    field.leave_out.click()
    assert (field.file, field.name.text(), field.leave_out.isEnabled()) == (None, "", False)
    empty = FileField(theme, ask=lambda parent: "")
    qtbot.addWidget(empty)
    empty.choose.click()
    assert empty.file is None
