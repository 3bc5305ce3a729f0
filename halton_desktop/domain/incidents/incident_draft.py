"""What somebody was typing about an incident, as plain values a draft keeps and a form takes back."""

from __future__ import annotations

from typing import Any

from halton_desktop.domain.incidents.incident import IncidentPerson, PersonKind, PersonPart
from halton_desktop.domain.parents.parent import Capacity


def person_as_plain(person: IncidentPerson) -> dict[str, Any]:
    """Somebody as JSON keeps them."""
    return {
        "part": person.part.value,
        "kind": person.kind.value,
        "name": person.name,
        "parent_id": person.parent_id,
        "pupil_id": person.pupil_id,
        "alias": person.alias,
        "capacities": sorted(capacity.value for capacity in person.capacities),
        "how": person.how,
    }


def person_from_plain(plain: dict[str, Any]) -> IncidentPerson:
    """Somebody as a draft kept them."""
    return IncidentPerson(
        id=0,
        part=PersonPart(plain["part"]),
        kind=PersonKind(plain["kind"]),
        name=str(plain.get("name", "")),
        parent_id=plain.get("parent_id"),
        pupil_id=plain.get("pupil_id"),
        alias=str(plain.get("alias", "")),
        capacities=frozenset(Capacity(value) for value in plain.get("capacities", ())),
        how=str(plain.get("how", "")),
    )
