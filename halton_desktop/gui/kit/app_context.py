"""What every screen is given in its constructor: the look, the settings, the runner, the hub, and how to speak up."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from halton_desktop.background.task_runner import Runner
from halton_desktop.gui.kit.change_hub import ChangeHub
from halton_desktop.gui.kit.theme import Theme
from halton_desktop.settings import Settings

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from halton_desktop.errors import HaltonError
    from halton_desktop.gui.kit.banner import Banner
    from halton_desktop.gui.kit.confirm_dialog import Question


@dataclass(frozen=True)
class Desk:
    """Passed down from the composition root; nothing is looked up anywhere else.

    ``confirm(parent, question)`` asks and returns whether the verb was chosen (tests pass a function that answers).
    ``report(error, parent, banner)`` shows an error in the way its kind asks for. ``show_guide(page)`` opens the user
    guide ("parents", "consent-forms" …).
    """

    theme: Theme
    settings: Settings
    runner: Runner
    hub: ChangeHub
    confirm: Callable[[QWidget | None, Question], bool]
    report: Callable[[HaltonError, QWidget | None, Banner | None], None]
    show_guide: Callable[[str], None]
