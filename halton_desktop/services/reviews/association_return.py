"""The association return: a school's anonymised year as one signed file; the association gathers the fourteen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC
from io import BytesIO
from pathlib import Path

from halton_desktop.domain.association import (
    RETURN_SUFFIX,
    Judged,
    KeptReturn,
    KnownSchool,
    ReturnBody,
    ReturnVerdict,
    SchoolLine,
    SignedReturn,
    UnusableReturn,
    judge,
    judged_fault,
    listed_school,
)
from halton_desktop.domain.change import RecordKind
from halton_desktop.domain.name import says_something
from halton_desktop.domain.permission import Permission
from halton_desktop.domain.school import HALTON_SCHOOLS
from halton_desktop.domain.yearly_figures import YearlyFigures, school_year_label, school_year_period
from halton_desktop.errors import InvalidInput, Refused
from halton_desktop.exchange.association_return import LARGEST, read_return, write_return
from halton_desktop.services.letters.print_letters import letterhead_of
from halton_desktop.services.reviews.yearly_report import yearly_figures
from halton_desktop.services.save_file import Outgoing, save_for
from halton_desktop.services.session import OfficeSession
from halton_desktop.services.typefaces import typefaces_of
from halton_desktop.store.return_signing import fingerprint, fits, public_key_of, sign
from halton_desktop.store.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class PreparedReturn:
    """A return ready to be saved: ``text`` is the file, word for word; ``fingerprint`` is given on paper once."""

    content: bytes
    figures: YearlyFigures
    fingerprint: str
    file_name: str
    school_year: int

    @property
    def text(self) -> str:
        """Everything that is in the file."""
        return self.content.decode("utf-8")


def own_school(session: OfficeSession) -> str:
    """The name of the school as the association lists it; "" where it is not one of the fourteen."""
    with session.look(Permission.SEE_FIGURES) as work:
        return listed_school(work.office.school().name) or ""


def prepare_return(session: OfficeSession, school: str, school_year: int) -> PreparedReturn:
    """Count, anonymise and sign a school year. Nothing is saved outside yet. Raises InvalidInput, Refused."""
    listed = listed_school(school)
    if listed is None:
        raise InvalidInput("school", "Choose your school as the association lists it.")
    period = school_year_period(school_year)
    if period.first > session.today:
        raise InvalidInput("school_year", f"The school year {school_year_label(school_year)} has not begun.")
    with session.change(Permission.EXPORT) as work:
        private = work.returns.private_key(work.now)
        work.record("association return prepared", RecordKind.REVIEW, 0, new={"school_year": school_year})
        work.commit()
    figures = yearly_figures(session, period)
    made_at = session.clock().astimezone(UTC).replace(microsecond=0)
    public = public_key_of(private)
    content = write_return(
        ReturnBody(listed, school_year, made_at, figures), public, lambda message: sign(private, message)
    )
    words = "-".join(listed.replace("’", "").replace(".", "").split()).lower()
    name = f"{words}-{school_year_label(school_year).replace('/', '-')}{RETURN_SUFFIX}"
    return PreparedReturn(content, figures, fingerprint(public), name, school_year)


def save_return(session: OfficeSession, prepared: PreparedReturn, target: Path) -> None:
    """Save the file that was shown, byte for byte. Raises DiskFull, FolderReadOnly."""
    save_for(session, target, prepared.content, Outgoing("association return", RecordKind.REVIEW))


def import_returns(session: OfficeSession, files: Sequence[Path], school_year: int) -> tuple[Judged, ...]:
    """Take in what can be taken, in one transaction; every file gets its own answer."""
    judged = []
    with session.change(Permission.REVIEW_CODE) as work:
        for file in files:
            judged.append(_import(session, work, file, school_year))
        if any(each.taken for each in judged):
            work.commit()
    return tuple(judged)


def association_lines(session: OfficeSession, school_year: int) -> tuple[SchoolLine, ...]:
    """The fourteen schools with the figures of those whose return is in."""
    with session.look(Permission.SEE_FIGURES) as work:
        schools, returns = work.returns.schools(), work.returns.returns(school_year)
    return tuple(_line(school, schools.get(school), returns.get(school)) for school in HALTON_SCHOOLS)


def confirm_fingerprint(session: OfficeSession, school: str) -> None:
    """Note that a school's fingerprint was compared with the one it gave on paper. Raises Refused."""
    with session.change(Permission.REVIEW_CODE) as work:
        known = work.returns.schools().get(school)
        if known is None:
            raise Refused(f"There is no return of {school} yet.")
        work.returns.compared(school)
        work.record(
            "fingerprint compared", RecordKind.REVIEW, 0, new={"school": school, "key": fingerprint(known.public)}
        )
        work.commit()


def forget_key(session: OfficeSession, school: str, reason: str) -> None:
    """Let a school begin with a new key, after it was asked. Raises InvalidInput without a reason."""
    if not says_something(reason):
        raise InvalidInput("reason", "Say why the school has a new key, and who said so.")
    with session.change(Permission.REVIEW_CODE) as work:
        known = work.returns.schools().get(school)
        if known is None:
            raise Refused(f"There is no return of {school} yet.")
        work.returns.forget(school)
        old = {"school": school, "key": fingerprint(known.public)}
        work.record("key of a school forgotten", RecordKind.REVIEW, 0, old, {"reason": reason.strip()})
        work.commit()


def association_report_pdf(session: OfficeSession, school_year: int) -> bytes:
    """The association's report as PDF bytes. Raises Refused while no return is in."""
    from halton_desktop.letters.association_report import association_report

    lines = association_lines(session, school_year)
    if not any(line.figures for line in lines):
        raise Refused("No school’s return is in yet.", "Take the files in first.")
    with session.look(Permission.REVIEW_CODE) as work:
        head = letterhead_of(work)
    out = BytesIO()
    fonts = typefaces_of(session)
    association_report(out, head, school_year, lines, session.today, fonts)
    return out.getvalue()


def _import(session: OfficeSession, work: UnitOfWork, file: Path, school_year: int) -> Judged:
    try:
        with file.open("rb") as stream:
            content = stream.read(LARGEST + 1)  # one byte too many is enough to refuse it
    except OSError:
        return Judged(
            file.name, ReturnVerdict.UNUSABLE, f"“{file.name}” cannot be read. Is it open in another program?"
        )
    try:
        found = read_return(file.name, content, fits)
    except UnusableReturn as error:
        return judged_fault(error)
    school = listed_school(found.body.school) or ""
    schools, kept = work.returns.schools(), work.returns.returns(school_year).get(school)
    answer = judge(file.name, found, school_year, schools, kept)
    if answer.taken:
        _keep(session, work, school, found, schools.get(school))
    return answer


def _keep(
    session: OfficeSession, work: UnitOfWork, school: str, found: SignedReturn, known: KnownSchool | None
) -> None:
    if known is None:
        work.returns.pin(KnownSchool(school, found.public, False, work.now, session.user.name))
    body = found.body
    kept = KeptReturn(
        0, school, body.school_year, body.made_at, found.sha256, found.content, work.now, session.user.name
    )
    return_id = work.returns.keep(kept)
    new = {"school": school, "school_year": body.school_year, "sha256": found.sha256}
    work.record("association return taken in", RecordKind.REVIEW, return_id, new=new)


def _line(school: str, known: KnownSchool | None, kept: KeptReturn | None) -> SchoolLine:
    mark = fingerprint(known.public) if known else ""
    compared = known is not None and known.compared
    if kept is None:
        return SchoolLine(school, None, None, mark, compared)
    found = read_return(school, kept.content, fits)
    return SchoolLine(school, found.body.figures, kept.made_at, mark, compared)
