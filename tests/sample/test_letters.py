"""The sample office's letters say what is true: its second reminders, and what its bans print to the parent."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from halton_desktop.domain.acknowledgement import FormState
from halton_desktop.domain.incidents.incident_letter import INCIDENT_LETTER
from halton_desktop.domain.mailing import LetterRequest, Recipients
from halton_desktop.sample.sample_office import PASSWORD, USER, make_demo
from halton_desktop.services.administration.open_office import unlock_office
from halton_desktop.services.letters.plan_letters import plan_letters
from tests.factories import program_files

ABOUT_THEM = re.compile(r"\b(he|him|his|she|her|hers)\b")


@pytest.mark.case("harm-6")
@pytest.mark.case("harm-7")
def test_second_reminders_name_the_first_letter_and_no_case_letter_speaks_of_its_reader_as_of_a_stranger(
    tmp_path: Path,
) -> None:
    make_demo(tmp_path / "sample", program_files())
    with unlock_office(tmp_path / "sample", USER, PASSWORD, program_files()) as office:
        plan = plan_letters(office, LetterRequest("reminder_2", Recipients.OUTSTANDING))
        assert plan.people > 40
        with office.look() as work:
            for form in (form for letter in plan.letters for form in letter.forms.values()):
                sent = [event.on for event in work.forms.events(form.id) if event.state is FormState.ISSUED]
                assert len(sent) == 2, "the letter, then the first reminder"
                assert form.issued_on == sent[0] < sent[1]
            letters = [one for incident in range(1, 60) for one in work.incidents.letters.of_incident(incident)]
            pages = {one.reference: work.incidents.letters.pages(one.id) for one in letters}
    assert {INCIDENT_LETTER[one.letter].title for one in letters} >= {"Provisional site ban", "Site ban lifted"}
    for reference, pdf in pages.items():
        words = " ".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)
        assert ABOUT_THEM.findall(words) == [], reference
