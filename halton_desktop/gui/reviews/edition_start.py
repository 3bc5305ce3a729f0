"""Asks whether an edition is really to begin on a day that has passed, and says what that changes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

from halton_desktop.domain.code_of_conduct import Edition
from halton_desktop.gui.kit.confirm_dialog import YesNoQuestion
from halton_desktop.gui.kit.dialogs.base_dialog import BaseDialog
from halton_desktop.services.reviews.edition_start import what_start_changes
from halton_desktop.services.session import OfficeSession

LOOKING = "Looking what it changes"


def when_start_is_meant(
    dialog: BaseDialog, session: OfficeSession, edition: Edition, effective_on: date, go_on: Callable[[], object]
) -> None:
    """Go on once the office means this first day; asked of one that has passed and was not the edition's before."""
    if effective_on >= session.today or (edition.adopted and effective_on == edition.effective_on):
        go_on()
        return

    def ask(changes: tuple[str, ...]) -> None:
        question = YesNoQuestion(
            f"{edition.label} from {effective_on:%d/%m/%Y}, a day that has passed?",
            "\n".join(changes or ("No incident and no slip comes under another edition by it.",))
            + "\nIt can be taken back until something depends on the edition.",
            verb="Begin on that day",
            otherwise="Change the day",
        )
        if dialog.context.confirm(dialog, question):
            go_on()

    dialog.write(partial(what_start_changes, session, edition.id, effective_on), ask, title=LOOKING)
