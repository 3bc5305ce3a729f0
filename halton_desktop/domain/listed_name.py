"""How lists and papers name people: a protected name is not spelled out where somebody may see it who may not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from halton_desktop.domain.acknowledgement import Form
from halton_desktop.domain.consent import Consent
from halton_desktop.domain.incidents.incident import Incident, IncidentPerson
from halton_desktop.domain.incidents.site_ban import SiteBan
from halton_desktop.domain.parents.known_already import KnownAlready
from halton_desktop.domain.parents.parent import PROTECTED_WORD, SEE_THEIR_PAGE, Parent


@dataclass(frozen=True, slots=True)
class ListedNames:
    """``hidden`` are the people whose name is not spelled out here, by id; everybody else is named as they are."""

    hidden: Mapping[int, Parent] = field(default_factory=dict)

    def of(self, parent_id: int | None, name: str) -> str:
        """The name of somebody of the register, or the word that stands for it."""
        return PROTECTED_WORD if parent_id in self.hidden else name

    def parent(self, parent: Parent) -> Parent:
        """Somebody as a list shows them."""
        return parent.unnamed if parent.id in self.hidden else parent

    def known(self, found: KnownAlready) -> KnownAlready:
        """Somebody who may be the same person."""
        return replace(found, family=replace(found.family, parent=self.parent(found.family.parent)))

    def form(self, form: Form) -> Form:
        """A form, which keeps the name as it was printed."""
        if form.parent_id not in self.hidden:
            return form
        return replace(form, parent_name=PROTECTED_WORD, address=(PROTECTED_WORD,))

    def consent(self, consent: Consent) -> Consent:
        """What a consent form names."""
        return replace(consent, parent_name=self.of(consent.parent_id, consent.parent_name))

    def ban(self, ban: SiteBan) -> SiteBan:
        """A site ban."""
        return replace(ban, person=self.of(ban.parent_id, ban.person))

    def incident(self, incident: Incident) -> Incident:
        """A case with its people, and without the names where they stand in its words."""
        if not self.hidden:
            return incident
        people = tuple(_bare(one) if one.parent_id in self.hidden else one for one in incident.people)
        facts = replace(incident.facts, account=self.words(incident.facts.account))
        return replace(incident, people=people, facts=facts, outcome_reason=self.words(incident.outcome_reason))

    def about(self, incident: Incident) -> str:
        """Whom a line of the list says a case is about."""
        return "; ".join(person.shown for person in self.incident(incident).authors)

    def why_not(self, parent: Parent, reason: str) -> str:
        """Why nothing is sent to somebody; the words may be what is protected."""
        return SEE_THEIR_PAGE if reason and parent.id in self.hidden else self.words(reason)

    def words(self, text: str) -> str:
        """A sentence without the whole names that are not spelled out."""
        for parent in self.hidden.values():
            for name in (parent.full_name, parent.name):
                text = text.replace(name, PROTECTED_WORD) if name else text
        return text


def _bare(person: IncidentPerson) -> IncidentPerson:
    return replace(person, name=PROTECTED_WORD, alias="", name_now="", children="")
