"""Words that may mean that somebody must not be written to: in cells and remarks.

Better a person held whom the office lets go with one answer than a letter to somebody a court protects: in a column of
orders only a plain no is a no, and anywhere else the usual words of death, no contact and secrecy are enough.
"""

from __future__ import annotations

import re
from functools import lru_cache

from halton_desktop.domain.importing.caution_spelling import respelled
from halton_desktop.domain.importing.forbidden_things import forbidden_in
from halton_desktop.domain.parents.hold import HoldKind


def _any(*words: str) -> re.Pattern[str]:
    return re.compile("|".join(words))


_BETWEEN = r"(?:\W+(?!number|details|tel|info)\w+){0,3}?\W+"
_LETTERS = (
    r"(?:contact(?!\W*(?:no\b|number|details?\b|tel|phone|e-?mail|name|info))\w*|writ\w+|letters?|mail\w*|post|posted|"
    r"correspond\w*|communicat\w*|approach\w*|send|sent|sending|anything home)"
)
_PAPER = r"(?:letters?|mail|mailings?|post|correspondence|communications?|paperwork|reports)"
_FAMILY = r"(?:mum|mother|mam|dad|father|parent|carer|wife|husband|partner|guardian|step\w+)"
_WHO_KNOWS = (
    r"(?:d?dsl|dsp|dso|head|headteacher|ht|slt|safeguarding|pastoral|social worker|sw|cpoms|my ?concern|lead|file|"
    r"confidential|legal|solicitor|police|school office|office|admin|reception|sims|(?:sims |school |his |her )?notes?)"
)
_NO = r"(?:not|never|no|cannot|without|mustn[’'`]?t|don[’'`]?t|won[’'`]?t|can[’'`]?t|shouldn[’'`]?t|doesn[’'`]?t)"
_MUST_NOT = r"(?:must|may|can|should|is|are) ?(?:not|never|n[’'`]?t)(?: to)?"
_DEATH = _any(
    r"\bd[eiacs]*[cs][eacs]*d\b", r"\bdecease\b", r"\bdec[’'`]d\b", r"\bdied\b(?! laughing)",
    r"\b(?:date of|since|after|on|"
    r"his|her) death\b",
    r"\bpass(?:ed|ing) (?:away|on|over)\b", r"\bpassed (?:in )?(?:[a-z]{3,9} )?(?:19|20)[0-9]{2}\b", r"\br\.?i\.?p\b",
    r"\bd\.? ?(?:[0-9/.]+[/.])?(?:19|20)[0-9]{2}\b", r"^d\.?$", r"[†✝]", r"^dead$", r"^dec\.?$",
    r"\blate (?:mr|mrs|ms|miss|dr|father|mother|mum|dad|husband|wife|grand\w+)\b", r"\bnow dead\b",
    rf"\b(?:is|now|{_FAMILY}) dead\b", r"\b(?:the )?estate of\b", r"\bexec(?:utor|utrix)?s?\.? of\b", r"\bexors?\b",
    r"\bpersonal rep\w*\b", rf"\blost (?:his |her |their |its )?(?:{_FAMILY}|both parents)\b",
    r"\b(?:(?:was|been) (?:killed|murdered)|killed in)\b", r"^(?:passed|late)$", r"\bno longer (?:with us|alive|"
    r"living)\b", r"\bnot alive\b",
    r"\bdeath cert\w*\b",
    rf"\b{_FAMILY} (?:has |had |have |sadly )*passed\b(?! (?:\w+ )?(?:on |out|to|by|the|his|her|it|"
    r"test|exam|message|info|driving)\b)", r"\b(?:murdered|killed) (?:\w+ )?" + _FAMILY + r"\b",
    rf"\b{_FAMILY} (?:was |were |is )?(?:murdered|killed)\b",
)  # fmt: skip
_NO_LETTERS = _any(
    r"\b(?:no(?!\W*[0-9])|not|never|don[’'`]?t|cannot|can[’'`]?t|mustn[’'`]?t|without|cease|stop|nothing|avoid|"
    r"refuses?)"
    rf"{_BETWEEN}{_LETTERS}\b(?! street| road| lane)",
    r"\b(?:contact|letters?|post|mail) (?:is |are )?(?:not|forbidden|prohibited|barred|refused|stopped|suspended)\b",
    r"\bdn[cw]\b", r"\b(?:do not|never|don[’'`]?t) use\b", r"^ncc?$", r"\bn\.c\.",
    r"\bexclude[sd]? from (?:all )?(?:mail|post|letter|contact)", r"\breturn(?:ed)? to sender\b",
    r"\bopt(?:ed)?[ -]?out\b",
    rf"\b{_PAPER}\b(?! (?:to be|to both|to home|to all))(?: \w+){{0,3}}? (?:via|through|thru|c/o|care of|only)\b",
    rf"\b{_PAPER} (?:\w+ ){{0,3}}to (?!both|home|all|each|be (?!sent|addressed)|this|us|parents)(?:\w+ ){{1,4}}only\b",
    rf"\b(?:all|any|send|direct|address|forward|redirect)\w* (?:\w+ ){{0,2}}?{_PAPER}(?: should| must| needs?)?(?: to)?"
    r"(?: go| be| come| sent| addressed)* (?:to|via|through|c/o)\b(?! (?:both|home|all|each|be|this|us|parents)\b)",
    rf"\b{_PAPER} (?:should |must |needs? to )?(?:goes|go|sent|addressed|be sent) (?:to|via|through)\b(?! (?:both|"
    rf"home|all)\b)",
    r"\bredirect\w*\b", r"\b(?:contact|speak|write|communicate|deal)\w* (?:\w+ )?(?:only )?(?:via|through|"
    r"with) (?:\w+ )?"
    r"(?:solicitors?|social|sw|mum|dad|mother|father|grand\w+|la|lawyers?|court)\b",
    r"\b(?:mail|post|letters?) (?:is |are |being |was |were |keeps? |has been )*(?:returned|coming back|refused|"
    r"undelivered)\b",
    r"\breturned (?:mail|post|letters?)\b", r"\bwants? no\b", r"\bno longer involved\b",
    r"\b(?:estranged|disowned)\b", r"\bnot (?:currently )?(?:involved|in contact|in touch)\b", r"\bno involvement\b",
    r"\b(?:suppress|withhold) (?:all )?(?:mail|post|letters?|correspondence|contact)\b", r"\bnothing (?:to|home)\b",
    r"\b(?:send|post|write|mail|give|share) (?:\w+ )?nothing\b",
    r"\b(?:d[o0]? ?n[o0]?t|don|dnt|do nto|do nit) (?:contact|write|post|mail)\b(?! (?:by|at work|on|before|after|us|no|"
    r"number|details)\b)",
    rf"\bno (?:\w+ )?(?:info\w*|details?|reports?|school \w+|news|updates?|data)\b(?: \w+){{0,5}}? (?:to|with) (?:be )?"
    rf"(?:\w+ ){{0,2}}?{_FAMILY}s?\b",
    rf"\b{_FAMILY}s? (?:is |are |must |may |should |to )*(?:not|never|no longer) (?:to )?(?:be )?(?:allowed|permitted|"
    r"entitled|given|told|sent|have|receive|get|see)\b(?: \w+){0,2}? (?:info\w*|details?|reports?|letters?|"
    r"anything|news|data|school|updates?)\b",
)  # fmt: skip
_ORDER = _any(
    r"\bcourt[ -]*(?:order(?:s|ed)?|case|hearing|proceedings?|date|ruling|directive|injunction|restrictions?|papers)\b",
    r"\b(?:family|in|by|by the|at|high|crown|magistrates|county) court\b(?! (?:road|street|lane))", r"\binjunctions?\b",
    r"\bp\.?s\.?o\b", r"\bprohibited steps?\b", r"\bnon[ -]?mol\w*", r"\bmolestation\b", r"\brestraining\b",
    r"(?<!diet )(?<!dietary )(?<!food )\brestrict(?:ed|ions?|s)\b(?! (?:diet|growth|mobility|movement|vision|"
    r"sight))", r"\bc\.?a\.?o\b", r"\bchild arrangements?\b", r"\boccupation order\b",
    r"\b(?:residence|contact|care|supervision|exclusion|protecti\w+|legal|barring|specific issue|emergency) orders?\b",
    r"\border (?:in (?:place|force)|pending|against|until|expires)\b", r"\bsupervised (?:contact|access)\b",
    r"\b(?:not|never|mustn[’'`]?t) (?:be )?(?:collect\b|to|allowed|allowed to|permitted|"
    r"permitted to)\W+(?:collect|see|have access|pick|be (?:near|left)|"
    r"near|contact|enter|come)", r"\b(?:no|not?t?|mustn[’'`]?t|cannot|never) (?:access|collect\w*|"
    r"unsupervised)\b", r"^court$", r"\bno(?:t| longer)? p\.?r\b\W+removed", r"\b(?:pr|birth cert\w*) removed\b|"
    r"\bremoved from\b",
    r"\bbail\b", r"\b(?:section|s\.?) ?8\b", r"\bdomestic (?:abuse|violence)\b", r"\bperpetrator\b",
    r"\bbarred\b(?! owl)",
    r"\bcustody\b", r"\bundertaking\b", r"\bsafeguarding\b", r"\b(?:prison|jail|imprisoned|inmate|"
    r"hm[py])\b(?! (?:officer|guard|service|staff|warden|nurse|governor|teacher|road|lane|street))",
    r"^c\.?o\.?$", r"\bn\.?m\.?o\b", r"\b(?:marac|mappa|idva|dvp[on]|fmpo)\b", r"\bviolen\w*\b", r"\bstalk\w*\b",
    r"\bharass\w*\b", r"\babus(?:e|er|ive)\b", r"\bcoercive\b", r"\bsex offender\b",
    r"\bchild protection\b(?! (?:officer|lawyer|worker|lead|training))", r"\bdv\b",
    r"\binj?un?c?t?\w{0,2}(?:tion|toin|iton|cion|sion)s?\b",
    r"\b(?:police|court|special|witness|emergency) protection\b",
    r"\bunder (?:the |\w+ )?protection\b", r"^no p\.?r\b(?!\W*(?:needed|required|issues?|forms?))",
    r"\b(?:(?:has|have|had|with|holds?) no|lost (?:his|her|their)) p\.?r\b",
    r"\b(?:(?:parental )?(?:rights|responsibility)|p\.?r\.?) (?:has |have |is |are |was |were |been )*(?:removed|"
    r"revoked|terminated|lost|withdrawn|suspended|ended|taken away|stripped|discharged|cancelled)\b",
    r"\b(?:removed|revoked|terminated|lost|withdrawn|suspended|stripped of|no) (?:\w+ )?(?:parental (?:rights|"
    r"responsibility))\b",
    r"\bin remand\b|\bon remand\b", r"\brestraint\b", r"\bcourt\b.*\b(?:pending|ongoing|order)\b",
)  # fmt: skip
_SECRET = _any(
    r"\bconfid(?!en(?:t|ce|tly)\b)\w*", r"\bcon[fd]\w{0,4}d\w{0,3}n\w{0,3}[tc]\w{0,3}l\w{0,4}\b", r"^conf\.?$",
    r"\brefuge\b(?! (?:collect|lorry|truck|bin))",
    r"\b(?:safe|secure|protected|supported|emergency|temporary|temp) ?(?:house|accommodation|accom|placement)\b",
    r"\bsafe (?:place|location|address|unit)\b", r"\bd\.?n\.?d\b",
    r"\b(?:do|must|should|can|is|are|address)?\W*(?:not|never|don[’'`]?t)(?: to)?(?: be)?\W+(?:\w+\W+)?"
    r"(?:disclose|disclosed|share|shared|give|given out|releas\w+|divulg\w+|reveal\w*|tell|print(?:ed)?|publish\w*)\b",
    rf"\b{_NO}\b(?:\W+\w+){{0,6}}?\W+(?:know|have|see|get|receive|told|given|find|learn|access|obtain|aware)"
    r"(?:\W+\w+){0,4}?\W+(?:address|whereabouts|location|where|postcode)\b",
    r"\b(?:address|whereabouts|location)\b(?:\W+\w+){0,3}?\W+(?:not|never|mustn[’'`]?t|don[’'`]?t)\b",
    r"\b(?:keep|hide|conceal|protect)\w* (?:the |her |his |their |this )?(?:address|location|whereabouts|details)\b",
    r"\bwith-? ?h?eld\b", r"\bundisclosed\b", r"\bnon[ -]?disclosure\b", r"\bwom[ae]n[’'`]?s aid\b",
    r"\bwitness prot\w*\b",
    r"\b(?:secret|protected|hidden|private|secure|sensitive|restricted) (?:address|location|contact|details)\b",
    r"\baddress\W+(?:is\W+|kept\W+|to be\W+)*(?:secret|protected|hidden|private|secure|sensitive|restricted)\b",
    r"\b(?:kept?|keep) (?:private|secret)\b",
    r"\b(?:whereabouts|location|address) (?:\w+ )?(?:secret|unknown to \w+)\b",
    rf"\b(?:{_FAMILY}s?|family|relatives|[a-z]+) {_MUST_NOT} (?:ever )?(?:know|find out|be told|be aware|learn|find "
    r"(?:her|him|them|out))\b",
    r"\bin hiding\b", r"\bfled\b", r"\bflee(?:ing)?\b",
    r"\bprivate (?:and|&) confidential\b", r"^(?:secret|private|protected|hidden|redacted|restricted)$",
)  # fmt: skip
_UNSETTLED = _any(
    rf"\b(?:see|ask|speak to|speak with|check with|check|refer to|talk to|consult|ring|call|via) (?:the |a |our |"
    rf"mr |mrs |ms )?"
    rf"{_WHO_KNOWS}\b", r"\b(?:before|prior to) (?:contacting|contact|writing|sending|any contact)\b",
    r"\bmoved (?:out|away|house|home|abroad|address|to (?:live|a new|another|stay|his|her|their|dad|mum|gran|nan))\b",
    r"\b(?:has |have )?moved$", r"\bno longer (?:at|lives?|living|here|resid\w+)\b", r"\bgone away\b",
    r"\bleft (?:the )?(?:family |marital )?(?:home|address|area|property|country)\b", r"\bnot (?:living|"
    r"resident) (?:at|here)\b",
    r"\b(?:wrong|old|former|previous) address\b", r"\baddress (?:has |is )?(?:changed|unknown|wrong|out of date)\b",
    r"\b(?:no fixed abode|nfa|homeless|evicted|sofa[ -]?surf\w*)\b", r"\bnot (?:his|her|their) address\b",
    r"\bwhere ?abouts unknown\b", r"\bmissing person\b", r"\bwrong person\b", r"\bnot (?:the |his |her )?(?:real )?"
    r"(?:mother|father|mum|dad|parent)\b",
)  # fmt: skip
_IN_ADDRESS = ((_DEATH, HoldKind.DECEASED), (_NO_LETTERS, HoldKind.NO_CONTACT), (_SECRET, HoldKind.SECRECY))
_ANYWHERE = (
    _IN_ADDRESS[0], (_ORDER, HoldKind.COURT_ORDER), *_IN_ADDRESS[1:], (_UNSETTLED, HoldKind.UNDECIDED),
)  # fmt: skip
_NOT_SO = re.compile(
    r"\b(?:no|not|not a|nil|none|without)(?: any| known| current| recorded| active)? "
    r"(?:court orders?|legal orders?|orders?|injunctions?|restrictions?|deceased|confidential|restricted|safeguarding)"
    r"\b(?: (?:issues|concerns))?"
)
_AT_WORK = re.compile(
    r"\b(?:works?|worked|working|employed|nurse|nursing|job|manager|volunteers?|volunteering|chef|cook|officer|cleaner|"
    r"chaplain|teacher|teaches|carer|governor|guard|based)\b(?: \w+)? (?:at|in|for|as|with) (?:an? |the |hm |hmp )*"
    r"(?:hmp|hmyoi|prison|police|court\w*|hospice|care home|nursing home|refuge|shelter|social services|social care|"
    r"solicitors?|"
    r"women[’']?s aid|probation|youth offending|victim support|legal|safeguarding|child protection|domestic "
    r"abuse)\b(?: \w+)?|"
    r"\b(?:do not|don[’']?t|no|never) post(?:ing)? (?:any )?(?:photo\w*|pictures?|images?|videos?)\b|"
    r"\b(?:do not|don[’']?t|no|never) (?:give|share) (?:any )?(?:paracetamol|ibuprofen|calpol|aspirin|medic\w+|nuts?|"
    r"milk|"
    r"food|sweets?|eggs?|meat|pork|drinks?|snacks?|cake|homework)\b|"
    r"\b(?:do not|don[’']?t|never) use (?:the |her |his |this |old |work )*(?:landline|mobile|phone|number|e-?mail|"
    r"lift|lifts)\b|"
    r"\b(?:shared|joint|equal) custody\b|\bread (?:but|and) not write\b|\bvia (?:the )?pupil post\b|"
    r"\bno contact sports?\b|\bsafe place to (?:wait|meet|cross|park)\b"
)
"""What somebody works at, what is of photographs or food, and how parents share a child."""
_PENDING = re.compile(r"\b(?:pending|applied|awaiting|yet|expected|but|until)\b")
_NO_RESPONSIBILITY = re.compile(
    r"(?:no|none|not|without|has no|does not have)(?: (?:p\.?r\.?|parental responsibility))?"
)
_NOT_SAID = re.compile(r"(?:not|un) ?(?:known|given|provided|recorded|stated|supplied|sure|yet|available|applicable)")
_OF_RINGING = re.compile(r"[0-9@]|\b(?:ring|call|phone|text|use|e-?mail|mobile|landline|voicemail|answer)\w*")
"""In a telephone's or e-mail's place what is not to be done is mostly to ring."""
_MARK = re.compile(r"[!⚠*●■•\ufe0f ]*[!⚠*●■•][!⚠*●■•\ufe0f ]*")
"""What is put into a cell to mark it."""
_PLAIN_NO = re.compile(
    r"(?:there (?:is|are) )?(?:n|no|none|nil|0|0 0|false|f|na|n a|nope|nothing|not applicable|not deceased|alive|"
    r"(?:no|none|nil|not any|without)(?: current| known| recorded| active)?(?: court| legal)?"
    r"(?: orders?| restrictions?| injunctions?| issues?| concerns?)?"
    r"(?: in place| in force| known| recorded| held| on file| at present)?)?"
)


@lru_cache(maxsize=4096)
def is_plain_no(text: str) -> bool:
    """Whether a cell of a column of restrictions says no in so many words: empty, N, None, 0, -, n/a, "no order"."""
    if "#" in text or _MARK.fullmatch(text):
        return False
    return _PLAIN_NO.fullmatch(" ".join(re.findall(r"[a-z0-9?✓✔☑†]+", text.casefold()))) is not None


@lru_cache(maxsize=4096)
def restriction_in(text: str) -> HoldKind | None:
    """What a remark or a note may forbid, by its words, its words misspelt, or its effect; None for nothing."""
    if len(text.strip()) > 1 and _MARK.fullmatch(text.strip()):
        return HoldKind.UNDECIDED
    plain = _so(text)
    mended = _so(respelled(plain))
    return _first(plain, _ANYWHERE) or _first(mended, _ANYWHERE) or forbidden_in(mended)


@lru_cache(maxsize=4096)
def restriction_spelt_out(text: str) -> HoldKind | None:
    """What words in a name's place may forbid; a name is like no other word, so only those that are spelt as usual."""
    return _first(_so(text), _ANYWHERE)


def forbidden_at(field: str, text: str) -> HoldKind | None:
    """What words forbid where a number, a date or a yes or no belongs; letters of a number such as D2019 mean nothing.

    Of parental responsibility "none" is an answer, and "removed by court" more than that.
    """
    if re.search(r"[^\W\d_]{3}", text) is None or _NOT_SAID.fullmatch(text.casefold().strip(" .?-")):
        return None
    if field in ("phone", "mobile", "home_phone", "email"):
        kind = restriction_in(text)
        if kind is HoldKind.UNDECIDED:  # "not in use" is said of the telephone
            return restriction_spelt_out(text)
        return None if kind is HoldKind.NO_CONTACT and _OF_RINGING.search(text.casefold()) else kind
    if field != "parental_responsibility":
        return restriction_in(text)
    return None if _NO_RESPONSIBILITY.fullmatch(text.casefold()) else restriction_in(f"PR {text}")


@lru_cache(maxsize=4096)
def restriction_in_line(text: str) -> HoldKind | None:
    """The same in a line of an address, where a Court is a street and "See" a village."""
    return _first(_so(text), _IN_ADDRESS)


def _so(text: str) -> str:
    """In small letters, without what is expressly not so: "no court order", "not confidential"."""
    plain = _AT_WORK.sub(" ", " ".join(text.casefold().split()).strip(" .!*"))
    return plain if _PENDING.search(plain) else _NOT_SO.sub(" ", plain)


def _first(plain: str, patterns: tuple[tuple[re.Pattern[str], HoldKind], ...]) -> HoldKind | None:
    return next((kind for pattern, kind in patterns if pattern.search(plain)), None)
