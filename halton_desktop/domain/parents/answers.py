"""What the office can answer to a question about people, and which answers the next import applies by itself."""

from __future__ import annotations

from halton_desktop.domain.parents.hold import HoldKind
from halton_desktop.domain.parents.parent import Capacity
from halton_desktop.domain.parents.question import Choice, QuestionKind

PARENT = Choice("parent", "Parent or carer", "They are told of the code and asked to acknowledge it.")
CONTACT = Choice("contact", "Contact only", "They get no letters about the code.")
ORDER = Choice("order", "It is a court order for this child", "Nothing about this child is printed to them.")
NEVER = Choice("never", "Do not write at all", "Nothing is printed to them, about any child.")
DIED = Choice("died", "They have died", "Nothing is ever printed to them.")
SECRET = Choice("secret", "The address is secret", "Nothing is printed to them.")
WAIT = Choice("wait", "Leave them out", "Nothing is printed to them; their page lifts the hold once it is mended.")
FINE = Choice("fine", "They may be written to", "Letters go out as now, and these words are not asked about again.")
LIFT = Choice("lift", "Not a restriction", "The hold is lifted, with your reason, and letters go out again.")

OTHER = "other"
"""The key of "somebody else" where it is asked whether two are one: whoever was held for the doubt alone is free."""

RELATIONSHIP = (PARENT, CONTACT)
UNCLEAR = (FINE, NEVER)
RESTRICTION: dict[HoldKind, tuple[Choice, ...]] = {
    HoldKind.COURT_ORDER: (ORDER, NEVER, LIFT),
    HoldKind.NO_CONTACT: (NEVER, LIFT),
    HoldKind.DECEASED: (DIED, LIFT),
    HoldKind.SECRECY: (SECRET, LIFT),
    HoldKind.UNDECIDED: (WAIT, LIFT),
}
"""By what the words may mean; the first is what holds until somebody answers."""

CAPACITY_OF = {PARENT.key: Capacity.PARENT_CARER, CONTACT.key: Capacity.OTHER_CONTACT}

SEVERITY = (
    HoldKind.DECEASED,
    HoldKind.COURT_ORDER,
    HoldKind.NO_CONTACT,
    HoldKind.SECRECY,
    HoldKind.UNDECIDED,
)
"""Worst first."""


def is_remembered(kind: QuestionKind, key: str) -> bool:
    """Whether the same word in another file is answered by itself.

    Of restrictions only what keeps somebody held: that a word was none for one person says nothing about the next,
    and nothing in a file ever lifts a hold. A lifted hold stays lifted for that person and that word. Words that were
    not understood and mean nothing held nobody, and mean nothing the next time.
    """
    if kind is QuestionKind.RELATIONSHIP or (kind is QuestionKind.UNCLEAR and key == FINE.key):
        return True
    return kind is QuestionKind.RESTRICTION and key in (ORDER.key, NEVER.key, DIED.key, SECRET.key)
