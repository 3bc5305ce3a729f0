"""Whom an edition has reached, as the matrix says it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from halton_desktop.domain.audience import (
    Audience,
    Channel,
    Mailed,
    Notification,
    Reached,
    checked_notification,
    matrix,
    not_reached,
    reached,
)
from halton_desktop.errors import InvalidInput

TODAY = date(2026, 11, 23)
STAFF = Notification(1, 1, Audience.STAFF, Channel.MEETING, TODAY, 70, 70, "Mrs G. Jones")


def test_nobody_is_told_until_somebody_says_so() -> None:
    lines = matrix(())
    assert [line.audience for line in lines] == list(Audience)
    assert {line.reached for line in lines} == {Reached.NOT_YET}
    assert not_reached(lines) == tuple(Audience)


@pytest.mark.parametrize(
    ("notification", "how_far"),
    [
        (STAFF, Reached.TOLD),
        (replace(STAFF, how_many=64), Reached.PARTLY),
        (replace(STAFF, how_many=None, out_of=None), Reached.UNCOUNTED),
        (replace(STAFF, taken_back="wrong edition"), Reached.NOT_YET),
        (replace(STAFF, how=Channel.NOT_HERE), Reached.NOT_HERE),
    ],
)
def test_how_far_an_audience_was_reached(notification: Notification, how_far: Reached) -> None:
    assert reached((notification,)) is how_far


def test_parents_written_to_count_without_an_entry() -> None:
    (line,) = [line for line in matrix((), Mailed(312, 340)) if line.audience is Audience.PARENTS]
    assert (line.reached, line.by_letter) == (Reached.PARTLY, "312 of 340 by letter with a form")
    assert reached((), Mailed(340, 340)) is Reached.TOLD


def test_a_group_that_does_not_exist_is_not_waited_for() -> None:
    none = Notification(2, 1, Audience.PTA, Channel.NOT_HERE, TODAY, note="no association here")
    assert Audience.PTA not in not_reached(matrix((none,)))


def test_the_newest_telling_stands_first() -> None:
    older = replace(STAFF, id=2, told_on=date(2026, 11, 1))
    (line,) = [line for line in matrix((older, STAFF)) if line.audience is Audience.STAFF]
    assert [notification.id for notification in line.notifications] == [1, 2]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"told_on": date(2026, 11, 24)}, "told_on"),
        ({"by": " "}, "by"),
        ({"how_many": 0}, "how_many"),
        ({"how_many": None}, "how_many"),
        ({"how_many": 71}, "how_many"),
        ({"how": Channel.NOT_HERE}, "note"),
    ],
)
def test_a_telling_that_cannot_be_is_refused_naming_the_field(change: dict[str, object], field: str) -> None:
    with pytest.raises(InvalidInput) as raised:
        checked_notification(replace(STAFF, **change), TODAY)  # type: ignore[arg-type] # fields of a Telling
    assert raised.value.field == field


def test_numbers_as_the_matrix_shows_them() -> None:
    assert STAFF.number == "70 of 70"
    assert replace(STAFF, how_many=1200, out_of=None).number == "1,200"
    assert replace(STAFF, how_many=None, out_of=None).number == ""


@pytest.mark.case("figures-8")
@pytest.mark.parametrize(
    ("numbers", "how_far"),
    [
        (((20, 78), (7, 7)), Reached.PARTLY),
        (((71, 78), (7, 7)), Reached.TOLD),
        (((50, 78), (50, 78)), Reached.PARTLY),
        (((78, 78), (None, None)), Reached.TOLD),
        (((30, None),), Reached.PARTLY),
        (((None, None),), Reached.UNCOUNTED),
    ],
)
def test_all_are_told_only_where_the_numbers_say_so(
    numbers: tuple[tuple[int | None, int | None], ...], how_far: Reached
) -> None:
    notifications = tuple(replace(STAFF, id=n, how_many=a, out_of=b) for n, (a, b) in enumerate(numbers))
    assert reached(notifications) is how_far


@pytest.mark.case("figures-8")
def test_a_website_without_a_number_tells_nobody_in_the_figures() -> None:
    website = replace(STAFF, audience=Audience.PARENTS, how=Channel.WEBSITE, how_many=None, out_of=None)
    (line,) = [line for line in matrix((website,), Mailed(0, 340)) if line.audience is Audience.PARENTS]
    assert (line.reached, line.tells_somebody) == (Reached.UNCOUNTED, False)
    assert Audience.PARENTS in not_reached(matrix((website,), Mailed(0, 340)))


@pytest.mark.case("figures-8")
def test_those_who_cannot_be_written_to_have_a_line_and_are_told_by_hand() -> None:
    mailed = Mailed(337, 340, 3)
    (line,) = [line for line in matrix((), mailed) if line.audience is Audience.PARENTS]
    assert line.reached is Reached.PARTLY
    assert line.by_letter.splitlines()[1] == "3 cannot be written to: tell them by hand and enter it"
    by_hand = replace(STAFF, audience=Audience.PARENTS, how=Channel.BY_HAND, how_many=3, out_of=3)
    (line,) = [line for line in matrix((by_hand,), mailed) if line.audience is Audience.PARENTS]
    assert line.reached is Reached.TOLD
    assert line.by_letter.splitlines()[1] == f"3 cannot be written to: told by hand on {TODAY:%d/%m/%Y}"
