"""The words of remarks that forbid nothing: hours and telephones, jobs, languages, health, lunch, kin, the school day.

A remark of these words alone is understood. With any other word in it, it is said as one that was not understood.
"""

from __future__ import annotations

import re
from functools import lru_cache

from halton_desktop.domain.importing.forbidden_things import without_usual_phrases
from halton_desktop.domain.parents.relationship_words import known_nouns

_GRAMMAR = (
    "a an the this that these those some any all each every both either other others another same such and or but "
    "so if then than as at by for from in into of off on out over per to up with within about above after again "
    "against along already also always around away back because been before being below between can could did do "
    "does doing done down during few he her here hers him his how i is isn it its just like may me might more most "
    "much must my near new next now often old once one ones only our own please pls plz rather she should since "
    "still there they them their too two three four five six seven eight nine ten twelve half under until til till "
    "unless us use used uses using very via was we were what when where which while who whom whose why will would "
    "yes yet you your am are be had has have having aka eg ie etc re ref ok okay fine good great well without "
    "anyone anybody everyone everybody someone something thing things lot lots bit quite really especially usually "
    "mostly normally generally sometimes rarely regularly currently presently soon later late early earlier "
    "recently previously today first second third last main primary secondary best better least together shared "
    "share shares full part time times"
)
_HOURS = (
    "day days daily week weeks weekly weekday weekdays weekend weekends fortnight month months monthly year years "
    "yearly annual term terms termly holiday holidays morning mornings afternoon afternoons evening evenings night "
    "nights nightshift noon midday lunchtime teatime hour hours minute minutes mins hrs pm oclock monday mondays "
    "tuesday tuesdays wednesday wednesdays thursday thursdays friday fridays saturday saturdays sunday sundays mon "
    "tue tues wed weds thu thur thurs fri sat sun january february march april june july august september october "
    "november december jan feb mar apr jun jul aug sep sept oct nov spring summer autumn winter easter christmas "
    "date shift shifts rota alternate flexible bank available availability availabilty free busy unavailable "
    "anytime"
)
_REACHED = (
    "phone phones phoned telephone tel mobile mob mobiles home homes house work works working number numbers no's "
    "num ext extension voicemail voice message messages msg answerphone text texts texted texting sms whatsapp "
    "email emails mail ring rings ringing rang call calls called calling caller dial reach reached reachable "
    "answer answers answering reply replies replied speak speaks spoken spoke talk talks ask asks asked tell "
    "contact contacts contacting contactable emergency emergencies urgent preferred preference prefers prefer "
    "prefered priority signal app parentmail parentpay schoolcomms arbor online internet website portal login "
    "account password letter letters post print large copy copies paper"
)
_LANGUAGES = (
    "language languages english polish polski romanian urdu punjabi panjabi arabic french german spanish "
    "portuguese italian russian ukrainian turkish kurdish sorani farsi persian pashto dari tigrinya amharic somali "
    "bengali sylheti gujarati hindi tamil malayalam telugu sinhala nepali mandarin cantonese chinese vietnamese "
    "thai tagalog filipino hungarian czech slovak slovakian lithuanian latvian bulgarian albanian greek welsh "
    "irish dutch swedish danish norwegian finnish swahili yoruba igbo hausa shona zulu afrikaans hebrew japanese "
    "korean makaton bsl sign signing interpreter interpreting translator translation translate translated "
    "understand understands fluent limited little basic native tongue reads read writes write written writing "
    "spelling spelt pronounced eal esol british uk england nationality bilingual"
)
_JOBS = (
    "job jobs occupation employer employed employee unemployed retired retiree business company firm office "
    "offices officer shop shops supermarket factory warehouse driver driving drives drive lorry van bus taxi train "
    "doctor doctors gp dr dentist nurse nurses nursing midwife paramedic carer caring consultant surgeon "
    "pharmacist chemist pharmacy vet hospital hospitals surgery clinic ward teacher teaching teaches ta tutor "
    "lecturer student university uni college study studies studying course builder plumber electrician joiner "
    "engineer mechanic welder painter decorator plasterer roofer gardener farmer chef cook cleaner cleaning "
    "hairdresser barber waiter waitress barman manager managing director secretary receptionist accountant clerk "
    "cashier banker lawyer fireman firefighter soldier army navy military forces pilot steward airport vicar "
    "priest pastor imam minister sailor fisherman miner postman postwoman courier security guard porter worker "
    "support assistant apprentice trainee volunteer volunteers volunteering governor governors councillor pta "
    "chair member committee staff team colleague colleagues boss trade journalist photographer musician artist "
    "designer programmer scientist analyst architect estate agent agency"
)
_HEALTH = (
    "allergy allergies allergic intolerance intolerant intolerances nut nuts peanut peanuts milk dairy egg eggs "
    "lactose gluten coeliac celiac wheat fish shellfish sesame soya kiwi strawberries penicillin antibiotics "
    "plasters latex bee bees wasp wasps stings cat cats dog dogs pet pets hay hayfever asthma asthmatic inhaler "
    "inhalers epipen epipens piriton antihistamine medication medicine medical meds tablet tablets dose insulin "
    "diabetic diabetes type epilepsy epileptic seizures eczema migraine migraines anaemia arthritis adhd add "
    "autism autistic asd asc aspergers dyslexia dyslexic dyspraxia dyspraxic tourettes anxiety anxious depression "
    "sen send senco iep needs need needed needing wheelchair user crutches walking stick mobility disabled "
    "disability deaf hearing impaired aid aids blind partially sighted sight glasses lens lenses wearer wears "
    "speech stammer stutter physio therapy therapist counselling counsellor operation recovering ill illness "
    "poorly sick condition heart pregnant baby due expecting diet dietary vegetarian veggie vegan halal kosher "
    "pork beef meat eats eat food feeding growth height weight broken arm leg ankle wrist knee tooth teeth brace "
    "braces"
)
_SCHOOL = (
    "school schools class classes classroom lesson lessons pupil pupils child childs child's children kid kids "
    "twin twins triplet triplets sibling siblings son sons daughter daughters boy girl brother brothers sister "
    "sisters group groups set sets form forms homework reading maths science pe kit uniform shoes tie blazer coat "
    "bag locker key keys bike bicycle scooter car cars parking park parks permit minibus coach transport walk "
    "walks walker walkers cycles cycling lift lifts safe safely route gate gates door doors entrance reception "
    "drop drops dropping pick picks pickup picked picking collect collects collected collecting collection "
    "collections club clubs breakfast afterschool childcare nursery playgroup trip trips residential visit visits "
    "visiting paid pay pays payment payments owes owing owed debt charge charged money dinners lunch lunches "
    "packed meal meals fsm pp premium funded funding grant bursary voucher vouchers photo photos photograph "
    "photographs photography picture pictures video image images media consent permission permissions given gives "
    "give gave allowed allow agrees agreed agreement signed signs return returned slip slips homeschool parents "
    "attends attend attended attending attendance absence absences punctual lateness behaviour detention reward "
    "rewards merit star award awarded prize exam exams sats phonics gcse gcses test tests passed pass passes "
    "failed guitar violin music choir orchestra band drums football rugby netball hockey cricket swim swims "
    "swimming swimmer dance dancing gymnastics judo karate athletics drama art library book books ordered orders "
    "order pencil stationery calculator ipad chromebook device wifi computer transfer transferred transfers "
    "started starts start starting joined joins joining induction transition infant infants junior juniors academy "
    "sixth stage eyfs yr pastoral mentor mentoring helps help helping helped helper supports supporting fete fair "
    "raffle cake cakes sale ptfa donation donated charity church mosque temple synagogue catholic christian muslim "
    "hindu sikh jewish jehovah jehovahs witness religion religious assembly rs prayer ramadan eid diwali fasting"
)
_HOME = (
    "lives live living lived stays stay staying stayed resides separated divorced divorcing single married engaged "
    "couple partner partners husband wife girlfriend boyfriend family families household joint equal equally 50 "
    "step foster fostered carers gran nan grandparents maiden name names known surname forename spelled nickname "
    "middle title mr mrs ms miss mx address addresses road street lane close avenue flat apartment buzzer code "
    "intercom side front rear neighbour neighbours beware small blue red green black white yellow silver grey pink "
    "orange purple brown postcode area town village city local nearby opposite corner north south east west bought "
    "renting rented building site farm canal bridge station box hotel pub cafe restaurant hospice doorstep garden"
)
_MANNER = (
    "happy glad kind friendly polite helpful nice lovely chatty quiet shy nervous confident keen interested "
    "involved supportive willing able hard difficult easy easily quick quickly slow slowly clear clearly loud "
    "patient long short big tall young older younger eldest youngest oldest likes loves love enjoys enjoy hates "
    "wants want wanted wishes wish know knows knew think thinks see sees saw seen look looks check checked checks "
    "confirm confirmed confirms update updated updates change changed changes changing correct corrected current "
    "details detail info information note notes noted record records recorded list listed file system data added "
    "adds entered enter through thank thanks sorry issue issues query queries problem problems concern question "
    "questions sort sorted sorting make makes made making take takes taken taking took bring brings brought go "
    "goes going come comes coming came get gets getting got put puts keep keeps kept let lets say says said sends "
    "sent sending receive receives received find finds found try tries tried wait waits waiting meet meets meeting "
    "meetings met run runs running ran carries carry travels travel rides ride care kin amicable registered "
    "offshore reader dbs sticks push chip chippy nav matters matter adoptive discussed requests service traveller "
    "leave plumbers hgv issued chess end arrival arrivals respite ramp birthdays birthday fines filled handler "
    "tuition skin noise grommets ear ears nose throat place booked behind pram buggy seat seats active valid open "
    "enabled sits sit stands dads mums nans grans hears pool gym scouts guides brownies cubs beavers cadets boxing "
    "theatre singing sports sport kilo play plays playing arrive arrives arrived leaves leaving wearing drinks "
    "drink smokes smoker zigzags lines provide provides provided supplied offer offers offered require requires "
    "required requested request regarding reason"
)
_THINGS = (
    "abroad admission apart appeal applied aup badge bakery bell camhs candidate caravan chicken colour complaint "
    "covid cream dinner ehcp election eligible envelope fizzy grade head holder holds hoy jumper kinship lady "
    "landline laptop lice newsletter newsletters occupational outstanding pending piano pox printer progress raf "
    "referral remarried reset resolved rfc serving stall twice won"
)


_USUAL = frozenset(
    " ".join((_GRAMMAR, _HOURS, _REACHED, _LANGUAGES, _JOBS, _HEALTH, _SCHOOL, _HOME, _MANNER, _THINGS)).split()
)
_ENDINGS = ("s", "es", "'s", "ly", "ing", "ed")
_WORD = re.compile(r"[a-z]+(?:['-][a-z]+)*")
_NAMES = re.compile(
    r"\b(?:Mr|Mrs|Ms|Miss|Mx|Dr|St)\.? [A-Z][\w'-]+|(?<=[a-z0-9,;:)&] )(?:St |O'|Mc|Mac)?[A-Z][a-z]+(?:'s?)?"
    r"(?:-[A-Z][a-z]+)*\b|(?<=[-/] )[A-Z]{2,3}$|\b[A-Z](?: [A-Z])?\b"
)
"""Somebody or some place within a sentence, and the initials of who wrote it."""
_CODES = re.compile(r"\b[A-Za-z]{0,2}[0-9][\w:./]*")
_PHRASES = re.compile(
    r"\b(?:prison|police|social|court) (?:officers?|guards?|workers?|clerks?|ushers?|service)\b|"
    r"\b(?:works?|working) (?:as|for|at|in) (?:a |an |the )*\w+(?: \w+)?|\w+ by trade\b|\b(?:dead|deep) end\b|"
    r"\b(?:leaves?|left) (?:a |the )?(?:message|voicemail|work|for work)\b|\bnot (?:un)?available\b|\bpart of\b|"
    r"[mp]aternity leave|"
    r"\bno (?:laptop|printer|phone|social media|house number|ipad|tablet)\b|\bmust (?:not )?(?:have|wear|eat|be late|"
    r"drink)\b|"
    r"\bmoved? (?:(?:from|up|down|class|sets?|seats?|forms?)\b|(?:in)?to (?:set|year|class|form|[0-9]))\b|\bno "
    r"(?:\w+ )?(?:allerg\w*|medical\w*|needs?|siblings?|e-?mail|"
    r"mobile|"
    r"landline|(?:tele)?phone|car|photos?|issues?|problems?|concerns?|changes?|preference|pets?|dairy|nuts?|pork|"
    r"beef|meat|"
    r"fish|gluten|homework|uniform|kit|pe|swimming|internet|wi-?fi|english|meals?|dinners?|answer|reply|signal|parking|"
    r"smoking|conditions?|contact (?:number|details))\b|"
    r"\b(?:not|never|cannot|(?:does|do|is|can|has|did|was|are)n't|no) (?:\w+ )?(?:available|before|after|until|on|at|"
    r"drives?|"
    r"driving|eat\w*|speak\w*|read|write|swim|like|ring|call|phone|text|e-?mail|answer|disturb|late|working|well|"
    r"sure|able|"
    r"allowed (?:nuts|sweets|pork|dairy|gluten|milk))\b|\bphotos? (?:\w+ )?not allowed\b|\bno (?:known "
    r")?restrictions\b|\bno longer (?:works?|needs?|attends?|drives?|uses?)\b|\bno fixed hours\b"
)


@lru_cache(maxsize=8192)
def is_usual(word: str) -> bool:
    """Whether a word in small letters is one that offices write where nothing is forbidden, in any ending."""
    if word in _USUAL or word in known_nouns():
        return True
    return any(word.removesuffix(end) in _USUAL for end in _ENDINGS if word.endswith(end))


@lru_cache(maxsize=4096)
def is_understood(text: str) -> bool:
    """Whether every word of a remark is a usual one, a number, or the name of a person or place within a sentence."""
    plain = " ".join(text.replace("’", "'").replace("`", "'").split())
    if re.search(r"\b[a-z]{2,}", plain):  # in "Kept Away" and "KEPT AWAY" nothing tells a name from a word
        plain = _NAMES.sub(" ", plain)
    plain = without_usual_phrases(_PHRASES.sub(" ", _CODES.sub(" ", plain).casefold()))
    words = [part for word in _WORD.findall(plain) for part in ([word] if is_usual(word) else re.split("['-]", word))]
    return all(len(word) < 2 or is_usual(word) for word in words) and not re.search(r"[*!†✝⚠#]", text)
