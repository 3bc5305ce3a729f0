"""The Letters dialog as a test opens it, with what its surroundings heard."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from halton_desktop.domain.mailing import Recipients
from halton_desktop.gui.kit.app_context import AppContext
from halton_desktop.gui.letters.confirm_printing_dialog import ConfirmPrintingDialog
from halton_desktop.gui.letters.letters_dialog import LettersDialog
from halton_desktop.services.session import OfficeSession
from tests.helpers.paper import PaperInAFolder


class Opened:
    """A dialog under test with what its surroundings heard."""

    def __init__(
        self, context: AppContext, session: OfficeSession, paper: PaperInAFolder, qtbot: QtBot, **given: object
    ) -> None:
        self.parents_opened: list[int] = []
        self.said: list[str] = []
        letter, to = given.pop("letter", "acknowledgement"), given.pop("to", None)
        self.dialog = LettersDialog(
            context,
            session,
            paper=paper,
            open_parent=lambda parent_id, _window: self.parents_opened.append(parent_id),
            **given,  # type: ignore[arg-type]  # the keyword arguments of the test
        )
        qtbot.addWidget(self.dialog)
        self.dialog.said.connect(self.said.append)
        self.dialog.choosing.begin(str(letter), to if isinstance(to, Recipients) else None)
        self.dialog.show()
        qtbot.waitExposed(self.dialog)

    @property
    def question(self) -> ConfirmPrintingDialog:
        """The newest question whether the letters came out."""
        return self.dialog.findChildren(ConfirmPrintingDialog)[-1]
