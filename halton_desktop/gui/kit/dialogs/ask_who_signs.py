"""Asks before a letter is signed in a name that may be the former headteacher's."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from halton_desktop.gui.kit.app_context import AppContext
from halton_desktop.gui.kit.confirm_dialog import YesNoQuestion
from halton_desktop.services.administration.keep_school import read_school
from halton_desktop.services.administration.who_signs_letters import keep_signature, signature_in_doubt
from halton_desktop.services.session import OfficeSession


def may_be_signed(context: AppContext, session: OfficeSession, window: QWidget, signed: str = "") -> bool:
    """Whether to go on with a letter; ``signed`` is the name under it, where that may be another than the head’s."""
    school = read_school(session)
    doubt = signature_in_doubt(session) if signed in ("", school.headteacher) else ""
    if not doubt:
        return True
    name = f"{school.headteacher}, {school.headteacher_title}" if school.headteacher_title else school.headteacher
    question = YesNoQuestion(
        f"Sign as “{name}”?",
        f"{doubt} Letters go out in the name that stands in Tools, School: change it there where another signs now.",
        verb="Sign in this name",
        otherwise="Stop here",
    )
    if not context.confirm(window, question):
        return False
    context.runner.run(
        lambda _task: keep_signature(session),
        title="Keeping the answer",
        on_done=lambda _kept: None,
        on_error=lambda error: context.report(error, window, None),
        cancellable=False,
        quiet=True,
        owner=window,
    )
    return True
