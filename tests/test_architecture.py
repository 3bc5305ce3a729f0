"""The house rules of docs and pyproject.toml, checked on the source itself: who imports whom, sizes, names, privacy."""

from __future__ import annotations

import ast
import re
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest
from importlinter.cli import EXIT_STATUS_SUCCESS, lint_imports

from halton_desktop.domain.incidents.incident_letter import INCIDENT_LETTER
from halton_desktop.domain.slip_letter import FIRST_LETTER, SLIP_LETTER
from tests.helpers.source import PACKAGE, ROOT, Source, called, calls, sources

LONGEST_FILE = 400  # 300 is where to stop and think
LONGEST_FUNCTION = 45
MOST_FILES = 45
MOST_METHODS = 20
EMPTY_NAMES = {"utils", "util", "helpers", "helper", "common", "misc", "manager"}

NETWORK = {"socket", "socketserver", "ssl", "http", "ftplib", "smtplib", "imaplib", "poplib", "xmlrpc", "asyncio"}
NETWORK |= {"urllib.request", "urllib.error", "urllib3", "requests", "httpx", "aiohttp", "webbrowser"}
NETWORK |= {"PySide6.QtNetwork", "PySide6.QtWebSockets", "PySide6.QtWebEngineCore", "PySide6.QtWebEngineWidgets"}
POSIX_ONLY = {"fcntl", "pwd", "grp", "resource", "termios", "pty", "posix"}

# Each library has its home; a part of the program that is not named may not import it.
HOMES = {
    "PySide6": {"gui", "tour", "background", "settings", "app", "__main__"},
    "sqlalchemy": {"store"},
    "alembic": {"store"},
    "sqlcipher3": {"store"},
    "cryptography": {"store"},
    "filelock": {"store"},
    "reportlab": {"letters"},
    "PIL": {"letters", "exchange"},
    "pypdf": {"letters"},
    "zxingcpp": {"letters"},
    "bidi": {"letters"},
    "arabic_reshaper": {"letters"},
    "openpyxl": {"exchange"},
    "defusedxml": {"exchange"},
    "olefile": {"exchange"},
    "pyzipper": {"exchange"},
    "holidays": {"domain"},
    "platformdirs": {"paths"},
}


LATE_IMPORTS = (
    ("app", "", "a command waits for no window, and the window for no command"),
    ("commands", "services", "the help of the command line waits for no database"),
    ("commands", "sample", "the help of the command line waits for no database"),
    ("gui.shell.program", "gui.shell.office", "the unlock dialog is shown before the office is loaded"),
    ("gui.shell.program", "sample", "only whoever asks for the sample office needs it"),
    ("gui.shell.office_screens", "", "the way in knows the screens too, and shows none of them"),
    ("gui.start", "services.administration", "the unlock dialog is shown before the database is loaded"),
    ("gui.start.first_steps", "gui.start", "of the ways in only one is taken"),
    ("gui.kit.fields", "services.administration", "the unlock dialog is shown before the database is loaded"),
    ("gui.kit.dialogs.recovery_sheet_buttons", "services", "the wizard is shown before the database is loaded"),
    ("services", "letters", "the window opens before what makes PDF files is loaded"),
    ("services", "exchange", "the window opens before what reads other programs' files is loaded"),
    ("services.administration.open_office", "store.vault.backup", "a start that needs no backup loads none"),
)
"""Where functions import our own modules: who, what, and why the start needs it. Everything else stands at the top."""

FOR_SERVICES_ALONE = {("tend", "MessageKey"), ("seal_private", "sealing"), ("deciding", "UnitOfWork")}
"""What takes a session and gives something of the store to another service: its keys, a sealed piece, a transaction."""


@pytest.fixture(scope="module")
def program() -> list[Source]:
    """The program itself, without the generated forms."""
    return sources(PACKAGE)


@pytest.fixture(scope="module")
def everything() -> list[Source]:
    """The program, its tests and its tools."""
    return sources(PACKAGE, ROOT / "tests", ROOT / "ui", ROOT / "dev.py")


def within(name: str, banned: set[str]) -> bool:
    """Whether a dotted name is one of ``banned`` or lies inside one."""
    return any(name == entry or name.startswith(entry + ".") for entry in banned)


def test_layers_import_only_what_they_may(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "120")
    monkeypatch.setattr("logging.config.dictConfig", lambda _config: None)  # it would silence our logs in later tests
    status = lint_imports(config_filename=str(ROOT / "pyproject.toml"), no_cache=True)
    assert status == EXIT_STATUS_SUCCESS, capsys.readouterr().out


def circle(files: list[Source]) -> list[str]:
    """Modules that import each other in a ring, first one again last; empty where there is none."""
    modules = {source.module for source in files}
    needs = {source.module: set[str]() for source in files}
    for source in files:
        for name, _line in source.imports():
            needs[source.module].add(name if name in modules else name.rpartition(".")[0])
        needs[source.module].discard(source.module)
    try:
        TopologicalSorter(needs).prepare()
    except CycleError as error:
        return list(error.args[1])
    return []


def test_no_module_imports_itself_by_way_of_others(program: list[Source]) -> None:
    """Imports inside functions, and those for types alone, are counted too."""
    assert circle(program) == []


def test_a_circle_is_found_wherever_its_imports_stand(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.helpers.source.ROOT", tmp_path)
    (tmp_path / "one.py").write_text("import two.inner\n", encoding="utf-8")
    (tmp_path / "two").mkdir()
    (tmp_path / "two" / "inner.py").write_text("def late():\n    from one import thing\n", encoding="utf-8")
    assert set(circle(sources(tmp_path))) == {"one", "two.inner"}
    (tmp_path / "two" / "inner.py").write_text("from pathlib import Path\n", encoding="utf-8")
    assert circle(sources(tmp_path)) == []


@pytest.mark.case("9-6")
def test_functions_import_our_own_modules_only_where_the_start_needs_it(program: list[Source]) -> None:
    def explains(late: tuple[str, str, str], importing: str, imported: str) -> bool:
        return all(
            f"{name}.".startswith(f"{PACKAGE.name}.{of}") for name, of in ((importing, late[0]), (imported, late[1]))
        )

    found = {(source, module, line) for source in program for module, line in source.late_imports()}
    offences = [
        f"{source.name}:{line} imports {module} inside a function"
        for source, module, line in found
        if not any(explains(late, source.module, module) for late in LATE_IMPORTS)
    ]
    assert sorted(offences) == []
    unused = [late for late in LATE_IMPORTS if not any(explains(late, s.module, module) for s, module, _ in found)]
    assert unused == [], "what nobody does any more is not allowed either"


def test_every_dialog_is_opened_the_one_way(program: list[Source]) -> None:
    """``open_dialog`` lets it go when it is closed; what it showed of a family must not stay in the memory."""
    window = [source for source in program if source.part == "gui" and source.path.name != "base_dialog.py"]

    def opens(call: ast.Call) -> bool:
        return isinstance(call.func, ast.Attribute) and call.func.attr == "open" and not (call.args or call.keywords)

    assert calls(window, opens) == []
    assert [source.name for source in window if "QInputDialog" in source.text] == []


def test_every_library_is_imported_only_in_its_home(program: list[Source]) -> None:
    offences = [
        f"{source.name}:{line} imports {module}"
        for source in program
        for module, line in source.imports()
        if source.part not in HOMES.get(module.split(".")[0], {source.part})
    ]
    assert offences == []


def test_only_the_calendar_knows_the_bank_holidays(program: list[Source]) -> None:
    knowing = {source.name for source in program for module, _ in source.imports() if within(module, {"holidays"})}
    assert knowing <= {"halton_desktop/domain/calendar.py"}


@pytest.mark.case("entry-1")
def test_no_day_is_typed_into_anything_but_the_one_field(program: list[Source]) -> None:
    """Qt's own field skips what is typed and stores another day; in a Designer form a day is a ``DayField`` too."""
    theirs = re.compile(r"QDateEdit|QDateTimeEdit|dateChanged")
    forms = sorted((ROOT / "ui").rglob("*.ui"))
    assert [source.name for source in program if theirs.search(source.text)] == []
    assert [form.name for form in forms if theirs.search(form.read_text(encoding="utf-8"))] == []


def test_only_paths_knows_where_the_frozen_program_is_unpacked(program: list[Source]) -> None:
    assert [source.name for source in program if "_MEIPASS" in source.text] == ["halton_desktop/paths.py"]


def test_nothing_in_the_program_can_open_a_network_connection(program: list[Source]) -> None:
    offences = [
        f"{source.name}:{line} imports {module}"
        for source in program
        for module, line in source.imports()
        if within(module, NETWORK)
    ]
    assert offences == []


def test_nothing_in_the_program_exists_on_one_system_only(program: list[Source]) -> None:
    offences = [
        f"{source.name}:{line} imports {module}"
        for source in program
        for module, line in source.imports()
        if within(module, POSIX_ONLY)
    ]
    assert offences == []


def test_text_files_are_opened_with_their_encoding_named(program: list[Source]) -> None:
    """Windows would take the code page of the country otherwise."""

    def forgets(call: ast.Call) -> bool:
        if called(call) not in {"open", "read_text", "write_text", "fdopen"}:
            return False
        if any(keyword.arg == "encoding" for keyword in call.keywords):
            return False
        literals = [argument.value for argument in call.args if isinstance(argument, ast.Constant)]
        literals += [word.value.value for word in call.keywords if isinstance(word.value, ast.Constant)]
        binary = any(isinstance(literal, str) and re.fullmatch(r"[rwax+]*b[rwax+]*", literal) for literal in literals)
        built_in = isinstance(call.func, ast.Name) or called(call) != "open"
        return built_in and not binary

    assert calls(program, forgets) == []


def test_files_are_short_enough_to_be_read(everything: list[Source]) -> None:
    long = {s.name: s.text.count("\n") for s in everything if "migrations" not in s.path.parts}
    assert {name: lines for name, lines in long.items() if lines > LONGEST_FILE} == {}


@pytest.mark.case("9-5")
def test_no_folder_has_more_files_than_can_be_looked_through() -> None:
    made = {"__pycache__", "ui_forms"}  # by Python, and by the build of the forms
    folders = [
        folder for name in ("halton_desktop", "tests", "ui", "docs", "resources") for folder in _below(ROOT / name)
    ]
    counts = {
        folder.relative_to(ROOT).as_posix(): sum(file.is_file() for file in folder.iterdir())
        for folder in folders
        if not made & set(folder.parts)
    }
    assert {name: count for name, count in counts.items() if count > MOST_FILES} == {}


def _below(folder: Path) -> list[Path]:
    return [folder, *(inner for inner in folder.rglob("*") if inner.is_dir())]


def test_functions_fit_on_a_screen(everything: list[Source]) -> None:
    offences = [
        f"{source.name}:{node.lineno} {node.name} has {node.end_lineno - node.lineno + 1} lines"
        for source in everything
        if "migrations" not in source.path.parts  # a migration is one long list of tables and columns
        for node in ast.walk(source.tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and node.end_lineno is not None
        and node.end_lineno - node.lineno + 1 > LONGEST_FUNCTION
    ]
    assert offences == []


def test_classes_have_twenty_methods_at_most(program: list[Source]) -> None:
    counts = {
        f"{source.name}:{node.lineno} {node.name}": sum(isinstance(child, ast.FunctionDef) for child in node.body)
        for source in program
        for node in ast.walk(source.tree)
        if isinstance(node, ast.ClassDef)
    }
    assert {name: count for name, count in counts.items() if count > MOST_METHODS} == {}


def test_no_two_public_classes_share_a_name(program: list[Source]) -> None:
    homes: dict[str, list[str]] = {}
    for source in program:
        if "ui_forms" in source.path.parts or "versions" in source.path.parts:
            continue  # a form is named as Designer names it
        for node in source.tree.body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                homes.setdefault(node.name, []).append(source.path.name)
    assert {name: files for name, files in homes.items() if len(files) > 1} == {}


def test_module_names_say_what_is_inside(program: list[Source]) -> None:
    parts = {part for source in program for part in Path(source.name).with_suffix("").parts}
    assert {part for part in parts if EMPTY_NAMES & set(part.split("_"))} == set()


def test_every_module_opens_with_a_sentence(everything: list[Source]) -> None:
    openings = {
        source.name: (ast.get_docstring(source.tree) or "").split("\n\n")[0] for source in everything if source.text
    }
    assert [name for name, opening in openings.items() if not opening.endswith((".", ":", "!", "?"))] == []


def test_silenced_checks_name_their_code_and_their_reason(everything: list[Source]) -> None:
    silencing = re.compile(r"#\s*(type:\s*ignore|noqa)\b")
    told = re.compile(r"#\s*(type:\s*ignore\[[\w\-, ]+\]|noqa:\s*[A-Z]+\d+(,\s*[A-Z]+\d+)*)\s+(#|-|–|—)\s*\w")
    offences = [
        f"{source.name}:{line} {comment}"
        for source in everything
        for comment, line in source.comments()
        if silencing.search(comment) and not told.search(comment)
    ]
    assert offences == []


def test_the_window_never_reaches_through_a_session_to_its_vault(program: list[Source]) -> None:
    reaching = [
        f"{source.name}:{node.lineno}"
        for source in program
        if source.part in ("gui", "tour", "commands")
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Attribute) and node.attr in ("vault", "_vault")
    ]
    assert reaching == []


def test_what_services_give_back_is_of_the_domain_and_never_of_the_store(program: list[Source]) -> None:
    leaks = []
    for source in program:
        if source.part != "services":
            continue
        of_store = {name.rpartition(".")[2] for name, _ in source.imports() if name.startswith("halton_desktop.store")}
        leaks += [
            f"{source.name}:{node.lineno} {node.name} gives back {word}"
            for node in source.tree.body
            if isinstance(node, ast.FunctionDef) and not node.name.startswith("_") and node.returns is not None
            if node.args.args and node.args.args[0].arg == "session"  # what takes a unit of work is for services alone
            for word in sorted(set(re.findall(r"\w+", ast.unparse(node.returns))) & of_store)
            if (node.name, word) not in FOR_SERVICES_ALONE
        ]
    assert leaks == []


@pytest.mark.case("9-1")
def test_what_a_kind_of_step_means_is_told_in_its_declaration_and_its_rule_alone(program: list[Source]) -> None:
    """A table by kind of step anywhere else would be one more file to touch for a new kind."""
    tables = {
        source.name
        for source in program
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Dict)
        and any(isinstance(key, ast.Attribute) and getattr(key.value, "id", "") == "StepKind" for key in node.keys)
    }
    assert tables == {"halton_desktop/domain/incidents/step_kind.py", "halton_desktop/domain/incidents/step_rules.py"}


@pytest.mark.case("9-2")
def test_a_letter_is_named_in_its_declaration_and_where_something_is_said_of_it_alone(program: list[Source]) -> None:
    """No catalogue beside the catalogues: at most two letters of a case are spoken of in any other module."""
    catalogues = {"incident_letter.py", "ban_letter.py", "slip_letter.py"}
    named = {
        source.name: {
            node.value
            for node in ast.walk(source.tree)
            if isinstance(node, ast.Constant) and node.value in {*INCIDENT_LETTER, *SLIP_LETTER} - {FIRST_LETTER}
        }
        for source in program
        if source.part not in ("sample", "tour") and source.path.name not in catalogues
    }
    assert {name: words for name, words in named.items() if len(words) > 1} == {}


def test_the_event_loop_is_never_pumped_by_hand(everything: list[Source]) -> None:
    assert calls(everything, lambda call: called(call) == "processEvents") == []


def test_the_application_is_handed_in_and_not_fished_for(program: list[Source]) -> None:
    def fishes(call: ast.Call) -> bool:
        owner = getattr(call.func, "value", None)
        return called(call) == "instance" and getattr(owner, "id", "").endswith("Application")

    assert calls(program, fishes) == []


def test_tests_wait_for_what_happens_and_never_sleep() -> None:
    assert calls(sources(ROOT / "tests"), lambda call: called(call) in {"sleep", "qWait", "qSleep"}) == []
