"""The pages of a consent form, as it was asked for; the same form prints again with the same reference."""

from __future__ import annotations

from io import BytesIO

from halton_desktop.domain.acknowledgement import Form
from halton_desktop.domain.consent import ConsentPaper
from halton_desktop.domain.letter import Envelope, EnvelopeSetting
from halton_desktop.domain.mailing import block_on, deadline_after, never_overridden, standing_of
from halton_desktop.domain.permission import Permission
from halton_desktop.errors import Refused
from halton_desktop.services.administration.keep_school import settings_of
from halton_desktop.services.consent_forms.ask_consent import ALTHOUGH_BLOCKED, INCIDENT_AT_REST
from halton_desktop.services.consent_forms.keep_consent import form_and_consent
from halton_desktop.services.incident_decider import school_in_incident
from halton_desktop.services.letters.print_letters import letterhead_of
from halton_desktop.services.session import OfficeSession
from halton_desktop.store.unit_of_work import UnitOfWork


def consent_pages(session: OfficeSession, form_id: int) -> bytes:
    """The letter to keep with its empty back, and the page to sign.

    Raises NotFound, Refused for another form and where the parent may not be written to, unless the form was made
    with a reason to write all the same.
    """
    from halton_desktop.letters.consent_form import print_consent_form
    from halton_desktop.letters.fonts import load_typefaces

    with session.look(Permission.PRINT_LETTERS) as work:
        form, consent = form_and_consent(work, form_id)
        parent = work.parents.parent(form.parent_id)
        _require_not_held(work, form)
        incident = work.incidents.records.get(consent.incident_id)
        settings = settings_of(work)
        calendar = work.incidents.calendar.calendar()
        sealed = any(piece.private for piece in work.incidents.evidence.of_incident(incident.id))
        if form.status.unsent and incident.at_rest:
            raise Refused(*INCIDENT_AT_REST)
        head = letterhead_of(work, school_in_incident(work, incident.id))
    paper = ConsentPaper(
        reference=form.reference,
        salutation=parent.greeting,
        parent_name=form.parent_name,
        address=form.address if len(form.address) > 1 else (),
        children=form.children,
        incident_reference=incident.reference,
        chat=consent.chat,
        purpose=consent.purpose,
        viewers=consent.viewers,
        copies_kept=consent.copies_kept,
        valid_until=consent.valid_until,
        written_on=form.issued_on or session.today,
        wanted_back_by=form.due_on or deadline_after(session.today, settings.days_to_return, calendar),
        standing=standing_of([parent]),
        sealed=sealed,
    )
    envelope = EnvelopeSetting(Envelope(settings.envelope), settings.envelope_right_mm, settings.envelope_down_mm)
    out = BytesIO()
    typefaces = load_typefaces(session.files.fonts)
    print_consent_form(paper, letterhead=head, envelope=envelope, typefaces=typefaces, out=out)
    return out.getvalue()


def _require_not_held(work: UnitOfWork, form: Form) -> None:
    family = next(iter(work.parents.families([form.parent_id])), None)
    if family is None:
        raise Refused(f"{form.parent_name} is no longer in the register, so nothing is printed to them.")
    passed = any(event.note.startswith(ALTHOUGH_BLOCKED) for event in work.forms.events(form.id))
    blocked = block_on(family)
    if blocked and (never_overridden(family) or not passed):
        raise Refused(f"Nothing may be printed to {family.parent.full_name}: {blocked}.", "Their page tells more.")
