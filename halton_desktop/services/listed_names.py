"""Whose names are not spelled out in a list, beside somebody else or on a paper: every one of these asks here."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace

from halton_desktop.domain.incidents.incident_list import IncidentLine
from halton_desktop.domain.listed_name import ListedNames
from halton_desktop.domain.parents.parent import Protected
from halton_desktop.domain.permission import Permission
from halton_desktop.services.session import OfficeSession
from halton_desktop.store.parent_list import parents_protecting
from halton_desktop.store.unit_of_work import UnitOfWork


def names_in_lists(session: OfficeSession, work: UnitOfWork) -> ListedNames:
    """In the lists of the window: whoever may lift a block may read a protected name."""
    return ListedNames() if session.may(Permission.LIFT_LETTER_BLOCKS) else names_on_paper(work)


def names_on_paper(work: UnitOfWork, besides: Collection[int] = ()) -> ListedNames:
    """On what leaves the office, or stands beside somebody else: a protected name is read by the person alone.

    ``besides`` are the people it is about or for.
    """
    hidden = parents_protecting(work.connection, Protected.NAME)
    return ListedNames({one.id: one for one in hidden if one.id not in besides})


def incident_lines_as(work: UnitOfWork, names: ListedNames, lines: Iterable[IncidentLine]) -> list[IncidentLine]:
    """Lines of the list of incidents, named so."""
    listed = list(lines)
    about = abouts(work, names, {line.id for line in listed})
    return [replace(line, about=about.get(line.id, line.about)) for line in listed]


def abouts(work: UnitOfWork, names: ListedNames, incident_ids: Collection[int]) -> dict[int, str]:
    """Whom a case is about, for those cases that would name somebody who is not named."""
    if not names.hidden:
        return {}
    theirs = [one for one in work.incidents.links.ids_of_parents(sorted(names.hidden)) if one in incident_ids]
    return {incident.id: names.about(incident) for incident in work.incidents.records.by_ids(theirs)}
