"""Signs in for a command: folder, user name and password from options, a file or a prompt, never from an argument."""

from __future__ import annotations

import argparse
import getpass
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from halton_desktop.errors import UnreadableFile, WrongPassword
from halton_desktop.paths import default_office_folder, resources_folder
from halton_desktop.services.administration.clock_check import clock_doubt
from halton_desktop.services.administration.open_office import unlock_office
from halton_desktop.services.program_files import ProgramFiles
from halton_desktop.services.session import OfficeSession


def office_folder(arguments: argparse.Namespace) -> Path:
    """The office folder asked for, or the usual one."""
    return Path(arguments.data) if arguments.data else default_office_folder()


def user_name(arguments: argparse.Namespace) -> str:
    """The user name asked for, or the one this person signed in to the computer with."""
    return str(arguments.user or getpass.getuser())


def password(arguments: argparse.Namespace, *, twice: bool = False) -> str:
    """The first line of the password file, or what is typed at a prompt."""
    if arguments.password_file:
        return _from_file(arguments.password_file)
    if not sys.stdin or not sys.stdin.isatty():
        raise WrongPassword("No password was given.", "Name a file that holds it with --password-file.")
    typed = getpass.getpass("Password: ")
    if twice and typed != getpass.getpass("The same once more: "):
        raise WrongPassword("The two passwords differ.", "Start again and type the same one twice.")
    return typed


def password_of_archive(arguments: argparse.Namespace) -> str:
    """The password an archive gets: the first line of its own file, or what is typed twice."""
    if arguments.archive_password_file:
        return _from_file(arguments.archive_password_file)
    if not sys.stdin or not sys.stdin.isatty():
        raise WrongPassword(
            "No password for the archive was given.", "Name a file that holds it with --archive-password-file."
        )
    typed = getpass.getpass("Password of the archive: ")
    if typed != getpass.getpass("The same once more: "):
        raise WrongPassword("The two passwords differ.", "Start again and type the same one twice.")
    return typed


def program_files() -> ProgramFiles:
    """What ships with the program."""
    return ProgramFiles(resources_folder())


@contextmanager
def signed_in(arguments: argparse.Namespace) -> Iterator[OfficeSession]:
    """The open office, locked again at the end whatever happens."""
    session = unlock_office(office_folder(arguments), user_name(arguments), password(arguments), program_files())
    doubt = clock_doubt(session)
    if doubt:
        print(doubt, "Is its clock right?", file=sys.stderr)
    try:
        yield session
    finally:
        session.close()


def _from_file(path: Path) -> str:
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError):
        raise UnreadableFile(path.name, f"The password file {path} cannot be read.", "Check its name.") from None
    if not lines or not lines[0]:
        raise UnreadableFile(path.name, f"The password file {path} is empty.", "Its first line is the password.")
    return lines[0]
