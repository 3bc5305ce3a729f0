"""Every place that asks for today or the school year goes by the clock on the wall: 00:20 in summer is a new day."""

from __future__ import annotations

import ast
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from halton_desktop.domain.association import made_early
from halton_desktop.domain.calendar import school_year
from halton_desktop.domain.mailing import LetterRequest
from halton_desktop.domain.yearly_figures import YearlyFigures, school_year_period
from halton_desktop.services.administration.back_up import back_up
from halton_desktop.services.administration.school_calendar import due_items
from halton_desktop.services.letters.plan_letters import plan_letters
from halton_desktop.services.letters.print_letters import confirm_letters, prepare_letters
from halton_desktop.services.parents.find_parents import parent_page
from halton_desktop.services.reviews.yearly_report import usual_period, yearly_figures
from halton_desktop.services.session import OfficeSession
from tests.factories import StandingClock, a_parent, a_pupil, add_family, make_office
from tests.helpers.source import PACKAGE, Source, sources

pytestmark = pytest.mark.case("figures-12")

ASKS_THE_WALL = {
    "halton_desktop/gui/kit/fields/day_field.py": "a field over no office yet",
    "halton_desktop/gui/start/first_run_wizard.py": "there is no office yet",
    "halton_desktop/commands/office_commands.py": "there is no office yet",
    "halton_desktop/exchange/row_reader.py": "a file is read without an office",
    "halton_desktop/exchange/ctf.py": "a file is read without an office",
}
"""Who asks Python for the day, which is that of the clock on the wall; everybody else asks the session."""
DAYS_ALREADY = {
    ("halton_desktop/gui/letters/confirm_printing_dialog.py", "day"): "made local two lines before",
    ("halton_desktop/exchange/sheet_rows.py", "value"): "a cell of a sheet has no zone",
    ("halton_desktop/store/vault/backup_folder.py", "made"): "the day of a backup is local already",
    ("halton_desktop/services/overview/today.py", "state.made"): "the day of a backup is local already",
    ("halton_desktop/services/administration/back_up.py", "one.made"): "the day of a backup is local already",
    ("halton_desktop/gui/shell/office_backups.py", "state.made"): "the day of a backup is local already",
}
"""Moments whose day is taken as they are, and why that is the day on the wall."""


@pytest.fixture(scope="module")
def program() -> list[Source]:
    """The program itself."""
    return sources(PACKAGE)


def calls_of(program: list[Source], name: str) -> Iterator[tuple[Source, int, str]]:
    """Each call of a method of this name without arguments, with its line and what it is called on."""
    for source in program:
        for node in ast.walk(source.tree):
            method = node.func if isinstance(node, ast.Call) and not (node.args or node.keywords) else None
            if isinstance(method, ast.Attribute) and method.attr == name:
                yield source, method.lineno, ast.unparse(method.value)


def test_the_day_of_a_moment_is_taken_on_the_wall(program: list[Source]) -> None:
    offences = [
        f"{source.name}:{line} {on}.date()"
        for source, line, on in calls_of(program, "date")
        if "astimezone(" not in on and (source.name, on) not in DAYS_ALREADY
    ]
    assert offences == []


def test_only_the_session_asks_for_today(program: list[Source]) -> None:
    asking = {source.name for source, _line, on in calls_of(program, "today") if on == "date"}
    assert asking == ASKS_THE_WALL.keys()


def test_only_the_calendar_knows_when_a_school_year_begins(program: list[Source]) -> None:
    knowing = {
        source.name
        for source in program
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Compare)
        and ast.unparse(node.left).endswith(".month")
        and not isinstance(node.ops[0], ast.In)
    }
    assert knowing == {"halton_desktop/domain/calendar.py"}


@pytest.fixture
def summer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[OfficeSession]:
    """An office at twenty past midnight in summer time, on 1 September 2027."""
    if not hasattr(time, "tzset"):
        pytest.skip("Windows keeps the zone of the machine")
    monkeypatch.setenv("TZ", "Europe/London")
    time.tzset()
    with make_office(tmp_path / "office", StandingClock(datetime(2027, 8, 31, 23, 20, tzinfo=UTC))) as session:
        yield session
    monkeypatch.undo()
    time.tzset()


def test_at_twenty_past_midnight_everything_is_of_the_new_school_year(summer: OfficeSession) -> None:
    assert summer.today == date(2027, 9, 1)
    assert school_year(summer.today) == 2027
    assert usual_period(summer) == school_year_period(2027)
    (parent,), _ = add_family(summer, [a_parent()], [a_pupil()])
    batch = prepare_letters(summer, plan_letters(summer, LetterRequest("acknowledgement")))
    confirm_letters(summer, batch)
    [form] = parent_page(summer, parent).forms
    assert form.reference.startswith("A27-")
    assert form.issued_on == date(2027, 9, 1)
    old, new = (yearly_figures(summer, school_year_period(year)) for year in (2026, 2027))
    [before, after] = (figures.table("coverage") for figures in (old, new))
    assert before is not None
    assert after is not None
    assert (before.total, after.total) == (0, None)
    months = new.table("month")
    assert months is not None
    assert [cell.label for cell in months.cells] == ["09/2027"]
    assert "2027-09-01 0020" in back_up(summer).name
    assert due_items(summer)[0].due_on == date(2027, 9, 1)
    assert not made_early(summer.clock(), YearlyFigures(school_year_period(2026)))
    midnight = datetime(2027, 8, 30, 23, 20, tzinfo=UTC)
    assert not made_early(midnight, YearlyFigures(school_year_period(2026))), "the last day is counted on it"
