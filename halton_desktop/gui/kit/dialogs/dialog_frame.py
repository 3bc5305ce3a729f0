"""What every dialog looks like: banner, body, progress and buttons, in a size that is remembered and fits."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, QTimer
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

from halton_desktop.gui.kit.app_context import AppContext
from halton_desktop.gui.kit.fields.field_error import FieldErrors
from halton_desktop.gui.kit.fields.form import pad_number_field
from halton_desktop.gui.kit.looks.look import BETWEEN_GROUPS, GROUP, PAGE_MARGIN, STEP
from halton_desktop.gui.kit.looks.style_sheet import set_style_property
from halton_desktop.gui.kit.widgets.banner import Banner
from halton_desktop.gui.kit.widgets.button import Button, ButtonKind
from halton_desktop.gui.kit.widgets.progress_panel import ProgressPanel
from halton_desktop.gui.kit.widgets.screen_room import room_on_screen

LEAST_WIDTH, LEAST_BODY_HEIGHT = 440, 200


class DialogFrame(QDialog):
    """``name`` is its place in the settings ("parent"), ``guide_page`` what F1 opens, ``verb`` what its button does.

    ``verb=""`` makes a dialog that only shows something; its one button is ``leave``.
    """

    def __init__(
        self,
        context: AppContext,
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
        self.context = context
        self._name = name
        self._guide_page = guide_page
        self._clean: list[object] = []
        self._shown = False
        self._errors = FieldErrors({}, self)
        self.asks_before_leaving = bool(verb)
        self.setWindowTitle(title)
        self.banner = Banner(context.theme)
        self.body = QWidget()
        self._area = _Body(self.body)
        self._page = QVBoxLayout(self)
        self.submit_button = Button(verb, context.theme, kind=verb_kind, icon=verb_icon)
        self.leave_button = Button(leave, context.theme)
        self.footer = QHBoxLayout()
        """Subclasses may insert quiet buttons at its left (index 0, before the stretch)."""
        self._build(has_verb=bool(verb))
        self.banner.said.connect(self._make_room_soon)
        self.submit_button.clicked.connect(self._on_submit_pressed)
        self.leave_button.clicked.connect(self.reject)
        QShortcut(QKeySequence(QKeySequence.StandardKey.HelpContents), self, self.show_guide)
        QShortcut(QKeySequence("Ctrl+Return"), self, self._on_submit_pressed)

    def submit(self) -> None:
        """The verb was pressed."""

    def remember_as_clean(self) -> None:
        """What the fields hold now is nothing the user would lose (called by itself when the dialog first shows)."""
        self._clean = self._typed()

    def would_lose_something(self) -> bool:
        """Whether something was typed or chosen since :meth:`remember_as_clean`."""
        return self.asks_before_leaving and self._shown and self._typed() != self._clean

    def done(self, result: int) -> None:
        self.context.settings.set_layout(f"dialogs/{self._name}", self.saveGeometry())
        super().done(result)

    def closeEvent(self, event: QCloseEvent) -> None:
        event.ignore()
        self.reject()

    def showEvent(self, event: QShowEvent) -> None:
        if not self._shown:
            self._shown = True
            for field in self.body.findChildren(QAbstractSpinBox):
                pad_number_field(field)
            self.remember_as_clean()
            if not self.restoreGeometry(self.context.settings.layout(f"dialogs/{self._name}")):
                self._make_room()
        super().showEvent(event)

    def show_guide(self) -> None:
        """F1: the page of the guide for this dialog."""
        self.context.show_guide(self._guide_page)

    def _build(self, *, has_verb: bool) -> None:
        rule = QFrame()
        set_style_property(rule, "rule", True)
        self.footer.setContentsMargins(PAGE_MARGIN, GROUP, PAGE_MARGIN, BETWEEN_GROUPS)
        self.footer.setSpacing(STEP)
        self.footer.addStretch(1)
        self.footer.addWidget(self.submit_button)
        self.footer.addWidget(self.leave_button)
        self.submit_button.setVisible(has_verb)
        (self.submit_button if has_verb else self.leave_button).setDefault(True)
        page = QVBoxLayout()
        page.setContentsMargins(PAGE_MARGIN, PAGE_MARGIN, PAGE_MARGIN, BETWEEN_GROUPS)
        page.setSpacing(GROUP)
        page.addWidget(self.banner)
        page.addWidget(self._area, 1)
        page.addWidget(ProgressPanel(self.context.runner, self.context.theme))
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

    def sizeHint(self) -> QSize:
        body = self._body
        hint = body.sizeHint().expandedTo(body.minimumSize())
        if body.hasHeightForWidth():
            width = max(hint.width(), self.width() if self.isVisible() else 0)
            # Qt's scroll areas insist on the minimum too, which reckons with every sentence wrapped.
            hint.setHeight(max(body.heightForWidth(width), body.minimumSizeHint().height()))
        return hint

    def minimumSizeHint(self) -> QSize:
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
