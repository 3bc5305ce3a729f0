"""A case that only named people may open, and who decides it where the headteacher is the victim or a party."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from halton_desktop.domain.incidents.incident import Incident, IncidentPerson, PersonPart
from halton_desktop.domain.name import fold, joined, says_something
from halton_desktop.domain.permission import Role
from halton_desktop.domain.user import User
from halton_desktop.errors import InvalidInput, NotAllowed, Refused

_TITLES = frozenset({"mr", "mrs", "ms", "miss", "mx", "dr", "prof", "professor", "rev", "revd", "sir", "dame", "fr"})
_GENDERED = frozenset({"mr", "mrs", "ms", "miss"})
_WORDS = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Decider:
    """Who decides one case in the headteacher's place, and signs its letters; ``title`` is what is printed below."""

    user_id: int
    name: str
    title: str
    active: bool = True
    """Whether they still work with incidents here: their account is neither disabled nor a reader’s."""

    @property
    def shown(self) -> str:
        """ "P. Vale, chair of governors"."""
        return f"{self.name}, {self.title}"


@dataclass(frozen=True, slots=True)
class RestrictionWish:
    """What the form asks for: who may open the case, whether others see that there is one, why, and who decides it."""

    user_ids: frozenset[int]
    shown: bool
    reason: str
    decider_id: int | None = None
    decider_title: str = ""


@dataclass(frozen=True, slots=True)
class Restriction:
    """A restriction as it stands. ``shown``: people who are not named see the reference, and nothing else."""

    id: int
    incident_id: int
    reference: str
    named: tuple[tuple[int, str], ...]
    """(user id, name)."""
    shown: bool
    reason: str = ""
    since: datetime | None = None
    by: str = ""
    decider: Decider | None = field(default=None)

    @property
    def sentence(self) -> str:
        """What somebody who is not named is told."""
        return f"An incident restricted to {joined([name for _, name in self.named])}."

    @property
    def told(self) -> str:
        """What those who are named are told on the page of the case."""
        others = "others see its number only" if self.shown else "others do not see that there is one"
        words = f"Restricted to {joined([name for _, name in self.named])}; {others}."
        decides = f" {self.decider.shown}, decides in it." if self.decider else ""
        if self.decider and not self.decider.active:
            decides = f" {self.decider.shown}, can decide in it no longer: an administrator names somebody else."
        return f"{words}{decides} {self.reason}"


def checked_wish(wish: RestrictionWish, incident: Incident, users: Iterable[User]) -> RestrictionWish:
    """The wish with the decider among the named; raises InvalidInput naming the field, Refused."""
    known = {user.id: user for user in users if user.active and user.role is not Role.READER}
    if not says_something(wish.reason):
        raise InvalidInput("reason", "Say in a sentence why not everybody may see this case.")
    named = wish.user_ids | ({wish.decider_id} if wish.decider_id is not None else set())
    if not named or named - set(known):
        raise InvalidInput("named", "Tick at least one person who works with incidents.")
    if incident.handler_id in known and incident.handler_id not in named:
        raise InvalidInput(
            "named",
            f"{incident.handler} looks after this case.",
            "Tick them too, or give the case to somebody else first.",
        )
    if wish.decider_id is None:
        return RestrictionWish(frozenset(named), wish.shown, wish.reason.strip())
    title = wish.decider_title.strip()
    if not title:
        raise InvalidInput("decider_title", "Write as what they decide and sign, for example chair of governors.")
    decider = known[wish.decider_id]
    if any(is_party(decider.name, person) for person in incident.people):
        raise Refused(f"{decider.name} is a party in this case and cannot decide it.", "Name somebody else.")
    return RestrictionWish(frozenset(named), wish.shown, wish.reason.strip(), wish.decider_id, title)


def is_party(decider: str, person: IncidentPerson) -> bool:
    """Whether somebody of a case is, or may be, whoever is to decide it; a pupil never is."""
    return person.pupil_id is None and _same(decider, person.name)


def may_be(headteacher: str, name: str) -> bool:
    """Whether a headteacher and somebody of a case agree in name, and in the title where each has one of the usual."""
    titles = [_GENDERED.intersection(fold(one).split()) for one in (headteacher, name)]
    return _same(headteacher, name) and (not all(titles) or _is_his(titles[0]) == _is_his(titles[1]))


def _is_his(title: frozenset[str]) -> bool:
    return "mr" in title


def require_decides(user: User, decider: Decider | None) -> bool:
    """Whether ``user`` is named to decide; raises NotAllowed, in a plain sentence, where somebody else is."""
    if decider is None:
        return False
    if decider.user_id != user.id:
        place = "you" if user.role is Role.HEADTEACHER else "the headteacher"
        advice = f"Ask {decider.name} to sign in and decide it."
        left = f"{decider.name} can decide it no longer: ask an administrator to name somebody else."
        raise NotAllowed(
            f"In this case {decider.shown}, decides in place of {place}.", advice if decider.active else left
        )
    return True


def whom_to_protect(incident: Incident, users: Sequence[User], headteacher: str) -> str:
    """A question where a person of the case is, or bears the name of, somebody who works with this file; else ""."""
    people = [person for person in incident.people if person.name and person.pupil_id is None]
    staff = [user.name for user in users if user.active]
    for person in people:
        verb = "did it" if person.part is PersonPart.AUTHOR else "is affected"
        if _same(person.name, headteacher):
            return f"The headteacher {verb}: restrict this case, and name who decides it?"
        if any(_same(person.name, name) for name in staff):
            return f"{person.name} {verb}: restrict this case?"
    for person in (*people, *(pupil for pupil in incident.people if pupil.pupil_id is not None)):
        for name in (*staff, headteacher):
            if _surname(name) and _surname(_without_class(person.name)) == _surname(name):
                return f"{person.name} has the surname of {name}. If they are family, restrict this case?"
    return ""


def _same(one: str, other: str) -> bool:
    """Surname and first letter agree; a title says nothing, and a surname alone agrees with any forename."""
    first, second = _parts(one), _parts(other)
    if not first or not second or first[-1] != second[-1]:
        return False
    return len(first) == 1 or len(second) == 1 or first[0][0] == second[0][0]


def _without_class(name: str) -> str:
    """A pupil is named with their class: "Zoe Clarke (7D)"."""
    return name.partition("(")[0]


def _surname(name: str) -> str:
    parts = _parts(name)
    return parts[-1] if parts else ""


def _parts(name: str) -> list[str]:
    words = [fold(word) for word in _WORDS.split(name.strip())]
    return [word for word in words if word and word not in _TITLES]
