"""The signed file between a school and the association: what it holds, and every way it can be wrong."""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from halton_desktop.domain.association import ReturnBody, ReturnFault, UnusableReturn
from halton_desktop.domain.yearly_figures import Cell, Period, Table, YearlyFigures
from halton_desktop.errors import OurBug
from halton_desktop.exchange.association_return import LARGEST, read_return, signed_message, write_return
from halton_desktop.store.return_signing import fingerprint, fits, new_private_key, public_key_of, sign
from tests.helpers.school_returns import MADE_AT, school_return, some_figures, tampered

SCHOOL = "Riverside College"
BODY = ReturnBody(SCHOOL, 2025, MADE_AT, some_figures(2025, 7, incidents=44))
KEY = new_private_key()
CONTENT = write_return(BODY, public_key_of(KEY), lambda message: sign(KEY, message))


def signed_again(change: Any) -> bytes:
    """The file with its inside changed and signed by the same school."""
    document = json.loads(CONTENT)
    change(document["return"])
    document["signature"] = sign(KEY, signed_message(document["return"])).hex()
    return json.dumps(document).encode()


def fault_of(content: bytes) -> ReturnFault:
    with pytest.raises(UnusableReturn) as raised:
        read_return("a.haltonreturn", content, fits)
    return raised.value.fault


def test_what_is_written_is_read_again() -> None:
    found = read_return("a.haltonreturn", CONTENT, fits)
    assert found.body == BODY
    assert found.public == public_key_of(KEY)


def test_the_file_may_be_indented_otherwise_or_not_at_all() -> None:
    plain = json.dumps(json.loads(CONTENT), ensure_ascii=True).encode()
    assert read_return("a.haltonreturn", plain, fits).body == BODY


def test_it_is_small_and_names_nothing_but_the_school() -> None:
    assert len(CONTENT) < 12_000
    document = json.loads(CONTENT)
    assert set(document) == {"return", "public_key", "signature"}
    assert set(document["return"]) == {"format", "version", "school", "school_year", "made_at", "figures"}


def test_one_altered_count_is_noticed(tmp_path: Path) -> None:
    file = tampered(school_return(tmp_path, SCHOOL))
    assert fault_of(file.read_bytes()) is ReturnFault.TAMPERED


@given(st.data())
def test_any_altered_character_is_noticed_or_makes_no_difference(data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(CONTENT) - 1))
    other = data.draw(st.integers(32, 126).filter(lambda code: code != CONTENT[place]))
    altered = CONTENT[:place] + bytes([other]) + CONTENT[place + 1 :]
    with suppress(UnusableReturn):
        assert read_return("a.haltonreturn", altered, fits).body == BODY  # white space, or the case of a hex digit


def test_a_signature_of_somebody_else_does_not_fit() -> None:
    document = json.loads(CONTENT)
    document["public_key"] = public_key_of(new_private_key()).hex()
    assert fault_of(json.dumps(document).encode()) is ReturnFault.TAMPERED


def test_a_newer_version_is_told_from_a_damaged_file() -> None:
    assert fault_of(signed_again(lambda plain: plain.update(version=2))) is ReturnFault.NEWER_VERSION


def test_a_count_that_should_be_hidden_is_not_taken() -> None:
    def give_away(plain: dict[str, Any]) -> None:
        plain["figures"]["tables"][0]["counts"]["2.6 Anonymous post"] = 2

    assert fault_of(signed_again(give_away)) is ReturnFault.NOT_ANONYMISED


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"not JSON",
        b"[]",
        b'{"return": {}}',
        b'{"return": {"format": "halton-association-return"}, "public_key": "00", "signature": "00"}',
        b'{"a": 1, "a": 2}',
        b"\xff\xfe",
        b"[" * 100_000,
        b" " * (LARGEST + 1),
        CONTENT[: len(CONTENT) // 2],
    ],
)
def test_something_else_is_no_return(content: bytes) -> None:
    assert fault_of(content) is ReturnFault.NOT_A_RETURN


@pytest.mark.parametrize(
    "change",
    [
        lambda plain: plain.pop("school"),
        lambda plain: plain.update(made_at="yesterday"),
        lambda plain: plain.update(made_at="2026-09-14T10:00:00"),
        lambda plain: plain.update(school_year="2025"),
        lambda plain: plain["figures"].update(tables=3),
        lambda plain: plain["figures"]["tables"][0].update(counts=[1]),
        lambda plain: plain["figures"].update(reviews_held=-1),
        lambda plain: plain["figures"].update(reviews_held=True),
    ],
)
def test_a_signed_file_of_the_wrong_shape_is_no_return(change: Any) -> None:
    assert fault_of(signed_again(change)) is ReturnFault.NOT_A_RETURN


def test_a_small_count_is_never_written() -> None:
    table = Table("bans", "Site bans", "bans", (Cell("lifted", 3),), 3)
    body = ReturnBody(SCHOOL, 2025, MADE_AT, YearlyFigures(Period(MADE_AT.date(), MADE_AT.date()), (table,)))
    with pytest.raises(OurBug):
        write_return(body, public_key_of(KEY), lambda message: sign(KEY, message))


def test_a_fingerprint_is_short_enough_to_read_aloud() -> None:
    words = fingerprint(public_key_of(KEY)).split()
    assert [len(word) for word in words] == [4] * 8
    assert fingerprint(public_key_of(new_private_key())) != " ".join(words)
