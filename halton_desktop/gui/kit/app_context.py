"""What every screen is given in its constructor: look, settings, runner, hub, how to speak up, and other screens."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from halton_desktop.background.task_runner import Runner
from halton_desktop.gui.kit.change_hub import ChangeHub
from halton_desktop.gui.kit.looks.theme import Theme
from halton_desktop.settings import Settings

if TYPE_CHECKING:
    from PySide6.QtWidgets import QDialog, QWidget

    from halton_desktop.domain.change import RecordKind
    from halton_desktop.domain.code_of_conduct import Edition
    from halton_desktop.domain.mailing import LetterRequest
    from halton_desktop.domain.told import PupilWithout
    from halton_desktop.errors import HaltonError
    from halton_desktop.gui.kit.confirm_dialog import YesNoQuestion
    from halton_desktop.gui.kit.widgets.banner import Banner
    from halton_desktop.services.session import OfficeSession


class Screens(Protocol):
    """What one noun of the office may ask another to show; the shell knows them all, a noun knows only its own.

    Each opens its dialog over ``window`` and returns it. ``said`` is told what became of an errand, ``open_record``
    which record is asked for.
    """

    def letters(
        self,
        context: AppContext,
        session: OfficeSession,
        window: QWidget,
        request: LetterRequest,
        *,
        shown: Sequence[int] | None = None,
        said: Callable[[str], object],
    ) -> QDialog:
        """Print letters: what is asked for is chosen already; ``shown`` are all the parents a list shows."""

    def issued_letter(self, context: AppContext, session: OfficeSession, window: QWidget, letter_id: int) -> QDialog:
        """One letter exactly as it was issued."""

    def confirm_printing(
        self,
        context: AppContext,
        session: OfficeSession,
        window: QWidget,
        batch_id: int,
        *,
        said: Callable[[str], object],
    ) -> QDialog:
        """Whether a printing nobody has confirmed came out. Raises NotFound."""

    def nobody_told(
        self,
        context: AppContext,
        window: QWidget,
        pupils: Sequence[PupilWithout],
        *,
        open_record: Callable[[RecordKind, int], object],
    ) -> QDialog:
        """The pupils for whom nobody will be told."""

    def to_decide(
        self,
        context: AppContext,
        session: OfficeSession,
        window: QWidget,
        *,
        open_record: Callable[[RecordKind, int], object],
    ) -> QDialog:
        """What the office is asked about people."""

    def edit_parent(self, context: AppContext, session: OfficeSession, window: QWidget, parent_id: int) -> QDialog:
        """Change one parent. Raises NotFound."""

    def ask_consent(self, context: AppContext, session: OfficeSession, window: QWidget, incident_id: int) -> QDialog:
        """Ask for consent to view messages; the form that is made is shown for printing."""

    def sealed_message(self, context: AppContext, session: OfficeSession, window: QWidget, evidence_id: int) -> QDialog:
        """A private message, sealed. Raises NotFound."""

    def backups(self, context: AppContext, session: OfficeSession, window: QWidget) -> QDialog:
        """The backups there are, and making one."""

    def recovery_sheet(self, context: AppContext, session: OfficeSession, window: QWidget) -> QDialog:
        """A new recovery key, and its sheet."""

    def school_days(self, context: AppContext, session: OfficeSession, window: QWidget) -> QDialog:
        """Terms, days without school and open days of the office."""

    def first_words(
        self,
        context: AppContext,
        window: QWidget,
        words: Edition,
        program_words: Edition,
        *,
        keep: Callable[[Edition], None],
    ) -> QDialog:
        """The words of the code the school begins with; ``keep`` takes them and may raise InvalidInput."""


@dataclass(frozen=True)
class AppContext:
    """Passed down from the composition root; nothing is looked up anywhere else.

    ``confirm(parent, question)`` asks and returns whether the verb was chosen (tests pass a function that answers).
    ``report(error, parent, banner)`` shows an error in the way its kind asks for. ``show_guide(page)`` opens the user
    guide ("parents", "consent-forms" …). ``screens`` are those of the other nouns.
    """

    theme: Theme
    settings: Settings
    runner: Runner
    hub: ChangeHub
    confirm: Callable[[QWidget | None, YesNoQuestion], bool]
    report: Callable[[HaltonError, QWidget | None, Banner | None], None]
    show_guide: Callable[[str], None]
    screens: Screens
