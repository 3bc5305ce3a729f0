"""Stops at the import: where a file is chosen, and what each list of its preview shows."""

from __future__ import annotations

import csv
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from halton_desktop.domain.register import ParentFilter
from halton_desktop.gui.parents.import_dialog import ImportDialog
from halton_desktop.services.parents.find_parents import parent_ids, parent_page
from halton_desktop.tour.stop import Stop

if TYPE_CHECKING:
    from pathlib import Path

    from halton_desktop.gui.parents.import_dialog import ImportDialog
    from halton_desktop.tour.tour import Tour

HEADINGS = (
    *("adno", "Legal Surname", "Forename", "Year", "Reg", "DOB", "Contact Priority", "Title"),
    *("Contact Forename", "Contact Surname", "Relationship", "Parental Responsibility", "Court Order"),
    *("House", "Street", "Town", "Postcode", "Mobile", "Email"),
)
NEW_FAMILIES = (
    "009001,Nguyễn,Linh,Year  7,7D,14/02/2015,1,Mrs,Mai,Nguyễn,Mother,Y,No,12,Lugsdale Road,Widnes,WA8 6DJ,"
    "07700 900101,mai.nguyen@example.org",
    "009001,Nguyễn,Linh,Year  7,7D,14/02/2015,2,Mr,Minh,Nguyễn,Father,Y,No,12,Lugsdale Road,Widnes,WA8 6DJ,"
    "07700 900102,",
    "009002,O’Brien,Niamh,Year  8,8B,03/11/2013,1,Ms,Aoife,O’Brien,Mother,Y,No,4,Hale Road,Widnes,WA8 8SN,"
    "07700 900103,aoife@example.org",
    "009003,Wójcik,Łukasz,Year  9,9A,31/09/2012,1,Mr,Piotr,Wójcik,Father,Y,No,77,Albert Road,Widnes,WA8 6JS,"
    "07700 900104,piotr@example",
)
FIRST, CHANGED, SAME = 20, 4, 6
"""Where in the list of parents the file takes those it knows from, and how many have a new mobile number."""


def contacts_file(tour: Tour) -> Path:
    """A file as a school's system exports it: some new, some moved house, some as they are, two mistakes."""
    file = tour.folder / "contacts.csv"
    with file.open("w", encoding="utf-8-sig", newline="") as out:
        rows = csv.writer(out)
        rows.writerow(HEADINGS)
        rows.writerows(line.split(",") for line in NEW_FAMILIES)
        for number, parent_id in enumerate(parent_ids(tour.session, ParentFilter())[FIRST : FIRST + CHANGED + SAME]):
            family = parent_page(tour.session, parent_id).family
            parent, child = family.parent, family.children[0]
            pupil, tie, address = child.pupil, child.tie, parent.address
            mobile = f"07700 9002{number:02d}" if number < CHANGED else parent.mobile
            street = address.lines[0] if address.lines else ""
            town = address.lines[-1] if len(address.lines) > 1 else ""
            born = f"{pupil.date_of_birth:%d/%m/%Y}" if pupil.date_of_birth else ""
            rows.writerow(
                (
                    *(pupil.school_number, pupil.surname, pupil.forename, f"Year {pupil.year_group}", pupil.form, born),
                    *(tie.priority, parent.title, parent.forename, parent.surname, tie.relationship),
                    *("Y" if tie.parental_responsibility else "N", "Yes" if tie.court_order else "No"),
                    *("", street, town, address.postcode, mobile, parent.email),
                )
            )
    return file


def _empty(tour: Tour) -> QWidget:
    tour.choose("Import parents…")
    return tour.dialog()


def _preview(tab: int, tour: Tour) -> ImportDialog:
    tour.choose("Import parents…")
    dialog = tour.dialog()
    assert isinstance(dialog, ImportDialog)
    dialog.take_file(contacts_file(tour))
    tour.settle()
    dialog.form.tabs.setCurrentIndex(tab)
    for page in (dialog.changes, dialog.gone):
        if page is not None:
            page.pane.table.selectRow(0)
    return dialog


def _not_contacts(tour: Tour) -> QWidget:
    tour.choose("Import parents…")
    dialog = tour.dialog()
    assert isinstance(dialog, ImportDialog)
    file = tour.folder / "dinner money.csv"
    file.write_text("Date,Amount\n24/11/2026,2.40\n", encoding="utf-8")
    dialog.take_file(file)
    return dialog


def _imported(tour: Tour) -> QWidget:
    dialog = _preview(0, tour)
    dialog.submit_button.click()
    return dialog


IMPORTING: tuple[Stop, ...] = (
    Stop("import", _empty),
    *(
        Stop(f"import-{name}", partial(_preview, number))
        for number, name in enumerate(("new", "changed", "gone", "unchanged", "problems"))
    ),
    Stop("import-refused", _not_contacts),
    Stop("imported", _imported),
)
