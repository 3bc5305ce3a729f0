"""Who is due a first or a second reminder, and what of the forms belongs on the Today tab."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from halton_desktop.domain.acknowledgement import Form, FormKind
from halton_desktop.domain.change import RecordKind
from halton_desktop.domain.code_of_conduct import edition_in_force
from halton_desktop.domain.consent import ConsentStatus, status
from halton_desktop.domain.due import DueItem, in_order
from halton_desktop.domain.mailing import about_others, block_on, unsuited
from halton_desktop.domain.parents.parent import Family
from halton_desktop.domain.register import is_overdue
from halton_desktop.domain.slip_letter import FIRST_REMINDER, SECOND_REMINDER
from halton_desktop.services.listed_names import names_in_lists
from halton_desktop.services.session import OfficeSession
from halton_desktop.store.unit_of_work import UnitOfWork

"""The letters' names."""
CONSENT_ENDING_DAYS = 14
"""So long before a consent ends it is spoken of."""


@dataclass(frozen=True, slots=True)
class RemindersDue:
    """Parents whose form is outstanding, kept apart by what they have had: each is in one of the five.

    ``waiting``: not past the date yet. ``first`` and ``second``: past it, and due that letter. ``talk``: had both
    letters and still has not answered, so a letter more will not do it. ``held``: nothing may be printed to them.
    """

    waiting: tuple[int, ...] = ()
    first: tuple[int, ...] = ()
    second: tuple[int, ...] = ()
    talk: tuple[int, ...] = ()
    held: tuple[int, ...] = ()

    @property
    def overdue(self) -> int:
        """How many are past their date."""
        return len(self.first) + len(self.second) + len(self.talk)

    @property
    def outstanding(self) -> int:
        """How many have not answered."""
        return len(self.waiting) + self.overdue + len(self.held)


def reminders_due(session: OfficeSession) -> RemindersDue:
    """For the edition in force; leavers' parents and mere contacts are reminded of nothing."""
    with session.look() as work:
        return reminders_among(session, work, _owing_families(session, work))


def due_items(session: OfficeSession) -> tuple[DueItem, ...]:
    """What of the forms needs somebody: reminders, parents who want to talk, consents unanswered or running out."""
    with session.look() as work:
        items = [*_acknowledgements(session, work), *_consents(session, work)]
    return in_order(items)


def reminders_among(session: OfficeSession, work: UnitOfWork, families: Sequence[Family]) -> RemindersDue:
    """The same inside a transaction, for families that were read already."""
    edition = edition_in_force(work.editions.all(), session.today)
    if edition is None:
        return RemindersDue()
    forms = work.forms.newest(FormKind.ACKNOWLEDGEMENT, edition.id)
    owing = {parent: form for parent, form in forms.items() if form.status.outstanding}
    sent = work.forms.reminders_sent(edition.id)
    waiting: list[int] = []
    first: list[int] = []
    second: list[int] = []
    talk: list[int] = []
    held: list[int] = []
    for family in families:
        parent_id = family.parent.id
        had = sent.get(parent_id, set())
        if parent_id not in owing or unsuited(family):
            continue
        if block_on(about_others(family) or family):
            held.append(parent_id)
        elif not is_overdue(owing[parent_id], session.today):
            waiting.append(parent_id)
        elif SECOND_REMINDER in had:
            talk.append(parent_id)
        else:
            (second if FIRST_REMINDER in had else first).append(parent_id)
    return RemindersDue(tuple(waiting), tuple(first), tuple(second), tuple(talk), tuple(held))


def _owing_families(session: OfficeSession, work: UnitOfWork) -> list[Family]:
    edition = edition_in_force(work.editions.all(), session.today)
    if edition is None:
        return []
    forms = work.forms.newest(FormKind.ACKNOWLEDGEMENT, edition.id)
    return work.parents.families([parent for parent, form in forms.items() if form.status.outstanding])


def _acknowledgements(session: OfficeSession, work: UnitOfWork) -> list[DueItem]:
    edition = edition_in_force(work.editions.all(), session.today)
    if edition is None:
        return []
    names = names_in_lists(session, work)
    due = reminders_among(session, work, _owing_families(session, work))
    forms = work.forms.newest(FormKind.ACKNOWLEDGEMENT, edition.id)
    items = []
    for parents, what in (
        (due.first, "past {its} date: print the first reminder"),
        (due.second, "past {its} date again: print the second reminder"),
        (due.talk, "past {its} date after two reminders: ring or see them"),
    ):
        if parents:
            oldest = min((forms[parent] for parent in parents), key=lambda form: form.due_on or session.today)
            words = f"{_forms(len(parents))} {what.format(its='its' if len(parents) == 1 else 'their')}"
            items.append(_item(session, words, oldest.due_on, oldest, "forms outstanding"))
    for form in forms.values():
        if form.status.answer == "wants to talk" and not form.status.outstanding and form.status.on:
            words = f"{names.form(form).parent_name} wants to talk about the code before accepting it"
            items.append(_item(session, words, form.status.on, form, "parent wants to talk"))
    return items


def _forms(number: int) -> str:
    return "1 form is" if number == 1 else f"{number:,} forms are"


def _consents(session: OfficeSession, work: UnitOfWork) -> list[DueItem]:
    items = []
    for consent in map(names_in_lists(session, work).consent, work.consents.all()):
        form = work.forms.get(consent.form_id)
        stands = status(consent, session.today)
        left = (consent.valid_until - session.today).days
        if stands is ConsentStatus.GIVEN and consent.countersigned_on is None:
            words = f"{consent.parent_name} has consented; the headteacher has still to sign {consent.reference}"
            items.append(_item(session, words, consent.status.on, form, "consent to sign"))
        elif stands is ConsentStatus.GIVEN and left <= CONSENT_ENDING_DAYS:
            when = "today" if left == 0 else f"in {left} day{'s' if left > 1 else ''}"
            words = f"The consent of {consent.parent_name} to view messages ends {when}"
            items.append(_item(session, words, consent.valid_until, form, "consent running out"))
        elif stands is ConsentStatus.NOT_ANSWERED:
            due = form.due_on or (form.issued_on or session.today) + timedelta(days=CONSENT_ENDING_DAYS)
            words = f"{consent.parent_name} has not answered the request to view messages"
            items.append(_item(session, words, due, form, "consent not answered"))
    return items


def _item(session: OfficeSession, sentence: str, due_on: date | None, form: Form, kind: str) -> DueItem:
    day = due_on or session.today
    return DueItem(kind, sentence, day, "", RecordKind.FORM, form.id, urgent=day <= session.today)
