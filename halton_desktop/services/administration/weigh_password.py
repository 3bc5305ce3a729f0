"""How strong a password is, in words; nothing about it is kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from halton_desktop.domain.user import SHORTEST_PASSWORD

THREE_WORDS = "Three random words that have nothing to do with you or the school make a strong password."
MOST_WEIGHED = 72
"""Characters looked at: the estimate takes longer than anybody waits for longer ones, and they are strong anyway."""

_WORDS = ("very weak", "weak", "fair", "good", "strong")


@dataclass(frozen=True, slots=True)
class PasswordStrength:
    """``score`` 0-4 as a meter shows it, the same as ``words``, and what would help ("" when nothing need)."""

    score: int
    words: str
    advice: str = ""
    guesses_log10: float = 0.0
    """How many digits the number of guesses has that it is expected to stand."""


def weigh_password(password: str, own_words: Sequence[str] = ()) -> PasswordStrength:
    """Estimate how long guessing would take; ``own_words`` (name, school) are what a guesser tries first.

    Slow the first time (a dictionary is read), so call it off the GUI thread.
    """
    from zxcvbn import zxcvbn

    missing = SHORTEST_PASSWORD - len(password)
    if missing > 0:
        more = "character" if missing == 1 else "characters"
        return PasswordStrength(0, "too short", f"{missing} more {more}. {THREE_WORDS}")
    pieces = [piece for word in own_words for piece in [word, *word.split()] if len(piece) > 2]
    weighed = zxcvbn(password[:MOST_WEIGHED], user_inputs=pieces)
    score = int(weighed["score"])
    return PasswordStrength(score, _WORDS[score], THREE_WORDS if score < 3 else "", float(weighed["guesses_log10"]))
