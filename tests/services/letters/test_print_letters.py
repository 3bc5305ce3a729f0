"""Letters: who gets one, who shares an envelope, what is left out and why, and what the register says afterwards."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from halton_desktop.domain.acknowledgement import FormState
from halton_desktop.domain.address import PostalAddress
from halton_desktop.domain.mailing import LetterRequest, Per, Recipients
from halton_desktop.domain.parents.parent import Capacity
from halton_desktop.domain.permission import Role
from halton_desktop.domain.register import Acknowledged, ParentFilter
from halton_desktop.domain.sides import Sides
from halton_desktop.errors import Cancelled, FolderReadOnly, NotAllowed, Refused
from halton_desktop.services.administration.check_office import check
from halton_desktop.services.administration.keep_school import change_settings, read_settings
from halton_desktop.services.consent_forms.match_scans import ScannedPage, attach_scan
from halton_desktop.services.consent_forms.return_form import return_forms, undo_entry
from halton_desktop.services.letters.plan_letters import plan_letters
from halton_desktop.services.letters.print_letters import (
    confirm_letters,
    drop_letters,
    make_letter_pdf,
    make_pdf,
    prepare_letters,
    unconfirmed,
)
from halton_desktop.services.letters.save_letters import save_letters
from halton_desktop.services.parents.find_parents import parent_ids, parent_page
from halton_desktop.services.session import OfficeSession
from tests.factories import StandingClock, a_parent, a_pupil, add_family, signed_in_as
from tests.helpers.rasterise import as_png, code_page

HOME = PostalAddress(("12 Moorfield Road", "Widnes"), "WA8 3DA")
EVERYONE = LetterRequest("acknowledgement")


def issue(office: OfficeSession, request: LetterRequest = EVERYONE) -> int:
    batch = prepare_letters(office, plan_letters(office, request))
    confirm_letters(office, batch)
    return batch


def later(office: OfficeSession, days: int) -> None:
    clock = office.clock
    assert isinstance(clock, StandingClock)
    clock.now += timedelta(days=days)


def test_a_household_gets_one_letter_with_a_slip_for_each_adult(office: OfficeSession) -> None:
    add_family(office, [a_parent(address=HOME), a_parent(address=HOME)], [a_pupil(), a_pupil()])
    plan = plan_letters(office, EVERYONE)
    assert (len(plan.letters), plan.people) == (1, 2)
    assert len(plan_letters(office, LetterRequest("acknowledgement", per=Per.PERSON)).letters) == 2


def test_two_homes_of_one_child_never_share_an_envelope(office: OfficeSession) -> None:
    elsewhere = PostalAddress(("3 Norton Lane", "Runcorn"), "WA7 2WJ")
    add_family(office, [a_parent(address=HOME, forename="Ann"), a_parent(address=elsewhere)], [a_pupil()])
    out = BytesIO()
    batch = prepare_letters(office, plan_letters(office, EVERYONE))
    make_pdf(office, batch, out)
    pages = [page.extract_text() for page in PdfReader(out).pages]
    for page in pages:
        assert not ("WA8 3DA" in page and "WA7 2WJ" in page)


def test_neighbours_at_one_address_without_a_common_child_get_letters_of_their_own(office: OfficeSession) -> None:
    add_family(office, [a_parent(address=HOME)], [a_pupil()])
    add_family(office, [a_parent(address=HOME)], [a_pupil()])
    assert len(plan_letters(office, EVERYONE).letters) == 2


def test_who_cannot_get_a_letter_is_listed_with_the_reason(office: OfficeSession) -> None:
    add_family(office, [a_parent(address=PostalAddress())], [a_pupil()])
    add_family(office, [a_parent(do_not_write=True, do_not_write_reason="asked us not to")], [a_pupil()])
    add_family(office, [a_parent()], [a_pupil(forename="Ada")], court_order=True)
    add_family(office, [a_parent(forename="𓀀")], [a_pupil()])
    reasons = [left.reason for left in plan_letters(office, EVERYONE).not_printed]
    assert reasons[:3] == [
        "no address",
        "do not write: asked us not to",
        "a court order restricts contact about Ada",
    ]
    assert "cannot print" in reasons[3]


def test_a_block_is_overridden_only_with_a_reason_and_by_who_may(office: OfficeSession) -> None:
    (parent,), _ = add_family(office, [a_parent()], [a_pupil()], court_order=True)
    request = LetterRequest("acknowledgement", overrides={parent: "agreed with the court, 12/11/2026"})
    with pytest.raises(NotAllowed):
        plan_letters(signed_in_as(office, Role.OFFICE), request)
    assert len(plan_letters(office, request).letters) == 1


def test_contacts_and_parents_of_leavers_are_not_asked(office: OfficeSession) -> None:
    add_family(office, [a_parent(capacities=frozenset({Capacity.OTHER_CONTACT}))], [a_pupil()])
    add_family(office, [a_parent()], [a_pupil(left_on=office.today)])
    plan = plan_letters(office, EVERYONE)
    assert (plan.letters, plan.not_printed) == ((), ())


def test_printing_again_keeps_the_reference_on_the_slip(office: OfficeSession) -> None:
    (parent,), _ = add_family(office, [a_parent()], [a_pupil()])
    issue(office)
    first = parent_page(office, parent).forms
    issue(office)
    again = parent_page(office, parent).forms
    assert [form.reference for form in again] == [form.reference for form in first]
    assert len(parent_page(office, parent).letters) == 2
    assert check(office).ok


def test_outstanding_leaves_out_who_has_answered(office: OfficeSession) -> None:
    (first,), _ = add_family(office, [a_parent()], [a_pupil()])
    (second,), _ = add_family(office, [a_parent()], [a_pupil()])
    issue(office)
    return_forms(office, [parent_page(office, first).forms[0].reference])
    later(office, 40)
    plan = plan_letters(office, LetterRequest("reminder_1", Recipients.OUTSTANDING))
    assert [letter.families[0].parent.id for letter in plan.letters] == [second]


def test_a_year_group_gets_only_its_own(office: OfficeSession) -> None:
    add_family(office, [a_parent()], [a_pupil(year_group="7")])
    (parent,), _ = add_family(office, [a_parent()], [a_pupil(year_group="9")])
    plan = plan_letters(office, LetterRequest("acknowledgement", year_group="9"))
    assert [letter.families[0].parent.id for letter in plan.letters] == [parent]


def test_an_unconfirmed_batch_waits_and_a_dropped_one_leaves_nothing_outstanding(office: OfficeSession) -> None:
    (parent,), _ = add_family(office, [a_parent()], [a_pupil()])
    batch = prepare_letters(office, plan_letters(office, EVERYONE))
    assert [waiting.id for waiting in unconfirmed(office)] == [batch]
    assert list(parent_ids(office, ParentFilter(acknowledged=Acknowledged.PREPARED))) == [parent]
    drop_letters(office, batch)
    assert unconfirmed(office) == []
    assert list(parent_ids(office, ParentFilter(acknowledged=Acknowledged.NOT_ASKED))) == [parent]
    with pytest.raises(Refused):
        confirm_letters(office, batch)
    assert check(office).ok


def test_a_slip_that_comes_back_before_the_printing_was_confirmed_is_booked(office: OfficeSession) -> None:
    (parent,), _ = add_family(office, [a_parent()], [a_pupil()])
    batch = prepare_letters(office, plan_letters(office, EVERYONE))
    form = parent_page(office, parent).forms[0]
    assert len(return_forms(office, [form.reference]).returned) == 1
    drop_letters(office, batch)
    assert parent_page(office, parent).forms[0].status.state is FormState.RETURNED


def test_a_slip_that_a_second_waiting_printing_carries_too_outlives_dropping_the_first(office: OfficeSession) -> None:
    (parent,), _ = add_family(office, [a_parent()], [a_pupil()])
    jammed = prepare_letters(office, plan_letters(office, EVERYONE))
    came_out = prepare_letters(office, plan_letters(office, EVERYONE))
    reference = parent_page(office, parent).forms[0].reference
    drop_letters(office, jammed)
    assert confirm_letters(office, came_out) == 1
    assert parent_page(office, parent).forms[0].status.state is FormState.ISSUED
    assert len(return_forms(office, [reference]).returned) == 1
    assert check(office).ok


def test_a_slip_of_two_waiting_printings_goes_once_both_are_dropped(office: OfficeSession) -> None:
    (parent,), _ = add_family(office, [a_parent()], [a_pupil()])
    batches = [prepare_letters(office, plan_letters(office, EVERYONE)) for _ in range(2)]
    for batch in batches:
        drop_letters(office, batch)
    assert parent_page(office, parent).forms == ()
    assert check(office).ok


def test_a_form_whose_signed_scan_came_in_stays_when_its_printing_is_dropped(office: OfficeSession) -> None:
    (parent,), _ = add_family(office, [a_parent()], [a_pupil()])
    batch = prepare_letters(office, plan_letters(office, EVERYONE))
    form = parent_page(office, parent).forms[0]
    attach_scan(office, form.id, ScannedPage("stack.pdf", 1, as_png(code_page(form.reference)), "image/png"))
    drop_letters(office, batch)
    assert [kept.id for kept in parent_page(office, parent).forms] == [form.id]
    assert check(office).ok


def test_a_letter_prints_again_exactly_as_issued_after_the_parent_moved(office: OfficeSession) -> None:
    (parent,), _ = add_family(office, [a_parent(address=HOME)], [a_pupil()])
    batch = prepare_letters(office, plan_letters(office, EVERYONE))
    then, again = BytesIO(), BytesIO()
    make_pdf(office, batch, then)
    confirm_letters(office, batch)
    clock = office.clock
    assert isinstance(clock, StandingClock)
    clock.now += timedelta(days=40)
    make_letter_pdf(office, parent_page(office, parent).letters[0].id, again)
    assert again.getvalue() == then.getvalue()


def test_overdue_follows_from_the_deadline_on_the_letter(office: OfficeSession) -> None:
    (parent,), _ = add_family(office, [a_parent()], [a_pupil()])
    issue(office)
    assert list(parent_ids(office, ParentFilter(acknowledged=Acknowledged.OUTSTANDING))) == [parent]
    clock = office.clock
    assert isinstance(clock, StandingClock)
    clock.now += timedelta(days=40)
    assert list(parent_ids(office, ParentFilter(acknowledged=Acknowledged.OVERDUE))) == [parent]


def test_a_saved_file_is_whole_and_booked_or_neither(office: OfficeSession, tmp_path: Path) -> None:
    (parent,), _ = add_family(office, [a_parent()], [a_pupil()])
    plan = plan_letters(office, EVERYONE)
    with pytest.raises(Cancelled):
        save_letters(office, plan, tmp_path / "letters.pdf", cancelled=lambda: True)
    with pytest.raises(FolderReadOnly):
        save_letters(office, plan, tmp_path / "nowhere" / "letters.pdf")
    assert [path.name for path in tmp_path.iterdir()] == ["office"]
    assert parent_page(office, parent).forms == ()
    saved = save_letters(office, plan, tmp_path / "letters.pdf")
    assert len(PdfReader(tmp_path / "letters.pdf").pages) == saved.paper.pages
    assert [form.reference for form in parent_page(office, parent).forms] == list(saved.references)


def test_a_letter_that_does_not_exist_is_refused_by_name(office: OfficeSession) -> None:
    with pytest.raises(Refused, match="“newsletter”"):
        plan_letters(office, LetterRequest("newsletter"))


def test_who_a_list_merely_shows_is_passed_over_where_the_code_asks_nothing_but_who_was_picked_is_named(
    office: OfficeSession,
) -> None:
    (contact,), _ = add_family(office, [a_parent(capacities=frozenset({Capacity.OTHER_CONTACT}))], [a_pupil()])
    (parent,), _ = add_family(office, [a_parent()], [a_pupil()])
    shown = plan_letters(office, LetterRequest("acknowledgement", parent_ids=(contact, parent), by_hand=False))
    assert (len(shown.letters), shown.not_printed) == (1, ())
    picked = plan_letters(office, LetterRequest("acknowledgement", parent_ids=(contact, parent)))
    assert [left.parent_id for left in picked.not_printed] == [contact]


def three_letters_of_three_pages(office: OfficeSession) -> None:
    """Two slips each: an odd number of pages, which on both sides would begin the next family on this one's back."""
    for number in range(3):
        home = PostalAddress((f"{number + 1} Moorfield Road", "Widnes"), "WA8 3DA")
        add_family(office, [a_parent(address=home), a_parent(address=home)], [a_pupil()])


@pytest.mark.case("harm-2")
def test_in_a_saved_file_no_letter_begins_on_the_back_of_anothers_sheet(office: OfficeSession, tmp_path: Path) -> None:
    three_letters_of_three_pages(office)
    saved = save_letters(office, plan_letters(office, EVERYONE), tmp_path / "letters.pdf")
    pages = [page.extract_text() for page in PdfReader(tmp_path / "letters.pdf").pages]
    begins = [number for number, text in enumerate(pages, start=1) if "Dear " in text]
    assert begins == [1, 5, 9]
    assert [text for text in pages if not text.strip()] == ["", "", ""]
    assert (saved.paper.pages, saved.paper.blanks, saved.paper.sheets) == (len(pages), 3, 6)


@pytest.mark.case("harm-2")
def test_for_a_printer_of_one_side_a_saved_file_has_no_empty_pages(office: OfficeSession, tmp_path: Path) -> None:
    three_letters_of_three_pages(office)
    saved = save_letters(office, plan_letters(office, EVERYONE), tmp_path / "letters.pdf", sides=Sides.ONE)
    pages = [page.extract_text() for page in PdfReader(tmp_path / "letters.pdf").pages]
    assert all(text.strip() for text in pages)
    assert (saved.paper.pages, saved.paper.blanks, saved.paper.sheets) == (9, 0, 9)


@pytest.mark.case("harm-2")
@pytest.mark.parametrize(("sides", "pages"), [(Sides.ONE, 4), (Sides.BOTH, 6)])
def test_a_household_of_many_slips_has_empty_backs_only_where_both_sides_are_printed(
    office: OfficeSession, tmp_path: Path, sides: Sides, pages: int
) -> None:
    add_family(office, [a_parent(address=HOME) for _ in range(4)], [a_pupil()])
    save_letters(office, plan_letters(office, EVERYONE), tmp_path / "letters.pdf", sides=sides)
    texts = [page.extract_text() for page in PdfReader(tmp_path / "letters.pdf").pages]
    assert len(texts) == pages
    empty = [text for text in texts if "Signature" not in text and "The code" not in text and "Dear" not in text]
    assert bool(empty) is (sides is Sides.BOTH)


@pytest.mark.case("harm-6")
def test_nobody_is_reminded_on_the_day_of_the_first_letter_nor_a_second_time_before_the_first(
    office: OfficeSession,
) -> None:
    (parent,), _ = add_family(office, [a_parent()], [a_pupil()])
    issue(office)
    for to in (Recipients.OUTSTANDING, Recipients.ALL):
        plan = plan_letters(office, LetterRequest("reminder_1", to))
        assert plan.letters == ()
        assert [left.reason for left in plan.not_printed] == ["has until 07/12/2026 to return the slip"]
    later(office, 40)
    second = plan_letters(office, LetterRequest("reminder_2", parent_ids=(parent,)))
    assert [left.reason for left in second.not_printed] == ["has not had the first reminder yet"]
    assert len(plan_letters(office, LetterRequest("reminder_1", parent_ids=(parent,))).letters) == 1


@pytest.mark.case("harm-6")
def test_the_second_reminder_names_the_day_of_the_first_letter_which_nothing_overwrites(office: OfficeSession) -> None:
    (parent,), _ = add_family(office, [a_parent()], [a_pupil()])
    first_day = office.today
    issue(office)
    later(office, 30)
    issue(office, LetterRequest("reminder_1", Recipients.OUTSTANDING))
    later(office, 30)
    out = BytesIO()
    batch = prepare_letters(office, plan_letters(office, LetterRequest("reminder_2", Recipients.OUTSTANDING)))
    make_pdf(office, batch, out)
    words = PdfReader(out).pages[0].extract_text().replace("\u00a0", " ").replace("\n", " ")
    assert f"We first wrote to you on {first_day.day} November 2026" in words
    confirm_letters(office, batch)
    form = parent_page(office, parent).forms[0]
    assert form.issued_on == first_day
    undo_entry(office, form.id, "The second reminder never left the office.")
    assert parent_page(office, parent).forms[0].issued_on == first_day


@pytest.mark.case("harm-13")
def test_a_social_worker_is_written_to_because_they_represent_the_child_not_because_they_care_for_it(
    office: OfficeSession,
) -> None:
    worker = a_parent(capacities=frozenset({Capacity.CHILD_REPRESENTATIVE}))
    add_family(office, [worker], [a_pupil(forename="Ada", surname="Bell", form="7B")])
    out = BytesIO()
    make_pdf(office, prepare_letters(office, plan_letters(office, EVERYONE)), out)
    words = " ".join(page.extract_text() for page in PdfReader(out).pages).replace("\u00a0", " ").replace("\n", " ")
    assert "because you represent Ada Bell (7B)" in words
    assert "care for Ada" not in words
    assert "Parent or carer of" not in words


@pytest.mark.case("harm-13")
def test_every_letter_says_where_the_whole_code_and_the_privacy_notice_are(office: OfficeSession) -> None:
    change_settings(office, replace(read_settings(office), whole_code="at www.halton-code.example"))
    add_family(office, [a_parent()], [a_pupil()])
    out = BytesIO()
    make_pdf(office, prepare_letters(office, plan_letters(office, EVERYONE)), out)
    words = PdfReader(out).pages[0].extract_text().replace("\u00a0", " ").replace("\n", " ")
    assert "you can also find it at www.halton-code.example" in words
    assert "our privacy notice, on our website and at the school office." in words
