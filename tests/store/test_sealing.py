"""Sealed messages: opened by the right key only, and only where they were put."""

from __future__ import annotations

import dataclasses
import secrets

import pytest
from hypothesis import given
from hypothesis import strategies as st

from halton_desktop.errors import MachineError
from halton_desktop.store import sealing
from halton_desktop.store.sealing import SealedTo, Sealer, WrappedFor

OFFICE = "ab" * 16
BOUND = SealedTo(OFFICE, 7)


def sealed(pieces: list[bytes], public: bytes, evidence_id: int = 7) -> list[bytes]:
    sealer = Sealer(public, 3, OFFICE)
    return [sealer(evidence_id, position, piece) for position, piece in enumerate(pieces)]


@given(st.lists(st.binary(max_size=300), min_size=1, max_size=5))
def test_what_was_sealed_comes_back_piece_by_piece(pieces: list[bytes]) -> None:
    private, public = sealing.new_pair()
    chunks = sealed(pieces, public)
    assert sealing.generation_of(chunks[0]) == 3
    assert list(sealing.unseal(chunks, private, BOUND)) == pieces


def test_nothing_of_the_content_is_to_be_seen() -> None:
    _private, public = sealing.new_pair()
    secret = b"meet me behind the sports hall " * 20
    assert b"sports hall" not in b"".join(sealed([secret], public))


def test_another_key_opens_nothing() -> None:
    _private, public = sealing.new_pair()
    other, _ = sealing.new_pair()
    with pytest.raises(MachineError):
        list(sealing.unseal(sealed([b"secret"], public), other, BOUND))


@pytest.mark.parametrize("meddle", ["flip", "swap", "elsewhere", "other office", "header", "empty"])
def test_content_that_was_meddled_with_is_not_shown(meddle: str) -> None:
    private, public = sealing.new_pair()
    chunks, bound = sealed([b"one" * 100, b"two" * 100, b"three"], public), BOUND
    if meddle == "flip":
        chunks[1] = chunks[1][:-1] + bytes([chunks[1][-1] ^ 1])
    elif meddle == "swap":
        chunks[1], chunks[2] = chunks[2], chunks[1]
    elif meddle == "elsewhere":
        bound = SealedTo(OFFICE, 8)
    elif meddle == "other office":
        bound = SealedTo("cd" * 16, 7)
    elif meddle == "header":
        chunks[0] = chunks[0][:6] + bytes([chunks[0][6] ^ 1]) + chunks[0][7:]
    else:
        chunks = []
    with pytest.raises(MachineError):
        list(sealing.unseal(chunks, private, bound))


def test_a_wrapped_key_opens_for_its_reader_only_and_for_what_it_was_wrapped_for() -> None:
    private, public = sealing.new_pair()
    reader, reader_public = sealing.new_pair()
    stranger, _ = sealing.new_pair()
    bound = WrappedFor(OFFICE, 1, public, 4, reader_public)
    wrapped = sealing.wrap(private, bound)
    assert private not in wrapped
    assert sealing.unwrap(wrapped, reader, bound) == private
    assert sealing.unwrap(wrapped, stranger, bound) is None
    for other in (
        dataclasses.replace(bound, user_id=5),
        dataclasses.replace(bound, generation=2),
        dataclasses.replace(bound, office_id="cd" * 16),
    ):
        assert sealing.unwrap(wrapped, reader, other) is None
    for place in range(len(wrapped)):
        bent = bytearray(wrapped)
        bent[place] ^= 0x40
        assert sealing.unwrap(bytes(bent), reader, bound) is None
    assert sealing.unwrap(wrapped[:-1], reader, bound) is None
    assert sealing.unwrap(bytes(32) + wrapped[32:], reader, bound) is None  # a sender key of low order


def test_the_same_content_is_never_sealed_alike_twice() -> None:
    _private, public = sealing.new_pair()
    content = [secrets.token_bytes(50)]
    assert sealed(content, public) != sealed(content, public)


def test_sealing_begins_with_the_first_piece() -> None:
    from halton_desktop.errors import OurBug

    _private, public = sealing.new_pair()
    with pytest.raises(OurBug):
        Sealer(public, 1, OFFICE)(7, 1, b"second piece")
