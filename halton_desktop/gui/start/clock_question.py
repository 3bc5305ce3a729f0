"""Holds whoever signs in while the clock of this computer cannot be right, until they say that it is."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from halton_desktop.gui.kit.confirm_dialog import YesNoQuestion
from halton_desktop.gui.kit.dialogs.base_dialog import BaseDialog

if TYPE_CHECKING:
    from halton_desktop.services.session import OfficeSession

SET_IT = "The office stays locked. Set the clock of this computer, then unlock it again."


def with_doubt(unlock: Callable[[], OfficeSession]) -> tuple[OfficeSession, str]:
    """Unlock, off the GUI thread; the open office, and what speaks against the clock ("" for nothing)."""
    from halton_desktop.services.administration.clock_check import clock_doubt

    session = unlock()
    return session, clock_doubt(session)


def when_clock_is_right(
    dialog: BaseDialog, unlocked: tuple[OfficeSession, str], go_on: Callable[[OfficeSession], object]
) -> None:
    """Go on where nothing speaks against the clock or somebody says that it is right; else lock the office again."""
    session, doubt = unlocked
    if not doubt:
        go_on(session)
        return
    question = YesNoQuestion(
        "Is the clock of this computer right?",
        f"{doubt}\nLetters, reminders and backups go by it; on a wrong day they would be due years early or never.",
        verb="The day is right",
        otherwise="It is wrong",
        danger=True,
    )
    if dialog.context.confirm(dialog, question):
        from halton_desktop.services.administration.clock_check import trust_clock

        dialog.write(partial(trust_clock, session), lambda _: go_on(session))
    else:
        session.lock()
        dialog.set_busy(busy=False)
        dialog.banner.say(SET_IT, "warning")
