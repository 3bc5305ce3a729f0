"""Who is due a first or a second reminder, and what of the forms belongs on the Today tab."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from halton_desktop.domain.acknowledgement import Form
from halton_desktop.domain.address import address_problem
from halton_desktop.domain.change import RecordKind
from halton_desktop.domain.consent import ConsentStatus, status
from halton_desktop.domain.coverage import Asked
from halton_desktop.domain.due import DueItem, in_order
from halton_desktop.domain.mailing import held
from halton_desktop.domain.parents.parent import Family
from halton_desktop.domain.register import Acknowledged
from halton_desktop.domain.slip_letter import FIRST_REMINDER, SECOND_REMINDER
from halton_desktop.services.consent_forms.who_owes import asked_today, demands_of
from halton_desktop.services.listed_names import names_in_lists
from halton_desktop.services.session import OfficeSession
from halton_desktop.store.unit_of_work import UnitOfWork

CONSENT_ENDING_DAYS = 14
"""So long before a consent ends it is spoken of."""


_UNSETTLED = {
    ConsentStatus.WANTS_TO_TALK: "{who} wants to talk before consenting to messages being viewed",
    ConsentStatus.UNSIGNED: "The consent form of {who} came back unsigned: ask for it again",
    ConsentStatus.NOT_ASKED: "Nobody has said yet that {who} was given the consent form",
}


@dataclass(frozen=True, slots=True)
class RemindersDue:
    """Parents whose form is outstanding, kept apart by what they have had: each is in one of the six.

    ``waiting``: not past the date yet. ``first`` and ``second``: past it, and due that letter. ``talk``: had both
    letters and still has not answered, so a letter more will not do it. ``unreachable``: past it, and no letter would
    arrive. ``held``: nothing may be printed to them, so they are never overdue.
    """

    waiting: tuple[int, ...] = ()
    first: tuple[int, ...] = ()
    second: tuple[int, ...] = ()
    talk: tuple[int, ...] = ()
    unreachable: tuple[int, ...] = ()
    held: tuple[int, ...] = ()

    @property
    def overdue(self) -> int:
        """How many are past their date."""
        return len(self.first) + len(self.second) + len(self.talk) + len(self.unreachable)

    @property
    def outstanding(self) -> int:
        """How many have not answered."""
        return len(self.waiting) + self.overdue + len(self.held)


def reminders_due(session: OfficeSession) -> RemindersDue:
    """For the edition in force; leavers' parents and mere contacts are reminded of nothing."""
    with session.look() as work:
        return reminders_among(session, work, asked_today(session, work))


def due_items(session: OfficeSession) -> tuple[DueItem, ...]:
    """What of the forms needs somebody: reminders, parents who want to talk, consents unanswered or running out."""
    with session.look() as work:
        items = [*_acknowledgements(session, work), *_consents(session, work)]
    return in_order(items)


def reminders_among(session: OfficeSession, work: UnitOfWork, asked: Sequence[Asked]) -> RemindersDue:
    """The same inside a transaction, for people whose forms were read already."""
    courses = work.forms.courses(_forms_of(asked))
    found: dict[str, list[int]] = {}
    for person in asked:
        parent_id, word = person.family.parent.id, person.word(session.today)
        if word in (Acknowledged.OUTSTANDING, Acknowledged.OVERDUE):
            found.setdefault(_due(person.family, word, courses[parent_id].letters), []).append(parent_id)
    return RemindersDue(**{kind: tuple(people) for kind, people in found.items()})


def _forms_of(asked: Sequence[Asked]) -> dict[int, Form]:
    return {person.family.parent.id: person.form for person in asked if person.form is not None}


def _due(family: Family, word: Acknowledged, had: Sequence[str]) -> str:
    """In which of the kinds of ``RemindersDue`` somebody is who owes an answer."""
    if held(family):
        return "held"
    if word is Acknowledged.OUTSTANDING:
        return "waiting"
    if SECOND_REMINDER in had:
        return "talk"
    if address_problem(family.parent.address):
        return "unreachable"
    return "second" if FIRST_REMINDER in had else "first"


def _acknowledgements(session: OfficeSession, work: UnitOfWork) -> list[DueItem]:
    names, asked = names_in_lists(session, work), asked_today(session, work)
    due, forms = reminders_among(session, work, asked), _forms_of(asked)
    items = []
    for parents, what in (
        (due.first, "past {its} date: print the first reminder"),
        (due.second, "past {its} date again: print the second reminder"),
        (due.talk, "past {its} date after two reminders: ring or see them"),
        (due.unreachable, "past {its} date, and no letter would arrive: ring or see them"),
    ):
        if parents:
            oldest = min((forms[parent] for parent in parents), key=lambda form: form.due_on or session.today)
            words = f"{_forms(len(parents))} {what.format(its='its' if len(parents) == 1 else 'their')}"
            due_on = min(oldest.due_on or session.today, session.today)
            items.append(_item(session, words, due_on, oldest, "forms outstanding"))
    for person in asked:
        form = person.form
        if form and form.status.on and person.word(session.today) is Acknowledged.WANTS_TO_TALK:
            words = f"{names.form(form).parent_name} wants to talk about the code before accepting it"
            items.append(_item(session, words, form.status.on, form, "parent wants to talk"))
    return items


def _forms(number: int) -> str:
    return "1 form is" if number == 1 else f"{number:,} forms are"


def _consents(session: OfficeSession, work: UnitOfWork) -> list[DueItem]:
    """What of the consents waits for somebody; of leavers and of cases that are closed, nothing does."""
    consents = work.consents.all()
    forms = {form.id: form for form in work.forms.by_ids([consent.form_id for consent in consents])}
    demands = demands_of(session, work, list(forms.values()))
    items = []
    for consent in map(names_in_lists(session, work).consent, consents):
        form, who, stands = forms[consent.form_id], consent.parent_name, status(consent, session.today)
        left = (consent.valid_until - session.today).days
        if not demands[form.id].asked:
            continue
        if stands is ConsentStatus.GIVEN and consent.countersigned_on is None:
            words = f"{who} has consented; the headteacher has still to sign {consent.reference}"
            items.append(_item(session, words, consent.status.on, form, "consent to sign"))
        elif stands is ConsentStatus.GIVEN and left <= CONSENT_ENDING_DAYS:
            when = "today" if left == 0 else f"in {left} day{'s' if left > 1 else ''}"
            words = f"The consent of {who} to view messages ends {when}"
            items.append(_item(session, words, consent.valid_until, form, "consent running out"))
        elif stands is ConsentStatus.NOT_ANSWERED:
            due = form.due_on or (form.issued_on or session.today) + timedelta(days=CONSENT_ENDING_DAYS)
            words = f"{who} has not answered the request to view messages"
            items.append(_item(session, words, due, form, "consent not answered"))
        elif stands in _UNSETTLED:
            items.append(
                _item(session, _UNSETTLED[stands].format(who=who), consent.status.on, form, "consent to settle")
            )
    return items


def _item(session: OfficeSession, sentence: str, due_on: date | None, form: Form, kind: str) -> DueItem:
    day = due_on or session.today
    return DueItem(kind, sentence, day, "", RecordKind.FORM, form.id, urgent=day <= session.today)
