"""The base of every dialog: remembered size, a verb on the button, F1, errors under fields, a safe Escape.

A subclass fills ``self.body`` (a layout in code, or ``Ui_….setupUi(self.body)`` of a Designer form whose root is a
plain QWidget), names its fields with :meth:`set_fields`, and overrides :meth:`act`: it reads the fields and has a
service do the rest with :meth:`write`, off the GUI thread, which ends in :meth:`succeed` or :meth:`show_error`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeVar

import shiboken6
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from halton_desktop.background.task_runner import RunningTask
from halton_desktop.errors import HaltonError, InvalidInput
from halton_desktop.gui.kit.confirm_dialog import YesNoQuestion
from halton_desktop.gui.kit.dialogs.dialog_frame import DialogFrame
from halton_desktop.gui.kit.fields.field_error import FieldErrors
from halton_desktop.gui.kit.fields.form import FieldForm

R = TypeVar("R")
Dialog = TypeVar("Dialog", bound=QDialog)


class BaseDialog(DialogFrame):
    """A dialog that does something: ``name``, ``title``, ``verb`` and the rest are those of its frame."""

    succeeded = Signal()
    """The errand was done and the dialog is about to close."""

    _busy = False
    _focused: QWidget | None = None
    _not_ours: tuple[RunningTask, ...] = ()

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
        failed: Callable[[HaltonError], object] | None = None,
    ) -> None:
        """The same for what takes long: ``work`` tells the task how far it is; stopped, it has changed nothing.

        ``failed`` hears of the error in the place of :meth:`show_error`.
        """

        def not_done(error: HaltonError) -> None:
            self.set_busy(busy=False)
            (failed or self.show_error)(error)

        def done(result: R) -> None:
            self.set_busy(busy=False)
            self.succeed() if then is None else then(result)

        self.set_busy(busy=True)
        self.context.runner.run(
            work,
            title=title,
            on_done=done,
            on_error=not_done,
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

    def use_form(self, form: FieldForm) -> None:
        """Make a form the whole body, and show errors under its fields."""
        lines = QVBoxLayout(self.body)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.addWidget(form)
        lines.addStretch(1)
        self.use_errors(form.errors)

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
            self.context.report(error, self, self.banner)
        self._make_room_soon()

    def show_errors(self, errors: list[InvalidInput]) -> None:
        """Several fields at once."""
        self.set_busy(busy=False)
        self._errors.show(errors)
        self._make_room_soon()

    def set_busy(self, *, busy: bool) -> None:
        """While work is under way the fields rest and the verb cannot be pressed twice."""
        if busy and not self._busy:
            self._not_ours = self.context.runner.under_way
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

    def reject(self) -> None:
        """Escape, the close cross and the leave button: asks only when something typed would be lost.

        While the dialog's own work is under way this stops the work, where it may be stopped, and the dialog stays
        until it has ended: nobody should find out later that something was saved after all.
        """
        own = [task for task in self.context.runner.under_way if task not in self._not_ours] if self._busy else []
        if own:
            for task in own:
                task.cancel()
            return
        if self.would_lose_something():
            question = YesNoQuestion(
                f"Close “{self.windowTitle()}” without saving?",
                "What you typed here would be lost.",
                verb="Close without saving",
                otherwise="Keep editing",
                danger=True,
            )
            if not self.context.confirm(self, question):
                return
        super().reject()


def open_dialog(dialog: Dialog) -> Dialog:
    """Show it over its window without waiting for it; closed, it goes, and what it showed leaves the memory."""
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
    return dialog
