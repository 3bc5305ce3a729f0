"""Pupils who were typed by name: the register knows them, and the code and a site ban are for adults."""

from __future__ import annotations

from collections.abc import Iterator

from halton_desktop.domain.incidents.incident import IncidentPerson, PersonKind, PersonPart
from halton_desktop.domain.parents.parent import Pupil
from halton_desktop.domain.parents.pupil_named import names_pupil, speaks_of_pupil
from halton_desktop.errors import InvalidInput
from halton_desktop.store.unit_of_work import UnitOfWork

NAMESAKE = "If it is an adult of the same name, write Mr, Mrs or Ms before it."


def pupil_called(work: UnitOfWork, name: str) -> Pupil | None:
    """A pupil at the school now whose name this is, in any spelling; None where there is none."""
    return next((pupil for pupil in _here(work) if names_pupil(name, pupil)), None)


def pupil_spoken_of(work: UnitOfWork, name: str) -> Pupil | None:
    """A pupil at the school now whose name stands somewhere in this one; None where there is none."""
    return next((pupil for pupil in _here(work) if speaks_of_pupil(name, pupil)), None)


def require_no_pupil_typed(work: UnitOfWork, person: IncidentPerson) -> None:
    """Raise InvalidInput for an author who is put down as an adult under the name of a pupil."""
    if person.part is not PersonPart.AUTHOR or person.kind not in (PersonKind.OTHER, PersonKind.STAFF):
        return
    pupil = pupil_spoken_of(work, person.name)
    if pupil is not None:
        raise InvalidInput(
            "authors",
            f"{pupil.name_and_form} is a pupil here: choose them from the search, or press “A pupil”.",
            NAMESAKE,
        )


def _here(work: UnitOfWork) -> Iterator[Pupil]:
    today = work.now.astimezone().date()
    return (pupil for pupil in work.parents.pupils() if pupil.left_on is None or pupil.left_on > today)
