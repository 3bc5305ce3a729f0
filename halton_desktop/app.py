"""The composition root: arguments → folders → (a command, or) the window: theme, log, unlock, office, tabs.

Nothing here is heavy: SQLAlchemy, ReportLab and the like are imported while the password is being typed, or by the
command that needs them.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence

from halton_desktop.commands.arguments import parser


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program; returns the exit code (0 done, 1 refused, 2 wrong use)."""
    wanted = parser().parse_args(arguments)
    if wanted.command is None:
        return _window(wanted)
    if wanted.command == "tour":
        return _tour(wanted)
    return _command(wanted)


def _command(wanted: argparse.Namespace) -> int:
    from halton_desktop.commands import errand_commands, office_commands
    from halton_desktop.commands.run import run

    return run(
        {
            "create": office_commands.create,
            "demo": office_commands.demo,
            "check": office_commands.check_file,
            "import": errand_commands.import_contacts,
            "letters": errand_commands.print_letters,
            "return-form": errand_commands.return_form,
            "export": errand_commands.export,
        }[wanted.command],
        wanted,
    )


def _window(wanted: argparse.Namespace) -> int:
    from halton_desktop.gui.shell.program import run_program

    return run_program(wanted.data, wanted.user)


def _tour(wanted: argparse.Namespace) -> int:
    from halton_desktop.tour.take_pictures import run_tour

    return run_tour(wanted.folder, as_json=wanted.json)
