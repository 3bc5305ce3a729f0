"""The sample office also gathers for the association: last year's returns of eleven made-up sister schools."""

from __future__ import annotations

import hashlib
import random
from datetime import datetime, timedelta
from functools import partial

from halton_desktop.domain.association import KeptReturn, KnownSchool, ReturnBody
from halton_desktop.domain.change import RecordKind
from halton_desktop.domain.incidents.incident import BREACHES, Outcome, Platform
from halton_desktop.domain.permission import Permission
from halton_desktop.domain.school import HALTON_SCHOOLS
from halton_desktop.domain.yearly_figures import RawFigures, RawTable, anonymised, school_year_period
from halton_desktop.exchange.association_return import write_return
from halton_desktop.services.session import OfficeSession
from halton_desktop.store.return_signing import new_private_key, public_key_of, sign

STILL_MISSING = frozenset({"Riverside College", "The Heath School", "Wade Deacon High School"})
COMPARED = 8
"""So many fingerprints have been compared already."""
_CONTACT = ("the same day", "the next day", "2 to 5 days later", "more than 5 days later", "no contact noted")
_REMOVALS = ("removed", "partly removed", "refused", "still there")
_BANS = ("provisional", "confirmed", "lifted")


def gather_returns(office: OfficeSession, school_year: int, present: datetime) -> None:
    """Take in the returns as the association does; three schools are still missing."""
    senders = [school for school in HALTON_SCHOOLS if school not in STILL_MISSING]
    with office.change(Permission.REVIEW_CODE) as work:
        for place, school in enumerate(senders):
            private = new_private_key()
            made_at = present - timedelta(days=70 - 4 * place)
            body = ReturnBody(
                school, school_year, made_at.replace(microsecond=0), anonymised(_year(school_year, place))
            )
            public = public_key_of(private)
            content = write_return(body, public, partial(sign, private))
            digest = hashlib.sha256(content).hexdigest()
            work.returns.pin(KnownSchool(school, public, place < COMPARED, work.now, office.user.name))
            kept = KeptReturn(0, school, school_year, body.made_at, digest, content, work.now, office.user.name)
            new = {"school": school, "school_year": school_year, "sha256": digest}
            work.record("association return taken in", RecordKind.REVIEW, work.returns.keep(kept), new=new)
        work.commit()


def _year(school_year: int, seed: int) -> RawFigures:
    """A school's year: some have much to tell, some little."""
    dice = random.Random(seed)  # noqa: S311 - made-up counts, not secrets
    total = dice.choice((3, 11, 18, 26, 34, 47, 61))
    period = school_year_period(school_year)
    months = [f"{month:%m/%Y}" for month in period.months(period.last)]
    parents = dice.randrange(180, 1400)
    coverage = (
        ("accepted", parents),
        ("declined", dice.randrange(0, 8)),
        ("wants to talk", dice.randrange(0, 6)),
        ("asked, no answer yet", dice.randrange(5, 120)),
        ("not asked yet", 0),
    )
    clauses = tuple(_shared(dice, [f"{breach.clause} {breach.name}" for breach in BREACHES], total))
    tables = (
        RawTable("clause", "Incidents by clause", "incidents", clauses, total, additive=False),
        _table(dice, "platform", "Incidents by platform", "incidents", [each.value for each in Platform], total),
        _table(dice, "month", "Incidents by month", "incidents", months, total),
        _table(dice, "outcome", "Incidents by outcome", "incidents", [each.value for each in Outcome], total),
        _table(dice, "contact", "First contact with the parent or party", "incidents", _CONTACT, total),
        _table(dice, "removals", "Removal requests", "requests", _REMOVALS, total // 2),
        _table(dice, "bans", "Site bans", "bans", _BANS, dice.randrange(0, 4)),
        RawTable(
            "coverage", "Acknowledgement of the code", "parents and carers", coverage, sum(n for _, n in coverage)
        ),
        _table(dice, "consents", "Consents to view messages", "consents", ("given", "refused"), dice.randrange(0, 9)),
    )
    days = tuple(dice.choices((0, 1, 2, 5), (60, 25, 10, 5), k=total))
    return RawFigures(period, tables, days, 1, dice.randrange(5, 8), 7)


def _table(
    dice: random.Random, key: str, title: str, unit: str, labels: list[str] | tuple[str, ...], total: int
) -> RawTable:
    return RawTable(key, title, unit, tuple(_shared(dice, list(labels), total)), total)


def _shared(dice: random.Random, labels: list[str], total: int) -> list[tuple[str, int]]:
    found = dice.choices(labels, [1 / (1 + place) for place in range(len(labels))], k=total)
    return [(label, found.count(label)) for label in labels]
