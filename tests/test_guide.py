"""The guide keeps up with the program: every page that is asked for is there, every picture is one the tour takes."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from halton_desktop import paths
from halton_desktop.gui.consent_forms.consent_forms_tab import ConsentFormsTab
from halton_desktop.gui.incidents.incidents_tab import IncidentsTab
from halton_desktop.gui.kit.office_tab import OfficeTab
from halton_desktop.gui.parents.parents_tab import ParentsTab
from halton_desktop.gui.reviews.review_history_tab import ReviewHistoryTab
from halton_desktop.gui.shell import shortcuts
from halton_desktop.gui.today.today_tab import TodayTab
from halton_desktop.tour.stops_in_order import STOPS

ROOT = Path(__file__).resolve().parent.parent
GUI = ROOT / "halton_desktop" / "gui"
PAGES = {page.stem: page.read_text(encoding="utf-8") for page in sorted(paths.guide_folder().glob("*.md"))}
PICTURE = re.compile(r"!\[([^\]]*)\]\(pictures/([\w-]+)\.png\)")
TABS: list[type[OfficeTab]] = [TodayTab, IncidentsTab, ParentsTab, ConsentFormsTab, ReviewHistoryTab]


def pages_asked_for() -> dict[str, set[str]]:
    """Each page that a file of the window names as ``guide_page``, with the files that do."""
    asked: dict[str, set[str]] = {}
    for file in sorted(GUI.rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.keyword) and node.arg == "guide_page" and isinstance(node.value, ast.Constant):
                asked.setdefault(str(node.value.value), set()).add(file.name)
    return asked


def pictures() -> dict[str, set[str]]:
    """Each picture the pages show, with the words under it."""
    found: dict[str, set[str]] = {}
    for text in PAGES.values():
        for words, name in PICTURE.findall(text):
            found.setdefault(name, set()).add(words)
    return found


def test_every_page_a_dialog_asks_for_is_in_the_guide() -> None:
    asked = pages_asked_for()
    assert len(asked) > 10, "the search for guide_page finds nothing any more"
    assert {page: files for page, files in asked.items() if page not in PAGES} == {}


@pytest.mark.parametrize("tab", TABS, ids=lambda tab: tab.__name__)
def test_every_tab_has_a_page_that_bears_its_name(tab: type[OfficeTab]) -> None:
    assert PAGES[tab.guide_page].splitlines()[0] == f"# {tab.title}"


def test_the_contents_lead_to_every_page() -> None:
    linked = set(re.findall(r"\]\(([\w-]+)\.md\)", PAGES["index"]))
    assert linked == set(PAGES) - {"index"}


def test_every_link_between_pages_leads_to_one() -> None:
    dead = {
        (page, link)
        for page, text in PAGES.items()
        for link in re.findall(r"\]\(([\w-]+)\.md\)", text)
        if link not in PAGES
    }
    assert dead == set()


def test_every_picture_is_one_the_tour_takes_and_is_there() -> None:
    names = set(pictures())
    assert names - {stop.name for stop in STOPS} == set()
    assert {file.stem for file in (paths.guide_folder() / "pictures").glob("*.png")} == names


def test_every_picture_says_in_words_what_it_shows() -> None:
    assert {name: words for name, words in pictures().items() if not all(len(w) > 4 for w in words)} == {}


def test_pictures_are_small_enough_to_travel_with_the_program() -> None:
    sizes = [file.stat().st_size for file in (ROOT / "docs").rglob("*.png")]
    assert sizes
    assert max(sizes) < 150_000
    assert sum(sizes) < 3_000_000


def test_the_page_on_the_keyboard_names_every_shortcut_of_the_window() -> None:
    text = PAGES["keyboard"]
    named = [shortcut.keys for shortcut in shortcuts.ALL_SHORTCUTS if shortcut not in shortcuts.TABS]
    assert [keys for keys in named if f"**{keys}**" not in text] == []
    assert "**Ctrl+1** to **Ctrl+5**" in text


def test_every_clause_the_guide_names_is_one_of_the_code() -> None:
    import json

    shipped = json.loads((paths.resources_folder() / "code_of_conduct" / "edition_1.json").read_text("utf-8"))
    known = {clause["number"] for clause in shipped["clauses"]}
    families = known | {number.rstrip("abc") for number in known}
    named = {n for text in PAGES.values() for n in re.findall(r"[(| ]([1-4]\.[1-7][a-c]?)[:,)| *]", text)}
    assert len(named) > 10
    assert named <= families
