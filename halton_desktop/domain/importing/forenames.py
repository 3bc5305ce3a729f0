"""Whether two forenames may be one person’s: short forms, second names, other spellings."""

from __future__ import annotations

from collections import defaultdict
from difflib import SequenceMatcher

_CLOSE = 0.8
"""From this likeness (difflib's ratio) two spellings may be one name."""

_USUAL = {
    "william": "bill billy will willy liam", "robert": "bob bobby rob robbie", "richard": "dick rick ricky",
    "margaret": "peggy meg maggie mags greta", "elizabeth": "liz lizzie beth betty eliza libby lisa",
    "edward": "ted teddy ed eddie ned", "anthony": "tony ant", "james": "jim jimmy jamie",
    "john": "jack johnny jon", "henry": "harry hal", "charles": "charlie chuck", "andrew": "drew andy",
    "alexander": "alex sandy alec xander", "alexandra": "alex sandra lexi", "michael": "mick mike mikey",
    "catherine": "kate katie cathy kathy kat katherine kathryn", "mary": "molly polly", "sarah": "sally sadie",
    "helen": "nell nellie ellen", "eleanor": "nora ellie nell", "antonia": "toni", "stephen": "steve stevie steven",
    "patricia": "pat trish tricia patsy", "patrick": "pat paddy", "dorothy": "dot dottie dolly",
    "francis": "frank frankie", "frances": "fran frankie", "susan": "sue susie", "theresa": "tess terri tessa",
    "terence": "terry", "christopher": "chris kit", "christine": "chris chrissie", "peter": "pete",
    "jonathan": "jon jonny", "muhammad": "mohammed mohamed mohammad md muhammed", "joseph": "joe joey",
    "david": "dave davey", "daniel": "dan danny", "matthew": "matt", "nicholas": "nick nicky", "benjamin": "ben",
    "samuel": "sam", "samantha": "sam", "rebecca": "becky bex", "victoria": "vicky tori", "jennifer": "jen jenny",
}  # fmt: skip
"""Usual short forms that spelling alone does not show, by the long one."""

_LONG_FORMS: dict[str, set[str]] = defaultdict(set)
for _long, _shorts in _USUAL.items():
    for _short in _shorts.split():
        _LONG_FORMS[_short].add(_long)


def forenames_close(one: str, other: str, *, loosely: bool = False) -> bool:
    """Whether two folded forenames may be one: the same, part or short form of the other, or nearly spelled so.

    ``loosely``: the same consonants are enough too (Jane and Joan), where being too careful costs only a question.
    """
    short, long = sorted((one, other), key=len)
    if len(short) < 3:
        return bool(short) and (short == long or long.split()[0] == short)
    if long.startswith(short) or set(short.split()) < set(long.split()):
        return True
    if ({short} | _LONG_FORMS.get(short, set())) & ({long} | _LONG_FORMS.get(long, set())):
        return True
    bones = _consonants(short)
    if loosely and len(bones) > 1 and short[0] == long[0] and _consonants(long).startswith(bones):
        return True
    return SequenceMatcher(None, short, long).ratio() >= _CLOSE


def same_forename(one: str, other: str) -> bool:
    """Whether two folded words are one forename, or a usual short form of it: no mere likeness, as a word may be."""
    return bool(({one} | _LONG_FORMS.get(one, set())) & ({other} | _LONG_FORMS.get(other, set())))


def _consonants(forename: str) -> str:
    """Without vowels and h, in which spellings of one name differ first: Tom and Thomas both begin "tm"."""
    return "".join(sign for sign in forename if sign not in "aeiouyh ")
