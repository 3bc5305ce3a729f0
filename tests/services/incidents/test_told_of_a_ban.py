"""Whoever was told of a ban is told of its end, whatever has become of the case since."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from halton_desktop.domain.incidents.incident import Outcome
from halton_desktop.domain.parents.hold import HoldKind
from halton_desktop.domain.permission import Role
from halton_desktop.errors import InvalidInput, Refused
from halton_desktop.services.incidents.change_incident import change_facts
from halton_desktop.services.incidents.close_incident import close_incident
from halton_desktop.services.incidents.decide_site_ban import impose_provisionally, lift_ban, prepare_ban
from halton_desktop.services.incidents.find_incidents import ban_register, incident_page
from halton_desktop.services.incidents.incident_letters import (
    blocked_again,
    drop_letter,
    letters_available,
    prepare_letter,
)
from halton_desktop.services.incidents.incident_reminders import BAN_END, due_items
from halton_desktop.services.incidents.withdraw_incident import withdraw_incident, withdraw_person
from halton_desktop.services.session import OfficeSession
from tests.factories import signed_in_as
from tests.helpers.held import put_on_hold
from tests.helpers.incidents import author, contact, incident_about, parent_in, send
from tests.services.incidents.test_bans_and_letters import ban_of
from tests.services.incidents.test_incident_letter_words import FLAGS, letter

NOT_TOLD = "Jane O’Brien has not been told that the ban was lifted on 23/11/2026."
WHY = "A namesake: the mother of another form."


@pytest.fixture
def head(office: OfficeSession) -> OfficeSession:
    """The headteacher at the same office."""
    return signed_in_as(office, Role.HEADTEACHER)


@pytest.fixture
def incident(office: OfficeSession) -> int:
    """A case of one parent grave enough for a ban."""
    found = incident_about(office, author(parent_in(office, forename="Jane", surname="O’Brien")), flags=FLAGS)
    contact(office, found)
    return found


@pytest.fixture
def ban(office: OfficeSession, head: OfficeSession, incident: int) -> int:
    """A provisional ban of theirs."""
    ban_id = prepare_ban(office, ban_of(office, incident))
    impose_provisionally(head, ban_id)
    return ban_id


def ends_on_today(office: OfficeSession) -> list[str]:
    """What Today says of bans whose end nobody was told of."""
    return [item.sentence for item in due_items(office) if item.kind == BAN_END]


def become_a_concern(office: OfficeSession, incident: int) -> None:
    """The case turns out to be no matter of the code."""
    change_facts(office, incident, replace(incident_page(office, incident).incident.facts, clauses=()))


@pytest.mark.case("harm-6")
def test_today_and_the_page_say_who_was_not_told_that_a_ban_was_lifted_until_the_letter_is_out(
    office: OfficeSession, head: OfficeSession, incident: int, ban: int
) -> None:
    send(office, incident, "incident_ban_provisional")
    assert ends_on_today(office) == []
    lift_ban(head, ban, "Apologised.")
    assert ends_on_today(office) == [f"{NOT_TOLD[:-1]} (2026-0001)."]
    assert [end.sentence for end in incident_page(office, incident).untold] == [NOT_TOLD]
    prepare_letter(office, incident, "incident_ban_lifted")
    assert ends_on_today(office), "prepared is not told"
    close_incident(office, incident, Outcome.SETTLED, "Fine now.")
    assert ends_on_today(office), "a closed case has not told anybody"
    send(office, incident, "incident_ban_lifted")
    assert ends_on_today(office) == []
    assert incident_page(office, incident).untold == ()


@pytest.mark.case("harm-6")
def test_a_ban_letter_is_written_once_and_not_sent_again_after_another_decision(
    office: OfficeSession, head: OfficeSession, incident: int, ban: int
) -> None:
    send(office, incident, "incident_ban_provisional")
    (sent,) = incident_page(office, incident).letters
    assert "has had this letter already" in letters_available(office, incident)["incident_ban_provisional"]
    assert blocked_again(office, sent.id) == "", "lost in the post"
    lift_ban(head, ban, "Apologised.")
    assert blocked_again(office, sent.id) == "the ban was lifted on 23/11/2026"
    send(office, incident, "incident_ban_lifted")
    assert "has had this letter already" in letters_available(office, incident)["incident_ban_lifted"]
    assert blocked_again(office, incident_page(office, incident).letters[-1].id) == ""


@pytest.mark.case("harm-12")
@pytest.mark.parametrize("concern_first", [True, False])
def test_the_end_of_a_ban_is_told_also_where_the_case_has_become_a_concern(
    office: OfficeSession, head: OfficeSession, incident: int, ban: int, concern_first: bool
) -> None:
    send(office, incident, "incident_ban_provisional")
    if concern_first:
        become_a_concern(office, incident)
    lift_ban(head, ban, "It was no matter of the code.")
    if not concern_first:
        become_a_concern(office, incident)
    assert ends_on_today(office)
    assert "You may come onto the site as before." in letter(office, incident, "incident_ban_lifted")
    send(office, incident, "incident_ban_lifted")
    close_incident(office, incident, Outcome.NO_BREACH, "Nothing in it.")
    assert "found no breach" in letter(office, incident, "incident_closing")


@pytest.mark.case("harm-12")
def test_a_ban_imposed_before_the_case_became_a_concern_is_still_told_of(
    office: OfficeSession, incident: int, ban: int
) -> None:
    become_a_concern(office, incident)
    assert letters_available(office, incident)["incident_ban_provisional"] == ""
    assert letters_available(office, incident)["incident_warning"] != ""


@pytest.mark.case("harm-11")
def test_a_namesake_wrongly_banned_is_told_that_the_ban_is_over_before_the_mistake_is_taken_back(
    office: OfficeSession, head: OfficeSession, incident: int, ban: int
) -> None:
    send(office, incident, "incident_ban_provisional")
    with pytest.raises(Refused, match="is in force, and they were told of it"):
        withdraw_incident(office, incident, WHY)
    lift_ban(head, ban, "It was somebody else.")
    person = incident_page(office, incident).incident.authors[0].id
    takings_back: list[Callable[[], None]] = [
        lambda: withdraw_person(office, incident, person, WHY),
        lambda: withdraw_incident(office, incident, WHY),
    ]
    for take_back in takings_back:
        with pytest.raises(Refused, match="has not been told that the ban was lifted") as refused:
            take_back()
        assert "Print “Site ban lifted”" in refused.value.advice
    assert len(ban_register(office)) == 1
    send(office, incident, "incident_ban_lifted")
    withdraw_person(office, incident, person, WHY)
    assert ends_on_today(office) == []


@pytest.mark.case("harm-11")
def test_a_ban_letter_nobody_has_spoken_for_is_asked_about_before_a_mistake_is_taken_back(
    office: OfficeSession, head: OfficeSession, incident: int, ban: int
) -> None:
    with pytest.raises(Refused) as refused:
        withdraw_incident(office, incident, WHY)
    assert refused.value.message == "The ban of Jane O’Brien is in force."
    printed = prepare_letter(office, incident, "incident_ban_provisional")
    lift_ban(head, ban, "It was somebody else.")
    asked = "Say whether “Provisional site ban”"
    assert asked in ends_on_today(office)[0]
    with pytest.raises(Refused, match=asked):
        withdraw_incident(office, incident, WHY)
    drop_letter(office, printed)
    assert ends_on_today(office) == []
    withdraw_incident(office, incident, WHY)


@pytest.mark.case("harm-6")
def test_nobody_is_told_that_they_may_come_while_another_ban_keeps_them_off_nor_after_they_died(
    office: OfficeSession, head: OfficeSession, incident: int, ban: int
) -> None:
    send(office, incident, "incident_ban_provisional")
    lift_ban(head, ban, "Apologised.")
    again = prepare_ban(office, ban_of(office, incident))
    impose_provisionally(head, again)
    assert ends_on_today(office) == []
    send(office, incident, "incident_ban_provisional")
    lift_ban(head, again, "Apologised again.")
    assert len(ends_on_today(office)) == 2
    send(office, incident, "incident_ban_lifted")
    assert ends_on_today(office) == [], "one letter lets them onto the site again"
    third = prepare_ban(office, ban_of(office, incident))
    impose_provisionally(head, third)
    send(office, incident, "incident_ban_provisional")
    lift_ban(head, third, "They may have died.")
    jane = incident_page(office, incident).incident.authors[0].parent_id
    assert jane is not None
    put_on_hold(office, jane, HoldKind.DECEASED)
    assert ends_on_today(office) == []


@pytest.mark.case("harm-6")
def test_a_dash_is_no_reason_to_write_to_somebody_who_is_not_to_be_written_to(
    office: OfficeSession, head: OfficeSession
) -> None:
    quiet = parent_in(office, do_not_write=True, do_not_write_reason="Asked to be left alone.")
    about = incident_about(office, author(quiet))
    for no_reason in ("-", " … ", "?"):
        with pytest.raises(Refused, match="No letter may go to"):
            prepare_letter(head, about, "incident_concern", override=no_reason)
        with pytest.raises(InvalidInput):
            withdraw_incident(head, about, no_reason)
    prepare_letter(head, about, "incident_concern", override="They rang and asked for it.")


@pytest.mark.case("harm-6")
def test_today_says_for_whose_decision_a_prepared_ban_waits(office: OfficeSession, incident: int) -> None:
    prepare_ban(office, ban_of(office, incident))
    (item,) = due_items(office)
    assert item.sentence == "A site ban of Jane O’Brien is prepared in 2026-0001 and waits for Mrs G. Jones (2.4)."
    assert item.kind == "ban to decide"
