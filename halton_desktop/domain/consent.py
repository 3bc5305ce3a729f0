"""Consent to view messages (3.5): what a form names, where it stands, what it covers, and what is still missing."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from halton_desktop.domain.acknowledgement import Answer, FormState, FormStatus
from halton_desktop.domain.letter import CARES_FOR
from halton_desktop.domain.name import fold, same_person
from halton_desktop.errors import InvalidInput

USUAL_DAYS = 90
"""For how long consent is asked unless the office says otherwise."""
UNDESCRIBED = "Nobody has said yet which chat and which days this shows."
LONGEST_DAYS = 366
"""Consent is specific: nobody is asked to give it for years."""


class ConsentStatus(StrEnum):
    """Different things, each kept apart (ICO guidance on consent)."""

    NOT_ASKED = "form not confirmed as handed out"
    NOT_ANSWERED = "not answered"
    GIVEN = "given"
    REFUSED = "refused"
    WANTS_TO_TALK = "wants to talk first"
    UNSIGNED = "came back unsigned"
    WITHDRAWN = "withdrawn"
    EXPIRED = "ended"
    SUPERSEDED = "replaced by a newer one"
    INVALID = "invalid"
    CALLED_BACK = "request withdrawn"
    TAKEN_BACK = "taken back"


_WAITING = frozenset(
    {ConsentStatus.NOT_ASKED, ConsentStatus.NOT_ANSWERED, ConsentStatus.WANTS_TO_TALK, ConsentStatus.UNSIGNED}
)

_TYPED_ALIKE = str.maketrans({"‘": "'", "’": "'", "ʼ": "'", "`": "'", "“": '"', "”": '"', "–": "-", "‐": "-", "‑": "-"})
_SHAPES = frozenset(map(chr, range(0xFE00, 0xFE10)))
"""Variation selectors, which one telephone writes behind an emoji and another does not."""


def _as_called(name: str) -> str:
    """A chat's name as two people type the same: “Year 7 Mums 🍷” is another chat than “Year 7 Mums”."""
    plain = unicodedata.normalize("NFKC", name.translate(_TYPED_ALIKE)).casefold()
    return " ".join("".join(sign for sign in plain if sign not in _SHAPES).split())


@dataclass(frozen=True, slots=True)
class Chat:
    """Which messages: a chat or group on a platform, from the first day to the last, both included."""

    platform: str
    name: str
    first_on: date
    last_on: date

    def same_chat(self, other: Chat) -> bool:
        """Whether both name the same chat; capitals and spaces make no difference, emoji and other signs do."""
        return fold(self.platform) == fold(other.platform) and _as_called(self.name) == _as_called(other.name)

    def holds(self, other: Chat) -> bool:
        """Whether the other's days lie within these."""
        return self.first_on <= other.first_on and other.last_on <= self.last_on

    @property
    def sentence(self) -> str:
        """ "“Year 7 parents” on WhatsApp, 01/11/2026 to 12/11/2026"."""
        days = f"{self.first_on:%d/%m/%Y}"
        if self.last_on != self.first_on:
            days += f" to {self.last_on:%d/%m/%Y}"
        return f"“{self.name}” on {self.platform}, {days}"


@dataclass(frozen=True, slots=True)
class Consent:
    """One consent form with where it stands. It needs both signatures: the parent's, and the headteacher's own."""

    id: int
    form_id: int
    reference: str
    incident_id: int
    parent_id: int
    parent_name: str
    chat: Chat
    purpose: str
    copies_kept: bool
    viewers: str
    valid_until: date
    status: FormStatus
    countersigned_on: date | None = None
    countersigned_by: str = ""
    entry: int = 0
    """The number of the entry by which it stands as it does: a later one has a higher number."""


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """A parent took back consent to a chat, in whichever case and on whichever of several forms it was given."""

    parent_id: int
    chat: Chat
    on: date
    entry: int

    def ends(self, consent: Consent) -> bool:
        """Whether a consent of this parent to this chat no longer holds: it was not given anew since."""
        theirs = self.parent_id == consent.parent_id and self.chat.same_chat(consent.chat)
        given_since = consent.entry > self.entry and consent.status.on is not None and consent.status.on >= self.on
        return theirs and not given_since


@dataclass(frozen=True, slots=True)
class Viewer:
    """Whoever wants to see messages; ``heads`` the school: they are the headteacher its letters name."""

    name: str
    heads: bool = False


@dataclass(frozen=True, slots=True)
class SealedItem:
    """What a sealed piece of evidence shows, and whose account it comes from (None: not said).

    ``described`` is False while ``chat`` is only what the incident suggests: nobody has looked at it and said so.
    ``parties`` are the parents who have a part in the incident.
    """

    evidence_id: int
    incident_id: int
    chat: Chat
    from_parent_id: int | None = None
    described: bool = True
    parties: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Viewing:
    """One viewing as it was recorded, before anything was shown."""

    id: int
    evidence_id: int
    consent_id: int
    user_name: str
    at: datetime


_BY_STATE = {
    FormState.PREPARED: ConsentStatus.NOT_ASKED,
    FormState.NOT_SENT: ConsentStatus.NOT_ASKED,
    FormState.ISSUED: ConsentStatus.NOT_ANSWERED,
    FormState.WITHDRAWN: ConsentStatus.WITHDRAWN,
    FormState.EXPIRED: ConsentStatus.EXPIRED,
    FormState.SUPERSEDED: ConsentStatus.SUPERSEDED,
    FormState.INVALID: ConsentStatus.INVALID,
    FormState.CALLED_BACK: ConsentStatus.CALLED_BACK,
    FormState.TAKEN_BACK: ConsentStatus.TAKEN_BACK,
}
_BY_ANSWER = {
    Answer.ACCEPTED: ConsentStatus.GIVEN,
    Answer.DECLINED: ConsentStatus.REFUSED,
    Answer.WANTS_TO_TALK: ConsentStatus.WANTS_TO_TALK,
    Answer.UNSIGNED: ConsentStatus.UNSIGNED,
    Answer.DAMAGED: ConsentStatus.UNSIGNED,
    None: ConsentStatus.NOT_ANSWERED,
}


def status(consent: Consent, day: date) -> ConsentStatus:
    """Where the parent's consent stands on a day; ``valid_until`` is its last day."""
    if consent.status.state is not FormState.RETURNED:
        return _BY_STATE[consent.status.state]
    given = _BY_ANSWER[consent.status.answer]
    if given is ConsentStatus.GIVEN and day > consent.valid_until:
        return ConsentStatus.EXPIRED
    return given


def waits(consent: Consent) -> bool:
    """Whether the parent has neither given nor refused it, whatever the day: the school can stop asking."""
    return status(consent, consent.valid_until) in _WAITING


_ROLES = frozenset({"headteacher", "head teacher", "head", "principal", "executive headteacher"})


def names_viewer(viewers: str, viewer: Viewer) -> bool:
    """Whether the form a parent signed lets this person see the messages: it says “and by nobody else”.

    A form that names only “the headteacher” means who heads the school, not everybody with a headteacher’s account.
    """
    parts = [part for part in re.split(r"[,;/\n]|\band\b|\bor\b|&", viewers) if fold(part)]
    people = [part for part in parts if fold(part).removeprefix("the ") not in _ROLES]
    return any(same_person(part, viewer.name) for part in people) if people else viewer.heads


def missing(
    consent: Consent,
    item: SealedItem,
    day: date,
    viewer: Viewer | None = None,
    withdrawals: Iterable[Withdrawal] = (),
) -> tuple[str, ...]:
    """What keeps this consent from covering this item on a day, as whole sentences; () means it covers it.

    ``viewer`` is whoever wants to see it (None where nobody does yet), ``withdrawals`` whatever this parent took back.
    """
    who = consent.parent_name
    found = []
    if not item.described:
        found.append(UNDESCRIBED)
    if consent.incident_id != item.incident_id:
        found.append("This consent belongs to another incident.")
    if not consent.chat.same_chat(item.chat):
        found.append(f"The consent names another chat: {consent.chat.sentence}.")
    if not consent.chat.holds(item.chat):
        found.append(f"The consent covers {_days(consent.chat)}, these messages are of {_days(item.chat)}.")
    if item.from_parent_id is not None and item.from_parent_id != consent.parent_id:
        found.append(f"These messages come from another person’s account than {who}’s.")
    elif item.from_parent_id is None and consent.parent_id not in item.parties:
        found.append(f"{who} has no part in this incident, and nobody has said whose account these messages come from.")
    if viewer and not names_viewer(consent.viewers, viewer):
        found.append(
            f"{who} was asked to let {consent.viewers} see them and nobody else; you are signed in as {viewer.name}."
        )
    stands = status(consent, day)
    if stands is not ConsentStatus.GIVEN:
        found.append(_STATUS_SENTENCES[stands].format(who=who, until=f"{consent.valid_until:%d/%m/%Y}"))
    elif consent.status.on is None or consent.status.on > day:
        found.append(f"{who} had not signed yet on {day:%d/%m/%Y}.")
    if stands is ConsentStatus.GIVEN and any(one.ends(consent) for one in withdrawals):
        found.append(f"{who} has withdrawn the consent to this chat, and has given none since.")
    if consent.countersigned_on is None or consent.countersigned_on > day:
        found.append("The headteacher has not signed this consent form.")
    return tuple(found)


def covering(
    consents: Iterable[Consent],
    item: SealedItem,
    day: date,
    viewer: Viewer | None = None,
    withdrawals: Sequence[Withdrawal] = (),
) -> Consent | None:
    """The consent that covers the item on a day, the newest where there are several; None where none does."""
    alive = [consent for consent in consents if not missing(consent, item, day, viewer, withdrawals)]
    return max(alive, key=lambda consent: consent.id, default=None)


def still_missing(
    consents: Sequence[Consent],
    item: SealedItem,
    day: date,
    viewer: Viewer | None = None,
    withdrawals: Sequence[Withdrawal] = (),
) -> tuple[str, ...]:
    """What is missing before the item may be viewed, going by the consent that comes nearest; () when nothing is."""
    of_incident = [consent for consent in consents if consent.incident_id == item.incident_id]
    if not of_incident:
        asked = f"No parent has been asked for consent to view {item.chat.sentence}."
        return (asked,) if item.described else (UNDESCRIBED, "No parent has been asked for consent yet.")
    each = {consent.id: missing(consent, item, day, viewer, withdrawals) for consent in of_incident}
    return each[min(each, key=lambda consent_id: (len(each[consent_id]), -consent_id))]


def checked_consent(chat: Chat, purpose: str, viewers: str, valid_until: date, today: date) -> None:
    """Raises InvalidInput naming the field: consent is asked for one chat, one period, one purpose, one time."""
    checked_chat(chat, today)
    if not purpose.strip():
        raise InvalidInput("purpose", "Say what the messages are looked at for.", "The parent signs for this purpose.")
    if not viewers.strip():
        raise InvalidInput("viewers", "Say who will view the messages.")
    if valid_until < today:
        raise InvalidInput("valid_until", f"{valid_until:%d/%m/%Y} is past.", "Give the last day the consent holds.")
    if valid_until > today + timedelta(days=LONGEST_DAYS):
        raise InvalidInput("valid_until", "Consent is asked for at most a year.", "Choose an earlier day.")


def checked_chat(chat: Chat, today: date) -> None:
    """Raises InvalidInput naming the field (``platform``, ``chat``, ``first_on``, ``last_on``)."""
    if not chat.platform.strip():
        raise InvalidInput("platform", "Say on which platform the chat is.")
    if not fold(chat.name):
        raise InvalidInput("chat", "Name the chat or group.", "As it is called in the app, or with whom it is.")
    if chat.last_on < chat.first_on:
        raise InvalidInput("last_on", "The last day lies before the first.")
    if chat.first_on > today:
        raise InvalidInput("first_on", f"{chat.first_on:%d/%m/%Y} is still to come.")


_STATUS_SENTENCES = {
    ConsentStatus.NOT_ASKED: "Nobody has confirmed yet that {who} was given the consent form.",
    ConsentStatus.NOT_ANSWERED: "{who} has not returned the consent form yet.",
    ConsentStatus.REFUSED: "{who} refused consent.",
    ConsentStatus.WANTS_TO_TALK: "{who} wants to talk before giving consent.",
    ConsentStatus.UNSIGNED: "The consent form of {who} came back without a readable signature.",
    ConsentStatus.WITHDRAWN: "{who} has withdrawn the consent.",
    ConsentStatus.EXPIRED: "The consent of {who} ended on {until}.",
    ConsentStatus.SUPERSEDED: "The consent form of {who} was replaced by a newer one.",
    ConsentStatus.INVALID: "The consent form of {who} was found invalid.",
    ConsentStatus.CALLED_BACK: "The school has withdrawn its request to {who}.",
    ConsentStatus.TAKEN_BACK: "{who} was asked for this consent by mistake.",
}


def _days(chat: Chat) -> str:
    first, last = f"{chat.first_on:%d/%m/%Y}", f"{chat.last_on:%d/%m/%Y}"
    return first if first == last else f"{first} to {last}"


@dataclass(frozen=True, slots=True)
class ConsentPaper:
    """A consent form as it is printed: everything the parent signs for, and whom it goes to."""

    reference: str
    salutation: str
    parent_name: str
    address: tuple[str, ...]
    children: tuple[str, ...]
    incident_reference: str
    chat: Chat
    purpose: str
    viewers: str
    copies_kept: bool
    valid_until: date
    written_on: date
    wanted_back_by: date
    standing: str = CARES_FOR
    sealed: bool = True
    """Whether messages lie sealed in the case today."""
