"""A past year stays as it was: figures, coverage of an edition and a review count people and events of their day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from halton_desktop.domain.acknowledgement import Answer
from halton_desktop.domain.audience import Audience
from halton_desktop.domain.change import RecordKind
from halton_desktop.domain.coverage import CountedBy
from halton_desktop.domain.incidents.incident import Outcome
from halton_desktop.domain.incidents.step_kind import REMOVED, StepKind
from halton_desktop.domain.permission import Role
from halton_desktop.domain.register import FormFilter
from halton_desktop.domain.yearly_figures import Period, YearlyFigures, digest_of, from_plain, school_year_period
from halton_desktop.errors import InvalidInput, Refused
from halton_desktop.services.administration.see_history import history_of
from halton_desktop.services.consent_forms.acknowledgement_coverage import coverage
from halton_desktop.services.consent_forms.form_register import form_ids
from halton_desktop.services.consent_forms.return_form import return_form, undo_entry
from halton_desktop.services.incidents.close_incident import close_incident, reopen_incident
from halton_desktop.services.incidents.decide_site_ban import impose_provisionally, lift_ban, prepare_ban
from halton_desktop.services.incidents.find_incidents import incident_page
from halton_desktop.services.incidents.take_step import finish_step, plan_step, proposed_step
from halton_desktop.services.parents.keep_parents import pupil_left
from halton_desktop.services.reviews.find_reviews import edition_page
from halton_desktop.services.reviews.start_review import finish_review, start_review
from halton_desktop.services.reviews.yearly_report import FROZEN, every_count, freeze_year, frozen_year, yearly_figures
from halton_desktop.services.session import OfficeSession
from tests.factories import a_parent, a_pupil, add_family, signed_in_as
from tests.helpers.incidents import author, contact, incident_about, parent_in
from tests.helpers.issued_forms import many_forms, writing
from tests.services.consent_forms.test_one_definition import next_edition
from tests.services.incidents.test_bans_and_letters import ban_of
from tests.services.incidents.test_incident_letter_words import FLAGS
from tests.services.letters.test_print_letters import issue, later
from tests.services.reviews.test_start_review import complete

pytestmark = pytest.mark.case("figures-5")
YEAR = school_year_period(2026)


def answered(figures: YearlyFigures) -> tuple[int | None, ...]:
    table = figures.table("coverage")
    assert table is not None
    labels = ("accepted", "declined", "asked, no answer yet", "not asked yet")
    return tuple(table.count(label) for label in labels)


def a_year(office: OfficeSession) -> tuple[int | None, ...]:
    """Ten people asked, seven answers, one new joiner, to the last day of the school year; what it came to."""
    forms = many_forms(office, 10)
    for form in forms[:6]:
        return_form(office, form.reference)
    return_form(office, forms[6].reference, Answer.DECLINED)
    add_family(office, [a_parent()], [a_pupil()])
    later(office, (YEAR.last - office.today).days)
    return answered(every_count(office, YEAR))


def test_a_year_is_the_same_next_year_after_leavers_joiners_and_a_new_edition(office: OfficeSession) -> None:
    before = a_year(office)
    assert before == (6, 1, 3, 1)
    later(office, 1)
    with office.look() as work:
        leavers = [pupil.id for pupil in work.parents.pupils()][:4]
    for leaver in leavers:
        pupil_left(office, leaver, office.today)
    add_family(office, [a_parent()], [a_pupil()])
    assert answered(every_count(office, YEAR)) == before
    next_edition(office)
    issue(office)
    later(office, 14)
    assert answered(every_count(office, YEAR)) == before
    assert answered(every_count(office, school_year_period(2027))) == (0, 0, 8, 0)


def test_the_coverage_of_an_edition_stays_when_the_next_is_printed(office: OfficeSession) -> None:
    a_year(office)
    with office.look() as work:
        first = work.editions.all()[-1].id
    page = edition_page(office, first)
    [letters] = [line.by_letter for line in page.audiences if line.audience is Audience.PARENTS]
    later(office, 1)
    next_edition(office)
    issue(office)
    add_family(office, [a_parent()], [a_pupil()])
    with office.look() as work:
        leaver = work.parents.pupils()[0].id
    pupil_left(office, leaver, office.today)
    after = edition_page(office, first)
    assert [line.by_letter for line in after.audiences if line.audience is Audience.PARENTS] == [letters]
    assert letters == "10 of 11 by letter with a form"
    [line] = [line for line in coverage(office, by=CountedBy.EDITION) if line.group == "Edition 1"]
    assert (line.people, line.accepted, line.outstanding) == (11, 6, 3)


def test_a_review_finished_weeks_later_keeps_the_figures_of_its_day(office: OfficeSession) -> None:
    forms = many_forms(office, 20)
    for form in forms[:10]:
        return_form(office, form.reference)
    review = start_review(office)
    held_on = office.today
    later(office, 38)
    for form in forms[10:]:
        return_form(office, form.reference)
    done = finish_review(office, replace(complete(office, review), held_on=held_on))
    assert done.figures is not None
    assert answered(from_plain(done.figures))[0] == 10


def test_an_entry_undone_later_was_never_so(office: OfficeSession) -> None:
    [form] = many_forms(office, 1)
    booked = return_form(office, form.reference)
    period = Period(office.today - timedelta(days=30), office.today)
    later(office, 5)
    undo_entry(office, form.id, "Another family’s.", booked.entry_id)
    assert answered(every_count(office, period)) == (0, 0, 1, 0)


def test_a_slip_that_came_back_within_the_year_and_was_booked_after_it_counts_in_it(office: OfficeSession) -> None:
    forms = many_forms(office, 2)
    later(office, (YEAR.last - office.today).days + 5)
    return_form(office, forms[0].reference, on=date(2027, 8, 30))
    return_form(office, forms[1].reference)
    assert answered(every_count(office, YEAR)) == (1, 0, 1, 0)


def counted(office: OfficeSession, key: str) -> dict[str, int | None]:
    table = every_count(office, YEAR).table(key)
    assert table is not None
    return {cell.label: cell.count for cell in table.cells if cell.count}


def test_how_incidents_ended_is_counted_as_of_the_last_day(office: OfficeSession) -> None:
    settled, waiting, open_still = (incident_about(office, author(parent_in(office))) for _ in range(3))
    for incident_id in (settled, waiting, open_still):
        contact(office, incident_id)
    close_incident(office, settled, Outcome.SETTLED, "Fine now.")
    later(office, (YEAR.last - office.today).days)
    before = counted(office, "outcome")
    assert before == {"settled with the parent": 1, "still open": 2}
    later(office, 3)
    reopen_incident(office, settled, "Posted again.")
    contact(office, settled)
    close_incident(office, settled, Outcome.NO_ACTION, "It was an old post.")
    close_incident(office, waiting, Outcome.SETTLED, "Fine now.")
    assert counted(office, "outcome") == before
    assert every_count(office, school_year_period(2027)).table("outcome") is not None


def test_contacts_and_removals_after_the_last_day_are_not_in_it(office: OfficeSession) -> None:
    incident_id = incident_about(office, author(parent_in(office)))
    day, until = office.today.isoformat(), (office.today + timedelta(days=1)).isoformat()
    asked = {"where": "Facebook", "asked_of": "Her", "asked_on": day, "asked_how": "letter", "deadline": until}
    plan_step(office, replace(proposed_step(office, incident_id, StepKind.REMOVAL), details=asked))
    later(office, (YEAR.last - office.today).days)
    before = counted(office, "contact"), counted(office, "removals")
    assert before == ({"no contact noted": 1}, {"asked, not checked yet": 1})
    later(office, 3)
    contact(office, incident_id)
    [removal] = [one for one in incident_page(office, incident_id).steps if one.kind is StepKind.REMOVAL]
    finish_step(office, removal.id, REMOVED, {**removal.details, "checked_on": office.today.isoformat()})
    assert (counted(office, "contact"), counted(office, "removals")) == before


def test_a_ban_lifted_in_september_was_in_force_in_august(office: OfficeSession) -> None:
    head = signed_in_as(office, Role.HEADTEACHER)
    incident_id = incident_about(office, author(parent_in(office)), flags=FLAGS)
    contact(office, incident_id)
    impose_provisionally(head, ban_id := prepare_ban(head, ban_of(office, incident_id)))
    later(office, (YEAR.last - office.today).days)
    assert counted(office, "bans") == {"provisional": 1}
    later(office, 3)
    lift_ban(head, ban_id, "Talked it over.")
    assert counted(office, "bans") == {"provisional": 1}


def test_a_year_that_is_over_is_frozen_and_a_later_count_that_differs_is_said(office: OfficeSession) -> None:
    before = a_year(office)
    with pytest.raises(InvalidInput, match="is not over yet"):
        freeze_year(office, 2026)
    later(office, 1)
    frozen = freeze_year(office, 2026)
    with pytest.raises(Refused, match="is frozen already"):
        freeze_year(office, 2026)
    assert frozen_year(office, 2026) == frozen
    assert "every figure is the same" in frozen.sentence
    assert f"{frozen.digest[:4].upper()}-" in frozen.sentence
    kept = yearly_figures(office, YEAR)
    with office.look() as work:
        owing = next(form for form in work.forms.by_ids(form_ids(office, FormFilter(outstanding=True))))
    return_form(office, owing.reference, on=YEAR.last)
    assert answered(every_count(office, YEAR)) != before
    found = frozen_year(office, 2026)
    assert found is not None
    assert found.differing == ("Acknowledgement of the code",)
    assert "these differ: Acknowledgement of the code" in found.sentence
    assert yearly_figures(office, YEAR) == kept, "outside it stays as it was frozen"
    assert frozen_year(office, 2025) is None


def test_what_was_frozen_and_altered_outside_the_program_is_told(office: OfficeSession) -> None:
    later(office, (YEAR.last - office.today).days + 1)
    freeze_year(office, 2026)
    with writing(office) as work:
        kept = work.office.setting(FROZEN)
        kept["2026"]["figures"]["reviews_held"] = 7
        work.office.keep_setting(FROZEN, kept)
        work.commit()
    found = frozen_year(office, 2026)
    assert found is not None
    assert "altered outside the program" in found.sentence


def test_the_history_keeps_the_mark_of_the_figures_a_review_was_finished_with(office: OfficeSession) -> None:
    review = start_review(office)
    done = finish_review(office, complete(office, review))
    entry = next(one for one in history_of(office, RecordKind.REVIEW, review.id) if one.action == "review finished")
    assert entry.new["figures, as a mark"] == digest_of(done.figures)
