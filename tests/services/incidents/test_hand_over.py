"""People leave: their work is known, goes to a colleague, and a user half made is undone."""

from __future__ import annotations

import pytest

from halton_desktop.domain.permission import Role
from halton_desktop.errors import InvalidInput, Refused
from halton_desktop.services.administration.manage_users import add_user, list_users
from halton_desktop.services.incidents.hand_over import hand_over, looked_after, successors
from halton_desktop.services.session import OfficeSession
from tests.factories import CHEAP, PASSWORD, signed_in_as
from tests.helpers.incidents import author, incident_about, parent_in

pytestmark = pytest.mark.case("years-9")


def test_what_a_leaver_looks_after_goes_to_a_colleague_in_one_go(office: OfficeSession) -> None:
    leaver, reader = signed_in_as(office, Role.OFFICE), signed_in_as(office, Role.READER)
    incident = incident_about(leaver, author(parent_in(office)))
    assert looked_after(office, leaver.user.id).sentence == "1 open case and 1 planned step"
    assert reader.user.id not in [user.id for user in successors(office, leaver.user.id)]
    with pytest.raises(Refused, match="takes no steps"):
        hand_over(office, leaver.user.id, reader.user.id)
    assert hand_over(office, leaver.user.id, office.user.id) == 1
    with office.look() as work:
        assert work.incidents.records.get(incident).handler_id == office.user.id
        assert {step.owner_id for step in work.incidents.steps.of_incident(incident)} == {office.user.id}
    assert looked_after(office, leaver.user.id).sentence == ""


def test_a_user_whose_way_in_could_not_be_made_is_no_user(office: OfficeSession) -> None:
    add_user(office, "a b", "First", Role.OFFICE, PASSWORD, CHEAP)
    with pytest.raises(InvalidInput):
        add_user(office, "a  b", "Second", Role.OFFICE, PASSWORD, CHEAP)
    assert [user.name for user in list_users(office) if user.sign_in_name.startswith("a ")] == ["First"]
