"""The table of roles: what the code leaves to a headteacher stays with one."""

from __future__ import annotations

import pytest

from halton_desktop.domain.permission import ALLOWED, Permission, Role, may, require
from halton_desktop.errors import NotAllowed


def test_only_a_headteacher_views_private_messages() -> None:
    assert [role for role in Role if may(role, Permission.VIEW_PRIVATE_MESSAGES)] == [Role.HEADTEACHER]


@pytest.mark.case("harm-10")
def test_a_reader_sees_figures_and_history_and_nothing_of_any_family() -> None:
    seen = {Permission.SEE_FIGURES, Permission.SEE_HISTORY}
    assert ALLOWED[Role.READER] == seen | {Permission.CHANGE_OWN_PASSWORD, Permission.BACK_UP}


@pytest.mark.case("harm-10")
def test_whoever_looks_at_the_register_sees_the_history_too() -> None:
    assert all(may(role, Permission.SEE_HISTORY) for role in Role if may(role, Permission.LOOK))


def test_every_permission_has_a_holder() -> None:
    assert all(any(may(role, permission) for role in Role) for permission in Permission)


def test_a_refusal_says_whom_to_ask() -> None:
    with pytest.raises(NotAllowed) as refused:
        require(Role.READER, Permission.MANAGE_USERS)
    assert refused.value.message == "Your role (reader) may not add, change or disable users."
    assert refused.value.advice == "Ask someone signed in as administrator."
