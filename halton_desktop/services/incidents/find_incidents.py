"""Find incidents: the list by page, one case whole, a chronology across people, and filters kept under a name."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass, replace

from halton_desktop.domain.code_of_conduct import edition_in_force
from halton_desktop.domain.incidents.chronology import Happening, happenings, with_parts, without_other_authors
from halton_desktop.domain.incidents.evidence import Evidence
from halton_desktop.domain.incidents.incident import Incident
from halton_desktop.domain.incidents.incident_list import (
    IncidentFilter,
    IncidentLine,
    SavedFilter,
    closed_line,
    filter_as_plain,
    filter_from_plain,
    tells_of,
)
from halton_desktop.domain.incidents.incident_on_file import BanOnFile
from halton_desktop.domain.incidents.letter_of_incident import LetterOfIncident
from halton_desktop.domain.incidents.restriction import Restriction, whom_to_protect
from halton_desktop.domain.incidents.site_ban import BanEvent, BanLine, SiteBan, kept_off
from halton_desktop.domain.incidents.step import Step
from halton_desktop.domain.incidents.step_kind import StepKind
from halton_desktop.domain.incidents.step_rules import StepOffer, offers
from halton_desktop.domain.mailing import order_at_contact
from halton_desktop.domain.permission import Permission
from halton_desktop.domain.user import User
from halton_desktop.errors import InvalidInput
from halton_desktop.services.administration.school_calendar import in_the_holidays
from halton_desktop.services.incidents.told_of_bans import UntoldEnd, untold_ends
from halton_desktop.services.incidents.who_sees_to import able_to_see_to
from halton_desktop.services.listed_names import incident_lines_as, names_in_lists, names_on_paper
from halton_desktop.services.session import OfficeSession
from halton_desktop.store.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class LinkedIncident:
    """Another incident tied to this one, or one that looks related (``why`` then says how)."""

    id: int
    reference: str
    about: str
    why: str
    suggested: bool = False


@dataclass(frozen=True, slots=True)
class IncidentPage:
    """Everything the detail pane shows of one case."""

    incident: Incident
    steps: tuple[Step, ...]
    offers: tuple[StepOffer, ...]
    evidence: tuple[Evidence, ...]
    letters: tuple[LetterOfIncident, ...]
    bans: tuple[tuple[SiteBan, tuple[BanEvent, ...]], ...]
    linked: tuple[LinkedIncident, ...]
    editions: dict[int, str]
    timeline: tuple[Happening, ...]
    edition_that_day: str = ""
    """The edition of the code in force when it happened (4.1); "" before the first."""
    in_the_holidays: str = ""
    """Whom to turn to while a contact is due and the school is on holiday (3.2); "" otherwise."""
    orders: tuple[tuple[int, str], ...] = ()
    """(IncidentPerson, what whoever speaks to them is told first): court orders and other holds (3.2)."""
    untold: tuple[UntoldEnd, ...] = ()
    """Bans that are over, of whose end whoever was told of them has still to be told."""
    restriction: Restriction | None = None
    protect: str = ""
    """A question where somebody of the case works with this file, or may be their family, and it is not restricted."""


def incident_ids(
    session: OfficeSession, wanted: IncidentFilter, order: str = "reported", *, descending: bool = True
) -> array[int]:
    """Ids of all incidents the filter lets through, in order; then those of which only the number may be seen."""
    with session.look() as work:
        unnamed = names_in_lists(session, work).hidden
        ids = work.incidents.list.ids(wanted, order, descending=descending, unnamed=unnamed)
        ids.extend(one.incident_id for one in work.incidents.restrictions.shown_outside() if tells_of(wanted, one))
        return ids


def incident_lines(session: OfficeSession, ids: Sequence[int]) -> list[IncidentLine]:
    """One page of the list."""
    with session.look() as work:
        lines = incident_lines_as(work, names_in_lists(session, work), work.incidents.list.lines(ids))
        found = {line.id: line for line in lines}
        found |= {one.incident_id: closed_line(one) for one in work.incidents.restrictions.shown_outside()}
        return [found[one] for one in ids if one in found]


def count_incidents(session: OfficeSession, wanted: IncidentFilter) -> int:
    """How many incidents the filter lets through."""
    with session.look() as work:
        closed = sum(tells_of(wanted, one) for one in work.incidents.restrictions.shown_outside())
        return work.incidents.list.count(wanted) + closed


def incident_page(session: OfficeSession, incident_id: int) -> IncidentPage:
    """One case whole. Raises NotFound, NotAllowed for one of which only the number may be seen."""
    with session.look() as work:
        return page_of(work, incident_id)


def page_of(work: UnitOfWork, incident_id: int) -> IncidentPage:
    """One case whole inside a transaction."""
    incident = work.incidents.records.get(incident_id)
    steps = tuple(work.incidents.steps.of_incident(incident_id))
    evidence = tuple(work.incidents.evidence.of_incident(incident_id))
    letters = tuple(work.incidents.letters.of_incident(incident_id))
    shown = {person.id: person.shown for person in incident.everybody}
    bans = tuple(
        (replace(ban, person=shown.get(ban.person_id, ban.person)), tuple(work.incidents.bans.events(ban.id)))
        for ban in work.incidents.bans.of_incident(incident_id)
    )
    editions = work.editions.all()
    contacts = [step.due_on for step in steps if step.open and step.kind is StepKind.CONTACT]
    today = work.now.astimezone().date()
    in_force = edition_in_force(editions, incident.facts.happened_on)
    restriction = work.incidents.restrictions.of_incident(incident_id)
    head = work.office.school().headteacher
    return IncidentPage(
        incident=incident,
        steps=steps,
        offers=offers(incident, steps, kept_off(ban for ban, _ in bans)),
        evidence=evidence,
        letters=letters,
        bans=bans,
        linked=_linked(work, incident),
        editions={edition.id: edition.label for edition in editions},
        timeline=happenings(incident, steps, evidence, letters, bans),
        edition_that_day=in_force.label if in_force else "",
        in_the_holidays=in_the_holidays(work, today, *contacts) if contacts else "",
        orders=orders_in(work, incident),
        untold=untold_ends(work, incident.reference, [BanOnFile(*found) for found in bans], letters),
        restriction=restriction,
        protect="" if restriction else whom_to_protect(incident, work.users.all(), head),
    )


def incident_with_reference(session: OfficeSession, reference: str) -> int | None:
    """The id of the incident with a reference like "2026-0042"."""
    with session.look() as work:
        return work.incidents.records.id_of(reference)


def incidents_of_parent(session: OfficeSession, parent_id: int) -> list[IncidentLine]:
    """Every incident one parent has a part in, newest first; on their page nobody else’s protected name is told."""
    with session.look() as work:
        lines = work.incidents.list.lines(work.incidents.links.ids_of_parents([parent_id]))
        return incident_lines_as(work, names_on_paper(work, [parent_id]), lines)


def chronology(session: OfficeSession, parent_ids: Sequence[int]) -> tuple[Happening, ...]:
    """Everything that happened in all cases of these people (one person, or a household), oldest first.

    Nobody else’s protected name is told.
    """
    with session.look() as work:
        names = names_on_paper(work, parent_ids)
        found: list[Happening] = []
        for incident_id in work.incidents.links.ids_of_parents(parent_ids):
            page = page_of(work, incident_id)
            theirs = without_other_authors(page.timeline, page.incident, parent_ids)
            told = with_parts(theirs, page.incident, parent_ids)
            found += [replace(one, title=names.words(one.title), text=names.words(one.text)) for one in told]
    return tuple(sorted(found, key=lambda line: (line.on, line.order)))


def household_of(session: OfficeSession, parent_id: int) -> tuple[int, ...]:
    """The parent and everybody the register ties to the same children at the same address, where none is protected."""
    with session.look() as work:
        own = work.parents.parent(parent_id)
        found = [parent_id]
        for tie in () if own.protected else work.parents.ties([parent_id]):
            for other, _tie in work.parents.parents_of(tie.pupil_id):
                same_home = other.address and other.address == own.address and not other.protected
                if other.id not in found and same_home:
                    found.append(other.id)
    return tuple(found)


def handlers(session: OfficeSession, incident_id: int | None = None) -> list[User]:
    """Everybody who may look after a case, or after this one and its steps."""
    with session.look() as work:
        return able_to_see_to(work, incident_id)


def ban_register(session: OfficeSession, *, only_in_force: bool = False) -> list[BanLine]:
    """The register of site bans, those in force first."""
    with session.look() as work:
        names = names_in_lists(session, work)
        lines = work.incidents.bans.register(only_in_force=only_in_force)
        return [replace(line, ban=names.ban(line.ban)) for line in lines]


def saved_filters(session: OfficeSession) -> list[SavedFilter]:
    """The user's own filters, in the order they were kept."""
    with session.look() as work:
        kept = work.office.setting(_filters_key(session), [])
    return [SavedFilter(entry["name"], filter_from_plain(entry["wanted"])) for entry in kept]


def save_filter(session: OfficeSession, name: str, wanted: IncidentFilter) -> None:
    """Keep a filter under a name; the same name again replaces it."""
    if not name.strip():
        raise InvalidInput("name", "Give the filter a name.")
    with session.change(Permission.LOOK) as work:
        kept = [entry for entry in work.office.setting(_filters_key(session), []) if entry["name"] != name.strip()]
        kept.append({"name": name.strip(), "wanted": filter_as_plain(wanted)})
        work.office.keep_setting(_filters_key(session), kept)
        work.commit()


def remove_filter(session: OfficeSession, name: str) -> None:
    """Forget a filter."""
    with session.change(Permission.LOOK) as work:
        kept = [entry for entry in work.office.setting(_filters_key(session), []) if entry["name"] != name]
        work.office.keep_setting(_filters_key(session), kept)
        work.commit()


def _filters_key(session: OfficeSession) -> str:
    return f"incident filters of user {session.user.id}"


def orders_in(work: UnitOfWork, incident: Incident) -> tuple[tuple[int, str], ...]:
    """(IncidentPerson, what is told before anybody speaks to them), of those somebody holds something about."""
    people = {person.parent_id: person.id for person in incident.people if person.parent_id is not None}
    told = ((people[one.parent.id], order_at_contact(one)) for one in work.parents.families(list(people)))
    return tuple((person, words) for person, words in told if words)


def _linked(work: UnitOfWork, incident: Incident) -> tuple[LinkedIncident, ...]:
    ties = dict(work.incidents.links.linked(incident.id))
    people = [person.parent_id for person in incident.people if person.parent_id is not None]
    children = [person.pupil_id for person in incident.people if person.pupil_id is not None]
    same = (*work.incidents.links.ids_of_parents(people), *work.incidents.links.ids_of_pupils(children))
    alike = {other: "same person" for other in same if other != incident.id}
    alike = dict.fromkeys(work.incidents.links.ids_in_same_place(incident), "same place") | alike
    names = names_on_paper(work, [person.parent_id for person in incident.people if person.parent_id is not None])
    ids = [*ties, *(other for other in alike if other not in ties)][:20]
    return tuple(
        LinkedIncident(
            line.id, line.reference, line.about, ties.get(line.id, alike.get(line.id, "")), line.id not in ties
        )
        for line in incident_lines_as(work, names, work.incidents.list.lines(ids))
    )
