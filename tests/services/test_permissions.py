"""Every errand × every role: without the permission an errand is refused, with it the role is no obstacle."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

import tests.services.errands
from halton_desktop import services
from halton_desktop.domain.permission import ALLOWED, Permission, Role
from halton_desktop.errors import HaltonError, NotAllowed
from halton_desktop.services.session import OfficeSession
from tests.factories import make_office, signed_in_as

Errand = tuple[Permission, Callable[[OfficeSession], object]]


def all_errands() -> dict[str, Errand]:
    """The lists of all areas together."""
    found: dict[str, Errand] = {}
    for module in pkgutil.iter_modules(tests.services.errands.__path__):
        found |= importlib.import_module(f"tests.services.errands.{module.name}").ERRANDS
    return found


def services_there_are() -> Iterator[str]:
    """Each public function of a service module that takes a session and does not work inside another's transaction."""
    for module in pkgutil.walk_packages(services.__path__, "halton_desktop.services."):
        loaded = importlib.import_module(module.name)
        for name, function in inspect.getmembers(loaded, inspect.isfunction):
            parameters = list(inspect.signature(function).parameters)
            if function.__module__ != loaded.__name__ or name.startswith("_"):
                continue
            if parameters[:1] == ["session"] and parameters[1:2] != ["work"]:
                yield f"{module.name.rpartition('.')[2]}.{name}"


def test_every_service_is_on_the_list() -> None:
    assert set(services_there_are()) == set(all_errands())


@pytest.mark.parametrize("errand", sorted(all_errands()))
def test_a_role_without_the_permission_is_refused_and_one_with_it_is_not(errand: str, tmp_path: Path) -> None:
    permission, call = all_errands()[errand]
    with make_office(tmp_path / "office") as administrator:
        for role in Role:
            somebody = signed_in_as(administrator, role)
            if permission in ALLOWED[role]:
                assert not refused(call, somebody), f"{role} may {permission}"
            else:
                assert refused(call, somebody), f"{role} may not {permission}"


def refused(call: Callable[[OfficeSession], Any], session: OfficeSession) -> bool:
    """Whether the role was the obstacle; anything else that stands in the way is another test's business."""
    with suppress(HaltonError):
        try:
            call(session)
        except NotAllowed:
            return True
    return False
