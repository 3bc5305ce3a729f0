"""The register of forms: each form as issued, its events, and where it stands."""

from __future__ import annotations

from array import array
from collections.abc import Collection, Iterator, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, case, delete, exists, func, insert, or_, select, update

from halton_desktop.domain.acknowledgement import (
    GONE,
    SETTLING,
    Answer,
    Form,
    FormEvent,
    FormKind,
    FormState,
    FormStatus,
    HowItCame,
    status_after,
)
from halton_desktop.domain.change import RecordKind
from halton_desktop.domain.portions import in_portions
from halton_desktop.domain.register import FormFilter
from halton_desktop.errors import NotFound
from halton_desktop.store.closed_incidents import whole
from halton_desktop.store.search import SearchIndex
from halton_desktop.store.tables.forms import form_events, forms, letter_batches, letter_parents, letters
from halton_desktop.store.tables.office import users
from halton_desktop.store.tables.people import parents, pupils, ties

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
_UNDONE = select(form_events.c.undoes).where(form_events.c.undoes.is_not(None)).scalar_subquery()
_FIRST_ISSUED = (
    select(func.min(form_events.c.on))
    .where(
        form_events.c.form_id == forms.c.id,
        form_events.c.state == FormState.ISSUED.value,
        form_events.c.undoes.is_(None),
        form_events.c.id.not_in(_UNDONE),
    )
    .scalar_subquery()
)
"""The day a form first went out; a reminder, or a second copy, does not make it another."""
_STILL_ASKED = exists().where(
    ties.c.parent_id == forms.c.parent_id,
    pupils.c.id == ties.c.pupil_id,
    pupils.c.left_on.is_(None),
    parents.c.id == forms.c.parent_id,
    parents.c.adheres,
)
"""The code asks nothing of leavers' parents and of mere contacts, whatever form they still have (4.2)."""


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
        self._search.put(
            RecordKind.FORM,
            [(form_id, f"{row['reference']} {row['parent_name']}") for form_id, row in zip(ids, rows, strict=True)],
        )
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

    def closed_with_reference(self, reference: str) -> int | None:
        """The id of a form with this reference, closed to the user or not: to keep a page for others, never to show."""
        form = whole(forms)
        return self._connection.execute(select(form.c.id).where(form.c.reference == reference)).scalar()

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

    def ids(
        self, wanted: FormFilter, order: str = "name", *, descending: bool = False, unnamed: Collection[int] = ()
    ) -> array[int]:
        """Ids of all forms the filter lets through, in order; those of the ``unnamed`` parents without a name."""
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
        if wanted.year_group:
            each = func.json_each(forms.c.year_groups).table_valued("value")
            query = query.where(exists(select(1).select_from(each).where(each.c.value == wanted.year_group)))
        if wanted.form_class:
            each = func.json_each(forms.c.children).table_valued("value")
            in_class = each.c.value.endswith(f"({wanted.form_class})", autoescape=True)
            query = query.where(exists(select(1).select_from(each).where(in_class)))
        if wanted.outstanding or wanted.overdue_on is not None:
            query = query.where(_OWING, or_(forms.c.kind != FormKind.ACKNOWLEDGEMENT.value, _STILL_ASKED))
        if wanted.overdue_on is not None:
            query = query.where(forms.c.due_on < wanted.overdue_on)
        columns = [_sorted_as(column, unnamed) for column in _ORDERS[order]]
        query = query.order_by(*(column.desc() if descending else column for column in columns))
        return array("q", self._connection.execute(query).scalars())

    def findings(self) -> Iterator[str]:
        """Forms whose own columns differ from what their events add up to; none when all is well."""
        events: dict[int, list[FormEvent]] = {}
        named = select(form_events, users.c.name.label("user_name")).join(users, users.c.id == form_events.c.user_id)
        for row in self._connection.execute(named):
            events.setdefault(row.form_id, []).append(_event(row))
        for row in self._connection.execute(select(forms)):
            if status_after(events.get(row.id, ())) != form_from(row).status:
                yield f"Form {row.reference} is listed as {row.state}, which is not what its history says."

    def reminders_sent(self, edition_id: int) -> dict[int, set[str]]:
        """Which reminder letters about an edition came out, for each parent who got one."""
        rows = self._connection.execute(
            select(letter_parents.c.parent_id, letter_batches.c.letter)
            .join(letters, letters.c.id == letter_parents.c.letter_id)
            .join(letter_batches, letter_batches.c.id == letters.c.batch_id)
            .where(
                letter_batches.c.edition_id == edition_id,
                letter_batches.c.issued_at.is_not(None),
                letter_batches.c.letter.startswith("reminder"),
            )
        )
        sent: dict[int, set[str]] = {}
        for parent_id, letter in rows:
            sent.setdefault(parent_id, set()).add(letter)
        return sent

    def came_back(self, edition_id: int) -> dict[int, Answer]:
        """What the slip of each parent said when it last came back, though it was sent out again since."""
        rows = self._connection.execute(
            select(forms.c.parent_id, form_events.c.answer)
            .join(forms, forms.c.id == form_events.c.form_id)
            .where(
                forms.c.edition_id == edition_id,
                forms.c.kind == FormKind.ACKNOWLEDGEMENT.value,
                form_events.c.state == FormState.RETURNED.value,
                form_events.c.undoes.is_(None),
                form_events.c.id.not_in(_UNDONE),
            )
            .order_by(form_events.c.id)
        )
        return {row.parent_id: Answer(row.answer) for row in rows if row.answer}

    def older_unanswered(self, form_ids: Sequence[int]) -> list[int]:
        """Forms of older editions that the same parents still owe: these forms take their place."""
        older = forms.alias("older")
        owing = or_(
            older.c.state.in_([FormState.PREPARED.value, FormState.ISSUED.value]),
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
        rows = self._connection.execute(
            select(form_events, users.c.name.label("user_name"))
            .join(users, users.c.id == form_events.c.user_id)
            .where(form_events.c.form_id == form_id)
            .order_by(form_events.c.id)
        )
        return [_event(row) for row in rows]

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
    ) -> FormStatus:
        """Add one event, bring the form's own columns up to date, and return where it stands now."""
        self.happened_to_many([form_id], state, at, on, user_id, answer=answer, how=how, note=note, undoes=undoes)
        stands = status_after(self.events(form_id))
        columns = _standing_columns(stands) | ({"issued_on": _FIRST_ISSUED} if undoes is not None else {})
        self._connection.execute(update(forms).where(forms.c.id == form_id).values(**columns))
        return stands

    def happened_to_many(
        self,
        form_ids: Sequence[int],
        state: FormState,
        at: datetime,
        on: date,
        user_id: int,
        *,
        answer: Answer | None = None,
        how: HowItCame | None = None,
        note: str = "",
        undoes: int | None = None,
    ) -> None:
        """Add the same event to many forms at once, each of which it brings to that state."""
        common = {"state": state.value, "at": at, "on": on, "user_id": user_id, "note": note, "undoes": undoes}
        common |= {"answer": answer.value if answer else None, "how": how.value if how else None}
        if form_ids:
            self._connection.execute(insert(form_events), [{"form_id": form_id, **common} for form_id in form_ids])
        columns = _standing_columns(FormStatus(state, answer, on))
        for portion in in_portions(form_ids):
            some = forms.c.id.in_(portion)
            self._connection.execute(update(forms).where(some).values(**columns))

    def take_back(self, form: Form, at: datetime, on: date, user_id: int, why: str) -> None:
        """It was asked by mistake: from now on it is shown, counted and found nowhere."""
        self.happened(form.id, FormState.TAKEN_BACK, at, on, user_id, note=why)
        self._search.remove(RecordKind.FORM, [form.id])

    def wanted_back(self, form_id: int, due_on: date) -> None:
        """Write by when a form that went out without a letter of a batch is due back."""
        columns = {"issued_on": _FIRST_ISSUED, "due_on": due_on}
        self._connection.execute(update(forms).where(forms.c.id == form_id).values(**columns))

    def issued(self, form_ids: Sequence[int], due_on: date | None, letter_ids: Sequence[int]) -> None:
        """Write by when forms are due back that have gone out, and with which letter they went last."""
        for form_id, letter_id in zip(form_ids, letter_ids, strict=True):
            columns = {"issued_on": _FIRST_ISSUED, "due_on": due_on, "letter_id": letter_id}
            self._connection.execute(update(forms).where(forms.c.id == form_id).values(**columns))


def _standing_columns(stands: FormStatus) -> dict[str, Any]:
    return {
        "state": stands.state.value,
        "answer": stands.answer.value if stands.answer else None,
        "standing_on": stands.on,
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
    )
