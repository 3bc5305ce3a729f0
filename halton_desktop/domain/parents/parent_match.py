"""When two entries are the same parent: whether names, sexes and homes agree, and what speaks for it.

The rule: two entries of different children are one person when the name agrees (folded; an initial agrees with a full
forename; title or sex must not contradict) and e-mail, mobile or home address agrees. A home telephone alone, an e-mail
alone or a name alone never is enough.
"""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import IntEnum, StrEnum

from halton_desktop.domain.address import PostalAddress, address_words, tidy_postcode
from halton_desktop.domain.name import fold
from halton_desktop.domain.parents.parent import Relationship
from halton_desktop.domain.parents.relationship_words import read_relationship
from halton_desktop.domain.parents.unproving import proves_nothing, withheld
from halton_desktop.domain.phone import phone_key

LOST = "?"
"""What an export in a Western code page leaves of a letter it cannot write: Łukasz arrives as ?ukasz."""

_STAND_IN = "ǁ"
"""Stands for LOST while folding, which would drop a question mark; a letter of no European language."""

_MEN = frozenset({"mr", "mister", "master", "sir", "lord", "father", "fr", "brother", "monsieur"})
_WOMEN = frozenset({"mrs", "ms", "miss", "lady", "dame", "sister", "sr", "madam", "madame"})
_MOTHERS = frozenset("mother mum mam mom mummy mammy mommy mama fom".split())
_FATHERS = frozenset("father dad daddy papa fof".split())
_SEX_OF_RELATIONSHIP = {
    Relationship.MOTHER.value: "F",
    Relationship.FATHER.value: "M",
    Relationship.GRANDMOTHER.value: "F",
    Relationship.GRANDFATHER.value: "M",
}
_PARENTS = frozenset({Relationship.MOTHER.value, Relationship.FATHER.value})
_GRANDPARENTS = frozenset({Relationship.GRANDMOTHER.value, Relationship.GRANDFATHER.value})
_CHILDS_PARENTS = _PARENTS | {Relationship.STEP_PARENT.value, Relationship.PARENT.value}
_CLOSE = 0.8
"""From this likeness of forenames (difflib's ratio) a possible duplicate is worth a question: Jon and John, 0.86."""


class Generation(StrEnum):
    """Whose parent somebody is: the child’s, or a parent’s of the child. "" where the relationship says neither."""

    PARENT = "parent"
    GRANDPARENT = "grandparent"
    UNKNOWN = ""


class NameAgreement(IntEnum):
    """How far two names agree; more is surer."""

    NO = 0
    LOST_LETTERS = 1
    INITIAL = 2
    SAME = 3


@dataclass(frozen=True, slots=True)
class Traits:
    """What of a person is compared. Everything is folded; "" is unknown.

    ``sex`` is certain when it comes from a title, a field of its own, or the relationship mother or father; from
    grandmother or grandfather, which exports often have wrong, it is only likely.
    """

    forename: str
    surname: str
    sex: str = ""
    sex_certain: bool = False
    email: str = ""
    mobile: str = ""
    home_phone: str = ""
    home: Home | None = None
    generation: Generation = Generation.UNKNOWN

    @property
    def full(self) -> bool:
        """Whether the whole name is known: forename and surname, no mere initials, no lost letters."""
        return bool(self.surname) and not is_initials(self.forename) and LOST not in self.forename + self.surname


@dataclass(frozen=True, slots=True)
class Home:
    """An address for comparing. ``words`` from house to town; ``house`` the numbers in it, or its first word."""

    words: tuple[str, ...]
    house: tuple[str, ...]
    postcode: str

    @property
    def keys(self) -> tuple[str, ...]:
        """What two equal homes have at least one of in common, for finding candidates quickly."""
        spelled = " ".join(self.words)
        return (f"{self.postcode} {' '.join(self.house)}", spelled) if self.postcode else (spelled,)


def folded(text: str) -> str:
    """Like ``fold``, with lost letters kept as ``?``."""
    if LOST not in text:
        return fold(text)
    return fold(text.replace(LOST, _STAND_IN)).replace(_STAND_IN, LOST)


def is_initials(forename: str) -> bool:
    """Whether a folded forename is missing or nothing but initials: "j", "j p"."""
    return all(len(word) == 1 for word in forename.split())


def sex_of(title: str, stated: str = "", relationship: str = "") -> tuple[str, bool]:
    """("M" or "F" or "", whether certain), from the title, else a field of its own, else the relationship."""
    word = title.casefold().rstrip(".")
    if word in _MEN:
        return "M", True
    if word in _WOMEN:
        return "F", True
    if stated in ("M", "F"):
        return stated, True
    return _SEX_OF_RELATIONSHIP.get(relationship, ""), relationship in _PARENTS


def sex_in_words(relationship: str) -> str:
    """What a relationship says that is kept by a word for either: "Foster Mother" is a woman, "Stepdad" a man."""
    if read_relationship(relationship).word in _SEX_OF_RELATIONSHIP:
        return ""
    words = {word.removeprefix("step").removeprefix("foster") for word in fold(relationship).split()}
    said = {sex for sex, known in (("F", _MOTHERS), ("M", _FATHERS)) if words & known}
    return said.pop() if len(said) == 1 else ""


def sexes_contradict(one: Traits, other: Traits, *, only_certain: bool = False) -> bool:
    """Whether title or sex rule out one person. ``only_certain`` overlooks what is only likely."""
    if only_certain and not (one.sex_certain and other.sex_certain):
        return False
    return bool(one.sex and other.sex and one.sex != other.sex)


def generation_of(relationship: str) -> Generation:
    """By the word; a carer or guardian may be either."""
    word = read_relationship(relationship).word if relationship else ""
    if word in _GRANDPARENTS or word.startswith("grand"):
        return Generation.GRANDPARENT
    return Generation.PARENT if word in _CHILDS_PARENTS else Generation.UNKNOWN


def generations_contradict(one: Traits, other: Traits) -> bool:
    """Whether one is a child’s parent and the other a grandparent: a family’s names and telephones do not tell them."""
    return bool(one.generation and other.generation and one.generation is not other.generation)


def names_agree(one: Traits, other: Traits) -> NameAgreement:
    """How far forename and surname agree; the weaker of the two counts.

    A missing part agrees with a missing part only, and then no better than an initial: two rows that say "Mrs Smith".
    """
    if (one.forename, one.surname) == (other.forename, other.surname) and (one.forename or one.surname):
        if LOST in one.forename + one.surname:
            return NameAgreement.LOST_LETTERS
        return NameAgreement.SAME if one.forename and one.surname else NameAgreement.INITIAL
    surname = _words_agree(one.surname, other.surname)
    if surname is NameAgreement.NO:
        return NameAgreement.NO
    forename = _words_agree(one.forename, other.forename)
    if forename is NameAgreement.NO and _initials_agree(one.forename, other.forename):
        forename = NameAgreement.INITIAL
    return min(surname, forename)


def _words_agree(one: str, other: str) -> NameAgreement:
    if not one or not other:
        return NameAgreement.NO
    if one == other:
        return NameAgreement.SAME if LOST not in one else NameAgreement.LOST_LETTERS
    if LOST not in one + other or len(one) != len(other):
        return NameAgreement.NO
    known = [(a, b) for a, b in zip(one, other, strict=True) if LOST not in (a, b)]
    alike = all(a == b for a, b in known)
    return NameAgreement.LOST_LETTERS if alike else NameAgreement.NO


def _initials_agree(one: str, other: str) -> bool:
    """ "j" with "john", "j p" with "john paul" and with "john"; never two full forenames, never a lost letter."""
    short, long = (one.split(), other.split()) if is_initials(one) else (other.split(), one.split())
    if not short or not long or LOST in short or not is_initials(" ".join(short)):
        return False
    return all(word.startswith(initial) for initial, word in zip(short, long, strict=False))


def known_letters(person: Traits) -> int:
    """How many letters of the name are not lost."""
    return sum(sign not in (LOST, " ") for sign in person.forename + person.surname)


def home_of(address: PostalAddress) -> Home | None:
    """The address for comparing, or None where there is too little of it to be a home."""
    words = tuple(address_words(address.lines))
    if len(words) < 2 or withheld(" ".join(words)):
        return None
    house = tuple(word for word in words if word[0].isdigit()) or words[:1]
    return Home(words, house, tidy_postcode(address.postcode).replace(" ", ""))


class Homes(dict[PostalAddress, Home | None]):
    """Homes by address, each worked out once: families share them."""

    def __missing__(self, address: PostalAddress) -> Home | None:
        found = self[address] = home_of(address)
        return found


def same_home(one: Home | None, other: Home | None) -> bool:
    """Whether two addresses are one home, however they are broken into lines and whether or not a locality is named.

    House (flat) numbers and postcode must agree; where one has no postcode everything else must be the same.
    """
    if one is None or other is None:
        return False
    if one.words == other.words:
        return not (one.postcode and other.postcode and one.postcode != other.postcode)
    if not one.postcode or one.postcode != other.postcode or one.house != other.house:
        return False
    short, long = sorted((one.words, other.words), key=len)
    rest = iter(long)
    return all(word in rest for word in short)


def evidence(one: Traits, other: Traits) -> int:
    """How many of e-mail, mobile and home agree: at least one must, for an agreeing name to be one person."""
    email = bool(one.email) and one.email == other.email
    mobile = bool(one.mobile) and one.mobile == other.mobile
    return email + mobile + same_home(one.home, other.home)


def reached_alike(one: Traits, other: Traits) -> bool:
    """Whether two have one mobile or e-mail, which seldom is two people’s."""
    mobile = bool(one.mobile) and one.mobile == other.mobile
    return mobile or (bool(one.email) and one.email == other.email)


def is_close(one: Traits, other: Traits) -> bool:
    """Whether names that do not agree are so like that a person should look: Kate and Katherine, Jon and John."""
    if one.surname != other.surname or not one.forename or not other.forename:
        return False
    short, long = sorted((one.forename, other.forename), key=len)
    if len(short) < 3:
        return False
    return long.startswith(short) or SequenceMatcher(None, short, long).ratio() >= _CLOSE


def email_key(text: str) -> str:
    """For comparing; an address with lost letters or without its @ is no evidence."""
    plain = text.strip().casefold()
    return plain if "@" in plain and LOST not in plain else ""


def traits(
    forename: str,
    surname: str,
    sex: tuple[str, bool],
    email: str,
    phones: tuple[str, str],
    home: Home | None,
    generation: Generation = Generation.UNKNOWN,
) -> Traits:
    """Fold one person's fields for comparing; ``phones`` are mobile and home. Placeholders are left out."""
    mail, mobile, home_phone = email_key(email), phone_key(phones[0]), phone_key(phones[1])
    return Traits(
        folded(forename),
        folded(surname),
        *sex,
        "" if proves_nothing(mail) else mail,
        "" if proves_nothing(mobile) else mobile,
        "" if proves_nothing(home_phone) else home_phone,
        home,
        generation,
    )
