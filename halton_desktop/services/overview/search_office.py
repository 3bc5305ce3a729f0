"""Search everything as one types: parents, pupils, forms, incidents, grouped."""

from __future__ import annotations

from dataclasses import dataclass, replace

from halton_desktop.domain.change import RecordKind
from halton_desktop.domain.listed_name import ListedNames
from halton_desktop.services.listed_names import incident_lines_as, names_in_lists
from halton_desktop.services.session import OfficeSession
from halton_desktop.store.unit_of_work import UnitOfWork

MOST_PER_GROUP = 8


@dataclass(frozen=True, slots=True)
class SearchHit:
    """One line of the results; ``noun`` and ``id`` say what Enter opens: 0 the list, which shows all that was found."""

    group: str
    title: str
    subtitle: str
    noun: RecordKind
    id: int
    offered: bool = False


def search(session: OfficeSession, words: str) -> tuple[SearchHit, ...]:
    """What each typed word begins a word of or stands in a name of; accents, apostrophes and spaces do not matter.

    Where that is nothing, what was probably meant is ``offered``. "" finds nothing.
    """
    if not words.strip():
        return ()
    with session.look() as work:
        names = names_in_lists(session, work)
        found = _found(work, words, names)
        meant = "" if found else work.search.did_you_mean(words)
        if not meant:
            return found
        nearest = _found(work, meant, names)
        if any(hit.noun is RecordKind.PARENT and hit.id in names.hidden for hit in nearest):
            return found  # the word itself would tell a protected name
        instead = f"Nothing found for “{words.strip()}”. Did you mean “{meant}”?"
        return tuple(replace(hit, group=instead, offered=True) for hit in nearest)


def _found(work: UnitOfWork, words: str, names: ListedNames) -> tuple[SearchHit, ...]:
    groups = (
        _parents(work, words, names),
        _pupils(work, words),
        _forms(work, words, names),
        _incidents(work, words, names),
    )
    return tuple(hit for group in groups for hit in _cut(group, words))


def _cut(group: list[SearchHit], words: str) -> list[SearchHit]:
    """At most so many of a group, and a line that says where there is more."""
    if len(group) <= MOST_PER_GROUP:
        return group
    first = group[0]
    more = SearchHit(
        first.group, f"More {first.group.lower()}…", f"show all that have “{words.strip()}”", first.noun, 0
    )
    return [*group[:MOST_PER_GROUP], more]


def _parents(work: UnitOfWork, words: str, names: ListedNames) -> list[SearchHit]:
    families = work.parents.families(work.search.find(RecordKind.PARENT, words, MOST_PER_GROUP + 1))
    return [
        SearchHit(
            "Parents",
            names.parent(family.parent).full_name,
            family.told_apart,
            RecordKind.PARENT,
            family.parent.id,
        )
        for family in families
    ]


def _pupils(work: UnitOfWork, words: str) -> list[SearchHit]:
    pupils = work.parents.pupils(work.search.find(RecordKind.PUPIL, words, MOST_PER_GROUP + 1))
    return [
        SearchHit(
            "Pupils",
            pupil.name_and_form,
            ", ".join(parent.name_for_others for parent, _tie in work.parents.parents_of(pupil.id)),
            RecordKind.PUPIL,
            pupil.id,
        )
        for pupil in pupils
    ]


def _forms(work: UnitOfWork, words: str, names: ListedNames) -> list[SearchHit]:
    forms = work.forms.by_ids(work.search.find(RecordKind.FORM, words, MOST_PER_GROUP + 1))
    return [
        SearchHit(
            "Forms",
            form.reference,
            f"{names.form(form).parent_name} · {form.status.state.value}",
            RecordKind.FORM,
            form.id,
        )
        for form in forms
    ]


def _incidents(work: UnitOfWork, words: str, names: ListedNames) -> list[SearchHit]:
    closed = [one for one in work.incidents.restrictions.shown_outside() if one.reference.startswith(words.strip())]
    lines = work.incidents.list.lines(work.search.find(RecordKind.INCIDENT, words, MOST_PER_GROUP + 1))
    found = [
        SearchHit(
            "Incidents",
            f"{line.reference}  {line.about}",
            f"{line.where} · {line.state.value} · {line.reported_on:%d/%m/%Y}",
            RecordKind.INCIDENT,
            line.id,
        )
        for line in incident_lines_as(work, names, lines)
    ]
    return found + [
        SearchHit("Incidents", one.reference, one.sentence, RecordKind.INCIDENT, one.incident_id) for one in closed
    ]
