"""The first start: short pages from the school's name to an open office, each with one question."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget

from halton_desktop.domain.code_of_conduct import Edition
from halton_desktop.domain.school import School
from halton_desktop.errors import HaltonError
from halton_desktop.gui.kit.app_context import AppContext
from halton_desktop.gui.kit.confirm_dialog import YesNoQuestion
from halton_desktop.gui.kit.dialogs.base_dialog import BaseDialog
from halton_desktop.gui.kit.dialogs.recovery_sheet_buttons import SheetPrintDialogs
from halton_desktop.gui.kit.looks.look import FORM_WIDTH, PAGE_MARGIN, STEP
from halton_desktop.gui.kit.looks.style_sheet import set_text_role
from halton_desktop.gui.kit.widgets.button import Button
from halton_desktop.gui.kit.widgets.screen_room import fitted
from halton_desktop.gui.kit.widgets.step_list import StepList
from halton_desktop.gui.start.wizard_backup_page import WizardBackupPage
from halton_desktop.gui.start.wizard_begin_page import WizardBeginPage
from halton_desktop.gui.start.wizard_code_page import WizardCodePage
from halton_desktop.gui.start.wizard_end_page import WizardEndPage
from halton_desktop.gui.start.wizard_folder_page import WizardFolderPage
from halton_desktop.gui.start.wizard_head_page import WizardHeadPage
from halton_desktop.gui.start.wizard_page import WizardPage
from halton_desktop.gui.start.wizard_recovery_page import WizardRecoveryPage
from halton_desktop.gui.start.wizard_school_page import WizardSchoolPage
from halton_desktop.gui.start.wizard_user_page import WizardUserPage
from halton_desktop.services.program_files import ProgramFiles

if TYPE_CHECKING:
    from halton_desktop.services.session import OfficeSession

SIZE = QSize(800, 600)
Create = Callable[[Path, School, Edition, str, str, str], "tuple[OfficeSession, str]"]


@dataclass(frozen=True)
class OfficeReady:
    """What the wizard hands over: the open office, and whether to go on to the import dialog."""

    session: OfficeSession
    folder: Path
    import_now: bool


class FirstRunWizard(BaseDialog):
    """``office_ready`` carries an OfficeReady; the others leave for another way in, ``existing_asked`` with the folder
    of an office that is there (a Path), None where it is still to be chosen.

    ``create(folder, school, code, name, sign_in_name, password)`` makes the office off the GUI thread.
    """

    office_ready = Signal(object)
    restore_asked = Signal()
    existing_asked = Signal(object)
    sample_asked = Signal()

    def __init__(
        self,
        context: AppContext,
        folder: Path,
        files: ProgramFiles,
        *,
        can_sample: bool = True,
        create: Create | None = None,
        paper: SheetPrintDialogs | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            context, name="first-run", title="Halton Desktop", verb="Next", leave="Quit", guide_page="first-start",
            parent=parent,
        )  # fmt: skip
        self._files = files
        self._create = create or self._create_office
        self._session: OfficeSession | None = None
        self.begin = WizardBeginPage(context, can_sample=can_sample)
        self.school = WizardSchoolPage(context)
        self.head = WizardHeadPage(context)
        self.code = WizardCodePage(context, files)
        self.folder = WizardFolderPage(context, folder)
        self.user = WizardUserPage(context, lambda: [self.school.into(School("")).name])
        self.recovery = WizardRecoveryPage(context, self._make_sheet, paper)
        self.backup = WizardBackupPage(context)
        self.end = WizardEndPage(context)
        self.pages: tuple[WizardPage, ...] = (
            self.begin, self.school, self.head, self.code, self.folder, self.user, self.recovery, self.backup, self.end,
        )  # fmt: skip
        self._build_pages()
        self.resize(fitted(SIZE, self))
        self.go_to(self.begin)

    @property
    def current(self) -> WizardPage:
        """The page in front."""
        return self.pages[self._stack.currentIndex()]

    def go_to(self, page: WizardPage) -> None:
        """Bring a page to the front."""
        number = self.pages.index(page)
        self._stack.setCurrentIndex(number)
        self.steps.set_current(number)
        before_office = self._session is None
        self.back_button.setVisible(before_office and number > 0)
        self._errors = page.errors
        self._show_verb()
        page.arrive()

    def act(self) -> None:
        """On to the next page, or what the last one asks for."""
        page = self.current
        mistakes = page.mistakes()
        if page is self.folder and self.folder.holds_office and not mistakes:
            if self.context.confirm(self, _open_it(self.folder.folder)):
                self.existing_asked.emit(self.folder.folder)
        elif mistakes:
            self.show_errors(mistakes)
        elif page is self.begin:
            self._leave_begin()
        elif page is self.user:
            self._make_office()
        elif page is self.recovery:
            self.recovery.forget()
            self.write(partial(_confirm_sheet, self._session), lambda _: self._next())
        elif page is self.backup:
            self._keep_backup_folder()
        elif page is self.end:
            self._finish()
        else:
            self._next()

    def show_error(self, error: HaltonError) -> None:
        super().show_error(error)
        self._show_verb()

    def would_lose_something(self) -> bool:
        """Before the office is made, what was typed; afterwards the recovery key until the sheet is confirmed."""
        if self._session is not None:
            return self.pages.index(self.current) <= self.pages.index(self.recovery)
        return self.current is not self.begin and super().would_lose_something()

    def reject(self) -> None:
        """Once the office is made, leaving asks about the recovery sheet instead of about what was typed."""
        if self._session is None:
            super().reject()
        elif self._may_leave_office():
            self.done(0)

    def done(self, result: int) -> None:
        """An office made here and not handed over is locked again."""
        if result == 0 and self._session is not None:
            self._session.close()
            self._session = None
        super().done(result)

    # --- the steps ----------------------------------------------------------------------------------------------

    def _next(self) -> None:
        self.go_to(self.pages[self._stack.currentIndex() + 1])

    def _back(self) -> None:
        self.banner.hide()
        self.go_to(self.pages[self._stack.currentIndex() - 1])

    def _leave_begin(self) -> None:
        chosen = self.begin.chosen
        if chosen == "new office":
            self._next()
        elif chosen == "existing":
            self.existing_asked.emit(None)
        elif chosen == "restore":
            self.restore_asked.emit()
        else:
            self.sample_asked.emit()

    def _make_office(self) -> None:
        self.submit_button.setText("Setting up…")
        folder, school = self.folder.folder, self.head.into(self.school.into(School("")))
        code = self.code.code
        name, sign_in_name, password = self.user.name, self.user.sign_in_name, self.user.password
        create = partial(self._create, folder, school, code, name, sign_in_name, password)
        self.write(create, self._on_made, title="Setting up the office")

    def _create_office(
        self, folder: Path, school: School, code: Edition, name: str, sign_in_name: str, password: str
    ) -> tuple[OfficeSession, str]:
        from halton_desktop.services.administration.open_office import FirstUser, create_office

        return create_office(folder, school, FirstUser(sign_in_name, name, password), self._files, code=code)

    def _on_made(self, made: tuple[OfficeSession, str]) -> None:
        from halton_desktop.services.administration.back_up import backup_folder

        self._session, key = made
        self.user.forget()
        self.backup.begin_with(self.folder.folder, backup_folder(self._session))
        self.recovery.show_key(key)
        self.go_to(self.recovery)

    def _keep_backup_folder(self) -> None:
        from halton_desktop.services.administration.back_up import backup_folder
        from halton_desktop.services.administration.keep_school import change_settings, read_settings

        assert self._session is not None
        own = self.backup.folder == backup_folder(self._session)
        settings = replace(
            read_settings(self._session),
            backup_folder="" if own else str(self.backup.folder),
            backup_on_exit=self.backup.backup_on_exit,
        )
        self.write(partial(change_settings, self._session, settings), lambda _: self._next())

    def _finish(self) -> None:
        assert self._session is not None
        ready = OfficeReady(self._session, self.folder.folder, self.end.import_now)
        self._session = None
        self.succeed()
        self.office_ready.emit(ready)

    # --- inside -------------------------------------------------------------------------------------------------

    def _make_sheet(self, key: str) -> bytes:
        from halton_desktop.services.administration.print_recovery_sheet import recovery_sheet_pdf

        school = self.school.into(School("")).name
        made_on = self._session.today if self._session else date.today()  # noqa: DTZ011 - the office's wall calendar
        return recovery_sheet_pdf(self._files, school, key, made_on, str(self.folder.folder), [self.user.sign_in_name])

    def _may_leave_office(self) -> bool:
        if not self.would_lose_something():
            return True
        question = YesNoQuestion(
            "Leave without the recovery sheet?",
            "The office is set up and your password opens it. The recovery key shown here will be gone; without one, "
            "a forgotten password cannot be replaced. An administrator can make a new key under Tools, Users.",
            verb="Leave without it",
            otherwise="Go on",
            danger=True,
        )
        return self.context.confirm(self, question)

    def _show_verb(self) -> None:
        self.submit_button.setText(self.current.verb_now)
        self.submit_button.setEnabled(self.current.ready)

    def _build_pages(self) -> None:
        self.steps = StepList([page.step for page in self.pages], self.context.theme)
        self._stack = QStackedWidget()
        for page in self.pages:
            page.setMaximumWidth(FORM_WIDTH)
            self._stack.addWidget(page)
            page.verb_changed.connect(self._show_verb)
        words = QLabel("Halton Desktop")
        set_text_role(words, "heading")
        left = QVBoxLayout()
        left.setSpacing(PAGE_MARGIN)
        left.addWidget(words)
        left.addWidget(self.steps)
        left.addStretch(1)
        line = QHBoxLayout(self.body)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(2 * PAGE_MARGIN)
        line.addLayout(left)
        line.addWidget(self._stack, 1)
        self.back_button = Button("&Back", self.context.theme)
        self.back_button.clicked.connect(self._back)
        self.footer.insertWidget(self.footer.indexOf(self.submit_button), self.back_button)
        self.footer.setSpacing(STEP)


def _open_it(folder: Path) -> YesNoQuestion:
    return YesNoQuestion(
        "Open the office that is in this folder?",
        f"There is an office in {folder} already. A new one needs a folder of its own.",
        verb="Open it",
        otherwise="Choose another folder",
    )


def _confirm_sheet(session: OfficeSession | None) -> None:
    from halton_desktop.services.administration.recovery_sheet import confirm_sheet

    assert session is not None
    confirm_sheet(session)
