"""The register of forms as the window shows it: the list, one form's page with its history, a parent's own forms."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass, replace

from halton_desktop.domain.acknowledgement import Form, FormEvent, FormScan
from halton_desktop.domain.code_of_conduct import Edition
from halton_desktop.domain.consent import Consent, Viewing, waits
from halton_desktop.domain.listed_name import ListedNames
from halton_desktop.domain.register import FormFilter, FormLine, form_word, year_order
from halton_desktop.services.consent_forms.who_owes import demands_of, still_owed
from halton_desktop.services.listed_names import names_in_lists
from halton_desktop.services.session import OfficeSession
from halton_desktop.store.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class FormPage:
    """Everything the detail pane shows of one form; ``events`` oldest first, undone ones and undoings included."""

    line: FormLine
    edition: Edition
    events: tuple[FormEvent, ...]
    letter_reference: str = ""
    consent: Consent | None = None
    scans: tuple[FormScan, ...] = ()
    viewings: tuple[Viewing, ...] = ()

    @property
    def form(self) -> Form:
        """The form itself."""
        return self.line.form

    @property
    def waits(self) -> bool:
        """Whether it is a consent the parent has neither given nor refused."""
        return self.consent is not None and waits(self.consent)


def form_ids(
    session: OfficeSession, wanted: FormFilter, order: str = "name", *, descending: bool = False
) -> array[int]:
    """Ids of all forms the filter lets through, in order."""
    with session.look() as work:
        unnamed = names_in_lists(session, work).hidden
        found = work.forms.ids(wanted, order, descending=descending, unnamed=unnamed)
        if not wanted.owed:
            return found
        owed = still_owed(session, work, found, overdue=wanted.overdue_on is not None)
        return array("q", (form_id for form_id in found if form_id in owed))


def form_lines(session: OfficeSession, ids: Sequence[int]) -> list[FormLine]:
    """One page of the list, in the order of the ids; a protected name reads "protected" to whoever may not read it."""
    with session.look() as work:
        return form_lines_as(session, work, names_in_lists(session, work), ids)


def form_lines_as(session: OfficeSession, work: UnitOfWork, names: ListedNames, ids: Sequence[int]) -> list[FormLine]:
    """The same inside a transaction, for whoever reads it."""
    return [replace(line, form=names.form(line.form)) for line in _lines(session, work, work.forms.by_ids(ids))]


def form_page(session: OfficeSession, form_id: int) -> FormPage:
    """One form with its history. Raises NotFound."""
    with session.look() as work:
        form = work.forms.get(form_id)
        letter = work.letters.get(form.letter_id).reference if form.letter_id else ""
        consent = work.consents.of_form(form_id)
        return FormPage(
            consent=consent,
            scans=tuple(work.form_scans.of_form(form_id)),
            viewings=tuple(work.consents.viewings(consent_id=consent.id)) if consent else (),
            line=_lines(session, work, [form])[0],
            edition=work.editions.get(form.edition_id),
            events=tuple(work.forms.events(form_id)),
            letter_reference=letter,
        )


def overdue_count(session: OfficeSession, wanted: FormFilter | None = None) -> int:
    """How many forms are past their date, of all or of those a list shows."""
    return len(form_ids(session, replace(wanted or FormFilter(), overdue_on=session.today)))


def groups(session: OfficeSession) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The year groups and the form classes of pupils on roll, youngest first: what the list is filtered by."""
    with session.look() as work:
        pupils = [pupil for pupil in work.parents.pupils() if pupil.left_on is None]
    years = sorted({pupil.year_group for pupil in pupils if pupil.year_group}, key=year_order)
    year_of = {pupil.form: pupil.year_group for pupil in pupils if pupil.form}
    classes = sorted(year_of, key=lambda form: (year_order(year_of[form]), form))
    return tuple(years), tuple(classes)


def form_with(session: OfficeSession, reference: str) -> Form | None:
    """The form with this reference as printed; None where there is none."""
    with session.look() as work:
        return work.forms.with_reference(reference)


def form_of_consent(session: OfficeSession, consent_id: int) -> int:
    """The form on which a consent was asked for. Raises NotFound."""
    with session.look() as work:
        return work.consents.get(consent_id).form_id


def forms_of_parent(session: OfficeSession, parent_id: int) -> tuple[FormPage, ...]:
    """All forms of one parent with their history, newest first."""
    with session.look() as work:
        ids = [form.id for form in work.forms.of_parent(parent_id)]
    return tuple(form_page(session, form_id) for form_id in ids)


def _lines(session: OfficeSession, work: UnitOfWork, forms: list[Form]) -> list[FormLine]:
    today, ids = session.today, [form.id for form in forms]
    scans = work.form_scans.count_of(ids)
    until = {form_id: consent.valid_until for form_id, consent in work.consents.of_forms(ids).items()}
    demands = demands_of(session, work, forms)
    return [
        FormLine(
            form,
            form_word(form, today, until.get(form.id), demands[form.id]),
            demands[form.id].overdue(form, today),
            scans.get(form.id, 0),
        )
        for form in forms
    ]
