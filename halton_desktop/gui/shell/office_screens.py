"""What one noun of the office asks another to show: here, and nowhere else, it is said which dialog that is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QWidget

from halton_desktop.gui.kit.dialogs.base_dialog import open_dialog

if TYPE_CHECKING:
    from halton_desktop.domain.change import RecordKind
    from halton_desktop.domain.code_of_conduct import Edition
    from halton_desktop.domain.mailing import LetterRequest
    from halton_desktop.domain.told import PupilWithout
    from halton_desktop.gui.kit.app_context import AppContext
    from halton_desktop.services.session import OfficeSession


class OfficeScreens:
    """The ``Screens`` of every desk; each dialog is imported when it is first asked for, off the start path."""

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
        from halton_desktop.gui.letters.letters_dialog import open_letters_dialog

        from_a_list = bool(request.parent_ids) or shown is not None
        dialog = open_letters_dialog(
            context,
            session,
            window,
            parent_ids=request.parent_ids,
            shown_ids=shown,
            letter=request.letter,
            to=None if from_a_list else request.to,
            year_group=request.year_group,
        )
        dialog.said.connect(said)
        return dialog

    def issued_letter(self, context: AppContext, session: OfficeSession, window: QWidget, letter_id: int) -> QDialog:
        from halton_desktop.gui.letters.issued_letter_dialog import open_issued_letter

        return open_issued_letter(context, session, window, letter_id)

    def confirm_printing(
        self,
        context: AppContext,
        session: OfficeSession,
        window: QWidget,
        batch_id: int,
        *,
        said: Callable[[str], object],
    ) -> QDialog:
        from halton_desktop.gui.letters.letters_dialog import confirm_printing

        dialog = confirm_printing(context, session, batch_id, window)
        dialog.settled.connect(said)
        return dialog

    def nobody_told(
        self,
        context: AppContext,
        window: QWidget,
        pupils: Sequence[PupilWithout],
        *,
        open_record: Callable[[RecordKind, int], object],
    ) -> QDialog:
        from halton_desktop.gui.letters.nobody_told_dialog import NobodyToldDialog

        dialog = NobodyToldDialog(context, pupils, window)
        dialog.open_requested.connect(open_record)
        return open_dialog(dialog)

    def to_decide(
        self,
        context: AppContext,
        session: OfficeSession,
        window: QWidget,
        *,
        open_record: Callable[[RecordKind, int], object],
    ) -> QDialog:
        from halton_desktop.gui.parents.to_decide_dialog import ToDecideDialog

        dialog = ToDecideDialog(context, session, window)
        dialog.open_requested.connect(open_record)
        return open_dialog(dialog)

    def edit_parent(self, context: AppContext, session: OfficeSession, window: QWidget, parent_id: int) -> QDialog:
        from halton_desktop.gui.parents.parent_dialog import ParentDialog
        from halton_desktop.services.parents.find_parents import parent_page

        return open_dialog(ParentDialog(context, session, parent_page(session, parent_id).family, parent=window))

    def ask_consent(self, context: AppContext, session: OfficeSession, window: QWidget, incident_id: int) -> QDialog:
        from halton_desktop.gui.consent_forms.ask_consent_dialog import AskConsentDialog
        from halton_desktop.gui.consent_forms.consent_printing import print_consent_form

        dialog = AskConsentDialog(context, session, incident_id, parent=window)
        dialog.asked.connect(lambda form_id: print_consent_form(context, session, form_id, window))
        return open_dialog(dialog)

    def sealed_message(self, context: AppContext, session: OfficeSession, window: QWidget, evidence_id: int) -> QDialog:
        from halton_desktop.gui.consent_forms.sealed_message_dialog import SealedMessageDialog

        return open_dialog(SealedMessageDialog(context, session, evidence_id, window))

    def backups(self, context: AppContext, session: OfficeSession, window: QWidget) -> QDialog:
        from halton_desktop.gui.administration.backup_dialog import BackupDialog

        return open_dialog(BackupDialog(context, session, window))

    def recovery_sheet(self, context: AppContext, session: OfficeSession, window: QWidget) -> QDialog:
        from halton_desktop.gui.administration.recovery_sheet_dialog import RecoverySheetDialog

        return open_dialog(RecoverySheetDialog(context, session, parent=window))

    def school_days(self, context: AppContext, session: OfficeSession, window: QWidget) -> QDialog:
        from halton_desktop.gui.administration.school_calendar_dialog import SchoolCalendarDialog

        return open_dialog(SchoolCalendarDialog(context, session, window))

    def first_words(
        self,
        context: AppContext,
        window: QWidget,
        words: Edition,
        program_words: Edition,
        *,
        keep: Callable[[Edition], None],
    ) -> QDialog:
        from halton_desktop.gui.reviews.edition_dialog import EditionDialog

        return open_dialog(
            EditionDialog(
                context,
                keep,
                words,
                program_words,
                program_words=lambda: program_words,
                title="The words of the code",
                verb="Use these words",
                parent=window,
            )
        )
