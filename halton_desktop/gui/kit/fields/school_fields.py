"""The fields that describe a school, wherever they stand: in the wizard and in the school's own dialog."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, QSize, Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import (
    QBoxLayout,
    QComboBox,
    QCompleter,
    QFileDialog,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)

from halton_desktop.domain.address import PostalAddress, tidy_address
from halton_desktop.domain.school import HALTON_SCHOOLS, LARGEST_LOGO
from halton_desktop.errors import InvalidInput
from halton_desktop.gui.kit.app_context import AppContext
from halton_desktop.gui.kit.looks.style_sheet import set_text_role
from halton_desktop.gui.kit.widgets.button import Button

HEADTEACHER_TITLES = ("Headteacher", "Principal", "Head of School", "Executive Headteacher", "Acting Headteacher")
LOGO_SIZE = QSize(160, 64)


def prepare_school_names(names: QComboBox) -> None:
    """The fourteen schools of the association; any other name may be typed."""
    names.addItems(HALTON_SCHOOLS)
    names.setCurrentIndex(-1)
    names.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
    names.setMaxVisibleItems(len(HALTON_SCHOOLS))
    line = names.lineEdit()
    if line is not None:
        line.setPlaceholderText("Choose from the list, or type the name")
    completer = QCompleter(list(HALTON_SCHOOLS), names)
    completer.setFilterMode(Qt.MatchFlag.MatchContains)
    completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    names.setCompleter(completer)


def prepare_headteacher_titles(titles: QComboBox) -> None:
    """What a head is called in different schools; anything else may be typed."""
    titles.addItems(HEADTEACHER_TITLES)
    titles.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)


def typed_address(lines: QPlainTextEdit, postcode: QLineEdit) -> PostalAddress:
    """The address as typed, tidied."""
    return tidy_address(lines.toPlainText().splitlines(), postcode.text())


class LogoField(QObject):
    """A picture for the letterhead, shown as it is, with *Choose…* and *Remove*; ``error_label`` says what is wrong."""

    def __init__(self, place: QBoxLayout, error_label: QLabel, context: AppContext) -> None:
        super().__init__(error_label)
        self.logo: bytes | None = None
        self._error = error_label
        self._picture = QLabel("No logo")
        self._picture.setMinimumSize(LOGO_SIZE)
        self._picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._picture.setAccessibleName("The logo chosen")
        self._picture.setProperty("surface", "card")
        set_text_role(self._picture, "muted")
        self.choose_button = Button("Choose a &logo…", context.theme)
        self.remove_button = Button("Remove", context.theme, kind="quiet")
        self.choose_button.clicked.connect(self._choose)
        self.remove_button.clicked.connect(lambda: self.set_logo(None))
        for widget in (self._picture, self.choose_button, self.remove_button):
            place.addWidget(widget)
        place.addStretch(1)
        self.set_logo(None)

    def set_logo(self, logo: bytes | None) -> None:
        """Show a picture; None for none."""
        pixmap = QPixmap()
        if logo is not None:
            pixmap.loadFromData(logo)
        self.logo = logo
        self._error.hide()
        self.remove_button.setVisible(logo is not None)
        if pixmap.isNull():
            self._picture.setText("No logo")
            return
        ratio = self._picture.devicePixelRatioF()
        fitted = pixmap.scaled(
            LOGO_SIZE * ratio, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        )
        fitted.setDevicePixelRatio(ratio)
        self._picture.setPixmap(fitted)

    def take_file(self, file: Path) -> None:
        """Take a picture from disk; what cannot be taken is said under it and changes nothing."""
        try:
            self._take(file)
        except InvalidInput as error:
            self._error.setText(f"{error.message} {error.advice}".strip())
            self._error.show()

    def _take(self, file: Path) -> None:
        try:
            size = file.stat().st_size
            logo = file.read_bytes() if size <= LARGEST_LOGO else b""
        except OSError as error:
            raise InvalidInput("logo", f"“{file.name}” cannot be read.", "Choose another picture.") from error
        if not logo:
            raise InvalidInput("logo", "The logo picture is larger than 2 MB.", "Choose a smaller copy of it.")
        picture = QPixmap()
        if not logo.startswith((b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")) or not picture.loadFromData(logo):
            raise InvalidInput("logo", "The logo must be a PNG or JPEG picture.", "Choose another file.")
        self.set_logo(logo)

    def _choose(self) -> None:
        window: QWidget = self._picture.window()
        name, _kind = QFileDialog.getOpenFileName(window, "Choose a logo", "", "Pictures (*.png *.jpg *.jpeg)")
        if name:
            self.take_file(Path(name))
