"""Words that may mean that somebody must not be written to: in headings, in cells, in names, in addresses.

Better a person held whom the office lets go with one answer than a letter to somebody a court protects: in a column of
orders only a plain no is a no, and anywhere else the usual words of death, no contact and secrecy are enough.
"""

from __future__ import annotations

import re
from functools import lru_cache

from halton_desktop.domain.hold import HoldKind


def _any(*words: str) -> re.Pattern[str]:
    return re.compile("|".join(words))


_BETWEEN = r"(?:\W+(?!number|details|tel|info)\w+){0,3}?\W+"
_LETTERS = (
    r"(?:contact(?!\W*(?:no\b|number|details?\b|tel|phone|e-?mail|name|info))\w*|writ\w+|letters?|mail\w*|post|posted|"
    r"correspond\w*|communicat\w*|approach\w*)"
)
_DEATH = _any(
    r"\bdeceased\b", r"\bdec[’'`]?d\b", r"\bdied\b", r"\b(?:date of|since|after) death\b", r"\bpassed (?:away|on)\b",
    r"\br\.?i\.?p\b", r"\blate (?:mr|mrs|ms|miss|dr|father|mother)\b", r"[†✝]", r"^dead$",
    r"\b(?:is|now|mum|dad|mother|father) dead\b",
)  # fmt: skip
_NO_LETTERS = _any(
    r"\b(?:no(?!\W*[0-9])|not|never|don[’'`]?t|cannot|can[’'`]?t|mustn[’'`]?t|without|cease|stop)"
    rf"{_BETWEEN}{_LETTERS}\b(?! street| road| lane)",
    r"\bcontact (?:is )?(?:not|forbidden|prohibited|barred|refused)\b", r"\bdnc\b", r"\bdo not use\b",
    r"\bexclude from (?:mail|post|letter)", r"\breturn(?:ed)? to sender\b", r"\bopt(?:ed)?[ -]?out\b",
)  # fmt: skip
_ORDER = _any(
    r"\bcourt[ -]*(?:order(?:s|ed)?|case|hearing|proceedings?|date|ruling|directive|injunction|restrictions?|papers)\b",
    r"\b(?:family|in|by|by the|at|high|crown|magistrates|county) court\b(?! (?:road|street|lane))", r"\binjunctions?\b",
    r"\bp\.?s\.?o\b", r"\bprohibited steps?\b", r"\bnon[ -]?mol\w*", r"\bmolestation\b", r"\brestraining\b",
    r"\brestrict(?:ed|ions?|s)\b", r"\bc\.?a\.?o\b", r"\bchild arrangements?\b", r"\boccupation order\b",
    r"\b(?:residence|contact|care|supervision|exclusion|protection|legal|barring|specific issue|emergency) orders?\b",
    r"\border (?:in (?:place|force)|pending|against|until|expires)\b", r"\bsupervised (?:contact|access)\b",
    r"\bnot (?:to|allowed to|permitted to)\W+(?:collect|see|have access|pick)", r"\bno (?:access|collection)\b",
    r"\bbail\b", r"\bsection 8\b", r"\bdomestic (?:abuse|violence)\b", r"\bperpetrator\b", r"\bbarred\b",
    r"\bcustody\b", r"\bundertaking\b", r"\bsafeguarding\b", r"\b(?:in|to) (?:prison|jail)\b", r"\bhmp\b",
)  # fmt: skip
_SECRET = _any(
    r"\bconfidential(?:ity)?\b", r"\brefuge\b(?! (?:road|street|lane|close|avenue|drive|way))", r"\bsafe ?house\b",
    r"\b(?:do|must|should|can|is|are|address)?\W*(?:not|never|don[’'`]?t)(?: to)?(?: be)?\W+(?:\w+\W+)?"
    r"(?:disclose|disclosed|share|shared|give|given out|releas\w+|divulg\w+|reveal\w*|tell|print(?:ed)?|publish\w*)\b",
    r"\bwithheld\b", r"\bundisclosed\b", r"\bnon[ -]?disclosure\b", r"\bwomen[’'`]?s aid\b", r"\bwitness protection\b",
    r"\b(?:secret|protected|hidden|private|secure|sensitive|restricted) address\b", r"\bkept? (?:private|secret)\b",
    r"\baddress\W+(?:is\W+|kept\W+|to be\W+)*(?:secret|protected|hidden|private|secure|sensitive|restricted)\b",
    r"\bprivate (?:and|&) confidential\b", r"^(?:secret|private|protected|hidden|redacted|restricted)$",
)  # fmt: skip
_UNKNOWN_HOME = _any(
    r"\bsame as\b", r"\bas (?:above|below|pupil|child|mother|father|mum|dad|per|before|parent\w*)\b",
    r"^(?:ditto|\"+|do\.)$",
    r"\bsee (?:above|below|notes?|mother|father|mum|dad|other)\b", r"\bmoved\b", r"\bgone away\b", r"\bno longer\b",
    r"\bleft (?:the )?(?:address|area|property|home|country)\b", r"\b(?:old|previous|former|wrong) address\b",
    r"\b(?:not|un) ?known\b", r"\bn/?k\b", r"\btb[acd]\b", r"\bto be (?:confirmed|advised|updated|checked)\b",
    r"\bnot (?:given|provided|supplied|stated|disclosed|sure|at this)\b", r"\blives? (?:with|elsewhere|abroad|at|in)\b",
    r"^(?:\?+|x{3,})$", r"\baddress (?:needed|required|unknown|missing|changed)\b", r"\bcheck address\b",
)  # fmt: skip
_UNKNOWN_NAME = _any(
    r"^tb[acd]$", r"^to be (?:confirmed|advised)$", r"^(?:name )?(?:unknown|not known|not given|not provided)$",
    r"^n/?k$", r"^(?:\?|x{3,})$", r"^anonymous$",
)  # fmt: skip
_IN_ADDRESS = ((_DEATH, HoldKind.DECEASED), (_NO_LETTERS, HoldKind.NO_CONTACT), (_SECRET, HoldKind.SECRECY))
_ANYWHERE = (_IN_ADDRESS[0], (_ORDER, HoldKind.COURT_ORDER), *_IN_ADDRESS[1:])
_NOT_SO = re.compile(
    r"\b(?:no|not|not a|nil|none|without)(?: any| known| current| recorded| active)? "
    r"(?:court orders?|legal orders?|orders?|injunctions?|restrictions?|deceased|confidential|restricted|safeguarding)"
    r"\b(?: (?:issues|concerns))?"
)
_PENDING = re.compile(r"\b(?:pending|applied|awaiting|yet|expected|but|until)\b")
_PLAIN_NO = re.compile(
    r"(?:there (?:is|are) )?(?:n|no|none|nil|0|0 0|false|f|na|n a|nope|nothing|not applicable|not deceased|alive|"
    r"(?:no|none|nil|not any|without)(?: current| known| recorded| active)?(?: court| legal)?"
    r"(?: orders?| restrictions?| injunctions?| issues?| concerns?)?"
    r"(?: in place| in force| known| recorded| held| on file| at present)?)?"
)

_DEATH_HEADING = _any(r"\bdeceased\b", r"\bdied\b", r"\bdead\b", r"\bdeath\b", r"\bdod\b")
_NO_LETTERS_HEADING = _any(
    r"\b(?:do not|dont|no|not|never|stop) "
    r"(?:contact|write|mail|mailing|mailings|post|letters?|correspondence|communication)\b",
    r"\bdnc\b", r"\b(?:mail|mailing|correspondence|letters?) (?:opt out|stop|suppress\w*|exclusion)\b", r"\bopt out\b",
    r"\bnot to (?:be contacted|contact)\b", r"\bbarred\b",
    r"\bexclude\w* (?:from )?(?:mail|letter|correspondence)\w*\b",
)  # fmt: skip
_PAPER = r"(?:letters?|mail|mailings?|post|correspondence|communications?|contact|write)"
_ALLOWING_HEADING = _any(
    r"\b(?:sends?|receives?|gets?|wants|may|include\w*|allow\w*|permit\w*|ok|okay|consents?|permission|happy|agrees?) "
    rf"(?:\w+ ){{0,2}}{_PAPER}\b",
    rf"\b{_PAPER}(?: \w+){{0,2}} (?:allowed|permitted|ok|okay|agreed|consent|permission|y n|yes no)\b",
    r"\b(?:letters?|mail|post|correspondence) to\b",
)
_OTHER_MEANS = re.compile(r"\b(?:e ?mails?|sms|texts?|tele\w*|phone|photo\w*|marketing|app|emergency)\b")
_ALARM_HEADING = re.compile(r"\b(?:alerts?|warnings?)\b")
_SECRET_HEADING = _any(
    r"\bconfidential\w*\b", r"\brefuge\b", r"\bdisclos\w+\b", r"\bwithh\w+\b",
    r"\b(?:secret|protected|hidden|private|secure|sensitive|restricted) (?:home )?address\b",
    r"\baddress (?:is )?(?:secret|protected|hidden|private|secure|sensitive|restricted)\b",
)  # fmt: skip
_ORDER_HEADING = _any(
    r"\bcourt\b", r"\binjunctions?\b", r"\bpso\b", r"\bcao\b", r"\bprohibit\w*\b", r"\b(?:non mol\w*|molestation)\b",
    r"\brestrain\w*\b", r"\brestrict\w*\b", r"\bcustody\b", r"\b(?:legal|residence|arrangements?|protection) orders?\b",
    r"\borders? (?:in place|details?|notes?)\b", r"^orders$", r"\blegal (?:issues?|status|notes?)\b",
    r"\bsafeguarding\b",
)  # fmt: skip
_NOTES_HEADING = _any(
    r"\bnotes?\b", r"\bcomments?\b", r"\bremarks?\b", r"\bmemo\b",
    r"\b(?:additional|other|further|extra|special) info\w*\b",
    r"\binfo(?:rmation)?$", r"\balerts?\b", r"\bwarnings?\b", r"\bflags?\b", r"\binstructions?\b", r"\bannotations?\b",
)  # fmt: skip
_NOT_OURS = re.compile(r"\b(?:medical|health|sen|send|diet\w*|allerg\w*|doctor|behaviour|attendance)\b")


def _words(heading: str) -> str:
    """ "CourtOrderRestrictedAccess" and "court_order?" as words."""
    parted = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", heading)
    return " ".join(re.findall(r"[a-z0-9]+", parted.casefold().replace("'", "").replace("’", "")))


@lru_cache(maxsize=512)
def restriction_heading(heading: str) -> HoldKind | None:
    """Why whoever is ticked in this column must not be written to, or None for a column of something else."""
    words = _words(heading)
    for pattern, kind in (
        (_DEATH_HEADING, HoldKind.DECEASED),
        (_NO_LETTERS_HEADING, HoldKind.NO_CONTACT),
        (_SECRET_HEADING, HoldKind.SECRECY),
        (_ORDER_HEADING, HoldKind.COURT_ORDER),
    ):
        if pattern.search(words):
            return kind
    return None


@lru_cache(maxsize=512)
def allows_letters(heading: str) -> bool:
    """Whether a no in this column forbids letters: "Send letters?", "Contact allowed", "Post OK"."""
    words = _words(heading)
    return bool(_ALLOWING_HEADING.search(words)) and not _OTHER_MEANS.search(words)


@lru_cache(maxsize=512)
def is_alarm_heading(heading: str) -> bool:
    """Whether a bare yes in this column of notes warns of something a person has to look up."""
    return is_notes_heading(heading) and bool(_ALARM_HEADING.search(_words(heading)))


@lru_cache(maxsize=512)
def is_notes_heading(heading: str) -> bool:
    """Whether a column holds what the office wrote of a contact; notes on health and learning are none of ours."""
    words = _words(heading)
    return bool(_NOTES_HEADING.search(words)) and not _NOT_OURS.search(words)


@lru_cache(maxsize=4096)
def is_plain_no(text: str) -> bool:
    """Whether a cell of a column of restrictions says no in so many words: empty, N, None, 0, -, n/a, "no order"."""
    return "#" not in text and _PLAIN_NO.fullmatch(" ".join(re.findall(r"[a-z0-9?✓✔☑†]+", text.casefold()))) is not None


@lru_cache(maxsize=4096)
def restriction_in(text: str) -> HoldKind | None:
    """What a remark, a name or a note may forbid, or None."""
    return _first(_so(text), _ANYWHERE)


@lru_cache(maxsize=4096)
def restriction_in_address(text: str) -> HoldKind | None:
    """What a line of an address may forbid, where a Court is a street; UNDECIDED for "same as mother", "moved out"."""
    plain = _so(text)
    kind = _first(plain, _IN_ADDRESS)
    if kind is None and re.search(r"\b(?:court order|injunction|non[ -]?mol\w*|pso)\b", plain):
        return HoldKind.COURT_ORDER
    return kind or (HoldKind.UNDECIDED if _UNKNOWN_HOME.search(plain) else None)


@lru_cache(maxsize=4096)
def restriction_in_name(text: str) -> HoldKind | None:
    """What stands in a name's place may forbid; UNDECIDED for "TBC" and "Unknown"."""
    plain = _so(text)
    kind = _first(plain, _ANYWHERE)
    if kind is None and re.match(r"(?:the )?late (?=\w)", plain):
        return HoldKind.DECEASED
    return kind or (HoldKind.UNDECIDED if _UNKNOWN_NAME.search(plain) else None)


def _so(text: str) -> str:
    """In small letters, without what is expressly not so: "no court order", "not confidential"."""
    plain = " ".join(text.casefold().split()).strip(" .!*")
    return plain if _PENDING.search(plain) else _NOT_SO.sub(" ", plain)


def _first(plain: str, patterns: tuple[tuple[re.Pattern[str], HoldKind], ...]) -> HoldKind | None:
    return next((kind for pattern, kind in patterns if pattern.search(plain)), None)
