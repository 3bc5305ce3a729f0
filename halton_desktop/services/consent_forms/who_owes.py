"""Which forms are owed today, and by whom: the one answer behind lists, badge, bars, Today and reminders."""

from __future__ import annotations

from collections.abc import Sequence

from halton_desktop.domain.acknowledgement import Form, FormKind
from halton_desktop.domain.code_of_conduct import edition_in_force
from halton_desktop.domain.coverage import Asked, asked_of
from halton_desktop.domain.mailing import held, on_roll
from halton_desktop.domain.parents.parent import Family
from halton_desktop.domain.register import Demand
from halton_desktop.services.session import OfficeSession
from halton_desktop.store.unit_of_work import UnitOfWork


def asked_today(session: OfficeSession, work: UnitOfWork, families: Sequence[Family] | None = None) -> list[Asked]:
    """Everybody the code asks, each with their form for the edition in force; nobody where none is."""
    edition = edition_in_force(work.editions.all(), session.today)
    if edition is None:
        return []
    people = work.parents.families() if families is None else families
    return asked_of(people, work.forms.newest(FormKind.ACKNOWLEDGEMENT, edition.id))


def demands_of(session: OfficeSession, work: UnitOfWork, forms: Sequence[Form]) -> dict[int, Demand]:
    """For each of these forms whether it is asked for today, and whether its person is held."""
    edition = edition_in_force(work.editions.all(), session.today)
    newest = work.forms.newest_ids(FormKind.ACKNOWLEDGEMENT, edition.id) if edition else set()
    parents = list(dict.fromkeys(form.parent_id for form in forms))
    families = {family.parent.id: family for family in work.parents.families(parents)}
    consents = work.consents.of_forms([form.id for form in forms if form.kind is FormKind.MESSAGE_CONSENT])
    incidents = work.incidents.records.by_ids([consent.incident_id for consent in consents.values()])
    at_rest = {incident.id for incident in incidents if incident.at_rest}
    demands = {}
    for form in forms:
        family, consent = families.get(form.parent_id), consents.get(form.id)
        if consent is not None:
            asked = family is not None and bool(on_roll(family)) and consent.incident_id not in at_rest
        else:
            asked = family is not None and family.parent.adheres and bool(on_roll(family)) and form.id in newest
        demands[form.id] = Demand(asked, held=family is not None and held(family))
    return demands


def still_owed(session: OfficeSession, work: UnitOfWork, form_ids: Sequence[int], *, overdue: bool) -> set[int]:
    """Those of these forms that are owed, or that are owed past their day."""
    forms = work.forms.by_ids(form_ids)
    demands = demands_of(session, work, forms)
    if overdue:
        return {form.id for form in forms if demands[form.id].overdue(form, session.today)}
    return {form.id for form in forms if demands[form.id].owed(form)}
