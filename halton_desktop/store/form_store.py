"""The register of forms: each form as issued, its events, and where it stands."""

from __future__ import annotations

from array import array
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    and_,
    bindparam,
    case,
    delete,
    exists,
    func,
    insert,
    or_,
    select,
    update,
)

from halton_desktop.domain.acknowledgement import (
    GONE,
    SETTLING,
    Answer,
    Form,
    FormCourse,
    FormEvent,
    FormKind,
    FormState,
    FormStatus,
    HowItCame,
    counting,
    course,
)
from halton_desktop.domain.change import RecordKind
from halton_desktop.domain.portions import in_portions
from halton_desktop.domain.register import FormFilter
from halton_desktop.errors import NotFound
from halton_desktop.store.parent_store import ParentStore
from halton_desktop.store.people_words import index_forms_of
from halton_desktop.store.search import SearchIndex
from halton_desktop.store.tables.forms import form_events, forms, letter_batches, letters
from halton_desktop.store.tables.office import users
from halton_desktop.store.tables.people import pupils, ties

_ORDERS = {
    "name": (forms.c.sort_name, forms.c.id),
    "reference": (forms.c.reference,),
    "state": (forms.c.state, forms.c.sort_name, forms.c.id),
    "issued": (forms.c.issued_on, forms.c.sort_name, forms.c.id),
    "due": (forms.c.due_on, forms.c.sort_name, forms.c.id),
    "returned": (forms.c.standing_on, forms.c.id),
}

_OWING = or_(
    forms.c.state == FormState.ISSUED.value,
    and_(
        forms.c.state == FormState.RETURNED.value,
        forms.c.answer.not_in([answer.value for answer in SETTLING]),
    ),
)
_THERE = forms.c.state != FormState.TAKEN_BACK.value


def _sorted_as(column: ColumnElement[Any], unnamed: Collection[int]) -> ColumnElement[Any]:
    """The place of a name that is not shown among the others would tell it."""
    if column is not forms.c.sort_name or not unnamed:
        return column
    return case((forms.c.parent_id.in_(sorted(unnamed)), ""), else_=column)


class FormStore:
    """Reads and writes forms; the columns that repeat their standing are always written with the event."""

    def __init__(self, connection: Connection, search: SearchIndex) -> None:
        self._connection = connection
        self._search = search

    def add(self, rows: Sequence[dict[str, Any]]) -> list[int]:
        """Add forms (columns of ``forms`` without id) and return their ids in order."""
        if not rows:
            return []
        result = self._connection.execute(insert(forms).returning(forms.c.id, sort_by_parameter_order=True), list(rows))
        ids = [int(row.id) for row in result]
        families = ParentStore(self._connection, self._search).families([row["parent_id"] for row in rows])
        index_forms_of(self._connection, self._search, [(family.parent.id, family) for family in families])
        return ids

    def remove(self, ids: Sequence[int]) -> None:
        """Remove forms that never left the office."""
        for portion in in_portions(ids):
            self._connection.execute(delete(forms).where(forms.c.id.in_(portion)))
        self._search.remove(RecordKind.FORM, ids)

    def get(self, form_id: int) -> Form:
        """One form; raises NotFound."""
        found = self.by_ids([form_id])
        if not found:
            raise NotFound("This form is no longer in the office file.")
        return found[0]

    def with_reference(self, reference: str) -> Form | None:
        """The form with this reference as printed (capitals, with check character)."""
        row = self._connection.execute(select(forms).where(forms.c.reference == reference)).first()
        return None if row is None else form_from(row)

    def by_ids(self, ids: Sequence[int]) -> list[Form]:
        """Forms in the order of the ids."""
        found: dict[int, Form] = {}
        for portion in in_portions(ids):
            rows = self._connection.execute(select(forms).where(forms.c.id.in_(portion)))
            found.update((row.id, form_from(row)) for row in rows)
        return [found[one] for one in ids if one in found]

    def of_parent(self, parent_id: int) -> list[Form]:
        """All forms of one parent, newest first."""
        own = select(forms).where(forms.c.parent_id == parent_id, _THERE)
        rows = self._connection.execute(own.order_by(forms.c.id.desc()))
        return [form_from(row) for row in rows]

    def newest(self, kind: FormKind, edition_id: int) -> dict[int, Form]:
        """For each parent the newest form of a kind for an edition that was not replaced or taken back."""
        rows = self._connection.execute(
            select(forms)
            .where(
                forms.c.kind == kind.value,
                forms.c.edition_id == edition_id,
                forms.c.state.not_in(GONE),
            )
            .order_by(forms.c.id)
        )
        return {row.parent_id: form_from(row) for row in rows}

    def newest_ids(self, kind: FormKind, edition_id: int) -> set[int]:
        """The ids of those forms alone."""
        own = (forms.c.kind == kind.value, forms.c.edition_id == edition_id, forms.c.state.not_in(GONE))
        query = select(func.max(forms.c.id)).where(*own).group_by(forms.c.parent_id)
        return set(self._connection.execute(query).scalars())

    def newest_on(self, kind: FormKind, edition_id: int, day: date | None) -> dict[int, Form]:
        """The same as it stood at the end of a day; None: whenever a newer edition took the place of this one.

        Then a form that was replaced by the newer edition stands as it did before.
        """
        own = select(forms).where(forms.c.kind == kind.value, forms.c.edition_id == edition_id, _THERE)
        found: dict[int, Form] = {}
        replaced: dict[int, Form] = {}
        for portion in in_portions(self._connection.execute(own.with_only_columns(forms.c.id)).scalars().all()):
            events = _events_of(self._connection, portion)
            for form in self.by_ids(sorted(portion)):
                known = [event for event in events[form.id] if day is None or event.on <= day]
                if not known:
                    continue
                stood = _as_of(form, events[form.id], day)
                if stood.status.state not in GONE:
                    found[form.parent_id] = stood
                elif day is None:
                    before = [event for event in events[form.id] if event.state is not FormState.SUPERSEDED]
                    replaced[form.parent_id] = _as_of(form, before, None)
        return replaced | found

    def ids(
        self, wanted: FormFilter, order: str = "name", *, descending: bool = False, unnamed: Collection[int] = ()
    ) -> array[int]:
        """Ids of all forms the filter lets through, in order; those of the ``unnamed`` parents without a name.

        Who of those open still owes one is told by the rules.
        """
        query = select(forms.c.id).where(_THERE)
        if wanted.words.strip():
            query = query.where(forms.c.id.in_(self._search.find(RecordKind.FORM, wanted.words, 2000)))
        for column, value in (
            (forms.c.kind, wanted.kind),
            (forms.c.state, wanted.state),
            (forms.c.answer, wanted.answer),
            (forms.c.edition_id, wanted.edition_id),
            (forms.c.parent_id, wanted.parent_id),
        ):
            if value is not None:
                query = query.where(column == value)
        if wanted.parent_ids is not None:
            query = query.where(forms.c.parent_id.in_(wanted.parent_ids))
        for place, wished in ((pupils.c.year_group, wanted.year_group), (pupils.c.form, wanted.form_class)):
            if wished:
                of_parent = and_(ties.c.parent_id == forms.c.parent_id, pupils.c.id == ties.c.pupil_id)
                query = query.where(exists().where(of_parent, pupils.c.left_on.is_(None), place == wished))
        if wanted.owed:
            query = query.where(_OWING)
        if wanted.overdue_on is not None:
            ahead = forms.c.issued_on > wanted.overdue_on  # sent while a clock was wrong
            query = query.where(or_(forms.c.due_on < wanted.overdue_on, ahead))
        columns = [_sorted_as(column, unnamed) for column in _ORDERS[order]]
        query = query.order_by(*(column.desc() if descending else column for column in columns))
        return array("q", self._connection.execute(query).scalars())

    def findings(self) -> Iterator[str]:
        """Forms whose own columns differ from what their events add up to; none when all is well."""
        everything = select(forms).order_by(forms.c.id)
        for portion in in_portions(self._connection.execute(everything.with_only_columns(forms.c.id)).scalars().all()):
            events = _events_of(self._connection, portion)
            for row in self._connection.execute(everything.where(forms.c.id.in_(portion))):
                if any(row._mapping[name] != value for name, value in _columns(course(events[row.id])).items()):
                    yield f"Form {row.reference} is listed as {row.state}, which is not what its history says."

    def courses(self, forms_of: Mapping[int, Form]) -> dict[int, FormCourse]:
        """What the events of a form add up to, for the form of each parent (as ``newest`` gives them)."""
        owners = {form.id: parent for parent, form in forms_of.items()}
        return {
            owners[form_id]: course(events)
            for portion in in_portions(list(owners))
            for form_id, events in _events_of(self._connection, portion).items()
        }

    def older_unanswered(self, form_ids: Sequence[int]) -> list[int]:
        """Forms of older editions that the same parents still owe: these forms take their place."""
        older = forms.alias("older")
        owing = or_(
            older.c.state.in_([FormState.PREPARED.value, FormState.NOT_SENT.value, FormState.ISSUED.value]),
            and_(
                older.c.state == FormState.RETURNED.value,
                older.c.answer.not_in([answer.value for answer in SETTLING]),
            ),
        )
        found: list[int] = []
        for portion in in_portions(form_ids):
            same = and_(older.c.parent_id == forms.c.parent_id, older.c.kind == forms.c.kind)
            query = select(older.c.id).join(forms, and_(same, older.c.edition_id != forms.c.edition_id))
            some = forms.c.id.in_(portion)
            acknowledging = forms.c.kind == FormKind.ACKNOWLEDGEMENT.value
            found += self._connection.execute(
                query.where(some, acknowledging, older.c.id < forms.c.id, owing)
            ).scalars()
        return found

    # events

    def events(self, form_id: int) -> list[FormEvent]:
        """What happened to one form, oldest first."""
        return _events_of(self._connection, [form_id])[form_id]

    def happened(
        self,
        form_id: int,
        state: FormState,
        at: datetime,
        on: date,
        user_id: int,
        *,
        answer: Answer | None = None,
        how: HowItCame | None = None,
        note: str = "",
        undoes: int | None = None,
        due_on: date | None = None,
    ) -> FormStatus:
        """Add one event and return where the form stands now."""
        row: dict[str, Any] = {"form_id": form_id, "state": state.value, "at": at, "on": on, "user_id": user_id}
        row |= {"answer": answer.value if answer else None, "how": how.value if how else None}
        self._connection.execute(insert(form_events).values(note=note, undoes=undoes, due_on=due_on, **row))
        self._bring_up_to_date([form_id])
        return course(self.events(form_id)).status

    def happened_to_many(
        self,
        form_ids: Sequence[int],
        state: FormState,
        at: datetime,
        on: date,
        user_id: int,
        *,
        note: str = "",
        due_on: date | None = None,
        letter_ids: Sequence[int] = (),
    ) -> None:
        """Add the same event to many forms at once; ``letter_ids`` are those of the letters each was on."""
        common = {"state": state.value, "at": at, "on": on, "user_id": user_id, "note": note, "due_on": due_on}
        on_letters = letter_ids or (None,) * len(form_ids)
        rows = [{"form_id": a, "letter_id": b, **common} for a, b in zip(form_ids, on_letters, strict=True)]
        if rows:
            self._connection.execute(insert(form_events), rows)
        self._bring_up_to_date(form_ids)

    def put_off(self, form_id: int, due_on: date) -> None:
        """A form that was sent is wanted back by a later day: the school is closed on the one it was wanted by."""
        sent = [event.id for event in counting(self.events(form_id)) if event.state is FormState.ISSUED]
        if sent:
            last = update(form_events).where(form_events.c.id == sent[-1])
            self._connection.execute(last.values(due_on=due_on))
            self._bring_up_to_date([form_id])

    def _bring_up_to_date(self, form_ids: Sequence[int]) -> None:
        """Write again what the columns of forms repeat of their events."""
        changing = update(forms).where(forms.c.id == bindparam("form"))
        for portion in in_portions(form_ids):
            rows = [
                {"form": form_id, **_columns(course(own))}
                for form_id, own in _events_of(self._connection, portion).items()
            ]
            self._connection.execute(changing, rows)

    def take_back(self, form: Form, at: datetime, on: date, user_id: int, why: str) -> None:
        """It was asked by mistake: from now on it is shown, counted and found nowhere."""
        self.happened(form.id, FormState.TAKEN_BACK, at, on, user_id, note=why)
        self._search.remove(RecordKind.FORM, [form.id])


def _events_of(connection: Connection, form_ids: Sequence[int]) -> dict[int, list[FormEvent]]:
    """What happened to each of a portion of forms, oldest first."""
    query = (
        select(form_events, users.c.name.label("user_name"), letter_batches.c.letter)
        .join(users, users.c.id == form_events.c.user_id)
        .join(letters, letters.c.id == form_events.c.letter_id, isouter=True)
        .join(letter_batches, letter_batches.c.id == letters.c.batch_id, isouter=True)
        .where(form_events.c.form_id.in_(form_ids))
        .order_by(form_events.c.id)
    )
    found: dict[int, list[FormEvent]] = {form_id: [] for form_id in form_ids}
    for row in connection.execute(query):
        found[row.form_id].append(_event(row))
    return found


def _as_of(form: Form, events: Sequence[FormEvent], day: date | None) -> Form:
    found = course(events, day)
    return replace(form, status=found.status, issued_on=found.issued_on, due_on=found.due_on)


def _columns(found: FormCourse) -> dict[str, Any]:
    stands = found.status
    return {
        "state": stands.state.value,
        "answer": stands.answer.value if stands.answer else None,
        "standing_on": stands.on,
        "issued_on": found.issued_on,
        "due_on": found.due_on,
        "letter_id": found.letter_id,
    }


def form_from(row: Any) -> Form:
    """A row of ``forms`` as the domain knows it."""
    return Form(
        id=row.id,
        reference=row.reference,
        kind=FormKind(row.kind),
        edition_id=row.edition_id,
        parent_id=row.parent_id,
        status=FormStatus(FormState(row.state), Answer(row.answer) if row.answer else None, row.standing_on),
        parent_name=row.parent_name,
        address=tuple(row.address),
        children=tuple(row.children),
        year_groups=tuple(row.year_groups),
        issued_on=row.issued_on,
        due_on=row.due_on,
        letter_id=row.letter_id,
    )


def _event(row: Any) -> FormEvent:
    return FormEvent(
        id=row.id,
        form_id=row.form_id,
        state=FormState(row.state),
        at=row.at,
        on=row.on,
        user_id=row.user_id,
        user_name=row.user_name,
        answer=Answer(row.answer) if row.answer else None,
        how=HowItCame(row.how) if row.how else None,
        note=row.note,
        undoes=row.undoes,
        due_on=row.due_on,
        letter_id=row.letter_id,
        letter=row.letter or "",
    )
