"""Forms on file as printing leaves them, without printing: quick to make by the hundred."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from halton_desktop.domain.acknowledgement import Form, FormKind, FormState
from halton_desktop.domain.code_of_conduct import edition_in_force
from halton_desktop.domain.name import sort_key
from halton_desktop.domain.parents.parent import Parent
from halton_desktop.domain.reference import ReferenceKind
from halton_desktop.services.session import OfficeSession
from halton_desktop.store.unit_of_work import UnitOfWork, unit_of_work
from tests.factories import a_parent, a_pupil, add_family


def writing(session: OfficeSession) -> Any:
    """A transaction past the services, for putting things on file and for meddling."""
    return unit_of_work(session.vault.engine, session.user, session.clock, writing=True)


def issue_to(
    session: OfficeSession, parent_ids: list[int], *, due_in: int = 14, prepared_only: bool = False
) -> list[Form]:
    """One acknowledgement form of the edition in force for each parent, issued today."""
    with writing(session) as work:
        edition = edition_in_force(work.editions.all(), session.today)
        assert edition is not None
        drawn = work.office.take_references(ReferenceKind.ACKNOWLEDGEMENT, session.today, len(parent_ids))
        rows = [
            _row(work, parent_id, edition.id, reference) for parent_id, reference in zip(parent_ids, drawn, strict=True)
        ]
        ids = work.forms.add(rows)
        user = session.user.id
        work.forms.happened_to_many(ids, FormState.PREPARED, work.now, session.today, user)
        if not prepared_only:
            due = session.today + timedelta(days=due_in)
            work.forms.happened_to_many(ids, FormState.ISSUED, work.now, session.today, user, due_on=due)
        forms = work.forms.by_ids(ids)
        work.commit()
    return list(forms)


def a_form(session: OfficeSession, **options: Any) -> Form:
    """A form issued to a new parent with one child in 7D."""
    parents, _pupils = add_family(session, [a_parent()], [a_pupil()])
    return issue_to(session, parents, **options)[0]


def many_forms(session: OfficeSession, how_many: int) -> list[Form]:
    """Forms issued to so many new parents, year groups 7 to 11 in turn."""
    ids = []
    for number in range(how_many):
        year = str(7 + number % 5)
        ids += add_family(session, [a_parent()], [a_pupil(year_group=year, form=f"{year}D")])[0]
    return issue_to(session, ids)


def _row(work: UnitOfWork, parent_id: int, edition_id: int, reference: str) -> dict[str, Any]:
    [family] = work.parents.families([parent_id])
    parent: Parent = family.parent
    pupils = [child.pupil for child in family.children]
    return {
        "reference": reference,
        "kind": FormKind.ACKNOWLEDGEMENT.value,
        "edition_id": edition_id,
        "parent_id": parent_id,
        "state": FormState.PREPARED.value,
        "parent_name": parent.full_name,
        "sort_name": sort_key(parent.surname, parent.forename),
        "address": [parent.full_name, *parent.address.block],
        "children": [pupil.name_and_form for pupil in pupils],
        "year_groups": sorted({pupil.year_group for pupil in pupils}),
    }
