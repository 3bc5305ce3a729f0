"""Asks whether an edition is really to begin on a day that has passed, and says what that changes."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QWidget

from halton_desktop.domain.code_of_conduct import Edition
from halton_desktop.gui.kit.app_context import AppContext
from halton_desktop.gui.kit.confirm_dialog import YesNoQuestion
from halton_desktop.services.reviews.edition_start import what_start_changes
from halton_desktop.services.session import OfficeSession


def start_is_meant(
    context: AppContext, session: OfficeSession, edition: Edition, effective_on: date, parent: QWidget
) -> bool:
    """Whether the office means this first day; asked only of one that has passed and was not the edition's before."""
    if effective_on >= session.today or (edition.adopted and effective_on == edition.effective_on):
        return True
    changes = what_start_changes(session, edition.id, effective_on)
    question = YesNoQuestion(
        f"{edition.label} from {effective_on:%d/%m/%Y}, a day that has passed?",
        "\n".join(changes or ("No incident and no slip comes under another edition by it.",))
        + "\nIt can be taken back until something depends on the edition.",
        verb="Begin on that day",
        otherwise="Change the day",
    )
    return context.confirm(parent, question)
