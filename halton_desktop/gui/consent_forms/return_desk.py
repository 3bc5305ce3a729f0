"""Where a stack of slips is booked: the scanner's field, and one key for whatever a slip says other than yes."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from halton_desktop.domain.acknowledgement import Answer, FormKind
from halton_desktop.domain.permission import Permission
from halton_desktop.errors import HaltonError, UserError
from halton_desktop.gui.consent_forms.scan_field import ScanAnswer as Said
from halton_desktop.gui.consent_forms.scan_field import ScanField
from halton_desktop.gui.consent_forms.scan_session_list import ScanSessionEntry, ScanSessionList
from halton_desktop.gui.kit.app_context import AppContext
from halton_desktop.gui.kit.looks.look import STEP, ColourRole
from halton_desktop.gui.kit.looks.style_sheet import set_text_role
from halton_desktop.gui.kit.widgets.button import Button
from halton_desktop.gui.kit.widgets.flow_layout import FlowLayout
from halton_desktop.services.consent_forms.return_form import (
    AlreadyReturned,
    ReturnedForm,
    change_answer,
    return_form,
    undo_entry,
)
from halton_desktop.services.session import OfficeSession

ANSWER_KEYS: tuple[tuple[Answer, str, str, str], ...] = (
    (Answer.DECLINED, "Declined", "F6", "stop"),
    (Answer.WANTS_TO_TALK, "Wants to talk", "F7", "meeting"),
    (Answer.UNSIGNED, "Unsigned", "F8", "warning"),
    (Answer.DAMAGED, "Damaged", "F9", "error"),
)
SCANNED_BY_MISTAKE = "Undone in the sitting in which it was booked."

_LOOKS: dict[Answer, tuple[ColourRole, str]] = {
    Answer.ACCEPTED: ("done", "done"),
    Answer.DECLINED: ("overdue", "stop"),
    Answer.WANTS_TO_TALK: ("due", "meeting"),
    Answer.UNSIGNED: ("due", "warning"),
    Answer.DAMAGED: ("due", "warning"),
}


class ReturnDesk(QWidget):
    """Enter books the form as returned today and accepted; F6 to F9 say at once what the last one really said."""

    booked = Signal(int)
    """A form was booked, or its entry changed."""
    already_returned = Signal(int)
    """A form came back that has an answer already: it may want looking at."""

    def __init__(
        self, context: AppContext, session: OfficeSession, scan_session: ScanSessionList, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._session = session
        self._scan_session = scan_session
        self.scan = ScanField(context.theme)
        self.answer_buttons: dict[Answer, Button] = {}
        hint = QLabel("Enter books a form as accepted today. If the last one says something else:")
        set_text_role(hint, "muted")
        hint.setWordWrap(True)
        keys = FlowLayout(STEP)
        for answer, words, key, icon in ANSWER_KEYS:
            keys.addWidget(self._answer_button(answer, words, key, icon))
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(STEP)
        lines.addWidget(self.scan)
        lines.addWidget(hint)
        lines.addLayout(keys)
        self.setFocusProxy(self.scan)
        self.scan.entered.connect(self.book)
        self.scan.undo_pressed.connect(self.undo)
        scan_session.undo_asked.connect(self.undo)
        self.scan.field.installEventFilter(self)
        self.setEnabled(session.may(Permission.RETURN_FORMS))
        self._show_state()

    def book(self, text: str) -> None:
        """Book what was scanned; whatever becomes of it is said under the field and kept in the running list."""
        try:
            booked = return_form(self._session, text)
        except AlreadyReturned as refused:
            self._refuse(text, refused)
            self.already_returned.emit(refused.form_id)
        except UserError as refused:
            self._refuse(text, refused)
        except HaltonError as error:
            self._context.report(error, self, None)
        else:
            self._show_booked(booked)

    def say_instead(self, answer: Answer) -> None:
        """The form booked last says this."""
        form_id = self._scan_session.last_booked()
        if not form_id:
            return
        try:
            entry = self._scan_session.entry_of(form_id)
            self._show_booked(change_answer(self._session, form_id, answer, entry_id=entry))
        except HaltonError as error:
            self._tell(error)

    def undo(self, form_id: int) -> None:
        """Undo the entry this sitting made in a form's life, and no other."""
        if not form_id:
            return
        try:
            form = undo_entry(self._session, form_id, SCANNED_BY_MISTAKE, self._scan_session.entry_of(form_id))
        except HaltonError as error:
            self._tell(error)
            return
        words = f"{form.reference} · {form.parent_name} · undone"
        self._scan_session.take_back(form_id, words)
        self.scan.answer(Said(f"Undone: {form.parent_name} is {form.status.state.value} again.", "done"))
        self._show_state()
        self.booked.emit(form_id)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Ctrl+Z in the empty field takes the last form back (with something typed it undoes the typing, as usual)."""
        pressed = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress
        if watched is self.scan.field and pressed and not self.scan.field.text():
            assert isinstance(event, QKeyEvent)
            if event.matches(QKeySequence.StandardKey.Undo):
                self.undo(self._scan_session.last_booked())
                return True
        return super().eventFilter(watched, event)

    def _show_booked(self, booked: ReturnedForm) -> None:
        form = booked.form
        answer = form.status.answer or Answer.ACCEPTED
        word = "consent given" if answer is Answer.ACCEPTED and form.kind is FormKind.MESSAGE_CONSENT else answer.value
        role, icon = _LOOKS[answer]
        children = f" · {', '.join(form.children)}" if form.children else ""
        words = f"{form.reference} · {form.parent_name} · {word}"
        self._scan_session.add(ScanSessionEntry(words, form.id, role, icon, booked.entry_id))
        said = f"{form.parent_name}: {word}{children} {booked.still_owed}".strip()
        self.scan.answer(Said(said, "done", form.id))
        self._show_state()
        self.booked.emit(form.id)

    def _refuse(self, text: str, error: HaltonError) -> None:
        words = error.message if text in error.message else f"{text} · {error.message}"
        self._scan_session.add(ScanSessionEntry(words, 0, "overdue", "error"))
        self._tell(error)

    def _tell(self, error: HaltonError) -> None:
        if isinstance(error, UserError):
            self.scan.answer(Said(f"{error.message} {error.advice}".strip(), "refused"))
        else:
            self._context.report(error, self, None)

    def _answer_button(self, answer: Answer, words: str, key: str, icon: str) -> Button:
        button = Button(f"{words}  {key}", self._context.theme, icon=icon)
        button.setAccessibleName(words)
        button.setToolTip(f"The form booked last says: {answer.value} ({key})")
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(lambda: self.say_instead(answer))
        shortcut = QShortcut(QKeySequence(key), self)  # of the whole window, while this tab is the one in front
        shortcut.activated.connect(lambda: self.say_instead(answer))
        self.answer_buttons[answer] = button
        return button

    def _show_state(self) -> None:
        for button in self.answer_buttons.values():
            button.setEnabled(bool(self._scan_session.last_booked()))
