"""Every way to paper asks the one gate: planning, preparing, printing again, cases, consents, reminders, coverage."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from halton_desktop.domain.address import PostalAddress
from halton_desktop.domain.audience import Audience, Reached
from halton_desktop.domain.change import RecordKind
from halton_desktop.domain.code_of_conduct import edition_in_force
from halton_desktop.domain.consent import Chat
from halton_desktop.domain.coverage import CountedBy
from halton_desktop.domain.mailing import LetterRequest, Per, Recipients
from halton_desktop.domain.parents.hold import HoldKind
from halton_desktop.domain.parents.parent import Capacity, Protected
from halton_desktop.domain.permission import Role
from halton_desktop.domain.register import Acknowledged, ParentFilter
from halton_desktop.errors import Refused
from halton_desktop.services.consent_forms.acknowledgement_coverage import overview, whole_school
from halton_desktop.services.consent_forms.ask_consent import ConsentRequest, ask_consent
from halton_desktop.services.consent_forms.form_reminders import reminders_due
from halton_desktop.services.consent_forms.print_consent import consent_pages
from halton_desktop.services.consent_forms.return_form import return_form
from halton_desktop.services.incidents.incident_letters import (
    blocked_again,
    confirm_letter,
    draft_letter,
    prepare_letter,
    untrue_now,
    write_afresh,
)
from halton_desktop.services.letters.letter_pages import issued_letter_pages, printing_pages, save_issued_letter
from halton_desktop.services.letters.nobody_told import pupils_nobody_is_told_for
from halton_desktop.services.letters.plan_letters import LetterPlan, plan_letters
from halton_desktop.services.letters.print_letters import confirm_letters, prepare_letters
from halton_desktop.services.overview.today import due_today
from halton_desktop.services.parents.find_parents import parent_ids, parent_lines
from halton_desktop.services.parents.keep_holds import lift_hold
from halton_desktop.services.parents.keep_parents import change_parent
from halton_desktop.services.reviews.find_reviews import edition_page
from halton_desktop.services.session import OfficeSession
from tests.factories import StandingClock, a_parent, a_pupil, add_family, signed_in_as
from tests.helpers.held import UNDECIDED, put_on_hold
from tests.helpers.incidents import author, incident_about, parent_in
from tests.helpers.issued_forms import issue_to

HOME = PostalAddress(("12 Moorfield Road", "Widnes"), "WA8 3DA")
CONTACT = frozenset({Capacity.OTHER_CONTACT})


def plan(office: OfficeSession, **fields: object) -> LetterPlan:
    return plan_letters(office, LetterRequest("acknowledgement", **fields))  # type: ignore[arg-type] # a test's own


@pytest.mark.case("silence-gate")
def test_a_parent_held_about_one_child_gets_a_letter_of_their_own_about_the_others(office: OfficeSession) -> None:
    ada, sam = a_pupil(forename="Ada"), a_pupil(forename="Sam")
    people, (first, _second) = add_family(office, [a_parent(address=HOME), a_parent(address=HOME)], [ada, sam])
    put_on_hold(office, people[1], HoldKind.COURT_ORDER, first)
    made = plan(office)
    assert len(made.letters) == 2
    out = BytesIO()
    from halton_desktop.services.letters.print_letters import make_pdf

    batch = prepare_letters(office, made)
    make_pdf(office, batch, out)
    [_mothers, fathers] = [page.extract_text() for page in PdfReader(out).pages if "WA8 3DA" in page.extract_text()]
    assert "Sam" in fathers
    assert "Ada" not in fathers
    [left] = made.not_printed
    assert "the letter names the other children only" in left.reason
    assert made.pupils_without == ()


@pytest.mark.case("silence-gate")
def test_a_hold_that_comes_after_planning_stops_the_printing(office: OfficeSession) -> None:
    [parent], _ = add_family(office, [a_parent()], [a_pupil()])
    made = plan(office)
    put_on_hold(office, parent)
    with pytest.raises(Refused) as refused:
        prepare_letters(office, made)
    assert "any more" in refused.value.message


@pytest.mark.case("silence-gate")
def test_a_prepared_printing_is_not_made_again_once_somebody_is_held(office: OfficeSession) -> None:
    [parent], _ = add_family(office, [a_parent()], [a_pupil()])
    batch = prepare_letters(office, plan(office))
    assert printing_pages(office, batch).pages
    hold = put_on_hold(office, parent)
    with pytest.raises(Refused):
        printing_pages(office, batch)
    lift_hold(office, hold, "by mistake")
    assert printing_pages(office, batch).pages


@pytest.mark.case("silence-gate")
def test_a_printing_made_with_a_reason_is_made_again_but_never_for_somebody_who_may_have_died(
    office: OfficeSession,
) -> None:
    [parent], _ = add_family(office, [a_parent(do_not_write=True, do_not_write_reason="moving")], [a_pupil()])
    batch = prepare_letters(office, plan(office, overrides={parent: "agreed by telephone"}))
    assert printing_pages(office, batch).pages
    put_on_hold(office, parent, HoldKind.DECEASED)
    with pytest.raises(Refused):
        printing_pages(office, batch)


@pytest.mark.case("silence-gate")
def test_an_issued_letter_can_be_looked_at_but_not_sent_again(office: OfficeSession, tmp_path: Path) -> None:
    [parent], _ = add_family(office, [a_parent()], [a_pupil()])
    confirm_letters(office, prepare_letters(office, plan(office)))
    with office.look() as work:
        [letter] = work.letters.of_parent(parent)
    assert issued_letter_pages(office, letter.id).blocked == ""
    put_on_hold(office, parent, HoldKind.SECRECY)
    pages = issued_letter_pages(office, letter.id)
    assert pages.pages
    assert "address kept secret" in pages.blocked
    with pytest.raises(Refused):
        save_issued_letter(office, pages, tmp_path / "again.pdf")


@pytest.mark.case("silence-gate")
def test_letters_of_a_case_stop_at_a_hold_and_never_go_to_the_dead(office: OfficeSession) -> None:
    jane = parent_in(office, forename="Jane")
    incident = incident_about(office, author(jane))
    kept = prepare_letter(office, incident, "incident_concern")
    put_on_hold(office, jane, HoldKind.DECEASED)
    assert "may have died" in blocked_again(office, kept)
    draft = draft_letter(office, incident, "incident_concern")
    assert draft.final
    with pytest.raises(Refused):
        prepare_letter(office, incident, "incident_concern", override="we did not know")


@pytest.mark.case("silence-gate")
def test_a_consent_form_is_not_printed_to_somebody_held_unless_it_was_made_with_a_reason(office: OfficeSession) -> None:
    jane, tom = parent_in(office, forename="Jane"), parent_in(office, forename="Tom")
    incident = incident_about(office, author(jane), author(tom))
    day = office.today

    def request(parent: int, override: str = "") -> ConsentRequest:
        chat = Chat("WhatsApp", "Year 8 parents", day, day)
        return ConsentRequest(incident, parent, chat, "To settle it", False, "Mrs Jones", day + timedelta(20), override)

    before = ask_consent(office, request(jane)).id
    put_on_hold(office, jane)
    put_on_hold(office, tom)
    with pytest.raises(Refused):
        consent_pages(office, before)
    with pytest.raises(Refused):
        ask_consent(office, request(tom))
    assert consent_pages(office, ask_consent(office, request(tom, "he asked for it himself")).id)
    put_on_hold(office, tom, HoldKind.DECEASED)
    with pytest.raises(Refused):
        ask_consent(office, request(tom, "he asked for it himself"))


@pytest.mark.case("silence-gate")
def test_nobody_held_is_due_a_reminder(office: OfficeSession) -> None:
    people, _ = add_family(office, [a_parent(), a_parent()], [a_pupil()])
    issue_to(office, people)
    assert isinstance(office.clock, StandingClock)
    office.clock.now += timedelta(days=30)
    put_on_hold(office, people[0])
    due = reminders_due(office)
    assert (due.first, due.held, due.outstanding) == ((people[1],), (people[0],), 2)


@pytest.mark.case("silence-years")
def test_printing_a_year_names_pupils_whose_year_is_not_known(office: OfficeSession) -> None:
    add_family(office, [a_parent()], [a_pupil(year_group="9", form="")])
    add_family(office, [a_parent()], [a_pupil(year_group="9B", form="", forename="Odd")])
    add_family(office, [a_parent()], [a_pupil(year_group="", form="", forename="None")])
    add_family(office, [a_parent()], [a_pupil(year_group="8", form="")])
    made = plan(office, year_group="9")
    assert len(made.letters) == 1
    assert {one.pupil.split()[0]: one.reason.split(",")[0] for one in made.pupils_without} == {
        "Odd": "the year “9B” is none the program knows",
        "None": "no year group is kept",
    }
    assert plan(office).pupils_without == ()


@pytest.mark.case("silence-nobody")
@pytest.mark.parametrize("to", [Recipients.ALL, Recipients.OUTSTANDING])
def test_everybody_left_out_is_named_or_counted_and_pupils_without_anybody_too(
    office: OfficeSession, to: Recipients
) -> None:
    [answered], _ = add_family(office, [a_parent()], [a_pupil(forename="Told")])
    [form] = issue_to(office, [answered])
    return_form(office, form.reference)
    add_family(office, [a_parent(capacities=CONTACT)], [a_pupil(forename="Aunt")])
    add_family(office, [a_parent(capacities=UNDECIDED)], [a_pupil(forename="Word")])
    [held], _ = add_family(office, [a_parent()], [a_pupil(forename="Held")])
    put_on_hold(office, held)
    made = plan(office, to=to, per=Per.PERSON)
    assert len(made.letters) == (1 if to is Recipients.ALL else 0)
    assert made.contacts_only == 1
    assert sorted(left.reason.partition(":")[0] for left in made.not_printed) == ["do not write", "not decided yet"]
    assert sorted(one.pupil.split()[0] for one in made.pupils_without) == ["Aunt", "Held", "Word"]


@pytest.mark.case("silence-nobody")
def test_picked_people_name_only_pupils_whom_nobody_could_be_told_of(office: OfficeSession) -> None:
    (mother, father), _ = add_family(office, [a_parent(), a_parent()], [a_pupil()])
    [aunt], _ = add_family(office, [a_parent(capacities=CONTACT)], [a_pupil(forename="Lone")])
    put_on_hold(office, father)
    made = plan(office, parent_ids=(father, aunt))
    assert [one.pupil.split()[0] for one in made.pupils_without] == ["Lone"]
    assert mother


@pytest.mark.case("silence-nobody")
def test_coverage_never_reads_as_complete_while_somebody_is_left_out(office: OfficeSession) -> None:
    [parent], _ = add_family(office, [a_parent()], [a_pupil()])
    [form] = issue_to(office, [parent])
    return_form(office, form.reference)
    assert overview(office).school.share == 1
    add_family(office, [a_parent(capacities=CONTACT)], [a_pupil()])
    counted = overview(office)
    assert (counted.school.returned, counted.school.everybody, len(counted.pupils_without)) == (1, 2, 1)
    assert [line.everybody for line in counted.lines] == [2]
    add_family(office, [a_parent(capacities=UNDECIDED)], [a_pupil(year_group="8", form="8B")])
    counted = overview(office, CountedBy.FORM_CLASS)
    assert (counted.undecided, counted.school.left_out) == (1, 2)
    assert [(line.group, line.everybody, line.share < 1) for line in counted.lines] == [
        ("7D", 2, True),
        ("8B", 1, True),
    ]
    assert whole_school(office).share < 1
    [edition] = overview(office, CountedBy.EDITION).lines
    assert edition.share < 1


@pytest.mark.case("silence-nobody")
def test_parents_are_not_all_told_of_an_edition_while_a_pupil_has_nobody(office: OfficeSession) -> None:
    [parent], _ = add_family(office, [a_parent()], [a_pupil()])
    issue_to(office, [parent])
    with office.look() as work:
        edition = edition_in_force(work.editions.all(), office.today)
    assert edition is not None

    def parents_reached() -> Reached:
        page = edition_page(office, edition.id)
        return next(line.reached for line in page.audiences if line.audience is Audience.PARENTS)

    assert parents_reached() is Reached.TOLD
    add_family(office, [a_parent(capacities=CONTACT)], [a_pupil()])
    assert parents_reached() is Reached.PARTLY


@pytest.mark.case("silence-nobody")
def test_today_says_for_how_many_pupils_nobody_is_told(office: OfficeSession) -> None:
    add_family(office, [a_parent(capacities=CONTACT)], [a_pupil()])
    add_family(office, [a_parent(address=PostalAddress())], [a_pupil()])
    add_family(office, [], [a_pupil(left_on=office.today)])
    [line] = [item for item in due_today(office) if item.noun is RecordKind.PUPIL]
    assert line.sentence == "2 pupils have nobody who will be told"
    assert len(pupils_nobody_is_told_for(office)) == 2


@pytest.mark.case("silence-relationship")
def test_the_list_of_parents_finds_who_is_held_or_undecided(office: OfficeSession) -> None:
    (held, undecided, free), _ = add_family(
        office, [a_parent(), a_parent(capacities=UNDECIDED), a_parent()], [a_pupil()]
    )
    put_on_hold(office, held)
    assert set(parent_ids(office, ParentFilter(blocked=True))) == {held, undecided}
    assert set(parent_ids(office, ParentFilter(acknowledged=Acknowledged.NOT_ASKED))) == {held, undecided, free}
    assert list(parent_ids(office, ParentFilter(acknowledged=Acknowledged.NOT_NEEDED))) == []
    [line] = parent_lines(office, [held])
    assert [hold.kind for hold in line.holds] == [HoldKind.NO_CONTACT]


@pytest.mark.case("silence-gate")
def test_code_letters_go_no_more_to_the_address_of_before(office: OfficeSession) -> None:
    [parent], _ = add_family(office, [a_parent(address=HOME)], [a_pupil()])
    batch = prepare_letters(office, plan(office))
    assert printing_pages(office, batch).pages
    with office.look() as work:
        known = work.parents.parent(parent)
    change_parent(office, replace(known, address=PostalAddress(("9 Mersey View", "Runcorn"), "WA7 5AA")))
    with pytest.raises(Refused, match="a former address"):
        printing_pages(office, batch)
    confirm_letters(office, batch)
    with office.look() as work:
        [letter] = work.letters.of_parent(parent)
    assert "a former address" in issued_letter_pages(office, letter.id).blocked
    change_parent(office, known)
    assert issued_letter_pages(office, letter.id).blocked == ""


@pytest.mark.case("silence-gate")
def test_an_envelope_shared_with_somebody_now_protected_goes_no_more(office: OfficeSession) -> None:
    people, _ = add_family(office, [a_parent(address=HOME), a_parent(forename="Tom", address=HOME)], [a_pupil()])
    batch = prepare_letters(office, plan(office))
    with office.look() as work:
        known = work.parents.parent(people[0])
    hidden = replace(known, protected=frozenset({Protected.ADDRESS}), protected_reason="Asked for it.")
    change_parent(signed_in_as(office, Role.HEADTEACHER), hidden)
    with pytest.raises(Refused, match="protected now"):
        printing_pages(office, batch)


@pytest.mark.case("silence-gate")
def test_a_letter_of_a_case_goes_no_more_to_the_address_of_before(office: OfficeSession) -> None:
    jane = parent_in(office, forename="Jane", address=HOME)
    incident = incident_about(office, author(jane))
    sent, kept = (prepare_letter(office, incident, "incident_concern") for _ in range(2))
    confirm_letter(office, sent)
    assert (blocked_again(office, sent), blocked_again(office, kept), untrue_now(office, kept)) == ("", "", "")
    with office.look() as work:
        known = work.parents.parent(jane)
    change_parent(office, replace(known, address=PostalAddress(("9 Mersey View", "Runcorn"), "WA7 5AA")))
    assert "a former address" in blocked_again(office, sent)
    assert "a former address" in blocked_again(office, kept)
    assert "has changed since it was prepared" in untrue_now(office, kept)
    afresh = write_afresh(office, kept)
    assert (blocked_again(office, afresh), untrue_now(office, afresh)) == ("", "")
