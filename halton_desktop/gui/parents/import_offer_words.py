"""How a difference between file and register reads: its columns, its chip, where the value came from."""

from __future__ import annotations

from dataclasses import dataclass

from halton_desktop.domain.importing.file_values import Kept
from halton_desktop.domain.importing.import_offers import ImportOffer
from halton_desktop.gui.kit.history_words import field_words
from halton_desktop.gui.kit.tables.paged_table_model import Column
from halton_desktop.gui.kit.widgets.chip import Chip
from halton_desktop.services.parents.import_origins import Origin

WILL_CHANGE = Chip("Will change", "accent", "check")
TAKEN_AFTER_ALL = Chip("The file’s is taken", "accent", "check")
LEFT = Chip("Left as it is", "due", "undo")
STAYS = {
    Kept.TYPED: Chip("Stays: typed here", "muted", "edit"),
    Kept.PROTECTED: Chip("Stays: protected", "muted", "secure"),
    Kept.NOT_NEW: Chip("Stays: left before", "muted", "undo"),
    Kept.NAME: Chip("Stays: another name?", "muted", "info"),
    Kept.OLDER: Chip("Stays: older file", "muted", "clock"),
    Kept.RETURNED: Chip("Stays: an old one?", "muted", "clock"),
    Kept.LOWER: Chip("Stays: a year lower", "muted", "clock"),
    Kept.BIRTHDAY: Chip("Stays: other child?", "muted", "info"),
    Kept.DECLINED: LEFT,
}
"""What stands while nobody decides otherwise."""
_SENTENCES = {
    Kept.TYPED: "Stays, because it was typed here.",
    Kept.PROTECTED: "Stays. It is protected, so no file changes it and nothing of it is shown.",
    Kept.NOT_NEW: "Stays: the file said so before, and it was left as it is.",
    Kept.NAME: "Stays, because it may be another person’s name.",
    Kept.OLDER: "Stays, because the file is an older one.",
    Kept.RETURNED: "Stays: an earlier file said so, and a later one said otherwise.",
    Kept.LOWER: "Stays, because a child seldom goes down a year.",
    Kept.BIRTHDAY: "Stays, because it may be another child’s birthday.",
    Kept.DECLINED: "Stays as it is.",
}


@dataclass(frozen=True, slots=True)
class OfferLine:
    """One line of the list: an offer and whether the file’s value is taken."""

    id: int
    offer: ImportOffer
    taken: bool


def field_of(offer: ImportOffer) -> str:
    """ "Mobile", "Relationship to Sam Pearce"."""
    words = field_words(offer.change.field)
    return f"{words[:1].upper()}{words[1:]}" + (f", {offer.child}" if offer.child and offer.change.old else "")


def chip_of(line: OfferLine) -> Chip:
    """What will happen, in a word or two."""
    because = line.offer.because
    if line.taken:
        return WILL_CHANGE if because is None else TAKEN_AFTER_ALL
    return LEFT if because is None else STAYS[because]


def outcome_words(line: OfferLine) -> str:
    """What will happen, in a sentence."""
    because = line.offer.because
    if not line.offer.may_be_chosen and line.taken:
        return "Always taken: a restriction in a file counts."
    if line.taken:
        return "Becomes what the file says."
    if because is None:
        return "Stays as it is. Asked again only when the file changes."
    return _SENTENCES[because]


def origin_words(origin: Origin) -> str:
    """ "Typed by Anna Wood on 21/11/2026", "From a file imported on 02/09/2026", "From a file"."""
    day = f" on {origin.on:%d/%m/%Y}" if origin.on else ""
    if origin.typed:
        return f"Typed{' by ' + origin.by if origin.by else ' here'}{day}"
    return f"From a file{' imported' + day if day else ''}"


def _here(line: OfferLine) -> str:
    return line.offer.change.old or "nothing"


def _file(line: OfferLine) -> str:
    return line.offer.change.new


def _said(line: OfferLine) -> str:
    return chip_of(line).text


CHANGED_COLUMNS: tuple[Column[OfferLine], ...] = (
    Column("kind", "Who", lambda line: "Parent" if line.offer.key.parent_id else "Pupil", width=7, hidden=True),
    Column("name", "Name", lambda line: line.offer.who, tooltip=lambda line: line.offer.who, width=20),
    Column("field", "What", lambda line: field_of(line.offer), tooltip=lambda line: field_of(line.offer), width=15),
    Column("outcome", "What will happen", _said, chip=chip_of, tooltip=outcome_words, width=20),
    Column("old", "Now", _here, tooltip=_here, colour="muted", width=16),
    Column("new", "In the file", _file, tooltip=_file, width=18, grows=True),
)
