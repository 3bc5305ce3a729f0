"""Wrong passwords slow the next try down."""

from __future__ import annotations

from halton_desktop.services.administration.failed_tries import FailedTries


def test_two_slips_are_free_then_the_wait_doubles_up_to_thirty_seconds() -> None:
    tries = FailedTries()
    assert tries.delay == 0
    assert [tries.failed() for _ in range(10)] == [0, 0, 1, 2, 4, 8, 16, 30, 30, 30]


def test_the_right_password_ends_the_waiting() -> None:
    tries = FailedTries()
    for _ in range(5):
        tries.failed()
    tries.succeeded()
    assert (tries.count, tries.delay) == (0, 0)


def test_a_thousand_wrong_tries_still_wait_thirty_seconds() -> None:
    tries = FailedTries()
    assert [tries.failed() for _ in range(1000)][-1] == 30
