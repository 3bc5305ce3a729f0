"""The commands that do an errand in an office: import, letters, return-form, export."""

from __future__ import annotations

import argparse
from dataclasses import asdict
from pathlib import Path

from halton_desktop.commands.run import CommandOutcome
from halton_desktop.commands.sign_in import password_of_archive, signed_in
from halton_desktop.domain.mailing import LetterRequest, Per, Recipients
from halton_desktop.domain.name import joined
from halton_desktop.domain.sides import Sides
from halton_desktop.services.consent_forms.return_form import return_forms
from halton_desktop.services.letters.plan_letters import plan_letters
from halton_desktop.services.letters.save_letters import nothing_saved, save_letters
from halton_desktop.services.parents.import_summary import FieldSaid, Undecided


def import_contacts(arguments: argparse.Namespace) -> CommandOutcome:
    """``import``: contacts from a file, all or nothing; ``--dry-run`` changes nothing."""
    from halton_desktop.services.parents.import_parents import apply_import, preview_import

    with signed_in(arguments) as session:
        preview = preview_import(session, arguments.file)
        summary = preview.summary if arguments.dry_run else apply_import(session, preview)
    facts = asdict(summary)
    would = "would be " if arguments.dry_run else ""
    words = "\n".join(
        f"{noun}: {counts.new} {would}new, {counts.changed} {would}changed, {counts.unchanged} unchanged."
        for noun, counts in (("Pupils", summary.pupils), ("Parents", summary.parents))
    )
    listed = [f"Changed: {_differs(one)}." for one in summary.changed]
    listed += [f"Kept: {_differs(one)}, because {one.reason}." for one in summary.kept]
    listed += [f"Gone: {one.says}" for one in summary.gone]
    listed += [f"{f'Row {p.row}, ' if p.row else ''}{p.column}: {p.message}" for p in summary.problems]
    listed += [
        f"Not used: column {one.heading} ({one.cells} cells, such as {joined(one.examples)})."
        for one in summary.unused_columns
    ]
    listed += [f"Not read: sheet {one.sheet} ({one.rows} rows)." for one in summary.unused_sheets]
    listed += [
        f"To decide: {one.kind.value} “{one.value}”: {one.people} {_meanwhile(one)}." for one in summary.undecided
    ]
    return CommandOutcome(facts, "\n".join([words, *listed]))


def _differs(one: FieldSaid) -> str:
    about = f" ({one.about})" if one.about else ""
    return f"{one.who}, {one.field.replace('_', ' ')}{about}: here “{one.here}”, in the file “{one.file}”"


def _meanwhile(one: Undecided) -> str:
    single = one.people == 1
    if not one.holds_letters:
        return f"{'person is' if single else 'people are'} written to as before"
    return f"{'person waits' if single else 'people wait'} for a letter"


def print_letters(arguments: argparse.Namespace) -> CommandOutcome:
    """``letters``: one PDF with every letter; who could not get one is listed with the reason."""
    year = arguments.to.removeprefix("year:") if arguments.to.startswith("year:") else ""
    to = Recipients.ALL if year else Recipients(arguments.to)
    with signed_in(arguments) as session:
        plan = plan_letters(session, LetterRequest(arguments.letter, to, year, per=Per(arguments.per)))
        sides = Sides.ONE if arguments.single_sided else Sides.BOTH
        saved = save_letters(session, plan, Path(arguments.out), sides=sides) if plan.letters else nothing_saved(sides)
    facts = {
        "letters": saved.letters,
        "pages": saved.paper.pages,
        "empty_pages": saved.paper.blanks,
        "sheets": saved.paper.sheets,
        "references": list(saved.references),
        "not_printed": [{"who": left.who, "reason": left.reason} for left in plan.not_printed],
        "contacts_only": plan.contacts_only,
        "pupils_without": [{"pupil": one.pupil, "reason": one.reason} for one in plan.pupils_without],
    }
    words = [f"{saved.letters} letters are in {arguments.out}. {saved.paper.words}"]
    if not plan.letters:
        words = ["There is no letter to print."]
        facts["error"] = words[0]
    words += [f"Not printed: {left.who}: {left.reason}" for left in plan.not_printed]
    words += [f"Contacts only, who get no letter: {plan.contacts_only}."] if plan.contacts_only else []
    words += [f"Nobody is told for {one.pupil}: {one.reason}" for one in plan.pupils_without]
    return CommandOutcome(facts, "\n".join(words), refused=not plan.letters)


def return_form(arguments: argparse.Namespace) -> CommandOutcome:
    """``return-form``: each reference for itself; exit code 1 when one was refused."""
    with signed_in(arguments) as session:
        summary = return_forms(session, arguments.references)
    facts = {
        "returned": [form.reference for form in summary.returned],
        "refused": [{"reference": refused.reference, "reason": refused.reason} for refused in summary.refused],
    }
    lines = [f"{form.reference} is booked as returned." for form in summary.returned]
    lines += [f"{refused.reference}: {refused.reason}" for refused in summary.refused]
    return CommandOutcome(facts, "\n".join(lines), refused=bool(summary.refused))


def export(arguments: argparse.Namespace) -> CommandOutcome:
    """``export office``: everything as open files in an archive with a password of its own."""
    from halton_desktop.services.overview.export_office import export_office

    archive_password = password_of_archive(arguments)
    with signed_in(arguments) as session:
        done = export_office(session, arguments.out, archive_password)
    words = [f"{done.files:,} files are in {arguments.out}. Open it with 7-Zip or another program that knows AES."]
    words += [f"Left out: {one}" for one in done.left_out]
    return CommandOutcome({"files": done.files, "left_out": list(done.left_out)}, "\n".join(words))
