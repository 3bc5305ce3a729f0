"""100,000 incidents: every list, filter, sort and search of the Incidents tab, encrypted and plain side by side."""

from __future__ import annotations

import random
import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, insert, text
from sqlcipher3 import dbapi2

from halton_desktop.domain.change import RecordKind
from halton_desktop.domain.incidents.incident import (
    BREACHES,
    FLAG_BIT,
    ContentFlag,
    IncidentState,
    Platform,
    clause_bits,
)
from halton_desktop.domain.incidents.incident_list import ORDERS, IncidentFilter
from halton_desktop.domain.name import fold
from halton_desktop.store.engine import open_engine
from halton_desktop.store.incidents.incident_list import IncidentList
from halton_desktop.store.migrations import run as migrate
from halton_desktop.store.search import SearchIndex
from halton_desktop.store.tables.incidents import incident_people, incidents
from halton_desktop.store.tables.office import users
from halton_desktop.store.tables.people import parents

ROWS = 100_000
PEOPLE = 5_000
ROUNDS = 7
GOAL_MS, GOAL_RATIO = 50.0, 1.25
"""Milliseconds for any one question, and encrypted to plain once the file is warm (docs: numbers)."""

TODAY = date(2026, 11, 23)
_WORDS = (
    "group post comment teacher homework canteen uniform trip photo message angry rude called name screenshot parent "
    "mother father gate parking bus detention exam policy lunch football team video shared threatened removed asked"
).split()
_FIRST = "Jane Łukasz Aoife Mohammed Nguyễn Kasia Piotr Yusuf Deborah Imogen Zbigniew Wendy Grace Neil Hannah".split()
_LAST = "O’Brien Nowak Bell Chaudhry Fernández Lomas Kaur Ibbotson Håkansson Begum D’Angelo Hollingworth Chen".split()


def run() -> bool:
    """Print the medians; whether every question was answered in time and encryption cost next to nothing."""
    with tempfile.TemporaryDirectory() as folder:
        encrypted = open_engine(Path(folder) / "office.db", bytearray(range(1, 33)))
        plain = _plain_engine(Path(folder) / "plain.db")
        began = time.perf_counter()
        for engine in (encrypted, plain):
            _fill(engine)
        print(f"{ROWS:,} incidents written twice in {time.perf_counter() - began:.0f} s")
        reached = _compare(encrypted, plain)
        for engine in (encrypted, plain):
            engine.dispose()
    return reached


def _plain_engine(file: Path) -> Engine:
    engine = create_engine("sqlite://", module=dbapi2, creator=lambda: dbapi2.connect(str(file), isolation_level=None))

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN")

    @event.listens_for(engine, "connect")
    def _tune(connection: Any, _record: Any) -> None:
        for pragma in ("journal_mode = WAL", "cache_size = -262144", "temp_store = MEMORY"):
            connection.execute(f"PRAGMA {pragma}")

    return engine


def _fill(engine: Engine) -> None:
    dice = random.Random(7)
    now = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
    with engine.connect() as connection:
        migrate(connection, "0004")
        staff = [
            {"sign_in_name": f"u{n}", "folded_name": f"u{n}", "name": f"User {n}", "role": "office"} for n in range(5)
        ]
        connection.execute(insert(users), [{**one, "created_at": now} for one in staff])
        connection.execute(insert(parents), [_parent(number, dice, now) for number in range(PEOPLE)])
        for start in range(0, ROWS, 10_000):
            rows = [_incident(number, dice, now) for number in range(start, start + 10_000)]
            connection.execute(insert(incidents), [row for row, _ in rows])
            connection.execute(insert(incident_people), [person for _, person in rows])
            SearchIndex(connection).put(
                RecordKind.INCIDENT,
                [(row["id"], f"{row['reference']} {row['account']} {row['about']}") for row, _ in rows],
            )
        connection.execute(text("ANALYZE"))
        connection.commit()


def _parent(number: int, dice: random.Random, now: datetime) -> dict[str, Any]:
    forename, surname = dice.choice(_FIRST), f"{dice.choice(_LAST)}{number}"
    blank = dict.fromkeys(
        ("salutation", "postcode", "email", "mobile", "home_phone", "do_not_write_reason", "notes"), ""
    )
    kept = {"forename": forename, "surname": surname, "title": "Mrs", "address_lines": [], "capacities": []}
    kept |= {"adheres": True, "do_not_write": False, "added_at": now, "sort_name": fold(f"{surname} {forename}")}
    return blank | kept


def _incident(number: int, dice: random.Random, now: datetime) -> tuple[dict[str, Any], dict[str, Any]]:
    reported = TODAY - timedelta(days=(ROWS - number) // 40)
    clauses = dice.sample([breach.clause for breach in BREACHES], dice.choice((1, 1, 2)))
    name = f"{dice.choice(_FIRST)} {dice.choice(_LAST)}"
    is_open = dice.random() < 0.08
    row = {
        "id": number + 1,
        "reference": f"{reported.year}-{number + 1:06d}",
        "happened_on": reported - timedelta(days=dice.randrange(4)),
        "reported_on": reported,
        "platform": dice.choice(list(Platform)).value,
        "other_platform": "",
        "place": f"Year {dice.randrange(7, 14)} parents",
        "is_group_chat": True,
        "link": "",
        "account": " ".join(dice.choices(_WORDS, k=45)),
        "clauses": clauses,
        "legal": [],
        "special_category": "",
        "internal": "",
        "state": (IncidentState.OPEN if is_open else IncidentState.CLOSED).value,
        "waiting_for": "",
        "handler_id": dice.randrange(1, 6),
        "outcome": None if is_open else "material removed",
        "outcome_reason": "",
        "closed_on": None if is_open else reported,
        "recorded_at": now,
        "recorded_by": 1,
        "about": name,
        "about_sort": fold(name),
        "first_clause": clauses[0],
        "clause_bits": clause_bits(tuple(clauses)),
        "flag_bits": dice.choice((0, 0, 0, *FLAG_BIT.values())),
        "next_step": "contact" if is_open else None,
        "next_due_on": reported if is_open else None,
    }
    person = dict.fromkeys(("alias", "how", "identified_grounds"), "")
    person |= {"incident_id": number + 1, "part": "did it", "kind": "parent", "name": name, "capacities": []}
    return row, {**person, "parent_id": dice.randrange(1, PEOPLE + 1)}


def _questions() -> dict[str, Callable[[Connection], object]]:
    """What the tab asks, by what the user did."""
    filters = {
        "all": IncidentFilter(),
        "open": IncidentFilter(states=frozenset({IncidentState.OPEN})),
        "clause 2.6": IncidentFilter(clause="2.6"),
        "WhatsApp": IncidentFilter(platform=Platform.WHATSAPP),
        "my cases": IncidentFilter(handler_id=2),
        "may be threatening": IncidentFilter(flag=ContentFlag.THREATENING),
        "this school year": IncidentFilter(reported_from=date(2026, 9, 1), reported_to=TODAY),
        "overdue": IncidentFilter(overdue_on=TODAY),
        "one parent": IncidentFilter(parent_id=77),
        "word": IncidentFilter(words="canteen"),
        "two words as typed": IncidentFilter(words="obri thre"),
        "several at once": IncidentFilter(
            clause="3.1c", platform=Platform.FACEBOOK, handler_id=3, flag=ContentFlag.ILLEGAL
        ),
    }
    found: dict[str, Callable[[Connection], object]] = {}
    for order in ORDERS:
        for down in (False, True):
            found[f"sort by {order}{' ↓' if down else ''}"] = _asking(IncidentFilter(), order, down)
    for name, wanted in filters.items():
        found[f"filter: {name}"] = _asking(wanted, "reported", True)
        found[f"filter: {name}, by about"] = _asking(wanted, "about", False)
    found["count overdue"] = lambda c: IncidentList(c).count(IncidentFilter(overdue_on=TODAY))
    found["one page of 100"] = lambda c: IncidentList(c).lines(range(ROWS // 2, ROWS // 2 + 100))
    found["search as one types: c"] = lambda c: SearchIndex(c).find(RecordKind.INCIDENT, "c")
    found["search as one types: canteen o"] = lambda c: SearchIndex(c).find(RecordKind.INCIDENT, "canteen o")
    return found


def _asking(wanted: IncidentFilter, order: str, down: bool) -> Callable[[Connection], object]:
    return lambda connection: IncidentList(connection).ids(wanted, order, descending=down)


def _compare(encrypted: Engine, plain: Engine) -> bool:
    """Processor time, so that whatever else the machine does is not counted; there is no other waiting in it."""
    slowest, ratios = 0.0, []
    with encrypted.connect() as ours, plain.connect() as theirs:
        for name, question in _questions().items():
            times: dict[str, list[float]] = {"ours": [], "theirs": []}
            for _ in range(ROUNDS):  # interleaved: what disturbs one disturbs the other
                for side, connection in (("ours", ours), ("theirs", theirs)):
                    began = time.thread_time()
                    question(connection)
                    times[side].append((time.thread_time() - began) * 1000)
            mine, other = (statistics.median(times[side]) for side in ("ours", "theirs"))
            slowest = max(slowest, mine)
            if other > 1:
                ratios.append(mine / other)
            print(f"{name:<40} {mine:7.1f} ms   plain {other:7.1f} ms   first time {times['ours'][0]:7.1f} ms")
    typical = statistics.median(ratios)
    print(f"slowest {slowest:.1f} ms (goal {GOAL_MS:.0f}); encrypted to plain {typical:.2f} (goal {GOAL_RATIO})")
    return slowest <= GOAL_MS and typical <= GOAL_RATIO
