"""Take back that somebody was entered: withdrawn with a reason, or made one with the entry they have already."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from halton_desktop.domain.acknowledgement import SETTLING, Form, FormKind, FormState
from halton_desktop.domain.change import RecordKind
from halton_desktop.domain.importing.file_values import FileValues
from halton_desktop.domain.importing.import_gone import KEEP
from halton_desktop.domain.importing.import_identity import SAME
from halton_desktop.domain.importing.one_person import (
    Differing,
    differing_fields,
    given_of_both,
    one_of_both,
    ties_of_both,
)
from halton_desktop.domain.name import says_something
from halton_desktop.domain.parents.hold import DECIDED, Hold, HoldKind
from halton_desktop.domain.parents.known_already import KnownAlready, known_already
from halton_desktop.domain.parents.parent import Parent, ParentOf
from halton_desktop.domain.parents.question import QuestionKind
from halton_desktop.domain.permission import Permission
from halton_desktop.errors import InvalidInput, Refused
from halton_desktop.services.listed_names import names_on_paper
from halton_desktop.services.parents.keep_holds import lift
from halton_desktop.services.session import OfficeSession
from halton_desktop.store.incidents.incident_link_store import ONE_PERSON_TWICE
from halton_desktop.store.parent_mistakes import ENTERED_BY_MISTAKE, ParentMistakes
from halton_desktop.store.parent_store import parent_fields, tie_fields
from halton_desktop.store.unit_of_work import UnitOfWork, differing

ONE_PERSON = "made one person"
"""The audit log's word for it."""


@dataclass(frozen=True, slots=True)
class TwoEntries:
    """Two entries that are one person: which stays, which goes, and what a person may decide."""

    stays: Parent
    goes: Parent
    differing: tuple[Differing, ...]

    @property
    def usual(self) -> frozenset[str]:
        """The fields in which the value of the one that goes is taken unless somebody says otherwise."""
        return frozenset(one.field for one in self.differing if one.usual)


def maybe_the_same(session: OfficeSession, parent_id: int) -> tuple[KnownAlready, ...]:
    """Who of the register may be the same person, the surest first. Raises NotFound."""
    with session.look() as work:
        [family] = work.parents.families([work.parents.parent(parent_id).id])
        others = [one for one in work.parents.families() if one.parent.id != parent_id]
        names = names_on_paper(work)
    return tuple(map(names.known, known_already(family.parent, {child.pupil.id for child in family.children}, others)))


def two_entries(session: OfficeSession, stays_id: int, goes_id: int) -> TwoEntries:
    """What differs between two entries that are one person. Raises NotFound."""
    with session.look() as work:
        return _two(work, stays_id, goes_id)


def make_one_person(
    session: OfficeSession, stays_id: int, goes_id: int, taken: Collection[str] | None = None, reason: str = ""
) -> None:
    """Put two entries of one person together: everything about the one that goes is about the one that stays.

    ``taken`` are the fields in which the value of the one that goes is kept (None: as ``TwoEntries`` proposes). Every
    restriction, child, note, form, letter, case, consent and open hold follows; the history keeps the entry that went.
    Raises NotFound, Refused for one and the same entry, and where one wronged the other.
    """
    with session.change(Permission.EDIT_PARENTS) as work:
        put_together(session, work, stays_id, goes_id, taken, reason)
        work.commit()


def put_together(
    session: OfficeSession,
    work: UnitOfWork,
    stays_id: int,
    goes_id: int,
    taken: Collection[str] | None = None,
    reason: str = "",
) -> None:
    """The same inside a transaction."""
    if stays_id == goes_id:
        raise Refused("This is one and the same entry.")
    two = _two(work, stays_id, goes_id)
    _require_not_against_themselves(work, two)
    fields = two.usual if taken is None else frozenset(taken) & {one.field for one in two.differing}
    one = one_of_both(two.stays, two.goes, fields)
    given = work.decisions.file_values.all().parents
    values = given_of_both(two.stays, given.get(stays_id), two.goes, given.get(goes_id), fields)
    theirs = work.parents.ties([goes_id])
    ties = ties_of_both(work.parents.ties([stays_id]), theirs, stays_id)
    _lift_the_doubt(session, work, stays_id, goes_id)
    _replace_forms(session, work, stays_id, goes_id)
    _settle_the_doubt(session, work, stays_id, goes_id)
    incidents = work.incidents.links.ids_naming(goes_id)
    work.parents.change_parents([one])
    work.parents.keep_ties(ties)
    work.decisions.file_values.keep(FileValues(parents={stays_id: values}))
    work.incidents.links.name_instead(goes_id, stays_id, session.today, session.user.name)
    work.incidents.drafts.name_instead(goes_id, stays_id)
    work.decisions.questions.name_instead(goes_id, stays_id)
    ParentMistakes(work.connection, work.search).make_one(stays_id, goes_id)
    work.parents.index([stays_id])
    for incident in work.incidents.records.by_ids(incidents):
        work.incidents.records.refresh(incident.id)
    old, new = differing(parent_fields(two.stays), parent_fields(one))
    went = parent_fields(two.goes) | {"ties": [tie_fields(tie) for tie in theirs], "id": goes_id}
    work.record(ONE_PERSON, RecordKind.PARENT, stays_id, old | {"went": went}, new | {"reason": reason.strip()})
    work.touch(RecordKind.PARENT, goes_id)
    work.touch(RecordKind.PUPIL, *(tie.pupil_id for tie in ties))
    work.touch(RecordKind.INCIDENT, *incidents)
    work.touch(RecordKind.FORM, *(form.id for form in work.forms.of_parent(stays_id)))


def withdraw_parent(session: OfficeSession, parent_id: int, reason: str) -> None:
    """Say that somebody should not have been entered: gone from page, lists, figures, letters and search.

    Their forms count no longer; what went out to them and the whole entry stay in the history. Raises InvalidInput
    without a reason, Refused for somebody named in a case, NotFound.
    """
    if not says_something(reason):
        raise InvalidInput("reason", "Say in a few words how the mistake came about.")
    with session.change(Permission.EDIT_PARENTS) as work:
        parent = work.parents.parent(parent_id)
        _require_in_no_incident(work, parent)
        ties = work.parents.ties([parent_id])
        why = f"{ENTERED_BY_MISTAKE}: {reason.strip()}"
        for form in work.forms.of_parent(parent_id):
            work.forms.take_back(form, work.now, session.today, session.user.id, why)
            work.touch(RecordKind.FORM, form.id)
        _hold_by_marked_orders(work, session, ties)
        for hold in work.decisions.holds.standing([parent_id]):
            lift(work, hold, session, why)
        mistakes = ParentMistakes(work.connection, work.search)
        mistakes.withdraw(parent_id, session.today, session.user.name, reason.strip())
        work.parents.index_pupils([tie.pupil_id for tie in ties])
        old = parent_fields(parent) | {"ties": [tie_fields(tie) for tie in ties]}
        work.record("parent entered by mistake", RecordKind.PARENT, parent_id, old, {"reason": reason.strip()})
        work.touch(RecordKind.PUPIL, *(tie.pupil_id for tie in ties))
        work.commit()


def _hold_by_marked_orders(work: UnitOfWork, session: OfficeSession, ties: Sequence[ParentOf]) -> None:
    """A court order ticked on a child goes with the tie: kept as a hold, it is known if the person comes back."""
    for tie in (one for one in ties if one.court_order):
        held = work.decisions.holds.standing([tie.parent_id])
        if not any(hold.kind is HoldKind.COURT_ORDER and hold.pupil_id == tie.pupil_id for hold in held):
            order = Hold(0, tie.parent_id, HoldKind.COURT_ORDER, "Court order", DECIDED, session.today, tie.pupil_id)
            work.decisions.holds.add(order, None)


def _two(work: UnitOfWork, stays_id: int, goes_id: int) -> TwoEntries:
    stays, goes = work.parents.parent(stays_id), work.parents.parent(goes_id)
    given = work.decisions.file_values.all().parents
    return TwoEntries(stays, goes, differing_fields(stays, goes, given.get(stays_id), given.get(goes_id)))


def _require_in_no_incident(work: UnitOfWork, parent: Parent) -> None:
    """Of a case that is closed to the user, or a paper of one, nothing is told: not even that it is one."""
    lines = work.incidents.list.lines(work.incidents.links.ids_of_parents([parent.id]))
    if lines:
        raise Refused(
            f"{parent.full_name} is named in {', '.join(line.reference for line in lines)}.",
            "Take the name back there first; or make the two entries one, if they are in the register twice.",
        )
    if work.incidents.links.speak_of(parent.id) or work.incidents.drafts.name(parent.id):
        raise Refused(
            f"{parent.full_name} cannot be withdrawn: something that is kept or being typed here needs the entry.",
            "Make the two entries one, if they are in the register twice; else ask the headteacher.",
        )


def _require_not_against_themselves(work: UnitOfWork, two: TwoEntries) -> None:
    """Nobody did to themselves what a case is about: in one of the two places somebody is named by mistake."""
    incidents = work.incidents.links.against_themselves(two.stays.id, two.goes.id)
    lines = work.incidents.list.lines(incidents)
    if lines:
        raise Refused(
            f"In {', '.join(line.reference for line in lines)} one of the two did it and the other is affected.",
            "Take back the one that is named there by mistake first.",
        )
    if incidents:
        raise Refused(
            f"{two.stays.full_name} and {two.goes.full_name} cannot be made one: something that is kept here "
            "tells them apart.",
            "Ask the headteacher.",
        )


def _lift_the_doubt(session: OfficeSession, work: UnitOfWork, stays_id: int, goes_id: int) -> None:
    """That somebody may be a known person stops no letter once it is decided that they are."""
    for hold in work.decisions.holds.standing([stays_id, goes_id]):
        number = work.decisions.holds.question_of(hold.id)
        if number is None or hold.pupil_id is not None or hold.kind is not HoldKind.UNDECIDED:
            continue
        question = work.decisions.questions.get(number)
        about_both = hold.parent_id == goes_id or {stays_id, goes_id} <= set(question.parent_ids)
        if question.kind is QuestionKind.SAME_PERSON and about_both:
            lift(work, hold, session, "they are one person")


def _settle_the_doubt(session: OfficeSession, work: UnitOfWork, stays_id: int, goes_id: int) -> None:
    """Whether the two are one person is asked no more, nor whether one is gone from the file: there as the other."""
    children = {tie.pupil_id for tie in work.parents.ties([goes_id])}
    for question in work.decisions.questions.open():
        same = question.kind is QuestionKind.SAME_PERSON and {stays_id, goes_id} <= set(question.parent_ids)
        gone = question.kind is QuestionKind.GONE and question.parent_ids == (stays_id,)
        if same or (gone and not children.isdisjoint(question.pupil_ids)):
            key = SAME.key if same else KEEP.key
            work.decisions.questions.answer(question.id, key, session.user.name, session.today, "", ())
            work.touch(RecordKind.QUESTION, question.id)


def _replace_forms(session: OfficeSession, work: UnitOfWork, stays_id: int, goes_id: int) -> None:
    """Of the slips both were asked for, one counts: one that was answered, else the newest."""
    by_edition: dict[int, list[Form]] = {}
    for form in (*work.forms.of_parent(stays_id), *work.forms.of_parent(goes_id)):
        if form.kind is FormKind.ACKNOWLEDGEMENT:
            by_edition.setdefault(form.edition_id, []).append(form)
    for forms in by_edition.values():
        forms.sort(key=lambda form: (form.status.answer in SETTLING, form.id), reverse=True)
        for form in _still_out(forms[1:]):
            state, note = FormState.SUPERSEDED, ONE_PERSON_TWICE
            work.forms.happened(form.id, state, work.now, session.today, session.user.id, note=note)


def _still_out(forms: Sequence[Form]) -> list[Form]:
    return [form for form in forms if form.status.unsent or form.status.outstanding]
