"""Which version this is, and whose work it stands on: every component shipped, with its licence."""

from __future__ import annotations

import platform
from dataclasses import dataclass

from PySide6.QtCore import QSize, qVersion
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from halton_desktop import __version__
from halton_desktop.gui.kit.app_context import AppContext
from halton_desktop.gui.kit.dialogs.base_dialog import BaseDialog
from halton_desktop.gui.kit.looks.look import BETWEEN_GROUPS, GROUP, ICON_SIZE_LARGE, STEP
from halton_desktop.gui.kit.looks.style_sheet import set_style_property, set_text_role
from halton_desktop.gui.kit.widgets.screen_room import fitted
from halton_desktop.ui_forms.shell.about_dialog_form import Ui_AboutDialog

SIZE = QSize(640, 560)


@dataclass(frozen=True)
class Component:
    """Something shipped with the program. ``packages`` are its names at the package index, none where it has none."""

    name: str
    what_for: str
    licence: str
    packages: tuple[str, ...] = ()


COMPONENTS = (
    Component("Python", "the language it runs in", "PSF 2.0"),
    Component(
        "Qt and PySide6",
        "the window, and the preview of letters",
        "LGPL 3.0",
        ("pyside6-essentials", "pyside6-addons", "shiboken6"),
    ),
    Component("SQLCipher", "the encryption of the office file", "BSD 3-clause"),
    Component("SQLite", "the database inside it", "public domain"),
    Component("sqlcipher3", "SQLCipher for Python", "zlib", ("sqlcipher3",)),
    Component("SQLAlchemy", "reading and writing the file", "MIT", ("sqlalchemy",)),
    Component("Alembic", "bringing older files up to date", "MIT", ("alembic",)),
    Component("Mako", "a part of Alembic", "MIT", ("mako",)),
    Component("MarkupSafe", "a part of Mako", "BSD 3-clause", ("markupsafe",)),
    Component("typing-extensions", "a part of SQLAlchemy and Alembic", "PSF 2.0", ("typing-extensions",)),
    Component("cryptography", "keys and passwords", "Apache 2.0 or BSD 3-clause", ("cryptography",)),
    Component("cffi", "a part of cryptography", "MIT-0", ("cffi",)),
    Component("pycparser", "a part of cffi", "BSD 3-clause", ("pycparser",)),
    Component("filelock", "one user at a time", "MIT", ("filelock",)),
    Component("ReportLab", "the letters", "BSD", ("reportlab",)),
    Component("charset-normalizer", "a part of ReportLab", "MIT", ("charset-normalizer",)),
    Component("Pillow", "pictures and scanned pages", "MIT-CMU", ("pillow",)),
    Component("Noto Sans", "the letters’ typeface", "OFL 1.1"),
    Component("ZXing-C++", "codes on the slips", "Apache 2.0", ("zxing-cpp",)),
    Component("python-bidi", "names written from right to left", "LGPL 3.0", ("python-bidi",)),
    Component("arabic-reshaper", "Arabic letters in print", "MIT", ("arabic-reshaper",)),
    Component("pypdf", "PDFs put together with letters", "BSD 3-clause", ("pypdf",)),
    Component("olefile", "e-mails saved from Outlook", "BSD 2-clause", ("olefile",)),
    Component("pyzipper", "the encrypted archive of a whole office", "MIT", ("pyzipper",)),
    Component("pycryptodomex", "a part of pyzipper", "BSD or public domain", ("pycryptodomex",)),
    Component("openpyxl", "Excel files", "MIT", ("openpyxl", "et-xmlfile")),
    Component("defusedxml", "safe reading of Common Transfer Files", "PSF", ("defusedxml",)),
    Component("holidays", "bank holidays", "MIT", ("holidays",)),
    Component("python-dateutil", "a part of holidays", "BSD or Apache", ("python-dateutil",)),
    Component("six", "a part of python-dateutil", "MIT", ("six",)),
    Component("platformdirs", "where files go on your computer", "MIT", ("platformdirs",)),
    Component("zxcvbn", "the strength of passwords", "MIT", ("zxcvbn",)),
    Component("Phosphor Icons", "the icons", "MIT"),
)
"""What the lock file ships, each with the licence its own package names: a test compares them."""


class AboutDialog(BaseDialog):
    """Only shows."""

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(context, name="about", title="About Halton Desktop", verb="", leave="Close", parent=parent)
        self.form = Ui_AboutDialog()
        self.form.setupUi(self.body)
        self._add_heading()
        self.form.list.addWidget(self._components(), 1)
        self.resize(fitted(SIZE, self))
        self.leave_button.setFocus()

    def _add_heading(self) -> None:
        icon = QLabel()
        ratio = self.devicePixelRatioF()
        size = round(ICON_SIZE_LARGE * ratio)
        pixmap = self.context.theme.application_icon().pixmap(size, size)
        pixmap.setDevicePixelRatio(ratio)
        icon.setPixmap(pixmap)
        name = QLabel("Halton Desktop")
        set_text_role(name, "title")
        version = QLabel(f"Version {__version__} · Qt {qVersion()} · Python {platform.python_version()} · MIT licence")
        set_text_role(version, "muted")
        lines = QVBoxLayout()
        lines.setSpacing(0)
        lines.addWidget(name)
        lines.addWidget(version)
        self.form.heading.addWidget(icon)
        self.form.heading.addLayout(lines, 1)

    def _components(self) -> QWidget:
        page = QFrame()
        set_style_property(page, "surface", "page")
        grid = QGridLayout(page)
        grid.setContentsMargins(GROUP, GROUP, GROUP, GROUP)
        grid.setHorizontalSpacing(BETWEEN_GROUPS)
        grid.setVerticalSpacing(STEP)
        for row, component in enumerate(COMPONENTS):
            name, licence, what_for = QLabel(component.name), QLabel(component.licence), QLabel(component.what_for)
            set_text_role(name, "strong")
            set_text_role(what_for, "muted")
            for column, label in enumerate((name, what_for, licence)):
                grid.addWidget(label, row, column)
        grid.setColumnStretch(1, 1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setWidget(page)
        scroll.setAccessibleName("Components and their licences")
        return scroll
