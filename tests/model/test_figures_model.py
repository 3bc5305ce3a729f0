"""Whatever an office does in whatever order, every figure, list and bar equals a plain recount by other code."""

from __future__ import annotations

from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from tests.model.__main__ import main
from tests.model.played_office import PlayedOffice

chances = st.randoms(use_true_random=False)


class OfficeYears(RuleBasedStateMachine):
    """Each rule is one errand; after each the figures are compared with the ledger."""

    @initialize(chance=chances)
    def open(self, chance: Random) -> None:
        self.folder = TemporaryDirectory()
        self.played = PlayedOffice(Path(self.folder.name), chance)

    @rule(chance=chances)
    def an_errand(self, chance: Random) -> None:
        self.played.chance = chance
        self.played.play()

    @rule(chance=chances)
    def print_and_let_time_pass(self, chance: Random) -> None:
        self.played.chance = chance
        self.played.print_first()
        self.played.confirm()
        self.played.days_pass()
        self.played.remind()

    @rule()
    def look_at_the_next_printing(self) -> None:
        self.played.compare_printing()

    @invariant()
    def every_figure_equals_the_recount(self) -> None:
        if hasattr(self, "played"):
            self.played.compare()

    def teardown(self) -> None:
        if hasattr(self, "played"):
            self.played.compare_at_the_end()
            self.played.close()
            self.folder.cleanup()


def test_the_figures_of_random_years_equal_a_recount() -> None:
    OfficeYears.TestCase.settings = settings(
        max_examples=4, stateful_step_count=15, deadline=None, suppress_health_check=list(HealthCheck)
    )
    OfficeYears.TestCase("runTest").runTest()


@pytest.mark.case("figures-4")
def test_the_long_run_is_a_command_that_names_its_seeds(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--seeds", "1", "--steps", "5", "--first", "7"]) == 0
    assert "1 seed from 7, 5 errands each: every figure equals the recount." in capsys.readouterr().out
