"""Forms of the sample office at every stage: entries undone, scans, consents given, refused, withdrawn, unanswered."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from halton_desktop.domain.acknowledgement import Answer, Form, FormState, HowItCame
from halton_desktop.domain.consent import Chat
from halton_desktop.domain.incidents.incident import Incident
from halton_desktop.domain.register import FormFilter
from halton_desktop.letters.sample_scan import sample_scan
from halton_desktop.services.administration.open_office import unlock_office
from halton_desktop.services.consent_forms.ask_consent import (
    ConsentRequest,
    ask_consent,
    confirm_given_out,
    suggest_consent,
)
from halton_desktop.services.consent_forms.keep_consent import countersign, mark_invalid, withdraw_consent
from halton_desktop.services.consent_forms.match_scans import ScannedPage, match_stack
from halton_desktop.services.consent_forms.return_form import return_form, undo_entry
from halton_desktop.services.incidents.view_messages import describe_message, sealed_messages, view_message
from halton_desktop.services.program_files import ProgramFiles
from halton_desktop.services.session import Clock, OfficeSession

STACK = "feeder_monday.pdf"


def fill(office: OfficeSession, head: OfficeSession) -> None:
    """Everything that can become of a form, told by the desk and by the headteacher, in a filled register."""
    _mistakes(office)
    _scans(office)
    _consents(office, head)


def headteacher_views(folder: Path, sign_in_name: str, password: str, files: ProgramFiles, clock: Clock) -> int:
    """The headteacher signs in with her own password and views what a consent covers; returns how many."""
    with unlock_office(folder, sign_in_name, password, files, clock=clock) as head:
        viewed = 0
        for incident in _incidents(head):
            for message in sealed_messages(head, incident.id):
                if not message.missing:
                    view_message(head, message.evidence.id)
                    viewed += 1
    return viewed


def _mistakes(office: OfficeSession) -> None:
    """A slip booked on the wrong pile and taken back; one the dog had."""
    waiting = _forms(office, FormFilter(outstanding=True))
    if len(waiting) < 2:
        return
    booked = return_form(office, waiting[0].reference)
    undo_entry(office, booked.form.id, "Booked from the wrong pile; the slip is another family’s.")
    return_form(
        office, waiting[1].reference, Answer.DAMAGED, HowItCame.BY_PUPIL, note="Torn across the signature; asked again."
    )


def _scans(office: OfficeSession) -> None:
    """A small feeder stack: most pages find their form, two wait to be matched by hand."""
    accepted = FormFilter(state=FormState.RETURNED, answer=Answer.ACCEPTED)
    pages = [(form.reference, form.parent_name) for form in _forms(office, accepted)[:12]]
    pages[5:5] = [("", "A page the feeder crumpled")]
    pages.append(("", "A page with coffee on it"))
    stack = [
        ScannedPage(STACK, number, sample_scan(reference, name, seed=number), "image/png")
        for number, (reference, name) in enumerate(pages, start=1)
    ]
    match_stack(office, stack)


def _consents(office: OfficeSession, head: OfficeSession) -> None:
    incidents = [incident for incident in _incidents(office) if _parents_in(incident)]
    sealed = [incident for incident in incidents if sealed_messages(office, incident.id)]
    for incident in sealed[:1]:
        chat = _chat(office, incident, "Messages between two parents")
        for message in sealed_messages(office, incident.id):
            describe_message(office, message.evidence.id, chat, from_parent_id=_parents_in(incident)[0])
        form = _asked(office, incident, chat)
        return_form(office, form.reference, Answer.ACCEPTED, HowItCame.IN_PERSON)
        countersign(head, form.id)
    others = [incident for incident in incidents if incident not in sealed]
    for incident, stage in zip(others, (_refused, _withdrawn, _unanswered, _unsigned_by_head, _invalid), strict=False):
        stage(office, head, _asked(office, incident, _chat(office, incident, "Year group chat")))
    for incident in others[5:6]:
        _asked(office, incident, _chat(office, incident, "Class chat"), given_out=False)


def _refused(office: OfficeSession, _head: OfficeSession, form: Form) -> None:
    return_form(office, form.reference, Answer.DECLINED, HowItCame.POST, note="Would rather show us the chat herself.")


def _withdrawn(office: OfficeSession, head: OfficeSession, form: Form) -> None:
    return_form(office, form.reference, Answer.ACCEPTED, HowItCame.IN_PERSON)
    countersign(head, form.id)
    withdraw_consent(office, form.id, HowItCame.TELEPHONE, note="Rang this afternoon; thinks it has been settled.")


def _unanswered(_office: OfficeSession, _head: OfficeSession, _form: Form) -> None:
    """Handed over and not back yet."""


def _unsigned_by_head(office: OfficeSession, _head: OfficeSession, form: Form) -> None:
    return_form(office, form.reference, Answer.ACCEPTED, HowItCame.BY_PUPIL)


def _invalid(office: OfficeSession, _head: OfficeSession, form: Form) -> None:
    return_form(office, form.reference, Answer.ACCEPTED, HowItCame.BY_PUPIL)
    mark_invalid(office, form.id, "Signed by an elder sister; the parent knew nothing of it.")


def _asked(office: OfficeSession, incident: Incident, chat: Chat, *, given_out: bool = True) -> Form:
    suggestion = suggest_consent(office, incident.id)
    form = ask_consent(
        office,
        ConsentRequest(
            incident_id=incident.id,
            parent_id=_parents_in(incident)[0],
            chat=chat,
            purpose=suggestion.purpose,
            copies_kept=False,
            viewers=suggestion.viewers,
            valid_until=suggestion.valid_until,
        ),
    )
    return confirm_given_out(office, form.id) if given_out else form


def _chat(office: OfficeSession, incident: Incident, name: str) -> Chat:
    suggested = suggest_consent(office, incident.id).chat
    first = suggested.first_on - timedelta(days=3)
    return Chat(suggested.platform, suggested.name or name, first, suggested.last_on)


def _parents_in(incident: Incident) -> list[int]:
    return [person.parent_id for person in incident.authors if person.parent_id is not None]


def _incidents(office: OfficeSession) -> list[Incident]:
    """Newest first."""
    with office.look() as work:
        newest = work.incidents.records.by_ids(list(range(1, 200)))
    return sorted(newest, key=lambda incident: incident.id, reverse=True)


def _forms(office: OfficeSession, wanted: FormFilter) -> list[Form]:
    with office.look() as work:
        return work.forms.by_ids(work.forms.ids(wanted))
