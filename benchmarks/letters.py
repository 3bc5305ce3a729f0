"""Letters with slips: this program's engine against the same pages in plain ReportLab Platypus (and LibreOffice)."""

from __future__ import annotations

import json
import shutil
import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date
from io import BytesIO
from pathlib import Path

from benchmarks.letters_by_platypus import print_by_platypus
from halton_desktop.domain.code_of_conduct import Clause
from halton_desktop.domain.letter import (
    AcknowledgementLetter,
    AddressBlock,
    EnvelopeSetting,
    LetterAddressee,
    Letterhead,
    Mailing,
    SlipPerson,
)
from halton_desktop.domain.reference import Reference, ReferenceKind
from halton_desktop.letters.batch import print_batch
from halton_desktop.letters.fonts import load_typefaces
from halton_desktop.letters.template import load_template

RESOURCES = Path(__file__).parent.parent / "resources"
FAMILIES = 300
ROUNDS = 5
GOAL_PLATYPUS = 6.0
GOAL_LIBREOFFICE = 25.0
GOAL_BYTES = 4096
_SURNAMES = ("O'Brien", "Smith", "Kowalczyk", "Nguyễn", "Patel", "Wiśniewska", "Evans", "Шевченко")
_FORENAMES = ("Aoife", "Liam", "Zofia", "Đạt", "Priya", "Łukasz", "Megan", "Олена")


def run() -> bool:
    """Print pages a second of each engine and the ratios; whether the goals of the design were reached."""
    letters = list(families(FAMILIES))
    engines: dict[str, Callable[[BytesIO], int]] = {
        "this engine": lambda out: ours(letters, out),
        "naive Platypus": lambda out: print_by_platypus(letters, LETTERHEAD, mailing(), RESOURCES / "fonts", out),
    }
    speeds: dict[str, list[float]] = {name: [] for name in engines}
    sizes: dict[str, float] = {}
    for engine in engines.values():
        engine(BytesIO())  # fonts read, modules imported
    for _ in range(ROUNDS):
        for name, engine in engines.items():
            out = BytesIO()
            start = time.perf_counter()
            pages = engine(out)
            speeds[name].append(pages / (time.perf_counter() - start))
            sizes[name] = len(out.getvalue()) / len(letters)
    medians = {name: statistics.median(values) for name, values in speeds.items()}
    print(f"{FAMILIES} families, letter and slip, medians of {ROUNDS} interleaved rounds")
    for name, speed in medians.items():
        print(f"  {name:<16} {speed:8.0f} pages/s   {sizes[name]:6.0f} bytes a letter")
    ratio = medians["this engine"] / medians["naive Platypus"]
    print(f"  this engine is {ratio:.1f}× naive Platypus (goal {GOAL_PLATYPUS:.0f}×)")
    reached = ratio >= GOAL_PLATYPUS and sizes["this engine"] <= GOAL_BYTES
    return _against_libreoffice(medians["this engine"]) and reached


LETTERHEAD = Letterhead(
    school="Wade Deacon High School",
    address=("Birchfield Road", "WIDNES", "WA8 7TD"),
    phone="0151 496 0000",
    email="office@school.example",
    website="www.school.example",
    headteacher="Mr A. Example",
    logo=(RESOURCES / "icons" / "halton.png").read_bytes(),
)


def mailing() -> Mailing:
    """Edition 1 of the code, as shipped."""
    edition = json.loads((RESOURCES / "code_of_conduct" / "edition_1.json").read_text(encoding="utf-8"))
    clauses = tuple(Clause(clause["number"], clause["statement"]) for clause in edition["clauses"])
    return Mailing(date(2026, 11, 22), date(2026, 12, 11), "edition 1", date(2026, 9, 1), clauses)


def families(count: int) -> Iterator[AcknowledgementLetter]:
    """Made-up families of one parent and two children."""
    for number in range(count):
        surname = f"{_SURNAMES[number % 8]}-{number:04d}"
        name = f"Mrs {_FORENAMES[number // 8 % 8]} {surname}"
        reference = str(Reference(ReferenceKind.ACKNOWLEDGEMENT, 2026, number))
        children = tuple(f"{_FORENAMES[(number + step) % 8]} {surname} ({7 + step}B)" for step in (0, 2))
        address = AddressBlock((name, f"{number % 200 + 1} Cherry Tree Close", "WIDNES", "WA8 9QW"))
        person = SlipPerson(name, "mother", children, reference)
        yield AcknowledgementLetter(LetterAddressee(f"Mrs {surname}", address, (person,)), reference)


def ours(letters: list[AcknowledgementLetter], out: BytesIO) -> int:
    """Print with this program's engine; the number of pages."""
    result = print_batch(
        letters,
        letterhead=LETTERHEAD,
        template=load_template(RESOURCES / "letters", "acknowledgement"),
        mailing=mailing(),
        envelope=EnvelopeSetting(),
        typefaces=load_typefaces(RESOURCES / "fonts"),
        out=out,
    )
    assert result.letters == len(letters)
    return result.pages


def _rtf(text: str) -> str:
    plain = text.replace("{", "\\{").replace("}", "\\}")
    return "".join(character if character.isascii() else f"\\u{ord(character)}?" for character in plain)


def _against_libreoffice(ours: float) -> bool:
    """Where LibreOffice is installed, let it turn plain pages of the same text (no slips, no codes) into one PDF."""
    program = shutil.which("soffice")
    if program is None:
        print("  LibreOffice is not installed here; not compared")
        return True
    pages = 100
    blocks = load_template(RESOURCES / "letters", "acknowledgement").blocks
    page = "\\par ".join(_rtf(block.text) for block in blocks)
    text = "{\\rtf1\\ansi " + "\\page ".join([page] * pages) + "}"
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "letters.rtf"
        source.write_text(text, encoding="ascii")
        start = time.perf_counter()
        command = [program, "--headless", "--convert-to", "pdf", "--outdir", folder, str(source)]
        subprocess.run(command, check=True, capture_output=True)
        speed = pages / (time.perf_counter() - start)
    print(f"  LibreOffice {speed:.0f} pages/s: this engine is {ours / speed:.0f}× (goal {GOAL_LIBREOFFICE:.0f}×)")
    return ours / speed >= GOAL_LIBREOFFICE
