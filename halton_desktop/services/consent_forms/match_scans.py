"""Scans of signed paper: a whole feeder stack finds its forms by the codes on it; the unreadable is set aside."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from halton_desktop.domain.acknowledgement import Answer, Form, FormScan, HowItCame
from halton_desktop.domain.change import RecordKind
from halton_desktop.domain.name import says_something
from halton_desktop.domain.permission import Permission
from halton_desktop.domain.reference import Reference, ReferenceKind
from halton_desktop.errors import InvalidInput, Refused
from halton_desktop.services.consent_forms.return_form import (
    GIVE_IT_TO_THEM,
    book,
    form_with_reference,
    no_form_has,
    printed_for_another,
    replaced_by_edition,
    restricted_form,
)
from halton_desktop.services.progress import Progress, nobody_watches
from halton_desktop.services.session import OfficeSession
from halton_desktop.store.unit_of_work import UnitOfWork

PAGES_BESIDE = 2
NO_FORM_OF_YOURS = (
    "is no form that you can open. If it is one of this office, the page was put with it for those who can. "
    "Keep the paper for them."
)


@dataclass(frozen=True, slots=True)
class ScannedPage:
    """One page of a stack as a PNG or JPEG picture; ``page`` counts from 1 within the file ``stack``."""

    stack: str
    page: int
    picture: bytes
    media_type: str


@dataclass(frozen=True, slots=True)
class PageMatch:
    """What became of one page: the form it went to (None: set aside, ``problem`` says why).

    ``passed_on``: it is not for whoever scanned it; it is kept with its form for those who can open that.
    """

    stack: str
    page: int
    form: Form | None
    problem: str = ""
    booked: bool = False
    known: bool = False
    passed_on: bool = False


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
        return sum(page.form is None and not page.passed_on for page in self.pages)

    @property
    def passed_on(self) -> int:
        """Pages for somebody else."""
        return sum(page.passed_on for page in self.pages)

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
    matching = _Matching(session, book_accepted)
    for number, page in enumerate(pages):
        progress(number, total)
        matching.take(page)
    progress(total, total)
    return StackSummary(tuple(matching.finish()))


def attach_scan(session: OfficeSession, form_id: int, page: ScannedPage) -> FormScan:
    """Keep a page with a form somebody chose, whatever its codes say. Raises Refused for one that is not theirs."""
    from halton_desktop.letters.read_scan import references_on

    references = references_on(page.picture)
    with session.change(Permission.RETURN_FORMS) as work:
        form = work.forms.get(form_id)
        others = _not_theirs(work, references)
        if others is not None:
            raise Refused(others.words)
        scan = work.form_scans.get(_keep(session, work, page, form.id, form.reference))
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
        work.form_scans.move(scan_id, None, reason.strip(), off=scan.form_id)
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


@dataclass(frozen=True, slots=True)
class _NotTheirs:
    """A form whoever scans cannot open: one of a case closed to them, or none of this office, which sounds the same."""

    form_id: int | None
    reference: str
    words: str


class _Matching:
    """A stack on its way: a page without a code goes with a form beside it that is not for whoever scans.

    Some scanners make a file of every page, so files chosen together are one stack.
    """

    def __init__(self, session: OfficeSession, book_accepted: bool) -> None:
        self._session, self._book_accepted = session, book_accepted
        self._done: list[PageMatch] = []
        self._waiting: list[ScannedPage] = []
        self._before: _NotTheirs | None = None

    def take(self, page: ScannedPage) -> None:
        """The next page."""
        from halton_desktop.letters.read_scan import references_on

        references = references_on(page.picture)
        if not references:
            self._waiting.append(page)
            return
        with self._session.look(Permission.RETURN_FORMS) as work:
            others = _not_theirs(work, references)
        self._place_waiting(others)
        self._before = others
        with self._session.change(Permission.RETURN_FORMS) as work:
            self._done += self._placed(work, page, references, others)
            work.commit()

    def finish(self) -> list[PageMatch]:
        """What became of every page."""
        self._place_waiting(None)
        return self._done

    def _place_waiting(self, after: _NotTheirs | None) -> None:
        """A consent form has three pages and its code on the last: so many beside it may be of it too."""
        number = len(self._waiting)
        for place, page in enumerate(self._waiting):
            beside = self._before if self._before and place < PAGES_BESIDE else None
            beside = after if after and number - place <= PAGES_BESIDE else beside
            with self._session.change(Permission.RETURN_FORMS) as work:
                nothing = "No code could be read on this page"
                match = (
                    _pass_on(self._session, work, page, beside, f"{nothing}, which lies beside another: {beside.words}")
                    if beside
                    else _put_aside(self._session, work, page, f"{nothing}.")
                )
                work.commit()
            self._done.append(match)
        self._waiting, self._before = [], None

    def _placed(
        self, work: UnitOfWork, page: ScannedPage, references: Sequence[Reference], others: _NotTheirs | None
    ) -> list[PageMatch]:
        if others is not None:
            return [_pass_on(self._session, work, page, others, others.words)]
        found = [(reference, work.forms.with_reference(str(reference))) for reference in references]
        strangers = [words for ref, form in found if form is not None and (words := printed_for_another(form, ref))]
        forms = [form for ref, form in found if form is not None and not printed_for_another(form, ref)]
        if forms:
            book_accepted = self._book_accepted
            return [_matched(self._session, work, page, form, book_accepted=book_accepted) for form in forms]
        unknown = [no_form_has(work, reference)[0] for reference, form in found if form is None]
        return [_put_aside(self._session, work, page, " ".join([*strangers, *unknown]))]


def _not_theirs(work: UnitOfWork, references: Sequence[Reference]) -> _NotTheirs | None:
    """The consent form among these references that the user cannot open, if any."""
    for reference in references:
        if reference.kind is not ReferenceKind.CONSENT or work.forms.with_reference(str(reference)) is not None:
            continue
        restricted = restricted_form(work, reference)
        words = f"{restricted} {GIVE_IT_TO_THEM}" if restricted else f"{reference} {NO_FORM_OF_YOURS}"
        return _NotTheirs(work.form_scans.closed_form_with(str(reference)), str(reference), words)
    return None


def _pass_on(session: OfficeSession, work: UnitOfWork, page: ScannedPage, others: _NotTheirs, words: str) -> PageMatch:
    """Keep a page with a form for those who can open that; where there is no such form, the page is kept nowhere."""
    if others.form_id is not None and not work.form_scans.is_with(page.picture, others.form_id):
        _keep(session, work, page, others.form_id, others.reference)
    return PageMatch(page.stack, page.page, None, problem=words, passed_on=True)


def _matched(
    session: OfficeSession, work: UnitOfWork, page: ScannedPage, form: Form, *, book_accepted: bool
) -> PageMatch:
    known = any(scan.form_id == form.id for scan in work.form_scans.with_picture(page.picture))
    if not known:
        _keep(session, work, page, form.id, form.reference)
    waiting = form.status.outstanding or form.status.unsent or replaced_by_edition(work, form)
    if book_accepted and waiting:
        note = f"Booked with the scanned stack {page.stack}, page {page.page}."
        form = book(work, form, Answer.ACCEPTED, HowItCame.PAPER, session.today, note)
    return PageMatch(page.stack, page.page, form, booked=book_accepted and waiting, known=known)


def _put_aside(session: OfficeSession, work: UnitOfWork, page: ScannedPage, problem: str) -> PageMatch:
    known = bool(work.form_scans.with_picture(page.picture))
    if not known:
        _keep(session, work, page, None, problem=problem)
    return PageMatch(page.stack, page.page, None, problem=problem, known=known)


def _keep(
    session: OfficeSession,
    work: UnitOfWork,
    page: ScannedPage,
    form_id: int | None,
    reference: str = "",
    *,
    problem: str = "",
) -> int:
    scan_id = work.form_scans.add(
        page.picture,
        form_id=form_id,
        stack=page.stack,
        page=page.page,
        media_type=page.media_type,
        problem=problem,
        arrived_at=work.now,
        arrived_by=session.user.name,
    )
    new = {"scan": f"{page.stack}, page {page.page}", "sha256": hashlib.sha256(page.picture).hexdigest()}
    if form_id is not None:
        work.record("scan attached", RecordKind.FORM, form_id, new=new | {"reference": reference})
    else:
        work.record("scan set aside", RecordKind.FORM, 0, new=new | {"problem": problem})
    return scan_id
