"""Whatever happens to a consent form, in whatever order: nothing is viewed without a live consent that covers it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from halton_desktop.domain.acknowledgement import (
    Answer,
    FormEvent,
    FormState,
    FormStatus,
    counting,
    course,
)
from halton_desktop.domain.consent import (
    Chat,
    Consent,
    ConsentStatus,
    SealedItem,
    Viewer,
    checked_chat,
    checked_consent,
    covering,
    missing,
    names_viewer,
    status,
    still_missing,
)
from halton_desktop.errors import InvalidInput

START = date(2026, 11, 1)
CHAT = Chat("WhatsApp", "Year 7 parents", START, START + timedelta(days=10))
ITEM = SealedItem(evidence_id=1, incident_id=1, chat=CHAT, from_parent_id=3)
CONSENT = Consent(
    id=1,
    form_id=1,
    reference="C26-00000-0",
    incident_id=1,
    parent_id=3,
    parent_name="Mrs Jane O’Brien",
    chat=CHAT,
    purpose="To settle it",
    copies_kept=False,
    viewers="The headteacher",
    valid_until=START + timedelta(days=40),
    status=FormStatus(FormState.RETURNED, Answer.ACCEPTED, START + timedelta(days=12)),
    countersigned_on=START + timedelta(days=13),
    countersigned_by="Mrs G. Jones",
)

days = st.integers(0, 60).map(lambda number: START + timedelta(days=number))
chats = st.builds(
    lambda platform, name, first, length: Chat(platform, name, first, first + timedelta(days=length)),
    st.sampled_from(["WhatsApp", "whatsapp", "Telegram"]),
    st.sampled_from(["Year 7 parents", "year 7 PARENTS", "Year 8 parents"]),
    days,
    st.integers(0, 30),
)


@st.composite
def histories(draw: st.DrawFn) -> list[FormEvent]:
    """Any sequence of events, undoings of any of them among them; not only those the services would allow."""
    events: list[FormEvent] = []
    for number in range(1, draw(st.integers(0, 8)) + 1):
        undoes = draw(st.sampled_from([None, None, *(event.id for event in events)]))
        state = draw(st.sampled_from(list(FormState)))
        answer = draw(st.sampled_from(list(Answer))) if state is FormState.RETURNED else None
        events.append(
            FormEvent(number, 1, state, datetime(2026, 11, 1, tzinfo=UTC), draw(days), 1, answer=answer, undoes=undoes)
        )
    return events


@given(histories(), days, days | st.none(), chats, chats, st.integers(1, 2), st.sampled_from([None, 3, 4]))
def test_no_sequence_of_events_yields_a_viewing_without_a_live_covering_consent(
    events: list[FormEvent],
    day: date,
    countersigned: date | None,
    asked: Chat,
    shown: Chat,
    incident: int,
    account: int | None,
) -> None:
    consent = replace(CONSENT, status=course(events).status, chat=asked, countersigned_on=countersigned)
    item = SealedItem(1, incident, shown, account)
    if covering([consent], item, day) is None:
        assert still_missing([consent], item, day)
        return
    last = counting(events)[-1]
    assert (last.state, last.answer) == (FormState.RETURNED, Answer.ACCEPTED)
    assert last.on <= day <= consent.valid_until
    assert countersigned is not None
    assert countersigned <= day
    assert incident == consent.incident_id
    assert account in (None, consent.parent_id)
    assert asked.platform.casefold() == shown.platform.casefold()
    assert asked.name.casefold() == shown.name.casefold()
    assert asked.first_on <= shown.first_on <= shown.last_on <= asked.last_on


@given(st.lists(st.integers(0, 5), max_size=4), days)
def test_several_consents_help_only_if_one_of_them_covers(broken: list[int], day: date) -> None:
    breaks = (
        CONSENT,
        replace(CONSENT, status=FormStatus(FormState.WITHDRAWN)),
        replace(CONSENT, countersigned_on=None),
        replace(CONSENT, chat=replace(CHAT, name="Another chat")),
        replace(CONSENT, incident_id=2),
        replace(CONSENT, parent_id=9),
    )
    consents = [replace(breaks[which], id=number) for number, which in enumerate(broken)]
    found = covering(consents, ITEM, day)
    whole = [one for one, which in zip(consents, broken, strict=True) if which == 0 and not missing(one, ITEM, day)]
    assert found == (whole[-1] if whole else None)


@given(histories(), st.integers(0, 8))
def test_an_undone_event_never_counts(events: list[FormEvent], which: int) -> None:
    if not events:
        return
    target = events[which % len(events)]
    undoing = replace(target, id=99, undoes=target.id, answer=None)
    assert target.id not in {event.id for event in counting([*events, undoing])}
    assert 99 not in {event.id for event in counting([*events, undoing])}


def test_a_whole_consent_covers_from_the_last_signature_to_its_last_day() -> None:
    assert covering([CONSENT], ITEM, START + timedelta(days=12)) is None
    assert covering([CONSENT], ITEM, START + timedelta(days=13)) == CONSENT
    assert covering([CONSENT], ITEM, CONSENT.valid_until) == CONSENT
    assert covering([CONSENT], ITEM, CONSENT.valid_until + timedelta(days=1)) is None


def test_an_undescribed_item_is_never_covered() -> None:
    item = replace(ITEM, described=False)
    assert covering([CONSENT], item, START + timedelta(days=20)) is None
    assert still_missing([], item, START)[0].startswith("Nobody has said yet")


@pytest.mark.parametrize(
    ("stands", "word"),
    [
        (FormStatus(FormState.PREPARED), ConsentStatus.NOT_ASKED),
        (FormStatus(FormState.ISSUED), ConsentStatus.NOT_ANSWERED),
        (FormStatus(FormState.RETURNED, Answer.ACCEPTED, START), ConsentStatus.GIVEN),
        (FormStatus(FormState.RETURNED, Answer.DECLINED, START), ConsentStatus.REFUSED),
        (FormStatus(FormState.RETURNED, Answer.UNSIGNED, START), ConsentStatus.UNSIGNED),
        (FormStatus(FormState.WITHDRAWN, None, START), ConsentStatus.WITHDRAWN),
        (FormStatus(FormState.INVALID, None, START), ConsentStatus.INVALID),
        (FormStatus(FormState.SUPERSEDED, None, START), ConsentStatus.SUPERSEDED),
    ],
)
def test_given_refused_not_answered_withdrawn_and_invalid_are_different_things(
    stands: FormStatus, word: ConsentStatus
) -> None:
    consent = replace(CONSENT, status=stands)
    assert status(consent, START) is word
    if word is not ConsentStatus.GIVEN:
        assert missing(consent, ITEM, START + timedelta(days=20))


def test_the_nearest_consent_says_what_is_missing() -> None:
    far = replace(CONSENT, id=2, chat=replace(CHAT, name="Another"), status=FormStatus(FormState.ISSUED))
    near = replace(CONSENT, id=1, countersigned_on=None)
    assert still_missing([near, far], ITEM, START + timedelta(days=20)) == (
        "The headteacher has not signed this consent form.",
    )


@pytest.mark.parametrize(
    ("field", "change"),
    [
        ("chat", {"chat": replace(CHAT, name=" … ")}),
        ("platform", {"chat": replace(CHAT, platform="")}),
        ("last_on", {"chat": replace(CHAT, last_on=START - timedelta(days=1))}),
        ("first_on", {"chat": replace(CHAT, first_on=date(2027, 1, 1), last_on=date(2027, 1, 2))}),
        ("purpose", {"purpose": " "}),
        ("viewers", {"viewers": ""}),
        ("valid_until", {"valid_until": START - timedelta(days=1)}),
        ("valid_until", {"valid_until": START + timedelta(days=500)}),
    ],
)
def test_a_consent_form_names_everything_it_must(field: str, change: dict[str, object]) -> None:
    whole: dict[str, object] = {
        "chat": CHAT, "purpose": "To settle it", "viewers": "The head", "valid_until": START + timedelta(days=90),
    }  # fmt: skip
    checked_consent(**whole, today=START)  # type: ignore[arg-type] # a table of whatever each field takes
    with pytest.raises(InvalidInput) as refused:
        checked_consent(**(whole | change), today=START)  # type: ignore[arg-type] # as above
    assert refused.value.field == field


def test_a_chat_is_named_as_people_write_it() -> None:
    checked_chat(CHAT, START)
    assert CHAT.sentence == "“Year 7 parents” on WhatsApp, 01/11/2026 to 11/11/2026"
    assert replace(CHAT, last_on=START).sentence == "“Year 7 parents” on WhatsApp, 01/11/2026"


@pytest.mark.case("cases-5")
@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Year 7 Mums", "year 7  mums ", True),
        ("Kelly’s lot", "Kelly's lot", True),
        ("Mums ❤️", "Mums ❤", True),
        ("Year 7 Mums", "Year 7 Mums 🤫🍷", False),
        ("Year 7 Mums 🍷", "Year 7 Mums 🍸", False),
        ("Café", "Cafe", False),
        ("7B!", "7B?", False),
    ],
)
def test_a_chat_is_the_same_by_its_whole_name(one: str, other: str, same: bool) -> None:
    assert replace(CHAT, name=one).same_chat(replace(CHAT, name=other)) is same


@pytest.mark.case("cases-5")
@pytest.mark.parametrize(
    ("viewers", "viewer", "named"),
    [
        ("Mrs G. Jones, Headteacher", Viewer("G. Jones"), True),
        ("Mrs G. Jones, Headteacher", Viewer("D. Eputy"), False),
        ("Mrs G. Jones, Headteacher", Viewer("N. Ewhead", heads=True), False),
        ("Mrs G. Jones and Mr D. Eputy", Viewer("D. Eputy"), True),
        ("Mrs G. Jones or Mr D. Eputy", Viewer("D. Eputy"), True),
        ("The headteacher", Viewer("D. Eputy"), False),
        ("The headteacher", Viewer("G. Jones", heads=True), True),
        ("Mr Andrew Jones", Viewer("G. Jones"), False),
    ],
)
def test_the_form_says_who_sees_the_messages(viewers: str, viewer: Viewer, named: bool) -> None:
    assert names_viewer(viewers, viewer) is named
