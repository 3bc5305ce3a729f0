"""Importing a school of 2,000 pupils: the whole import against reading its file and inserting the bare rows."""

from __future__ import annotations

import csv
import gc
import io
import random
import statistics
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from halton_desktop.domain.importing.contact_import import ImportPlan
from halton_desktop.exchange.contacts_file import read_contents
from halton_desktop.services.parents.import_parents import apply_import, preview_import
from halton_desktop.services.session import OfficeSession
from tests.factories import make_office
from tests.helpers.contact_files import SIMS, sims_row

PUPILS = 2_000
ROUNDS = 5
GOAL = 2.0
"""Times parse + raw insert."""


def run() -> bool:
    """Print medians and the ratio; whether the goal was reached."""
    content = made_up_school()
    times: dict[str, list[float]] = {"parse": [], "raw insert": [], "import": [], "the same file again": []}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "contacts.csv"
        path.write_bytes(content)
        for number in range(ROUNDS):
            office = make_office(Path(folder) / f"office{number}")
            plan = preview_import(office, path).plan
            times["parse"].append(_seconds(partial(read_contents, "contacts.csv", content)))
            times["raw insert"].append(_seconds(partial(_insert_raw, office, plan)))
            times["import"].append(_seconds(partial(_import, office, path)))
            times["the same file again"].append(_seconds(partial(_import, office, path)))
            office.close()
    medians = {words: statistics.median(taken) for words, taken in times.items()}
    base = medians["parse"] + medians["raw insert"]
    print(f"{len(plan.new_pupils):,} pupils, {len(plan.new_parents):,} parents, {len(plan.new_ties):,} ties")
    for words, seconds in medians.items():
        print(f"  {words:<20} {seconds * 1000:6.0f} ms   {seconds / base:.2f} × (parse + raw insert)")
    print(f"  goal for the import: ≤ {GOAL}")
    return medians["import"] <= GOAL * base


def main(_arguments: list[str]) -> None:
    """The same from a command line; takes no arguments."""
    run()


def _import(office: OfficeSession, path: Path) -> None:
    apply_import(office, preview_import(office, path))


def made_up_school(pupils: int = PUPILS) -> bytes:
    """A SIMS list: families of one to four children, most with two parents, a tenth with a third contact."""
    chance = random.Random(1)
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, SIMS)
    writer.writeheader()
    number = family = 0
    while number < pupils:
        family += 1
        surname, street = _word(chance), f"{_word(chance)} Road"
        people = [
            ("Mrs", _word(chance), "Mother"),
            ("Mr", _word(chance), "Father"),
            ("Ms", _word(chance), "Grandmother"),
        ]
        people = people[: chance.choice([1, 2, 2, 2, 2, 2, 2, 3])]
        for _child in range(chance.choice([1, 1, 1, 2, 2, 3, 4])):
            number += 1
            child = _word(chance)
            year = chance.randint(7, 11)
            born = f"{chance.randint(1, 28):02d}/{chance.randint(1, 12):02d}/{2022 - year}"
            for order, (title, forename, relationship) in enumerate(people, start=1):
                writer.writerow(
                    sims_row(
                        adno=f"{number:06d}", Legal_Surname=surname, Forename=child, Year=f"Year {year:>2}",
                        Reg=f"{year}D",
                        DOB=born,
                        Contact_Priority=str(order), Title=title, Contact_Forename=forename, Contact_Surname=surname,
                        Relationship=relationship, House=str(family % 180 + 1), Street=street,
                        Mobile=f"07{order}{family:08d}", Email=f"{forename}{family}@example.org".lower(),
                    )
                )  # fmt: skip
    return text.getvalue().encode("cp1252")


def _word(chance: random.Random) -> str:
    return "".join(chance.choice(("ba", "ne", "lo", "ri", "mu", "ta", "so", "wi")) for _ in range(4)).capitalize()


def _seconds(work: Callable[[], object]) -> float:
    """Processor time, so that another program on the machine does not count; rubbish of the round before neither."""
    gc.collect()
    start = time.process_time()
    work()
    return time.process_time() - start


def _insert_raw(office: OfficeSession, plan: ImportPlan) -> None:
    """The same rows through the same statements and into the same encrypted file, then thrown away."""
    from halton_desktop.store.unit_of_work import unit_of_work

    with unit_of_work(office.vault.engine, office.user, office.clock, writing=True) as work:
        pupils = work.parents.add_pupils(plan.new_pupils, work.now)
        parents = work.parents.add_parents(plan.new_parents, work.now)
        renumbered = [
            type(tie)(parents[-tie.parent_id - 1], pupils[-tie.pupil_id - 1], tie.relationship) for tie in plan.new_ties
        ]
        work.parents.keep_ties(renumbered)


if __name__ == "__main__":
    run()
