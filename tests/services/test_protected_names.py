"""Every errand there is, asked beside somebody whose name is protected: no list and no paper spells it out.

``audit``: the errands of ``tests.services.errands`` (complete, a test says so) all ask about the records of number 1,
which are the other home’s; what is written next year is asked too.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from halton_desktop.domain.acknowledgement import Answer, HowItCame
from halton_desktop.domain.incidents.case_file import LeaveOut
from halton_desktop.domain.incidents.incident import (
    ContentFlag,
    FlagAssessment,
    IncidentPerson,
    PersonKind,
    PersonPart,
)
from halton_desktop.domain.incidents.incident_list import IncidentFilter
from halton_desktop.domain.mailing import LetterRequest
from halton_desktop.domain.parents.parent import Parent, Protected
from halton_desktop.domain.permission import ALLOWED, Permission, Role
from halton_desktop.domain.register import FormFilter, ParentFilter
from halton_desktop.errors import HaltonError
from halton_desktop.services.administration.see_history import history_entries, history_ids
from halton_desktop.services.consent_forms.form_register import form_ids, form_lines
from halton_desktop.services.consent_forms.print_register import outstanding_pages, register_pages
from halton_desktop.services.consent_forms.return_form import return_form
from halton_desktop.services.incidents.export_incidents import export_incidents
from halton_desktop.services.incidents.find_incidents import (
    ban_register,
    chronology,
    household_of,
    incident_ids,
    incident_lines,
    incident_page,
    incidents_of_parent,
)
from halton_desktop.services.incidents.find_people import find_people
from halton_desktop.services.incidents.print_incident import chronology_pdf, incident_file_pdf
from halton_desktop.services.letters.nobody_told import pupils_nobody_is_told_for
from halton_desktop.services.letters.plan_letters import plan_letters
from halton_desktop.services.letters.print_letters import confirm_letters, prepare_letters
from halton_desktop.services.overview.search_office import search
from halton_desktop.services.overview.today import due_today
from halton_desktop.services.parents.find_parents import parent_ids, parent_lines, parent_page
from halton_desktop.services.parents.keep_parents import change_parent
from halton_desktop.services.session import OfficeSession
from tests.factories import a_parent, a_pupil, add_family, make_office, signed_in_as
from tests.helpers.incidents import author, incident_about
from tests.helpers.restricted_incident import everything_of
from tests.services.test_permissions import all_errands

pytestmark = pytest.mark.case("harm-10")

NAME = ("Ottoline", "Quillfeather")
THREAT = FlagAssessment(ContentFlag.THREATENING, "A. Clarke", date(2026, 11, 23))
READING = {Permission.LOOK, Permission.SEE_FIGURES, Permission.SEE_HISTORY, Permission.PRINT_LETTERS, Permission.EXPORT}
OF_THE_INCIDENT = {
    "ask_consent.suggest_consent",
    "find_incidents.incident_page",
    "print_incident.incident_file",
    "print_incident.incident_file_pdf",
    "close_incident.obstacles",
}
"""The case itself, in which she has a part, names her to those who work on it."""
HER_OWN = {
    "letter_pages.printing",
    "letter_pages.printing_pages",
    "print_incident.chronology_file",
    "take_back_parent.two_entries",
}
"""A letter to her, the names somebody takes out of a print by hand, and whether her entry is somebody’s second."""


class TwoHomes:
    """A father and a mother whose name is protected since, each in a case with the other; she wants to talk."""

    def __init__(self, office: OfficeSession) -> None:
        self.admin, self.clerk = office, signed_in_as(office, Role.OFFICE)
        her = a_parent(forename=NAME[0], surname=NAME[1], title="Ms")
        own, _ = add_family(
            office,
            [a_parent(forename="Fred", surname="Quince", title="Mr"), her],
            [a_pupil(forename="Tina", form="9Q")],
        )
        self.father, self.mother = own
        add_family(
            office, [a_parent(forename=f, surname=s) for f, s in (("Q", "Quigley"), ("R", "Quist"))], [a_pupil()]
        )
        harmed = IncidentPerson(0, PersonPart.AFFECTED, PersonKind.PARENT, parent_id=self.mother)
        told = "He wrote that Ottoline Quillfeather hides."
        self.his = incident_about(office, author(self.father), harmed, account=told, flags=(THREAT,))
        affected = IncidentPerson(0, PersonPart.AFFECTED, PersonKind.PARENT, parent_id=self.father)
        self.hers = incident_about(office, author(self.mother), affected, account="She wrote.", place="Another")
        confirm_letters(office, prepare_letters(office, plan_letters(office, LetterRequest("acknowledgement"))))
        [form] = [line.form for line in form_lines(office, form_ids(office, FormFilter(parent_id=self.mother)))]
        return_form(office, form.reference, Answer.WANTS_TO_TALK, HowItCame.PAPER)
        self.protect(do_not_write=True, do_not_write_reason="moved to 14 Larch Avenue, ask for Ottoline Quillfeather")

    def protect(self, **changes: object) -> None:
        parent: Parent = parent_page(self.admin, self.mother).parent
        wanted = replace(parent, protected=frozenset(Protected), protected_reason="danger", **changes)  # type: ignore[arg-type] # valid fields
        change_parent(self.admin, wanted)


@pytest.fixture
def homes(tmp_path: Path) -> Iterator[TwoHomes]:
    with make_office(tmp_path / "office") as office:
        yield TwoHomes(office)


def tells(answer: object) -> bool:
    words = everything_of(answer)
    return any(name in words for name in (*NAME, "Larch"))


def test_no_errand_at_all_spells_a_protected_name_to_somebody_who_may_not_read_it(homes: TwoHomes) -> None:
    notification = set()
    for errand, (permission, call) in sorted(all_errands().items()):
        if permission in READING & ALLOWED[Role.OFFICE]:
            try:
                answer = call(homes.clerk)
            except HaltonError as refused:
                answer = f"{refused.message} {refused.advice}"
            if tells(answer):
                notification.add(errand)
    assert notification - OF_THE_INCIDENT - HER_OWN == set()


def test_lists_say_protected_to_the_office_and_the_name_to_the_headteacher(homes: TwoHomes) -> None:
    def lists(session: OfficeSession) -> dict[str, object]:
        return {
            "parents": parent_lines(session, parent_ids(session, ParentFilter())),
            "forms": form_lines(session, form_ids(session, FormFilter())),
            "incidents": incident_lines(session, incident_ids(session, IncidentFilter())),
            "bans": ban_register(session),
            "Today": due_today(session),
            "search": [search(session, words) for words in ("ottoline", "2026-0002", "She wrote")],
            "people": find_people(session, "quillfeather"),
            "not printed": plan_letters(session, LetterRequest("acknowledgement")).not_printed,
            "history": history_entries(session, history_ids(session)),
        }

    seen = lists(homes.clerk)
    assert [what for what, answer in seen.items() if tells(answer)] == []
    named = lists(homes.admin)
    assert all(tells(named[what]) for what in ("parents", "forms", "incidents", "Today", "search", "people", "history"))


def test_papers_and_pages_of_the_other_home_spell_it_out_to_nobody(homes: TwoHomes, tmp_path: Path) -> None:
    table = tmp_path / "cases.csv"
    export_incidents(homes.admin, incident_ids(homes.admin, IncidentFilter()), table, accounts=True)
    his = [homes.father]
    him = incident_page(homes.admin, homes.his).incident.authors[0].id
    papers = {
        "tutors’ list": outstanding_pages(homes.admin, class_on_a_page=True),
        "register": register_pages(homes.admin),
        "nobody told": pupils_nobody_is_told_for(homes.admin),
        "his chronology": chronology_pdf(homes.admin, his, LeaveOut()),
        "his chronology, names left out": chronology_pdf(homes.admin, his, LeaveOut(names=True)),
        "his case file": incident_file_pdf(homes.admin, homes.his, LeaveOut(reader=him)),
        "his timeline": chronology(homes.admin, his),
        "his incidents": incidents_of_parent(homes.admin, homes.father),
        "table": table.read_bytes(),
    }
    assert [what for what, answer in papers.items() if tells(answer)] == []
    assert tells(chronology_pdf(homes.admin, [homes.mother], LeaveOut()))
    assert "a protected name" in everything_of(papers["his chronology"])
    assert "Fred Quince" in everything_of(papers["his chronology"])
    assert household_of(homes.admin, homes.father) == (homes.father,)


def test_sorting_a_list_does_not_tell_a_protected_name(homes: TwoHomes) -> None:
    assert parent_ids(homes.clerk, ParentFilter())[0] == homes.mother
    assert parent_ids(homes.admin, ParentFilter())[0] != homes.mother
    for order in ("name", "postcode", "email"):
        before = parent_ids(homes.clerk, ParentFilter(), order)
        for surname in ("Abbott", NAME[1]):
            change_parent(homes.admin, replace(parent_page(homes.admin, homes.mother).parent, surname=surname))
            assert parent_ids(homes.clerk, ParentFilter(), order) == before, order
    forms = form_ids(homes.clerk, FormFilter())
    assert next(line.form.parent_id for line in form_lines(homes.clerk, forms)) == homes.mother
    assert incident_ids(homes.clerk, IncidentFilter(), "about", descending=False)[0] == homes.hers
    assert incident_ids(homes.admin, IncidentFilter(), "about", descending=False)[-1] == homes.his
