"""Whoever was told of a site ban is told of its end, whatever becomes of the case: who has not been yet (2.4)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from halton_desktop.domain.incidents.ban_letter import LIFTED_LETTER, end_not_told
from halton_desktop.domain.incidents.incident_on_file import BanOnFile
from halton_desktop.domain.incidents.letter_of_incident import LetterOfIncident
from halton_desktop.domain.incidents.site_ban import SiteBan
from halton_desktop.domain.mailing import never_overridden
from halton_desktop.store.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class UntoldEnd:
    """A ban that is over and of whose end its person was not told: the sentence that says so.

    ``waits``: another ban keeps them off the site, and they cannot be told yet that they may come.
    """

    ban: SiteBan
    reference: str
    sentence: str
    waits: bool


def untold_ends(
    work: UnitOfWork, reference: str, bans: Iterable[BanOnFile], letters: Iterable[LetterOfIncident]
) -> tuple[UntoldEnd, ...]:
    """Those of one case, among whose letters is looked. Nobody writes to somebody who has died."""
    known, found = tuple(letters), []
    for one in bans:
        sentence, parent_id = end_not_told(one, known), one.ban.parent_id
        if sentence and parent_id is not None and not any(map(never_overridden, work.parents.families([parent_id]))):
            found.append(UntoldEnd(one.ban, reference, sentence, bool(work.incidents.bans.in_force_of(parent_id))))
    return tuple(found)


def untold_in(work: UnitOfWork, incident_id: int) -> tuple[UntoldEnd, ...]:
    """Those of one case."""
    bans = [
        BanOnFile(ban, tuple(work.incidents.bans.events(ban.id)))
        for ban in work.incidents.bans.of_incident(incident_id)
    ]
    return untold_ends(work, "", bans, work.incidents.letters.of_incident(incident_id))


def all_untold(work: UnitOfWork) -> tuple[UntoldEnd, ...]:
    """Those of every case, also of closed ones and of mere concerns."""
    return tuple(
        end
        for line in work.incidents.bans.lifted_without(LIFTED_LETTER)
        for end in untold_ends(
            work,
            line.reference,
            [BanOnFile(line.ban, line.events)],
            work.incidents.letters.of_incident(line.ban.incident_id),
        )
    )
