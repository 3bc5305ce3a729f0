"""Everything that can go wrong, as one tree: what a user can mend, what the machine did, our own bug.

    HaltonError
    ├── UserError                what a user can mend: shown where it was typed, nothing is lost
    │   ├── InvalidInput         a field does not hold what it must (names the field)
    │   ├── NotAllowed           the signed-in user's role does not permit it
    │   ├── Refused              a rule of the code, or of this program, says no (names the clause where there is one)
    │   ├── NotFound             what was asked for is not in the office file
    │   └── UnreadableFile       a file that was handed in cannot be taken (names file, row, column)
    │       └── UnknownHeadings  nothing in it says where pupils and contacts stand
    ├── MachineError             what the machine did: nothing was changed
    │   ├── WrongPassword        name and password do not open any slot
    │   ├── KeysMissing          the key file is not there
    │   ├── KeysDamaged          the key file is there but was altered, cut short or belongs elsewhere
    │   ├── NotAnOffice          the data file is not (or no longer) an office file of these keys
    │   ├── NewerVersion         written by a newer version of the program
    │   ├── OfficeInUse          another running copy has it open (says who and since when)
    │   ├── FolderReadOnly       the office folder cannot be written to
    │   ├── DiskFull             no room left
    │   └── BackupUnusable       a backup that cannot be made, verified or restored
    ├── OurBug                   an invariant of our own is broken
    └── Cancelled                the user stopped a task: not an error, swallowed by whoever shows results

Every message is a whole sentence in plain English that may be shown to a user as it stands; ``advice`` says what to
do next. Neither ever holds personal data beyond what the same user just typed or may see.
"""

from __future__ import annotations

from datetime import datetime


class HaltonError(Exception):
    """Base of all: ``message`` says what happened, ``advice`` (may be empty) what to do about it."""

    def __init__(self, message: str, advice: str = "") -> None:
        super().__init__(f"{message} {advice}".strip())
        self.message = message
        self.advice = advice


class UserError(HaltonError):
    """Something the user can mend."""


class InvalidInput(UserError):
    """A field does not hold what it must. ``field`` is the name of the dataclass field the form maps to its widget."""

    def __init__(self, field: str, message: str, advice: str = "") -> None:
        super().__init__(message, advice)
        self.field = field


class NotAllowed(UserError):
    """The signed-in user's role does not permit the errand."""


class Refused(UserError):
    """A rule says no. ``clause`` is the code's own number ("3.5") where the rule comes from the code, else ""."""

    def __init__(self, message: str, advice: str = "", clause: str = "") -> None:
        super().__init__(message, advice)
        self.clause = clause


class Locked(UserError):
    """Asked for over a locked screen, by one of the system’s own windows or a timer."""


class NotFound(UserError):
    """What was asked for is not in the office file."""


class UnreadableFile(UserError):
    """A file handed in cannot be taken; ``row`` counts from 1 as a spreadsheet shows it, 0 where none applies."""

    def __init__(self, file: str, message: str, advice: str = "", row: int = 0, column: str = "") -> None:
        super().__init__(message, advice)
        self.file = file
        self.row = row
        self.column = column


class UnknownHeadings(UnreadableFile):
    """No sheet or heading says where pupils and contacts stand; a person may say it instead."""


class MachineError(HaltonError):
    """What the machine did; nothing was changed."""


class WrongPassword(MachineError):
    """User name and password together open no slot; deliberately silent on which of the two was wrong."""


class KeysMissing(MachineError):
    """The key file is not in the office folder."""


class KeysDamaged(MachineError):
    """The key file was altered, cut short, rolled back, or belongs to another office."""


class NotAnOffice(MachineError):
    """The data file is missing, damaged, or not one these keys open."""


class NewerVersion(MachineError):
    """The file was written by a newer version of the program."""


class OfficeInUse(MachineError):
    """Another running copy has the office open; ``holder`` and ``since`` are None where they could not be read."""

    def __init__(
        self, message: str, advice: str = "", holder: str | None = None, since: datetime | None = None
    ) -> None:
        super().__init__(message, advice)
        self.holder = holder
        self.since = since


class FolderReadOnly(MachineError):
    """The office folder cannot be written to."""


class DiskFull(MachineError):
    """There is no room left on the drive."""


class BackupUnusable(MachineError):
    """A backup could not be made, verified or restored."""


class OurBug(HaltonError):
    """An invariant of our own is broken; never the user's fault."""


class Cancelled(HaltonError):
    """The user stopped a running task."""

    def __init__(self) -> None:
        super().__init__("Stopped, as you asked.")
