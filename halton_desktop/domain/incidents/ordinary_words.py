"""Names that are also words: "will park in the car park in May" names nobody, so a person looks and decides."""

from __future__ import annotations

import re

ORDINARY = frozenset(
    """
    abbey able an and angel any archer are ash at back baker ball bank banks barber barker barn base bay beach
    bean bell best bill bird bishop black blake blue bob bond book booth born bow bowl box brand bridge bright
    brook brown buck bull burn bush butcher butler by can candle carpenter carter case chance chandler chase
    chin church clay cliff close cloud coat cock cole cook cooper cope corn court cox crane cross crow daisy
    dale dance daniels dawn day dean dear dell diamond do dove down drake draw drew eagle earl early east eden
    elder else english even ever fair faith farmer field fish fisher fletcher flint flower flowers for ford
    forest forester foster fox frank free french frost fuller game garden gardener gates gay gold good grace
    grant grave graves gray green grey groom ground guy had hail hale hall hand hands hardy has have hay he
    heath heather her hers hi high hill him his hobbs holly home hood hook hope horn house how hunt hunter i if
    in iris is it ivy jack jade jasmine jay joy judge just keen key king kit knight lake lamb lane last late law
    lawn lea lee less light like lily little lock long lord love low ma made main major man mark marsh mason
    master may me mead mercy miles mill miller mills mine mo moody moon moor moss mouse must my neat new newman
    news nice nick nightingale no noble north not now nut of oh olive on one or our out over owl owner page
    palmer park parks parrot parsons pat patience peace pearl peel penny pepper perry phase pick pike pitch pitt
    place plant plum pole pond poole poppy porter post pot potter potts pound power press price priest prince
    prior quick rain ray read reader red reed reeve rice rich rise river rivers rob robin rock roman rose round
    rowan royal ruby rush rusk sage said sail salmon sand sandy saw say see self sell senior sergeant sharp shaw
    she shepherd shore short silver skill sky slater small smart snow so son song south sparrow speed spring
    star steel sterling stern stock stone storm street strong such sue summer summers sun swan sweet swift
    tailor taylor than that the them then they this thorn to tong too tree try tucker turner twin up us vale van
    vine violet virgin wade wager walker wall ward warden water waters way we webb well wells west wheeler white
    who why wick wild will wise wolf wong wood woods worth wright yarn yes you young your
    """.split()
)
BEGINS_A_SENTENCE = frozenset(
    "an and are at by can do down early had has have he her hers his how i if in is it keen last let like look low ma "
    "major mark may me must my no not now of oh on one or our out over say see she so such than that the them then "
    "they this to too try up us way we why who will yes you your".split()
)
"""Those of them with a capital that is only the sentence’s: "Will you come?"."""
MONTHS = frozenset({"april", "may", "june", "august", "january"})
"""Months people are called after, and those whose short forms they are."""
_BEFORE_A_MONTH = re.compile(
    r"(?:\d{1,2}(?:st|nd|rd|th)?(?: of)?|"
    r"\b(?:in|of|since|until|till|during|last|next|this|early|late|mid|throughout))[ -]*$",
    re.IGNORECASE,
)
_AFTER_A_MONTH = re.compile(r"^,? *\d")
NO_NAMES = (
    frozenset(
        """
    monday tuesday wednesday thursday friday saturday sunday january february march april may june july august
    september october november december christmas easter facebook whatsapp instagram tiktok snapchat youtube discord
    telegram twitter google e-mail email internet messenger iphone english maths science school college year form
    class mum mums dad dads mother father parent parents headteacher head deputy governor governors police council
    code clause section act social media conduct complaints procedure policy case file letter letters ref dear
    yours sincerely faithfully tel halton i i’m i’ve i’ll i’d
    """.split()
    )
    | ORDINARY
)
"""Words written with a capital that are hardly a name on their own."""
RELATED = frozenset(
    """
    husband wife partner boyfriend girlfriend ex mum mam dad mother father son daughter brother sister friend neighbour
    aunt auntie uncle nan gran grandma grandad grandmother grandfather stepdad stepmum cousin named called alias aka
    """.split()
)
"""What stands after one of these with a capital is a name: "her husband Dave"."""

BODIES = frozenset(
    "constabulary police council school academy college association department committee trust court act church "
    "community group services street road avenue lane close drive centre club".split()
)
"""Two words with capitals of which one is such are rather a body or a place than a person."""
DESCRIBING = (NO_NAMES - ORDINARY - MONTHS) | RELATED | {"department", "pupils", "parents", "another"}
"""Words of descriptions that stand where a name would: "another mother of Year 9"."""


def is_a_month_here(word: str, before: str, after: str) -> bool:
    """Whether a name stands where a month would: "in May", "4 June", "June 2026"."""
    return word in MONTHS and bool(_BEFORE_A_MONTH.search(before) or _AFTER_A_MONTH.match(after))
