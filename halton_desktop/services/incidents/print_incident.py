"""Print a case: its file, a chronology of a person or household, the evidence bundle, the register of site bans."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace

from halton_desktop.domain.change import RecordKind
from halton_desktop.domain.incidents.case_file import (
    LeaveOut,
    prepared_ban,
    prepared_incident,
    prepared_timeline,
    stand_ins,
    without_names,
)
from halton_desktop.domain.incidents.chronology import Happening, without_other_authors
from halton_desktop.domain.incidents.evidence import Custody, Evidence, EvidenceKind
from halton_desktop.domain.incidents.incident import Incident, IncidentState, PersonPart
from halton_desktop.domain.incidents.named_by_mistake import of_those_named
from halton_desktop.domain.incidents.restriction import Restriction
from halton_desktop.domain.incidents.step_kind import StepKind
from halton_desktop.domain.name import joined
from halton_desktop.domain.permission import Permission
from halton_desktop.errors import Refused
from halton_desktop.services.incidents.find_incidents import IncidentPage, page_of
from halton_desktop.services.incidents.keep_evidence import require_unaltered
from halton_desktop.services.incidents.view_evidence import words_of
from halton_desktop.services.progress import Progress, nobody_watches
from halton_desktop.services.session import OfficeSession
from halton_desktop.store.unit_of_work import UnitOfWork


def incident_file_pdf(session: OfficeSession, incident_id: int, leave_out: LeaveOut) -> bytes:
    """The whole case as a PDF, without what is to be left out; printing or saving it is what the history hears of."""
    from halton_desktop.letters.case_file import IncidentFile, print_case_file
    from halton_desktop.letters.fonts import load_typefaces

    with session.look(Permission.PRINT_LETTERS) as work:
        page = page_of(work, incident_id)
        _require_meant(page.incident)
        texts = {} if leave_out.letters else work.cases.letters.texts(incident_id)
        school = work.office.school().name
    instead = stand_ins(page.incident.people) if leave_out.names else {}
    named, letters, bans = of_those_named(page.incident, page.steps, page.letters, page.bans)
    steps = tuple(
        replace(
            step,
            details={name: without_names(text, instead) for name, text in step.details.items()},
            cancelled_reason=without_names(step.cancelled_reason, instead),
        )
        for step in named
        if not (leave_out.internal and step.kind is StepKind.NOTE)
    )
    case = IncidentFile(
        school=school,
        incident=prepared_incident(page.incident, leave_out),
        steps=steps,
        evidence=tuple(_described(piece, instead) for piece in page.evidence),
        letters=tuple(replace(letter, addressee=without_names(letter.addressee, instead)) for letter in letters),
        texts={letter: without_names(text, instead) for letter, text in texts.items()},
        bans=tuple(prepared_ban(ban, events, instead) for ban, events in bans),
        timeline=prepared_timeline(page.timeline, page.incident.people, leave_out),
        editions=page.editions,
        left_out=leave_out,
        restriction=page.restriction and _without_reason(page.restriction, leave_out, instead),
    )
    return print_case_file(case, session.today, load_typefaces(session.files.fonts))


def chronology_pdf(session: OfficeSession, parent_ids: Sequence[int], leave_out: LeaveOut) -> bytes:
    """Everything that happened in all cases of these people as a PDF, oldest first."""
    from halton_desktop.letters.chronology import print_chronology
    from halton_desktop.letters.fonts import load_typefaces

    with session.look(Permission.PRINT_LETTERS) as work:
        pages = [page_of(work, incident_id) for incident_id in work.cases.links.ids_of_parents(parent_ids)]
        about = joined([parent.name for parent in work.parents.parents(parent_ids)])
        school = work.office.school().name
    lines = [line for page in pages for line in _lines_of(page, parent_ids, leave_out)]
    lines.sort(key=lambda line: (line.on, line.order))
    faces = load_typefaces(session.files.fonts)
    return print_chronology(about, school, lines, leave_out.words, session.today, faces)


def evidence_bundle_pdf(session: OfficeSession, incident_id: int, progress: Progress = nobody_watches) -> bytes:
    """All evidence of a case as one PDF with index, hashes and custody; private pieces stay out and say so.

    Every piece put in is written into its custody list. ``progress`` may raise Cancelled; then nothing is written.
    """
    from halton_desktop.letters.evidence_bundle import BundlePiece, print_evidence_bundle
    from halton_desktop.letters.fonts import load_typefaces

    with session.change(Permission.EXPORT) as work:
        incident = work.cases.incidents.get(incident_id)
        _require_meant(incident)
        pieces = []
        for kept in work.cases.evidence.of_incident(incident_id):
            content = None if kept.private or kept.kind is EvidenceKind.VIDEO else _content(work, kept)
            if not kept.private:
                work.cases.evidence.handled(kept.id, Custody.BUNDLED, work.now, session.user.name)
            custody = tuple(work.cases.evidence.custody(kept.id))
            pieces.append(BundlePiece(kept, content, _words(kept, content), custody))
        faces = load_typefaces(session.files.fonts)
        school = work.office.school().name
        pdf = print_evidence_bundle(incident.reference, school, pieces, session.today, faces, progress)
        work.record("evidence bundle made", RecordKind.INCIDENT, incident_id, new={"pieces": len(pieces)})
        work.commit()
    return pdf


def _without_reason(restriction: Restriction, leave_out: LeaveOut, instead: dict[str, str]) -> Restriction:
    """Why a case is restricted is the office’s own note."""
    return replace(restriction, reason="" if leave_out.internal else without_names(restriction.reason, instead))


def _require_meant(incident: Incident) -> None:
    """A case that should not have been recorded is printed for nobody."""
    if incident.state is IncidentState.WITHDRAWN:
        raise Refused(
            f"{incident.reference} was withdrawn: it should not have been recorded, so it is not printed.",
            "Reopen it if that was the mistake.",
        )


def _lines_of(page: IncidentPage, parent_ids: Sequence[int], leave_out: LeaveOut) -> tuple[Happening, ...]:
    """A case's lines; whoever the chronology is about keeps their name."""
    others = [person for person in page.incident.people if person.parent_id not in parent_ids]
    hidden = [replace(person, part=PersonPart.AFFECTED) for person in others if person.name]
    theirs = without_other_authors(page.timeline, page.incident, parent_ids)
    return prepared_timeline(theirs, hidden, leave_out)


def _content(work: UnitOfWork, kept: Evidence) -> bytes:
    content = b"".join(work.cases.evidence.content(kept.id))
    require_unaltered(kept, hashlib.sha256(content).hexdigest())
    return content


def _words(kept: Evidence, content: bytes | None) -> str:
    return "" if content is None else words_of(kept, content)


def _described(piece: Evidence, instead: dict[str, str]) -> Evidence:
    origin = piece.origin
    told = replace(
        origin,
        description=without_names(origin.description, instead),
        captured_by=without_names(origin.captured_by, instead),
        captured_from=without_names(origin.captured_from, instead),
    )
    return replace(piece, origin=told, file_name=without_names(piece.file_name, instead))
