"""Search everything as one types: parents, pupils, forms, incidents, grouped."""

from __future__ import annotations

from dataclasses import dataclass

from halton_desktop.domain.change import RecordKind
from halton_desktop.domain.parents.parent import PROTECTED_WORD, Protected
from halton_desktop.domain.permission import Permission
from halton_desktop.services.session import OfficeSession
from halton_desktop.store.unit_of_work import UnitOfWork

MOST_PER_GROUP = 8


@dataclass(frozen=True, slots=True)
class SearchHit:
    """One line of the results; ``noun`` and ``id`` say what Enter opens."""

    group: str
    title: str
    subtitle: str
    noun: RecordKind
    id: int


def search(session: OfficeSession, words: str) -> tuple[SearchHit, ...]:
    """What each typed word begins a word of; accents and apostrophes do not matter. "" finds nothing."""
    if not words.strip():
        return ()
    with session.look() as work:
        return (
            *_parents(work, words, named=session.may(Permission.LIFT_LETTER_BLOCKS)),
            *_pupils(work, words),
            *_forms(work, words),
            *_incidents(work, words),
        )


def _parents(work: UnitOfWork, words: str, *, named: bool) -> list[SearchHit]:
    """A protected name is only spelled out to those who may lift a block."""
    families = work.parents.families(work.search.find(RecordKind.PARENT, words, MOST_PER_GROUP))
    return [
        SearchHit(
            "Parents",
            (family.parent if named else family.parent.unnamed).full_name,
            ", ".join(child.pupil.name_and_form for child in family.children),
            RecordKind.PARENT,
            family.parent.id,
        )
        for family in families
    ]


def _pupils(work: UnitOfWork, words: str) -> list[SearchHit]:
    pupils = work.parents.pupils(work.search.find(RecordKind.PUPIL, words, MOST_PER_GROUP))
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


def _forms(work: UnitOfWork, words: str) -> list[SearchHit]:
    forms = work.forms.by_ids(work.search.find(RecordKind.FORM, words, MOST_PER_GROUP))
    people = {parent.id: parent for parent in work.parents.parents([form.parent_id for form in forms])}
    hidden = {parent.id for parent in people.values() if Protected.NAME in parent.protected}
    return [
        SearchHit("Forms", form.reference, f"{name} · {form.status.state.value}", RecordKind.FORM, form.id)
        for form in forms
        for name in [PROTECTED_WORD if form.parent_id in hidden else form.parent_name]
    ]


def _incidents(work: UnitOfWork, words: str) -> list[SearchHit]:
    closed = [one for one in work.cases.restrictions.shown_outside() if one.reference.startswith(words.strip())]
    lines = work.cases.list.lines(work.search.find(RecordKind.INCIDENT, words, MOST_PER_GROUP))
    found = [
        SearchHit(
            "Incidents",
            f"{line.reference}  {line.about}",
            f"{line.where} · {line.state.value} · {line.reported_on:%d/%m/%Y}",
            RecordKind.INCIDENT,
            line.id,
        )
        for line in lines
    ]
    return found + [
        SearchHit("Incidents", one.reference, one.sentence, RecordKind.INCIDENT, one.incident_id) for one in closed
    ]
