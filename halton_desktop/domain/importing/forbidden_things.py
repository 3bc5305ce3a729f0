"""What a remark forbids or ends, whatever its words: a thing such as contact, letters or custody beside a no or an end.

Lists of whole sentences never end. Here a remark is cautious where a thing the letters touch (contact, post, the
address, who may be told) stands near a word that denies, ends or narrows it, unless the two belong to something usual:
a telephone at work, consent to photographs, who is rung when nobody answers.
"""

from __future__ import annotations

import re

from halton_desktop.domain.parents.hold import HoldKind


def _any(*words: str) -> re.Pattern[str]:
    return re.compile("|".join(words))


_FAMILY = (
    r"(?:mum|mummy|mother|mam|mom|dad|daddy|father|parents?|carers?|guardian|wife|husband|partner|step\w+|nan|gran\w*|"
    r"him|her|them|he|she)"
)
_REACH = r"(?:ring\w*|rang|call\w*|phon\w*|telephon\w*|text\w*|e-?mail\w*|sms|visit\w*|whatsapp|message\w*|disturb\w*)"
_WHEN = (
    r"(?:before|after|between|until|during|at|on|by|in|from|when|if|while|for|mornings?|afternoons?|evenings?|nights?|"
    r"days?|weekends?|weekdays?|mondays?|tuesdays?|wednesdays?|thursdays?|fridays?|saturdays?|sundays?|term|speaks?|"
    r"works?|has|have|available|drives?|reads?|understands?|child|one|two|three|texts?|phones?|e-?mails?|sms|calls?)"
)
_USUAL = _any(
    r"\b(?:contact|phone|telephone|mobile|home|work) (?:number|no|nos|details?|tel|phone|lens\w*|name)\b",
    r"\b(?:only )?\b(?:if|unless|when|whenever|in case|while|once)\b(?!(?: \w+)* (?:solicitor|social|court))[^,.;]*",
    r"\b(?:not|no|never|cannot|can[’']?t|isn[’']?t|don[’']?t|do not|doesn[’']?t|please) (?:always |usually |to |be )*"
    rf"(?:available|answer\w*|reply|signal|reception|{_REACH})\b(?! or (?:write|post|send))",
    rf"\bonly (?:be )?{_WHEN}\b", rf"\b{_WHEN} only\b",
    rf"\bonly (?:{_REACH}|contact|available|use)\b(?= (?:by|on|at|after|before|between|during))",
    r"\b(?:photo\w*|image|media|internet|trips?|visits?|medical|swim\w*|video\w*|website|social media|biometric\w*|"
    r"fingerprint\w*|marketing|publicity)\b[^,.;]*\b(?:consent\w*|permission)\b",
    r"\b(?:consent\w*|permission)\b(?: \w+){0,3}? (?:for|to) (?:\w+ ){0,2}?(?:photo\w*|image|media|internet|trips?|"
    r"visits?|"
    r"medical|swim\w*|video\w*|website|social media|biometric\w*)\b",
    r"\bno (?:\w+ )?(?:e-?mail )?address(?:es)? (?:given )?for\b", r"\be-?mail address\w*", r"\bno (?:\w+ )?e-?mail\b",
    r"\b(?:no|not|without) (?:\w+ )?access to (?:the )?(?:internet|wi-?fi|computer|printer|car|e-?mail|phone|pc|"
    r"laptop)\b",
    r"\bread (?:or|and|/) write\b", r"\b(?:cannot|can[’']?t|unable to|does not|doesn[’']?t) (?:read|write|speak|"
    r"spell)\b",
    r"\breports? of\b", r"\bno other contacts?\b", r"\bin care of\b|\b(?:fire|severe|life)[ -](?:threat\w*)\b",
    r"\bpost(?:al)? (?:office|code|man|woman)\b|\bpostcode\b|\bpostman\b",
    r"\b(?:social worker|court (?:clerk|usher|reporter)|legal secretary|solicitor by trade)\b",
    r"\b(?:lost|forgot\w*|missing|sent|handed|brought) (?:the |his |her |a |their )?(?:\w+ )?(?:letter|slip|form|"
    r"report)\b",
)  # fmt: skip
_TOUCHED = (
    r"(?:contact(?:s|ed|ing)?|letters?|letterbox|post(?:ed|ing|al|age)?|mail(?:ed|ing|ings|shots?)?|correspond\w*|"
    r"communicat\w*|comms?|inform(?:ed|ing)?|notif\w*|writ(?:e|es|ing|ten)|wrote|send(?:ing)?|sent|address(?:es|ed)?|"
    r"approach\w*|told|tell|telling|informed|involv\w*|reports?|paperwork|newsletters?|p\.?r\.?|parental|"
    r"responsibilit\w*|rights?|consent\w*|custody|access|parentage|paternity|residenc[ey]|forwarding|listed)"
)
_DENIED = (
    r"(?:no|not|never|nil|zero|none|nothing|nobody|cannot|\w+n[’']t|dont|doesnt|wont|shouldnt|mustnt|isnt|without|"
    r"refus\w*|declin\w*|refrain\w*|object(?:s|ed|ing|ion)?|avoid\w*|stop|stopped|ceas\w*|ended|withdr[ae]w\w*|"
    r"terminat\w*|"
    r"suspend\w*|revok\w*|remov\w*|delet\w*|cancel\w*|lost|loses|bann?(?:ed)?|block(?:ed|s)?|barred|forb[ai]d\w*|"
    r"prohibit\w*|"
    r"skip\w*|omit\w*|leave off|left off|sole|solely|undeliver\w*|unaware|unwilling|disput\w*|contest\w*|limited|"
    r"restrict\w*|supervis\w*|indirect|severed|"
    r"cut off|broken off|opposed|denied|against|against\w*|exempt\w*|unwanted|unwelcome|discontinu\w*|paused?)"
)
_NEAR = r"(?:[^\w,.;]+\w+){0,5}?[^\w,.;]+"
_HARMLESS_DEEDS = (
    r"(?:ring|call|phon|text|e-?mail|park|worr|forget|hesitat|knock|wak|feed|fed|eat|ate|let|allow|run|swim|sit|seat|"
    r"mix|"
    r"photograph|disturb|late|be (?:late|alarm|photograph|fed|excus)|need|want|have|ha[ds]|speak|understand|like|"
    r"drive|attend|"
    r"work|answer|get|think|mind|read|play|hear|wear|bring|pay|own|smok|drink|walk|always|usual|ever|miss|lock|open|"
    r"touch|"
    r"give (?:\w+ )?(?:nuts|milk|food|sweets|egg|meat|pork|ibuprofen|paracetamol|calpol|medic|homework|anything to "
    r"eat)|"
    r"too|so|in(?:to)?|on|at|a|the|before|after|until|available|collect(?:ed)? (?:before|until|at)|leav|left|put|"
    r"post photos)"
)
_FORBIDDEN = _any(
    rf"\b{_DENIED}{_NEAR}{_TOUCHED}\b", rf"\b{_TOUCHED}(?:[^\w,.;]+\w+){{0,3}}?[^\w,.;]+{_DENIED}\b",
    r"\bhold (?:\w+ )?(?:\w+ )?(?:post|mail|letters?|correspondence|communications?)\b",
    rf"\b{_FAMILY} (?:as )?(?:the )?(?:sole |only )?contact only\b", rf"^(?:\w+ )?{_FAMILY} only\b",
    rf"\bonly (?:contact |inform |tell |write to |send to )?(?:to )?{_FAMILY}$", rf"\b{_TOUCHED} only\b",
    r"\b(?:emergency|emergencies) only\b|\bonly (?:in|for) (?:an |real )?emergenc\w+",
    r"\bn[/. ]c\b(?!\W*(?:year|level))",
    r"\bnc (?:with|w|order)\b|\bn/?c/?o\b", rf"\b{_FAMILY} nc$", r"\bdn[cwpm]\b",
    r"\bletter-?box\b", r"\bc/o (?:the |his |her |a )?(?:solicitors?|social|court|office|school|lawyers?|la|sw)\b",
    r"\bnot to be used\b", r"\b(?:post|mail|letters?|correspondence) (?:is |are )?(?:on )?hold\b",
    r"\bhand[ -]?deliver\w*",
    rf"\b(?:post|write|send|letters?|mail) (?:\w+ )?to (?:the |his |her )?{_FAMILY}\b(?!.{{0,12}}\b(?:and|both|as "
    rf"well|too)\b)",
    r"\b(?:give|hand) (?:\w+ )?(?:letters?|post|mail) to\b", rf"\bc/o (?:the |his |her )?{_FAMILY}\b",
    r"\buse (?:the |his |her )?(?!this |new |home |current )\w+(?:[’']s)? address\b",
    r"\b(?:off|not on) (?:the |our )?(?:mailing )?list\b", r"\b(?:keep|stay) (?:away|out|clear)\b",
    r"\bunsubscribe\w*|\berasure\b|\bto be forgotten\b|\bdata erased\b|\bsubject access\b",
    rf"(?:^|[.;,:–-] ?|\bplease |\bpls )(?:do not|don[’']?t|never) (?!{_HARMLESS_DEEDS})\w+",
    rf"\b(?:must not|mustn[’']?t|not to be) (?!{_HARMLESS_DEEDS})\w+",
)  # fmt: skip
_OFF_THE_LIST = _any(
    r"^(?:to be |please |pls |now |record |contact |entry )*(?:remov\w*|delet\w*|inactiv\w*|archiv\w*|void|obsolete|"
    r"duplicat\w*|dormant|ignore|cancelled|ended|expired|lapsed|superseded|do not use|not (?:current|valid|in use|used|"
    r"needed|active)|old (?:contact|record|entry|details)|former|gone|left|leaver|absent|vanished|"
    r"disappeared|unlisted)(?: (?:now|contact|record|entry|me|on|in|since)\b.*|\W*[0-9].*)?$",
    r"\b(?:remov|delet|tak|strik|cross)\w* (?:\w+ ){0,2}?(?:from|off) (?:the |our |all )?(?:\w+ )?(?:system|list\w*|"
    r"mailing\w*|register|database|sims|arbor|bromcom|records?|contacts?|file|books)\b",
    r"\bnot known at\b|\bnot known here\b|\b(?:no|without) (?:\w+ )?forwarding\b|\bundeliver\w*|\brts\b|\bunable to "
    r"locate\b",
    rf"\bno longer (?:the |a |his |her |their |an )?(?:{_FAMILY}|contact\w*|carer|active|current|valid|on|in|used?)\b",
    rf"^(?:was|ex|former|formerly|previously|once|used to be|late)[ -]+(?:the |his |her )?(?:{_FAMILY}|foster\w*)\b"
    r"(?! (?:husband|wife|partner))(?!-)",
    rf"\b{_FAMILY}\W+(?:no longer|until|till|up to)(?: \w+){{0,2}}?(?: [0-9/]+)?$",
    rf"\b{_FAMILY} (?:has |have |is |was |now |been |just )*(?:gone|left|absconded|vanished|disappeared|deported|"
    rf"jailed|"
    r"remanded|arrested|sectioned|detained|convicted|sentenced|banned|barred|dec|decd|dcd)\b(?! (?:to|for|at|a|the|on|"
    r"early|us|school|work|back|message|out|form|his|her|some|it|home early)\b)",
)  # fmt: skip
_PROTECTED = _any(
    r"\b(?:jail\w*|gaol|remand\w*|abscond\w*|deport\w*|imprison\w*|incarcerat\w*|convict(?:ed|ion\w*)|offender|"
    r"on (?:tag|licence|probation|parole)|rso|grooming|traffick\w*|perp)\b",
    r"\b(?:e\.?p\.?o|i\.?c\.?o|f\.?g\.?m\.?p?\.?o)\b(?! (?:website|office))",
    r"\b(?:section|sec|s)\.? ?(?:20|31|34|37|38|47|91)\b",
    r"\bfreed (?:up )?for\b", r"\b(?:adoption|placement)\b(?= (?:order|plan|pending|panel|in))",
    r"\b(?!(?:book|dinner|lunch|uniform|meal|food|photo|milk|school|mail|standing|repeat|first|last|next|alphabetical|"
    r"working|running|the|in|to|of|pecking|postal|an?|any|kit|tie|his|her|their|our|my|your|no|not|please|can|will|"
    r"online|must|shoe|shoes|cake|parcel|contact|priority|call|calling|reverse|birth)\b)[a-z]+ orders?\b(?! (?:of|"
    r"book|form))",
    r"\b(?:may|must|can|should|is|are)(?: ?not|n[’']?t)(?: allowed| permitted| to)* (?:pick(?: \w+)? up|collect\w*|"
    r"enter|"
    r"attend|approach|come (?:near|on|in|to)|have access|be (?:alone|left|near))\b",
    r"\bnot (?:allowed|permitted|welcome) (?:on|in|near|at|to (?:come|be|see|enter))\b", r"\bbanned from\b",
    r"\bchild (?:does not|doesn[’']?t|must not|mustn[’']?t|is not to) know\b", r"\bnot (?:the |his |her )?biological\b",
    r"\b(?:paternity|parentage|custody|residence) (?:\w+ )?(?:disput|contest|unknown|case|battle|hearing)\w*",
)  # fmt: skip
_DIED = _any(
    r"\blost (?:his|her|their|its) (?:\w+ )?(?:battle|fight|life)\b", r"\bsuicid\w*", r"\bfatal\w*\b", r"\bfuneral\b",
    r"\b(?:in|gone to) heaven\b", r"\bbereave\w*", r"\bwidow(?:ed|er)?\b", r"\btook (?:his|her|their) (?:own )?life\b",
    r"\bmanslaughter\b|\bmurder\w*\b|\bhomicide\b",
    rf"\b{_FAMILY} dec\b|\bdec (?:{_FAMILY})\b|(?<=[a-z]) dec$", rf"^(?:{_FAMILY} )?passed$",
    r"\bdead\b(?! (?:end|line|lock|weight|keen|on|slow|lift|battery|phone|line))",
    r"\bpassed (?:last|this|in the) (?:week|month|year|night|term|summer|spring|autumn|winter|morning)\b",
    r"\bpassed (?:in|on) (?:the )?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|[0-9])",
    r"\b(?:he|she|mum|dad|gran|grandad|nan) (?:has |sadly |recently )*passed (?:in|last|on [0-9]|peacefully|"
    r"suddenly)\b",
    r"\b(?:drown(?:ed|ing)|overdos\w*|demised?|departed|deceast|no more)$|\bdrowned\b|\b(?:in )?(?:the )?hospice\b",
)  # fmt: skip
_ALARM = _any(
    r"^\W*(?:alert|flag(?:ged)?|sensitive|hide|anonymous|vulnerable(?: adult)?|caution|careful|danger\w*|at risk|risk|"
    r"look(?:ed)? after(?: child)?|lac|cla|cin|c\.?p\.?|child in need)\W*$",
    r"^[*!†✝⚠#~^ ]*[*!†✝⚠]{2}[*!†✝⚠#~^ ]*$", r"\b(?:detained|sectioned|sentenced?|injunc|cafcass|contested)\b",
    r"\b(?:kicked|thrown|chucked) out\b", r"^(?:in )?(?:a )?hostel$", r"\badopted\b.*\b(?:birth|secret|know)\b",
    r"\b(?:address|send|give|post|direct) everything to\b", r"\bsee (?:the )?(?:\w+ )?(?:folder|file|envelope|safe)\b",
    r"\bsolicitors? (?:letter|involved|only|instructed|acting|to)\b|\bvia (?:a |the )?solicitors?\b",
    r"\b(?:does not|doesn[’']?t|must not|mustn[’']?t|is not to|not to) know (?:about|of|that|who|where)\b",
    r"\b(?:coma|intensive care|life support|care home|nursing home|untrace\w*|(?:not|cannot|can[’']?t) be (?:traced|"
    r"found)|"
    r"uncontactable|unable to contact|lost touch|not seen|not living|birth cert\w*|gone back to|left the uk|in care)\b",
    r"\b(?:assault\w*|charged|curfew|bailed|exclusion zone|trespass\w*|threat\w*|aggressi\w*|controlling|scared|afraid|"
    r"fears?|hits?|hit child|beat(?:s|en)?|investigat\w*|tagged|banned|ban)\b(?! of (?:the )?(?:dogs?|cats?|heights|"
    r"water|needles|dark|loud|spiders?|insects?|bees?|wasps?|toilets?|noise))",
    r"\b(?:csc|icpc|cpp|deed poll|new identity|changed identity|anonymis\w*|protected|shelter|legal hold|unaware|"
    r"proceedings|acrimonious|instead of (?:mum|dad|mother|father)|final hearing|la has)\b|\bpr with (?:the )?(?:la|"
    r"local|social|council|court)\b|^da$",
    r"\bsocial services\b|\b(?:test|dummy) (?:record|entry|contact|parent|data|account)\b|\bchild refuses\b",
    r"\bno relationship\b|\bex (?:is |must |to be |be )*(?:not|never|barred)\b|\bto ex(?:[ -]?(?:wife|husband|"
    r"partner))?\b",
    rf"\bnot (?:his|her|their|the) (?:real |birth )?{_FAMILY}\b",
)  # fmt: skip
_BY_KIND = ((_DIED, HoldKind.DECEASED), (_PROTECTED, HoldKind.COURT_ORDER), (_FORBIDDEN, HoldKind.NO_CONTACT),
            (_OFF_THE_LIST, HoldKind.UNDECIDED),
            (_ALARM, HoldKind.UNDECIDED))  # fmt: skip


_BRACKETS = re.compile(r"[()\[\]{}\"“”]")


def without_usual_phrases(plain: str) -> str:
    """A remark in small letters without what denies nothing but a telephone, a photograph or an hour."""
    return _USUAL.sub(" ", plain)


def forbidden_in(plain: str) -> HoldKind | None:
    """What a remark in small letters forbids, ends or narrows by its effect, or None."""
    rest = " ".join(without_usual_phrases(_BRACKETS.sub(" ", plain)).split()).strip(" -–:;,.!*")
    return next((kind for pattern, kind in _BY_KIND if pattern.search(rest)), None)
