"""Who may do what: the one table of roles and permissions; services enforce it, the window only mirrors it."""

from __future__ import annotations

from enum import StrEnum

from halton_desktop.errors import NotAllowed


class Role(StrEnum):
    """What a user is in the program; a person may hold several accounts but an account has one role."""

    ADMINISTRATOR = "administrator"
    OFFICE = "office"
    HEADTEACHER = "headteacher"
    READER = "reader"


class Permission(StrEnum):
    """One errand a role may be allowed; the value completes the sentence "You may not …"."""

    LOOK = "look at the register"
    SEE_FIGURES = "see the figures and the review history"
    EDIT_PARENTS = "change parents and pupils"
    IMPORT_PARENTS = "import parents"
    LIFT_LETTER_BLOCKS = "write to a parent whose letters are blocked"
    PRINT_LETTERS = "print letters"
    RETURN_FORMS = "book returned forms"
    RECORD_INCIDENTS = "record incidents"
    TAKE_STEPS = "take steps in a case"
    RESTRICT_INCIDENTS = "restrict a case to named people"
    DECIDE_BANS = "decide a site ban"
    CLOSE_GROUPS = "ask for a group chat to be closed"
    VIEW_PRIVATE_MESSAGES = "view private messages"
    SEE_SMALL_COUNTS = "see the year’s figures with counts under five"
    REVIEW_CODE = "review the code of conduct"
    CHANGE_SCHOOL = "change the school's details and settings"
    MANAGE_USERS = "add, change or disable users"
    SEE_HISTORY = "see the history of changes"
    EXPORT = "save lists and letters outside the office file"
    BACK_UP = "make a backup"
    CHANGE_OWN_PASSWORD = "change your own password"  # noqa: S105 - a permission's words, not a password


_READING = {
    Permission.SEE_FIGURES,
    Permission.SEE_HISTORY,
    Permission.CHANGE_OWN_PASSWORD,
    Permission.BACK_UP,
}
"""A governor or an auditor: whether the school does what it must, and nothing private of any family."""

_DESK = _READING | {
    Permission.LOOK,
    Permission.EDIT_PARENTS,
    Permission.IMPORT_PARENTS,
    Permission.PRINT_LETTERS,
    Permission.RETURN_FORMS,
    Permission.RECORD_INCIDENTS,
    Permission.TAKE_STEPS,
    Permission.SEE_SMALL_COUNTS,
    Permission.REVIEW_CODE,
    Permission.EXPORT,
}
_LEADING = {Permission.LIFT_LETTER_BLOCKS, Permission.RESTRICT_INCIDENTS}

ALLOWED: dict[Role, frozenset[Permission]] = {
    Role.READER: frozenset(_READING),
    Role.OFFICE: frozenset(_DESK),
    Role.HEADTEACHER: frozenset(
        _DESK | _LEADING | {Permission.DECIDE_BANS, Permission.CLOSE_GROUPS, Permission.VIEW_PRIVATE_MESSAGES}
    ),
    Role.ADMINISTRATOR: frozenset(_DESK | _LEADING | {Permission.CHANGE_SCHOOL, Permission.MANAGE_USERS}),
}
"""Clause 3.5 leaves private messages to a headteacher alone, so an administrator does not hold that permission."""


def may(role: Role, permission: Permission) -> bool:
    """Whether the role holds the permission."""
    return permission in ALLOWED[role]


def require(role: Role, permission: Permission, doing: str = "") -> None:
    """Raise NotAllowed unless the role holds the permission; ``doing`` says it where the permission covers more."""
    if may(role, permission):
        return
    holders = [other.value for other in Role if may(other, permission)]
    raise NotAllowed(
        f"Your role ({role.value}) may not {doing or permission.value}.",
        f"Ask someone signed in as {' or '.join(holders)}.",
    )
