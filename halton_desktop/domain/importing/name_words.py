"""What stands in a name’s place or behind it and is no name: a placeholder, a relationship, a remark of the office.

A remark is known by how it is written ("Jane IN HOSPITAL", "Jane ring mum", "Moss 2") and by the words in it, so that
"Mary jane", "van der Berg" and Mrs Secret keep their names.
"""

from __future__ import annotations

import re
from functools import lru_cache

from halton_desktop.domain.importing.restriction_words import restriction_spelt_out
from halton_desktop.domain.parents.hold import HoldKind

_RELATIVE = (
    r"(?:mother|father|mum|mummy|dad|daddy|parents?|carer|guardian|step ?-?(?:mum|dad|mother|father|parent)|"
    r"foster ?-?(?:carer|mum|dad|mother|father|parent)|grandma|grandad|grandmother|grandfather|auntie|uncle)"
)
_NOBODY = re.compile(
    r"tb[acd]|(?:to be |not yet )(?:confirmed|advised|named|known|added|decided)|n/?[ka]|n\.[ka]\.?|\?+|x{2,}|"
    r"anon(?:ymous)?|"
    r"(?:the |contact |sur|fore|last |first )?(?:name )?(?:is )?(?:unk?n?own|uknown|unknow|not (?:k?nown|given|"
    r"provided|stated|recorded|supplied|"
    r"applicable|available|disclosed|entered|specified|on file))|no (?:name|one|body|contact|record|details|data|info)|"
    r"(?:name |contact )?(?:missing|withheld|needed|required)|test(?:ing)?|dummy|blank|nobody|empty|null|nil|none|"
    r"delete[d]?|"
    r"do not use|duplicate|placeholder|see (?:notes?|file|above|below|other)|ask (?:office|school)|as above|ditto|same"
)
_TITLES = r"(?:mr|mrs|ms|miss|mx|dr)"
_ONLY_A_RELATIVE = re.compile(
    rf"(?:(?:the|birth|bio|his|her|child[’']?s?|pupil[’']?s?|unknown|other|new) )*(?:{_RELATIVE}|family|"
    rf"{_TITLES}\.?)(?: ?[0-9]| of .*| (?:is )?(?:not |un)known)?"
)
_SURNAMES = frozenset(
    "parent parents guardian blank test nil dead dec rip cao bail court jail same duplicate father late".split()
)
_FORENAMES = frozenset("late dec rip cao bail".split())
_ONLY_WHEN_LOUD = frozenset("secret refuge private hidden prison protected".split())
"""Words that are names too; in capital letters the second kind is hardly one."""

_STRONG = frozenset(
    "conf dob see ring rings call calls phone text email contact contacts notes note file office school ask only "
    "duplicate dup "
    "dupe hospital prison lives living works working speaks speak needs deaf blind aka alias previously formerly "
    "nee now "
    "mum mam dad mother father stepmum stepdad parent carer guardian gran nan grandma grandad aunt auntie uncle sister "
    "brother partner husband wife boyfriend girlfriend ex emergency priority first second third main primary secondary "
    "dec dcd decd lac cla cp cin dv "
    "do dont not no never is was has wants prefers please check confirm query moved abroad away left deceased "
    "died late "
    "or aged via solicitor social worker interpreter needed required unknown tbc leaver inactive archived mobile "
    "home work address number weekends days nights evenings before after until since his her their for with from when "
    "if doesnt wont cant ill disabled caller collect collects pickup trips transport alternate temp temporary".split()
)
"""Words of the office’s remarks, which are nobody’s name when they are written unlike the name before them."""

_WEAK = frozenset("old new in on at to use test the a an of".split())
_PARTICLES = frozenset(
    "van von de del della der den di da das do dos du la le les lo el al bin bint ibn ap ab mac mc st ten ter zu y e i "
    "und af av abu ould ben".split()
)
_LOST = re.compile(r"(?<=[^\W\d_])\?+(?=[^\W\d_])")
"""Letters that an export could not write: H??ng."""
_BEHIND = re.compile(rf"{_RELATIVE}|{_TITLES}\.?")
"""What is written behind a name and is never a part of it."""
_ENDING = re.compile(
    r"(?<=[a-z])[ -]?(?:deceased|dec['’]?d|rip|dnc|confidential|restricted|no ?contact|unknown|duplicate)$",
    re.IGNORECASE,
)


@lru_cache(maxsize=4096)
def is_nobodys_name(text: str, *, surname: bool = False) -> bool:
    """Whether a whole cell names nobody: "TBC", "N/a", "No name", "Mum", "Unknown father"."""
    plain = " ".join(text.casefold().split()).strip(" .,!*-()[]")
    if surname and plain in _SURNAMES:
        return False
    return bool(_NOBODY.fullmatch(plain) or _ONLY_A_RELATIVE.fullmatch(plain))


@lru_cache(maxsize=4096)
def restriction_in_name(text: str, *, surname: bool = False) -> HoldKind | None:
    """What stands in a name's place may forbid; UNDECIDED for "TBC" and "Unknown"."""
    plain = " ".join(text.casefold().split())
    told = surname and (plain in _SURNAMES or (plain in _ONLY_WHEN_LOUD and not text.isupper()))
    if told or len(plain) == 1 or (plain in _FORENAMES and text.istitle()):
        return None
    kind = restriction_spelt_out(text)
    if kind is None and re.match(r"(?:the )?late (?=\w)", plain):
        return HoldKind.DECEASED
    return kind or (HoldKind.UNDECIDED if is_nobodys_name(text, surname=surname) else None)


def where_a_remark_begins(text: str) -> int:
    """The place in a name from which on it is a remark, or its length: "Jane see notes", "Jane OLD", "Moss-NCC"."""
    words = list(re.finditer(r"\S+", text))
    if not words:
        return len(text)
    first = words[0][0]
    quiet = not first.isupper() and first[:1].isupper()
    if (ending := _ENDING.search(first)) and quiet and ending.start() > 1:
        return words[0].start() + ending.start()
    if quiet and (tail := re.search(r"-(?=[A-Z]{2,5}$)", first)) and _is_shorthand(first[tail.end() :]):
        return words[0].start() + tail.start()
    for place, word in enumerate(words[1:], 1):
        if any(sign.isdigit() or sign in "@?#" for sign in _LOST.sub("", word[0])):
            return word.start()
        if place == len(words) - 1 and _BEHIND.fullmatch(word[0].casefold()):
            return word.start()
        if _begins_remark([one[0] for one in words[place:]], quiet=quiet):
            return word.start()
    return len(text)


def _begins_remark(words: list[str], *, quiet: bool) -> bool:
    """Whether these words, written after a name, are no more names."""
    plain = [re.sub(r"[^a-z]", "", word.casefold()) for word in words]
    word, known = words[0], sum(one in _STRONG for one in plain)
    if plain[0] in _PARTICLES or not plain[0]:
        return False
    tonal = quiet and len(plain[0]) > 1 and (word.islower() or (word.isupper() and "." not in word))
    if tonal and word.isupper() and _is_shorthand(word):
        return True
    if tonal:
        several = word.islower() and len(words) > 1 and words[1].islower() and plain[1] not in _PARTICLES
        return plain[0] in _STRONG | _WEAK or several
    alike = word.isupper() or word.islower()
    return alike and len(words) > 1 and plain[0] in _STRONG | _WEAK and known > 0


def _is_shorthand(word: str) -> bool:
    """Whether capitals are no name but letters for something: NCC, PR, DCSD, NMO."""
    return not re.search(r"[AEIOUY]", word) or restriction_spelt_out(word) is not None
