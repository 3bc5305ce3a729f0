"""What stands in an address’s place and is none: an order, a remark, another person’s home, a place nobody lives at.

Words are read by what they mean; as part of a proper name ("Refuge Cottage", "Unknown Street") they mean nothing.
"""

from __future__ import annotations

import re
from functools import lru_cache

from halton_desktop.domain.importing.restriction_words import restriction_in_line
from halton_desktop.domain.parents.hold import HoldKind

_PLACE = (
    r"(?:road|rd|street|st|lane|ln|close|cl|avenue|ave|drive|dr|way|cottages?|house|farm|farmhouse|lodge|gardens?|hall|"
    r"barn|mews|place|terrace|row|grove|crescent|park|hill|view|villas?|manor|mill|inn|square|rise|walk|path|"
    r"court|green|"
    r"wood|woods|bank|brow|fold|croft|gate|heights|point|wharf|quay|yard|vale|dene|mount|bridge|bungalow|rectory)"
)
_NAMED = re.compile(
    r"\b(?:refuge|unknown|secret|hidden|private|prison|gaol|jail|hospital|same|care|moved|court|poland|ireland|"
    r"foster|new|left|temporary|pending|child|travelling|"
    rf"protected|sanctuary|abroad|old|former|late|violet|letter|post|mail)(?: \w+)?? {_PLACE}\b"
)
_PERSON = (
    r"(?:pupil|child|children|student|mother|father|mum|mummy|mam|mom|dad|daddy|parents?|step\w+|nan|nana|gran|"
    r"grand\w+|"
    r"carer|guardian|wife|husband|partner|aunt\w*|uncle|brother|sister|sibling\w*|contact|con|cont|p|c|other|him|her|"
    r"them|one|first|second|main|primary)"
)
_ANOTHERS_HOME = re.compile(
    r"\bsame(?: (?:as|address|addr|add|home|house|place|here|above|again))+\b|^(?:the )?same$|^s\.?/?a\.?a?\.?$|"
    r"^(?:ditto|do|\"+|'+|〃)$|"
    r"\bas (?:above|below|before|per|for|with|at|in|contact|priority|[0-9])\b|"
    rf"\bas {_PERSON}\b|"
    r"\b(?:see|refer to|as per) (?:\w+ )?[0-9]\b(?! \w)|"
    r"\b(?:see|refer to|use|copy) (?:the |above|below|notes?\b|file|overleaf|sims|office|other|address|record)|"
    rf"\b(?:see|refer to|use|copy|like|c/o|w/|with|at|lives? with|living with|stays? with|staying with|resides? with)"
    rf" (?:\w+ )?{_PERSON}(?:[’'`]?s)?\b(?! {_PLACE})|"
    rf"^{_PERSON}(?: [0-9])?(?: (?:address|addr|only))?$|^{_PERSON}[’'`]?s(?: (?:address|addr|house|home|place|"
    rf"flat))?$|"
    r"\b(?:lives?|living|stays?|staying|resid\w+) (?:with|elsewhere|abroad|at|in|separately|away|there|here)\b|"
    r"\b(?:with|at) (?:family|friends?|relatives?|mates?|grandparents|parents|in-?laws)\b"
)
_NOT_GIVEN = re.compile(
    r"\b(?:not|un) ?k?nown\b|\bunk?n?own\b|\bnone (?:given|known|recorded|provided|held)\b|^(?:xd|x-?dir|"
    r"unlisted)$|^n/?k$|\btb[acd]\b|\bto (?:be (?:confirmed|advised|updated|checked|given|supplied|found)|follow|"
    r"come)\b|"
    r"\bnot (?:given|provided|supplied|stated|sure|at this|on file|on system|recorded|available|yet|applicable|"
    r"held|received|needed|"
    r"required|entered)\b|^(?:\?+|x{3,})$|\bex[- ]?dir(?:ectory)?\b|\b(?:awaiting|awaited|outstanding|requested|"
    r"await)\b|^pending\b|\bpending$|"
    r"\b(?:updat\w+|check\w*|confirm\w*) (?:needed|required|due)\b|\b(?:in-?correct|invalid) address\b|"
    r"\baddress (?:needed|required|missing|changed|wrong|incorrect|update|query|on file|to|pls|please)\b|"
    r"\b(?:check|confirm|update|query|need|needs|chase|get|ask for|no|new|wrong) (?:home |current |postal |full |"
    r"fixed |new |forwarding )*"
    r"(?:address|addr|abode|details)\b|\bno fixed\b|^n\.?f\.?a\.?$|^(?:address|home|home address|blank|missing|"
    r"delete|test)$"
)
_NO_HOME = re.compile(
    r"\bh\.?m\.?(?:[py]|yoi)\.?\b|\bh\.?m\.? prison\b|(?<!old )\b(?:prison|jail|gaol)$|\b(?:remand|"
    r"young offenders?)\b|^(?:in |at |the )*(?:\w+ )?hospital$|\bin hospital\b|"
    r"\bin(?:to)? care\b|\b(?:authority|la) care\b|^lac$|\bfoster(?:ed|ing)?(?: care| placement| home| carers?|"
    r" family)?$|\b(?:placement|in foster)\b|\blooked after\b|"
    r"^(?:local authority|social services|children[’']?s home|residential home|hostel|hotel|b ?& ?b|caravan|tent)$|"
    r"\b(?:homeless|sofa[ -]?surf\w*|rough sleep\w*|roofless|evicted|no longer|working away|deployed|detained|"
    r"sectioned|at sea|on tour)\b|"
    r"^(?:lives? |living |now |moved |gone |is |currently |back |to |in |the )*(?:abroad|overseas|"
    r"out(?:side)? (?:of )?(?:the )?(?:country|uk|area)|"
    r"poland|romania|ireland|spain|france|germany|italy|portugal|lithuania|latvia|hungary|bulgaria|slovakia|"
    r"ukraine|turkey|"
    r"syria|iraq|iran|india|pakistan|bangladesh|china|hong kong|nigeria|ghana|kenya|usa|america|canada|australia|"
    r"new zealand|"
    r"south africa|scotland|wales|england|dubai|uae|holland|netherlands|belgium|sweden|norway|denmark|greece|albania|"
    r"afghanistan|sudan|eritrea|ethiopia|somalia|philippines|brazil|europe|africa|uk)$|^(?:in the )?(?:army|navy|"
    r"forces|raf)$|^(?:abroad\b.*|travelling)$"
)
_PAST = re.compile(
    r"\bmoved\b|\bmoving\b|\bgone away\b|\bleft(?:$| (?:the|home|area|address|country|property|in|here|uk|[0-9]))|"
    r"^(?:old|prev(?:ious|iously)?|former|formerly|was|ex|past|temp(?:orary)?|new)\b(?: (?:address|addr|"
    r"home))?(?: ?[:;.-]| ?(?=[0-9]|flat))|"
    r"(?:^|[-–—(] ?)(?:old|temp|temporary|check|wrong|previous|prev|former|query|in-?correct|invalid|unsure|"
    r"not sure|unconfirmed)\)?$|"
    r"\?(?= |$|\))|"
    r"\b(?:until|till|til|up to|from|since|after|wef|w\.e\.f|as of|ended?|expir\w+|ceased?|vacated|sold)\b\W*(?:the )?"
    r"(?:end |start |early |mid |late )?(?:of )?(?:[0-9]|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|summer|"
    r"xmas|christmas|easter|"
    r"next|last|further|new)|\b(?:old|previous|former|wrong|prev|past|temporary|temp|out of date|"
    r"not current) (?:home |postal )?(?:address|addr|home|house)\b|"
    r"\b(?:mail|post|letters?) (?:is |are |being |was |were |keeps? |has been )*(?:return\w*|coming back|refused|"
    r"undeliver\w*|bounced)\b|"
    r"\breturn(?:ed|s)?\b(?: to sender| mail| post)?$|\brts\b|\bundeliver\w+|\bno longer\b|\bnot (?:there|here|at|"
    r"living|resident|current|valid)\b|"
    r"\b(?:sold|vacant|empty|demolished|evicted)$|\b(?:rented out|house fire)\b|\bneeds? (?:checking|updating)\b"
)
_NO_PLACE = re.compile(
    r"\b(?:not|refus\w*|declin\w*|prefers?|rather|say|give|gives|given|disclos\w*|suppress\w*|sensitive|redact\w*|"
    r"restrict\w*|block(?:ed)?|hidden|hide|ask|tell|told|share|known?|knows|safeguarding|dsl|office|file|sims|notes?|"
    r"is|was|"
    r"has|does|do|doesn[’']?t|don[’']?t|won[’']?t|until|unless|please|pls|only|because|ring|phone|email|contact|mum|"
    r"dad|"
    r"mother|father|with[- ]?h[eo]ld\w*|removed|deleted|protected|caution|warning|see (?=\w)|unable|awaiting|same|as|"
    r"for|to|per)\b"
)
"""Words of a sentence, of which no name of a place is made."""
_OF_A_PLACE = re.compile(rf"[0-9]|\b{_PLACE}\b|\b(?:upon|le|super|cum)\b")
_ORDERS = re.compile(r"\b(?:court order|injunction|non[ -]?mol\w*|p\.?s\.?o|restraining)\b")
_STREET = r"[0-9]+[a-z]? [a-z][a-z'’. -]*"
_TWO_HOMES = re.compile(
    rf"^(?:flat \w+ )?{_STREET}(?: ?[/&;|+] ?| and | or )(?:flat \w+ )?{_STREET}\b|"
    rf"\balternate weeks?\b|\bweekends? at\b|"
    r"^(?:mon|tues?|wed|thu\w*|fri|sat|sun)(?:day)?s? ?(?:-|to|/|&|:)"
)


@lru_cache(maxsize=4096)
def restriction_in_address(text: str) -> HoldKind | None:
    """What a line of an address may forbid; UNDECIDED for "same as mother", "moved out", "Prison", two homes in one."""
    plain = _NAMED.sub(" ", " ".join(text.casefold().split()).strip(" .!*-–—()"))
    kind = restriction_in_line(plain)
    if kind is not None:
        return kind
    if _ORDERS.search(plain):
        return HoldKind.COURT_ORDER
    if _NO_PLACE.search(plain) and not _OF_A_PLACE.search(plain):
        return HoldKind.UNDECIDED
    undecided = any(one.search(plain) for one in (_ANOTHERS_HOME, _NOT_GIVEN, _NO_HOME, _PAST, _TWO_HOMES))
    return HoldKind.UNDECIDED if undecided else None
