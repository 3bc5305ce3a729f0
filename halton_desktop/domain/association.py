"""The association of the fourteen schools: a school's yearly return, and what may be the matter with one that comes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from halton_desktop.domain.school import HALTON_SCHOOLS
from halton_desktop.domain.yearly_figures import Cell, Table, YearlyFigures, school_year_label
from halton_desktop.errors import UnreadableFile

RETURN_VERSION = 1
"""The version of the format this program writes; it reads no newer one."""
RETURN_SUFFIX = ".haltonreturn"


class ReturnFault(StrEnum):
    """Why a file is no return that can be used, whoever sent it."""

    NOT_A_RETURN = "no return"
    NEWER_VERSION = "from a newer program"
    TAMPERED = "altered"
    NOT_ANONYMISED = "not anonymised"


class UnusableReturn(UnreadableFile):
    """A file that cannot be used as a return; ``fault`` says which way, the message in words."""

    def __init__(self, file: str, fault: ReturnFault, message: str, advice: str = "") -> None:
        super().__init__(file, message, advice)
        self.fault = fault


@dataclass(frozen=True, slots=True)
class ReturnBody:
    """What a school gives to the association: ``school_year`` is the year its September falls in."""

    school: str
    school_year: int
    made_at: datetime
    figures: YearlyFigures


@dataclass(frozen=True, slots=True)
class SignedReturn:
    """A return whose signature fits: the file as it came, its SHA-256, and the public key it was signed for."""

    body: ReturnBody
    public: bytes
    content: bytes
    sha256: str


@dataclass(frozen=True, slots=True)
class KnownSchool:
    """The key a school signs with, as first seen; ``compared``: its fingerprint was compared with one on paper."""

    school: str
    public: bytes
    compared: bool
    pinned_at: datetime
    pinned_by: str


@dataclass(frozen=True, slots=True)
class KeptReturn:
    """One school's return as imported; ``school_year`` is the year its September falls in, ``content`` the file."""

    id: int
    school: str
    school_year: int
    made_at: datetime
    sha256: str
    content: bytes
    imported_at: datetime
    imported_by: str


class ReturnVerdict(StrEnum):
    """What becomes of a file handed in."""

    TAKEN = "taken"
    REPLACES = "replaces an earlier one"
    DUPLICATE = "already here"
    OLDER = "older than the one here"
    WRONG_YEAR = "another school year"
    UNKNOWN_SCHOOL = "not one of the schools"
    OTHER_KEY = "signed by somebody else"
    TAMPERED = "altered"
    NEWER_VERSION = "from a newer program"
    UNUSABLE = "no return"


TAKEN = frozenset({ReturnVerdict.TAKEN, ReturnVerdict.REPLACES})
OF_FAULT = {
    ReturnFault.NOT_A_RETURN: ReturnVerdict.UNUSABLE,
    ReturnFault.NOT_ANONYMISED: ReturnVerdict.UNUSABLE,
    ReturnFault.NEWER_VERSION: ReturnVerdict.NEWER_VERSION,
    ReturnFault.TAMPERED: ReturnVerdict.TAMPERED,
}


@dataclass(frozen=True, slots=True)
class Judged:
    """One file handed in: what becomes of it and why, as a sentence; ``school`` is "" where it cannot be told."""

    file: str
    verdict: ReturnVerdict
    sentence: str
    school: str = ""

    @property
    def taken(self) -> bool:
        """Whether its figures are in."""
        return self.verdict in TAKEN


_EARLY = " It was made on {day:%d/%m/%Y}, before that school year was over: ask for a new one afterwards."


def listed_school(name: str) -> str | None:
    """The name on the association's list that is meant; apostrophes, “&”, “the” and capitals make no difference."""
    wanted = _plain(name)
    return next((school for school in HALTON_SCHOOLS if _plain(school) == wanted), None)


def judge(
    file: str, found: SignedReturn, school_year: int, schools: dict[str, KnownSchool], kept: KeptReturn | None
) -> Judged:
    """What becomes of a return whose signature fits, given the schools whose key is known and its own kept return."""
    body = found.body
    school = listed_school(body.school)
    if school is None:
        words = f"It comes from “{body.school}”, which is not one of the {len(HALTON_SCHOOLS)} schools."
        return Judged(file, ReturnVerdict.UNKNOWN_SCHOOL, words, body.school)
    if body.school_year != school_year:
        label, wanted = school_year_label(body.school_year), school_year_label(school_year)
        words = f"It is {school}’s return for {label}; you are gathering {wanted}."
        return Judged(file, ReturnVerdict.WRONG_YEAR, words, school)
    owner = next((known.school for known in schools.values() if known.public == found.public), school)
    if owner != school:
        words = (
            f"It says it is {school}’s, but it is signed with the key of {owner}. "
            "Ask both: somebody may have chosen the wrong school before saving."
        )
        return Judged(file, ReturnVerdict.OTHER_KEY, words, school)
    known = schools.get(school)
    if known is not None and known.public != found.public:
        words = (
            f"It says it is {school}’s, but it is not signed with the key {school} used before. "
            "Ask the school whether it began a new office file."
        )
        return Judged(file, ReturnVerdict.OTHER_KEY, words, school)
    early = _EARLY.format(day=body.made_at) if made_early(body.made_at, body.figures) else ""
    if kept is None:
        words = f"{school}’s return for {school_year_label(school_year)} is in.{early}"
        return Judged(file, ReturnVerdict.TAKEN, words, school)
    if kept.sha256 == found.sha256 or kept.made_at == body.made_at:
        return Judged(
            file, ReturnVerdict.DUPLICATE, f"{school}’s return is here already; this is the same one.", school
        )
    if body.made_at < kept.made_at:
        return Judged(
            file, ReturnVerdict.OLDER, f"A newer return of {school} is here already; this one is older.", school
        )
    words = f"It replaces {school}’s earlier return of {kept.made_at:%d/%m/%Y}.{early}"
    return Judged(file, ReturnVerdict.REPLACES, words, school)


def made_early(made_at: datetime, figures: YearlyFigures) -> bool:
    """Whether figures were counted while some of their days were still to come."""
    return figures.period.is_running(made_at.astimezone().date())


def judged_fault(error: UnusableReturn) -> Judged:
    """A file that is no usable return at all."""
    return Judged(error.file, OF_FAULT[error.fault], f"{error.message} {error.advice}".strip())


@dataclass(frozen=True, slots=True)
class SchoolLine:
    """One school on the association's list; ``figures`` is None where its return is missing."""

    school: str
    figures: YearlyFigures | None = None
    made_at: datetime | None = None
    fingerprint: str = ""
    compared: bool = False

    @property
    def so_far(self) -> bool:
        """Whether its figures were counted before the school year was over."""
        return self.figures is not None and self.made_at is not None and made_early(self.made_at, self.figures)


def missing_schools(lines: Iterable[SchoolLine]) -> tuple[str, ...]:
    """The schools whose return is not in."""
    return tuple(line.school for line in lines if line.figures is None)


def combined(lines: Iterable[SchoolLine], key: str) -> Table | None:
    """One table of all schools together: the sums of what is shown, None under a label nobody shows a count for.

    A sum leaves out what a school has hidden, so it is "at least"; it can never tell more than its parts.
    """
    tables = [table for line in lines if line.figures and (table := line.figures.table(key)) is not None]
    if not tables:
        return None
    labels = dict.fromkeys(cell.label for table in tables for cell in table.cells)
    totals = [table.total for table in tables if table.total is not None]
    cells = tuple(_together(tables, label) for label in labels)
    return Table(key, tables[0].title, tables[0].unit, cells, sum(totals), tables[0].additive)


def _together(tables: list[Table], label: str) -> Cell:
    """The sum of what is shown under a label; ``at_least`` where a school has hidden its own."""
    shown = [cell for table in tables for cell in table.cells if cell.label == label]
    counts = [cell.count for cell in shown if cell.count is not None]
    return Cell(label, sum(counts) if counts else None, at_least=len(counts) < len(shown))


def _plain(name: str) -> str:
    words = name.casefold().replace("&", " and ").replace("’", "").replace("'", "").replace(".", " ").split()
    return " ".join(word for word in words if word != "the")
