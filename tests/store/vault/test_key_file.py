"""The key file under attack: altered, swapped, mixed or read by a stranger, it never opens silently."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from halton_desktop.errors import InvalidInput, KeysDamaged, NewerVersion, WrongPassword
from halton_desktop.store.vault import key_file, password_hash, slots
from halton_desktop.store.vault.key_file_format import KeyFile, from_bytes, to_bytes
from halton_desktop.store.vault.password_hash import ArgonCost

from .conftest import CHEAP

DEARER = ArgonCost(memory_kib=128, passes=1, lanes=1)
KEYS, OPENED, RECOVERY = key_file.create(1, "A. Clarke", "first password", CHEAP)
TWO_USERS = key_file.set_password(KEYS, OPENED.data_key, 2, "Łukasz Nowak", "second password", CHEAP)
FILE = to_bytes(TWO_USERS)


def reforged(change: Callable[[dict[str, Any]], None]) -> bytes:
    """FILE changed by somebody who knows the format and mends the checksum, but has no key for the mac."""
    content = json.loads(FILE)
    del content["checksum"]
    change(content)
    checksum = hashlib.sha256(slots.canonical(content)).hexdigest()
    return slots.canonical({**content, "checksum": checksum}) + b"\n"


def open_all(data: bytes) -> None:
    """Tries every way in."""
    keys = from_bytes(data)
    with pytest.raises((WrongPassword, KeysDamaged)):
        key_file.open_with_password(keys, "A. Clarke", "first password")
    with pytest.raises((WrongPassword, KeysDamaged)):
        key_file.open_with_password(keys, "Łukasz Nowak", "second password")
    with pytest.raises((WrongPassword, KeysDamaged)):
        key_file.open_with_recovery_key(keys, RECOVERY)


def test_every_way_in_gives_the_same_data_key_and_says_whose_it_is() -> None:
    keys = from_bytes(FILE)
    first = key_file.open_with_password(keys, "a. clarke", "first password")
    second = key_file.open_with_password(keys, "ŁUKASZ nowak", "second password")
    paper = key_file.open_with_recovery_key(keys, RECOVERY.lower())
    assert first.data_key == second.data_key == paper.data_key == OPENED.data_key
    assert [first.user_id, second.user_id, paper.user_id] == [1, 2, 0]
    assert len({first.personal_key, second.personal_key, paper.personal_key}) == 3


def test_each_slot_shows_the_public_half_of_its_personal_key() -> None:
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

    public = X25519PrivateKey.from_private_bytes(OPENED.personal_key).public_key().public_bytes_raw()
    assert next(slot.public for slot in TWO_USERS.slots if slot.user_id == 1) == public


@pytest.mark.parametrize(
    ("name", "password"),
    [
        ("A. Clarke", "second password"),
        ("A. Clarke", "First password"),
        ("A. Clarke", ""),
        ("A. Clark", "first password"),
        ("", "first password"),
    ],
)
def test_wrong_name_and_wrong_password_cannot_be_told_apart(name: str, password: str) -> None:
    with pytest.raises(WrongPassword) as refused:
        key_file.open_with_password(TWO_USERS, name, password)
    assert str(refused.value) == str(key_file.wrong_password())


def test_many_users_of_one_cost_take_one_argon2_run(monkeypatch: pytest.MonkeyPatch) -> None:
    runs = []

    def counted(name: str, password: str, salt: bytes, cost: ArgonCost) -> bytes:
        runs.append(cost)
        return password_hash.root_key(name, password, salt, cost)

    keys = TWO_USERS
    for user_id in range(3, 9):
        keys = key_file.set_password(keys, OPENED.data_key, user_id, f"user {user_id}", "p", CHEAP)
    keys = key_file.set_password(keys, OPENED.data_key, 9, "user 9", "p", DEARER)
    monkeypatch.setattr(key_file, "root_key", counted)
    assert key_file.open_with_password(keys, "user 9", "p").user_id == 9
    assert sorted(run.memory_kib for run in runs) == [64, 128]


def test_any_one_altered_byte_is_damage_before_any_password_is_asked() -> None:
    for place in range(len(FILE)):
        for mask in (0x01, 0x20, 0x80):
            altered = FILE[:place] + bytes([FILE[place] ^ mask]) + FILE[place + 1 :]
            with pytest.raises((KeysDamaged, NewerVersion)):
                from_bytes(altered)


@given(st.integers(0, len(FILE) - 1))
def test_a_file_cut_short_anywhere_is_damage(length: int) -> None:
    with pytest.raises(KeysDamaged):
        from_bytes(FILE[:length])


@given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_anything_else_is_damage(data: bytes) -> None:
    with pytest.raises((KeysDamaged, NewerVersion)):
        from_bytes(data)


@pytest.mark.parametrize("data", [b"[]", b"null", b'{"format":1}', b'{"format":"1"}', b"[" * 100_000, b"x" * 5_000_000])
def test_json_of_another_shape_is_damage(data: bytes) -> None:
    with pytest.raises(KeysDamaged):
        from_bytes(data)


def test_a_later_format_asks_for_a_newer_program() -> None:
    with pytest.raises(NewerVersion):
        from_bytes(reforged(lambda content: content.update(format=2)))


FORGERIES: dict[str, Callable[[dict[str, Any]], None]] = {
    "the two users exchange their ids": lambda c: swap(c, "user"),
    "the two users exchange what is wrapped": lambda c: swap(c, "wrapped"),
    "the two users exchange their slot ids": lambda c: swap(c, "slot"),
    "the two users exchange their public keys": lambda c: swap(c, "public"),
    "one slot's data key goes into the other": lambda c: c["slots"][2]["wrapped"].update(
        data=c["slots"][0]["wrapped"]["data"]
    ),
    "data key and personal key exchange places": lambda c: c["slots"][0]["wrapped"].update(
        data=c["slots"][0]["wrapped"]["personal"], personal=c["slots"][0]["wrapped"]["data"]
    ),
    "a slot is taken away": lambda c: c["slots"].pop(),
    "the order of the slots changes": lambda c: c["slots"].reverse(),
    "the generation is raised": lambda c: c.update(generation=99),
    "the office is another": lambda c: c.update(office="0" * 32),
    "the salt is another": lambda c: c.update(salt="00" * 32),
    "the mac is another": lambda c: c.update(mac="00" * 32),
}


def swap(content: dict[str, Any], field: str) -> None:
    first, second = (slot for slot in content["slots"] if slot["kind"] == "password")
    first[field], second[field] = second[field], first[field]


@pytest.mark.parametrize("forgery", FORGERIES)
def test_a_forger_without_the_data_key_opens_nothing(forgery: str) -> None:
    open_all(reforged(FORGERIES[forgery]))


def test_each_stored_parameter_is_bound_to_its_slot() -> None:
    def weaken(content: dict[str, Any]) -> None:
        for slot in content["slots"]:
            if slot["kind"] == "password":
                slot["argon2id"] = [32, 1, 1]

    data = reforged(weaken)
    keys = from_bytes(data)
    with pytest.raises(WrongPassword):
        key_file.open_with_password(keys, "A. Clarke", "first password")


@pytest.mark.parametrize(
    "change",
    [
        lambda c: c["slots"].append(c["slots"][0]),
        lambda c: c["slots"][0].update(kind="master"),
        lambda c: c["slots"][0].update(user=0),
        lambda c: c["slots"][0].update(user=-1),
        lambda c: c["slots"][0].update(user=True),
        lambda c: c["slots"][0].update(argon2id=[2**40, 1, 1]),
        lambda c: c["slots"][0].update(argon2id=[64, 1]),
        lambda c: c["slots"][0]["wrapped"].pop("personal"),
        lambda c: c["slots"][0]["wrapped"].update(data="00"),
        lambda c: c["slots"][0]["wrapped"].update({"Data": "00" * 60}),
        lambda c: c.update(generation=0),
        lambda c: c.update(extra=1),
        lambda c: c.update(slots=None),
        lambda c: c.update(office="not hex"),
    ],
)
def test_what_the_format_does_not_allow_is_damage(change: Callable[[dict[str, Any]], None]) -> None:
    with pytest.raises(KeysDamaged):
        from_bytes(reforged(change))


def test_a_slot_of_another_office_opens_nothing_here() -> None:
    other, _, other_recovery = key_file.create(1, "A. Clarke", "first password", CHEAP)
    mixed = dataclasses.replace(TWO_USERS, slots=other.slots)
    open_all(to_bytes(mixed))
    with pytest.raises(WrongPassword):
        key_file.open_with_recovery_key(mixed, other_recovery)
    transplanted = dataclasses.replace(other, slots=TWO_USERS.slots, mac=TWO_USERS.mac)
    open_all(to_bytes(transplanted))


def test_a_changed_password_opens_and_the_old_one_does_not() -> None:
    own = key_file.open_with_password(TWO_USERS, "A. Clarke", "first password")
    keys = key_file.set_password(TWO_USERS, OPENED.data_key, 1, "A. Clarke", "third", DEARER, keep=own)
    assert key_file.open_with_password(keys, "A. Clarke", "third").personal_key == own.personal_key
    assert keys.generation == TWO_USERS.generation + 1
    with pytest.raises(WrongPassword):
        key_file.open_with_password(keys, "A. Clarke", "first password")
    assert key_file.open_with_password(keys, "Łukasz Nowak", "second password").user_id == 2


def test_a_password_set_by_somebody_else_does_not_inherit_the_personal_key() -> None:
    before = key_file.open_with_password(TWO_USERS, "Łukasz Nowak", "second password")
    keys = key_file.set_password(TWO_USERS, OPENED.data_key, 2, "Łukasz Nowak", "reset", CHEAP)
    after = key_file.open_with_password(keys, "Łukasz Nowak", "reset")
    assert after.data_key == before.data_key
    assert after.personal_key != before.personal_key


def test_a_secret_added_later_under_another_name_travels_with_the_slot() -> None:
    own = key_file.open_with_password(TWO_USERS, "A. Clarke", "first password")
    more = dataclasses.replace(own, secrets={**own.secrets, "sealed-messages": b"s" * 40})
    keys = key_file.set_password(TWO_USERS, OPENED.data_key, 1, "A. Clarke", "third", CHEAP, keep=more)
    assert key_file.open_with_password(from_bytes(to_bytes(keys)), "A. Clarke", "third").secrets == more.secrets


def test_a_removed_user_opens_nothing_and_the_others_still_do() -> None:
    keys = key_file.remove_user(TWO_USERS, OPENED.data_key, 2)
    assert keys.users() == {1}
    with pytest.raises(WrongPassword):
        key_file.open_with_password(keys, "Łukasz Nowak", "second password")
    assert key_file.open_with_password(keys, "A. Clarke", "first password").user_id == 1


def test_a_replaced_recovery_key_opens_and_the_old_one_says_that_it_does_not() -> None:
    keys, text = key_file.replace_recovery_key(TWO_USERS, OPENED.data_key)
    assert key_file.open_with_recovery_key(keys, text).data_key == OPENED.data_key
    with pytest.raises(WrongPassword, match="recovery key"):
        key_file.open_with_recovery_key(keys, RECOVERY)


@pytest.mark.parametrize(("name", "password", "field"), [(" ", "p", "user_name"), ("a", "", "password")])
def test_an_empty_name_or_password_is_refused_where_it_was_typed(name: str, password: str, field: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        key_file.set_password(TWO_USERS, OPENED.data_key, 5, name, password, CHEAP)
    assert refused.value.field == field


def test_two_users_cannot_become_one_by_name_and_password() -> None:
    with pytest.raises(InvalidInput, match="already a user"):
        key_file.set_password(TWO_USERS, OPENED.data_key, 5, "a. CLARKE", "first password", CHEAP)


def test_neither_keys_nor_secrets_show_when_printed() -> None:
    assert OPENED.data_key.hex() not in repr(OPENED)
    assert repr(OPENED.data_key) not in repr(OPENED)


@given(st.text(min_size=1).filter(str.strip), st.text(min_size=1))
def test_whatever_name_and_password_were_set_open_again(name: str, password: str) -> None:
    try:
        name.encode(), password.encode()
    except UnicodeEncodeError:
        return
    keys: KeyFile = key_file.set_password(KEYS, OPENED.data_key, 7, name, password, CHEAP)
    assert key_file.open_with_password(from_bytes(to_bytes(keys)), name, password).user_id == 7
