"""The register of forms as the window shows it: the list, one form's page with its history, a parent's own forms."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass

from halton_desktop.domain.acknowledgement import Form, FormEvent
from halton_desktop.domain.code_of_conduct import Edition
from halton_desktop.domain.register import FormFilter, FormLine, form_word, is_overdue
from halton_desktop.services.session import OfficeSession


@dataclass(frozen=True, slots=True)
class FormPage:
    """Everything the detail pane shows of one form; ``events`` oldest first, undone ones and undoings included."""

    line: FormLine
    edition: Edition
    events: tuple[FormEvent, ...]
    letter_reference: str = ""

    @property
    def form(self) -> Form:
        """The form itself."""
        return self.line.form


def form_ids(
    session: OfficeSession, wanted: FormFilter, order: str = "name", *, descending: bool = False
) -> array[int]:
    """Ids of all forms the filter lets through, in order."""
    with session.look() as work:
        return work.forms.ids(wanted, order, descending=descending)


def form_lines(session: OfficeSession, ids: Sequence[int]) -> list[FormLine]:
    """One page of the list, in the order of the ids."""
    with session.look() as work:
        return _lines(session, work.forms.by_ids(ids))


def form_page(session: OfficeSession, form_id: int) -> FormPage:
    """One form with its history. Raises NotFound."""
    with session.look() as work:
        form = work.forms.get(form_id)
        letter = work.letters.get(form.letter_id).reference if form.letter_id else ""
        return FormPage(
            line=_lines(session, [form])[0],
            edition=work.editions.get(form.edition_id),
            events=tuple(work.forms.events(form_id)),
            letter_reference=letter,
        )


def forms_of_parent(session: OfficeSession, parent_id: int) -> tuple[FormPage, ...]:
    """All forms of one parent with their history, newest first."""
    with session.look() as work:
        ids = [form.id for form in work.forms.of_parent(parent_id)]
    return tuple(form_page(session, form_id) for form_id in ids)


def _lines(session: OfficeSession, forms: list[Form]) -> list[FormLine]:
    today = session.today
    return [FormLine(form, form_word(form, today), is_overdue(form, today)) for form in forms]
