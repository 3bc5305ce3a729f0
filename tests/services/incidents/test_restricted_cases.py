"""A restricted case is not there for whoever is not named: whatever they ask, nothing of it comes back."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select, text

from halton_desktop.domain.change import RecordKind
from halton_desktop.domain.consent import Chat
from halton_desktop.domain.incidents.case_file import LeaveOut
from halton_desktop.domain.incidents.evidence import EvidenceOrigin
from halton_desktop.domain.incidents.incident import AdditionKind, Incident
from halton_desktop.domain.incidents.incident_list import IncidentFilter
from halton_desktop.domain.incidents.restriction import RestrictionWish
from halton_desktop.domain.incidents.step import Step, StepState
from halton_desktop.domain.incidents.step_kind import StepKind
from halton_desktop.domain.permission import Permission
from halton_desktop.domain.yearly_figures import school_year_period
from halton_desktop.errors import HaltonError, InvalidInput, NotAllowed, NotFound
from halton_desktop.services.administration import check_office, see_history
from halton_desktop.services.consent_forms import ask_consent, form_register, keep_consent
from halton_desktop.services.consent_forms.return_form import return_form
from halton_desktop.services.incidents import (
    change_incident,
    decide_site_ban,
    export_incidents,
    find_incidents,
    incident_draft,
    incident_reminders,
    keep_evidence,
    take_step,
    view_messages,
)
from halton_desktop.services.incidents import incident_letters as incident_letters
from halton_desktop.services.incidents import print_incident as print_incident
from halton_desktop.services.incidents.restrict_incident import lift_restriction, restrict_incident
from halton_desktop.services.overview import search_office, today
from halton_desktop.services.parents import find_parents, keep_parents
from halton_desktop.services.reviews import yearly_report
from halton_desktop.services.session import OfficeSession
from halton_desktop.store.closed_incidents import NOUNS_OF_AN_INCIDENT, covered_tables
from halton_desktop.store.tables import metadata
from tests.factories import make_office
from tests.helpers.incidents import facts
from tests.helpers.restricted_incident import MARK, Restricted, everything_of

pytestmark = pytest.mark.case("harm-10")


@pytest.fixture
def there(tmp_path: Path) -> Iterator[Restricted]:
    with make_office(tmp_path / "office") as office:
        yield Restricted(office)


def asked(there: Restricted, folder: Path) -> dict[str, Callable[[OfficeSession], object]]:
    """Every way to read of a case, with the ids of the restricted one."""
    return _of_lists(there) | _of_the_incident(there, folder)


def _of_lists(there: Restricted) -> dict[str, Callable[[OfficeSession], object]]:
    incident, parent = there.incident, there.parent
    return {
        "list": lambda s: find_incidents.incident_lines(s, find_incidents.incident_ids(s, IncidentFilter())),
        "list by id": lambda s: find_incidents.incident_lines(s, [incident, there.plain]),
        "list by word": lambda s: find_incidents.incident_lines(
            s, find_incidents.incident_ids(s, IncidentFilter(words=MARK))
        ),
        "list of the parent": lambda s: find_incidents.incident_lines(
            s, find_incidents.incident_ids(s, IncidentFilter(parent_id=parent), "due")
        ),
        "page": lambda s: find_incidents.incident_page(s, incident),
        "page of the linked case": lambda s: find_incidents.incident_page(s, there.plain),
        "incidents of the parent": lambda s: find_incidents.incidents_of_parent(s, parent),
        "chronology": lambda s: find_incidents.chronology(s, [parent]),
        "ban register": lambda s: find_incidents.ban_register(s),
        "ban": lambda s: decide_site_ban.site_ban(s, there.ban),
        "search": lambda s: search_office.search(s, MARK),
        "search for the parent": lambda s: search_office.search(s, "Shaw"),
        "today": lambda s: today.due_today(s),
        "case reminders": lambda s: incident_reminders.due_items(s),
        "forms of the parent": lambda s: form_register.forms_of_parent(s, parent),
        "history": lambda s: see_history.history_entries(s, see_history.history_ids(s)),
        "history of the case": lambda s: see_history.history_of(s, RecordKind.INCIDENT, incident),
        "history of the ban": lambda s: see_history.history_of(s, RecordKind.SITE_BAN, there.ban),
        "history of the linked case": lambda s: see_history.history_of(s, RecordKind.INCIDENT, there.plain),
        "draft": lambda s: incident_draft.incident_draft(s),
        "check": lambda s: check_office.check(s),
    }


def _of_the_incident(there: Restricted, folder: Path) -> dict[str, Callable[[OfficeSession], object]]:
    incident, parent = there.incident, there.parent
    return {
        "letter as printed": lambda s: incident_letters.letter_as_printed(s, there.letter),
        "letter drafted": lambda s: incident_letters.draft_letter(s, incident, "incident_concern").pdf,
        "letter texts": lambda s: incident_letters.letters_available(s, incident),
        "readers": lambda s: incident_letters.readers_of(s, incident, "incident_concern"),
        "case file": lambda s: print_incident.incident_file_pdf(s, incident, LeaveOut()),
        "chronology on paper": lambda s: print_incident.chronology_pdf(s, [parent], LeaveOut()),
        "evidence bundle": lambda s: print_incident.evidence_bundle_pdf(s, incident),
        "evidence": lambda s: keep_evidence.evidence_content(s, there.evidence),
        "custody": lambda s: keep_evidence.custody_of(s, there.evidence),
        "thumbnail": lambda s: keep_evidence.thumbnail(s, there.evidence),
        "same evidence again": lambda s: keep_evidence.add_evidence(
            s, there.plain, MARK.lower().encode(), EvidenceOrigin(), file_name="again.txt"
        ),
        "sealed": lambda s: view_messages.sealed_messages(s, incident),
        "sealed one": lambda s: view_messages.sealed_message(s, there.private),
        "viewings": lambda s: view_messages.viewings_of(s, there.private),
        "consents": lambda s: keep_consent.consents_of_incident(s, incident),
        "consent form": lambda s: form_register.form_page(s, there.form),
        "consent suggested": lambda s: ask_consent.suggest_consent(s, incident),
        "step proposed": lambda s: take_step.proposed_step(s, incident, StepKind.NOTE),
        "export": lambda s: _exported(s, [incident, there.plain], folder / "list.csv"),
    }


def _exported(session: OfficeSession, ids: list[int], target: Path) -> str:
    export_incidents.export_incidents(session, ids, target, accounts=True, sensitive_accounts=True)
    return target.read_text(encoding="utf-8-sig")


def test_the_mark_is_in_what_the_named_person_asks(there: Restricted, tmp_path: Path) -> None:
    there.restrict(shown=False)
    quiet = {
        "thumbnail",
        "draft",
        "check",
        "viewings",
        "readers",
        "letter texts",
        "letter as printed",
        "letter drafted",
    }
    quiet |= {"search for the parent", "step proposed", "custody", "same evidence again", "forms of the parent"}
    for way, ask in asked(there, tmp_path).items():
        if way not in quiet:
            told = everything_of(ask(there.named))
            assert MARK.lower() in told.lower() or there.reference in told, way


@pytest.mark.parametrize("shown", [False, True])
@pytest.mark.parametrize("who", ["clerk", "head", "reader"])
def test_nothing_of_it_comes_back_to_whoever_is_not_named(
    there: Restricted, who: str, shown: bool, tmp_path: Path
) -> None:
    there.restrict(shown=shown)
    somebody: OfficeSession = getattr(there, who)
    allowed = ("list", "list by id") if shown else ()
    for way, ask in asked(there, tmp_path).items():
        try:
            told = everything_of(ask(somebody))
        except HaltonError as refused:
            told = f"{refused.message} {refused.advice}"
            if shown:  # whoever asks for it by its number is told to whom it is restricted
                told = told.replace(f"{there.reference}: An incident restricted to A. Clarke.", "")
        assert MARK.lower() not in told.lower(), way
        if way not in allowed:
            assert there.reference not in told, way


def test_it_is_counted_nowhere_but_in_the_years_figures(there: Restricted) -> None:
    there.restrict(shown=False)
    counts = [find_incidents.count_incidents(who, IncidentFilter()) for who in (there.named, there.clerk, there.head)]
    assert counts == [2, 1, 1]
    period = school_year_period(2026)
    named, reader = (yearly_report.yearly_figures(who, period) for who in (there.named, there.reader))
    assert named == reader


def test_where_its_number_is_shown_the_list_says_so_and_nothing_else(there: Restricted) -> None:
    there.restrict(shown=True)
    ids = list(find_incidents.incident_ids(there.clerk, IncidentFilter()))
    assert ids == [there.plain, there.incident]
    line = find_incidents.incident_lines(there.clerk, ids)[1]
    assert (line.reference, line.restricted_to) == (there.reference, "An incident restricted to A. Clarke.")
    assert (line.about, line.where, line.handler, line.clauses, line.next_step) == ("", "", "", (), None)
    asking = IncidentFilter(platform=facts().platform)
    assert there.incident not in find_incidents.incident_ids(there.clerk, asking), "a filter would tell of it"
    with pytest.raises(NotAllowed, match=r"An incident restricted to A\. Clarke\."):
        find_incidents.incident_page(there.clerk, there.incident)
    assert [hit.title for hit in search_office.search(there.clerk, there.reference)] == [there.reference]


def test_where_it_is_hidden_it_is_not_in_the_office_file_for_them(there: Restricted) -> None:
    there.restrict(shown=False)
    with pytest.raises(NotFound):
        find_incidents.incident_page(there.clerk, there.incident)
    assert find_incidents.incident_with_reference(there.clerk, there.reference) is None
    with pytest.raises(InvalidInput, match="There is no incident"):
        change_incident.link_incidents(there.clerk, there.plain, there.reference, "")


def test_whoever_is_not_named_cannot_change_it_either(there: Restricted) -> None:
    there.restrict(shown=True)
    before = find_incidents.incident_page(there.named, there.incident)
    note = Step(0, there.incident, StepKind.NOTE, StepState.PLANNED, {"text": "Words."})
    step = before.steps[0].id
    for change in (
        lambda: change_incident.wait_for(there.head, there.incident, "x"),
        lambda: change_incident.add_to_account(there.head, there.incident, AdditionKind.CORRECTION, "x"),
        lambda: take_step.plan_step(there.head, note),
        lambda: take_step.cancel_step(there.head, step, "x"),
        lambda: keep_evidence.describe_evidence(there.head, there.evidence, EvidenceOrigin()),
        lambda: incident_letters.confirm_letter(there.head, there.letter),
        lambda: decide_site_ban.lift_ban(there.head, there.ban, "x"),
        lambda: keep_consent.mark_invalid(there.head, there.form, "x"),
        lambda: lift_restriction(there.head, there.incident, "x"),
        lambda: change_incident.unlink_incidents(there.head, there.plain, there.incident),
    ):
        with pytest.raises((NotFound, NotAllowed)):
            change()
    assert find_incidents.incident_page(there.named, there.incident) == before


def test_a_block_lifted_for_a_consent_form_is_said_of_the_consent_and_not_of_the_parent(there: Restricted) -> None:
    parent = find_parents.parent_page(there.named, there.parent).parent
    keep_parents.change_parent(
        there.named, dataclasses.replace(parent, do_not_write=True, do_not_write_reason="Police")
    )
    day = date(2026, 11, 23)
    chat = Chat("WhatsApp", "Another chat", day, day)
    asked = ask_consent.ConsentRequest(
        there.incident, there.parent, chat, "x", False, "x", date(2026, 12, 20), override=MARK
    )
    ask_consent.ask_consent(there.named, asked)
    assert see_history.history_entries(there.named, see_history.history_ids(there.named))[0].new["override"] == MARK
    there.restrict(shown=False)
    told = see_history.history_of(there.clerk, RecordKind.PARENT, there.parent)
    assert "letter block overridden" not in {entry.action for entry in told}


def test_a_lifted_restriction_opens_the_case_to_everybody_and_stays_in_its_history(there: Restricted) -> None:
    there.restrict(shown=False)
    lift_restriction(there.named, there.incident, "The colleague agreed.")
    assert find_incidents.incident_page(there.clerk, there.incident).restriction is None
    entry = see_history.history_of(there.clerk, RecordKind.INCIDENT, there.incident)[0]
    assert (entry.action, entry.new) == ("restriction lifted", {"reason": "The colleague agreed."})


def test_a_form_of_a_case_whose_number_is_shown_is_not_disowned_and_neither_is_its_number(there: Restricted) -> None:
    reference = form_register.form_page(there.named, there.form).form.reference
    there.restrict(shown=True)
    with pytest.raises(NotAllowed, match=r"is a form of an incident restricted to A\. Clarke") as refused:
        return_form(there.clerk, reference)
    assert "Give it to them" in refused.value.advice
    with pytest.raises(NotAllowed, match=r"restricted to A\. Clarke"):
        change_incident.link_incidents(there.clerk, there.plain, there.reference, "")
    there.restrict(shown=False)
    with pytest.raises(NotFound, match="no form of this office has it"):
        return_form(there.clerk, reference)
    with pytest.raises(InvalidInput, match="There is no incident"):
        change_incident.link_incidents(there.clerk, there.plain, there.reference, "")


@pytest.mark.case("harm-14")
def test_the_case_file_says_to_whom_it_is_restricted_why_and_who_decides(there: Restricted) -> None:
    change_incident.assign(there.named, there.incident, there.named.user.id)
    named = frozenset({there.named.user.id, there.clerk.user.id})
    wish = RestrictionWish(named, False, "A colleague is hurt.", there.clerk.user.id, "chair of governors")
    restrict_incident(there.named, there.incident, wish)
    told = everything_of(print_incident.incident_file_pdf(there.named, there.incident, LeaveOut(internal=False)))
    for words in ("to A. Clarke and Office since 23/11/2026", "A colleague is hurt.", "Office, chair of governors"):
        assert words in " ".join(told.split()), words
    internal = everything_of(print_incident.incident_file_pdf(there.named, there.incident, LeaveOut()))
    assert "A colleague is hurt." not in internal


def test_a_case_whose_people_have_all_left_is_an_administrators(there: Restricted) -> None:
    there.restrict(shown=False, named=there.head)
    with pytest.raises(NotFound):
        find_incidents.incident_page(there.named, there.incident)
    with there.named.change(Permission.MANAGE_USERS) as work:
        work.users.change(there.head.user.id, disabled_at=work.now)
        work.commit()
    assert find_incidents.incident_page(there.named, there.incident).incident.id == there.incident
    with pytest.raises(NotFound):
        find_incidents.incident_page(there.clerk, there.incident)


def test_a_reader_sees_what_was_done_when_and_by_whom_and_no_values(there: Restricted) -> None:
    there.restrict(shown=False)
    entries = see_history.history_entries(there.reader, see_history.history_ids(there.reader))
    assert "incident recorded" in {entry.action for entry in entries}
    assert all(entry.withheld and entry.old == entry.new == {} for entry in entries)
    assert {entry.user_name for entry in entries} <= {"A. Clarke", "Halton Desktop"}
    own = see_history.history_of(there.named, RecordKind.INCIDENT, there.incident)
    assert not any(entry.withheld for entry in own)


def test_every_table_that_hangs_on_a_case_is_covered(there: Restricted) -> None:
    """Also by raw SQL: what is written next year without a thought of restrictions sees no more."""
    there.restrict(shown=True)
    covered = {table.name for table in covered_tables()}
    assert {"evidence_chunks", "site_ban_events", "message_viewings", "form_events", "incident_links"} <= covered
    with there.clerk.look() as work:
        for table in metadata.sorted_tables:
            if "incident_id" in table.c and table.name in covered:
                found = work.connection.execute(select(table.c.incident_id)).scalars().all()
                assert there.incident not in found, table.name
        raw = work.connection.execute(text("SELECT account FROM incidents")).scalars().all()
        assert raw == ["Plain told me."]


def test_every_noun_of_the_history_is_known_to_belong_to_a_case_or_not(there: Restricted) -> None:
    of_no_incident = {
        RecordKind.OFFICE, RecordKind.SCHOOL, RecordKind.USER, RecordKind.PARENT,
        RecordKind.PUPIL, RecordKind.EDITION, RecordKind.LETTER, RecordKind.REVIEW,
        RecordKind.SCHOOL_CALENDAR, RecordKind.SETTING, RecordKind.BACKUP, RecordKind.HOLD, RecordKind.QUESTION,
    }  # fmt: skip
    assert set(NOUNS_OF_AN_INCIDENT) == set(RecordKind) - of_no_incident


def test_nobody_finds_the_views_of_somebody_else_on_a_connection_used_again(there: Restricted) -> None:
    there.restrict(shown=False)
    for _ in range(3):
        with pytest.raises(NotFound):
            find_incidents.incident_page(there.clerk, there.incident)
        assert isinstance(find_incidents.incident_page(there.named, there.incident).incident, Incident)
    with there.named.vault.engine.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM temp.sqlite_master")).scalar() == 0


def test_a_restriction_needs_a_reason_somebody_and_whoever_looks_after_the_case(there: Restricted) -> None:
    me, clerk, reader = (who.user.id for who in (there.named, there.clerk, there.reader))

    def refused(named: set[int], reason: str = "Because.", decider: int | None = None) -> str:
        with pytest.raises(InvalidInput) as error:
            restrict_incident(
                there.named, there.incident, RestrictionWish(frozenset(named), False, reason, decider, "")
            )
        return error.value.field

    assert refused({me}, reason=" ") == "reason"
    assert refused(set()) == "named"
    assert refused({reader}) == "named"
    assert refused({clerk}) == "named", "A. Clarke looks after the case"
    assert refused({me}, decider=clerk) == "decider_title"


def test_an_office_clerk_may_not_restrict(there: Restricted) -> None:
    wish = RestrictionWish(frozenset({there.named.user.id, there.clerk.user.id}), shown=True, reason="Mine.")
    with pytest.raises(NotAllowed, match="restrict a case"):
        restrict_incident(there.clerk, there.incident, wish)


def test_open_steps_of_people_not_named_go_to_whoever_looks_after_it(there: Restricted) -> None:
    step = next(one for one in find_incidents.incident_page(there.named, there.incident).steps if one.open)
    take_step.change_step(there.named, dataclasses.replace(step, owner_id=there.clerk.user.id))
    there.restrict(shown=False)
    page = find_incidents.incident_page(there.named, there.incident)
    assert {one.owner_id for one in page.steps if one.open} == {there.named.user.id}
