"""What a record holds after an import: the file's values, never less than the register had."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from halton_desktop.domain.address import PostalAddress, tidy_postcode
from halton_desktop.domain.contact_import import FieldChange, ImportedContact, ImportedPupil, Record, RecordChange
from halton_desktop.domain.parent import Parent, ParentOf, Pupil, Relationship
from halton_desktop.domain.parent_match import email_key, home_of, names_agree, same_home
from halton_desktop.domain.phone import phone_key
from halton_desktop.domain.pupil_match import name_traits, school_number_key
from halton_desktop.domain.spelling import best_spelling, without_capitals

Differing = list[tuple[str, str, ImportedContact]]
"""Fields in which rows about one person differ: field, the value that was not taken, and the contact that has it."""


def pupil_after(before: Pupil, wanted: ImportedPupil, *, school_number: str, upn: str) -> Pupil:
    """The pupil as the file says, where it says anything. ``school_number`` and ``upn`` are "" when not believed."""
    forename, surname = wanted.forename, wanted.surname
    known = before.forename or before.surname
    if known and names_agree(name_traits(forename, surname), name_traits(before.forename, before.surname)):
        forename = best_spelling((before.forename, forename))
        surname = best_spelling((before.surname, surname))
    same_form = wanted.form.casefold() == before.form.casefold()
    same_number = school_number_key(school_number) == school_number_key(before.school_number)
    return replace(
        before,
        forename=without_capitals(forename),
        surname=without_capitals(surname),
        year_group=wanted.year_group or before.year_group,
        form=before.form if same_form else wanted.form or before.form,
        date_of_birth=wanted.date_of_birth or before.date_of_birth,
        school_number=before.school_number if same_number else school_number or before.school_number,
        upn=upn or before.upn,
    )


def parent_after(
    before: Parent, contacts: Sequence[ImportedContact], family_names: Sequence[str]
) -> tuple[Parent, Differing]:
    """The parent as the rows about them say, and where these rows differ from one another.

    Never touched: salutation, capacities, notes, whether and why not to write. An empty field of the file never
    empties the register's. ``family_names`` are the children's surnames, for a name typed in capitals.
    """
    differing: Differing = []
    forename = best_spelling((before.forename, *(contact.forename for contact in contacts)))
    surname = best_spelling((before.surname, *(contact.surname for contact in contacts)))

    def chosen(field: str, key: Callable[[str], str], *, among: Sequence[ImportedContact] = contacts) -> str:
        return _chosen(str(getattr(before, field)), field, among, key, differing)

    after = replace(
        before,
        title=chosen("title", str.casefold),
        forename=without_capitals(forename),
        surname=without_capitals(surname, family_names),
        address=_address_after(before.address, contacts, differing),
        email=chosen("email", email_key, among=[contact for contact in contacts if email_key(contact.email)]),
        mobile=chosen("mobile", phone_key),
        home_phone=chosen("home_phone", phone_key),
    )
    return after, differing


def _chosen(
    before: str, field: str, contacts: Sequence[ImportedContact], key: Callable[[str], str], differing: Differing
) -> str:
    """The register's value where a row has it too, else the first row's."""
    if all(getattr(contact, field) in ("", before) for contact in contacts):
        return before
    known = key(before)
    chosen, chosen_key = before, known
    said = [(contact, str(getattr(contact, field))) for contact in contacts if getattr(contact, field)]
    if said and known not in {key(value) for _, value in said}:
        chosen = said[0][1]
        chosen_key = key(chosen)
    seen = {chosen_key}
    for contact, value in said:
        if key(value) not in seen:
            seen.add(key(value))
            differing.append((field, value, contact))
    return chosen


def _address_after(before: PostalAddress, contacts: Sequence[ImportedContact], differing: Differing) -> PostalAddress:
    """The register's home where a row has it too (with a postcode or locality it lacked), else the first row's."""
    said = [(contact, contact.address) for contact in contacts if contact.address]
    if all(address == before for _, address in said):
        return before
    if not before and all(address == said[0][1] for _, address in said):
        return said[0][1]
    home = home_of(before)
    chosen = (
        before if home is not None and any(same_home(home, home_of(address)) for _, address in said) else said[0][1]
    )
    if before and home_of(chosen) is None:
        chosen = before
    chosen = _fullest(chosen, [address for _, address in said])
    differing += [
        ("address", address.one_line, contact)
        for contact, address in said
        if home_of(address) is not None and address != chosen and not same_home(home_of(chosen), home_of(address))
    ]
    return chosen


def _fullest(chosen: PostalAddress, addresses: Sequence[PostalAddress]) -> PostalAddress:
    """The fullest way of writing the chosen home; a postcode found in one may show another to be the same home too."""
    while True:
        same = [address for address in addresses if same_home(home_of(chosen), home_of(address))]
        fuller = max((chosen, *same), key=_fullness)
        if _fullness(fuller) == _fullness(chosen):
            return chosen
        chosen = fuller


def _fullness(address: PostalAddress) -> tuple[bool, int]:
    home = home_of(address)
    return bool(tidy_postcode(address.postcode)), len(home.words) if home else 0


def tie_after(before: ParentOf, contact: ImportedContact) -> ParentOf:
    """The tie as the row says. A court order is set, never lifted: that is asked (see ``lifts_court_order``)."""
    responsible = contact.parental_responsibility
    return replace(
        before,
        relationship=contact.relationship or before.relationship or Relationship.OTHER.value,
        parental_responsibility=before.parental_responsibility if responsible is None else responsible,
        priority=contact.priority or before.priority,
        court_order=before.court_order or bool(contact.court_order),
    )


def lifts_court_order(before: ParentOf, contact: ImportedContact) -> bool:
    """Whether the file says in so many words that a court order the register knows does not exist."""
    return before.court_order and contact.court_order is False


def change_of(before: Record, after: Record, fields: Sequence[str]) -> RecordChange[Record] | None:
    """The change with the fields that differ, or None when nothing does."""
    if before == after:
        return None
    differing = [field for field in fields if getattr(before, field) != getattr(after, field)]
    listed = tuple(FieldChange(one, as_text(getattr(before, one)), as_text(getattr(after, one))) for one in differing)
    return RecordChange(before, after, listed)


def as_text(value: Any) -> str:
    """A field as a person reads it: dates as 22/11/2026, addresses on one line, yes and no."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, PostalAddress):
        return value.one_line
    if isinstance(value, frozenset):
        return ", ".join(sorted(str(one) for one in value))
    if hasattr(value, "strftime"):
        return str(value.strftime("%d/%m/%Y"))
    return str(value)
