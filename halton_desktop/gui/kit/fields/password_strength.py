"""A meter under a password field: a bar, the strength in words, and what would make it stronger."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from halton_desktop.gui.kit.app_context import AppContext
from halton_desktop.gui.kit.looks.look import HALF_STEP, STEP, ColourRole
from halton_desktop.gui.kit.looks.style_sheet import set_text_role
from halton_desktop.gui.kit.looks.theme import Theme
from halton_desktop.services.administration.weigh_password import THREE_WORDS, PasswordStrength, weigh_password

PAUSE_MS = 150
"""After the last key, before the password is weighed."""
PARTS, PART_WIDTH, PART_HEIGHT = 4, 40, 6

_ROLES: tuple[ColourRole, ...] = ("overdue", "overdue", "due", "done", "done")


class PasswordStrengthMeter(QWidget):
    """Weighs what stands in ``field`` as it is typed, off the GUI thread; ``own_words`` gives names to avoid."""

    def __init__(self, field: QLineEdit, context: AppContext, own_words: Callable[[], Sequence[str]]) -> None:
        super().__init__()
        self._field = field
        self._context = context
        self._own_words = own_words
        self.strength: PasswordStrength | None = None
        self._bar = _Bar(context.theme)
        self._words = QLabel()
        self._advice = QLabel(THREE_WORDS)
        self._advice.setWordWrap(True)
        set_text_role(self._words, "strong")
        set_text_role(self._advice, "muted")
        line = QHBoxLayout()
        line.setSpacing(STEP)
        line.addWidget(self._bar)
        line.addWidget(self._words, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(HALF_STEP)
        layout.addLayout(line)
        layout.addWidget(self._advice)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self._weigh)
        field.textChanged.connect(self._on_typed)
        self._show(None)

    @property
    def words(self) -> str:
        """What the meter says."""
        return self._words.text()

    def _on_typed(self, text: str) -> None:
        if text:
            self._pause.start()
        else:
            self._pause.stop()
            self._show(None)

    def _weigh(self) -> None:
        password, own = self._field.text(), list(self._own_words())

        def show(strength: PasswordStrength) -> None:
            if password == self._field.text():  # somebody typed on meanwhile: the next answer is on its way
                self._show(strength)

        self._context.runner.run(
            lambda _task: weigh_password(password, own),
            title="Weighing the password",
            on_done=show,
            on_error=lambda _error: self._show(None),
            quiet=True,
            owner=self,
        )

    def _show(self, strength: PasswordStrength | None) -> None:
        self.strength = strength
        self._bar.set_score(-1 if strength is None else strength.score)
        self._words.setText("" if strength is None else strength.words.capitalize())
        self._advice.setText(strength.advice if strength is not None and strength.advice else "")
        self._advice.setVisible(bool(self._advice.text()))
        self.setAccessibleName(f"Password strength: {self._words.text()}" if strength else "Password strength")


class _Bar(QWidget):
    """Four parts, filled in the colour of the strength; the word beside it says the same."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._score = -1
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        theme.changed.connect(self.update)

    def set_score(self, score: int) -> None:
        """0-4, -1 for nothing typed."""
        self._score = score
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(PARTS * (PART_WIDTH + HALF_STEP), max(PART_HEIGHT, self.fontMetrics().height()))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        filled = max(1, self._score) if self._score >= 0 else 0
        top = (self.height() - PART_HEIGHT) / 2
        for part in range(PARTS):
            role: ColourRole = _ROLES[self._score] if part < filled else "hairline"
            painter.setBrush(self._theme.colour(role))
            box = QRectF(part * (PART_WIDTH + HALF_STEP), top, PART_WIDTH, PART_HEIGHT)
            painter.drawRoundedRect(box, PART_HEIGHT / 2, PART_HEIGHT / 2)
        painter.end()
