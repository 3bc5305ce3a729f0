"""What a record holds after an import: the file's values where the file itself changed, else what is there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from halton_desktop.domain.address import PostalAddress, is_withdrawn, tidy_postcode
from halton_desktop.domain.importing.contact_import import (
    FieldChange,
    ImportedContact,
    ImportedPupil,
    Record,
    RecordChange,
)
from halton_desktop.domain.importing.file_values import EARLIER, Given, Kept, Plain, address_from, plain
from halton_desktop.domain.importing.pupil_match import name_traits, school_number_key
from halton_desktop.domain.importing.spelling import best_spelling, without_capitals
from halton_desktop.domain.importing.weighing import Weighing, as_text
from halton_desktop.domain.parents.parent import NOT_GIVEN, Parent, ParentOf, Pupil
from halton_desktop.domain.parents.parent_match import Traits, email_key, folded, home_of, names_agree, same_home
from halton_desktop.domain.phone import phone_key
from halton_desktop.domain.school_year import is_lower_year_group

Differing = list[tuple[str, str, ImportedContact]]
"""Fields in which rows about one person differ: field, the value that was not taken, and the contact that has it."""


def pupil_after(
    weighing: Weighing, wanted: ImportedPupil, *, school_number: str, upn: str, renamed: bool, redated: bool
) -> Pupil:
    """The pupil as the file says, where it says anything new. ``school_number`` and ``upn`` are "" when not believed.

    ``renamed``: the child was found under another name, which is taken only where a person says so; ``redated``: with
    another birthday. A lower year, and the form in it, is taken only so too.
    """
    before = weighing.record
    assert isinstance(before, Pupil)
    doubt = Kept.NAME if renamed else None
    lower = Kept.LOWER if is_lower_year_group(wanted.year_group, before.year_group) else None
    forename, surname = _names(
        weighing, name_traits(wanted.forename, wanted.surname), (wanted.forename,), (wanted.surname,), (), doubt
    )
    return replace(
        before,
        forename=forename,
        surname=surname,
        year_group=weighing.settle("year_group", wanted.year_group, _equal, doubt=lower),
        form=weighing.settle("form", wanted.form, _spelled_alike, doubt=lower),
        date_of_birth=weighing.settle(
            "date_of_birth", wanted.date_of_birth, _equal, doubt=Kept.BIRTHDAY if redated else None
        ),
        school_number=weighing.settle("school_number", school_number, _same_number),
        upn=weighing.settle("upn", upn, _equal),
    )


def parent_after(
    weighing: Weighing, contacts: Sequence[ImportedContact], family_names: Sequence[str]
) -> tuple[Parent, Differing]:
    """The parent as the rows about them say, and where these rows differ from one another.

    Never touched: salutation, whether and why not to write, what is protected or was typed. An empty field of
    the file never empties the register's. ``family_names`` are the children's surnames, for a name typed in capitals.
    """
    before = weighing.record
    assert isinstance(before, Parent)
    differing: Differing = []

    def chosen(field: str, same: Callable[[Any, Plain], bool], among: Sequence[ImportedContact] = contacts) -> str:
        said = [(contact, getattr(contact, field)) for contact in among if getattr(contact, field)]
        wanted = _picked(weighing, field, said, same, differing)
        return weighing.settle(field, wanted or "", same)

    forenames, surnames = [one.forename for one in contacts], [one.surname for one in contacts]
    person = name_traits(best_spelling(forenames), best_spelling(surnames))
    forename, surname = _names(weighing, person, forenames, surnames, family_names, Kept.NAME if before.name else None)
    after = replace(
        before,
        title=chosen("title", _spelled_alike),
        forename=forename,
        surname=surname,
        address=_address_after(weighing, contacts, differing),
        email=chosen("email", _same_email, [contact for contact in contacts if email_key(contact.email)]),
        mobile=chosen("mobile", _same_phone),
        home_phone=chosen("home_phone", _same_phone),
    )
    return after, differing


def _names(
    weighing: Weighing,
    person: Traits,
    forenames: Sequence[str],
    surnames: Sequence[str],
    like: Sequence[str],
    doubt: Kept | None,
) -> tuple[str, str]:
    """Forename and surname: the best spelling of one name; another name only as ``doubt`` allows."""
    before = weighing.record
    assert isinstance(before, Pupil | Parent)
    agree = bool(names_agree(person, name_traits(before.forename, before.surname)))
    names = []
    for field, said, family in (("forename", forenames, ()), ("surname", surnames, like)):
        known = str(getattr(before, field))
        wanted = without_capitals(best_spelling(said), family)
        better = without_capitals(best_spelling((known, *said)), family)
        same = _always if agree else _same_name
        names.append(weighing.settle(field, wanted, same, better=better, doubt=doubt))
    return names[0], names[1]


def _picked(
    weighing: Weighing,
    field: str,
    said: Sequence[tuple[ImportedContact, Any]],
    same: Callable[[Any, Plain], bool],
    differing: Differing,
) -> Any:
    """Of what the rows say: what the register has too, else what the last file said, else the first one."""
    if not said:
        return None
    last = (weighing.known or {}).get(field)
    usual = [plain(getattr(weighing.record, field)), *([last.said] if last is not None and last.said else [])]
    wanted = next((value for known in usual if known for _, value in said if same(value, known)), said[0][1])
    seen = [wanted]
    for contact, value in said:
        if not any(same(value, plain(one)) for one in seen):
            seen.append(value)
            differing.append((field, as_text(value), contact))
    return wanted


def _address_after(weighing: Weighing, contacts: Sequence[ImportedContact], differing: Differing) -> PostalAddress:
    """The register's home where a row has it too (with a postcode or locality it lacked), else the file's new one."""
    before = weighing.record.address if isinstance(weighing.record, Parent) else PostalAddress()
    said = [(contact, contact.address) for contact in contacts if contact.address]
    if before:  # what is too little to be a home is none in its place
        said = [one for one in said if home_of(one[1]) is not None and not is_withdrawn(before, one[1])]
    found: Differing = []
    wanted = _picked(weighing, "address", said, _same_address, found)
    if wanted is None:
        return before
    everything = [address for _, address in said]
    fullest = _fullest(wanted, everything)
    differing += [
        one
        for one in found
        if home_of(one[2].address) is not None and not _same_address(one[2].address, plain(fullest))
    ]
    better = _fullest(before, everything) if before and _same_address(wanted, plain(before)) else None
    doubt = Kept.RETURNED if any(_same_address(fullest, plain(one)) for one in earlier_addresses(weighing)) else None
    taken = wanted if better is not None else fullest
    after = weighing.settle("address", taken, _same_address, better=better, doubt=doubt)
    _remember_address(weighing, before, after)
    return after


def earlier_addresses(weighing: Weighing) -> list[PostalAddress]:
    """The addresses that files have given and later files replaced."""
    known = (weighing.known or {}).get(EARLIER)
    texts = known.said if known is not None and isinstance(known.said, list) else []
    return [address_from(text.split("\n")) for text in texts]


def _remember_address(weighing: Weighing, before: PostalAddress, after: PostalAddress) -> None:
    if not before or _same_address(after, plain(before)):
        return
    earlier = [one for one in (*earlier_addresses(weighing), before) if not _same_address(after, plain(one))]
    weighing.given[EARLIER] = Given(["\n".join([*one.lines, one.postcode]) for one in earlier], None)


def _equal(value: Any, other: Plain) -> bool:
    return plain(value) == other


def _always(value: Any, other: Plain) -> bool:  # noqa: ARG001 - compared as a whole name before
    return True


def _spelled_alike(value: Any, other: Plain) -> bool:
    return str(value).casefold() == str(other).casefold()


def _same_name(value: Any, other: Plain) -> bool:
    return folded(str(value)) == folded(str(other))


def _same_email(value: Any, other: Plain) -> bool:
    return (email_key(str(value)) or value) == (email_key(str(other)) or other)


def _same_phone(value: Any, other: Plain) -> bool:
    return phone_key(str(value)) == phone_key(str(other))


def _same_number(value: Any, other: Plain) -> bool:
    return school_number_key(str(value)) == school_number_key(str(other))


def _same_address(value: Any, other: Plain) -> bool:
    return plain(value) == other or same_home(home_of(value), home_of(address_from(other)))


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


def tie_after(weighing: Weighing, contacts: Sequence[ImportedContact]) -> ParentOf:
    """The tie as all the rows about one contact of one child say.

    A court order is set by any of them and never lifted: that is asked (see ``lifts_court_order``).
    """
    before = weighing.record
    assert isinstance(before, ParentOf)
    relationship = next((contact.relationship for contact in contacts if contact.relationship), "")
    said = {contact.parental_responsibility for contact in contacts} - {None}
    responsible = any(said) if said else None
    priority = next((contact.priority for contact in contacts if contact.priority), 0)
    settled = weighing.settle("parental_responsibility", responsible, _equal)
    return replace(
        before,
        relationship=weighing.settle("relationship", relationship, _equal) or NOT_GIVEN,
        parental_responsibility=bool(settled),
        priority=weighing.settle("priority", priority, _equal),
        court_order=before.court_order or any(contact.court_order for contact in contacts),
    )


def lifts_court_order(before: ParentOf, contacts: Sequence[ImportedContact]) -> bool:
    """Whether the file says in so many words that a court order the register knows does not exist."""
    said = {contact.court_order for contact in contacts}
    return before.court_order and False in said and True not in said


def change_of(before: Record, after: Record, fields: Sequence[str]) -> RecordChange[Record] | None:
    """The change with the fields that differ, or None when nothing does."""
    if before == after:
        return None
    differing = [field for field in fields if getattr(before, field) != getattr(after, field)]
    listed = tuple(FieldChange(one, as_text(getattr(before, one)), as_text(getattr(after, one))) for one in differing)
    return RecordChange(before, after, listed)
