"""The program works with the network forbidden: every command, on a complete sample office."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

# Python's own record of what it is about to do: a socket that is made, a name that is looked up, an address opened.
WITHOUT_NETWORK = """
import sys

def refuse(event, arguments):
    own_name = event == "socket.gethostname"  # the machine asks itself what it is called
    if event.startswith(("socket.", "urllib.", "http.", "ftplib.", "smtplib.")) and not own_name:
        raise AssertionError(f"the network was asked for: {event}")

sys.addaudithook(refuse)
from halton_desktop.app import main
sys.exit(main(sys.argv[1:]))
"""

CONTACTS = """adno,Legal Surname,Forename,Year,Reg,DOB,Contact Priority,Title,Contact Forename,Contact Surname,\
Relationship,Parental Responsibility,Court Order,House,Street,Locality,Town,Postcode,Home Telephone,Mobile,Email
009001,Quillfeather,Ida,Year 7,7D,05/12/2014,1,Mrs,Orla,Quillfeather,Mother,Y,No,1,Long Lane,Farnworth,Widnes,WA8 4EU,,,
"""


def offline(home: Path, *arguments: str) -> Any:
    """What a command answers as JSON when anything to do with the network is an error."""
    homes = {name: str(home) for name in ("HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA")}
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT_NETWORK, "--json", *arguments],
        env=os.environ | homes,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return json.loads(done.stdout)


def test_the_guard_itself_refuses_a_connection(tmp_path: Path) -> None:
    knock = WITHOUT_NETWORK.replace(
        "from halton_desktop.app import main", "import socket; socket.create_connection(('::1', 9))"
    )
    done = subprocess.run([sys.executable, "-c", knock], capture_output=True, encoding="utf-8", check=False, timeout=60)
    assert "the network was asked for" in done.stderr


def test_every_command_works_without_a_network(tmp_path: Path) -> None:
    sample = offline(tmp_path, "demo", str(tmp_path / "office"))
    password = tmp_path / "password.txt"
    password.write_text(sample["password"], encoding="utf-8")
    office = ["--data", sample["data"], "--user", sample["user"], "--password-file", str(password)]

    pdf = tmp_path / "letters.pdf"
    letters = offline(
        tmp_path, *office, "letters", "acknowledgement", "--to", "outstanding", "--per", "person", "--out", str(pdf)
    )
    assert letters["letters"] > 0
    assert pdf.stat().st_size > 1000
    reference = letters["references"][0]
    assert offline(tmp_path, *office, "return-form", reference)["returned"] == [reference]

    contacts = tmp_path / "contacts.csv"
    contacts.write_text(CONTACTS, encoding="utf-8")
    assert offline(tmp_path, *office, "import", str(contacts), "--dry-run")["pupils"]["new"] == 1
    assert offline(tmp_path, *office, "check") == {"ok": True, "findings": []}

    new = ["--data", str(tmp_path / "new"), "--user", "head", "--password-file", str(password)]
    assert offline(tmp_path, *new, "create", "--school", "Ashley High School")["recovery_key"]
