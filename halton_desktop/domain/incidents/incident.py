"""An incident: what happened, where, who, which part of the code, and how a case lives until it is closed."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import StrEnum

from halton_desktop.domain.parents.parent import COMPLAINTS_ROUTE, Capacity


class Platform(StrEnum):
    """Where it happened."""

    FACEBOOK = "Facebook"
    WHATSAPP = "WhatsApp"
    X = "X"
    INSTAGRAM = "Instagram"
    TIKTOK = "TikTok"
    SNAPCHAT = "Snapchat"
    YOUTUBE = "YouTube"
    DISCORD = "Discord"
    TELEGRAM = "Telegram"
    EMAIL = "E-mail"
    OTHER = "other"


WITHOUT_GROUP_CHATS = frozenset({Platform.YOUTUBE, Platform.EMAIL})  # clause 3.6 speaks of group chats

WITHOUT_REMOVAL = frozenset({Platform.EMAIL})
"""Clause 2.7 asks for material to be taken down; what was sent by e-mail cannot be."""


@dataclass(frozen=True, slots=True)
class Breach:
    """One kind of breach: the clause it is of, its short name for lists, the plain sentence of the form."""

    clause: str
    name: str
    sentence: str


BREACHES = (
    Breach(
        "2.1a",
        "Defamatory post",
        "A defamatory post about a parent, a pupil, the school or its staff on social media or another site",
    ),
    Breach(
        "2.1b",
        "Complaint aired online",
        "A complaint about the school’s values or methods on social media or another site",
    ),
    Breach("2.5", "Contact with staff", "An attempt to friend or follow a member of staff"),
    Breach("2.6", "Anonymous post", "A post made anonymously or under an alias to evade being identified"),
    Breach("3.1a", "Abuse of a parent", "An abusive message to another parent"),
    Breach("3.1b", "Abuse about others", "An abusive message about pupils, staff, parents or the school"),
    Breach("3.1c", "Abuse of staff", "An abusive message to a member of staff"),
    Breach("3.2", "Messaging app misused", "Another problem that arose from a messaging app or a group chat"),
)
"""Every kind of breach the code names (clauses 2.1 to 3.2), in the order of the code."""

BREACH_OF = {breach.clause: breach for breach in BREACHES}

ABOUT_MESSAGING = frozenset(breach.clause for breach in BREACHES if breach.clause.startswith("3."))
"""The clauses of section 3, online messaging: clause 3.4 speaks of these alone."""

CONCERN = "concern"
"""Stands where a clause would for an incident that is not yet a matter of the code."""
CONCERN_NAME = "Concern, not yet a matter of the code"

CLAUSE_BIT = {breach.clause: 1 << place for place, breach in enumerate(BREACHES)}
"""Lists filter by one integer holding all clauses of an incident; places are for ever, new ones are added behind."""


class ContentFlag(StrEnum):
    """What the content is alleged to be (clause 2.4); always an allegation with the name of who assessed it."""

    ILLEGAL = "illegal"
    DEFAMATORY = "defamatory"
    DISCRIMINATORY = "discriminatory"
    THREATENING = "threatening"


FLAG_BIT = {flag: 1 << place for place, flag in enumerate(ContentFlag)}


@dataclass(frozen=True, slots=True)
class FlagAssessment:
    """A content flag as somebody set it. ``assessed_by`` is a name as the office writes it."""

    flag: ContentFlag
    assessed_by: str
    assessed_on: date
    note: str = ""


@dataclass(frozen=True, slots=True)
class LegalReference:
    """A statute an incident may touch on: a tag to find it by, never a finding of guilt."""

    key: str
    name: str
    what: str


LEGAL_REFERENCES = (
    LegalReference("MCA1988-1", "Malicious Communications Act 1988 s1", "indecent or grossly offensive messages"),
    LegalReference("CA2003-127", "Communications Act 2003 s127", "grossly offensive or menacing public messages"),
    LegalReference("OSA2023-179", "Online Safety Act 2023 s179", "knowingly false communication meant to harm"),
    LegalReference("OSA2023-181", "Online Safety Act 2023 s181", "threat of death or serious harm"),
    LegalReference("DA2013-1", "Defamation Act 2013 s1", "a statement causing serious harm to a reputation"),
    LegalReference("PHA1997", "Protection from Harassment Act 1997", "a course of conduct, on two or more occasions"),
    LegalReference("EA2010", "Equality Act 2010", "remarks on a protected characteristic"),
    LegalReference("EA1996-547", "Education Act 1996 s547", "nuisance or disturbance on school premises"),
    LegalReference("HRA1998", "Human Rights Act 1998 arts 8 and 10", "private life and expression, weighed"),
    LegalReference("DPA2018", "Data Protection Act 2018", "allegations of an offence need an extra condition"),
)


class PersonPart(StrEnum):
    """What part somebody has in an incident."""

    AUTHOR = "did it"
    REPORTER = "reported it"
    AFFECTED = "affected"


class PersonKind(StrEnum):
    """Who somebody is."""

    PARENT = "parent"
    PUPIL = "pupil"
    STAFF = "member of staff"
    SCHOOL = "the school"
    UNKNOWN = "not yet known"
    OTHER = "somebody else"


@dataclass(frozen=True, slots=True)
class IncidentPerson:
    """Somebody in an incident, as they stood that day.

    ``name`` is kept as it was then. ``capacities`` matter for authors (3.4). ``edition_id`` is the edition of the code
    a parent had acknowledged on the day, None where none. An author met under an alias keeps it (2.6); identification
    adds who it is, on what grounds and when. ``name_now`` is what the register calls a parent since renamed, and
    ``children`` whose parent it is where the register has another of that name: told when read, never kept.
    """

    id: int
    part: PersonPart
    kind: PersonKind
    name: str = ""
    parent_id: int | None = None
    pupil_id: int | None = None
    alias: str = ""
    capacities: frozenset[Capacity] = frozenset()
    how: str = ""
    edition_id: int | None = None
    identified_on: date | None = None
    identified_grounds: str = ""
    withdrawn_on: date | None = None
    withdrawn_by: str = ""
    withdrawn_because: str = ""
    name_now: str = ""
    children: str = ""

    @property
    def identified(self) -> bool:
        """Whether the school knows who it is."""
        return self.kind is not PersonKind.UNKNOWN

    @property
    def shown(self) -> str:
        """As lists and letters name them."""
        if self.kind is PersonKind.SCHOOL:
            return self.name or "the school"
        if self.identified:
            said = ", ".join(
                part
                for part in (
                    f"then {self.name}" if self.name_now else "",
                    f"of {self.children}" if self.children else "",
                    f"as “{self.alias}”" if self.alias else "",
                )
                if part
            )
            name = self.name_now or self.name
            return f"{name} ({said})" if said else name
        return f"“{self.alias}”" if self.alias else "not yet known"


class IncidentState(StrEnum):
    """Where a case stands."""

    OPEN = "open"
    WAITING = "waiting"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"
    """Recorded by mistake: kept with its reason, and counted, found and written about nowhere else."""


AT_REST = frozenset({IncidentState.CLOSED, IncidentState.WITHDRAWN})
"""Nothing is done in these until the case is reopened."""


class Outcome(StrEnum):
    """How a case ended."""

    SETTLED = "settled with the parent"
    REMOVED = "material removed"
    AGREED = "agreed at a meeting"
    COMPLAINT = "dealt with under the complaints procedure"
    SANCTION = "sanction under clause 2.4"
    REFERRED = "with the police or lawyers"
    NOT_IDENTIFIED = "author could not be identified"
    NOT_REACHED = "parent could not be reached"
    NO_BREACH = "no breach of the code"
    NO_ACTION = "no further action"
    DUPLICATE = "the same matter as a linked case"
    OTHER_SCHOOL = "another school’s matter"
    TAKEN_BACK = "report withdrawn"


class AdditionKind(StrEnum):
    """What may be put beside an account; the account itself never changes."""

    CORRECTION = "correction"
    PARENT_STATEMENT = "parent’s statement"
    ADDITION = "addition"
    REOPENED = "case reopened"
    """Written by the program: why a closed case was taken up again, and how it had ended."""
    WITHDRAWN = "case withdrawn"
    """Written by the program: why a case that should not have been recorded was withdrawn."""


WRITTEN_BY_HAND = (AdditionKind.CORRECTION, AdditionKind.PARENT_STATEMENT, AdditionKind.ADDITION)


@dataclass(frozen=True, slots=True)
class Addition:
    """Words added beside the account: both stay."""

    id: int
    kind: AdditionKind
    text: str
    at: datetime
    by: str
    whose: str = ""
    struck: str = ""
    """Why it is left out of prints; "" where it is printed."""
    to_look_at: bool = False
    """Whether it came to a closed case, and nobody has said yet whether that is taken up again."""


@dataclass(frozen=True, slots=True)
class IncidentFacts:
    """What the form takes down; no ``clauses`` means a concern that is not yet a matter of the code.

    ``legal`` are keys of LEGAL_REFERENCES; ``internal`` is never printed for outsiders.
    """

    happened_on: date
    reported_on: date
    platform: Platform
    account: str
    clauses: tuple[str, ...]
    happened_time: time | None = None
    place: str = ""
    is_group_chat: bool = False
    link: str = ""
    other_platform: str = ""
    flags: tuple[FlagAssessment, ...] = ()
    legal: tuple[str, ...] = ()
    special_category: str = ""
    internal: str = ""

    @property
    def where(self) -> str:
        """ "WhatsApp, Year 8 parents"."""
        platform = self.other_platform or "elsewhere" if self.platform is Platform.OTHER else self.platform.value
        return f"{platform}, {self.place}" if self.place else platform


@dataclass(frozen=True, slots=True)
class Incident:
    """A case: the facts, the people, and where it stands. ``withdrawn`` are those named by mistake, for its history."""

    id: int
    reference: str
    facts: IncidentFacts
    people: tuple[IncidentPerson, ...]
    state: IncidentState = IncidentState.OPEN
    handler_id: int | None = None
    handler: str = ""
    waiting_for: str = ""
    outcome: Outcome | None = None
    outcome_reason: str = ""
    closed_on: date | None = None
    recorded_at: datetime | None = None
    recorded_by: str = ""
    additions: tuple[Addition, ...] = field(default=())
    withdrawn: tuple[IncidentPerson, ...] = field(default=())

    @property
    def at_rest(self) -> bool:
        """Whether it is closed or withdrawn: nothing is done in it."""
        return self.state in AT_REST

    @property
    def is_concern(self) -> bool:
        """Whether it is not, or not yet, a matter of the code."""
        return not self.facts.clauses

    @property
    def everybody(self) -> tuple[IncidentPerson, ...]:
        """Also those named by mistake: for the case's own history only."""
        return (*self.people, *self.withdrawn)

    @property
    def authors(self) -> tuple[IncidentPerson, ...]:
        """Who did it, known or not."""
        return self.of(PersonPart.AUTHOR)

    @property
    def known_authors(self) -> tuple[IncidentPerson, ...]:
        """The authors the school knows."""
        return tuple(person for person in self.authors if person.identified)

    @property
    def adult_authors(self) -> tuple[IncidentPerson, ...]:
        """Whom the school deals with under the code: it is for parents, carers and other parties, not for pupils."""
        return tuple(person for person in self.known_authors if person.kind is not PersonKind.PUPIL)

    @property
    def pupil_authors(self) -> tuple[IncidentPerson, ...]:
        """Those whose conduct belongs in the school's behaviour policy: their parents are told."""
        return tuple(person for person in self.known_authors if person.kind is PersonKind.PUPIL)

    @property
    def title(self) -> str:
        """The breaches in a few words."""
        if self.is_concern:
            return CONCERN_NAME
        return ", ".join(BREACH_OF[clause].name for clause in self.facts.clauses if clause in BREACH_OF)

    @property
    def flagged(self) -> frozenset[ContentFlag]:
        """What the content is alleged to be."""
        return frozenset(assessment.flag for assessment in self.facts.flags)

    def goes_to_complaints(self, person: IncidentPerson) -> bool:
        """Whether clause 3.4 has the complaints procedure followed: a governor's or PTA member's own messaging.

        A friend request (2.5) or a post (2.1) of theirs is no such case, nor is one in which they are the victim.
        """
        messaging = bool(ABOUT_MESSAGING & set(self.facts.clauses))
        return messaging and person.part is PersonPart.AUTHOR and bool(person.capacities & COMPLAINTS_ROUTE)

    def of(self, part: PersonPart) -> tuple[IncidentPerson, ...]:
        """The people with one part."""
        return tuple(person for person in self.people if person.part is part)


def incident_reference(year: int, number: int, copy: str = "") -> str:
    """ "2026-0001": numbered within the calendar year it is recorded in; a number is never used twice.

    ``copy`` tells the numbers of an office that was restored or copied from those given meanwhile: "2026-0002-M2".
    """
    return f"{year}-{number:04d}" + (f"-{copy}" if copy else "")


def clause_bits(clauses: tuple[str, ...]) -> int:
    """All clauses of an incident as one integer, for lists."""
    return sum(CLAUSE_BIT.get(clause, 0) for clause in set(clauses))


def flag_bits(flags: tuple[FlagAssessment, ...]) -> int:
    """All content flags of an incident as one integer, for lists."""
    return sum(FLAG_BIT[flag] for flag in {assessment.flag for assessment in flags})
