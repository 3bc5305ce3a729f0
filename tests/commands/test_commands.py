"""The command line as a technician uses it: a whole errand by commands, exit codes, JSON, and no name in clear."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader
from pyzipper import AESZipFile

from halton_desktop.app import main
from halton_desktop.commands.arguments import REFUSED
from halton_desktop.commands.run import CommandOutcome, run

PASSWORD = "correct horse battery"
CONTACTS = """adno,Legal Surname,Forename,Year,Reg,DOB,Contact Priority,Title,Contact Forename,Contact Surname,\
Relationship,Parental Responsibility,Court Order,House,Street,Locality,Town,Postcode,Home Telephone,Mobile,Email
000001,Qwertzuiop,Elizabeth,Year  7,7D,05/12/2014,1,Mrs,Charlotte,Qwertzuiop,Mother,Y,No,121,Moorfield Road,,Widnes,\
WA8 3DA,,07700900001,c@example.org
000001,Qwertzuiop,Elizabeth,Year  7,7D,05/12/2014,2,Mr,Scott,Qwertzuiop,Father,Y,No,121,Moorfield Road,,Widnes,\
WA8 3DA,,07700900002,s@example.org
000002,Asdfghjkl,Louis,Year 10,10E,16/05/2012,1,Ms,Ewa,Asdfghjkl,Mother,Y,No,5,Norton Lane,,Runcorn,,,07700900003,
"""


class Technician:
    """Types commands and reads the answers."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder = folder
        self.password_file = folder / "password.txt"
        self.password_file.write_text(PASSWORD + "\n", encoding="utf-8")
        self._capsys = capsys

    def types(self, *words: str) -> tuple[int, str, str]:
        common = ["--data", str(self.folder / "office"), "--user", "tech", "--password-file", str(self.password_file)]
        code = main([*common, *words])
        said = self._capsys.readouterr()
        return code, said.out, said.err

    def asks(self, *words: str, code: int = 0) -> dict[str, Any]:
        given, out, _ = self.types("--json", *words)
        assert given == code, out
        answer = json.loads(out)
        assert isinstance(answer, dict)
        return answer


@pytest.fixture
def technician(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Technician:
    person = Technician(tmp_path, capsys)
    days = ("--adopted-on", "2025-07-03", "--in-force-from", "2025-09-01")
    made = person.asks("create", "--school", "Wade Deacon High School", *days)
    assert made.pop("recovery_key")
    assert made == {"adopted_on": "2025-07-03", "in_force_from": "2025-09-01"}
    (tmp_path / "contacts.csv").write_text(CONTACTS, encoding="cp1252")
    return person


def test_the_main_job_by_commands_alone(technician: Technician, tmp_path: Path) -> None:
    contacts = str(tmp_path / "contacts.csv")
    tried = technician.asks("import", contacts, "--dry-run")
    done = technician.asks("import", contacts)
    assert tried["pupils"] == done["pupils"] == {"new": 2, "changed": 0, "unchanged": 0}
    assert done["parents"]["new"] == 3
    assert {"row", "column", "value", "message"} <= done["problems"][0].keys()
    again = technician.asks("import", contacts)
    assert (again["changed"], again["kept"], again["gone"]) == ([], [], [])
    assert again["pupils"] == {"new": 0, "changed": 0, "unchanged": 2}
    assert again["parents"] == {"new": 0, "changed": 0, "unchanged": 3}

    out = tmp_path / "letters.pdf"
    letters = technician.asks("letters", "acknowledgement", "--to", "all", "--per", "household", "--out", str(out))
    assert letters["letters"] == 1
    assert len(PdfReader(out).pages) == letters["pages"]
    assert letters["not_printed"] == [{"who": "Ms Ewa Asdfghjkl", "reason": "no postcode"}]

    first, second = letters["references"]
    assert technician.asks("return-form", first.lower().replace("-", " ")) == {"returned": [first], "refused": []}
    mixed = technician.asks("return-form", first, second, "A26-00000-0", code=1)
    assert mixed["returned"] == [second]
    assert [refused["reference"] for refused in mixed["refused"]] == [first, "A26-00000-0"]
    assert technician.asks("check") == {"ok": True, "findings": []}


def test_a_refusal_is_one_sentence_and_exit_code_one(technician: Technician, tmp_path: Path) -> None:
    code, out, error = technician.types("create", "--school", "Another")
    assert (code, out) == (1, "")
    assert "already an office" in error
    assert error.count("\n") == 1
    technician.password_file.write_text("not this one", encoding="utf-8")
    assert "do not open this office" in technician.asks("check", code=1)["error"]
    assert technician.types("import", str(tmp_path / "missing.csv"))[0] == 1


@pytest.mark.parametrize(
    "words",
    [["dance"], ["letters", "acknowledgement"], ["return-form"], ["letters", "x", "--to", "some", "--per", "person"]],
)
def test_wrong_use_is_exit_code_two(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(words)
    assert left.value.code == 2
    assert "usage" in capsys.readouterr().err


def test_a_letter_nobody_wrote_is_refused_by_name(technician: Technician, tmp_path: Path) -> None:
    answer = technician.asks(
        "letters", "newsletter", "--to", "all", "--per", "person", "--out", str(tmp_path / "x.pdf"), code=1
    )
    assert "“newsletter”" in answer["error"]
    assert not (tmp_path / "x.pdf").exists()


def test_no_imported_surname_stands_in_clear_anywhere(technician: Technician, tmp_path: Path) -> None:
    technician.asks("import", str(tmp_path / "contacts.csv"))
    for path in (tmp_path / "office").rglob("*"):
        if path.is_file():
            assert b"qwertzuiop" not in path.read_bytes().lower(), path.name


def test_the_sample_office_is_complete_and_sound(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--json", "demo", str(tmp_path / "sample")]) == 0
    made = json.loads(capsys.readouterr().out)
    (tmp_path / "password.txt").write_text(made["password"], encoding="utf-8")
    common = ["--data", made["data"], "--user", made["user"], "--password-file", str(tmp_path / "password.txt")]
    assert main([*common, "--json", "check"]) == 0
    assert json.loads(capsys.readouterr().out) == {"ok": True, "findings": []}
    assert main(["demo", str(tmp_path / "sample")]) == 1


def test_a_mistake_of_our_own_is_one_sentence_and_quotes_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    def fails(_arguments: argparse.Namespace) -> CommandOutcome:
        raise ValueError("Jane Examplesurname")

    assert run(fails, argparse.Namespace(json=False)) == REFUSED
    told = capsys.readouterr()
    assert told.err == "Something went wrong inside the program (ValueError).\n"
    assert told.out == ""


@pytest.mark.case("silence-commands")
def test_whoever_gets_no_letter_is_named_by_command_and_so_is_each_pupil_nobody_is_told_for(
    technician: Technician, tmp_path: Path
) -> None:
    rows = CONTACTS.replace(",Mr,Scott,Qwertzuiop,Father,Y,", ",Mr,Scott,Qwertzuiop,Neighbour,N,")
    contacts = tmp_path / "contacts.csv"
    contacts.write_text(rows, encoding="cp1252")
    imported = technician.asks("import", str(contacts), "--dry-run")
    assert [imported[key] for key in ("unused_sheets", "undecided")] == [[], []]
    assert isinstance(imported["unused_columns"], list)
    technician.asks("import", str(contacts))
    out = tmp_path / "letters.pdf"
    letters = technician.asks("letters", "acknowledgement", "--to", "all", "--per", "person", "--out", str(out))
    assert (letters["letters"], letters["contacts_only"]) == (1, 1)
    assert letters["pupils_without"] == [
        {"pupil": "Louis Asdfghjkl (10E)", "reason": "Ms Ewa Asdfghjkl: no postcode"},
    ]
    _code, words, _error = technician.types(
        "letters", "acknowledgement", "--to", "all", "--per", "person", "--out", str(out)
    )
    assert "Contacts only, who get no letter: 1." in words
    assert "Nobody is told for Louis Asdfghjkl (10E)" in words


@pytest.mark.case("silence-commands")
def test_where_nobody_can_be_written_to_everybody_is_still_named(technician: Technician, tmp_path: Path) -> None:
    contacts = tmp_path / "contacts.csv"
    contacts.write_text(CONTACTS.replace("WA8 3DA", ""), encoding="cp1252")
    technician.asks("import", str(contacts))
    out = tmp_path / "letters.pdf"
    letters = technician.asks("letters", "acknowledgement", "--to", "all", "--per", "person", "--out", str(out), code=1)
    assert (letters["letters"], letters["error"]) == (0, "There is no letter to print.")
    assert len(letters["not_printed"]) == 3
    assert len(letters["pupils_without"]) == 2
    assert not out.exists()


@pytest.mark.case("harm-1")
def test_an_import_says_field_by_field_what_changed_and_who_is_gone(technician: Technician, tmp_path: Path) -> None:
    technician.asks("import", str(tmp_path / "contacts.csv"))
    lines = CONTACTS.replace("07700900001", "07700900009").splitlines()
    (tmp_path / "later.csv").write_text("\n".join(line for line in lines if "Scott" not in line), encoding="cp1252")
    later = technician.asks("import", str(tmp_path / "later.csv"), "--dry-run")
    here = {"here": "07700 900001", "file": "07700 900009", "about": "", "reason": ""}
    assert later["changed"] == [{"who": "Mrs Charlotte Qwertzuiop", "field": "mobile", **here}]
    assert [(one["who"], one["decision"]) for one in later["gone"]] == [("Mr Scott Qwertzuiop", "")]
    _, words, _ = technician.types("import", str(tmp_path / "later.csv"), "--dry-run")
    assert "Changed: Mrs Charlotte Qwertzuiop, mobile: here “07700 900001”, in the file “07700 900009”." in words
    assert "Gone: The file no longer names Mr Scott Qwertzuiop (father)" in words
    assert "1 person is written to as before" in words


@pytest.mark.case("years-11")
def test_the_whole_office_is_exported_with_a_password_of_its_own(technician: Technician, tmp_path: Path) -> None:
    secret = tmp_path / "archive.txt"
    secret.write_text("lantern orbit mustard 47\n", encoding="utf-8")
    out = tmp_path / "all.zip"
    told = technician.asks("export", "office", "--out", str(out), "--archive-password-file", str(secret))
    assert told["files"] > 80
    with AESZipFile(out) as packed:
        packed.setpassword(b"lantern orbit mustard 47")
        assert b"Wade Deacon" in packed.read("tables/school.json")
    secret.write_text("sunshine\n", encoding="utf-8")
    technician.asks("export", "office", "--out", str(out), "--archive-password-file", str(secret), code=1)
