"""Headings of columns that may forbid a letter, read by the words in them and never as whole headings.

Some restrict whoever is ticked ("Injunction"), some allow and restrict whoever has a no ("Alive", "Send letters?"),
some give a state ("Contact status") or warn ("Flag"), and in columns of notes the words of the cell decide.
"""

from __future__ import annotations

import re
from functools import lru_cache

from halton_desktop.domain.importing.caution_spelling import respelled
from halton_desktop.domain.importing.doubtful_headings import denies, is_doubtful, is_held_under
from halton_desktop.domain.importing.restriction_words import is_plain_no
from halton_desktop.domain.parents.hold import HoldKind


def _any(*words: str) -> re.Pattern[str]:
    return re.compile("|".join(words))


_PAPER = r"(?:letters?|mail|mailings?|post|posts?|postal|correspondence|communications?|contact|write|reports?)"
_DEATH = _any(
    r"\bdec(?:eas\w*|d)\b", r"\bdied\b", r"\bdead\b", r"\bdeath\b", r"\bdod\b", r"\br ?i ?p\b",
    r"\bpassed (?:away|on|over)\b", r"\bestate of\b", r"\bexecutors?\b",
)  # fmt: skip
_NO_LETTERS = _any(
    r"\b(?:do not|dont|no|not|never|stop|without|suppress|block|exclude|withdraw|cease|remove|omit|skip)"
    rf"(?: (?:to|be|from|the|any|all|send|sent|further))* {_PAPER}(?:ed|ing|s)?\b(?! (?:no|number|details?))",
    r"\bdn[cmw]\b", rf"\b{_PAPER} (?:opt out|stop\w*|suppress\w*|exclu\w*|block\w*|prohibited|forbidden|barred)\b",
    r"\bopt(?:ed)? out\b", r"\bunsubscribed?\b", r"\bnot to (?:be contacted|contact)\b", r"\bbarred\b", r"\bbanned\b",
    r"\bexclude\w* (?:from )?(?:mail|letter|correspondence)\w*\b", r"\b(?:uncontactable|do not use|gone away)\b",
    r"\b(?:estranged|no longer involved|inactive|archived|lost contact|do not send|deactivated)\b",
    r"^(?:is |contact |parent |record |person )*suppress(?:ed|ion)?$",
)  # fmt: skip
_KEPT = (
    r"(?:secret|protected|hidden|hide|hides|private|secure|sensitive|restricted|safe|conceal\w*|suppress\w*|mask\w*)"
)
_SECRET = _any(
    r"\bconf(?:id\w*)?\b(?! call)", r"\brefuge\b", r"\b(?:non ?)?disclos\w+\b", r"\bundisclosed\b",
    r"\bwith ?h[eo]ld\w*\b",
    rf"\b{_KEPT} (?:the )?(?:home )?(?:address|location|contact|person|parent|carer|record|whereabouts|details)\b",
    rf"\b(?:address|location|whereabouts|details) (?:is |to be |kept )*{_KEPT}\b", r"\bsafe ?(?:house|accommodation)\b",
    r"\b(?:witness prot\w*|protected person)\b", r"^(?:is )?(?:secret|protected|hidden|hide|private|shielded|"
    r"sensitive)$",
    r"\bwomen ?s aid\b", r"\bdo not (?:share|give|release|reveal|tell|show)\b", r"\banonym\w+\b",
)  # fmt: skip
_ORDER = _any(
    r"\bcourt\b", r"\binjunctions?\b", r"\bpsos?\b", r"\bcaos?\b", r"\bn ?m ?os?\b", r"\bward(?:ship|"
    r" of court)\b", r"\bfmpos?\b", r"\bdvp[on]s?\b",
    r"\b(?:ico|epo|marac|mappa|idva)\b", r"\bprohibit\w*\b", r"\b(?:non ?mol\w*|molestation)\b", r"\brestrain\w*\b",
    r"\brestr(?:ict\w*|ns?)?\b", r"\b(?:in|police|prison|under) custody\b|\bcustody (?:order|dispute|case|battle|"
    r"issues?)\b",
    r"\b(?:p ?r|rights|responsibility) (?:\w+ )?(?:removed|revoked|withdrawn|lost|terminated|suspended|ended)\b",
    r"\b(?:removed|revoked|withdrawn|lost) (?:p ?r|(?:parental )?(?:rights|responsibility))\b",
    r"^(?:the )?orders$", r"\bsafeguard\w*\b", r"\bsafety (?:plan|concerns?)\b",
    r"\b(?:legal|residence|arrangements?|protection|protective|occupation|steps|care|no contact|supervision) orders?\b",
    r"\borders? (?:in (?:place|force)|details?|notes?|made|granted|against|active|exists?|y n|yes no|flag|known)\b",
    r"\b(?:any|active|current|live) orders?\b", r"(?<!of )\blegal (?:issues?|status|notes?|restrictions?|flag|"
    r"proceedings?)\b",
    r"\b(?:child|public) protection\b", r"\bcp (?:flag|plan|register|status|y n)\b", r"\bsection 8\b",
    r"\bdv$", r"\bd[va] (?:flag|alert|marker|case|victim|survivor|concern|history)", r"\bdomestic (?:abuse|violence)\b",
    r"\b(?:domestic|abuse|violen\w+|perpetrators?|offender|bail|undertakings?|stalk\w*|harass\w*|prison\w*)\b",
    r"\bsupervised (?:contact|access)\b", r"\b(?:no|denied|refused) access\b",
)  # fmt: skip
_ALLOWED = r"(?:allowed|permitted|ok|okay|agreed|consent\w*|permission|wanted|enabled|active|y n|yes no)"
_ALLOWING = _any(
    r"\b(?:sends?|sent|receives?|gets?|wants|may|can|include\w*|allow\w*|permit\w*|ok|okay|consents?|permission|happy|"
    rf"agrees?|able|copy|copied|opt in|use for|for) (?:\w+ ){{0,2}}{_PAPER}(?:ed)?\b",
    rf"\b{_PAPER}(?: \w+){{0,2}} {_ALLOWED}\b", r"\b(?:letters?|mail\w*|post|correspondence) (?:to|flag)\b",
    r"\b(?:letters?|mail|mailings?|post|correspondence|communications?|reports?|circulars?|writes?|write to|"
    r"written to)$", r"\bmailing list\b",
    r"\bcontactable\b", r"\bcontacted$",
)  # fmt: skip
_ALIVE = _any(r"^(?:is |still |parent |contact )*(?:alive|living)$", r"\b(?:alive|still living)\b")
_ACCESS = _any(
    r"\b(?:parental |parent |contact |allowed |has )access(?:$| allowed| permitted| to (?:the )?(?:pupil|child|"
    r"student))",
    r"\baccess (?:to (?:the )?(?:pupil|child|student)|allowed|permitted|rights)\b",
    r"\bright of access\b",
    r"^access$",
)
_WHOSE = r"^(?:(?:parent|contact|guardian|carer)(?: [0-9])? )?"
_ANSWERED = (
    (re.compile(_WHOSE + r"c ?o$"), HoldKind.COURT_ORDER),
    (re.compile(_WHOSE + r"(?:block(?:ed)?|hold|on hold|stop(?:ped)?|bar)$"), HoldKind.NO_CONTACT),
)
"""Headings so short that they mean a restriction only where the cell says yes; else a building or a firm."""
_ORDER_OR_PLACE = re.compile(_WHOSE + r"order$")
_YES = re.compile(r"(?:y|yes|true|t|x|✓|✔|☑|!+)(?:\b.*)?")
_CURRENT = re.compile(
    r"^(?:is |contact |record |parent |carer |still |person |entry )*(?:active|current|live|valid|enabled|in use|"
    r"usable|"
    r"involved|in contact)(?: contact| record| y n)?$"
)
_STATUS = re.compile(r"^(?:\w+ )?(?:status|state|standing)$|^vital status$")
_NOT_A_STATUS = re.compile(
    r"\b(?:marital|enrol\w*|attendance|sen|send|legal|immigration|employment|work|fsm|meal|pupil|student|lac|eal|"
    r"parental|pp|admission|asylum|residency|relationship|first|home)\b"
)
_OTHER_MEANS = re.compile(
    r"\b(?:e ?mails?|sms|texts?|tele\w*|phone|photo\w*|marketing|app|emergency|number|no|name|salutation|address\w*|"
    r"label|language|method|type|prefer\w*|date|code|town|relationship|priority|order|details?|times?|job|office|"
    r"behaviour|attendance|school|old|parents? evening)\b"
)
_ALARM = re.compile(
    r"\b(?:alerts?|warnings?|cautions?|danger\w*|threats?|red flag)\b|"
    r"^(?:the |contact |parent |file |record |risk |pupil |student |security |red )*(?:flags?|flagged|markers?|risks?)$"
)
_NOTES = _any(
    r"\bnotes?\b", r"\bcomments?\b", r"\bremarks?\b", r"\bmemo\b", r"\bfree ?text\b", r"\bimportant\b",
    r"\b(?:additional|other|further|extra|special|contact|family|general|background|important) info\w*\b",
    r"\binfo(?:rmation)?$", r"\binstructions?\b", r"\bannotations?\b", r"\bobservations?\b",
    r"\b(?:circumstances|situation|whereabouts|background)\b", r"\bflag\w* notes?\b",
)  # fmt: skip
_NOT_OURS = re.compile(
    r"\b(?:medical|health|sen|(?<!not )send(?= (?:status|notes?|support|register|level|needs?|type|info\w*|"
    r"comments?|provision)|$)|diet\w*|allerg\w*|doctor|behaviour|attendance|safeguarding training|fire|meal|"
    r"travel|transport|ethnic\w*|first aid|trip)\b"
)
_OTHER_CONSENT = re.compile(
    r"\b(?:photo\w*|biometric\w*|fingerprint\w*|internet|media|website|marketing|parentmail|app|clubs?|consents|swim\w*)\b"
)
_SHORT = 6
"""Words of a warning; longer texts are read for what they say."""
_A_WORD = 4
_LONGEST = 60
"""Letters of one heading; all those of a sheet together are longer."""
_PASSED_STATES = re.compile(
    r"\b(?:in ?active|not active|dormant|archived?|left|leaver|closed?|suspended|blocked|disabled|ended|expired|former|"
    r"ex|old|historic\w*|withdrawn|removed|deleted|deactivated|barred|banned|excluded|uncontactable|estranged|absent|"
    r"unavailable|hidden|do not use|no longer \w+|gone away|missing|lapsed|obsolete|superseded|previous|red)\b"
)
_HARMLESS = re.compile(
    r"\b(?:green|ok|okay|low|clear|asthma\w*|allerg\w*|epi ?pen|diabet\w*|medic\w+|inhaler|sen|send|eal|fsm|pp|nut|"
    r"glasses|hearing|wheelchair|interpreter|standard|normal|new)\b"
)
_YES_TO_LETTERS = re.compile(
    r"(?:y|yes|true|t|1|x|✓|ok|okay|all|both|always|full|post\w*|letters?|mail\w*|paper|e ?mail\w*|wanted|allowed|"
    r"agreed)\b"
)


@lru_cache(maxsize=512)
def _words(heading: str) -> str:
    """ "CourtOrderRestrictedAccess", "court_order?" and "Cort order" as words, "D.N.C." and "DoD" as one."""
    parted = heading if len(heading) < _A_WORD else re.sub(r"(?<=[a-z])(?=[A-Z])", " ", heading)
    plain = " ".join(re.findall(r"[a-z0-9]+", parted.casefold().replace("'", "").replace("’", "")))
    return respelled(re.sub(r"\b(?:[a-z] ){2,}[a-z]\b", lambda found: found[0].replace(" ", ""), plain))


@lru_cache(maxsize=512)
def restriction_heading(heading: str) -> HoldKind | None:
    """Why whoever is ticked in this column must not be written to, or None for a column of something else."""
    words = _words(heading)
    for pattern, kind in (
        (_DEATH, HoldKind.DECEASED),
        (_NO_LETTERS, HoldKind.NO_CONTACT),
        (_SECRET, HoldKind.SECRECY),
        (_ORDER, HoldKind.COURT_ORDER),
    ):
        if pattern.search(words):
            ours = kind is HoldKind.DECEASED or len(words) > _LONGEST or not _NOT_OURS.search(words)
            return kind if ours else None
    return None


@lru_cache(maxsize=512)
def allows_letters(heading: str) -> bool:
    """Whether a no in this column forbids letters: "Send letters?", "Contact allowed", "Mail?"."""
    words = re.sub(r"\b(?:y n|yes no)$", "allowed", _words(heading))
    allowing = bool(_ALLOWING.search(words)) and not _OTHER_MEANS.search(words) and not denies(words)
    return allowing and restriction_heading(heading) is None


@lru_cache(maxsize=512)
def allows_otherwise(heading: str) -> HoldKind | None:
    """What a no in this column means where it speaks of more than letters: "Alive", "Active", "Parental access"."""
    words = _words(heading)
    if _ALIVE.search(words):
        return HoldKind.DECEASED
    if _ACCESS.search(words):
        return HoldKind.COURT_ORDER
    return HoldKind.UNDECIDED if _CURRENT.search(words) else None


@lru_cache(maxsize=512)
def is_notes_heading(heading: str) -> bool:
    """Whether a column holds what the office wrote of a contact; notes on health and learning are none of ours."""
    words = _words(heading)
    return bool(_NOTES.search(words) or _ALARM.search(words)) and not _NOT_OURS.search(words)


@lru_cache(maxsize=512)
def is_of_something_else(heading: str) -> bool:
    """Whether a column is about health, learning or trips, or about consent to what is no letter."""
    words = _words(heading)
    return _NOT_OURS.search(words) is not None or _OTHER_CONSENT.search(words) is not None


@lru_cache(maxsize=512)
def is_state_heading(heading: str) -> bool:
    """Whether a column says in what state a contact's record is."""
    words = _words(heading)
    return bool(_STATUS.search(words)) and not _NOT_A_STATUS.search(words)


@lru_cache(maxsize=512)
def is_watched_heading(heading: str) -> bool:
    """Whether cells of this column are looked at one by one: notes, warnings, states and permissions."""
    return (
        is_notes_heading(heading)
        or is_state_heading(heading)
        or allows_letters(heading)
        or allows_otherwise(heading) is not None
        or _answered(heading) is not None
        or is_doubtful(_words(heading))
    )


def order_in(heading: str, text: str) -> HoldKind | None:
    """A yes under “Order”, where numbers are the order in which contacts are called."""
    return HoldKind.COURT_ORDER if _ORDER_OR_PLACE.search(_words(heading)) and _says_yes(text) else None


def _answered(heading: str) -> HoldKind | None:
    return next((kind for pattern, kind in _ANSWERED if pattern.search(_words(heading))), None)


def _says_yes(text: str) -> bool:
    return _YES.fullmatch(text.strip().casefold()) is not None


def forbids_letters(text: str) -> bool:
    """Whether a cell of a column that allows letters is anything but a yes."""
    return bool(text) and _YES_TO_LETTERS.match(text.casefold()) is None


@lru_cache(maxsize=4096)
def held_under(heading: str, text: str) -> HoldKind | None:
    """What a cell means under a heading that only asks, states or warns, apart from the words of the cell itself."""
    if not text:
        return None
    if allows_letters(heading):
        return HoldKind.NO_CONTACT if forbids_letters(text) else None
    plain = text.casefold()
    answered = _answered(heading)
    if answered is not None:
        return answered if _says_yes(text) else None
    kind = allows_otherwise(heading)
    if kind is not None:
        denied = is_plain_no(text) or re.match(r"(?:no|not|n)\b", plain) or _PASSED_STATES.search(plain)
        return kind if denied else None
    if is_state_heading(heading):
        return HoldKind.UNDECIDED if _PASSED_STATES.search(plain) or plain in ("n", "no", "false", "0") else None
    if is_held_under(_words(heading), text):
        return HoldKind.UNDECIDED
    alarming = _ALARM.search(_words(heading)) and is_notes_heading(heading)
    warns = len(plain.split()) <= _SHORT and not _HARMLESS.search(plain) and not is_plain_no(text)
    return HoldKind.UNDECIDED if alarming and warns else None
