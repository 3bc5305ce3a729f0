"""The commands that make an office, or look at a whole one: create, demo, check."""

from __future__ import annotations

import argparse

from halton_desktop.commands.run import Outcome
from halton_desktop.commands.sign_in import office_folder, password, program_files, signed_in, user_name
from halton_desktop.domain.school import School
from halton_desktop.services.administration.check_office import check
from halton_desktop.services.administration.open_office import FirstUser, create_office


def create(arguments: argparse.Namespace) -> Outcome:
    """``create``: a new office; the recovery key is printed here and nowhere else."""
    name = user_name(arguments)
    session, recovery_key = create_office(
        office_folder(arguments),
        School(name=arguments.school),
        FirstUser(name, name, password(arguments, twice=True)),
        program_files(),
    )
    session.close()
    return Outcome(
        {"recovery_key": recovery_key},
        f"The office of {arguments.school} is in {office_folder(arguments)}.\n"
        f"Recovery key (write it down now; it is shown only this once):\n{recovery_key}",
    )


def demo(arguments: argparse.Namespace) -> Outcome:
    """``demo``: a sample office at every stage."""
    from halton_desktop.sample.sample_office import make_demo

    made = make_demo(arguments.folder, program_files())
    return Outcome(
        {"data": str(made.folder), "user": made.user, "password": made.password},
        f"The sample office is in {made.folder}. User name: {made.user}. Password: {made.password}",
    )


def check_file(arguments: argparse.Namespace) -> Outcome:
    """``check``: everything that can be wrong with an office file; nothing is changed."""
    with signed_in(arguments) as session:
        result = check(session)
    words = "Nothing is wrong with this office file." if result.ok else "\n".join(result.findings)
    return Outcome({"ok": result.ok, "findings": list(result.findings)}, words, refused=not result.ok)
