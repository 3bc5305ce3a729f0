"""Believable cases at every stage for the sample office, told through the same errands as real work. All made up."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta

from halton_desktop.domain.calendar import Closure, ClosureKind, OfficeDays, SchoolCalendar, Term, school_year
from halton_desktop.domain.incidents.evidence import EvidenceOrigin
from halton_desktop.domain.incidents.incident import (
    AdditionKind,
    ContentFlag,
    IncidentPerson,
    Outcome,
    PersonKind,
    PersonPart,
    Platform,
)
from halton_desktop.domain.incidents.step import StepState
from halton_desktop.domain.incidents.step_kind import StepKind
from halton_desktop.domain.parents.parent import COMPLAINTS_ROUTE, Capacity
from halton_desktop.exchange.sample_screenshot import sample_screenshot
from halton_desktop.sample.cast import (
    Clock,
    DemoCast,
    at,
    ban,
    contact,
    enter_past,
    keep,
    letter,
    record,
    reference,
    removal,
)
from halton_desktop.sample.past_incidents import PAST
from halton_desktop.services.administration.keep_school import change_settings, read_settings
from halton_desktop.services.administration.school_calendar import keep_school_calendar
from halton_desktop.services.incidents.change_incident import add_to_account, link_incidents, wait_for
from halton_desktop.services.incidents.close_incident import close_incident
from halton_desktop.services.incidents.decide_site_ban import hear_representations, impose_provisionally, lift_ban
from halton_desktop.services.incidents.find_incidents import incident_page
from halton_desktop.services.incidents.identify_author import identify_author
from halton_desktop.services.incidents.keep_evidence import add_evidence
from halton_desktop.services.incidents.take_step import change_step, plan_step, proposed_step
from halton_desktop.services.session import OfficeSession


def fill(
    administrator: OfficeSession, office: OfficeSession, head: OfficeSession, clock: Clock, present: datetime
) -> None:
    """Make the cases, moving ``clock`` from at most three weeks before ``present`` up to it, in a filled register."""
    with office.look() as work:
        families = work.parents.families()
        registered = [f.parent for f in families if not f.parent.do_not_write and f.parent.address]
        ordered = {f.parent.id for f in families if any(child.tie.court_order for child in f.children)}
    free = [person for person in registered if person.id not in ordered]
    bound = tuple(person for person in free if person.capacities & COMPLAINTS_ROUTE)
    plain = tuple(person for person in free if person.capacities == {Capacity.PARENT_CARER})
    cast = DemoCast(office, head, administrator, clock, plain, bound)
    start = max(clock.now, present - timedelta(days=21))
    at(cast, start)
    keep_school_calendar(administrator, sample_calendar(start.astimezone().date()))
    named = replace(read_settings(administrator), out_of_term_contact="Mr T. Webb, deputy headteacher, 01632 960123")
    change_settings(administrator, named)
    for past in PAST:
        enter_past(cast, past)
    for days_ago, hour, act in _STORY:
        at(cast, max(cast.clock.now, (present - timedelta(days=days_ago)).replace(hour=hour, minute=10)))
        act(cast)
    at(cast, max(cast.clock.now, present - timedelta(minutes=50)))
    _today(cast)


def sample_calendar(today: date) -> SchoolCalendar:
    """Term dates of a school year as an English school has them, near enough."""
    year = school_year(today)
    terms = (
        Term(f"Autumn {year}", date(year, 9, 3), date(year, 12, 18)),
        Term(f"Spring {year + 1}", date(year + 1, 1, 4), date(year + 1, 3, 25)),
        Term(f"Summer {year + 1}", date(year + 1, 4, 12), date(year + 1, 7, 21)),
    )
    closures = (
        Closure(ClosureKind.HALF_TERM, "October half-term", date(year, 10, 26), date(year, 10, 30)),
        Closure(ClosureKind.INSET, "Staff training", date(year, 9, 3), date(year, 9, 4)),
        Closure(ClosureKind.HALF_TERM, "February half-term", date(year + 1, 2, 15), date(year + 1, 2, 19)),
        Closure(ClosureKind.HALF_TERM, "May half-term", date(year + 1, 5, 31), date(year + 1, 6, 4)),
    )
    open_days = (
        OfficeDays("After term", date(year + 1, 7, 22), date(year + 1, 7, 28)),
        OfficeDays("Results and new year", date(year + 1, 8, 18), date(year + 1, 8, 31)),
    )
    return SchoolCalendar(terms, closures, open_days)


# --- the story, oldest first ---------------------------------------------------------------------------------------


def _friend_request(cast: DemoCast) -> None:
    incident = record(
        cast, "friend request", cast.say(1), ("2.5",), Platform.FACEBOOK,
        "Ms Ahmed had a friend request from a parent of 8B last evening. She did not answer it and told us.",
        affected=("Ms Ahmed", "had the request"),
    )  # fmt: skip
    contact(cast, incident, "He had not known about clause 2.5 and has withdrawn the request.")
    close_incident(cast.office, incident, Outcome.SETTLED, "Withdrawn the same day; nothing more to do.")


def _lifted_ban(cast: DemoCast) -> None:
    incident = record(
        cast, "old ban", cast.say(2), ("3.1c",), Platform.WHATSAPP,
        "Voice messages to the office’s number, shouting at Mrs Patel and saying “wait till I see you”.",
        affected=("Mrs Patel", "is anxious about being at the front desk"), flag=ContentFlag.THREATENING,
    )  # fmt: skip
    contact(cast, incident, "He said he had been angry about the detention and that nothing was meant by it.")
    ban_id = ban(cast, incident, days=20)
    impose_provisionally(cast.head, ban_id)
    letter(cast, incident, "incident_ban_provisional")


def _ban_is_lifted(cast: DemoCast) -> None:
    incident = cast.incidents["old ban"]
    ban = incident_page(cast.office, incident).bans[0][0]
    said = "You came in with your wife, apologised to Mrs Patel and asked to be let in for the carol service."
    hear_representations(cast.office, ban.id, said, cast.office.today)
    lift_ban(cast.head, ban.id, "Apologised in person; Mrs Patel is content.")
    letter(cast, incident, "incident_ban_lifted")
    close_incident(cast.office, incident, Outcome.SANCTION, "The ban did its work and was lifted early.")


def _canteen_alias(cast: DemoCast) -> None:
    unknown = IncidentPerson(0, PersonPart.AUTHOR, PersonKind.UNKNOWN, alias="heath_rd_truth")
    incident = record(
        cast, "canteen", unknown, ("2.6", "2.1b"), Platform.INSTAGRAM,
        "An account without a real name posts pictures of school lunches with mocking captions, three in one week.",
        place="@heath_rd_truth", flag=None,
    )  # fmt: skip
    shot = sample_screenshot("heath_rd_truth", [("heath_rd_truth", "Day 3 of prison food", "12:41")])
    keep(cast, incident, shot, "lunch-post.png", "Third post, with the caption", "Mr Doyle’s phone")


def _canteen_identified(cast: DemoCast) -> None:
    incident = cast.incidents["canteen"]
    author = incident_page(cast.office, incident).incident.authors[0]
    parent = cast.say(3)
    who = replace(author, kind=PersonKind.PARENT, parent_id=parent.id)
    identify_author(cast.office, incident, author.id, who, "She told Mr Doyle at the gate that it is hers.")
    contact(cast, incident, "She was surprised it was seen as a breach, and will put her points to the caterers.")
    removal(cast, incident, "the parent", done=True)
    close_incident(cast.office, incident, Outcome.REMOVED, "All three posts are gone; the caterers have her letter.")
    letter(cast, incident, "incident_closing")


def _governor(cast: DemoCast) -> None:
    governor = cast.bound[0] if cast.bound else cast.say(4)
    incident = record(
        cast, "governor", governor, ("2.1b", "3.1b"), Platform.FACEBOOK,
        "In the town’s Facebook group he wrote that the new behaviour policy is “a shambles” and named two classes.",
        place="Widnes Chat", affected=("7D and 8B", "named in the post"),
        capacities=governor.capacities | {Capacity.GOVERNOR},
    )  # fmt: skip
    contact(cast, incident, "He stands by it, and knows that the chair of governors will look at it.")
    step = replace(
        proposed_step(cast.office, incident, StepKind.COMPLAINTS),
        due_on=cast.office.today + timedelta(days=20),
        details={
            "referred_on": cast.office.today.isoformat(),
            "referred_to": "the chair of governors",
            "stage": "formal, in writing",
            "stage_on": cast.office.today.isoformat(),
        },
    )
    plan_step(cast.office, step)
    letter(cast, incident, "incident_complaints_notice")
    wait_for(cast.office, incident, "the chair of governors’ answer")


def _threat(cast: DemoCast) -> None:
    incident = record(
        cast, "threat", cast.say(5), ("3.1c", "2.1a"), Platform.FACEBOOK,
        "Late last night he commented under the school’s post that Mr Bell “needs sorting out” and that he knows "
        "where he parks. Two parents rang us about it before registration.",
        place="the school’s own page", affected=("Mr Bell", "named, and worried about his car"),
        flag=ContentFlag.THREATENING, legal=("OSA2023-181", "CA2003-127"),
    )  # fmt: skip
    messages = [
        ("Parent", "Mr Bell needs sorting out. I know where he parks", "23:14"),
        ("A mother", "Take this down.", "23:20"),
    ]
    keep(cast, incident, sample_screenshot("School page", messages), "comment.png", "The comment, 23:14", "a phone")
    contact(cast, incident, "Left word in the morning; he answered at noon and hung up.")
    removal(cast, incident, "the page’s owner: ourselves", done=True)
    ban_id = ban(cast, incident, days=42)
    impose_provisionally(cast.head, ban_id)
    letter(cast, incident, "incident_ban_provisional")
    referral = replace(
        proposed_step(cast.office, incident, StepKind.REFERRAL),
        state=StepState.DONE,
        outcome="referred",
        done_on=cast.office.today,
        details={
            "to": "police",
            "force": "Cheshire Constabulary",
            "reference": "IML-204417",
            "officer": "PC 4471",
            "on": cast.office.today.isoformat(),
            "disclosed": "The comment, its time and the name of its author. Nothing about the child.",
            "basis": "prevention of crime (Data Protection Act 2018, schedule 2, part 1)",
        },
    )
    plan_step(cast.office, referral)
    wait_for(cast.office, incident, "the police")


def _group_chat(cast: DemoCast) -> None:
    incident = record(
        cast, "group chat", cast.say(6), ("3.1a", "3.2"), Platform.WHATSAPP,
        "In the Year 9 parents’ group a mother was called names for two evenings after a quarrel about a lift. "
        "She has left the group; her daughter is being asked about it in class.",
        place="Year 9 parents", group=True, affected=("another mother of Year 9", "left the group, daughter upset"),
    )  # fmt: skip
    day = f"{cast.office.today - timedelta(days=1):%d/%m}"
    text = f"[{day}, 20:14] Parent: some people should learn manners\n[{day}, 20:15] Parent: LEAVE then\n"
    keep(cast, incident, text.encode(), "chat-export.txt", "Two evenings of the group, exported", "a parent’s phone")
    contact(cast, incident, "She is sorry, and says others wrote worse.")
    step = replace(
        proposed_step(cast.office, incident, StepKind.GROUP_CLOSURE),
        details={
            "group": "Year 9 parents",
            "continues": "The evening after we had rung, two others took it up where she had stopped.",
            "asked_of": "the group’s administrator",
        },
    )
    prepared = replace(step, id=plan_step(cast.office, step))
    asked = {"asked_on": cast.head.today.isoformat(), "asked_how": "letter"}
    change_step(cast.head, replace(prepared, details=prepared.details | asked))
    letter(cast, incident, "incident_group_closure")
    said = "I never meant her to leave. There were six of us writing. – by telephone"
    add_to_account(cast.office, incident, AdditionKind.PARENT_STATEMENT, said, whose=cast.say(6).name)


def _meeting(cast: DemoCast) -> None:
    incident = record(
        cast, "meeting", cast.say(7), ("2.1a", "3.1b"), Platform.TIKTOK,
        "A video about the sports day says the results were “fixed for the governors’ kids”. Some 400 views.",
        place="a parent’s own account", affected=("the PE department", "accused of cheating"),
        flag=ContentFlag.DEFAMATORY, legal=("DA2013-1",),
    )  # fmt: skip
    contact(cast, incident, "He thinks it was a joke. Willing to come in.")
    removal(cast, incident, "the parent", done=False)
    day = cast.office.today + timedelta(days=(2 - cast.office.today.weekday()) % 7 or 7)
    step = replace(
        proposed_step(cast.office, incident, StepKind.MEETING),
        details={"on": day.isoformat(), "at": "15:45", "place": "the headteacher’s office"},
    )
    plan_step(cast.office, step)
    letter(cast, incident, "incident_meeting")


def _uniform_alias(cast: DemoCast) -> None:
    unknown = IncidentPerson(0, PersonPart.AUTHOR, PersonKind.UNKNOWN, alias="Wade_Watcher")
    record(
        cast, "uniform", unknown, ("2.6", "3.1b"), Platform.X,
        "Somebody posts about single pupils’ uniforms, without names but so that everybody knows who is meant.",
        place="@Wade_Watcher", affected=("pupils of Year 10", "can be recognised"), flag=ContentFlag.DISCRIMINATORY,
    )  # fmt: skip
    link_incidents(cast.office, cast.incidents["uniform"], reference(cast, "canteen"), "the same way of posting")


def _private_message(cast: DemoCast) -> None:
    incident = record(
        cast, "private", cast.say(8), ("3.1a",), Platform.WHATSAPP,
        "A father forwarded us messages another parent had sent him about his son’s religion. He asks that the "
        "headteacher look at them.",
        affected=("the father’s son", "spoken of with contempt"), flag=ContentFlag.DISCRIMINATORY, legal=("EA2010",),
        special="religion of a pupil, the heart of the matter",
    )  # fmt: skip
    shot = sample_screenshot("Private chat", [("Parent", "(private message)", "19:02"), ("", "Please stop.", "19:05")])
    origin = EvidenceOrigin(cast.office.today, "the father", "his own phone", "Messages of 17 November", private=True)
    add_evidence(cast.office, incident, shot, origin, file_name="messages.png")
    contact(cast, incident, "Agrees to come in; says the messages were private.")


def _missed_call(cast: DemoCast) -> None:
    record(
        cast, "missed", cast.say(9), ("2.1b",), Platform.FACEBOOK,
        "Long post about homework on the primary schools’ parents page, with the names of two teachers.",
        place="Halton Parents", affected=("Mrs Lund and Mr Webb", "named"),
    )  # fmt: skip


def _today(cast: DemoCast) -> None:
    incident = record(
        cast, "today", cast.say(10), ("3.1c",), Platform.EMAIL,
        "Four e-mails to the class teacher in three days, each ruder than the last; the newest at 07:58 today.",
        affected=("Miss Kaur", "had four e-mails in three days"),
    )  # fmt: skip
    mail = (
        "From: A parent <parent@example.org>\nTo: Miss Kaur <kaur@school.example>\n"
        f"Date: {cast.office.clock() - timedelta(hours=2):%a, %d %b %Y %H:%M:%S} +0000\nSubject: STILL waiting\n"
        "Content-Type: text/plain; charset=utf-8\n\nThis is the third time I ask. Do you people ever read?\n"
    )
    keep(cast, incident, mail.encode(), "still-waiting.eml", "The third e-mail", "Miss Kaur’s mailbox")


_STORY: tuple[tuple[float, int, Callable[[DemoCast], None]], ...] = (
    (20, 10, _friend_request),
    (19, 11, _lifted_ban),
    (17, 9, _canteen_alias),
    (13, 14, _canteen_identified),
    (12, 9, _governor),
    (10, 13, _ban_is_lifted),
    (6, 10, _threat),
    (5, 9, _group_chat),
    (4, 11, _meeting),
    (3, 14, _uniform_alias),
    (3, 15, _private_message),
    (2, 16, _missed_call),
)
"""(days ago, hour of the day, what happens)."""
