"""Print a case: its file, a chronology of a person or household, the evidence bundle, the register of site bans."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from halton_desktop.domain.change import RecordKind
from halton_desktop.domain.incidents.case_file import (
    LeaveOut,
    prepared_incident,
    prepared_timeline,
    unnamed_bans,
    unnamed_incident,
    unnamed_letters,
)
from halton_desktop.domain.incidents.chronology import Happening, happenings, with_parts, without_other_authors
from halton_desktop.domain.incidents.evidence import ONLY_KEPT, Custody, Evidence
from halton_desktop.domain.incidents.incident import Incident, IncidentState
from halton_desktop.domain.incidents.named import Cast
from halton_desktop.domain.incidents.named_by_mistake import of_those_named
from halton_desktop.domain.incidents.names_left_out import PROTECTED_NAME, NamesInPrint, Redaction
from halton_desktop.domain.incidents.restriction import Restriction
from halton_desktop.domain.incidents.step_kind import StepKind
from halton_desktop.domain.name import joined
from halton_desktop.domain.permission import Permission
from halton_desktop.errors import Refused
from halton_desktop.services.incidents.find_incidents import IncidentPage, page_of
from halton_desktop.services.incidents.keep_evidence import require_unaltered
from halton_desktop.services.incidents.leave_names_out import readers_of, redaction_for
from halton_desktop.services.incidents.view_evidence import words_of
from halton_desktop.services.progress import Progress, nobody_watches
from halton_desktop.services.session import OfficeSession
from halton_desktop.services.typefaces import typefaces_of
from halton_desktop.store.unit_of_work import UnitOfWork

PROTECTED_LEFT_OUT = f"[{PROTECTED_NAME.capitalize()}] is somebody whose name is protected."


@dataclass(frozen=True, slots=True)
class PrintWithNames:
    """Pages, and the names found in them where the names of others stay out."""

    pdf: bytes
    names: NamesInPrint


def incident_file_pdf(session: OfficeSession, incident_id: int, leave_out: LeaveOut) -> bytes:
    """The whole case as a PDF, without what is to be left out; printing or saving it is what the history hears of."""
    return incident_file(session, incident_id, leave_out).pdf


def incident_file(
    session: OfficeSession, incident_id: int, leave_out: LeaveOut, *, marked: bool = False
) -> PrintWithNames:
    """The case file and every name found in it; ``marked`` colours what is struck and what was found and kept."""
    from halton_desktop.letters.case_file import IncidentFile, print_case_file

    with session.look(Permission.PRINT_LETTERS) as work:
        page = page_of(work, incident_id)
        _require_meant(page.incident)
        texts = {} if leave_out.letters else work.incidents.letters.texts(incident_id)
        school = work.office.school().name
        cast, redaction = redaction_for(work, [page], leave_out, readers_of(page, leave_out), marked=marked)
    steps, letters, bans = of_those_named(page.incident, page.steps, page.letters, page.bans)
    incident = prepared_incident(page.incident, leave_out)
    timeline = page.timeline
    if redaction is not None:
        incident = unnamed_incident(incident, cast, redaction)
        letters, bans = unnamed_letters(letters, cast, redaction), unnamed_bans(bans, cast, redaction)
        timeline = _unnamed_timeline(page, cast, redaction)
    file = IncidentFile(
        school=school,
        incident=incident,
        steps=tuple(step for step in steps if not (leave_out.internal and step.kind is StepKind.NOTE)),
        evidence=tuple(piece for piece in page.evidence if not piece.struck),
        letters=letters,
        texts=texts,
        bans=bans,
        timeline=prepared_timeline(timeline, leave_out),
        editions=page.editions,
        left_out=leave_out,
        restriction=page.restriction and _without_reason(page.restriction, leave_out),
    )
    faces = typefaces_of(session)
    return _printed(redaction, lambda wording: print_case_file(file, session.today, faces, wording))


def chronology_pdf(session: OfficeSession, parent_ids: Sequence[int], leave_out: LeaveOut) -> bytes:
    """Everything that happened in all cases of these people as a PDF, oldest first."""
    return chronology_file(session, parent_ids, leave_out).pdf


def chronology_file(
    session: OfficeSession, parent_ids: Sequence[int], leave_out: LeaveOut, *, marked: bool = False
) -> PrintWithNames:
    """The chronology and every name found in it; whoever it is about keeps their name, everywhere the same person."""
    from halton_desktop.letters.chronology import print_chronology

    with session.look(Permission.PRINT_LETTERS) as work:
        pages = [page_of(work, incident_id) for incident_id in work.incidents.links.ids_of_parents(parent_ids)]
        about = joined([parent.name for parent in work.parents.parents(parent_ids)])
        school = work.office.school().name
        readers = frozenset(f"parent {one}" for one in parent_ids)
        cast, redaction = redaction_for(work, pages, leave_out, readers, marked=marked)
    lines: list[Happening] = []
    for page in pages:
        told = _unnamed_timeline(page, cast, redaction) if redaction else page.timeline
        theirs = without_other_authors(told, page.incident, parent_ids)
        lines += prepared_timeline(with_parts(theirs, page.incident, parent_ids), leave_out)
    lines.sort(key=lambda line: (line.on, line.order))
    faces = typefaces_of(session)
    note = leave_out.words if leave_out.names or not redaction else f"{leave_out.words} {PROTECTED_LEFT_OUT}".strip()
    return _printed(
        redaction, lambda wording: print_chronology(about, school, lines, note, session.today, faces, wording)
    )


def evidence_bundle_pdf(session: OfficeSession, incident_id: int, progress: Progress = nobody_watches) -> bytes:
    """All evidence of a case as one PDF with index, hashes and custody; private pieces stay out and say so.

    Every piece put in is written into its custody list. ``progress`` may raise Cancelled; then nothing is written.
    """
    from halton_desktop.letters.evidence_bundle import BundlePiece, print_evidence_bundle

    with session.change(Permission.EXPORT) as work:
        incident = work.incidents.records.get(incident_id)
        _require_meant(incident)
        pieces = []
        for kept in (one for one in work.incidents.evidence.of_incident(incident_id) if not one.struck):
            content = None if kept.private or kept.kind in ONLY_KEPT else _content(work, kept)
            if not kept.private:
                work.incidents.evidence.handled(kept.id, Custody.BUNDLED, work.now, session.user.name)
            custody = tuple(work.incidents.evidence.custody(kept.id))
            pieces.append(BundlePiece(kept, content, _words(kept, content), custody))
        faces = typefaces_of(session)
        school = work.office.school().name
        pdf = print_evidence_bundle(incident.reference, school, pieces, session.today, faces, progress)
        work.record("evidence bundle made", RecordKind.INCIDENT, incident_id, new={"pieces": len(pieces)})
        work.commit()
    return pdf


def _printed(redaction: Redaction | None, make: Callable[[Callable[[str], str]], bytes]) -> PrintWithNames:
    """Pages without names are made twice: what the last of them calls a name is one on the first as well."""
    if redaction is None:
        return PrintWithNames(make(str), NamesInPrint())
    make(redaction)
    redaction = redaction.again()
    return PrintWithNames(make(redaction), redaction.names())


def _without_reason(restriction: Restriction, leave_out: LeaveOut) -> Restriction:
    """Why a case is restricted is the office’s own note."""
    return replace(restriction, reason="") if leave_out.internal else restriction


def _unnamed_timeline(page: IncidentPage, cast: Cast, redaction: Redaction) -> tuple[Happening, ...]:
    """What happened, told of people under their stand-ins."""
    return happenings(
        unnamed_incident(page.incident, cast, redaction),
        page.steps,
        page.evidence,
        unnamed_letters(page.letters, cast, redaction),
        unnamed_bans(page.bans, cast, redaction),
    )


def _require_meant(incident: Incident) -> None:
    """A case that should not have been recorded is printed for nobody."""
    if incident.state is IncidentState.WITHDRAWN:
        raise Refused(
            f"{incident.reference} was withdrawn: it should not have been recorded, so it is not printed.",
            "Reopen it if that was the mistake.",
        )


def _content(work: UnitOfWork, kept: Evidence) -> bytes:
    content = b"".join(work.incidents.evidence.content(kept.id))
    require_unaltered(kept, hashlib.sha256(content).hexdigest())
    return content


def _words(kept: Evidence, content: bytes | None) -> str:
    return "" if content is None else words_of(kept, content)
