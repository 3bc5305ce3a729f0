"""A case is found by any word of it, wherever it was typed; a telephone number in any spacing."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from halton_desktop.domain.change import RecordKind
from halton_desktop.domain.incidents.evidence import EvidenceOrigin
from halton_desktop.domain.incidents.incident import (
    AdditionKind,
    ContentFlag,
    FlagAssessment,
    IncidentPerson,
    Outcome,
    PersonKind,
    PersonPart,
)
from halton_desktop.domain.incidents.site_ban import SiteBan
from halton_desktop.domain.incidents.step_kind import StepKind
from halton_desktop.domain.permission import Role
from halton_desktop.services.administration.open_office import INCIDENT_WORDS, unlock_office
from halton_desktop.services.incidents.change_incident import add_to_account
from halton_desktop.services.incidents.close_incident import close_incident
from halton_desktop.services.incidents.decide_site_ban import hear_representations, impose_provisionally, prepare_ban
from halton_desktop.services.incidents.find_incidents import incident_page
from halton_desktop.services.incidents.keep_evidence import add_evidence, describe_evidence
from halton_desktop.services.incidents.take_step import finish_step, plan_step, proposed_step
from halton_desktop.services.overview.search_office import MOST_PER_GROUP, search
from halton_desktop.services.parents.keep_parents import change_parent
from halton_desktop.services.session import OfficeSession
from tests.factories import PASSWORD, SIGN_IN_NAME, a_parent, a_pupil, add_family, program_files, signed_in_as
from tests.helpers.incidents import author, contact, incident_about, parent_in
from tests.helpers.issued_forms import writing


def found(office: OfficeSession, words: str) -> list[int]:
    """The cases a search finds."""
    return [hit.id for hit in search(office, words) if hit.noun is RecordKind.INCIDENT]


@pytest.fixture
def incident(office: OfficeSession) -> int:
    """A case with something typed in every place."""
    flag = FlagAssessment(ContentFlag.THREATENING, "Mrs Assessorname", office.today, "flagnote")
    saw = IncidentPerson(0, PersonPart.REPORTER, PersonKind.OTHER, name="Rita Reporter", how="overheard")
    incident = incident_about(
        office, author(parent_in(office)), saw, flags=(flag,), internal="internalword", legal=("OSA2023-181",),
        special_category="categoryword",
    )  # fmt: skip
    contact(office, incident)
    referral = proposed_step(office, incident, StepKind.REFERRAL)
    told = {"to": "police", "force": "Cheshire", "reference": "CR/4711-26", "officer": "PC Ottershaw"}
    told |= {"on": office.today.isoformat(), "disclosed": "screenshots", "basis": "prevention of crime"}
    plan_step(office, replace(referral, details={"to": "police"}))
    step = next(one for one in incident_page(office, incident).steps if one.kind is StepKind.REFERRAL)
    finish_step(office, step.id, "referred", told)
    note = proposed_step(office, incident, StepKind.NOTE)
    plan_step(office, replace(note, details={"text": "noteword, rang from 07700 900123"}))
    add_to_account(office, incident, AdditionKind.ADDITION, "additionword")
    person = incident_page(office, incident).incident.authors[0]
    day = timedelta(days=1)
    ban = SiteBan(
        0, incident, person.id, person.name, reason="banreason", risk_on_premises="banrisk", from_on=office.today,
        to_on=office.today + 40 * day, representations_by=office.today + 10 * day, review_on=office.today + 20 * day,
        decided_by="Mrs G. Jones", collection="collectionword", meetings="by telephone",
    )  # fmt: skip
    ban_id = prepare_ban(office, ban)
    impose_provisionally(signed_in_as(office, Role.HEADTEACHER), ban_id)
    hear_representations(office, ban_id, "representationword", office.today)
    origin = EvidenceOrigin(description="descriptionword", captured_from="fromword")
    add_evidence(office, incident, b"words", origin, file_name="filenameword.txt")
    return incident


@pytest.mark.case("cases-12")
@pytest.mark.parametrize(
    "words",
    [
        "CR/4711-26", "Ottershaw", "Cheshire", "noteword", "internalword", "categoryword", "additionword", "banreason",
        "banrisk", "collectionword", "representationword", "descriptionword", "filenameword", "fromword",
        "Assessorname", "flagnote", "overheard", "Rita", "Online Safety",
        "07700900123", "07700 900123", "+44 7700 900 123", "0770 090 0123", "07700 9001", "noteword 07700 900123",
    ],
)  # fmt: skip
def test_a_case_is_found_by_any_word_of_it(office: OfficeSession, incident: int, words: str) -> None:
    assert found(office, words) == [incident]


@pytest.mark.case("cases-12")
def test_a_case_is_found_by_why_it_was_closed_and_by_the_new_name_of_a_parent(office: OfficeSession) -> None:
    [parent], _ = add_family(office, [a_parent(forename="Sarah", surname="Pearce")], [a_pupil()])
    incident = incident_about(office, author(parent))
    contact(office, incident)
    close_incident(office, incident, Outcome.SETTLED, "reasonword")
    assert found(office, "reasonword") == [incident]
    with office.look() as work:
        known = work.parents.parent(parent)
        ties = work.parents.ties([parent])
    change_parent(office, replace(known, surname="Mellor"), ties)
    assert found(office, "Mellor") == found(office, "Pearce") == [incident]


@pytest.mark.case("cases-12")
def test_what_a_sealed_piece_is_called_is_not_found(office: OfficeSession, incident: int) -> None:
    add_evidence(
        office, incident, b"secret", EvidenceOrigin(description="secretword", private=True), file_name="hush.txt"
    )
    assert found(office, "secretword") == found(office, "hush") == []
    kept = next(piece for piece in incident_page(office, incident).evidence if not piece.private)
    describe_evidence(office, kept.id, replace(kept.origin, private=True))
    assert found(office, "descriptionword") == found(office, "filenameword") == []


@pytest.mark.case("cases-12")
def test_cases_of_an_older_program_are_found_by_all_words_once_it_is_opened(tmp_path: Path) -> None:
    from tests.factories import make_office

    with make_office(tmp_path / "office") as office:
        incident = incident_about(office, author(parent_in(office)), internal="internalword")
        with writing(office) as work:
            work.connection.execute(text("DELETE FROM search_index"))
            work.office.keep_setting(INCIDENT_WORDS, 1)
            work.commit()
        assert found(office, "internalword") == []
    with unlock_office(tmp_path / "office", SIGN_IN_NAME, PASSWORD, program_files()) as office:
        assert found(office, "internalword") == [incident]


@pytest.mark.case("cases-12")
def test_where_there_is_more_the_search_says_so(office: OfficeSession) -> None:
    parent = parent_in(office)
    for _ in range(MOST_PER_GROUP):
        incident_about(office, author(parent), account="the same markword")
    assert len(found(office, "markword")) == MOST_PER_GROUP
    incident_about(office, author(parent), account="the same markword")
    *_, last = search(office, "markword")
    assert (last.title, last.noun, last.id) == ("More incidents…", RecordKind.INCIDENT, 0)
