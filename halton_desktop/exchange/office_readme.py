"""The first page of an exported office: what is in it, what is not, and how to read it without the program."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from halton_desktop.exchange.office_columns import TABLES


def office_readme(
    school: str, made_on: date, made_by: str, counts: Sequence[tuple[str, int]], left: Sequence[str]
) -> str:
    """Plain text with Windows line ends, for any editor."""
    tables = [f"  {name:<24} {count:>8,}  {TABLES[name]}" for name, count in counts]
    lines = [
        f"The office of {school}, as open files",
        f"Made on {made_on:%d/%m/%Y} by {made_by} with Halton Desktop.",
        "",
        "These files hold names, addresses and accounts of what happened. Keep them as you keep the office itself, and",
        "delete what you unpacked when you are done. Where the column “pass_on” says NOT TO BE PASSED ON, and in the",
        "folder “letters/protected”, somebody’s name or address is protected: nobody else may learn it.",
        "",
        "How to open it again: with 7-Zip (Windows), Keka or The Unarchiver (macOS) or 7z (Linux). What Windows itself",
        "shows of a zip does not open AES. The names of files can be read without the password: they are numbers.",
        "",
        "tables      each table twice: .csv for a spreadsheet, .json exactly as kept",
        "columns.csv what each column means, and which record of another table a number refers to",
        "evidence    the pieces of evidence as they arrived, by incident and number",
        "letters     every letter as PDF: slips by their table “letters”, those of incidents by “incident_letters”",
        "scans       scanned pages of signed forms, by their table “form_scans”",
        "papers      papers kept with editions and reviews, by their table “papers”",
        "returns     yearly returns of schools, by their table “association_returns”",
        "",
        "In the .csv files a text that a spreadsheet would take for a formula begins with an apostrophe. Days are",
        "written 2026-11-27, moments in UTC.",
        "",
        "The tables, and how many records each has:",
        *tables,
        "",
        "What is not in it:",
        *(f"  {one}" for one in left),
        "",
    ]
    return "\r\n".join(lines)
