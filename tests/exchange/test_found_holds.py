"""Columns and cells that forbid a letter, by what they mean."""

from __future__ import annotations

from pathlib import Path

import pytest

from halton_desktop.domain.parents.hold import HoldKind
from halton_desktop.exchange.contacts_file import read_contacts
from tests.helpers.contact_files import SIMS, csv_bytes, sims_row


def kinds(folder: Path, heading: str, value: str) -> list[HoldKind]:
    """Why the mother is held when a column of this heading says so."""
    file = folder / "contacts.csv"
    file.write_bytes(csv_bytes([*SIMS, heading], [{**sims_row(), heading: value}]))
    (pupil,) = read_contacts(file).pupils
    return [hold.kind for hold in pupil.contacts[0].holds]


@pytest.mark.case("silence-restriction")
@pytest.mark.parametrize(
    ("heading", "value"),
    [
        ("Send letters", "N"), ("Contact allowed?", "No"), ("Mail to this contact", "no"), ("Post OK", "No"),
        ("May we write", "N"), ("Consent to contact", "No"), ("Parent receives post", "0"),
    ],
)  # fmt: skip
def test_a_no_under_a_heading_that_allows_letters_holds(tmp_path: Path, heading: str, value: str) -> None:
    assert kinds(tmp_path, heading, value) == [HoldKind.NO_CONTACT]


@pytest.mark.case("silence-restriction")
@pytest.mark.parametrize(
    ("heading", "value"),
    [
        ("Send letters", "Y"), ("Send letters", ""), ("Email consent", "No"), ("Receives text messages", "No"),
        ("Photo consent", "N"), ("Warning flag", "N"), ("Medical alert", "Y"), ("Occupation", "Court usher"),
    ],
)  # fmt: skip
def test_a_yes_there_and_a_no_to_other_means_hold_nobody(tmp_path: Path, heading: str, value: str) -> None:
    assert kinds(tmp_path, heading, value) == []


@pytest.mark.case("silence-restriction")
@pytest.mark.parametrize(
    ("heading", "value", "kind"),
    [
        ("Non-mol", "Y", HoldKind.COURT_ORDER),
        ("Whereabouts", "In prison", HoldKind.COURT_ORDER),
        ("Warning flag", "Y", HoldKind.UNDECIDED),
        ("Alert", "Yes", HoldKind.UNDECIDED),
    ],
)
def test_warnings_and_orders_in_other_words_hold(tmp_path: Path, heading: str, value: str, kind: HoldKind) -> None:
    assert kinds(tmp_path, heading, value) == [kind]


@pytest.mark.case("silence-restriction")
@pytest.mark.parametrize(
    ("heading", "value", "kind"),
    [
        ("Order", "Y", HoldKind.COURT_ORDER), ("Order", "Yes - see file", HoldKind.COURT_ORDER),
        ("CO", "Y", HoldKind.COURT_ORDER), ("C/O", "x", HoldKind.COURT_ORDER), ("Restr.", "Y", HoldKind.COURT_ORDER),
        ("PR Removed", "Y", HoldKind.COURT_ORDER), ("Parental rights revoked", "Yes", HoldKind.COURT_ORDER),
        ("Access", "No", HoldKind.COURT_ORDER), ("Suppress", "Y", HoldKind.NO_CONTACT),
        ("Suppressed", "1", HoldKind.NO_CONTACT), ("Block", "Y", HoldKind.NO_CONTACT),
        ("Contact blocked", "true", HoldKind.NO_CONTACT), ("On hold", "Yes", HoldKind.NO_CONTACT),
        ("Warning", "!", HoldKind.UNDECIDED), ("Alert", "!!", HoldKind.UNDECIDED), ("Flag", "*", HoldKind.UNDECIDED),
        ("Court Order", "!", HoldKind.COURT_ORDER), ("Injunction", "⚠", HoldKind.COURT_ORDER),
    ],
)  # fmt: skip
def test_a_short_heading_holds_where_the_cell_says_so(tmp_path: Path, heading: str, value: str, kind: HoldKind) -> None:
    assert kinds(tmp_path, heading, value) == [kind]


@pytest.mark.case("silence-restriction")
@pytest.mark.parametrize(
    ("heading", "value"),
    [
        ("Order", "1"), ("Order", "2nd"), ("Order", "N"), ("CO", "N"), ("CO", "Mrs Reed, 4 Mill Lane"),
        ("Restr.", "No"), ("PR Removed", ""), ("PR Removed", "-"), ("Access", "Yes"), ("Access", ""),
        ("Suppress", "N"), ("Block", "A"), ("Block", "Oak House"), ("Block", "2"), ("Hold", "N"), ("Warning", "-"),
        ("Warning", "."), ("Court Order", "-"), ("Disabled access", "No"), ("Internet access", "No"),
    ],
)  # fmt: skip
def test_a_short_heading_that_means_something_else_holds_nobody(tmp_path: Path, heading: str, value: str) -> None:
    assert kinds(tmp_path, heading, value) == []
