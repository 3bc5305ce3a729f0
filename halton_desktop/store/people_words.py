"""By which words parents, pupils and their forms are found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import Connection, select, update

from halton_desktop.domain.acknowledgement import FormState
from halton_desktop.domain.address import PostalAddress
from halton_desktop.domain.change import RecordKind
from halton_desktop.domain.name import sort_key
from halton_desktop.domain.parents.parent import Family, Pupil
from halton_desktop.domain.portions import in_portions
from halton_desktop.domain.search_words import Findable
from halton_desktop.store.search import SearchIndex
from halton_desktop.store.tables.forms import forms
from halton_desktop.store.tables.people import parents, pupils


def words_of_parent(family: Family, older_names: Sequence[str] = ()) -> Findable:
    """Name, ways to reach them, street and children, and the names they had on earlier forms."""
    person = family.parent
    if person.protected:  # nobody finds out by searching for an old telephone who has it
        person = replace(
            person,
            email="" if person.protects("email") else person.email,
            mobile="" if person.protects("mobile") else person.mobile,
            home_phone="" if person.protects("home_phone") else person.home_phone,
            address=PostalAddress() if person.protects("address") else person.address,
        )
    children = [words_of_pupil(child.pupil) for child in family.children]
    place = f"{' '.join(person.address.lines)} {person.address.postcode} {person.address.postcode.replace(' ', '')}"
    return Findable(
        " ".join((person.title, person.email, place, *older_names, *(child.words for child in children))),
        (person.forename, person.surname, *(name for child in children for name in child.names)),
        (person.mobile, person.home_phone),
    )


def words_of_pupil(pupil: Pupil) -> Findable:
    """Name, class, year and the numbers by which a school knows a child."""
    words = f"{pupil.form} {pupil.year_group} {pupil.school_number} {pupil.upn}"
    return Findable(words, (pupil.forename, pupil.surname))


def words_of_form(reference: str, parent_name: str, family: Family) -> Findable:
    """Its reference with or without dashes, the name it is made out to, and the family as it is now."""
    words = f"{reference} {''.join(sign for sign in reference if sign.isalnum())} {parent_name}"
    children = [words_of_pupil(child.pupil) for child in family.children]
    names = (family.parent.forename, family.parent.surname, *(name for child in children for name in child.names))
    return Findable(" ".join((words, *(child.words for child in children))), names)


def names_on_forms(connection: Connection, parent_ids: Sequence[int]) -> dict[int, list[str]]:
    """Under which names parents were written to."""
    found: dict[int, list[str]] = {}
    for portion in in_portions(parent_ids):
        query = select(forms.c.parent_id, forms.c.parent_name).where(forms.c.parent_id.in_(portion)).distinct()
        for row in connection.execute(query):
            found.setdefault(row.parent_id, []).append(row.parent_name)
    return found


def index_forms_of(connection: Connection, search: SearchIndex, families: Sequence[tuple[int, Family]]) -> None:
    """Forms are found by what a family is called now; call after any change to it, and for new forms."""
    of = dict(families)
    for portion in in_portions(list(of)):
        query = select(forms.c.id, forms.c.reference, forms.c.parent_name, forms.c.parent_id).where(
            forms.c.parent_id.in_(portion), forms.c.state != FormState.TAKEN_BACK.value
        )
        rows = connection.execute(query).all()
        entries = [(row.id, words_of_form(row.reference, row.parent_name, of[row.parent_id])) for row in rows]
        search.put(RecordKind.FORM, entries)


def mend_sort_names(connection: Connection) -> None:
    """Put everybody in their place of the register, after an update of the program folds names otherwise."""
    for table in (parents, pupils):
        rows = connection.execute(select(table.c.id, table.c.surname, table.c.forename, table.c.sort_name))
        for row in rows.all():
            key = sort_key(row.surname, row.forename)
            if key != row.sort_name:
                connection.execute(update(table).where(table.c.id == row.id).values(sort_name=key))
