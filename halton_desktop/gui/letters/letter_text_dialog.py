"""Change the words of a letter: plain text, what can be filled in, mistakes named as they are made, a live preview."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QListWidgetItem, QTextEdit, QWidget

from halton_desktop.background.task_runner import RunningTask
from halton_desktop.domain.letter import MERGE_FIELDS
from halton_desktop.errors import HaltonError, InvalidInput
from halton_desktop.gui.kit.app_context import AppContext
from halton_desktop.gui.kit.confirm_dialog import YesNoQuestion
from halton_desktop.gui.kit.dialogs.base_dialog import BaseDialog
from halton_desktop.gui.kit.looks.look import GROUP
from halton_desktop.gui.kit.widgets.button import Button
from halton_desktop.gui.kit.widgets.screen_room import room_on_screen
from halton_desktop.gui.letters.letter_preview import LetterPreview
from halton_desktop.services.letters.letter_texts import change_letter_text, letter_texts, shipped_letter_text
from halton_desktop.services.letters.sample_letter import sample_letter
from halton_desktop.ui_forms.letters.letter_text_dialog_form import Ui_LetterTextDialog

if TYPE_CHECKING:
    from halton_desktop.services.letters.letter_pages import LetterPages
    from halton_desktop.services.session import OfficeSession

SETTLES_AFTER = 400
"""Milliseconds after the last key before the preview is made again."""
FIRST_SIZE, SHARE_OF_SCREEN = QSize(1240, 860), 0.92
ALONE = {
    "signature": "room to sign, the headteacher’s name and job title; alone on its line",
    "code": "every clause of the code; alone on its line",
}
_PLACE = re.compile(r"Line (\d+), position (\d+)")
_FIELD = int(Qt.ItemDataRole.UserRole)


class LetterTextDialog(BaseDialog):
    """``name`` is the letter's name in the office file ("acknowledgement")."""

    def __init__(self, context: AppContext, session: OfficeSession, name: str, parent: QWidget | None = None) -> None:
        letter = next(text for text in letter_texts(session) if text.name == name)
        super().__init__(
            context,
            name="letter-text",
            title=f"Words of “{letter.title}”",
            verb="Save the words",
            guide_page="letters",
            parent=parent,
        )
        self._session = session
        self._letter = name
        self._asked = 0
        self.form = Ui_LetterTextDialog()
        self.form.setupUi(self.body)
        self.preview = LetterPreview(context.theme)
        self.insert_button = Button("&Insert", context.theme, icon="add")
        self.shipped_button = Button("Back to the s&hipped words", context.theme, icon="undo")
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(SETTLES_AFTER)
        self._furnish()
        self._connect()
        self.form.text.setPlainText(letter.text)
        self._settle.stop()
        self.check()

    def act(self) -> None:
        """Keep the words; letters printed before keep theirs."""
        self.write(partial(change_letter_text, self._session, self._letter, self.form.text.toPlainText()))

    def show_error(self, error: HaltonError) -> None:
        """A mistake in the words stands under them, its place marked."""
        if isinstance(error, InvalidInput):
            self.set_busy(busy=False)
            self._show_mistake(error)
            self.form.text.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        super().show_error(error)

    def check(self) -> None:
        """Read the words as they stand and make the preview; the newest question wins."""
        self._settle.stop()
        self._asked += 1
        mine, session, name, text = self._asked, self._session, self._letter, self.form.text.toPlainText()

        def make(_task: RunningTask) -> LetterPages:
            return sample_letter(session, name, text)

        self.context.runner.run(
            make,
            title="Making the preview",
            on_done=lambda pages: self._show_preview(mine, pages),
            on_error=lambda error: self._show_problem(mine, error),
            quiet=True,
            owner=self,
        )

    def _show_preview(self, asked: int, pages: LetterPages) -> None:
        if asked == self._asked:
            page = self.preview.pages.page
            self._show_mistake(None)
            self.preview.show_letters(pages)
            self.preview.pages.go_to(page)

    def _show_problem(self, asked: int, error: HaltonError) -> None:
        if asked != self._asked:
            return
        if isinstance(error, InvalidInput):
            self._show_mistake(error)
        else:
            self.context.report(error, self, self.banner)

    def _show_mistake(self, error: InvalidInput | None) -> None:
        words = "" if error is None else f"{error.message} {error.advice}".strip()
        self.form.text_error.setText(words)
        self.form.text_error.setVisible(bool(words))
        self.form.text.setAccessibleDescription(words or self.form.text_hint.text())
        found = _PLACE.search(words)
        self.form.text.setExtraSelections([self._mark(int(found[1]), int(found[2]))] if found else [])

    def _mark(self, line: int, position: int) -> QTextEdit.ExtraSelection:
        """The place of a mistake, from there to the end of its word."""
        mark = QTextEdit.ExtraSelection()
        cursor = QTextCursor(self.form.text.document().findBlockByNumber(line - 1))
        cursor.movePosition(QTextCursor.MoveOperation.Right, QTextCursor.MoveMode.MoveAnchor, max(0, position - 1))
        cursor.movePosition(QTextCursor.MoveOperation.Right, QTextCursor.MoveMode.KeepAnchor)
        cursor.movePosition(QTextCursor.MoveOperation.EndOfWord, QTextCursor.MoveMode.KeepAnchor)
        shape = QTextCharFormat()
        shape.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
        shape.setUnderlineColor(self.context.theme.colour("overdue"))
        shape.setBackground(self.context.theme.tint("overdue"))
        mark.cursor, mark.format = cursor, shape
        return mark

    def _insert(self) -> None:
        item = self.form.fields.currentItem()
        if item is not None:
            self.form.text.insertPlainText(f"{{{item.data(_FIELD)}}}")
            self.form.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def _back_to_shipped(self) -> None:
        question = YesNoQuestion(
            "Go back to the words as they came with the program?",
            "They replace what stands in the editor now. Nothing is kept before you choose “Save the words”.",
            verb="Put them back",
            otherwise="Keep mine",
        )
        if self.context.confirm(self, question):
            cursor = self.form.text.textCursor()
            cursor.select(QTextCursor.SelectionType.Document)
            cursor.insertText(shipped_letter_text(self._session, self._letter))  # so that Ctrl+Z brings one's own back
            self.form.text.moveCursor(QTextCursor.MoveOperation.Start)

    def _furnish(self) -> None:
        for field, meaning in (MERGE_FIELDS | ALONE).items():
            item = QListWidgetItem(f"{{{field}}}")
            item.setData(_FIELD, field)
            item.setToolTip(meaning[:1].upper() + meaning[1:])
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{field}: {meaning}")
            self.form.fields.addItem(item)
        self.form.fields.currentItemChanged.connect(lambda item, _old: self.form.field_meaning.setText(item.toolTip()))
        self.form.fields.setCurrentRow(0)
        self.form.field_actions.addWidget(self.insert_button)
        self.form.field_actions.addStretch(1)
        self.form.preview_place.addWidget(self.preview)
        self.preview.who.hide()
        self.form.text_error.hide()
        self.form.text_error.setTextFormat(Qt.TextFormat.PlainText)
        self.footer.insertWidget(0, self.shipped_button)
        self.footer.setSpacing(GROUP)
        self.form.text.setFocus()
        self.resize(FIRST_SIZE.boundedTo(room_on_screen(self) * SHARE_OF_SCREEN))

    def _connect(self) -> None:
        self.form.text.textChanged.connect(self._settle.start)
        self._settle.timeout.connect(self.check)
        self.insert_button.clicked.connect(self._insert)
        self.form.fields.itemActivated.connect(lambda _item: self._insert())
        self.shipped_button.clicked.connect(self._back_to_shipped)
