"""The commands that make an office, or look at a whole one: create, demo, check."""

from __future__ import annotations

import argparse
from datetime import date

from halton_desktop.commands.run import CommandOutcome
from halton_desktop.commands.sign_in import office_folder, password, program_files, signed_in, user_name
from halton_desktop.domain.code_of_conduct import Edition
from halton_desktop.domain.school import School
from halton_desktop.services.administration.check_office import check
from halton_desktop.services.administration.open_office import FirstUser, create_office
from halton_desktop.services.administration.read_code_file import code_from_file


def create(arguments: argparse.Namespace) -> CommandOutcome:
    """``create``: a new office; the recovery key is printed here and nowhere else."""
    name = user_name(arguments)
    code, said = _first_edition(arguments)
    session, recovery_key = create_office(
        office_folder(arguments),
        School(name=arguments.school),
        FirstUser(name, name, password(arguments, twice=True)),
        program_files(),
        code=code,
    )
    session.close()
    days = {"adopted_on": f"{code.adopted_on}", "in_force_from": f"{code.effective_on}"}
    return CommandOutcome(
        {"recovery_key": recovery_key} | days,
        f"The office of {arguments.school} is in {office_folder(arguments)}.\n{said}\n"
        f"Recovery key (write it down now; it is shown only this once):\n{recovery_key}",
    )


def demo(arguments: argparse.Namespace) -> CommandOutcome:
    """``demo``: a sample office at every stage."""
    from halton_desktop.sample.sample_office import make_demo

    made = make_demo(arguments.folder, program_files())
    return CommandOutcome(
        {"data": str(made.folder), "user": made.user, "password": made.password},
        f"The sample office is in {made.folder}. User name: {made.user}. Password: {made.password}",
    )


def check_file(arguments: argparse.Namespace) -> CommandOutcome:
    """``check``: everything that can be wrong with an office file; nothing is changed."""
    with signed_in(arguments) as session:
        result = check(session)
    words = "Nothing is wrong with this office file." if result.ok else "\n".join(result.findings)
    return CommandOutcome({"ok": result.ok, "findings": list(result.findings)}, words, refused=not result.ok)


def _first_edition(arguments: argparse.Namespace) -> tuple[Edition, str]:
    """Edition 1 as the options ask for it, and what there is to say about it."""
    today = date.today()  # noqa: DTZ011 - the office's wall calendar; there is no office yet
    adopted_on = arguments.adopted_on or min(today, arguments.in_force_from or today)
    code = program_files().first_edition(adopted_on, arguments.in_force_from)
    said = f"Edition 1 of the code: adopted on {code.adopted_on:%d/%m/%Y}, in force from {code.effective_on:%d/%m/%Y}."
    if arguments.adopted_on is None:
        said += " Its day of adoption was not given; put it right under Review history before you print."
    if arguments.code is not None:
        read = code_from_file(arguments.code, code)
        code, said = read.edition, "\n".join([said, f"{arguments.code.name}: {read.words}", *read.unused])
    return code, said
