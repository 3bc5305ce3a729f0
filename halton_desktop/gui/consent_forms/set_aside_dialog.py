"""Scanned pages that found no form: look at each, type the reference printed on it, or throw it away."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QListWidget, QListWidgetItem, QSplitter, QVBoxLayout, QWidget

from halton_desktop.domain import acknowledgement
from halton_desktop.domain.acknowledgement import FormScan
from halton_desktop.gui.consent_forms.message_view import picture_view
from halton_desktop.gui.kit.app_context import AppContext
from halton_desktop.gui.kit.confirm_dialog import YesNoQuestion
from halton_desktop.gui.kit.dialogs.base_dialog import BaseDialog
from halton_desktop.gui.kit.fields.form import FieldForm
from halton_desktop.gui.kit.looks.look import GROUP, HALF_STEP, STEP
from halton_desktop.gui.kit.widgets.button import Button
from halton_desktop.services.consent_forms.match_scans import match_by_hand, scan_picture, set_aside_scans, throw_away
from halton_desktop.services.session import OfficeSession

LARGE = (980, 700)
PICTURE_WIDTH = 560


class SetAsideDialog(BaseDialog):
    """One page after the other: reference, Enter, next."""

    def __init__(self, context: AppContext, session: OfficeSession, parent: QWidget | None = None) -> None:
        super().__init__(
            context,
            name="set aside",
            title="Pages set aside",
            verb="Give the page to this form",
            leave="Close",
            guide_page="consent-forms",
            parent=parent,
        )
        self.asks_before_leaving = False
        self._session = session
        self._scans: list[FormScan] = []
        self.pages = QListWidget()
        self.pages.setAccessibleName("Pages set aside")
        self.pages.setSpacing(HALF_STEP)
        fields = FieldForm()
        hint = "It stands beside the square code on the form."
        self.reference = fields.add("reference", "&Reference on the page", QLineEdit(), hint)
        self.use_errors(fields.errors)
        self.throw_button = Button("Throw this page away…", context.theme, kind="quiet", icon="delete")
        self.footer.insertWidget(0, self.throw_button)
        self.picture: QWidget = QWidget()
        self._picture_place = QVBoxLayout()
        self._picture_place.addWidget(self.picture)
        self._arrange(fields)
        self.pages.currentRowChanged.connect(self._show_page)
        self.throw_button.clicked.connect(self._throw)
        self.reload()
        self.resize(*LARGE)

    def reload(self) -> None:
        """Read what is still set aside."""
        self._scans = set_aside_scans(self._session)
        self.pages.clear()
        for scan in self._scans:
            self.pages.addItem(QListWidgetItem(f"{scan.stack}, page {scan.page}\n{scan.problem}"))
        self.pages.setCurrentRow(0)
        self.submit_button.setEnabled(bool(self._scans))
        self.throw_button.setEnabled(bool(self._scans))
        if not self._scans:
            self.banner.say("No page is set aside.", "success")

    def act(self) -> None:
        """Match the page in front."""
        row = self.pages.currentRow()
        if row < 0:
            return
        self.write(partial(match_by_hand, self._session, self._scans[row].id, self.reference.text()), self._on_matched)

    def _on_matched(self, form: acknowledgement.Form) -> None:
        self.reference.clear()
        self.reload()
        self.banner.say(f"The page went to {form.reference}, {form.parent_name}.", "success")
        self.reference.setFocus()

    def _throw(self) -> None:
        row = self.pages.currentRow()
        if row < 0:
            return
        scan = self._scans[row]
        question = YesNoQuestion(
            f"Throw away page {scan.page} of {scan.stack}?",
            "The picture is removed from the office file. This cannot be undone.",
            verb="Throw it away",
            danger=True,
        )
        if self.context.confirm(self, question):
            self.write(partial(throw_away, self._session, scan.id), lambda _: self.reload())

    def _show_page(self, row: int) -> None:
        self.picture.hide()
        self.picture.deleteLater()
        if 0 <= row < len(self._scans):
            scan, content = scan_picture(self._session, self._scans[row].id)
            self.picture = picture_view(content, f"page {scan.page} of {scan.stack}", PICTURE_WIDTH)
        else:
            self.picture = QWidget()
        self._picture_place.addWidget(self.picture)

    def _arrange(self, fields: FieldForm) -> None:
        left = QWidget()
        lines = QVBoxLayout(left)
        lines.setContentsMargins(0, 0, STEP, 0)
        lines.setSpacing(GROUP)
        lines.addWidget(self.pages, 1)
        lines.addWidget(fields)
        right = QWidget()
        right.setLayout(self._picture_place)
        splitter = QSplitter()
        splitter.addWidget(left)
        splitter.addWidget(right)
        splitter.setStretchFactor(1, 1)
        splitter.setSizes([LARGE[0] - PICTURE_WIDTH, PICTURE_WIDTH + 40])
        layout = QHBoxLayout(self.body)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(splitter)
