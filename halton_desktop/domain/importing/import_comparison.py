"""What every step of planning an import looks at: the file and the register, made comparable."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from halton_desktop.domain.address import PostalAddress
from halton_desktop.domain.importing.contact_import import FileKind, ImportedContact, ReadContacts, RegisterSnapshot
from halton_desktop.domain.importing.file_values import ImportChoices, Kept
from halton_desktop.domain.importing.import_homes import settle_homes
from halton_desktop.domain.importing.import_notices import is_older, known_pupils, notices
from halton_desktop.domain.importing.import_questions import Questions, leavers
from halton_desktop.domain.importing.import_returned import former_index
from halton_desktop.domain.importing.parent_index import Common, ParentIndex
from halton_desktop.domain.parents.parent_match import Homes, Traits, generation_of, sex_of, traits


class Comparison:
    """``traits`` are the contacts of each pupil without what many families share, ``parents`` those of the register.

    ``leaving`` are the pupils of the register who have left by the file's own word. ``child_addresses`` gives, by place
    of pupil and contact, the child's address of whom nobody knows where they live.
    """

    def __init__(self, read: ReadContacts, register: RegisterSnapshot, choices: ImportChoices) -> None:
        read = _with_restricted(read, register)
        homes = settle_homes(read.pupils)
        self.read = replace(read, pupils=homes.pupils)
        self.register = register
        self.choices = choices
        self.child_addresses = homes.asked
        found = known_pupils(read, register)
        older = is_older(read, register, found)
        self.first_of_all = notices(read, register, found, older=older)
        self.caution = Kept.OLDER if older else None
        self.questions = Questions(read, self.first_of_all)
        self.questions.add(leavers(read.leavers))
        self.leaving = frozenset(known_pupils(replace(read, pupils=read.leavers), register).values())
        self.place = "pupil" if read.kind is FileKind.CTF else "row"
        self._compare(Homes())

    def shown_as(
        self,
        contacts: Mapping[int, Sequence[ImportedContact]],
        child_addresses: Mapping[tuple[int, int], PostalAddress],
    ) -> None:
        """Take these contacts for those of the file, by the pupil’s place, and these addresses of children."""
        pupils = tuple(
            replace(pupil, contacts=tuple(contacts.get(place, pupil.contacts)))
            for place, pupil in enumerate(self.read.pupils)
        )
        self.read = replace(self.read, pupils=pupils)
        self.child_addresses = child_addresses

    def _compare(self, homes: Homes) -> None:
        folding = ContactTraits(homes)
        people = [[folding.of(contact) for contact in pupil.contacts] for pupil in self.read.pupils]
        self.parents = ParentIndex(self.register, homes)
        common = Common(self.register, self.parents, self.read.pupils)
        common.count(people)
        self.parents.without(common)
        self.former = former_index(self.register, homes)
        self.former.without(common)
        self.traits = [[common.stripped(person) for person in own] for own in people]


def _with_restricted(read: ReadContacts, register: RegisterSnapshot) -> ReadContacts:
    """The file with those pupils on roll whose contacts it restricts where nobody sees it."""
    here = {pupil.id for pupil in register.pupils if pupil.left_on is None} if read.unseen else set()
    known = known_pupils(replace(read, pupils=read.unseen), register)
    added = [read.unseen[place] for place, pupil_id in known.items() if pupil_id in here]
    return replace(read, pupils=(*read.pupils, *added)) if added else read


class ContactTraits:
    """Contacts for comparing; a parent's row, which each sibling repeats, is folded once."""

    def __init__(self, homes: Homes) -> None:
        self._homes = homes
        self._known: dict[tuple[object, ...], Traits] = {}

    def of(self, contact: ImportedContact) -> Traits:
        """The folded names, sex, e-mail, telephones and home of one contact."""
        names = contact.forename, contact.surname
        kind = contact.title, contact.sex, contact.relationship
        phones = contact.mobile, contact.home_phone
        key = (*names, *kind, contact.email, *phones, contact.address)
        known = self._known.get(key)
        if known is None:
            home = self._homes[contact.address]
            generation = generation_of(contact.relationship)
            known = self._known[key] = traits(*names, sex_of(*kind), contact.email, phones, home, generation)
        return known
