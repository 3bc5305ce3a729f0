"""Cases of the last year, as the sample office entered them from its lever-arch file. All made up."""

from __future__ import annotations

from dataclasses import dataclass

from halton_desktop.domain.incidents.incident import ContentFlag, Outcome, Platform


@dataclass(frozen=True, slots=True)
class Earlier:
    """``days_ago`` counts from when it was entered, ``parent`` picks somebody of the register."""

    days_ago: int
    parent: int
    platform: Platform
    clauses: tuple[str, ...]
    account: str
    outcome: Outcome
    reason: str
    said: str = "Talked it over; understood."
    days_to_contact: int = 0
    place: str = ""
    flag: ContentFlag | None = None


_F, _W, _I, _T, _S = Platform.FACEBOOK, Platform.WHATSAPP, Platform.INSTAGRAM, Platform.TIKTOK, Platform.SNAPCHAT
_SETTLED, _REMOVED, _NONE = Outcome.SETTLED, Outcome.REMOVED, Outcome.NO_BREACH

PAST = (
    Earlier(431, 21, _F, ("2.1b",), "Post about parking at the gate.", _SETTLED, "Rang the office instead."),
    Earlier(418, 22, _W, ("3.2",), "Class group flooded with forwarded videos.", _SETTLED, "Group has rules now."),
    Earlier(402, 23, _F, ("2.1a",), "Called a teacher a liar by name.", _REMOVED, "Gone the same evening.",
             flag=ContentFlag.DEFAMATORY),
    Earlier(377, 24, _I, ("2.5",), "Followed the form tutor’s account.", _SETTLED, "Unfollowed."),
    Earlier(360, 25, _W, ("3.1a",), "Two mothers quarrelled in the Year 8 group.", _SETTLED, "Both apologised.",
             days_to_contact=1, place="Year 8 parents"),
    Earlier(341, 26, _F, ("2.1b", "3.1b"), "Rant about homework with pupils’ first names.", _REMOVED, "Taken down."),
    Earlier(322, 27, _T, ("3.1b",), "Video mocking the nativity play.", _REMOVED, "Taken down after the call."),
    Earlier(298, 28, _W, ("3.1c",), "Rude voice message to the office’s number.", _SETTLED, "Apologised."),
    Earlier(280, 29, _F, ("2.1b",), "Complaint about lunches in the town’s group.", _NONE, "Politely put."),
    Earlier(262, 30, _I, ("2.5",), "Friend request to a teaching assistant.", _SETTLED, "Withdrawn."),
    Earlier(247, 31, _F, ("2.1a",), "Said the raffle was fixed.", _REMOVED, "Taken down, with a correction.",
             flag=ContentFlag.DEFAMATORY, days_to_contact=2),
    Earlier(230, 32, _W, ("3.1a", "3.2"), "Screenshots of a private quarrel shared in the group.", _SETTLED,
             "Deleted by all; the group was told why.", place="Year 7 parents"),
    Earlier(211, 33, _S, ("3.1b",), "Picture of another child with a caption.", _REMOVED, "Removed at once."),
    Earlier(196, 34, _F, ("2.1b",), "Post about a cancelled trip.", _SETTLED, "Refund explained; post edited."),
    Earlier(174, 35, _W, ("3.1a",), "Called another father names.", _SETTLED, "Apologised in the group."),
    Earlier(160, 36, _F, ("3.1c",), "Comment about the head of year’s looks.", _REMOVED, "Taken down.",
             flag=ContentFlag.DISCRIMINATORY),
    Earlier(148, 37, _I, ("2.5",), "Followed two members of staff.", _SETTLED, "Unfollowed both."),
    Earlier(139, 38, _T, ("3.1b", "2.1a"), "Video saying a pupil had been “let off”.", _REMOVED, "Taken down.",
             days_to_contact=1),
    Earlier(81, 39, _F, ("2.1b",), "Post about the new timetable.", _SETTLED, "Came to the drop-in instead."),
    Earlier(74, 40, _W, ("3.2",), "Group used to look for who told on a pupil.", _SETTLED, "Stopped after the call.",
             place="Year 10 parents"),
    Earlier(66, 41, _F, ("3.1c",), "Named the receptionist as “the dragon”.", _REMOVED, "Taken down, flowers sent."),
    Earlier(52, 42, _W, ("3.1a",), "Old quarrel taken up again in the Year 9 group.", _SETTLED, "Asked to let it be.",
             place="Year 9 parents"),
    Earlier(44, 43, _I, ("2.6",), "Fan page with a made-up name, harmless.", _NONE, "A pupil’s aunt; renamed."),
    Earlier(31, 44, _F, ("2.1b",), "Complaint about the gate closing early.", _SETTLED, "Gate times explained."),
)  # fmt: skip
