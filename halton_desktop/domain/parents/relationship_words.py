"""What a school's word for a contact means: a parent, a stand-in for one, a contact only, or nobody can tell.

Words are read by meaning and not by a list of whole cells: "Mother/Carer", "mother.", "Step Mum" and "Carer (kinship)"
are parents however they are spelled. What is not understood to its last word stays unknown, and is asked.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from halton_desktop.domain.name import fold


class RelationshipStatus(StrEnum):
    """What a contact is to a child, as far as the relationship's words say it."""

    PARENT = "parent or carer"
    REPRESENTATIVE = "child representative"
    CONTACT = "contact only"
    UNKNOWN = "not known"


@dataclass(frozen=True, slots=True)
class ReadRelationship:
    """``word`` is kept on the tie: the usual word where there is one, else the text that came.

    ``remark`` is the whole cell where it says more than that word does: "Mother (non-resident)"; ``clear`` unless a
    part of it was not understood.
    """

    status: RelationshipStatus
    word: str
    remark: str = ""
    clear: bool = False


_PARENTS = {
    "mother": "mother mum mam mom mummy mammy mommy mama mamma mot pam",
    "father": "father dad daddy papa fat paf",
    "step-parent": "stp",
    "foster carer": "fos fom fof",
    "guardian": "guardian gua sgo",
    "parent": "parent",
    "carer": "carer caregiver car",
}
"""Who is a parent by s576 of the Education Act 1996, with the codes of the schools' systems; the clearest first."""

_CONTACTS = {
    "grandmother": "grandmother grm gran nan nana nannie granny grannie grandma grandmum nain nanna",
    "grandfather": "grandfather grf grandad granddad grandpa gramps grandda taid bampi",
    "other family member": "fam rel relative relation",
    "": (
        "grandparent aunt auntie aunty uncle cousin niece nephew sister brother sibling sis bro twin godmother "
        "godfather godparent friend neighbour neighbor childminder minder babysitter sitter nanny landlord landlady "
        "colleague lodger teacher headteacher tutor doctor gp dentist nurse driver escort solicitor interpreter "
        "translator keyworker chm doc htc tch rlg frd"
    ),
}
"""Whom the school may ring but has not to tell."""

_TOGETHER = {
    "family member": "relative", "other contact": "other", "emergency contact": "emergency", "child minder": "minder",
    "baby sitter": "sitter", "au pair": "nanny", "key worker": "keyworker", "support worker": "keyworker",
    "health visitor": "nurse", "head teacher": "teacher", "mother in law": "relative", "father in law": "relative",
    "sister in law": "relative", "brother in law": "relative", "care giver": "carer", "connected person": "carer",
    "connected persons": "carer", "god mother": "godmother", "god father": "godfather", "god parent": "godparent",
    "grand mother": "grandmother", "grand father": "grandfather", "grand parent": "grandparent",
    "grand mum": "grandmother", "grand ma": "grandmother", "grand pa": "grandfather", "grand dad": "grandfather",
    "pr holder": "parent", "holder of pr": "parent", "social worker": "socialworker",
    "local authority": "socialworker", "corporate parent": "socialworker", "social services": "socialworker",
    "social care": "socialworker", "childrens services": "socialworker", "borough council": "socialworker",
    "county council": "socialworker", "city council": "socialworker",
}  # fmt: skip
"""Words that mean something else together than alone."""

_NOUNS = {
    **{word: (usual, RelationshipStatus.PARENT) for usual, words in _PARENTS.items() for word in words.split()},
    **{word: (usual, RelationshipStatus.CONTACT) for usual, words in _CONTACTS.items() for word in words.split()},
    **dict.fromkeys(("socialworker", "swr", "sw"), ("social worker", RelationshipStatus.REPRESENTATIVE)),
}


def known_nouns() -> Collection[str]:
    """Every word for what a contact is to a child, codes among them, and those that only say more of it."""
    return _NOUNS.keys() | _KINDS.keys() | _MORE - _SAYING


_WEAK = {"other": "other", "oth": "other", "emergency": ""}
"""A contact's nouns that give way to any other beside them: "other parent", "emergency contact (mother)"."""

_KINDS = {"step": "step-parent", "foster": "foster carer", "fostering": "foster carer"}
_MORE = frozenset(
    "birth natural biological bio adoptive adopted adopting adopter legal special joint custodial kinship non resident "
    "residential residing sole single lone pr parental responsibility lac".split()
)
"""Words that change nothing about who somebody is to the child, but say more of it."""

_SAYING = frozenset("lac birth adopted adopting natural biological bio".split())
"""Those of them that are a matter of their own in a note."""

_NOTHING = frozenset(
    "the a an my his her their this with without main primary first second third contact priority number no1 no2 "
    "male female family real own child childs pupil pupils student students duty allocated named halton la s".split()
)
_HAS_RESPONSIBILITY = frozenset({"pr", "responsibility"})
"""Whoever has it is a parent by s576 of the Education Act 1996, a grandmother too."""
_OF_A_CONTACT = frozenset("great maternal paternal half close best next door work elder eldest".split())
_OUT_OF_SCHOOL = frozenset("childminder minder babysitter sitter nanny teacher doctor nurse driver keyworker".split())
_NO_LONGER = frozenset("ex former formerly previous previously respite paid daytime".split())
_OF_THE_CHILD = re.compile(r"\b(?:of|to) (?:the |this )?(?:child|pupil|student)\b|\b(?:child|pupil|student)['’]s?\b")
_CHILD_CARE = re.compile(r"\b(?:child|pupil|student|kid)[ -]?carer?s?\b(?!['’])")
"""Who minds children for a living, or a child who cares for somebody; nobody can tell."""
_SHORTENED = (
    (re.compile(r"\(s\)|['’](?=s?$)"), ""),
    (re.compile(r"\bs[/.] ?(?=mum|dad|mother|father|parent)"), "step "),
    (re.compile(r"\bg[/.'’] ?(?=ma\b|pa\b|mother|father|parent)"), "grand"),
    (re.compile(r"\b(step|foster|grand|god)[/.](?=[a-z])"), r"\1 "),
)
_BRACKET = re.compile(r"[(\[{]([^)\]}]*)[)\]}]?")
_DASH = re.compile(r"\s[-–—]+\s*|[-–—]+\s|[:;,|]")
_BESIDE = re.compile(r"[/&+]|\band\b|\bor\b")


@dataclass(frozen=True, slots=True)
class _Part:
    """One part of a cell: ``clear`` unless a word in it is not understood; without nouns it only adds ``kinds``."""

    status: RelationshipStatus = RelationshipStatus.UNKNOWN
    word: str = ""
    clear: bool = True
    kinds: frozenset[str] = frozenset()
    more: bool = False


@lru_cache(maxsize=4096)
def read_relationship(text: str) -> ReadRelationship:
    """What a cell says a contact is to the child. Brackets and what follows a dash only add to what stands before."""
    whole = " ".join(text.split())
    plain = whole.casefold()
    for shortened, meant in _SHORTENED:
        plain = shortened.sub(meant, plain)
    remarks = _BRACKET.findall(plain)
    core, *rest = _DASH.split(_BRACKET.sub(" ", plain))
    pieces = (core, *rest, *remarks)
    first, *others = map(_part, pieces)
    kept = whole if whole.isupper() and len(whole) <= 4 else whole.casefold()
    spoilt = bool(_NO_LONGER & set(fold(" ".join((*rest, *remarks))).split()))
    known = [one for one in (first, *others) if one.clear and one.status is not RelationshipStatus.UNKNOWN]
    if not first.clear or spoilt or not known or "?" in whole or _CHILD_CARE.search(plain):
        return ReadRelationship(RelationshipStatus.UNKNOWN, kept)
    best = _together(known)
    if best.status is RelationshipStatus.CONTACT and any(
        one.clear and _HAS_RESPONSIBILITY & set(fold(piece).split())
        for piece, one in zip(pieces, (first, *others), strict=True)
    ):
        return ReadRelationship(RelationshipStatus.PARENT, kept, clear=True)
    if best.status is RelationshipStatus.PARENT and best.word in ("", "carer") and _OUT_OF_SCHOOL & set(_joined(plain)):
        return ReadRelationship(RelationshipStatus.UNKNOWN, kept)
    kinds = frozenset(kind for one in (first, *others) if one.clear for kind in one.kinds)
    word = _with_kind(best, kinds).word or kept
    says_more = bool(rest or remarks or any(one.more for one in (first, *others) if one.clear))
    clear = all(one.clear for one in (first, *others))
    return ReadRelationship(best.status, word, whole if says_more and word != kept else "", clear)


def _part(text: str) -> _Part:
    """What one part means: nouns side by side ("Mother/Carer") all count, and one unknown word spoils it."""
    found = [_alternative(piece) for piece in _BESIDE.split(_OF_THE_CHILD.sub(" ", text))]
    if not all(one.clear for one in found):
        return _Part(clear=False)
    kinds = frozenset(kind for one in found for kind in one.kinds)
    more = any(one.more for one in found)
    named = [one for one in found if one.status is not RelationshipStatus.UNKNOWN]
    if not named:
        return _Part(kinds=kinds, more=more)
    best = _with_kind(_together(named), kinds)
    return _Part(best.status, best.word, kinds=kinds, more=more)


def _alternative(text: str) -> _Part:
    """What the words between two slashes mean."""
    words = _joined(re.sub(r"(\w)['’]s?\b", r"\1 ’s", text))
    kinds, nouns, strict, more = set(), [], False, False
    weak = ""
    for place, word in enumerate(words):
        kind, noun = _noun(word)
        kinds |= {kind} - {""}
        if noun:
            nouns.append((noun, noun != word.removeprefix("step").removeprefix("foster"), place))
        elif word in _WEAK:
            weak = word
        elif word in _OF_A_CONTACT:
            strict = True
        elif not (kind or word in _MORE or word in _NOTHING or word.isdecimal()):
            return _Part(clear=False)
        more = more or word in _MORE
    if not nouns:
        return (
            _Part(RelationshipStatus.CONTACT, _WEAK[weak])
            if weak and not strict
            else _Part(kinds=frozenset(kinds), more=more)
        )
    found = _one_of([noun for noun, _, _ in nouns], plurals=[several for _, several, _ in nouns])
    if found is None or (strict and found.status is RelationshipStatus.PARENT):
        return _Part(clear=False)
    if found.status is not RelationshipStatus.PARENT:
        return found
    return _Part(found.status, _with_kind(found, frozenset(kinds)).word, kinds=frozenset(kinds), more=more)


def _joined(text: str) -> list[str]:
    """The folded words, digits apart from letters, those that belong together as one."""
    marked = text.replace("’s", "possessive")
    words = re.sub(r"(?<=[a-z])(?=[0-9])", " ", fold(marked)).split()
    for length in (3, 2):
        place = 0
        while place + length <= len(words):
            spelled = " ".join(words[place : place + length])
            together = _TOGETHER.get(spelled) or _TOGETHER.get(spelled.removesuffix("s"))
            if together:
                words[place : place + length] = [together]
            place += 1
    return words


def _noun(word: str) -> tuple[str, str]:
    """(step or foster, the noun) of one word: "stepmum", "fosterparents", "aunties"."""
    if word in _KINDS:
        return _KINDS[word], ""
    kind = next((kind for start, kind in _KINDS.items() if word.startswith(start)), "")
    bare = word.removeprefix("step").removeprefix("foster") if kind else word
    noun = next((one for one in (bare, bare.removesuffix("s"), bare.removesuffix("es")) if one in _NOUNS), "")
    return (kind, noun) if noun else ("", "")


def _one_of(nouns: list[str], plurals: list[bool]) -> _Part | None:
    """What nouns in a row mean, or None: "aunt carer" cares, "mums sister" and "mother friend" nobody can tell."""
    statuses = {_NOUNS[noun][1] for noun in nouns}
    if len(nouns) > 1 and any(plurals[:-1]) and not all(plurals):
        return None
    if len(statuses) == 1:
        return _together([_Part(_NOUNS[noun][1], _NOUNS[noun][0]) for noun in nouns])
    cares = "carer" in nouns or "guardian" in nouns
    if RelationshipStatus.REPRESENTATIVE in statuses or not cares or _OUT_OF_SCHOOL & set(nouns):
        return None
    return (
        _Part(RelationshipStatus.PARENT)
        if statuses == {RelationshipStatus.PARENT, RelationshipStatus.CONTACT}
        else None
    )


def _together(parts: Iterable[_Part]) -> _Part:
    """Of several that go together who has most to be told, by the clearest word: mother and carer is a mother."""
    found = list(parts)
    for status in (RelationshipStatus.PARENT, RelationshipStatus.REPRESENTATIVE, RelationshipStatus.CONTACT):
        words = [one.word for one in found if one.status is status]
        if not words:
            continue
        if {"mother", "father"} <= set(words):
            return _Part(status, "parent")
        if status is not RelationshipStatus.PARENT:
            return _Part(status, words[0] if len(found) == 1 else "")
        mixed = any(one.status is RelationshipStatus.CONTACT and one.word != "other" for one in found)
        return _Part(status, "" if mixed or "" in words else min(words, key=[*_PARENTS].index))
    return _Part()


def _with_kind(part: _Part, kinds: frozenset[str]) -> _Part:
    """A step or foster parent of any noun."""
    if part.status is not RelationshipStatus.PARENT or len(kinds) != 1 or part.word == "guardian":
        return part
    return _Part(part.status, next(iter(kinds)), part.clear, kinds, part.more)
