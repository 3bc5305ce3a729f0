"""Who is named in words of the office, by name, by part of a name or by what they are to the child."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from halton_desktop.domain.importing.forenames import forenames_close, same_forename
from halton_desktop.domain.name import fold
from halton_desktop.domain.parents.parent import Relationship
from halton_desktop.domain.parents.parent_match import Generation, generation_of, is_initials, sex_of

_TITLES = frozenset("mr mrs ms miss mx dr rev prof sir lady".split())
_NEARLY, _SURELY = 0.75, 0.84
"""From these likenesses (difflib's ratio) a surname may be misspelt, beside a forename and alone: Bakster, 0.77."""
_SHORT = 3
"""Words of a cell that may be nothing but a name."""
_MISSPELT_FROM = 4
"""Letters; a shorter surname is like too many words."""
_OWN = frozenset(
    {Relationship.MOTHER.value, Relationship.FATHER.value, Relationship.PARENT.value, Relationship.CARER.value}
)
_ROLES = {
    **dict.fromkeys("mother mum mam mom mummy mammy mommy mama mums mothers wife".split(), ("F", "mother")),
    **dict.fromkeys("father dad daddy papa dads fathers husband".split(), ("M", "father")),
    **dict.fromkeys("stepmother stepmum stepmam".split(), ("F", Relationship.STEP_PARENT.value)),
    **dict.fromkeys("stepfather stepdad".split(), ("M", Relationship.STEP_PARENT.value)),
    **dict.fromkeys("grandmother gran nan nana grandma".split(), ("F", "grandmother")),
    **dict.fromkeys("grandfather grandad granddad grandpa".split(), ("M", "grandfather")),
    **dict.fromkeys("parents everybody everyone both".split(), ("", "")),
    **dict.fromkeys("grandparents".split(), ("", "grandparents")),
}
"""What somebody is called: (sex, relationship); "" is anybody’s."""
_OTHERS = frozenset("ex exes expartner exhusband exwife partner spouse".split())
_PRONOUNS = {"him": "M", "he": "M", "himself": "M", "her": "F", "she": "F", "herself": "F"}


@dataclass(frozen=True, slots=True)
class Somebody:
    """A contact of a file or a parent of the register; the names are folded. ``id`` is whatever tells them apart."""

    id: int
    forename: str
    surname: str
    sex: str = ""
    relationship: str = ""

    @property
    def words(self) -> list[str]:
        """Those words of the surname by which somebody may be named: "byrne" of Holt-Byrne."""
        return [word for word in self.surname.split() if len(word) > 1]


def somebody(number: int, forename: str, surname: str, title: str, relationship: str, sex: str = "") -> Somebody:
    """Somebody to be looked for under these names."""
    return Somebody(number, fold(forename), fold(surname), sex_of(title, sex, relationship)[0], relationship)


# one child's people


@dataclass(slots=True)
class Naming:
    """What is named in some words: ``plain`` has § for every name, ``places`` who each of them may be.

    ``by_role`` is true where a role is named that nobody of these people has.
    """

    plain: str = ""
    places: list[frozenset[int]] = field(default_factory=list)
    pronouns: frozenset[int] = frozenset()
    nobody: bool = False

    @property
    def named(self) -> frozenset[int]:
        """Everybody named by name or role."""
        return frozenset().union(*self.places)


def naming(words: str, people: Sequence[Somebody], child: tuple[str, str] = ("", ""), beside: int = 0) -> Naming:
    """Who of a child’s people the words name; ``beside`` is whom they stand beside, ``child`` the child’s own name."""
    tokens, found, plain, place = fold(words).split(), Naming(), [], 0
    its = [" ".join(child).strip(), " ".join(reversed(child)).strip()]
    while place < len(tokens):
        length, who = _span(tokens[place:], people, its, beside)
        if who is not None:
            found.places.append(who)
            plain.append("§")
        elif length:
            plain.append("child")
        elif (role := _ROLES.get(tokens[place])) or tokens[place] in _OTHERS:
            found.nobody = found.nobody or bool(role)
            plain.append("§")
            found.places.append(frozenset())
        else:
            plain.append(tokens[place])
        place += max(1, length)
    found.plain = " ".join(plain)
    found.pronouns = _by_pronoun(tokens, people, beside)
    return found


def _span(
    tokens: Sequence[str], people: Sequence[Somebody], child: Sequence[str], beside: int
) -> tuple[int, frozenset[int] | None]:
    """(how many words at the start are one name, whose it may be); the child’s own name is nobody’s."""
    text = f"{' '.join(tokens)} "
    whole = next((one for one in child if " " in one and text.startswith(f"{one} ")), "")
    best: tuple[int, frozenset[int]] = (0, frozenset())
    for length in range(min(5, len(tokens)), 0, -1):
        who = frozenset(one.id for one in people if _is_called(tokens[:length], one))
        if who:
            best = (length, who)
            break
    if whole and len(whole.split()) > best[0]:
        return len(whole.split()), None
    if best[0]:
        return best
    if tokens[0] in _OTHERS:
        joined = 2 if len(tokens) > 1 and tokens[1] in {"partner", "husband", "wife"} else 1
        who = frozenset(one.id for one in people if one.id != beside and one.relationship in _OWN)
        return (joined, who) if who else (0, None)
    step = len(tokens) > 1 and tokens[0] == "step" and tokens[1] in _ROLES
    role = _ROLES.get(f"step{tokens[1]}" if step else tokens[0])
    who = frozenset(one.id for one in in_role(role, people)) if role else frozenset()
    return (1 + step, who) if who else (0, None)


def _is_called(tokens: Sequence[str], one: Somebody) -> bool:
    """Whether these words are somebody’s name: "mr baxter", "t baxter", "baxter tom", "rob", "baxters"."""
    titled = tokens[0] in _TITLES
    rest = list(tokens[1:] if titled else tokens)
    if not rest or (titled and not fits_title(tokens[0], one)):
        return False
    surname = one.surname.split()
    first = one.forename.split()
    if len(rest) == 1:
        word = rest[0]
        bare = word.removesuffix("s")
        alone = len(word) > 2 and not titled and any(same_forename(word, name) for name in first)
        return alone or (bool(surname) and [word] == surname) or (bool(surname) and [bare] == surname)
    if not surname:
        return False
    return any(
        rest[start : start + len(surname)] == surname and _all_forenames(other, one)
        for start, other in ((len(rest) - len(surname), rest[: -len(surname)]), (0, rest[len(surname) :]))
        if start >= 0
    )


def _all_forenames(words: Sequence[str], one: Somebody) -> bool:
    return bool(words) and forename_fits(words[0], one) and all(forename_fits(word, one) for word in words[1:])


def forename_fits(word: str, one: Somebody) -> bool:
    """Whether a word is somebody’s forename, a short form or the initial of it."""
    names = one.forename.split()
    if len(word) == 1:
        return any(name[0] == word for name in names)
    if is_initials(one.forename):
        return bool(names) and names[0] == word[0]
    return any(word == name or (len(word) > 2 and forenames_close(word, name, loosely=True)) for name in names)


def fits_title(title: str, one: Somebody) -> bool:
    """Whether a title does not contradict what is known of somebody."""
    sex = sex_of(title)[0]
    return not (sex and one.sex and sex != one.sex)


def in_role(role: tuple[str, str], people: Iterable[Somebody]) -> list[Somebody]:
    """Who of a child’s people has this role: whoever is called so, else may be by sex, else whose sex is unknown."""
    sex, relationship = role
    here = list(people)
    if not relationship:
        return here
    if relationship == "grandparents":
        return [one for one in here if generation_of(one.relationship) is Generation.GRANDPARENT]
    called = [one for one in here if one.relationship == relationship and one.sex in ("", sex)]
    if called:
        return called
    near = [
        one for one in here if (generation_of(one.relationship) is Generation.GRANDPARENT) == ("grand" in relationship)
    ]
    return [one for one in near if one.sex == sex] or [one for one in near if not one.sex]


def roles_named(words: str) -> list[tuple[str, str]]:
    """The roles some words name."""
    return [role for token in fold(words).split() if (role := _ROLES.get(token)) is not None and role[1]]


def _by_pronoun(tokens: Iterable[str], people: Iterable[Somebody], beside: int) -> frozenset[int]:
    """Whom "him" and "her" may mean: the one they stand beside where the sex fits, else every other of that sex."""
    sexes = {_PRONOUNS[token] for token in tokens if token in _PRONOUNS}
    here = list(people)
    own = next((one.sex for one in here if one.id == beside), "")
    return frozenset(one.id for one in here if one.sex in sexes and one.sex != own)


# everybody of a file or the register


class Directory:
    """People by the words of their surnames, to find whom a row of a list of the restricted may mean."""

    def __init__(self, people: Iterable[Somebody]) -> None:
        self._by_word: dict[str, list[Somebody]] = defaultdict(list)
        for one in people:
            for word in dict.fromkeys(one.words):
                self._by_word[word].append(one)

    def meant(self, words: str) -> frozenset[int]:
        """Everybody whom the words may mean: whose whole names stand there, and who beside them; else loosely."""
        exact = self.exactly(words)
        return exact | self._by_initial(words) if exact else self.loosely(words)

    def exactly(self, words: str) -> frozenset[int]:
        """Whose whole name stands in the words, in either order."""
        said = f" {fold(words)} "
        return frozenset(
            one.id
            for one in self._near(said.split())
            if one.forename and (f" {one.forename} {one.surname} " in said or f" {one.surname} {one.forename} " in said)
        )

    def _by_initial(self, words: str) -> frozenset[int]:
        """Whose surname stands in a cell with an initial or another spelling of the forename beside it."""
        return frozenset(
            one.id for cell in _cells(words) for one in self._near(cell) if any(_beside_surname(cell, one))
        )

    def loosely(self, words: str) -> frozenset[int]:
        """Everybody whom the words may mean: also misspelt, in other cells, or by the surname with a title or role."""
        return self.nearly(words) or self._by_surname(_cells(words), words)

    def nearly(self, words: str) -> frozenset[int]:
        """Whose surname, well or nearly well spelled, and forename stand in the words, in one cell or in two."""
        cells = _cells(words)
        everything = [token for cell in cells for token in cell]
        alone = [cell for cell in cells if 0 < len(cell) <= _SHORT]
        return frozenset(
            one.id
            for one in (*self._near(everything), *self._misspelt(everything))
            if any(_beside_surname(everything, one)) or any(_is_forename_cell(cell, one) for cell in alone)
        )

    def _by_surname(self, cells: list[list[str]], words: str) -> frozenset[int]:
        """Whose surname fills a cell, with a title or without; of these whoever has the role the words name."""
        found = []
        for cell in cells:
            title = cell[0] if cell and cell[0] in _TITLES else ""
            name = [token for token in (cell[1:] if title else cell) if token not in _ROLES]
            if not name or len(name) > _SHORT:
                continue
            exact = [one for one in self._near(name) if one.surname.split() == name]
            here = exact or [one for one in self._misspelt(name, _SURELY) if len(name) == 1]
            found += [one for one in here if fits_title(title, one)] or here
        roles = roles_named(words)
        fitting = {one.id for role in roles for one in in_role(role, found)}
        return frozenset(fitting or {one.id for one in found})

    def _near(self, tokens: Iterable[str]) -> list[Somebody]:
        return list(dict.fromkeys(one for token in tokens for one in self._by_word.get(token, ())))

    def _misspelt(self, tokens: Iterable[str], least: float = _NEARLY) -> list[Somebody]:
        found = []
        for token in {one for one in tokens if len(one) >= _MISSPELT_FROM and one not in self._by_word}:
            for word, people in self._by_word.items():
                if word[0] == token[0] and abs(len(word) - len(token)) < 3 and _alike(word, token, least):
                    found += people
        return list(dict.fromkeys(found))


def is_nearly(one: str, other: str) -> bool:
    """Whether two folded surnames are the same, or one of them is misspelt."""
    return one == other or _alike(one, other, _SURELY)


def _alike(one: str, other: str, least: float = _NEARLY) -> bool:
    return min(len(one), len(other)) >= _MISSPELT_FROM and SequenceMatcher(None, one, other).ratio() >= least


def _cells(words: str) -> list[list[str]]:
    return [cell for part in re.split(r"[,;|/\n:()]+|\s[-–—]+\s", words) if (cell := fold(part).split())]


def _beside_surname(tokens: Sequence[str], one: Somebody) -> Iterable[bool]:
    """For every place of the surname whether a forename that fits stands beside it."""
    for place, token in enumerate(tokens):
        if token not in one.words and not any(_alike(token, word) for word in one.words):
            continue
        before, after = place - 1, place + 1
        title = tokens[before] in _TITLES if before >= 0 else False
        beside = [
            tokens[other] for other in (before, after) if 0 <= other < len(tokens) and tokens[other] not in _TITLES
        ]
        if before > 0 and not title:
            beside.append(tokens[before - 1])
        called = next((tokens[other] for other in range(max(0, place - 3), place) if tokens[other] in _TITLES), "")
        yield fits_title(called, one) and any(forename_fits(word, one) for word in beside)


def _is_forename_cell(cell: Sequence[str], one: Somebody) -> bool:
    words = [word for word in cell if word not in _TITLES]
    return (
        bool(words)
        and all(fits_title(word, one) for word in cell if word in _TITLES)
        and all(forename_fits(word, one) for word in words)
    )
