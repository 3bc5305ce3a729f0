"""Headings nobody has listed, under which a yes, a no or a date may forbid a letter: "Safe to contact", "Moved away".

A heading speaks of something good to have (contact, custody, information shared) or of something bad (a risk, mail
returned); a word that denies turns it round. Whoever has the bad answer is held until somebody says what it means.
"""

from __future__ import annotations

import re


def _any(*words: str) -> re.Pattern[str]:
    return re.compile("|".join(words))


_GOOD = _any(
    r"\bcontact\b", r"\bcontacting\b", r"\bcustod(?:y|ial)\b", r"\bshar(?:e|es|ed|ing)\b", r"\bsafe\b",
    r"\bentitled?\b",
    r"\b(?:given|told|inform(?:ed)?|information|notified|know|aware)\b", r"\bcorrespondence\b", r"\bmail ?merge\b",

    r"\baddress (?:is |still )?(?:valid|correct|ok|okay|right|verified|confirmed|good|live)\b|\bvalid address\b",
    r"\b(?:allowed|permitted|authorised|authorized|cleared|welcome)\b", r"\binvolve(?:d|ment)\b",
    r"\bletters?\b", r"\bresiden(?:t|ce|cy)\b", r"\blives? (?:here|at)\b", r"\brights?\b",
)  # fmt: skip
_BAD = _any(
    r"\b(?:at|high|safety|flight|abduction|safeguarding|contact|parent) risk\b", r"\bat risk\b", r"\bvictims?\b",
    r"\bvulnerable\w*\b", r"^(?:is |has |contact |parent |now |record |adult )*(?:moved|left|gone|deleted|void(?:ed)?|"
    r"excluded?|removed|ended|expired|former|ex|absent|missing|refused|objected|objection|withdrawn|blocked|cancelled|"
    r"obsolete|historic\w*|dormant|lapsed|dod|offender|suspect|duplicate|dead|jailed|incarcerated|abroad|deported)"
    r"(?: (?:away|out|on|home|area|flag|marker|date|y n|yes no|address|uk|country|the area))?$",
    r"\b(?:returned|bounced|undelivered|undeliverable) (?:mail|post|letters?)\b",
    r"\b(?:mail|post|letters?) (?:was |is |been )?(?:returned|bounced|refused)\b",
    r"\b(?:hold|stop|withhold|suspend|suppress|keep back) (?:\w+ )?(?:post|mail|letters?|correspondence)\b",
    r"\b(?:post|mail|letters?|correspondence) (?:on )?(?:hold|stop|stopped|suspended)\b",
    r"\b(?:kept?|hid(?:e|den)|protect\w*|secret|withheld|conceal\w*) from\b", r"\bwhereabouts unknown\b",
    r"\b(?:contact|parent|relationship|record) (?:end|ended|ceased|left) ?(?:date|on)?$", r"\bthreat\w*\b",
    r"\babus\w*\b",
    r"^(?:social services|social care|police|cafcass)(?: involved| involvement)?$",
    r"\b(?:deceas|restrict|prohibit|forbid|forbad|banned|barred|injunc|estrang|secre[ct])\w*\b",
)  # fmt: skip
_TURNED = re.compile(
    r"\b(?:not?|non|never|cannot|cant|dont|without|lost|un(?:safe|able|known|aware|entitled|listed))\b"
)
_WHEREABOUTS = re.compile(r"\bwhereabouts?$")
_OTHER = re.compile(
    r"\b(?:forename|surname|names?|title|type|kind|relationship|number|no of|phone|telephone|tel|mobile|e ?mails?|sms|"
    r"texts?|lines?|town|county|post ?code|priority|order|ids?|ref|notes?|comments?|details?|language|method|times?|"
    r"prefer\w*|gender|dob|birth|status|level|group|category|reason|assessment|form|signed|training|handed|slips?|"
    r"photo\w*|images?|media|video|website|walk\w*|swim\w*|travel|transport|medical|health|sen|send|diet\w*|allerg\w*|"
    r"doctor|emergency|emergencies|first|main|primary|second|next|kin|trips?|visits?|lift|alone|school meals?|fsm|"
    r"job|work|"
    r"office|marketing|biometric\w*|fingerprint\w*|internet|app|portal|parents? evening|class|behaviour|attendance|"
    r"lessons?|"
    r"label|salutation|country|house|flat|street|road|area|pick|collect\w*|drop|responsibilit\w*|updated|changed|"
    r"checked|"
    r"last|age|evening|date (?:given|shared|told|informed))\b"
)
_YES = re.compile(r"(?:y|yes|true|t|x|1|✓|✔|☑|!+)(?:[ -]\w.*)?")
_NO = re.compile(
    r"(?:n|no|not|false|f|0|none|nil|never|nothing|denied|refused|limited|restricted|supervised|indirect|unknown|"
    r"unsure|"
    r"pending|suspended|stopped|ended|lost|ceased|withdrawn|invalid|wrong|out of date)(?:\b.*)?"
)
_DAY = re.compile(r"[0-9]{1,4}[/. -][0-9a-z]{1,4}[/. -][0-9]{2,4}.*|(?:19|20)[0-9]{2}|[0-9]{5}")
_VIA = re.compile(r"\b(?:correspondence|letters?|post|mail|contact|communication) (?:via|through|c o|care of|to)$")
_ITSELF = re.compile(
    r"\b(?:self|direct|home|both|parents?|them|him|her|own|y|yes|any|post|e ?mail|e-mail|phone|telephone|text|mobile|"
    r"letter|sms|app)\b"
)


def is_doubtful(words: str) -> bool:
    """Whether answers under a heading, in small letters, may forbid a letter though nobody has listed it."""
    if _WHEREABOUTS.search(words) or _VIA.search(words):
        return True
    return not _OTHER.search(words) and bool(_BAD.search(words) or (_GOOD.search(words) and _is_a_question(words)))


def denies(words: str) -> bool:
    """Whether a yes under such a heading is the bad answer: "Hold post", "Not allowed contact"."""
    turned = _TURNED.search(words) is not None and "whereabouts" not in words
    return is_doubtful(words) and (_BAD.search(words) is not None) != turned


def _is_a_question(words: str) -> bool:
    """Whether a heading asks for a yes or a no, and is not the name of a thing such as “Address” or “Contact”."""
    return len(words.split()) > 1 or words in (
        "custody",
        "entitled",
        "allowed",
        "permitted",
        "safe",
        "aware",
        "resident",
    )


def is_held_under(words: str, text: str) -> bool:
    """Whether an answer under such a heading is the bad one of the two."""
    said = " ".join(text.casefold().split()).strip(" .")
    if not said or not is_doubtful(words):
        return False
    if _WHEREABOUTS.search(words):
        return bool(_NO.fullmatch(said)) or said == "?"
    if _VIA.search(words):
        return not _ITSELF.search(said)
    yes, no = bool(_YES.fullmatch(said) or _DAY.fullmatch(said)), bool(_NO.fullmatch(said))
    return yes if denies(words) else no
