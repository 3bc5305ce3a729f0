"""The base of every dialog: remembered size, a verb on the button, F1, errors under fields, a safe Escape.

A subclass fills ``self.body`` (a layout in code, or ``Ui_….setupUi(self.body)`` of a Designer form whose root is a
plain QWidget), names its fields with :meth:`set_fields`, and overrides :meth:`act`: it reads the fields and has a
service do the rest with :meth:`write`, off the GUI thread, which ends in :meth:`succeed` or :meth:`show_error`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeVar

import shiboken6
from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QApplication,
    QCheckBox,
    QComboBox,
    QDialog,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QRadioButton,
    QScrollArea,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)

from halton_desktop.background.task_runner import RunningTask
from halton_desktop.errors import HaltonError, InvalidInput
from halton_desktop.gui.kit.app_context import Desk
from halton_desktop.gui.kit.banner import Banner
from halton_desktop.gui.kit.button import Button, ButtonKind
from halton_desktop.gui.kit.confirm_dialog import Question
from halton_desktop.gui.kit.field_error import FieldErrors
from halton_desktop.gui.kit.form import pad_number_field
from halton_desktop.gui.kit.look import BETWEEN_GROUPS, GROUP, PAGE_MARGIN, STEP
from halton_desktop.gui.kit.progress_panel import ProgressPanel
from halton_desktop.gui.kit.screen_room import room_on_screen
from halton_desktop.gui.kit.style_sheet import set_style_property

R = TypeVar("R")

LEAST_WIDTH, LEAST_BODY_HEIGHT = 440, 200


class BaseDialog(QDialog):
    """``name`` is its place in the settings ("parent"), ``guide_page`` what F1 opens, ``verb`` what its button does.

    ``verb=""`` makes a dialog that only shows something; its one button is ``leave``.
    """

    succeeded = Signal()
    """The errand was done and the dialog is about to close."""

    def __init__(
        self,
        desk: Desk,
        *,
        name: str,
        title: str,
        verb: str,
        guide_page: str = "",
        leave: str = "Cancel",
        verb_kind: ButtonKind = "primary",
        verb_icon: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.desk = desk
        self._name = name
        self._guide_page = guide_page
        self._clean: list[object] = []
        self._shown = False
        self._busy = False
        self._focused: QWidget | None = None
        self._not_ours: tuple[RunningTask, ...] = ()
        self._errors = FieldErrors({}, self)
        self.asks_before_leaving = bool(verb)
        self.setWindowTitle(title)
        self.banner = Banner(desk.theme)
        self.body = QWidget()
        self._area = _Body(self.body)
        self._page = QVBoxLayout(self)
        self.submit_button = Button(verb, desk.theme, kind=verb_kind, icon=verb_icon)
        self.leave_button = Button(leave, desk.theme)
        self.footer = QHBoxLayout()
        """Subclasses may insert quiet buttons at its left (index 0, before the stretch)."""
        self._build(has_verb=bool(verb))
        QShortcut(QKeySequence(QKeySequence.StandardKey.HelpContents), self, self.show_guide)
        QShortcut(QKeySequence("Ctrl+Return"), self, self._on_submit_pressed)

    # --- for subclasses -----------------------------------------------------------------------------------------

    def act(self) -> None:
        """What the verb does: read the fields (a HaltonError raised here is shown), then :meth:`write`."""
        self.succeed()

    def write(
        self, errand: Callable[[], R], then: Callable[[R], object] | None = None, *, title: str = "Saving"
    ) -> None:
        """Have a service do its errand off the GUI thread; afterwards ``then(result)``, without one :meth:`succeed`.

        ``errand`` is a partial of the service with what was typed: no field is read on the other thread.
        """
        self.work(lambda _task: errand(), then, title=title, cancellable=False)

    def work(
        self,
        work: Callable[[RunningTask], R],
        then: Callable[[R], object] | None = None,
        *,
        title: str,
        cancellable: bool = True,
    ) -> None:
        """The same for what takes long: ``work`` tells the task how far it is; stopped, it has changed nothing."""

        def done(result: R) -> None:
            self.set_busy(busy=False)
            self.succeed() if then is None else then(result)

        self.set_busy(busy=True)
        self.desk.runner.run(
            work,
            title=title,
            on_done=done,
            on_error=self.show_error,
            on_cancelled=self.on_stopped,
            cancellable=cancellable,
            owner=self,
        )

    def on_stopped(self) -> None:
        """The user stopped :meth:`work`: nothing was changed, and the dialog stays."""
        self.set_busy(busy=False)

    def set_fields(self, fields: Mapping[str, QWidget]) -> None:
        """Which widget holds which field of ``InvalidInput``; they must be in their layout already."""
        self._errors = FieldErrors(fields, self)

    def use_errors(self, errors: FieldErrors) -> None:
        """Take the fields of a :class:`Form` made in code."""
        self._errors = errors

    def succeed(self) -> None:
        """The errand is done: close."""
        self.set_busy(busy=False)
        self.succeeded.emit()
        self.accept()

    def show_error(self, error: HaltonError) -> None:
        """Under its field if it names one here, otherwise as its kind asks for; everything typed stays."""
        self.set_busy(busy=False)
        if isinstance(error, InvalidInput) and self._errors.show(error):
            self.banner.hide()
        else:
            self.desk.report(error, self, self.banner)
        self._make_room_soon()

    def show_errors(self, errors: list[InvalidInput]) -> None:
        """Several fields at once."""
        self.set_busy(busy=False)
        self._errors.show(errors)
        self._make_room_soon()

    def set_busy(self, *, busy: bool) -> None:
        """While work is under way the fields rest and the verb cannot be pressed twice."""
        if busy and not self._busy:
            self._not_ours = self.desk.runner.under_way
            self._focused = self.focusWidget()
        self._busy = busy
        self.body.setEnabled(not busy)
        self.submit_button.setEnabled(not busy)
        if not busy and self._focused is not None:  # a field that rests loses the keyboard; it gets it back
            if shiboken6.isValid(self._focused):
                self._focused.setFocus(Qt.FocusReason.OtherFocusReason)
            self._focused = None

    def submit(self) -> None:
        """Press the verb."""
        self.attempt(self.act)

    def attempt(self, act: Callable[[], object]) -> None:
        """What was wrong before is forgotten, what is wrong with what was typed now is shown where it is."""
        self.banner.hide()
        self._errors.clear()
        try:
            act()
        except HaltonError as error:
            self.show_error(error)

    def remember_as_clean(self) -> None:
        """What the fields hold now is nothing the user would lose (called by itself when the dialog first shows)."""
        self._clean = self._typed()

    def would_lose_something(self) -> bool:
        """Whether something was typed or chosen since :meth:`remember_as_clean`."""
        return self.asks_before_leaving and self._shown and self._typed() != self._clean

    # --- leaving ------------------------------------------------------------------------------------------------

    def reject(self) -> None:
        """Escape, the close cross and the leave button: asks only when something typed would be lost.

        While the dialog's own work is under way this stops the work, where it may be stopped, and the dialog stays
        until it has ended: nobody should find out later that something was saved after all.
        """
        own = [task for task in self.desk.runner.under_way if task not in self._not_ours] if self._busy else []
        if own:
            for task in own:
                task.cancel()
            return
        if self.would_lose_something():
            question = Question(
                f"Close “{self.windowTitle()}” without saving?",
                "What you typed here would be lost.",
                verb="Close without saving",
                otherwise="Keep editing",
                danger=True,
            )
            if not self.desk.confirm(self, question):
                return
        super().reject()

    def done(self, result: int) -> None:
        self.desk.settings.set_layout(f"dialogs/{self._name}", self.saveGeometry())
        super().done(result)

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        event.ignore()
        self.reject()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        if not self._shown:
            self._shown = True
            for field in self.body.findChildren(QAbstractSpinBox):
                pad_number_field(field)
            self.remember_as_clean()
            if not self.restoreGeometry(self.desk.settings.layout(f"dialogs/{self._name}")):
                self._make_room()
        super().showEvent(event)

    def show_guide(self) -> None:
        """F1: the page of the guide for this dialog."""
        self.desk.show_guide(self._guide_page)

    # --- inside -------------------------------------------------------------------------------------------------

    def _build(self, *, has_verb: bool) -> None:
        rule = QFrame()
        set_style_property(rule, "rule", True)
        self.footer.setContentsMargins(PAGE_MARGIN, GROUP, PAGE_MARGIN, BETWEEN_GROUPS)
        self.footer.setSpacing(STEP)
        self.footer.addStretch(1)
        self.footer.addWidget(self.submit_button)
        self.footer.addWidget(self.leave_button)
        self.submit_button.setVisible(has_verb)
        self.banner.said.connect(self._make_room_soon)
        self.submit_button.clicked.connect(self._on_submit_pressed)
        self.leave_button.clicked.connect(self.reject)
        (self.submit_button if has_verb else self.leave_button).setDefault(True)
        page = QVBoxLayout()
        page.setContentsMargins(PAGE_MARGIN, PAGE_MARGIN, PAGE_MARGIN, BETWEEN_GROUPS)
        page.setSpacing(GROUP)
        page.addWidget(self.banner)
        page.addWidget(self._area, 1)
        page.addWidget(ProgressPanel(self.desk.runner, self.desk.theme))
        layout = self._page
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(page, 1)
        layout.addWidget(rule)
        layout.addLayout(self.footer)
        self.setMinimumWidth(LEAST_WIDTH)

    def _on_submit_pressed(self) -> None:
        if not (self.submit_button.isVisibleTo(self) and self.submit_button.isEnabled()):
            return
        focused = QApplication.focusWidget()
        if isinstance(focused, QAbstractSpinBox):
            focused.interpretText()
        self.submit()

    def _make_room_soon(self) -> None:
        """Once the layouts inside have heard of the new words, which they do one level at a time."""
        QTimer.singleShot(0, self, self._make_room)

    def _make_room(self) -> None:
        """Grow for words that have appeared, as far as the screen allows; beyond that the body scrolls."""
        self._area.updateGeometry()
        self._page.activate()
        room = room_on_screen(self) * 0.9
        self.resize(self.size().expandedTo(self.sizeHint()).boundedTo(self.size().expandedTo(room)))

    def _typed(self) -> list[object]:
        return [_value(widget) for widget in self.body.findChildren(QWidget) if _is_typed_into(widget)]


class _Body(QScrollArea):
    """Holds the body at its own size where the screen allows, and scrolls where it does not."""

    def __init__(self, body: QWidget) -> None:
        super().__init__()
        self._body = body
        self.setWidget(body)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        body = self._body
        hint = body.sizeHint().expandedTo(body.minimumSize())
        if body.hasHeightForWidth():
            width = max(hint.width(), self.width() if self.isVisible() else 0)
            # Qt's scroll areas insist on the minimum too, which reckons with every sentence wrapped.
            hint.setHeight(max(body.heightForWidth(width), body.minimumSizeHint().height()))
        return hint

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        least = self._body.minimumSizeHint().expandedTo(self._body.minimumSize())
        return QSize(
            least.width() + self.verticalScrollBar().sizeHint().width(), min(least.height(), LEAST_BODY_HEIGHT)
        )


def _is_typed_into(widget: QWidget) -> bool:
    if isinstance(widget, QLineEdit) and isinstance(widget.parent(), QAbstractSpinBox | QComboBox):
        return False
    if isinstance(widget, QPlainTextEdit | QTextEdit | QLineEdit) and widget.isReadOnly():
        return False
    kinds = QLineEdit | QPlainTextEdit | QTextEdit | QComboBox | QCheckBox | QRadioButton | QAbstractSpinBox
    return isinstance(widget, kinds) and not widget.property("notSaved")


def _value(widget: QWidget) -> object:
    if isinstance(widget, QComboBox):
        return widget.currentText()
    if isinstance(widget, QCheckBox | QRadioButton):
        return widget.isChecked()
    if isinstance(widget, QPlainTextEdit | QTextEdit):
        return widget.toPlainText()
    if isinstance(widget, QLineEdit | QAbstractSpinBox):
        return widget.text()
    return None
