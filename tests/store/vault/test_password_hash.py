"""Name and password become a key: how names fold, what goes in, and what this machine is asked to bear."""

from __future__ import annotations

import pytest

from halton_desktop.store.vault.password_hash import (
    DEFAULT_COST,
    FLOOR_COST,
    ArgonCost,
    calibrate,
    folded_name,
    root_key,
)

from .conftest import CHEAP

SALT = bytes(range(32))


@pytest.mark.parametrize(
    ("typed", "same"),
    [
        ("A. Clarke", "a.  CLARKE "),
        ("Łukasz", "łUKASZ"),
        ("Nguyễn", "Nguye\u0302\u0303n"),
        ("Straße", "STRASSE"),
        ("ﬁona", "Fiona"),
    ],
)
def test_a_user_name_counts_without_case_spacing_and_composition(typed: str, same: str) -> None:
    assert folded_name(typed) == folded_name(same)
    assert root_key(typed, "p", SALT, CHEAP) == root_key(same, "p", SALT, CHEAP)


def test_a_password_counts_as_composed_but_keeps_its_case() -> None:
    assert root_key("a", "café", SALT, CHEAP) == root_key("a", "cafe\u0301", SALT, CHEAP)
    assert root_key("a", "café", SALT, CHEAP) != root_key("a", "Café", SALT, CHEAP)


def test_name_password_salt_and_cost_each_change_the_key() -> None:
    keys = {
        root_key("a", "p", SALT, CHEAP),
        root_key("b", "p", SALT, CHEAP),
        root_key("a", "q", SALT, CHEAP),
        root_key("a", "p", SALT[::-1], CHEAP),
        root_key("a", "p", SALT, ArgonCost(64, 2, 1)),
        root_key("a", "p", SALT, ArgonCost(128, 1, 1)),
    }
    assert len(keys) == 6


def test_the_key_is_argon2id_over_the_documented_salt() -> None:
    import hashlib
    import hmac

    from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

    salt = hmac.new(SALT, b"halton/1 argon2 salt\0a. clarke", hashlib.sha256).digest()[:16]
    expected = Argon2id(salt=salt, length=32, iterations=1, lanes=1, memory_cost=64).derive("pässword".encode())
    assert root_key("A. Clarke", "pässword", SALT, CHEAP) == expected


def test_an_ordinary_machine_keeps_the_default_cost() -> None:
    assert calibrate(lambda cost: 0.25) == DEFAULT_COST


def test_a_fast_machine_gets_more_passes_and_a_very_fast_one_not_endlessly_many() -> None:
    assert calibrate(lambda cost: 0.1) == ArgonCost(DEFAULT_COST.memory_kib, 8, DEFAULT_COST.lanes)
    assert calibrate(lambda cost: 0.0001).passes == 12


def test_a_slow_machine_steps_down_and_never_below_the_floor() -> None:
    slow = calibrate(lambda cost: cost.memory_kib * cost.passes * 0.000005)
    assert FLOOR_COST.memory_kib < slow.memory_kib * slow.passes < DEFAULT_COST.memory_kib * DEFAULT_COST.passes
    assert calibrate(lambda cost: 60.0) == FLOOR_COST


def test_a_machine_short_of_memory_steps_down() -> None:
    def seconds_for(cost: ArgonCost) -> float:
        if cost.memory_kib > 40 * 1024:
            raise MemoryError
        return 0.2

    assert calibrate(seconds_for).memory_kib == 32 * 1024


def test_calibrating_on_this_machine_gives_a_cost_it_can_bear() -> None:
    cost = calibrate()
    assert cost.is_sane()
    assert cost.memory_kib >= FLOOR_COST.memory_kib


@pytest.mark.parametrize("cost", [ArgonCost(0, 1, 1), ArgonCost(64, 0, 1), ArgonCost(8, 1, 4), ArgonCost(2**30, 1, 1)])
def test_a_key_file_cannot_ask_for_an_absurd_cost(cost: ArgonCost) -> None:
    assert not cost.is_sane()
