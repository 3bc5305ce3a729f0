"""Scans of signed paper: a whole feeder stack finds its forms by the codes on it; the unreadable is set aside."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from halton_desktop.domain.acknowledgement import Answer, Form, FormScan, FormState, HowItCame
from halton_desktop.domain.change import RecordKind
from halton_desktop.domain.name import says_something
from halton_desktop.domain.permission import Permission
from halton_desktop.errors import InvalidInput, Refused
from halton_desktop.services.consent_forms.return_form import (
    GIVE_IT_TO_THEM,
    book,
    form_with_reference,
    restricted_form,
)
from halton_desktop.services.progress import Progress, nobody_watches
from halton_desktop.services.session import OfficeSession
from halton_desktop.store.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class ScannedPage:
    """One page of a stack as a PNG or JPEG picture; ``page`` counts from 1 within the file ``stack``."""

    stack: str
    page: int
    picture: bytes
    media_type: str


@dataclass(frozen=True, slots=True)
class PageMatch:
    """What became of one page: the form it went to (None: set aside, ``problem`` says why)."""

    stack: str
    page: int
    form: Form | None
    problem: str = ""
    booked: bool = False
    known: bool = False


@dataclass(frozen=True, slots=True)
class StackSummary:
    """What became of a stack, page by page; a page with two slips on it appears twice."""

    pages: tuple[PageMatch, ...]

    @property
    def matched(self) -> int:
        """Pages that went to a form."""
        return sum(page.form is not None for page in self.pages)

    @property
    def set_aside(self) -> int:
        """Pages to be matched by hand."""
        return sum(page.form is None for page in self.pages)

    @property
    def booked(self) -> int:
        """Forms that were booked as returned on the way."""
        return sum(page.booked for page in self.pages)


def pages_of_picture(name: str, content: bytes) -> list[ScannedPage]:
    """The pages of a picture file; a TIFF may hold a whole stack. Raises UnreadableFile."""
    from halton_desktop.letters.read_scan import pages_of_picture as pages

    return [
        ScannedPage(name, number, picture, media_type)
        for number, (picture, media_type) in enumerate(pages(name, content), start=1)
    ]


def match_stack(
    session: OfficeSession,
    pages: Iterable[ScannedPage],
    *,
    book_accepted: bool = False,
    total: int = 0,
    progress: Progress = nobody_watches,
) -> StackSummary:
    """Send each page to the form whose code it carries, in a transaction of its own; pages done stay when stopped.

    ``book_accepted`` also books, as accepted today, the forms of the stack that have no answer yet: for a stack from
    which everything but a plain yes was sorted out before. ``progress`` may raise Cancelled.
    """
    done: list[PageMatch] = []
    for number, page in enumerate(pages):
        progress(number, total)
        done += _match_page(session, page, book_accepted=book_accepted)
    progress(total, total)
    return StackSummary(tuple(done))


def attach_scan(session: OfficeSession, form_id: int, page: ScannedPage) -> FormScan:
    """Keep a page with a form somebody chose, whatever its codes say."""
    with session.change(Permission.RETURN_FORMS) as work:
        form = work.forms.get(form_id)
        scan = _keep(session, work, page, form, "")
        work.commit()
    return scan


def set_aside_scans(session: OfficeSession) -> list[FormScan]:
    """The pages that belong to no form yet, oldest first."""
    with session.look() as work:
        return work.form_scans.set_aside()


def match_by_hand(session: OfficeSession, scan_id: int, reference: str) -> Form:
    """Give a page that was set aside (or went to the wrong form) to the form with this reference."""
    with session.change(Permission.RETURN_FORMS) as work:
        scan = work.form_scans.get(scan_id)
        form = form_with_reference(work, reference)
        work.form_scans.move(scan_id, form.id, "")
        old = {"form": scan.form_id}
        work.record("scan matched by hand", RecordKind.FORM, form.id, old, {"scan": f"{scan.stack}, page {scan.page}"})
        if scan.form_id is not None:
            work.touch(RecordKind.FORM, scan.form_id)
        work.commit()
    return form


def take_off(session: OfficeSession, scan_id: int, reason: str) -> None:
    """Set a page aside again that went to the wrong form. Raises InvalidInput (``reason``)."""
    if not says_something(reason):
        raise InvalidInput("reason", "Say in a few words why this scan does not belong here.")
    with session.change(Permission.RETURN_FORMS) as work:
        scan = work.form_scans.get(scan_id)
        if scan.form_id is None:
            raise Refused("This page is set aside already.")
        work.form_scans.move(scan_id, None, reason.strip())
        work.record("scan taken off", RecordKind.FORM, scan.form_id, new={"reason": reason.strip(), "page": scan.page})
        work.commit()


def throw_away(session: OfficeSession, scan_id: int) -> None:
    """Remove a page that is nobody's form: a cover sheet, an empty back. Raises Refused for a form's page."""
    with session.change(Permission.RETURN_FORMS) as work:
        scan = work.form_scans.get(scan_id)
        if scan.form_id is not None:
            raise Refused("This page belongs to a form and stays.", "Take it off the form first.")
        work.form_scans.remove(scan_id)
        work.record("scan thrown away", RecordKind.FORM, 0, new={"scan": f"{scan.stack}, page {scan.page}"})
        work.commit()


def scan_picture(session: OfficeSession, scan_id: int) -> tuple[FormScan, bytes]:
    """One page with its picture. Raises NotFound, MachineError where it is damaged."""
    with session.look() as work:
        return work.form_scans.get(scan_id), work.form_scans.picture(scan_id)


def _match_page(session: OfficeSession, page: ScannedPage, *, book_accepted: bool) -> list[PageMatch]:
    from halton_desktop.letters.read_scan import references_on

    references = references_on(page.picture)
    with session.change(Permission.RETURN_FORMS) as work:
        found = [(reference, work.forms.with_reference(str(reference))) for reference in references]
        forms = [form for _reference, form in found if form is not None]
        if forms:
            matches = [_matched(session, work, page, form, book_accepted=book_accepted) for form in forms]
        else:
            codes = ", ".join(str(reference) for reference in references)
            problem = f"No form of this office has {codes}." if codes else "No code could be read on this page."
            restricted = [words for reference in references if (words := restricted_form(work, reference))]
            problem = f"{' '.join(restricted)} {GIVE_IT_TO_THEM}" if restricted else problem
            matches = [_put_aside(session, work, page, problem)]
        work.commit()
    return matches


def _matched(
    session: OfficeSession, work: UnitOfWork, page: ScannedPage, form: Form, *, book_accepted: bool
) -> PageMatch:
    known = any(scan.form_id == form.id for scan in work.form_scans.with_picture(page.picture))
    if not known:
        _keep(session, work, page, form, "")
    waiting = form.status.outstanding or form.status.state is FormState.PREPARED
    if book_accepted and waiting:
        note = f"Booked with the scanned stack {page.stack}, page {page.page}."
        form = book(work, form, Answer.ACCEPTED, HowItCame.PAPER, session.today, note)
    return PageMatch(page.stack, page.page, form, booked=book_accepted and waiting, known=known)


def _put_aside(session: OfficeSession, work: UnitOfWork, page: ScannedPage, problem: str) -> PageMatch:
    known = bool(work.form_scans.with_picture(page.picture))
    if not known:
        _keep(session, work, page, None, problem)
    return PageMatch(page.stack, page.page, None, problem=problem, known=known)


def _keep(session: OfficeSession, work: UnitOfWork, page: ScannedPage, form: Form | None, problem: str) -> FormScan:
    scan_id = work.form_scans.add(
        page.picture,
        form_id=form.id if form else None,
        stack=page.stack,
        page=page.page,
        media_type=page.media_type,
        problem=problem,
        arrived_at=work.now,
        arrived_by=session.user.name,
    )
    scan = work.form_scans.get(scan_id)
    new = {"scan": f"{page.stack}, page {page.page}", "sha256": scan.sha256}
    if form is not None:
        work.record("scan attached", RecordKind.FORM, form.id, new=new | {"reference": form.reference})
    else:
        work.record("scan set aside", RecordKind.FORM, 0, new=new | {"problem": problem})
    return scan
