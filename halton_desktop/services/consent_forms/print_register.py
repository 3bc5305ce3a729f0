"""Lists of forms on paper: the register, who is outstanding class by class, one parent's own history."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from halton_desktop.domain.acknowledgement import FormEvent, FormKind
from halton_desktop.domain.code_of_conduct import edition_in_force
from halton_desktop.domain.coverage import asked_of
from halton_desktop.domain.mailing import on_roll
from halton_desktop.domain.permission import Permission
from halton_desktop.domain.portions import in_portions
from halton_desktop.domain.register import Acknowledged, FormFilter, FormLine, year_order
from halton_desktop.domain.slip_letter import SLIP_LETTER
from halton_desktop.services.consent_forms.form_register import (
    FormPage,
    form_lines_as,
    forms_of_parent,
)
from halton_desktop.services.listed_names import names_on_paper
from halton_desktop.services.session import OfficeSession
from halton_desktop.services.typefaces import typefaces_of
from halton_desktop.store.unit_of_work import UnitOfWork

if TYPE_CHECKING:
    from halton_desktop.letters.form_register_print import PrintedList

_OWING = (Acknowledged.NOT_ASKED, Acknowledged.PREPARED, Acknowledged.OUTSTANDING, Acknowledged.OVERDUE)
_REMINDERS = ("", "first", "second", "third")


def register_pages(
    session: OfficeSession, wanted: FormFilter | None = None, order: str = "name", *, descending: bool = False
) -> bytes:
    """The register as a PDF: every form the filter lets through, in the order of the list, without protected names."""
    from halton_desktop.letters.form_register_print import PrintColumn, PrintedList, PrintGroup

    with session.look(Permission.PRINT_LETTERS) as work:
        school, names = work.office.school().name, names_on_paper(work)
        ids = work.forms.ids(wanted or FormFilter(), order, descending=descending, unnamed=names.hidden)
        lines = [line for portion in in_portions(ids) for line in form_lines_as(session, work, names, list(portion))]
    columns = (
        PrintColumn("Parent or carer", 43),
        PrintColumn("Children", 38),
        PrintColumn("Reference", 38),
        PrintColumn("Status", 23),
        PrintColumn("Sent", 19),
        PrintColumn("Due", 19),
    )
    rows = tuple(_register_row(line) for line in lines)
    subtitle = f"{len(rows):,} form{'' if len(rows) == 1 else 's'}"
    subtitle += " chosen from the register" if wanted and wanted != FormFilter() else ""
    listed = PrintedList(
        school, "Register of forms", subtitle, columns, (PrintGroup("", rows),), session.today, "No forms."
    )
    return _pdf(session, listed)


def outstanding_pages(session: OfficeSession, *, class_on_a_page: bool = False) -> bytes:
    """Who has not answered, class by class, for the form tutors; a parent of three children stands in three classes.

    Only names, children and where they stand: no address, telephone number or protected name leaves the office on it.
    """
    from halton_desktop.letters.form_register_print import PrintColumn, PrintedList, PrintGroup

    with session.look(Permission.PRINT_LETTERS) as work:
        school = work.office.school().name
        classes, everybody, title = _outstanding(session, work)
    groups = tuple(
        PrintGroup(
            f"{name}: {_people(len({parent for parent, _row in lines}))} outstanding",
            tuple(sorted(row for _parent, row in lines)),
        )
        for name, lines in classes.items()
    )
    columns = (
        PrintColumn("Parent or carer", 58),
        PrintColumn("Child", 50),
        PrintColumn("Where it stands", 34),
        PrintColumn("Due", 20),
        PrintColumn("Reminder", 18),
    )
    classes_of = "1 class" if len(groups) == 1 else f"{len(groups)} classes"
    subtitle = f"{title}: {_people(everybody)} in {classes_of} {'has' if everybody == 1 else 'have'} not answered"
    listed = PrintedList(
        school,
        "Outstanding acknowledgements",
        subtitle,
        columns,
        groups,
        session.today,
        "Everybody has answered.",
        each_on_a_page=class_on_a_page,
    )
    return _pdf(session, listed)


def history_pages(session: OfficeSession, parent_id: int) -> bytes:
    """Everything on file about one parent's forms, as it may be handed to them. Raises NotFound."""
    from halton_desktop.letters.form_register_print import PrintColumn, PrintedList, PrintGroup

    with session.look(Permission.PRINT_LETTERS) as work:
        school = work.office.school().name
        parent = work.parents.parent(parent_id)
    pages = forms_of_parent(session, parent_id)
    columns = (
        PrintColumn("Date", 24),
        PrintColumn("What happened", 58),
        PrintColumn("Note", 58),
        PrintColumn("By", 40),
    )
    groups = tuple(PrintGroup(_form_heading(page), _history_rows(page)) for page in pages)
    count = "1 form" if len(pages) == 1 else f"{len(pages)} forms"
    listed = PrintedList(
        school, f"Forms of {parent.full_name}", f"{count} on file", columns, groups, session.today, "No forms on file."
    )
    return _pdf(session, listed)


def _register_row(line: FormLine) -> tuple[str, ...]:
    form = line.form
    days = tuple(f"{day:%d/%m/%Y}" if day else "" for day in (form.issued_on, form.due_on))
    return (form.parent_name, ", ".join(form.children), form.reference, line.word.capitalize(), *days)


def _people(number: int) -> str:
    return "1 person" if number == 1 else f"{number:,} people"


def _outstanding(
    session: OfficeSession, work: UnitOfWork
) -> tuple[dict[str, list[tuple[int, tuple[str, ...]]]], int, str]:
    """The lines of each class with whose they are, how many people that is in all, and the edition."""
    edition = edition_in_force(work.editions.all(), session.today)
    if edition is None:
        return {}, 0, "No edition in force"
    forms = work.forms.newest(FormKind.ACKNOWLEDGEMENT, edition.id)
    courses = work.forms.courses(forms)
    found: dict[str, list[tuple[int, tuple[str, ...]]]] = {}
    place: dict[str, tuple[int, str]] = {}
    people: set[int] = set()
    names = names_on_paper(work)
    for person in asked_of(work.parents.families(), forms):
        word = person.word(session.today)
        if word not in _OWING:
            continue
        due = f"{person.form.due_on:%d/%m/%Y}" if person.form and person.form.due_on else ""
        sent = courses[person.family.parent.id].letters if person.form else ()
        reminder = _REMINDERS[max((SLIP_LETTER[letter].reminder for letter in sent), default=0)]
        for child in on_roll(person.family):
            people.add(person.family.parent.id)
            name = child.pupil.form or "No form class"
            place[name] = year_order(child.pupil.year_group)
            row = (
                names.parent(person.family.parent).full_name,
                child.pupil.name,
                word.value.capitalize(),
                due,
                reminder,
            )
            found.setdefault(name, []).append((person.family.parent.id, row))
    by_class = {name: found[name] for name in sorted(found, key=lambda name: (place[name], name))}
    return by_class, len(people), edition.label


def _form_heading(page: FormPage) -> str:
    kind = "Consent to view messages" if page.form.kind is FormKind.MESSAGE_CONSENT else "Acknowledgement of the code"
    return f"{kind}, {page.edition.label}, {page.form.reference}: {page.line.word}"


def _history_rows(page: FormPage) -> tuple[tuple[str, ...], ...]:
    undone = {event.undoes: event for event in page.events if event.undoes is not None}
    rows = [_event_row(event, undone.get(event.id)) for event in page.events if event.undoes is None]
    if page.consent is not None and page.consent.countersigned_on is not None:
        signed = f"{page.consent.countersigned_on:%d/%m/%Y}"
        rows.append((signed, "Signed by the headteacher", page.consent.chat.sentence, page.consent.countersigned_by))
    for viewing in page.viewings:
        rows.append((f"{viewing.at.astimezone():%d/%m/%Y}", "Messages viewed", "", viewing.user_name))
    return tuple(rows)


def _event_row(event: FormEvent, undoing: FormEvent | None) -> tuple[str, ...]:
    what = event.state.value.capitalize()
    if event.answer is not None:
        what += f": {event.answer.value}"
    if event.how is not None:
        what += f" ({event.how.value})"
    note = event.note
    if undoing is not None:
        what += " – undone"
        note = f"{note}\nUndone {undoing.on:%d/%m/%Y} by {undoing.user_name}: {undoing.note}".strip()
    return (f"{event.on:%d/%m/%Y}", what, note, event.user_name)


def _pdf(session: OfficeSession, listed: PrintedList) -> bytes:
    from halton_desktop.letters.form_register_print import print_list

    out = BytesIO()
    print_list(listed, typefaces_of(session), out)
    return out.getvalue()
