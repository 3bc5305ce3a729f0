"""Text that cannot be kept is the user's to mend, not a mistake of the program."""

from __future__ import annotations

from pathlib import Path

import pytest

from halton_desktop.domain.change import RecordKind
from halton_desktop.domain.permission import Permission
from halton_desktop.errors import InvalidInput
from halton_desktop.services.overview.search_office import search
from halton_desktop.services.parents.keep_parents import add_parent
from tests.factories import a_parent, make_office

HALF = "O’Brien\ud83d"
"""Half of an emoji, as a broken paste leaves it."""


def test_half_a_character_is_refused_in_words_where_it_would_be_kept(tmp_path: Path) -> None:
    with make_office(tmp_path / "office") as office:
        with pytest.raises(InvalidInput, match="after “O’Brien”"):
            add_parent(office, a_parent(surname=HALF))
        assert not search(office, HALF)
        with (
            pytest.raises(InvalidInput, match="after “O’Brien”"),
            office.change(Permission.EDIT_PARENTS) as work,
        ):
            work.record("parent changed", RecordKind.PARENT, 1, {"surname": "O’Brien"}, {"surname": HALF})
