"""What a search compares: the words by which a record is found, and the words somebody typed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from halton_desktop.domain.name import fold
from halton_desktop.domain.phone import NUMBER, numbers_in, phone_key

SHORTEST = 3
"""Letters of the middle of a word that are worth looking for."""
_INSIDE = "ʒ"
"""Marks the rest of a word from somewhere in its middle: a letter that no folded word begins with."""
_FEW_DIGITS = 6
"""Whoever remembers a number by its end remembers so many digits."""


@dataclass(frozen=True, slots=True)
class Findable:
    """``words`` are found by how they begin; ``names`` by any part too, without breaks, and as Mc or Mac."""

    words: str
    names: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()

    @property
    def tokens(self) -> str:
        """Everything by which the record is found, for the index."""
        found = [fold(self.words), *_numbers_in(self.words)]
        for name in self.names:
            found += _tokens_of(name)
        for number in self.numbers:
            key = phone_key(number).lstrip("+")
            found += [key, *(_INSIDE + key[place:] for place in range(1, len(key) - _FEW_DIGITS + 1))]
        return " ".join(dict.fromkeys(token for token in found if token))


def _numbers_in(text: str) -> list[str]:
    """Without the sign before a foreign one: the index knows letters and figures."""
    return [number.lstrip("+") for number in numbers_in(text)]


def _tokens_of(name: str) -> list[str]:
    folded = fold(name)
    together = folded.replace(" ", "")
    found = [folded, together]
    for one, other in (("mac", "mc"), ("mc", "mac")):
        if together.startswith(one) and len(together) > len(one) + 2:
            found.append(other + together[len(one) :])
            break
    return found + [_INSIDE + together[place:] for place in range(1, len(together) - SHORTEST + 1)]


def question(words: str, *, inside: bool = True) -> str:
    """What the index is asked: every word begins a word, or stands ``inside`` one, however they are spaced.

    A telephone number is asked for as it is typed, or without its spaces. "" for no word at all.
    """
    typed = fold(words).split()
    if not typed:
        return ""
    pairs = range(len(typed) - 1)
    asked = [typed, *([*typed[:at], typed[at] + typed[at + 1], *typed[at + 2 :]] for at in pairs)]
    asked += [["".join(typed)]] if len(typed) > 2 else []
    numbers = _numbers_in(words.strip())
    if numbers:
        rest = words
        for found in NUMBER.findall(words):
            rest = rest.replace(found, " ")
        asked.append([*fold(rest).split(), *numbers])
    return " OR ".join(f"({_all_of(each, inside=inside)})" for each in asked)


def _all_of(words: Iterable[str], *, inside: bool) -> str:
    return " AND ".join(
        f'("{word}"* OR "{_INSIDE}{word}"*)' if inside and len(word) >= SHORTEST else f'"{word}"*' for word in words
    )


def did_you_mean(words: str, known: Iterable[str]) -> str:
    """The typed words with the known word a typo away put in the place of each that nobody has; "" where none is."""
    typed = fold(words).split()
    vocabulary = frozenset(known)
    meant = [_nearest(word, vocabulary) for word in typed]
    return " ".join(meant) if all(meant) and meant != typed else ""


def _nearest(word: str, known: frozenset[str]) -> str:
    if word in known or not word.isalpha():
        return word
    if len(word) < SHORTEST:
        return word if any(each.startswith(word) for each in known) else ""
    near = sorted(each for each in known if abs(len(each) - len(word)) < 2 and a_typo_away(word, each))
    alike = [each for each in near if each[0] == word[0]]
    beginning = any(each.startswith(word) for each in known)
    return (alike or near or [word if beginning else ""])[0]


def a_typo_away(one: str, other: str) -> bool:
    """Whether two words differ by one letter more, less or other, or by two that changed places."""
    short, long = sorted((one, other), key=len)
    if len(long) - len(short) > 1:
        return False
    same = 0
    while same < len(short) and short[same] == long[same]:
        same += 1
    if len(short) < len(long):
        return short[same:] == long[same + 1 :]
    if short[same + 1 :] == long[same + 1 :]:
        return True
    return short[same : same + 2] == long[same : same + 2][::-1] and short[same + 2 :] == long[same + 2 :]
