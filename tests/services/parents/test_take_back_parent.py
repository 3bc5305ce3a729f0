"""A parent entered twice or by mistake: made one with the other entry, or withdrawn, and then gone from everywhere."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select

from halton_desktop.domain.acknowledgement import Answer, FormState
from halton_desktop.domain.address import PostalAddress
from halton_desktop.domain.change import RecordKind
from halton_desktop.domain.consent import Chat
from halton_desktop.domain.incidents.incident import PersonPart
from halton_desktop.domain.mailing import LetterRequest, Per
from halton_desktop.domain.parents.hold import HoldKind
from halton_desktop.domain.parents.parent import Capacity, Parent, ParentOf, Protected
from halton_desktop.domain.parents.question import Question, QuestionKind
from halton_desktop.domain.register import Acknowledged, FormFilter, ParentFilter
from halton_desktop.errors import InvalidInput, NotFound, Refused
from halton_desktop.services.administration.check_office import check
from halton_desktop.services.consent_forms.ask_consent import ConsentRequest, ask_consent
from halton_desktop.services.consent_forms.form_register import form_ids
from halton_desktop.services.consent_forms.return_form import return_form
from halton_desktop.services.incidents.find_incidents import incident_lines, incident_page, incidents_of_parent
from halton_desktop.services.incidents.incident_letters import confirm_letter, prepare_letter
from halton_desktop.services.letters.plan_letters import plan_letters
from halton_desktop.services.letters.print_letters import confirm_letters, prepare_letters
from halton_desktop.services.letters.still_allowed import held_since
from halton_desktop.services.overview.search_office import search
from halton_desktop.services.parents.decide_questions import answer_questions, take_back_answer, to_decide
from halton_desktop.services.parents.find_parents import parent_ids, parent_page, parents_of_pupil
from halton_desktop.services.parents.import_parents import apply_import, preview_import
from halton_desktop.services.parents.keep_holds import holds_on
from halton_desktop.services.parents.keep_parents import add_parent
from halton_desktop.services.parents.take_back_parent import (
    make_one_person,
    maybe_the_same,
    two_entries,
    withdraw_parent,
)
from halton_desktop.services.session import OfficeSession
from halton_desktop.store.tables import metadata
from tests.factories import a_parent, a_pupil, add_family
from tests.helpers.contact_files import sims_csv, sims_row
from tests.helpers.held import put_on_hold
from tests.helpers.incidents import TODAY, author, contact, incident_about

pytestmark = pytest.mark.case("harm-11")

ORLA = a_parent(title="Ms", forename="Orla", surname="Byrne")
LETTER = LetterRequest("acknowledgement", per=Per.HOUSEHOLD)


@pytest.fixture
def twice(office: OfficeSession) -> tuple[int, int, int]:
    """Orla Byrne entered twice for the same child: (first, second, pupil)."""
    [[first], [pupil]] = add_family(office, [ORLA], [a_pupil(forename="Finn", surname="Byrne")])
    second = add_parent(office, ORLA, [ParentOf(0, pupil, "mother", court_order=False)])
    return first, second, pupil


def issue(office: OfficeSession) -> None:
    """The first letter with its slips goes out to everybody."""
    confirm_letters(office, prepare_letters(office, plan_letters(office, LETTER)))


def told(office: OfficeSession) -> list[str]:
    return sorted(letter.who for letter in plan_letters(office, LETTER).letters)


def rows_naming(office: OfficeSession, parent_id: int) -> dict[str, int]:
    """In how many rows of each table a foreign key names a parent."""
    found = {}
    with office.look() as work:
        for table in metadata.sorted_tables:
            for key in table.foreign_keys:
                if key.column.table.name == "parents":
                    rows = work.connection.execute(select(table).where(key.parent == parent_id)).all()
                    if rows:
                        found[f"{table.name}.{key.parent.name}"] = len(rows)
    return found


def test_a_parent_entered_by_mistake_is_gone_from_everywhere_but_the_history(
    office: OfficeSession, twice: tuple[int, int, int]
) -> None:
    first, second, pupil = twice
    assert told(office) == ["Ms Orla Byrne and Ms Orla Byrne"]
    issue(office)
    with pytest.raises(InvalidInput) as refused:
        withdraw_parent(office, second, " ")
    assert refused.value.field == "reason"
    forms = [form.reference for form in parent_page(office, second).forms]
    withdraw_parent(office, second, "Typed twice.")
    with pytest.raises(NotFound):
        parent_page(office, second)
    assert list(parent_ids(office, ParentFilter())) == [first]
    assert list(parent_ids(office, ParentFilter(words="byrne"))) == [first]
    assert [parent.id for parent, _tie in parents_of_pupil(office, pupil)] == [first]
    assert parent_page(office, first).others == ()
    assert [hit.id for hit in search(office, "orla") if hit.noun is RecordKind.PARENT] == [first]
    assert [search(office, reference) for reference in forms] == [()]
    assert len(form_ids(office, FormFilter())) == 1
    assert check(office).findings == ()
    with pytest.raises(Refused, match="Typed twice"):
        return_form(office, forms[0])
    with office.look() as work:
        entry = work.audit.entries(RecordKind.PARENT, second)[0]
    assert entry.action == "parent entered by mistake"
    assert (entry.old["forename"], entry.old["ties"][0]["pupil_id"]) == ("Orla", pupil)
    assert entry.new == {"reason": "Typed twice."}


def test_whoever_is_named_in_a_case_is_not_withdrawn_before_the_name_is(
    office: OfficeSession, twice: tuple[int, int, int]
) -> None:
    incident_about(office, author(twice[1]))
    with pytest.raises(Refused, match="2026-0001"):
        withdraw_parent(office, twice[1], "Typed twice.")


def test_an_import_adds_whoever_was_withdrawn_only_where_the_file_has_them(
    office: OfficeSession, tmp_path: Path
) -> None:
    path = tmp_path / "contacts.csv"
    path.write_bytes(sims_csv(sims_row()))
    apply_import(office, preview_import(office, path))
    [jane] = parent_ids(office, ParentFilter())
    withdraw_parent(office, jane, "Another school’s.")
    preview = preview_import(office, path)
    assert [one.full_name for one in preview.plan.new_parents] == ["Mrs Jane Fieldhouse"]
    apply_import(office, preview)
    assert len(parent_ids(office, ParentFilter())) == 1
    assert check(office).findings == ()


def test_nothing_on_file_names_whoever_was_made_one_with_another(
    office: OfficeSession, twice: tuple[int, int, int]
) -> None:
    first, second, pupil = twice
    issue(office)
    incident = incident_about(office, author(first), author(second))
    contact(office, incident)
    wrong = incident_page(office, incident).incident.authors[1]
    confirm_letter(office, prepare_letter(office, incident, "incident_concern", wrong.id))
    chat = Chat("WhatsApp", "Year 7", TODAY, TODAY)
    ask_consent(office, ConsentRequest(incident, second, chat, "To find out.", False, "The head", TODAY))
    put_on_hold(office, second, HoldKind.COURT_ORDER, pupil)
    assert {name.partition(".")[0] for name in rows_naming(office, second)} >= {
        "ties", "holds", "forms", "letter_parents", "incident_people", "incident_letters", "parent_file_values",
    }  # fmt: skip
    make_one_person(office, first, second, reason="Typed twice.")
    assert rows_naming(office, second) == {}
    page = incident_page(office, incident)
    assert [person.parent_id for person in page.incident.of(PersonPart.AUTHOR)] == [first]
    assert {step.person_id for step in page.steps if step.person_id} == {page.incident.authors[0].id}
    assert len(page.letters) == 1
    assert incident_lines(office, [incident])[0].about == "Orla Byrne"
    assert [line.id for line in incidents_of_parent(office, first)] == [incident]
    assert [hold.pupil_id for hold in holds_on(office, first)] == [pupil]
    forms = parent_page(office, first).forms
    assert sorted(form.status.state for form in forms) == [
        FormState.ISSUED, FormState.PREPARED, FormState.SUPERSEDED,
    ]  # fmt: skip
    assert check(office).findings == ()
    with office.look() as work:
        entry = work.audit.entries(RecordKind.PARENT, first)[0]
    assert (entry.action, entry.old["went"]["forename"]) == ("made one person", "Orla")
    assert entry.new["reason"] == "Typed twice."


def test_an_answer_of_either_entry_counts_for_the_one(office: OfficeSession, twice: tuple[int, int, int]) -> None:
    first, second, _pupil = twice
    issue(office)
    [slip] = parent_page(office, first).forms
    return_form(office, slip.reference, Answer.ACCEPTED)
    make_one_person(office, first, second)
    assert parent_page(office, first).acknowledged is Acknowledged.ACCEPTED
    assert list(parent_ids(office, ParentFilter(acknowledged=Acknowledged.ACCEPTED))) == [first]
    assert list(parent_ids(office, ParentFilter(acknowledged=Acknowledged.OUTSTANDING))) == []


def test_restrictions_capacities_and_notes_of_both_stay(office: OfficeSession) -> None:
    one = replace(ORLA, notes="Prefers the telephone.")
    other = replace(
        ORLA,
        notes="Speaks Irish.",
        capacities=frozenset({Capacity.GOVERNOR}),
        do_not_write=True,
        do_not_write_reason="Solicitor’s letter",
        protected=frozenset({Protected.ADDRESS}),
        protected_reason="In danger",
        address=PostalAddress(("99 Safe House Lane",), "CH1 1AA"),
    )
    [[first], [pupil]] = add_family(office, [one], [a_pupil()])
    second = add_parent(office, other, [ParentOf(0, pupil, "mother", True, court_order=True)])
    assert "Safe House" not in str(two_entries(office, first, second).differing)
    make_one_person(office, first, second)
    family = parent_page(office, first).family
    kept = family.parent
    assert kept.notes == "Prefers the telephone.\nSpeaks Irish."
    assert kept.capacities == {Capacity.PARENT_CARER, Capacity.GOVERNOR}
    assert kept.do_not_write
    assert kept.protected == {Protected.ADDRESS}
    assert kept.address.postcode == "CH1 1AA"
    assert (family.children[0].tie.court_order, family.children[0].tie.parental_responsibility) == (True, True)


def test_the_office_chooses_whose_values_are_kept(office: OfficeSession, twice: tuple[int, int, int]) -> None:
    first, second, _pupil = twice
    assert two_entries(office, first, second).differing == ()
    with pytest.raises(Refused):
        make_one_person(office, first, first)
    [[third], _] = add_family(office, [replace(ORLA, mobile="07700 900999", salutation="Orla")], [a_pupil()])
    two = two_entries(office, first, third)
    assert [(one.field, one.usual) for one in two.differing] == [("salutation", True), ("mobile", True)]
    assert maybe_the_same(office, first)[0].family.parent.id == second
    make_one_person(office, first, third, {"salutation"})
    kept = parent_page(office, first).parent
    assert (kept.salutation, kept.mobile) == ("Orla", ORLA.mobile)


OTHER_HOME = {"House": "9", "Street": "New Road", "Mobile": "07700900999", "Contact_Forename": "Janet"}


def doubtful(office: OfficeSession, folder: Path) -> Question:
    """A mother who must not be written to about her child, and a new one in the next file who may be she."""
    path = folder / "contacts.csv"
    path.write_bytes(sims_csv(sims_row(Court_Order="Yes", Email="")))
    apply_import(office, preview_import(office, path))
    path.write_bytes(sims_csv(sims_row(Email="", **OTHER_HOME)))
    apply_import(office, preview_import(office, path))
    [question] = [one for one in to_decide(office) if one.kind is QuestionKind.SAME_PERSON]
    return question


def everybody(office: OfficeSession) -> list[Parent]:
    with office.look() as work:
        return work.parents.parents()


def test_one_person_makes_one_record_with_the_files_newer_address_and_stays_one(
    office: OfficeSession, tmp_path: Path
) -> None:
    question = doubtful(office, tmp_path)
    assert len(everybody(office)) == 2
    answer_questions(office, [question.id], "same")
    [jane] = everybody(office)
    assert (jane.forename, jane.address.lines[0], jane.mobile) == ("Jane", "9 New Road", "07700 900999")
    family = parent_page(office, jane.id).family
    assert family.children[0].tie.court_order
    assert HoldKind.UNDECIDED not in [hold.kind for hold in family.holds]
    assert check(office).findings == ()
    with pytest.raises(Refused, match="was done"):
        take_back_answer(office, question.id)
    again = preview_import(office, tmp_path / "contacts.csv")
    assert (again.plan.new_parents, again.plan.changed_parents, again.plan.questions) == ((), (), ())


def test_two_people_lets_letters_go_to_the_new_one(office: OfficeSession, tmp_path: Path) -> None:
    question = doubtful(office, tmp_path)
    answer_questions(office, [question.id], "different")
    assert told(office) == ["Mrs Janet Fieldhouse"]
    take_back_answer(office, question.id)
    assert told(office) == []


def test_take_the_new_name_takes_it(office: OfficeSession, tmp_path: Path) -> None:
    path = tmp_path / "contacts.csv"
    path.write_bytes(sims_csv(sims_row()))
    apply_import(office, preview_import(office, path))
    path.write_bytes(sims_csv(sims_row(Contact_Surname="Moss")))
    apply_import(office, preview_import(office, path))
    [question] = [one for one in to_decide(office) if one.kind is QuestionKind.SAME_PERSON]
    answer_questions(office, [question.id], "renamed")
    [jane] = everybody(office)
    assert jane.full_name == "Mrs Jane Moss"
    assert [hit.title for hit in search(office, "moss") if hit.noun is RecordKind.PARENT] == ["Mrs Jane Moss"]
    again = preview_import(office, path)
    assert (again.plan.changed_parents, again.plan.kept, again.plan.questions) == ((), (), ())


def test_pupils_who_have_left_are_marked_so_and_contacts_no_longer_written_to_are_held(
    office: OfficeSession, tmp_path: Path
) -> None:
    path = tmp_path / "contacts.csv"
    tom = sims_row(
        Title="Mr", Contact_Forename="Tom", Relationship="Father", Mobile="", Email="t@example.org", House="9"
    )
    kit = sims_row(
        adno="000102", Forename="Kit", Legal_Surname="Hart", Contact_Surname="Hart", DOB="06/12/2014",
        Contact_Forename="Ruth", Mobile="", Email="r@example.org", House="3",
    )  # fmt: skip
    zoe = kit | {"adno": "000103", "Forename": "Zoe", "Legal Surname": "Dunn", "Contact Surname": "Dunn"}
    zoe |= {"DOB": "07/12/2014", "Email": "d@example.org", "House": "4"}
    path.write_bytes(sims_csv(sims_row(), tom, kit, zoe))
    apply_import(office, preview_import(office, path))
    path.write_bytes(sims_csv(sims_row(), kit))
    apply_import(office, preview_import(office, path))
    asked = {question.value: question.id for question in to_decide(office) if question.kind is QuestionKind.GONE}
    answer_questions(office, [asked["contact"]], "hold")
    answer_questions(office, [asked["pupil"]], "left")
    with office.look() as work:
        assert [one.forename for one in work.parents.pupils() if one.left_on == TODAY] == ["Zoe"]
    assert told(office) == ["Mrs Jane Fieldhouse", "Mrs Ruth Hart"]
    take_back_answer(office, asked["contact"])
    assert told(office) == ["Mr Tom Fieldhouse", "Mrs Jane Fieldhouse", "Mrs Ruth Hart"]
    assert check(office).findings == ()


def test_letters_planned_or_prepared_before_go_to_nobody_who_was_taken_back_since(
    office: OfficeSession, twice: tuple[int, int, int]
) -> None:
    plan = plan_letters(office, LETTER)
    batch = prepare_letters(office, plan)
    withdraw_parent(office, twice[1], "Typed twice.")
    with pytest.raises(Refused, match="not in the register"):
        prepare_letters(office, plan)
    with office.look() as work:
        [letter] = work.letters.of_batch(batch)
        assert dict(held_since(work, [letter])) == {"Ms Orla Byrne and Ms Orla Byrne": "not in the register any more"}
    assert confirm_letters(office, batch) == 1
    assert check(office).findings == ()
