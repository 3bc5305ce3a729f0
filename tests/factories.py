"""Valid things to test with: every factory fills in what the test does not care about. All names are made up."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from halton_desktop.domain.address import PostalAddress
from halton_desktop.domain.parents.parent import Parent, ParentOf, Pupil
from halton_desktop.domain.permission import Role
from halton_desktop.domain.school import School
from halton_desktop.domain.user import User
from halton_desktop.paths import resources_folder
from halton_desktop.services.administration.open_office import FirstUser, create_office
from halton_desktop.services.program_files import ProgramFiles
from halton_desktop.services.session import OfficeSession
from halton_desktop.store.vault.password_hash import ArgonCost

CHEAP = ArgonCost(memory_kib=32, passes=1, lanes=1)
"""Password guessing is meant to be slow; tests are not."""

PASSWORD = "correct horse battery"
SIGN_IN_NAME = "aclarke"
NOW = datetime(2026, 11, 23, 9, 2, tzinfo=UTC)
"""A Monday in term."""

SCHOOL = School(
    name="Wade Deacon High School",
    address=PostalAddress(("Birchfield Road", "Widnes"), "WA8 7TD"),
    telephone="0151 555 0100",
    email="office@school.example",
    website="www.school.example",
    headteacher="Mrs G. Jones",
)

_numbers = itertools.count(1)


class StandingClock:
    """A clock that shows the same moment until it is moved."""

    def __init__(self, now: datetime = NOW) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now


def program_files() -> ProgramFiles:
    """The resources of the checkout."""
    return ProgramFiles(resources_folder())


def make_office(folder: Path, clock: Callable[[], datetime] | None = None, **school: Any) -> OfficeSession:
    """A new office in ``folder``, open, with one administrator signed in."""
    session, _key = create_office(
        folder,
        replace(SCHOOL, **school),
        FirstUser(SIGN_IN_NAME, "A. Clarke", PASSWORD),
        program_files(),
        clock=clock or StandingClock(),
        cost=CHEAP,
    )
    return session


def signed_in_as(session: OfficeSession, role: Role) -> OfficeSession:
    """The same open office as somebody of another role would use it (the account is added where it is missing)."""
    from halton_desktop.store.unit_of_work import unit_of_work

    with unit_of_work(session.vault.engine, session.user, session.clock, writing=True) as work:
        user = work.users.named(role.value)
        if user is None:
            user = work.users.get(work.users.add(role.value, role.value.title(), role, work.now))
        work.commit()
    return OfficeSession(session.vault, User(user.id, user.sign_in_name, user.name, role), session.files, session.clock)


def a_parent(**fields: Any) -> Parent:
    """A parent who can be written to."""
    number = next(_numbers)
    parent = Parent(
        id=0,
        forename="Jane",
        surname=f"Examplesurname{_letters(number)}",
        title="Mrs",
        address=PostalAddress((f"{number} Birchfield Road", "Widnes"), "WA8 7TD"),
        email=f"jane{number}@example.org",
        mobile=f"07700 {900000 + number}",
    )
    return replace(parent, **fields)


def a_pupil(**fields: Any) -> Pupil:
    """A pupil of year 7."""
    number = next(_numbers)
    pupil = Pupil(
        id=0,
        forename="Sam",
        surname=f"Examplesurname{_letters(number)}",
        year_group="7",
        form="7D",
        date_of_birth=date(2014, 12, 5),
        school_number=f"{number:06d}",
    )
    return replace(pupil, **fields)


def add_family(
    session: OfficeSession, parents: list[Parent], pupils: list[Pupil], **tie: Any
) -> tuple[list[int], list[int]]:
    """Put a family into the register, everybody tied to everybody; returns (parent ids, pupil ids)."""
    from halton_desktop.store.unit_of_work import unit_of_work

    with unit_of_work(session.vault.engine, session.user, session.clock, writing=True) as work:
        parent_ids = work.parents.add_parents(parents, work.now)
        pupil_ids = work.parents.add_pupils(pupils, work.now)
        fields: dict[str, Any] = {"relationship": "mother", "parental_responsibility": True, "priority": 1} | tie
        work.parents.keep_ties([ParentOf(parent, pupil, **fields) for parent in parent_ids for pupil in pupil_ids])
        work.parents.index(parent_ids)
        work.commit()
    return parent_ids, pupil_ids


def _letters(number: int) -> str:
    return "".join(chr(ord("a") + int(digit)) for digit in str(number))
