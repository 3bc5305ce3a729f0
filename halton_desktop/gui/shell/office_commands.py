"""The menu entries of an open office, each with the dialog it opens."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from halton_desktop.domain.permission import Permission
from halton_desktop.domain.slip_letter import SLIP_LETTERS
from halton_desktop.gui.administration.close_office_dialog import CloseOfficeDialog
from halton_desktop.gui.administration.export_office_dialog import ExportOfficeDialog
from halton_desktop.gui.administration.history_dialog import HistoryDialog
from halton_desktop.gui.administration.password_dialog import PasswordDialog
from halton_desktop.gui.administration.school_calendar_dialog import SchoolCalendarDialog
from halton_desktop.gui.administration.school_dialog import SchoolDialog
from halton_desktop.gui.administration.sealed_readers_dialog import SealedReadersDialog
from halton_desktop.gui.administration.settings_dialog import SettingsDialog
from halton_desktop.gui.administration.users_dialog import UsersDialog
from halton_desktop.gui.kit.app_context import AppContext
from halton_desktop.gui.kit.dialogs.base_dialog import open_dialog
from halton_desktop.gui.letters.letter_text_dialog import LetterTextDialog
from halton_desktop.gui.parents.parents_tab import ParentsTab
from halton_desktop.gui.shell.about_dialog import AboutDialog
from halton_desktop.gui.shell.menu_actions import Command

if TYPE_CHECKING:
    from halton_desktop.gui.shell.main_window import MainWindow
    from halton_desktop.services.session import OfficeSession


class OfficeCommands:
    """Opens dialogs over the window; ``window`` is asked for late, for the menus are made before it is there."""

    def __init__(self, context: AppContext, session: OfficeSession, window: Callable[[], MainWindow]) -> None:
        self._context = context
        self._session = session
        self._window = window

    def all(self) -> list[Command]:
        """In the order of the menus; what the role may not do is greyed out, and refused by the services anyway."""
        may = self._session.may
        school, users = may(Permission.CHANGE_SCHOOL), may(Permission.MANAGE_USERS)
        return [
            *self._of_file(),
            Command("Record", "New parent…", self.new_parent, "parent", group=1, enabled=may(Permission.EDIT_PARENTS)),
            Command(
                "Record", "Import parents…", self.import_parents, "import", "Ctrl+I", 1, may(Permission.IMPORT_PARENTS)
            ),
            *(
                Command(
                    "Letters",
                    f"Words of the {letter.plain}…",
                    partial(self.letter_text, letter.name),
                    "edit",
                    "",
                    2,
                    school,
                )
                for letter in SLIP_LETTERS
            ),
            Command("Tools", "School…", self.school, "school", group=1, enabled=school),
            Command("Tools", "School days…", self.school_days, "calendar", group=1),
            Command("Tools", "Settings…", self.settings, "settings", group=1),
            Command("Tools", "Users…", self.users, "user", group=1, enabled=users),
            Command("Tools", "Sealed messages…", self.sealed_messages, "sealed", group=1, enabled=may(Permission.LOOK)),
            Command("Tools", "Change my password…", self.password, "key", group=1),
            Command(
                "Tools", "History of changes…", self.history, "review", group=2, enabled=may(Permission.SEE_HISTORY)
            ),
            Command("Tools", "Check the office file…", self.check, "secure", group=2),
        ]

    def _of_file(self) -> list[Command]:
        may = self._session.may
        out, end = may(Permission.EXPORT_OFFICE), may(Permission.CLOSE_OFFICE)
        return [
            Command("File", "Back up now…", self.back_up, "backup", group=1, enabled=may(Permission.BACK_UP)),
            Command("File", "Save the whole office…", self.export_office, "save", group=1, enabled=out),
            Command("File", "Close the office for good…", self.close_for_good, "key", group=7, enabled=end),
        ]

    def back_up(self) -> None:
        """Make a backup now, or see those there are."""
        self._context.screens.backups(self._context, self._session, self._parent())

    def export_office(self) -> None:
        """Everything as open files, in an encrypted archive."""
        open_dialog(ExportOfficeDialog(self._context, self._session, self._parent()))

    def close_for_good(self) -> None:
        """Destroy the keys of the office; its window closes with it."""
        dialog = CloseOfficeDialog(self._context, self._session, self._parent())
        dialog.succeeded.connect(self._parent().close)
        open_dialog(dialog)

    def new_parent(self) -> None:
        """An empty parent dialog, from whichever tab."""
        self._parents().new_record()

    def import_parents(self) -> None:
        """The import, from whichever tab."""
        self._parents().import_parents()

    def letter_text(self, letter: str) -> None:
        """The words of one letter, the school's own or as shipped."""
        open_dialog(LetterTextDialog(self._context, self._session, letter, self._parent()))

    def sealed_messages(self) -> None:
        """Who can open sealed messages, and letting somebody in."""
        open_dialog(SealedReadersDialog(self._context, self._session, self._parent()))

    def school(self) -> None:
        """The school's details, as letters print them."""
        open_dialog(SchoolDialog(self._context, self._session, self._parent()))

    def school_days(self) -> None:
        """Terms, INSET days and closures, by which due dates are counted."""
        open_dialog(SchoolCalendarDialog(self._context, self._session, self._parent()))

    def settings(self) -> None:
        """What holds for the office and for this computer."""
        open_dialog(SettingsDialog(self._context, self._session, self._parent()))

    def users(self) -> None:
        """Accounts, passwords, the recovery key."""
        open_dialog(UsersDialog(self._context, self._session, self._parent()))

    def password(self) -> None:
        """One's own password."""
        open_dialog(PasswordDialog(self._context, self._session, self._parent()))

    def history(self) -> None:
        """Who changed what."""
        open_dialog(HistoryDialog(self._context, self._session, self._parent()))

    def check(self) -> None:
        """The history, with the check already running."""
        dialog = HistoryDialog(self._context, self._session, self._parent())
        open_dialog(dialog)
        dialog.check()

    def about(self) -> None:
        """Version and licences."""
        open_dialog(AboutDialog(self._context, self._parent()))

    def _parent(self) -> QWidget:
        return self._window()

    def _parents(self) -> ParentsTab:
        """The tab of parents, brought to the front."""
        window = self._window()
        tab = next(tab for tab in window.tabs if isinstance(tab, ParentsTab))
        window.pages.setCurrentWidget(tab)
        return tab
