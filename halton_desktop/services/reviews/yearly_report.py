"""The year's figures: every count for the school, anonymised for others; a report beside the year before."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date
from io import BytesIO
from typing import Any

from halton_desktop.domain.acknowledgement import course
from halton_desktop.domain.audience import Audience, matrix
from halton_desktop.domain.calendar import school_year
from halton_desktop.domain.change import RecordKind
from halton_desktop.domain.code_of_conduct import edition_in_force
from halton_desktop.domain.consent import ConsentStatus, status
from halton_desktop.domain.coverage import Coverage
from halton_desktop.domain.permission import Permission, require
from halton_desktop.domain.yearly_figures import (
    FrozenYear,
    Period,
    RawFigures,
    RawTable,
    YearlyFigures,
    anonymised,
    as_plain,
    checked_period,
    digest_of,
    from_plain,
    raw_digests,
    school_year_label,
    school_year_period,
    with_every_count,
)
from halton_desktop.errors import InvalidInput, Refused
from halton_desktop.services.consent_forms.acknowledgement_coverage import whole_school_on
from halton_desktop.services.letters.print_letters import letterhead_of
from halton_desktop.services.session import OfficeSession
from halton_desktop.services.typefaces import typefaces_of
from halton_desktop.store.figures_store import FiguresStore
from halton_desktop.store.unit_of_work import UnitOfWork

COVERAGE = "coverage"
CHANCE = "chance of figures"
"""The setting that holds what was drawn once for this file."""
FROZEN = "frozen school years"
"""The setting that holds the figures of school years that were frozen."""


def yearly_figures(session: OfficeSession, period: Period) -> YearlyFigures:
    """The anonymised figures of a period, of a frozen school year as they were frozen. Raises InvalidInput."""
    with session.look(Permission.SEE_FIGURES) as work:
        kept = _kept(work, period.school_year)
    return from_plain(kept["figures"]) if kept else _anonymised(session, _counted(session, period))


def every_count(session: OfficeSession, period: Period) -> YearlyFigures:
    """The figures of a period with nothing hidden, for those who work with the cases. Raises InvalidInput."""
    require(session.user.role, Permission.SEE_SMALL_COUNTS)
    return with_every_count(_counted(session, period))


def freeze_year(session: OfficeSession, school_year: int) -> FrozenYear:
    """Keep the figures of a school year that is over as they are now, with their hash, whatever is entered later.

    Raises InvalidInput (``school_year``) while it runs, Refused where it is frozen already.
    """
    period = school_year_period(school_year)
    require(session.user.role, Permission.REVIEW_CODE)
    if period.is_running(session.today) or period.last == session.today:
        raise InvalidInput("school_year", f"The school year {school_year_label(school_year)} is not over yet.")
    raw = _counted(session, period)
    figures = as_plain(_anonymised(session, raw))
    with session.change(Permission.REVIEW_CODE) as work:
        if _kept(work, school_year):
            raise Refused(f"The school year {school_year_label(school_year)} is frozen already.")
        digests = raw_digests(raw)
        digest = digest_of({"figures": figures, "tables": digests})
        kept = {"on": session.today.isoformat(), "by": session.user.name, "digest": digest}
        frozen = work.office.setting(FROZEN, {})
        work.office.keep_setting(FROZEN, {**frozen, str(school_year): kept | {"figures": figures, "tables": digests}})
        work.record("school year frozen", RecordKind.REVIEW, 0, new=kept | {"school_year": school_year})
        work.commit()
    return FrozenYear(school_year, session.today, session.user.name, digest)


def frozen_year(session: OfficeSession, school_year: int) -> FrozenYear | None:
    """How a school year was frozen, and which of its tables would be counted otherwise today; None where it was not."""
    with session.look(Permission.SEE_FIGURES) as work:
        kept = _kept(work, school_year)
    if not kept:
        return None
    whole = digest_of({"figures": kept["figures"], "tables": kept["tables"]}) == kept["digest"]
    raw = _counted(session, school_year_period(school_year))
    now = raw_digests(raw)
    differing = tuple(table.title for table in raw.tables if kept["tables"].get(table.key) != now[table.key])
    day = date.fromisoformat(kept["on"])
    return FrozenYear(school_year, day, kept["by"], kept["digest"], differing, whole=whole)


def _kept(work: UnitOfWork, school_year: int | None) -> dict[str, Any]:
    """What was kept of a frozen year; {} where it was not frozen."""
    found = work.office.setting(FROZEN, {}).get(str(school_year), {})
    return dict(found)


def _anonymised(session: OfficeSession, raw: RawFigures) -> YearlyFigures:
    with session.look(Permission.SEE_FIGURES) as work:
        chance = str(work.office.setting(CHANCE, ""))
    return anonymised(raw, chance)


def _counted(session: OfficeSession, period: Period) -> RawFigures:
    """Every count behind the figures; cases closed to the user are counted too, for a figure names nobody."""
    checked_period(period)
    day = min(period.last, session.today)
    with session.look(Permission.SEE_FIGURES) as work:
        in_force = edition_in_force(work.editions.all(), day)
    coverage = whole_school_on(session, in_force.id, day) if in_force else Coverage("")
    with session.look_at_all(Permission.SEE_FIGURES) as work:
        told = _told(work, in_force.id, coverage, day) if in_force else 0
        figures = FiguresStore(work.connection, day)
        contact, days = figures.days_to_contact(period)
        tables = (
            *figures.of_incidents(period, session.today),
            contact,
            figures.removals(period),
            figures.bans(period),
            _coverage_table(coverage),
            _consents(work, period, day),
        )
        return RawFigures(period, tables, days, figures.reviews_held(period), told, len(Audience))


def usual_period(session: OfficeSession) -> Period:
    """The school year that is running."""
    return school_year_period(school_year(session.today))


def chart_svg(
    session: OfficeSession,
    figures: YearlyFigures,
    key: str,
    colours: dict[str, str],
    before: YearlyFigures | None = None,
) -> bytes:
    """One chart for the screen as SVG; ``colours`` are "ground", "bar", "text" and "muted" as ``#RRGGBB``.

    The acknowledgement of the code stands as it was on the last day and is not compared.
    """
    from halton_desktop.letters.charts import ChartColours, chart_of, to_svg

    require(session.user.role, _to_see(figures, before))
    table = figures.table(key)
    if table is None:
        return b""
    look = ChartColours(**colours)
    old = before.table(key) if before and key != COVERAGE else None
    return to_svg(chart_of(table, look, old), look)


def yearly_report_pdf(session: OfficeSession, figures: YearlyFigures, before: YearlyFigures | None) -> bytes:
    """The report as PDF bytes; ``before`` is the year before to compare with."""
    from halton_desktop.letters.yearly_report import yearly_report

    with session.look(_to_see(figures, before)) as work:
        head = letterhead_of(work)
    out = BytesIO()
    yearly_report(out, head, figures, before, session.today, typefaces_of(session))
    return out.getvalue()


def _to_see(*shown: YearlyFigures | None) -> Permission:
    every = any(figures is not None and figures.every_count for figures in shown)
    return Permission.SEE_SMALL_COUNTS if every else Permission.SEE_FIGURES


def _told(work: UnitOfWork, edition_id: int, coverage: Coverage, day: date) -> int:
    """How many of the audiences the edition had reached by a day, wholly or in part, a letter to parents included."""
    notifications = tuple(
        notification for notification in work.reviews.notifications(edition_id) if notification.told_on <= day
    )
    lines = matrix(notifications, coverage.mailed)
    return sum(line.tells_somebody for line in lines)


def _coverage_table(coverage: Coverage) -> RawTable:
    counts = (
        ("accepted", coverage.accepted),
        ("declined", coverage.declined),
        ("wants to talk", coverage.wants_to_talk),
        ("asked, no answer yet", coverage.outstanding),
        ("not asked yet", coverage.everybody - coverage.asked),
    )
    total = sum(count for _, count in counts)
    return RawTable(COVERAGE, "Acknowledgement of the code", "parents and carers", counts, total)


def _consents(work: UnitOfWork, period: Period, day: date) -> RawTable:
    wanted = set(FiguresStore(work.connection, day).consent_ids(period))
    asked = [consent for consent in work.consents.all() if consent.id in wanted]
    stood = (replace(one, status=course(work.forms.events(one.form_id), day).status) for one in asked)
    counted = Counter(status(consent, day).value for consent in stood)
    counts = tuple((each.value, counted[each.value]) for each in ConsentStatus if each is not ConsentStatus.TAKEN_BACK)
    return RawTable("consents", "Consents to view messages", "consents", counts, counted.total())
