"""What is protected of one parent, in a file under the other’s name: neither taken, nor kept, nor shown."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from halton_desktop.domain.address import PostalAddress
from halton_desktop.domain.parents.parent import Parent, Protected
from halton_desktop.services.parents.decide_questions import to_decide
from halton_desktop.services.parents.find_parents import parent_page
from halton_desktop.services.parents.import_parents import ImportPreview
from halton_desktop.services.parents.keep_parents import change_parent
from halton_desktop.services.session import OfficeSession
from tests.helpers.contact_files import SIMS, csv_bytes
from tests.helpers.import_chains import Row, father, mother, parent_id, take, taken, told

SAFE = PostalAddress(("14 Larch Avenue", "Chester"), "CH1 9ZZ")
MOVED = {"House": "14", "Street": "Larch Avenue", "Town": "Chester", "Postcode": "CH1 9ZZ"}
FRED = {"Contact_Forename": "Fred", "Contact_Surname": "Fieldhouse", "House": "12"}
MAJA = {"Title": "Ms", "Contact_Forename": "Maja", "Contact_Surname": "Hideaway"}
SECRETS = ("larch", "ch1 9zz", "ch19zz", "900999", "900 999", "safe@example.org", "maja", "hideaway")


def fred(**cells: str) -> Row:
    return father(**{**FRED, **cells})


def maja(**cells: str) -> Row:
    return mother(**{**MAJA, **cells})


def page(office: OfficeSession, forename: str) -> Parent:
    return parent_page(office, parent_id(office, forename)).family.parent


@pytest.fixture
def hidden(office: OfficeSession, tmp_path: Path) -> OfficeSession:
    """Maja has fled to Larch Avenue, and everything of hers is protected."""
    take(office, tmp_path, maja(), fred())
    away = replace(page(office, "Maja"), address=SAFE, mobile="07700 900999", email="safe@example.org")
    change_parent(office, replace(away, protected=frozenset(Protected), protected_reason="in danger"))
    return office


def shown(preview: ImportPreview) -> str:
    """All that the preview says."""
    return repr((preview.summary, preview.read.tables)).casefold()


def said_of(office: OfficeSession, forename: str) -> str:
    page_of = parent_page(office, parent_id(office, forename))
    asked = [one for one in to_decide(office) if page_of.family.parent.id in one.parent_ids]
    return repr((page_of.family.parent, page_of.family.holds, asked)).casefold()


@pytest.mark.case("harm-1")
@pytest.mark.parametrize(
    "cells",
    [
        MOVED, {**MOVED, "Street": "LARCH AVE", "Town": "CHESTER"}, {"Mobile": "+44 7700 900 999"},
        {"Home_Telephone": "07700900999"}, {"Email": "Safe@Example.org"},
    ],
)  # fmt: skip
@pytest.mark.parametrize("known", [True, False])
def test_a_protected_value_under_the_fathers_name_is_not_taken(
    hidden: OfficeSession, tmp_path: Path, cells: Row, known: bool
) -> None:
    before = page(hidden, "Fred")
    if known:
        preview = take(hidden, tmp_path, maja(**cells), fred(**cells))
        after = page(hidden, "Fred")
        assert after.address == before.address
        assert (after.mobile, after.email, after.home_phone) == (before.mobile, before.email, before.home_phone)
        assert "Mr Fred Fieldhouse" in told(hidden)
    else:
        gran = {"Title": "Mrs", "Contact_Forename": "Ada", "Relationship": "Grandmother", "Mobile": "", "Email": ""}
        preview = take(hidden, tmp_path, maja(), fred(), fred(**{**gran, **cells}))
        ada = page(hidden, "Ada")
        assert not ada.address or "14" not in ada.address.one_line
        assert (ada.mobile, ada.email, ada.home_phone) == ("", "", "")
    assert any("is protected" in one.message for one in preview.plan.problems)
    assert [word for word in SECRETS[:-2] if word in shown(preview)] == []


@pytest.mark.case("harm-1")
def test_where_the_mother_moves_to_by_the_file_itself_is_no_address_of_the_fathers(
    hidden: OfficeSession, tmp_path: Path
) -> None:
    new = {"House": "3", "Street": "New Row", "Postcode": "WA8 2BB"}
    preview = take(hidden, tmp_path, maja(**new), fred(**new))
    assert page(hidden, "Fred").address.one_line.startswith("12 Example Road")
    assert "new row" not in repr(preview.summary).casefold()


@pytest.mark.case("harm-1")
@pytest.mark.parametrize(
    "words",
    [
        "Mum Maja Hideaway now at 14 Larch Avenue Chester, her mobile 07700900999", "mum moved to CH19ZZ",
        "Use 07700-900-999 for mum", "Ms Hideaway rings on Mondays", "mum: SAFE@example.org",
        "REFUGE - 14 Larch Avenue - do not disclose", "Do not tell Maja", "Court order: Hideaway v Fieldhouse",
    ],
)  # fmt: skip
@pytest.mark.parametrize("heading", ["Notes", "Contact Notes", "Court order details", "Diary"])
def test_words_at_the_father_that_tell_what_is_protected_are_not_kept(
    hidden: OfficeSession, tmp_path: Path, words: str, heading: str
) -> None:
    rows = [{**maja(), heading: ""}, {**fred(), heading: words}]
    preview = taken(hidden, tmp_path / "contacts.csv", csv_bytes([*SIMS, heading], rows))
    assert [word for word in SECRETS if word in said_of(hidden, "Fred")] == []
    seen = shown(preview)
    assert [word for word in SECRETS[:-2] if word in seen] == []


@pytest.mark.case("harm-1")
def test_a_protected_address_in_a_cell_that_may_restrict_is_not_quoted(hidden: OfficeSession, tmp_path: Path) -> None:
    safe = replace(page(hidden, "Maja"), address=PostalAddress(("99 Safe House Lane", "Chester"), "CH1 9ZZ"))
    change_parent(hidden, safe)
    preview = take(hidden, tmp_path, maja(), fred(House="99", Street="Safe House Lane", Postcode="CH1 9ZZ"))
    assert "safe house" not in shown(preview)
    assert "safe house" not in said_of(hidden, "Fred")


@pytest.mark.case("harm-1")
def test_the_childs_address_that_is_the_mothers_secret_is_given_to_nobody_else(
    hidden: OfficeSession, tmp_path: Path
) -> None:
    headings = [*SIMS, "Pupil Address Line 1", "Pupil Town", "Pupil Postcode"]
    home = {"Pupil Address Line 1": "14 Larch Avenue", "Pupil Town": "Chester", "Pupil Postcode": "CH1 9ZZ"}
    gone = {"House": "", "Street": "", "Town": "", "Postcode": ""}
    rows = [{**maja(**gone), **home}, {**fred(**gone), **home}]
    preview = taken(hidden, tmp_path / "contacts.csv", csv_bytes(headings, rows))
    assert page(hidden, "Fred").address.one_line.startswith("12 Example Road")
    assert "larch" not in shown(preview)
    assert "larch" not in said_of(hidden, "Fred")


@pytest.mark.case("harm-1")
def test_what_both_had_before_it_was_protected_stays_the_fathers(hidden: OfficeSession, tmp_path: Path) -> None:
    preview = take(hidden, tmp_path, maja(), fred())
    assert page(hidden, "Fred").address.one_line.startswith("12 Example Road")
    assert not [one for one in preview.plan.problems if "somebody else in the family" in one.message]
